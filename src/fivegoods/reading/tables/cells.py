"""The text of a cell → a value in the unit its field declares; one reader is made for each column."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.criteria.models.park import Scalar
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.numeric.units import UnitError, parse_unit, plain_signs, ratio, split_quantity
from fivegoods.panel.entities import Gap, Value
from fivegoods.reading.binding.values import Misfit, read_value
from fivegoods.reading.tables.cell_findings import SHOWN_OTHERWISE
from fivegoods.reading.tables.findings import ERROR_VALUE, FORMULA
from fivegoods.reading.tables.sheet import NO_RESULT, AlteredText, ErrorText, FormulaText

#: Words for the three gaps, besides those that values know. An empty cell says nothing: absent.
GAPS: Final = {
    "null": Gap.NULL,
    "缺失": Gap.NULL,
    "缺": Gap.NULL,
    "missing": Gap.NULL,
    "expected": Gap.EXPECTED,
    "待报": Gap.EXPECTED,
    "not_applicable": Gap.NOT_APPLICABLE,
    "not applicable": Gap.NOT_APPLICABLE,
    "不适用": Gap.NOT_APPLICABLE,
}
_PLAIN: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?", re.ASCII).fullmatch
_YES_NO: Final = {
    **dict.fromkeys(("true", "y", "√", "✓", "✔", "☑"), "yes"),
    **dict.fromkeys(("false", "n", "×", "✗", "✘", "☒"), "no"),
}
#: Units that a number of points or of events may carry.
_OF_POINTS: Final = (None, "分")
_OF_COUNTS: Final = (None, "次", "起", "件", "个", "项", "例", "人次")

#: Text that is not empty → value, gap, or why it is neither.
ReadCell = Callable[[str], Value | Gap | Misfit]


def cell_reader(name: str, field: FieldDef, unit: str | None) -> ReadCell:
    """Return the function that reads cells of one field's column; ``unit`` None is the declared one."""
    careful = careful_reader(name, field, unit)
    if field.kind != "number":
        return careful
    return _quick(field, unit, careful)


def _quick(field: FieldDef, unit: str | None, careful: ReadCell) -> ReadCell:
    """Read plain numbers within bounds at once; all else goes the careful way, which explains itself."""
    whole = field.whole
    low, above, high, below = field.at_least, field.above, field.at_most, field.below
    times, by = _scale(field, unit)

    def read(text: str) -> Value | Gap | Misfit:
        if type(text) is not str or not _PLAIN(text):
            return careful(text)
        number = Decimal(text)
        if times is not None:
            number = CONTEXT.multiply(number, times)
        if by is not None:
            number = CONTEXT.divide(number, by)
        if (
            (low is not None and number < low)
            or (above is not None and number <= above)
            or (high is not None and number > high)
            or (below is not None and number >= below)
            or (whole and number % 1)
        ):
            return careful(text)
        return number

    return read


def _scale(field: FieldDef, unit: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Return what to multiply and divide by to get from the column's unit to the field's."""
    try:
        size = ratio(parse_unit(unit), parse_unit(field.unit)) if unit else Fraction(1)
    except UnitError:  # said about the header already
        size = Fraction(1)
    times = None if size.numerator == 1 else Decimal(size.numerator)
    return times, None if size.denominator == 1 else Decimal(size.denominator)


def careful_reader(name: str, field: FieldDef, unit: str | None) -> ReadCell:
    """Return a function that also says so where ``unit`` itself is wrong, for units that stand in the row."""

    def read(text: str) -> Value | Gap | Misfit:
        if odd := odd_cell(text):
            return odd
        meant = " ".join(plain_signs(text).split())
        if gap := GAPS.get(meant.lower()):
            return gap
        if field.kind == "number":
            number, own = split_quantity(meant) or (None, None)
            return read_value(name, field, text.strip() if number is None else number, own or unit)
        word: Scalar = yes_no_word(meant) if field.kind == "yes_no" else text.strip()
        return read_value(name, field, word, None)

    return read


def odd_cell(text: str) -> Misfit | None:
    """Return why a cell of a spreadsheet holds no value that somebody entered, or None."""
    if isinstance(text, FormulaText):
        return Misfit(FORMULA, {"value": "-" if text == NO_RESULT else str(text)})
    if isinstance(text, ErrorText):
        return Misfit(ERROR_VALUE, {"value": str(text)})
    if isinstance(text, AlteredText):
        return Misfit(SHOWN_OTHERWISE, {"value": str(text)})
    return None


def yes_no_word(meant: str) -> str:
    """Return yes or no for a tick or a cross, else the text itself."""
    return _YES_NO.get(meant.lower(), meant)


def plain_number(text: str, *, counts: bool = False) -> Decimal | None:
    """Return the number in a cell of points, or of counts of events; None if it is neither."""
    parts = split_quantity(plain_signs(text))
    return parts[0] if parts is not None and parts[1] in (_OF_COUNTS if counts else _OF_POINTS) else None


def year_in(text: str) -> int | None:
    """Return the year that a cell says, such as ``2024``, ``２０２４年`` or ``2024年度``, None if it is none."""
    bare = plain_signs(text).strip().removesuffix("度").removesuffix("年")
    parts = split_quantity(bare)
    if parts is None or parts[1] is not None or parts[0] % 1 or not 1900 <= parts[0] <= 2200:
        return None
    return int(parts[0])
