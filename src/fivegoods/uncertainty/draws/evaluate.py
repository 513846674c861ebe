"""Scores of draws: one matrix product for all that adds up, element by element for other means and limits.

A part of full points F weighs F × f in a draw, f being the factor of the draw; weights are then
brought back to the sum they had, park by park, so the full total stays what the criteria say. Of
arithmetic means and sums the weights cancel, so a tree of them is linear in the factors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fivegoods.uncertainty.draws.tree import EXPONENTS, Branch, WeightTree
from fivegoods.uncertainty.statistics import Bools, Floats

#: Below this the engine's 12 decimals say zero.
ZERO_SHARE = 5e-13


def least_of_indicators(factors: Floats, full: Floats, shares: Floats, weight: Floats) -> Floats:
    """Return the least share (draw × park) of the indicators that count.

    ``factors`` are draw × indicator, ``full`` and ``shares`` indicator × park, ``weight`` the drawn full
    points (draw × park, or × 1).
    """
    least = np.full((len(factors), shares.shape[1]), np.inf)
    for factor, own, share in zip(factors.T, full, shares, strict=True):
        if own.any():
            least = np.where((factor[:, None] > 0) & (own > 0), np.minimum(least, share), least)
    return np.where(weight > 0, least, 0.0)


def mean_of_parts(method: str, power: float, zero: float | None, parts: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Return the mean share (draw × park) of dimensions, each with its points and its drawn full points."""
    shares = [(_divided(points, np.broadcast_to(of, points.shape)), of) for points, of in parts]
    weight = sum((of for _, of in shares), np.zeros((1, 1)))
    if method == "minimum":
        least = np.full(shares[0][0].shape, np.inf)
        for share, of in shares:
            least = np.where(of > 0, np.minimum(least, share), least)
        return np.where(weight > 0, least, 0.0)
    total = sum((of * bent(power, share, zero) for share, of in shares), np.zeros((1, 1)))
    dead = None
    if zero is None and power <= 0:
        dead = np.logical_or.reduce([(of > 0) & (share < ZERO_SHARE) for share, of in shares])
    return mean(power, total, np.broadcast_to(weight, total.shape), dead)


def bent(power: float, shares: Floats, zero: float | None) -> Floats:
    """Return what a mean adds up: logarithms for the geometric mean, else powers."""
    if power > 0:
        result: Floats = np.maximum(shares, 0.0) ** power
        return result
    lifted = np.where(shares < ZERO_SHARE, 1.0 if zero is None else zero, shares)
    return np.log(lifted) if power == 0 else lifted**power


def mean(power: float, total: Floats, weight: Floats, dead: Bools | None) -> Floats:
    """Return the mean from the sum of weighted bent shares and the sum of weights."""
    level = _divided(total, weight)
    is_more = level > 0
    roots = np.exp(level) if power == 0 else np.power(level, 1.0 / power, out=np.zeros_like(level), where=is_more)
    result = np.where(weight > 0, roots, 0.0)
    return result if dead is None else np.where(dead, 0.0, result)


def _divided(over: Floats, under: Floats) -> Floats:
    return np.divide(over, under, out=np.zeros(np.broadcast_shapes(over.shape, under.shape)), where=under > 0)


_ADDS_UP = ("sum", "mean")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way of putting parts together, in place of the declared one."""

    method: str
    every: bool = False
    zero: float = 0.01


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Factors of weights (draw × indicator), and what brings their sum back (draw × 1 or draw × class)."""

    factors: Floats
    norm: Floats


@dataclass(frozen=True, slots=True)
class _Part:
    """One dimension with all below it that only adds up."""

    branch: Branch
    method: str
    power: float
    zero: float | None
    #: What each indicator brings for a factor of 1 (indicator × park); of other means its weighted, bent share.
    coefficients: Floats
    #: Points that adjustments add, whatever the draw (park).
    constant: Floats
    #: Parts that do not add up, each with what one point of it comes to (park).
    rest: tuple[tuple[_Part, Floats], ...]
    #: Where an indicator has weight and a share of zero (indicator × park); only of other means.
    zeros: Floats | None = None


class Evaluator:
    """Evaluates draws over one set of shares (park × indicator), ``instead`` of the declared method if given."""

    def __init__(self, tree: WeightTree, shares: Floats, instead: Alternative | None = None) -> None:
        """Gather what adds up, once for all draws."""
        self.tree = tree
        self.shares = shares
        self.instead = instead
        self.total = self._part(tree.root)

    def points(self, factors: Floats) -> Floats:
        """Return the total points (draw × park)."""
        points = self._value(self.total, self._drawn(factors))
        if self.tree.added.any():
            points = points + self.tree.added
        return points if self.tree.counts.all() else points * self.tree.counts

    def branch_points(self, branch: Branch, factors: Floats) -> Floats:
        """Return the points of one dimension (draw × park)."""
        return self._value(self._part(branch), self._drawn(factors))

    def indicator_points(self, column: int, full: Floats, factors: Floats) -> Floats:
        """Return the points of one indicator with these full points by park (draw × park)."""
        return factors[:, [column]] * self._by_park(self._drawn(factors).norm) * (self.shares[:, column] * full)

    def _drawn(self, factors: Floats) -> _Drawn:
        mass = self.tree.root.mass
        drawn = factors @ mass.T
        return _Drawn(factors, np.divide(mass.sum(axis=1), drawn, out=np.ones_like(drawn), where=drawn > 0))

    def _by_park(self, by_class: Floats) -> Floats:
        """Return what differs by class for each park; of one class a column that stands for all."""
        return by_class if by_class.shape[1] == 1 else by_class[:, self.tree.classes]

    def _method(self, branch: Branch) -> tuple[str, float | None]:
        instead = self.instead
        if instead is None or not (instead.every or branch is self.tree.root):
            return branch.method, branch.zero
        return instead.method, instead.zero if branch.zero is None else branch.zero

    def _part(self, branch: Branch) -> _Part:
        method, zero = self._method(branch)
        power = EXPONENTS.get(method, branch.power)
        parks = len(self.shares)
        coefficients, constant = np.zeros((self.shares.shape[1], parks)), np.zeros(parks)
        rest: list[tuple[_Part, Floats]] = []
        if method in _ADDS_UP:
            self._gather(branch, np.ones(parks), coefficients, constant, rest)
            return _Part(branch, method, power, zero, coefficients, constant, tuple(rest))
        rest = [(self._part(node), np.ones(parks)) for node in branch.nodes]
        for leaf in branch.leaves:
            weights, shares = branch.own[self.tree.classes, leaf], self.shares[:, leaf]
            coefficients[leaf] = weights if method == "minimum" else weights * bent(power, shares, zero)
        zeros = (branch.own[self.tree.classes] > 0).T & (self.shares.T < ZERO_SHARE)
        return _Part(branch, method, power, zero, coefficients, branch.added, tuple(rest), zeros.astype(np.float64))

    def _gather(
        self, branch: Branch, above: Floats, coefficients: Floats, constant: Floats, rest: list[tuple[_Part, Floats]]
    ) -> None:
        """Add what a dimension brings where one point of it comes to ``above`` (park)."""
        constant += above * branch.added
        of_part = branch.scale if self._method(branch)[0] == "sum" else branch.spread
        times = above * of_part[self.tree.classes]
        for leaf in branch.leaves:
            coefficients[leaf] += branch.own[self.tree.classes, leaf] * times * self.shares[:, leaf]
        for node in branch.nodes:
            if self._method(node)[0] in _ADDS_UP and not node.is_limited:
                self._gather(node, times * node.counts, coefficients, constant, rest)
            else:
                rest.append((self._part(node), times))

    def _value(self, part: _Part, drawn: _Drawn) -> Floats:
        """Return the points of a dimension (draw × park)."""
        branch = part.branch
        value = self._sum(part, drawn) if part.method in _ADDS_UP else self._mean(part, drawn)
        if part.constant.any():
            value = value + part.constant
        if branch.at_most is not None:
            value = np.minimum(value, branch.at_most * self._weight(branch, drawn, 1.0))
        if branch.only_losses.any():
            value = np.where(branch.only_losses, np.minimum(value, 0.0), value)
        return value if branch.counts.all() else value * branch.counts

    def _sum(self, part: _Part, drawn: _Drawn) -> Floats:
        if drawn.norm.shape[1] == 1:
            value = (drawn.factors * drawn.norm) @ part.coefficients
        else:
            value = (drawn.factors @ part.coefficients) * drawn.norm[:, self.tree.classes]
        for other, times in part.rest:
            value += self._value(other, drawn) * times
        return value

    def _mean(self, part: _Part, drawn: _Drawn) -> Floats:
        branch, method, zero = part.branch, part.method, part.zero
        if part.rest:
            below = [(own, own.branch) for own, _ in part.rest]
            pieces = [(self._value(own, drawn), self._weight(node, drawn, node.full)) for own, node in below]
            share = mean_of_parts(method, part.power, zero, pieces)
        else:
            weight = self._by_park(drawn.factors @ branch.own.T)
            if method == "minimum":
                share = least_of_indicators(drawn.factors, part.coefficients, self.shares.T, weight)
            else:
                zeros = part.zeros if zero is None and part.power <= 0 else None
                dead = None if zeros is None else drawn.factors @ zeros > 0
                share = mean(part.power, drawn.factors @ part.coefficients, weight, dead)
        return self._weight(branch, drawn, branch.full) * share

    def _weight(self, branch: Branch, drawn: _Drawn, nominal: Floats | float) -> Floats:
        """Return what a dimension of ``nominal`` points (class) weighs in each draw (draw × park, or × 1)."""
        now = drawn.factors @ branch.mass.T
        whole = np.broadcast_to(branch.mass.sum(axis=1), now.shape)
        ratio = np.divide(now, whole, out=np.ones_like(now), where=whole > 0)
        return self._by_park(ratio * drawn.norm * nominal)
