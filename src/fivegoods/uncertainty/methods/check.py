"""Other methods on the same data: how far they agree with the official ranking, and where they do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.ranks import ranks_by
from fivegoods.uncertainty.methods.mcda import (
    MOST_OF_KEMENY,
    PREFERENCES,
    SCALES,
    Criterion,
    borda,
    copeland,
    kemeny,
    promethee,
    support,
    topsis,
    vikor,
)
from fivegoods.uncertainty.statistics import Floats, kendall, spearman
from fivegoods.uncertainty.weights.effect import stated_weights
from fivegoods.uncertainty.weights.from_data import data_of

_PLACES = 10


@dataclass(frozen=True, slots=True)
class Checked:
    """One other method: its scores (larger is better) and ranks by park, and its agreement."""

    method: str
    scores: Mapping[str, float]
    ranks: Mapping[str, int]
    spearman: float
    kendall: float
    #: The outranking matrix where the method stands on one, in the order of the parks.
    support: tuple[tuple[float, ...], ...] = ()

    def disagreements(self, official: Mapping[str, int]) -> list[tuple[str, int, int]]:
        """Return parks of another rank here: id, official rank, this method's; farthest apart first."""
        found = [(park, official[park], rank) for park, rank in self.ranks.items() if official[park] != rank]
        return sorted(found, key=lambda entry: (-abs(entry[1] - entry[2]), entry[1]))


class NoWeights(ValueError):
    """No indicator weighs anything, so there is nothing to compare by."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What TOPSIS, VIKOR and PROMETHEE II leave open, with the usual choices."""

    #: TOPSIS: "vector", "max", "sum" or "min_max".
    scale: str = "vector"
    #: VIKOR: the weight of the majority against the largest regret, 0 to 1.
    v: float = 0.5
    #: PROMETHEE II: "usual", "u_shape", "v_shape", "level", "linear" or "gaussian".
    preference: str = "v_shape"
    #: Its thresholds of indifference, preference and the Gaussian one, in standard deviations of each indicator.
    q: float = 0.0
    p: float = 1.0
    s: float = 1.0

    def __post_init__(self) -> None:
        """Raise ValueError, the name of what is wrong and what it may be, for what makes no sense."""
        for name, known in (("scale", SCALES), ("preference", PREFERENCES)):
            if getattr(self, name) not in known:
                raise ValueError(name, ", ".join(known))
        if not 0.0 <= self.v <= 1.0:
            raise ValueError("v", "0…1")
        for name in ("q", "p", "s"):
            if not 0.0 <= getattr(self, name) < float("inf"):
                raise ValueError(name, "≥ 0")


def check_methods(arrays: RunArrays, on: str = "values", parameters: Parameters | None = None) -> tuple[Checked, ...]:
    """Return every other method on the parks' values (or "shares") with the criteria's weights. Raise NoWeights.

    Kemeny-Young is among them for up to a dozen parks.
    """
    data = data_of(arrays, on)
    stated = stated_weights(arrays)
    weights = np.array([stated[name] for name in data.indicators])
    if not weights.sum() > 0:
        raise NoWeights
    given = data.matrix, weights, data.directions
    found = {name: function(parameters or Parameters(), *given) for name, function in METHODS.items()}
    checked = tuple(_checked(arrays, name, scores) for name, scores in found.items())
    if len(arrays) > MOST_OF_KEMENY:
        return checked
    shown = np.flatnonzero(arrays.shown)
    rows = tuple(tuple(map(float, row)) for row in support(*given)[np.ix_(shown, shown)])
    return (*checked, replace(_checked(arrays, "kemeny", kemeny(*given)), support=rows))


def _checked(arrays: RunArrays, method: str, scores: Floats) -> Checked:
    whole = np.round(scores * 10.0**_PLACES).astype(np.int64)
    ranks = ranks_by(whole[None, :])[:, 0].astype(np.int64)
    official = -arrays.ranks.astype(np.float64)
    found = -ranks.astype(np.float64)
    rows = np.flatnonzero(arrays.shown)
    return Checked(
        method,
        {arrays.ids[row]: float(scores[row]) for row in rows},
        {arrays.ids[row]: int(ranks[row]) for row in rows},
        spearman(official, found),
        kendall(official, found),
    )


def _promethee(found: Parameters, matrix: Floats, weights: Floats, directions: Floats) -> Floats:
    spreads = matrix.std(axis=0)
    criteria = [Criterion(found.preference, *(x * float(one) for x in (found.q, found.p, found.s))) for one in spreads]
    return promethee(matrix, weights, directions, criteria).net


#: Scores of the parks, larger is better, from the parameters, the values, weights and directions.
METHODS: Final[Mapping[str, Callable[[Parameters, Floats, Floats, Floats], Floats]]] = {
    "topsis": lambda found, matrix, weights, directions: topsis(matrix, weights, directions, found.scale),
    "vikor": lambda found, matrix, weights, directions: -vikor(matrix, weights, directions, found.v).compromise,
    "promethee": _promethee,
    "copeland": lambda _, matrix, weights, directions: copeland(matrix, weights, directions),
    "borda": lambda _, matrix, weights, directions: borda(matrix, weights, directions),
}
