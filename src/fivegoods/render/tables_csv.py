"""Records → CSV: English keys as headers, exact numbers, CRLF, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from fivegoods.decimals import show
from fivegoods.render.clean import clean
from fivegoods.report.model import Cell, Table

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def render(table: Table) -> str:
    """Return ``table`` as CSV text. A text that a spreadsheet would take for a formula gets a ``'``."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows([_field(cell) for cell in row] for row in table.rows)
    return buffer.getvalue()


def _field(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return show(cell)
    if isinstance(cell, int):
        return str(cell)
    text = clean(cell)
    return "'" + text if text.startswith(_FORMULA_STARTS) else text
