"""How the cells of a form look: pale yellow is to be filled in, everything else is locked."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any, Final

_FONT: Final = {"font_name": "等线", "font_size": 11, "valign": "vcenter"}
_BOX: Final = {"border": 1, "border_color": "#BFBFBF"}


class Looks:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        """Add the formats to ``book``."""
        self.book = book
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 15})
        self.text = book.add_format({**_FONT, "text_wrap": True})
        self.heading = book.add_format(
            {**_FONT, **_BOX, "bold": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF", "align": "center"}
        )
        self.section = book.add_format({**_FONT, **_BOX, "bold": True, "bg_color": "#D9E2EC"})
        self.label = book.add_format({**_FONT, **_BOX, "text_wrap": True, "bg_color": "#F5F5F5"})
        self.closed = book.add_format({**_FONT, **_BOX, "bg_color": "#F5F5F5"})
        self._open: dict[int, Any] = {}

    def of(self, content: Decimal | str | None, *, asked: bool) -> Any:
        """Return the look of a cell; a number keeps the zeros it is written with."""
        if not asked:
            return self.closed
        places = max(0, -int(content.as_tuple().exponent)) if isinstance(content, Decimal) else 0
        if places not in self._open:
            number = {"num_format": "0." + "0" * places} if places else {}
            wrap = {"text_wrap": True, "locked": False, "bg_color": "#FFFBE6"}
            self._open[places] = self.book.add_format({**_FONT, **_BOX, **wrap, **number})
        return self._open[places]


def width(text: str) -> int:
    """Return the columns a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
