"""Outputs as lists of comparable parts: JSON parsed, workbooks by their cells, text by its lines."""

from __future__ import annotations

import json
import re
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl


def lines_of(path: Path) -> list[str]:
    """Return what a written file holds as lines: cells of a workbook, texts of another archive, lines of text."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        return list(_cells(data))
    if zipfile.is_zipfile(BytesIO(data)):
        return list(_members(data))
    try:
        return text_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return text_lines(data.decode("gb18030", "backslashreplace"))


def text_lines(text: str) -> list[str]:
    """Return the lines of a text; a page is broken between its tags."""
    if "<html" in text[:300].lower():
        text = re.sub(r">\s*<", ">\n<", text)
    return text.splitlines()


def _cells(data: bytes) -> Iterator[str]:
    """Yield each cell of a workbook with its value and format, and what else a sheet shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(data))
    for sheet in book.worksheets:
        yield f"sheet {sheet.title} {sheet.sheet_state} frozen {sheet.freeze_panes}"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield f"{sheet.title}!{cell.coordinate} {cell.value!r} {cell.number_format}"
        yield from (f"{sheet.title} merged {area}" for area in sorted(map(str, sheet.merged_cells.ranges)))
        yield from (f"{sheet.title} valid {one.sqref} {one.formula1}" for one in sheet.data_validations.dataValidation)


def _members(data: bytes) -> Iterator[str]:
    """Yield the texts in an archive such as a document."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            inside = archive.read(name)
            if name.endswith((".xml", ".rels")):
                yield from (f"{name}: {line}" for line in re.sub(r">\s*<", ">\n<", inside.decode("utf-8")).split("\n"))
            else:
                yield f"{name}: {len(inside)} bytes"


def parsed(text: str) -> Any:
    """Return parsed JSON with exact numbers, or None if it is none."""
    try:
        return json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except ValueError:
        return None
