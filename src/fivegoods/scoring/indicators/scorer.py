"""All indicators of a run, one column after the other: values → treatment → references → points → policy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import EXCLUDED, OPEN, Consequences, IndicatorColumn, IndicatorValues, Outcome
from fivegoods.scoring.composite.effective_weights import IdsByRow, Weighting
from fivegoods.scoring.indicators.fixed import FixedReferences
from fivegoods.scoring.indicators.missing import apply_policy
from fivegoods.scoring.indicators.points import score_column
from fivegoods.scoring.indicators.references import give_references
from fivegoods.scoring.indicators.treat import treat
from fivegoods.scoring.indicators.values import find_values
from fivegoods.scoring.request import Progress, Request


class IndicatorScorer:
    """The columns of every indicator, and the effective weights that go with them."""

    def __init__(
        self, request: Request, context: RunContext, fixed: FixedReferences | None, progress: Progress | None
    ) -> None:
        """Score all indicators; where data or conditions over points take some out of force, again without them."""
        self.request = request
        self.context = context
        self.fixed = fixed
        self.progress = progress
        self.plan = request.plan
        self.settings = request.plan.file.criteria.settings
        self.used = {name for part in self.plan.expressions() for name in part.indicators}
        self.found: dict[str, IndicatorValues] = {}
        self.weighting = Weighting(self.plan)
        #: Effective weights with the missing indicators that are left out, and without them.
        self.whole = self.weights = self.weighting.of_rows(context, {})
        self.columns = self._scored()
        self.inapplicable = self._ids(_is_inapplicable)
        if self.inapplicable or self.weighting.waits:
            self.whole = self.weights = self.weighting.of_rows(context, self.inapplicable)
            self.columns = self._scored()
        self.left_out = self._ids(lambda column, row, reason: reason == EXCLUDED)
        self._leave_out()

    def keep_voided(self, consequences: Mapping[int, Consequences]) -> bool:
        """Keep indicators in force that a veto voids: data not handed in are no way out of it.

        Return whether any was left out; the points of the others are then new.
        """
        kept = dict(self.left_out)
        for row in kept.keys() & consequences.keys():
            kept[row] -= self._below(consequences[row].void_parts)
        if kept == self.left_out:
            return False
        self.left_out = kept
        self._leave_out()
        return True

    def _below(self, ids: Collection[str]) -> frozenset[str]:
        """Return the indicators among some ids, and those below the dimensions among them."""
        below = {i.id for node in self.plan.root.walk() if node.id in ids for i in node.all_indicators()}
        return frozenset(below | set(ids))

    def _leave_out(self) -> None:
        if self.left_out:
            self.weights = self.weighting.of_rows(self.context, self.inapplicable, self.left_out)
            self.columns = self._scored()

    def _ids(self, is_out: Callable[[IndicatorColumn, int, str], bool]) -> IdsByRow:
        """Return the indicators that the data of each row take out of force."""
        found: dict[int, frozenset[str]] = {}
        for key, column in self.columns.items():
            for row in (row for row, reason in column.reasons.items() if is_out(column, row, reason)):
                found[row] = found.get(row, frozenset()) | {key}
        return found

    def _scored(self) -> dict[str, IndicatorColumn]:
        columns: dict[str, IndicatorColumn] = {}
        self.context.forget_sums()  # over the points before, or over none yet
        for done, plan in enumerate(self.plan.indicators, start=1):
            columns[plan.id] = column = self._score(plan)
            if plan.id in self.used:
                self.context.results["points", plan.id] = _points_to_read(column)
            if self.progress is not None:
                self.progress(done, len(self.plan.indicators))
        return columns

    def _full(self, key: str) -> list[Decimal | None]:
        """Return the full points of an indicator in every row; one left out shows what it would weigh."""
        if self.weights is self.whole:
            return [weights.full.get(key) for weights in self.weights]
        return [now.full.get(key, before.full.get(key)) for now, before in zip(self.weights, self.whole, strict=True)]

    def _score(self, plan: IndicatorPlan) -> IndicatorColumn:
        if plan.id not in self.found or _waits(plan):
            self.found[plan.id] = self._find(plan)
        column = score_column(plan, self.context, self.found[plan.id], self._full(plan.id), self.settings)
        apply_policy(column, self.context)
        if self.fixed is not None:
            self.fixed.fix_group_means(column, self.context)
        return column

    def _find(self, plan: IndicatorPlan) -> IndicatorValues:
        applicable = self.context.holds(plan.applies)
        found = find_values(plan, self.context, applicable)
        if plan.definition.before is not None:
            treat(plan.definition.before, self.context, found)
        give_references(plan, self.context, found, self.settings, self.request.benchmarks)
        if plan.alternate is not None:
            self._add_alternates(plan.alternate, found, applicable)
        if self.fixed is not None:
            self.fixed.fix(plan, self.context, found)
        if plan.id in self.used:
            self.context.results["value", plan.id] = found.values
            self.context.results["rank", plan.id] = [found.ranks.get(row) for row in range(len(found.values))]
        return found

    def _add_alternates(self, alternate: IndicatorPlan, found: IndicatorValues, applicable: Sequence[bool]) -> None:
        """Put what the alternate rule finds where the first found nothing."""
        other = find_values(alternate, self.context, applicable)
        give_references(alternate, self.context, other, self.settings, self.request.benchmarks)
        for row, outcome in enumerate(found.outcomes):
            if outcome in OPEN and other.outcomes[row] is Outcome.SCORED:
                found.take(other, row, row)
                found.alternates.add(row)


def _is_inapplicable(column: IndicatorColumn, row: int, reason: str) -> bool:
    """Return whether a figure reported as not applicable takes an indicator out of force.

    A figure that only its reference needs leaves it without a reference, but in force.
    """
    return column.outcomes[row] is Outcome.NOT_APPLICABLE and reason.startswith("not_applicable:")


_POINTS_BY_POLICY = frozenset({"policy:zero", "policy:penalty", "policy:group_mean"})


def _points_to_read(column: IndicatorColumn) -> list[Decimal | None]:
    """Return the points that other expressions may read, None where the indicator has none."""
    known = (Outcome.SCORED, Outcome.OVERRIDDEN)
    return [
        points if outcome in known or column.reasons.get(row) in _POINTS_BY_POLICY else None
        for row, (points, outcome) in enumerate(zip(column.points, column.outcomes, strict=True))
    ]


def _waits(plan: IndicatorPlan) -> bool:
    """Return whether the indicator needs another's points, which come after all values."""
    return any(part.uses_points for part in plan.expressions())
