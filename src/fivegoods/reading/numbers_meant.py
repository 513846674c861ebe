"""What number a person probably meant by text that is not one."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from fivegoods.decimals import show
from fivegoods.units import split_quantity

_SEPARATORS = re.compile(r"(?<=[0-9])[,， _'](?=[0-9])")


def tidy_quantity(text: str) -> str:
    """Return ``text`` as a readable quantity (``1 234 万元`` → ``1234 万元``), or "" if it is none."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text[:200])).strip()
    if plain == text.strip() or split_quantity(plain) is None:
        return ""
    return plain


def bare_number(text: str) -> str:
    """Return the number without unit that ``text`` means: ``50%`` → ``0.5``, or "" if unclear."""
    parts = split_quantity(tidy_quantity(text) or text)
    if parts is None:
        return ""
    number, unit = parts
    if unit == "%":
        return show(number / Decimal(100))
    return show(number)
