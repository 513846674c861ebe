"""Nested scoring (嵌套评分): the total of the same parks under another criteria file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.expressions import NoValue
from fivegoods.messages.findings import Finding, has_errors
from fivegoods.numeric.units import UnitError, convert, parse_unit
from fivegoods.panel.entities import Gap, Value
from fivegoods.panel.panel import Cell, Panel, Part, Review
from fivegoods.scoring.request import Request
from fivegoods.scoring.run import run

#: Finds a criteria file by its id.
Loader = Callable[[str], tuple[CriteriaFile | None, list[Finding]]]


@dataclass
class OtherCriteria:
    """Scores the parks of a request under other criteria, each file once.

    The figures are taken over by field id, converted to the other file's units. Criteria that are
    being scored with already are not entered again: a circle gives no score.
    """

    request: Request
    load: Loader
    entered: tuple[str, ...] = ()
    totals: dict[str, Mapping[tuple[str, int], Decimal | str]] = field(default_factory=dict)

    def __call__(self, park: str, year: int, name: str) -> Decimal:
        """Return a park's total. Raise NoValue if there is none, or if data for it are missing."""
        if name not in self.totals:
            self.totals[name] = self._scored(name)
        total = self.totals[name].get((park, year), f"no_criteria:{name}")
        if isinstance(total, str):
            raise NoValue(total)
        return total

    def _scored(self, name: str) -> Mapping[tuple[str, int], Decimal | str]:
        own = self.request.plan.file
        entered = (*self.entered, f"{own.id}/{own.edition}")
        file, findings = self.load(name)
        if file is None or has_errors(findings) or f"{file.id}/{file.edition}" in entered:
            return {}
        plan, findings = build_plan(file)
        if plan is None or has_errors(findings):
            return {}
        request = replace(self.request, plan=plan, panel=translated(self.request.panel, own, file), benchmarks=())
        inner = OtherCriteria(request, self.load, entered)
        result = run(replace(request, other_score=inner))
        return {
            (score.id, score.year): score.points
            if score.possible == score.points and not score.possible_is_open
            else f"incomplete:{name}"
            for score in result.scores
        }


def translated(panel: Panel, own: CriteriaFile, other: CriteriaFile) -> Panel:
    """Return the panel in the other criteria's terms: the fields both know, in the other's units."""
    fields, groups = other.criteria.fields, other.criteria.groups

    def cell(name: str, given: Cell) -> Cell:
        if isinstance(given, Gap):
            return given
        value = _converted(given, own.criteria.fields.get(name), fields[name])
        return Gap.ABSENT if value is None else value

    review = panel.review
    return replace(
        panel,
        fields=fields,
        groups={
            name: [value if value in groups[name].values else None for value in column]
            for name, column in panel.groups.items()
            if name in groups
        },
        figures={name: [cell(name, x) for x in column] for name, column in panel.figures.items() if name in fields},
        own=Part(common=panel.own.common, facts=panel.own.facts),
        review=Review(
            figures={
                name: {row: cell(name, x) for row, x in column.items()}
                for name, column in review.figures.items()
                if name in fields
            },
            by=review.by,
            source=review.source,
        ),
        _seen={},
    )


def _converted(value: Value, own: FieldDef | None, other: FieldDef) -> Value | None:
    """Return a value in the other definition's unit, None where kinds or units do not fit."""
    if own is None or own.kind != other.kind:
        return None
    if not isinstance(value, Decimal):
        return value
    try:
        return convert(value, parse_unit(own.unit), parse_unit(other.unit))
    except UnitError:
        return None
