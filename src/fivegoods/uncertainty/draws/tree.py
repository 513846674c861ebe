"""The criteria's tree as arrays over the parks of a run, ready to be evaluated for draws of weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.scoring.columns import AdjustmentScore, Outcome
from fivegoods.scoring.scores import NodeScore
from fivegoods.uncertainty.draws.frame import Floats, Frame


@dataclass(frozen=True, slots=True)
class Branch:
    """One dimension: arrays over parks, and what it is put together from."""

    id: str
    method: str
    zero: float | None
    at_most: float | None
    nodes: tuple[Branch, ...]
    #: Columns of the indicators directly below.
    leaves: tuple[int, ...]
    #: Full points, scale of the parts, points added by adjustments; by park.
    full: Floats
    scale: Floats
    added: Floats
    #: 0 where the dimension is void or out of force, else 1.
    counts: Floats
    #: 1 where an undecided condition lets only losses count, else 0.
    only_losses: Floats
    #: Full points of the indicators directly below (park × indicator, the others 0).
    own: Floats = field(repr=False)
    #: What each indicator below can contribute to the total (park × indicator, the others 0).
    mass: Floats = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole tree with what happens above it: total adjustments and vetoes of the total."""

    root: Branch
    added: Floats
    counts: Floats

    def branch(self, node_id: str) -> Branch | None:
        """Return the dimension of this id, None if there is none."""
        found = [self.root]
        for branch in found:
            if branch.id == node_id:
                return branch
            found.extend(branch.nodes)
        return None


def tree_of(frame: Frame) -> Tree:
    """Return the tree of a run's parks."""
    scales = [{key: float(x) for key, x in score.weights.scale.items()} for score in frame.scores]
    builder = _Builder(
        frame,
        {plan.id: index for index, plan in enumerate(frame.indicators)},
        [{node.plan.id: node for node in score.root.walk()} for score in frame.scores],
        scales,
    )
    root = builder.branch(frame.run.plan.root, np.ones(len(frame.scores)))
    void = np.array([_voids_total(score.adjustments) for score in frame.scores], dtype=bool)
    added = np.array([float(score.points - score.root.points) for score in frame.scores])
    return Tree(root, np.where(void, 0.0, added), np.where(void, 0.0, 1.0))


def _voids_total(adjustments: Sequence[AdjustmentScore]) -> bool:
    return any("void:total" in effect.split("+") for a in adjustments for effect in a.effects)


@dataclass(frozen=True, slots=True)
class _Builder:
    frame: Frame
    columns: Mapping[str, int]
    nodes: Sequence[Mapping[str, NodeScore]]
    scales: Sequence[Mapping[str, float]]

    def branch(self, plan: NodePlan, above: Floats) -> Branch:
        definition = plan.definition
        scores = [nodes[plan.id] for nodes in self.nodes]
        full = np.array([float(node.full) for node in scores])
        scale = np.array([scales.get(plan.id, 1.0) for scales in self.scales])
        leaves = tuple(self.columns[indicator.id] for indicator in plan.indicators)
        own = np.zeros_like(self.frame.full)
        own[:, list(leaves)] = self.frame.full[:, list(leaves)]
        share = above * (scale if definition.method == "sum" else self.spread(plan, full, own))
        nodes = tuple(self.branch(child, share) for child in plan.nodes)
        return Branch(
            id=plan.id,
            method=definition.method,
            zero=None if definition.zero is None else float(definition.zero),
            at_most=None if definition.at_most is None else float(definition.at_most),
            nodes=nodes,
            leaves=leaves,
            full=full,
            scale=scale,
            added=np.array([self.added(plan.id, park) for park in range(len(scores))]),
            counts=np.array([float(node.outcome is Outcome.SCORED) for node in scores]),
            only_losses=np.array([float(node.reason == "needs_unknown") for node in scores]),
            own=own,
            mass=own * share[:, None] + sum((node.mass for node in nodes), np.zeros_like(own)),
        )

    def spread(self, plan: NodePlan, full: Floats, own: Floats) -> Floats:
        """Return by how much a mean spreads the dimension's full points over its parts in force."""
        below = own.sum(axis=1)
        for child in plan.nodes:
            below = below + np.array([float(nodes[child.id].full) for nodes in self.nodes])
        result: Floats = np.divide(full, below, out=np.ones_like(full), where=below > 0)
        return result

    def added(self, node_id: str, park: int) -> float:
        """Return the points adjustments add to a dimension itself."""
        adjustments = self.frame.scores[park].adjustments
        return float(sum(a.points for a in adjustments if a.to == node_id and a.to != "total"))
