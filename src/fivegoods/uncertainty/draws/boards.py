"""Boards of many draws at once: who is on them how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fivegoods.criteria.plan.plan import BoardPlan
from fivegoods.scoring.ranking.boards import eligible
from fivegoods.scoring.ranking.order import measure
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.evaluate import Evaluator
from fivegoods.uncertainty.draws.ranks import Ranker, ordered_by
from fivegoods.uncertainty.statistics import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws up the boards of a run's criteria."""

    arrays: RunArrays
    ranker: Ranker
    plans: tuple[BoardPlan, ...]
    eligible: Mapping[str, Bools]
    rises: Ints

    def members(self, points: Floats, ranks: Ints, measures: Mapping[str, Floats]) -> dict[str, Bools]:
        """Return who is on each board (draw × park), by totals, ranks and what else boards go by (draw × park)."""
        found: dict[str, Bools] = {}
        for plan in self.plans:
            free = np.broadcast_to(self.eligible[plan.id], points.shape).copy()
            for other in plan.definition.not_on:
                if other in found:
                    free &= ~found[other]
            by = plan.definition.by
            main = points if by == "total" else self._rise(ranks) if by == "rise" else measures[by]
            if by == "rise":
                free &= main > 0
            found[plan.id] = self._drawn(plan, main, ranks, free)
        return found

    def _rise(self, ranks: Ints) -> Floats:
        return (self.rises + self.arrays.ranks - ranks).astype(np.float64)

    def _drawn(self, plan: BoardPlan, main: Floats, ranks: Ints, free: Bools) -> Bools:
        on = np.zeros(free.shape, dtype=bool)
        keys = self._keys(plan, main, ranks)
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

    @property
    def wanted(self) -> set[str]:
        """What boards go by besides total and rise."""
        return {plan.definition.by for plan in self.plans} - {"total", "rise"}

    def measure(self, by: str, evaluator: Evaluator, factors: Floats) -> Floats:
        """Return what a board goes by (draw × park)."""
        branch = evaluator.tree.branch(by)
        if branch is not None:
            return evaluator.branch_points(branch, factors)
        if any(indicator.id == by for indicator in self.arrays.indicators):
            column = self.arrays.column(by)
            return evaluator.indicator_points(column, self.arrays.full[:, column], factors)
        constant = np.array([float(measure(score, by)) for score in self.arrays.scores])
        return np.broadcast_to(constant, (len(factors), len(constant)))

    def _groups(self, plan: BoardPlan) -> list[list[int]]:
        groups: dict[tuple[str, ...], list[int]] = {}
        for row, score in enumerate(self.arrays.scores):
            groups.setdefault(tuple(score.groups.get(g, "") for g in plan.definition.within), []).append(row)
        return list(groups.values())


def _filled(keys: Ints, free: Bools, size: int) -> Bools:
    """Return who is on a board of ``size`` places; parks that tie with its last one are on it too."""
    order = ordered_by(keys)
    available = np.take_along_axis(free, order, axis=1)
    inside = available & (np.cumsum(available, axis=1) <= size)
    on = np.zeros_like(free)
    np.put_along_axis(on, order, inside, axis=1)
    least = np.where(on, keys, np.iinfo(np.int64).max).min(axis=1, keepdims=True)
    result: Bools = free & (keys >= least)
    return result


def drawer_of(arrays: RunArrays, ranker: Ranker) -> Drawer:
    """Return the drawer of a run's boards."""
    run, plans = arrays.run, arrays.run.plan.boards
    may = {plan.id: np.array([eligible(plan, s) for s in arrays.scores], dtype=bool) for plan in plans}
    rises = np.array([run.rises.get(park, -len(arrays)) for park in arrays.ids], dtype=np.int64)
    return Drawer(arrays, ranker, plans, may, rises)
