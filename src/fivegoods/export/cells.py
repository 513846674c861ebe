"""Cells as text: the one place where numbers are rounded for display."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from fivegoods.export.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, show
from fivegoods.reports.charts import Chart, Role
from fivegoods.reports.model import Cell, Column, Kind, Table

MISSING = "-"
INDENT = "  "


def cell_text(cell: Cell, column: Column[Any]) -> str:
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


def headings_of(table: Table[Any]) -> list[str]:
    """Return the headings of the columns that people see, each in one line."""
    return [one_line(column.heading) for column in table.seen]


def grid_of(table: Table[Any]) -> list[list[str]]:
    """Return the rows of ``table`` as text, each first cell indented by its depth."""
    seen, grid = table.seen, []
    for cells, _, depth in table.seen_rows():
        texts = [cell_text(cell, column) for cell, column in zip(cells, seen, strict=True)]
        texts[0] = INDENT * depth + texts[0]
        grid.append(texts)
    return grid


class Bar(NamedTuple):
    """One bar: ``points`` of ``full``, and how far missing data could still take it."""

    label: str
    points: Decimal
    possible: Decimal
    full: Decimal

    def share(self, part: Decimal) -> Decimal:
        """Return a number of points as a share of full points, 0 where there are none or fewer than none."""
        return max(part / self.full, ZERO) if self.full > 0 else ZERO


def bars_of(chart: Chart) -> list[Bar]:
    """Return the bars of a chart of bars; each is full at its own full points."""
    points, added, full = (chart.series_of(role)[0].values for role in (Role.VALUE, Role.OPEN, Role.FULL))
    known = zip(chart.labels, points, added, full, strict=True)
    return [Bar(label, p or ZERO, (p or ZERO) + a if a else p or ZERO, f or ZERO) for label, p, a, f in known]


def bar_numbers(bar: Bar, decimals: int) -> tuple[str, str, str]:
    """Return points, possible points and full points as text."""
    return show(bar.points, decimals), show(bar.possible, decimals), show(bar.full, decimals)


def bar_text(bar: Bar, width: int) -> str:
    """Return a bar of ``width`` columns: solid for points, "-" for what missing data could add.

    The signs exist in GBK, and what follows the bar stays in place where they count as one column.
    """
    solid, reach = (int(min(bar.share(part), ONE) * width + Decimal("0.5")) for part in (bar.points, bar.possible))
    reach = max(reach, solid)
    return "█" * solid + "-" * (reach - solid) + "." * (width - reach)


def bars_table(chart: Chart, lang: str) -> Table[Bar]:
    """Return a chart of bars as a table: label, points, possible points and full points."""
    return Table(tuple(_bar_columns(chart.decimals, lang)), bars_of(chart))


def _bar_columns(decimals: int, lang: str) -> Iterator[Column[Bar]]:
    number = Kind.NUMBER
    yield Column("label", say("col.dimension", lang), lambda bar: bar.label)
    yield Column("points", say("col.points", lang), lambda bar: bar.points, number, decimals)
    yield Column("possible", say("col.possible", lang), lambda bar: bar.possible, number, decimals)
    yield Column("full", say("col.full", lang), lambda bar: bar.full, number, decimals)
