"""What the rows of a form are called, and what their names and headings stand for."""

from __future__ import annotations

from collections.abc import Iterable

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.plan import Plan
from fivegoods.numeric.closest import folded
from fivegoods.panel.raw import Path
from fivegoods.panel.values import label
from fivegoods.reading.forms.marks import COLUMNS
from fivegoods.reading.forms.plan import FormRow, event_choices, form_rows, review_rows
from fivegoods.reading.forms.words import WORDS

#: Ids of rows that are no figures → their paths.
_PARTS: dict[str, Path] = {
    "name.zh": ("name",),
    **{
        id_: tuple(id_.split("."))
        for id_ in ("id", "name.en", "year", "source", "attested", "stated_total",
                    "review.by", "review.source", "review.stated_total")
    },
}  # fmt: skip


class Meanings:
    """Knows the rows, names and words of a form made for some criteria."""

    def __init__(self, criteria: CriteriaFile, plan: Plan) -> None:
        """Collect what a form of these criteria asks for."""
        every = {one.id for one in plan.indicators}
        asked = (*form_rows(criteria, plan), *review_rows(criteria, plan))
        others = (*form_rows(criteria, plan, every), *review_rows(criteria, plan, every))
        self.rows: dict[str, FormRow] = {row.id: row for row in (*asked, *others) if row.id}
        self.by_name: dict[tuple[str, bool], list[str]] = {}
        for row in asked:
            for name in _names(row) if row.id else ():
                self.by_name.setdefault((name, row.id.startswith("review.")), []).append(row.id)
        self.kinds = {
            folded(name): kind
            for lang in ("zh", "en")
            for kind, text in event_choices(criteria, lang).items()
            for name in (kind, text)
        }

    def names(self) -> Iterable[str]:
        """Return the names of all rows."""
        return [name for name, _ in self.by_name]

    def called(self, id_: str, what: str = "name") -> dict[str, str]:
        """Return what people call a row, for messages."""
        row = self.rows.get(id_) or self.rows.get(f"review.{id_}")
        return label(id_, row.name if row else LocalText(zh=id_, en=id_), what)

    def id_of(self, name: str, *, review: bool) -> str:
        """Return the id of the only row of this name, or ""."""
        found = self.by_name.get((folded(name), review), [])
        return found[0] if len(found) == 1 else ""

    def is_called(self, id_: str, name: str) -> bool:
        """Return whether a row's visible name fits its hidden id; names nobody knows do not contradict."""
        known = {key for key, row in self.rows.items() if folded(name) in _names(row)}
        return not known or id_ in known

    @staticmethod
    def path_of(id_: str) -> Path:
        """Return where a row's value belongs; what is no part of a park is taken for a field."""
        parts = tuple(id_.split("."))
        own = parts[1:] if parts[0] == "review" else parts
        if len(own) == 2 and own[0] in ("data", "points", "groups"):
            return parts
        return _PARTS.get(id_, ("data", id_))

    def event_of(self, text: str) -> str:
        """Return the kind of event of this name or id, or ""."""
        return self.kinds.get(folded(text), "")

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
            if words is not None and folded(text) in (folded(words.zh or ""), folded(words.en or "")):
                return key
        return ""


def _names(row: FormRow) -> set[str]:
    return {folded(text) for text in (row.name.zh, row.name.en) if text}


def _heading(kind: str, key: str) -> LocalText:
    return WORDS["column.reviewed" if (kind, key) == ("review", "value") else f"column.{key}"]
