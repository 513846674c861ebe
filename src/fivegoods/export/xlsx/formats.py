"""How the cells of a workbook look: each format is made once, and no more than programs can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from fivegoods.reports.model import Column, Kind

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
