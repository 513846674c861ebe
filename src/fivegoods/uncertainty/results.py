"""What the robustness analysis finds, as plain numbers; and rankings without each part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter
from typing import overload

import numpy as np

from fivegoods.analysis.whatif.apply import rerun
from fivegoods.analysis.whatif.changes import ChangeError, Drop
from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.uncertainty.arrays import RunArrays, ranks_of
from fivegoods.uncertainty.sampling.sobol import Indices
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


@dataclass(frozen=True, slots=True)
class RankInterval:
    """How sure the rank of one park is. ``low`` and ``high`` are the 5 % and 95 % quantiles of its rank."""

    score: ParkScore
    nominal: int
    mean: float
    median: int
    low: int
    high: int
    best: int
    worst: int
    #: Share of draws by grade and by board.
    grades: Mapping[str, float]
    boards: Mapping[str, float]
    #: Share of draws in which it is ahead of, and tied with, the next park; None for the last.
    ahead_of_next: float | None
    tied_with_next: float | None


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two parks whose order is not settled: the share of draws in which the first is ahead, and behind."""

    first: str
    second: str
    ahead: float
    behind: float


@dataclass(frozen=True, slots=True)
class OpenPairs(Sequence[OpenPair]):
    """The pairs that are not settled, the most open first; each is made when it is looked at."""

    ids: Sequence[str]
    #: Rows of both parks, and the draws in which the first is ahead, and behind (pair × 4).
    found: Ints
    draws: int

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, index: int) -> OpenPair: ...

    @overload
    def __getitem__(self, index: slice) -> OpenPairs: ...

    def __getitem__(self, index: int | slice) -> OpenPair | OpenPairs:
        if isinstance(index, slice):
            return OpenPairs(self.ids, self.found[index], self.draws)
        first, second, ahead, behind = map(int, self.found[index])
        return OpenPair(self.ids[first], self.ids[second], ahead / self.draws, behind / self.draws)


@dataclass(frozen=True, slots=True)
class RankBlock:
    """Parks on neighbouring ranks ``first`` to ``last`` that cannot be told apart; one park if they are equal."""

    first: int
    last: int
    parks: tuple[str, ...]
    #: All of them tie in the ranking as it is.
    tied: bool

    @property
    def settled(self) -> bool:
        """Whether the rank holds: a single park."""
        return len(self.parks) == 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line that some parks are above: a board, a grade or better, or the first places.

    ``held`` are above it in enough of the draws; ``near`` are above it in some, with the share.
    """

    #: "board", "grade" or "first".
    kind: str
    id: str
    group: Mapping[str, str]
    #: The parks above the line in the ranking as it is.
    above: tuple[str, ...]
    held: tuple[str, ...]
    near: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Robustness:
    """How sure the ranking of a run is under a declared uncertainty."""

    run: Run
    uncertainty: Uncertainty
    draws: int
    seed: int
    #: The share of draws in which something must hold to count as settled.
    level: float
    intervals: Sequence[RankInterval]
    mean_shift: float
    shift_error: float
    pairs: OpenPairs
    #: How many pairs were looked at.
    pairs_compared: int
    blocks: tuple[RankBlock, ...]
    lines: tuple[Line, ...]
    left_out: tuple[Without, ...]
    #: Parts that cannot be left out, since others of the criteria read them.
    kept: tuple[str, ...]
    indices: Indices | None

    @property
    def firm_first(self) -> int:
        """How many of the first ranks hold."""
        return len(list(takewhile(attrgetter("settled"), self.blocks)))

    @property
    def firm_last(self) -> int:
        """How many of the last ranks hold."""
        return len(list(takewhile(attrgetter("settled"), reversed(self.blocks))))

    @property
    def pairs_decided(self) -> int:
        """How many of the pairs looked at are settled."""
        return self.pairs_compared - len(self.pairs)

    @property
    def narrowest(self) -> RankInterval:
        """The narrowest rank interval, the first of several."""
        return min(self.intervals, key=lambda own: own.high - own.low)

    @property
    def widest(self) -> RankInterval:
        """The widest rank interval, the first of several."""
        return max(self.intervals, key=lambda own: own.high - own.low)
