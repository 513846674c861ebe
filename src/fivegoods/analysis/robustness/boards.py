"""Boards of many draws at once: who is on them how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fivegoods.analysis.robustness.evaluate import branch_points, indicator_points
from fivegoods.analysis.robustness.frame import Bools, Floats, Frame, Ints
from fivegoods.analysis.robustness.ranks import placed
from fivegoods.analysis.robustness.structures import surroundings_of
from fivegoods.analysis.robustness.world import World
from fivegoods.scoring.boards import eligible
from fivegoods.scoring.order import measure
from fivegoods.scoring.plan import BoardPlan

_MAIN_PLACES = 9


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
        count = free.shape[1]
        whole = np.round(main * 10.0**_MAIN_PLACES).astype(np.int64)
        keys = whole * (count + 1) + (count - scored.ranks)
        for columns in self._groups(plan):
            own = -keys[:, columns] if plan.definition.lowest else keys[:, columns]
            order = placed(own).order
            available = np.take_along_axis(free[:, columns], order, axis=1)
            size = len(columns) if plan.definition.size is None else plan.definition.size
            inside = np.zeros_like(available)
            np.put_along_axis(inside, order, available & (np.cumsum(available, axis=1) <= size), axis=1)
            on[:, columns] = inside
        return on

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


def drawer_of(frame: Frame) -> Drawer:
    """Return the drawer of a run's boards."""
    around = surroundings_of(frame.run)
    plans = frame.run.plan.boards
    may = {plan.id: np.array([eligible(plan, s, around) for s in frame.scores], dtype=bool) for plan in plans}
    rises = np.array([frame.run.rises.get(score.park.id, -len(frame.scores)) for score in frame.scores], dtype=np.int64)
    return Drawer(frame, plans, may, rises)
