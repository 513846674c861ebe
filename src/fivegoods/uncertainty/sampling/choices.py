"""What is uncertain, as one row of uniform numbers for each draw, and what such a row means."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from fivegoods.criteria.models.uncertainty import Uncertainty, WeightUncertainty
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.tree import WeightTree
from fivegoods.uncertainty.statistics import Floats, Ints

_POINTS = 4001


def normal(uniform: Floats) -> Floats:
    """Return standard normal numbers, cut at ±8."""
    grid = np.linspace(-8.0, 8.0, _POINTS)
    below = np.array([0.5 * math.erfc(-x / math.sqrt(2.0)) for x in grid])
    return np.interp(uniform, below, grid)


def gamma(uniform: Floats, shapes: Sequence[float]) -> Floats:
    """Return gamma numbers of scale 1, one shape for each column."""
    columns = [np.interp(uniform[:, i], *_gamma_table(shape)) for i, shape in enumerate(shapes)]
    return np.stack(columns, axis=1) if columns else np.empty_like(uniform)


def _gamma_table(shape: float) -> tuple[Floats, Floats]:
    """Return shares below and the values they belong to, even in the logarithm of the value."""
    top = math.log(shape + 12.0 * math.sqrt(shape) + 40.0)
    bottom = max(-20.0 / shape, -600.0) + min(math.log(shape), 0.0)
    logs = np.linspace(bottom, top, _POINTS)
    density = np.exp(shape * logs - np.exp(logs) - math.lgamma(shape))
    steps = (density[1:] + density[:-1]) / 2.0 * np.diff(logs)
    below = np.concatenate([[0.0], np.cumsum(steps)])
    return below / below[-1], np.exp(logs)


class Combination(NamedTuple):
    """Which data set, which alternative of each choice, and which indicator is left out (0: none)."""

    data: int
    normalisation: int
    imputation: int
    aggregation: int
    dropping: int


@dataclass(frozen=True, slots=True)
class Draws:
    """Some draws: factors of weights (draw × group), and which combination each is (draw × choice)."""

    factors: Floats
    chosen: Ints

    def __len__(self) -> int:
        return len(self.factors)

    def combinations(self) -> Iterator[tuple[Ints | slice, Combination]]:
        """Yield the draws of each combination, as rows."""
        if (self.chosen == self.chosen[:1]).all():
            yield slice(None), Combination(*map(int, self.chosen[0]))
            return
        kinds, inverse = np.unique(self.chosen, axis=0, return_inverse=True)
        order = np.argsort(inverse.ravel(), kind="stable")
        edges = np.searchsorted(inverse.ravel()[order], np.arange(len(kinds) + 1))
        for index, numbers in enumerate(kinds):
            yield order[edges[index] : edges[index + 1]], Combination(*map(int, numbers))


@dataclass(frozen=True, slots=True)
class Design:
    """The uncertain choices of one run, each with the uniform numbers it takes."""

    uncertainty: Uncertainty
    #: Columns of indicators that move together, with their mean weights (shares of the whole); a column may be in
    #: several, one for each level above it.
    groups: tuple[tuple[int, ...], ...]
    weights: Floats
    indicators: int
    #: How many data sets there are to draw from; 1 is the data as they are.
    data_sets: int
    #: How many indicators can be left out.
    droppable: int

    @property
    def choices(self) -> tuple[tuple[str, int], ...]:
        """The choices that are uncertain, each with its number of uniform numbers."""
        u = self.uncertainty
        widths = {
            "weights": len(self.groups) if u.weights is not None else 0,
            "normalisation": int(len(u.normalisation) > 1),
            "aggregation": int(u.aggregation is not None and len(u.aggregation.methods) > 1),
            "imputation": int(len(u.imputation) > 1),
            "data": int(self.data_sets > 1),
            "dropping": int(self.droppable > 0),
        }
        return tuple((name, width) for name, width in widths.items() if width)

    @property
    def width(self) -> int:
        """How many uniform numbers a draw takes."""
        return sum(width for _, width in self.choices)

    def settle(self, uniform: Floats) -> Draws:
        """Return the draws that rows of uniform numbers stand for."""
        count = len(uniform)
        parts: dict[str, Floats] = {}
        start = 0
        for name, width in self.choices:
            parts[name] = uniform[:, start : start + width]
            start += width
        u = self.uncertainty
        factors = np.ones((count, self.indicators))
        if u.weights is not None:
            moved = factors_of(u.weights, parts["weights"], self.weights)
            if len(self.groups) == self.indicators:
                factors = moved
            else:
                for index, columns in enumerate(self.groups):
                    factors[:, list(columns)] *= moved[:, [index]]
        sizes = {
            "data": self.data_sets,
            "normalisation": len(u.normalisation),
            "imputation": len(u.imputation),
            "aggregation": len(u.aggregation.methods) if u.aggregation is not None else 1,
            "dropping": self.droppable + 1,
        }
        chosen = [picked(parts.get(name), sizes[name], count) for name in Combination._fields]
        return Draws(factors, np.stack(chosen, axis=1))


def design_of(
    arrays: RunArrays, tree: WeightTree, uncertainty: Uncertainty, data_sets: int = 1, droppable: int = 0
) -> Design:
    """Return the design for a run's parks and a declared uncertainty."""
    groups: list[tuple[int, ...]] = [(column,) for column in range(len(arrays.indicators))]
    if uncertainty.weights is not None and uncertainty.weights.of == "dimensions":
        root = arrays.run.plan.root
        tops = [[i.id for i in node.all_indicators()] for node in root.nodes] or [[i.id] for i in root.indicators]
        groups = [tuple(arrays.column(name) for name in names) for names in tops]
    elif uncertainty.weights is not None and uncertainty.weights.of == "levels":
        above = [node for top in arrays.run.plan.root.nodes for node in top.walk()]
        groups += [tuple(arrays.column(plan.id) for plan in node.all_indicators()) for node in above]
    mass = tree.root.mass[tree.classes].mean(axis=0)
    total = float(mass.sum()) or 1.0
    weights = np.array([float(mass[list(columns)].sum()) / total for columns in groups])
    return Design(uncertainty, tuple(groups), weights, len(arrays.indicators), data_sets, droppable)


def factors_of(weights: WeightUncertainty, uniform: Floats, nominal: Floats) -> Floats:
    """Return by what weights are multiplied (draw × group); no spread gives exactly 1."""
    by = float(weights.by)
    if weights.kind == "simplex":
        return _relative(gamma(uniform, [1.0] * len(nominal)), nominal)
    if by == 0:
        return np.ones_like(uniform)
    if weights.kind == "uniform":
        return 1.0 + by * (2.0 * uniform - 1.0)
    if weights.kind == "normal":
        return np.maximum(1.0 + by * normal(uniform), 0.0)
    return _relative(gamma(uniform, _shapes(nominal, by)), nominal)


def _shapes(nominal: Floats, by: float) -> Sequence[float]:
    """Return Dirichlet parameters at which a weight of average size has the coefficient of variation ``by``."""
    count = int((nominal > 0).sum())
    concentration = max((count - 1) / by**2 - 1.0, 1e-3)
    return [float(max(weight * concentration, 1e-6)) for weight in nominal]


def _relative(drawn: Floats, nominal: Floats) -> Floats:
    counted = np.where(nominal > 0, drawn, 0.0)
    weights = counted / np.maximum(counted.sum(axis=1, keepdims=True), 1e-300)
    result: Floats = np.divide(weights, nominal, out=np.zeros_like(weights), where=nominal > 0)
    return result


def picked(uniform: Floats | None, count: int, draws: int) -> Ints:
    """Return which of ``count`` equally likely alternatives each draw takes."""
    if uniform is None or not uniform.shape[1]:
        return np.zeros(draws, dtype=np.int64)
    return np.minimum((uniform[:, 0] * count).astype(np.int64), count - 1)
