"""Values of one indicator before points: what expressions find in the data of each park."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.expressions import Compiled, NoValue, Quotient
from fivegoods.numeric.decimals import decide, round_to
from fivegoods.panel.context import ParkContext
from fivegoods.panel.entities import Value
from fivegoods.panel.figures import Figures
from fivegoods.scoring.scores import ResolvedReference, Treatment


@dataclass(slots=True)
class Found:
    """What is known of one park's indicator before points: a value, or why there is none."""

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
    def is_plain(self) -> bool:
        """Whether there is nothing to say but a value and its references."""
        return self.usable and self.rank is None and not self.alternate and not self.treatments

    @property
    def usable(self) -> bool:
        """Whether points can be computed."""
        return self.applicable and not self.reason


class FoundColumn:
    """What is known of one indicator before points, by the park's number in the run.

    Of most parks that is a value and the references it is compared with; of the others, such as
    those without data or with a rank, all that is known is kept ``apart``.
    """

    __slots__ = ("apart", "references", "values")

    def __init__(self, values: list[Value | None], apart: dict[int, Found]) -> None:
        """Take the values; ``apart`` says more of some parks, and all there is to say of them."""
        self.values = values
        self.apart = apart
        self.references: list[tuple[ResolvedReference, ...]] = [()] * len(values)

    def __len__(self) -> int:
        return len(self.values)

    def of(self, number: int) -> Found:
        """Return what is known of one park."""
        apart = self.apart.get(number)
        return Found(self.values[number], references=self.references[number]) if apart is None else apart

    def put(self, number: int, found: Found) -> None:
        """Keep what is known of one park."""
        self.apart[number] = found
        self.values[number] = found.value

    def each(self) -> list[Found]:
        """Return what is known of every park, each to be told more; `settle` takes note of it."""
        found = [self.of(number) for number in range(len(self))]
        self.apart = dict(enumerate(found))
        return found

    def settle(self) -> None:
        """Take the values and references of those told more; only of whom there is more to say stay apart."""
        for number, found in self.apart.items():
            self.values[number], self.references[number] = found.value, found.references
        self.apart = {n: found for n, found in self.apart.items() if not found.is_plain}


def find_values(
    plan: IndicatorPlan, parks: Sequence[ParkContext], applicable: Sequence[bool], figures: Figures
) -> FoundColumn:
    """Return the value of the indicator for every park."""
    value = plan.value
    if value is not None and value.quotient is not None and all(applicable) and not _is_treated(plan):
        return _quotients(value, value.quotient, parks, figures)
    values: list[Value | None] = []
    apart: dict[int, Found] = {}
    for number, (env, applies) in enumerate(zip(parks, applicable, strict=True)):
        found = find_value(plan, env) if applies else _does_not_apply()
        values.append(found.value)
        if found.reason:
            apart[number] = found
    return FoundColumn(values, apart)


def _does_not_apply() -> Found:
    return Found(applicable=False, reason="does_not_apply", has_data=False)


def _quotients(value: Compiled, quotient: Quotient, parks: Sequence[ParkContext], figures: Figures) -> FoundColumn:
    """Return one field over another for every park; where that fails, the expression says why."""
    values: list[Value | None] = []
    apart: dict[int, Found] = {}
    # Multiplied first and divided last, as the expression does it.
    times, by = (None if part == 1 else Decimal(part) for part in quotient.scale.as_integer_ratio())
    columns: list[list[Any]] = [figures.column(name) for name in (quotient.above, quotient.below)]
    for number, (x, y) in enumerate(zip(*columns, strict=True)):
        if y is None or y < 0:  # the expression says why there is none, or whether the sides are both negative
            apart[number] = find_number(value, parks[number])
            values.append(apart[number].value)
            continue
        try:
            found = x / y
            found = found if times is None else found * times
            values.append(found if by is None else found / by)
        except (TypeError, ArithmeticError):
            apart[number] = find_number(value, parks[number])
            values.append(apart[number].value)
    return FoundColumn(values, apart)


def find_number(value: Compiled, env: ParkContext) -> Found:
    """Return the number of an expression for one park, or why there is none."""
    try:
        return Found(value.number(env))
    except NoValue as missing:
        return _absent(missing.reason)


def find_value(plan: IndicatorPlan, env: ParkContext) -> Found:
    """Return the value of the indicator for one park, or why there is none."""
    if plan.value is None:
        return Found(reason="no_points_given", has_data=False)
    try:
        if plan.rule.takes == "choice":
            return Found(plan.value.value(env))
        number = plan.value.number(env)
    except NoValue as missing:
        return _absent(missing.reason)
    places = plan.definition.decimals
    if places is not None:
        number = round_to(number, places)
    if plan.definition.missing.zero_counts and decide(number) == 0:
        return Found(reason="zero_counts_as_missing", has_data=False)
    return Found(number)


def _is_treated(plan: IndicatorPlan) -> bool:
    return plan.definition.decimals is not None or plan.definition.missing.zero_counts


def _absent(reason: str) -> Found:
    return Found(reason=reason, has_data=False, applicable=not reason.startswith("not_applicable:"))
