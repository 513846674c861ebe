"""A chart → its drawing: the one place that knows which kind is drawn how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from fivegoods.export.pictures.bars import bars, intervals, reaches, stacked, waterfall
from fivegoods.export.pictures.canvas import Canvas
from fivegoods.export.pictures.grids import heatmap, radar, slopes
from fivegoods.numeric.decimals import ZERO
from fivegoods.reports.charts import Chart, ChartKind

_DRAW: Final[Mapping[ChartKind, Callable[[Chart, str], Canvas]]] = {
    ChartKind.STACKED: stacked,
    ChartKind.BARS: bars,
    ChartKind.RADAR: radar,
    ChartKind.HEATMAP: heatmap,
    ChartKind.WATERFALL: waterfall,
    ChartKind.SLOPES: slopes,
    ChartKind.INTERVALS: intervals,
}


#: Rows of bars that a page of paper holds, and a picture is read with.
_ROWS: Final = 25
_LONG: Final = (ChartKind.STACKED, ChartKind.BARS, ChartKind.INTERVALS)


def parts_of(chart: Chart) -> Iterator[Chart]:
    """Yield a chart, or one of more rows than a page holds in several on the same scale."""
    if chart.kind not in _LONG or len(chart.labels) <= _ROWS:
        yield chart
        return
    rows = [[value or ZERO for value in row] for row in zip(*(s.values for s in chart.series), strict=True)]
    most = max(sum(row, ZERO) if chart.kind is ChartKind.STACKED else max(row) for row in rows)
    count = -(-len(chart.labels) // _ROWS)
    size = -(-len(chart.labels) // count)
    for number in range(count):
        own = slice(number * size, (number + 1) * size)
        yield replace(
            chart,
            title=f"{chart.title} ({number + 1}/{count})",
            labels=chart.labels[own],
            series=[replace(series, values=series.values[own]) for series in chart.series],
            remarks=chart.remarks[own],
            most=chart.most or max([most, *(reaches(chart) if chart.kind is ChartKind.BARS else ())]),
        )


def svg_of(chart: Chart, lang: str, *, alone: bool = False, prefix: str = "") -> str:
    """Return a chart as SVG, for a page or ``alone`` as a file; ``prefix`` keeps ids of several apart."""
    return _DRAW[chart.kind](chart, lang).svg(chart, alone=alone, prefix=prefix)


def png_of(chart: Chart, lang: str) -> tuple[bytes, float, float]:
    """Return a chart as PNG with its width and height in units of the picture; the same bytes for the same fonts."""
    import resvg_py

    canvas = _DRAW[chart.kind](chart, lang)
    svg = canvas.svg(chart, alone=True)
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=2, background="white"))
    return png, float(canvas.width), float(canvas.height)
