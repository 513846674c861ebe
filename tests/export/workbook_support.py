"""Workbooks of reports, opened by another program, and how it shows their cells."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from decimal import ROUND_HALF_EVEN, Context, Decimal
from pathlib import Path

import openpyxl

from export.render_support import head, report
from fivegoods.export.xlsx import workbook
from fivegoods.export.xlsx.workbook import Limits
from fivegoods.numeric.decimals import show
from fivegoods.reports.model import Kind, Section

ROOT = Path(__file__).parents[2]
FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)
NUMBER = head("n", "数", Kind.NUMBER, 2)


def opened(made, **limits):
    with warnings.catch_warnings():
        # openpyxl does not know data bars of this century.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(workbook.render(made, Limits(**limits))))


def alone(*blocks, **changes):
    """Return a report of nothing but these blocks."""
    return report(sections=(Section("总排名", blocks),), **changes)


def parts(content):
    """Return the XML files of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def grid(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def texts(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def first_table(book):
    return book.worksheets[1]


def exact(value):
    """Return a number read back as the decimal that was written."""
    return Decimal(repr(value))


def stored(cell):
    return FIFTEEN.plus(Decimal(cell))


def as_shown(cell):
    """Return what a spreadsheet shows for a number, by its number format."""
    number, formats = exact(cell.value), cell.number_format.split(";")
    signed = len(formats) > 1
    look = formats[(1 if number < 0 else 2 if not number else 0) if signed else 0]
    before, digits, percent, after = re.fullmatch(r'([+-]|"[^"]*")?(0(?:\.0+)?)(%?)("[^"]*")?', look).groups(default="")
    places = len(digits.partition(".")[2])
    shown = show((abs(number) if signed else number) * (100 if percent else 1), places)
    return before.strip('"') + shown + percent + after.strip('"')
