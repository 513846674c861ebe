"""What number a person probably meant by text that is not one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, parse_unit, plain_signs, split_quantity

#: Thousands, or the Chinese ten-thousands, set apart; 12,34 is neither, and may well be 12.34.
_GROUPS: Final = re.compile(r"(?<![0-9.,])[1-9][0-9]*(?:(?:[, _'][0-9]{3})+|(?:[, _'][0-9]{4})+)(?![0-9,])")
_UNIT_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]+)[)\]]$")


def tidy_quantity(text: str) -> str:
    """Return ``text`` as a readable quantity (``1 234 万元`` → ``1234 万元``), or "" if it is none."""
    plain = _GROUPS.sub(lambda match: re.sub("[, _']", "", match[0]), plain_signs(text[:200]).strip())
    plain = _UNIT_IN_BRACKETS.sub(r" \1", plain).strip()
    return "" if plain == text.strip() or not _is_quantity(plain) else plain


def _is_quantity(text: str) -> bool:
    parts = split_quantity(text)
    if parts is None:
        return False
    try:
        parse_unit(parts[1])
    except UnitError:
        return False
    return True


def bare_number(text: str) -> str:
    """Return the number without unit that ``text`` means: ``50%`` → ``0.5``, or "" if unclear."""
    parts = split_quantity(tidy_quantity(text) or text)
    if parts is None:
        return ""
    number, unit = parts
    if unit == "%":
        return show(number / Decimal(100))
    return show(number)
