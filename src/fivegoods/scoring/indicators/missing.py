"""Missing policies (缺失处理): what an indicator without points gets instead of an interval."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import IndicatorColumn, Outcome
from fivegoods.scoring.indicators.statistics import mean

#: Policies that give all parks without data the same points.
_POINTS = ("zero", "penalty", "exclude")


def apply_policy(column: IndicatorColumn, context: RunContext) -> None:
    """Apply the missing policy of an indicator to its column.

    The outcome stays ``missing`` so that coverage still counts it as missing; the points and the
    reason say what the policy gave.
    """
    missing = column.plan.definition.missing
    absent = [row for row in column.reasons if column.outcomes[row] is Outcome.MISSING]
    if missing.policy == "group_mean" and absent:
        _group_means(column, absent, context, missing.within)
    elif missing.policy in _POINTS:
        points = -(missing.points or ZERO) if missing.policy == "penalty" else ZERO
        for row in absent:
            _give(column, row, points, missing.policy)


def _give(column: IndicatorColumn, row: int, points: Decimal, policy: str) -> None:
    column.points[row] = column.possible[row] = points
    column.reasons[row] = f"policy:{policy}"


def _group_means(column: IndicatorColumn, absent: Sequence[int], context: RunContext, within: tuple[str, ...]) -> None:
    """Give rows without data the mean points of the rows of their group that have some."""
    column.peers = dict(column.peers)
    gaps = set(absent)
    for rows in context.groups(within).values():
        known = [column.points[row] for row in rows if column.outcomes[row] in (Outcome.SCORED, Outcome.OVERRIDDEN)]
        without = [row for row in rows if row in gaps] if known else []
        points = mean(known) if without else ZERO
        for row in without:
            _give(column, row, points, "group_mean")
            column.peers[row] = len(known)
