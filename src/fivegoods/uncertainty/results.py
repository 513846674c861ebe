"""What the robustness analysis finds, as plain numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import overload

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.uncertainty.leave_out import Without
from fivegoods.uncertainty.sampling.sobol import Indices
from fivegoods.uncertainty.statistics import Ints


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
        return len(list(takewhile(_is_settled, self.blocks)))

    @property
    def firm_last(self) -> int:
        """How many of the last ranks hold."""
        return len(list(takewhile(_is_settled, reversed(self.blocks))))

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


def _is_settled(block: RankBlock) -> bool:
    return block.settled
