"""Bonuses, deductions and vetoes that a park's data leave undecided."""

from __future__ import annotations

from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.panel.entities import Park
from fivegoods.scoring.columns import NO_CONSEQUENCES
from fivegoods.scoring.indicators.reasons import reason_words
from fivegoods.scoring.scores import Run

UNDECIDED = define(
    "FG341",
    Severity.NOTE,
    zh="{park_zh}：“{name_zh}”是否适用无法判断，未计（{why_zh}）",
    en="{park_en}: whether {name_en} applies cannot be decided, so it does not count ({why_en})",
    cause_zh="加减分、否决的条件用到了没有填报的数据。",
    cause_en="The condition of a bonus, deduction or veto needs figures that were not given.",
    bad="adjustments: {late: {when: days_late > 0, each: -1}}   # days_late 没有填报",
    good="data: {days_late: 0 天}",
)


def check(run: Run) -> list[Finding]:
    """Return a note for each adjustment that could not be decided, at the first park it concerns."""
    names = run.criteria.criteria.adjustments
    concerned: dict[tuple[str, str], list[Park]] = {}
    columns = run.columns
    for row in run.rows if columns.consequences else ():
        for key, reason in columns.consequences.get(row, NO_CONSEQUENCES).undecided.items():
            concerned.setdefault((key, reason), []).append(columns.context.parks[row])
    found = []
    for (key, reason), parks in concerned.items():
        why = reason_words(reason)
        more = len(parks) - 1
        params = {
            "park_zh": parks[0].name.within("zh") + (f" 等 {more + 1} 个园区" if more else ""),
            "park_en": parks[0].name.within("en") + (f" and {more} more" if more else ""),
            "name_zh": names[key].name.within("zh"),
            "name_en": names[key].name.within("en"),
            "why_zh": why.within("zh"),
            "why_en": why.within("en"),
        }
        found.append(Finding(UNDECIDED, parks[0].origin.place(("data",), key=True), params))
    return found
