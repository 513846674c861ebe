"""The gap lines offices write (差距): to the leader, the next above, each cut-off; above the mean; city averages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, NamedTuple

from fivegoods.criteria.plan.plan import BoardPlan
from fivegoods.numeric.decimals import CONTEXT, decide
from fivegoods.panel.entities import BenchmarkValue
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.indicators.statistics import mean, ranks_of
from fivegoods.scoring.ranking.boards import eligible
from fivegoods.scoring.ranking.order import measure, rank_value
from fivegoods.scoring.scores import BoardResult, ParkScore, Run
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


def gap_lines(run: Run) -> tuple[GapLine, ...]:
    """Return the line of every ranked park, best first, in one pass."""
    settings, limits = run.criteria.criteria.settings, _limits(run)
    ranked = [s for s in run.scores if s.rank is not None]
    lines: list[GapLine] = []
    leader = above = own = ranked[0].points if ranked else Decimal(0)
    first = current = rank_value(leader, settings)
    with localcontext(CONTEXT):
        for score in ranked:
            points = score.points
            value = rank_value(points, settings)
            if value != current:
                above, own, current = own, points, value
            cut_offs = [off for limit in limits if (off := limit.cut_off(score)) is not None]
            boards = {off.board.id: off.distance for off in cut_offs} if cut_offs else _NO_BOARDS
            is_first = value == first
            to_leader, to_next = (None, None) if is_first else (leader - points, above - points)
            lines.append(GapLine(score, to_leader, to_next, boards))
    return tuple(lines)


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
        distance = self.value - measure(park, self.plan.definition.by)
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


def above_group_mean(run: Run, park: ParkScore, within: Sequence[str] = ()) -> AboveMean:
    """Return the indicators on which the park is better than the mean of its group, itself included."""
    group = [s for s in run.scores if all(s.groups.get(g) == park.groups.get(g) for g in within)]
    means: dict[str, Decimal] = {}
    with localcontext(CONTEXT):
        for key, column in run.columns.indicators.items():
            applies = (s.row for s in group if column.outcomes[s.row] is not Outcome.NOT_APPLICABLE)
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
    for score in run.scores:
        value = score.group(group)
        if value is not None and score.rank is not None:
            members.setdefault(value, []).append(score.points)
    with localcontext(CONTEXT):
        averages = {value: mean(points) for value, points in members.items()}
    ranks = ranks_of([rank_value(x, run.criteria.criteria.settings) for x in averages.values()])
    found = [
        GroupAverage(value, average, len(members[value]), rank)
        for (value, average), rank in zip(averages.items(), ranks, strict=True)
    ]
    return tuple(sorted(found, key=lambda item: (item.rank, item.value)))
