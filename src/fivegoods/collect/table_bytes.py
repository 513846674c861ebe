"""A table as the bytes of a file: CSV, TSV, JSON or Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from fivegoods.collect.park_table import Cells
from fivegoods.messages.sanitise import clean
from fivegoods.reading.tables.csv_injection import guarded

_DIGITS: Final = 15
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def csv_bytes(headers: Sequence[str], rows: Sequence[Cells], *, encoding: str = "utf-8-sig") -> bytes:
    """Return CSV as Excel opens it: with the mark of UTF-8, or in another encoding such as gb18030."""
    return _delimited(headers, rows, ",").encode(encoding)


def tsv_bytes(headers: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """Return tab-separated text in UTF-8."""
    return _delimited(headers, rows, "\t").encode("utf-8-sig")


def json_bytes(headers: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """Return a list of objects; numbers are written as they were given."""
    records = [{header: row[header] for header in headers if header in row} for row in rows]
    body = ",\n".join("  " + _record(record) for record in records)
    return f"[\n{body}\n]\n".encode() if records else b"[]\n"


def xlsx_bytes(headers: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """Return a workbook of one sheet; the same table gives the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE})
    bold = book.add_format({"bold": True})
    formats: dict[int, Any] = {}
    sheet = book.add_worksheet("parks")
    sheet.freeze_panes(1, 0)
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, bold)
        sheet.set_column(column, column, max(10, min(2 * len(header), 40)))
        for line, row in enumerate(rows, start=1):
            cell = row.get(header)
            if isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= _DIGITS:
                places = max(0, -int(cell.as_tuple().exponent))
                if places and places not in formats:
                    formats[places] = book.add_format({"num_format": "0." + "0" * places})
                sheet.write_number(line, column, cell, formats.get(places))
            elif cell is not None:
                sheet.write_string(line, column, f"{cell:f}" if isinstance(cell, Decimal) else cell)
    book.close()
    return buffer.getvalue()


WRITERS: Final[dict[str, Callable[[Sequence[str], Sequence[Cells]], bytes]]] = {
    ".csv": csv_bytes,
    ".tsv": tsv_bytes,
    ".json": json_bytes,
    ".xlsx": xlsx_bytes,
}


def _delimited(headers: Sequence[str], rows: Sequence[Cells], delimiter: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guarded(clean(header)) for header in headers])
    for row in rows:
        cells = (row.get(header, "") for header in headers)
        writer.writerow(f"{cell:f}" if isinstance(cell, Decimal) else guarded(clean(cell)) for cell in cells)
    return out.getvalue()


def _record(record: Cells) -> str:
    parts = []
    for key, cell in record.items():
        text = f"{cell:f}" if isinstance(cell, Decimal) else json.dumps(cell, ensure_ascii=False)
        parts.append(f"{json.dumps(key, ensure_ascii=False)}: {text}")
    return "{" + ", ".join(parts) + "}"
