"""Boards of many draws at once: who is on them how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fivegoods.criteria.plan.plan import BoardPlan
from fivegoods.scoring.ranking.boards import eligible
from fivegoods.scoring.ranking.order import measure
from fivegoods.uncertainty.draws.evaluate import branch_points, indicator_points
from fivegoods.uncertainty.draws.frame import Bools, Floats, Frame, Ints
from fivegoods.uncertainty.draws.ranks import Ranker, placed
from fivegoods.uncertainty.sampling.world import World


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of some draws (draw × park): totals, ranks, and what boards go by besides them."""

    points: Floats
    ranks: Ints
    measures: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws up the boards of a frame's criteria."""

    frame: Frame
    ranker: Ranker
    plans: tuple[BoardPlan, ...]
    eligible: Mapping[str, Bools]
    rises: Ints

    def members(self, scored: Scored) -> dict[str, Bools]:
        """Return for each board who is on it (draw × park)."""
        found: dict[str, Bools] = {}
        for plan in self.plans:
            free = np.broadcast_to(self.eligible[plan.id], scored.points.shape).copy()
            for other in plan.definition.not_on:
                if other in found:
                    free &= ~found[other]
            found[plan.id] = self._drawn(plan, scored, free)
        return found

    def _drawn(self, plan: BoardPlan, scored: Scored, free: Bools) -> Bools:
        main = self._measured(plan, scored)
        if plan.definition.by == "rise":
            free = free & (main > 0)
        on = np.zeros(free.shape, dtype=bool)
        keys = self._keys(plan, main, scored.ranks)
        for columns in self._groups(plan):
            size = len(columns) if plan.definition.size is None else plan.definition.size
            on[:, columns] = _filled(keys[:, columns], free[:, columns], size)
        return on

    def _keys(self, plan: BoardPlan, main: Floats, ranks: Ints) -> Ints:
        """Return whole numbers that order a board, larger first: its measure, then the rank."""
        count = ranks.shape[1]
        keys = count - ranks if plan.definition.by == "total" else self.ranker.whole(main) * (count + 1) + count - ranks
        result: Ints = -keys if plan.definition.lowest else keys
        return result

    def _measured(self, plan: BoardPlan, scored: Scored) -> Floats:
        by = plan.definition.by
        if by == "total":
            return scored.points
        if by == "rise":
            return (self.rises + self.frame.ranks - scored.ranks).astype(np.float64)
        return scored.measures[by]

    def measures(self, world: World, factors: Floats, shares: Floats) -> dict[str, Floats]:
        """Return what boards go by besides total and rise, for draws of one data set."""
        wanted = {plan.definition.by for plan in self.plans} - {"total", "rise"}
        return {by: self._measure(by, world, factors, shares) for by in sorted(wanted)}

    def _measure(self, by: str, world: World, factors: Floats, shares: Floats) -> Floats:
        branch = world.tree.branch(by)
        if branch is not None:
            return branch_points(world.tree, branch, factors, shares)
        if any(indicator.id == by for indicator in self.frame.indicators):
            return indicator_points(world.tree, self.frame.column(by), factors, shares, world.full)
        constant = np.array([float(measure(score, by)) for score in self.frame.scores])
        return np.broadcast_to(constant, (len(factors), len(constant)))

    def _groups(self, plan: BoardPlan) -> list[list[int]]:
        groups: dict[tuple[str, ...], list[int]] = {}
        for row, score in enumerate(self.frame.scores):
            groups.setdefault(tuple(score.park.groups.get(g, "") for g in plan.definition.within), []).append(row)
        return list(groups.values())


def _filled(keys: Ints, free: Bools, size: int) -> Bools:
    """Return who is on a board of ``size`` places; parks that tie with its last one are on it too."""
    order = placed(keys).order
    available = np.take_along_axis(free, order, axis=1)
    inside = available & (np.cumsum(available, axis=1) <= size)
    on = np.zeros_like(free)
    np.put_along_axis(on, order, inside, axis=1)
    least = np.where(on, keys, np.iinfo(np.int64).max).min(axis=1, keepdims=True)
    result: Bools = free & (keys >= least)
    return result


def drawer_of(frame: Frame, ranker: Ranker) -> Drawer:
    """Return the drawer of a run's boards."""
    plans = frame.run.plan.boards
    may = {plan.id: np.array([eligible(plan, s) for s in frame.scores], dtype=bool) for plan in plans}
    rises = np.array([frame.run.rises.get(score.park.id, -len(frame.scores)) for score in frame.scores], dtype=np.int64)
    return Drawer(frame, ranker, plans, may, rises)
