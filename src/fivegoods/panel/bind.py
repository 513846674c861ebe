"""Raw cells → the panel, a column at a time: values typed and converted, sources resolved, what is wrong named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import compress, count, islice
from typing import Final, cast

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import FieldDef, broken_points_bound
from fivegoods.messages.findings import Finding, FindingKind, in_order, quoted
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.decimals import CONTEXT, show
from fivegoods.panel import findings as kinds
from fivegoods.panel.entities import UNSAID, Event, Gap, GivenPoints, Provenance, Value
from fivegoods.panel.join import selected
from fivegoods.panel.panel import Cell, Panel, Part
from fivegoods.panel.raw import NOTHING, Path, Raw, RawEvent, Scalar
from fivegoods.panel.values import (
    OF_EVENTS,
    OF_POINTS,
    Misfit,
    both,
    find_named,
    id_of,
    is_id,
    label,
    listed,
    named,
    odd_cell,
    read_column,
    read_count,
    typed_as_fraction,
    year_in,
    year_meant,
)
from fivegoods.panel.vocabulary import Vocabulary, vocabulary_of

_KIND_IN_BRACKETS: Final = re.compile(r".*\[\s*([a-z0-9_]+)\s*\]\s*")
_ORDINARY: Final = {str, Decimal, bool, type(None)}
#: What messages call the parts of a park that are no fields.
_CALLED: Final = {
    "id": {"column_zh": "园区（标识或名称）", "column_en": "the park's id or name"},
    "name": {"column_zh": "园区名称", "column_en": "the park's name"},
    "year": {"column_zh": "年度", "column_en": "the year"},
    "stated_total": {
        "field": "stated_total",
        "field_zh": "总分（stated_total）",
        "field_en": "the total (stated_total)",
    },
    "count": {"field": "count", "field_zh": "次数（count）", "field_en": "the count (count)"},
}
#: A wrong column in a big table would give a finding for every row.
_MOST_FINDINGS: Final = 200
#: So many places of the same fault are kept.
_ALSO: Final = 20


def bind(raw: Raw, criteria: CriteriaFile) -> tuple[Panel, list[Finding]]:
    """Return the park-years of one input in the criteria's own terms, and all that does not fit.

    A row whose park or year cannot be told is left out, and so is a cell that does not fit.
    """
    with localcontext(CONTEXT):
        binder = _Binder(raw, criteria)
        return binder.panel(), binder.findings


class _Binder:
    """Binds one input; findings are collected on the way."""

    def __init__(self, raw: Raw, criteria: CriteriaFile) -> None:
        self.raw = raw
        self.words: Vocabulary = vocabulary_of(criteria)
        self.sources = {**criteria.criteria.sources, **raw.sources}
        self.findings: list[Finding] = []
        #: Row and path of words that are formulas or errors.
        self.odd: set[tuple[int, Path]] = set()
        #: Whether park and year of a document or form can be told; the rest of it is checked all the same.
        self.is_told = True

    def panel(self) -> Panel:
        """Return the panel of the input."""
        self._refuse_odd_words()
        panel = self._who()
        provenance = Provenance(self.raw, self.sources)
        panel.own.common = provenance.common()
        panel.review.common = provenance.common(("review",), panel.own.common)
        for path, cells in list(self.raw.cells.items()):
            self._column(panel, provenance, path, cells)
        self._events(panel)
        self._without_source(panel)
        self.findings = [*self._fewer([*self.findings, *provenance.findings])]
        return panel if self.is_told else selected(panel, [])

    def _fewer(self, findings: list[Finding]) -> list[Finding]:
        """Return the first findings of very many, with a word about the others."""
        if len(findings) <= _MOST_FINDINGS or len(self.raw.rows) < 2:
            return findings
        kept = in_order(findings)[:_MOST_FINDINGS]
        return [*kept, Finding(kinds.MANY_FINDINGS, kept[-1].place, {"count": str(len(findings))})]

    # -- findings

    def add(
        self, kind: FindingKind, row: int, path: Path, params: Mapping[str, str], near: str = "", *, key: bool = False
    ) -> None:
        """Add a finding about a cell, or about its key."""
        place = self.raw.input.place(self.raw.rows[row], path, key=key)
        self.findings.append(Finding(kind, place, params, near))

    def misfits(self, path: Path, found: Iterable[tuple[int, Misfit]], value: str = "value") -> None:
        """Add findings about the cells of one column; equal ones are one finding with the places of all."""
        same: dict[tuple[FindingKind, str, str, bool], tuple[Misfit, list[int]]] = {}
        for row, misfit in found:
            key = (misfit.kind, repr(misfit.params), misfit.near, misfit.at_unit)
            same.setdefault(key, (misfit, []))[1].append(row)
        for misfit, rows in islice(same.values(), _MOST_FINDINGS + 1):
            at = (*path, "unit") if misfit.at_unit else (*path, value)
            places = [self.raw.input.place(self.raw.rows[row], at) for row in rows[:_ALSO]]
            finding = Finding(
                misfit.kind, places[0], misfit.params, misfit.near, also=tuple(places[1:]), count=len(rows)
            )
            self.findings.append(finding)

    # -- which park, which year

    def _who(self) -> Panel:
        """Return a panel with the rows whose park and year can be told; those are the rows from here on."""
        ids, names, english = (_texts(self.raw.column(*path)) for path in (("id",), ("name",), ("name", "en")))
        called = names if all(names) else [name or other for name, other in zip(names, english, strict=True)]
        if self.raw.names_suffice and not all(ids):
            ids = [id_ or id_of(name) for id_, name in zip(ids, called, strict=True)]
        if self.raw.names_suffice and not all(called):
            names = called = [name or id_ for id_, name in zip(ids, called, strict=True)]
        written = self.raw.column("year")
        known = {cell: year_in(cell) for cell in set(written)}
        years = [known[cell] for cell in written]
        told: Sequence[bool] = [True] * len(ids)
        if not (all(years) and all(called) and all(map(is_id, ids))):
            told = [all(who) for who in zip(years, called, map(is_id, ids), strict=True)]
            for row in [row for row, is_told in enumerate(told) if not is_told]:
                said = {"id": ids[row], "name": called[row] or self.raw.names_suffice, "year": _text(written[row])}
                self._not_told(row, ids[row], years[row], [part for part, text in said.items() if not text])
            if self.raw.names_suffice:
                self.raw = self.raw.only(list(compress(count(), told)))
            else:
                self.is_told, told, years = False, [True], [year or 1 for year in years]
        return Panel(
            fields=self.words.fields,
            ids=list(compress(ids, told)),
            names=list(compress(self._names(names, english), told)),
            years=[year for year in compress(years, told) if year],
            inputs=[self.raw.input],
            numbers=[self.raw.rows],
            starts=[0],
            filling=set(range(sum(told))) if self.raw.is_filling else set(),
        )

    def _names(self, names: list[str], english: list[str]) -> list[str] | list[LocalText | str]:
        """Return the names, in both languages where they differ; a table that has no column for English gives both."""
        if self.raw.names_suffice:
            english = [other or name for name, other in zip(names, english, strict=True)] if any(english) else names
        return names if english == names else list(map(_name, names, english))

    def _not_told(self, row: int, id_: str, year: int | None, missing: Sequence[str]) -> None:
        """Say what is missing or wrong in a row that names no park or no year."""
        for part in missing:
            said = [(row, (part,)), *([(row, ("name",))] if self.raw.names_suffice else [])]
            if self.odd.isdisjoint(said):
                called = self.raw.input.called((part,))
                params = {"column_zh": f" {called}", "column_en": called} if called else _CALLED[part]
                self.add(kinds.NOT_SAID, row, (part,), params)
        if id_ and not is_id(id_):
            self.add(kinds.BAD_ID, row, ("id",), {"value": quoted(id_)})
        if "year" not in missing and year is None:
            self.add(kinds.BAD_YEAR, row, ("year",), year_meant(self.raw.column("year")[row]))

    def _refuse_odd_words(self) -> None:
        """Take out the formulas and errors among words: nobody entered them, as little as among figures."""
        sound = {}
        for path, cells in self.raw.cells.items():
            if _figures_at(path) or set(map(type, cells)) <= _ORDINARY:
                continue
            odd = [(row, found) for row, cell in enumerate(cells) if (found := odd_cell(cell))]
            self.misfits(path, odd)
            self.odd |= {(row, path) for row, _ in odd}
            sound[path] = [NOTHING if odd_cell(cell) else cell for cell in cells]
        if sound:
            self.raw = replace(self.raw, cells={**self.raw.cells, **sound})

    # -- columns

    def _column(self, panel: Panel, provenance: Provenance, path: Path, cells: Sequence[Scalar]) -> None:
        """Bind one column; those beside figures are taken with the figures."""
        reviewed, (holder, *rest) = path[0] == "review", path[1:] if path[0] == "review" else path
        part: Part = panel.review if reviewed else panel.own
        if path == ("review", "by") or path == ("review", "source"):
            kept = panel.review.by if path[1] == "by" else panel.review.source
            kept |= {row: text for row, cell in enumerate(cells) if (text := _text(cell))}
        elif holder == "groups":
            self._group(panel, path, cells)
        elif holder == "stated_total" and not rest:
            part.totals = dict(self._numbers(path, _CALLED["stated_total"], cells))
        elif holder == "data" and len(rest) == 1:
            self._figures(panel, provenance, path, cells, reviewed=reviewed)
        elif holder == "points" and len(rest) == 1:
            self._points(part, provenance, path, cells)

    def _figures(
        self, panel: Panel, provenance: Provenance, path: Path, cells: Sequence[Scalar], *, reviewed: bool
    ) -> None:
        name = str(path[-1])
        definition = self.words.fields.get(name)
        if definition is None:
            self._unknown(path)
            return
        part: Part = panel.review if reviewed else panel.own
        if facts := provenance.facts(path, part.common):
            part.facts[name] = facts
        found = read_column(
            name, definition, cells, self.raw.units.get(path, ""), self.raw.cells.get((*path, "unit"), ()),
            must_agree=self.raw.units_agree,
        )  # fmt: skip
        column = self._sound(path, found)
        self._fractions(path, definition, cells, column)
        if reviewed:
            panel.review.figures[name] = {row: cell for row, cell in enumerate(column) if cell is not Gap.ABSENT}
        else:
            panel.figures[name] = column

    def _fractions(self, path: Path, definition: FieldDef, cells: Sequence[Scalar], column: Sequence[Cell]) -> None:
        """Say so where all bare figures typed into a column in % are fractions of 1."""
        if definition.unit == "%" and (found := typed_as_fraction(cells, column)):
            row, x = found
            params = {**label(str(path[-1]), definition.name), "value": show(x), "meant": show(x * 100)}
            self.add(kinds.FRACTIONS, row, path, params)

    def _sound(self, path: Path, found: list[Value | Gap | Misfit]) -> list[Cell]:
        """Return a column without the cells that do not fit, which are named."""
        if Misfit not in set(map(type, found)):
            return cast("list[Cell]", found)
        wrong = [(row, cell) for row, cell in enumerate(found) if isinstance(cell, Misfit)]
        self.misfits(path, wrong)
        return [Gap.ABSENT if isinstance(cell, Misfit) else cell for cell in found]

    def _group(self, panel: Panel, path: Path, cells: Sequence[Scalar]) -> None:
        """Take the groups of the parks by id; a value may be written as its id or its name."""
        group = self.words.groups.get(str(path[-1]))
        if group is None:
            self._unknown(path)
            return
        found = {cell: named(cell, group.values) for cell in set(cells) if _text(cell)}
        panel.groups[str(path[-1])] = [x if isinstance(x := found.get(cell), str) else None for cell in cells]
        called = label(str(path[-1]), group.name, "group")
        wrong = {
            cell: Misfit(kinds.UNKNOWN_GROUP_VALUE, {**called, **x.params}, x.near)
            for cell, x in found.items()
            if isinstance(x, Misfit)
        }
        self.misfits(path, [(row, wrong[cell]) for row, cell in enumerate(cells) if cell in wrong] if wrong else ())

    def _numbers(self, path: Path, called: Mapping[str, str], cells: Sequence[Scalar]) -> Iterable[tuple[int, Decimal]]:
        """Return by row the numbers of a column of points, naming what is none."""
        found = [(row, read_count(called, cell, OF_POINTS)) for row, cell in enumerate(cells) if cell != NOTHING]
        self.misfits(path, ((row, x) for row, x in found if isinstance(x, Misfit)), str(path[-1]))
        return [(row, x) for row, x in found if isinstance(x, Decimal)]

    def _points(self, part: Part, provenance: Provenance, path: Path, cells: Sequence[Scalar]) -> None:
        """Take points given by hand, within what their indicator allows."""
        name = str(path[-1])
        indicator = self.words.indicators.get(name)
        if indicator is None:
            self._unknown(path)
            return
        said = provenance.facts(path, part.common, ("source", "attested", "reason"))
        numbers = dict(self._numbers(path, label(name, indicator.name), cells))
        bounds = {number: broken_points_bound(indicator, number) for number in set(numbers.values())}
        called = label(name, indicator.name, "indicator")
        beyond = [
            (row, Misfit(kinds.TOO_MANY_POINTS, {**called, "value": show(number), "bound": bounds[number]}))
            for row, number in numbers.items() if bounds[number]
        ]  # fmt: skip
        self.misfits(path, beyond, "points")
        facts = {row: said.get(row) or part.common.get(row, UNSAID) for row in numbers}
        part.points[name] = {
            row: GivenPoints(number, facts[row].reason, facts[row].source, facts[row].attested)
            for row, number in numbers.items()
        }

    # -- events

    def _events(self, panel: Panel) -> None:
        """Take the events, each of a kind and level that the criteria know."""
        found: dict[int, list[Event]] = {}
        for raw in self.raw.events:
            number = self._count(raw)
            kind = self._kind(raw)
            if kind and number:
                found.setdefault(raw.row, []).append(Event(kind, raw.level, number, raw.date, raw.source, raw.remark))
        panel.events = {row: tuple(events) for row, events in found.items()}

    def _count(self, raw: RawEvent) -> Decimal | None:
        called = _CALLED["count"]
        number = read_count(called, raw.count, OF_EVENTS)
        if isinstance(number, Decimal) and number < 0:
            number = Misfit(kinds.OUT_OF_BOUNDS, {**called, "bound": "≥ 0", "value": show(number)})
        if isinstance(number, Misfit):
            self.misfits(raw.path, [(raw.row, number)], "count")
        return number if isinstance(number, Decimal) else None

    def _kind(self, raw: RawEvent) -> str | None:
        """Return the kind of an event by its id, alone or in brackets; name it if the criteria do not know it."""
        in_brackets = _KIND_IN_BRACKETS.fullmatch(raw.kind)
        kind = in_brackets[1] if in_brackets else raw.kind
        if kind not in self.words.events:
            found, near = find_named(kind, self.words.event_names)
            near = both(found, self.words.event_names[found], found) if found else near
            params = {"key": quoted(raw.kind), "criteria": self.words.name, **listed(self.words.event_names)}
            self.add(kinds.UNKNOWN_EVENT, raw.row, (*raw.path, "kind"), params, near)
            return None
        levels = self.words.events[kind]
        if levels and raw.level not in levels:
            params = {**label(kind, self.words.event_names[kind], "key"), "known": ", ".join(levels)}
            if raw.level is None:
                self.add(kinds.NO_LEVEL, raw.row, (*raw.path, "kind"), params)
            else:
                near = nearest(raw.level, levels)
                params["value"] = quoted(raw.level)
                self.add(kinds.UNKNOWN_LEVEL, raw.row, (*raw.path, "level"), params, near)
        return kind

    # -- what is unknown, and what cannot be traced

    def _unknown(self, path: Path) -> None:
        """Say that a key is no field, indicator or group, and what it may stand for."""
        key, holder = str(path[-1]), path[-2]
        params = {"key": quoted(key), "criteria": self.words.name}
        fields, indicators = self.words.field_names(), self.words.indicator_names()
        if holder == "groups":
            kind, names = kinds.UNKNOWN_GROUP, {name: group.name for name, group in self.words.groups.items()}
            params |= listed(names)
        elif holder == "data":
            is_indicator = not find_named(key, fields)[0] and bool(find_named(key, indicators)[0])
            kind, names = (kinds.INDICATOR_IN_DATA, {}) if is_indicator else (kinds.UNKNOWN_FIELD, fields)
        else:
            kind, names = (kinds.FIELD_IN_POINTS, {}) if key in fields else (kinds.UNKNOWN_INDICATOR, indicators)
        found, near = find_named(key, names)
        for row in [row for row, cell in enumerate(self.raw.column(*path)) if cell != NOTHING] or [0]:
            self.add(kind, row, path, params, both(found, names[found], found) if found else near, key=True)

    def _without_source(self, panel: Panel) -> None:
        """Add one note for the figures of an input that nobody can trace."""
        if self.raw.is_filling:
            return
        total = without = 0
        for part, columns in ((panel.own, panel.figures), (panel.review, panel.review.figures)):
            for name, column in columns.items():
                values = len(column) - list(
                    map(type, column.values() if isinstance(column, Mapping) else column)
                ).count(Gap)
                total += values
                without += values - self._with_source(part, name, column)
        if without:
            params = {"count": str(without), "total": str(total)}
            self.findings.append(Finding(kinds.WITHOUT_SOURCE, self.raw.input.start(), params))

    @staticmethod
    def _with_source(part: Part, name: str, column: Sequence[Cell] | Mapping[int, Cell]) -> int:
        """Return how many values of a column have a source."""
        if not part.common and name not in part.facts:
            return 0
        rows = column.items() if isinstance(column, Mapping) else enumerate(column)
        return sum(part.said(name, row).source is not None for row, cell in rows if type(cell) is not Gap)


def _figures_at(path: Path) -> bool:
    """Return whether the cells at a path are numbers or choices, which say themselves what is odd about them."""
    own = path[1:] if path[0] == "review" else path
    return own == ("stated_total",) or (own[0] in ("data", "points") and len(own) == 2)


def _texts(cells: Sequence[Scalar]) -> list[str]:
    return [cell.strip() if type(cell) is str else _text(cell) for cell in cells]


def _text(cell: Scalar) -> str:
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)


def _name(name: str, english: str) -> LocalText | str:
    return name if english == name else LocalText.model_construct(zh=name or None, en=english or None)
