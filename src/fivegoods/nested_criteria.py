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
from fivegoods.panel.entities import Park, ReviewedPart, Value
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

    def __call__(self, park: Park, name: str) -> Decimal:
        """Return a park's total. Raise NoValue if there is none, or if data for it are missing."""
        if name not in self.totals:
            self.totals[name] = self._scored(name)
        total = self.totals[name].get((park.id, park.year), f"no_criteria:{name}")
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
        request = replace(
            self.request,
            plan=plan,
            parks=[translated(park, own, file) for park in self.request.parks],
            peers=[translated(park, own, file) for park in self.request.peers],
            others=[translated(park, own, file) for park in self.request.others],
            benchmarks=(),
        )
        inner = OtherCriteria(request, self.load, entered)
        result = run(replace(request, other_score=inner))
        return {
            (score.park.id, score.park.year): score.points
            if score.possible == score.points and not score.possible_is_open
            else f"incomplete:{name}"
            for score in result.scores
        }


def translated(park: Park, own: CriteriaFile, other: CriteriaFile) -> Park:
    """Return the park in the other criteria's terms: the fields both know, in the other's units."""
    fields = other.criteria.fields

    def data(given: Mapping[str, Value]) -> dict[str, Value]:
        shared = (key for key in given if key in fields)
        pairs = ((key, _converted(given[key], own.criteria.fields.get(key), fields[key])) for key in shared)
        return {key: value for key, value in pairs if value is not None}

    groups = {key: value for key, value in park.groups.items() if value in _values(other, key)}
    review = park.review
    if review is not None:
        review = ReviewedPart(by=review.by, source=review.source, data=data(review.data), gaps=review.gaps)
    return replace(park, data=data(park.data), groups=groups, points={}, stated_total=None, review=review)


def _values(file: CriteriaFile, group: str) -> Mapping[str, object]:
    return file.criteria.groups[group].values if group in file.criteria.groups else {}


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
