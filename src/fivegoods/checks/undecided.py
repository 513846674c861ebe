"""Bonuses, deductions and vetoes that a park's data leave undecided."""

from __future__ import annotations

from fivegoods.findings import Finding, Severity, define
from fivegoods.scoring.reasons import reason_words
from fivegoods.scoring.results import Run

UNDECIDED = define(
    "FG341",
    Severity.NOTE,
    zh="{park}：“{name_zh}”是否适用无法判断，未计（{why_zh}）",
    en="{park}: whether {name_en} applies cannot be decided, so it does not count ({why_en})",
    cause_zh="加减分、否决的条件用到了没有填报的数据。",
    cause_en="The condition of a bonus, deduction or veto needs figures that were not given.",
    bad="adjustments: {late: {when: days_late > 0, each: -1}}   # days_late 没有填报",
    good="data: {days_late: 0 天}",
)


def check(run: Run) -> list[Finding]:
    """Return a note for each adjustment of each park that could not be decided."""
    names = run.criteria.criteria.adjustments
    found = []
    for score in run.scores:
        for key, reason in score.undecided.items():
            why = reason_words(reason)
            params = {
                "park": score.park.name.within("zh"),
                "name_zh": names[key].name.within("zh"),
                "name_en": names[key].name.within("en"),
                "why_zh": why.within("zh"),
                "why_en": why.within("en"),
            }
            found.append(Finding(UNDECIDED, score.park.origin.place(("data",), key=True), params))
    return found
