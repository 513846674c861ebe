"""What other weights would do to a ranking: the same shares of full points, weighted anew; rules that state points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

import numpy as np

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.indicators.points import score_column
from fivegoods.scoring.one_park import single
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.evaluate import Evaluator
from fivegoods.uncertainty.draws.ranks import ranker_of
from fivegoods.uncertainty.draws.tree import tree_of
from fivegoods.uncertainty.sampling.data_set import data_set_of
from fivegoods.uncertainty.statistics import spearman
from fivegoods.uncertainty.weights.from_data import WeightData, weights_from

#: Twice the full points must bring more than this times the points; rounding may take a little.
_GROWS = Decimal("1.5")


def with_own_points(run: Run) -> tuple[str, ...]:
    """Return the indicators whose points do not grow with their full points, in the order of the criteria.

    Bands, choices and steps state points; so do people who give points by hand. Found by scoring one
    park that has points with twice the full points.
    """
    found: list[str] = []
    with localcontext(CONTEXT):
        for plan in run.plan.indicators:
            if plan.value is None:
                found.append(plan.id)
                continue
            scored = _with_points(run, plan.id)
            if scored is not None and not _grows(run, plan, *scored):
                found.append(plan.id)
    return tuple(found)


def _with_points(run: Run, indicator: str) -> tuple[int, Decimal] | None:
    """Return the row of a park that has points by the rule, and its full points; None if there is none."""
    column = run.columns.indicators[indicator]
    for park in run.scores:
        row, full = park.row, column.full[park.row]
        if column.outcomes[row] is Outcome.SCORED and column.points[row] and row not in column.given and full:
            return row, full
    return None


def _grows(run: Run, plan: IndicatorPlan, row: int, full: Decimal) -> bool:
    column, settings = run.columns.indicators[plan.id], run.criteria.criteria.settings
    request, found = run.request.over([row], [], []), single(column.found, row)
    context = RunContext(request.panel, 1, request.view)
    bare = replace(column.plan_of(row), needs=None)
    before, after = (score_column(bare, context, found, [own], settings).points[0] for own in (full, full * 2))
    return abs(after) > abs(before) * _GROWS


@dataclass(frozen=True, slots=True)
class RankMove:
    """One park's points and rank under the criteria's weights and under the new ones."""

    park: str
    rank: int
    new_rank: int
    points: float
    new_points: float


@dataclass(frozen=True, slots=True)
class WeightEffect:
    """The ranking under new weights. ``stated`` are the criteria's weights, mean over the parks."""

    stated: Mapping[str, float]
    weights: Mapping[str, float]
    moves: tuple[RankMove, ...]
    correlation: float


def stated_weights(arrays: RunArrays) -> Mapping[str, float]:
    """Return what each indicator can contribute to the total, as a share, mean over the parks."""
    mass = tree_of(arrays).root.mass
    totals = mass.sum(axis=1, keepdims=True)
    by_class = np.divide(mass, totals, out=np.zeros_like(mass), where=totals > 0)
    shares = by_class[arrays.classes].mean(axis=0)
    return {plan.id: float(share) for plan, share in zip(arrays.indicators, shares, strict=True)}


def weights_within(method: str, data: WeightData, arrays: RunArrays) -> Mapping[str, float]:
    """Return weights by a method inside each dimension at the top; the dimensions keep their stated weights."""
    stated, found = stated_weights(arrays), dict[str, float]()
    for columns in arrays.dimensions.values():
        names = tuple(data.indicators[column] for column in columns)
        own = weights_from(
            method, replace(data, indicators=names, matrix=data.matrix[:, columns], directions=data.directions[columns])
        )
        whole = sum(stated[name] for name in names)
        found |= {name: weight * whole for name, weight in own.items()}
    return found


def effect_of(arrays: RunArrays, weights: Mapping[str, float]) -> WeightEffect:
    """Return what ``weights`` (by indicator, adding up to 1) do to the ranking.

    Indicators that ``weights`` leaves out keep their stated weight.
    """
    data = data_set_of(arrays, Uncertainty())
    stated = stated_weights(arrays)
    factors = np.array([_ratio(weights.get(plan.id), stated[plan.id]) for plan in arrays.indicators])
    points = Evaluator(data.tree, data.shares).points(factors[None, :]) + data.residual
    ranks = ranker_of(arrays).ranks(points)[:, 0].astype(np.int64)
    moves = tuple(
        RankMove(
            arrays.ids[row], int(arrays.ranks[row]), int(ranks[row]), float(arrays.points[row]), float(points[0, row])
        )
        for row in np.flatnonzero(arrays.shown)
    )
    correlation = spearman(arrays.ranks.astype(np.float64), ranks.astype(np.float64))
    return WeightEffect(stated, dict(weights), moves, correlation)


def _ratio(new: float | None, stated: float) -> float:
    if new is None:
        return 1.0
    return new / stated if stated > 0 else 0.0
