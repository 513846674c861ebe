"""Charts of horizontal bars: stacked, with marks, waterfalls and intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from fivegoods.export.cells import number_text
from fivegoods.export.pictures.canvas import LINE, ROW, Canvas, colour, fitted, is_hatched, label_width
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import ZERO, decide
from fivegoods.reports.charts import Chart, Role, Series

_GAP = Decimal(5)
_TOP = Decimal(4)


class _Rows:
    """Rows of labels at the left, numbers at the right, and a scale between them."""

    def __init__(self, chart: Chart, least: Decimal, most: Decimal, ends: list[str], lang: str) -> None:
        self.chart, self.lang = chart, lang
        self.canvas = Canvas()
        self.left = label_width(chart.labels)
        self.least, self.most = min(least, ZERO), max(most, least + 1)
        self.ends = ends
        self.wide = self.canvas.width - self.left - label_width(ends, Decimal(150)) - 6
        self.y = _TOP

    def at(self, value: Decimal) -> Decimal:
        """Return where a value lies."""
        return self.left + self.wide * (value - self.least) / (self.most - self.least)

    def draw(self, row: Callable[[int, Decimal, Decimal], None]) -> None:
        """Draw each label's row by ``row(number, top, height)``, and its label and end beside it."""
        for number, label in enumerate(self.chart.labels):
            right = self.left + self.wide + 8
            sides = (
                (self.left - 8, "end", fitted(label, self.left - 8)),
                (right, "start", fitted(self.ends[number], self.canvas.width - right)),
            )
            tall = max(ROW, LINE * max(len(lines) for _, _, lines in sides) + 4)
            for x, anchor, lines in sides:
                self.canvas.lines(x, self.y + tall / 2, lines, anchor)
            row(number, self.y + tall / 2 - ROW / 2 + _GAP, ROW - 2 * _GAP)
            self.y += tall
        self.canvas.line(self.at(ZERO), _TOP, self.at(ZERO), self.y, "axis")

    def bar(self, start: Decimal, end: Decimal, top: Decimal, tall: Decimal, look: str, title: str) -> None:
        """Draw a bar between two values."""
        left, right = sorted((self.at(start), self.at(end)))
        self.canvas.rect(left, top, right - left, tall, look, title)
        if is_hatched(look):
            self.canvas.hatch(left, top, right - left, tall)

    def finish(self, key: list[tuple[str, str]]) -> Canvas:
        """Return the drawing with its key below the rows."""
        self.y += 8
        if len(key) > 1:
            self.y += self.canvas.legend(key, self.y)
        self.canvas.height = self.y
        return self.canvas


def stacked(chart: Chart, lang: str) -> Canvas:
    """Draw one bar a label in which the series follow each other; what could still come is hatched."""
    sums = [sum((s.values[n] or ZERO for s in chart.series), ZERO) for n in range(len(chart.labels))]
    values, opens = chart.series_of(Role.VALUE), chart.series_of(Role.OPEN)
    ends = list(chart.remarks) or [number_text(total, chart) for total in sums]
    rows = _Rows(chart, ZERO, chart.most or max(sums, default=ZERO), ends, lang)
    parts = [(colour(index), s) for index, s in enumerate(values)] + [("open", s) for s in opens]

    def row(number: int, top: Decimal, tall: Decimal) -> None:
        start = ZERO
        for look, series in parts:
            if value := series.values[number]:
                rows.bar(start, start + value, top, tall, look, _title(chart, number, series, lang))
                start += value

    rows.draw(row)
    shown = [(look, s.name) for look, s in parts if look != "open" or any(decide(v or ZERO) for v in s.values)]
    return rows.finish(shown)


def reaches(chart: Chart) -> Iterator[Decimal]:
    """Yield how far each bar goes with what could still come."""
    parts = [s.values for s in chart.series if s.role in (Role.VALUE, Role.OPEN)]
    yield from (sum((value or ZERO for value in row), ZERO) for row in zip(*parts, strict=True))


def bars(chart: Chart, lang: str) -> Canvas:
    """Draw one bar a label up to its value, with its full points as a track and other series as marks."""
    (value,) = chart.series_of(Role.VALUE)
    known = [v for s in chart.series for v in s.values if v is not None]
    least = min([ZERO, *known])
    ends = ["-" if v is None else number_text(v, chart) for v in value.values]
    rows = _Rows(chart, least, chart.most or max([*known, *reaches(chart)], default=ZERO), ends, lang)
    marks = {Role.MEAN: "mark", Role.BEST: "mark best"}

    def row(number: int, top: Decimal, tall: Decimal) -> None:
        for series in chart.series_of(Role.FULL):
            rows.bar(ZERO, series.values[number] or ZERO, top, tall, "track", _title(chart, number, series, lang))
        own = value.values[number] or ZERO
        rows.bar(ZERO, own, top, tall, colour(0), _title(chart, number, value, lang))
        for series in chart.series_of(Role.OPEN):
            more = series.values[number] or ZERO
            rows.bar(own, own + more, top, tall, "open", _title(chart, number, series, lang))
        for series in chart.series:
            at = series.values[number]
            if series.role in marks and at is not None:
                rows.canvas.line(rows.at(at), top - 3, rows.at(at), top + tall + 3, marks[series.role])

    rows.draw(row)
    looks = {Role.VALUE: colour(0), Role.OPEN: "open", Role.FULL: "track", **marks}
    has = [s for s in chart.series if s.role in looks and any(v for v in s.values)]
    return rows.finish([(looks[s.role], s.name) for s in has])


def waterfall(chart: Chart, lang: str) -> Canvas:
    """Draw changes one after the other between a first and a last total."""
    (series,) = chart.series
    values = [value or ZERO for value in series.values]
    levels = [ZERO, values[0]]
    for change in values[1:-1]:
        levels.append(levels[-1] + change)
    last = len(values) - 1
    signs = ["" if n in (0, last) or v < 0 else "+" for n, v in enumerate(values)]
    ends = [sign + number_text(v, chart) for sign, v in zip(signs, values, strict=True)]
    # Changes are small against totals, so the scale may start above zero.
    low, high = min(levels[1:]), max(levels)
    start = max(low - (high - low), ZERO) if low > 0 else low
    rows = _Rows(chart, low, high, ends, lang)
    rows.least = start

    def row(number: int, top: Decimal, tall: Decimal) -> None:
        if number in (0, last):
            rows.bar(start, values[number], top, tall, "total", _title(chart, number, series, lang))
            return
        look = "gain" if values[number] >= 0 else "loss"
        rows.bar(levels[number], levels[number + 1], top, tall, look, _title(chart, number, series, lang))

    rows.draw(row)
    rows.canvas.elements = [e for e in rows.canvas.elements if 'class="axis"' not in e]
    return rows.finish([])


def intervals(chart: Chart, lang: str) -> Canvas:
    """Draw a band from low to high for each label, with a dot for the middle and a mark for today."""
    (low,), (high,) = chart.series_of(Role.LOW), chart.series_of(Role.HIGH)
    now, middle = chart.series_of(Role.NOW), chart.series_of(Role.VALUE)
    known = [v for s in chart.series for v in s.values if v is not None]
    pairs = zip(low.values, high.values, strict=True)
    ends = ["-" if a is None or b is None else f"{number_text(a, chart)}–{number_text(b, chart)}" for a, b in pairs]
    rows = _Rows(chart, min(known, default=ZERO), chart.most or max(known, default=ZERO), ends, lang)

    def row(number: int, top: Decimal, tall: Decimal) -> None:
        start, end = low.values[number], high.values[number]
        if start is None or end is None:
            return
        rows.canvas.line(rows.at(start), top + tall / 2, rows.at(end), top + tall / 2, "axis")
        rows.bar(start, end, top + 3, tall - 6, "band", _title(chart, number, high, lang))
        for series in middle:
            if (at := series.values[number]) is not None:
                rows.canvas.dot(rows.at(at), top + tall / 2, "dot", _title(chart, number, series, lang))
        for series in now:
            if (at := series.values[number]) is not None:
                rows.canvas.line(rows.at(at), top - 2, rows.at(at), top + tall + 2, "mark best")

    rows.draw(row)
    # Of many, a dot says its own name when a mouse rests on it.
    dots = [s.name for s in middle] if len(middle) == 1 else [say("chart.dots", lang, count=len(middle))]
    key = [("band", f"{low.name}–{high.name}"), *(("dot", name) for name in dots)]
    return rows.finish([*key, *(("mark best", s.name) for s in now)])


def _title(chart: Chart, number: int, series: Series, lang: str) -> str:
    value = series.values[number]
    text = "-" if value is None else number_text(value, chart)
    inner = say("join.label", lang, label=series.name, value=text)
    return say("join.label", lang, label=chart.labels[number], value=inner)
