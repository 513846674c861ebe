"""Records → CSV: English keys as headers, exact numbers, CRLF, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from fivegoods.messages.sanitise import clean
from fivegoods.numeric.decimals import show
from fivegoods.reading.tables.csv_injection import guarded
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
    texts.update({key: _field(exact(cell)) for key, cell in {id(x): x for x in cells}.items() if key not in texts})
    return [texts[id(cell)] for cell in cells]


def _field(cell: Tree) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return show(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if not isinstance(cell, str):
        cell = ";".join(map(_field, cell)) if isinstance(cell, Sequence) else ""
    return guarded(clean(cell))
