"""CSV and TSV bytes → a sheet. UTF-8 with or without its mark; GB18030 is recognised and named."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, islice
from typing import Any, Final

from fivegoods.messages.findings import Finding, Place
from fivegoods.reading import findings as kinds
from fivegoods.reading.decoding import BINARY_FILE, BINARY_TABLE, DAMAGED_TABLE, NOT_UTF8, decode
from fivegoods.reading.tables.sheet import Columns, Sheet

GUARD: Final = "'"
#: Signs that begin a formula; spreadsheets in Chinese take the full-width ones too, and skip white space.
_STARTS: Final = tuple("=+-@＝＋－＠\t\r\n")  # noqa: RUF001
#: Signs at the start of a text that may have to be guarded.
RISKY: Final = frozenset((GUARD, *_STARTS))
#: A number with its sign and unit, which a spreadsheet cannot run: -3.5 亿元, +5%, -1,200 元/平方米.
_QUANTITY: Final = re.compile(
    r"[+-]?(?:[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
    r" *(?:[%‰]|[^\W\d_]+[²³]?(?:/[^\W\d_]+[²³]?)*)?"
    r"|[+-]"
)


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula; a number with its sign and unit is none."""
    bare = text.lstrip(GUARD)
    return bare.startswith(_STARTS) and not _QUANTITY.fullmatch(unicodedata.normalize("NFKC", bare))


def guarded(text: str) -> str:
    """Return a text as it is safe to write into CSV."""
    return f"{GUARD}{text}" if text[:1] in RISKY and looks_like_formula(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text[:1] == GUARD and looks_like_formula(text) else text


#: A cell longer than this is a file with an open quote, or an attack.
LONGEST_CELL: Final = 20_000
MOST_CELLS: Final = 5_000_000
_SEPARATORS: Final = (",", ";", "\t", "|")
#: So many rows are held as rows: few stay near the processor.
_AT_ONCE: Final = 500
_SAID: Final = re.compile(r"sep=(.),*;*")
#: The separator shows within so many signs and lines.
_HEAD: Final = 20_000
_LINES: Final = 20


def read_delimited(name: str, data: bytes, sha256: str, delimiter: str) -> tuple[Sheet | None, list[Finding]]:
    """Return the one sheet of a CSV or TSV file, or None and why not."""
    text, findings = table_text(name, data)
    if text is None:
        return None, findings
    delimiter = separator(text, delimiter)
    reader, columns = _reader(text, delimiter), Columns()
    blank: list[int] = []
    read = count = 0
    try:
        while some := list(islice(reader, _AT_ONCE)):
            count += sum(map(len, some))
            if count > MOST_CELLS:
                return None, [*findings, Finding(kinds.TOO_MANY_CELLS, Place(name), {"limit": str(MOST_CELLS)})]
            filled = [cells for cells in some if any(cells)]
            if len(filled) < len(some):
                blank += [number for number, cells in enumerate(some, start=read + 1) if not any(cells)]
            read += len(some)
            columns.add(filled)
    except csv.Error:
        place = Place(name, reader.line_num, 1, 2)
        return None, [*findings, Finding(kinds.BROKEN_CSV, place, {"limit": str(LONGEST_CELL)})]
    if GUARD in text:
        columns.cells = [list(map(unguarded, cells)) for cells in columns.cells]
    numbers, lines = _numbers(text, delimiter, read, reader.line_num, blank)
    reread = _Reread(text, delimiter, lines)
    return Sheet(name, sha256, "", columns.cells, numbers, lines, reread=reread), findings


def _numbers(
    text: str, delimiter: str, rows: int, lines: int, blank: Sequence[int]
) -> tuple[Sequence[int], Sequence[int]]:
    """Return the numbers of the rows that hold something, and the lines of the text on which they end."""
    numbers: Sequence[int] = range(1, rows + 1)
    ends: Sequence[int] = numbers
    if lines > rows:  # some cells hold the ends of lines
        again = _reader(text, delimiter)
        ends = [again.line_num for _ in again]
    if not blank:
        return numbers, ends
    left = sorted(set(numbers) - set(blank))
    return left, [ends[number - 1] for number in left]


def _reader(text: str, delimiter: str) -> Any:
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


class _Reread:
    """Finds the cells of a row in the text of the file again, by the line on which it ends."""

    def __init__(self, text: str, delimiter: str, lines: Sequence[int]) -> None:
        self.text = text
        self.delimiter = delimiter
        self.lines = lines
        #: Where each line of the text begins; found when first asked for.
        self.starts: list[int] = []
        #: The row found last with its cells: whoever asks for one cell of a row asks for the others next.
        self.last: tuple[int, Sequence[str]] = (-1, ())

    def __call__(self, row: int) -> Sequence[str]:
        if self.last[0] != row:
            self.last = (row, self._cells(row))
        return self.last[1]

    def _cells(self, row: int) -> Sequence[str]:
        if not self.starts:
            self.starts = [*accumulate(map(len, io.StringIO(self.text, newline="")), initial=0), len(self.text)]
        first, last = self.lines[row - 1] if row else 0, self.lines[row]
        piece = self.text[self.starts[first] : self.starts[min(last, len(self.starts) - 1)]]
        # Lines without content may stand before the row.
        cells = [cells for cells in _reader(piece, self.delimiter) if any(cells)][-1]
        return [unguarded(cell) for cell in cells]


def separator(text: str, usual: str) -> str:
    """Return what separates the cells: as ``sep=;`` says, else the usual sign unless only another one is there."""
    head = text[:_HEAD].lstrip("\ufeff")
    lines = head.splitlines()[:_LINES]
    if lines and (said := _SAID.fullmatch(lines[0])):
        return said[1]
    # A title above the header has no separators; its commas would be full-width.
    telling = next((line for line in lines if any(sign in line for sign in _SEPARATORS)), "")
    return usual if usual in telling else max(_SEPARATORS, key=telling.count) if telling else usual


def table_text(name: str, data: bytes) -> tuple[str | None, list[Finding]]:
    """Return the text of a table, UTF-8 or else GB18030 or UTF-16 with its mark, or None and why not."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            return None, [Finding(DAMAGED_TABLE, Place(name))]
    text, findings = decode(name, data)
    if text is not None or not _is_not_utf8(findings):
        return text, [_of_table(one) for one in findings]
    try:
        # A run of GB18030 that is not text (private signs, controls) is left to the finding above.
        guessed = data.decode("gb18030")
    except UnicodeDecodeError:
        return None, findings
    return guessed, [Finding(kinds.READ_AS_GB18030, Place(name))]


def _of_table(finding: Finding) -> Finding:
    """Return a finding about bytes with the way out that there is for tables; the place stays."""
    if finding.kind is NOT_UTF8:
        return Finding(DAMAGED_TABLE, finding.place)
    if finding.kind is BINARY_FILE and not finding.params["what"]:
        return Finding(BINARY_TABLE, finding.place)
    return finding


def _is_not_utf8(findings: list[Finding]) -> bool:
    return bool(findings) and findings[0].kind is NOT_UTF8 and "GB18030" in findings[0].params.get("guess", "")
