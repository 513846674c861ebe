"""What a table is once it is text: rows of cells, each with a way back to its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fivegoods.messages.findings import Place

#: The row's number as a spreadsheet shows it, the line of the file it ends on (0: none), its cells.
Row = tuple[int, int, Sequence[str]]


#: Stands for a formula that was never computed: the cell is not empty.
NO_RESULT: Final = "="


class FormulaText(str):
    """The stored result of a formula; nobody knows whether it is up to date."""

    __slots__ = ()


class ErrorText(str):
    """What a cell shows in place of a value, such as ``#DIV/0!``."""

    __slots__ = ()


class AlteredText(str):
    """A stored number whose cell shows other digits, such as 35000 shown as 3.5万."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of one file; rows without content are left out. ``name`` is "" where there is one only."""

    file: str
    sha256: str
    name: str
    rows: Sequence[Row]
    #: JSON has records and keys instead of cells.
    is_records: bool = False
    #: Merged areas: first and last row as numbered, first and last column from 0.
    merged: Sequence[tuple[int, int, int, int]] = ()
    #: Numbers of the rows that nobody sees.
    hidden: Sequence[int] = ()

    def place(self, row: Row, column: int, text: str | None = None) -> Place:
        """Return the place of a cell; ``column`` counts from 0. ``text`` replaces the excerpt."""
        number, line, cells = row
        shown = text if text is not None else (cells[column] if 0 <= column < len(cells) else "")
        cell = f"[{number}]" if self.is_records else f"{letters(max(column, 0))}{number}"
        flat = " ".join(shown.split())
        return Place(self.file, line or number, 0, len(flat) + 1, sheet=self.name, cell=cell, excerpt=flat)


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, B, … Z, AA."""
    name, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(65 + digit) + name
    return name


def column_of(cell: str) -> int:
    """Return the column (from 0) of a cell such as ``AB12``; -1 if it has no letters."""
    column = 0
    for sign in cell:
        if not "A" <= sign <= "Z":
            break
        column = column * 26 + ord(sign) - 64
    return column - 1
