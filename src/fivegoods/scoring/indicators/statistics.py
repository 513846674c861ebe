"""Statistics of a reference group, in exact decimals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from fivegoods.numeric.decimals import ONE, ZERO, decide


def statistic(
    name: str, values: Sequence[Decimal], *, quantile: Decimal | None = None, sample: bool = False
) -> Decimal:
    """Return a statistic of at least one value.

    ``name`` is min, max, mean, median, quantile, sum or deviation. A quantile between two values
    is interpolated linearly (Hyndman-Fan type 7). ``sample`` divides the variance by n − 1.
    """
    if name == "sum":
        return sum(values, ZERO)
    if name == "deviation":
        return deviation(values, sample=sample)
    if name in ("median", "quantile"):
        share = Decimal("0.5") if name == "median" else quantile
        return at_quantile(values, ONE if share is None else share)
    return _SIMPLE[name](values)


def mean(values: Sequence[Decimal]) -> Decimal:
    """Return the arithmetic mean."""
    return sum(values, ZERO) / len(values)


_SIMPLE: Final[Mapping[str, Callable[[Sequence[Decimal]], Decimal]]] = {"min": min, "max": max, "mean": mean}


def deviation(values: Sequence[Decimal], *, sample: bool) -> Decimal:
    """Return the standard deviation, 0 for a sample of one."""
    count = len(values) - 1 if sample else len(values)
    if count < 1:
        return ZERO
    centre = mean(values)
    return (sum(((x - centre) ** 2 for x in values), ZERO) / count).sqrt()


def at_quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return the value below which ``share`` of the values lie, interpolated linearly."""
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def skewness(values: Sequence[Decimal]) -> Decimal | None:
    """Return the sample skewness as Excel's SKEW has it; None for fewer than 3 values or equal ones."""
    n, cubes = Decimal(len(values)), _power_sum(values, 3)
    return None if cubes is None else n / ((n - 1) * (n - 2)) * cubes


def kurtosis(values: Sequence[Decimal]) -> Decimal | None:
    """Return the sample excess kurtosis as Excel's KURT has it; None for fewer than 4 values or equal ones."""
    n, fourths = Decimal(len(values)), _power_sum(values, 4)
    if fourths is None:
        return None
    return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourths - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


def _power_sum(values: Sequence[Decimal], power: int) -> Decimal | None:
    """Return Σ ((x − mean) ÷ deviation)^power; None for fewer values than the power, or equal ones."""
    spread = deviation(values, sample=True)
    if len(values) < power or not decide(spread):
        return None
    centre = mean(values)
    return sum((((x - centre) / spread) ** power for x in values), ZERO)


def ranks_of(values: Sequence[Decimal], *, lower_is_better: bool = False) -> list[int]:
    """Return competition ranks (1, 2, 2, 4) in the order of ``values``."""
    ranks = [0] * len(values)
    rank, last = 0, None
    ordered = sorted(range(len(values)), key=values.__getitem__, reverse=not lower_is_better)
    for place, index in enumerate(ordered, start=1):
        if values[index] != last:
            rank, last = place, values[index]
        ranks[index] = rank
    return ranks
