"""Lines that may be published: who is above a board's, a grade's or the first places' line for sure, who is near it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from fivegoods.scoring.scores import BoardResult, Run
from fivegoods.uncertainty.draws.ranks import Ranks
from fivegoods.uncertainty.results import Line, RankInterval

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
