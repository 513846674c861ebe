"""Bands (分档) with holes or overlaps: which values fall through, which belong to two bands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fivegoods.criteria.plan.plan import Plan
from fivegoods.criteria.rules.bands import Band, Bands, RankShare
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import show

HOLE = define(
    "FG231",
    Severity.WARNING,
    zh="指标 {id} 的分档有空隙：{where} 不在任何一档，得 {points} 分",
    en="the bands of indicator {id} have a hole: {where} is in none of them and gets {points}",
    cause_zh="相邻两档的端点没有接上，或两端都不含同一个数。",
    cause_en="Two neighbouring bands do not meet, or neither contains the value between them.",
    bad="bands: [{from: 20, points: 3}, {below: 15, points: 1}]",
    good="bands: [{from: 20, points: 3}, {from: 15, below: 20, points: 2}, {below: 15, points: 1}]",
)
OVERLAP = define(
    "FG232",
    Severity.WARNING,
    zh="指标 {id} 的分档有重叠：{where} 同时在两档，按写在前面的一档",
    en="the bands of indicator {id} overlap: {where} is in two of them; the one written first counts",
    cause_zh="只写一端（如 from: 350、from: 130）的递降写法不算重叠；两端都写的两档不应相交。",
    cause_en="One-sided bands in falling order are fine; bands with both ends should not meet.",
    bad="bands: [{from: 0, upto: 15, points: 1}, {from: 15, upto: 20, points: 2}]",
    good="bands: [{from: 0, below: 15, points: 1}, {from: 15, upto: 20, points: 2}]",
)


def check(plan: Plan) -> list[Finding]:
    """Return a finding for each hole and each overlap."""
    return [finding for item in plan.rules() for finding in _found(plan, *item)]


def _found(plan: Plan, key: str, rule: object, path: tuple[str | int, ...]) -> Iterator[Finding]:
    if not isinstance(rule, Bands | RankShare):
        return
    otherwise = show(rule.otherwise) if isinstance(rule, Bands) else "0"
    bands = (*path, "bands")
    for low, high in pairwise(sorted(rule.bands, key=_start)):
        if gap := between(low, high):
            yield plan.file.finding(HOLE, bands, id=key, where=gap, points=otherwise)
        if shared := common(low, high, one_sided=_is_ladder(rule.bands)):
            yield plan.file.finding(OVERLAP, bands, id=key, where=shared)


def _start(band: Band) -> tuple[int, object, int]:
    if band.from_ is not None:
        return (1, band.from_.value, 0)
    return (1, band.above.value, 1) if band.above is not None else (0, 0, 0)


def _is_ladder(bands: list[Band]) -> bool:
    """Return whether only one end is written everywhere, best band first, as thresholds are."""
    uppers = [b.upto or b.below for b in bands]
    lowers = [b.from_ or b.above for b in bands]
    return not any(uppers) or not any(lowers)


def between(low: Band, high: Band) -> str:
    """Return the values between two bands that neither holds, in interval notation, or ""."""
    end, start = low.upto or low.below, high.from_ or high.above
    if end is None or start is None or start.value < end.value:
        return ""
    if start.value == end.value:
        return show(end.value) if low.upto is None and high.from_ is None else ""
    left = "(" if low.upto is not None else "["
    right = ")" if high.from_ is not None else "]"
    return f"{left}{show(end.value)}, {show(start.value)}{right}"


def common(low: Band, high: Band, *, one_sided: bool) -> str:
    """Return the values that two bands both hold, or ""."""
    end, start = low.upto or low.below, high.from_ or high.above
    if one_sided or start is None:
        return ""
    if end is None:
        return f"≥ {show(start.value)}" if high.from_ is not None else f"> {show(start.value)}"
    if start.value == end.value:
        return show(end.value) if low.upto is not None and high.from_ is not None else ""
    if start.value > end.value:
        return ""
    left = "[" if high.from_ is not None else "("
    right = "]" if low.upto is not None else ")"
    return f"{left}{show(start.value)}, {show(end.value)}{right}"
