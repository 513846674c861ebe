"""One sheet → the panel of the parks in its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from typing import Final

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import Group
from fivegoods.messages.findings import Finding, Place, quoted
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.bind import bind
from fivegoods.panel.panel import Panel
from fivegoods.panel.raw import NOTHING, Path, Raw, RawEvent, Scalar
from fivegoods.panel.values import year_in
from fivegoods.panel.vocabulary import vocabulary_of
from fivegoods.reading import findings as kinds
from fivegoods.reading.tables.headings import NO_CRITERIA, OF_EVENTS, Headings
from fivegoods.reading.tables.layout import DEEPEST_HEADER, Layout, layout_of
from fivegoods.reading.tables.rows import check_totals, sorted_rows, unmerged
from fivegoods.reading.tables.sheet import Sheet, packed

#: What last year's figures have in common with this year's.
_SHARED: Final = ("id", "name", "groups", "source", "attested")
#: What a table says its criteria are ("" if nothing) and where → the criteria that count.
CriteriaFor = Callable[[str, Place], CriteriaFile | None]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose columns are known; the input of its rows. Cells are found again when asked for."""

    sheet: Sheet
    layout: Layout
    units: dict[Path, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The file's name as it was given."""
        return self.sheet.file

    @property
    def sha256(self) -> str:
        """Hash of the file's bytes, in hexadecimal."""
        return self.sheet.sha256

    def place(self, row: int, path: Path, *, key: bool = False) -> Place:
        """Return the cell that holds ``path``, else the nearest ancestor's, else the first that names the park."""
        upwards = (path[:depth] for depth in range(len(path), 0, -1))
        found = (self.layout.paths[part] for part in upwards if part in self.layout.paths)
        column = next(found, self.layout.naming_column)
        return self.sheet.place_at(self.sheet.numbers[row], self.sheet.lines[row], column, self._text(row, column))

    def written(self, row: int, path: Path) -> str:
        """Return a figure as it was written; a bare number with the unit of its own column, or of its header."""
        text = self._text(row, self.layout.paths.get(path))
        bare = text.replace(",", "").lstrip("-+").replace(".", "", 1).isdecimal()
        if not bare:
            return text
        unit = self._text(row, self.layout.paths.get((*path, "unit"))) or self.units.get(path)
        return f"{text} {unit}" if unit else text

    def called(self, path: Path) -> str:
        """Return the heading of a column; that of the park is the one that names it."""
        column = self.layout.naming_column if path == ("id",) else self.layout.paths.get(path)
        return "" if column is None else self.layout.texts[column].strip()

    def start(self) -> Place:
        """Return the header of the column that names the park."""
        column = self.layout.naming_column
        return self.sheet.place(self.layout.header, column, self.layout.texts[column])

    def _text(self, row: int, column: int | None) -> str:
        cells = self.sheet.reread(row) if self.sheet.reread else self.sheet.row(row)
        return cells[column].strip() if column is not None and column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class TableRead:
    """The panels of one sheet, this year's first, the criteria that it is read under, and what is wrong."""

    panels: list[Panel]
    criteria: CriteriaFile | None
    findings: list[Finding]


def read_table(sheet: Sheet, criteria_for: CriteriaFor, year: int | None = None) -> TableRead:
    """Return the parks in the rows of a sheet, under the criteria it names or is read under.

    ``year`` is that of a table that has no column for it.
    """
    own, place = _named_criteria(sheet)
    criteria = criteria_for(own, place)
    if criteria is None:
        return TableRead([], None, [])
    layout, findings = layout_of(sheet, vocabulary_of(criteria), year)
    if layout is None or any(one.kind is kinds.COLUMN_MISSING for one in findings):
        return TableRead([], criteria, findings)
    reader = _Reader(sheet, layout, own, criteria.criteria.groups)
    bound = [bind(raw, criteria) for raw in reader.raws()]
    panels = [panel for panel, _ in bound]
    with localcontext(CONTEXT):
        findings += check_totals(sheet, layout, reader.sorted, panels[0])
    findings += reader.findings + [finding for _, found in bound for finding in found]
    if not len(panels[0]) and not findings:
        findings.append(Finding(kinds.NO_ROWS, sheet.place(layout.header, layout.naming_column)))
    return TableRead(panels, criteria, findings)


class _Reader:
    """Finds the raw cells of a table."""

    def __init__(self, sheet: Sheet, layout: Layout, criteria: str, groups: Mapping[str, Group]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.criteria = criteria
        self.columns, self.findings = unmerged(sheet, layout)
        self.sorted = sorted_rows(sheet, layout, self.columns, groups)
        self.findings += self.sorted.findings

    def raws(self) -> list[Raw]:
        """Return the columns of the parks, and those of last year if there are any; all other rows are left out."""
        slipped = self._beside()
        first, size = self.layout.first, len(self.sheet)
        rows: Sequence[int] = [row for index in self.sorted.parks if (row := first + index) not in slipped]
        rows = rows if len(rows) < size - first else range(first, size)
        now, before = self._by_year(self._years(rows))
        self.findings += self._hidden(rows)
        cells = self._cells(now, rows)
        self._other_criteria(cells.get(("criteria",), ()), rows)
        if self.layout.year is not None:
            cells["year",] = [Decimal(self.layout.year)] * len(rows)
        raws = [self._raw(rows, now, cells)]
        if before:
            shared = {path: column for path, column in now.items() if path[0] in _SHARED}
            years = [year_in(text) for text in cells["year",]]
            cells = {**self._cells({**shared, **before}, rows)}
            cells["year",] = [NOTHING if year is None else Decimal(year - 1) for year in years]
            raws.append(replace(self._raw(rows, {**shared, **before}, cells), is_filling=True))
        return raws

    def _cells(self, paths: Mapping[Path, int], rows: Sequence[int]) -> dict[Path, Sequence[Scalar]]:
        if isinstance(rows, range):
            return {path: self.columns[column][rows.start :] for path, column in paths.items()}
        return {path: [self.columns[column][row] for row in rows] for path, column in paths.items()}

    def _raw(self, rows: Sequence[int], paths: dict[Path, int], cells: dict[Path, Sequence[Scalar]]) -> Raw:
        headings = dict(self.layout.columns)
        units = {path: unit for path, column in paths.items() if (unit := headings[column].unit)}
        # The sheet is kept without its cells, which are found again when asked for.
        reread = self.sheet.reread if self.sheet.reread and not self.sheet.merged else packed(self.columns)
        sheet = replace(self.sheet, columns=(), merged=(), hidden=(), reread=reread)
        table = Table(sheet, replace(self.layout, paths=paths), units)
        figures = {path: column for path, column in cells.items() if path[0] != "events"}
        return Raw(table, rows, figures, units, list(_events(cells)), names_suffice=True)

    def _years(self, rows: Sequence[int]) -> set[int | None]:
        """Return the years of the rows."""
        column = self.layout.paths.get(("year",))
        return (
            {self.layout.year}
            if column is None
            else {year_in(text) for text in {self.columns[column][row] for row in rows}}
        )

    def _by_year(self, years: set[int | None]) -> tuple[dict[Path, int], dict[Path, int]]:
        """Return the columns of the rows' own year by path, and those of the year before."""
        found: tuple[dict[Path, int], dict[Path, int]] = ({}, {})
        only = years.pop() if len(years) == 1 else None
        for column, heading in self.layout.columns:
            back = {"": 0, "previous": 1}.get(
                heading.year, only - int(heading.year) if only and heading.year.isdecimal() else -1
            )
            path, text = replace(heading, year="").path, self.layout.texts[column].strip()
            place = self.sheet.place(self.layout.header, column, text)
            if back not in (0, 1):
                self.findings.append(Finding(kinds.COLUMN_OF_ANOTHER_YEAR, place, {"column": quoted(text)}))
            elif path in found[back]:
                other = self.sheet.place(self.layout.header, found[back][path]).cell
                self.findings.append(Finding(kinds.COLUMN_TWICE, place, {"column": text, "other": other}))
            else:
                found[back][path] = column
        return found

    def _beside(self) -> set[int]:
        """Say what stands beside the table, and return the rows whose cells slipped into other columns.

        Cells of a workbook cannot slip; such columns are named once.
        """
        slipped: set[int] = set()
        rows, width = range(self.layout.first, len(self.sheet)), len(self.layout.texts)
        if self.sheet.reread and len(self.sheet.columns) > width:  # a header of CSV may end in empty cells
            width = max(width, len(self.sheet.reread(self.layout.header)))
        for column in range(len(self.layout.texts), len(self.sheet.columns)):
            is_grid = bool(self.sheet.name) or column < width
            filled = [row for row in rows if self.sheet.text(row, column)]
            for row in filled[:1] if is_grid else [row for row in filled if row not in slipped]:
                kind, key = (kinds.IGNORED_COLUMN, "column") if is_grid else (kinds.EXTRA_CELLS, "value")
                params = {key: quoted(self.sheet.text(row, column))}
                self.findings.append(Finding(kind, self.sheet.place(row, column), params))
            slipped |= set() if is_grid else set(filled)
        return slipped

    def _other_criteria(self, cells: Sequence[Scalar], rows: Sequence[int]) -> None:
        """Name the rows that are for other criteria than the first."""
        if {str(text).strip() for text in set(cells)} <= {"", self.criteria}:
            return
        for row, text in zip(rows, (str(cell).strip() for cell in cells), strict=True):
            if text not in ("", self.criteria):
                place = self.sheet.place(row, self.layout.paths["criteria",])
                params = {"value": quoted(text), "first": self.criteria}
                self.findings.append(Finding(kinds.ROW_OF_OTHER_CRITERIA, place, params))

    def _hidden(self, rows: Sequence[int]) -> Iterator[Finding]:
        """Yield one warning for the rows that nobody sees: they count like all others."""
        unseen = set(self.sheet.hidden)
        found = [row for row in rows if self.sheet.numbers[row] in unseen] if unseen else []
        if found:
            yield Finding(kinds.HIDDEN_ROWS, self.sheet.place(found[0], 0), {"count": str(len(found))})


def _events(columns: Mapping[Path, Sequence[Scalar]]) -> Iterator[RawEvent]:
    """Yield the events: a column holds how many there were of one kind and level."""
    for path, cells in columns.items():
        if path[0] != "events" or path[-1] in OF_EVENTS:
            continue
        said = {part: columns.get((*path, part)) for part in OF_EVENTS}
        for row, cell in enumerate(cells):
            if str(cell).strip():
                beside = {part: str(texts[row]).strip() or None for part, texts in said.items() if texts}
                yield RawEvent(row, str(path[1]), cell, path, str(path[2]) if len(path) > 2 else None, **beside)


def _named_criteria(sheet: Sheet) -> tuple[str, Place]:
    """Return what the column of criteria says in the first row that has it, and where."""
    general = Headings(NO_CRITERIA)
    for index in range(min(DEEPEST_HEADER, len(sheet))):
        for column, text in enumerate(sheet.row(index)):
            found = general.find(text) if text and len(text) < 100 else None
            if found is not None and found.key == "criteria":
                below = range(index + 1, len(sheet))
                first = next((one for one in below if sheet.text(one, column)), None)
                if first is not None:
                    return sheet.text(first, column), sheet.place(first, column)
                return "", Place(sheet.file, sheet=sheet.name)
    return "", Place(sheet.file, sheet=sheet.name)
