"""From a run and a declared uncertainty to what is sure about the ranking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.draws.boards import drawer_of
from fivegoods.uncertainty.draws.frame import Floats, Frame, frame_of
from fivegoods.uncertainty.draws.grades import grader_of
from fivegoods.uncertainty.draws.ranks import ranker_of
from fivegoods.uncertainty.draws.simulate import Model, simulate
from fivegoods.uncertainty.draws.tally import Tally
from fivegoods.uncertainty.leave_out import leave_one_out
from fivegoods.uncertainty.results import Block, Pair, Robustness, Standing
from fivegoods.uncertainty.sampling.choices import design_of
from fivegoods.uncertainty.sampling.data_errors import worlds_of
from fivegoods.uncertainty.sampling.sobol import Indices, sobol
from fivegoods.uncertainty.sampling.world import world_of

#: Told which stage is under way ("data", "draws", "indices"), how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to compute."""

    draws: int = 10_000
    seed: int = 1
    jobs: int = 1
    #: Points of the design for the Sobol indices; 0 leaves them out.
    points: int = 509
    level: float = 0.95


def analyse(run: Run, uncertainty: Uncertainty, effort: Effort, progress: Progress | None = None) -> Robustness:
    """Return how sure the ranking is."""
    frame = frame_of(run)
    model = model_of(run, frame, uncertainty, effort, progress)
    tally = simulate(model, effort.draws, effort.seed, jobs=effort.jobs, progress=_stage(progress, "draws"))
    return Robustness(
        run=run,
        uncertainty=uncertainty,
        draws=tally.draws,
        seed=effort.seed,
        level=effort.level,
        standings=_standings(frame, tally),
        mean_shift=tally.shift / tally.draws,
        shift_error=_shift_error(tally),
        pairs=_pairs(frame, tally, effort.level),
        pairs_compared=_compared(tally),
        blocks=_blocks(frame, tally, effort.level),
        left_out=leave_one_out(frame, world_of(frame), model.ranker),
        indices=_indices(model, effort, progress),
    )


def model_of(
    run: Run, frame: Frame, uncertainty: Uncertainty, effort: Effort, progress: Progress | None = None
) -> Model:
    """Return what turns draws into rankings."""
    worlds = worlds_of(run, uncertainty, effort.seed, jobs=effort.jobs, progress=_stage(progress, "data"))
    ranker = ranker_of(frame)
    design = design_of(frame, world_of(frame).tree, uncertainty, len(worlds))
    return Model(frame, worlds, design, ranker, grader_of(frame, ranker), drawer_of(frame, ranker))


def _stage(progress: Progress | None, stage: str) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, total: progress(stage, done, total)


def _shift_error(tally: Tally) -> float:
    """Return the standard error of the mean shift."""
    mean = tally.shift / tally.draws
    return float(np.sqrt(max(tally.shift_squared / tally.draws - mean**2, 0.0) / tally.draws))


def _standings(frame: Frame, tally: Tally) -> tuple[Standing, ...]:
    low, median, high = tally.quantile(0.05), tally.quantile(0.5), tally.quantile(0.95)
    worst = tally.quantile(1.0)
    best = (tally.ranks > 0).argmax(axis=1) + 1
    means = tally.mean_ranks()
    grades = frame.run.criteria.criteria.grades
    names = [level.id for level in grades.levels] if grades is not None else []
    return tuple(
        Standing(
            score=score,
            nominal=int(frame.ranks[row]),
            mean=float(means[row]),
            median=int(median[row]),
            low=int(low[row]),
            high=int(high[row]),
            best=int(best[row]),
            worst=int(worst[row]),
            grades={name: float(tally.levels[row, i]) / tally.draws for i, name in enumerate(names)},
            boards={name: float(counts[row]) / tally.draws for name, counts in tally.boards.items()},
            ahead_of_next=_next(tally, row),
            tied_with_next=_tied(tally, row),
        )
        for row, score in enumerate(frame.scores)
    )


def _next(tally: Tally, row: int) -> float | None:
    if row == len(tally.nominal) - 1:
        return None
    return float(tally.ahead[row, 0]) / tally.draws


def _tied(tally: Tally, row: int) -> float | None:
    if row == len(tally.nominal) - 1:
        return None
    return 1.0 - float(tally.ahead[row, 0] + tally.behind[row, 0]) / tally.draws


def _pairs(frame: Frame, tally: Tally, level: float) -> tuple[Pair, ...]:
    """Return the pairs in which neither is ahead in ``level`` of the draws, the most open first.

    Pairs that tie in ``level`` of the draws are settled too: as a tie.
    """
    ahead, behind = tally.ahead / tally.draws, tally.behind / tally.draws
    count = len(frame.scores)
    open_ = (np.maximum(ahead, behind) < level) & (ahead + behind > 1.0 - level)
    found = []
    for row, step in zip(*np.nonzero(open_), strict=True):
        other = int(row) + int(step) + 1
        if other < count:
            found.append(Pair(frame.ids[row], frame.ids[other], float(ahead[row, step]), float(behind[row, step])))
    return tuple(sorted(found, key=lambda pair: (abs(pair.ahead - pair.behind), pair.first, pair.second)))


def _compared(tally: Tally) -> int:
    count, reach = len(tally.nominal), tally.ahead.shape[1]
    return sum(min(reach, count - 1 - row) for row in range(count))


def _blocks(frame: Frame, tally: Tally, level: float) -> tuple[Block, ...]:
    """Return the ranking cut where all above are ahead of all below in ``level`` of the draws."""
    cuts = [0, *(int(k) + 1 for k in np.flatnonzero(tally.parted / tally.draws >= level)), len(frame.scores)]
    return tuple(_block(frame, start, end) for start, end in pairwise(cuts) if end > start)


def _block(frame: Frame, start: int, end: int) -> Block:
    tied = bool((frame.ranks[start:end] == frame.ranks[start]).all())
    return Block(start + 1, end, frame.ids[start:end], tied and end - start > 1)


def _indices(model: Model, effort: Effort, progress: Progress | None) -> Indices | None:
    """Return what drives the mean rank shift; None with nothing to tell apart."""
    choices = _told_apart(model)
    if effort.points <= 0 or len(choices) < 2:
        return None

    def shift(uniform: Floats) -> Floats:
        ranks = model.scored(uniform).ranks
        result: Floats = np.abs(ranks - model.frame.ranks).mean(axis=1)
        return result

    return sobol(shift, choices, points=effort.points, seed=effort.seed, progress=_stage(progress, "indices"))


def _told_apart(model: Model) -> Sequence[tuple[str, int]]:
    """Return the choices; where only weights are uncertain, the weights of each top dimension."""
    choices = model.design.choices
    if len(choices) != 1 or choices[0][0] != "weights" or len(model.design.groups) != len(model.frame.indicators):
        return choices
    tops = model.frame.run.plan.root.nodes
    return [(f"weights:{node.id}", len(list(node.all_indicators()))) for node in tops]
