"""What draws come to: ranks of each park, who is ahead of whom, grades, boards.

Ranks are kept draw by draw, in as few bytes as hold them; the rest is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fivegoods.uncertainty.draws.ranks import Ranks
from fivegoods.uncertainty.statistics import Floats, Ints

#: Up to this many parks every pair is counted; beyond, only pairs this close in the ranking.
ALL_PAIRS = 600
WINDOW = 25
#: Parks, and draws × parks, that are worked on at once.
_AT_ONCE = 250
_CELLS = 1 << 23


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts over some draws."""

    #: How often each park got each level (park × level); no columns without grades.
    levels: Ints
    #: How often each park stood on each board, by the board's id (park).
    boards: Mapping[str, Ints]

    @classmethod
    def none(cls, parks: int) -> Counts:
        """Return the counts of criteria without grades and boards."""
        return cls(np.zeros((parks, 0), dtype=np.int64), {})

    def add(self, other: Counts) -> Counts:
        """Return these counts and those of other draws."""
        boards = {name: counts + other.boards[name] for name, counts in self.boards.items()}
        return Counts(self.levels + other.levels, boards)


@dataclass(frozen=True, slots=True)
class Tally:
    """The results of all draws."""

    #: Rank of each park in each draw (park × draw).
    ranks: Ranks
    counts: Counts

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.ranks.shape[1])

    def quantiles(self, shares: tuple[float, ...]) -> Ints:
        """Return the smallest ranks that at least ``shares`` of the draws do not exceed (park × share); 0: the best."""
        wanted = np.maximum(np.array(shares) * self.draws - 1e-9, 0.5)
        found = np.empty((len(self.ranks), len(shares)), dtype=np.int64)
        for park, ranks in enumerate(self.ranks):
            found[park] = np.searchsorted(np.cumsum(np.bincount(ranks)), wanted)
        return found

    def pairs(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return how often a park was ahead of, and behind, the one ``k + 1`` places after it among ``rows``."""
        own = self.of(rows)
        reach = max(min(len(own) - 1, len(own) if len(own) <= ALL_PAIRS else WINDOW), 0)
        ahead = np.zeros((len(own), reach), dtype=np.int64)
        behind = np.zeros_like(ahead)
        count = len(self.ranks)
        ties = bool((self.ranks.sum(axis=0, dtype=np.int64) != count * (count + 1) // 2).any())
        for park, ranks in enumerate(own[:-1]):
            others = own[park + 1 : park + 1 + reach]
            # One call a row: over an axis NumPy counts several times slower.
            ahead[park, : len(others)] = [np.count_nonzero(row) for row in ranks < others]
            if ties:
                behind[park, : len(others)] = [np.count_nonzero(row) for row in ranks > others]
        return ahead, behind if ties else self.draws - ahead

    def parted(self, rows: Ints) -> Ints:
        """Return how often all of the first k + 1 parks among ``rows`` were ahead of all the others."""
        own = self.of(rows)
        found = np.zeros(max(len(own) - 1, 0), dtype=np.int64)
        step = min(max(_CELLS // max(len(own), 1), 100), 1000)
        for start in range(0, self.draws, step):
            last, first = own[:, start : start + step].copy(), own[:, start : start + step].copy()
            for park in range(1, len(own)):
                np.maximum(last[park], last[park - 1], out=last[park])
                np.minimum(first[-park - 1], first[-park], out=first[-park - 1])
            found += [np.count_nonzero(row) for row in last[:-1] < first[1:]]
        return found

    def of(self, rows: Ints) -> Ranks:
        """Return the ranks of some rows (park × draw)."""
        return self.ranks if len(rows) == len(self.ranks) else self.ranks[rows]


def mean_shifts(ranks: Ranks, nominal: Ints, rows: Ints) -> Floats:
    """Return the mean absolute shift of the ranks (park × draw) of some ``rows`` from the nominal ones (draw)."""
    total = np.zeros(ranks.shape[1], dtype=np.int64)
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        own, exact = ranks[some], nominal[some].astype(ranks.dtype)[:, None]
        total += (np.maximum(own, exact) - np.minimum(own, exact)).sum(axis=0, dtype=np.int64)
    return total / len(rows)
