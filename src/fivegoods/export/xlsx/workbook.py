"""Report → an Excel workbook: a first sheet that says what it is, a sheet for each table, numbers as numbers.

The same report gives the same bytes. Nothing in it is a formula but the arithmetic of derivations, and nothing is cut
without saying so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from fivegoods.export.output import unfinished_prefix
from fivegoods.export.terminal.layout import fold
from fivegoods.export.xlsx.cells import CellFormats, text_of, units_of
from fivegoods.export.xlsx.plan import Names, Page, pages_of, parts_of
from fivegoods.export.xlsx.table import LINE, write_table
from fivegoods.export.xlsx.text import WIDTHS, Lines
from fivegoods.messages.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import REPORT_MARK, Report

_A4: Final = 9
#: A header or footer can have so many characters, counted in UTF-16.
_LONGEST: Final = 255
#: Characters beside each other in small print.
_SMALL: Final = {True: 150, False: 100}


def _set_up(sheet: Any, report: Report, title: str, *, across: bool) -> None:
    """Print as wide as the page: a table ``across`` with its headings on every page, text upright."""
    sheet.fit_to_pages(1, 0)
    if across:
        sheet.set_landscape()
        sheet.repeat_rows(0)
    else:
        sheet.set_portrait()
        sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.9)
    titles = " — ".join(dict.fromkeys((report.title, title)))
    sheet.set_header(_first_that_fits("&C&B&12 ", _folded([titles], _SMALL[across]), _folded([title], 100), [""]))
    page = "&R&8 " + say("book.page", report.lang)
    notices = _folded(report.notices, _SMALL[across])
    see = [say("book.notices", report.lang)] if notices else [""]
    sheet.set_footer(_first_that_fits("&L&8 ", notices, see, after=page))


def _folded(texts: Sequence[str], width: int) -> list[str]:
    return [line for text in texts for line in fold(text_of(one_line(text)), width)]


def _first_that_fits(before: str, *choices: Sequence[str], after: str = "") -> str:
    """Return the first of the choices that a header or footer can hold."""
    for lines in choices:
        text = before + "\n".join(lines).replace("&", "&&") + after
        if units_of(text) <= _LONGEST:
            return text
    return after


_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_CHUNK: Final = 1 << 18
_ABOUT_WIDTHS: Final = (36, 64, 9)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sheet holds, and from how many rows in all a workbook is written row by row."""

    rows: int = 1_048_576
    columns: int = 16_384
    held: int = 20_000


LIMITS: Final = Limits()


def render(report: Report, limits: Limits = LIMITS) -> bytes:
    """Return the workbook of a report."""
    return b"".join(pieces(report, limits))


def pieces(report: Report, limits: Limits = LIMITS) -> Iterator[bytes]:
    """Yield the same bytes bit by bit, from temporary files: long tables are never whole in memory.

    The files are gone whatever happens: they hold what is confidential.
    """
    with TemporaryDirectory(prefix=unfinished_prefix(), ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "report.xlsx"
        _write(report, path, limits)
        with path.open("rb") as file:
            yield from iter(partial(file.read, _CHUNK), b"")


def _write(report: Report, path: Path, limits: Limits) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    pages = pages_of(report)
    by_row = sum(len(page.table.rows) for page in pages if page.table) > limits.held
    options = {"constant_memory": by_row, "in_memory": not by_row, "use_zip64": by_row, "tmpdir": str(path.parent)}
    literal = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {**options, **literal})
    notices = text_of("\n".join(one_line(notice) for notice in report.notices))
    about = {"title": text_of(one_line(report.title)), "category": REPORT_MARK, "comments": notices}
    book.set_properties({"created": _MADE, **about})
    _BookWriter(book, report, limits).write(pages)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        # A full disk is not a defect of the program.
        raise OSError(*error.args[0].args) from error


class _BookWriter:
    def __init__(self, book: Any, report: Report, limits: Limits) -> None:
        self._book, self._report, self._lang, self._limits = book, report, report.lang, limits
        self._looks = CellFormats(book, report.lang)
        self._names = Names()
        #: Each sheet, what it holds and in how many rows.
        self._contents: list[tuple[str, str, int | None]] = []
        self._notes: list[str] = []

    def write(self, pages: list[Page]) -> None:
        """Write all sheets; the first one at last, since it knows the others."""
        about = self._book.add_worksheet(self._names.name(say("book.about", self._lang), "1"))
        for page in pages:
            # The heading takes a row.
            parts = list(parts_of(page, self._limits.rows - 1, self._limits.columns))
            if len(parts) > 1:
                self._notes.append(say("book.split", self._lang, title=page.title, count=len(parts)))
            for part in parts:
                self._page(part)
        self._about(about)

    def _sheet(self, page: Page) -> Any:
        name = self._names.name(page.name, self._report.title)
        rows = len(page.table.rows) if page.table else None
        self._contents.append((name, one_line(page.title), rows))
        return self._book.add_worksheet(name)

    def _page(self, page: Page) -> None:
        if page.table is None:
            self._said(page, self._text_sheet(page), WIDTHS, 0)
            return
        sheet = self._sheet(page)
        _set_up(sheet, self._report, page.title, across=True)
        written = write_table(sheet, page, page.table, self._looks, self._lang)
        self._note_left_out(page, written.left_out)
        if page.texts:
            # An empty row ends what is filtered and sorted; pictures stand last.
            page.texts.sort(key=lambda text: all(isinstance(block, Chart) for block in text.blocks))
            self._said(page, sheet, written.widths, written.line + 1)

    def _text_sheet(self, page: Page) -> Any:
        sheet = self._sheet(Page(page.title, page.name))
        _set_up(sheet, self._report, page.title, across=False)
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width)
        return sheet

    def _said(self, page: Page, sheet: Any, widths: tuple[int, ...] | list[int], line: int) -> None:
        more = partial(self._text_sheet, page)
        lines = Lines(sheet, widths, self._looks, self._lang, more, line, self._limits.rows)
        for text in page.texts:
            lines.text(text)
        self._note_left_out(page, lines.left_out)

    def _note_left_out(self, page: Page, count: int) -> None:
        if count:
            self._notes.append(say("book.left_out", self._lang, title=page.title, count=count))

    def _about(self, sheet: Any) -> None:
        report, looks = self._report, self._looks
        _set_up(sheet, report, report.title, across=False)
        for place, width in enumerate(_ABOUT_WIDTHS):
            sheet.set_column(place, place, width)
        lines = Lines(sheet, _ABOUT_WIDTHS, looks, self._lang, lambda: sheet, 0, LIMITS.rows)
        lines.put(one_line(report.title), looks.title, LINE + 8)
        if report.subtitle:
            lines.put(one_line(report.subtitle), looks.text)
        for notice in (*report.notices, *self._notes):
            lines.put(one_line(notice), looks.notice)
        lines.line += 1
        for fact in report.facts:
            lines.fact(fact.label, fact.value)
        lines.line += 1
        self._list(sheet, lines.line)

    def _list(self, sheet: Any, line: int) -> None:
        heads = (say(code, self._lang) for code in ("book.sheet", "book.content", "book.rows"))
        for place, head in enumerate(heads):
            sheet.write_string(line, place, head, self._looks.header)
        for row, (name, title, rows) in enumerate(self._contents, start=line + 1):
            link = "internal:'{}'!A1".format(name.replace("'", "''"))
            sheet.set_row(row, LINE * max(self._lines(name, 0), self._lines(title, 1)))
            sheet.write_url(row, 0, link, self._looks.link, name)
            sheet.write_string(row, 1, text_of(title), self._looks.cell)
            # XlsxWriter leaves the cell blank where there is no number of rows.
            sheet.write(row, 2, rows, self._looks.cell)

    @staticmethod
    def _lines(text: str, column: int) -> int:
        return len(fold(text, _ABOUT_WIDTHS[column] - 1))
