"""Bonuses, deductions and vetoes, and conditions of dimensions and indicators, that a park's data leave undecided."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import localcontext

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan
from fivegoods.messages.findings import Finding, FindingKind, Severity, define
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.entities import Park
from fivegoods.scoring.columns import NO_CONSEQUENCES
from fivegoods.scoring.indicators.reasons import reason_words
from fivegoods.scoring.scores import Run

UNDECIDED = define(
    "FG341",
    Severity.NOTE,
    zh="{park_zh}：“{name_zh}”缺数据，无法判断，只计已能确定的（{why_zh}）",
    en="{park_en}: {name_en} cannot be decided for lack of data; only what is sure counts ({why_en})",
    cause_zh="加减分、否决的条件用到了没有填报的数据。",
    cause_en="The condition of a bonus, deduction or veto needs figures that were not given.",
    bad="adjustments: {late: {when: days_late > 0, each: -1}}   # days_late 没有填报",
    good="data: {days_late: 0 天}",
)
APPLIES = define(
    "FG342",
    Severity.NOTE,
    zh="{park_zh}：“{name_zh}”是否适用无法判断，按适用计（{why_zh}）",
    en="{park_en}: whether {name_en} applies cannot be decided; it counts as applying ({why_en})",
    cause_zh="维度或指标的适用条件（applies）用到了没有填报的数据；按适用计，不因缺数而少计满分。",
    cause_en="What a dimension or indicator applies to needs figures that were not given; it stays in the full points.",
    bad="applies: exports > 0   # exports 没有填报",
    good="data: {exports: 0 万元}",
)

#: A part's name with the reason why it is not decided → the parks concerned.
_Concerned = dict[tuple[LocalText, str], list[Park]]


def check(run: Run) -> list[Finding]:
    """Return a note for each adjustment and each part that could not be decided, at the first park it concerns."""
    return [*_findings(UNDECIDED, _adjustments(run)), *_findings(APPLIES, _conditions(run))]


def _adjustments(run: Run) -> _Concerned:
    names, columns = run.criteria.criteria.adjustments, run.columns
    concerned: _Concerned = {}
    for row in run.rows if columns.consequences else ():
        for key, reason in columns.consequences.get(row, NO_CONSEQUENCES).undecided.items():
            concerned.setdefault((names[key].name, reason), []).append(columns.context.parks[row])
    return concerned


def _conditions(run: Run) -> _Concerned:
    context, concerned = run.columns.context, _Concerned()
    parts: list[NodePlan | IndicatorPlan] = [*run.plan.root.walk(), *run.plan.indicators]
    with localcontext(CONTEXT):
        for part in parts:
            reasons = context.evaluate(part.applies).gaps if part.applies is not None else {}
            for row in sorted(reasons.keys() & set(run.rows)) if reasons else ():
                concerned.setdefault((part.definition.name, reasons[row]), []).append(context.parks[row])
    return concerned


def _findings(kind: FindingKind, concerned: _Concerned) -> Iterator[Finding]:
    for (name, reason), parks in concerned.items():
        more = len(parks) - 1
        params = {
            "park_zh": parks[0].name.within("zh") + (f" 等 {more + 1} 个园区" if more else ""),
            "park_en": parks[0].name.within("en") + (f" and {more} more" if more else ""),
            **name.words("name"),
            **reason_words(reason).words("why"),
        }
        yield Finding(kind, parks[0].origin.place(("data",), key=True), params)
