"""What can be wrong with an expression, and units that nobody sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class ExpressionError(ValueError):
    """An expression that cannot be read or makes no sense.

    ``reason`` is a stable key: empty, too_long, too_deep, full_width, sign, if_called, keyword, unclosed,
    unfinished, syntax, not_allowed, number, exponent, unknown_name, unknown_function, unknown_option,
    unknown_group, unknown_indicator, unknown_event, unknown_unit, arguments, type, units, this_year,
    percent_twice. ``column`` and ``end`` are code points from the start of the text. ``params`` fill the
    sentence that the caller makes of it: char and instead (full_width, sign), word (keyword), what
    (not_allowed, exponent, type, this_year, percent_twice), found (type, unfinished, syntax) and expected (type),
    text (number), name (unknown_*, arguments, this_year), usage (arguments), field, option and known (unknown_option),
    known (unknown_function), left, left_unit, right and right_unit (units), unit (unknown_unit,
    percent_twice), most (too_*, exponent).
    """

    def __init__(self, reason: str, column: int = 0, end: int | None = None, *, near: str = "", **params: str) -> None:
        """Say what is wrong, where in the text, and which known word is like the one written."""
        super().__init__(f"{reason} at {column}: {params}")
        self.reason = reason
        self.column = column
        self.end = column + 1 if end is None else end
        self.near = near
        self.params: Mapping[str, str] = params


@dataclass(frozen=True, slots=True)
class HiddenUnit:
    """A bare number that takes a unit nobody sees: that of a product or quotient beside it.

    Or a quantity whose number counts in such a unit: in a logarithm, under a root.
    """

    text: str
    unit: str
    column: int
    end: int
    is_number: bool
