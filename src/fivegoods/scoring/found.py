"""Values of one indicator before points: what expressions find in the data of each park."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fivegoods.decimals import decide, round_to
from fivegoods.entities import Value
from fivegoods.expressions import Compiled, NoValue
from fivegoods.scoring.environment import Surroundings
from fivegoods.scoring.plan import IndicatorPlan
from fivegoods.scoring.results import ResolvedReference, Treatment


@dataclass(slots=True)
class Found:
    """What is known of one park's indicator before points: a value, or why there is none."""

    # Not frozen: there is one for every park and indicator, and freezing costs more than scoring.
    value: Value | None = None
    reason: str = ""
    applicable: bool = True
    references: tuple[ResolvedReference, ...] = ()
    rank: int | None = None
    peers: int = 0
    #: False where the reason is a missing reference rather than missing data.
    has_data: bool = True
    #: Found by the alternate of the missing policy.
    alternate: bool = False
    treatments: tuple[Treatment, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether points can be computed."""
        return self.applicable and not self.reason


def find_values(plan: IndicatorPlan, parks: Sequence[Surroundings], applicable: Sequence[bool]) -> list[Found]:
    """Return the value of the indicator for every park."""
    if plan.value is not None and plan.rule.takes != "choice" and all(applicable) and not _is_treated(plan):
        number = plan.value.number
        if plan.value.ratio_of is not None:
            return _quotients(plan.value, *plan.value.ratio_of, parks)
        column = []
        for env in parks:
            try:
                column.append(Found(number(env)))
            except NoValue as missing:
                column.append(_absent(missing))
        return column
    return [
        find_value(plan, env) if applies else Found(applicable=False, reason="does_not_apply", has_data=False)
        for env, applies in zip(parks, applicable, strict=True)
    ]


def _quotients(value: Compiled, above: str, below: str, parks: Sequence[Surroundings]) -> list[Found]:
    """Return one field over another for every park; where that fails, the expression says why."""
    column = []
    for env in parks:
        data = env.data
        try:
            column.append(Found(data[above] / data[below]))  # type: ignore[operator, arg-type]
        except (KeyError, ArithmeticError):
            try:
                column.append(Found(value.number(env)))
            except NoValue as missing:
                column.append(_absent(missing))
    return column


def find_value(plan: IndicatorPlan, env: Surroundings) -> Found:
    """Return the value of the indicator for one park, or why there is none."""
    if plan.value is None:
        return Found(reason="no_points_given", has_data=False)
    try:
        if plan.rule.takes == "choice":
            return Found(plan.value.value(env))
        number = plan.value.number(env)
    except NoValue as missing:
        return _absent(missing)
    places = plan.definition.decimals
    if places is not None:
        number = round_to(number, places)
    if plan.definition.missing.zero_counts and decide(number) == 0:
        return Found(reason="zero_counts_as_missing", has_data=False)
    return Found(number)


def _is_treated(plan: IndicatorPlan) -> bool:
    return plan.definition.decimals is not None or plan.definition.missing.zero_counts


def _absent(missing: NoValue) -> Found:
    applicable = not missing.reason.startswith("not_applicable:")
    return Found(reason=missing.reason, has_data=False, applicable=applicable)
