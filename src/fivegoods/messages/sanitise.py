"""Text from files made safe for a terminal, and its width in columns."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Escape sequences as a whole, so that no "[31m" stays behind; then every control character but
# newline and tab; then the marks that reorder what stands around them.
_UNSAFE = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|\x1b[@-_]?"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)

_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return ``text`` without terminal control characters; line ends become newlines."""
    if text.isprintable():
        return text
    return _UNSAFE.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return ``text`` cleaned, its lines joined by spaces."""
    return " ".join(clean(text).split())


def width_of(text: str) -> int:
    """Return the columns ``text`` takes on a terminal: Chinese is two wide, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


@lru_cache(maxsize=8192)
def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return ``text`` filled with spaces to ``width`` columns; never cut."""
    space = " " * (width - width_of(text))
    return space + text if right else text + space
