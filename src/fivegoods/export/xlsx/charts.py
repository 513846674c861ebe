"""Charts of a report as charts of Excel, drawn from the numbers in the cells above them."""

from __future__ import annotations

from typing import Any, Final

from fivegoods.export.pictures.canvas import COLOURS
from fivegoods.messages.sanitise import one_line
from fivegoods.reports.charts import Chart, ChartKind, Role, Series

#: Rows of a sheet that a chart takes.
CHART_ROWS: Final = 18
_SIZE: Final = {"width": 720, "height": 340}
_KINDS: Final[dict[ChartKind, dict[str, str]]] = {
    ChartKind.STACKED: {"type": "bar", "subtype": "stacked"},
    ChartKind.BARS: {"type": "bar"},
    ChartKind.RADAR: {"type": "radar", "subtype": "with_markers"},
    ChartKind.SLOPES: {"type": "line"},
    ChartKind.WATERFALL: {"type": "column"},
    ChartKind.INTERVALS: {"type": "stock"},
}
_SHADES: Final = {"type": "3_color_scale", "min_color": "#F7FBFF", "mid_color": "#73ABD4", "max_color": "#083A6B"}


def add_chart(book: Any, sheet: Any, chart: Chart, head: int) -> bool:
    """Add a chart below its table, whose headings stand in row ``head``; return whether it takes rows.

    A heat map is no chart in Excel: its cells are coloured.
    """
    first, last = head + 1, head + len(chart.labels)
    if not chart.labels or not chart.series:
        return False
    if chart.kind is ChartKind.HEATMAP:
        sheet.conditional_format(first, 1, last, len(chart.series), _SHADES)
        return False
    drawn = book.add_chart(_KINDS[chart.kind])
    for place, series in enumerate(chart.series, start=1):
        drawn.add_series(_series(sheet.get_name(), chart, series, place, head))
    drawn.set_title({"name": one_line(chart.title), "name_font": {"size": 11}})
    drawn.set_legend({"position": "bottom"})
    drawn.set_size(_SIZE)
    if chart.kind in (ChartKind.STACKED, ChartKind.BARS):
        drawn.set_y_axis({"reverse": True})  # the first label on top
    if chart.kind is ChartKind.SLOPES:
        drawn.set_y_axis({"reverse": True, "min": 1, "major_unit": 1})
    sheet.insert_chart(last + 1, 0, drawn, {"description": one_line(chart.alternative)})
    return True


def _series(sheet: str, chart: Chart, series: Series, place: int, head: int) -> dict[str, Any]:
    last = head + len(chart.labels)
    options: dict[str, Any] = {
        "name": [sheet, head, place],
        "categories": [sheet, head + 1, 0, last, 0],
        "values": [sheet, head + 1, place, last, place],
    }
    colour = f"#{COLOURS[(place - 1) % len(COLOURS)].upper()}"
    if chart.kind in (ChartKind.STACKED, ChartKind.BARS, ChartKind.WATERFALL):
        options["gap"] = 60
        is_open = series.role is Role.OPEN
        options |= (
            {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#555555", "bg_color": "white"}}
            if (is_open)
            else {"fill": {"color": colour}}
        )
    else:
        options["line"] = {"color": colour, "width": 2}
    return options
