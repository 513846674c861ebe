"""All indicators of a run, one column after the other: values → treatment → references → points → policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from operator import is_not

from fivegoods.criteria.models.criteria import Before
from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan
from fivegoods.expressions import is_final
from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import (
    EXCLUDED,
    NO_CONSEQUENCES,
    OPEN,
    Consequences,
    IndicatorColumn,
    IndicatorValues,
    Outcome,
)
from fivegoods.scoring.composite.effective_weights import EffectiveWeights, Weighting
from fivegoods.scoring.composite.nodes import Aggregation, tell
from fivegoods.scoring.indicators.points import find_values, score_column
from fivegoods.scoring.indicators.references import FixedReferences, give_references
from fivegoods.scoring.indicators.statistics import mean
from fivegoods.scoring.indicators.treat import treat
from fivegoods.scoring.request import Progress, Request

#: Policies that give all parks without data the same points.
_POINTS = ("zero", "penalty", "exclude")


def apply_policy(column: IndicatorColumn, context: RunContext) -> None:
    """Apply the missing policy of an indicator to its column.

    The outcome stays ``missing`` so that coverage still counts it as missing; the points and the
    reason say what the policy gave.
    """
    missing = column.plan.definition.missing
    absent = [row for row in column.reasons if column.outcomes[row] is Outcome.MISSING]
    if missing.policy == "group_mean" and absent:
        _group_means(column, absent, context, missing.within)
    elif missing.policy in _POINTS:
        points = -(missing.points or ZERO) if missing.policy == "penalty" else ZERO
        for row in absent:
            _give(column, row, points, missing.policy)


def _give(column: IndicatorColumn, row: int, points: Decimal, policy: str) -> None:
    column.points[row] = column.possible[row] = points
    column.reasons[row] = f"policy:{policy}"


def _group_means(column: IndicatorColumn, absent: Sequence[int], context: RunContext, within: tuple[str, ...]) -> None:
    """Give rows without data the mean points of the rows of their group that have some."""
    column.peers = dict(column.peers)
    gaps = set(absent)
    for rows in context.groups(within).values():
        known = [column.points[row] for row in rows if column.outcomes[row] in (Outcome.SCORED, Outcome.OVERRIDDEN)]
        without = [row for row in rows if row in gaps] if known else []
        points = mean(known) if without else ZERO
        for row in without:
            _give(column, row, points, "group_mean")
            column.peers[row] = len(known)


class IndicatorScorer:
    """The columns of every indicator, and the effective weights that go with them.

    Indicators are scored once, each after those that it reads. Their full points follow from the criteria and
    the groups of a row alone; what does not apply or is left out only changes what a dimension makes of them.
    """

    def __init__(
        self,
        request: Request,
        context: RunContext,
        fixed: FixedReferences | None = None,
        progress: Progress | None = None,
        weighting: Weighting | None = None,
    ) -> None:
        """Score all indicators, and the dimensions whose points they read; ``weighting`` is that of the plan."""
        self.request = request
        self.context = context
        self.fixed = fixed
        self.plan = request.plan
        self.settings = request.plan.file.criteria.settings
        self.weighting = weighting or Weighting(self.plan)
        self.above = dict(_above(self.plan.root, ()))
        self.columns: dict[str, IndicatorColumn] = {}
        #: Rows to which the conditions of a part do not apply it, by the part's id.
        self.conditions: dict[str, frozenset[int]] = {}
        #: Rows in which a part does not apply, and those in which missing data leave it out, by the part's id.
        self.inapplicable: dict[str, set[int]] = {}
        self.left_out: dict[str, set[int]] = {}
        self.consequences: Mapping[int, Consequences] = {}
        self.ideal = self.weighting.of_rows(context, {})
        for done, part in enumerate(self.plan.parts, start=1):
            if isinstance(part, NodePlan):
                self._tell_node(part)
            else:
                self._score(part)
            if progress is not None:
                progress(done, len(self.plan.parts))
        #: Effective weights with the missing indicators that are left out, and without them.
        self.whole = self.weighting.of_rows(context, self.inapplicable)
        self.weights = self._weights() if self.left_out else self.whole

    def keep_voided(self, consequences: Mapping[int, Consequences]) -> None:
        """Keep in force what a veto voids: data not handed in are no way out of it."""
        self.consequences = consequences
        for row, done in consequences.items() if self.left_out else ():
            for part in done.void_parts & self.left_out.keys():
                self.left_out[part].discard(row)
        self.weights = self._weights() if self.left_out else self.whole

    def _weights(self) -> list[EffectiveWeights]:
        """Return the effective weights as far as indicators are scored."""
        return self.weighting.of_rows(self.context, self.inapplicable, self.left_out, self._voided())

    def _voided(self) -> dict[str, set[int]]:
        """Return the rows in which a veto or a precondition voids a dimension, where any indicator is left out."""
        rows = sorted(set[int]().union(*self.left_out.values()))
        voided: dict[str, set[int]] = {}
        for row in rows if self.consequences else ():
            for part in self.consequences.get(row, NO_CONSEQUENCES).void_parts:
                voided.setdefault(part, set()).add(row)
        for node in self.plan.root.walk() if rows else ():
            if node.needs is not None:
                truths = self.context.evaluate(node.needs, rows).values
                failed = (row for row, holds in zip(rows, truths, strict=True) if holds is False)
                voided.setdefault(node.id, set()).update(failed)
        return voided

    def _score(self, plan: IndicatorPlan) -> None:
        parts: tuple[IndicatorPlan | NodePlan, ...] = (*self.above[plan.id], plan)
        out = frozenset[int]().union(*map(self._ruled_out, parts))
        # Many rows share their weights.
        shared = dict(zip(map(id, self.ideal), self.ideal, strict=True))
        known = {key: weights.full.get(plan.id) for key, weights in shared.items()}
        full = list(map(known.__getitem__, map(id, self.ideal)))
        for row in out:
            full[row] = None
        column = self.columns[plan.id] = self.column(plan, full)
        for row, reason in column.reasons.items():
            # A figure that only the reference needs leaves an indicator without a reference, but in force.
            if column.outcomes[row] is Outcome.NOT_APPLICABLE and is_final(reason):
                self.inapplicable.setdefault(plan.id, set()).add(row)
            elif reason == EXCLUDED:
                self.left_out.setdefault(plan.id, set()).add(row)
        if plan.id in self.plan.used:
            tell(self.context, column)

    def column(self, plan: IndicatorPlan, full: Sequence[Decimal | None]) -> IndicatorColumn:
        """Return the column of one indicator; None among ``full``: it is out of force there."""
        found = self._find(plan, list(map(is_not, full, repeat(None))))
        column = score_column(plan, self.context, found, full, self.settings)
        apply_policy(column, self.context)
        if self.fixed is not None:
            self.fixed.fix_group_means(column, self.context)
        return column

    def _tell_node(self, plan: NodePlan) -> None:
        """Let expressions read a dimension as it is before adjustments."""
        for part in plan.walk():
            self._ruled_out(part)
        tell(self.context, Aggregation(self.context, self._weights(), self.columns, {}).nodes(plan)[plan.id])

    def _ruled_out(self, part: IndicatorPlan | NodePlan) -> frozenset[int]:
        """Return the rows to which the condition of a part does not apply it."""
        if part.id not in self.conditions:
            holds = self.context.holds(part.applies) if part.applies is not None else ()
            self.conditions[part.id] = frozenset(row for row, own in enumerate(holds) if not own)
            self.inapplicable.setdefault(part.id, set()).update(self.conditions[part.id])
        return self.conditions[part.id]

    def _find(self, plan: IndicatorPlan, applicable: Sequence[bool]) -> IndicatorValues:
        """Return the values and references; parks to which it does not apply, for whatever reason, are no peers."""
        found = self.compared(plan, applicable, plan.definition.before)
        if plan.alternate is not None:
            other = self.compared(plan.alternate, applicable, None)
            for row, outcome in enumerate(found.outcomes):
                if outcome in OPEN and other.outcomes[row] is Outcome.SCORED:
                    found.take_alternate(other, row)
        if self.fixed is not None:
            self.fixed.fix(plan, self.context, found)
        return found

    def compared(self, plan: IndicatorPlan, applicable: Sequence[bool], before: Before | None) -> IndicatorValues:
        """Return values after their treatment ``before`` scoring, with references or ranks."""
        found = find_values(plan, self.context, applicable)
        if before is not None:
            treat(before, self.context, found, self.settings)
        give_references(plan, self.context, found, self.settings, self.request.benchmarks)
        return found


def _above(node: NodePlan, above: tuple[NodePlan, ...]) -> Iterator[tuple[str, tuple[NodePlan, ...]]]:
    """Yield every indicator with the dimensions above it, the root left out."""
    for indicator in node.indicators:
        yield indicator.id, above
    for child in node.nodes:
        yield from _above(child, (*above, child))
