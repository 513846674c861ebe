"""Raw cells: what a reader finds of park-years in one input, before anybody asks what it means.

Readers of documents, tables and forms make them, the binder takes them; neither knows the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, Protocol

from fivegoods.criteria.base import Source
from fivegoods.criteria.file import Origin
from fivegoods.messages.findings import Place

#: Where a cell stands in a park document: ("data", "tax"), ("review", "points", "inspection", "reason").
Path = tuple[str | int, ...]
#: A cell: a number, yes or no, a text, None where a document says null, `NOTHING` where there is no cell.
Scalar = bool | Decimal | str | None

NOTHING: Final = ""
#: Stands behind a sign that is struck out.
STROKE: Final = "\u0336"
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


class StruckText(str):
    """A text that is struck out, all of it or a part; each struck sign is followed by a stroke."""

    __slots__ = ()


class Input(Protocol):
    """One document, sheet or form: knows, when asked, where the cells of its rows stand and what they say."""

    @property
    def file(self) -> str:
        """The file's name as it was given."""

    @property
    def sha256(self) -> str:
        """Hash of the file's bytes, in hexadecimal."""

    def place(self, row: int, path: Path, *, key: bool = False) -> Place:
        """Return the place of a cell of a row, or of its key; the nearest that is there if it is absent."""

    def written(self, row: int, path: Path) -> str:
        """Return a figure as it was written, with the unit it was given in; "" where that is not known."""

    def called(self, path: Path) -> str:
        """Return what the input calls a cell, such as the heading of its column; "" for its path."""

    def start(self) -> Place:
        """Return where the figures begin."""


@dataclass(frozen=True, slots=True)
class Given:
    """The input of a park-year that was made by hand: it has an origin, whose text nobody knows."""

    file: str
    sha256: str
    origin: Origin

    def place(self, row: int, path: Path, *, key: bool = False) -> Place:
        """Return the place that the origin names."""
        return self.origin.place(path, key=key)

    def written(self, row: int, path: Path) -> str:
        """Return nothing."""
        return ""

    def called(self, path: Path) -> str:
        """Return nothing."""
        return ""

    def start(self) -> Place:
        """Return the place of the park-year."""
        return self.place(0, ())


@dataclass(frozen=True, slots=True)
class RawEvent:
    """An event as it was found: the row it is of, its kind and how often, and what else is said about it."""

    row: int
    kind: str
    count: Scalar
    path: Path
    level: str | None = None
    date: str | None = None
    source: str | None = None
    remark: str | None = None


@dataclass(slots=True)
class Raw:
    """The cells of one input by path, one in each row; `NOTHING` where a row has none."""

    input: Input
    #: The number that each row has in the input.
    rows: Sequence[int]
    cells: Mapping[Path, Sequence[Scalar]]
    #: Units that stand at the head of a column, by the path of the figures.
    units: Mapping[Path, str] = field(default_factory=dict)
    events: Sequence[RawEvent] = ()
    #: Sources that the input itself declares.
    sources: Mapping[str, Source] = field(default_factory=dict)
    #: Keys that are no words of any criteria.
    strays: Sequence[Path] = ()
    #: Last year's figures of a form: they only fill what that year's own file leaves empty.
    is_filling: bool = False
    #: A park may have a name and no id: the id is made from the name.
    names_suffice: bool = False
    #: Value and unit of a figure are written by one hand, so that two units contradict each other.
    units_agree: bool = False

    def column(self, *path: str | int) -> Sequence[Scalar]:
        """Return a column, or none of anything."""
        return self.cells.get(path) or [NOTHING] * len(self.rows)

    def only(self, kept: Sequence[int]) -> Raw:
        """Return the rows with these indices."""
        again = {row: index for index, row in enumerate(kept)}
        return replace(
            self,
            rows=[self.rows[row] for row in kept],
            cells={path: [cells[row] for row in kept] for path, cells in self.cells.items()},
            events=[replace(one, row=again[one.row]) for one in self.events if one.row in again],
        )


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """One row of an input; an `fivegoods.criteria.file.Origin`."""

    input: Input
    row: int
    #: Cells that came from elsewhere, such as last year's column of a form.
    others: Mapping[Path, Origin] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The file's name as it was given."""
        return self.input.file

    @property
    def sha256(self) -> str:
        """Hash of the file's bytes, in hexadecimal."""
        return self.input.sha256

    def written(self, path: Path) -> str:
        """Return a figure as it was written, with its unit; "" where that is not known."""
        other = self.others.get(path)
        return other.written(path) if isinstance(other, RowOrigin) else self.input.written(self.row, path)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of the cell at ``path``."""
        other = self.others.get(path)
        return other.place(path, key=key) if other is not None else self.input.place(self.row, path, key=key)
