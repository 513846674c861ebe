"""A chart → its drawing: the one place that knows which kind is drawn how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from fivegoods.export.pictures.bars import bars, intervals, stacked, waterfall
from fivegoods.export.pictures.canvas import Canvas
from fivegoods.export.pictures.grids import heatmap, radar, slopes
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


def svg_of(chart: Chart, lang: str, *, alone: bool = False, prefix: str = "") -> str:
    """Return a chart as SVG, for a page or ``alone`` as a file; ``prefix`` keeps ids of several apart."""
    return _DRAW[chart.kind](chart, lang).svg(chart, alone=alone, prefix=prefix)


def png_of(chart: Chart, lang: str, zoom: int = 2) -> tuple[bytes, float]:
    """Return a chart as PNG and its width in units of the picture; the same bytes for the same fonts."""
    import resvg_py

    canvas = _DRAW[chart.kind](chart, lang)
    svg = canvas.svg(chart, alone=True)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, background="white")), float(canvas.width)
