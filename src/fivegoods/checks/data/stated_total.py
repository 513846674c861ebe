"""A stated total that does not add up: somebody published 88 where the points make 81.5."""

from __future__ import annotations

from decimal import Decimal

from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import ONE, round_to, show
from fivegoods.panel.entities import Park, View
from fivegoods.scoring.scores import ParkScore, Run

NOT_ADDING_UP = define(
    "FG520",
    Severity.WARNING,
    zh="{park} 所列总分 {stated} 与各项之和 {computed} 不符，相差 {difference}",
    en="{park}: the stated total {stated} is not what the points add up to, {computed} (off by {difference})",
    help_zh="请核对各项得分；排名按算出的 {computed}",
    help_en="check the points; the ranking uses the computed {computed}",
    cause_zh="stated_total 是别人公布或自报的总分，程序按它的小数位与算出的总分比较。",
    cause_en="stated_total is a total that somebody published; it is compared at its own decimals.",
    bad="stated_total: 88   # the points add up to 81.5",
    good="stated_total: 81.5",
)


def check(run: Run) -> list[Finding]:
    """Return a finding for each park whose stated total in the view of the run does not add up."""
    panel = run.request.panel
    if not (panel.own.totals or panel.review.totals):
        return []
    stated = (place for place, row in enumerate(run.rows) if stated_in(panel.park(row), run.view)[0] is not None)
    return [finding for place in stated if (finding := _compare(run, run.scores[place])) is not None]


def stated_in(park: Park, view: View) -> tuple[Decimal | None, tuple[str | int, ...]]:
    """Return the total stated in a view and its place in the document."""
    if view is View.REVIEWED and park.review is not None:
        return park.review.stated_total, ("review", "stated_total")
    return park.stated_total, ("stated_total",)


def _compare(run: Run, score: ParkScore) -> Finding | None:
    stated, path = stated_in(score.park, run.view)
    if stated is None or score.coverage != ONE:
        return None
    places = max(0, -int(stated.as_tuple().exponent))
    if round_to(score.points, places) == stated:
        return None
    computed = round_to(score.points, max(places, run.criteria.criteria.settings.decimals))
    params = {
        "park": score.park.name.within("zh"),
        "stated": show(stated),
        "computed": show(computed),
        "difference": show(abs(stated - computed)),
    }
    return Finding(NOT_ADDING_UP, score.park.origin.place(path), params)
