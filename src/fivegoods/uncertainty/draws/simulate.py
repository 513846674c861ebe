"""Draws → scores → ranks → counts, block by block, so that memory grows with the ranks alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from fivegoods.scoring.request import Progress
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.boards import Drawer
from fivegoods.uncertainty.draws.evaluate import Alternative, Evaluator
from fivegoods.uncertainty.draws.grades import Grader
from fivegoods.uncertainty.draws.ranks import Ranker, Ranks
from fivegoods.uncertainty.draws.tally import Counts, Tally, mean_shifts
from fivegoods.uncertainty.draws.tree import WeightTree
from fivegoods.uncertainty.sampling.choices import Combination, Design, Draws
from fivegoods.uncertainty.sampling.data_set import DataSet
from fivegoods.uncertainty.statistics import Bools, Floats, Ints

#: Random numbers are drawn for so many draws at once, whatever --jobs is, so that a seed always gives the same.
CHUNK: Final = 1000
#: Draws × parks that are evaluated at once.
_BLOCK: Final = 1 << 18
#: One array of so many numbers, made and freed, lets the C library keep memory for those that follow. Without it,
#: each array of a block goes back to the system and is cleared anew, which takes twice as long as the arithmetic.
_KEPT: Final = 1 << 21


@dataclass(frozen=True, slots=True)
class DroppedIndicator:
    """The criteria without one indicator: the tree, and the exact engine's ranks (park)."""

    tree: WeightTree
    ranks: Ints


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of some draws: totals and what boards go by besides them (draw × park), ranks (park × draw)."""

    points: Floats
    ranks: Ranks
    measures: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class DrawModel:
    """Everything a draw needs to become a ranking."""

    arrays: RunArrays
    data: Sequence[DataSet]
    dropped: Sequence[DroppedIndicator]
    design: Design
    ranker: Ranker
    grader: Grader | None
    drawer: Drawer
    evaluators: dict[Combination, Evaluator] = field(default_factory=dict, repr=False)

    def scored(self, uniform: Floats) -> Scored:
        """Return scores and ranks of the draws that rows of uniform numbers stand for."""
        draws = self.design.settle(uniform)
        shape = (len(draws), len(self.arrays))
        points, measures = np.empty(shape), {name: np.empty(shape) for name in self.drawer.wanted}
        for rows, combination in draws.combinations():
            evaluator, factors = self._evaluator(combination), draws.factors[rows]
            points[rows] = evaluator.points(factors)
            residual = self.data[combination.data].residual
            if residual.any():
                points[rows] += residual
            for name, own in measures.items():
                own[rows] = self.drawer.measure(name, evaluator, factors)
        ranks = self.ranker.ranks(points)
        self._put_exact_ranks(draws, ranks)
        return Scored(points, ranks, measures)

    def blocks(self, uniform: Floats) -> Iterator[tuple[slice, Scored]]:
        """Yield the scores of draws in blocks that fit the memory near the processor."""
        size = max(_BLOCK // len(self.arrays), 1)
        for start in range(0, len(uniform), size):
            block = slice(start, min(start + size, len(uniform)))
            yield block, self.scored(uniform[block])

    def mean_shifts(self, uniform: Floats) -> Floats:
        """Return the mean absolute shift of the ranks of the parks that were asked for (draw)."""
        rows = np.flatnonzero(self.arrays.shown)
        blocks = (scored.ranks for _, scored in self.blocks(uniform))
        return np.concatenate([mean_shifts(ranks, self.arrays.ranks, rows) for ranks in blocks])

    def _evaluator(self, chosen: Combination) -> Evaluator:
        known = self.evaluators.get(chosen)
        if known is None:
            data, uncertainty = self.data[chosen.data], self.design.uncertainty
            tree = self.dropped[chosen.dropping - 1].tree if chosen.dropping else data.tree
            methods = uncertainty.normalisation[chosen.normalisation], uncertainty.imputation[chosen.imputation]
            known = Evaluator(tree, data.shares_under(*methods), self._instead(chosen.aggregation))
            self.evaluators[chosen] = known
        return known

    def _instead(self, index: int) -> Alternative | None:
        choice = self.design.uncertainty.aggregation
        if choice is None or choice.methods[index] == "declared":
            return None
        return Alternative(choice.methods[index], choice.at == "every", float(choice.zero))

    def _put_exact_ranks(self, draws: Draws, ranks: Ranks) -> None:
        """Let the exact engine decide where no weight has moved and every choice is the criteria's own."""
        for draw in np.flatnonzero(self._unmoved(draws)):
            dropping = draws.chosen[draw, Combination._fields.index("dropping")]
            exact = self.dropped[dropping - 1].ranks if dropping else self.arrays.ranks
            if (exact > 0).all():
                ranks[:, draw] = exact

    def _unmoved(self, draws: Draws) -> Bools:
        u = self.design.uncertainty
        result: Bools = (draws.factors == 1.0).all(axis=1) & (len(self.data) == 1)
        names: dict[str, Sequence[str]] = {"normalisation": u.normalisation, "imputation": u.imputation}
        if u.aggregation is not None:
            names["aggregation"] = u.aggregation.methods
        for choice, methods in names.items():
            own = np.array([name in ("rule", "declared") for name in methods])
            result &= own[draws.chosen[:, Combination._fields.index(choice)]]
        return result


def simulate(model: DrawModel, draws: int, seed: int, *, jobs: int = 1, progress: Progress | None = None) -> Tally:
    """Return the results of ``draws`` draws; the same seed gives the same, whatever ``jobs``."""
    np.empty(_KEPT)
    parks = len(model.arrays)
    ranks = np.zeros((parks, draws), dtype=np.min_scalar_type(parks))
    starts = range(0, draws, CHUNK)

    def chunk(start: int) -> Counts:
        random = np.random.Generator(np.random.PCG64([seed, start // CHUNK]))
        uniform = random.random((min(CHUNK, draws - start), model.design.width))
        total: Counts | None = None
        for block, scored in model.blocks(uniform):
            ranks[:, start + block.start : start + block.stop] = scored.ranks
            part = _counted(model, scored)
            total = part if total is None else total.add(part)
        return total or Counts.none(parks)

    counts: Counts | None = None
    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        results = pool.map(chunk, starts) if jobs > 1 else map(chunk, starts)
        for start, part in zip(starts, results, strict=True):
            counts = part if counts is None else counts.add(part)
            if progress is not None:
                progress(min(start + CHUNK, draws), draws)
    return Tally(ranks, counts or Counts.none(parks))


def _counted(model: DrawModel, scored: Scored) -> Counts:
    found = Counts.none(len(model.arrays))
    if model.grader is not None:
        levels = model.grader.levels(scored.points)
        counts = [np.count_nonzero(levels == level, axis=0) for level in range(len(model.grader.grades.levels))]
        found = Counts(np.stack(counts, axis=1), {})
    if model.drawer.plans:
        ranks = scored.ranks.T.astype(np.int64)
        members = model.drawer.members(scored.points, ranks, scored.measures)
        found = Counts(found.levels, {name: np.count_nonzero(on, axis=0) for name, on in members.items()})
    return found
