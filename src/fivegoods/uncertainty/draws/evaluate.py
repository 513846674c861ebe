"""Scores of draws: a matrix product for what only adds up, element by element for the other means.

A part of full points F weighs F × f in a draw, f being the factor of the draw; weights are then
brought back to the sum they had, park by park, so the full total stays what the criteria say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fivegoods.uncertainty.draws.frame import Floats
from fivegoods.uncertainty.draws.means import mean_share
from fivegoods.uncertainty.draws.tree import Branch, Tree


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way of putting parts together, in place of the declared one."""

    method: str
    every: bool = False
    zero: float = 0.01


@dataclass(frozen=True, slots=True)
class _Draws:
    """Factors (draw × indicator), the shares they apply to (park × indicator), and what changes."""

    factors: Floats
    shares: Floats
    norm: Floats
    instead: Alternative | None
    root: Branch

    def method(self, branch: Branch) -> str:
        return self.instead.method if self.instead and self._replaced(branch) else branch.method

    def zero(self, branch: Branch) -> float | None:
        replaced = branch.zero is None and self.instead and self._replaced(branch)
        return self.instead.zero if self.instead and replaced else branch.zero

    def _replaced(self, branch: Branch) -> bool:
        return self.instead is not None and (self.instead.every or branch is self.root)


def points(tree: Tree, factors: Floats, shares: Floats, instead: Alternative | None = None) -> Floats:
    """Return the total points (draw × park)."""
    draws = _draws(tree, factors, shares, instead)
    return (_value(tree.root, draws) * draws.norm + tree.added) * tree.counts


def branch_points(tree: Tree, branch: Branch, factors: Floats, shares: Floats) -> Floats:
    """Return the points of one dimension (draw × park)."""
    draws = _draws(tree, factors, shares, None)
    return _value(branch, draws) * draws.norm


def indicator_points(tree: Tree, column: int, factors: Floats, shares: Floats, full: Floats) -> Floats:
    """Return the points of one indicator (draw × park)."""
    norm = _draws(tree, factors, shares, None).norm
    return factors[:, [column]] * norm * (shares[:, column] * full[:, column])


def _draws(tree: Tree, factors: Floats, shares: Floats, instead: Alternative | None) -> _Draws:
    mass = tree.root.mass
    drawn = factors @ mass.T
    norm = np.divide(mass.sum(axis=1), drawn, out=np.ones_like(drawn), where=drawn > 0)
    return _Draws(factors, shares, norm, instead, tree.root)


def _value(branch: Branch, draws: _Draws) -> Floats:
    """Return the points of a branch (draw × park) before weights are brought back to their sum."""
    method = draws.method(branch)
    value = _sum(branch, draws) if method == "sum" else _mean(branch, draws, method)
    if branch.added.any():
        value = value + branch.added / draws.norm
    if branch.at_most is not None:
        value = np.minimum(value, branch.at_most * _ratio(branch, draws))
    if branch.only_losses.any():
        value = np.where(branch.only_losses > 0, np.minimum(value, 0.0), value)
    return value if branch.counts.all() else value * branch.counts


def _sum(branch: Branch, draws: _Draws) -> Floats:
    coefficients, bent = _gather(branch, draws, np.ones_like(branch.full))
    value = draws.factors @ (coefficients * draws.shares).T
    for node, times in bent:
        value = value + _value(node, draws) * times
    return value


def _gather(branch: Branch, draws: _Draws, above: Floats) -> tuple[Floats, list[tuple[Branch, Floats]]]:
    """Return what only adds up as coefficients (park × indicator), and the branches that do not."""
    times = above * branch.scale
    coefficients = branch.own * times[:, None]
    bent: list[tuple[Branch, Floats]] = []
    for node in branch.nodes:
        if draws.method(node) == "sum" and not _is_limited(node):
            below, others = _gather(node, draws, times * node.counts)
            coefficients = coefficients + below
            bent += others
        else:
            bent.append((node, times))
    return coefficients, bent


def _is_limited(branch: Branch) -> bool:
    return branch.at_most is not None or bool(branch.added.any() or branch.only_losses.any())


def _mean(branch: Branch, draws: _Draws, method: str) -> Floats:
    parts = [(_value(node, draws), node.full * _ratio(node, draws)) for node in branch.nodes]
    share = mean_share(method, draws.zero(branch), draws.factors, branch.own, draws.shares, branch.leaves, parts)
    return branch.full * _ratio(branch, draws) * share


def _ratio(branch: Branch, draws: _Draws) -> Floats:
    """Return the weight of a branch in each draw ÷ its weight in the criteria (draw × park)."""
    drawn = draws.factors @ branch.mass.T
    whole = np.broadcast_to(branch.mass.sum(axis=1), drawn.shape)
    result: Floats = np.divide(drawn, whole, out=np.ones_like(drawn), where=whole > 0)
    return result
