"""What if: the changes, the park before and after, what moved on it, and what that does to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from fivegoods.analysis.advise.goals import GoalError
from fivegoods.analysis.whatif.changes import AddEvent, Change, ChangeError, ScaleField, SetField, SetPoints, SetWeight
from fivegoods.analysis.whatif.outcome import Adjusted, Moved, Shift, WhatIf
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import decide, show
from fivegoods.panel.entities import Value
from fivegoods.reports.charts import MOST_SLOPES, Chart, slopes, waterfall
from fivegoods.reports.columns import change_column, pair_columns, paired
from fivegoods.reports.header import RunProduct
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import (
    Block,
    Column,
    Columns,
    Item,
    Kind,
    Medium,
    NumberedList,
    Paragraph,
    Section,
    Table,
    Tree,
    record,
)
from fivegoods.reports.results.run_data import run_data
from fivegoods.scoring.scores import Run
from fivegoods.scoring.tree import IndicatorScore, NodeScore


def change_text(change: Change, voice: Voice) -> str:
    """Return one change as a sentence part."""
    kind, name, amount = _written(change, voice)
    shown = voice.figure(change.field, change.value) if isinstance(change, SetField) else amount
    return voice.say(f"whatif.{kind}", name=name if kind == "event" else voice.named(name), value=shown)


def _written(change: Change, voice: Voice) -> tuple[str, str, str]:
    """Return the kind of a change, what it changes, and to or by how much, as `fivegoods whatif` takes them."""
    match change:
        case SetField(name, value):
            return "set", name, _plain(name, value, voice)
        case ScaleField(name, factor):
            return "scale", name, show(factor)
        case SetPoints(name, points):
            return "points", name, show(points)
        case AddEvent(kind, level, count):
            return "event", kind if level is None else f"{kind}:{level}", show(count)
        case SetWeight(name, number):
            return "weight", name, show(number)
        case _:
            return "drop", change.part, ""


def change_data(change: Change) -> dict[str, Tree]:
    """Return one change for JSON."""
    match change:
        case SetField(name, value):
            return {"set": name, "value": value}
        case ScaleField(name, factor):
            return {"scale": name, "factor": factor}
        case SetPoints(name, points):
            return {"points": name, "value": points}
        case AddEvent(kind, level, count):
            return {"event": kind, "level": level, "count": count}
        case SetWeight(name, number):
            return {"weight": name, "value": number}
        case _:
            return {"drop": change.part}


def typed(changes: Iterable[Change], voice: Voice) -> str:
    """Return the options of `fivegoods whatif` that make these changes."""
    written = (_written(change, voice) for change in changes)
    return " ".join(
        f"--drop {name}" if kind == "drop" else f"--{'set' if kind == 'points' else kind} {name}={amount}"
        for kind, name, amount in written
    )


def alone_sections(run: Run, voice: Voice) -> Iterator[Section]:
    """Yield how to give a park alone its peers."""
    if len(run.scores) < 2:
        yield not_on_paper(Paragraph(voice.say("advise.give_peers")))


def not_on_paper(block: Block, heading: str = "") -> Section:
    """Return a section for the command line alone: papers to hand in name no options."""
    return Section(heading, (block,), until=Medium.PIPE)


def _plain(key: str, value: Value, voice: Voice) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    unit = voice.criteria.fields[key].unit
    return show(value) + (unit if unit and unit != "1" and " " not in unit else "")


def problem_of_change(error: ChangeError, lang: str) -> str:
    """Return what is wrong with a change, with a near match as a hint."""
    return say(f"whatif.{error.reason}", lang, **_filled(error.params, lang))


def problem_of_goal(error: GoalError, lang: str) -> str:
    """Return what is wrong with a goal or its costs."""
    return say(f"advise.{error.reason}", lang, **_filled(error.params, lang))


def _filled(params: Mapping[str, str], lang: str) -> dict[str, str]:
    near = params.get("near")
    hint = say("join.next", lang, first="", second=say("cli.did_you_mean", lang, near=near)) if near else ""
    return {**params, "hint": hint, "problem": params.get(lang, "")}


#: A park before and after, or what moved on it.
_Row = Shift | Moved | Adjusted

_SHIFT: Final = ("park", "points_before", "points_after", "change", "rank_before", "rank_after")
_MOVED: Final = ("name", "value_before", "value_after", "points_before", "points_after", "change")
_IN_FILES: Final = ("points_before", "points_after", "change", "rank_before", "rank_after")


class WhatIfProduct(RunProduct):
    """A what-if before and after."""

    def __init__(self, found: WhatIf, lang: str) -> None:
        """Show ``found`` in the language ``lang``."""
        super().__init__(found.before, lang)
        self._found, self._shift, self._others = found, found.park, found.others
        self._moved: tuple[Moved | Adjusted, ...] = (*found.moved, *found.adjustments)

    def title(self) -> str:
        """Return whom the question is about."""
        park = self._shift.before.park
        return self.voice.say("whatif.title", park=self.voice.park(park), year=park.year)

    def subtitle(self) -> str:
        """Return nothing: the title names the park and the year."""
        return ""

    def notices(self) -> tuple[str, ...]:
        """Return the notices, first that this is a question and no result."""
        return (self.voice.say("whatif.not_official"), *super().notices())

    def sections(self) -> Iterator[Section]:
        """Yield the changes, the park, what moved on it, and the others that moved."""
        voice, say = self.voice, self.voice.say
        changes = tuple(Item(change_text(change, voice)) for change in self._found.changes)
        yield Section(say("whatif.changes"), (NumberedList(changes),))
        yield Section(say("whatif.park"), (self._shifts([self._shift]), *self._remarks()))
        yield from alone_sections(self.run, voice)
        yield Section(say("whatif.moved"), (*self._moved_blocks(), *self._waterfall()))
        if self._others:
            ranks = [(self._name(one), (one.before.rank, one.after.rank)) for one in (self._shift, *self._others)]
            labels = [say(code) for code in ("col.before_side", "col.after_side")]
            moves = slopes(say("years.picture"), labels, ranks[:MOST_SLOPES], voice)
            yield Section(say("whatif.others"), (self._shifts(self._others), moves))

    def _remarks(self) -> Iterator[Block]:
        voice, found, shift = self.voice, self._found, self._shift
        before, after = shift.before.full, shift.after.full
        if decide(before) != decide(after):
            fulls = {"before": voice.points(before), "after": voice.points(after)}
            yield Paragraph(voice.say("whatif.full_total", **fulls))
        if len(self.run.scores) < 2:
            yield Paragraph(voice.say("advise.alone"))
        for code, shifts in (("whatif.passed", found.passed), ("whatif.passed_by", found.passed_by)):
            if shifts:
                yield Paragraph(voice.say(code, parks=voice.listed(voice.park(one.before.park) for one in shifts)))

    def _shifts(self, shifts: Sequence[Shift]) -> Table[Any]:
        """Return parks before and after: points, rank, and grade where there are grades."""
        known = self._columns()
        graded = ("grade_before", "grade_after") if any(s.before.grade or s.after.grade for s in shifts) else ()
        return Table(known.pick(*_SHIFT, *graded), shifts)

    def _moved_blocks(self) -> Iterator[Block]:
        """Yield parts and adjustments that moved; full points only where some of them moved."""
        known = self._columns()
        pairs = (_fulls(row) for row in self._moved)
        has_other_full = any(old is not None and new is not None and decide(old) != decide(new) for old, new in pairs)
        fulls = ("full_before", "full_after") if has_other_full else ()
        if self._moved:
            columns = known.pick(*_MOVED, *fulls)
            yield Table(columns, self._moved, is_sum=lambda row: isinstance(_part(row), NodeScore))
        else:
            yield Paragraph(self.voice.say("whatif.nothing"))
        if has_other_full:
            yield Paragraph(self.voice.say("whatif.scaled"))

    def _waterfall(self) -> Iterator[Chart]:
        """Yield the steps from the score before to the score after: dimensions, adjustments, and what is left."""
        voice, known, shift = self.voice, self._columns(), self._shift
        first = {child.id for child in self.run.plan.root.children}
        rows = [row for row in self._moved if isinstance(row, Adjusted) or row.id in first]
        steps = [(str(known["name"].cell(row)), row.change) for row in rows if decide(row.change)]
        ends = [
            (voice.say(code), one.points)
            for code, one in (("col.before_side", shift.before), ("col.after_side", shift.after))
        ]
        if decide(shift.change):
            yield waterfall(voice.say("diff.picture", park=self._name(shift)), ends[0], steps, ends[1], voice)

    def _columns(self) -> Columns[_Row]:
        """Return what a park, a part or an adjustment has before and after."""
        voice, say, number, decimals = self.voice, self.voice.say, Kind.NUMBER, self.voice.decimals

        def park(row: _Row) -> str:
            return row.before.id if isinstance(row, Shift) else self._found.park_id

        def name(row: _Row) -> str:
            if isinstance(row, Adjusted):
                return say("explain.adjustment", name=voice.text(row.name))
            part = _part(row)
            return voice.name(part.plan) if part else ""

        def values(row: _Row) -> list[str | None]:
            return [voice.value(x.plan, x.value) if isinstance(x, IndicatorScore) else None for x in _sides(row)]

        def ranks(row: _Row) -> list[str | None]:
            return [voice.rank(placing) for placing in _of_parks(row, "placing")]

        def grades(row: _Row) -> list[str | None]:
            return [voice.graded(grade) for grade in _of_parks(row, "grade")]

        return Columns(
            Column("park", say("col.park"), park, Kind.PARK, shown=self._name),
            Column("name", say("col.indicator"), name),
            *pair_columns(voice, "value", values, number),
            *pair_columns(voice, "points", _points, number, decimals),
            change_column(voice, "change", say("col.change"), lambda row: row.change),
            *pair_columns(voice, "rank", lambda row: _of_parks(row, "rank"), Kind.RANK, None, ranks),
            *pair_columns(voice, "grade", lambda row: _of_parks(row, "grade"), shown=grades),
            *pair_columns(voice, "full", _fulls, number, decimals),
        )

    def _name(self, row: _Row) -> str:
        return self.voice.park(row.before.park) if isinstance(row, Shift) else ""

    def data(self) -> Tree:
        """Return the changes, what moved, and both runs."""
        found, known = self._found, self._columns()
        id_: Column[_Row] = Column("id", "", _id)
        points, change = paired(known, "points"), known["change"]
        places: Column[_Row] = Column("places", "", lambda row: row.places if isinstance(row, Shift) else None)
        name: Column[_Row] = Column("name", "", self._name)
        shift = (id_, name, points, change, paired(known, "rank"), places, paired(known, "grade"))
        return {
            "changes": [change_data(change) for change in found.changes],
            "park": record(shift, self._shift),
            "moved": Table((id_, points, paired(known, "full"), change), found.moved),
            "adjustments": Table((id_, points, change), found.adjustments),
            "others": Table(shift, self._others),
            "passed": [one.before.id for one in found.passed],
            "passed_by": [one.before.id for one in found.passed_by],
            "before": run_data(found.before, self.voice),
            "after": run_data(found.after, self.voice),
        }

    def records(self) -> Table[_Row]:
        """Return one row for each park's total that moved, and for each part and adjustment of the park."""
        known = self._columns()
        part: Column[_Row] = Column("part", "", lambda row: "total" if isinstance(row, Shift) else row.id)
        columns = (known["park"], part, *known.pick(*_IN_FILES))
        return Table(columns, (self._shift, *self._others, *self._moved))


def _id(row: _Row) -> str:
    return row.before.id if isinstance(row, Shift) else row.id


def _of_parks(row: _Row, name: str) -> list[Any]:
    """Return an attribute of the park before and after; None for what is no park."""
    return [getattr(score, name) for score in (row.before, row.after)] if isinstance(row, Shift) else [None, None]


def _sides(row: _Row) -> list[NodeScore | IndicatorScore | None]:
    """Return the part before and after; None where it is not there or the row is no part."""
    return [row.before, row.after] if isinstance(row, Moved) else [None, None]


def _part(row: _Row) -> NodeScore | IndicatorScore | None:
    return (row.after or row.before) if isinstance(row, Moved) else None


def _points(row: _Row) -> list[Decimal | None]:
    if isinstance(row, Adjusted):
        return [row.before, row.after]
    return [side.points if side else None for side in (row.before, row.after)]


def _fulls(row: _Row) -> list[Decimal | None]:
    return [side.full if side else None for side in _sides(row)]
