"""Cells as text: the one place where numbers are rounded for display."""

from __future__ import annotations

from decimal import Decimal

from fivegoods.export.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import HUNDRED, show
from fivegoods.reports.model import Bar, Bars, Cell, Column, Kind, Table

MISSING = "-"
INDENT = "  "


def cell_text(cell: Cell, column: Column) -> str:
    """Return ``cell`` as one line of text; numbers rounded half up to the column's decimals."""
    if cell is None:
        return MISSING
    if isinstance(cell, str):
        return one_line(cell)
    if column.kind is Kind.PERCENT:
        return show(Decimal(cell) * HUNDRED, 1 if column.decimals is None else column.decimals) + "%"
    if isinstance(cell, int):
        return str(cell)
    return show(cell, column.decimals)


def grid_of(table: Table) -> list[list[str]]:
    """Return the rows of ``table`` as text, each first cell indented by its depth."""
    grid = [[cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    for row, depth in zip(grid, table.indents, strict=False):
        row[0] = INDENT * depth + row[0]
    return grid


def bar_text(bar: Bar, width: int) -> str:
    """Return a bar of ``width`` columns: solid for points, "-" for what missing data could add.

    The signs exist in GBK, and what follows the bar stays in place where they count as one column.
    """
    if bar.full <= 0:
        return "." * width
    solid = _columns(bar.points, bar.full, width)
    reach = max(_columns(bar.possible, bar.full, width), solid)
    return "█" * solid + "-" * (reach - solid) + "." * (width - reach)


def _columns(part: Decimal, full: Decimal, width: int) -> int:
    share = min(max(part / full, Decimal(0)), Decimal(1))
    return int(share * width + Decimal("0.5"))


def bars_table(bars: Bars, lang: str) -> Table:
    """Return ``bars`` as a table: label, points, possible points and full points as text."""
    heads = [say(code, lang) for code in ("col.dimension", "col.points", "col.possible", "col.full")]
    columns = tuple(Column(str(index), head, Kind.NUMBER if index else Kind.TEXT) for index, head in enumerate(heads))
    rows = tuple((bar.label, *bar_numbers(bar, bars.decimals)) for bar in bars.bars)
    return Table(columns, rows, bars.caption)


def bar_numbers(bar: Bar, decimals: int) -> tuple[str, str, str]:
    """Return points, possible points and full points as text."""
    return show(bar.points, decimals), show(bar.possible, decimals), show(bar.full, decimals)
