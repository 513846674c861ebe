"""One run as arrays: shares of full points by park and indicator, and the tree that adds them up.

The exact engine's decimals become floats here, once. Scores of perturbed weights are computed from
the shares ``points ÷ full``; what the float tree cannot know is kept as a residual, so that
unperturbed weights give the engine's scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.scores import IndicatorScore, ParkScore, Run

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Points of these outcomes are what the data say; the others are what a policy filled in.
KNOWN = (Outcome.SCORED, Outcome.OVERRIDDEN)
_UNKNOWN = (Outcome.MISSING, Outcome.NO_REFERENCE)


@dataclass(frozen=True, slots=True)
class Frame:
    """Arrays over the ranked parks (rows, in rank order) and the indicators (columns)."""

    run: Run
    scores: tuple[ParkScore, ...]
    indicators: tuple[IndicatorPlan, ...]
    #: Full points in force, 0 where an indicator does not apply.
    full: Floats
    #: Points ÷ full, 0 where full is 0.
    shares: Floats
    #: Share still possible where data are missing; the same as ``shares`` elsewhere.
    possible: Floats
    #: Where points rest on data, and where data (or a reference) are missing.
    known: Bools
    missing: Bools
    #: The indicators' own values, NaN where there is no number.
    values: Floats
    #: The exact engine's ranks.
    ranks: Ints

    @property
    def ids(self) -> tuple[str, ...]:
        """The parks' ids in rank order."""
        return tuple(score.park.id for score in self.scores)

    def column(self, indicator_id: str) -> int:
        """Return the column of an indicator. Raise KeyError if there is none of this id."""
        for index, plan in enumerate(self.indicators):
            if plan.id == indicator_id:
                return index
        raise KeyError(indicator_id)


def frame_of(run: Run, order: Sequence[str] | None = None) -> Frame:
    """Return the arrays of a run's ranked parks, in rank order or in the order of ``order`` (park ids)."""
    by_id = {score.park.id: score for score in run.scores}
    scores = tuple(s for s in run.scores if s.placing is not None) if order is None else tuple(map(by_id.get, order))
    chosen = tuple(score for score in scores if score is not None)
    indicators = tuple(run.plan.root.all_indicators())
    rows = [_in_order(score, indicators) for score in chosen]
    full = _array([[s.full if s.outcome is not Outcome.NOT_APPLICABLE else Decimal(0) for s in row] for row in rows])
    return Frame(
        run=run,
        scores=chosen,
        indicators=indicators,
        full=full,
        shares=_array([[_share(s.points, s.full) for s in row] for row in rows]),
        possible=_array([[_share(s.possible, s.full) for s in row] for row in rows]),
        known=np.array([[s.outcome in KNOWN for s in row] for row in rows], dtype=bool),
        missing=np.array([[s.outcome in _UNKNOWN for s in row] for row in rows], dtype=bool),
        values=np.array([[_value(s) for s in row] for row in rows], dtype=np.float64),
        ranks=np.array([score.rank or 0 for score in chosen], dtype=np.int64),
    )


def _in_order(score: ParkScore, indicators: Sequence[IndicatorPlan]) -> list[IndicatorScore]:
    own = {s.plan.id: s for s in score.root.all_indicators()}
    # An alternate of a missing policy scores under a plan of its own with the same id.
    return [own[plan.id] for plan in indicators]


def _array(rows: Sequence[Sequence[Decimal]]) -> Floats:
    return np.array([[float(cell) for cell in row] for row in rows], dtype=np.float64)


def _share(points: Decimal, full: Decimal) -> Decimal:
    return points / full if full else Decimal(0)


def _value(score: IndicatorScore) -> float:
    return float(score.value) if isinstance(score.value, Decimal) else float("nan")
