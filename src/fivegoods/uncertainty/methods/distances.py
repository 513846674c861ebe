"""Methods that measure distances from an ideal: TOPSIS and VIKOR.

Matrices are park × indicator; directions are 1 where more is better and −1 where less is; weights
are brought to a sum of 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from fivegoods.uncertainty.statistics import Floats, fitted

#: How columns are brought to one scale: from values and directions.
SCALES: Final[Mapping[str, Callable[[Floats, Floats], Floats]]] = {
    "vector": lambda matrix, _: _over(matrix, np.sqrt((matrix**2).sum(axis=0))),
    "max": lambda matrix, _: _over(matrix, np.abs(matrix).max(axis=0)),
    "sum": lambda matrix, _: _over(matrix, np.abs(matrix.sum(axis=0))),
    "min_max": lambda matrix, directions: fitted(matrix, directions) * directions,
}


def topsis(matrix: Floats, weights: Floats, directions: Floats, scale: str = "vector") -> Floats:
    """Return closeness to the ideal, 0 to 1, larger is better.

    Euclidean distances; ``scale`` is one of `SCALES`. Source: Hwang & Yoon (1981), Multiple Attribute
    Decision Making, Springer, with vector normalisation.
    """
    signed = SCALES[scale](matrix, directions) * weights / weights.sum() * directions
    to_best = np.sqrt(((signed - signed.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((signed - signed.min(axis=0)) ** 2).sum(axis=1))
    both = to_best + to_worst
    result: Floats = np.divide(to_worst, both, out=np.full_like(both, 0.5), where=both > 0)
    return result


def _over(matrix: Floats, sizes: Floats) -> Floats:
    return np.divide(matrix, sizes, out=np.zeros_like(matrix), where=sizes > 0)


@dataclass(frozen=True, slots=True)
class Compromise:
    """VIKOR's group utility S, individual regret R and compromise Q; smaller is better."""

    utility: Floats
    regret: Floats
    compromise: Floats


def vikor(matrix: Floats, weights: Floats, directions: Floats, strategy: float = 0.5) -> Compromise:
    """Return S, R and Q; ``strategy`` is the weight of the majority (v).

    Source: Opricovic & Tzeng (2004), European Journal of Operational Research 156, 445–455.
    """
    short = (1.0 - fitted(matrix, directions)) * (np.ptp(matrix, axis=0) > 0) * weights / weights.sum()
    utility, regret = short.sum(axis=1), short.max(axis=1)
    mixed = strategy * _spread(utility) + (1.0 - strategy) * _spread(regret)
    return Compromise(utility, regret, mixed)


def _spread(values: Floats) -> Floats:
    span = float(np.ptp(values))
    return (values - values.min()) / span if span > 0 else np.zeros_like(values)
