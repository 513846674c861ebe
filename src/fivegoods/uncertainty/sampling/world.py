"""One possible state of the data: the data as they are, or a set in which figures are off by errors."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.uncertainty.draws.evaluate import points
from fivegoods.uncertainty.draws.frame import Bools, Floats, Frame
from fivegoods.uncertainty.draws.tree import Tree, tree_of
from fivegoods.uncertainty.sampling.impute import imputed
from fivegoods.uncertainty.sampling.normalise import normalised

Shares = dict[tuple[str, str], Floats]


@dataclass(frozen=True, slots=True)
class World:
    """Shares, values and tree of one data set; ``residual`` is what the tree cannot know."""

    tree: Tree
    shares: Floats
    possible: Floats
    values: Floats
    known: Bools
    missing: Bools
    full: Floats
    residual: Floats
    directions: Floats
    #: Where each missing cell falls between confirmed and possible, for imputation "interval".
    uniform: Floats
    remembered: Shares = field(default_factory=dict, repr=False)

    def shares_under(self, normalisation: str, imputation: str) -> Floats:
        """Return shares of full points (park × indicator) under these two choices."""
        key = (normalisation, imputation)
        if key not in self.remembered:
            shares = normalised(normalisation, self.values, self.shares, self.known, self.directions)
            self.remembered[key] = imputed(imputation, shares, self.possible, self.known, self.missing, self.uniform)
        return self.remembered[key]


def world_of(frame: Frame, uniform: Floats | None = None) -> World:
    """Return the state of the data that a run found."""
    tree = tree_of(frame)
    nominal = points(tree, np.ones((1, len(frame.indicators))), frame.shares)[0]
    exact = np.array([float(score.points) for score in frame.scores])
    residual = exact - nominal
    # Float noise is not a residual: left in, it could split exact ties.
    residual[np.abs(residual) < 1e-9] = 0.0
    return World(
        tree=tree,
        shares=frame.shares,
        possible=frame.possible,
        values=frame.values,
        known=frame.known,
        missing=frame.missing,
        full=frame.full,
        residual=residual,
        directions=np.array([_direction(plan) for plan in frame.indicators]),
        uniform=np.zeros_like(frame.shares) if uniform is None else uniform,
    )


def _direction(plan: IndicatorPlan) -> float:
    if plan.value is None or plan.rule.takes == "choice":
        return 0.0
    return {"higher": 1.0, "lower": -1.0}.get(plan.rule.direction(), 0.0)
