"""Sentences, steps, listings and charts on a sheet, line by line; what is long is wrapped over several columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

from fivegoods.export.terminal.layout import fold
from fivegoods.export.xlsx.cells import PLAIN, CellFormats, fitted, number_look, shown_cell, text_of
from fivegoods.export.xlsx.charts import add_chart, rows_of, sheet_table
from fivegoods.export.xlsx.table import LINE, write_below
from fivegoods.messages.sanitise import clean, one_line, width_of
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import Block, Cell, Column, Listing, NumberedList, Paragraph, Section, Table

#: The columns of a sheet of text: a label, and the numbers of charts.
WIDTHS: Final = (30, 11, 11, 11, 20, 20)
#: Text below a table is given this width where the table's columns have it, at least the first.
_READABLE: Final = (84, 110)
#: A row can be 409 points high.
_MOST_LINES: Final = 24


class Lines:
    """Lines of text from ``line`` on; where a sheet is full, ``more`` gives the next one."""

    def __init__(
        self,
        sheet: Any,
        widths: Sequence[int],
        looks: CellFormats,
        lang: str,
        more: Callable[[], Any],
        line: int,
        most: int,
    ) -> None:
        """Begin on ``line`` of a sheet that holds ``most`` rows; its columns have ``widths`` in characters."""
        self.sheet, self.looks, self.lang, self.line = sheet, looks, lang, line
        self.left_out = 0
        self._more, self._most = more, most
        self._widths = widths
        self._breaks: list[int] = []

    def text(self, text: Section) -> None:
        """Write a heading and what stands below it."""
        if text.new_page and self.line:
            self._breaks.append(self.line)
            self.sheet.set_h_pagebreaks(self._breaks)
        if text.heading:
            self.put(one_line(text.heading), self.looks.heading if text.level <= 2 else self.looks.caption, LINE + 4)
        for block in text.blocks:
            self._block(block)
            self.line += 1

    def put(self, text: str, look: Any, height: int = LINE, first: int = 0) -> None:
        """Write one line from column ``first`` on, wrapped over as many columns as it takes."""
        fit, left_out = fitted(text_of(text), self.lang)
        self.left_out += left_out
        last, width = self._span(first)
        # A heading is as much wider as it is higher.
        lines = fold(fit, (width - 1) * LINE // height)
        if look is self.looks.listing:
            # What is copied from here is not broken into cells.
            lines = lines[:_MOST_LINES]
        for start in range(0, len(lines), _MOST_LINES):
            some = lines[start : start + _MOST_LINES]
            whole = fit if len(lines) <= _MOST_LINES else "\n".join(some)
            self._need(1)
            self._cell(whole, look, first, last, wrapped=len(some) > 1 or height != LINE)
            if len(some) > 1 or height != LINE:
                self.sheet.set_row(self.line, height * len(some))
            self.line += 1

    def _cell(self, text: str, look: Any, first: int, last: int, *, wrapped: bool) -> None:
        if last > first and (wrapped or width_of(text) > self._widths[first] - 2):
            self.sheet.merge_range(self.line, first, self.line, last, "", look)
        self.sheet.write_string(self.line, first, text, look)

    def _span(self, first: int) -> tuple[int, int]:
        """Return the last column a text reaches from ``first`` on, and the width up to there."""
        least, most = _READABLE
        last, width = first, self._width(first)
        while width < most and (last + 1 < len(self._widths) or width < least):
            last += 1
            width += self._width(last)
        return last, width

    def _width(self, column: int) -> int:
        return self._widths[column] if column < len(self._widths) else 8

    def _need(self, rows: int) -> None:
        """Go on with another sheet where this one has no room for so many rows."""
        if self.line + rows > self._most:
            self.sheet, self.line = self._more(), 0
            self._widths = WIDTHS
            self._breaks = []

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case NumberedList():
                for number, item in enumerate(block.items, start=1):
                    self.put(f"{number}. {one_line(item.text)}", self.looks.text)
                    if item.formula:
                        self.put(one_line(item.formula), self.looks.formula)
            case Listing():
                for line in clean(block.text).split("\n"):
                    self.put(line, self.looks.listing)
            case Chart():
                self._chart(block)
            case Table():
                self._need(len(block.rows) + 2)
                if block.caption:
                    self.put(one_line(block.caption), self.looks.caption)
                self.line = write_below(self.sheet, block, self.looks, self.lang, self.line)

    def _paragraph(self, block: Paragraph) -> None:
        if block.facts and self._widths is WIDTHS:
            for fact in block.facts:
                self.fact(fact.label, fact.value)
            return
        for line in clean(block.text).split("\n"):
            self.put(line, self.looks.text)

    def fact(self, label: str, value: str) -> None:
        """Write a label and its value beside it."""
        self._need(1)
        self.sheet.write_string(self.line, 0, text_of(one_line(label)), self.looks.label)
        self.put(one_line(value), self.looks.text, first=1)

    def _chart(self, block: Chart) -> None:
        """Write the numbers of a chart as a table, and the chart below it."""
        table = sheet_table(block, self.lang)
        self._need(len(table.rows) + 1 + rows_of(block))
        head = self.line
        for place, column in enumerate(table.columns):
            self.sheet.write_string(head, place, text_of(one_line(column.heading)), self.looks.header)
        for line, row in enumerate(table.seen_rows(), start=head + 1):
            for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                self._chart_cell(line, place, cell, column)
        add_chart(self.looks.book, self.sheet, block, head)
        self.line = head + 1 + len(table.rows) + rows_of(block)

    def _chart_cell(self, line: int, place: int, cell: Cell, column: Column[Any]) -> None:
        shown = shown_cell(cell, column, self.lang)
        if shown is None:
            self.sheet.write_blank(line, place, None, self.looks.of(PLAIN))
        elif isinstance(shown.stored, Decimal):
            look = number_look(shown.number_format, column, strong=False)
            self.sheet.write_number(line, place, shown.stored, self.looks.of(look))
        else:
            self.sheet.write_string(line, place, shown.stored, self.looks.of(PLAIN))
