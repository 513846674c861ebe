"""Which sheets of a workbook belong to a form, and where their columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fivegoods.reading.forms.words import COLUMNS, MARK, SHEETS
from fivegoods.reading.tables.sheet import Sheet

_MARK_ROWS: Final = 20


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One marked sheet: its kind, the criteria it was made for, the column of each key, its first row of content."""

    sheet: Sheet
    kind: str
    criteria: str
    columns: dict[str, int]
    first: int

    @property
    def rows(self) -> range:
        """The indices of the rows below the mark."""
        return range(self.first, len(self.sheet))

    def text(self, row: int, key: str) -> str:
        """Return the text of a cell without the spaces around it."""
        return self.sheet.text(row, self.columns.get(key))


@dataclass(frozen=True, slots=True)
class FormBook:
    """The marked sheets of one workbook, and the criteria the form was made for."""

    file: str
    sha256: str
    criteria: str
    sheets: tuple[FormSheet, ...]


def form_in(file: str, sha256: str, sheets: Sequence[Sheet]) -> FormBook | None:
    """Return the form in a workbook, whatever its sheets are called now, or None if there is none."""
    found = [marked for one in sheets if (marked := _form_sheet(one)) is not None]
    return FormBook(file, sha256, found[0].criteria, tuple(found)) if found else None


def _form_sheet(one: Sheet) -> FormSheet | None:
    for index in range(min(_MARK_ROWS, len(one))):
        row = one.row(index)
        for text in row:
            if not text.startswith(f"{MARK} "):
                continue
            _, criteria, kind = (*text.split(), "", "")[:3]
            if kind not in SHEETS:
                return None
            columns = {key: column for column, key in enumerate(row) if key in COLUMNS[kind]}
            if "id" in COLUMNS[kind]:
                columns["id"] = next(i for i, cell in enumerate(row) if cell.startswith(MARK))
            return FormSheet(one, kind, criteria, columns, index + 1)
    return None
