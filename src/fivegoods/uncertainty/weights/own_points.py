"""Rules that state points of their own: another weight alone does not change what they give."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.indicators.points import score_column
from fivegoods.scoring.one_park import single
from fivegoods.scoring.scores import Run

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
