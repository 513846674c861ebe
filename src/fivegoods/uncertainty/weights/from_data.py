"""Objective weights (客观赋权): what the spread and the correlation of the data say.

All functions take a matrix (park × indicator) and directions (1 more is better, −1 less is), and
return weights that add up to 1. A column that does not vary gets no weight.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.sampling.data_set import direction_of
from fivegoods.uncertainty.statistics import Floats, correlations, fitted

WeightMethod = Callable[[Floats, Floats], Floats]
#: The rotation ends here if it has not settled before.
_MOST_TURNS: Final = 500


def equal(matrix: Floats, directions: Floats) -> Floats:
    """Return the same weight for every indicator."""
    return np.full(matrix.shape[1], 1.0 / matrix.shape[1])


def entropy(matrix: Floats, directions: Floats) -> Floats:
    """Return weights by Shannon's entropy of the columns as shares of their sums; directions do not matter.

    A column with a value of zero or below is first brought to 0 … 1 from worst to best. Source: as
    in Xu (2004), European Journal of Operational Research 156, 530–532.
    """
    positive = np.where((matrix > 0).all(axis=0), matrix, fitted(matrix, directions))
    totals = positive.sum(axis=0)
    shares = np.divide(positive, totals, out=np.zeros_like(positive), where=totals > 0)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    information = 1.0 + (shares * logs).sum(axis=0) / np.log(max(len(matrix), 2))
    return _scaled(np.where(np.ptp(matrix, axis=0) > 0, np.maximum(information, 0.0), 0.0))


def critic(matrix: Floats, directions: Floats) -> Floats:
    """Return CRITIC weights: standard deviation × Σ(1 − correlation) of the min-max columns.

    Source: Diakoulaki, Mavrotas & Papayannakis (1995), Computers & Operations Research 22, 763–770.
    """
    scaled = fitted(matrix, directions)
    conflict = (1.0 - correlations(scaled)).sum(axis=0)
    return _scaled(_deviations(scaled) * conflict)


def deviation(matrix: Floats, directions: Floats) -> Floats:
    """Return weights by the standard deviation of the columns as they are: they must be on one scale."""
    return _scaled(_deviations(matrix))


def variation(matrix: Floats, directions: Floats) -> Floats:
    """Return weights by the coefficient of variation: standard deviation ÷ mean, of the values."""
    means = np.abs(matrix.mean(axis=0))
    return _scaled(np.divide(_deviations(matrix), means, out=np.zeros_like(means), where=means > 0))


def principal(matrix: Floats, directions: Floats) -> Floats:
    """Return weights by principal components: squared loadings × share of variance explained.

    Components with an eigenvalue above 1 (Kaiser) count. Source: OECD/JRC, Handbook on Constructing
    Composite Indicators (2008), step 6, without rotation.
    """
    values, found = components(correlations(fitted(matrix, directions)))
    return _scaled((found[:, values > min(1.0, float(values[0]) - 1e-12)] ** 2).sum(axis=1))


def rotated(matrix: Floats, directions: Floats) -> Floats:
    """Return weights by principal components after a varimax rotation.

    Components that explain more than a tenth of the variance count. An indicator belongs to the factor it loads on
    most, and weighs its squared loading there. Source: Nicoletti, Scarpetta & Boylaud (2000), OECD Economics
    Department Working Papers 226; OECD/JRC Handbook (2008), pages 89 and 90.
    """
    values, found = components(correlations(fitted(matrix, directions)))
    kept = values > min(0.1 * len(values), float(values[0]) - 1e-12)
    return _scaled((varimax(found[:, kept]) ** 2).max(axis=1))


def components(table: Floats) -> tuple[Floats, Floats]:
    """Return the eigenvalues of a table of correlations, largest first, and the loadings (indicator × component)."""
    values, vectors = np.linalg.eigh(table)
    values, vectors = np.maximum(values[::-1], 0.0), vectors[:, ::-1]
    return values, vectors * np.sqrt(values)


def varimax(found: Floats) -> Floats:
    """Return loadings rotated so that each indicator loads on few factors (Kaiser 1958, Psychometrika 23, 187–200).

    Rows are brought to length 1 for the rotation (Kaiser normalisation), as R and SPSS do.
    """
    lengths = np.sqrt((found**2).sum(axis=1, keepdims=True))
    rows = np.divide(found, lengths, out=np.zeros_like(found), where=lengths > 0)
    turn, before = np.eye(rows.shape[1]), 0.0
    for _ in range(_MOST_TURNS):
        turned = rows @ turn
        left, sizes, right = np.linalg.svd(rows.T @ (turned**3 - turned * (turned**2).mean(axis=0)))
        turn = left @ right
        if sizes.sum() <= before * (1.0 + 1e-12):
            break
        before = float(sizes.sum())
    result: Floats = rows @ turn * lengths
    return result


def merec(matrix: Floats, directions: Floats) -> Floats:
    """Return MEREC weights: how much the overall performance changes when an indicator is removed.

    A column with a value of zero or below is first brought to 1 … 2 from worst to best. Source:
    Keshavarz-Ghorabaee et al. (2021), Symmetry 13, 525.
    """
    positive = (matrix > 0).all(axis=0)
    values = np.where(positive, matrix, 1.0 + fitted(matrix, directions))
    fewer = positive & (directions < 0)
    logs = np.abs(np.log(np.where(fewer, values / values.max(axis=0), values.min(axis=0) / values)))
    whole = logs.sum(axis=1, keepdims=True)
    count = matrix.shape[1]
    removed = np.log1p((whole - logs) / count) - np.log1p(whole / count)
    return _scaled(np.abs(removed).sum(axis=0))


def _deviations(matrix: Floats) -> Floats:
    return matrix.std(axis=0, ddof=1) if len(matrix) > 1 else np.zeros(matrix.shape[1])


def _scaled(weights: Floats) -> Floats:
    total = float(weights.sum())
    return weights / total if total > 0 else np.full(len(weights), 1.0 / len(weights))


METHODS: Final[Mapping[str, WeightMethod]] = {
    "equal": equal,
    "entropy": entropy,
    "critic": critic,
    "deviation": deviation,
    "variation": variation,
    "principal": principal,
    "rotated": rotated,
    "merec": merec,
}


@dataclass(frozen=True, slots=True)
class WeightData:
    """Columns to derive weights from, missing cells filled with the column's mean."""

    indicators: tuple[str, ...]
    matrix: Floats
    directions: Floats
    #: Where the column is the share of full points: numbers are lacking, or every park has its own target.
    as_shares: tuple[bool, ...]
    #: How many cells of each column were filled.
    filled: tuple[int, ...]


def data_of(arrays: RunArrays, on: str = "values") -> WeightData:
    """Return the columns by ``on``: "values", or "shares" of full points."""
    columns, directions, as_shares, filled = [], [], [], []
    for column, plan in enumerate(arrays.indicators):
        known = arrays.known[:, column]
        numbers = np.isfinite(arrays.values[:, column])
        raw = bool(direction_of(plan)) and bool(numbers[known].all()) and not _own_target(plan)
        shares = on == "shares" or not raw
        values = arrays.shares[:, column] if shares else arrays.values[:, column]
        usable = known & np.isfinite(values)
        mean = float(values[usable].mean()) if usable.any() else 0.0
        columns.append(np.where(usable, values, mean))
        directions.append(1.0 if shares else direction_of(plan))
        as_shares.append(bool(shares))
        filled.append(int((~usable).sum()))
    names = tuple(plan.id for plan in arrays.indicators)
    return WeightData(names, np.stack(columns, axis=1), np.array(directions), tuple(as_shares), tuple(filled))


def _own_target(plan: IndicatorPlan) -> bool:
    """Return whether each park is measured against a reference of its own: amounts then say nothing by themselves."""
    own = [reference.expression for reference in plan.references if reference.expression is not None]
    return any(x.fields or x.indicators or x.reads.scores or x.reads.events for x in own)


def weights_from(method: str, data: WeightData) -> Mapping[str, float]:
    """Return weights by indicator that add up to 1. Raise KeyError for a method there is not."""
    # Deviations are only fair on one common scale.
    matrix = fitted(data.matrix, data.directions) if method == "deviation" else data.matrix
    weights = METHODS[method](matrix, data.directions)
    return {name: float(weight) for name, weight in zip(data.indicators, weights, strict=True)}
