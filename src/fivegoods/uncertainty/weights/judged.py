"""Weights from a judgements document: AHP or budget allocation, one expert or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.models.judgements import Expert, Judgements
from fivegoods.uncertainty.statistics import Floats
from fivegoods.uncertainty.weights.ahp import NotReciprocal, Priorities, combined, priorities
from fivegoods.uncertainty.weights.allocation import Allocation, allocated


class BadJudgement(ValueError):
    """An expert's judgement that cannot be used: ``expert`` (number from 1), and the two items or one."""

    def __init__(self, expert: int, first: str, second: str = "") -> None:
        """Carry whose judgement of what it is."""
        self.expert, self.first, self.second = expert, first, second
        super().__init__(f"{expert}: {first} {second}")


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
    """Return weights from pairwise judgements. Raise BadJudgement; KeyError for an unknown table."""
    matrices = [matrix_of(expert, judgements.items, n) for n, expert in enumerate(judgements.experts, start=1)]
    own = []
    for number, matrix in enumerate(matrices, start=1):
        try:
            own.append(priorities(matrix, table))
        except NotReciprocal as error:
            raise BadJudgement(number, judgements.items[error.row], judgements.items[error.column]) from None
    together = priorities(combined(matrices, [float(expert.share) for expert in judgements.experts]), table)
    return Judged(_named(judgements.items, together.weights), tuple(own), together, names=_names(judgements))


def by_budget(judgements: Judgements) -> Judged:
    """Return weights from budgets. Raise BadJudgement for an expert without one; ValueError for bad amounts."""
    rows = []
    for number, expert in enumerate(judgements.experts, start=1):
        if expert.budget is None:
            raise BadJudgement(number, judgements.items[0])
        unknown = [name for name in expert.budget if name not in judgements.items]
        if unknown:
            raise BadJudgement(number, unknown[0])
        rows.append([float(expert.budget.get(name, 0)) for name in judgements.items])
    allocation = allocated(np.array(rows))
    return Judged(_named(judgements.items, allocation.weights), allocation=allocation, names=_names(judgements))


def _names(judgements: Judgements) -> tuple[LocalText | None, ...]:
    return tuple(expert.name for expert in judgements.experts)


def matrix_of(expert: Expert, items: Sequence[str], number: int = 1) -> Floats:
    """Return the matrix of one expert's judgements, opposites filled in. Raise BadJudgement where one is missing."""
    size = len(items)
    matrix = np.eye(size)
    given = {
        (first, second): float(times) for first, row in (expert.compare or {}).items() for second, times in row.items()
    }
    for first, second in given:
        if first not in items or second not in items:
            raise BadJudgement(number, first, second)
    for row in range(size):
        for column in range(size):
            if row == column:
                continue
            direct, opposite = given.get((items[row], items[column])), given.get((items[column], items[row]))
            if direct is None and opposite is None:
                raise BadJudgement(number, items[row], items[column])
            matrix[row, column] = direct if direct is not None else 1.0 / (opposite or 1.0)
    return matrix


def _named(items: Sequence[str], weights: Floats) -> Mapping[str, float]:
    return {name: float(weight) for name, weight in zip(items, weights, strict=True)}
