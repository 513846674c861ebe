"""Methods that compare parks two by two: PROMETHEE II, Copeland, Borda."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from fivegoods.uncertainty.statistics import Floats, mid_ranks

#: From differences, with the thresholds q (indifference), p (preference) and s, to preferences 0 to 1.
Preference = Callable[[Floats, float, float, float], Floats]


def _usual(d: Floats, q: float, p: float, s: float) -> Floats:
    return (d > 0).astype(np.float64)


def _u_shape(d: Floats, q: float, p: float, s: float) -> Floats:
    return (d > q).astype(np.float64)


def _v_shape(d: Floats, q: float, p: float, s: float) -> Floats:
    return np.clip(d / p, 0.0, 1.0) if p > 0 else _usual(d, q, p, s)


def _level(d: Floats, q: float, p: float, s: float) -> Floats:
    return np.where(d > p, 1.0, np.where(d > q, 0.5, 0.0))


def _linear(d: Floats, q: float, p: float, s: float) -> Floats:
    return np.clip((d - q) / (p - q), 0.0, 1.0) if p > q else _u_shape(d, q, p, s)


def _gaussian(d: Floats, q: float, p: float, s: float) -> Floats:
    return np.where(d > 0, 1.0 - np.exp(-(d**2) / (2.0 * s * s)), 0.0) if s > 0 else _usual(d, q, p, s)


#: Brans's six types, by name.
PREFERENCES: Final[Mapping[str, Preference]] = {
    "usual": _usual,
    "u_shape": _u_shape,
    "v_shape": _v_shape,
    "level": _level,
    "linear": _linear,
    "gaussian": _gaussian,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """How differences on one indicator count: type and thresholds."""

    kind: str = "usual"
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0


@dataclass(frozen=True, slots=True)
class Flows:
    """Leaving and entering flows; the net flow ranks (PROMETHEE II)."""

    leaving: Floats
    entering: Floats

    @property
    def net(self) -> Floats:
        """Leaving minus entering, −1 to 1, larger is better."""
        return self.leaving - self.entering


def promethee(matrix: Floats, weights: Floats, directions: Floats, criteria: Sequence[Criterion]) -> Flows:
    """Return the flows of each park.

    Source: Brans & Vincke (1985), Management Science 31, 647–656; flows divided by n − 1 as in
    Brans & Mareschal (2005).
    """
    count = len(matrix)
    index = np.zeros((count, count))
    for column, criterion in enumerate(criteria):
        values = matrix[:, column] * directions[column]
        differences = values[:, None] - values
        preferred = PREFERENCES[criterion.kind](differences, criterion.q, criterion.p, criterion.s)
        index += preferred * weights[column] / weights.sum()
    others = max(count - 1, 1)
    return Flows(index.sum(axis=1) / others, index.sum(axis=0) / others)


def copeland(matrix: Floats, weights: Floats, directions: Floats) -> Floats:
    """Return duels won minus duels lost; a duel goes to the park with more weight on its side."""
    signed = matrix * directions
    count = len(matrix)
    support = np.zeros((count, count))
    for column in range(matrix.shape[1]):
        support += (signed[:, column][:, None] > signed[:, column]) * weights[column]
    margin = support - support.T
    # Weights add up differently on the two sides; what is left of equal sides is float noise.
    won = np.where(np.abs(margin) > 1e-12 * weights.sum(), np.sign(margin), 0.0)
    result: Floats = won.sum(axis=1)
    return result


def borda(matrix: Floats, weights: Floats, directions: Floats) -> Floats:
    """Return the weighted mean number of parks beaten on each indicator, ties counting half."""
    beaten = np.stack([mid_ranks(matrix[:, i] * directions[i]) - 1.0 for i in range(matrix.shape[1])], axis=1)
    result: Floats = beaten @ (weights / weights.sum())
    return result
