"""Leave-one-out: the ranking without one indicator or one dimension, as `whatif --drop` has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fivegoods.analysis.whatif import ChangeError, Drop, rerun
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.arrays import RunArrays, ranks_of
from fivegoods.uncertainty.statistics import Ints, spearman


@dataclass(frozen=True, slots=True)
class Without:
    """The ranking without one part: what it weighed is shared out as the criteria share it out."""

    id: str
    is_dimension: bool
    #: The park's id that moves most, and its rank before and after.
    park: str
    before: int
    after: int
    mean_shift: float
    #: Spearman's rank correlation with the ranking as it is.
    correlation: float
    #: All parks of the ranking, and the rank of each, 0 where it is not shown or not ranked without the part.
    parks: Sequence[str]
    ranks: Ints

    def ranks_by_park(self) -> dict[str, int]:
        """Return the ranks by the parks' ids."""
        return {park: int(rank) for park, rank in zip(self.parks, self.ranks, strict=True) if rank}


def droppable_parts(run: Run) -> Iterator[tuple[str, bool]]:
    """Yield each indicator, then each dimension of several indicators, and whether it is a dimension."""
    indicators = list(run.plan.root.all_indicators())
    yield from ((plan.id, False) for plan in indicators)
    for node in run.plan.root.walk():
        below = len(list(node.all_indicators()))
        if node is not run.plan.root and 1 < below < len(indicators):
            yield node.id, True


def without(run: Run, part: str) -> Run | None:
    """Return the run without an indicator or dimension, None where the criteria do not work without it."""
    try:
        return rerun(run, "", [Drop(part)])
    except ChangeError:
        return None


def left_out(arrays: RunArrays, part: str, run: Run, *, is_dimension: bool) -> Without:
    """Return what leaving out a part, as in ``run``, does to the parks that were asked for."""
    ranks = np.where(arrays.shown, ranks_of(run, arrays.rows), 0)
    counted = ranks > 0
    shifts = np.where(counted, np.abs(ranks - arrays.ranks), np.where(arrays.shown, -1, -2))
    most = int(shifts.argmax())
    now, then = arrays.ranks[counted].astype(np.float64), ranks[counted].astype(np.float64)
    return Without(
        id=part,
        is_dimension=is_dimension,
        park=arrays.ids[most],
        before=int(arrays.ranks[most]),
        after=int(ranks[most]),
        mean_shift=float(shifts[counted].mean()) if counted.any() else 0.0,
        correlation=spearman(now, then) if counted.any() else 1.0,
        parks=arrays.ids,
        ranks=ranks,
    )
