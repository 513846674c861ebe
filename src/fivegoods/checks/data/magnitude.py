"""Slips of magnitude: 元 for 万元, 万元 for 亿元, a share for a percentage."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Final

from fivegoods.checks.data.columns import Columns, names_of, place_of
from fivegoods.checks.data.growth_stated import ENDINGS
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.numeric.units import UnitError, parse_unit

SUSPECTED: Final = define(
    "FG352",
    Severity.WARNING,
    zh="{park_zh}：{field_zh}为 {value}，约为{against_zh} {other} 的 {times_zh}，单位可能写错（差 {factor} 倍）",
    en="{park_en}: {field_en} is {value}, about {times_en} {against_en} {other}: the unit may be wrong (by {factor})",
    help_zh="核对单位：元、万元、亿元各差一万倍；百分数写成 50%",
    help_en="check the unit: 元, 万元 and 亿元 are 10,000 apart; write a percentage as 50%",
    cause_zh="数值与同类园区或自己的上年相差悬殊，最常见的原因是单位写错。",
    cause_en="The figure is far from those of its peers or its own last year; most often the unit is wrong.",
    bad="tax: 350000000 万元",
    good="tax: 350000000 元",
)

#: So many times the median or more (or less) is far; the classic slip is 10,000.
_FAR: Final = Decimal(1000)
#: And so far from every figure that is not far itself: a long tail is no slip.
_GAP: Final = Decimal(30)
#: A share for a percentage is off by 100, which is far only for percentages.
_FAR_SHARE: Final = Decimal(50)
_GAP_SHARE: Final = Decimal(10)
_FEWEST: Final = 5
_SAMPLE: Final = 2001


def check(columns: Columns) -> list[Finding]:
    """Return a finding for each figure that is far from its peers, or else from its own last year."""
    found: list[Finding] = []
    for name in columns.numbers:
        far, gap = (_FAR_SHARE, _GAP_SHARE) if _is_share(columns, name) else (_FAR, _GAP)
        suspects = dict(_far_from_peers(columns, name, far, gap))
        found += [_finding(columns, row, name, x, middle, "peers") for row, (x, middle) in suspects.items()]
        found += _far_from_last_year(columns, name, far, suspects)
    return found


def _is_share(columns: Columns, name: str) -> bool:
    try:
        unit = parse_unit(columns.run.criteria.criteria.fields[name].unit)
    except UnitError:
        return False
    return not unit.dimensions and not unit.is_plain


def _is_called_growth(columns: Columns, name: str) -> bool:
    """Return whether a figure is a growth, for which 0.1 % beside 8 % is nothing odd."""
    return name.endswith("_growth") or (columns.run.criteria.criteria.fields[name].name.zh or "").endswith(ENDINGS)


def _far_from_peers(
    columns: Columns, name: str, far: Decimal, gap: Decimal
) -> Iterator[tuple[int, tuple[Decimal, Decimal]]]:
    positive = list(filter(None, columns.numbers[name]))
    lowest, highest = min(positive, default=ZERO), max(positive, default=ZERO)
    if lowest < 0:
        positive = [x for x in positive if x > 0]
        lowest = min(positive, default=ZERO)
    if len(positive) < _FEWEST:
        return
    # The median of an even sample is near enough to tell what is a thousand times away.
    sample = sorted(positive[:: max(1, len(positive) // _SAMPLE)])
    middle = sample[len(sample) // 2]
    high, low = middle * far, middle / far
    if lowest > low and highest < high:
        return
    most = max((x for x in positive if x < high), default=high) if highest >= high else high
    least = min((x for x in positive if x > low), default=low) if lowest <= low else low
    top = max(high, most * gap)
    may_be_small = _is_called_growth(columns, name)
    for row, x in columns.reported(name):
        if x >= top or (0 < x <= low and x * gap <= least and not may_be_small):
            yield row, (x, middle)


def _far_from_last_year(columns: Columns, name: str, far: Decimal, known: Collection[int]) -> Iterator[Finding]:
    for row, then, x in columns.growing(name):
        if row not in known and then > 0 and x > 0 and (x >= then * far or x * far <= then):
            yield _finding(columns, row, name, x, then, "last_year")


_AGAINST: Final = {"peers": ("同类中位数", "the median of its peers,"), "last_year": ("上年", "last year's")}


def _finding(columns: Columns, row: int, name: str, x: Decimal, other: Decimal, against: str) -> Finding:
    park, ratio = columns.park(row), x / other
    power = (ratio if ratio >= 1 else ONE / ratio).log10()
    exponent = 2 if power < 3 else 4 if power < 6 else 8
    rounded = f"{ratio:.3g}"
    times = f"{Decimal(rounded):f}"
    zh, en = _AGAINST[against]
    params = {
        **names_of(park),
        **columns.called(name),
        "value": columns.text(park, name),
        "against_zh": zh,
        "against_en": en,
        "other": columns.quantity(name, other),
        "times_zh": f"{times} 倍",
        "times_en": f"{times} times",
        "factor": f"{10**exponent:,}",
    }
    return Finding(SUSPECTED, place_of(park, name), params)
