"""The gap lines offices write (差距): to the leader, the next above, each cut-off; above the mean; city averages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, NamedTuple

from fivegoods.criteria.plan.plan import BoardPlan
from fivegoods.numeric.decimals import CONTEXT, ZERO, decide
from fivegoods.panel.entities import BenchmarkValue
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.indicators.statistics import mean, ranks_of
from fivegoods.scoring.ranking.boards import eligible
from fivegoods.scoring.ranking.order import measure, rank_value, rank_values
from fivegoods.scoring.scores import BoardResult, ParkScore, Run, rows_of
from fivegoods.scoring.tree import IndicatorScore


@dataclass(frozen=True, slots=True)
class ParkGap:
    """The distance to one park above: its points minus one's own."""

    to: ParkScore
    distance: Decimal

    @property
    def value(self) -> Decimal:
        """The points of the park above."""
        return self.to.points


@dataclass(frozen=True, slots=True)
class CutOff:
    """The distance to the last place of a board; negative where the park is above it."""

    board: BoardResult
    value: Decimal
    distance: Decimal
    is_on: bool


@dataclass(frozen=True, slots=True)
class Gaps:
    """All distances of one ranked park. ``above`` holds every park ranked higher, best first."""

    park: ParkScore
    above: tuple[ParkGap, ...]
    cut_offs: tuple[CutOff, ...]

    @property
    def leader(self) -> ParkGap | None:
        """The distance to the first, None for the first."""
        return self.above[0] if self.above else None

    @property
    def next(self) -> ParkGap | None:
        """The distance to the next above, None for the first."""
        return self.above[-1] if self.above else None


@dataclass(frozen=True, slots=True)
class AboveMean:
    """How many of a park's indicators are better than a mean: ``better`` of ``of`` that can be compared."""

    better: tuple[IndicatorScore, ...]
    of: int


@dataclass(frozen=True, slots=True)
class GroupAverage:
    """The average score of the ranked parks of one group value (a city's average), and its rank."""

    value: str
    average: Decimal
    parks: int
    rank: int


def gaps(run: Run, park: ParkScore) -> Gaps:
    """Return the distances of one park to those above it and to the cut-offs of the boards it may stand on."""
    settings = run.criteria.criteria.settings
    own = rank_value(park.points, settings)
    ahead = [s for s in run.scores if s.placing is not None and rank_value(s.points, settings) > own]
    with localcontext(CONTEXT):
        above = tuple(ParkGap(s, s.points - park.points) for s in ahead)
        offs = tuple(off for limit in _limits(run) if (off := limit.cut_off(park)) is not None)
    return Gaps(park, above, offs)


class GapLine(NamedTuple):
    """One park's line in a table of gaps: to the first, to the next above, to its boards by id."""

    park: ParkScore
    to_leader: Decimal | None
    to_next: Decimal | None
    to_boards: Mapping[str, Decimal]


_NO_BOARDS: Final[Mapping[str, Decimal]] = {}


class GapColumns(NamedTuple):
    """The gaps of all ranked parks as columns, best first, with the rows of the parks."""

    rows: Sequence[int]
    to_leader: Sequence[Decimal | None]
    to_next: Sequence[Decimal | None]
    to_boards: Sequence[Mapping[str, Decimal]]


def gap_columns(run: Run) -> GapColumns:
    """Return the gaps of every ranked park, best first, in one pass."""
    overall, limits = run.placings.overall, _limits(run)
    rows = [row for row in rows_of(run.scores) if overall is not None and overall.ranks[row] is not None]
    points = [run.columns.points[row] for row in rows]
    values = rank_values(points, run.criteria.criteria.settings)
    to_leader: list[Decimal | None] = []
    to_next: list[Decimal | None] = []
    leader = above = own = points[0] if points else ZERO
    first = current = values[0] if values else ZERO
    with localcontext(CONTEXT):
        for mine, value in zip(points, values, strict=True):
            if value != current:
                above, own, current = own, mine, value
            is_first = value == first
            to_leader.append(None if is_first else leader - mine)
            to_next.append(None if is_first else above - mine)
        to_boards = [_to_boards(limits, park) for park in run.scores if park.rank is not None] if limits else ()
    return GapColumns(rows, to_leader, to_next, to_boards or [_NO_BOARDS] * len(rows))


def _to_boards(limits: Sequence[_Limit], park: ParkScore) -> Mapping[str, Decimal]:
    cut_offs = [off for limit in limits if (off := limit.cut_off(park)) is not None]
    return {off.board.id: off.distance for off in cut_offs}


def gap_lines(run: Run) -> tuple[GapLine, ...]:
    """Return the line of every ranked park, best first."""
    ranked = (score for score in run.scores if score.rank is not None)
    return tuple(map(GapLine, ranked, *gap_columns(run)[1:]))


@dataclass(frozen=True, slots=True)
class _Limit:
    """The cut-off of one board: the value of its last place, and who stands on it."""

    board: BoardResult
    plan: BoardPlan
    value: Decimal
    members: frozenset[str]

    def cut_off(self, park: ParkScore) -> CutOff | None:
        """Return the distance of a park to the last place; None where it may not stand on the board."""
        mine = all(park.groups.get(key) == value for key, value in self.board.group.items())
        if not mine or not eligible(self.plan, park):
            return None
        # The last place is at 0, not at -0.
        distance = decide(self.value - measure(park, self.plan.definition.by)) + ZERO
        return CutOff(self.board, self.value, distance, park.id in self.members)


def _limits(run: Run) -> list[_Limit]:
    """Return the cut-offs of the boards that have one: those of risers and of the lowest have none."""
    plans = {plan.id: plan for plan in run.plan.boards}
    limits = []
    for board in run.boards:
        plan = plans[board.id]
        if board.entries and plan.definition.by != "rise" and not plan.definition.lowest:
            members = frozenset(entry.park.id for entry in board.entries)
            limits.append(_Limit(board, plan, board.entries[-1].value, members))
    return limits


def above_group_mean(run: Run, park: ParkScore) -> AboveMean:
    """Return the indicators on which the park is better than the mean of all parks, itself included."""
    means: dict[str, Decimal] = {}
    with localcontext(CONTEXT):
        for key, column in run.columns.indicators.items():
            applies = (s.row for s in run.scores if column.outcomes[s.row] is not Outcome.NOT_APPLICABLE)
            values = [x for row in applies if isinstance(x := column.found.values[row], Decimal)]
            if len(values) > 1:
                means[key] = mean(values)
    return _better(park, means)


def above_benchmark(park: ParkScore, benchmarks: Sequence[BenchmarkValue]) -> AboveMean:
    """Return the indicators on which the park is better than a benchmark's mean (全省平均)."""
    means: dict[str, Decimal] = {}
    for score in park.root.all_indicators():
        value = score.plan.value
        field = value.text.strip() if value is not None else ""
        for benchmark in benchmarks:
            same_group = all(park.groups.get(k) == v for k, v in benchmark.groups.items())
            is_mean = benchmark.stat in ("mean", "weighted_mean") and benchmark.year == park.year
            if is_mean and same_group and benchmark.of in (score.plan.id, field):
                means.setdefault(score.plan.id, benchmark.value)
    return _better(park, means)


def _better(park: ParkScore, means: Mapping[str, Decimal]) -> AboveMean:
    applies = [s for s in park.root.all_indicators() if s.plan.id in means and s.outcome is not Outcome.NOT_APPLICABLE]
    compared = [(s, value) for s in applies if isinstance(value := s.value, Decimal)]
    better = [s for s, value in compared if _is_better(s, value, means[s.plan.id])]
    return AboveMean(tuple(better), len(compared))


def _is_better(score: IndicatorScore, value: Decimal, average: Decimal) -> bool:
    own, other = decide(value), decide(average)
    return own < other if score.plan.rule.direction() == "lower" else own > other


def group_averages(run: Run, group: str) -> tuple[GroupAverage, ...]:
    """Return the average score of each value of a group, best first; parks that are not ranked do not count."""
    members: dict[str, list[Decimal]] = {}
    overall, values = run.placings.overall, run.request.panel.groups.get(group)
    if overall is not None and values is not None:
        for row in rows_of(run.scores):
            value = values[row]
            if value is not None and overall.ranks[row] is not None:
                members.setdefault(value, []).append(run.columns.points[row])
    with localcontext(CONTEXT):
        averages = {value: mean(points) for value, points in members.items()}
    ranks = ranks_of([rank_value(x, run.criteria.criteria.settings) for x in averages.values()])
    found = [
        GroupAverage(value, average, len(members[value]), rank)
        for (value, average), rank in zip(averages.items(), ranks, strict=True)
    ]
    return tuple(sorted(found, key=lambda item: (item.rank, item.value)))
