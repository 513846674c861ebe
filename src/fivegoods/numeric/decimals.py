"""Exact decimal arithmetic: one context, the rounding of decisions, and display.

Rules are written once over ``Decimal``. To explain a number the same code runs over `Traced`,
a ``Decimal`` that remembers the arithmetic that made it, so a printed formula cannot differ from
the computed points.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from itertools import repeat
from typing import Final, Literal

#: Computation keeps 34 significant digits; more digits than this on either side of the point are refused.
MOST_DIGITS: Final = 30

Rounding = Literal["half_up", "half_even", "down", "floor", "ceil"]

#: 34 significant digits (IEEE 754 decimal128): 22 more than any decision needs.
CONTEXT: Final = Context(prec=34, rounding=ROUND_HALF_EVEN, traps=[DivisionByZero, InvalidOperation, Overflow])

#: Thresholds, floors and ties look at this many decimal places, so that the last digits of a
#: quotient never decide (0.1 + 0.2 - 0.3 is 0, ten times 1/10 is 1).
DECISION_PLACES: Final = 12

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)

_MODES: Final[dict[str, str]] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "floor": ROUND_FLOOR,
    "ceil": ROUND_CEILING,
}

# Wide enough to quantize any number that the 34-digit context can hold at 12 places.
_WIDE: Final = Context(prec=80, rounding=ROUND_HALF_EVEN, Emax=9999, Emin=-9999)
_QUANTA: Final = {places: Decimal(1).scaleb(-places) for places in range(31)}
_DECIDED: Final = _QUANTA[DECISION_PLACES]


def round_to(x: Decimal, places: int, how: Rounding = "half_up") -> Decimal:
    """Round ``x`` to ``places`` decimals after taking the decision value, so 2.0049999…9 is 2.005."""
    return decide(x).quantize(_QUANTA[places], _MODES[how], _WIDE)


def decide(x: Decimal) -> Decimal:
    """Return ``x`` rounded half even to 12 places: the value that thresholds, floors and ties look at."""
    # The context rounds half even; arguments without names are a third of the time.
    return x.quantize(_DECIDED, None, _WIDE)


def decided(x: Decimal | None) -> Decimal | None:
    """Return a number at the 12 decimals that decisions look at; None stays None."""
    return None if x is None else decide(x)


def decide_all(numbers: Iterable[Decimal]) -> list[Decimal]:
    """Return `decide` of each of many numbers, in half the time."""
    return list(map(Decimal.quantize, numbers, repeat(_DECIDED), repeat(None), repeat(_WIDE)))


def show(x: Decimal, places: int | None = None) -> str:
    """Return ``x`` as plain text: rounded half up to ``places``, or as it is without trailing zeros."""
    if places is not None:
        rounded = round_to(x, places)
        return f"{rounded if rounded else abs(rounded):f}"
    text = str(x)
    if "E" in text:
        text = f"{Decimal(x):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def decided_texts(numbers: Iterable[Decimal]) -> list[str]:
    """Return `show` of `decide` of each of many numbers, in a third of the time."""
    # A text without an exponent has a point, since there are 12 decimals.
    return [
        show(Decimal(text)) if "E" in text else text.rstrip("0").rstrip(".") for text in map(str, decide_all(numbers))
    ]


def is_computable(value: Decimal) -> bool:
    """Return whether ``value`` is finite and within `MOST_DIGITS` on both sides of the point."""
    if not value.is_finite():
        return False
    places = -int(value.as_tuple().exponent)
    return places <= MOST_DIGITS and (not value or value.adjusted() < MOST_DIGITS)
