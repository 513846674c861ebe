"""How a table is laid out on a screen: column widths, and several tables where one is too wide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from fivegoods.export.cells import grid_of, headings_of
from fivegoods.messages.sanitise import width_of
from fivegoods.reports.model import Kind, Table

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


#: Columns of space between two columns.
GAP = 2
#: Narrower screens get records, one line per cell.
NARROW = 50

_MIN_NUMBER = 6
#: Headers of numbers are folded beyond this width, and their words only beyond the second.
_MAX_HEADER = 16
_MAX_WORD = 8
_MIN_TEXT = 8
#: The column that names the rows.
_MIN_NAMES = 18
#: An id is not broken unless it is longer than this.
_MAX_ID = 20
_ID = re.compile(r"[\w./-]+", re.ASCII)


def parts_that_fit(table: Table[Any], screen: int) -> list[tuple[Table[Any], list[int]]]:
    """Return the table with its column widths, or several that repeat the leading columns.

    Empty where even those would not fit, or the screen is narrow: records read better there.
    """
    if screen < NARROW:
        return []
    sizes = _sizes(table)
    widths = _fitted(sizes, screen)
    if widths is not None:
        return [(table, widths)]
    lead = 1 + names_column(table)
    parts: list[tuple[Table[Any], list[int]]] = []
    start = lead
    while start < len(sizes):
        for end in range(len(sizes), start, -1):
            widths = _fitted([*sizes[:lead], *sizes[start:end]], screen)
            if widths is not None:
                columns = (*table.seen[:lead], *table.seen[start:end])
                parts.append((replace(table, columns=columns), widths))
                start = end
                break
        else:
            return []
    return parts


def _fitted(sizes: list[tuple[int, int, int]], screen: int) -> list[int] | None:
    """Return the width of each column for a screen, or None if the columns do not fit.

    Headings of numbers are folded before names are.
    """
    natural, content, least = zip(*sizes, strict=True)
    room = screen - GAP * (len(sizes) - 1)
    widths = fit(content, least, room)
    if widths is None:
        return None
    return fit(natural, widths, room)


def _sizes(table: Table[Any]) -> list[tuple[int, int, int]]:
    """Return for each column the widths of its heading and cells, of its cells alone, and the least that is read."""
    grid, names = grid_of(table), names_column(table)
    sizes = []
    for index, (column, heading) in enumerate(zip(table.seen, headings_of(table), strict=True)):
        cells = [row[index] for row in grid]
        header = width_of(heading)
        content = max(map(width_of, cells), default=0)
        if column.kind.is_number:
            words = (cell if column.kind is Kind.RANK else word for cell in cells for word in cell.split())
            longest = max(map(width_of, words), default=0)
            word = max((width_of(part) for part in heading.split() if part.isascii()), default=0)
            least = max(longest, min(header, max(_MIN_NUMBER, min(word, _MAX_WORD))))
            whole_words = max(content, least, min(word, _MAX_HEADER))
            sizes.append((max(content, min(header, _MAX_HEADER), whole_words), whole_words, least))
        else:
            natural = max(content, header)
            readable = _MIN_NAMES if index == names else max(_MIN_TEXT, _longest_id(cells))
            sizes.append((natural, natural, min(natural, readable)))
    return sizes


def _longest_id(cells: list[str]) -> int:
    """Return the width of the longest id among ``cells``, as far as a column can afford it."""
    return min(max((len(word) for cell in cells for word in _ID.findall(cell)), default=0), _MAX_ID)


def names_column(table: Table[Any]) -> int:
    """Return the index of the column that names the rows: the first of text."""
    return next((place for place, column in enumerate(table.seen) if column.kind.is_text), 0)
