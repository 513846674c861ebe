"""The bytes of a workbook → its visible sheets as rows of text."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from fivegoods.messages.findings import Finding, Place, quoted
from fivegoods.reading.decoding import EMPTY_FILE
from fivegoods.reading.findings import EXTRA_CELLS, TOO_MANY_CELLS
from fivegoods.reading.tables.sheet import Columns, Sheet
from fivegoods.reading.xlsx.archive import MOST_MEGABYTES, Archive, NotAnArchiveError, TooLargeError, WorkbookError
from fivegoods.reading.xlsx.findings import (
    IS_REPORT,
    NAMED_AS_WORKBOOK,
    NOT_A_WORKBOOK,
    OLD_EXCEL,
    ONLY_A_SUFFIX,
    UNPACKS_TOO_LARGE,
)
from fivegoods.reading.xlsx.grid import LOOKS, MOST_CELLS, Grid, Shared, as_seen, as_text, look_of, read_grid
from fivegoods.reading.xlsx.styles import read_formats
from fivegoods.reports.model import REPORT_MARK

_PROPERTIES: Final = "docProps/core.xml"


def report_title(archive: Archive) -> str | None:
    """Return the title of a report, None for any other workbook. Raise WorkbookError."""
    if _PROPERTIES not in archive:
        return None
    said = {"category": "", "title": ""}
    inside = ""

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal inside
        inside = tag.rpartition(":")[2]

    def end(_: str) -> None:
        nonlocal inside
        inside = ""

    def characters(text: str) -> None:
        if inside in said:
            said[inside] += text

    archive.parse(_PROPERTIES, start, end, characters)
    return said["title"] if said["category"] == REPORT_MARK else None


_MOST_SHEETS: Final = 64
_MOST_STRINGS: Final = 3_000_000
#: A workbook with a password is packed into a container of the old kind, in a stream of this name.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
#: How control signs such as the carriage return are kept in the texts of a workbook.
_ESCAPED: Final = re.compile(r"_x(00[0-9A-Fa-f]{2})_")
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(slots=True)
class _Contents:
    """Names of sheets, each with its part, those that are hidden, and the parts that they share."""

    sheets: list[tuple[str, str]]
    hidden: set[str] = field(default_factory=set)
    strings: str = ""
    styles: str = ""
    epoch_1904: bool = False


def read_workbook(name: str, data: bytes, sha256: str) -> tuple[list[Sheet], list[Finding]]:
    """Return the sheets of an .xlsx file, hidden ones included, or none and why not."""
    if not data:
        return [], [Finding(EMPTY_FILE, Place(name))]
    if data.startswith(_OLD):
        if _ENCRYPTED in data:
            return [], [Finding(NOT_A_WORKBOOK, Place(name), {"reason": "EncryptedPackage"})]
        return [], [Finding(OLD_EXCEL, Place(name), {"suffix": PurePath(name).suffix or ".xls"})]
    try:
        archive = Archive(data)
        if "content.xml" in archive:
            return [], [Finding(OLD_EXCEL, Place(name), {"suffix": "OpenDocument"})]
        if "xl/workbook.bin" in archive:
            return [], [Finding(OLD_EXCEL, Place(name), {"suffix": ".xlsb"})]
        if (title := report_title(archive)) is not None:
            return [], [Finding(IS_REPORT, Place(name), {"title": quoted(title)})]
        contents = _contents(archive)
        formats, struck = read_formats(archive, contents.styles) if contents.styles else ([], frozenset())
        shared = Shared(_strings(archive, contents.strings), formats, contents.epoch_1904, struck)
        grids = [(title, read_grid(archive, part, shared)) for title, part in contents.sheets[:_MOST_SHEETS]]
    except TooLargeError:
        return [], [Finding(UNPACKS_TOO_LARGE, Place(name), {"limit": str(MOST_MEGABYTES)})]
    except NotAnArchiveError:
        return [], [_no_workbook(name, data)]
    except WorkbookError as error:
        return [], [Finding(NOT_A_WORKBOOK, Place(name), {"reason": str(error)[:120]})]
    for title, grid in grids:
        if grid.too_many:
            return [], [Finding(TOO_MANY_CELLS, Place(name, sheet=title), {"limit": str(MOST_CELLS)})]
    sheets = [_sheet(name, sha256, title, grid, is_hidden=title in contents.hidden) for title, grid in grids]
    # Cells so far right that they are not read.
    return sheets, [
        Finding(EXTRA_CELLS, sheet.place_at(row, 0, column, text), {"value": quoted(text.strip())})
        for sheet, (_, grid) in zip(sheets, grids, strict=True)
        for row, column, text in grid.outside
    ]


def _no_workbook(name: str, data: bytes) -> Finding:
    """Say what a file is that is called a workbook: a web page, a text table, or nothing that can be told."""
    suffix, head = PurePath(name).suffix or ".xlsx", data[:4096]
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table|meta)", head, re.IGNORECASE):
        params = {"suffix": suffix, "what_zh": "网页（HTML）", "what_en": "a web page (HTML)"}
        return Finding(NAMED_AS_WORKBOOK, Place(name), params)
    if b"\0" not in head and head.count(b"\n") and any(sign in head.splitlines()[0] for sign in (b",", b"\t", b";")):
        params = {"suffix": suffix, "what_zh": "文本表格（CSV）", "what_en": "a text table (CSV)"}
        return Finding(NAMED_AS_WORKBOOK, Place(name), params)
    return Finding(ONLY_A_SUFFIX, Place(name), {"suffix": suffix})


def _sheet(file: str, sha256: str, title: str, grid: Grid, *, is_hidden: bool) -> Sheet:
    filled = [(number, cells) for number, cells in grid.rows if any(text.strip() for text in cells)]
    numbers = [number for number, _ in filled]
    hidden = numbers if is_hidden else grid.hidden
    columns = Columns()
    columns.add([cells for _, cells in filled])
    return Sheet(file, sha256, title, columns.cells, numbers, [0] * len(filled), merged=grid.merged, hidden=hidden)


def _contents(archive: Archive) -> _Contents:
    targets = _relations(archive)
    contents = _Contents([])

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            kind, part = targets.get(relation, ("", ""))
            if kind == "worksheet":
                contents.sheets.append((attributes.get("name", ""), part))
                if attributes.get("state", "visible") != "visible":
                    contents.hidden.add(attributes.get("name", ""))
        elif tag == "workbookPr":
            contents.epoch_1904 = attributes.get("date1904") in ("1", "true")

    archive.parse("xl/workbook.xml", start)
    for kind, part in targets.values():
        if kind == "sharedStrings":
            contents.strings = part
        elif kind == "styles":
            contents.styles = part
    return contents


def _relations(archive: Archive) -> dict[str, tuple[str, str]]:
    """Return id → (kind, part) of the parts that a workbook refers to."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)

    archive.parse("xl/_rels/workbook.xml.rels", start)
    return found


def _strings(archive: Archive, name: str) -> list[str]:
    """Return the texts that cells refer to by number; readings of characters (ruby) are left out."""
    strings: list[str] = []
    if not name or name not in archive:
        return strings
    pieces: list[str] = []
    keep = phonetic = False
    look = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal keep, phonetic, look
        if tag == "t":
            keep = not phonetic
        elif tag == "si":
            pieces.clear()
        elif tag == "rPh":
            phonetic = True
        elif tag in LOOKS:
            look = look_of(tag, attributes) or look

    def end(tag: str) -> None:
        nonlocal keep, phonetic, look
        if tag == "t":
            keep = False
        elif tag == "r":
            look = ""
        elif tag == "rPh":
            phonetic = False
        elif tag == "si":
            text = as_text(pieces)
            strings.append(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text)
            if len(strings) > _MOST_STRINGS:
                raise TooLargeError

    def characters(text: str) -> None:
        if keep:
            pieces.append(as_seen(text, look) if look else text)

    archive.parse(name, start, end, characters)
    return strings
