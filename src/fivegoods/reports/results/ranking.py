"""The ranking (排名): overall, by group, boards, grades, adjustments, gaps, averages, and who is not ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Final

from fivegoods.analysis.gaps import GapLine, GroupAverage, gap_columns, gap_lines, group_averages
from fivegoods.analysis.parts import PartRanks
from fivegoods.criteria.models.ranking import Grade
from fivegoods.numeric.decimals import decide, show
from fivegoods.reports.charts import Chart, ChartKind, Role, Series
from fivegoods.reports.columns import (
    AdjustmentRow,
    adjusted_by,
    adjustment_columns,
    adjustments_of,
    board_columns,
    dimension_columns,
    name_column,
    park_columns,
    rank_column,
    total_columns,
)
from fivegoods.reports.criteria.settings import settings_sections
from fivegoods.reports.header import RunProduct
from fivegoods.reports.model import Block, Column, Columns, Kind, Medium, Paragraph, Section, Table, Tree
from fivegoods.reports.park_cells import InColumns, group_cells, rank_cells, rare_cells
from fivegoods.reports.results.run_data import run_data
from fivegoods.scoring.scores import BoardResult, ParkScore

_MOST_DECIMALS: Final = 6
#: Bars of parks that a picture holds.
MOST_DRAWN: Final = 150
_ADJUSTMENT: Final = ("park", "name", "count", "points", "to", "effects")


class RankingProduct(RunProduct):
    """The ranking of a run."""

    TITLE = "rank.title"

    @cached_property
    def _ranked(self) -> tuple[ParkScore, ...]:
        return tuple(score for score in self.run.scores if score.placing is not None)

    @cached_property
    def _gaps(self) -> tuple[GapLine, ...]:
        return gap_lines(self.run)

    @cached_property
    def _averages(self) -> dict[str, tuple[GroupAverage, ...]]:
        return {group: group_averages(self.run, group) for group in self.voice.criteria.groups}

    def sections(self) -> Iterator[Section]:
        """Yield the ranking, then what is drawn from it."""
        voice, run = self.voice, self.run
        if self._ranked:
            # A screen has no room for what stands in a table of its own below.
            yield Section(voice.say("rank.overall"), (self._overall(adjusted=False),), until=Medium.SCREEN)
        yield self.overall()
        for group in voice.criteria.groups:
            if blocks := tuple(self._by_group(group)):
                yield Section(voice.say("rank.by_group", group=voice.group(group)), blocks, since=Medium.PIPE)
        for board in run.boards:
            yield Section(self._board_heading(board), tuple(self._board(board)), since=Medium.PIPE)
        if run.boards:
            yield Section(voice.say("rank.boards"), (self._boards(),), until=Medium.SCREEN)
        if voice.criteria.grades is not None:
            yield Section(voice.say("rank.grades"), (self._grades(voice.criteria.grades.levels),))
        if any(score.adjustments for score in run.scores):
            yield Section(voice.say("rank.adjustments"), (self._adjustments(),))
        if unranked := [score for score in run.scores if score.placing is None]:
            columns = park_columns(voice)
            keys = ("name", "points", "coverage", "unranked_reason")
            yield Section(voice.say("rank.unranked"), (Table(columns.pick(*keys), unranked),))
        yield from self._gap_sections()
        yield from settings_sections(run, voice)
        if len(self._ranked) > 1:
            yield Section("", (Paragraph(voice.say("rank.more")),), until=Medium.SCREEN)

    def overall(self) -> Section:
        """Return the ranking with its picture, or that nobody is ranked."""
        title = self.voice.say("rank.overall")
        if not self._ranked:
            return Section(title, (self._nobody(),))
        return Section(title, (self._overall(), *self._picture()), since=Medium.PIPE)

    def _picture(self) -> Iterator[Chart]:
        """Yield one bar a park, its dimensions after each other, with what missing data could add and the grade."""
        voice, ranked, parts = self.voice, self._ranked, self.run.plan.root.children
        if not 1 < len(ranked) <= MOST_DRAWN:
            return
        series = [Series(voice.name(part), [score.points_of(part.id) for score in ranked]) for part in parts]
        open_points = [score.possible - score.points for score in ranked]
        if any(open_points):
            series.append(Series(voice.say("col.open"), open_points, Role.OPEN))
        labels = [voice.park(score.park) for score in ranked]
        ends = [dict.fromkeys((voice.points(score.points), voice.points(score.possible))) for score in ranked]
        graded = [voice.graded(score.grade) or voice.grade(score) or "" for score in ranked]
        remarks = [f"{'–'.join(end)} {grade}".strip() for end, grade in zip(ends, graded, strict=True)]
        totals = (f"{voice.rank(score.placing)} {voice.points(score.points)}" for score in ranked)
        told = voice.listed(map(voice.labelled, labels, totals))
        title = voice.say("rank.picture")
        yield Chart(ChartKind.STACKED, title, labels, series, told, voice.decimals, remarks=remarks)

    def _nobody(self) -> Paragraph:
        """Say that no park is ranked, and which other years there are figures of."""
        voice = self.voice
        ours = {score.year for score in self.run.scores}
        counts = Counter(year for year in self.run.request.panel.years if year not in ours)
        if not counts:
            return Paragraph(voice.say("rank.nobody"))
        years = voice.listed(
            voice.say("rank.year_count", year=year, count=counts[year]) for year in sorted(counts, reverse=True)
        )
        return Paragraph("\n".join((voice.say("rank.nobody"), voice.say("rank.other_years", years=years))))

    def _overall(self, *, adjusted: bool = True) -> Table[ParkScore]:
        """Return the ranking; columns in which no park has anything are left out."""
        voice, ranked = self.voice, self._ranked
        known = park_columns(voice)
        telling = telling_decimals(ranked, voice.decimals)
        for key in ("points", "possible"):
            known[key] = replace(known[key], decimals=telling)
        is_open = any(score.possible > score.points for score in ranked)
        is_graded = any(score.grade or voice.grade(score) for score in ranked)
        is_adjusted = adjusted and any(adjusted_by(score) for score in ranked)
        columns = (
            *known.pick("rank", "name", "points"),
            *((known["possible"],) if is_open else ()),
            known["coverage"],
            *((known["grade"],) if is_graded else ()),
            *dimension_columns(self.run, voice, ranked),
            *((known["adjustments"],) if is_adjusted else ()),
            *total_columns(voice),
        )
        return Table(columns, ranked)

    def _by_group(self, group: str) -> Iterator[Block]:
        """Yield a table for each value of a group; one that holds everybody would repeat the first table."""
        voice = self.voice
        members: dict[str, list[ParkScore]] = {}
        for score in self._ranked:
            if group in score.group_placings:
                members.setdefault(score.groups.get(group, ""), []).append(score)
        known = [value for value in voice.criteria.groups[group].values if value in members]
        for value in [*known, *(value for value in members if value not in known)]:
            scores = sorted(members[value], key=lambda score: score.group_placings[group].rank)
            name = voice.group_value(group, value)
            everybody = len(scores) == len(self._ranked) > 1
            if everybody and all(score.group_placings[group] == score.placing for score in scores):
                yield Paragraph(voice.say("rank.one_group", value=name))
            else:
                caption = voice.say("rank.in_group", group=voice.group(group), value=name)
                yield Table(self._group_columns(group, scores), scores, caption)

    def _group_columns(self, group: str, scores: Sequence[ParkScore]) -> tuple[Column[ParkScore], ...]:
        voice, known = self.voice, park_columns(self.voice)
        within = self._rank_within(group)
        return (
            replace(within, heading=voice.say("col.rank"), shown=lambda s: voice.rank(s.group_placings[group])),
            known["name"],
            replace(known["points"], decimals=telling_decimals(scores, voice.decimals)),
            replace(known["rank"], key="overall", heading=voice.say("col.rank_overall")),
        )

    def _rank_within(self, group: str) -> Column[ParkScore]:
        return Column(f"rank_{group}", "", rank_cells(group), Kind.RANK)

    def _board_heading(self, board: BoardResult) -> str:
        voice, name = self.voice, self.voice.text(board.name)
        values = voice.listed(voice.group_value(key, value) for key, value in board.group.items())
        return voice.labelled(name, values) if values else name

    def _board(self, board: BoardResult) -> Iterator[Block]:
        if not board.entries:
            yield Paragraph(self.voice.say("rank.board_empty"))
            return
        yield Table(board_columns(board, self.voice), board.entries)
        if board.cut_ties:
            yield Paragraph(self.voice.say("rank.cut_ties", parks=self.voice.names(board.cut_ties)))

    def _boards(self) -> Table[BoardResult]:
        """Return the names on every board; ranks and points stand in the ranking."""

        def names(board: BoardResult) -> str | None:
            return self.voice.names([entry.park for entry in board.entries]) or None

        columns: tuple[Column[BoardResult], ...] = (
            Column("board", self.voice.say("col.name"), lambda board: board.id, shown=self._board_heading),
            Column("parks", self.voice.say("col.park"), names),
        )
        return Table(columns, self.run.boards)

    def _grades(self, levels: Sequence[Grade]) -> Table[Grade]:
        voice = self.voice
        members: dict[str, list[ParkScore]] = {level.id: [] for level in levels}
        for score in self.run.scores:
            members.get(score.grade or "", []).append(score)
        columns: tuple[Column[Grade], ...] = (
            Column("grade", voice.say("col.grade"), lambda level: level.id, shown=lambda level: voice.graded(level.id)),
            Column("count", voice.say("col.parks"), lambda level: len(members[level.id]), Kind.NUMBER),
            Column("parks", voice.say("col.park"), lambda level: voice.names(members[level.id]) or None),
        )
        return Table(columns, levels)

    def _adjustments(self) -> Table[AdjustmentRow]:
        columns = adjustment_columns(self.voice)
        rows = [row for score in self.run.scores for row in adjustments_of(score)]
        return Table(columns.pick(*_ADJUSTMENT), rows)

    def _gap_sections(self) -> Iterator[Section]:
        """Yield every ranked park's distances where there are two, and the averages of groups of several values."""
        voice = self.voice
        if len(self._gaps) > 1:
            boards = dict.fromkeys(board for line in self._gaps for board in line.to_boards)
            columns = (*self._gap_columns(), *self._board_gaps(boards))
            seen = Table(tuple(column for column in columns if column.key != "id"), self._gaps)
            yield Section(voice.say("gaps.title"), (seen, Paragraph(voice.say("gaps.note"))), since=Medium.FILE)
        for group, found in self._averages.items():
            if len(found) > 1:
                heading = voice.say("gaps.averages", group=voice.group(group))
                yield Section(heading, (Table(self._average_columns(group), found),), since=Medium.FILE)

    def _gap_columns(self) -> tuple[Column[GapLine], ...]:
        voice, say, number = self.voice, self.voice.say, Kind.NUMBER
        return (
            rank_column(voice, lambda line: line.park),
            Column("id", "", lambda line: line.park.id),
            name_column(voice, lambda line: line.park),
            Column("points", say("col.points"), lambda line: line.park.points, number, voice.decimals),
            Column("to_leader", say("col.to_leader"), lambda line: line.to_leader, number, voice.decimals),
            Column("to_next", say("col.to_next"), lambda line: line.to_next, number, voice.decimals),
        )

    def _board_gaps(self, boards: Iterable[str]) -> Iterator[Column[GapLine]]:
        voice = self.voice
        for board in boards:
            name = voice.text(voice.criteria.boards[board].name)
            heading = voice.say("col.to_board", board=name)
            yield Column(f"to_board_{board}", heading, _distance(board), Kind.NUMBER, voice.decimals)

    def _average_columns(self, group: str) -> tuple[Column[GroupAverage], ...]:
        voice, say = self.voice, self.voice.say
        return (
            Column("rank", say("col.rank"), lambda a: a.rank, Kind.RANK),
            Column("value", voice.group(group), lambda a: a.value, shown=lambda a: voice.group_value(group, a.value)),
            Column("average", say("col.average"), lambda a: a.average, Kind.NUMBER, voice.decimals),
            Column("parks", say("col.parks"), lambda a: a.parks, Kind.NUMBER),
        )

    def data(self) -> Tree:
        """Return the run, the gaps of every ranked park, and the averages of groups."""
        gaps = Columns(*self._gap_columns())
        to_boards: Column[GapLine] = Column("to_boards", "", lambda line: _decided(line.to_boards))
        columns = (*gaps.pick("id", "rank", "to_leader", "to_next"), to_boards)
        averages = {group: Table(self._average_columns(group), found) for group, found in self._averages.items()}
        return {**run_data(self.run, self.voice), "gaps": Table(columns, self._gaps), "group_averages": averages}

    def records(self) -> Table[ParkScore]:
        """Return one row for each park: totals, ranks, groups, dimensions, boards, gaps, averages."""
        known, groups = park_columns(self.voice), tuple(self.voice.criteria.groups)
        boards, ranks = self._boards_by_park(), PartRanks()

        def rank_in(part: str) -> Column[ParkScore]:
            return Column(f"rank_in_{part}", "", InColumns(lambda s: ranks.by_row(s.columns, part).get), Kind.RANK)

        columns: tuple[Column[ParkScore], ...] = (
            known["rank"],
            replace(known["tied"], key="parks_at_rank"),
            *known.pick("id", "name", "year", "points", "possible", "coverage", "grade"),
            *(Column(group, "", group_cells(group)) for group in groups),
            *(self._rank_within(group) for group in groups),
            *dimension_columns(self.run, self.voice),
            *(rank_in(part.id) for part in self.run.plan.root.children),
            *total_columns(self.voice, "total_"),
            known["adjustments"],
            Column("boards", "", rare_cells(boards)),
            known["unranked_reason"],
            *self._gaps_of_parks(),
            *(self._average_of_parks(group) for group in groups),
        )
        return Table(columns, self.run.scores)

    def _boards_by_park(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for board in self.run.boards:
            for entry in board.entries:
                found.setdefault(entry.park.row, []).append(board.id)
        return found

    def _gaps_of_parks(self) -> Iterator[Column[ParkScore]]:
        gaps = gap_columns(self.run)

        def column(key: str, cells: Iterable[Decimal | None]) -> Column[ParkScore]:
            return Column(key, "", rare_cells(dict(zip(gaps.rows, cells, strict=True))), Kind.NUMBER)

        yield column("to_leader", gaps.to_leader)
        yield column("to_next", gaps.to_next)
        for board, declared in self.voice.criteria.boards.items():
            if declared.by != "rise" and not declared.lowest:
                yield column(f"to_board_{board}", [distances.get(board) for distances in gaps.to_boards])

    def _average_of_parks(self, group: str) -> Column[ParkScore]:
        averages = {found.value: found.average for found in self._averages[group]}
        values = self.run.request.panel.groups.get(group)

        def average(row: int) -> Decimal | None:
            return averages.get(values[row] or "") if values else None

        return Column(f"average_{group}", "", InColumns(lambda _: average), Kind.NUMBER)


def _distance(board: str) -> Callable[[GapLine], Decimal | None]:
    return lambda line: line.to_boards.get(board)


def _decided(numbers: Mapping[str, Decimal]) -> dict[str, Tree]:
    return {key: decide(number) for key, number in numbers.items()}


def telling_decimals(scores: Sequence[ParkScore], least: int) -> int:
    """Return the decimals that tell apart neighbours of different rank: at least ``least``, at most 6.

    Two parks ranked 8 and 9 must not both show 74.62; parks told apart by tie-break keys may.
    """
    decided = [(decide(score.points), score.rank) for score in scores]
    pairs = [(a, b) for (a, rank), (b, below) in pairwise(decided) if rank != below and a != b]
    for places in range(least, max(least, _MOST_DECIMALS)):
        if all(show(a, places) != show(b, places) for a, b in pairs):
            return places
    return max(least, _MOST_DECIMALS)
