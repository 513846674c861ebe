"""Numbers, units and decisions of the oracle: fractions, and units by their size alone.

The oracle scores criteria that the program has accepted, so units fit; what is left of a unit is its size in base
units (万元 is 10,000, 亩 is 2000/3). A percentage point counts like a per cent: both are hundredths.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from decimal import Context, Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final

ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)
#: Roots, logarithms and powers are no fractions: they are worked out to so many digits.
_DEEP: Final = Context(prec=60)

_SIZES: Final = {
    "1": ["元", "元人民币", "CNY", "RMB", "美元", "USD", "欧元", "EUR", "港元", "日元", "平方米", "m2", "㎡", "平米",
          "人", "名", "人次", "家", "个", "项", "件", "次", "户", "起", "种", "所", "台", "套", "宗", "处", "座", "条",
          "只", "支", "批", "期", "幢", "栋", "辆", "篇", "部", "场", "份", "位", "笔", "吨标煤", "吨标准煤", "tce", "吨",
          "t", "立方米", "m3", "立方", "米", "m", "千瓦时", "度", "kWh", "千瓦", "kW", "月", "个月", "小时", "h", "工作日",
          "个工作日", "分", "级", "1", "倍"],
    "10000": ["公顷", "hm2", "ha"], "2000/3": ["亩"], "1000000": ["平方公里", "平方千米", "km2"],
    "1/1000": ["千克标煤", "千克标准煤", "千克", "公斤", "kg", "升", "L", "‰", "千分点", "个千分点"],
    "1/1000000": ["克", "g", "ppm"], "1000": ["公里", "千米", "km", "兆瓦时", "MWh", "兆瓦", "MW"], "12": ["年"],
    "3": ["季度"], "24": ["天", "日"], "168": ["周"], "1/60": ["分钟"], "1/100": ["%", "百分点", "个百分点", "pp"],
}  # fmt: skip
_ATOMS: Final = {name: Fraction(size) for size, names in _SIZES.items() for name in names}
_MULTIPLES: Final = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "千万": 10**7, "百万": 10**6, "十万": 10**5,
    "亿": 10**8, "万": 10**4, "千": 10**3, "百": 100,
}  # fmt: skip
_AMOUNT: Final = re.compile(
    r"\s*([+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\s\d.,()*+<>=!/-][^()*+<>=!]*)?\s*"
)


class Gap(Enum):
    """Why there is no value. What does not apply stays so, whatever data come; the rest may still come."""

    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


def gap_of(values: Iterable[Any]) -> Gap | None:
    """Return the gap of something that needs all these values, in whatever order they are written."""
    gaps = [value for value in values if isinstance(value, Gap)]
    return None if not gaps else Gap.NOT_APPLICABLE if Gap.NOT_APPLICABLE in gaps else Gap.MISSING


def number(written: Any) -> Fraction:
    """Return a number as it is written, exactly."""
    return Fraction(str(written).replace(",", "").strip())


def size_of(unit: str | None) -> Fraction:
    """Return the size of a unit; all that stands after a slash divides."""
    top, *below = (unit or "1").split("/")
    size = _product(top)
    for part in below:
        size /= _product(part)
    return size


def _product(text: str) -> Fraction:
    return math.prod((_atom(name.strip()) for name in re.split(r"[·*×]", text)), start=ONE)


def _atom(name: str) -> Fraction:
    if name in _ATOMS:
        return _ATOMS[name]
    for multiple, size in _MULTIPLES.items():
        if name.startswith(multiple):
            return size * (_atom(name.removeprefix(multiple)) if name != multiple else ONE)
    raise ValueError(f"unknown unit {name}")


def split(written: Any) -> tuple[Fraction, Fraction | None] | None:
    """Return number and size of ``3.5 亿元``, ``{value: 3.5, unit: 亿元}`` or ``3.5`` (no size); None of other text."""
    if isinstance(written, dict):
        found = split(written.get("value"))
        return found and (found[0], size_of(written["unit"]) if written.get("unit") else found[1])
    match = _AMOUNT.fullmatch(str(written))
    if match is None or isinstance(written, bool):
        return None
    return number(match[1]), size_of(match[2].strip()) if match[2] else None


def amount(written: Any, size: Fraction) -> Fraction:
    """Return an amount in the unit of the given size; a bare number is in it already."""
    found = split(written)
    assert found is not None, written
    value, own = found
    return value if own is None else value * own / size


def rounded(x: Fraction, places: int, how: str = "half_up") -> Fraction:
    """Round to decimal places; half up is away from zero, down towards it."""
    scaled = x * 10**places
    if how == "half_even":
        return Fraction(round(scaled), 10**places)
    if how in ("floor", "ceil"):
        return Fraction(math.floor(scaled) if how == "floor" else math.ceil(scaled), 10**places)
    whole = math.floor(abs(scaled) + (Fraction(1, 2) if how == "half_up" else 0))
    return Fraction(whole if x >= 0 else -whole, 10**places)


def decide(x: Fraction) -> Fraction:
    """Return the value that thresholds, floors, ranks and ties look at: 12 decimals."""
    return rounded(x, 12)


def whole_steps(x: Fraction) -> Fraction:
    """Return the whole steps in x, decided on 12 decimals."""
    return Fraction(math.floor(decide(x)))


def kept(x: Fraction) -> Fraction:
    """Return a number with its endless denominator cut at 60 places, far below any decision."""
    return x if x.denominator < 10**60 else Fraction(round(x * 10**60), 10**60)


def deep(function: Callable[[Context, Decimal], Decimal], x: Fraction) -> Fraction:
    """Return a root, logarithm or exponential of a fraction."""
    return Fraction(function(_DEEP, _DEEP.divide(Decimal(x.numerator), Decimal(x.denominator))))


def ln(x: Fraction) -> Fraction:
    """Return the natural logarithm of x > 0."""
    return deep(Context.ln, x)


def power(x: Fraction, exponent: Fraction) -> Fraction:
    """Return x ≥ 0 to a power."""
    if x == 0:
        return ONE if exponent == 0 else ZERO
    return x**exponent.numerator if exponent.denominator == 1 else deep(Context.exp, ln(x) * exponent)


def root(x: Fraction) -> Fraction:
    """Return the square root of x ≥ 0, exactly where it is a fraction."""
    whole = Fraction(math.isqrt(x.numerator), math.isqrt(x.denominator))
    return whole if whole * whole == x else deep(Context.sqrt, x)
