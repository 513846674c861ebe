"""Names of sheets: legal for every spreadsheet program, unique, as much of a heading as fits."""

from __future__ import annotations

import re
from typing import Final

from fivegoods.messages.sanitise import one_line

#: Characters a name may have, counted in UTF-16 as spreadsheets do.
LONGEST: Final = 31
_ILLEGAL: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff\ud800-\udfff]")
#: Names that programs keep for themselves.
_RESERVED: Final = frozenset({"history"})
_CUT: Final = "…"


class Names:
    """The names given out so far in one workbook."""

    def __init__(self) -> None:
        """Start without names."""
        self._taken: set[str] = set()

    def name(self, wish: str, otherwise: str) -> str:
        """Return a name like ``wish``, or like ``otherwise`` where nothing legal is left of it."""
        legal = _legal(wish) or _legal(otherwise) or "1"
        number, name = 1, shortened(legal, LONGEST)
        while name.lower() in self._taken or name.lower() in _RESERVED:
            number += 1
            tail = f" ({number})"
            name = shortened(legal, LONGEST - len(tail)) + tail
        self._taken.add(name.lower())
        return name


def joined(parent: str, own: str) -> str:
    """Return a name of both headings in which ``own`` survives: the parent is cut."""
    own = shortened(_legal(own), LONGEST // 2)
    return f"{shortened(_legal(parent), LONGEST - 1 - _units(own))} {own}".strip()


def shortened(text: str, longest: int) -> str:
    """Return ``text`` with an ellipsis where it is longer than ``longest`` UTF-16 units."""
    if _units(text) <= longest:
        return text
    kept = text.encode("utf-16-le")[: (longest - 1) * 2].decode("utf-16-le", "ignore")
    return kept.rstrip() + _CUT


def _legal(wish: str) -> str:
    return " ".join(_ILLEGAL.sub(" ", one_line(wish)).split()).strip("' ")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
