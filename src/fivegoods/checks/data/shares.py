"""Shares of a whole above 100 %."""

from __future__ import annotations

from typing import Final

from fivegoods.checks.data.columns import Columns
from fivegoods.criteria.base import LocalText
from fivegoods.messages.findings import Finding, Severity, define

OVER: Final = define(
    "FG355",
    Severity.WARNING,
    zh="{park_zh}：{field_zh}为 {value}，占比不应超过 100%",
    en="{park_en}: {field_en} is {value}; a share cannot exceed 100%",
    help_zh="核对分子、分母是否同一口径",
    help_en="check that part and whole are defined alike",
    cause_zh="部分占整体的比例超过了整体。",
    cause_en="A part is larger than its whole.",
    bad="data: {hightech_share: 120 %}",
    good="data: {hightech_share: 12 %}",
)

_WORDS: Final = ("占比", "比重", "比例", "份额", "占", "share", "proportion")


def check(columns: Columns) -> list[Finding]:
    """Return a finding for each field that is called a share and exceeds the whole."""
    found = []
    for name in columns.numbers:
        called = columns.run.criteria.criteria.fields[name].name
        whole = columns.whole(name) if _is_called_share(called) else None
        if whole is None:
            continue
        for row, x in columns.reported(name):
            if x > whole:
                found.append(columns.finding(OVER, row, name, value=columns.text(row, name)))
    return found


def _is_called_share(name: LocalText) -> bool:
    return any(word in text.lower() for text in (name.zh or "", name.en or "") for word in _WORDS)
