"""Counts over draws: ranks of each park, who is ahead of whom, grades, boards. Its size is fixed by the parks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from fivegoods.uncertainty.draws.boards import Drawer
from fivegoods.uncertainty.draws.frame import Bools, Floats, Frame, Ints
from fivegoods.uncertainty.draws.grades import Grader

#: Up to this many parks every pair is counted; beyond, only pairs this close in the ranking.
ALL_PAIRS = 600
WINDOW = 25


@dataclass(slots=True)
class Tally:
    """Counts over ``draws`` draws."""

    nominal: Ints
    #: How often each park took each rank (park × rank − 1).
    ranks: Ints
    #: How often a park was ahead of, and behind, the one ``k + 1`` places after it (park × k).
    ahead: Ints
    behind: Ints
    #: How often each park got each level (park × level); no columns without grades.
    levels: Ints
    #: How often all of the first k + 1 parks of the nominal ranking were ahead of all the others.
    parted: Ints
    boards: dict[str, Ints] = field(default_factory=dict)
    draws: int = 0
    #: Sum over draws of the mean absolute shift of ranks, and of its square.
    shift: float = 0.0
    shift_squared: float = 0.0

    @classmethod
    def empty(cls, frame: Frame, grader: Grader | None, drawer: Drawer) -> Tally:
        """Return a tally of no draws."""
        count = len(frame.scores)
        reach = max(min(count - 1, count if count <= ALL_PAIRS else WINDOW), 0)
        levels = 0 if grader is None else len(grader.grades.levels)
        return cls(
            nominal=frame.ranks,
            ranks=np.zeros((count, count), dtype=np.int64),
            ahead=np.zeros((count, reach), dtype=np.int64),
            behind=np.zeros((count, reach), dtype=np.int64),
            levels=np.zeros((count, levels), dtype=np.int64),
            parted=np.zeros(max(count - 1, 0), dtype=np.int64),
            boards={plan.id: np.zeros(count, dtype=np.int64) for plan in drawer.plans},
        )

    def count(self, ranks: Ints, levels: Ints | None, boards: Mapping[str, Bools]) -> None:
        """Count some draws (draw × park)."""
        parks = ranks.shape[1]
        self.draws += len(ranks)
        flat = ranks - 1 + np.arange(parks) * parks
        self.ranks += np.bincount(flat.ravel(), minlength=parks * parks).reshape(parks, parks)
        shifts = np.abs(ranks - self.nominal).mean(axis=1)
        self.shift += float(shifts.sum())
        self.shift_squared += float((shifts**2).sum())
        self._count_pairs(ranks)
        last_of_first = np.maximum.accumulate(ranks, axis=1)[:, :-1]
        first_of_rest = np.minimum.accumulate(ranks[:, ::-1], axis=1)[:, ::-1][:, 1:]
        self.parted += (last_of_first < first_of_rest).sum(axis=0)
        if levels is not None:
            for level in range(self.levels.shape[1]):
                self.levels[:, level] += (levels == level).sum(axis=0)
        for name, on in boards.items():
            self.boards[name] += on.sum(axis=0)

    def _count_pairs(self, ranks: Ints) -> None:
        # Small whole numbers, one park a row: several times faster to compare.
        rows = np.ascontiguousarray(ranks.T.astype(np.int16 if ranks.shape[1] < 2**15 else np.int32))
        reach = self.ahead.shape[1]
        for park in range(len(rows) - 1):
            others = rows[park + 1 : park + 1 + reach]
            self.ahead[park, : len(others)] += np.count_nonzero(rows[park] < others, axis=1)
            self.behind[park, : len(others)] += np.count_nonzero(rows[park] > others, axis=1)

    def add(self, other: Tally) -> None:
        """Add the counts of other draws."""
        self.draws += other.draws
        self.ranks += other.ranks
        self.ahead += other.ahead
        self.behind += other.behind
        self.levels += other.levels
        self.parted += other.parted
        self.shift += other.shift
        self.shift_squared += other.shift_squared
        for name, counts in other.boards.items():
            self.boards[name] += counts

    def quantile(self, share: float) -> Ints:
        """Return for each park the smallest rank that at least ``share`` of the draws do not exceed."""
        reached = np.cumsum(self.ranks, axis=1) >= share * self.draws - 1e-9
        result: Ints = reached.argmax(axis=1) + 1
        return result

    def mean_ranks(self) -> Floats:
        """Return the mean rank of each park."""
        places = np.arange(1, self.ranks.shape[1] + 1)
        result: Floats = self.ranks @ places / self.draws
        return result
