"""A row of a table as the origin of a park, and the facts about its figures, made when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fivegoods.messages.findings import Place
from fivegoods.panel.entities import Fact, LazyFacts
from fivegoods.reading.tables.sheet import Row

#: Stands between the cells of a kept row; no text file holds it.
SEPARATOR: Final = "\x1f"

#: A row kept for later questions: number, line, and its cells in one text.
KeptRow = tuple[int, int, str]

if TYPE_CHECKING:
    from fivegoods.reading.tables.with_criteria import BoundTable


def packed(row: Row) -> KeptRow:
    """Return a row as it is kept."""
    text = SEPARATOR.join(row[2])
    if text.count(SEPARATOR) >= len(row[2]):
        text = SEPARATOR.join(cell.replace(SEPARATOR, " ") for cell in row[2])
    return row[0], row[1], text


def unpacked(kept: KeptRow) -> Row:
    """Return a kept row with its cells apart."""
    return kept[0], kept[1], kept[2].split(SEPARATOR)


@dataclass(frozen=True, slots=True, eq=False)
class RowOrigin:
    """One row of one table; an `fivegoods.panel.entities.Origin`."""

    table: BoundTable
    kept: KeptRow

    @property
    def row(self) -> Row:
        """The row with its cells apart."""
        return unpacked(self.kept)

    @property
    def file(self) -> str:
        """The file's name as it was given."""
        return self.table.sheet.file

    @property
    def sha256(self) -> str:
        """Hash of the file's bytes, in hexadecimal."""
        return self.table.sheet.sha256

    def place(self, path: tuple[str | int, ...], *, key: bool = False) -> Place:
        """Return the cell that holds ``path``, else the nearest ancestor's, else the first that names the park."""
        keys = tuple(str(part) for part in path if part != "value")
        while keys:
            column = self.table.layout.paths.get(keys)
            if column is not None:
                return self.table.sheet.place(self.row, column)
            keys = keys[:-1]
        return self.table.sheet.place(self.row, self.table.first_column)

    def written(self, path: tuple[str | int, ...]) -> str:
        """Return the text of the cell that holds ``path``, or an empty text."""
        column = self.table.layout.paths.get(tuple(str(part) for part in path if part != "value"))
        return self.table.text(self.row, column)


class RowFacts(LazyFacts):
    """The facts about one row's figures. A big table has a million of them, so none is kept."""

    __slots__ = ("_kept", "_reviewed", "_table")

    def __init__(self, table: BoundTable, kept: KeptRow, *, reviewed: bool = False) -> None:
        """Speak for the self-reported figures of a row, or for the reviewed ones."""
        self._table = table
        self._kept = kept
        self._reviewed = reviewed

    def may_say(self, part: str) -> bool:
        """Return whether the table has columns for this part."""
        return part in self._table.parts

    def __getitem__(self, name: str) -> Fact:
        fact = self._table.fact(unpacked(self._kept), name, reviewed=self._reviewed)
        if fact is None:
            raise KeyError(name)
        return fact

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._table.figures(reviewed=self._reviewed) if name in self)

    def __contains__(self, name: object) -> bool:
        column = self._table.figures(reviewed=self._reviewed).get(str(name))
        return column is not None and bool(self._table.text(unpacked(self._kept), column))

    def __len__(self) -> int:
        return sum(1 for _ in self)
