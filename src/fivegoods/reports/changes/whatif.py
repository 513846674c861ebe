"""What if: the changes, the park before and after, what moved on it, and what that does to the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fivegoods.analysis.whatif import Moved, Shift, WhatIf
from fivegoods.numeric.decimals import decide
from fivegoods.reports.changes.changes import change_text, change_tree, signed
from fivegoods.reports.exact import decide_short
from fivegoods.reports.header import facts, files_section, notices
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import (
    Block,
    Cell,
    Column,
    Item,
    Kind,
    Paragraph,
    Product,
    Report,
    Section,
    Steps,
    Table,
    Tree,
)
from fivegoods.reports.results.json_run import run_tree
from fivegoods.reports.results.records import columns_of
from fivegoods.scoring.scores import IndicatorScore, NodeScore


def whatif_product(found: WhatIf, lang: str) -> Product:
    """Return a what-if before and after."""
    voice = Voice(lang, found.before.criteria)
    return Product(
        report=lambda: _report(found, voice), data=lambda: _data(found, voice), records=lambda: _records(found, voice)
    )


def _report(found: WhatIf, voice: Voice) -> Report:
    park = found.park.before.park
    return Report(
        title=voice.say("whatif.title", park=voice.park(park), year=park.year),
        lang=voice.lang,
        notices=(voice.say("whatif.not_official"), *notices(voice)),
        facts=facts(found.before, voice),
        sections=(*_sections(found, voice), files_section(found.before, voice)),
    )


def _sections(found: WhatIf, voice: Voice) -> Iterator[Section]:
    items = tuple(Item(change_text(change, voice)) for change in found.changes)
    yield Section(voice.say("whatif.changes"), (Steps(items),))
    yield Section(voice.say("whatif.park"), (shift_table((found.park,), voice), *_remarks(found, voice)))
    rows = _moved_table(found, voice)
    blocks: tuple[Block, ...] = (rows if rows.rows else Paragraph(voice.say("whatif.nothing")),)
    if _has_other_full(found):
        blocks += (Paragraph(voice.say("whatif.scaled")),)
    yield Section(voice.say("whatif.moved"), blocks)
    if found.others:
        yield Section(voice.say("whatif.others"), (shift_table(found.others, voice),))


def _remarks(found: WhatIf, voice: Voice) -> Iterator[Paragraph]:
    before, after = found.park.before.full, found.park.after.full
    if decide(before) != decide(after):
        yield Paragraph(voice.say("whatif.full_total", before=voice.points(before), after=voice.points(after)))
    if len(found.before.scores) < 2:
        yield Paragraph(voice.say("advise.alone"))
    yield from _passed(found, voice)


def _has_other_full(found: WhatIf) -> bool:
    pairs = ((item.before, item.after) for item in found.moved)
    return any(old and new and decide(old.full) != decide(new.full) for old, new in pairs)


def _passed(found: WhatIf, voice: Voice) -> Iterator[Paragraph]:
    for code, shifts in (("whatif.passed", found.passed), ("whatif.passed_by", found.passed_by)):
        if shifts:
            parks = voice.say("join.list").join(voice.park(shift.before.park) for shift in shifts)
            yield Paragraph(voice.say(code, parks=parks))


def shift_table(shifts: Sequence[Shift], voice: Voice) -> Table:
    """Return parks before and after: points, rank and grade."""
    number, decimals = Kind.NUMBER, voice.decimals
    graded = any(s.before.grade or s.after.grade for s in shifts)
    columns = (
        Column("park", voice.say("col.park")),
        Column("points_before", voice.say("col.points_before"), number, decimals),
        Column("points_after", voice.say("col.points_after"), number, decimals),
        Column("change", voice.say("col.change"), number),
        Column("rank_before", voice.say("col.rank_before"), Kind.RANK),
        Column("rank_after", voice.say("col.rank_after"), Kind.RANK),
        *((Column("grade_before", voice.say("col.grade_before")),) if graded else ()),
        *((Column("grade_after", voice.say("col.grade_after")),) if graded else ()),
    )
    rows = tuple(
        (
            voice.park(s.before.park),
            s.before.points,
            s.after.points,
            signed(s.change, voice),
            voice.rank(s.before.placing),
            voice.rank(s.after.placing),
            *((s.before.grade, s.after.grade) if graded else ()),
        )
        for s in shifts
    )
    return Table(columns, rows)


def _moved_table(found: WhatIf, voice: Voice) -> Table:
    """Return parts and adjustments that moved; full points only where some of them moved."""
    number, decimals, fulls = Kind.NUMBER, voice.decimals, _has_other_full(found)
    columns = (
        Column("indicator", voice.say("col.indicator")),
        Column("value_before", voice.say("col.value_before"), number),
        Column("value_after", voice.say("col.value_after"), number),
        Column("points_before", voice.say("col.points_before"), number, decimals),
        Column("points_after", voice.say("col.points_after"), number, decimals),
        Column("change", voice.say("col.change"), number),
        *((Column("full_before", voice.say("col.full_before"), number, decimals),) if fulls else ()),
        *((Column("full_after", voice.say("col.full_after"), number, decimals),) if fulls else ()),
    )
    rows: list[tuple[Cell, ...]] = []
    strong = set()
    for item in found.moved:
        part = item.after or item.before
        if part is None:
            continue
        if isinstance(part, NodeScore):
            strong.add(len(rows))
        before, after = item.before, item.after
        rows.append(
            (
                voice.name(part.plan),
                _value(before, voice),
                _value(after, voice),
                before.points if before else None,
                after.points if after else None,
                signed(item.change, voice),
                *((before.full if before else None, after.full if after else None) if fulls else ()),
            )
        )
    blank = (None, None) if fulls else ()
    for own in found.adjustments:
        name = voice.say("explain.adjustment", name=voice.text(own.name))
        rows.append((name, None, None, own.before, own.after, signed(own.change, voice), *blank))
    return Table(columns, tuple(rows), strong=frozenset(strong))


def _value(part: NodeScore | IndicatorScore | None, voice: Voice) -> str | None:
    return voice.value(part.plan, part.value) if isinstance(part, IndicatorScore) else None


def _data(found: WhatIf, voice: Voice) -> dict[str, Tree]:
    return {
        "changes": [change_tree(change) for change in found.changes],
        "park": _shift(found.park, voice),
        "moved": [_moved(item) for item in found.moved],
        "adjustments": [
            {"id": a.id, "points": [decide_short(a.before), decide_short(a.after)], "change": decide_short(a.change)}
            for a in found.adjustments
        ],
        "others": [_shift(shift, voice) for shift in found.others],
        "passed": [shift.before.park.id for shift in found.passed],
        "passed_by": [shift.before.park.id for shift in found.passed_by],
        "before": run_tree(found.before, voice),
        "after": run_tree(found.after, voice),
    }


def _shift(shift: Shift, voice: Voice) -> dict[str, Tree]:
    return {
        "id": shift.before.park.id,
        "name": voice.park(shift.before.park),
        "points": [decide_short(shift.before.points), decide_short(shift.after.points)],
        "change": decide_short(shift.change),
        "rank": [shift.before.rank, shift.after.rank],
        "places": shift.places,
        "grade": [shift.before.grade, shift.after.grade],
    }


def _moved(item: Moved) -> dict[str, Tree]:
    return {
        "id": item.id,
        "points": [_points(item.before), _points(item.after)],
        "full": [_full(item.before), _full(item.after)],
        "change": decide_short(item.change),
    }


def _points(part: NodeScore | IndicatorScore | None) -> Decimal | None:
    return decide_short(part.points) if part else None


def _full(part: NodeScore | IndicatorScore | None) -> Decimal | None:
    return decide_short(part.full) if part else None


def _records(found: WhatIf, voice: Voice) -> Table:
    keys = ("park", "part", "points_before", "points_after", "change", "rank_before", "rank_after")
    rows: list[tuple[Cell, ...]] = []
    for shift in (found.park, *found.others):
        points = decide_short(shift.before.points), decide_short(shift.after.points)
        ranks = shift.before.rank, shift.after.rank
        rows.append((shift.before.park.id, "total", *points, decide_short(shift.change), *ranks))
    for item in found.moved:
        points_of = _points(item.before), _points(item.after)
        rows.append((found.park_id, item.id, *points_of, decide_short(item.change), None, None))
    for own in found.adjustments:
        pair = decide_short(own.before), decide_short(own.after)
        rows.append((found.park_id, own.id, *pair, decide_short(own.change), None, None))
    return Table(columns_of(keys), tuple(rows))
