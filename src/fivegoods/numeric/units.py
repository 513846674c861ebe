"""Units of measurement (计量单位): read, multiplied, divided and converted exactly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from fivegoods.numeric.closest import nearest
from fivegoods.numeric.decimals import CONTEXT

#: A number whose first digit lies beyond this power of ten is a slip, not a quantity.
LARGEST_POWER: Final = 30
_LONGEST_NUMBER: Final = 60
_LONGEST_UNIT: Final = 60

_NUMBER: Final = re.compile(
    r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?"
)
# A unit starts with a letter, a Chinese character or a sign such as % and ㎡, never with an operator.
_UNIT_START: Final = re.compile(r"[^\s0-9.,，。:：;；()（）/*·×÷<>=!+\-−_&|\"'`?@#$\\{}\[\]~^]")
_NEVER_IN_UNIT: Final = re.compile(r"[\s<>=!+,，:：;；\"'`?@#$\\{}\[\]~&|_]|[0-9](?=[0-9A-Za-z])")


#: Digits raised (²) or in one sign with their unit (㎡) belong to it, others such as ① do not.
_IN_UNITS: Final = ("<super>", "<square>")


@dataclass(frozen=True, slots=True)
class _Atom:
    """One unit without products: its text, its base quantity ("" for a ratio) and size in it."""

    text: str
    base: str
    factor: Fraction


def _atoms() -> dict[str, _Atom]:
    table = """
    CNY 1 元 元人民币 CNY RMB; USD 1 美元 USD; EUR 1 欧元 EUR; HKD 1 港元 HKD; JPY 1 日元 JPY
    area 1 平方米 m2 平米 平方; area 10000 公顷 hm2 ha; area 2000/3 亩; area 1000000 平方公里 平方千米 km2
    people 1 人 名; visits 1 人次
    count 1 家 个 项 件 次 户 起 种 所 台 套 宗 处 座 条 只 支 批 期 幢 栋 辆 篇 部 场 份 位 笔
    coal 1 吨标煤 吨标准煤 tce; coal 1/1000 千克标煤 千克标准煤 公斤标准煤
    mass 1 吨 t; mass 1/1000 千克 公斤 kg; mass 1/1000000 克 g
    volume 1 立方米 m3 立方; volume 1/1000 升 L
    length 1 米 m; length 1000 公里 千米 km
    energy 1 千瓦时 度 kWh kwh; energy 1000 兆瓦时 MWh; power 1 千瓦 kW; power 1000 兆瓦 MW
    months 12 年; months 3 季度; months 1 月 个月
    hours 24 天 日; hours 168 周; hours 1 小时 h; hours 1/60 分钟; workdays 1 工作日 个工作日
    points 1 分; levels 1 级
    - 1 1 倍; - 1/100 %; - 1/1000 ‰; - 1/1000000 ppm; pp 1 百分点 个百分点 pp; pp 1/10 千分点 个千分点
    """
    atoms: dict[str, _Atom] = {}
    for entry in re.split(r"[;\n]", table):
        if words := entry.split():
            base, factor, *names = words
            size = Fraction(factor)
            atoms.update({name: _Atom(name, "" if base == "-" else base, size) for name in names})
    return atoms


_ATOMS: Final = _atoms()
_MULTIPLES: Final = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 100,
}  # fmt: skip
_COMMON: Final = (
    "万元", "亿元", "千元", "百万元", "万美元", "亿美元", "万平方米", "万人", "万吨", "万吨标煤", "万千瓦时",
    "亿千瓦时", "万立方米", "万元/亩", "万元/公顷", "亿元/平方公里", "万元/人", "万元/人·年", "吨标煤/万元",
    "万元/吨标煤", "元/立方米", "立方米/万元", "元/千瓦时",
)  # fmt: skip


class UnitError(ValueError):
    """A unit nobody knows, or two units that do not fit. ``near`` is a known unit like ``text``."""

    def __init__(self, text: str, *, other: str = "", near: str = "") -> None:
        """Name the unit, the unit it does not fit (if known itself), and a near match."""
        super().__init__(f"{text} | {other}" if other else text)
        self.text = text
        self.other = other
        self.near = near


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: how it is written and the atoms it is made of, each with its exponent."""

    #: Equal texts mean equal units, so the text alone is compared and hashed.
    text: str
    parts: tuple[tuple[_Atom, int], ...] = field(compare=False)

    @property
    def dimensions(self) -> Mapping[str, int]:
        """Exponent of each base quantity; empty for a ratio."""
        powers: dict[str, int] = {}
        for atom, power in self.parts:
            if atom.base:
                powers[atom.base] = powers.get(atom.base, 0) + power
        return {base: power for base, power in sorted(powers.items()) if power}

    @property
    def factor(self) -> Fraction:
        """Size of one of this unit in base units."""
        size = Fraction(1)
        for atom, power in self.parts:
            size *= atom.factor**power
        return size

    @property
    def is_plain(self) -> bool:
        """Whether this is a bare ratio (1, 倍), which changes nothing in a product."""
        return not self.dimensions and self.factor == 1

    @property
    def difference(self) -> Unit:
        """The unit of a difference of two values in this unit: of % it is 百分点, else itself."""
        if self.dimensions or len(self.parts) != 1:
            return self
        name = {Fraction(1, 100): "百分点", Fraction(1, 1000): "千分点"}.get(self.factor)
        return parse_unit(name) if name else self


def split_quantity(text: str) -> tuple[Decimal, str | None] | None:
    """Split ``3.5 亿元`` into number and unit text; None if it is not a number with an optional unit.

    The unit need not be known. Full-width digits, broken thousands groups, NaN and exponents beyond
    ±30 are not numbers.
    """
    stripped = text.strip()
    match = _NUMBER.match(stripped)
    if match is None or match.end() > _LONGEST_NUMBER:
        return None
    number = Decimal(match.group().replace(",", ""))
    rest = stripped[match.end() :].strip()
    if not is_reasonable(number) or (rest and not _looks_like_unit(rest)):
        return None
    return number, rest or None


def plain_signs(text: str) -> str:
    """Return typed text in half-width signs, as numbers and units are read, without invisible ones.

    ① and ² stay what they are: they mark footnotes, and 3000① is not 30001.
    """
    return text if text.isascii() else "".join(map(_plain_sign, text))


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    if unicodedata.category(sign) == "Cf":
        return ""
    if sign == "−" or _hides_digit(sign):
        return "-" if sign == "−" else sign
    return unicodedata.normalize("NFKC", sign)


def _hides_digit(sign: str) -> bool:
    """Return whether a sign that is no digit becomes one by NFKC, such as ①, ² and ½."""
    return not sign.isdecimal() and any(one.isdecimal() for one in unicodedata.normalize("NFKC", sign))


def _marks_footnote(sign: str) -> bool:
    """Return whether a sign in a unit is a number in a circle or brackets; ² and ㎡ are parts of units."""
    return not sign.isascii() and _hides_digit(sign) and not unicodedata.decomposition(sign).startswith(_IN_UNITS)


def is_reasonable(number: Decimal) -> bool:
    """Return whether ``number`` is finite and its first digit lies within 30 powers of ten of the point."""
    return number.is_finite() and abs(number.adjusted()) <= LARGEST_POWER


def _looks_like_unit(rest: str) -> bool:
    compact = re.sub(r"\s*([/*·×^()（）])\s*", r"\1", rest)
    if len(compact) > _LONGEST_UNIT or any(sign.isdecimal() and not sign.isascii() for sign in compact):
        return False
    return bool(_UNIT_START.match(compact)) and not _NEVER_IN_UNIT.search(compact)


@lru_cache(maxsize=4096)
def parse_unit(text: str | None) -> Unit:
    """Return the unit written as ``text``; None and "" are the plain ratio 1. Raise UnitError."""
    written = "1" if text is None or not text.strip() else text.strip()
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written[: _LONGEST_UNIT + 1]))
    is_footnote = (plain.isdigit() and plain != written) or any(map(_marks_footnote, written))
    parts = None if is_footnote or len(written) > _LONGEST_UNIT else _quotient(plain)
    if parts is None:
        raise UnitError(written, near="" if is_footnote else near_unit(written))
    return Unit(written, tuple(parts))


def _quotient(text: str) -> list[tuple[_Atom, int]] | None:
    """Read ``a/b·c``: by custom all that follows a slash divides (万元/人·年 is per person and year)."""
    found: list[tuple[_Atom, int]] = []
    for index, part in enumerate(_split_outside_brackets(text, "/")):
        sign = 1 if index == 0 else -1
        for factor in _split_outside_brackets(part, "·*×⋅・•"):
            inner = _quotient(factor[1:-1]) if factor[:1] == "(" and factor[-1:] == ")" else _power(factor)
            if inner is None:
                return None
            found += [(atom, power * sign) for atom, power in inner]
    return found


def _split_outside_brackets(text: str, signs: str) -> list[str]:
    pieces, depth = [""], 0
    for sign in text:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign in signs and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += sign
    return pieces


def _power(text: str) -> list[tuple[_Atom, int]] | None:
    if atom := _atom(text) or _atom(text.replace("^", "")):
        return [(atom, 1)]
    match = re.fullmatch(r"(.+?)(?:\^|\*\*)?(-?[1-9])", text)
    atom = _atom(match[1]) if match else None
    return [(atom, int(match[2]))] if match and atom else None


def _atom(text: str) -> _Atom | None:
    if atom := _ATOMS.get(text):
        return atom
    for prefix, multiple in _MULTIPLES.items():
        if text == prefix:
            return _Atom(text, "", Fraction(multiple))
        if text.startswith(prefix) and (atom := _ATOMS.get(text[len(prefix) :])):
            return _Atom(text, atom.base, atom.factor * multiple)
    return None


def near_unit(text: str) -> str:
    """Return the known unit most like ``text``, or ""."""
    return nearest(unicodedata.normalize("NFKC", text[:_LONGEST_UNIT]), (*_COMMON, *_ATOMS))


@lru_cache(maxsize=4096)
def ratio(a: Unit, b: Unit) -> Fraction:
    """Return how many ``b`` one ``a`` is. Raise UnitError naming both if they do not fit."""
    if a.dimensions != b.dimensions:
        raise UnitError(a.text, other=b.text)
    return a.factor / b.factor


def convert(value: Decimal, a: Unit, b: Unit) -> Decimal:
    """Return ``value`` of unit ``a`` in unit ``b``, exact where 34 digits allow. Raise UnitError."""
    if a == b:
        return value
    scale = ratio(a, b)
    product = CONTEXT.multiply(value, Decimal(scale.numerator))
    return product if scale.denominator == 1 else CONTEXT.divide(product, Decimal(scale.denominator))


def times(a: Unit, b: Unit) -> Unit:
    """Return the unit of a product; the caller scales by ``a.factor * b.factor / result.factor``."""
    return a if b.is_plain else b if a.is_plain else _reduced((*a.parts, *b.parts))


def over(a: Unit, b: Unit) -> Unit:
    """Return the unit of a quotient; the caller scales by ``a.factor / b.factor / result.factor``."""
    return a if b.is_plain else _reduced((*a.parts, *((atom, -power) for atom, power in b.parts)))


def raised(a: Unit, power: int) -> Unit:
    """Return the unit of ``x ** power``; the caller scales as in `times`."""
    return a if power == 1 else _reduced(tuple((atom, exponent * power) for atom, exponent in a.parts))


def rooted(a: Unit, power: Fraction) -> Unit:
    """Return the unit of a root, ``x ** power``: of 亩^2 it is 亩; the plain ratio 1 where there is none."""
    exponents = [exponent * power for _, exponent in a.parts]
    if any(exponent.denominator > 1 for exponent in exponents):
        return parse_unit(None)
    return _reduced([(atom, int(e)) for (atom, _), e in zip(a.parts, exponents, strict=True)])


def _reduced(parts: Iterable[tuple[_Atom, int]]) -> Unit:
    """Keep one atom for each base quantity, so that 亿元/万元 is the ratio 1 and 万元/亩·公顷 is 万元."""
    given = list(parts)
    net: dict[str, int] = {}
    for atom, power in given:
        net[atom.base] = net.get(atom.base, 0) + power
    kept: dict[str, tuple[_Atom, int]] = {}
    for atom, power in given:
        if atom.base and net[atom.base] * power > 0:
            kept.setdefault(atom.base, (atom, net[atom.base]))
    return Unit(_written(kept.values()), tuple(kept.values()) or ((_ATOMS["1"], 1),))


def _written(parts: Iterable[tuple[_Atom, int]]) -> str:
    above = [_with_power(atom, power) for atom, power in parts if power > 0]
    below = [_with_power(atom, -power) for atom, power in parts if power < 0]
    return "/".join(["·".join(above) or "1", *(["·".join(below)] if below else [])])


def _with_power(atom: _Atom, power: int) -> str:
    return atom.text if power == 1 else f"{atom.text}^{power}"
