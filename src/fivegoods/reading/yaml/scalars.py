"""Plain YAML scalars → values, by the core schema of YAML 1.2, with every number a ``Decimal``.

What YAML 1.1 would turn into something else (``no``, ``12:30``, ``017``, ``1_000``, dates) stays text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from fivegoods.numeric.decimals import MOST_DIGITS, is_computable

_NUMBER: Final = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

Scalar = Decimal | bool | str | None


class NotFiniteError(ValueError):
    """The scalar is an infinity or not-a-number."""


class NumberTooLongError(ValueError):
    """The number has more digits than can be computed with exactly."""


def plain_value(text: str) -> Scalar:
    """Return what the unquoted scalar ``text`` means.

    Raise NotFiniteError for ``.inf`` and ``.nan``, NumberTooLongError beyond `MOST_DIGITS`.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return number(text)
    if _NOT_FINITE.fullmatch(text):
        raise NotFiniteError(text)
    return text


def number(text: str) -> Decimal:
    """Return the number that ``text`` spells. Raise NumberTooLongError beyond `MOST_DIGITS`."""
    mantissa, _, exponent = text.lower().partition("e")
    # Lengths first: an exponent with a million digits must not even be parsed.
    if len(mantissa) > 2 * MOST_DIGITS + 2 or len(exponent) > 4:
        raise NumberTooLongError(text)
    value = Decimal(text)
    if not is_computable(value):
        raise NumberTooLongError(text)
    return value
