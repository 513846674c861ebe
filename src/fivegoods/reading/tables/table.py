"""One sheet → the panel of the parks in its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import localcontext

from fivegoods.criteria.file import CriteriaFile
from fivegoods.messages.findings import Finding, Place, quoted
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.bind import bind
from fivegoods.panel.panel import Panel
from fivegoods.panel.raw import Path, Raw, RawEvent
from fivegoods.panel.vocabulary import vocabulary_of
from fivegoods.reading import findings as kinds
from fivegoods.reading.tables.headings import NO_CRITERIA, OF_EVENTS, Headings
from fivegoods.reading.tables.layout import DEEPEST_HEADER, Layout, layout_of
from fivegoods.reading.tables.merged import unmerged
from fivegoods.reading.tables.rows import sorted_rows
from fivegoods.reading.tables.sheet import Sheet, packed
from fivegoods.reading.tables.totals import check_totals

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
        """Return the cell that holds ``path``, else the nearest ancestor's, else the first that names the park.

        The key of all figures is the header.
        """
        if key and path == ("data",):
            column = self.layout.naming_column
            return self.sheet.place(self.layout.header, column, self.layout.texts[column])
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

    def _text(self, row: int, column: int | None) -> str:
        cells = self.sheet.reread(row) if self.sheet.reread else self.sheet.row(row)
        return cells[column].strip() if column is not None and column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class TableRead:
    """The panel of one sheet, the criteria that it is read under, and what is wrong."""

    panel: Panel | None
    criteria: CriteriaFile | None
    findings: list[Finding]


def read_table(sheet: Sheet, criteria_for: CriteriaFor) -> TableRead:
    """Return the parks in the rows of a sheet, under the criteria it names or is read under."""
    own, place = _named_criteria(sheet)
    criteria = criteria_for(own, place)
    if criteria is None:
        return TableRead(None, None, [])
    layout, findings = layout_of(sheet, vocabulary_of(criteria))
    if layout is None or any(one.kind is kinds.COLUMN_MISSING for one in findings):
        return TableRead(None, criteria, findings)
    reader = _Reader(sheet, layout, own)
    panel, found = bind(reader.raw(), criteria)
    with localcontext(CONTEXT):
        found += check_totals(sheet, layout, reader.sorted, panel)
    findings += reader.findings + found
    if not len(panel) and not findings:
        findings.append(Finding(kinds.NO_ROWS, sheet.place(layout.header, layout.naming_column)))
    return TableRead(panel, criteria, findings)


class _Reader:
    """Finds the raw cells of a table."""

    def __init__(self, sheet: Sheet, layout: Layout, criteria: str) -> None:
        self.sheet = sheet
        self.layout = layout
        self.criteria = criteria
        self.columns, self.findings = unmerged(sheet, layout)
        self.sorted = sorted_rows(sheet, layout, self.columns)
        self.findings += self.sorted.findings

    def raw(self) -> Raw:
        """Return the columns of the parks; all other rows are left out."""
        first, paths = self.layout.first, self.layout.paths
        slipped = self._beside()
        kept = [first + index for index in self.sorted.parks if first + index not in slipped]
        rows = range(first, len(self.sheet))
        at: dict[Path, Sequence[str]] = {path: self.columns[column][first:] for path, column in paths.items()}
        if len(kept) < len(rows):
            at = {path: [self.columns[column][row] for row in kept] for path, column in paths.items()}
        numbers = kept if len(kept) < len(rows) else rows
        self._other_criteria(at.get(("criteria",), ()), numbers)
        self.findings += self._hidden(numbers)
        figures = {path: cells for path, cells in at.items() if path[0] != "events"}
        units: dict[Path, str] = {heading.path: heading.unit for _, heading in self.layout.columns if heading.unit}
        return Raw(self._table(units), numbers, figures, units, list(_events(at)), names_suffice=True)

    def _table(self, units: dict[Path, str]) -> Table:
        """Return the sheet as it is kept: without the cells, which are found again when asked for."""
        reread = self.sheet.reread if self.sheet.reread and not self.sheet.merged else packed(self.columns)
        return Table(replace(self.sheet, columns=(), merged=(), hidden=(), reread=reread), self.layout, units)

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

    def _other_criteria(self, cells: Sequence[str], rows: Sequence[int]) -> None:
        """Name the rows that are for other criteria than the first."""
        if {text.strip() for text in cells} <= {"", self.criteria}:
            return
        for row, text in zip(rows, map(str.strip, cells), strict=True):
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


def _events(columns: Mapping[Path, Sequence[str]]) -> Iterator[RawEvent]:
    """Yield the events: a column holds how many there were of one kind and level."""
    for path, cells in columns.items():
        if path[0] != "events" or path[-1] in OF_EVENTS:
            continue
        said = {part: columns.get((*path, part)) for part in OF_EVENTS}
        for row, text in enumerate(cells):
            if text.strip():
                beside = {part: texts[row].strip() or None for part, texts in said.items() if texts}
                yield RawEvent(row, str(path[1]), text, path, str(path[2]) if len(path) > 2 else None, **beside)


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
