"""Tables of a web page, row by row: headers for every column and row, in several parts where paper is too narrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from markupsafe import Markup

from fivegoods.export.cells import cell_text
from fivegoods.export.html.text import inline
from fivegoods.export.terminal.layout import names_column, parts_that_fit
from fivegoods.messages.sanitise import one_line, width_of
from fivegoods.reports.model import Cell, Column, Kind, Table

#: Longer tables get a box that keeps their header in sight.
_LONG: Final = 60
#: Text of more columns than this may be broken, names of parks at twice as many; as many rows are looked at to know.
_SHORT: Final = 16
_SAMPLE: Final = 500
#: Columns of letters that paper holds upright and on its side.
_UPRIGHT: Final = 112
_ACROSS: Final = 160
#: Columns of numbers that half a page holds; text takes the room of two.
_HALF: Final = 5
#: Tables of so few rows are not spread over two pages; two of so many may stand side by side.
_BRIEF: Final = 12
_PAIRED: Final = 24
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table as a page shows it: classes of its box, class and text of each heading, and rows as markup."""

    caption: str
    box: str
    heads: list[tuple[str, str]]
    rows: Iterator[Markup]


def is_wide(table: Table[Any]) -> bool:
    """Return whether a table needs a page on its side."""
    return len(parts_that_fit(_sample(table), _UPRIGHT)) != 1


def _sample(table: Table[Any]) -> Table[Any]:
    return replace(table, rows=list(islice(table.rows, _SAMPLE)))


def set_tables(table: Table[Any]) -> Iterator[SetTable]:
    """Yield a table, or several that repeat its leading columns where paper does not hold all of them."""
    sample = _sample(table)
    parts = [part for part, _ in parts_that_fit(sample, _ACROSS)] or [sample]
    for part in parts:
        seen = part.seen
        looked = [row.cells for row in part.seen_rows()]
        classes = [_class_of(column, [cells[n] for cells in looked]) for n, column in enumerate(seen)]
        heads = [(css, column.heading) for css, column in zip(classes, seen, strict=True)]
        whole = replace(table, columns=part.columns)
        yield SetTable(one_line(table.caption), _box_of(whole), heads, _rows(whole, classes))


def _rows(table: Table[Any], classes: list[str]) -> Iterator[Markup]:
    seen, names = table.seen, names_column(table)
    for row, is_sum, deep in table.seen_rows():
        depth = min(deep, _DEEPEST)
        cells = [
            _cell(cell, column, f"{css} i{depth}".strip() if depth and not place else css, names=place == names)
            for place, (cell, column, css) in enumerate(zip(row, seen, classes, strict=True))
        ]
        yield Markup(f"<tr{_attribute('sum' if is_sum else '')}>{''.join(cells)}</tr>\n")


def _box_of(table: Table[Any]) -> str:
    """Return the classes of the box around a table, by its size."""
    rows, texts = len(table.rows), sum(not column.kind.is_number for column in table.seen)
    small = texts <= 1 and len(table.seen) + texts <= _HALF
    boxes = {
        "long": rows > _LONG,
        "brief": rows <= _BRIEF,
        "small": small,
        # Captions name the values of one group; an unbroken pair must fit a page.
        "pair": small and bool(table.caption) and rows <= _PAIRED,
    }
    return " ".join(["scroll", *(box for box, fits in boxes.items() if fits)])


def _class_of(column: Column[Any], cells: list[Cell]) -> str:
    """Return "n" for numbers, which are never broken ("r" for ranks), and "t" for text that is."""
    if column.kind.is_number:
        return "n r" if column.kind is Kind.RANK else "n"
    most = 2 * _SHORT if column.kind is Kind.PARK else _SHORT
    return "t" if any(isinstance(cell, str) and width_of(one_line(cell)) > most for cell in cells) else ""


def _cell(cell: Cell, column: Column[Any], css: str, *, names: bool) -> str:
    text = cell_text(cell, column)
    # Numbers have nothing to escape.
    shown = inline(text) if isinstance(cell, str) else text
    return f'<th scope="row"{_attribute(css)}>{shown}</th>' if names and text else f"<td{_attribute(css)}>{shown}</td>"


def _attribute(css: str) -> str:
    return f' class="{css}"' if css else ""
