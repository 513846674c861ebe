"""The format-neutral report: columns declared once, rows, sentences, charts. Texts are in one language."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import IntEnum, StrEnum
from itertools import islice
from typing import Any, Final, Generic, NamedTuple, TypeAlias, TypeVar, overload

from fivegoods.numeric.decimals import decide, show
from fivegoods.reports.charts import Chart

#: What people read in a cell; None is shown as "-".
Cell = Decimal | int | str | None

#: What a program reads: mappings, lists, tables (lists of mappings), text, numbers, booleans, null.
Tree: TypeAlias = "Mapping[str, Tree] | Sequence[Tree] | Table[Any] | str | Decimal | int | bool | None"

#: The category, a document property, of a workbook that is a report: it is no data.
REPORT_MARK: Final = "fivegoods/report/1"

#: Decimals of what is estimated with binary fractions: shares of draws, correlations, weights.
_ESTIMATE_PLACES: Final = 6
#: More digits than this come from a division, not from a file.
_WRITTEN_DIGITS: Final = 28

Row = TypeVar("Row")


class Kind(StrEnum):
    """What a column holds; formats choose alignment and number shape by it."""

    TEXT = "text"
    #: The name of the park that the row is about.
    PARK = "park"
    #: A computed number; files have it at the 12 decimals that decisions look at.
    NUMBER = "number"
    #: A number as it was written, with its unit for people; an endless quotient as a computed number.
    FIGURE = "figure"
    #: A share from 0 to 1, shown as a percentage.
    PERCENT = "percent"
    RANK = "rank"
    #: A number with its arithmetic (`numeric.traced`), which a workbook computes anew.
    FORMULA = "formula"

    @property
    def is_text(self) -> bool:
        """Whether cells are words, which may be broken into lines."""
        return self is Kind.TEXT or self is Kind.PARK

    @property
    def is_number(self) -> bool:
        """Whether cells are set flush right and never broken."""
        return not self.is_text


class Tone(StrEnum):
    """What a cell means for its reader; screens paint it."""

    GOOD = "good"
    BAD = "bad"
    #: Something is missing, so that this may change.
    OPEN = "open"


class Medium(IntEnum):
    """What a report is read on, from the one with the least room to the one with the most."""

    SCREEN = 1
    PIPE = 2
    FILE = 3
    #: A workbook, and a file with its annex: settings and hashes of files are listed.
    WHOLE = 4


class Cells(ABC, Generic[Row]):
    """Gives the cell of one row, and those of many rows at once where these stand in a column already."""

    @abstractmethod
    def __call__(self, row: Row) -> Any:
        """Return the cell of a row."""

    @abstractmethod
    def each(self, rows: Sequence[Row]) -> Sequence[Any]:
        """Return the cells of some rows."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column, declared once for all formats.

    ``key`` names it for programs; ``heading`` for people, who do not see a column without one. ``cell`` gives the
    exact value of a row. ``shown`` gives what people read instead, such as a choice by its name. ``decimals`` None
    shows a number as it is, without trailing zeros. Two columns are equal if they look alike.
    """

    key: str
    heading: str
    cell: Callable[[Row], Any] = field(compare=False, repr=False)
    kind: Kind = Kind.TEXT
    decimals: int | None = None
    shown: Callable[[Row], Any] | None = field(default=None, compare=False, repr=False)
    tone: Callable[[Row], Tone | None] | None = field(default=None, compare=False, repr=False)
    #: Whether its cells are compared with each other: a workbook shades them, the more the larger.
    shaded: bool = field(default=False, compare=False)

    def look(self, row: Row) -> Cell:
        """Return what people read in a row."""
        value: Cell = (self.shown or self.cell)(row)
        return estimate(value) if isinstance(value, float) else value

    def data(self, row: Row) -> Tree:
        """Return what a program reads in a row."""
        return self.reader()(row)

    def reader(self) -> Callable[[Row], Tree]:
        """Return the function that gives what a program reads in a row: words are as they are, numbers exact."""
        cell, exact = self.cell, self.exact
        return (lambda row: exact(cell(row))) if self.kind.is_number else cell

    @property
    def exact(self) -> Callable[[Any], Tree]:
        """The function that gives what a program reads of a cell."""
        if not self.kind.is_number:
            return _itself
        return _exact_figure if self.kind is Kind.FIGURE else exact_number

    def each(self, rows: Sequence[Row]) -> Sequence[Any]:
        """Return the exact values of some rows."""
        return self.cell.each(rows) if isinstance(self.cell, Cells) else list(map(self.cell, rows))


def _itself(value: Any) -> Tree:
    tree: Tree = value
    return tree


def exact_number(value: Any) -> Tree:
    """Return what a program reads of a computed number."""
    if type(value) is Decimal:
        return decide(value)
    return estimate(value) if isinstance(value, float) else _itself(value)


def _exact_figure(value: Any) -> Tree:
    return written_or_decided(value) if type(value) is Decimal else exact_number(value)


def written_or_decided(value: Decimal) -> Decimal:
    """Return a figure as it was written, an endless quotient at the 12 decimals that decisions look at."""
    # A text is made five times as fast as a tuple of digits, and is never shorter.
    if len(str(value)) <= _WRITTEN_DIGITS or len(value.as_tuple().digits) <= _WRITTEN_DIGITS:
        return value
    return Decimal(show(decide(value)))


def estimate(value: float, places: int = _ESTIMATE_PLACES) -> Decimal:
    """Return a number of the uncertainty analyses, which come in binary fractions."""
    return Decimal(f"{value:.{places}f}").normalize() + 0


def _is_no_sum(_: object) -> bool:
    return False


def _at_the_edge(_: object) -> int:
    return 0


class Columns(dict[str, Column[Row]]):
    """Declared columns by their keys, for formats and tables that choose from them."""

    def __init__(self, *columns: Column[Row]) -> None:
        """Declare columns."""
        super().__init__((column.key, column) for column in columns)

    def pick(self, *keys: str) -> tuple[Column[Row], ...]:
        """Return the columns of some keys, in this order."""
        return tuple([self[key] for key in keys])


class SeenRow(NamedTuple):
    """One row as people read it: ``is_sum`` marks what sums up others, ``depth`` how far the first cell is indented."""

    cells: tuple[Cell, ...]
    is_sum: bool
    depth: int


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """Columns and what they are applied to. A cell is made when it is written, so rows may be very many."""

    columns: tuple[Column[Row], ...]
    rows: Sequence[Row]
    caption: str = ""
    is_sum: Callable[[Row], bool] = field(default=_is_no_sum, compare=False)
    depth: Callable[[Row], int] = field(default=_at_the_edge, compare=False)

    @property
    def seen(self) -> tuple[Column[Row], ...]:
        """The columns that people see."""
        return tuple(column for column in self.columns if column.heading)

    def seen_rows(self) -> Iterator[SeenRow]:
        """Yield the rows as people read them, one at a time."""
        seen = self.seen
        for row in self.rows:
            yield SeenRow(tuple([column.look(row) for column in seen]), self.is_sum(row), self.depth(row))

    def stretches(self, size: int) -> Iterator[Sequence[Row]]:
        """Yield the rows, at most ``size`` at a time."""
        if isinstance(self.rows, Streamed):
            rows = iter(self.rows)
            while some := list(islice(rows, size)):
                yield some
        else:
            yield from (self.rows[start : start + size] for start in range(0, len(self.rows), size))

    def records(self) -> Iterator[dict[str, Tree]]:
        """Yield the rows as programs read them, one at a time."""
        readers = [(column.key, column.reader()) for column in self.columns]
        for row in self.rows:
            yield {key: read(row) for key, read in readers}


class Streamed(Sequence[Row]):
    """Rows that are made anew whenever they are looked at, and are never whole in memory."""

    def __init__(self, make: Callable[[], Iterator[Row]]) -> None:
        """Take the rows that ``make`` yields."""
        self._make = make

    def __iter__(self) -> Iterator[Row]:
        return self._make()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return list(self)[index]


def record(columns: Sequence[Column[Row]], row: Row) -> dict[str, Tree]:
    """Return one row for programs, by the keys of the columns."""
    return {column.key: column.data(row) for column in columns}


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A label and its value, such as the criteria's id; ``brief`` is the value for a screen."""

    label: str
    value: str
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One sentence or more.

    ``facts`` holds the same lines as labels and values, where a format can set them side by side.
    """

    text: str
    facts: tuple[LabelledValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered line, with the printed arithmetic below it if there is any."""

    text: str
    formula: str = ""


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Numbered lines in order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of a file to copy, such as YAML: shown as they are."""

    text: str
    language: str = "yaml"


Block = Table[Any] | Paragraph | Chart | NumberedList | Listing


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with blocks, for the media from ``since`` to ``until``.

    ``new_page`` marks what begins a page of its own on paper.
    """

    heading: str
    blocks: tuple[Block, ...]
    level: int = 2
    since: Medium = Medium.SCREEN
    until: Medium = Medium.WHOLE
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a human reads, in one language."""

    title: str
    lang: str
    subtitle: str = ""
    notices: tuple[str, ...] = ()
    facts: tuple[LabelledValue, ...] = ()
    sections: tuple[Section, ...] = ()

    def on(self, medium: Medium) -> Report:
        """Return what the report says on a medium."""
        return replace(self, sections=tuple(one for one in self.sections if one.since <= medium <= one.until))


class Product(ABC):
    """One result in its three shapes, each made only when a format asks for it."""

    @abstractmethod
    def report(self) -> Report:
        """Return what people read."""

    @abstractmethod
    def data(self) -> Tree:
        """Return everything for JSON."""

    @abstractmethod
    def records(self) -> Table[Any]:
        """Return one flat table for CSV."""
