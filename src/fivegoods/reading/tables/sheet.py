"""What a table is once it is text: rows of cells, each with a way back to its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from fivegoods.messages.findings import Place

#: Stands between the cells of a packed row; no text file holds it.
_BETWEEN: Final = "\x1f"

#: The index of a row → its cells.
Reread = Callable[[int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of one file; rows without content are left out. ``name`` is "" where there is one only."""

    file: str
    sha256: str
    name: str
    #: Texts of the cells, column by column, all of the same length.
    columns: Sequence[Sequence[str]]
    #: The number of each row as a spreadsheet shows it, and the line of the file that it ends on (0: none).
    numbers: Sequence[int]
    lines: Sequence[int]
    #: JSON has records and keys instead of cells.
    is_records: bool = False
    #: Merged areas: first and last row as numbered, first and last column from 0.
    merged: Sequence[tuple[int, int, int, int]] = ()
    #: Numbers of the rows that nobody sees.
    hidden: Sequence[int] = ()
    #: How to find the cells of a row again without keeping them all.
    reread: Reread | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    def row(self, row: int) -> list[str]:
        """Return the cells of a row up to the last that holds anything."""
        cells = [column[row] for column in self.columns]
        filled = next((index for index in range(len(cells), 0, -1) if cells[index - 1]), 0)
        return cells[:filled]

    def text(self, row: int, column: int | None) -> str:
        """Return the text of a cell without the spaces around it; "" where there is none."""
        if column is None or not 0 <= column < len(self.columns) or row >= len(self):
            return ""
        return self.columns[column][row].strip()

    def place(self, row: int, column: int, text: str | None = None) -> Place:
        """Return the place of a cell; rows and columns count from 0. ``text`` replaces the excerpt."""
        text = self.text(row, max(column, 0)) if text is None else text
        number, line = (self.numbers[row], self.lines[row]) if row < len(self.numbers) else (1, 1)
        return self.place_at(number, line, column, text)

    def place_at(self, number: int, line: int, column: int, text: str) -> Place:
        """Return the place of a cell in a row of this number, which ends on this line of the file."""
        cell = f"[{number}]" if self.is_records else f"{letters(max(column, 0))}{number}"
        flat = " ".join(text.split())
        return Place(self.file, line or number, 0, len(flat) + 1, sheet=self.name, cell=cell, excerpt=flat)


class Columns:
    """Rows put down column by column, short ones filled up; the rows themselves are not kept."""

    def __init__(self) -> None:
        """Begin without columns."""
        self.cells: list[list[str]] = []
        self.height = 0

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Put rows below those that are there."""
        for index, cells in enumerate(zip_longest(*rows, fillvalue="")):
            if index == len(self.cells):
                self.cells.append([""] * self.height)
            self.cells[index] += cells
        self.height += len(rows)
        for column in self.cells:
            column += [""] * (self.height - len(column))


def packed(columns: Sequence[Sequence[str]]) -> Reread:
    """Return a way to the cells of rows that keeps one text for each row: a fifth of the memory of its cells."""
    rows = list(zip(*columns, strict=True))
    texts = [_BETWEEN.join(row) for row in rows]
    odd = {index: row for index, row in enumerate(rows) if texts[index].count(_BETWEEN) >= max(len(row), 1)}
    return lambda row: odd.get(row) or texts[row].split(_BETWEEN)


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
