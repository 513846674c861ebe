"""Other methods on the same data: how far they agree with the official ranking, and where they do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.ranks import ranks_by
from fivegoods.uncertainty.methods.distances import topsis, vikor
from fivegoods.uncertainty.methods.outranking import Criterion, borda, copeland, promethee
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

    def disagreements(self, official: Mapping[str, int], least: int = 1) -> list[tuple[str, int, int]]:
        """Return parks ranked at least ``least`` places apart: id, official rank, this method's; farthest first."""
        apart = [(park, official[park], rank) for park, rank in self.ranks.items()]
        found = [entry for entry in apart if abs(entry[1] - entry[2]) >= least]
        return sorted(found, key=lambda entry: (-abs(entry[1] - entry[2]), entry[1]))


class NoWeights(ValueError):
    """No indicator weighs anything, so there is nothing to compare by."""


def check_methods(arrays: RunArrays, on: str = "values") -> tuple[Checked, ...]:
    """Return every other method on the parks' values (or "shares") with the criteria's weights. Raise NoWeights."""
    data = data_of(arrays, on)
    stated = stated_weights(arrays)
    weights = np.array([stated[name] for name in data.indicators])
    if not weights.sum() > 0:
        raise NoWeights
    return tuple(
        _checked(arrays, name, function(data.matrix, weights, data.directions)) for name, function in METHODS.items()
    )


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


def _vikor(matrix: Floats, weights: Floats, directions: Floats) -> Floats:
    return -vikor(matrix, weights, directions).compromise


def _promethee(matrix: Floats, weights: Floats, directions: Floats) -> Floats:
    """Return net flows with linear preferences up to one standard deviation of each indicator."""
    criteria = [Criterion("v_shape", p=float(column.std())) for column in matrix.T]
    return promethee(matrix, weights, directions, criteria).net


METHODS: Final[Mapping[str, Callable[[Floats, Floats, Floats], Floats]]] = {
    "topsis": topsis,
    "vikor": _vikor,
    "promethee": _promethee,
    "copeland": copeland,
    "borda": borda,
}
