"""Charts as data (图): kind, series, scale, labels and a sentence. Formats draw them, and compute nothing.

Every number of a chart stands in a table of the same report, so a chart never is the only place of a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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
