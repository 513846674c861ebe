"""Charts that are no bars: radar, heat map, and slopes of ranks."""

from __future__ import annotations

from decimal import Decimal
from math import cos, pi, sin

from fivegoods.export.cells import number_text
from fivegoods.export.pictures.canvas import COLUMN, LINE, WIDTH, Canvas, colour, fitted, label_width
from fivegoods.messages.sanitise import width_of
from fivegoods.numeric.decimals import ONE, ZERO, round_to
from fivegoods.reports.charts import Chart, Series

_RINGS = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), ONE)


def radar(chart: Chart, lang: str) -> Canvas:
    """Draw one spoke a label and one polygon a series; the rim is full points."""
    canvas = Canvas()
    radius, middle = Decimal(110), (WIDTH / 2, Decimal(150))
    spokes = [_direction(number, len(chart.labels)) for number in range(len(chart.labels))]

    def at(number: int, share: Decimal) -> tuple[Decimal, Decimal]:
        x, y = spokes[number]
        return middle[0] + radius * share * x, middle[1] + radius * share * y

    for ring in _RINGS:
        canvas.path((at(n, ring) for n in range(len(spokes))), "line grid", closed=True)
    for number, label in enumerate(chart.labels):
        canvas.line(*middle, *at(number, ONE), "grid")
        x, y = at(number, Decimal("1.1"))
        across = round_to(spokes[number][0], 2)
        anchor = "middle" if not across else "start" if across > 0 else "end"
        canvas.lines(x, y, fitted(label, Decimal(110)), anchor)
    for index, series in enumerate(chart.series):
        points = [at(n, min(value or ZERO, ONE)) for n, value in enumerate(series.values)]
        canvas.path(points, f"line l{index}", closed=True)
        for n, (x, y) in enumerate(points):
            canvas.dot(x, y, colour(index), _cell_title(chart, n, series), "2.5")
    canvas.height = middle[1] + radius * max(y for _, y in spokes) + 34
    key = [(f"l{index}", series.name) for index, series in enumerate(chart.series)]
    canvas.height += canvas.legend(key, canvas.height)
    return canvas


def _direction(number: int, count: int) -> tuple[Decimal, Decimal]:
    turn = 2 * pi * number / max(count, 1)
    return Decimal(repr(round(sin(turn), 6))), Decimal(repr(round(-cos(turn), 6)))


def heatmap(chart: Chart, lang: str) -> Canvas:
    """Draw a cell for each series (row) and label (column), the darker the larger its share."""
    left = label_width((series.name for series in chart.series), Decimal(150))
    cell = max((WIDTH - left) / max(len(chart.labels), 1), Decimal(28))
    cell = min(cell, Decimal(72))
    canvas = Canvas(width=max(left + cell * len(chart.labels), WIDTH / 2))
    heads = [fitted(label, cell - 2) for label in chart.labels]
    top = LINE * max(map(len, heads), default=0) + 4
    for number, lines in enumerate(heads):
        for index, line in enumerate(lines):
            base = top - 6 - LINE * (len(lines) - 1 - index)
            canvas.text(left + cell * number + cell / 2, base, line, "middle", "light")
    for row, series in enumerate(chart.series):
        y = top + 22 * row
        canvas.text(left - 6, y + 15, fitted(series.name, left - 6)[0], "end")
        for number, value in enumerate(series.values):
            x = left + cell * number
            if value is None:
                canvas.text(x + cell / 2, y + 15, "-", "middle", "light")
                continue
            share = min(max(value, ZERO), ONE)
            canvas.rect(x + 1, y + 1, cell - 2, Decimal(20), f"h{int(share * 10)}", _cell_title(chart, number, series))
            text = number_text(value, chart)
            if COLUMN * width_of(text) < cell - 2:
                canvas.text(x + cell / 2, y + 15, text, "middle", "over" if share >= Decimal("0.6") else "cell")
    canvas.height = top + 22 * len(chart.series) + 4
    return canvas


def slopes(chart: Chart, lang: str) -> Canvas:
    """Draw a column for each label, and for each series a line through its ranks; rank 1 is on top."""
    ranks = [value for series in chart.series for value in series.values if value is not None]
    names = label_width((series.name for series in chart.series), Decimal(190)) + 26
    canvas = Canvas()
    step = (WIDTH - 2 * names) / max(len(chart.labels) - 1, 1)
    lowest = max(ranks, default=ONE)
    canvas.height = Decimal(28) + 20 * lowest

    def at(number: int, rank: Decimal) -> tuple[Decimal, Decimal]:
        return names + step * number, Decimal(16) + 20 * rank

    for number, label in enumerate(chart.labels):
        canvas.text(at(number, ONE)[0], Decimal(14), label, "middle", "light")
        canvas.line(at(number, ONE)[0], Decimal(22), at(number, ONE)[0], canvas.height - 4, "grid")
    ends: dict[tuple[int, Decimal, str], list[str]] = {}
    for index, series in enumerate(chart.series):
        known = [(n, value) for n, value in enumerate(series.values) if value is not None]
        canvas.path((at(n, value) for n, value in known), f"line l{index % 8}")
        for n, value in known:
            canvas.dot(*at(n, value), colour(index), _cell_title(chart, n, series), "3")
        # A line of one point has one name.
        for (n, value), side in ({known[0]: "end", known[-1]: "start"} if known else {}).items():
            ends.setdefault((n, value, side), []).append(series.name)
    for (n, value, side), tied in ends.items():
        x, y = at(n, value)
        rank, shared = number_text(value, chart), " · ".join(tied)
        text = f"{shared} {rank}" if side == "end" else f"{rank} {shared}"
        canvas.text(x - 8 if side == "end" else x + 8, y + 4, text, side)
    return canvas


def _cell_title(chart: Chart, number: int, series: Series) -> str:
    value = series.values[number]
    return f"{series.name} · {chart.labels[number]} · {'-' if value is None else number_text(value, chart)}"
