"""Changes applied: another park in the request, another criteria file, and the engine run again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import TypeVar

from fivegoods.analysis.whatif.changes import (
    AddEvent,
    Change,
    ChangeError,
    Drop,
    ScaleField,
    SetField,
    SetPoints,
    SetWeight,
    refuse_beyond,
)
from fivegoods.criteria.models.criteria import Criteria, Indicator, Node
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.criteria.plan.plan import Plan
from fivegoods.messages.findings import Severity
from fivegoods.numeric.decimals import CONTEXT, show
from fivegoods.panel.context import figures_of
from fivegoods.panel.entities import Event, GivenPoints, Park, Value, View
from fivegoods.scoring.request import Request
from fivegoods.scoring.run import run
from fivegoods.scoring.scores import Run

N = TypeVar("N", bound=Node)
T = TypeVar("T")
W = TypeVar("W", Node, Indicator)


def changed(request: Request, park_id: str, changes: Sequence[Change]) -> Request:
    """Return the request with the changes made to one park and to the criteria, in their order.

    Raise ChangeError for a field without a number to scale or beyond its bounds, or criteria that no
    longer work.
    """
    with localcontext(CONTEXT):
        parks = tuple(
            changed_park(park, request.view, changes, request.plan.file.criteria) if park.id == park_id else park
            for park in request.parks
        )
        return replace(request, parks=parks, plan=changed_plan(request.plan, changes))


def rerun(base: Run, park_id: str, changes: Sequence[Change]) -> Run:
    """Return the run again with the changes; a park alone has no rank. Raise ChangeError as `changed` does."""
    again = run(changed(base.request, park_id, changes))
    return again.unranked() if again.is_alone else again


def changed_park(park: Park, view: View, changes: Sequence[Change], criteria: Criteria) -> Park:
    """Return the park as it would be; a change also replaces what a review says."""
    for change in changes:
        if isinstance(change, SetField):
            park = with_field(park, change.field, change.value)
        elif isinstance(change, ScaleField):
            scaled = _number(park, view, change.field) * change.factor
            refuse_beyond(change.field, criteria.fields[change.field], scaled, show(scaled))
            park = with_field(park, change.field, scaled)
        elif isinstance(change, SetPoints):
            park = _with_points(park, change.indicator, change.points)
        elif isinstance(change, AddEvent):
            park = _with_event(park, change)
    return park


def with_field(park: Park, name: str, value: Value) -> Park:
    """Return the park with another value of one field, in its own figures and without the review's."""
    review = park.review
    if review is not None:
        review = replace(review, data=_without(review.data, name), gaps=_without(review.gaps, name))
    return replace(park, data={**park.data, name: value}, gaps=_without(park.gaps, name), review=review)


def field_of(park: Park, view: View, name: str) -> Value | None:
    """Return a field's value in the view in force, None if there is none."""
    return figures_of(park, view).get(name)


def _number(park: Park, view: View, name: str) -> Decimal:
    value = field_of(park, view, name)
    if not isinstance(value, Decimal):
        raise ChangeError("nothing_to_scale", name=name)
    return value


def _with_points(park: Park, indicator: str, points: Decimal) -> Park:
    review = park.review
    if review is not None:
        review = replace(review, points=_without(review.points, indicator))
    return replace(park, points={**park.points, indicator: GivenPoints(points)}, review=review)


def _with_event(park: Park, change: AddEvent) -> Park:
    rest = [e for e in park.events if (e.kind, e.level) != (change.kind, change.level)]
    same = [e for e in park.events if (e.kind, e.level) == (change.kind, change.level)]
    count = sum((e.count for e in same), Decimal(0)) + change.count
    more = (Event(change.kind, change.level, count),) if count > 0 else ()
    return replace(park, events=(*rest, *more))


def _without(mapping: Mapping[str, T], name: str) -> dict[str, T]:
    return {key: value for key, value in mapping.items() if key != name}


def changed_plan(plan: Plan, changes: Sequence[Change]) -> Plan:
    """Return the plan under changed criteria; the same plan if no change touches them. Raise ChangeError."""
    criteria = changed_criteria(plan.file.criteria, changes)
    if criteria is plan.file.criteria:
        return plan
    rebuilt, findings = build_plan(replace(plan.file, criteria=criteria))
    if rebuilt is None:
        first = next(f for f in findings if f.severity is Severity.ERROR)
        zh, en = first.kind.zh.format(**first.params), first.kind.en.format(**first.params)
        raise ChangeError("criteria_broken", zh=zh, en=en)
    return rebuilt


def changed_criteria(criteria: Criteria, changes: Sequence[Change]) -> Criteria:
    """Return the criteria with other weights and without dropped parts."""
    for change in changes:
        if isinstance(change, SetWeight):
            criteria = _edited(criteria, change.part, change.number)
        elif isinstance(change, Drop):
            criteria = _edited(criteria, change.part, None)
            if not criteria.dimensions and not criteria.indicators:
                raise ChangeError("nothing_left", name=change.part)
    return criteria


def _edited(node: N, part: str, number: Decimal | None) -> N:
    """Return the node with ``part`` below it reweighted, or dropped if ``number`` is None."""
    dimensions: dict[str, Node] = {}
    for key, child in (node.dimensions or {}).items():
        if key != part:
            below = _edited(child, part, number)
            if below.dimensions or below.indicators:
                dimensions[key] = below
        elif number is not None:
            dimensions[key] = _reweighted(child, number)
    indicators: dict[str, Indicator] = {}
    for key, indicator in (node.indicators or {}).items():
        if key != part:
            indicators[key] = indicator
        elif number is not None:
            indicators[key] = _reweighted(indicator, number)
    return node.model_copy(update={"dimensions": dimensions or None, "indicators": indicators or None})


def _reweighted(part: W, number: Decimal) -> W:
    return part.model_copy(update={"points" if part.weight is None else "weight": number})
