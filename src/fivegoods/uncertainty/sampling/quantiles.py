"""From uniform numbers to the distributions weights are drawn from, by tables of their quantiles."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from fivegoods.uncertainty.statistics import Floats

_POINTS = 4001


def normal(uniform: Floats) -> Floats:
    """Return standard normal numbers, cut at ±8."""
    grid = np.linspace(-8.0, 8.0, _POINTS)
    below = np.array([0.5 * math.erfc(-x / math.sqrt(2.0)) for x in grid])
    return np.interp(uniform, below, grid)


def gamma(uniform: Floats, shapes: Sequence[float]) -> Floats:
    """Return gamma numbers of scale 1, one shape for each column."""
    columns = [np.interp(uniform[:, i], *_gamma_table(shape)) for i, shape in enumerate(shapes)]
    return np.stack(columns, axis=1) if columns else np.empty_like(uniform)


def _gamma_table(shape: float) -> tuple[Floats, Floats]:
    """Return shares below and the values they belong to, even in the logarithm of the value."""
    top = math.log(shape + 12.0 * math.sqrt(shape) + 40.0)
    bottom = max(-20.0 / shape, -600.0) + min(math.log(shape), 0.0)
    logs = np.linspace(bottom, top, _POINTS)
    density = np.exp(shape * logs - np.exp(logs) - math.lgamma(shape))
    steps = (density[1:] + density[:-1]) / 2.0 * np.diff(logs)
    below = np.concatenate([[0.0], np.cumsum(steps)])
    return below / below[-1], np.exp(logs)
