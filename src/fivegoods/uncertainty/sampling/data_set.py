"""One possible state of the data: the data as they are, or a set in which figures are off by errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.evaluate import Evaluator
from fivegoods.uncertainty.draws.tree import WeightTree, tree_of
from fivegoods.uncertainty.sampling.alternatives import imputed, normalised
from fivegoods.uncertainty.statistics import Bools, Floats


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
