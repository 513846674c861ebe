"""Aggregation (合成): indicator points → dimension points → composite score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce

from fivegoods.criteria.models.criteria import Node
from fivegoods.numeric.decimals import ONE, ZERO, decide
from fivegoods.numeric.traced import exp, least, ln, traced


def combine(definition: Node, parts: Sequence[tuple[Decimal, Decimal]], full: Decimal, scale: Decimal) -> Decimal:
    """Return the points of a dimension from (points, full points) of its parts.

    ``sum`` adds points, times ``scale``. The means work on shares ``points ÷ full`` weighted by
    full points: arithmetic Σw·s (which is Σ points ÷ Σ full), geometric Π s^w, harmonic
    1 ÷ Σ(w ÷ s), minimum min s.
    """
    if definition.method == "sum":
        total = _sum(points for points, _ in parts)
        return total if scale == ONE else total * scale
    weight = _sum(of for _, of in parts if of > 0)
    if not weight:
        return ZERO
    if definition.method == "mean":
        points = _sum(points for points, of in parts if of > 0)
        return points if full == weight else full * (points / weight)
    shares = [(points / of, of / weight) for points, of in parts if of > 0]
    return full * _mean(definition, shares)


def combine_all(
    definition: Node, columns: Sequence[Sequence[Decimal]], fulls: Sequence[Decimal], full: Decimal, scale: Decimal
) -> list[Decimal]:
    """Return `combine` for many parks with the same full points; ``columns`` hold the points of each part."""
    if definition.method == "sum":
        totals = _row_sums(columns)
        return totals if scale == ONE else [total * scale for total in totals]
    if definition.method == "mean" and any(of > 0 for of in fulls):
        weight = _sum(of for of in fulls if of > 0)
        totals = _row_sums([points for points, of in zip(columns, fulls, strict=True) if of > 0])
        return totals if full == weight else [full * (total / weight) for total in totals]
    rows = zip(*columns, strict=True)
    return [combine(definition, list(zip(row, fulls, strict=True)), full, scale) for row in rows]


def _row_sums(columns: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    return [sum(row, ZERO) for row in zip(*columns, strict=True)]


def _mean(definition: Node, shares: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    if definition.method == "minimum":
        return reduce(least, (share for share, _ in shares))
    if definition.zero is not None:
        floor = definition.zero
        shares = [(share if decide(share) > 0 else traced(floor), weight) for share, weight in shares]
    if any(decide(share) <= 0 for share, _ in shares):
        return ZERO
    if definition.method == "geometric":
        return exp(_sum(ln(share) * weight for share, weight in shares))
    return ONE / _sum(weight / share for share, weight in shares)


def _sum(parts: Iterable[Decimal]) -> Decimal:
    """Return the sum; it starts from the first part, so that traced parts print no leading zero."""
    total = sum(parts)
    return total if isinstance(total, Decimal) else ZERO
