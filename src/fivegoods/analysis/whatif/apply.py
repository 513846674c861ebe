"""Changes applied: other cells of a park in the request, another criteria file, and the engine run again."""

from __future__ import annotations

from collections.abc import Sequence
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
    fitting,
)
from fivegoods.criteria.models.criteria import Criteria, Indicator, Node
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.criteria.plan.plan import Plan
from fivegoods.messages.findings import Severity
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.entities import Event, GivenPoints, View
from fivegoods.panel.panel import Panel
from fivegoods.scoring.request import Request
from fivegoods.scoring.run import run
from fivegoods.scoring.scores import Run

N = TypeVar("N", bound=Node)
W = TypeVar("W", Node, Indicator)


def changed(request: Request, park_id: str, changes: Sequence[Change]) -> Request:
    """Return the request with the changes made to one park and to the criteria, in their order.

    Raise ChangeError for a field without a number to scale or beyond its bounds, or criteria that no
    longer work.
    """
    with localcontext(CONTEXT):
        panel, criteria = request.panel, request.plan.file.criteria
        for row in (row for row in range(request.shown) if panel.ids[row] == park_id):
            for change in changes:
                panel = _changed(panel, row, request.view, change, criteria)
        return replace(request, panel=panel, plan=changed_plan(request.plan, changes))


def rerun(base: Run, park_id: str, changes: Sequence[Change]) -> Run:
    """Return the run again with the changes; a park alone has no rank. Raise ChangeError as `changed` does."""
    again = run(changed(base.request, park_id, changes))
    return again.unranked() if again.is_alone else again


def _changed(panel: Panel, row: int, view: View, change: Change, criteria: Criteria) -> Panel:
    """Return the panel with a park as it would be; a change also replaces what a review says."""
    if isinstance(change, SetField):
        return panel.with_figures(row, {change.field: change.value})
    if isinstance(change, ScaleField):
        value = panel.column(change.field, view)[row]
        if not isinstance(value, Decimal):
            raise ChangeError("nothing_to_scale", name=change.field)
        scaled = fitting(change.field, criteria.fields[change.field], value * change.factor)
        return panel.with_figures(row, {change.field: scaled})
    if isinstance(change, SetPoints):
        return _with_points(panel, row, change.indicator, change.points)
    return _with_event(panel, row, change) if isinstance(change, AddEvent) else panel


def _with_points(panel: Panel, row: int, indicator: str, points: Decimal) -> Panel:
    own, review = panel.own, panel.review
    given = {**own.points, indicator: {**own.points.get(indicator, {}), row: GivenPoints(points)}}
    reviewed = {row_: other for row_, other in review.points.get(indicator, {}).items() if row_ != row}
    return replace(
        panel,
        own=replace(own, points=given),
        review=replace(review, points={**review.points, indicator: reviewed}),
        _seen={},
    )


def _with_event(panel: Panel, row: int, change: AddEvent) -> Panel:
    events = panel.events.get(row, ())
    rest = [e for e in events if (e.kind, e.level) != (change.kind, change.level)]
    same = [e for e in events if (e.kind, e.level) == (change.kind, change.level)]
    count = sum((e.count for e in same), Decimal(0)) + change.count
    more = (Event(change.kind, change.level, count),) if count > 0 else ()
    return replace(panel, events={**panel.events, row: (*rest, *more)}, _seen={})


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
