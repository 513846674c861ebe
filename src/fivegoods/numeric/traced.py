"""Decimals that remember the arithmetic that made them, for printed derivations.

A rule or an expression is written once over ``Decimal``. Fed with `Traced` leaves the same code
yields the same value together with the formula, so what is printed cannot differ from what counts.
The helper functions take either and give plain decimals back for plain ones.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Any, Final

from fivegoods.numeric.decimals import ZERO, Rounding, decide, round_to, show

SUM: Final = 1
PRODUCT: Final = 2
POWER: Final = 3
ATOM: Final = 4

_ROUNDING_WORDS: Final[dict[str, str]] = {
    "half_up": "round", "half_even": "round_half_even", "down": "trunc", "floor": "floor", "ceil": "ceil",
}  # fmt: skip


class Traced(Decimal):
    """A Decimal with the text of its arithmetic and the precedence of the text's outermost sign.

    + − × ÷ and powers with decimals and integers keep the trace; everything else that ``Decimal``
    can do (``//``, ``%``, ``quantize``) gives a plain Decimal, so use the helpers of this module.
    """

    __slots__ = ("precedence", "text")
    text: str
    precedence: int

    def __new__(cls, value: Decimal | int, text: str, precedence: int = ATOM) -> Traced:
        """Wrap ``value``; ``precedence`` says whether ``text`` needs parentheses inside more arithmetic."""
        made = super().__new__(cls, value)
        made.text = text
        made.precedence = precedence
        return made

    def __reduce__(self) -> Any:
        """Copy and pickle with the text (``Decimal`` would keep the number only)."""
        return Traced, (Decimal(self), self.text, self.precedence)

    def __copy__(self) -> Traced:
        return self

    def __deepcopy__(self, memo: Any) -> Traced:
        return self

    def __add__(self, other: Any) -> Any:
        return _binary(Decimal.__add__(self, other), self, "+", other, SUM)

    def __radd__(self, other: Any) -> Any:
        if type(other) is int and other == 0:  # where sum() starts
            return +self
        return _binary(Decimal.__radd__(self, other), other, "+", self, SUM)

    def __sub__(self, other: Any) -> Any:
        return _binary(Decimal.__sub__(self, other), self, "−", other, SUM)

    def __rsub__(self, other: Any) -> Any:
        return _binary(Decimal.__rsub__(self, other), other, "−", self, SUM)

    def __mul__(self, other: Any) -> Any:
        return _binary(Decimal.__mul__(self, other), self, "×", other, PRODUCT)

    def __rmul__(self, other: Any) -> Any:
        return _binary(Decimal.__rmul__(self, other), other, "×", self, PRODUCT)

    def __truediv__(self, other: Any) -> Any:
        return _binary(Decimal.__truediv__(self, other), self, "÷", other, PRODUCT)

    def __rtruediv__(self, other: Any) -> Any:
        return _binary(Decimal.__rtruediv__(self, other), other, "÷", self, PRODUCT)

    def __pow__(self, other: Any, modulo: Any = None) -> Any:
        return _raised(Decimal.__pow__(self, other), self, other)

    def __rpow__(self, other: Any, modulo: Any = None) -> Any:
        return _raised(Decimal.__rpow__(self, other), other, self)

    def __neg__(self) -> Traced:
        return Traced(Decimal.__neg__(self), f"−{_inside(self, PRODUCT)}", SUM)

    def __pos__(self) -> Traced:
        return Traced(Decimal.__pos__(self), self.text, self.precedence)

    def __abs__(self) -> Traced:
        return Traced(Decimal.__abs__(self), f"abs({self.text})")


def traced(x: Decimal | int, text: str | None = None) -> Traced:
    """Return ``x`` as a leaf whose text is the number itself, or ``text``; a Traced is kept as it is."""
    if isinstance(x, Traced) and text is None:
        return x
    if text is not None:
        return Traced(x, text)
    number = Decimal(x)
    shown = show(number)
    return Traced(number, f"−{shown[1:]}", SUM) if shown.startswith("-") else Traced(number, shown)


def text_of(x: Decimal | int) -> str:
    """Return the arithmetic that made ``x``, or the number itself."""
    return traced(x).text


def _inside(x: Decimal | int, at_least: int) -> str:
    part = traced(x)
    return part.text if part.precedence >= at_least else f"({part.text})"


def _binary(value: Any, left: Any, sign: str, right: Any, precedence: int) -> Any:
    if value is NotImplemented:
        return value
    # The right operand of − and ÷ needs parentheses at equal precedence; so do + and ×, because
    # rounding to 34 digits makes a + (b + c) another number than (a + b) + c.
    text = f"{_inside(left, precedence)} {sign} {_inside(right, precedence + 1)}"
    return Traced(value, text, precedence)


def _raised(value: Any, base: Any, exponent: Any) -> Any:
    if value is NotImplemented:
        return value
    return Traced(value, f"{_inside(base, ATOM)} ^ {_inside(exponent, ATOM)}", POWER)


def _called(value: Decimal, name: str, *arguments: Decimal | int) -> Decimal:
    if not any(isinstance(argument, Traced) for argument in arguments):
        return value
    return Traced(Decimal(value), f"{name}({', '.join(text_of(argument) for argument in arguments)})")


def least(a: Decimal, b: Decimal) -> Decimal:
    """Return the smaller of two numbers."""
    return _called(a if a <= b else b, "min", a, b)


def most(a: Decimal, b: Decimal) -> Decimal:
    """Return the larger of two numbers."""
    return _called(a if a >= b else b, "max", a, b)


def clip(x: Decimal, lo: Decimal | None, hi: Decimal | None) -> Decimal:
    """Return ``x`` pulled into ``lo``…``hi``; None leaves that side open."""
    raised = x if lo is None else most(x, lo)
    return raised if hi is None else least(raised, hi)


def floor_(x: Decimal) -> Decimal:
    """Return the largest whole number not above ``x``, decided on 12 places (0.999…9 of a quotient is 1)."""
    whole = decide(x).to_integral_value(ROUND_FLOOR) or ZERO
    return Traced(whole, f"⌊{x.text}⌋") if isinstance(x, Traced) else whole


def rounded(x: Decimal, places: int, how: Rounding = "half_up") -> Decimal:
    """Return ``x`` rounded to ``places`` decimals, decided on 12 places."""
    value = round_to(x, places, how) or ZERO
    return Traced(value, f"{_ROUNDING_WORDS[how]}({x.text}, {places})") if isinstance(x, Traced) else value


def exp(x: Decimal) -> Decimal:
    """Return e to the power ``x``."""
    return _called(x.exp(), "exp", x)


def ln(x: Decimal) -> Decimal:
    """Return the natural logarithm of ``x``. Raise decimal.InvalidOperation for x ≤ 0."""
    return _called(x.ln(), "ln", x)
