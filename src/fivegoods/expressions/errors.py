"""What can be wrong with an expression, and why an expression has no value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class ExpressionError(ValueError):
    """An expression that cannot be read or makes no sense.

    ``reason`` is a stable key: empty, too_long, too_deep, full_width, sign, if_called, keyword, unclosed,
    unfinished, syntax, not_allowed, number, exponent, unknown_name, unknown_function, unknown_option,
    unknown_group, unknown_indicator, unknown_event, unknown_unit, arguments, type, units, root,
    percent_twice. ``column`` and ``end`` are code points from the start of the text. ``params`` fill the
    sentence that the caller makes of it: char and instead (full_width, sign), word (keyword), what
    (not_allowed, exponent, type, root, percent_twice), found (type, unfinished, syntax) and expected (type),
    text (number), name (unknown_*, arguments), usage (arguments), field, option and known (unknown_option),
    known (unknown_function), left, left_unit, right and right_unit (units), unit (unknown_unit, root,
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


class NoValue(Exception):
    """An expression has no value for this park.

    ``reason`` is a short code such as absent:tax, expected:tax, not_applicable:tax, no_year:2023,
    zero_denominator, both_negative, log_of_nonpositive, growth_from_nonpositive or out_of_range.
    """

    def __init__(self, reason: str) -> None:
        """Say why there is no value."""
        super().__init__(reason)
        self.reason = reason

    @property
    def is_final(self) -> bool:
        """Whether no data can lift it: the figure does not apply to the park."""
        return self.reason.startswith("not_applicable:")


def graver(one: NoValue | None, other: NoValue) -> NoValue:
    """Return which of two reasons counts for arithmetic: a figure that does not apply, else the first."""
    return other if one is None or (other.is_final and not one.is_final) else one


def milder(one: NoValue | None, other: NoValue) -> NoValue:
    """Return which of two reasons counts where one part may decide: what data can lift, else the first."""
    return other if one is None or (one.is_final and not other.is_final) else one
