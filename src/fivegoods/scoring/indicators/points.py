"""Values and references → points: by the rule, by hand, or up to the rule's most where they are missing."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal, DecimalException
from itertools import compress, repeat
from itertools import count as count_up
from operator import is_, not_
from typing import Any, TypeVar

from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.criteria.rules.base import Situation, Undefined
from fivegoods.expressions import is_final
from fivegoods.numeric.decimals import ZERO, decide, round_to
from fivegoods.panel.context import RunContext
from fivegoods.panel.entities import Value
from fivegoods.scoring.columns import IndicatorColumn, IndicatorValues, Outcome, References, scored_among


def find_values(plan: IndicatorPlan, context: RunContext, applicable: Sequence[bool]) -> IndicatorValues:
    """Return the value of the indicator in every row, or why there is none."""
    count = len(applicable)
    if not any(applicable):
        return IndicatorValues([Outcome.NOT_APPLICABLE] * count, {}, [None] * count, [()] * count)
    if plan.value is None:
        values: list[Value | None] = [None] * count
        reasons = dict.fromkeys(range(count), "no_points_given")
    else:
        found = context.evaluate(plan.value)
        values, reasons = [*found.values], {**found.gaps}
    if plan.rule.takes != "choice":
        _round(plan, values, reasons)
    column = IndicatorValues([Outcome.SCORED] * count, reasons, values, [()] * count)
    for row, reason in reasons.items():
        is_out = is_final(reason)
        column.outcomes[row] = Outcome.NOT_APPLICABLE if is_out else Outcome.MISSING
    for row in compress(count_up(), map(not_, applicable)):
        values[row] = None
        column.become(row, Outcome.NOT_APPLICABLE)
    return column


def _round(plan: IndicatorPlan, values: list[Value | None], reasons: dict[int, str]) -> None:
    """Round the numbers as the criteria declare, and take a 0 for missing where they say so."""
    places, zero_counts = plan.definition.decimals, plan.definition.missing.zero_counts
    for row, value in enumerate(values) if places is not None or zero_counts else ():
        if not isinstance(value, Decimal):
            continue
        number = value if places is None else round_to(value, places)
        values[row] = number
        if zero_counts and decide(number) == 0:
            values[row], reasons[row] = None, "zero_counts_as_missing"


T = TypeVar("T")


def score_column(
    plan: IndicatorPlan,
    context: RunContext,
    found: IndicatorValues,
    full: Sequence[Decimal | None],
    settings: Settings,
) -> IndicatorColumn:
    """Return the points of one indicator in every row; None among ``full``: it is out of force there."""
    column = IndicatorColumn(
        plan=plan,
        found=found,
        full=full,
        outcomes=[*found.outcomes],
        reasons={**found.reasons},
        points=(points := [ZERO] * len(full)),
        possible=points,
        ranks=found.ranks,
        peers=found.peers,
        treatments=found.treatments,
    )
    for row in compress(count_up(), map(is_, full, repeat(None))):
        if column.outcomes[row] is not Outcome.NOT_APPLICABLE:
            column.become(row, Outcome.NOT_APPLICABLE)
    if plan.needs is not None:
        _void_where_false(column, context.evaluate(plan.needs).values)
    rows = range(len(full))
    _by_rule(column, plan, [row for row in rows if row not in found.alternates] if found.alternates else rows, settings)
    if plan.alternate is not None:
        _by_rule(column, plan.alternate, list(found.alternates), settings)
        for row in [row for row in found.alternates if column.outcomes[row] is Outcome.NO_REFERENCE]:
            found.give_back(row)
            column.become(row, found.outcomes[row], found.reason(row))
    column.possible = _possible(column)
    _by_hand(column, context)
    stand_ins = set(column.stand_ins())
    for row in found.alternates:
        why = "policy:alternate_reference" if row in stand_ins else "policy:alternate"
        column.become(row, column.outcomes[row], column.reason(row) or why)
    return column


def _void_where_false(column: IndicatorColumn, needs: Sequence[object]) -> None:
    """Void the indicator where its condition does not hold, whatever the value: missing data could not add anything.

    An alternate stands in for a figure, not for a condition.
    """
    for row, holds in enumerate(needs):
        outcome = column.outcomes[row]
        if outcome is Outcome.NOT_APPLICABLE or holds is True:
            continue
        if row in column.found.alternates:
            column.found.give_back(row)
        if holds is False:
            column.become(row, Outcome.VOIDED, "needs")
        elif outcome is not Outcome.MISSING:
            column.become(row, Outcome.MISSING, "needs_unknown")
    void = {row for row, reason in column.reasons.items() if reason == "needs"}
    if void:
        column.ranks, column.peers = _without(column.ranks, void), _without(column.peers, void)
        column.treatments = _without(column.treatments, void)


def _without(rare: dict[int, T], rows: Container[int]) -> dict[int, T]:
    return {row: kept for row, kept in rare.items() if row not in rows}


def _by_rule(column: IndicatorColumn, plan: IndicatorPlan, rows: Sequence[int], settings: Settings) -> None:
    """Fill in the points that the rule gives in some rows."""
    rule, found = plan.rule, column.found
    points, full, ranked = column.points, column.full, rule.takes == "rank"
    points_by_rule = rule.settled if rule.settles else rule.points
    seen = Situation(ZERO, ZERO, {})
    references: References = ()
    is_alone = False
    scored = scored_among(column.outcomes, rows)
    for row in () if _on_one_line(column, plan, scored) else scored:
        if found.references[row] is not references:
            references = found.references[row]
            seen.references = {r.name: r.value for r in references}
            is_alone = any(r.origin == "peers" and r.parks == 1 for r in references)
        value = found.values[row]
        if isinstance(value, Decimal):
            seen.value = value
        else:
            seen.choice = value
        seen.full = full[row] or ZERO
        if ranked:
            seen.rank, seen.peers = found.ranks[row], found.peers[row]
            is_alone = seen.peers == 1
        try:
            if is_alone:
                raise Undefined("group_of_one")
            made = points_by_rule(seen)
        except Undefined as undefined:
            _degenerate(column, row, undefined.reason, settings)
        except (DecimalException, OverflowError):
            _degenerate(column, row, "out_of_range", settings)
        else:
            points[row] = made if type(made) is Decimal else Decimal(made)  # without the text of its arithmetic
    unusable = [] if all(map(Decimal.is_finite, points)) else [row for row, x in enumerate(points) if not x.is_finite()]
    for row in unusable:
        points[row] = ZERO
        _degenerate(column, row, "out_of_range", settings)


def _on_one_line(column: IndicatorColumn, plan: IndicatorPlan, rows: Sequence[int]) -> bool:
    """Fill in the points of rows that share references and full points, if the rule is a function of the value then.

    Return whether it could be done; whatever is odd about one row is left to be found row by row.
    """
    rule, found = plan.rule, column.found
    if not rows or rule.settles or rule.takes == "rank":
        return False
    references, full = found.references[rows[0]], column.full[rows[0]] or ZERO
    is_alone = any(r.origin == "peers" and r.parks == 1 for r in references)
    shared: list[tuple[Sequence[Any], Any]] = [(found.references, references), (column.full, column.full[rows[0]])]
    if is_alone or not all(all(map(is_, map(own.__getitem__, rows), repeat(one))) for own, one in shared):
        return False
    try:
        line = rule.line({r.name: r.value for r in references}, full)
        values: Any = map(found.values.__getitem__, rows)
        made = list(map(line, values)) if line is not None else []
    except (Undefined, DecimalException, OverflowError):
        return False
    for row, points in zip(rows, made, strict=False):
        column.points[row] = points if type(points) is Decimal else Decimal(points)
    return bool(made)


def _degenerate(column: IndicatorColumn, row: int, reason: str, settings: Settings) -> None:
    """Give a row what is declared where the rule has no result: zero, no reference, or full points.

    Full points go no further than the rule does: at most its best band, or the points that cap it.
    """
    declared = {"flat": settings.flat, "group_of_one": settings.group_of_one}.get(reason, "no_reference")
    if declared == "no_reference":
        column.become(row, Outcome.NO_REFERENCE, reason)
        return
    full = column.full[row] or ZERO
    column.points[row] = min(full, column.plan_of(row).rule.top(full)) if declared == "full" else ZERO
    column.reasons[row] = f"{reason}:{declared}"


def _possible(column: IndicatorColumn) -> list[Decimal]:
    """Return the upper ends where data or a reference are lacking.

    Without points yet it is the most of the rule, or of the one that may stand in. Where an alternate stands in for
    want of a reference, its points are there and the rule's most may still come.
    """
    ways = column.still_open()
    if not ways:
        return column.points
    possible = [*column.points]
    for row, plans in ways.items():
        possible[row] = max(column.points[row], *(plan.rule.top(column.full[row] or ZERO) for plan in plans))
    return possible


def _by_hand(column: IndicatorColumn, context: RunContext) -> None:
    """Let points given by hand count, and those of a review before them."""
    for row, (given, reviewed) in context.given(column.plan.id).items():
        outcome, asked_for = column.outcomes[row], column.plan_of(row).rule.takes == "nothing"
        if outcome is Outcome.NOT_APPLICABLE or (asked_for and not reviewed and outcome is Outcome.VOIDED):
            continue
        if asked_for and not reviewed:
            column.become(row, Outcome.SCORED)
        else:
            column.computed[row] = _replaced(column, context, row)
            column.become(row, Outcome.OVERRIDDEN, "review" if reviewed else "by_hand")
        column.given[row] = given
        # Points that a rule asks for are given out of what it says; those that replace a rule's are the final ones.
        points = column.plan.rule.converted(given.points, column.full[row] or ZERO) if asked_for else given.points
        column.points[row] = column.possible[row] = points


def _replaced(column: IndicatorColumn, context: RunContext, row: int) -> Decimal | None:
    """Return the points that a review or a hand replaces, None if there are none."""
    if column.outcomes[row] is Outcome.SCORED:
        return column.points[row]
    own = context.parks[row].points.get(column.plan.id) if column.plan_of(row).rule.takes == "nothing" else None
    return own.points if own else None
