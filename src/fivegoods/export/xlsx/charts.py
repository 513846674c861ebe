"""Charts of a report as charts of Excel, drawn from the numbers in the cells above them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import Any, Final

from fivegoods.export.cells import chart_table
from fivegoods.export.pictures.canvas import COLOURS
from fivegoods.messages.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import ZERO
from fivegoods.reports.charts import Chart, ChartKind, Role, Series
from fivegoods.reports.model import Table

#: Rows of a sheet that a chart takes, and those of a bar; a row is so many pixels high.
_ROWS: Final = 17
_ROW: Final = 20
_WIDTH: Final = 720
_KINDS: Final[dict[ChartKind, dict[str, str]]] = {
    ChartKind.STACKED: {"type": "bar", "subtype": "stacked"},
    ChartKind.BARS: {"type": "bar"},
    ChartKind.RADAR: {"type": "radar", "subtype": "with_markers"},
    ChartKind.SLOPES: {"type": "line"},
    ChartKind.WATERFALL: {"type": "bar", "subtype": "stacked"},
    ChartKind.INTERVALS: {"type": "bar", "subtype": "stacked"},
}
_HORIZONTAL: Final = (ChartKind.STACKED, ChartKind.BARS, ChartKind.WATERFALL, ChartKind.INTERVALS)
#: Light enough for black numbers.
SHADES: Final = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#6FA8D3"}
_HATCHED: Final = {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#555555", "bg_color": "white"}}
#: Looks of the series that Excel needs to draw bars that float.
_LOOKS: Final = {"chart.base": {"fill": {"none": True}}} | {
    code: {"fill": {"color": colour}}
    for code, colour in (
        ("chart.total", "#0072B2"), ("chart.gain", "#009E73"), ("chart.loss", "#D55E00"), ("chart.span", "#56B4E9"),
    )
}  # fmt: skip


def sheet_table(chart: Chart, lang: str) -> Table[int]:
    """Return the numbers of a chart as a table, with those behind floating bars: Excel has no such bars."""
    table = chart_table(chart, lang)
    floating = [Series(say(code, lang), values) for code, values in _floating(chart).items()]
    more = chart_table(replace(chart, series=floating), lang).columns[1:] if floating else ()
    return replace(table, columns=(*table.columns, *more))


def _floating(chart: Chart) -> dict[str, list[Decimal | None]]:
    """Return the series of bars that do not begin at zero: where they begin, and how long they are."""
    if chart.kind is ChartKind.INTERVALS:
        low, high = (chart.series_of(role)[0].values for role in (Role.LOW, Role.HIGH))
        spans = [None if a is None or b is None else b - a for a, b in zip(low, high, strict=True)]
        return {"chart.base": list(low), "chart.span": spans}
    if chart.kind is not ChartKind.WATERFALL:
        return {}
    first, *changes, last = [value or ZERO for value in chart.series[0].values]
    levels = list(accumulate(changes, initial=first))
    starts = [min(level, level + change) for level, change in zip(levels, changes, strict=False)]
    return {
        "chart.base": [None, *starts, None],
        "chart.total": [first, *([None] * len(changes)), last],
        "chart.gain": [None, *(change if change > 0 else None for change in changes), None],
        "chart.loss": [None, *(-change if change < 0 else None for change in changes), None],
    }


def rows_of(chart: Chart) -> int:
    """Return how many rows of a sheet a chart takes below its numbers; a heat map colours these instead."""
    if chart.kind is ChartKind.HEATMAP or not chart.labels or not chart.series:
        return 0
    return max(_ROWS, len(chart.labels) + 6) if chart.kind in _HORIZONTAL else _ROWS


def add_chart(book: Any, sheet: Any, chart: Chart, head: int) -> None:
    """Add a chart below its table (see `sheet_table`), whose headings stand in row ``head``."""
    first, last = head + 1, head + len(chart.labels)
    if chart.kind is ChartKind.HEATMAP and chart.labels and chart.series:
        sheet.conditional_format(first, 1, last, len(chart.series), SHADES)
    if not rows_of(chart):
        return
    drawn = book.add_chart(_KINDS[chart.kind])
    for place, look in _drawn(chart):
        drawn.add_series(
            {
                "name": [sheet.get_name(), head, place],
                "categories": [sheet.get_name(), first, 0, last, 0],
                "values": [sheet.get_name(), first, place, last, place],
                **look,
            }
        )
    drawn.set_title({"name": one_line(chart.title), "name_font": {"size": 11}})
    hidden = [0] if chart.kind in (ChartKind.WATERFALL, ChartKind.INTERVALS) else []
    drawn.set_legend({"position": "bottom", "delete_series": hidden})
    drawn.set_size({"width": _WIDTH, "height": (rows_of(chart) - 1) * _ROW})
    if chart.kind in _HORIZONTAL:
        drawn.set_x_axis({"min": _start(chart)} if chart.kind is ChartKind.WATERFALL else {})
        drawn.set_y_axis({"reverse": True, "interval_unit": 1})  # the first label on top, none left out
    if chart.kind is ChartKind.SLOPES:
        drawn.set_y_axis({"reverse": True, "min": 1, "major_unit": 1})
    sheet.insert_chart(last + 1, 0, drawn, {"description": one_line(chart.alternative)})


def _drawn(chart: Chart) -> list[tuple[int, dict[str, Any]]]:
    """Return the column of each series that Excel draws, and how it looks."""
    count = len(chart.series)
    if floating := _floating(chart):
        return [(place, {"gap": 60, **_LOOKS[code]}) for place, code in enumerate(floating, start=count + 1)]
    drawn = []
    for place, series in enumerate(chart.series, start=1):
        colour = f"#{COLOURS[(place - 1) % len(COLOURS)].upper()}"
        # Beside bars of points those of full and of possible points would only take room.
        if chart.kind is ChartKind.BARS and series.role in (Role.OPEN, Role.FULL):
            continue
        if chart.kind in _HORIZONTAL:
            look: dict[str, Any] = _HATCHED if series.role is Role.OPEN else {"fill": {"color": colour}}
            drawn.append((place, {"gap": 60, **look}))
        else:
            drawn.append((place, {"line": {"color": colour, "width": 2}}))
    return drawn


def _start(chart: Chart) -> float:
    """Return where the scale of a waterfall begins: changes are small against totals."""
    first, *changes, last = [value or ZERO for value in chart.series[0].values]
    levels = [*accumulate(changes, initial=first), last]
    low, high = min(levels), max(levels)
    return float(max(low - (high - low), ZERO).to_integral_value()) if low > 0 else float(low)
