"""What a form asks for: one row for each thing, found again by a hidden id wherever it is moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from fivegoods.criteria.base import Attested, LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.criteria.plan.plan import Plan
from fivegoods.numeric.decimals import show
from fivegoods.reading.forms.words import WORDS


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
            if one is not None and one.uses_years:
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
