"""What is uncertain, as one row of uniform numbers for each draw, and what such a row means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fivegoods.criteria.models.uncertainty import Uncertainty, WeightUncertainty
from fivegoods.uncertainty.draws.frame import Floats, Frame, Ints
from fivegoods.uncertainty.draws.tree import Tree
from fivegoods.uncertainty.sampling.quantiles import gamma, normal


@dataclass(frozen=True, slots=True)
class ChoiceKind:
    """Which data set and which alternative of each choice."""

    data: int
    normalisation: int
    imputation: int
    aggregation: int


@dataclass(frozen=True, slots=True)
class Draws:
    """A chunk of draws: factors of weights, and which alternative of each choice."""

    factors: Floats
    data: Ints
    normalisation: Ints
    imputation: Ints
    aggregation: Ints

    def __len__(self) -> int:
        """Return the number of draws."""
        return len(self.factors)

    def kinds(self) -> Iterator[tuple[Ints, ChoiceKind]]:
        """Yield the draws of each kind, as rows."""
        columns = np.stack([self.data, self.normalisation, self.imputation, self.aggregation], axis=1)
        kinds, inverse = np.unique(columns, axis=0, return_inverse=True)
        order = np.argsort(inverse.ravel(), kind="stable")
        edges = np.searchsorted(inverse.ravel()[order], np.arange(len(kinds) + 1))
        for index, numbers in enumerate(kinds):
            yield order[edges[index] : edges[index + 1]], ChoiceKind(*map(int, numbers))


@dataclass(frozen=True, slots=True)
class Design:
    """The uncertain choices of one run, each with the uniform numbers it takes."""

    uncertainty: Uncertainty
    #: Columns of indicators that move together, with their mean weights (shares of the whole).
    groups: tuple[tuple[int, ...], ...]
    weights: Floats
    indicators: int
    #: How many data sets there are to draw from; 1 is the data as they are.
    data_sets: int

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
            "dropping": int(u.drop_indicator),
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
            for index, columns in enumerate(self.groups):
                factors[:, list(columns)] = moved[:, [index]]
        if u.drop_indicator:
            dropped = picked(parts.get("dropping"), self.indicators + 1, count)
            rows = np.flatnonzero(dropped < self.indicators)
            factors[rows, dropped[rows]] = 0.0
        methods = len(u.aggregation.methods) if u.aggregation is not None else 1
        return Draws(
            factors=factors,
            data=picked(parts.get("data"), self.data_sets, count),
            normalisation=picked(parts.get("normalisation"), len(u.normalisation), count),
            imputation=picked(parts.get("imputation"), len(u.imputation), count),
            aggregation=picked(parts.get("aggregation"), methods, count),
        )


def design_of(frame: Frame, tree: Tree, uncertainty: Uncertainty, data_sets: int = 1) -> Design:
    """Return the design for a run's parks and a declared uncertainty."""
    groups: list[tuple[int, ...]] = [(column,) for column in range(len(frame.indicators))]
    if uncertainty.weights is not None and uncertainty.weights.of == "dimensions":
        root = frame.run.plan.root
        tops = [[i.id for i in node.all_indicators()] for node in root.nodes] or [[i.id] for i in root.indicators]
        groups = [tuple(frame.column(name) for name in names) for names in tops]
    mass = tree.root.mass.mean(axis=0)
    total = float(mass.sum()) or 1.0
    weights = np.array([float(mass[list(columns)].sum()) / total for columns in groups])
    return Design(uncertainty, tuple(groups), weights, len(frame.indicators), data_sets)


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
