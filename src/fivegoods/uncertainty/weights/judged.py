"""Weights from a judgements document: AHP or budget allocation (预算分配法), one expert or several.

The documents have passed `checks.documents.check_judgements`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.models.judgements import Expert, Judgements
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.statistics import Floats
from fivegoods.uncertainty.weights.ahp import Priorities, combined, priorities
from fivegoods.uncertainty.weights.effect import stated_weights


@dataclass(frozen=True, slots=True)
class Allocation:
    """Mean shares of the experts' budgets, and their spread (sample standard deviation; 0 for one expert)."""

    weights: Floats
    spread: Floats
    experts: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Weights by item that add up to 1, and how they came about."""

    weights: Mapping[str, float]
    #: AHP: each expert's own priorities, and those of all together.
    experts: tuple[Priorities, ...] = ()
    together: Priorities | None = None
    allocation: Allocation | None = None
    #: What the experts are called, None where it is not written.
    names: tuple[LocalText | None, ...] = ()


def by_ahp(judgements: Judgements, table: str) -> Judged:
    """Return weights from pairwise judgements. Raise KeyError for an unknown table of random indices."""
    matrices = [matrix_of(expert, judgements.items) for expert in judgements.experts]
    together = priorities(combined(matrices, _shares(judgements)), table)
    own = tuple(priorities(matrix, table) for matrix in matrices)
    return Judged(_named(judgements.items, together.weights), own, together, names=_names(judgements))


def by_budget(judgements: Judgements) -> Judged:
    """Return weights from budgets: the mean of the experts' shares, each counting by its ``share``."""
    rows = [[float((e.budget or {}).get(name, 0)) for name in judgements.items] for e in judgements.experts]
    allocation = allocated(np.array(rows), np.array(_shares(judgements)))
    return Judged(_named(judgements.items, allocation.weights), allocation=allocation, names=_names(judgements))


def allocated(budgets: Floats, counts: Floats) -> Allocation:
    """Return weights from budgets (expert × item); ``counts`` says how much each expert counts."""
    shares = budgets / budgets.sum(axis=1, keepdims=True)
    spread = shares.std(axis=0, ddof=1) if len(shares) > 1 else np.zeros(shares.shape[1])
    return Allocation(counts @ shares / counts.sum(), spread, len(shares))


def matrix_of(expert: Expert, items: Sequence[str]) -> Floats:
    """Return the matrix of one expert's judgements, opposites filled in. Raise KeyError where a pair has none."""
    given = {(a, b): float(times) for a, row in (expert.compare or {}).items() for b, times in row.items()}
    return np.array(
        [
            [1.0 if a == b else given[a, b] if (a, b) in given else 1.0 / given[b, a] for b in items]
            for a in items
        ]
    )  # fmt: skip


def spread_below(arrays: RunArrays, items: Mapping[str, float]) -> Mapping[str, float]:
    """Return weights by indicator from those of dimensions or indicators. Raise KeyError for another item.

    The items share among themselves what the criteria give them together; below an item the
    criteria's proportions stand.
    """
    stated = stated_weights(arrays)
    below = {node.id: [i.id for i in node.all_indicators()] for node in arrays.run.plan.root.walk()}
    below |= {plan.id: [plan.id] for plan in arrays.indicators}
    whole = sum(stated[name] for item in items for name in below[item])
    total = sum(items.values())
    found = dict(stated)
    for item, weight in items.items():
        own = sum(stated[name] for name in below[item])
        for name in below[item]:
            part = stated[name] / own if own > 0 else 1.0 / len(below[item])
            found[name] = whole * weight / total * part
    return found


def _shares(judgements: Judgements) -> list[float]:
    return [float(expert.share) for expert in judgements.experts]


def _names(judgements: Judgements) -> tuple[LocalText | None, ...]:
    return tuple(expert.name for expert in judgements.experts)


def _named(items: Sequence[str], weights: Floats) -> Mapping[str, float]:
    return {name: float(weight) for name, weight in zip(items, weights, strict=True)}
