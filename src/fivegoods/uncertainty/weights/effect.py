"""What other weights would do to a ranking: the same shares of full points, weighted anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fivegoods.uncertainty.draws.evaluate import points
from fivegoods.uncertainty.draws.frame import Frame
from fivegoods.uncertainty.draws.ranks import ranker_of
from fivegoods.uncertainty.sampling.world import world_of
from fivegoods.uncertainty.statistics import spearman


@dataclass(frozen=True, slots=True)
class Move:
    """One park's points and rank under the criteria's weights and under the new ones."""

    park: str
    rank: int
    new_rank: int
    points: float
    new_points: float


@dataclass(frozen=True, slots=True)
class Effect:
    """The ranking under new weights. ``stated`` are the criteria's weights, mean over the parks."""

    stated: Mapping[str, float]
    weights: Mapping[str, float]
    moves: tuple[Move, ...]
    correlation: float


def stated_weights(frame: Frame) -> Mapping[str, float]:
    """Return what each indicator can contribute to the total, as a share, mean over the parks."""
    mass = world_of(frame).tree.root.mass
    totals = mass.sum(axis=1, keepdims=True)
    shares = np.divide(mass, totals, out=np.zeros_like(mass), where=totals > 0).mean(axis=0)
    return {plan.id: float(share) for plan, share in zip(frame.indicators, shares, strict=True)}


def effect_of(frame: Frame, weights: Mapping[str, float]) -> Effect:
    """Return what ``weights`` (by indicator, adding up to 1) do to the ranking.

    Indicators that ``weights`` leaves out keep their stated weight.
    """
    world = world_of(frame)
    stated = stated_weights(frame)
    factors = np.array([_ratio(weights.get(plan.id), stated[plan.id]) for plan in frame.indicators])
    scores = (points(world.tree, factors[None, :], world.shares) + world.residual)[0]
    ranks = ranker_of(frame).place(scores[None, :]).ranks[0]
    moves = tuple(
        Move(score.park.id, int(frame.ranks[row]), int(ranks[row]), float(score.points), float(scores[row]))
        for row, score in enumerate(frame.scores)
    )
    correlation = spearman(frame.ranks.astype(np.float64), ranks.astype(np.float64))
    return Effect(stated, dict(weights), moves, correlation)


def _ratio(new: float | None, stated: float) -> float:
    if new is None:
        return 1.0
    return new / stated if stated > 0 else 0.0
