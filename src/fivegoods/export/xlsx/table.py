"""A table on a sheet: headings that stay and filter, numbers to reckon with, columns as wide as their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from fivegoods.export.cells import cell_text, headings_of
from fivegoods.export.terminal.layout import fold, names_column
from fivegoods.export.xlsx.cells import PLAIN, CellFormats, Look, align_of, fitted, number_look, shown_cell, text_of
from fivegoods.export.xlsx.charts import SHADES
from fivegoods.export.xlsx.formula import spreadsheet_formula
from fivegoods.export.xlsx.plan import Page
from fivegoods.messages.sanitise import width_of
from fivegoods.numeric.traced import Traced
from fivegoods.reading.tables.delimited import looks_like_formula
from fivegoods.reports.model import Cell, Column, Kind, SeenRow, Table

#: Height of a line in points.
LINE: Final = 16
#: Columns of characters: text is wrapped beyond the first; headings of numbers beyond the second.
_WIDE: Final = 48
_HEADER: Final = 16
_LEAST: Final = 6
#: What a filter button and the edges of a cell take.
_BUTTON: Final = 3
_EDGES: Final = 2
#: One word, such as a checksum, is not broken up to this width.
_WORD: Final = 70
#: A row can be 409 points high, which is so many lines; longer text gets a wider column, up to the second.
_MOST_LINES: Final = 24
_WIDEST: Final = 200
#: Columns that stay in sight must leave room for the others.
_STAYING: Final = 44


@dataclass(slots=True)
class Written:
    """What a table on a sheet came to."""

    #: The next free row.
    line: int
    #: Widths of the columns in characters.
    widths: list[int]
    #: Characters that did not fit into their cells.
    left_out: int = 0


def write_table(sheet: Any, page: Page, table: Table[Any], looks: CellFormats, lang: str) -> Written:
    """Write the table of ``page`` from the first row on, row by row, and fit the sheet to it."""
    writer = _TableWriter(sheet, page, table, looks, lang)
    writer.write(0)
    return writer.finished()


def write_below(sheet: Any, table: Table[Any], looks: CellFormats, lang: str, line: int) -> int:
    """Write a table below another one, whose columns it shares; return the next free row."""
    return _TableWriter(sheet, Page("", ""), table, looks, lang).write(line)


class _TableWriter:
    def __init__(self, sheet: Any, page: Page, table: Table[Any], looks: CellFormats, lang: str) -> None:
        self._sheet, self._table, self._looks, self._lang = sheet, table, looks, lang
        self._indented = page.indented
        self._headers = headings_of(table)
        self._content = [0] * len(table.columns)
        kinds = [column.kind for column in table.columns]
        #: Text next to numbers keeps some distance.
        self._distance = [
            int(a.is_number and not b.is_number) for a, b in zip([Kind.TEXT, *kinds], kinds, strict=False)
        ]
        self._left_out = 0

    def write(self, first: int) -> int:
        """Write headings on row ``first`` and all rows below it; return the next free row."""
        line = first
        self._header(first)
        for line, row in enumerate(self._table.seen_rows(), start=first + 1):
            self._row(line, row)
        for place, column in enumerate(self._table.columns):
            if column.shaded and line > first + 1:
                self._sheet.conditional_format(first + 1, place, line, place, SHADES)
        return line + 1

    def _header(self, line: int) -> None:
        lines = 1
        for index, (column, text) in enumerate(zip(self._table.columns, self._headers, strict=True)):
            self._sheet.write_string(line, index, text_of(text), self._looks.header)
            lines = max(lines, len(fold(text, _header_width(column, text))))
        self._sheet.set_row(line, LINE * min(lines, _MOST_LINES) + 4)

    def _row(self, line: int, row: SeenRow) -> None:
        strong, lines = row.is_sum, 1
        for place, (cell, column) in enumerate(zip(row.cells, self._table.columns, strict=True)):
            indent = row.depth if place == self._indented else 0
            shown = shown_cell(cell, column, self._lang)
            if shown is None:
                self._sheet.write_blank(line, place, None, self._looks.of(replace(PLAIN, strong=strong)))
            elif column.kind is Kind.FORMULA:
                self._formula(line, place, cell, column)
            elif isinstance(shown.stored, Decimal) and self._looks.takes(shown.number_format):
                look = number_look(shown.number_format, column, strong=strong)
                self._sheet.write_number(line, place, shown.stored, self._looks.of(look))
                self._measure(place, width_of(cell_text(cell, column)) + 2 * indent)
            else:
                text = shown.stored if isinstance(shown.stored, str) else cell_text(cell, column)
                lines = max(lines, self._text(line, place, text, column, strong=strong, indent=indent))
        if lines > 1:
            self._sheet.set_row(line, LINE * min(lines, _MOST_LINES))

    def _formula(self, line: int, place: int, cell: Cell, column: Column[Any]) -> None:
        """Write the arithmetic of a number, with the number for programs that do not compute; else nothing."""
        look = self._looks.of(number_look(f"0.{'0' * (column.decimals or 0)}", column, strong=False))
        formula = spreadsheet_formula(cell.text) if isinstance(cell, Traced) else None
        if formula is None:
            self._sheet.write_blank(line, place, None, look)
        else:
            self._sheet.write_formula(line, place, formula, look, cell)
            self._measure(place, width_of(cell_text(cell, column)))

    def _text(self, line: int, place: int, text: str, column: Column[Any], *, strong: bool, indent: int) -> int:
        """Write a text and return how many lines it takes."""
        text, left_out = fitted(text, self._lang)
        self._left_out += left_out
        indent += self._distance[place]
        own = max(map(width_of, text.split("\n"))) + 2 * indent
        room = _room(text, own)
        look = Look(
            strong=strong,
            wrapped=own > room or "\n" in text,
            align=align_of(column),
            guarded=looks_like_formula(text),
            indent=indent,
        )
        self._sheet.write_string(line, place, text, self._looks.of(look))
        self._measure(place, min(own, room))
        return sum(len(fold(one, room - 2 * indent)) for one in text.split("\n")) if look.wrapped else 1

    def _measure(self, place: int, width: int) -> None:
        if width > self._content[place]:
            self._content[place] = width

    def finished(self) -> Written:
        table, rows = self._table, len(self._table.rows)
        widths = list(self._widths())
        for place, width in enumerate(widths):
            self._sheet.set_column(place, place, width)
        self._sheet.autofilter(0, 0, rows, len(widths) - 1)
        lead = names_column(table) + 1
        self._sheet.freeze_panes(1, lead if sum(widths[:lead]) <= _STAYING else 0)
        # Ids and written ranks are text on purpose.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + 1}"})
        return Written(rows + 1, widths, self._left_out)

    def _widths(self) -> Iterator[int]:
        for column, header, content in zip(self._table.columns, self._headers, self._content, strict=True):
            yield max(_LEAST, min(content, _WIDEST) + _EDGES, _header_width(column, header) + _BUTTON)


def _room(text: str, width: int) -> int:
    """Return the width of a column for a text as wide as ``width`` in one line."""
    if width <= _WORD and text.isascii() and " " not in text:
        return _WORD
    return min(max(_WIDE, -(-width // _MOST_LINES)), _WIDEST)


def _header_width(column: Column[Any], header: str) -> int:
    """Return the width that a heading asks for; those of numbers are folded, as on a screen."""
    return min(width_of(header), _HEADER if column.kind.is_number else _WIDE)
