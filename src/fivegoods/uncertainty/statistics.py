"""Small statistics over arrays that several analyses share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def mid_ranks(values: Floats) -> Floats:
    """Return ranks from 1, the smallest first, with the mean of their places for equal values."""
    ordered = np.sort(values)
    low = np.searchsorted(ordered, values, side="left")
    high = np.searchsorted(ordered, values, side="right")
    result: Floats = (low + high + 1) / 2.0
    return result


def pearson(one: Floats, two: Floats) -> float:
    """Return Pearson's correlation; 0 where either does not vary."""
    first, second = one - one.mean(), two - two.mean()
    size = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return 0.0 if size == 0.0 else float((first * second).sum() / size)


def spearman(one: Floats, two: Floats) -> float:
    """Return Spearman's rank correlation; 1 where neither has an order to differ in."""
    first, second = mid_ranks(one), mid_ranks(two)
    if np.array_equal(first, second):
        return 1.0
    return pearson(first, second)


def kendall(one: Floats, two: Floats) -> float:
    """Return Kendall's tau-b; 1 where neither has an order to differ in."""
    first = np.sign(one[:, None] - one)
    second = np.sign(two[:, None] - two)
    size = float(np.sqrt((first**2).sum() * (second**2).sum()))
    if size == 0.0:
        return 1.0 if np.array_equal(first, second) else 0.0
    return float((first * second).sum() / size)


def correlations(matrix: Floats) -> Floats:
    """Return Pearson's correlations of the columns; 0 for columns that do not vary."""
    centred = matrix - matrix.mean(axis=0)
    sizes = np.sqrt((centred**2).sum(axis=0))
    scaled = np.divide(centred, sizes, out=np.zeros_like(centred), where=sizes > 0)
    result: Floats = np.clip(scaled.T @ scaled, -1.0, 1.0)
    return result


def fitted(matrix: Floats, directions: Floats) -> Floats:
    """Return columns on 0 to 1 from the worst to the best value (min-max); 0 where all are equal."""
    signed = matrix * np.where(directions < 0, -1.0, 1.0)
    low, high = signed.min(axis=0), signed.max(axis=0)
    result: Floats = np.divide(signed - low, high - low, out=np.zeros_like(signed), where=high > low)
    return result
