"""What weights are derived from: the indicators' values, or their shares of full points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fivegoods.uncertainty.draws.frame import Frame
from fivegoods.uncertainty.sampling.world import world_of
from fivegoods.uncertainty.statistics import Floats, fitted
from fivegoods.uncertainty.weights.from_data import METHODS

#: Methods that are only fair on one common scale.
_ON_ONE_SCALE = frozenset({"deviation"})


@dataclass(frozen=True, slots=True)
class Data:
    """Columns to derive weights from, missing cells filled with the column's mean."""

    indicators: tuple[str, ...]
    matrix: Floats
    directions: Floats
    #: Where the column is the share of full points: numbers are lacking, or every park has its own target.
    as_shares: tuple[bool, ...]
    #: How many cells of each column were filled.
    filled: tuple[int, ...]


def data_of(frame: Frame, on: str = "values") -> Data:
    """Return the columns by ``on``: "values", or "shares" of full points."""
    columns, directions, as_shares, filled = [], [], [], []
    world = world_of(frame)
    for column in range(len(frame.indicators)):
        known = frame.known[:, column]
        numbers = np.isfinite(frame.values[:, column])
        raw = bool(world.directions[column]) and bool(numbers[known].all()) and not _own_target(frame, column)
        shares = on == "shares" or not raw
        values = frame.shares[:, column] if shares else frame.values[:, column]
        usable = known & np.isfinite(values)
        mean = float(values[usable].mean()) if usable.any() else 0.0
        columns.append(np.where(usable, values, mean))
        directions.append(1.0 if shares else float(world.directions[column]))
        as_shares.append(bool(shares))
        filled.append(int((~usable).sum()))
    names = tuple(plan.id for plan in frame.indicators)
    return Data(names, np.stack(columns, axis=1), np.array(directions), tuple(as_shares), tuple(filled))


def _own_target(frame: Frame, column: int) -> bool:
    """Return whether each park is measured against a reference of its own: amounts then say nothing by themselves."""
    own = frame.indicators[column].id
    scores = (score for park in frame.scores for score in park.root.all_indicators() if score.plan.id == own)
    return any(reference.origin == "expression" for score in scores for reference in score.references)


def weights_from(method: str, data: Data) -> Mapping[str, float]:
    """Return weights by indicator that add up to 1. Raise KeyError for a method there is not."""
    matrix = fitted(data.matrix, data.directions) if method in _ON_ONE_SCALE else data.matrix
    weights = METHODS[method](matrix, data.directions)
    return {name: float(weight) for name, weight in zip(data.indicators, weights, strict=True)}
