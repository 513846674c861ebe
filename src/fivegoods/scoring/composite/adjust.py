"""Adjustments (加分、扣分、一票否决): counted, priced, capped, and what they void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fivegoods.criteria.models.adjustment import Effect
from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.plan.plan import AdjustmentPlan
from fivegoods.expressions import NoValue
from fivegoods.numeric.decimals import ONE, ZERO, decide
from fivegoods.numeric.traced import least, most, traced
from fivegoods.panel.context import ParkContext
from fivegoods.scoring.composite.node_column import Shifts
from fivegoods.scoring.scores import AdjustmentScore


@dataclass(frozen=True, slots=True)
class Consequences:
    """Everything the adjustments of one park do."""

    scores: tuple[AdjustmentScore, ...]
    shifts: Shifts
    #: Points added to or taken from the total, after the caps over all bonuses and deductions.
    total: Decimal
    void_total: bool
    #: Effects in force, each with the id of its adjustment.
    effects: tuple[tuple[str, Effect], ...]
    #: Adjustments that lack of data leaves undecided: id → reason code.
    undecided: Mapping[str, str]


#: What criteria without adjustments do to every park.
NONE = Consequences((), Shifts(), ZERO, False, (), {})


def consequences(plans: Sequence[AdjustmentPlan], env: ParkContext, settings: Settings) -> Consequences:
    """Return what the adjustments do to one park."""
    if not plans:
        return NONE
    scores: list[AdjustmentScore] = []
    undecided: dict[str, str] = {}
    for plan in plans:
        try:
            score = adjustment_score(plan, env)
        except NoValue as missing:
            undecided[plan.id] = missing.reason
        else:
            scores += [] if score is None else [score]
    by_id = {plan.id: plan for plan in plans}
    effects = [(score.id, effect) for score in scores for effect in _in_force(by_id[score.id], score.count)]
    inner: dict[str, Decimal] = {}
    for score in scores:
        if score.to != "total" and score.points:
            inner[score.to] = inner.get(score.to, ZERO) + score.points
    void = frozenset(effect.void for _, effect in effects if effect.void)
    return Consequences(
        scores=tuple(scores),
        shifts=Shifts(inner, void - {"total"}),
        total=capped_total([s.points for s in scores if s.to == "total"], settings),
        void_total="total" in void,
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


def adjustment_score(plan: AdjustmentPlan, env: ParkContext) -> AdjustmentScore | None:
    """Return one adjustment of one park, None if it does not take effect. Raise NoValue if undecided."""
    definition = plan.definition
    if plan.applies is not None and not plan.applies.truth(env):
        return None
    count = _count(plan, env)
    if count <= 0:
        return None
    points = priced(plan, env, count)
    effects = tuple(describe(effect) for effect in _in_force(plan, count))
    if not points and not effects and definition.points is not None:
        return None
    text = str(getattr(points, "text", ""))
    return AdjustmentScore(plan.id, definition.name, count, Decimal(points), definition.to, effects, text)


def _count(plan: AdjustmentPlan, env: ParkContext) -> Decimal:
    """Return how often it happened: events, a count, or 1 where the condition holds."""
    if plan.when is not None and not plan.when.truth(env):
        return ZERO
    if plan.definition.event is not None:
        return env.events(plan.definition.event)
    return ONE if plan.count is None else plan.count.number(env)


def priced(plan: AdjustmentPlan, env: ParkContext, count: Decimal) -> Decimal:
    """Return the points as traced arithmetic, within the adjustment's own cap."""
    definition = plan.definition
    if plan.points is not None:
        points: Decimal = plan.points.trace(env)
    elif isinstance(definition.each, dict):
        points = _by_level(definition.each, plan, env)
    elif definition.each is not None:
        points = traced(count) * definition.each
    else:
        return ZERO
    if definition.at_most is not None:
        limit = abs(definition.at_most)
        points = least(points, limit) if decide(points) >= 0 else most(points, -limit)
    return points


def _by_level(prices: dict[str, Decimal], plan: AdjustmentPlan, env: ParkContext) -> Decimal:
    points: Decimal | None = None
    for event in env.park.events:
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
