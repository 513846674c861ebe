"""Weighted means of shares over many draws at once: arithmetic, geometric, harmonic, minimum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fivegoods.uncertainty.draws.frame import Floats

#: Below this the engine's 12 decimals say zero.
_ZERO = 5e-13

#: Points and full points of a dimension below (draw × park).
Part = tuple[Floats, Floats]


def mean_share(
    method: str,
    zero: float | None,
    factors: Floats,
    full: Floats,
    shares: Floats,
    leaves: Sequence[int],
    parts: Sequence[Part],
) -> Floats:
    """Return the share of full points (draw × park) by ``method``, over indicators and dimensions.

    ``full`` holds the full points of the indicators in ``leaves`` (park × indicator). ``zero``
    stands in for shares of zero in geometric and harmonic means; without it one zero makes all zero.
    """
    weight = factors @ full.T
    for _, of in parts:
        weight = weight + of
    if method == "minimum":
        return np.where(weight > 0, _minimum(factors, full, shares, leaves, parts), 0.0)
    if method == "mean":
        total = factors @ (full * shares).T
        for points, of in parts:
            total = total + np.where(of > 0, points, 0.0)
        return _divided(total, weight)
    total = factors @ (full * _bent(method, _lifted(shares, zero))).T
    dead = factors @ ((full > 0) & (shares < _ZERO)).astype(np.float64).T > 0
    for points, of in parts:
        share = _divided(points, of)
        total = total + of * _bent(method, _lifted(share, zero))
        dead |= (of > 0) & (share < _ZERO)
    result = np.exp(_divided(total, weight)) if method == "geometric" else _divided(weight, total)
    result = np.where(weight > 0, result, 0.0)
    return result if zero is not None else np.where(dead, 0.0, result)


def _lifted(shares: Floats, zero: float | None) -> Floats:
    return np.where(shares < _ZERO, 1.0 if zero is None else zero, shares)


def _bent(method: str, shares: Floats) -> Floats:
    return np.log(shares) if method == "geometric" else 1.0 / shares


def _minimum(factors: Floats, full: Floats, shares: Floats, leaves: Sequence[int], parts: Sequence[Part]) -> Floats:
    least = np.full((len(factors), len(full)), np.inf)
    for column in leaves:
        counts = (factors[:, column, None] > 0) & (full[:, column] > 0)
        least = np.where(counts, np.minimum(least, shares[:, column]), least)
    for points, of in parts:
        least = np.where(of > 0, np.minimum(least, _divided(points, of)), least)
    return least


def _divided(over: Floats, under: Floats) -> Floats:
    return np.divide(over, under, out=np.zeros_like(over), where=under > 0)
