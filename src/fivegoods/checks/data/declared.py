"""The sanity rules that the criteria declare over the data (part ≤ whole, R&D < revenue)."""

from __future__ import annotations

import re
from decimal import localcontext

from fivegoods.expressions import Compiled
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import CONTEXT, show
from fivegoods.panel.entities import Value
from fivegoods.scoring.scores import Run

BROKEN = define(
    "FG340",
    Severity.WARNING,
    zh="{park}：{say_zh}（{that_zh}；{values_zh}）",
    en="{park}: {say_en} ({that_en}; {values_en})",
    cause_zh="评价标准 checks 里写明的核对规则没有通过。",
    cause_en="A rule under checks of the criteria does not hold.",
    bad="data: {rd_expense: 5 亿元, revenue: 3 亿元}",
    good="data: {rd_expense: 0.2 亿元, revenue: 3 亿元}",
)

_ID = re.compile(r"(\b[a-z][a-z0-9_]*\b)", re.ASCII)


def check(run: Run) -> list[Finding]:
    """Return a finding for each declared rule that a park's data break; unknown is not broken."""
    found: list[Finding] = []
    if not run.plan.checks:
        return found
    context, shown = run.columns.context, run.request.shown
    with localcontext(CONTEXT):
        for index, that in run.plan.checks.items():
            broken = [row for row, holds in enumerate(context.holds(that)) if not holds and row < shown]
            found += [_finding(run, row, that, index) for row in broken]
    return found


def _finding(run: Run, row: int, that: Compiled, index: int) -> Finding:
    declared = run.criteria.criteria.checks[index]
    park, data = run.columns.context.parks[row], run.columns.context.data(row)
    shown = [(name, park.facts[name].written if name in park.facts else _text(data.get(name))) for name in that.fields]
    params = {
        "park": park.name.within("zh"),
        **declared.say.words("say"),
    }
    for lang, comma in (("zh", "，"), ("en", ", ")):
        names = {name: field.name.within(lang) for name, field in run.criteria.criteria.fields.items()}
        params[f"that_{lang}"] = "".join(names.get(word, word) for word in _ID.split(that.text))
        params[f"values_{lang}"] = comma.join(f"{names[name]} = {text}" for name, text in shown)
    path = ("data", that.fields[0]) if that.fields else ("data",)
    return Finding(BROKEN, park.origin.place(path), params, severity_override=Severity(declared.severity))


def _text(value: Value | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, str | bool) else show(value)
