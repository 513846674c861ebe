"""From a run and a declared uncertainty to what is sure about the ranking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.scoring.scores import BoardResult, Run
from fivegoods.uncertainty.arrays import RunArrays, arrays_of, under
from fivegoods.uncertainty.draws.boards import drawer_of
from fivegoods.uncertainty.draws.grades import grader_of
from fivegoods.uncertainty.draws.ranks import Ranks, ranker_of
from fivegoods.uncertainty.draws.simulate import DrawModel, DroppedIndicator, simulate
from fivegoods.uncertainty.draws.tally import Tally, mean_shifts
from fivegoods.uncertainty.draws.tree import tree_of
from fivegoods.uncertainty.results import (
    Line,
    OpenPairs,
    RankBlock,
    RankInterval,
    Robustness,
    Without,
    droppable_parts,
    left_out,
    without,
)
from fivegoods.uncertainty.sampling.choices import design_of
from fivegoods.uncertainty.sampling.data_errors import data_sets_of
from fivegoods.uncertainty.sampling.sobol import Indices, sobol
from fivegoods.uncertainty.statistics import Ints

#: Where the criteria have neither boards nor grades, a line is drawn after so many places, at most a third.
_FIRST: Final = 10


def lines_of(run: Run, intervals: Sequence[RankInterval], ranks: Ranks, level: float) -> tuple[Line, ...]:
    """Return the lines of the criteria's boards and grades, else that of the first places.

    ``ranks`` are those of the parks of ``intervals`` in each draw (park × draw).
    """
    found = [_line_of_board(board, intervals, level) for board in run.boards]
    found += _lines_of_grades(run, intervals, level)
    if not found:
        count = min(_FIRST, max(len(intervals) // 3, 1))
        among = [float((own <= count).mean()) for own in ranks]
        shares = {own.score.id: share for own, share in zip(intervals, among, strict=True)}
        above = [own.score.id for own in intervals if own.nominal <= count]
        found.append(_line("first", str(count), {}, above, shares, level))
    return tuple(line for line in found if line.above or line.near)


def _line_of_board(board: BoardResult, intervals: Sequence[RankInterval], level: float) -> Line:
    same = [own for own in intervals if all(own.score.groups.get(k, "") == v for k, v in board.group.items())]
    shares = {own.score.id: own.boards.get(board.id, 0.0) for own in same}
    return _line("board", board.id, board.group, [entry.park.id for entry in board.entries], shares, level)


def _lines_of_grades(run: Run, intervals: Sequence[RankInterval], level: float) -> Iterator[Line]:
    """Yield the line below each grade but the last: who has it or a better one."""
    grades = run.criteria.criteria.grades
    order = [own.id for own in grades.levels] if grades is not None else []
    for index, grade in enumerate(order[:-1]):
        better = order[: index + 1]
        above = [own.score.id for own in intervals if own.score.grade in better]
        shares = {own.score.id: sum(own.grades[name] for name in better) for own in intervals}
        yield _line("grade", grade, {}, above, shares, level)


def _line(
    kind: str, name: str, group: Mapping[str, str], above: Sequence[str], shares: Mapping[str, float], level: float
) -> Line:
    held = tuple(park for park in above if shares[park] >= level)
    near = {park: share for park, share in shares.items() if 1.0 - level < share < level}
    return Line(kind, name, group, tuple(above), held, near)


#: Called with the stage under way ("data", "left_out", "draws", "indices"), how much of it is done, and of how much.
StageProgress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to compute."""

    draws: int = 10_000
    seed: int = 1
    jobs: int = 1
    #: Points of each design for the Sobol indices; 0 leaves them out.
    points: int = 821
    level: float = 0.95


def analyse(run: Run, uncertainty: Uncertainty, effort: Effort, progress: StageProgress | None = None) -> Robustness:
    """Return how sure the ranking is."""
    arrays = arrays_of(run)
    found, dropped, kept = _without_each(arrays, uncertainty, _stage(progress, "left_out"))
    model = model_of(arrays, uncertainty, effort, dropped, progress)
    tally = simulate(model, effort.draws, effort.seed, jobs=effort.jobs, progress=_stage(progress, "draws"))
    pairs, compared = _pairs(arrays, tally, effort.level)
    shifts = mean_shifts(tally.ranks, arrays.ranks, np.flatnonzero(arrays.shown))
    intervals = _intervals(arrays, tally)
    return Robustness(
        run=run,
        uncertainty=uncertainty,
        draws=tally.draws,
        seed=effort.seed,
        level=effort.level,
        intervals=intervals,
        mean_shift=float(shifts.mean()),
        shift_error=float(shifts.std() / np.sqrt(tally.draws)),
        pairs=pairs,
        pairs_compared=compared,
        blocks=_blocks(arrays, tally, effort.level),
        lines=lines_of(run, intervals, tally.of(np.flatnonzero(arrays.shown)), effort.level),
        left_out=found,
        kept=kept,
        indices=_indices(model, effort, progress),
    )


def model_of(
    arrays: RunArrays,
    uncertainty: Uncertainty,
    effort: Effort,
    dropped: Sequence[DroppedIndicator] = (),
    progress: StageProgress | None = None,
) -> DrawModel:
    """Return what turns draws into rankings; ``dropped`` are the indicators that a draw may leave out."""
    data = data_sets_of(arrays, uncertainty, effort.seed, jobs=effort.jobs, progress=_stage(progress, "data"))
    design = design_of(arrays, tree_of(arrays), uncertainty, len(data), len(dropped))
    ranker = ranker_of(arrays)
    return DrawModel(arrays, data, dropped, design, ranker, grader_of(arrays, ranker), drawer_of(arrays, ranker))


def _stage(progress: StageProgress | None, stage: str) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, total: progress(stage, done, total)


def _without_each(
    arrays: RunArrays, uncertainty: Uncertainty, progress: Callable[[int, int], None] | None
) -> tuple[tuple[Without, ...], tuple[DroppedIndicator, ...], tuple[str, ...]]:
    """Return the ranking without each part, the trees for draws that leave indicators out, and what cannot be."""
    parts = list(droppable_parts(arrays.run))
    found, dropped, kept = [], [], []
    for done, (part, is_dimension) in enumerate(parts, start=1):
        run = without(arrays.run, part)
        if run is None:
            kept.append(part)
        else:
            found.append(left_out(arrays, part, run, is_dimension=is_dimension))
            if uncertainty.drop_indicator and not is_dimension:
                dropped.append(_dropped(arrays, run))
        if progress is not None:
            progress(done, len(parts))
    return tuple(found), tuple(dropped), tuple(kept)


def _dropped(arrays: RunArrays, run: Run) -> DroppedIndicator:
    own = under(run, arrays)
    return DroppedIndicator(tree_of(own), own.ranks)


def _intervals(arrays: RunArrays, tally: Tally) -> Sequence[RankInterval]:
    """Return the rank intervals of the parks that were asked for."""
    quantiles = tally.quantiles((0.0, 0.05, 0.5, 0.95, 1.0))
    grades = arrays.run.criteria.criteria.grades
    names = [level.id for level in grades.levels] if grades is not None else []
    levels, boards, draws = tally.counts.levels, tally.counts.boards, tally.draws
    rows = [int(row) for row in np.flatnonzero(arrays.shown)]
    found = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        ranks = tally.ranks[row]
        best, low, median, high, worst = map(int, quantiles[row])
        then = None if following is None else tally.ranks[following]
        found.append(
            RankInterval(
                score=arrays.scores[row],
                nominal=int(arrays.ranks[row]),
                mean=float(ranks.mean(dtype=np.float64)),
                median=median,
                low=low,
                high=high,
                best=best,
                worst=worst,
                grades={name: float(levels[row, i]) / draws for i, name in enumerate(names)},
                boards={name: float(counts[row]) / draws for name, counts in boards.items()},
                ahead_of_next=None if then is None else float((ranks < then).mean()),
                tied_with_next=None if then is None else float((ranks == then).mean()),
            )
        )
    return found


def _pairs(arrays: RunArrays, tally: Tally, level: float) -> tuple[OpenPairs, int]:
    """Return the pairs in which neither is ahead in ``level`` of the draws, and how many were looked at.

    Pairs that tie in ``level`` of the draws are settled too: as a tie.
    """
    rows = np.flatnonzero(arrays.shown)
    ahead, behind = tally.pairs(rows)
    is_open = np.maximum(ahead, behind) < level * tally.draws
    first, step = np.nonzero(is_open & (ahead + behind > (1.0 - level) * tally.draws))
    second = first + step + 1
    counts = ahead[first, step], behind[first, step]
    ids = np.array(arrays.ids)[rows]
    order = np.lexsort((ids[second], ids[first], np.abs(counts[0] - counts[1])))
    found = np.stack([rows[first], rows[second], *counts], axis=1)[order]
    reach = ahead.shape[1]
    return OpenPairs(arrays.ids, found, tally.draws), sum(min(reach, len(rows) - 1 - row) for row in range(len(rows)))


def _blocks(arrays: RunArrays, tally: Tally, level: float) -> tuple[RankBlock, ...]:
    """Return the ranking cut where all above are ahead of all below in ``level`` of the draws."""
    rows = np.flatnonzero(arrays.shown)
    cuts = [0, *(int(k) + 1 for k in np.flatnonzero(tally.parted(rows) >= level * tally.draws)), len(rows)]
    return tuple(_block(arrays, rows[start:end]) for start, end in pairwise(cuts) if end > start)


def _block(arrays: RunArrays, rows: Ints) -> RankBlock:
    ranks = arrays.ranks[rows]
    last = max(int(ranks[-1]), int(ranks[0]) + len(rows) - 1)
    tied = len(rows) > 1 and bool((ranks == ranks[0]).all())
    return RankBlock(int(ranks[0]), last, tuple(arrays.ids[row] for row in rows), tied)


def _indices(model: DrawModel, effort: Effort, progress: StageProgress | None) -> Indices | None:
    """Return what drives the mean rank shift; None with nothing to tell apart."""
    choices = _told_apart(model)
    if effort.points <= 0 or len(choices) < 2:
        return None
    return sobol(
        model.mean_shifts, choices, points=effort.points, seed=effort.seed, progress=_stage(progress, "indices")
    )


def _told_apart(model: DrawModel) -> Sequence[tuple[str, int]]:
    """Return the choices; where only weights are uncertain, the weights of each top dimension."""
    choices = model.design.choices
    if len(choices) != 1 or choices[0][0] != "weights" or len(model.design.groups) != len(model.arrays.indicators):
        return choices
    tops = model.arrays.run.plan.root.nodes
    return [(f"weights:{node.id}", len(list(node.all_indicators()))) for node in tops]
