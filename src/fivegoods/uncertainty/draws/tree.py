"""The criteria's tree as arrays, ready to be evaluated for draws of weights.

Full points are the same for all parks of a class (the same groups and conditions), so they are kept
by class; what adjustments and conditions do is kept by park.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.scoring.columns import Outcome
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.statistics import Bools, Floats, Ints

#: Means by name, as the exponents of power means.
EXPONENTS: Final[Mapping[str, float]] = {"geometric": 0.0, "harmonic": -1.0}


@dataclass(frozen=True, slots=True)
class Branch:
    """One dimension: what it is put together from, and how."""

    id: str
    method: str
    #: The exponent of the mean that it is, where it is one.
    power: float
    zero: float | None
    at_most: float | None
    nodes: tuple[Branch, ...]
    #: Columns of the indicators directly below.
    leaves: tuple[int, ...]
    #: Full points, and what one point of a part comes to in a sum, and in a mean (class).
    full: Floats
    scale: Floats
    spread: Floats
    #: Full points of the indicators directly below, the others 0 (class × indicator).
    own: Floats = field(repr=False)
    #: What each indicator below can contribute to the total, the others 0 (class × indicator).
    mass: Floats = field(repr=False)
    #: Points added by adjustments (park).
    added: Floats
    #: 0 where the dimension is void or out of force, else 1 (park).
    counts: Floats
    #: Where an undecided condition lets only losses count (park).
    only_losses: Bools

    @property
    def is_limited(self) -> bool:
        """Whether the dimension's points are not simply put together from those below."""
        return self.at_most is not None or bool(self.only_losses.any())

    def walk(self) -> Iterator[Branch]:
        """Yield this dimension and all below it."""
        yield self
        for node in self.nodes:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class WeightTree:
    """The whole tree with what happens above it: total adjustments and vetoes of the total."""

    root: Branch
    #: Each park's class.
    classes: Ints
    #: Points added to the total (park), and 0 where a veto voids it, else 1 (park).
    added: Floats
    counts: Floats

    def branch(self, node_id: str) -> Branch | None:
        """Return the dimension of this id, None if there is none."""
        return next((branch for branch in self.root.walk() if branch.id == node_id), None)


def tree_of(arrays: RunArrays) -> WeightTree:
    """Return the tree of a run's parks."""
    columns = arrays.run.columns
    above = np.ones(len(arrays.weights))
    root = _branch(arrays, arrays.run.plan.root, above)
    composite = columns.nodes[columns.root.id].points
    added = np.array([float(columns.points[row] - composite[row]) for row in arrays.rows])
    done = columns.consequences
    void = np.array([row in done and done[row].voids_total for row in arrays.rows])
    return WeightTree(root, arrays.classes, np.where(void, 0.0, added), np.where(void, 0.0, 1.0))


def _branch(arrays: RunArrays, plan: NodePlan, above: Floats) -> Branch:
    """Return a dimension; ``above`` is what one point of it comes to in the total (class)."""
    definition, column = plan.definition, arrays.run.columns.nodes[plan.id]
    leaves = tuple(arrays.column(indicator.id) for indicator in plan.indicators)
    own = np.zeros((len(arrays.weights), len(arrays.indicators)))
    for leaf, indicator in zip(leaves, plan.indicators, strict=True):
        own[:, leaf] = _full(arrays, indicator.id)
    full = _full(arrays, plan.id)
    below = sum((_full(arrays, child.id) for child in plan.children), np.zeros_like(full))
    scale = np.array([float(own.scale.get(plan.id, 1)) for own in arrays.weights])
    spread = np.divide(full, below, out=np.ones_like(full), where=below > 0)
    times = scale if definition.method == "sum" else spread
    nodes = tuple(_branch(arrays, child, above * times) for child in plan.nodes)
    done = arrays.run.columns.consequences
    return Branch(
        id=plan.id,
        method=definition.method,
        power=EXPONENTS.get(definition.method, 1.0 if definition.power is None else float(definition.power)),
        zero=None if definition.zero is None else float(definition.zero),
        at_most=None if definition.at_most is None else float(definition.at_most),
        nodes=nodes,
        leaves=leaves,
        full=full,
        scale=scale,
        spread=spread,
        own=own,
        mass=own * (above * times)[:, None] + sum((node.mass for node in nodes), np.zeros_like(own)),
        added=np.array([float(done[row].added.get(plan.id, 0)) if row in done else 0.0 for row in arrays.rows]),
        counts=np.array([float(column.outcome(row) is Outcome.SCORED) for row in arrays.rows]),
        only_losses=np.array([column.reasons.get(row) == "needs_unknown" for row in arrays.rows]),
    )


def _full(arrays: RunArrays, part: str) -> Floats:
    return np.array([float(own.full.get(part, 0)) for own in arrays.weights])
