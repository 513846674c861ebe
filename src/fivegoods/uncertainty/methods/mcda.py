"""Other ways to rank: by distances (TOPSIS, VIKOR), and two by two (PROMETHEE II, Copeland, Kemeny-Young, Borda)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from fivegoods.uncertainty.statistics import Floats, fitted, mid_ranks

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


#: Parks whose orders can all be compared: their sets double with each park.
MOST_OF_KEMENY: Final = 12

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


def support(matrix: Floats, weights: Floats, directions: Floats) -> Floats:
    """Return the outranking matrix: the share of weight on which the park of the row goes before that of the column.

    Equal values count half on each side. Source: OECD/JRC Handbook (2008), equation 32, page 113.
    """
    signed = matrix * directions
    found = np.zeros((len(matrix), len(matrix)))
    for column, weight in zip(signed.T, weights / weights.sum(), strict=True):
        found += weight * (np.sign(column[:, None] - column) + 1.0) / 2.0
    return found


def copeland(matrix: Floats, weights: Floats, directions: Floats) -> Floats:
    """Return duels won minus duels lost; a duel goes to the park with more weight on its side."""
    for_row = support(matrix, weights, directions)
    margin = for_row - for_row.T
    # Weights add up differently on the two sides; what is left of equal sides is float noise.
    won = np.where(np.abs(margin) > 1e-12, np.sign(margin), 0.0)
    result: Floats = won.sum(axis=1)
    return result


def kemeny(matrix: Floats, weights: Floats, directions: Floats) -> Floats:
    """Return places from the last of the order with the most support, the sum of the matrix above its diagonal.

    All orders of up to `MOST_OF_KEMENY` parks are compared, a set of leaders at a time; of several best orders it is
    the one that puts the earliest row first. Source: Young & Levenglick (1978), SIAM Journal on Applied Mathematics
    35, 285–300; OECD/JRC Handbook (2008), equation 33, page 114.
    """
    for_row = np.round(support(matrix, weights, directions), 12)
    count = len(matrix)
    whole = (1 << count) - 1
    best, first = np.zeros(whole + 1), np.zeros(whole + 1, dtype=int)
    for members in range(1, whole + 1):
        inside = [park for park in range(count) if members >> park & 1]
        totals = [for_row[park, inside].sum() - for_row[park, park] + best[members & ~(1 << park)] for park in inside]
        chosen = int(np.argmax(np.round(totals, 9)))
        best[members], first[members] = totals[chosen], inside[chosen]
    places, left = np.zeros(count), whole
    for place in range(count):
        park = int(first[left])
        places[park] = count - place
        left &= ~(1 << park)
    return places


def borda(matrix: Floats, weights: Floats, directions: Floats) -> Floats:
    """Return the weighted mean number of parks beaten on each indicator, ties counting half."""
    beaten = np.stack([mid_ranks(matrix[:, i] * directions[i]) - 1.0 for i in range(matrix.shape[1])], axis=1)
    result: Floats = beaten @ (weights / weights.sum())
    return result
