"""Charts as data (图): kind, series, scale, labels and a sentence. Formats draw them, and compute nothing.

Every number of a chart stands in a table of the same report, so a chart never is the only place of a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from fivegoods.numeric.decimals import decide
from fivegoods.reports.localise import Voice


class ChartKind(StrEnum):
    """What a chart looks like. ``labels`` run down the page, except where a kind says otherwise."""

    #: One bar a label; the series follow each other in it.
    STACKED = "stacked"
    #: One bar a label on a scale from 0; other series are marks on it.
    BARS = "bars"
    #: One spoke a label, one polygon a series; values are shares from 0 to 1.
    RADAR = "radar"
    #: One column a label, one row a series; values are shares from 0 to 1.
    HEATMAP = "heatmap"
    #: The first and the last label are totals, those between are changes.
    WATERFALL = "waterfall"
    #: One column a label, one line a series; values are ranks, 1 on top.
    SLOPES = "slopes"
    #: A band from ``LOW`` to ``HIGH`` a label, with marks on it.
    INTERVALS = "intervals"


class Role(StrEnum):
    """What the numbers of a series are."""

    VALUE = "value"
    #: What data that are missing could still add to the values before it.
    OPEN = "open"
    FULL = "full"
    MEAN = "mean"
    BEST = "best"
    LOW = "low"
    HIGH = "high"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers, one for each label of the chart; None where there is none."""

    name: str
    values: Sequence[Decimal | None]
    role: Role = Role.VALUE


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers. ``alternative`` says in a sentence what there is to see."""

    kind: ChartKind
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    alternative: str
    decimals: int = 0
    is_percent: bool = False
    #: End of the scale; None takes the largest number.
    most: Decimal | None = None
    #: What stands behind each bar instead of its length, such as a total after deductions with the grade.
    remarks: Sequence[str] = ()

    def series_of(self, role: Role) -> tuple[Series, ...]:
        """Return the series with a role, in order."""
        return tuple(series for series in self.series if series.role is role)


#: A heat map holds no more rows and columns; larger ones continue in another, so that paper holds them.
_ROWS: Final = 40
_COLUMNS: Final = 16
#: Parks that a picture of their ranks holds.
MOST_SLOPES: Final = 60
#: Names whose numbers a sentence lists; a longer chart is summed up.
_TOLD: Final = 30


def told(labels: Sequence[str], numbers: Sequence[str], voice: Voice) -> str:
    """Return the alternative text of a chart: each label with its number, of very many the first."""
    pairs = [voice.labelled(label, number) for label, number in zip(labels, numbers, strict=True)]
    return voice.listed(pairs[:_TOLD]) + ("…" if len(pairs) > _TOLD else "")


def heat_maps(
    title: str, labels: Sequence[str], rows: Sequence[tuple[str, Sequence[Decimal | None]]], voice: Voice,
    *, is_percent: bool = True, decimals: int = 0,
) -> Iterator[Chart]:  # fmt: skip
    """Yield heat maps of ``rows`` (name and one number from 0 to 1 for each label), of a size that paper holds."""
    parts = [(top, left) for top in range(0, len(rows), _ROWS) for left in range(0, len(labels), _COLUMNS)]
    for number, (top, left) in enumerate(parts, start=1):
        some = rows[top : top + _ROWS]
        series = [Series(name, list(values[left : left + _COLUMNS])) for name, values in some]
        name = title if len(parts) == 1 else f"{title} ({number}/{len(parts)})"
        heads = labels[left : left + _COLUMNS]
        alternative = voice.labelled(name, voice.listed([voice.listed(heads), voice.listed(n for n, _ in some)]))
        yield Chart(ChartKind.HEATMAP, name, heads, series, alternative, decimals, is_percent)


def waterfall(
    title: str, first: tuple[str, Decimal], changes: Sequence[tuple[str, Decimal]], last: tuple[str, Decimal],
    voice: Voice,
) -> Chart:  # fmt: skip
    """Return the steps between two totals, the largest first; what the changes leave unexplained is a step too."""
    rest = last[1] - first[1] - sum((change for _, change in changes), Decimal(0))
    if decide(rest):
        changes = [*changes, (voice.say("col.adjusted"), rest)]
    steps = [first, *sorted(changes, key=lambda step: -abs(step[1])), last]
    labels, values = [label for label, _ in steps], [value for _, value in steps]
    numbers = [voice.points(first[1]), *map(voice.signed, values[1:-1]), voice.points(last[1])]
    series = Series(voice.say("col.points"), values)
    return Chart(ChartKind.WATERFALL, title, labels, (series,), told(labels, numbers, voice), voice.decimals)


def slopes(title: str, labels: Sequence[str], ranks: Sequence[tuple[str, Sequence[int | None]]], voice: Voice) -> Chart:
    """Return a line through the ranks of each park, one place for each label."""
    series = [Series(name, [None if rank is None else Decimal(rank) for rank in own]) for name, own in ranks]
    moves = ["→".join("-" if rank is None else str(rank) for rank in own) for _, own in ranks]
    alternative = told([name for name, _ in ranks], moves, voice)
    return Chart(ChartKind.SLOPES, title, labels, series, alternative)


def two_bars(
    title: str, labels: Sequence[str], pairs: Sequence[tuple[float, float]], names: tuple[str, str], voice: Voice
) -> Chart:
    """Return a bar for the second number of each pair, a share from 0 to 1, with the first as a mark."""
    first, second = ([Decimal(f"{pair[place]:.6f}") for pair in pairs] for place in (0, 1))
    series = (Series(names[1], second), Series(names[0], first, Role.MEAN))
    numbers = [f"{voice.percent(a)} / {voice.percent(b)}" for a, b in zip(first, second, strict=True)]
    return Chart(ChartKind.BARS, title, labels, series, told(labels, numbers, voice), 1, is_percent=True)
