"""The rows of a form in their order, what they are called, and what their names and headings stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from fivegoods.criteria.base import Attested, LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.criteria.plan.plan import Plan
from fivegoods.numeric.closest import folded
from fivegoods.numeric.decimals import show
from fivegoods.panel.raw import Path
from fivegoods.panel.values import label
from fivegoods.reading.forms.words import COLUMNS, WORDS


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row. ``id`` is the path of the value in the park document, with dots; "" starts a section."""

    id: str
    name: LocalText
    definition: LocalText | None = None
    unit: str = ""
    field: FieldDef | None = None
    #: What the cell may hold, as people read it; empty for anything.
    choices: tuple[LocalText, ...] = ()
    has_previous: bool = False
    has_source: bool = False


def form_rows(criteria: CriteriaFile, plan: Plan, given: Container[str] = ()) -> list[FormRow]:
    """Return the rows of the sheet of figures; points are asked for where a hand gives them, or are ``given``."""
    points = [
        *_rows_of_points(plan, given),
        FormRow("stated_total", WORDS["row.stated_total"], WORDS["about.stated_total"]),
    ]
    return [*_park_rows(criteria), *_field_rows(criteria, _years_needed(plan)), *points]


def review_rows(criteria: CriteriaFile, plan: Plan, given: Container[str] = ()) -> list[FormRow]:
    """Return the rows of the sheet in which a reviewer replaces figures and points, as `form_rows` does."""
    head = [
        FormRow("review.by", WORDS["row.review_by"]),
        FormRow("review.source", WORDS["row.review_source"]),
        FormRow("review.stated_total", WORDS["row.review_total"]),
    ]
    rows = [*_field_rows(criteria, frozenset()), *_rows_of_points(plan, given)]
    return [*head, *(replace(row, id=f"review.{row.id}" if row.id else "") for row in rows)]


def _park_rows(criteria: CriteriaFile) -> Iterator[FormRow]:
    yield FormRow("", WORDS["section.park"])
    for key in ("id", "name.zh", "name.en", "year"):
        yield FormRow(key, WORDS[f"row.{key}"], WORDS[f"about.{key}"])
    for key, group in criteria.criteria.groups.items():
        yield FormRow(f"groups.{key}", group.name, choices=tuple(group.values.values()))
    yield FormRow("source", WORDS["row.source"], WORDS["about.source"])
    levels = tuple(WORDS[f"attested.{level}"] for level in Attested)
    yield FormRow("attested", WORDS["row.attested"], WORDS["about.attested"], choices=levels)


def _field_rows(criteria: CriteriaFile, years: frozenset[str]) -> Iterator[FormRow]:
    if criteria.criteria.fields:
        yield FormRow("", WORDS["section.fields"])
    for key, field in criteria.criteria.fields.items():
        choices = tuple((field.choices or {}).values())
        if field.kind == "yes_no":
            choices = (WORDS["yes"], WORDS["no"])
        yield FormRow(
            f"data.{key}", field.name, field.definition, field.unit or "", field, choices, key in years, has_source=True
        )


def _rows_of_points(plan: Plan, given: Container[str]) -> Iterator[FormRow]:
    asked = [one for one in plan.indicators if one.value is None or one.id in given]
    if asked:
        yield FormRow("", WORDS["section.points"])
    for one in asked:
        definition = one.definition
        full = f"≤ {show(definition.points)}" if isinstance(definition.points, Decimal) else ""
        yield FormRow(f"points.{one.id}", definition.name, definition.remark, full, has_source=True)


def _years_needed(plan: Plan) -> frozenset[str]:
    """Return the fields of expressions that look at another year."""
    fields: set[str] = set()
    for indicator in plan.indicators:
        expressions = [indicator.value, indicator.applies, indicator.needs]
        expressions += [reference.expression for reference in indicator.references]
        expressions += [reference.of for reference in indicator.references]
        if indicator.alternate is not None:
            expressions.append(indicator.alternate.value)
        for one in expressions:
            if one is not None and one.reads.years:
                fields |= set(one.fields)
    return frozenset(fields)


def event_choices(criteria: CriteriaFile, lang: str) -> dict[str, str]:
    """Return event kind → what people choose: the names of its adjustments, with the kind where two share them."""
    names: dict[str, list[str]] = {}
    for adjustment in criteria.criteria.adjustments.values():
        if adjustment.event:
            names.setdefault(adjustment.event, []).append(adjustment.name.within(lang))
    choices = {kind: "、".join(dict.fromkeys(texts)) for kind, texts in names.items()}
    count = Counter(choices.values())
    return {kind: text if count[text] == 1 else f"{text} [{kind}]" for kind, text in choices.items()}


#: Ids of rows that are no figures: they are the paths of the values, but for the name.
_PARTS: Final = (
    "id", "name.en", "year", "source", "attested", "stated_total",
    "review.by", "review.source", "review.stated_total",
)  # fmt: skip


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
            for name in _folded(row.name) if row.id else ():
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

    def called(self, id_: str) -> dict[str, str]:
        """Return what people call a row, for messages."""
        row = self.rows.get(id_) or self.rows.get(f"review.{id_}")
        return label(id_, row.name if row else LocalText(zh=id_, en=id_), "name")

    def id_of(self, name: str, *, review: bool) -> str:
        """Return the id of the only row of this name, or ""."""
        found = self.by_name.get((folded(name), review), [])
        return found[0] if len(found) == 1 else ""

    def is_called(self, id_: str, name: str) -> bool:
        """Return whether a row's visible name fits its hidden id; names nobody knows do not contradict."""
        known = {key for key, row in self.rows.items() if folded(name) in _folded(row.name)}
        return not known or id_ in known

    @staticmethod
    def path_of(id_: str) -> Path:
        """Return where a row's value belongs; what is no part of a park is taken for a field."""
        parts = tuple(id_.split("."))
        own = parts[1:] if parts[0] == "review" else parts
        if id_ in _PARTS or (len(own) == 2 and own[0] in ("data", "points", "groups")):
            return parts
        return ("name",) if id_ == "name.zh" else ("data", id_)

    def event_of(self, text: str) -> str:
        """Return the kind of event of this name or id, or ""."""
        return self.kinds.get(folded(text), "")

    @staticmethod
    def key_of(kind: str, heading: str) -> str:
        """Return the key of the column with this heading in a sheet of this kind, else ""."""
        keys = (key for key in COLUMNS[kind] if heading and key != "id")
        return next((key for key in keys if folded(heading) in _folded(heading_of(kind, key))), "")


def _folded(name: LocalText) -> set[str]:
    return {folded(text) for text in (name.zh, name.en) if text}


def heading_of(kind: str, key: str) -> LocalText:
    """Return what the column of a key is headed in a sheet of this kind."""
    return WORDS["column.reviewed" if (kind, key) == ("review", "value") else f"column.{key}"]
