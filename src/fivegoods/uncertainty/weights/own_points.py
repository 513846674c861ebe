"""Rules that state points of their own: another weight alone does not change what they give."""

from __future__ import annotations

from decimal import Decimal, localcontext

from fivegoods.analysis.advise.curve import Curve
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.scores import Run
from fivegoods.scoring.tree import IndicatorScore

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
            if scored is not None and not _grows(run, *scored):
                found.append(plan.id)
    return tuple(found)


def _with_points(run: Run, indicator: str) -> tuple[str, IndicatorScore] | None:
    for park in run.scores:
        for score in park.root.all_indicators():
            if score.plan.id == indicator and score.outcome is Outcome.SCORED and score.points and score.given is None:
                return park.id, score
    return None


def _grows(run: Run, park_id: str, score: IndicatorScore) -> bool:
    curve = Curve(run, park_id, score)
    before = curve.points({})
    curve.full = score.full * 2
    after = curve.points({})
    return before is None or after is None or abs(after) > abs(before) * _GROWS
