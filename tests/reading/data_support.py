"""Tables and workbooks for tests: written small, read through the public door."""

from __future__ import annotations

import zipfile
from pathlib import Path

import xlsxwriter

from fivegoods import api
from fivegoods.messages.findings import Finding, Severity
from fivegoods.reading.parks import ReadParks, read_parks

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "samples" / "demo"
CRITERIA = "huangyan-per-mu/2022"


def read(path: Path, criteria: str = CRITERIA) -> ReadParks:
    return read_parks([str(path)], criteria)


def table(tmp_path: Path, text: str, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, rows, *, formats=None, merge=()) -> Path:
    """Write rows of cells; a cell ("=…", result) is a formula, ``formats`` gives number formats by cell."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("数据")
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                code = (formats or {}).get((line, column))
                look = book.add_format({"num_format": code}) if code else None
                if isinstance(cell, tuple):
                    sheet.write_formula(line, column, cell[0], look, cell[1])
                elif cell is not None:
                    sheet.write(line, column, cell, look)
        for area in merge:
            sheet.merge_range(area, "合并")
    return path


def rewritten(source: Path, target: Path, part: str, change) -> Path:
    """Copy a workbook with the bytes of one part changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename.endswith(part) else data)
    return target


def told(findings, severity: Severity | None = Severity.ERROR) -> list[tuple[str, str]]:
    """Return code and cell of the findings of one severity."""
    return [(one.kind.code, where(one)) for one in findings if severity is None or one.severity is severity]


def where(finding: Finding) -> str:
    place = finding.place
    return "!".join(part for part in (place.sheet, place.cell) if part) or str(place.line)


def demo_parks():
    return {(park.id, park.year): park for park in api.load_parks(DEMO)}


def wide(text: str) -> str:
    """Return the text in the full-width signs that Chinese input methods type."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)
