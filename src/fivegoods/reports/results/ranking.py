"""The ranking (排名): overall, within each group, boards, grades, adjustments, and who is not ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from fivegoods.criteria.models.ranking import Grade
from fivegoods.numeric.decimals import decide, show
from fivegoods.reports.criteria.declared import declared_sections
from fivegoods.reports.header import facts, files_section, notices
from fivegoods.reports.lazy import Each
from fivegoods.reports.listed import names_listed
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Block, Cell, Column, Kind, Paragraph, Product, Report, Section, Table
from fivegoods.reports.results.card import adjustment_table
from fivegoods.reports.results.gaps import averages_sections, gaps_section
from fivegoods.reports.results.json_run import run_tree
from fivegoods.reports.results.records import park_records
from fivegoods.scoring.scores import BoardResult, ParkScore, Run

_MOST_DECIMALS = 6


def ranking_product(run: Run, lang: str) -> Product:
    """Return the ranking of a run."""
    voice = Voice(lang, run.criteria)
    return Product(
        report=lambda: ranking_report(run, voice),
        data=lambda: run_tree(run, voice),
        records=lambda: park_records(run, voice),
    )


def ranking_report(run: Run, voice: Voice) -> Report:
    """Return the ranking for people."""
    return Report(
        title=voice.say("rank.title"),
        lang=voice.lang,
        subtitle=subtitle(run, voice),
        notices=notices(voice),
        facts=facts(run, voice),
        sections=tuple(_sections(run, voice)),
    )


def subtitle(run: Run, voice: Voice) -> str:
    """Return criteria, year and number of parks in one line."""
    years = voice.say("join.list").join(str(year) for year in sorted({s.park.year for s in run.scores}))
    name = voice.text(voice.criteria.name)
    return voice.say("rank.subtitle", criteria=name, year=years, count=len(run.scores))


def _sections(run: Run, voice: Voice) -> Iterator[Section]:
    ranked = tuple(score for score in run.scores if score.placing is not None)
    nobody = Paragraph(_nobody(run, voice))
    yield Section(voice.say("rank.overall"), (_overall(ranked, run, voice) if ranked else nobody,))
    for group_id in voice.criteria.groups:
        if blocks := tuple(_group_blocks(group_id, ranked, voice)):
            yield Section(voice.say("rank.by_group", group=voice.group(group_id)), blocks)
    for board in run.boards:
        yield Section(_board_heading(board, voice), tuple(_board_blocks(board, voice)))
    if grades := _grades(run.scores, voice):
        yield Section(voice.say("rank.grades"), (grades,))
    if any(score.adjustments for score in run.scores):
        table = adjustment_table(run.scores, voice, parks=True)
        yield Section(voice.say("rank.adjustments"), (table,))
    if unranked := [score for score in run.scores if score.placing is None]:
        yield Section(voice.say("rank.unranked"), (_unranked(unranked, voice),))
    if gaps := gaps_section(run, voice):
        yield gaps
    yield from averages_sections(run, voice)
    yield from declared_sections(run, voice)
    yield files_section(run, voice)


def _nobody(run: Run, voice: Voice) -> str:
    """Say that no park is ranked, and which other years there are figures of."""
    ours = {score.park.year for score in run.scores}
    counts = Counter(park.year for park in run.parks if park.year not in ours)
    if not counts:
        return voice.say("rank.nobody")
    years = [voice.say("rank.year_count", year=year, count=counts[year]) for year in sorted(counts, reverse=True)]
    listed = voice.say("rank.other_years", years=voice.say("join.list").join(years))
    return f"{voice.say('rank.nobody')}\n{listed}"


def _overall(ranked: Sequence[ParkScore], run: Run, voice: Voice) -> Table:
    graded = any(short_grade(score, voice) for score in ranked)
    adjusted = any(adjusted_by(score) for score in ranked)
    open_ended = any(score.possible > score.points for score in ranked)
    number, decimals = Kind.NUMBER, voice.decimals
    telling = telling_decimals(ranked, decimals)
    columns = [
        Column("rank", voice.say("col.rank"), Kind.RANK),
        Column("park", voice.say("col.park")),
        Column("points", voice.say("col.points"), number, telling),
        *([Column("possible", voice.say("col.possible"), number, telling)] if open_ended else []),
        Column("coverage", voice.say("col.coverage"), Kind.PERCENT),
        *([Column("grade", voice.say("col.grade"))] if graded else []),
        *(Column(n.id, voice.name(n), number, decimals) for n in run.plan.root.children),
        *([Column("adjustments", voice.say("col.adjustments"), number, decimals)] if adjusted else []),
        *(Column(key, voice.text(t.name), number, decimals) for key, t in voice.criteria.totals.items()),
    ]
    keys = [column.key for column in columns]
    parts = [part.id for part in run.plan.root.children]

    def row(score: ParkScore) -> tuple[Cell, ...]:
        cells = _cells(score, parts, voice)
        return tuple(cells.get(key) for key in keys)

    return Table(tuple(columns), Each(ranked, row))


def _cells(score: ParkScore, parts: Sequence[str], voice: Voice) -> Mapping[str, Cell]:
    return {
        **{part: score.points_of(part) for part in parts},
        **score.totals,
        "rank": voice.rank(score.placing),
        "park": voice.park(score.park),
        "points": score.points,
        "possible": score.possible,
        "coverage": score.coverage,
        "grade": short_grade(score, voice),
        "adjustments": adjusted_by(score),
    }


def adjusted_by(score: ParkScore) -> Decimal | None:
    """Return the points of all bonuses and deductions, None if there are none."""
    return sum((found.points for found in score.adjustments), Decimal(0)) or None


def short_grade(score: ParkScore, voice: Voice) -> str | None:
    """Return the grade's id, or the words for a park that is evaluated but not graded."""
    return score.grade or voice.grade(score)


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


def _group_blocks(group_id: str, ranked: Sequence[ParkScore], voice: Voice) -> Iterator[Block]:
    """Yield a table for each value of a group; one that holds everybody would repeat the first table."""
    members: dict[str, list[ParkScore]] = {}
    for score in ranked:
        if group_id in score.group_placings:
            members.setdefault(score.park.groups.get(group_id, ""), []).append(score)
    known = [value for value in voice.criteria.groups[group_id].values if value in members]
    for value in [*known, *(value for value in members if value not in known)]:
        scores = sorted(members[value], key=lambda score: score.group_placings[group_id].rank)
        name = voice.group_value(group_id, value)
        everybody = len(scores) == len(ranked) > 1
        if everybody and all(score.group_placings[group_id] == score.placing for score in scores):
            yield Paragraph(voice.say("rank.one_group", value=name))
        else:
            yield _group_table(group_id, name, scores, voice)


def _group_table(group_id: str, value: str, scores: Sequence[ParkScore], voice: Voice) -> Table:
    caption = voice.say("rank.in_group", group=voice.group(group_id), value=value)
    columns = (
        Column("rank", voice.say("col.rank"), Kind.RANK),
        Column("park", voice.say("col.park")),
        Column("points", voice.say("col.points"), Kind.NUMBER, telling_decimals(scores, voice.decimals)),
        Column("overall", voice.say("col.rank_overall"), Kind.RANK),
    )

    def row(s: ParkScore) -> tuple[Cell, ...]:
        return voice.rank(s.group_placings[group_id]), voice.park(s.park), s.points, voice.rank(s.placing)

    return Table(columns, Each(scores, row), caption)


def _board_heading(board: BoardResult, voice: Voice) -> str:
    name = voice.text(board.name)
    values = [voice.group_value(key, value) for key, value in board.group.items()]
    return voice.say("join.label", label=name, value=voice.say("join.list").join(values)) if values else name


def _board_blocks(board: BoardResult, voice: Voice) -> Iterator[Block]:
    if not board.entries:
        yield Paragraph(voice.say("rank.board_empty"))
        return
    columns = (
        Column("rank", voice.say("col.rank"), Kind.RANK),
        Column("park", voice.say("col.park")),
        Column("value", voice.say("rank.value"), Kind.NUMBER, voice.decimals),
    )
    at_rank = Counter(entry.rank for entry in board.entries)
    rows = tuple(
        (
            voice.say("rank.tied", rank=entry.rank) if at_rank[entry.rank] > 1 else str(entry.rank),
            voice.park(entry.park.park),
            entry.value,
        )
        for entry in board.entries
    )
    yield Table(columns, rows)
    if board.cut_ties:
        yield Paragraph(voice.say("rank.cut_ties", parks=_names(board.cut_ties, voice)))


def _grades(scores: Sequence[ParkScore], voice: Voice) -> Table | None:
    grades = voice.criteria.grades
    if grades is None:
        return None
    columns = (
        Column("grade", voice.say("col.grade")),
        Column("count", voice.say("col.parks"), Kind.NUMBER),
        Column("parks", voice.say("col.park")),
    )
    members: dict[str, list[ParkScore]] = {level.id: [] for level in grades.levels}
    for score in scores:
        members.get(score.grade or "", []).append(score)
    rows = tuple(
        (grade_name(level, voice), len(members[level.id]), _names(members[level.id], voice) or None)
        for level in grades.levels
    )
    return Table(columns, rows)


def _names(scores: Sequence[ParkScore], voice: Voice) -> str:
    return names_listed(Each(scores, lambda score: voice.park(score.park)), voice)


def grade_name(level: Grade, voice: Voice) -> str:
    """Return a grade's id, with its name where that says more: ``A（优秀）``."""
    name = voice.text(level.name)
    return voice.say("join.bracket", text=level.id, inner=name) if name and name != level.id else level.id


def _unranked(scores: list[ParkScore], voice: Voice) -> Table:
    columns = (
        Column("park", voice.say("col.park")),
        Column("points", voice.say("col.points"), Kind.NUMBER, voice.decimals),
        Column("coverage", voice.say("col.coverage"), Kind.PERCENT),
        Column("reason", voice.say("col.reason")),
    )

    def row(s: ParkScore) -> tuple[Cell, ...]:
        return voice.park(s.park), s.points, s.coverage, voice.reason(s.unranked_reason) or None

    return Table(columns, Each(scores, row))
