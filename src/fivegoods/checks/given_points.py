"""Points given by hand that are above the full points or below zero."""

from __future__ import annotations

from fivegoods.decimals import show
from fivegoods.findings import Finding, Severity, define
from fivegoods.scoring.results import IndicatorScore, ParkScore, Run

OUT_OF_RANGE = define(
    "FG330",
    Severity.ERROR,
    zh="指标 {id} 给了 {points} 分，应在 0 到满分 {full} 之间",
    en="indicator {id} was given {points} points; it must be between 0 and full points, {full}",
    cause_zh="手工给分和复核分不能超过满分，也不能为负；加减分写在 events 里。",
    cause_en="Points given by hand stay between 0 and full; bonuses and deductions are events.",
    bad="points: {land: 20}   # full points are 15",
    good="points: {land: 15}",
)


def check(run: Run) -> list[Finding]:
    """Return a finding for each given number of points that is out of range."""
    return [
        Finding(
            OUT_OF_RANGE,
            score.park.origin.place(_path(indicator)),
            {"id": indicator.plan.id, "points": show(indicator.given.points), "full": show(indicator.full)},
        )
        for score in run.scores
        for indicator in score.root.all_indicators()
        if indicator.given is not None and _out_of_range(score, indicator)
    ]


def _out_of_range(score: ParkScore, indicator: IndicatorScore) -> bool:
    given = indicator.given
    if given is None:
        return False
    ceiling = indicator.plan.rule.ceiling(indicator.full)
    return given.points < indicator.plan.rule.least(indicator.full) or (ceiling is not None and given.points > ceiling)


def _path(indicator: IndicatorScore) -> tuple[str | int, ...]:
    reviewed = indicator.reason == "review"
    return ("review", "points", indicator.plan.id) if reviewed else ("points", indicator.plan.id)
