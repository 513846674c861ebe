"""A workbook that is a form → this year's park document, and last year's figures where it asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from fivegoods.messages.findings import Finding, FindingKind, Place, has_errors
from fivegoods.numeric.closest import nearest
from fivegoods.reading.binding.findings import UNKNOWN_EVENT
from fivegoods.reading.binding.quoting import quoted
from fivegoods.reading.forms import findings as kinds
from fivegoods.reading.forms.book import FormSheet
from fivegoods.reading.forms.document import CellDocument, CellPlace
from fivegoods.reading.forms.meaning import Meanings
from fivegoods.reading.tables.findings import IGNORED_COLUMN
from fivegoods.reading.tables.sheet import Row, Sheet, letters
from fivegoods.reading.yaml.document import Path

_TITLE_ROWS: Final = 3
#: A row with so many headings is the row of headings.
_FEWEST_HEADINGS: Final = 3
_NO_EVENT: Final = frozenset({"无", "没有", "-", "—", "/", "none", "no"})
_KIND_IN_BRACKETS: Final = re.compile(r".*\[\s*([a-z0-9_]+)\s*\]\s*")


@dataclass(slots=True)
class _Built:
    """A document while it is put together."""

    data: dict[str, Any] = field(default_factory=dict)
    cells: dict[Path, CellPlace] = field(default_factory=dict)

    def put(self, path: Path, value: Any, cell: CellPlace) -> None:
        """Set one part and remember its cell."""
        here = self.data
        for part in path[:-1]:
            here = here.setdefault(str(part), {})
        here[str(path[-1])] = value
        self.cells[path] = cell


class FormReader:
    """Reads one form; ``meanings`` know the criteria it was made for."""

    def __init__(self, file: str, sha256: str, sheets: Sequence[FormSheet], meanings: Meanings) -> None:
        """Prepare to read the marked sheets of one file."""
        self.file = file
        self.sha256 = sha256
        self.sheets = sheets
        self.meanings = meanings
        self.findings: list[Finding] = []
        self.seen: dict[str, tuple[Sheet, Row]] = {}
        self.now = _Built()
        self.before = _Built()

    def documents(self) -> list[CellDocument]:
        """Return the documents of the form; ``findings`` say what is wrong with it."""
        if not any(one.kind == "data" for one in self.sheets):
            place = Place(self.file, sheet=self.sheets[0].sheet.name)
            self.findings.append(Finding(kinds.PARTLY_A_FORM, place))
            return []
        self.now.data["criteria"] = self.sheets[0].criteria
        if self._are_two():
            return []
        for sheet in self.sheets:
            if sheet.kind == "events":
                self._events(sheet)
            else:
                self._rows(sheet)
        missing = [key for key in ("id", "name", "year") if key not in self.now.data]
        if missing:
            self._say_missing(missing)
            return []
        documents = [self._document(self.now)]
        year = self.now.data["year"]
        if self.before.data and isinstance(year, Decimal) and not has_errors(self.findings):
            documents.append(self._last_year(year))
        return documents

    def _are_two(self) -> bool:
        """Say so where a sheet was copied and both are filled in: every figure would be there twice."""
        sheets = [one for one in self.sheets if one.kind == "data" and self._names_a_park(one)]
        if len(sheets) < 2:
            return False
        first, second = sheets[:2]
        place = second.sheet.place(second.sheet.rows[second.first], second.columns["id"], "")
        self.add(kinds.TWO_FORMS, place, first=first.sheet.name, second=second.sheet.name)
        return True

    @staticmethod
    def _names_a_park(form: FormSheet) -> bool:
        rows = (row for row in form.sheet.rows[form.first :] if form.text(row, "id") in ("id", "name.zh", "name.en"))
        return any(form.text(row, "value") for row in rows)

    def _document(self, built: _Built, *, is_supplement: bool = False) -> CellDocument:
        return CellDocument(
            self.file, built.data, self.sha256, (), None, cells=built.cells, is_supplement=is_supplement
        )

    def _last_year(self, year: Decimal) -> CellDocument:
        for key in ("criteria", "id", "name", "groups", "source", "attested"):
            if key in self.now.data:
                self.before.data[key] = self.now.data[key]
        for path, cell in self.now.cells.items():
            if path[0] in ("id", "name", "year", "groups", "source", "attested"):
                self.before.cells.setdefault(path, cell)
        self.before.data["year"] = year - 1
        return self._document(self.before, is_supplement=True)

    def _say_missing(self, missing: list[str]) -> None:
        sheet = next(one for one in self.sheets if one.kind == "data")
        for key in missing:
            path = "name.zh" if key == "name" else key
            row = next((r for r in sheet.sheet.rows[sheet.first :] if sheet.text(r, "id") == path), None)
            place = Place(self.file, sheet=sheet.sheet.name)
            if row is not None:
                place = sheet.sheet.place(row, sheet.columns.get("value", 0))
            if not any(one.place == place for one in self.findings):
                self.add(kinds.NO_PARK, place, name=self.meanings.label(path))

    def add(self, kind: FindingKind, place: Place, near: str = "", /, **params: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(kind, place, params, near))

    # -- rows of figures

    def _rows(self, form: FormSheet) -> None:
        self._strange_columns(form)
        for row in form.sheet.rows[form.first :]:
            cells = {key: form.text(row, key) for key in form.columns if form.text(row, key)}
            entered = [key for key in cells if key not in ("id", "name", "definition", "unit")]
            if not entered or self._is_headings(form, row):
                continue
            path = self._path(form, row, cells, entered[0])
            if path is None or self._is_merged(form, row, entered):
                continue
            self._figure(form, row, path, cells)

    def _is_headings(self, form: FormSheet, row: Row) -> bool:
        """Return whether a row holds the headings; say so where one stands over another column's key."""
        if form.text(row, "id"):
            return False
        shown = {key: self.meanings.heading_of(form.kind, form.text(row, key)) for key in form.columns}
        if sum(bool(key) for key in shown.values()) < _FEWEST_HEADINGS:
            return False
        for key, meant in shown.items():
            if meant and key != meant:
                place, text = form.sheet.place(row, form.columns[key]), form.text(row, key)
                self.add(kinds.COLUMN_MOVED, place, shown=quoted(text), column=self.meanings.heading(form.kind, key))
        return True

    def _path(self, form: FormSheet, row: Row, cells: dict[str, str], entered: str) -> str | None:
        """Return the id of a row, by its hidden cell or else by its name."""
        place = form.sheet.place(row, form.columns[entered])
        name = cells.get("name", "")
        path = cells.get("id", "") or self.meanings.path_of(name, review=form.kind == "review")
        if not path:
            self.add(kinds.NO_ID, place, nearest(name, self.meanings.names()), value=quoted(cells[entered]))
            return None
        if not self.meanings.knows(path):
            near = nearest(path, self.meanings.paths())
            at = form.sheet.place(row, form.columns["id"])
            self.add(kinds.UNKNOWN_ROW, at, near, criteria=self.meanings.name, name=path)
            return None
        if name and "id" in cells and not self.meanings.is_called(path, name):
            self.add(kinds.NAME_MOVED, form.sheet.place(row, form.columns["name"]), shown=quoted(name), name=path)
            return None
        if path in self.seen:
            sheet, other = self.seen[path]
            where = sheet.place(other, form.columns[entered])
            self.add(kinds.ID_TWICE, place, name=self.meanings.label(path), other=f"{where.sheet}!{where.cell}")
            return None
        self.seen[path] = (form.sheet, row)
        return path

    def _is_merged(self, form: FormSheet, row: Row, entered: list[str]) -> bool:
        """Say so where merged cells span several rows or several columns that are read."""
        columns = set(form.columns.values())
        for key in [*entered, *(["unit"] if "unit" in form.columns else [])]:
            for top, bottom, left, right in form.sheet.merged:
                if not (top <= row[0] <= bottom and left <= form.columns[key] <= right):
                    continue
                spanned = sum(left <= column <= right for column in columns)
                if bottom > top or spanned > 1:
                    area = f"{letters(left)}{top}:{letters(right)}{bottom}"
                    place = form.sheet.place(row, form.columns[key])
                    first = next((one for one in form.sheet.rows if one[0] == top), row)
                    self.add(kinds.MERGED, place, area=area, value=quoted(form.text(first, key)))
                    return True
        return False

    def _figure(self, form: FormSheet, row: Row, path: str, cells: dict[str, str]) -> None:
        parts: Path = tuple(path.split("."))
        if cells.get("previous") and parts[:-1] == ("data",):
            self._previous(form, row, parts, cells)
        if "value" not in cells and "reason" in cells:
            place = form.sheet.place(row, form.columns["reason"])
            self.add(kinds.REASON_ALONE, place, name=self.meanings.label(path))
        if "value" not in cells or self._is_odd(form, row, parts) or self._is_bad_unit(form, row, parts, cells):
            return  # a source without a figure is left over from the form
        for key in cells:
            if key in ("id", "name", "definition", "previous", "unit"):
                continue
            cell = (form.sheet, row, form.columns[key])
            if key != "value" and parts[-2:-1] not in (("data",), ("points",)):
                continue
            at, value, odd = self.meanings.entry(parts, key, row[2][form.columns[key]])
            if odd is not None:
                self.add(odd.kind, form.sheet.place(row, form.columns[key]), odd.near, **odd.params)
            elif at:
                self.now.put(at, value, cell)
        holder: Path = parts[:-1]
        unit = cells.get("unit", "")
        if holder[-1:] == ("data",) and "value" in cells and self.meanings.wants_unit(cells["value"], unit):
            self.now.put((*parts, "unit"), cells["unit"], (form.sheet, row, form.columns["unit"]))

    def _is_odd(self, form: FormSheet, row: Row, parts: Path) -> bool:
        """Say so where the value of a row cannot be one."""
        _, _, odd = self.meanings.entry(parts, "value", row[2][form.columns["value"]])
        if odd is not None:
            self.add(odd.kind, form.sheet.place(row, form.columns["value"]), odd.near, **odd.params)
        return odd is not None

    def _is_bad_unit(self, form: FormSheet, row: Row, parts: Path, cells: dict[str, str]) -> bool:
        """Say so where the unit of a row does not fit, at the unit's own cell."""
        if parts[-2:-1] != ("data",) or not self.meanings.wants_unit(cells["value"], cells.get("unit", "")):
            return False
        odd = self.meanings.unit_misfit(str(parts[-1]), cells["unit"])
        if odd is not None:
            self.add(odd.kind, form.sheet.place(row, form.columns["unit"]), odd.near, **odd.params)
        return odd is not None

    def _previous(self, form: FormSheet, row: Row, parts: Path, cells: dict[str, str]) -> None:
        cell = (form.sheet, row, form.columns["previous"])
        at, value, odd = self.meanings.entry(parts, "value", row[2][form.columns["previous"]])
        if odd is not None:
            self.add(odd.kind, form.sheet.place(row, form.columns["previous"]), odd.near, **odd.params)
            return
        self.before.put(at, value, cell)
        if self.meanings.wants_unit(cells["previous"], cells.get("unit", "")):
            self.before.put((*parts, "unit"), cells["unit"], cell)
        if "source" in cells:
            self.before.put((*parts, "source"), cells["source"], cell)

    def _strange_columns(self, form: FormSheet) -> None:
        """Name columns that somebody added and filled in: they are not read."""
        known = set(form.columns.values())
        strange: dict[int, Row] = {}
        for row in form.sheet.rows[form.first :]:
            for column, text in enumerate(row[2]):
                if column not in known and text.strip():
                    strange.setdefault(column, row)
        for column, row in strange.items():
            text = quoted(row[2][column].strip())
            self.add(IGNORED_COLUMN, form.sheet.place(row, column), column=text)

    # -- events

    def _events(self, form: FormSheet) -> None:
        events: list[dict[str, Any]] = []
        for row in form.sheet.rows[form.first :]:
            cells = {key: form.text(row, key) for key in form.columns if form.text(row, key)}
            is_nothing = set(cells) == {"kind"} and cells["kind"].lower() in _NO_EVENT
            if not cells or is_nothing or self._is_above_events(form, row, cells):
                continue
            if "kind" in cells and self._kind_of(cells["kind"]) is None:
                self._unknown_event(form, row, cells["kind"])
                continue
            index = len(events)
            events.append(dict(self._event(form, row, cells, index)))
        if events:
            self.now.data["events"] = events

    def _kind_of(self, text: str) -> str | None:
        """Return the kind of event that a cell names: by its id, the id in brackets, or its name."""
        match = _KIND_IN_BRACKETS.fullmatch(text)
        return match[1] if match else self.meanings.event_of(text)

    def _unknown_event(self, form: FormSheet, row: Row, text: str) -> None:
        known = sorted(set(self.meanings.kinds.values()))
        place = form.sheet.place(row, form.columns["kind"])
        near = self.meanings.kinds.get(nearest(text, self.meanings.kinds), "")
        self.add(UNKNOWN_EVENT, place, near, key=quoted(text), criteria=self.meanings.name, known=", ".join(known))

    def _is_above_events(self, form: FormSheet, row: Row, cells: dict[str, str]) -> bool:
        """Return whether a row is the title or the headings that the form was made with."""
        is_title = set(cells) == {"kind"} and row[0] <= _TITLE_ROWS and self.meanings.event_of(cells["kind"]) is None
        return is_title or self._is_headings(form, row)

    def _event(self, form: FormSheet, row: Row, cells: dict[str, str], index: int) -> Iterator[tuple[str, Any]]:
        for key, text in cells.items():
            column = form.columns[key]
            self.now.cells["events", index, key] = (form.sheet, row, column)
            if key == "kind":
                yield key, self._kind_of(text)
            elif key == "count":
                _, value, odd = self.meanings.entry(("events",), "count", row[2][column])
                if odd is not None:
                    self.add(odd.kind, form.sheet.place(row, column), odd.near, **odd.params)
                    value = Decimal(1)
                yield key, value
            else:
                yield key, text
