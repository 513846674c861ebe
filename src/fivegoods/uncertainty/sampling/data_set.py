"""One possible state of the data: the data as they are, or a set in which figures are off by errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.evaluate import Evaluator
from fivegoods.uncertainty.draws.tree import WeightTree, tree_of
from fivegoods.uncertainty.statistics import Bools, Floats, mid_ranks

#: Standard scores from −3 to +3 fill the range from 0 to 1.
_SIX_DEVIATIONS: Final = 6.0


def normalised(method: str, values: Floats, shares: Floats, known: Bools, directions: Floats) -> Floats:
    """Return shares of full points by ``method`` (park × indicator).

    ``directions`` is 1 where more is better, −1 where less is, 0 where the rule is neither. Where
    there is no number, no data or no direction, and under "rule", the rule's own share stands.
    """
    if method == "rule":
        return shares
    result = shares.copy()
    for column in range(values.shape[1]):
        usable = known[:, column] & np.isfinite(values[:, column])
        if directions[column] and usable.sum() > 1:
            signed = values[usable, column] * directions[column]
            result[usable, column] = _METHODS[method](signed) if np.ptp(signed) else 1.0
    return result


def _min_max(values: Floats) -> Floats:
    result: Floats = (values - values.min()) / np.ptp(values)
    return result


def _standard(values: Floats) -> Floats:
    result: Floats = np.clip(0.5 + (values - values.mean()) / values.std() / _SIX_DEVIATIONS, 0.0, 1.0)
    return result


def _rank(values: Floats) -> Floats:
    """Return the share of the others that a value is ahead of, ties counting half."""
    result: Floats = (mid_ranks(values) - 1.0) / (len(values) - 1)
    return result


def _to_best(values: Floats) -> Floats:
    """Return value ÷ best (or best ÷ value where less is better); negative values count as zero."""
    best = float(values.max())
    result: Floats = np.maximum(values, 0.0) / best if best > 0 else np.ones_like(values)
    return result if best > 0 else np.divide(best, values, out=result, where=values < 0)


_METHODS: Final[Mapping[str, Callable[[Floats], Floats]]] = {
    "min_max": _min_max,
    "standard": _standard,
    "rank": _rank,
    "to_best": _to_best,
}


def imputed(method: str, shares: Floats, possible: Floats, known: Bools, missing: Bools, uniform: Floats) -> Floats:
    """Return shares with the missing cells filled by ``method`` (park × indicator).

    ``uniform`` holds for each cell where it falls between confirmed and possible, for "interval".
    """
    if method == "declared" or not missing.any():
        return shares
    if method == "interval":
        filler = shares + uniform * (possible - shares)
    elif method == "best":
        filler = np.maximum(possible, shares)
    elif method == "worst":
        filler = np.zeros_like(shares)
    else:
        middle = np.mean if method == "mean" else np.median
        own = [shares[known[:, column], column] for column in range(shares.shape[1])]
        filler = np.broadcast_to([float(middle(x)) if len(x) else 0.0 for x in own], shares.shape)
    return np.where(missing, filler, shares)


@dataclass(frozen=True, slots=True)
class Cells:
    """What other normalisation and imputation need to know of each cell (park × indicator)."""

    values: Floats
    possible: Floats
    known: Bools
    missing: Bools
    #: Where a missing cell falls between confirmed and possible, for imputation "interval".
    uniform: Floats
    #: Of each indicator: 1 where more is better, −1 where less is, 0 where the rule is neither.
    directions: Floats


@dataclass(frozen=True, slots=True)
class DataSet:
    """Shares of full points (park × indicator) and tree of one state of the data.

    ``residual`` is what the tree cannot know of a total (park); ``cells`` are there where other
    choices than the criteria's own are declared.
    """

    tree: WeightTree
    shares: Floats
    residual: Floats
    cells: Cells | None = None

    def shares_under(self, normalisation: str, imputation: str) -> Floats:
        """Return shares of full points (park × indicator) under these two choices."""
        cells = self.cells
        if cells is None:
            return self.shares
        shares = normalised(normalisation, cells.values, self.shares, cells.known, cells.directions)
        return imputed(imputation, shares, cells.possible, cells.known, cells.missing, cells.uniform)


def data_set_of(arrays: RunArrays, uncertainty: Uncertainty, uniform: Floats | None = None) -> DataSet:
    """Return the state of the data that a run found."""
    tree = tree_of(arrays)
    nominal = Evaluator(tree, arrays.shares).points(np.ones((1, len(arrays.indicators))))[0]
    residual = arrays.points - nominal
    # Float noise is not a residual: left in, it could split exact ties.
    residual[np.abs(residual) < 1e-9] = 0.0
    if tuple(uncertainty.normalisation) == ("rule",) and tuple(uncertainty.imputation) == ("declared",):
        return DataSet(tree, arrays.shares, residual)
    cells = Cells(
        values=arrays.values,
        possible=arrays.possible,
        known=arrays.known,
        missing=arrays.missing,
        uniform=np.zeros_like(arrays.shares) if uniform is None else uniform,
        directions=np.array([direction_of(plan) for plan in arrays.indicators]),
    )
    return DataSet(tree, arrays.shares, residual, cells)


def direction_of(plan: IndicatorPlan) -> float:
    """Return 1 where more is better, −1 where less is, 0 where the rule is neither or takes no number."""
    if plan.value is None or plan.rule.takes == "choice":
        return 0.0
    return {"higher": 1.0, "lower": -1.0}.get(plan.rule.direction(), 0.0)
