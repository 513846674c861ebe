"""References fixed at another run's: what remains when only a park's own data move."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import ZERO, decide
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import IndicatorColumn, IndicatorValues, Outcome
from fivegoods.scoring.scores import Run
from fivegoods.scoring.tree import IndicatorScore, indicator_score

#: References that others' figures make; an expression or a group's constant follows the park's own.
_OF_OTHERS = ("peers", "benchmark", "park")


@dataclass(frozen=True, slots=True)
class FixedReferences:
    """The statistics, ranks among peers and group means of the run ``before``, which is under the same plan."""

    before: Run

    def fix(self, plan: IndicatorPlan, context: RunContext, found: IndicatorValues) -> None:
        """Put the references and ranks of before in the place of those found."""
        for row, then in self._then(plan, context).items():
            same_plan = (then.plan is plan) != (row in found.alternates)
            if found.outcomes[row] is Outcome.NOT_APPLICABLE or found.values[row] is None or not same_plan:
                continue
            if then.rank is not None and then.plan.rule.takes == "rank":
                found.become(row, Outcome.SCORED)
                found.ranks[row], found.peers[row] = self._rank(then.plan, context, row, found), then.peers
                continue
            fixed = {r.name: r for r in then.references if r.origin in _OF_OTHERS}
            known = {r.name: r for r in found.references[row]} | fixed
            names = [reference.name for reference in then.plan.references]
            if fixed and all(name in known for name in names):
                found.become(row, Outcome.SCORED)
                found.references[row] = tuple(known[name] for name in names)

    def fix_group_means(self, column: IndicatorColumn, context: RunContext) -> None:
        """Put the group's mean points of before in the place of those that stand in for missing data."""
        for row, then in self._then(column.plan, context).items():
            if then.reason == column.reason(row) == "policy:group_mean":
                column.points[row], column.possible[row] = then.points, then.possible

    def _then(self, plan: IndicatorPlan, context: RunContext) -> dict[int, IndicatorScore]:
        """Return the indicator as it was, by the row of today."""
        before, column = self.before.scores, self.before.columns.indicators[plan.id]
        scores = {score.id: indicator_score(column, score.row) for score in before}
        ids = context.panel.ids
        return {row: scores[ids[row]] for row in range(len(context)) if ids[row] in scores}

    def _rank(self, plan: IndicatorPlan, context: RunContext, row: int, found: IndicatorValues) -> int:
        """Return the rank of today's value among the others' values of before."""
        within: tuple[str, ...] = getattr(plan.rule, "within", ())
        sign = -1 if plan.rule.direction() == "lower" else 1
        columns, own = self.before.columns, sign * decide(found.number(row) or ZERO)
        values, groups = columns.indicators[plan.id].found.values, columns.context.group_keys(within)
        from_below = getattr(plan.rule, "ties", "better") == "worse"
        park, (group,), ahead = context.panel.ids[row], context.group_keys(within, [row]), 0
        for score in self.before.scores:
            then = values[score.row]
            is_other = score.id != park and groups[score.row] == group
            if is_other and isinstance(then, Decimal):
                value = sign * decide(then)
                ahead += value > own or (from_below and value == own)
        return ahead + 1
