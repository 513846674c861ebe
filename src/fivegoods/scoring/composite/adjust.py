"""Adjustments (加分、扣分、一票否决): counted, priced, capped, and what they void."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fivegoods.criteria.models.adjustment import Effect
from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.plan.plan import AdjustmentPlan, Plan
from fivegoods.expressions import NoValue
from fivegoods.numeric.decimals import ONE, ZERO, decide
from fivegoods.numeric.traced import least, most, traced
from fivegoods.panel.context import ParkContext, RunContext
from fivegoods.scoring.columns import NO_CONSEQUENCES, AdjustmentScore, Consequences


def all_consequences(plan: Plan, context: RunContext) -> dict[int, Consequences]:
    """Return what the adjustments do to each row; rows where they do nothing are left out."""
    if not plan.adjustments:
        return {}
    settings = plan.file.criteria.settings
    found = {row: consequences(plan.adjustments, park, settings) for row, park in enumerate(context.rows())}
    return {row: own for row, own in found.items() if own != NO_CONSEQUENCES}


def consequences(plans: Sequence[AdjustmentPlan], park: ParkContext, settings: Settings) -> Consequences:
    """Return what the adjustments do to one park."""
    scores: list[AdjustmentScore] = []
    undecided: dict[str, str] = {}
    for plan in plans:
        try:
            score = adjustment_score(plan, park)
        except NoValue as missing:
            undecided[plan.id] = missing.reason
        else:
            scores += [] if score is None else [score]
    by_id = {plan.id: plan for plan in plans}
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
        total=capped_total([s.points for s in scores if s.to == "total"], settings),
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


def adjustment_score(plan: AdjustmentPlan, park: ParkContext) -> AdjustmentScore | None:
    """Return one adjustment of one park, None if it does not take effect. Raise NoValue if undecided."""
    definition = plan.definition
    if plan.applies is not None and not plan.applies.truth(park):
        return None
    count = _count(plan, park)
    if count <= 0:
        return None
    points = priced(plan, park, count)
    effects = tuple(describe(effect) for effect in _in_force(plan, count))
    if not points and not effects and definition.points is not None:
        return None
    text = str(getattr(points, "text", ""))
    return AdjustmentScore(plan.id, definition.name, count, Decimal(points), definition.to, effects, text)


def _count(plan: AdjustmentPlan, park: ParkContext) -> Decimal:
    """Return how often it happened: events, a count, or 1 where the condition holds."""
    if plan.when is not None and not plan.when.truth(park):
        return ZERO
    if plan.definition.event is not None:
        return park.events(plan.definition.event)
    return ONE if plan.count is None else plan.count.number(park)


def priced(plan: AdjustmentPlan, park: ParkContext, count: Decimal) -> Decimal:
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


def _by_level(prices: dict[str, Decimal], plan: AdjustmentPlan, park: ParkContext) -> Decimal:
    points: Decimal | None = None
    for event in park.park.events:
        if event.kind == plan.definition.event and event.level in prices:
            step = traced(event.count) * prices[event.level]
            points = step if points is None else points + step
    return traced(ZERO) if points is None else points


def _in_force(plan: AdjustmentPlan, count: Decimal) -> list[Effect]:
    """Return the effects whose count is reached; of several steps only the highest reached counts."""
    reached = [e for e in plan.effects if count >= (e.from_count or ONE)]
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
