"""Tables and bars of a web page, row by row: headers for every column and row, a chart beside its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from fivegoods.export.cells import cell_text
from fivegoods.export.html.text import inline
from fivegoods.export.terminal.layout import names_column
from fivegoods.messages.sanitise import one_line, width_of
from fivegoods.reports.model import Cell, Column, Kind, Table

#: Longer tables get a box that keeps their header in sight.
_LONG: Final = 60
#: Text of more columns than this may be broken; as many rows are looked at to know.
_SHORT: Final = 16
_SAMPLE: Final = 500
#: Columns of numbers that fit a page across, and half a page; text takes the room of two.
_UPRIGHT: Final = 13
_HALF: Final = 5
#: Tables of so few rows are not spread over two pages; two of so many may stand side by side.
_BRIEF: Final = 12
_PAIRED: Final = 24
_DEEPEST: Final = 5


def is_wide(table: Table[Any]) -> bool:
    """Return whether a table needs a page on its side."""
    return _breadth(table) > _UPRIGHT


def _breadth(table: Table[Any]) -> int:
    return sum(1 if column.kind.is_number else 2 for column in table.seen)


def table_pieces(table: Table[Any], heading: str) -> Iterator[str]:
    """Yield ``table`` row by row; where it has no caption, the element with the id ``heading`` names it."""
    seen = table.seen
    sample = list(islice(table.seen_rows(), _SAMPLE))
    classes = [_class_of(column, [row.cells[index] for row in sample]) for index, column in enumerate(seen)]
    heads = [
        f'<th scope="col"{_attribute(css)}>{inline(column.heading)}</th>'
        for css, column in zip(classes, seen, strict=True)
    ]
    yield _opening(table.caption, heading, _box_of(table))
    yield f"<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n"
    names = names_column(table)
    for row, is_sum, deep in table.seen_rows():
        depth = min(deep, _DEEPEST)
        cells = [
            _cell(cell, column, f"{css} i{depth}".strip() if depth and not place else css, names=place == names)
            for place, (cell, column, css) in enumerate(zip(row, seen, classes, strict=True))
        ]
        yield f"<tr{_attribute('sum' if is_sum else '')}>{''.join(cells)}</tr>\n"
    yield _CLOSING


_CLOSING: Final = "</tbody>\n</table></div>\n"


def _opening(caption: str, heading: str, box: str, css: str = "") -> str:
    """Return the start of a table in a box that scrolls by itself, with the keyboard too."""
    named = f'aria-label="{inline(caption)}"' if caption else f'aria-labelledby="{heading}"'
    above = f"\n<caption>{inline(caption)}</caption>" if caption else ""
    outer = f"scroll {box}".strip()
    return f'<div class="{outer}" role="group" tabindex="0" {named}><table{_attribute(css)} {named}>{above}\n'


def _box_of(table: Table[Any]) -> str:
    """Return the classes of the box around a table, by its size."""
    rows, texts = len(table.rows), sum(not column.kind.is_number for column in table.seen)
    small = texts <= 1 and _breadth(table) <= _HALF
    boxes = {
        "long": rows > _LONG,
        "brief": rows <= _BRIEF,
        "small": small,
        # Captions name the values of one group; an unbroken pair must fit a page.
        "pair": small and bool(table.caption) and rows <= _PAIRED,
    }
    return " ".join(box for box, fits in boxes.items() if fits)


def _class_of(column: Column[Any], cells: list[Cell]) -> str:
    """Return "n" for numbers, which are never broken ("r" for ranks), and "t" for text that is."""
    if column.kind.is_number:
        return "n r" if column.kind is Kind.RANK else "n"
    return "t" if any(isinstance(cell, str) and width_of(one_line(cell)) > _SHORT for cell in cells) else ""


def _cell(cell: Cell, column: Column[Any], css: str, *, names: bool) -> str:
    text = cell_text(cell, column)
    # Numbers have nothing to escape.
    shown = inline(text) if isinstance(cell, str) else text
    return f'<th scope="row"{_attribute(css)}>{shown}</th>' if names and text else f"<td{_attribute(css)}>{shown}</td>"


def _attribute(css: str) -> str:
    return f' class="{css}"' if css else ""
