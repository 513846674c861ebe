"""Before scoring: imputation, logarithm and winsorising, each reported cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from fivegoods.criteria.models.criteria import Before, Settings, Winsorise
from fivegoods.numeric.decimals import ZERO, decide, show
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import IndicatorValues, Outcome, Treatment
from fivegoods.scoring.indicators.statistics import kurtosis, skewness, statistic

_HUNDREDTH: Final = Decimal("0.01")


def treat(before: Before, context: RunContext, column: IndicatorValues, settings: Settings) -> None:
    """Make the column what the criteria want it to be before scoring; groups are formed first.

    Rows that state no value of a group are in none: they are neither imputed nor winsorised.
    """
    if before.impute is not None:
        for rows in _groups(context, before.within):
            _impute(column, rows, before.impute)
    if before.log:
        _log(column, range(len(context)))
    limits = before.winsorise
    if limits is not None:
        for rows in _groups(context, before.within if limits.within is None else limits.within):
            _winsorise(column, rows, limits, sample=settings.deviation == "sample")


def _groups(context: RunContext, within: tuple[str, ...]) -> Iterator[Sequence[int]]:
    return (rows for group, rows in context.groups(within).items() if "" not in group)


def _impute(column: IndicatorValues, rows: Sequence[int], how: str) -> None:
    """Fill the gaps with the group's mean or median; a group without any value stays as it is."""
    known = [x for row in rows if (x := column.number(row)) is not None]
    if not known:
        return
    value = statistic(how, known)
    for row in rows:
        if column.outcomes[row] is Outcome.MISSING:
            column.become(row, Outcome.SCORED)
            _set(column, row, Treatment("imputed", None, value, how, len(known)))


def _log(column: IndicatorValues, rows: Sequence[int], shift: Decimal = ZERO) -> None:
    """Take logarithms, of the values plus ``shift``."""
    for row in rows:
        value = column.number(row)
        if value is not None and value + shift <= 0:
            column.become(row, Outcome.MISSING, "log_of_nonpositive")
            column.values[row] = None
        elif value is not None:
            _set(column, row, Treatment("log", value, (value + shift).ln(), show(shift) if shift else ""))


def _winsorise(column: IndicatorValues, rows: Sequence[int], limits: Winsorise, *, sample: bool) -> None:
    """Pull outliers in to mean ± k deviations, or to their neighbour on the side the column leans to, one by one."""
    cells = sorted(((x, row) for row in rows if (x := column.number(row)) is not None), key=lambda cell: cell[0])
    if limits.deviations is not None:
        _clip(column, cells, limits.deviations, sample=sample)
        return
    original = [x for x, _ in cells]
    values, fits = winsorised(original, limits)
    if not fits and limits.then_log:
        # Where a value is 0 or less all are moved up, the least to a hundredth of the range, as COINr's log_CT does.
        low, high = original[0], original[-1]
        _log(column, [row for _, row in cells], ZERO if low > 0 else _HUNDREDTH * (high - low) - low)
        return
    for (was, row), now in zip(cells, values, strict=True):
        if was != now:
            _set(column, row, Treatment("winsorised", was, now))


def _clip(column: IndicatorValues, cells: Sequence[tuple[Decimal, int]], times: Decimal, *, sample: bool) -> None:
    """Set values beyond mean ± so many standard deviations to that end."""
    values = [x for x, _ in cells]
    if len(values) < 2:
        return
    middle, deviation = statistic("mean", values), statistic("deviation", values, sample=sample)
    for x, row in cells:
        if abs(decide(x - middle)) > decide(times * deviation):
            sign, end = ("+", middle + times * deviation) if x > middle else ("−", middle - times * deviation)
            worked = f"{show(decide(middle))} {sign} {show(times)} × {show(decide(deviation))}"
            _set(column, row, Treatment("winsorised", x, end, parks=len(cells), worked=worked))


def winsorised(ordered: Sequence[Decimal], limits: Winsorise) -> tuple[list[Decimal], bool]:
    """Return ascending values with outliers pulled in, and whether the limits are kept."""
    values = list(ordered)
    low = high = 0
    while not within_limits(values, limits):
        leans_up = (skewness(values) or ZERO) > 0
        pulled = high + 1 if leans_up else low + 1
        if pulled > limits.at_most or low + high + 1 >= len(values):
            return values, False
        if leans_up:
            high = pulled
            values[-high:] = [ordered[-high - 1]] * high
        else:
            low = pulled
            values[:low] = [ordered[low]] * low
    return values, True


def within_limits(values: Sequence[Decimal], limits: Winsorise) -> bool:
    """Return whether a column has no outliers: not every declared limit is exceeded."""
    exceeded = []
    if limits.skewness is not None:
        exceeded.append(abs(decide(skewness(values) or ZERO)) > limits.skewness)
    if limits.kurtosis is not None:
        exceeded.append(decide(kurtosis(values) or ZERO) > limits.kurtosis)
    return not all(exceeded)


def _set(column: IndicatorValues, row: int, treatment: Treatment) -> None:
    column.values[row] = treatment.after
    column.treatments[row] = (*column.treatments.get(row, ()), treatment)
