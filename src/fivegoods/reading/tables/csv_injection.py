"""Text in CSV that a spreadsheet would run as a formula carries a ``'`` in front, which belongs to no value."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

GUARD: Final = "'"
#: Signs that begin a formula; spreadsheets in Chinese take the full-width ones too, and skip white space.
_STARTS: Final = tuple("=+-@＝＋－＠\t\r\n")  # noqa: RUF001
_RISKY: Final = frozenset((GUARD, *_STARTS))
#: A number with its sign and unit, which a spreadsheet cannot run: -3.5 亿元, +5%, -1,200 元/平方米.
_QUANTITY: Final = re.compile(
    r"[+-]?(?:[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
    r" *(?:[%‰]|[^\W\d_]+[²³]?(?:/[^\W\d_]+[²³]?)*)?"
    r"|[+-]"
)


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula; a number with its sign and unit is none."""
    bare = text.lstrip(GUARD)
    return bare.startswith(_STARTS) and not _QUANTITY.fullmatch(unicodedata.normalize("NFKC", bare))


def guarded(text: str) -> str:
    """Return a text as it is safe to write into CSV."""
    return f"{GUARD}{text}" if text[:1] in _RISKY and looks_like_formula(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text[:1] == GUARD and looks_like_formula(text) else text
