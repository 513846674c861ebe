"""Small changes of tables and workbooks: cells, headers, formats, merged cells, hidden rows."""

from __future__ import annotations

import csv
import datetime
import json
import warnings
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from fuzz import hostile
from generate.draw import Draw

Rows = list[dict[str, str]]


def change_cells(rows: Rows, draw: Draw, times: int) -> None:
    """Change cells of a table in place; most changes leave a table that can be read."""
    for _ in range(times):
        row = draw.pick(rows)
        key = draw.pick(list(row))
        last = key.rpartition(".")[2]
        if last in ("id", "year", "attested", "level", "region", "type") and draw.chance(0.95):
            continue
        free = key in ("name", "source") or last in ("remark", "reason", "page", "source", "by")
        row[key] = (
            draw.pick(hostile.TEXTS) if free else draw.pick([*hostile.FIGURES, f"{row[key]} ", row[key] + "0", ""])
        )
        if draw.chance(0.02):
            row[draw.pick(hostile.TEXTS)] = draw.pick(hostile.TEXTS)


def csv_bytes(rows: Rows, draw: Draw) -> bytes:
    """Return a table as CSV, sometimes in GB18030, with semicolons, without some cells, or with lines above and below."""
    header = list(dict.fromkeys(key for row in rows for key in row))
    out = StringIO()
    writer = csv.DictWriter(
        out,
        header,
        delimiter=draw.pick([",", ",", ",", ";", "\t"]),
        quoting=draw.pick([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    )
    writer.writeheader()
    writer.writerows(rows)
    text = out.getvalue()
    if draw.chance(0.1):
        text = "园区数据表\r\n" + text
    if draw.chance(0.1):
        text += draw.pick(["注：虚构\r\n", "合计,,,1,2\r\n", "\r\n\r\n", ",,,,\r\n", '"'])
    encoding = draw.pick(["utf-8", "utf-8-sig", "utf-8", "utf-8", "gb18030", "utf-16"])
    return text.encode(encoding, "replace")


def json_bytes(rows: Rows, draw: Draw) -> bytes:
    """Return a table as JSON, in one case in twenty cut or changed in one sign."""
    data = bytearray(json.dumps(rows, ensure_ascii=draw.chance(0.5)).encode("utf-8", "surrogatepass"))
    if draw.chance(0.05):
        data[draw.below(len(data))] = draw.below(256)
    return bytes(data)


def xlsx_bytes(rows: Rows, draw: Draw) -> bytes:
    """Return a table as a workbook whose cells are numbers, texts, dates, errors or formulas."""
    book = openpyxl.Workbook()
    sheet = book.active
    header = list(dict.fromkeys(key for row in rows for key in row))
    sheet.append([_clean(key) for key in header])
    for row in rows:
        sheet.append([_cell(row.get(key, ""), draw) for key in header])
    for _ in range(draw.pick([0, 0, 0, 1, 1, 2])):
        _change_sheet(sheet, draw)
    return _saved(book)


def change_form(data: bytes, draw: Draw, times: int) -> bytes:
    """Return a form with cells of its sheets changed as people and office programs change them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(data))
    for _ in range(times):
        sheet = draw.pick(book.worksheets)
        cells = [cell for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row if type(cell).__name__ == "Cell"]
        if cells and draw.chance(0.85):
            draw.pick(cells).value = _cell(draw.pick([*hostile.FIGURES, *hostile.FIGURES, *hostile.TEXTS]), draw)
        else:
            _change_sheet(sheet, draw)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    """Return text without the signs that a workbook cannot hold."""
    return openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)


def _cell(text: str, draw: Draw) -> Any:
    if draw.chance(0.004):
        return draw.pick([True, datetime.date(2024, 3, 1), datetime.time(12, 30), "#DIV/0!", "=1+1", 1e300, 0.1 + 0.2])
    try:
        return float(text) if draw.chance(0.7) and text not in ("NaN", "inf") else _clean(text)
    except ValueError:
        return _clean(text)


def _change_sheet(sheet: Worksheet, draw: Draw) -> None:
    row, column = draw.between(1, max(sheet.max_row, 1)), draw.between(1, max(sheet.max_column, 1))
    way = draw.below(7)
    if way == 0:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + draw.below(2), end_column=column + draw.below(3)
        )
    elif way == 1:
        sheet.insert_rows(row)
    elif way == 2:
        sheet.row_dimensions[row].hidden = True
    elif way == 3:
        sheet.cell(row, column).number_format = draw.pick(
            ["0.00%", '0.0"亿元"', "0!.0,", "@", "yyyy-mm-dd", "General;;"]
        )
    elif way == 4:
        sheet.title = draw.pick(["数据", "Sheet 9", "a'b", "x" * 31])
    elif way == 5:
        sheet.insert_cols(column)
    else:
        sheet.delete_rows(row)


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
