"""A workbook that is a form → the raw cells of this year, and of last year where the form asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.messages.findings import Finding, FindingKind, Place, quoted
from fivegoods.numeric.closest import nearest
from fivegoods.panel.bind import bind
from fivegoods.panel.panel import Panel
from fivegoods.panel.raw import Path, Raw, RawEvent, Scalar
from fivegoods.panel.values import year_in
from fivegoods.panel.vocabulary import full_name
from fivegoods.reading import findings as kinds
from fivegoods.reading.forms.book import FormBook, FormSheet
from fivegoods.reading.forms.meanings import Meanings, heading_of
from fivegoods.reading.tables.sheet import letters

_TITLE_ROWS: Final = 3
#: A row with so many headings is the row of headings.
_FEWEST_HEADINGS: Final = 3
#: So many deleted rows are named.
_NAMED: Final = 10
_NO_EVENT: Final = frozenset({"无", "没有", "-", "—", "/", "none", "no"})
#: Columns that only label a row, and those that are taken with the value.
_LABELS: Final = ("id", "name", "definition", "unit")
#: What both years of a form have in common.
_SHARED: Final = ("id", "name", "groups", "source", "attested")

_WHO: Final = (("id",), ("name",), ("year",))

#: Where a cell stands: its sheet, row and column.
CellAt = tuple[FormSheet, int, int]


@dataclass(frozen=True, slots=True)
class FormInput:
    """A form as the input of its only row."""

    file: str
    sha256: str
    cells: Mapping[Path, CellAt]

    def place(self, row: int, path: Path, *, key: bool = False) -> Place:
        """Return the cell at ``path``, else that of the nearest part that holds it, else the first of its kind.

        The key of a row is its hidden id.
        """
        upwards = (path[:depth] for depth in range(len(path), 0, -1))
        found = next((self.cells[part] for part in upwards if part in self.cells), None)
        found = found or next((cell for part, cell in self.cells.items() if part[:1] == path[:1]), None)
        form, index, column = found or next(iter(self.cells.values()))
        column = form.columns.get("id", column) if key and path in self.cells else column
        return form.sheet.place(index, column)

    def written(self, row: int, path: Path) -> str:
        """Return the text of a cell; a bare number with the unit of its row."""
        text, unit = (self._text(one) for one in (path, (*path, "unit")))
        bare = text.replace(",", "").lstrip("-+").replace(".", "", 1).isdecimal()
        return f"{text} {unit}" if bare and unit else text

    def called(self, path: Path) -> str:
        """Return the name of a row."""
        cell = self.cells.get(path)
        return cell[0].text(cell[1], "name") if cell else ""

    def start(self) -> Place:
        """Return the first figure."""
        return self.place(0, ("data",))

    def _text(self, path: Path) -> str:
        cell = self.cells.get(path)
        return cell[0].sheet.text(cell[1], cell[2]) if cell else ""


@dataclass(slots=True)
class _Found:
    """The cells of one year while they are collected."""

    cells: dict[Path, Scalar] = field(default_factory=dict)
    places: dict[Path, CellAt] = field(default_factory=dict)

    def put(self, path: Path, at: CellAt) -> None:
        """Take the cell of a part."""
        form, row, column = at
        self.cells[path], self.places[path] = form.sheet.columns[column][row], at


class FormReader:
    """Reads one form; ``meanings`` know the criteria it was made for."""

    def __init__(self, book: FormBook, meanings: Meanings) -> None:
        """Prepare to read the marked sheets of one file."""
        self.book = book
        self.meanings = meanings
        self.findings: list[Finding] = []
        self.seen: dict[str, tuple[FormSheet, int]] = {}
        #: The ids of the rows of figures, filled in or not.
        self.there: set[str] = set()
        self.now = _Found()
        self.before = _Found()
        self.events: list[RawEvent] = []

    def raw(self) -> list[Raw]:
        """Return the cells of this year and those of last year, if there are any; ``findings`` say what is wrong."""
        sheets = self.book.sheets
        if not any(one.kind == "data" for one in sheets):
            self._add(kinds.PARTLY_A_FORM, Place(self.book.file, sheet=sheets[0].sheet.name))
            return []
        if self._are_two():
            return []
        for sheet in sheets:
            if sheet.kind == "events":
                self._events(sheet)
            else:
                self._rows(sheet)
        self._deleted(next(one for one in sheets if one.kind == "data"))
        year = year_in(self.now.cells.get(("year",), ""))
        is_known = self.before.cells and ("id",) in self.now.cells
        before = [self._last_year(year)] if year is not None and is_known else []
        return [self._raw(self.now, events=self.events), *before]

    def _raw(self, found: _Found, **more: Any) -> Raw:
        cells = {path: [cell] for path, cell in found.cells.items()}
        return Raw(FormInput(self.book.file, self.book.sha256, found.places), [0], cells, **more)

    def _last_year(self, year: int) -> Raw:
        for path, cell in self.now.cells.items():
            if path[0] in _SHARED:
                self.before.cells[path], self.before.places[path] = cell, self.now.places[path]
        self.before.cells["year",] = Decimal(year - 1)
        return self._raw(self.before, is_filling=True)

    def _are_two(self) -> bool:
        """Say so where a sheet was copied and both are filled in: every figure would be there twice."""
        names = ("id", "name.zh", "name.en")
        sheets = [
            one for one in self.book.sheets
            if one.kind == "data" and any(one.text(row, "value") for row in one.rows if one.text(row, "id") in names)
        ]  # fmt: skip
        if len(sheets) < 2:
            return False
        first, second = sheets[:2]
        place = second.sheet.place(second.first, second.columns["id"], "")
        self._add(kinds.TWO_FORMS, place, first=first.sheet.name, second=second.sheet.name)
        return True

    def _add(self, kind: FindingKind, place: Place, near: str = "", /, **params: str) -> None:
        self.findings.append(Finding(kind, place, params, near))

    def _say(self, kind: FindingKind, form: FormSheet, row: int, key: str, near: str = "", /, **params: str) -> None:
        """Add a finding about the cell of a key."""
        self._add(kind, form.sheet.place(row, form.columns.get(key, 0)), near, **params)

    # -- rows of figures

    def _rows(self, form: FormSheet) -> None:
        self._strange_columns(form)
        for row in form.rows:
            cells = {key: form.text(row, key) for key in form.columns if form.text(row, key)}
            self.there.add(cells.get("id", ""))
            entered = [key for key in cells if key not in _LABELS]
            if not entered and form.kind == "data" and (path := Meanings.path_of(cells.get("id", ""))) in _WHO:
                self.now.places[path] = (form, row, form.columns.get("value", 0))
            if not entered or self._is_headings(form, row):
                continue
            id_ = self._id(form, row, cells, entered[0])
            if id_ is not None and not self._is_merged(form, row, entered):
                self._figure(form, row, id_, cells)

    def _deleted(self, form: FormSheet) -> None:
        """Name the rows of figures and groups that a form of these criteria has and this one has not."""
        asked = [id_ for id_ in self.meanings.rows if id_.startswith(("data.", "groups."))]
        gone = [id_ for id_ in asked if id_ not in self.there | self.seen.keys()]
        if gone and len(gone) < len(asked):
            called = [self.meanings.called(id_) for id_ in gone[:_NAMED]]
            names = {"names_zh": "、".join(one["name_zh"] for one in called)}
            names["names_en"] = ", ".join(one["name_en"] for one in called)
            self._add(kinds.ROWS_DELETED, form.sheet.place(form.first, 0, ""), count=str(len(gone)), **names)

    def _is_headings(self, form: FormSheet, row: int) -> bool:
        """Return whether a row holds the headings; say so where one stands over another column's key."""
        if form.text(row, "id"):
            return False
        shown = {key: Meanings.key_of(form.kind, form.text(row, key)) for key in form.columns}
        if sum(bool(key) for key in shown.values()) < _FEWEST_HEADINGS:
            return False
        for key, meant in shown.items():
            if meant and key != meant:
                text, words = quoted(form.text(row, key)), heading_of(form.kind, key)
                self._say(kinds.COLUMN_MOVED, form, row, key, shown=text, column=f"{words.zh} / {words.en}")
        return True

    def _id(self, form: FormSheet, row: int, cells: dict[str, str], entered: str) -> str | None:
        """Return the id of a row, by its hidden cell or else by its name."""
        name = cells.get("name", "")
        id_ = cells.get("id", "") or self.meanings.id_of(name, review=form.kind == "review")
        if not id_:
            near = nearest(name, self.meanings.names())
            self._say(kinds.NO_ID, form, row, entered, near, value=quoted(cells[entered]))
            return None
        if name and "id" in cells and not self.meanings.is_called(id_, name):
            self._say(kinds.NAME_MOVED, form, row, "name", shown=quoted(name), **self.meanings.called(id_))
            return None
        if id_ in self.seen:
            sheet, other = self.seen[id_]
            where = sheet.sheet.place(other, form.columns[entered])
            called = self.meanings.called(id_)
            self._say(kinds.ID_TWICE, form, row, entered, other=f"{where.sheet}!{where.cell}", **called)
            return None
        self.seen[id_] = (form, row)
        return id_

    def _is_merged(self, form: FormSheet, row: int, entered: Sequence[str]) -> bool:
        """Say so where merged cells span several rows or several columns that are read."""
        columns, number = set(form.columns.values()), form.sheet.numbers[row]
        for key in [*entered, *(["unit"] if "unit" in form.columns else [])]:
            for top, bottom, left, right in form.sheet.merged:
                if not (top <= number <= bottom and left <= form.columns[key] <= right):
                    continue
                if bottom > top or sum(left <= column <= right for column in columns) > 1:
                    area = f"{letters(left)}{top}:{letters(right)}{bottom}"
                    first = next((one for one in form.rows if form.sheet.numbers[one] == top), row)
                    self._say(kinds.MERGED, form, row, key, area=area, value=quoted(form.text(first, key)))
                    return True
        return False

    def _figure(self, form: FormSheet, row: int, id_: str, cells: dict[str, str]) -> None:
        path = self.meanings.path_of(id_)
        is_figure = path[-2:-1] in (("data",), ("points",))
        beside = [key for key in cells if key not in (*_LABELS, "value", "previous")] if is_figure else []
        if "previous" in cells and path[0] == "data":
            self.before.put(path, (form, row, form.columns["previous"]))
            for key in {"unit", "source"} & cells.keys():
                self.before.put((*path, key), (form, row, form.columns[key]))
        if "value" not in cells:  # a source without a figure is left over from the form
            if "reason" in cells:
                self._say(kinds.REASON_ALONE, form, row, "reason", **self.meanings.called(id_))
            return
        self.now.put(path, (form, row, form.columns["value"]))
        if is_figure and "unit" in cells and path[-2] == "data":
            self.now.put((*path, "unit"), (form, row, form.columns["unit"]))
        for key in beside:
            part = "definition" if key == "own_definition" else key
            if path[-2] == "points" and key == "remark":
                part = "reason"  # of points given by hand a remark is the reason
            self.now.put((*path, part), (form, row, form.columns[key]))

    def _strange_columns(self, form: FormSheet) -> None:
        """Name columns that somebody added and filled in: they are not read."""
        known = set(form.columns.values())
        strange: dict[int, int] = {}
        for row in form.rows:
            for column, text in enumerate(form.sheet.row(row)):
                if column not in known and text.strip():
                    strange.setdefault(column, row)
        for column, row in strange.items():
            text = quoted(form.sheet.text(row, column))
            self._add(kinds.IGNORED_COLUMN, form.sheet.place(row, column), column=text)

    # -- events

    def _events(self, form: FormSheet) -> None:
        for row in form.rows:
            cells = {key: form.text(row, key) for key in form.columns if form.text(row, key)}
            is_nothing = set(cells) == {"kind"} and cells["kind"].lower() in _NO_EVENT
            if not cells or is_nothing or self._is_above_events(form, row, cells):
                continue
            path: Path = ("events", len(self.events))
            self.now.places |= {(*path, key): (form, row, form.columns[key]) for key in cells}
            kind = self.meanings.event_of(cells.get("kind", "")) or cells.get("kind", "")
            said = {key: cells.get(key) for key in ("level", "date", "source", "remark")}
            count = form.sheet.columns[form.columns["count"]][row] if "count" in cells else Decimal(1)
            self.events.append(RawEvent(0, kind, count, path, **said))

    def _is_above_events(self, form: FormSheet, row: int, cells: dict[str, str]) -> bool:
        """Return whether a row is the title or the headings that the form was made with."""
        is_title = set(cells) == {"kind"} and form.sheet.numbers[row] <= _TITLE_ROWS
        return (is_title and not self.meanings.event_of(cells["kind"])) or self._is_headings(form, row)


#: Findings that things are unknown to the criteria.
_UNKNOWN = frozenset({"FG301", "FG302", "FG304", "FG305", "FG318"})


def read_form(book: FormBook, criteria: CriteriaFile) -> tuple[list[Panel], list[Finding]]:
    """Return the panels in a form, this year's first, and what is wrong with it.

    One made for other criteria, where these lack some of its rows, gives one finding and no more.
    """
    plan, findings = build_plan(criteria)
    if plan is None:
        return [], findings
    reader = FormReader(book, Meanings(criteria, plan))
    panels: list[Panel] = []
    found: list[Finding] = []
    for raw in reader.raw():
        panel, more = bind(raw, criteria)
        panels.append(panel)
        found += more
    strange = sum(one.kind.code in _UNKNOWN for one in found)
    if strange and book.criteria.partition("/")[0] != criteria.id:
        # The names of other criteria that happen to be near would only lead astray.
        params = {"own": book.criteria, "given": full_name(criteria), "problems": str(strange)}
        return [], [Finding(kinds.OTHER_FORM, Place(book.file, sheet=book.sheets[0].sheet.name), params)]
    said = {one.place for one in reader.findings}
    return panels, [*reader.findings, *(one for one in found if one.place not in said)]
