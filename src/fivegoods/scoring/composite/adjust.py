"""Adjustments (加分、扣分、一票否决): counted, priced, capped, and what they void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from fivegoods.criteria.models.adjustment import Effect, Minimum
from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.plan.plan import AdjustmentPlan, Plan
from fivegoods.expressions import Compiled, Evaluated, NoValue, is_final
from fivegoods.numeric.decimals import ONE, ZERO, decide
from fivegoods.numeric.traced import least, most, traced
from fivegoods.panel.context import RowsContext, RunContext
from fivegoods.scoring.columns import NO_CONSEQUENCES, AdjustmentScore, Consequences


def all_consequences(plan: Plan, context: RunContext) -> dict[int, Consequences]:
    """Return what the adjustments do to each row; rows where they do nothing are left out.

    What is sure counts: of a count that is not fully known what holds already, and effects where only the points
    are not known. An adjustment is undecided where what is not known could change what it does.
    """
    return _consequences_of(plan, [a for a in plan.adjustments if not isinstance(a.definition, Minimum)], context)


def with_minimums(plan: Plan, final: RunContext, done: dict[int, Consequences]) -> dict[int, Consequences]:
    """Return what adjustments do, with parts that stay below their minimum; they look at points that are ``final``.

    A part that does not apply has no minimum.
    """
    minimums = [adjustment for adjustment in plan.adjustments if isinstance(adjustment.definition, Minimum)]
    if not minimums:
        return done
    joined = {**done}
    for row, failed in _consequences_of(plan, minimums, final).items():
        own = done.get(row, NO_CONSEQUENCES)
        open_ = {key: why for key, why in failed.undecided.items() if not is_final(why)}
        joined[row] = replace(
            own,
            scores=(*own.scores, *failed.scores),
            effects=(*own.effects, *failed.effects),
            undecided={**own.undecided, **open_},
        )
    return joined


def _consequences_of(plan: Plan, adjustments: Sequence[AdjustmentPlan], context: RunContext) -> dict[int, Consequences]:
    scores: dict[int, list[AdjustmentScore]] = {}
    undecided: dict[int, dict[str, str]] = {}
    for adjustment in adjustments:
        counts, open_ = _counts(adjustment, context)
        reasons = dict(counts.gaps)
        for row in (
            row for row, count in enumerate(counts.values) if count is not None and (count > 0 or row in open_)
        ):
            park = context.rows([row])
            score, reason = adjustment_score(adjustment, park, counts.values[row])
            if row in open_ and not reason:
                most, why = open_[row]
                reason = why if _does_more(adjustment_score(adjustment, park, most)[0], score) else ""
            if reason:
                reasons[row] = reason
            if score is not None:
                scores.setdefault(row, []).append(score)
        for row, reason in reasons.items():
            undecided.setdefault(row, {})[adjustment.id] = reason
    rows = sorted(scores.keys() | undecided.keys())
    return {row: _consequences(plan, scores.get(row, ()), undecided.get(row, {})) for row in rows}


def _does_more(at_most: AdjustmentScore | None, sure: AdjustmentScore | None) -> bool:
    """Return whether an adjustment would do anything else if all that is not known held."""
    done = [None if score is None else (decide(score.points), score.effects) for score in (at_most, sure)]
    return done[0] != done[1]


def _consequences(plan: Plan, scores: Sequence[AdjustmentScore], undecided: Mapping[str, str]) -> Consequences:
    by_id = {adjustment.id: adjustment for adjustment in plan.adjustments}
    effects = [(score.id, effect) for score in scores for effect in _in_force(by_id[score.id], score.count)]
    added: dict[str, Decimal] = {}
    for score in scores:
        if score.to != "total" and score.points:
            added[score.to] = added.get(score.to, ZERO) + score.points
    void = frozenset(effect.void for _, effect in effects if effect.void)
    return Consequences(
        scores=tuple(scores),
        added=added,
        void_parts=void - {"total"},
        voids_total="total" in void,
        total=capped_total([s.points for s in scores if s.to == "total"], plan.file.criteria.settings),
        effects=tuple(effects),
        undecided=undecided,
    )


def capped_total(points: Sequence[Decimal], settings: Settings) -> Decimal:
    """Return the sum of bonuses and deductions, each kind within its declared cap."""
    bonus = sum((p for p in points if p > 0), ZERO)
    deduction = sum((p for p in points if p < 0), ZERO)
    if settings.bonus_at_most is not None:
        bonus = min(bonus, settings.bonus_at_most)
    if settings.deduction_at_most is not None:
        deduction = max(deduction, -settings.deduction_at_most)
    return bonus + deduction


#: By row the most that a count can come to, and why it is not known.
Open = dict[int, tuple[Decimal, str]]


def _counts(plan: AdjustmentPlan, context: RunContext) -> tuple[Evaluated, Open]:
    """Return how often it happened in each row: events, a count, or 1; 0 where a condition does not hold.

    A count that is not fully known is the least that it can be, with the most beside it.
    """
    open_: Open = {}
    if plan.definition.event is not None:
        found = context.rows().events(plan.definition.event)
    elif plan.count is None:
        found = Evaluated([ONE] * len(context), {})
    else:
        found, open_ = _counted(plan.count, context)
    for condition in (condition for condition in (plan.when, plan.applies) if condition is not None):
        truths = context.evaluate(condition)  # the condition decides before what it is about
        values = [x if holds else ZERO for x, holds in zip(found.values, truths.values, strict=True)]
        gaps = {row: reason for row, reason in found.gaps.items() if truths.values[row]}
        found = Evaluated([None if row in truths.gaps else x for row, x in enumerate(values)], gaps | truths.gaps)
        open_ = {row: most for row, most in open_.items() if truths.values[row]}
    return found, open_


def _counted(count: Compiled, context: RunContext) -> tuple[Evaluated, Open]:
    found = context.evaluate(count)
    values, gaps, open_ = [*found.values], dict(found.gaps), Open()
    for row, reason in found.gaps.items():
        try:
            least_count, most_count = count.limits(context.rows([row]))
        except NoValue:
            continue
        del gaps[row]
        values[row], open_[row] = least_count, (most_count, reason)
    return Evaluated(values, gaps), open_


def adjustment_score(plan: AdjustmentPlan, park: RowsContext, count: Decimal) -> tuple[AdjustmentScore | None, str]:
    """Return one adjustment of one park, None if it has no effect; and why its points are not known, "" if they are."""
    definition, reason = plan.definition, ""
    points, effects = ZERO, tuple(describe(effect) for effect in _in_force(plan, count))
    try:
        points = priced(plan, park, count) if count > 0 else ZERO
    except NoValue as missing:
        reason = missing.reason
    if not effects and not points and (count <= 0 or definition.points is not None):
        return None, reason
    text = str(getattr(points, "text", ""))
    return AdjustmentScore(plan.id, definition.name, count, Decimal(points), definition.to, effects, text), reason


def priced(plan: AdjustmentPlan, park: RowsContext, count: Decimal) -> Decimal:
    """Return the points as traced arithmetic, within the adjustment's own cap."""
    definition = plan.definition
    if plan.points is not None:
        points: Decimal = plan.points.trace(park)
    elif isinstance(definition.each, dict):
        points = _by_level(definition.each, plan, park)
    elif definition.each is not None:
        points = traced(count) * definition.each
    else:
        return ZERO
    if definition.at_most is not None:
        limit = abs(definition.at_most)
        points = least(points, limit) if decide(points) >= 0 else most(points, -limit)
    return points


def _by_level(prices: dict[str, Decimal], plan: AdjustmentPlan, park: RowsContext) -> Decimal:
    points: Decimal | None = None
    for event in park.events_of(0):
        if event.kind == plan.definition.event and event.level in prices:
            step = traced(event.count) * prices[event.level]
            points = step if points is None else points + step
    return traced(ZERO) if points is None else points


def _in_force(plan: AdjustmentPlan, count: Decimal) -> list[Effect]:
    """Return the effects whose count is reached; of several steps only the highest reached counts."""
    reached = [e for e in plan.definition.effects if count >= (e.from_count or ONE)]
    highest = max((e.from_count or ONE for e in reached), default=ONE)
    return [e for e in reached if (e.from_count or ONE) == highest]


def describe(effect: Effect) -> str:
    """Return the effect as a short code for words, such as "grade:D" or "void:safety"."""
    parts = [
        f"void:{effect.void}" if effect.void else "",
        f"grade:{effect.grade}" if effect.grade else "",
        f"steps_down:{effect.steps_down}" if effect.steps_down else "",
        "no_honours" if effect.no_honours else "",
        "unranked" if effect.unranked else "",
        "ungraded" if effect.ungraded else "",
    ]
    return "+".join(part for part in parts if part)
