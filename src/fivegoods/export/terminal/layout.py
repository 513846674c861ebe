"""How a table is laid out on a screen: column widths, and several tables where one is too wide."""

from __future__ import annotations

import re

from fivegoods.export.cells import grid_of
from fivegoods.export.sanitise import one_line, width_of
from fivegoods.export.terminal.folding import fit
from fivegoods.reports.model import Kind, Table

#: Columns of space between two columns.
GAP = 2
#: Narrower screens get records, one line per cell.
NARROW = 50

_MIN_NUMBER = 6
#: Headers of numbers are folded beyond this width, and their words only beyond the second.
_MAX_HEADER = 16
_MAX_WORD = 8
_MIN_TEXT = 8
#: The column that names the rows.
_MIN_NAMES = 18
#: An id is not broken unless it is longer than this.
_MAX_ID = 20
_ID = re.compile(r"[\w./-]+", re.ASCII)


def parts_that_fit(table: Table, screen: int) -> list[tuple[Table, list[int]]]:
    """Return the table with its column widths, or several that repeat the leading columns.

    Empty where even those would not fit, or the screen is narrow: records read better there.
    """
    widths = column_widths(table, screen)
    if widths is not None:
        return [(table, widths)]
    lead = 1 + names_column(table)
    parts: list[tuple[Table, list[int]]] = []
    start = lead
    while start < len(table.columns):
        for end in range(len(table.columns), start, -1):
            part = _columns_of(table, [*range(lead), *range(start, end)])
            widths = column_widths(part, screen)
            if widths is not None:
                parts.append((part, widths))
                start = end
                break
        else:
            return []
    return parts


def column_widths(table: Table, screen: int) -> list[int] | None:
    """Return the width of each column for a screen, or None if the table does not fit."""
    if screen < NARROW:
        return None
    natural, least = [], []
    grid, names = grid_of(table), names_column(table)
    for index, column in enumerate(table.columns):
        cells = [row[index] for row in grid]
        header = width_of(one_line(column.header))
        content = max(map(width_of, cells), default=0)
        if column.kind.is_number:
            words = (cell if column.kind is Kind.RANK else word for cell in cells for word in cell.split())
            longest = max(map(width_of, words), default=0)
            word = max((width_of(part) for part in one_line(column.header).split() if part.isascii()), default=0)
            natural.append(max(content, min(header, _MAX_HEADER)))
            least.append(max(longest, min(header, max(_MIN_NUMBER, min(word, _MAX_WORD)))))
        else:
            natural.append(max(content, header))
            readable = _MIN_NAMES if index == names else max(_MIN_TEXT, _longest_id(cells))
            least.append(min(natural[-1], readable))
    return fit(natural, least, screen - GAP * (len(natural) - 1))


def _longest_id(cells: list[str]) -> int:
    """Return the width of the longest id among ``cells``, as far as a column can afford it."""
    return min(max((len(word) for cell in cells for word in _ID.findall(cell)), default=0), _MAX_ID)


def names_column(table: Table) -> int:
    """Return the index of the column that names the rows: the first of text."""
    return next((i for i, column in enumerate(table.columns) if column.kind is Kind.TEXT), 0)


def _columns_of(table: Table, chosen: list[int]) -> Table:
    columns = tuple(table.columns[index] for index in chosen)
    rows = tuple(tuple(row[index] for index in chosen) for row in table.rows)
    return Table(columns, rows, table.caption, table.strong, table.indents)
