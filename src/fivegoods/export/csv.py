"""Records → CSV: English keys as headers, exact numbers, CRLF, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from itertools import repeat
from operator import is_
from types import NoneType
from typing import Any, Final, NamedTuple

from fivegoods.messages.sanitise import clean
from fivegoods.numeric.decimals import decided_texts, show
from fivegoods.reading.tables.delimited import RISKY, guarded
from fivegoods.reports.model import Column, Table, Tree, exact_number

#: So many rows are written at once, column by column.
_AT_ONCE: Final = 5_000
#: So many cells of a column tell whether what it holds repeats.
_SAMPLE: Final = 100


def render(table: Table[Any]) -> str:
    """Return ``table`` as CSV text. A text that a spreadsheet would take for a formula gets a ``'``."""
    return "".join(pieces(table))


def pieces(table: Table[Any]) -> Iterator[str]:
    """Yield the same text, thousands of lines at a time."""
    yield _lines([[guarded(clean(column.key)) for column in table.columns]])
    for rows in table.stretches(_AT_ONCE):
        written: dict[int, list[_Written]] = {}
        yield _lines(zip(*[_texts(column, column.each(rows), written) for column in table.columns], strict=True))


def _lines(rows: Iterable[Sequence[str]]) -> str:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


class _Written(NamedTuple):
    """A column that has its text."""

    exact: Callable[[Any], Tree]
    cells: Sequence[Any]
    texts: list[str]


def _texts(column: Column[Any], cells: Sequence[Any], written: dict[int, list[_Written]]) -> list[str]:
    """Return the texts of a column; one of the same cells was ``written`` already, and what repeats is once."""
    exact, first = column.exact, cells[0]
    if all(map(is_, cells, repeat(first))):
        return _each(exact, [first]) * len(cells)
    alike = written.setdefault(id(first), [])
    for other in alike:
        if other.exact == exact and all(map(is_, other.cells, cells)):
            return other.texts
    if 2 * len(set(map(id, cells[:_SAMPLE]))) < len(cells[:_SAMPLE]):
        distinct = dict(zip(map(id, cells), cells, strict=True))
        known = dict(zip(distinct, _each(exact, list(distinct.values())), strict=True))
        texts = list(map(known.__getitem__, map(id, cells)))
    else:
        texts = _each(exact, cells)
    alike.append(_Written(exact, cells, texts))
    return texts


def _each(exact: Callable[[Any], Tree], cells: Sequence[Any]) -> list[str]:
    """Return the text of each cell; those of the usual columns are made all at once."""
    types = set(map(type, cells))
    if types == {int}:
        return list(map(str, cells))
    if types == {str}:
        return _words(cells)
    if types == {Decimal} and exact is exact_number:
        return decided_texts(cells)
    if types == {Decimal, NoneType}:
        some = iter(_each(exact, [cell for cell in cells if cell is not None]))
        return ["" if cell is None else next(some) for cell in cells]
    return [_field(exact(cell)) for cell in cells]


def _words(texts: Sequence[str]) -> list[str]:
    """Return texts that a spreadsheet does not run; among many usually none would be."""
    if "".join(texts).isprintable() and RISKY.isdisjoint({text[:1] for text in texts}):
        return [*texts]
    return [guarded(clean(text)) for text in texts]


def _field(cell: Tree) -> str:
    text = _TEXTS.get(type(cell))
    return text(cell) if text is not None else _rare(cell)


def _rare(cell: Tree) -> str:
    """Return the text of a list, or of a value of a type derived from a plain one."""
    for plain, text in _TEXTS.items():
        if isinstance(cell, plain):
            return text(cell)
    return guarded(clean(";".join(map(_field, cell)))) if isinstance(cell, Sequence) else ""


_TEXTS: Final[dict[type, Callable[[Any], str]]] = {
    str: lambda text: guarded(clean(text)),
    Decimal: show,
    type(None): lambda _: "",
    bool: lambda truth: "true" if truth else "false",
    int: str,
}
