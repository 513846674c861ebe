"""Cells as a spreadsheet holds them: numbers as numbers that look as in every other format, text as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import Any, Final

from fivegoods.export.cells import cell_text
from fivegoods.messages.sanitise import clean
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import HUNDRED
from fivegoods.reports.model import Cell, Column, Kind

#: Excel has room for about 200 number formats of one's own.
_MOST_NUMBER_FORMATS: Final = 150

_LINE: Final = "#BFBFBF"
_BOX: Final = {"border": 1, "border_color": _LINE}
_FONTS: Final = {"zh": "等线", "en": "Calibri"}
#: One width for all signs; programs that lack it take another such font.
_FIXED: Final = "Consolas"


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell of a table needs to look as it should."""

    number_format: str = ""
    strong: bool = False
    wrapped: bool = False
    align: str = ""
    fixed: bool = False
    #: A text that would become a formula if somebody edited the cell.
    guarded: bool = False
    indent: int = 0


class CellFormats:
    """The formats of one workbook."""

    def __init__(self, book: Any, lang: str) -> None:
        """Add the formats to ``book``."""
        self.book = book
        self._font = {"font_name": _FONTS[lang], "font_size": 11}
        self._made: dict[Look, Any] = {}
        self._numbers: set[str] = set()
        text = {"text_wrap": True, "valign": "top"}
        bold = {"bold": True}
        white = {"bg_color": "#1F4E78", "font_color": "#FFFFFF"}
        self.header = self._add(_BOX, text, bold, white, {"align": "center", "valign": "vcenter"})
        self.title = self._add(text, bold, {"font_size": 16})
        self.heading = self._add(text, bold, {"font_size": 13, "font_color": "#1F4E78"})
        self.caption = self._add(text, bold)
        self.text = self._add(text)
        self.label = self._add(text, bold, {"font_color": "#595959"})
        self.notice = self._add(text, bold, {"bg_color": "#FFF2CC", "font_color": "#7F6000"})
        self.formula = self._add(text, {"font_color": "#1F4E78", "align": "left", "indent": 2})
        self.listing = self._add(text, {"font_name": _FIXED, "font_size": 10})
        self.cell = self._add(_BOX, text)
        self.link = self._add(_BOX, text, {"font_color": "#0563C1", "underline": 1})

    def of(self, look: Look) -> Any:
        """Return the format of a cell of a table."""
        if look not in self._made:
            self._made[look] = self._add(
                _BOX,
                {"valign": "top", "text_wrap": look.wrapped, "indent": min(look.indent, 15)},
                {"bold": True, "bg_color": "#F2F2F2"} if look.strong else {},
                {"num_format": look.number_format} if look.number_format else {},
                {"align": look.align} if look.align else {},
                {"font_name": _FIXED, "font_size": 10} if look.fixed else {},
                {"quote_prefix": True} if look.guarded else {},
            )
        return self._made[look]

    def takes(self, number_format: str) -> bool:
        """Return whether one more number format still fits into the workbook, and take it if so."""
        if number_format not in self._numbers and len(self._numbers) >= _MOST_NUMBER_FORMATS:
            return False
        self._numbers.add(number_format)
        return True

    def _add(self, *properties: dict[str, Any]) -> Any:
        return self.book.add_format({key: value for one in (self._font, *properties) for key, value in one.items()})


PLAIN: Final = Look()


def number_look(number_format: str, column: Column[Any], *, strong: bool) -> Look:
    """Return the look of a number of ``column``."""
    return Look(number_format, strong=strong, align=align_of(column))


def align_of(column: Column[Any]) -> str:
    """Return where the cells of a column stand: ranks in the middle, since a name follows them."""
    if column.kind is Kind.RANK:
        return "center"
    return "right" if column.kind.is_number else "left"


#: Characters a cell can hold, counted in UTF-16 as spreadsheets do.
LONGEST: Final = 32_767

#: Spreadsheets store binary fractions, which keep 15 digits of every decimal number.
DIGITS: Final = 15
_FIFTEEN: Final = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, Emax=999999, Emin=-999999)
#: Beyond this power of ten, up or down, a spreadsheet has no number.
_LARGEST: Final = 300
#: Beyond these places or digits a number is left to the spreadsheet's own format.
_PLACES: Final = 15

#: What XML has no place for, even escaped.
_NO_XML: Final = re.compile("[\ufffe\uffff\ud800-\udfff]")

#: A number written out for people: sign, digits, then % or a unit without digits, quotes and brackets.
_WRITTEN: Final = re.compile(
    r"([+-]?)((?:0|[1-9]\d*)(?:\.(\d+))?)(%?)( ?[^\d\s%\"()（）][^\d\s\"()（）]{0,30})?", re.ASCII
)
_TIED: Final = "\0"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is stored in a cell and how a number is shown; text has no number format."""

    stored: Decimal | str
    number_format: str = ""


def shown_cell(cell: Cell, column: Column[Any], lang: str) -> Shown | None:
    """Return what a cell of ``column`` stores, or None where nothing is known: missing is not zero.

    In a column of numbers a number that is written out, such as ``+1.50``, ``49 项`` or a tied rank,
    is stored as a number too, in a number format that looks the same.
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return _written(cell, column, lang) or Shown(text_of(cell))
    if isinstance(cell, int):
        return Shown(Decimal(cell), "0") if len(str(abs(cell))) <= DIGITS else Shown(str(cell))
    if not cell.is_finite() or (abs(cell.adjusted()) > _LARGEST and cell):
        return Shown(cell_text(cell, column))
    return _number(cell, column)


def text_of(text: str) -> str:
    """Return text as a cell can hold it: cleaned, line ends kept, nothing that breaks the file."""
    return _NO_XML.sub("\ufffd", clean(text))


def fitted(text: str, lang: str) -> tuple[str, int]:
    """Return text that fits into a cell, and how many characters were left out; the cell says so."""
    if len(text) <= LONGEST // 2 or units_of(text) <= LONGEST:
        return text, 0
    # The remark takes less than the number of characters it may have.
    kept = first_units(text, LONGEST - 200)
    left_out = len(text) - len(kept)
    return kept + say("book.cut", lang, count=left_out), left_out


def units_of(text: str) -> int:
    """Return the characters of a text as spreadsheets count them: in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def first_units(text: str, count: int) -> str:
    """Return the start of a text of at most ``count`` characters in UTF-16."""
    return text.encode("utf-16-le", "surrogatepass")[: count * 2].decode("utf-16-le", "ignore")


def _number(number: Decimal, column: Column[Any]) -> Shown:
    stored = _FIFTEEN.plus(number)
    if column.kind is Kind.PERCENT:
        return Shown(stored, _zeros(1 if column.decimals is None else column.decimals) + "%")
    if column.decimals is not None:
        return Shown(stored, _zeros(column.decimals))
    short = stored.normalize(_FIFTEEN)
    places = max(0, -int(short.as_tuple().exponent))
    if places > _PLACES or short.adjusted() > DIGITS:
        return Shown(stored, "General")
    return Shown(stored, _zeros(places))


def _written(text: str, column: Column[Any], lang: str) -> Shown | None:
    """Return the number that a text of a column of numbers writes out, or None if it is no such text."""
    if column.kind is Kind.RANK:
        before, after = _tied_rank(lang)
        bare = text.removeprefix(before).removesuffix(after)
        tied = f'"{before}"0' if before else f'0"{after}"'
        if re.fullmatch(r"[1-9]\d{0,14}", bare, re.ASCII):
            return Shown(Decimal(bare), "0" if bare == text else tied)
        return None
    found = _WRITTEN.fullmatch(text) if column.kind.is_number else None
    if found is None or len(found[2]) > DIGITS:
        return None
    sign, digits, fraction, percent, unit = found.groups(default="")
    look = _zeros(len(fraction)) + percent + (f'"{unit}"' if unit else "")
    number = Decimal(sign + digits)
    if sign == "+":
        look = f"+{look};-{look};{look}" if number else f"+{look};-{look};+{look}"
    return Shown(number / HUNDRED if percent else number, look)


@lru_cache(maxsize=2)
def _tied_rank(lang: str) -> tuple[str, str]:
    """Return what stands before and after the number of a tied rank."""
    before, _, after = say("rank.tied", lang, rank=_TIED).partition(_TIED)
    return before, after


@lru_cache(maxsize=64)
def _zeros(places: int) -> str:
    return "0." + "0" * places if places else "0"
