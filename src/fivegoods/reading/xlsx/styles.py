"""Number formats of cells: what makes a stored number a percentage, a date, or shows more zeros."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from fivegoods.panel.raw import AlteredText
from fivegoods.reading.xlsx.archive import Archive
from fivegoods.reading.xlsx.number_formats import NumberFormat, parsed_format

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
