"""Budget allocation (预算分配法): each expert shares out a budget of points among the indicators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fivegoods.uncertainty.statistics import Floats


@dataclass(frozen=True, slots=True)
class Allocation:
    """Mean shares, and the spread over the experts (sample standard deviation; 0 for one expert)."""

    weights: Floats
    spread: Floats
    experts: int


def allocated(budgets: Floats) -> Allocation:
    """Return weights from budgets (expert × indicator); every expert counts the same.

    Raise ValueError for a negative amount or an expert who gave out nothing.
    """
    totals = budgets.sum(axis=1, keepdims=True)
    if (budgets < 0).any() or (totals <= 0).any():
        msg = "budget"
        raise ValueError(msg)
    shares = budgets / totals
    spread = shares.std(axis=0, ddof=1) if len(shares) > 1 else np.zeros(shares.shape[1])
    return Allocation(shares.mean(axis=0), spread, len(shares))
