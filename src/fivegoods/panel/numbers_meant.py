"""What number a person probably meant by text that is not one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, parse_unit, plain_signs, split_quantity


class Advice(NamedTuple):
    """What to write instead, in both languages."""

    zh: str
    en: str


#: Thousands, or the Chinese ten-thousands, set apart; 12,34 is neither, and may well be 12.34.
_GROUPS: Final = re.compile(r"(?<![0-9.,])[1-9][0-9]*(?:(?:[, _'][0-9]{3})+|(?:[, _'][0-9]{4})+)(?![0-9,])")
#: Spaces that stand between no two digits.
_NO_THOUSANDS: Final = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_UNIT_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]+)[)\]]$")
#: Signs around a number that may say that it is negative: brackets of accountants, triangles, arrows, a minus behind.
_MAYBE_NEGATIVE: Final = re.compile(r"\((.+)\)|[▲△▼▽↓–—](.+)|(.+)[-–↓]")
_NEGATIVE: Final = re.compile(r"(?:负|减少?|下降|亏损?|降低?)(.+)")
_POSITIVE: Final = re.compile(r"(?:增长?|增加|上升|↑)(.+)|(.+)↑")
_RANGE: Final = re.compile(r"([0-9.]+)\s*(?:[-~—–至到、;\\]|--)\s*([0-9.]+)(\D*)")
_ABOUT: Final = re.compile(
    r"(约|大约|近|将近|超|超过|逾|不足|不到|[<>≥≤~≈])?\s*([0-9.,]+)(余|多|来)?\s*([^0-9]*?)(左右|以上|以下|上下|多)?(\(估计?\))?"
)
_REMARKED: Final = re.compile(r"(-?[0-9][^()\[\]*※①-⑳]*?)\s*(\([^()]+\)|\[[^\[\]]+\]|注\s*\d*|[*※①-⑳].*)")
_CURRENCY: Final = re.compile(r"[¥￥](.+)")
_LOOKALIKES: Final = str.maketrans("lIOo。·", "1100..")
_NO_FIGURE: Final = re.compile(
    r"[-—/\\*.]+|#?n/?a|none|nil|#[\w/!?]+|(?:暂|尚)?(?:无|没有|未提供|未填|未统计|无数据|不详|不明|保密|涉密|待定|待统计|待核|缺失|缺|空|空白|未知)"
)
_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}


def meant(text: str) -> Advice | None:
    """Return how to write what ``text`` probably means, None if that is unclear."""
    plain = plain_signs(text[:200]).strip()
    if _NO_FIGURE.fullmatch(plain.lower()):
        return Advice(
            "没有数据写 缺失、待报 或 不适用，确实是零写 0",
            "write missing, expected or not_applicable, or 0 if it is zero",
        )
    for pattern, sign in ((_MAYBE_NEGATIVE, ""), (_NEGATIVE, "-"), (_POSITIVE, "")):
        found = _held(pattern, plain)
        if found and pattern is _MAYBE_NEGATIVE:
            return Advice(f"如为负数写成 -{found}，否则写成 {found}", f"write -{found} if it is negative, else {found}")
        if found:
            return _write(sign + found)
    for tidy in (tidy_quantity(text), _held(_CURRENCY, plain, " 元"), _NO_THOUSANDS.sub("", plain), _in_figures(plain)):
        if tidy and tidy != plain and _is_quantity(tidy):
            return _write(tidy)
    if match := _RANGE.fullmatch(plain):
        one, other = f"{match[1]}{match[3]}", f"{match[2]}{match[3]}"
        return Advice(
            f"不能填两个数或一个范围，只填一个：{one} 或 {other}",
            f"enter one figure, not two or a range: {one} or {other}",
        )
    return _with_remark(plain) or _with_lookalikes(plain)


def _write(figure: str) -> Advice:
    return Advice(f"写成 {figure}", f"write {figure}")


def _held(pattern: re.Pattern[str], plain: str, behind: str = "") -> str:
    """Return the quantity that a pattern finds something around, or ""."""
    match = pattern.fullmatch(plain)
    inner = next((part.strip() for part in match.groups() if part), "") if match else ""
    return f"{inner}{behind}" if inner and not inner.startswith("-") and _is_quantity(f"{inner}{behind}") else ""


def _with_remark(plain: str) -> Advice | None:
    """Return the figure alone where words stand around it that belong into a remark."""
    if (match := _REMARKED.fullmatch(plain)) and _is_quantity(match[1].strip()):
        figure, rest = match[1].strip(), match[2].strip("()[]")
    elif (match := _ABOUT.fullmatch(plain)) and _is_quantity(figure := f"{match[2]} {match[4]}".strip()):
        rest = "".join(part for part in (match[1], match[3], match[5], match[6]) if part)
    else:
        return None
    return Advice(f"只填 {figure}，“{rest}”写在备注", f"enter {figure} alone, and {rest} as a remark") if rest else None


def _with_lookalikes(plain: str) -> Advice | None:
    """Return the figure with letters and signs that look like digits or a point replaced by them."""
    replaced = plain.translate(_LOOKALIKES).rstrip(".")
    digits = sum(sign.isdecimal() for sign in plain)
    return _write(replaced) if digits and replaced != plain and _is_quantity(replaced) else None


def _in_figures(text: str) -> str:
    """Return a number in Chinese characters (八万, 三百二十亿元, 百分之五十, 五成) in figures, or ""."""
    if text.startswith("百分之"):
        return f"{inner}%" if (inner := _in_figures(text.removeprefix("百分之"))).isdecimal() else ""
    if text.endswith("成") and (tenths := _DIGITS.get(text[:-1])):
        return f"{tenths}0%"
    total = part = digit = 0
    unit = 1  # a last digit counts tenths of the unit before it: 一百二 is 120
    for index, sign in enumerate(text):
        if sign in _DIGITS:
            digit, unit = _DIGITS[sign], unit if _DIGITS[sign] else 1
        elif sign in _TENS:
            part, digit, unit = part + (digit or 1) * _TENS[sign], 0, _TENS[sign]
        elif sign == "万" and (part or digit):
            total, part, digit, unit = total + (part + digit) * _MYRIADS[sign], 0, 0, _MYRIADS[sign]
        elif sign == "亿" and (total or part or digit):
            total, part, digit, unit = (total + part + digit) * _MYRIADS[sign], 0, 0, _MYRIADS[sign]
        else:
            number, rest = total + part + digit, text[index:]
            return f"{number} {rest}" if number and _is_quantity(f"{number} {rest}") else ""
    number = total + part + (digit * unit // 10 if unit > 10 else digit)
    return str(number) if number else ""


def tidy_quantity(text: str) -> str:
    """Return ``text`` as a readable quantity (``1 234 万元`` → ``1234 万元``), or "" if it is none."""
    plain = _GROUPS.sub(lambda match: re.sub("[, _']", "", match[0]), plain_signs(text[:200]).strip())
    plain = _UNIT_IN_BRACKETS.sub(r" \1", plain).strip()
    return "" if plain == text.strip() or not _is_quantity(plain) else plain


def _is_quantity(text: str) -> bool:
    parts = split_quantity(text)
    return parts is not None and is_unit(parts[1])


def is_unit(text: str | None) -> bool:
    """Return whether a text is a unit that can be read, or none at all."""
    try:
        parse_unit(text)
    except UnitError:
        return False
    return True


def bare_number(text: str) -> str:
    """Return the number without unit that ``text`` means: ``50%`` → ``0.5``, or "" if unclear."""
    parts = split_quantity(tidy_quantity(text) or text)
    if parts is None:
        return ""
    number, unit = parts
    if unit == "%":
        return show(number / Decimal(100))
    return show(number)
