"""Text broken into lines for a narrow column: nothing is cut, numbers keep their unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fivegoods.messages.sanitise import width_of

#: No line begins with these, and none ends with the others.
_CLOSING = "，。、；：！？）」』》%‰,.;:!?)]}”"
_OPENING = "（「『《([{“"

#: A number with its unit, a run of narrow characters, spaces, or one wide character; what must not
#: stand alone at an edge of a line hangs on to its neighbour.
_ATOM = re.compile(
    rf"[{re.escape(_OPENING)}]*"
    r"(?:[-+−]?\d[\d.,]*(?: [^\s（、；，：]+)?|[!-~\u00a1-\u2dff]+|\S)"
    rf"[{re.escape(_CLOSING)}]*|\s+"
)


def fold(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` columns; a longer word is broken within."""
    lines = [""]
    for atom in _ATOM.findall(text):
        if width_of(lines[-1]) + width_of(atom.rstrip()) <= width:
            lines[-1] += atom
        elif not atom.isspace():
            pieces = [atom] if width_of(atom) <= width else list(_chopped(atom, width))
            lines[-1:] = [*([lines[-1]] if lines[-1].strip() else []), *pieces]
    return [line.strip() for line in lines]


def _chopped(atom: str, width: int) -> Iterator[str]:
    """Yield the pieces of an atom that is wider than a line: at its space if it has one."""
    for word in atom.split():
        piece = ""
        for char in word:
            if piece and width_of(piece + char) > width:
                yield piece
                piece = ""
            piece += char
        yield piece


def fit(natural: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Return column widths whose sum is at most ``room``, the widest narrowed first; None if none do.

    ``natural`` are the widths without folding, ``least`` the narrowest that can still be read.
    """
    if sum(least) > room:
        return None
    limit = max(natural, default=0)
    widths = list(natural)
    while sum(widths) > room:
        limit -= 1
        widths = [max(small, min(wide, limit)) for wide, small in zip(natural, least, strict=True)]
    spare = room - sum(widths)
    for index, (wide, now) in enumerate(zip(natural, widths, strict=True)):
        more = min(wide - now, spare)
        widths[index] += more
        spare -= more
    return widths
