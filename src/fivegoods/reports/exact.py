"""Numbers for files: as written, or at the decimals that decisions look at."""

from __future__ import annotations

from decimal import Decimal

from fivegoods.numeric.decimals import decide, show

# More digits than this come from a division, not from a file.
_WRITTEN_DIGITS = 28


def decide_short(x: Decimal) -> Decimal:
    """Return ``x`` at the 12 decimals that decisions look at, without trailing zeros."""
    return Decimal(show(decide(x)))


def exact_value(value: Decimal) -> Decimal:
    """Return a written value as it is; an endless quotient at the decimals that decisions look at."""
    # A text is made five times as fast as a tuple of digits, and is never shorter.
    if len(str(value)) <= _WRITTEN_DIGITS or len(value.as_tuple().digits) <= _WRITTEN_DIGITS:
        return value
    return decide_short(value)
