"""Jumps from one year to the next that are worth a second look."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from fivegoods.checks.data.columns import Columns
from fivegoods.messages.findings import Finding, Severity, define

JUMP: Final = define(
    "FG353",
    Severity.WARNING,
    zh="{park_zh}：{field_zh}从上年的 {before} 变为 {value}，是上年的 {times} 倍",
    en="{park_en}: {field_en} went from {before} to {value}, {times} times last year's",
    help_zh="核对两年的口径和单位；确属实的，在备注里说明",
    help_en="check definition and unit of both years; if it is so, say why in a remark",
    cause_zh="一年之内翻三倍或跌到三分之一以下，多半是口径变了或填错了。",
    cause_en="Tripled or down to a third within a year: most often the definition changed, or a slip.",
)

_FACTOR: Final = Decimal(3)
#: Where it starts to look like a slip of the unit, `magnitude` speaks.
_SLIP: Final = Decimal(1000)
#: Small counts jump by themselves: from 2 to 7 firms is no news.
_SMALL_COUNT: Final = Decimal(20)


def check(columns: Columns) -> list[Finding]:
    """Return a finding for each figure that tripled or fell to a third, unless a remark explains it."""
    found = []
    for name in columns.numbers:
        counts = columns.run.criteria.criteria.fields[name].whole
        for row, then, x in columns.growing(name):
            if then <= 0 or x <= 0 or (counts and max(x, then) < _SMALL_COUNT):
                continue
            up, down = x / then, then / x
            if _FACTOR < max(up, down) < _SLIP and not columns.is_explained(row, name):
                before, value = columns.quantity(name, then), columns.text(row, name)
                found.append(columns.finding(JUMP, row, name, before=before, value=value, times=f"{up:.2f}"))
    return found
