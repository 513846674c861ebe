"""A growth that is stated, against the growth of the figures of both years."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from fivegoods.checks.data.columns import Columns
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import HUNDRED, ONE, round_to, show

DIFFERS: Final = define(
    "FG354",
    Severity.WARNING,
    zh="{park_zh}：{field_zh}填的是 {stated}%，按{base_zh}两年的数算是 {computed}%（{before} → {now}）",
    en="{park_en}: {field_en} says {stated}%, but {base_en} of both years makes {computed}% ({before} → {now})",
    help_zh="核对是否可比口径、可比价；确有差异的，在备注里说明",
    help_en="check for comparable definitions and prices; if they differ, say so in a remark",
    cause_zh="填报的增速与由本年数、上年数算出的增速对不上。",
    cause_en="The stated growth is not what this year's and last year's figures give.",
    bad="data: {tax: 110, tax_growth: 15 %}   # last year: tax: 100",
    good="data: {tax: 110, tax_growth: 10 %}",
)

#: Percentage points that rounding of the figures may explain.
_TOLERANCE: Final = Decimal("0.1")
ENDINGS: Final = ("增速", "增长率", "同比增长", "增长")


def check(columns: Columns) -> list[Finding]:
    """Return a finding for each stated growth that does not follow from the figures."""
    found = []
    for name, base in _pairs(columns):
        growths = columns.numbers[name]
        for row, then, now in columns.growing(base):
            stated = growths[row]
            if stated is None or then <= 0:
                continue
            computed = (now / then - ONE) * HUNDRED
            if abs(computed - stated) <= _TOLERANCE or columns.is_explained(row, name):
                continue
            params = {
                **columns.called(base, "base"),
                "stated": show(stated),
                "computed": show(round_to(computed, 2)),
                "before": columns.quantity(base, then),
                "now": columns.quantity(base, now),
            }
            found.append(columns.finding(DIFFERS, row, name, **params))
    return found


def _pairs(columns: Columns) -> Iterator[tuple[str, str]]:
    """Yield fields that are a growth in %, with the field they are the growth of, told by id or name."""
    fields = columns.run.criteria.criteria.fields
    by_name = {field.name.zh: key for key, field in fields.items() if field.name.zh}
    for key, field in fields.items():
        if field.unit != "%":
            continue
        base = key.removesuffix("_growth") if key.endswith("_growth") else ""
        for ending in ENDINGS:
            name = field.name.zh or ""
            if not base and name.endswith(ending):
                base = by_name.get(name.removesuffix(ending), "")
        if key in columns.numbers and base in columns.numbers and base != key:
            yield key, base
