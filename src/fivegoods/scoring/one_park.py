"""One park of a run scored again and again with other figures: the path of a run, over one row.

The other parks keep their figures. References, ranks and treatments come from all rows, the changed one among
them; only what a changed figure touches is scored again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cache
from typing import TypeVar

from fivegoods.criteria.models.criteria import Before
from fivegoods.criteria.plan.plan import IndicatorPlan, Plan
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.context import RowsContext, RunContext
from fivegoods.scoring.columns import IndicatorColumn, IndicatorValues, Outcome, Placings
from fivegoods.scoring.composite.effective_weights import Weighting
from fivegoods.scoring.indicators.points import find_values
from fivegoods.scoring.indicators.references import give_references
from fivegoods.scoring.indicators.scorer import IndicatorScorer
from fivegoods.scoring.indicators.treat import treat
from fivegoods.scoring.request import Request
from fivegoods.scoring.run import composite_of, run
from fivegoods.scoring.scores import ParkScore, Run, scores_of

T = TypeVar("T")
#: Makes changes to the park in whatever rows a request is over.
Change = Callable[[Request], Request]


class OnePark:
    """Scores one park of a run with other figures among the same peers."""

    def __init__(self, base: Run, park_id: str) -> None:
        """Prepare for one park of a run."""
        self.base = base
        self.row = base.of(park_id).row
        self.context = base.columns.context
        panel = base.request.panel
        years = [row for row, own in enumerate(panel.ids) if own == park_id and row != self.row]
        #: The request over this park alone, its other years beside it.
        self.request = base.request.over([self.row], [], years)
        self.weighting = Weighting(base.plan)
        #: The fields that an indicator reads, by its id; None where it reads results or sums.
        self.reads = {plan.id: _fields(plan) for plan in base.plan.indicators}
        #: Columns of one row of the indicators that no change touches, by id and whether they are in force.
        self.kept: dict[tuple[str, bool], IndicatorColumn] = {}
        self._values: dict[tuple[str, bool], IndicatorValues] = {}
        self._is_enough = not any(_beyond_one_row(base.plan))
        #: How often the whole run had to be scored, since one row was not enough.
        self.whole_runs = 0

    def score(self, change: Change) -> ParkScore:
        """Return the score of the park after a change, without a rank."""
        with localcontext(CONTEXT):
            scorer = _RowScorer(self, change) if self._is_enough else None
            if scorer is not None and not scorer.lacks_group_mean:
                return scores_of(composite_of(scorer), Placings([0], None, {}, [None], {}), [0])[0]
            self.whole_runs += 1
            return run(change(self.base.request)).of(self.request.panel.ids[0])

    def figures(self, change: Change) -> RowsContext:
        """Return what expressions see of the park after a change, before anything is scored."""
        with localcontext(CONTEXT):
            request = change(self.request)
            return RunContext(request.panel, 1, request.view, request.other_score).rows()

    def values(self, plan: IndicatorPlan, among: RunContext) -> IndicatorValues:
        """Return the values of an indicator in every row, before treatment and references, to be written to."""
        applicable = [own is not None for own in self.base.columns.indicators[plan.id].full]
        if plan.value is not None and plan.value.reads.peers:
            return find_values(plan, among, applicable)
        key = (plan.id, plan.is_alternate)  # an alternate has the id of its indicator
        if key not in self._values:
            self._values[key] = find_values(plan, self.context, applicable)
        return self._values[key].copy()


class _RowScorer(IndicatorScorer):
    """The columns of one row, whose peers are the other rows of a run."""

    def __init__(self, one: OnePark, change: Change) -> None:
        self.one = one
        request, view = change(one.request), one.request.view
        context = RunContext(request.panel, 1, view, request.other_score)
        #: All rows, with the park changed.
        self.among = context.all_rows = cache(lambda: one.context.with_panel(change(one.base.request).panel))
        before, after = one.request.panel, request.panel
        names = before.figures.keys() | after.figures.keys()
        self.changed = {name for name in names if before.column(name, view)[0] != after.column(name, view)[0]}
        #: Whether points for missing data are the mean of a group, which one row does not have.
        self.lacks_group_mean = False
        super().__init__(request, context, weighting=one.weighting)

    def column(self, plan: IndicatorPlan, full: Sequence[Decimal | None]) -> IndicatorColumn:
        """Return the column of one indicator; where nothing that it reads has changed it is made once."""
        given, reads = self.one.context.given(plan.id).get(self.one.row), self.one.reads[plan.id]
        is_kept = reads is not None and not reads & self.changed and self.context.given(plan.id).get(0) == given
        key = (plan.id, full[0] is None)
        if is_kept and key in self.one.kept:
            return self.one.kept[key]
        column = super().column(plan, full)
        if plan.definition.missing.policy == "group_mean" and column.outcomes[0] is Outcome.MISSING:
            self.lacks_group_mean = True
        elif is_kept:
            self.one.kept[key] = column
        return column

    def compared(self, plan: IndicatorPlan, applicable: Sequence[bool], before: Before | None) -> IndicatorValues:
        """Return the value of the row after its treatment among all rows, with references or a rank."""
        by_peers = plan.rule.takes == "rank" or any(r.stat or r.park for r in plan.references)
        if before is None and not by_peers:
            return super().compared(plan, applicable, None)
        row, own, among = self.one.row, find_values(plan, self.context, applicable), self.among()
        found = self.one.values(plan, among)
        found.take(own, row, 0)
        if before is not None:
            treat(before, among, found, self.settings)
        give_references(plan, among, found, self.settings, self.request.benchmarks, only=row)
        return single(found, row)


def single(found: IndicatorValues, row: int) -> IndicatorValues:
    """Return what one row has, as a column of one row."""

    def own(rare: Mapping[int, T]) -> dict[int, T]:
        return {0: rare[row]} if row in rare else {}

    return IndicatorValues(
        [found.outcomes[row]],
        own(found.reasons),
        [found.values[row]],
        [found.references[row]],
        own(found.ranks),
        own(found.peers),
        own(found.treatments),
        own(found.alternates),
    )


def _fields(plan: IndicatorPlan) -> set[str] | None:
    """Return the fields that an indicator reads; None where it also reads results or sums."""
    expressions = list(plan.expressions())
    if any(e.reads.indicators or e.reads.scores or e.reads.peers for e in expressions):
        return None
    return {name for e in expressions for name in e.fields}


def _beyond_one_row(plan: Plan) -> Iterator[bool]:
    """Yield whether the results of a part are looked at through the peers: one row does not tell them."""
    for indicator in plan.indicators:
        by_peers = indicator.rule.takes == "rank" or indicator.definition.before is not None
        yield bool(indicator.uses) and (by_peers or any(r.stat or r.park for r in indicator.references))
    for expression in plan.expressions():
        yield expression.reads.peers and bool(expression.reads.indicators or expression.reads.scores)
