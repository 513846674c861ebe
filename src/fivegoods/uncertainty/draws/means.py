"""Weighted means of shares over many draws at once: power means (0 geometric, −1 harmonic) and the minimum.

``zero`` stands in for shares of zero in means of a power up to 0; without it one zero makes all zero.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fivegoods.uncertainty.statistics import Bools, Floats

#: Below this the engine's 12 decimals say zero.
ZERO_SHARE = 5e-13


def least_of_indicators(factors: Floats, full: Floats, shares: Floats, weight: Floats) -> Floats:
    """Return the least share (draw × park) of the indicators that count.

    ``factors`` are draw × indicator, ``full`` and ``shares`` indicator × park, ``weight`` the drawn full
    points (draw × park, or × 1).
    """
    least = np.full((len(factors), shares.shape[1]), np.inf)
    for factor, own, share in zip(factors.T, full, shares, strict=True):
        if own.any():
            least = np.where((factor[:, None] > 0) & (own > 0), np.minimum(least, share), least)
    return np.where(weight > 0, least, 0.0)


def mean_of_parts(method: str, power: float, zero: float | None, parts: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Return the mean share (draw × park) of dimensions, each with its points and its drawn full points."""
    shares = [(_divided(points, np.broadcast_to(of, points.shape)), of) for points, of in parts]
    weight = sum((of for _, of in shares), np.zeros((1, 1)))
    if method == "minimum":
        least = np.full(shares[0][0].shape, np.inf)
        for share, of in shares:
            least = np.where(of > 0, np.minimum(least, share), least)
        return np.where(weight > 0, least, 0.0)
    total = sum((of * bent(power, share, zero) for share, of in shares), np.zeros((1, 1)))
    dead = None
    if zero is None and power <= 0:
        dead = np.logical_or.reduce([(of > 0) & (share < ZERO_SHARE) for share, of in shares])
    return mean(power, total, np.broadcast_to(weight, total.shape), dead)


def bent(power: float, shares: Floats, zero: float | None) -> Floats:
    """Return what a mean adds up: logarithms for the geometric mean, else powers."""
    if power > 0:
        result: Floats = np.maximum(shares, 0.0) ** power
        return result
    lifted = np.where(shares < ZERO_SHARE, 1.0 if zero is None else zero, shares)
    return np.log(lifted) if power == 0 else lifted**power


def mean(power: float, total: Floats, weight: Floats, dead: Bools | None) -> Floats:
    """Return the mean from the sum of weighted bent shares and the sum of weights."""
    level = _divided(total, weight)
    is_more = level > 0
    roots = np.exp(level) if power == 0 else np.power(level, 1.0 / power, out=np.zeros_like(level), where=is_more)
    result = np.where(weight > 0, roots, 0.0)
    return result if dead is None else np.where(dead, 0.0, result)


def _divided(over: Floats, under: Floats) -> Floats:
    return np.divide(over, under, out=np.zeros(np.broadcast_shapes(over.shape, under.shape)), where=under > 0)
