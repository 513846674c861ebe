"""Drop-downs and numeric limits of a form's cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fivegoods.criteria.base import Attested
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.numeric.decimals import show
from fivegoods.reading.forms.plan import FormRow
from fivegoods.reading.forms.words import WORDS

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
        letters = chr(65 + column // 26 - 1) + chr(65 + column % 26) if column >= 26 else chr(65 + column)
        return f"={_SHEET}!${letters}$1:${letters}${len(choices)}"

    def write(self, book: Any) -> None:
        """Write the hidden sheet."""
        out = book.add_worksheet(_SHEET)
        for choices, column in self._columns.items():
            for line, choice in enumerate(choices):
                out.write_string(line, column, choice)
        out.hide()


def limit(lists: Lists, out: Any, line: int, column: int, row: FormRow, lang: str) -> None:
    """Limit the cell of a row to its choices or bounds. Words for gaps stay possible: it only warns."""
    field = row.field
    gaps = [WORDS[f"gap.{gap}"].within(lang) for gap in ("null", "expected", "not_applicable")]
    if row.choices:
        choices = [choice.within(lang) for choice in row.choices]
        limit_list(lists, out, line, column, [*choices, *(gaps if field else [])], lang)
    elif field is not None:
        _limit_number(out, line, column, field, lang)
    elif row.id == "year":
        bounds = {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2200}
        out.data_validation(line, column, line, column, bounds)


def limit_level(lists: Lists, out: Any, line: int, column: int, lang: str) -> None:
    """Limit a cell to the levels of attestation."""
    limit_list(lists, out, line, column, [WORDS[f"attested.{level}"].within(lang) for level in Attested], lang)


def limit_list(lists: Lists, out: Any, line: int, column: int, choices: Sequence[str], lang: str) -> None:
    """Give a cell a drop-down; something else is let in after a question, and is checked on reading."""
    rule = {
        "validate": "list",
        "source": lists.source(choices),
        "error_type": "warning",
        "error_title": _say("limit.title", lang),
        "error_message": _say("limit.list", lang),
    }
    out.data_validation(line, column, line, column, rule)


def _limit_number(out: Any, line: int, column: int, field: FieldDef, lang: str) -> None:
    low = field.at_least if field.at_least is not None else field.above
    high = field.at_most if field.at_most is not None else field.below
    signs = (("≥", field.at_least), (">", field.above), ("≤", field.at_most), ("<", field.below))
    bound = " ".join(f"{sign} {show(limit)}" for sign, limit in signs if limit is not None)
    code = "limit.whole" if field.whole else "limit.number"
    rule = {
        "validate": "integer" if field.whole else "decimal",
        "criteria": "between",
        "minimum": low if low is not None else -_UNLIMITED,
        "maximum": high if high is not None else _UNLIMITED,
        "error_type": "warning",
        "error_title": _say("limit.title", lang),
        "error_message": WORDS[code].within(lang).format(bound=bound or "0–9"),
    }
    if field.unit == "%":
        rule |= {"input_title": field.name.within(lang)[:_TITLE], "input_message": _say("limit.percent", lang)}
    out.data_validation(line, column, line, column, rule)


def _say(code: str, lang: str) -> str:
    return WORDS[code].within(lang)
