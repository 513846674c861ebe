"""Before scoring: imputation, logarithm and winsorising, each reported cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fivegoods.criteria.models.missing_policies import Before, Winsorise
from fivegoods.numeric.decimals import ZERO, decide
from fivegoods.panel.context import ParkContext
from fivegoods.scoring.indicators.statistics import kurtosis, skewness, statistic
from fivegoods.scoring.indicators.values import Found, FoundColumn
from fivegoods.scoring.scores import Treatment


def treat(before: Before, parks: Sequence[ParkContext], column: FoundColumn) -> None:
    """Make the column what the criteria want it to be before scoring; groups are formed first."""
    groups: dict[tuple[str, ...], list[Found]] = {}
    for env, found in zip(parks, column.each(), strict=True):
        if found.applicable and all(name in env.park.groups for name in before.within):
            groups.setdefault(tuple(env.park.groups[name] for name in before.within), []).append(found)
    for members in groups.values():
        if before.impute is not None:
            _impute(members, before.impute)
        if before.log:
            _log(members)
        if before.winsorise is not None:
            _winsorise(members, before.winsorise)
    column.settle()


def _numbers(members: Sequence[Found]) -> list[Decimal]:
    return [f.value for f in members if f.usable and isinstance(f.value, Decimal)]


def _impute(members: Sequence[Found], how: str) -> None:
    """Fill the gaps with the group's mean or median; a group without any value stays as it is."""
    known = _numbers(members)
    if not known:
        return
    value = statistic(how, known)
    for found in members:
        if not found.usable and not found.has_data:
            found.value, found.reason, found.has_data = value, "", True
            _note(found, Treatment("imputed", None, value, how, len(known)))


def _log(members: Sequence[Found]) -> None:
    for found in members:
        if not found.usable or not isinstance(found.value, Decimal):
            continue
        if found.value <= 0:
            found.reason, found.has_data = "log_of_nonpositive", False
        else:
            _set(found, "log", found.value.ln())


def _winsorise(members: Sequence[Found], limits: Winsorise) -> None:
    """Pull the outermost values in to their neighbour, on the side the column leans to, one more each time."""
    cells = [f for f in members if f.usable and isinstance(f.value, Decimal)]
    cells.sort(key=lambda f: f.value if isinstance(f.value, Decimal) else ZERO)
    original = _numbers(cells)
    values, fits = winsorised(original, limits)
    if not fits and limits.then_log and original and original[0] > 0:
        _log(cells)
        return
    for cell, was, now in zip(cells, original, values, strict=True):
        if was != now:
            _set(cell, "winsorised", now)


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


def _set(found: Found, kind: str, value: Decimal) -> None:
    was = found.value if isinstance(found.value, Decimal) else None
    found.value = value
    _note(found, Treatment(kind, was, value))


def _note(found: Found, treatment: Treatment) -> None:
    found.treatments = (*found.treatments, treatment)
