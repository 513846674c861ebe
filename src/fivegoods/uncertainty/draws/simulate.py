"""Draws → scores → ranks → counts, chunk by chunk, so that memory does not grow with the draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from fivegoods.uncertainty.draws.boards import Drawer, Scored
from fivegoods.uncertainty.draws.evaluate import Alternative, points
from fivegoods.uncertainty.draws.frame import Bools, Floats, Frame
from fivegoods.uncertainty.draws.grades import Grader
from fivegoods.uncertainty.draws.ranks import Ranker
from fivegoods.uncertainty.draws.tally import Tally
from fivegoods.uncertainty.sampling.choices import ChoiceKind, Design, Draws
from fivegoods.uncertainty.sampling.world import World

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

    def scored(self, uniform: Floats) -> Scored:
        """Return scores and ranks of the draws that rows of uniform numbers stand for."""
        draws = self.design.settle(uniform)
        shape = (len(draws), len(self.frame.scores))
        scores = np.empty(shape)
        measures: dict[str, Floats] = {}
        for rows, kind in draws.kinds():
            world, shares, instead = self._kind(kind)
            scores[rows] = points(world.tree, draws.factors[rows], shares, instead) + world.residual
            for name, values in self.drawer.measures(world, draws.factors[rows], shares).items():
                measures.setdefault(name, np.empty(shape))[rows] = values
        ranks = self.ranker.place(scores).ranks
        # Where nothing has moved, the exact engine decides.
        ranks[self._unmoved(draws)] = self.frame.ranks
        return Scored(scores, ranks, measures)

    def _kind(self, kind: ChoiceKind) -> tuple[World, Floats, Alternative | None]:
        world = self.worlds[kind.data]
        uncertainty = self.design.uncertainty
        normalisation = uncertainty.normalisation[kind.normalisation]
        shares = world.shares_under(normalisation, uncertainty.imputation[kind.imputation])
        return world, shares, self._alternative(kind.aggregation)

    def _unmoved(self, draws: Draws) -> Bools:
        u = self.design.uncertainty
        declared = np.array([name == "rule" for name in u.normalisation])[draws.normalisation]
        declared &= np.array([name == "declared" for name in u.imputation])[draws.imputation]
        if u.aggregation is not None:
            declared &= np.array([name == "declared" for name in u.aggregation.methods])[draws.aggregation]
        result: Bools = declared & (draws.factors == 1.0).all(axis=1) & (len(self.worlds) == 1)
        return result

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
    scored = model.scored(uniform)
    levels = None if model.grader is None else model.grader.levels(scored.points)
    tally = Tally.empty(model.frame, model.grader, model.drawer)
    tally.count(scored.ranks, levels, model.drawer.members(scored))
    return tally
