"""What other weights would do to a ranking: the same shares of full points, weighted anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.evaluate import Evaluator
from fivegoods.uncertainty.draws.ranks import ranker_of
from fivegoods.uncertainty.draws.tree import tree_of
from fivegoods.uncertainty.sampling.data_set import data_set_of
from fivegoods.uncertainty.statistics import spearman
from fivegoods.uncertainty.weights.from_data import WeightData, weights_from


@dataclass(frozen=True, slots=True)
class RankMove:
    """One park's points and rank under the criteria's weights and under the new ones."""

    park: str
    rank: int
    new_rank: int
    points: float
    new_points: float


@dataclass(frozen=True, slots=True)
class WeightEffect:
    """The ranking under new weights. ``stated`` are the criteria's weights, mean over the parks."""

    stated: Mapping[str, float]
    weights: Mapping[str, float]
    moves: tuple[RankMove, ...]
    correlation: float


def stated_weights(arrays: RunArrays) -> Mapping[str, float]:
    """Return what each indicator can contribute to the total, as a share, mean over the parks."""
    mass = tree_of(arrays).root.mass
    totals = mass.sum(axis=1, keepdims=True)
    by_class = np.divide(mass, totals, out=np.zeros_like(mass), where=totals > 0)
    shares = by_class[arrays.classes].mean(axis=0)
    return {plan.id: float(share) for plan, share in zip(arrays.indicators, shares, strict=True)}


def weights_within(method: str, data: WeightData, arrays: RunArrays) -> Mapping[str, float]:
    """Return weights by a method inside each dimension at the top; the dimensions keep their stated weights."""
    stated, found = stated_weights(arrays), dict[str, float]()
    for columns in arrays.dimensions.values():
        names = tuple(data.indicators[column] for column in columns)
        own = weights_from(
            method, replace(data, indicators=names, matrix=data.matrix[:, columns], directions=data.directions[columns])
        )
        whole = sum(stated[name] for name in names)
        found |= {name: weight * whole for name, weight in own.items()}
    return found


def effect_of(arrays: RunArrays, weights: Mapping[str, float]) -> WeightEffect:
    """Return what ``weights`` (by indicator, adding up to 1) do to the ranking.

    Indicators that ``weights`` leaves out keep their stated weight.
    """
    data = data_set_of(arrays, Uncertainty())
    stated = stated_weights(arrays)
    factors = np.array([_ratio(weights.get(plan.id), stated[plan.id]) for plan in arrays.indicators])
    points = Evaluator(data.tree, data.shares).points(factors[None, :]) + data.residual
    ranks = ranker_of(arrays).ranks(points)[:, 0].astype(np.int64)
    moves = tuple(
        RankMove(
            arrays.ids[row], int(arrays.ranks[row]), int(ranks[row]), float(arrays.points[row]), float(points[0, row])
        )
        for row in np.flatnonzero(arrays.shown)
    )
    correlation = spearman(arrays.ranks.astype(np.float64), ranks.astype(np.float64))
    return WeightEffect(stated, dict(weights), moves, correlation)


def _ratio(new: float | None, stated: float) -> float:
    if new is None:
        return 1.0
    return new / stated if stated > 0 else 0.0
