"""Aggregation (合成): indicator points → dimension points → composite score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any

from fivegoods.criteria.models.criteria import Node
from fivegoods.numeric.decimals import ONE, ZERO, decide
from fivegoods.numeric.traced import exp, least, ln, traced


def combine(
    definition: Node, columns: Sequence[Sequence[Decimal]], fulls: Sequence[Decimal], full: Decimal, scale: Decimal
) -> list[Decimal]:
    """Return the points of a dimension in each row from the points of its parts (``columns``).

    The rows have the same full points: ``fulls`` of the parts, ``full`` of the dimension. ``sum`` adds
    points, times ``scale``. The means work on shares ``points ÷ full`` weighted by full points:
    arithmetic Σw·s (which is Σ points ÷ Σ full), geometric Π s^w, harmonic 1 ÷ Σ(w ÷ s), minimum min s, power
    (Σ w·s^p)^(1 ÷ p) (Hardy, Littlewood & Pólya 1934, Inequalities; p = 0 is the geometric mean).
    """
    if definition.method == "sum":
        totals = _row_sums(columns)
        return totals if scale == ONE else [total * scale for total in totals]
    counting = [(points, of) for points, of in zip(columns, fulls, strict=True) if of > 0]
    weight = _sum(of for _, of in counting)
    if not weight:
        return [ZERO] * len(columns[0])
    if definition.method == "mean":
        totals = _row_sums([points for points, _ in counting])
        return totals if full == weight else [full * (total / weight) for total in totals]
    weights = [of / weight for _, of in counting]
    shares = zip(*([points / of for points in column] for column, of in counting), strict=True)
    return [full * _mean(definition, list(zip(row, weights, strict=True))) for row in shares]


def _row_sums(columns: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    """Return the sum of each row; it starts from a whole 0, so that traced numbers print no leading zero."""
    sums: Any = map(sum, zip(*columns, strict=True))
    return list(sums)


def _mean(definition: Node, shares: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    if definition.method == "minimum":
        return reduce(least, (share for share, _ in shares))
    power = definition.power
    if power is not None and power > 0:
        # A share of nothing (or less) adds nothing; a logarithm of it there is not.
        shares = [(share, weight) for share, weight in shares if decide(share) > 0]
        return _power(power, shares) if shares else ZERO
    if definition.zero is not None:
        floor = definition.zero
        shares = [(share if decide(share) > 0 else traced(floor), weight) for share, weight in shares]
    if any(decide(share) <= 0 for share, _ in shares):
        return ZERO
    if power:
        return _power(power, shares)
    if definition.method == "geometric" or power is not None:
        return exp(_sum(ln(share) * weight for share, weight in shares))
    return ONE / _sum(weight / share for share, weight in shares)


def _power(power: Decimal, shares: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    return exp(ln(_sum(weight * exp(ln(share) * power) for share, weight in shares)) / power)


def _sum(parts: Iterable[Decimal]) -> Decimal:
    total: Any = sum(parts)
    result: Decimal = total
    return result
