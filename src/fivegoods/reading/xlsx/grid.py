"""The XML of one sheet → its rows of text, in one pass that keeps nothing but what is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from fivegoods.panel.raw import NO_RESULT, STROKE, ErrorText, FormulaText, StruckText
from fivegoods.reading.tables.layout import MOST_COLUMNS
from fivegoods.reading.tables.sheet import column_of
from fivegoods.reading.xlsx.archive import Archive, StopReading, WorkbookError
from fivegoods.reading.xlsx.styles import GENERAL, NumberFormat, is_shown_as_stored, shown

_RAISED: Final = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED: Final = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
#: Elements of a run's properties that matter.
LOOKS: Final = ("vertAlign", "strike")


def look_of(tag: str, attributes: dict[str, str]) -> str:
    """Return how an element of a run's properties makes its text look; "" if it does not matter."""
    value = attributes.get("val", "")
    if tag == "vertAlign":
        return value if value in ("superscript", "subscript") else ""
    return "struck" if tag == "strike" and value not in ("0", "false") else ""


def as_seen(text: str, look: str) -> str:
    """Return text with the signs that look so: 3000 with a raised 1 is no 30001, and 300 struck out is not 300."""
    if look == "superscript":
        return text.translate(_RAISED)
    if look == "subscript":
        return text.translate(_LOWERED)
    return struck(text) if look == "struck" else text


def struck(text: str) -> str:
    """Return text with a stroke behind each sign."""
    return "".join(f"{sign}{STROKE}" for sign in text)


def as_text(pieces: list[str]) -> str:
    """Return the text of a cell; one that is struck out in part knows it."""
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    return StruckText(text) if STROKE in text else text


MOST_CELLS: Final = 5_000_000
_MOST_OUTSIDE: Final = 10


@dataclass(slots=True)
class Grid:
    """Rows with their numbers, empty ones left out; merged areas as (first, last) row and column from 0."""

    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    #: Cells beyond the columns that are read: row, column, text; the first few.
    outside: list[tuple[int, int, str]] = field(default_factory=list)
    #: Numbers of the rows that are hidden or filtered out.
    hidden: list[int] = field(default_factory=list)
    too_many: bool = False


@dataclass(slots=True)
class Shared:
    """What the sheets of a workbook share: texts, cell formats, and the first day of its calendar."""

    strings: Sequence[str]
    formats: Sequence[NumberFormat]
    epoch_1904: bool = False
    #: Cell styles whose font is struck through.
    struck: frozenset[int] = frozenset()


def read_grid(archive: Archive, name: str, shared: Shared) -> Grid:
    """Return what is written in a sheet. Raise WorkbookError."""
    reader = _GridReader(shared)
    archive.parse(name, reader.start, reader.end, reader.characters)
    return reader.grid


class _GridReader:
    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.grid = Grid()
        self.row: list[str] = []
        self.number = 0
        self.column = -1
        self.cells = 0
        self.kind = ""
        self.style = 0
        self.has_formula = self.keep = self.phonetic = False
        self.text: list[str] = []
        self.look = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            cell = attributes.get("r")
            self.column = column_of(cell) if cell else self.column + 1
            self.kind = attributes.get("t", "n")
            style = attributes.get("s", "0")
            self.style = int(style) if style.isdigit() else 0
            self.has_formula = False
            self.text = []
        elif tag == "v" or (tag == "t" and not self.phonetic):
            self.keep = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            number = attributes.get("r", "")
            self.number = int(number) if number.isdigit() else self.number + 1
            self.row, self.column = [], -1
            if attributes.get("hidden") in ("1", "true"):
                self.grid.hidden.append(self.number)
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "mergeCell":
            self._merged(attributes.get("ref", ""))
        elif tag in LOOKS:
            self.look = look_of(tag, attributes) or self.look

    def characters(self, text: str) -> None:
        if self.keep:
            self.text.append(as_seen(text, self.look) if self.look else text)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.keep = False
        elif tag == "c":
            self._cell()
        elif tag == "row" and self.row:
            self.grid.rows.append((self.number, self.row))
        elif tag == "r":
            self.look = ""
        elif tag == "rPh":
            self.phonetic = False

    def _cell(self) -> None:
        pieces = self.text
        text = self._value(as_text(pieces))
        if not text:
            return
        if self.style in self.shared.struck:
            text = StruckText(struck(text))
        if not 0 <= self.column < MOST_COLUMNS:
            if len(self.grid.outside) < _MOST_OUTSIDE and text.strip():
                self.grid.outside.append((self.number, self.column, text))
            return
        self.cells += 1
        if self.cells > MOST_CELLS:
            self.grid.too_many = True
            raise StopReading
        row, gap = self.row, self.column - len(self.row)
        if gap >= 0:
            row.extend([""] * gap)
            row.append(text)
        else:
            row[self.column] = text

    def _value(self, text: str) -> str:
        if self.has_formula:
            return FormulaText(text or NO_RESULT)
        if self.kind == "n":
            return self._shown(text) if text else ""
        if self.kind == "s":
            try:
                return self.shared.strings[int(text)] if text else ""
            except (IndexError, ValueError):
                raise WorkbookError(f"shared string {text[:20]}") from None
        if self.kind == "b":
            return "yes" if text == "1" else "no"
        return ErrorText(text) if self.kind == "e" else text

    def _shown(self, text: str) -> str:
        formats = self.shared.formats
        form = formats[self.style] if self.style < len(formats) else GENERAL
        if form is GENERAL and is_shown_as_stored(text):
            return text
        try:
            return shown(text, form, epoch_1904=self.shared.epoch_1904)
        except ArithmeticError:
            return ErrorText(text[:40])

    def _merged(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        rows = ["".join(sign for sign in cell if sign.isdigit()) for cell in (first, last or first)]
        if all(rows):
            area = (int(rows[0]), int(rows[1]), column_of(first), column_of(last or first))
            self.grid.merged.append(area)
