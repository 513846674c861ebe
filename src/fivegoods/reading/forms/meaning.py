"""What the cells of a form mean under the criteria it was made for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.plan import Plan
from fivegoods.numeric.units import plain_signs, split_quantity
from fivegoods.reading.binding.findings import TEXT_FOR_NUMBER
from fivegoods.reading.binding.quoting import quoted
from fivegoods.reading.binding.values import Misfit, read_number
from fivegoods.reading.binding.vocabulary import full_name
from fivegoods.reading.forms.marks import COLUMNS
from fivegoods.reading.forms.plan import FormRow, event_choices, form_rows, review_rows
from fivegoods.reading.forms.words import WORDS
from fivegoods.reading.tables.cells import GAPS, odd_cell, plain_number, year_in, yes_no_word
from fivegoods.reading.tables.column_names import plain
from fivegoods.reading.tables.findings import BAD_YEAR, UNKNOWN_LEVEL
from fivegoods.reading.tables.with_criteria import level_of
from fivegoods.reading.yaml.document import Path

_GAP_WORDS: Final = {"null": None, "expected": "expected", "not_applicable": "not_applicable"}

#: Path in the document (empty: nowhere), value, and what is wrong with the cell.
Entry = tuple[Path, Any, Misfit | None]


class Meanings:
    """Knows the rows, names and words of a form."""

    def __init__(self, criteria: CriteriaFile, plan: Plan) -> None:
        """Collect what a form of these criteria asks for."""
        self.criteria = criteria
        rows = [row for row in (*form_rows(criteria, plan), *review_rows(criteria, plan)) if row.id]
        self.rows: dict[str, FormRow] = {row.id: row for row in rows}
        self.by_name: dict[tuple[str, bool], list[str]] = {}
        for path, row in self.rows.items():
            for name in {plain(text) for text in (row.name.zh, row.name.en) if text}:
                self.by_name.setdefault((name, path.startswith("review.")), []).append(path)
        self.kinds = {
            plain(name): kind
            for lang in ("zh", "en")
            for kind, text in event_choices(criteria, lang).items()
            for name in (kind, text.rpartition(" [")[0])
        }

    def knows(self, path: str) -> bool:
        """Return whether a form has a row with this id; points of any indicator may be given."""
        return path in self.rows or f"review.{path}" in self.rows

    def paths(self) -> Iterable[str]:
        """Return the ids of all rows."""
        return self.rows

    def names(self) -> list[str]:
        """Return the names of all rows."""
        return [name for name, _ in self.by_name]

    def label(self, path: str) -> str:
        """Return what people call a row."""
        row = self.rows.get(path)
        return row.name.within("zh") if row else path

    def path_of(self, name: str, *, review: bool) -> str:
        """Return the id of the only row of this name, or ""."""
        found = self.by_name.get((plain(name), review), [])
        return found[0] if len(found) == 1 else ""

    def is_called(self, path: str, name: str) -> bool:
        """Return whether a row's visible name fits its hidden id; names nobody knows do not contradict."""
        known = {path for (known, _), paths in self.by_name.items() if known == plain(name) for path in paths}
        return not known or path in known

    @property
    def name(self) -> str:
        """Name of the criteria the form is read under."""
        return full_name(self.criteria)

    @staticmethod
    def heading(kind: str, key: str) -> str:
        """Return what the column of a key is headed, in both languages."""
        words = _heading(kind, key)
        return f"{words.zh} / {words.en}"

    @staticmethod
    def heading_of(kind: str, text: str) -> str:
        """Return the key whose column a text is the heading of in a sheet of this kind, else ""."""
        for key in COLUMNS[kind]:
            words = _heading(kind, key) if text and key != "id" else None
            if words is not None and plain(text) in (plain(words.zh or ""), plain(words.en or "")):
                return key
        return ""

    def unit_misfit(self, name: str, unit: str) -> Misfit | None:
        """Return why figures of a field cannot be in ``unit``, None if they can."""
        field = self.criteria.criteria.fields.get(name)
        number = read_number(name, field.unit, Decimal(1), unit) if field is not None else None
        return number if isinstance(number, Misfit) else None

    def event_of(self, text: str) -> str | None:
        """Return the kind of event that a cell names, None if there is none of this name."""
        return self.kinds.get(plain(text))

    @staticmethod
    def wants_unit(value: str, unit: str) -> bool:
        """Return whether a figure needs the unit of its row: a bare number does."""
        parts = split_quantity(plain_signs(value))
        return bool(unit) and parts is not None and parts[1] is None

    def entry(self, parts: Path, key: str, raw: str) -> Entry:
        """Return where the content of a cell goes in the document, and what it is."""
        odd = odd_cell(raw)
        if odd is not None:
            return (), None, odd
        text = raw.strip()
        if key == "attested" or (parts == ("attested",) and key == "value"):
            return self._level(parts if key == "value" else (*parts, key), text)
        if key == "count":
            return self._number(parts, "count", text)
        if key != "value":
            key = "definition" if key == "own_definition" else key
            return ((*parts, key), text, None) if self._takes(parts, key) else self._remark(parts, key, text)
        holder = parts[-2] if len(parts) > 1 else ""
        if holder == "points":
            return self._number((*parts, "points"), str(parts[-1]), text)
        if holder == "data":
            return (*parts, "value"), self._figure(str(parts[-1]), text), None
        if parts == ("year",):
            return self._year(text)
        if parts[-1] == "stated_total":
            return self._number((*parts, "value"), "stated_total", text)
        return parts, text, None

    @staticmethod
    def _takes(parts: Path, key: str) -> bool:
        if parts[-2] == "points":
            return key in ("source", "reason")
        return key != "reason" or parts[0] == "review"

    @staticmethod
    def _remark(parts: Path, key: str, text: str) -> Entry:
        """Take a remark on points given by hand as their reason; what has no place is not kept."""
        return ((*parts, "reason"), text, None) if key == "remark" else ((), None, None)

    def _figure(self, name: str, text: str) -> Any:
        meant = " ".join(plain_signs(text).split())
        gap = GAPS.get(meant.lower())
        if gap is not None:
            return _GAP_WORDS[gap.value]
        field = self.criteria.criteria.fields.get(name)
        if field is None or field.kind != "number":
            return yes_no_word(meant) if field is not None and field.kind == "yes_no" else text
        number, unit = split_quantity(meant) or (None, None)
        if number is None:
            return text
        return number if unit is None else f"{number:f} {unit}"

    @staticmethod
    def _number(path: Path, name: str, text: str) -> Entry:
        number = plain_number(text, counts=name == "count")
        if number is None:
            return (), None, Misfit(TEXT_FOR_NUMBER, {"field": name, "value": quoted(text)})
        return path, number, None

    @staticmethod
    def _year(text: str) -> Entry:
        year = year_in(text)
        if year is None:
            return (), None, Misfit(BAD_YEAR, {"value": quoted(text)})
        return ("year",), Decimal(year), None

    @staticmethod
    def _level(path: Path, text: str) -> Entry:
        level = level_of(text)
        if level is None:
            known = ", ".join(word for code in WORDS if code.startswith("attested.") for word in [WORDS[code].zh or ""])
            return (), None, Misfit(UNKNOWN_LEVEL, {"value": quoted(text), "known": known})
        return path, level.value, None


def _heading(kind: str, key: str) -> LocalText:
    return WORDS["column.reviewed" if (kind, key) == ("review", "value") else f"column.{key}"]
