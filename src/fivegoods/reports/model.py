"""The format-neutral report: sections of tables, sentences and bars. Texts are in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from fivegoods.reports.charts import Chart

#: A table cell; None is shown as "-".
Cell = Decimal | int | str | None

#: What a machine reads: mappings, lists, text, numbers, booleans, null.
Tree = Mapping[str, "Tree"] | Sequence["Tree"] | str | Decimal | int | bool | None

#: The category, a document property, of a workbook that is a report: it is no data.
REPORT_MARK: Final = "fivegoods/report/1"


class Kind(StrEnum):
    """What a column holds; formats choose alignment and number shape by it."""

    TEXT = "text"
    NUMBER = "number"
    #: A share from 0 to 1, shown as a percentage.
    PERCENT = "percent"
    RANK = "rank"
    #: A drawing of signs of one width each, as long in every row: ``..==o=|..``.
    PLOT = "plot"

    @property
    def is_number(self) -> bool:
        """Whether cells are set flush right and never broken."""
        return self is not Kind.TEXT and self is not Kind.PLOT


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``decimals`` None shows a number as it is, without trailing zeros."""

    key: str
    header: str
    kind: Kind = Kind.TEXT
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, one per column.

    ``strong`` holds the indices of rows that sum up others; ``indents`` the depth of each row's
    first cell, empty for a flat table.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    caption: str = ""
    strong: frozenset[int] = frozenset()
    indents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One sentence or more.

    ``facts`` holds the same lines as labels and values, where a format can set them side by side.
    """

    text: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``points`` of ``full``, and how far missing data could still take it."""

    label: str
    points: Decimal
    possible: Decimal
    full: Decimal


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of one scale each: every bar is full at its own ``full``."""

    bars: tuple[Bar, ...]
    decimals: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered line, with the printed arithmetic below it if there is any."""

    text: str
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered lines in order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of a file to copy, such as YAML: shown as they are."""

    text: str
    language: str = "yaml"


Block = Table | Paragraph | Bars | Chart | Steps | Listing


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with blocks. ``detail`` marks what a screen may leave to the exported files.

    ``new_page`` marks what begins a page of its own on paper.
    """

    heading: str
    blocks: tuple[Block, ...]
    level: int = 2
    detail: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the header, such as the criteria id; ``brief`` is its form for a screen."""

    label: str
    value: str
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a human reads, in one language."""

    title: str
    lang: str
    subtitle: str = ""
    notices: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Product:
    """One result in its three shapes, each built only when a format asks for it."""

    report: Callable[[], Report]
    data: Callable[[], Tree]
    #: One flat table with English keys, for CSV.
    records: Callable[[], Table]
