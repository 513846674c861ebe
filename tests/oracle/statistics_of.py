"""Statistics of the peers, and what is done to a column of values before it is scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from oracle.quantities import ZERO, Gap, decide, kept, ln, number, root

#: A value, and the two sides of the quotient that it is (the value and 1, if it is none).
Known = tuple[Fraction, Fraction, Fraction]


def statistic(stat: str, known: Sequence[Known], quantile: Any, deviation: str) -> Fraction:
    """Return a statistic of two values or more."""
    values = sorted(value for value, _, _ in known)
    if stat == "weighted_mean":
        return kept(sum((above for _, above, _ in known), ZERO) / sum((below for _, _, below in known), ZERO))
    if stat in ("median", "quantile"):
        return quantile_of(values, Fraction(1, 2) if stat == "median" else number(quantile))
    whole = sum(values, ZERO)
    return {
        "min": lambda: values[0], "max": lambda: values[-1], "sum": lambda: whole, "mean": lambda: mean(values),
        "deviation": lambda: spread(values, 1 if deviation == "sample" else 0),
    }[stat]()  # fmt: skip


def mean(values: Sequence[Fraction]) -> Fraction:
    """Return the arithmetic mean."""
    return kept(sum(values, ZERO) / len(values))


def spread(values: Sequence[Fraction], less: int) -> Fraction:
    """Return the standard deviation, of a population (0 less than n) or a sample (1 less)."""
    middle = mean(values)
    return root(kept(sum(((x - middle) ** 2 for x in values), ZERO) / (len(values) - less)))


def quantile_of(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return a quantile of sorted values, linear between neighbours (Hyndman and Fan's type 7)."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (place - low) * (values[high] - values[low])


def treated(raw: Mapping[str, Any], before: Mapping[str, Any], groups: Mapping[str, Any]) -> dict[str, Any]:
    """Return a column after imputation, logarithm and winsorising, each within its groups."""
    column: dict[str, Any] = {}
    for group in dict.fromkeys(groups.values()):
        part = {park: value for park, value in raw.items() if groups[park] == group}
        column |= _winsorised(_logged(_imputed(part, before.get("impute")), before.get("log")), before.get("winsorise"))
    return {park: column[park] for park in raw}


def _imputed(column: Mapping[str, Any], how: str | None) -> dict[str, Any]:
    known = sorted(value for value in column.values() if isinstance(value, Fraction))
    if how is None or not known:
        return dict(column)
    fill = mean(known) if how == "mean" else quantile_of(known, Fraction(1, 2))
    return {park: fill if value is Gap.MISSING else value for park, value in column.items()}


def _logged(column: Mapping[str, Any], wanted: Any) -> dict[str, Any]:
    """Take logarithms; of a number not above 0 there is none."""

    def log(value: Any) -> Any:
        return value if isinstance(value, Gap) else ln(value) if value > 0 else Gap.MISSING

    return {park: log(value) for park, value in column.items()} if wanted else dict(column)


def skewness(values: Sequence[Fraction]) -> Fraction:
    """Return the skewness as Excel's SKEW."""
    n, deviation = len(values), spread(values, 1)
    middle = mean(values)
    return Fraction(n, (n - 1) * (n - 2)) * sum((((x - middle) / deviation) ** 3 for x in values), ZERO)


def kurtosis(values: Sequence[Fraction]) -> Fraction:
    """Return the excess kurtosis as Excel's KURT."""
    n, deviation = len(values), spread(values, 1)
    middle = mean(values)
    fourth = sum((((x - middle) / deviation) ** 4 for x in values), ZERO)
    return Fraction(n * (n + 1), (n - 1) * (n - 2) * (n - 3)) * fourth - Fraction(3 * (n - 1) ** 2, (n - 2) * (n - 3))


def _has_outliers(values: Sequence[Fraction], limits: Mapping[str, Any]) -> bool:
    """Whether the declared limits are exceeded, both if both are given; skewness takes three values, kurtosis four."""
    if len(set(values)) == 1:
        return False
    measures = [("skewness", 3, lambda: abs(skewness(values))), ("kurtosis", 4, lambda: kurtosis(values))]
    declared = [(fewest, measure, limits[name]) for name, fewest, measure in measures if limits.get(name) is not None]
    return all(len(values) >= fewest and decide(kept(measure())) > number(limit) for fewest, measure, limit in declared)


def _winsorised(column: Mapping[str, Any], limits: Mapping[str, Any] | None) -> dict[str, Any]:
    """Pull outliers in one by one, on the side to which the column leans: each step up to the next value inside."""
    values = sorted(value for value in column.values() if isinstance(value, Fraction))
    if limits is None or not values:
        return dict(column)
    pulled, low, high, most = values, 0, 0, int(limits.get("at_most") or 5)
    while _has_outliers(pulled, limits):
        leans_high = skewness(pulled) > 0
        low, high = (low, high + 1) if leans_high else (low + 1, high)
        if max(low, high) > most or low + high >= len(values):
            return _logged(column, True) if limits.get("then_log") else dict(column) | _cut(column, pulled)
        pulled = [min(max(value, values[low]), values[-1 - high]) for value in values]
    return dict(column) | _cut(column, pulled)


def _cut(column: Mapping[str, Any], pulled: Sequence[Fraction]) -> dict[str, Any]:
    known = {park: value for park, value in column.items() if isinstance(value, Fraction)}
    return {park: min(max(value, pulled[0]), pulled[-1]) for park, value in known.items()}
