"""Slips of magnitude: 元 for 万元, 万元 for 亿元, a share for a percentage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from fivegoods.checks.data.columns import Columns, place_of
from fivegoods.checks.data.growth_stated import ENDINGS
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.criteria.rules.bands import Bands
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.panel.entities import Park
from fivegoods.scoring.columns import IndicatorColumn, NodeColumn

SUSPECTED: Final = define(
    "FG352",
    Severity.WARNING,
    zh="{park_zh}：{field_zh}为 {value}，约为{against_zh} {other} 的 {times_zh}，单位可能写错（差 {factor} 倍）",
    en="{park_en}: {field_en} is {value}, about {times_en} {against_en} {other}: the unit may be wrong (by {factor})",
    help_zh="核对单位：{units_zh}",
    help_en="check the unit: {units_en}",
    cause_zh="数值与同类园区或自己的上年相差悬殊，最常见的原因是单位写错。",
    cause_en="The figure is far from those of its peers or its own last year; most often the unit is wrong.",
    bad="tax: 350000000 万元",
    good="tax: 350000000 元",
)
BEYOND_BOUNDS: Final = define(
    "FG359",
    Severity.WARNING,
    zh="{park_zh}：{indicator_zh}为 {value}，是评价标准的界限 {bound} 的 {times_zh}，数据的单位可能写错",
    en="{park_en}: {indicator_en} is {value}, {times_en} the criteria's own bound of {bound}: a unit may be wrong",
    help_zh="核对 {fields_zh} 的单位：1 亩约为 666.67 平方米，元、万元、亿元各差一万倍，百分数写成 50%",
    help_en="the units of {fields_en}: 1 亩 is about 666.67 平方米; 元, 万元 and 亿元 are 10,000 apart; write 50%",
    cause_zh="没有足够的园区可比时，只能与评价标准自己的界限比：相差十倍以上，多半是单位写错。",
    cause_en="Without enough parks to compare with there are only the criteria's own bounds: ten times beyond them, a "
    "unit is wrong most often.",
    bad="data: {tax: 9000 万元, land: 300 平方米}",
    good="data: {tax: 9000 万元, land: 300 亩}",
)

#: So many times the median or more (or less) is far; the classic slip is 10,000.
_FAR: Final = Decimal(1000)
#: And so far from every figure that is not far itself: a long tail is no slip.
_GAP: Final = Decimal(30)
#: A share for a percentage is off by 100, which is far only for percentages.
_FAR_SHARE: Final = Decimal(50)
_GAP_SHARE: Final = Decimal(10)
_FEWEST: Final = 5
#: So many times the criteria's own bounds, where there are fewer parks.
_BEYOND: Final = Decimal(10)
_SAMPLE: Final = 2001


def check(columns: Columns) -> list[Finding]:
    """Return a finding for each figure that is far from its peers, or else from its own last year."""
    found: list[Finding] = []
    for name in columns.numbers:
        far, gap = (_FAR_SHARE, _GAP_SHARE) if columns.whole(name) not in (None, ONE) else (_FAR, _GAP)
        suspects = dict(_far_from_peers(columns, name, far, gap))
        found += [_finding(columns, row, name, x, middle, "peers") for row, (x, middle) in suspects.items()]
        found += _far_from_last_year(columns, name, far, suspects)
    if len(columns.run.columns.context.parks) < _FEWEST:
        said = {(finding.place.file, finding.params["park_zh"]) for finding in found}
        bounded = [finding for part in columns.run.columns.parts.values() for finding in _beyond_bounds(columns, part)]
        found += [one for one in bounded if (one.place.file, one.params["park_zh"]) not in said]
    return found


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
    if (lowest > low and highest < high) or _is_spread(sample, gap):
        return
    most = max((x for x in positive if x < high), default=high) if highest >= high else high
    least = min((x for x in positive if x > low), default=low) if lowest <= low else low
    top = max(high, most * gap)
    may_be_small = _is_called_growth(columns, name)
    for row, x in columns.reported(name):
        if x >= top or (0 < x <= low and x * gap <= least and not may_be_small):
            yield row, (x, middle)


def _is_spread(ordered: Sequence[Decimal], gap: Decimal) -> bool:
    """Return whether the middle half reaches over decades without a gap: then its ends are no slips either."""
    half = ordered[len(ordered) // 4 : -(len(ordered) // 4)]
    return half[-1] > half[0] * gap and all(b < a * gap for a, b in pairwise(half))


def _far_from_last_year(columns: Columns, name: str, far: Decimal, known: Collection[int]) -> Iterator[Finding]:
    for row, then, x in columns.growing(name):
        if row not in known and then > 0 and x > 0 and (x >= then * far or x * far <= then):
            yield _finding(columns, row, name, x, then, "last_year")


#: What is mistaken for what, for a field in % and for any other.
_UNITS: Final = {
    True: {"units_zh": "百分数写成 50%，不写成 0.5", "units_en": "write a percentage as 50%, not as 0.5"},
    False: {"units_zh": "元、万元、亿元各差一万倍", "units_en": "元, 万元 and 亿元 are 10,000 apart"},
}
_MARKS: Final = (("zh", "、"), ("en", ", "))
_AGAINST: Final = {"peers": ("同类中位数", "the median of its peers,"), "last_year": ("上年", "last year's")}


def _finding(columns: Columns, row: int, name: str, x: Decimal, other: Decimal, against: str) -> Finding:
    ratio = x / other
    power = (ratio if ratio >= 1 else ONE / ratio).log10()
    exponent = 2 if power < 3 else 4 if power < 6 else 8
    rounded = f"{ratio:.3g}"
    times = f"{Decimal(rounded):f}"
    zh, en = _AGAINST[against]
    params = {
        "value": columns.text(row, name),
        **_UNITS[columns.whole(name) not in (None, ONE)],
        "against_zh": zh,
        "against_en": en,
        "other": columns.quantity(name, other),
        "times_zh": f"{times} 倍",
        "times_en": f"{times} times",
        "factor": f"{10**exponent:,}",
    }
    return columns.finding(SUSPECTED, row, name, **params)


def _beyond_bounds(columns: Columns, column: IndicatorColumn | NodeColumn) -> Iterator[Finding]:
    """Yield a finding for each value ten times beyond the bounds of its rule."""
    if not isinstance(column, IndicatorColumn):
        return
    for row in range(columns.shown):
        x, plan = column.found.number(row), column.plan_of(row)
        bounds = [abs(bound) for bound in _bounds(column, row) if bound]
        if (
            x is None
            or x <= 0
            or plan.value is None
            or not bounds
            or plan.definition.name.within("zh").endswith(ENDINGS)
        ):
            continue
        low, high = min(bounds), max(bounds)
        # Bounds often begin at 0: then a value is low where it is a thousandth of what gives full points.
        is_best = any(one.name == "best" and one.value == high for one in column.found.references[row])
        is_low = x * (_BEYOND if len(bounds) > 1 else _FAR) <= low and (is_best or len(bounds) > 1)
        if is_low or x >= high * _BEYOND:
            yield _beyond(columns, columns.park(row), plan, x, low if is_low else high)


def _bounds(column: IndicatorColumn, row: int) -> Iterator[Decimal]:
    """Yield the bounds that the criteria give a rule as numbers, in the unit of the value."""
    yield from (one.value for one in column.found.references[row] if one.origin in ("constant", "group"))
    rule = column.plan_of(row).rule
    if isinstance(rule, Bands) and not rule.references():  # else bands are of multiples of a reference
        yield from (end for band in rule.bands for end in (band.start, band.end) if end is not None)


def _beyond(columns: Columns, park: Park, plan: IndicatorPlan, x: Decimal, bound: Decimal) -> Finding:
    fields = [name for name in plan.value.fields if name in park.data] if plan.value else []
    unit = plan.definition.unit
    params = {
        **park.name.words("park"),
        **plan.definition.name.words("indicator"),
        "value": _rounded(x, unit),
        "bound": _rounded(bound, unit),
        "times_zh": f"{_rounded(x / bound)} 倍" if x > bound else f"1/{_rounded(bound / x)}",
        "times_en": f"{_rounded(x / bound)} times" if x > bound else f"1/{_rounded(bound / x)} of",
        **{
            f"fields_{lang}": mark.join(columns.called(one)[f"field_{lang}"] for one in fields) for lang, mark in _MARKS
        },
    }
    return Finding(BEYOND_BOUNDS, place_of(park, fields[0]) if fields else park.origin.place(("data",)), params)


def _rounded(x: Decimal, unit: str | None = None) -> str:
    number = f"{Decimal(f'{x:.3g}'):f}"
    return f"{number} {unit}" if unit else number
