"""Leave-one-out: the ranking without one indicator or one dimension."""

from __future__ import annotations

import numpy as np

from fivegoods.uncertainty.draws.evaluate import points
from fivegoods.uncertainty.draws.frame import Frame, Ints
from fivegoods.uncertainty.draws.ranks import Ranker
from fivegoods.uncertainty.results import LeftOut
from fivegoods.uncertainty.sampling.world import World
from fivegoods.uncertainty.statistics import spearman


def leave_one_out(frame: Frame, world: World, ranker: Ranker) -> tuple[LeftOut, ...]:
    """Return what leaving out each indicator, and each dimension of several indicators, does."""
    parts = _parts(frame)
    factors = np.ones((len(parts), len(frame.indicators)))
    for row, (_, columns, _) in enumerate(parts):
        factors[row, list(columns)] = 0.0
    scores = points(world.tree, factors, world.shares) + world.residual
    ranks = ranker.place(scores).ranks
    return tuple(
        _left_out(frame, name, ranks[row], is_dimension=is_dimension)
        for row, (name, _, is_dimension) in enumerate(parts)
    )


def _parts(frame: Frame) -> list[tuple[str, tuple[int, ...], bool]]:
    parts: list[tuple[str, tuple[int, ...], bool]] = []
    parts += [(plan.id, (column,), False) for column, plan in enumerate(frame.indicators)]
    for node in frame.run.plan.root.walk():
        columns = tuple(frame.column(plan.id) for plan in node.all_indicators())
        if node is not frame.run.plan.root and 1 < len(columns) < len(frame.indicators):
            parts.append((node.id, columns, True))
    return parts


def _left_out(frame: Frame, name: str, ranks: Ints, *, is_dimension: bool) -> LeftOut:
    shifts = np.abs(ranks - frame.ranks)
    most = int(shifts.argmax())
    return LeftOut(
        id=name,
        is_dimension=is_dimension,
        mean_shift=float(shifts.mean()),
        park=frame.ids[most],
        before=int(frame.ranks[most]),
        after=int(ranks[most]),
        correlation=spearman(frame.ranks.astype(np.float64), ranks.astype(np.float64)),
        ranks={park: int(rank) for park, rank in zip(frame.ids, ranks, strict=True)},
    )
