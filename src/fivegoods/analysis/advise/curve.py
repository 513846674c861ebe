"""The points of one indicator of one park as a function of the park's fields, the peers held still.

It is the engine's own path for one indicator, over the whole reference group: where the park's
value moves the mean, the maximum or a rank, that is in the points.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fivegoods.expressions import Compiled, NoValue
from fivegoods.panel.context import RowsContext, RunContext
from fivegoods.panel.entities import Value
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.indicators.points import score_column
from fivegoods.scoring.indicators.references import give_references
from fivegoods.scoring.indicators.treat import treat
from fivegoods.scoring.indicators.values import find_values
from fivegoods.scoring.scores import Run
from fivegoods.scoring.tree import IndicatorScore, indicator_score


class Curve:
    """Scores one indicator of one park again and again, with other values of the park's fields."""

    def __init__(self, run: Run, park_id: str, score: IndicatorScore) -> None:
        """Prepare from a run; ``score`` is the indicator as it stands."""
        self.request = run.request
        self.plan = score.plan
        self.full = score.full
        self.settings = run.criteria.criteria.settings
        self.context = run.columns.context
        self.row = self.context.panel.ids.index(park_id)
        applicable = [own is not None for own in run.columns.indicators[self.plan.id].full]
        self.found = find_values(self.plan, self.context, applicable)

    def figures(self) -> Mapping[str, Value]:
        """Return the park's figures as they are."""
        return self.context.data(self.row)

    def _with(self, values: Mapping[str, Value]) -> RunContext:
        return self.context.with_figures(self.row, values)

    def score(self, values: Mapping[str, Value]) -> IndicatorScore:
        """Return the indicator's score with other values of some fields of the park."""
        context = self._with(values)
        found = self.found.copy()
        found.take(find_values(self.plan, context, [True], [self.row]), self.row, 0)
        if self.plan.definition.before is not None:
            treat(self.plan.definition.before, context, found, self.settings)
        give_references(self.plan, context, found, self.settings, self.request.benchmarks)
        full = [self.full if row == self.row else None for row in range(len(context))]
        return indicator_score(score_column(self.plan, context, found, full, self.settings), self.row)

    def points(self, values: Mapping[str, Value]) -> Decimal | None:
        """Return the points, None where the indicator cannot be scored or a check of the criteria breaks."""
        park = self._with(values).rows([self.row])
        if not all(_stands(check.that, park) for check in self.request.plan.checks):
            return None
        score = self.score(values)
        return score.points if score.outcome is Outcome.SCORED else None

    def value(self, values: Mapping[str, Value]) -> Decimal | None:
        """Return the indicator's value, None if it has none."""
        return find_values(self.plan, self._with(values), [True], [self.row]).number(0)


def _stands(condition: Compiled, park: RowsContext) -> bool:
    try:
        return condition.truth(park)
    except NoValue:
        return True
