"""What number a person probably meant by text that is not one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, parse_unit, plain_signs, split_quantity

#: Thousands, or the Chinese ten-thousands, set apart; 12,34 is neither, and may well be 12.34.
_GROUPS: Final = re.compile(r"(?<![0-9.,])[1-9][0-9]*(?:(?:[, _'][0-9]{3})+|(?:[, _'][0-9]{4})+)(?![0-9,])")
_UNIT_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]+)[)\]]$")


#: Signs around a number that may say that it is negative: brackets of accountants, triangles, arrows, a minus behind.
_SIGNED: Final = (
    (re.compile(r"\((.+)\)"), "-{0} / {0}"),
    (re.compile(r"[▲△▽](.+)"), "{0} / -{0}"),
    (re.compile(r"[▼↓](.+)"), "-{0}"),
    (re.compile(r"↑(.+)"), "{0}"),
    (re.compile(r"(.+)-"), "-{0}"),
)
_RANGE: Final = re.compile(r"([0-9.]+)\s*(?:[-~—至到]|--)\s*([0-9.]+)(\D*)")
_REMARKED: Final = re.compile(r"([^()]+)\(([^()]*[^()\W\d][^()]*)\)")
_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}


def meant(text: str) -> str:
    """Return how to write what ``text`` probably means, or the ways if there are several; "" if that is unclear."""
    plain = plain_signs(text[:200]).strip()
    for pattern, forms in _SIGNED:
        if (match := pattern.fullmatch(plain)) and _is_quantity(match[1].strip()):
            return forms.format(match[1].strip())
    if tidy := tidy_quantity(text):
        return tidy
    if match := _RANGE.fullmatch(plain):
        return f"{match[1]}{match[3]} / {match[2]}{match[3]}"
    if (match := _REMARKED.fullmatch(plain)) and _is_quantity(match[1].strip()):
        return f"{match[1].strip()} (备注 remark: {match[2]})"
    return _in_figures(plain)


def _in_figures(text: str) -> str:
    """Return a number in Chinese characters (八万, 三百二十亿元) in figures with what stands behind it, or ""."""
    total = part = digit = 0
    for index, sign in enumerate(text):
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            part, digit = part + (digit or 1) * _TENS[sign], 0
        elif sign in _MYRIADS and (part or digit):
            total, part, digit = (total + part + digit) * _MYRIADS[sign], 0, 0
        else:
            number, rest = total + part + digit, text[index:]
            return f"{number} {rest}" if number and _is_quantity(f"{number} {rest}") else ""
    return str(total + part + digit) if text and total + part + digit else ""


def tidy_quantity(text: str) -> str:
    """Return ``text`` as a readable quantity (``1 234 万元`` → ``1234 万元``), or "" if it is none."""
    plain = _GROUPS.sub(lambda match: re.sub("[, _']", "", match[0]), plain_signs(text[:200]).strip())
    plain = _UNIT_IN_BRACKETS.sub(r" \1", plain).strip()
    return "" if plain == text.strip() or not _is_quantity(plain) else plain


def _is_quantity(text: str) -> bool:
    parts = split_quantity(text)
    if parts is None:
        return False
    try:
        parse_unit(parts[1])
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
