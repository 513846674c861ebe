"""Records → CSV: English keys as headers, exact numbers, CRLF, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from fivegoods.messages.sanitise import clean
from fivegoods.numeric.decimals import show
from fivegoods.reading.tables.csv_injection import guarded
from fivegoods.reports.model import Table, Tree


class _Line:
    """What a csv writer writes to: gives the line back."""

    def write(self, line: str) -> str:
        return line


def render(table: Table[Any]) -> str:
    """Return ``table`` as CSV text. A text that a spreadsheet would take for a formula gets a ``'``."""
    return "".join(pieces(table))


def pieces(table: Table[Any]) -> Iterator[str]:
    """Yield the same text line by line."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield writer.writerow([guarded(clean(column.key)) for column in table.columns])
    readers = [column.reader() for column in table.columns]
    for row in table.rows:
        yield writer.writerow([_field(read(row)) for read in readers])


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
