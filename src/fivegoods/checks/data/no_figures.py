"""Parks without any figure."""

from __future__ import annotations

from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.scoring.columns import WITH_DATA
from fivegoods.scoring.scores import Run

NO_FIGURES = define(
    "FG343",
    Severity.WARNING,
    zh="{park} 没有一项指标有数据，{then_zh}",
    en="{park} has data for no indicator, {then_en}",
    help_zh="补报数据；不愿让缺数的园区参加排名，在 settings 写 at_least_coverage",
    help_en="hand in data; settings.at_least_coverage keeps parks without data out of the ranking",
    cause_zh="一个数都没有的园区，得分只来自缺失处理，名次没有意义。",
    cause_en="The points of a park without any figure come of missing policies alone; its rank means nothing.",
    bad="data: {}",
    good="settings: {at_least_coverage: 0.6}",
)
_THEN = {
    True: {"then_zh": "仍参加排名", "then_en": "and is ranked all the same"},
    False: {"then_zh": "不参加排名", "then_en": "and is not ranked"},
}


def check(run: Run) -> list[Finding]:
    """Return a warning for each park none of whose indicators in force has data."""
    columns, found = run.columns, []
    for row in run.rows:
        if not columns.coverage[row] and not any(c.outcomes[row] in WITH_DATA for c in columns.indicators.values()):
            park = columns.context.parks[row]
            params = {"park": park.name.within("zh"), **_THEN[row not in columns.unranked]}
            found.append(Finding(NO_FIGURES, park.origin.place(("data",), key=True), params))
    return found
