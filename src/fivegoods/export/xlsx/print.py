"""How a sheet is printed: nothing beside the page, the heading and the notices on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fivegoods.export.terminal.folding import fold
from fivegoods.export.xlsx.cells import text_of
from fivegoods.messages.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.reports.model import Report

_A4: Final = 9
#: A header or footer can have so many characters, counted in UTF-16.
_LONGEST: Final = 255
#: Characters beside each other in small print.
_SMALL: Final = {True: 150, False: 100}


def set_up_table(sheet: Any, report: Report, title: str) -> None:
    """Print a table across, as wide as the page, its headings on every page."""
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    _set_up(sheet, report, title, across=True)


def set_up_text(sheet: Any, report: Report, title: str) -> None:
    """Print text upright, as wide as the page; breaks between pages stay."""
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    _set_up(sheet, report, title, across=False)


def _set_up(sheet: Any, report: Report, title: str, *, across: bool) -> None:
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
        if len(text.encode("utf-16-le")) // 2 <= _LONGEST:
            return text
    return after
