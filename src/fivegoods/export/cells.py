"""Cells as text: the one place where numbers are rounded for display."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from fivegoods.messages.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, show
from fivegoods.reports.charts import Chart, ChartKind, Role, Series
from fivegoods.reports.model import Block, Cell, Column, Kind, Section, Table

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
    """One bar: ``points``, how far missing data could still take it, its full points, and the end of its scale."""

    label: str
    points: Decimal
    possible: Decimal
    full: Decimal | None
    end: Decimal

    def share(self, part: Decimal) -> Decimal:
        """Return a number of points as a share of the scale, 0 where there are none or fewer than none."""
        return max(part / self.end, ZERO) if self.end > 0 else ZERO


def bars_of(chart: Chart) -> list[Bar]:
    """Return the bars of a chart; each is full at its own full points, or all at the end of the scale."""
    places = range(len(chart.labels))
    points, added = (_sums(chart, role) for role in (Role.VALUE, Role.OPEN))
    full = next((series.values for series in chart.series_of(Role.FULL)), [None] * len(points))
    most = chart.most or max((points[n] + added[n] for n in places), default=ONE)
    return [
        Bar(chart.labels[n], points[n], points[n] + added[n], full[n], most if (end := full[n]) is None else end)
        for n in places
    ]


def _sums(chart: Chart, role: Role) -> list[Decimal]:
    rows = [series.values for series in chart.series_of(role)]
    return [sum((row[n] or ZERO for row in rows), ZERO) for n in range(len(chart.labels))]


def bar_numbers(bar: Bar, chart: Chart) -> tuple[str, str]:
    """Return what stands before a bar: points, and full points where it has any; and the possible points."""
    texts = [None if n is None else number_text(n, chart) for n in (bar.points, bar.possible, bar.full)]
    return f"{texts[0]} / {texts[2]}" if texts[2] else f"{texts[0]}", f"{texts[1]}"


def number_text(value: Decimal, chart: Chart) -> str:
    """Return a number of a chart as it is read."""
    return show(value * HUNDRED, chart.decimals) + "%" if chart.is_percent else show(value, chart.decimals)


def bar_text(bar: Bar, width: int) -> str:
    """Return a bar of ``width`` columns: solid for points, "-" for what missing data could add.

    The signs exist in GBK, and what follows the bar stays in place where they count as one column.
    """
    solid, reach = (int(min(bar.share(part), ONE) * width + Decimal("0.5")) for part in (bar.points, bar.possible))
    reach = max(reach, solid)
    return "█" * solid + "-" * (reach - solid) + "." * (width - reach)


def interval_text(chart: Chart, place: int, width: int) -> str:
    """Return a band from low to high in ``width`` columns, with "o" for the middle and "|" for today."""
    (low,), (high,) = chart.series_of(Role.LOW), chart.series_of(Role.HIGH)
    known = [value for series in chart.series for value in series.values if value is not None]
    first, last = min(known, default=ZERO), max(known, default=ONE)
    step = (last - first) / max(width - 1, 1) or ONE
    signs = ["."] * width

    def at(value: Decimal | None) -> int:
        return int((value - first) / step + Decimal("0.5")) if value is not None else 0

    for column in range(at(low.values[place]), at(high.values[place]) + 1):
        signs[column] = "="
    for role, sign in ((Role.VALUE, "o"), (Role.NOW, "|")):
        for series in chart.series_of(role):
            signs[at(series.values[place])] = sign
    return "".join(signs)


def blocks_as_text(section: Section) -> list[Block]:
    """Return the blocks that text shows: bars of full points and intervals are drawn.

    Other charts are left out, since their numbers stand in tables of the same report.
    """
    return [block for block in section.blocks if not isinstance(block, Chart) or is_drawn_in_text(block)]


def is_drawn_in_text(chart: Chart) -> bool:
    """Return whether a chart is drawn in text, too; the numbers of the others stand in tables."""
    return chart.kind is ChartKind.INTERVALS or bool(chart.series_of(Role.FULL))


def chart_lines(chart: Chart, width: int, lang: str) -> list[tuple[str, str, str]]:
    """Return label, numbers with drawing, and remark of each line that text draws a chart with."""
    labels = [one_line(label) for label in chart.labels]
    if chart.kind is ChartKind.INTERVALS:
        lines = [(label, interval_text(chart, place, width), "") for place, label in enumerate(labels)]
        return [*lines, ("", say("bar.interval", lang), "")]
    bars = bars_of(chart)
    numbers = [bar_numbers(bar, chart) for bar in bars]
    wide = [max(map(len, texts), default=0) for texts in zip(*numbers, strict=True)]
    remarks = chart.remarks or [""] * len(bars)
    lines = []
    for bar, label, (points, possible), remark in zip(bars, labels, numbers, remarks, strict=True):
        reach = say("bar.possible", lang, possible=possible.rjust(wide[1])) if bar.possible > bar.points else ""
        drawn = f"{points.rjust(wide[0])}  {bar_text(bar, width)}"
        lines.append((label, drawn, "  ".join(part for part in (reach, one_line(remark)) if part)))
    return lines


def chart_table(chart: Chart, lang: str) -> Table[int]:
    """Return the numbers of a chart as a table: one row a label, one column a series.

    What missing data could add stands there as the points that are possible, but for bars that are put together.
    """
    kind = Kind.PERCENT if chart.is_percent else Kind.NUMBER
    points = _sums(chart, Role.VALUE)
    head = say("col.dimension", lang) if chart.series_of(Role.FULL) else chart.title
    columns: list[Column[int]] = [Column("label", head, lambda place: chart.labels[place])]
    reached = points if chart.kind is not ChartKind.STACKED else [ZERO] * len(points)
    columns += [Column(s.name, s.name, _value_of(s, reached), kind, chart.decimals) for s in chart.series]
    return Table(tuple(columns), range(len(chart.labels)))


def _value_of(series: Series, points: Sequence[Decimal]) -> Callable[[int], Decimal | None]:
    if series.role is Role.OPEN:
        return lambda place: points[place] + (series.values[place] or ZERO)
    return lambda place: series.values[place]
