"""Number formats of cells: what makes a stored number a percentage, a date, or shows more zeros."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from fivegoods.panel.raw import AlteredText
from fivegoods.reading.xlsx.archive import Archive

_TOKEN: Final = re.compile(r'"([^"]*)"?|[\\!](.)|[_*].|\[([^\]]*)\]|(.)', re.DOTALL)
_GENERAL: Final = re.compile(r"G/通用格式|general", re.IGNORECASE)
_CONDITION: Final = re.compile(r"\s*[<>=]")
#: Signs of the format itself, not text that is shown.
_OF_FORMAT: Final = frozenset("0#?Ee.,%+@ ")
#: Signs that are shown and say nothing about the unit: the yuan's stands for 元 and 万元 alike.
_SILENT: Final = frozenset(" -/:()¥￥\u00a0")
#: A comma behind the last place of the whole part divides what is shown by a thousand.
_SCALED: Final = re.compile(r"[0#?],+(?![,0#?])")
_PADDED: Final = re.compile(r"(?<![#?,0-9])0{2,}(?![#?,0])")


#: Sign of the format itself, literal text, content of brackets: one of the three.
_Part = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What the format of a cell says about the number in it."""

    is_percent: bool = False
    is_date: bool = False
    #: Places behind the point that are shown even if they are zeros, and places before it.
    places: int = 0
    padding: int = 0
    #: Text shown before and behind the number, such as a unit.
    prefix: str = ""
    suffix: str = ""
    #: The digits shown are not those stored: thousands cut off, or signs between the digits.
    is_altered: bool = False
    #: Signs ("+", "-", "0") of the numbers of which nothing is shown, or a text instead.
    hides: str = ""


def parsed_format(code: str) -> NumberFormat:
    """Return what a format code says of positive numbers; ``is_altered`` if it depends on their size."""
    sections = _sections(code)
    first = _section(sections[0])
    if any(_CONDITION.match(bracket) for one in sections for _, _, bracket in one):
        numbers = [_section(one) for one in sections if any(sign and sign in "0#?" for sign, _, _ in one)]
        same = all(replace(one, places=first.places, padding=first.padding) == first for one in numbers)
        return first if same else NumberFormat(is_altered=True)
    return replace(first, hides=_hidden(sections))


def _hidden(sections: Sequence[list[_Part]]) -> str:
    """Return the signs of the numbers that their section does not show."""
    by_sign = dict(zip("+-0", [*sections[:3], *[sections[0]] * (3 - len(sections[:3]))], strict=True))
    hidden = "".join(sign for sign, section in by_sign.items() if not _shows(section, sign))
    alike = len(sections) > 1 and "-" not in hidden and _around(sections[1]) == _around(sections[0])
    return hidden + "-" if alike else hidden


def _around(section: list[_Part]) -> str:
    """Return what a section shows beside the digits, with its colours: by that negative numbers are told apart."""
    return "".join(f"[{bracket}]" if bracket else literal or one.strip("0#?.,") for one, literal, bracket in section)


def _shows(section: list[_Part], sign: str) -> bool:
    digits = {one for one, _, _ in section if one and one in "0#?"}
    if digits or _is_date("".join(one for one, _, _ in section)):
        return sign != "0" or digits != {"#"}
    text = "".join(literal or one for one, literal, _ in section).strip()
    return sign == "0" and text in ("-", "–", "—")  # how accountants write 0


def _sections(code: str) -> list[list[_Part]]:
    sections: list[list[_Part]] = [[]]
    for match in _TOKEN.finditer(_GENERAL.sub("0", code)):
        quoted, escaped, bracket, sign = (one or "" for one in match.groups())
        if sign == ";":
            sections.append([])
            continue
        if bracket.startswith("$"):  # [$¥-804] shows a currency
            quoted, bracket = bracket[1:].partition("-")[0], ""
        if bracket.lower().strip("hms") == "":  # [h]:mm
            sign = sign or bracket
        sections[-1].append((sign, quoted or escaped, bracket))
    return sections


def _section(parts: list[_Part]) -> NumberFormat:
    bare = "".join(sign for sign, _, _ in parts)
    if _is_date(bare):
        return NumberFormat(is_date=True)
    spots = [index for index, (sign, _, _) in enumerate(parts) if sign and sign in "0#?"]
    first, last = (spots[0], spots[-1]) if spots else (len(parts), len(parts))
    prefix, between, suffix = (_literal(parts[a:b]) for a, b in ((0, first), (first, last), (last, len(parts))))
    if between or _SCALED.search(bare):
        return NumberFormat(is_altered=True)
    decimals, padded = re.search(r"\.(0+)", bare), _PADDED.search(bare.partition(".")[0])
    is_percent, is_power = "%" in bare, "E" in bare.upper()
    return NumberFormat(
        is_percent=is_percent,
        places=len(decimals[1]) if decimals and not is_percent and not is_power else 0,
        padding=len(padded[0]) if padded and not is_power else 0,
        prefix=prefix,
        suffix=suffix,
    )


def _is_date(bare: str) -> bool:
    without_fractions = re.sub(r"s\.0+", "s", bare.lower())
    return bool(re.search(r"[ymdhs年月日]", without_fractions)) and not re.search(r"[0#?]", without_fractions)


def _literal(parts: list[_Part]) -> str:
    """Return the text that parts show, without what says nothing: spaces, brackets, the sign of the yuan."""
    shown = "".join(literal or ("" if sign in _OF_FORMAT else sign) for sign, literal, _ in parts)
    return "" if all(sign in _SILENT for sign in shown) else shown.strip()


#: Excel computes and shows 15 significant digits; more come from binary fractions (0.30000000000000004).
_DIGITS: Final = 15
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
_BUILT_IN_PERCENT: Final = frozenset({9, 10})
_BUILT_IN_PLACES: Final = {2: 2, 4: 2, 10: 2}
_LATEST_DATE: Final = 2958465  # 9999-12-31


#: No format: compare by identity.
GENERAL: Final = NumberFormat()


def read_formats(archive: Archive, name: str) -> tuple[list[NumberFormat], frozenset[int]]:
    """Return the number format of each cell style, and the numbers of the styles whose font is struck through.

    Raise WorkbookError.
    """
    if name not in archive:
        return [], frozenset()
    codes: dict[int, str] = {}
    formats: list[NumberFormat] = []
    fonts: list[bool] = []
    struck: set[int] = set()
    inside = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            codes[_int(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "fonts"):
            inside = tag
        elif tag == "font" and inside == "fonts":
            fonts.append(False)
        elif tag == "strike" and inside == "fonts" and fonts:
            fonts[-1] = attributes.get("val") not in ("0", "false")
        elif tag == "xf" and inside == "cellXfs":
            font = _int(attributes.get("fontId"))
            if font < len(fonts) and fonts[font]:
                struck.add(len(formats))
            formats.append(_format(_int(attributes.get("numFmtId")), codes))

    def end(tag: str) -> None:
        nonlocal inside
        inside = "" if tag == inside else inside

    archive.parse(name, start, end)
    return formats, frozenset(struck)


def _int(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _format(number: int, codes: dict[int, str]) -> NumberFormat:
    if number == 0 or codes.get(number, "").lower() in ("general", "@"):
        return GENERAL
    if number not in codes:
        percent, date = number in _BUILT_IN_PERCENT, number in _BUILT_IN_DATES
        return NumberFormat(is_percent=percent, is_date=date, places=0 if percent else _BUILT_IN_PLACES.get(number, 0))
    return parsed_format(codes[number])


#: A number of at most 15 digits in a cell without a format is shown as it is stored.
_AS_STORED: Final = re.compile(r"-?(?:[1-9][0-9]{0,6}|0)(?:\.[0-9]{0,7}[1-9])?|[1-9][0-9]{0,14}", re.ASCII)
is_shown_as_stored: Final = _AS_STORED.fullmatch


def shown(text: str, form: NumberFormat, *, epoch_1904: bool) -> str:
    """Return a stored number as people see it, exact to 15 digits: 0.5 as ``50%``, 3.5 as ``3.5亿元``, dates as ISO."""
    number = Decimal(text)
    if not number.is_finite():
        raise ArithmeticError(text)
    number = Decimal(f"{number:.{_DIGITS}g}") if len(number.as_tuple().digits) > _DIGITS else number
    if form.is_date and 0 <= number <= _LATEST_DATE:
        return _date(number, epoch_1904=epoch_1904)
    if form.is_altered or ("0" if not number else "-" if number < 0 else "+") in form.hides:
        return AlteredText(_plain(number, 0))
    text = f"{_plain(number * 100, 0)}%" if form.is_percent else _plain(number, form.places)
    if form.padding and number >= 0:
        whole, point, rest = text.partition(".")
        text = f"{whole.zfill(form.padding)}{point}{rest}"
    return f"{form.prefix}{text}{form.suffix}" if form.prefix or form.suffix else text


def _plain(number: Decimal, places: int) -> str:
    """Return a number without exponent, with the zeros that its format shows."""
    if abs(number.adjusted()) > 40:
        return str(number)
    whole, _, part = f"{number:f}".partition(".")
    part = part.rstrip("0").ljust(places, "0")
    return f"{whole}.{part}" if part else whole


def _date(number: Decimal, *, epoch_1904: bool) -> str:
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  a calendar day
    moment = start + timedelta(seconds=round(float(number) * 86400))
    return moment.date().isoformat() if number == number.to_integral_value() else moment.isoformat(" ")
