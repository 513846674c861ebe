"""Two runs compared: moved scores and ranks, and every change split into its causes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivegoods.analysis.diff import Diff, IndicatorDiff, ParkDiff, Split
from fivegoods.numeric.decimals import decide
from fivegoods.reports.changes.changes import figure_name, signed
from fivegoods.reports.exact import decide_short
from fivegoods.reports.header import criteria_facts, facts, files_section, identity, notices
from fivegoods.reports.json_head import head_tree
from fivegoods.reports.lazy import Each
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Block, Cell, Column, Kind, Paragraph, Product, Report, Section, Table, Tree
from fivegoods.reports.results.records import columns_of
from fivegoods.scoring.scores import IndicatorScore, ParkScore, Run

_PARTS = (
    ("data", "col.data"),
    ("reference", "col.reference_moved"),
    ("adjustments", "col.adjusted"),
    ("rule", "col.rule_moved"),
)


def diff_product(found: Diff, lang: str) -> Product:
    """Return the difference of two runs."""
    voice = Voice(lang, found.after.criteria)
    return Product(
        report=lambda: _report(found, voice), data=lambda: _data(found, voice), records=lambda: _records(found)
    )


def _report(found: Diff, voice: Voice) -> Report:
    before = Voice(voice.lang, found.before.criteria)
    other = before.identity != voice.identity
    return Report(
        title=voice.say("diff.title"),
        lang=voice.lang,
        subtitle=f"{_side(found.before, before)} → {_side(found.after, voice)}",
        notices=tuple(dict.fromkeys((*notices(before), *notices(voice)))),
        facts=(*(criteria_facts(before) if other else ()), *facts(found.after, voice, found.before)),
        sections=(*_sections(found, voice), files_section(found.after, voice, found.before)),
    )


def _side(run: Run, voice: Voice) -> str:
    years = voice.say("join.list").join(str(y) for y in sorted({s.park.year for s in run.scores}))
    view = voice.say(f"view.{run.view}")
    return voice.say("diff.side", criteria=voice.identity, year=years, view=view, count=len(run.scores))


def _sections(found: Diff, voice: Voice) -> Iterator[Section]:
    yield Section(voice.say("diff.parks"), (_park_table(found, voice), *_one_sided(found, voice)))
    moved = [park for park in found.parks if _is_moved(park)]
    if moved:
        note = voice.say("diff.note" if found.is_split else "diff.unsplit")
        yield Section(voice.say("diff.causes"), (_cause_table(moved, voice), Paragraph(note)))
    for park in moved:
        rows = [item for item in park.indicators if item.is_moved]
        if rows:
            heading = voice.say("diff.indicators", park=voice.park(park.after.park), change=signed(park.change, voice))
            yield Section(heading, (_indicator_table(rows, found, voice),), level=3)


def _is_moved(park: ParkDiff) -> bool:
    return bool(decide(park.change)) or any(item.is_moved for item in park.indicators)


def _one_sided(found: Diff, voice: Voice) -> Iterator[Block]:
    if not any(_is_moved(park) for park in found.parks):
        yield Paragraph(voice.say("diff.same"))
    for code, parks in (("diff.only_before", found.only_before), ("diff.only_after", found.only_after)):
        if parks:
            yield Paragraph(voice.say(code, parks=voice.say("join.list").join(voice.park(s.park) for s in parks)))
    sides = (
        ("diff.indicators_before", found.indicators_before, found.before),
        ("diff.indicators_after", found.indicators_after, found.after),
    )
    for code, ids, run in sides:
        if ids:
            speaker = Voice(voice.lang, run.criteria)
            names = voice.say("join.list").join(figure_name(key, speaker) for key in ids)
            yield Paragraph(voice.say(code, names=names))


def _park_table(found: Diff, voice: Voice) -> Table:
    number, decimals = Kind.NUMBER, voice.decimals
    columns = (
        Column("park", voice.say("col.park")),
        Column("points_before", voice.say("col.points_before"), number, decimals),
        Column("points_after", voice.say("col.points_after"), number, decimals),
        Column("change", voice.say("col.change"), number),
        Column("rank_before", voice.say("col.rank_before"), Kind.RANK),
        Column("rank_after", voice.say("col.rank_after"), Kind.RANK),
        Column("places", voice.say("col.places"), Kind.RANK),
    )
    rows = tuple(
        (
            voice.park(p.after.park),
            p.before.points,
            p.after.points,
            signed(p.change, voice),
            voice.rank(p.before.placing),
            voice.rank(p.after.placing),
            places_text(p.places),
        )
        for p in found.parks
    )
    return Table(columns, rows)


def places_text(places: int | None) -> str | None:
    """Return places gained or lost with an arrow: ``↑2``, ``↓1``, ``→``; None without two ranks."""
    if places is None:
        return None
    return f"↑{places}" if places > 0 else f"↓{-places}" if places < 0 else "→"


def _split_cells(split: Split, voice: Voice) -> tuple[Cell, ...]:
    return tuple(signed(getattr(split, name), voice) for name, _ in _PARTS)


def _split_columns(voice: Voice) -> tuple[Column, ...]:
    return tuple(Column(name, voice.say(code), Kind.NUMBER) for name, code in _PARTS)


def _cause_table(parks: Sequence[ParkDiff], voice: Voice) -> Table:
    change = Column("change", voice.say("col.change"), Kind.NUMBER)
    columns = (Column("park", voice.say("col.park")), change, *_split_columns(voice))
    rows = tuple((voice.park(p.after.park), signed(p.change, voice), *_split_cells(p.split, voice)) for p in parks)
    return Table(columns, rows)


def _indicator_table(rows: Sequence[IndicatorDiff], found: Diff, voice: Voice) -> Table:
    number, decimals = Kind.NUMBER, voice.decimals
    columns = (
        Column("indicator", voice.say("col.indicator")),
        Column("value_before", voice.say("col.value_before"), number),
        Column("value_after", voice.say("col.value_after"), number),
        Column("points_before", voice.say("col.points_before"), number, decimals),
        Column("points_after", voice.say("col.points_after"), number, decimals),
        *_split_columns(voice),
        Column("in_total", voice.say("col.in_total"), number),
    )
    before = Voice(voice.lang, found.before.criteria)
    return Table(columns, tuple(_indicator_row(item, before, voice) for item in rows))


def _indicator_row(item: IndicatorDiff, before: Voice, after: Voice) -> tuple[Cell, ...]:
    part, voice = (item.after, after) if item.after else (item.before, before)
    name = voice.name(part.plan) if part else item.id
    return (
        name,
        _value(item.before, before),
        _value(item.after, after),
        item.before.points if item.before else None,
        item.after.points if item.after else None,
        *_split_cells(item.split, after),
        None if item.in_total is None else signed(item.in_total, after),
    )


def _value(score: IndicatorScore | None, voice: Voice) -> str | None:
    return voice.value(score.plan, score.value) if score else None


def _data(found: Diff, voice: Voice) -> dict[str, Tree]:
    return {
        **head_tree(voice, found.before, found.after),
        "before": {"criteria": identity(found.before.criteria), "view": str(found.before.view)},
        "after": {"criteria": identity(found.after.criteria), "view": str(found.after.view)},
        "is_split": found.is_split,
        "parks": Each(found.parks, lambda park: _park(park, voice)),
        "only_before": [score.park.id for score in found.only_before],
        "only_after": [score.park.id for score in found.only_after],
        "indicators_before": list(found.indicators_before),
        "indicators_after": list(found.indicators_after),
    }


def _park(park: ParkDiff, voice: Voice) -> dict[str, Tree]:
    return {
        "id": park.after.park.id,
        "name": voice.park(park.after.park),
        "years": [park.before.park.year, park.after.park.year],
        "points": [decide_short(park.before.points), decide_short(park.after.points)],
        "change": decide_short(park.change),
        "split": _split_tree(park.split),
        "rank": [park.before.rank, park.after.rank],
        "grade": [_grade(park.before), _grade(park.after)],
        "places": park.places,
        "indicators": [_indicator_tree(item) for item in park.indicators if item.is_moved],
    }


def _grade(score: ParkScore) -> str | None:
    return score.grade


def _split_tree(split: Split) -> dict[str, Tree]:
    return {name: decide_short(getattr(split, name)) for name, _ in _PARTS}


def _indicator_tree(item: IndicatorDiff) -> dict[str, Tree]:
    return {
        "id": item.id,
        "points": [decide_short(s.points) if s else None for s in (item.before, item.after)],
        "split": _split_tree(item.split),
        "in_total": None if item.in_total is None else decide_short(item.in_total),
    }


def _records(found: Diff) -> Table:
    parts = tuple(name for name, _ in _PARTS)
    keys = ("park", "part", "points_before", "points_after", "change", *parts, "rank_before", "rank_after")
    rows: list[tuple[Cell, ...]] = []
    for park in found.parks:
        points = decide_short(park.before.points), decide_short(park.after.points)
        split = tuple(decide_short(getattr(park.split, name)) for name, _ in _PARTS)
        ranks = park.before.rank, park.after.rank
        rows.append((park.after.park.id, "total", *points, decide_short(park.change), *split, *ranks))
        for item in park.indicators:
            if item.is_moved:
                own = tuple(decide_short(s.points) if s else None for s in (item.before, item.after))
                causes = tuple(decide_short(getattr(item.split, name)) for name in parts)
                total = decide_short(item.split.total)
                rows.append((park.after.park.id, item.id, *own, total, *causes, None, None))
    return Table(columns_of(keys), tuple(rows))
