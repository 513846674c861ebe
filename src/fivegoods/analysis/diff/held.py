"""References held as another run had them: what remains when only a park's own data move."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import decide
from fivegoods.panel.context import ParkContext
from fivegoods.panel.entities import Value
from fivegoods.scoring.indicators.values import Found
from fivegoods.scoring.scores import IndicatorScore, ResolvedReference, Run

#: References that others' figures make; an expression or a group's constant follows the park's own.
_OF_OTHERS = ("peers", "benchmark")


@dataclass(frozen=True, slots=True)
class HeldFrom:
    """Holds the statistics, ranks among peers and group means of ``before`` (`scoring.indicators.columns.Held`)."""

    before: Run
    scores: dict[tuple[str, str], IndicatorScore] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for park in self.before.scores:
            self.scores.update({(park.park.id, s.plan.id): s for s in park.root.all_indicators()})

    def found(self, plan: IndicatorPlan, env: ParkContext, found: Found) -> Found:
        """Return what is known of an indicator, against the references of before."""
        then = self.scores.get((env.park.id, plan.id))
        if then is None or then.plan is not plan or not found.applicable or found.value is None:
            return found
        if then.rank is not None and plan.rule.takes == "rank":
            return replace(found, rank=self._rank(plan, env, found.value), peers=then.peers, reason="")
        held = {r.name: r for r in then.references if r.origin in _OF_OTHERS}
        live = {r.name: r for r in found.references}
        names = [reference.name for reference in plan.references]
        if not held or any(name not in held and name not in live for name in names):
            return found
        references: tuple[ResolvedReference, ...] = tuple(held.get(name) or live[name] for name in names)
        return replace(found, references=references, reason="")

    def score(self, plan: IndicatorPlan, env: ParkContext, score: IndicatorScore) -> IndicatorScore:
        """Return the score, with the group's mean points of before where they stand in for missing data."""
        then = self.scores.get((env.park.id, plan.id))
        if then is None or score.reason != "policy:group_mean" or then.reason != score.reason:
            return score
        return replace(score, points=then.points, possible=then.possible)

    def _rank(self, plan: IndicatorPlan, env: ParkContext, value: Value) -> int:
        """Return the rank of today's value among the others' values of before."""
        within: tuple[str, ...] = getattr(plan.rule, "within", ())
        own = decide(value) if isinstance(value, Decimal) else Decimal(0)
        sign = -1 if plan.rule.direction() == "lower" else 1
        ahead = 0
        for park in self.before.scores:
            then = self.scores[park.park.id, plan.id]
            same = all(park.park.groups.get(g) == env.park.groups.get(g) for g in within)
            if park.park.id != env.park.id and same and isinstance(then.value, Decimal):
                ahead += sign * decide(then.value) > sign * own
        return ahead + 1
