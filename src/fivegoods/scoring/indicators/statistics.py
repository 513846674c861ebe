"""Statistics of a reference group, in exact decimals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fivegoods.numeric.decimals import ONE, ZERO, decide


def statistic(
    name: str, values: Sequence[Decimal], *, quantile: Decimal | None = None, sample: bool = False
) -> Decimal:
    """Return a statistic of at least one value.

    ``name`` is min, max, mean, median, quantile, sum or deviation. A quantile between two values
    is interpolated linearly (Hyndman-Fan type 7). ``sample`` divides the variance by n − 1.
    """
    if name == "min":
        return min(values)
    if name == "max":
        return max(values)
    if name == "sum":
        return sum(values, ZERO)
    if name == "mean":
        return mean(values)
    if name == "median":
        return at_quantile(values, Decimal("0.5"))
    if name == "quantile":
        return at_quantile(values, ONE if quantile is None else quantile)
    if name == "deviation":
        return deviation(values, sample=sample)
    raise ValueError(name)


def mean(values: Sequence[Decimal]) -> Decimal:
    """Return the arithmetic mean."""
    return sum(values, ZERO) / len(values)


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
    n = Decimal(len(values))
    spread = deviation(values, sample=True)
    if n < 3 or not decide(spread):
        return None
    centre = mean(values)
    cubes = sum((((x - centre) / spread) ** 3 for x in values), ZERO)
    return n / ((n - 1) * (n - 2)) * cubes


def kurtosis(values: Sequence[Decimal]) -> Decimal | None:
    """Return the sample excess kurtosis as Excel's KURT has it; None for fewer than 4 values or equal ones."""
    n = Decimal(len(values))
    spread = deviation(values, sample=True)
    if n < 4 or not decide(spread):
        return None
    centre = mean(values)
    fourths = sum((((x - centre) / spread) ** 4 for x in values), ZERO)
    return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourths - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


def ranks_of(values: Sequence[Decimal], *, lower_is_better: bool = False) -> list[int]:
    """Return competition ranks (1, 2, 2, 4) in the order of ``values``."""
    ordered = sorted(values, reverse=not lower_is_better)
    first: dict[Decimal, int] = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    return [first[value] for value in values]
