"""Draws → scores → ranks → counts, chunk by chunk, so that memory does not grow with the draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from fivegoods.analysis.robustness.boards import Drawer, Scored
from fivegoods.analysis.robustness.choices import Design, Draws
from fivegoods.analysis.robustness.evaluate import Alternative, points
from fivegoods.analysis.robustness.frame import Floats, Frame, Ints
from fivegoods.analysis.robustness.grades import Grader
from fivegoods.analysis.robustness.ranks import Ranker
from fivegoods.analysis.robustness.tally import Tally
from fivegoods.analysis.robustness.world import World

#: Told after each chunk: how many draws are done, and how many there are.
Progress = Callable[[int, int], None]

#: Draws are made in chunks of this many whatever --jobs is, so that a seed always gives the same draws.
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Model:
    """Everything a draw needs to become a ranking."""

    frame: Frame
    worlds: Sequence[World]
    design: Design
    ranker: Ranker
    grader: Grader | None
    drawer: Drawer

    def ranks_of(self, uniform: Floats) -> Ints:
        """Return the ranks that rows of uniform numbers lead to (draw × park)."""
        draws = self.design.settle(uniform)
        ranks = np.empty((len(draws), len(self.frame.scores)), dtype=np.int64)
        for rows, scored in self.scored(draws):
            ranks[rows] = scored.ranks
        return ranks

    def scored(self, draws: Draws) -> Iterator[tuple[Ints, Scored]]:
        """Yield draws that share data, normalisation, imputation and aggregation, with their scores."""
        columns = (draws.data, draws.normalisation, draws.imputation, draws.aggregation)
        kinds, inverse = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
        order = np.argsort(inverse.ravel(), kind="stable")
        edges = np.searchsorted(inverse.ravel()[order], np.arange(len(kinds) + 1))
        for index, (data, normalisation, imputation, aggregation) in enumerate(kinds):
            rows = order[edges[index] : edges[index + 1]]
            yield rows, self._scored(draws.factors[rows], int(data), int(normalisation), int(imputation), int(aggregation))

    def _scored(self, factors: Floats, data: int, normalisation: int, imputation: int, aggregation: int) -> Scored:
        world = self.worlds[data]
        uncertainty = self.design.uncertainty
        instead = self._alternative(aggregation)
        names = uncertainty.normalisation[normalisation], uncertainty.imputation[imputation]
        shares = world.shares_under(*names)
        scores = points(world.tree, factors, shares, instead) + world.residual
        ranks = self.ranker.place(scores).ranks
        if names == ("rule", "declared") and instead is None and len(self.worlds) == 1:
            # Nothing but weights can have moved; where they have not, the exact engine decides.
            ranks[(factors == 1.0).all(axis=1)] = self.frame.ranks
        return Scored(world, factors, shares, scores, ranks)

    def _alternative(self, index: int) -> Alternative | None:
        choice = self.design.uncertainty.aggregation
        if choice is None or choice.methods[index] == "declared":
            return None
        return Alternative(choice.methods[index], choice.at == "every", float(choice.zero))


def simulate(model: Model, draws: int, seed: int, *, jobs: int = 1, progress: Progress | None = None) -> Tally:
    """Return the tally of ``draws`` draws; the same seed gives the same tally, whatever ``jobs``."""
    sizes = [min(CHUNK, draws - start) for start in range(0, draws, CHUNK)]
    total = Tally.empty(model.frame, model.grader, model.drawer)

    def chunk(index: int) -> Tally:
        random = np.random.Generator(np.random.PCG64([seed, index]))
        return tallied(model, random.random((sizes[index], model.design.width)))

    done = 0
    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        results = pool.map(chunk, range(len(sizes))) if jobs > 1 else map(chunk, range(len(sizes)))
        for index, part in enumerate(results):
            total.add(part)
            done += sizes[index]
            if progress is not None:
                progress(done, draws)
    return total


def tallied(model: Model, uniform: Floats) -> Tally:
    """Return the tally of one chunk."""
    tally = Tally.empty(model.frame, model.grader, model.drawer)
    for _, scored in model.scored(model.design.settle(uniform)):
        levels = None if model.grader is None else model.grader.levels(scored.points)
        tally.count(scored.ranks, levels, model.drawer.members(scored))
    return tally
