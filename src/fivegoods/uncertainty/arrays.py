"""One run as arrays: shares of full points, values and full points by park and indicator.

The exact engine's decimals become floats here, once. Rows are the ranked parks in rank order, peers
included; columns are the indicators in the order of the criteria.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.scoring.columns import OPEN, IndicatorColumn, Outcome
from fivegoods.scoring.composite.effective_weights import EffectiveWeights
from fivegoods.scoring.scores import ParkScore, Run, scores_of
from fivegoods.uncertainty.statistics import Bools, Floats, Ints

_KNOWN = (Outcome.SCORED, Outcome.OVERRIDDEN)


@dataclass(frozen=True)
class RunArrays:
    """Arrays over the ranked parks (rows) and the indicators (columns) of a run."""

    run: Run
    #: The parks' numbers in the run's columns, by row.
    rows: Sequence[int]
    indicators: tuple[IndicatorPlan, ...]
    #: The exact engine's totals and ranks (park).
    points: Floats
    ranks: Ints
    #: Effective weights by class (parks with the same groups and conditions), and each park's class.
    classes: Ints
    weights: tuple[EffectiveWeights, ...]
    #: Points ÷ full points (park × indicator), 0 where the indicator is out of force.
    shares: Floats
    #: The share still possible where data are missing; the same as ``shares`` elsewhere.
    possible: Floats
    #: Where points rest on data, and where data (or a reference) are missing.
    known: Bools
    missing: Bools
    #: The indicators' own values, NaN where there is no number.
    values: Floats

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def scores(self) -> Sequence[ParkScore]:
        """The parks' scores, by row."""
        return scores_of(self.run.columns, self.run.placings, self.rows)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The parks' ids, by row."""
        ids = self.run.columns.context.panel.ids
        return tuple(ids[row] for row in self.rows)

    @cached_property
    def shown(self) -> Bools:
        """Where a park was asked for: peers are compared with and not shown."""
        return np.array(self.rows) < self.run.request.shown

    @cached_property
    def full(self) -> Floats:
        """Full points in force (park × indicator), 0 where the indicator is out of force."""
        by_class = [[float(own.full.get(plan.id, 0)) for plan in self.indicators] for own in self.weights]
        return np.array(by_class, dtype=np.float64)[self.classes]

    @cached_property
    def dimensions(self) -> Mapping[str, list[int]]:
        """The columns of each dimension at the top, by its id; of the whole where there are no dimensions."""
        root = self.run.plan.root
        return {node.id: [self.column(plan.id) for plan in node.all_indicators()] for node in root.nodes or (root,)}

    def column(self, indicator: str) -> int:
        """Return the column of an indicator. Raise KeyError if there is none of this id."""
        return {plan.id: index for index, plan in enumerate(self.indicators)}[indicator]


def arrays_of(run: Run, order: Sequence[str] | None = None) -> RunArrays:
    """Return the arrays of a run's ranked parks, or of those with the ids ``order``, in that order."""
    rows = _ranked(run) if order is None else _ordered(run, order)
    columns = run.columns
    classes, weights = _classes(run, rows)
    found = [columns.indicators[plan.id] for plan in run.plan.root.all_indicators()]
    shares = _matrix(found, lambda column: _shares(column.points, column, rows))
    same = all(column.possible is column.points for column in found)
    return RunArrays(
        run=run,
        rows=rows,
        indicators=tuple(run.plan.root.all_indicators()),
        points=_points(run, rows),
        ranks=ranks_of(run, rows),
        classes=classes,
        weights=weights,
        shares=shares,
        possible=shares if same else _matrix(found, lambda column: _shares(column.possible, column, rows)),
        known=_matrix(found, lambda column: [column.outcomes[row] in _KNOWN for row in rows]) > 0,
        missing=_matrix(found, lambda column: [column.outcomes[row] in OPEN for row in rows]) > 0,
        values=_matrix(found, lambda column: [_number(column.found.values[row]) for row in rows]),
    )


def under(run: Run, arrays: RunArrays) -> RunArrays:
    """Return arrays with the weights, totals and ranks of another run over the same parks."""
    classes, weights = _classes(run, arrays.rows)
    points, ranks = _points(run, arrays.rows), ranks_of(run, arrays.rows)
    return replace(arrays, run=run, points=points, ranks=ranks, classes=classes, weights=weights)


def ranks_of(run: Run, rows: Sequence[int]) -> Ints:
    """Return the exact engine's ranks of some rows, 0 where a park is not ranked."""
    overall = run.placings.overall
    return np.array([0 if overall is None else overall.ranks[row] or 0 for row in rows], dtype=np.int64)


def _points(run: Run, rows: Sequence[int]) -> Floats:
    return np.array([float(run.columns.points[row]) for row in rows])


def _classes(run: Run, rows: Sequence[int]) -> tuple[Ints, tuple[EffectiveWeights, ...]]:
    """Return the class of each row, and the effective weights of each class."""
    own = run.columns.weights
    alike = {id(own[row]): own[row] for row in rows}
    number = {key: index for index, key in enumerate(alike)}
    return np.array([number[id(own[row])] for row in rows], dtype=np.int64), tuple(alike.values())


def _ranked(run: Run) -> list[int]:
    ranks = [] if run.placings.overall is None else run.placings.overall.ranks
    ids = run.columns.context.panel.ids
    placed = sorted((rank, ids[row], row) for row, rank in enumerate(ranks) if rank is not None)
    return [row for _, _, row in placed]


def _ordered(run: Run, order: Sequence[str]) -> list[int]:
    rows = {id_: row for row, id_ in enumerate(run.columns.context.panel.ids[: run.request.ranked])}
    return [rows[park] for park in order]


def _matrix(columns: Sequence[IndicatorColumn], cells: Callable[[IndicatorColumn], Sequence[float]]) -> Floats:
    """Return one column for each indicator (park × indicator)."""
    return np.stack([np.array(cells(column), dtype=np.float64) for column in columns], axis=1)


def _shares(points: Sequence[Decimal], column: IndicatorColumn, rows: Sequence[int]) -> list[float]:
    return [float(points[row] / full) if (full := column.full[row]) else 0.0 for row in rows]


def _number(value: object) -> float:
    return float(value) if isinstance(value, Decimal) else float("nan")
