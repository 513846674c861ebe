"""A form as an Excel workbook, with formats and limits of its cells: the same bytes for the same criteria and park."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from fivegoods.collect.forms.fill import Cell, Filled, Filling
from fivegoods.criteria.base import Attested
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.criteria.plan.plan import Plan
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import Park
from fivegoods.reading.forms.meanings import FormRow, event_choices, form_rows, heading_of, review_rows
from fivegoods.reading.forms.words import ABOUT, COLUMNS, MARK, RARE, WORDS
from fivegoods.reading.tables.sheet import letters

_SHEET: Final = "lists"
_UNLIMITED: Final = 10**15
#: Excel shows so many signs of a title over a cell.
_TITLE: Final = 32


class Lists:
    """The choices of all drop-downs, on a hidden sheet: a list in the cell itself may hold 255 signs only."""

    def __init__(self) -> None:
        """Start without lists."""
        self._columns: dict[tuple[str, ...], int] = {}

    def source(self, choices: Sequence[str]) -> str:
        """Return the range that holds these choices."""
        column = self._columns.setdefault(tuple(choices), len(self._columns))
        return f"={_SHEET}!${letters(column)}$1:${letters(column)}${len(choices)}"

    def write(self, book: Any) -> None:
        """Write the hidden sheet."""
        out = book.add_worksheet(_SHEET)
        for choices, column in self._columns.items():
            for line, choice in enumerate(choices):
                out.write_string(line, column, choice)
        out.hide()


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


_EVENT_ROWS: Final = 30
_WIDTHS: Final = {
    "id": 12, "name": 28, "definition": 32, "unit": 10, "value": 14, "previous": 14, "source": 24, "page": 14,
    "date": 11, "attested": 10, "remark": 18, "kind": 34, "level": 14, "count": 8, "reason": 36,
    "period": 16, "own_definition": 26,
}  # fmt: skip
#: Height of a line in points.
_LINE: Final = 16
#: Excel stores numbers as binary fractions of 15 to 17 digits; longer ones are written as text.
_DIGITS: Final = 15
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is written; ``line`` is the next row."""

    out: Any
    keys: Sequence[str]
    line: int = 0


def form_bytes(
    criteria: CriteriaFile,
    plan: Plan,
    lang: str,
    park: Park | None = None,
    previous: Park | None = None,
    year: int | None = None,
) -> bytes:
    """Return the workbook of an empty form, or of one filled with what is known of ``park``.

    With ``year`` and no ``park`` it asks for that year, with the figures of ``previous`` in the column of last year.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE, "title": criteria.criteria.name.within(lang)})
    _Writer(book, criteria, lang, Filling(criteria, lang, park, previous, year)).write(plan)
    book.close()
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: Any, criteria: CriteriaFile, lang: str, filling: Filling) -> None:
        self.book = book
        self.criteria = criteria
        self.lang = lang
        self.filling = filling
        self.looks = Looks(book)
        self.lists = Lists()

    def say(self, code: str, **params: str) -> str:
        return WORDS[code].within(self.lang).format(**params)

    def write(self, plan: Plan) -> None:
        self.about()
        self.rows("data", form_rows(self.criteria, plan, self.filling.points()))
        if any(one.event for one in self.criteria.criteria.adjustments.values()):
            self.events()
        self.rows("review", review_rows(self.criteria, plan, self.filling.points(reviewed=True)))
        self.lists.write(self.book)
        self.book.worksheets()[1].activate()

    def about(self) -> None:
        out = self.book.add_worksheet(self.say("sheet.about"))
        out.set_column(0, 0, 110)
        out.hide_gridlines(2)
        out.set_paper(9)
        out.fit_to_pages(1, 0)
        model = self.criteria.criteria
        out.write_string(0, 0, model.name.within(self.lang), self.looks.title)
        status = say(f"status.{model.status}", self.lang)
        edition = self.say("about.edition", edition=self.criteria.edition) if self.criteria.edition else ""
        lines = [edition + status]
        lines += [model.notice.within(self.lang)] if model.notice else []
        for index, line in enumerate([*lines, "", *(one.within(self.lang) for one in ABOUT)], start=1):
            out.write_string(index, 0, line, self.looks.text)
        out.protect()

    def started(self, kind: str, used: Container[str] = ()) -> _Sheet:
        """Begin a sheet: the hidden row of keys, the title, the headings."""
        out = self.book.add_worksheet(self.say(f"sheet.{kind}"))
        sheet = _Sheet(out, [key for key in COLUMNS[kind] if key not in RARE[kind] or key in used])
        mark = f"{MARK} {self.criteria.id}/{self.criteria.edition} {kind}"
        out.write_string(0, 0, mark)
        # The mark stands over the ids of the rows; events have none.
        first = 1 if kind == "events" else 0
        for column, key in enumerate(sheet.keys, start=first):
            if column:
                out.write_string(0, column, key)
            out.set_column(column, column, _WIDTHS[key])
        out.set_column(0, 0, 2 if first else _WIDTHS["id"], None, {"hidden": True})
        out.set_row(0, None, None, {"hidden": True})
        out.set_row(1, 26)
        name = self.criteria.criteria.name.within(self.lang)
        out.write_string(1, 1, self.say(f"title.{kind}", name=name), self.looks.title)
        for column, key in enumerate(sheet.keys, start=first):
            if key != "id":
                out.write_string(2, column, heading_of(kind, key).within(self.lang), self.looks.heading)
        out.set_row(2, 22)
        out.freeze_panes(3, 2)
        out.set_landscape()
        out.set_paper(9)
        out.fit_to_pages(1, 0)
        out.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        out.repeat_rows(2)
        allowed = ("format_columns", "format_rows", "insert_rows", "insert_columns", "sort", "autofilter")
        out.protect("", dict.fromkeys(allowed, True))
        # Forms are printed, signed and stamped.
        out.set_footer(f"&L{self.say(f'footer.{kind}')}&R{self.say('footer.page')}")
        sheet.line = 3
        return sheet

    def rows(self, kind: str, rows: Sequence[FormRow]) -> None:
        sheet = self.started(kind, {key for row in rows for key in self.filling.row(row.id)})
        number = 0
        for row in rows:
            if row.id:
                self.row(sheet, row)
            else:
                number += 1
                text = self.say(f"section.{number}", name=row.name.within(self.lang))
                # Not merged: programs that move rows leave merged areas behind.
                for column in range(1, len(sheet.keys)):
                    sheet.out.write_string(sheet.line, column, text if column == 1 else "", self.looks.section)
            sheet.line += 1

    def row(self, sheet: _Sheet, row: FormRow) -> None:
        out, line, filled = sheet.out, sheet.line, self.filling.row(row.id)
        out.write_string(line, 0, row.id)
        for column, key in enumerate(sheet.keys):
            if key == "id":
                continue
            if key in ("name", "definition"):
                text = row.name if key == "name" else row.definition
                out.write_string(line, column, text.within(self.lang) if text else "", self.looks.label)
                continue
            asked = self.asked(row, key)
            content = filled.get(key, (row.unit or None) if key == "unit" else None)
            if key == "previous" and not asked:
                content = None
            self.cell(sheet, column, content, self.looks.of(content, asked=asked))
            if key in ("value", "previous") and asked:
                self.limit(sheet, column, row)
            if key == "attested" and asked:
                levels = [self.say(f"attested.{level}") for level in Attested]
                self.limit_list(sheet, column, levels)
        self.fit(sheet, row, filled)

    def fit(self, sheet: _Sheet, row: FormRow, filled: Filled) -> None:
        """Make a row as high as what is wrapped in it; rows of one line grow with what is typed into them."""
        shown = {"name": row.name, "definition": row.definition}
        texts: dict[str, Cell] = {key: text.within(self.lang) for key, text in shown.items() if text}
        widths = {key: width(str(text)) for key, text in {**filled, **texts}.items() if key in sheet.keys}
        lines = max((-(-width // _WIDTHS[key]) for key, width in widths.items()), default=1)
        if lines > 1:
            sheet.out.set_row(sheet.line, _LINE * lines)

    def limit(self, sheet: _Sheet, column: int, row: FormRow) -> None:
        """Limit the cell of a row to its choices or bounds. Words for gaps stay possible: it only warns."""
        if row.choices:
            gaps = [self.say(f"gap.{gap}") for gap in ("null", "expected", "not_applicable")] if row.field else []
            self.limit_list(sheet, column, [*(choice.within(self.lang) for choice in row.choices), *gaps])
        elif row.field is not None:
            self.limit_number(sheet, column, row.field)
        elif row.id == "year":
            bounds = {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2200}
            sheet.out.data_validation(sheet.line, column, sheet.line, column, bounds)

    def limit_list(self, sheet: _Sheet, column: int, choices: Sequence[str]) -> None:
        """Give a cell a drop-down; something else is let in after a question, and is checked on reading."""
        rule = {"validate": "list", "source": self.lists.source(choices)}
        self.warn(sheet, column, rule, self.say("limit.list"))

    def limit_number(self, sheet: _Sheet, column: int, field: FieldDef) -> None:
        low = field.at_least if field.at_least is not None else field.above
        high = field.at_most if field.at_most is not None else field.below
        signs = (("≥", field.at_least), (">", field.above), ("≤", field.at_most), ("<", field.below))
        bound = " ".join(f"{sign} {show(limit)}" for sign, limit in signs if limit is not None)
        rule = {
            "validate": "integer" if field.whole else "decimal",
            "criteria": "between",
            "minimum": low if low is not None else -_UNLIMITED,
            "maximum": high if high is not None else _UNLIMITED,
        }
        if field.unit == "%":
            rule |= {"input_title": field.name.within(self.lang)[:_TITLE], "input_message": self.say("limit.percent")}
        self.warn(sheet, column, rule, self.say("limit.whole" if field.whole else "limit.number", bound=bound or "0–9"))

    def warn(self, sheet: _Sheet, column: int, rule: dict[str, Any], message: str) -> None:
        """Give a cell a rule whose breach is a question."""
        said = {"error_type": "warning", "error_title": self.say("limit.title"), "error_message": message}
        sheet.out.data_validation(sheet.line, column, sheet.line, column, {**rule, **said})

    @staticmethod
    def asked(row: FormRow, key: str) -> bool:
        """Return whether a cell is there to be filled in."""
        if key == "previous":
            return row.has_previous
        if key in ("source", "page", "date", "attested", "remark", "reason", "period", "own_definition"):
            return row.has_source
        return key == "value" or (key == "unit" and row.field is not None and row.field.kind == "number")

    def cell(self, sheet: _Sheet, column: int, content: Cell | None, look: Any) -> None:
        if content is None:
            sheet.out.write_blank(sheet.line, column, None, look)
        elif isinstance(content, Decimal) and len(content.as_tuple().digits) <= _DIGITS:
            sheet.out.write_number(sheet.line, column, content, look)
        else:
            text = show(content) if isinstance(content, Decimal) else content
            sheet.out.write_string(sheet.line, column, text, look)

    def events(self) -> None:
        sheet = self.started("events")
        kinds = event_choices(self.criteria, self.lang)
        given = [one.each for one in self.criteria.criteria.adjustments.values() if one.event]
        levels = list(dict.fromkeys(level for each in given if isinstance(each, dict) for level in each))
        filled = self.filling.events()
        for index in range(max(_EVENT_ROWS, len(filled) + 10)):
            content = filled[index] if index < len(filled) else {}
            for column, key in enumerate(sheet.keys):
                value = content.get(key)
                if key == "kind" and value is not None:
                    value = kinds.get(str(value), str(value))
                self.cell(sheet, column + 1, value, self.looks.of(value, asked=True))
            self.limit_list(sheet, 1, list(kinds.values()))
            if levels:
                self.limit_list(sheet, 2, levels)
            sheet.line += 1
