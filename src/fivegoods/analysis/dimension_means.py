"""Dimensions of one park against its peers: shares of full points, the mean of the others with it, and the best."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from fivegoods.numeric.decimals import CONTEXT, decide
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.indicators.statistics import mean
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import NodeScore


@dataclass(frozen=True, slots=True)
class DimensionMean:
    """One dimension of a park. Shares are of full points, 0 to 1; None without peers that have the dimension."""

    node: NodeScore
    share: Decimal | None
    mean: Decimal | None
    best: Decimal | None


def dimension_means(run: Run, park: ParkScore) -> tuple[DimensionMean, ...]:
    """Return the dimensions of the first level that apply to a park, with the means over all parks of the run."""
    with localcontext(CONTEXT):
        others = [s for s in run.scores if s.id != park.id]
        return tuple(
            _dimension(node, [*others, park] if others else [])
            for node in park.root.nodes
            if node.outcome is not Outcome.NOT_APPLICABLE and node.full
        )


def _dimension(node: NodeScore, parks: list[ParkScore]) -> DimensionMean:
    shares = [share for score in parks if (share := _share(score, node.plan.id)) is not None]
    if not shares:
        return DimensionMean(node, node.points / node.full, None, None)
    return DimensionMean(node, node.points / node.full, mean(shares), max(shares, key=decide))


def _share(score: ParkScore, dimension: str) -> Decimal | None:
    full = score.weights.full.get(dimension)
    points = score.points_of(dimension)
    return points / full if full and points is not None else None
