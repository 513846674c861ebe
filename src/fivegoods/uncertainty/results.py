"""What the robustness analysis finds, as plain numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.uncertainty.sampling.sobol import Indices


@dataclass(frozen=True, slots=True)
class Standing:
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
class Pair:
    """Two parks whose order is not settled: the share of draws in which the first is ahead, and behind."""

    first: str
    second: str
    ahead: float
    behind: float


@dataclass(frozen=True, slots=True)
class Block:
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
class LeftOut:
    """What leaving out one indicator or dimension does to the ranking."""

    id: str
    is_dimension: bool
    mean_shift: float
    #: The park that moves most, and its rank before and after.
    park: str
    before: int
    after: int
    #: Spearman's rank correlation with the ranking as it is.
    correlation: float
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Robustness:
    """How sure the ranking of a run is under a declared uncertainty."""

    run: Run
    uncertainty: Uncertainty
    draws: int
    seed: int
    #: The share of draws in which something must hold to count as settled.
    level: float
    standings: tuple[Standing, ...]
    mean_shift: float
    shift_error: float
    pairs: tuple[Pair, ...]
    #: How many pairs were looked at.
    pairs_compared: int
    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...]
    indices: Indices | None

    @property
    def firm_first(self) -> int:
        """How many of the first ranks hold."""
        return _run_of_settled(self.blocks)

    @property
    def firm_last(self) -> int:
        """How many of the last ranks hold."""
        return _run_of_settled(self.blocks[::-1])


def _run_of_settled(blocks: tuple[Block, ...]) -> int:
    count = 0
    for block in blocks:
        if not block.settled:
            return count
        count += 1
    return count
