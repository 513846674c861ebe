"""Forms as somebody fills them in with another program."""

import openpyxl

from reading.data_support import ROOT

CRITERIA = "demo-parks/2024"
FILLED = ROOT / "samples" / "forms" / "luming-2024.xlsx"


class Sheet:
    """A sheet of a form in another program, by row id and column key."""

    def __init__(self, path, title="填报"):
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book[title]

    def row(self, key):
        return next(r for r in range(1, self.sheet.max_row + 1) if self.sheet.cell(r, 1).value == key)

    def column(self, key):
        return next(c for c in range(1, self.sheet.max_column + 1) if self.sheet.cell(1, c).value == key)

    def cell(self, row, key):
        return self.sheet.cell(self.row(row), self.column(key))

    def put(self, row, key, value):
        cell = self.cell(row, key)
        cell.value = value
        return f"{self.sheet.title}!{cell.coordinate}"

    def save(self, tmp_path, name="form.xlsx"):
        path = tmp_path / name
        self.book.save(path)
        return path
