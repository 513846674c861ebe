"""Strict readers of what the program writes; each returns what is wrong, "" for nothing."""

from __future__ import annotations

import csv
import json
import re
import warnings
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import openpyxl

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NUMBER: Final = re.compile(r"[-+]?[\d,.]+( ?[%‰]| ?[^\W\d]+([/·][^\W\d]+)*)?")
_VOID: Final = {"meta", "br", "link", "img", "hr", "input", "col"}


def text(out: str) -> str:
    """A terminal gets no control signs."""
    found = _CONTROL.search(out)
    return f"control sign {found.group()!r} in {out[max(0, found.start() - 40) : found.end() + 20]!r}" if found else ""


def json_text(out: str) -> str:
    """JSON is strict: no NaN, no key twice, nothing behind it."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in items}) != len(items):
            raise ValueError(f"a key twice: {[key for key, _ in items]}")
        return dict(items)

    def constant(name: str) -> None:
        raise ValueError(name)

    try:
        json.loads(out, object_pairs_hook=pairs, parse_constant=constant)
    except ValueError as error:
        return f"JSON: {error}"
    return ""


def csv_text(out: str) -> str:
    """All rows are as wide as the first, and no cell starts a formula."""
    try:
        rows = list(csv.reader(StringIO(out.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        return f"CSV: {error}"
    for row in rows:
        if len(row) != len(rows[0]):
            return f"CSV: a row of {len(row)} cells below {len(rows[0])}: {row}"
        for cell in row:
            if _is_formula(cell):
                return f"CSV: a formula {cell!r}"
    return text("".join(map("".join, rows)).replace("\n", "").replace("\r", "").replace("\t", ""))


def _is_formula(cell: str) -> bool:
    if cell[:1] in "=@\uff1d\uff20\t\r\n" and cell:
        return True
    return cell[:1] in "+-\uff0b\uff0d" and bool(cell[1:]) and not _NUMBER.fullmatch(cell)


def markdown(out: str) -> str:
    """Every row of a table has as many cells as its head, and no raw tag stands anywhere."""
    head = 0
    for line in out.splitlines():
        cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) if line.startswith("|") else 0
        if head and cells and cells != head:
            return f"Markdown: a row of {cells - 1} cells below {head - 1}: {line!r}"
        head = cells
        if re.search(r"(?<!\\)<(script|b|img|a)\b", line):
            return f"Markdown: a raw tag: {line!r}"
    return text(out)


class _Page(HTMLParser):
    """Raises ValueError for what is not well-formed or could run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if tag == "script" or any(name.startswith("on") for name in names) or len(set(names)) != len(names):
            raise ValueError(f"{tag} {attrs}")
        if any("javascript:" in (value or "") for name, value in attrs if name in ("href", "src")):
            raise ValueError(f"{tag} {attrs}")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> closes something else")


def page(out: str) -> str:
    """A page is well-formed and runs nothing."""
    reader = _Page()
    try:
        reader.feed(out)
        reader.close()
    except ValueError as error:
        return f"HTML: {error}"
    return (
        f"HTML: open at the end: {reader.open}" if reader.open or not out.startswith("<!DOCTYPE html>") else text(out)
    )


def workbook(path: Path) -> str:
    """A workbook opens, and no cell is a formula."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path)
    except Exception as error:
        return f"xlsx: {type(error).__name__}: {error}"
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return f"xlsx: formula {formulas[0].value!r}" if formulas else ""


def document(path: Path) -> str:
    """Every part of a document is well-formed XML."""
    try:
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(archive.read(name))
    except (ValueError, SyntaxError, zipfile.BadZipFile) as error:
        return f"docx: {error}"
    return ""


TEXTS: Final[dict[str, Callable[[str], str]]] = {
    "table": text,
    "md": markdown,
    "json": json_text,
    "csv": csv_text,
    "html": page,
    "text": text,
    "github": text,
}
FILES: Final[dict[str, Callable[[Path], str]]] = {"xlsx": workbook, "docx": document}
