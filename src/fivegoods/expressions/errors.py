"""What can be wrong with an expression, and why an expression has no value."""

from __future__ import annotations

from collections.abc import Mapping


class ExpressionError(ValueError):
    """An expression that cannot be read or makes no sense.

    ``reason`` is a stable key: empty, too_long, too_deep, full_width, syntax, not_allowed, number,
    exponent, unknown_name, unknown_function, unknown_option, unknown_group, unknown_indicator,
    unknown_event, unknown_unit, arguments, type, units, percent_twice. ``column`` and ``end`` are code
    points from the start of the text. ``params`` fill the sentence that the caller makes of it: char and
    instead (full_width), what (not_allowed, exponent, type, percent_twice), found and expected (type), text
    (number), name (unknown_*, arguments), usage (arguments), field, option and known (unknown_option), left,
    left_unit, right and right_unit (units), unit (unknown_unit, percent_twice), most (too_*, exponent).
    """

    def __init__(self, reason: str, column: int = 0, end: int | None = None, *, near: str = "", **params: str) -> None:
        """Say what is wrong, where in the text, and which known word is like the one written."""
        super().__init__(f"{reason} at {column}: {params}")
        self.reason = reason
        self.column = column
        self.end = column + 1 if end is None else end
        self.near = near
        self.params: Mapping[str, str] = params


class NoValue(Exception):
    """An expression has no value for this park.

    ``reason`` is a short code such as absent:tax, expected:tax, no_year:2023, zero_denominator,
    log_of_nonpositive, growth_from_nonpositive or out_of_range.
    """

    def __init__(self, reason: str) -> None:
        """Say why there is no value."""
        super().__init__(reason)
        self.reason = reason
