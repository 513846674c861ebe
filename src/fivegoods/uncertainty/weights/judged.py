"""Weights from a judgements document: AHP or budget allocation (预算分配法), one expert or several.

The documents have passed `checks.documents.check_judgements`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.models.uncertainty import Expert, Judgements
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.statistics import Floats
from fivegoods.uncertainty.weights.effect import stated_weights

_SAATY = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
_ALONSO = (
    *(0.0, 0.0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056),
    *(1.4499, 1.4854, 1.5141, 1.5365, 1.5551, 1.5713, 1.5838),
)  # fmt: skip

#: Mean consistency index of random matrices by size, from 1 on.
#: saaty: Saaty (1980), The Analytic Hierarchy Process. alonso: Alonso & Lamata (2006), International
#: Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 14, 445–459 (100,000 matrices).
RANDOM_INDEX: Final[Mapping[str, tuple[float, ...]]] = {"saaty": _SAATY, "alonso": _ALONSO}

#: Judgements above this are to be looked at again.
ACCEPTABLE: Final = 0.10


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement, the value that would fit the weights, and how far it is off (a factor of at least 1)."""

    row: int
    column: int
    given: float
    fitting: float
    off: float


@dataclass(frozen=True, slots=True)
class Priorities:
    """Weights of one matrix and its consistency; ratio None where the table has no value for its size."""

    weights: Floats
    largest_eigenvalue: float
    index: float
    ratio: float | None
    table: str
    worst: Judgement | None

    @property
    def acceptable(self) -> bool:
        """Whether the consistency ratio is within Saaty's limit."""
        return self.ratio is not None and self.ratio <= ACCEPTABLE


def priorities(matrix: Floats, table: str = "saaty") -> Priorities:
    """Return weights by the principal eigenvector. Raise KeyError for an unknown table."""
    size = len(matrix)
    values, vectors = np.linalg.eig(matrix)
    main = int(values.real.argmax())
    vector = np.abs(vectors[:, main].real)
    weights = vector / vector.sum()
    largest = float(values[main].real)
    index = max((largest - size) / (size - 1), 0.0) if size > 1 else 0.0
    return Priorities(weights, largest, index, _ratio(index, size, table), table, worst_judgement(matrix, weights))


def _ratio(index: float, size: int, table: str) -> float | None:
    known = RANDOM_INDEX[table]
    if size <= 2:
        return 0.0
    return index / known[size - 1] if size <= len(known) else None


def worst_judgement(matrix: Floats, weights: Floats) -> Judgement | None:
    """Return the judgement farthest, as a factor, from the ratio of the weights; None if all fit."""
    fitting = weights[:, None] / weights
    off = np.abs(np.log(matrix / fitting))
    row, column = np.unravel_index(int(np.triu(off, 1).argmax()), off.shape)
    factor = float(np.exp(off[row, column]))
    if factor < 1.0 + 1e-9:
        return None
    return Judgement(int(row), int(column), float(matrix[row, column]), float(fitting[row, column]), factor)


def combined(matrices: Sequence[Floats], shares: Sequence[float] | None = None) -> Floats:
    """Return one matrix for several experts: the (weighted) geometric mean, which stays reciprocal."""
    own = np.ones(len(matrices)) if shares is None else np.array(shares)
    logs = np.stack([np.log(matrix) for matrix in matrices])
    result: Floats = np.exp(np.tensordot(own / own.sum(), logs, axes=1))
    return result


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
