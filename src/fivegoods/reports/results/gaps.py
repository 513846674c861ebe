"""The gap lines (差距) of a ranking and of one park, and the averages of groups."""

from __future__ import annotations

from decimal import Decimal

from fivegoods.analysis.gaps import CutOff, GapLine, above_benchmark, above_group_mean, gap_lines, gaps, group_averages
from fivegoods.reports.exact import decide_short
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Block, Cell, Column, Kind, Paragraph, Section, Table, Tree
from fivegoods.scoring.scores import BoardResult, ParkScore, Run


def gaps_section(run: Run, voice: Voice) -> Section | None:
    """Return every ranked park's distance to the first, the next above and its boards; None for fewer than two."""
    found = gap_lines(run)
    if len(found) < 2:
        return None
    boards = list(dict.fromkeys(board for line in found for board in line.to_boards))
    number, decimals = Kind.NUMBER, voice.decimals
    columns = (
        Column("rank", voice.say("col.rank"), Kind.RANK),
        Column("park", voice.say("col.park")),
        Column("points", voice.say("col.points"), number, decimals),
        Column("to_leader", voice.say("col.to_leader"), number, decimals),
        Column("to_next", voice.say("col.to_next"), number, decimals),
        *(Column(b, voice.say("col.to_board", board=_board_name(run, b, voice)), number, decimals) for b in boards),
    )
    rows = tuple(_row(line, boards, voice) for line in found)
    return Section(voice.say("gaps.title"), (Table(columns, rows), Paragraph(voice.say("gaps.note"))), detail=True)


def _row(line: GapLine, boards: list[str], voice: Voice) -> tuple[Cell, ...]:
    score = line.park
    distances = (line.to_leader, line.to_next, *(line.to_boards.get(board) for board in boards))
    return voice.rank(score.placing), voice.park(score.park), score.points, *distances


def _board_name(run: Run, board_id: str, voice: Voice) -> str:
    return voice.text(run.criteria.criteria.boards[board_id].name)


def averages_sections(run: Run, voice: Voice) -> list[Section]:
    """Return for each group of the criteria the average score of its values, where there are several."""
    sections = []
    for group in run.criteria.criteria.groups:
        found = group_averages(run, group)
        if len(found) > 1:
            columns = (
                Column("rank", voice.say("col.rank"), Kind.RANK),
                Column("value", voice.group(group)),
                Column("average", voice.say("col.average"), Kind.NUMBER, voice.decimals),
                Column("parks", voice.say("col.parks"), Kind.NUMBER),
            )
            rows = tuple((a.rank, voice.group_value(group, a.value), a.average, a.parks) for a in found)
            heading = voice.say("gaps.averages", group=voice.group(group))
            sections.append(Section(heading, (Table(columns, rows),), detail=True))
    return sections


def park_gaps(run: Run, park: ParkScore, voice: Voice) -> Section | None:
    """Return the gap lines of one park: every park above, the cut-offs, indicators above the means."""
    if park.placing is None or park.placing.of < 2:
        return None
    found = gaps(run, park)
    columns = (
        Column("park", voice.say("col.to_park")),
        Column("points", voice.say("col.points"), Kind.NUMBER, voice.decimals),
        Column("gap", voice.say("col.gap"), Kind.NUMBER, voice.decimals),
    )
    rows: list[tuple[Cell, ...]] = [
        (f"{voice.rank(gap.to.placing)} {voice.park(gap.to.park)}", gap.to.points, gap.distance) for gap in found.above
    ]
    rows += [(_off_name(off.board, voice), off.value, off.distance) for off in found.cut_offs]
    blocks: list[Block] = [Table(columns, tuple(rows)), Paragraph(voice.say("gaps.note"))] if rows else []
    group = above_group_mean(run, park)
    if group.of:
        blocks.append(Paragraph(voice.say("gaps.above_group", better=len(group.better), of=group.of)))
    province = above_benchmark(park, run.benchmarks)
    if province.of:
        blocks.append(Paragraph(voice.say("gaps.above_benchmark", better=len(province.better), of=province.of)))
    return Section(voice.say("gaps.title"), tuple(blocks))


def _off_name(board: BoardResult, voice: Voice) -> str:
    name = voice.text(board.name)
    inner = voice.say("join.list").join(voice.group_value(k, v) for k, v in board.group.items())
    return voice.say("join.bracket", text=name, inner=inner) if inner else name


def gaps_tree(run: Run, park: ParkScore) -> dict[str, Tree]:
    """Return the gaps of one park for machines."""
    found = gaps(run, park)
    group, province = above_group_mean(run, park), above_benchmark(park, run.benchmarks)
    return {
        "above": [{"id": gap.to.park.id, "rank": gap.to.rank, "gap": _short(gap.distance)} for gap in found.above],
        "cut_offs": [_cut_off(off) for off in found.cut_offs],
        "above_group_mean": {"indicators": [s.plan.id for s in group.better], "of": group.of},
        "above_benchmark": {"indicators": [s.plan.id for s in province.better], "of": province.of},
    }


def _cut_off(off: CutOff) -> dict[str, Tree]:
    gap = _short(off.distance)
    group: dict[str, Tree] = dict(off.board.group)
    return {"board": off.board.id, "group": group, "value": _short(off.value), "gap": gap, "on": off.is_on}


def _short(number: Decimal) -> Decimal:
    return decide_short(number)
