"""Records → CSV: English keys as headers, exact numbers, CRLF, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from fivegoods.messages.sanitise import clean
from fivegoods.numeric.decimals import show
from fivegoods.reading.tables.delimited import guarded
from fivegoods.reports.model import Table, Tree

#: So many rows are written at once, column by column.
_AT_ONCE: Final = 5_000


def render(table: Table[Any]) -> str:
    """Return ``table`` as CSV text. A text that a spreadsheet would take for a formula gets a ``'``."""
    return "".join(pieces(table))


def pieces(table: Table[Any]) -> Iterator[str]:
    """Yield the same text, thousands of lines at a time."""
    yield _lines([[guarded(clean(column.key)) for column in table.columns]])
    for rows in table.stretches(_AT_ONCE):
        cells = [column.each(rows) for column in table.columns]
        known: dict[Callable[[Any], Tree], dict[int, str]] = {}
        texts = [_texts(own, column.exact, known) for own, column in zip(cells, table.columns, strict=True)]
        yield _lines(zip(*texts, strict=True))


def _lines(rows: Iterable[Sequence[str]]) -> str:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _texts(
    cells: Sequence[Any], exact: Callable[[Any], Tree], known: dict[Callable[[Any], Tree], dict[int, str]]
) -> list[str]:
    """Return the texts of a column; values that cells share, by identity, are made into text once."""
    texts = known.setdefault(exact, {})
    keys = list(map(id, cells))
    for key, cell in zip(keys, cells, strict=True):
        if key not in texts:
            texts[key] = _field(exact(cell))
    return list(map(texts.__getitem__, keys))


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
