"""The rule of an indicator run again over traced numbers: what is measured, the points, the caps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.rules.bands import Bands
from fivegoods.criteria.rules.base import Rule, Situation, Undefined
from fivegoods.explain.steps import Step
from fivegoods.expressions import NoValue
from fivegoods.numeric.decimals import show
from fivegoods.numeric.traced import SUM, Traced, text_of, traced
from fivegoods.panel.context import RowsContext
from fivegoods.scoring.tree import IndicatorScore

#: Formulas show numbers with 12 significant digits: enough to work the points by hand.
LEGIBLE = Context(prec=12)


def rule_steps(env: RowsContext, score: IndicatorScore) -> list[Step]:
    """Return the steps from value and references to points; none where the rule has no result."""
    rule = score.plan.rule
    try:
        points, settled = traced_points(rule, score, _value_in_rule(env, score))
    except Undefined:
        return []
    steps = [*_measured(rule, score, _value_in_rule(env, score))]
    steps += [Step("rule", rule.words(), str(getattr(points, "text", show(points))), Decimal(points))]
    if settled is not points:
        steps.append(Step("cap", _settling(rule), settled.text, Decimal(settled)))
    return steps


def _settling(rule: Rule) -> LocalText:
    """Return what is done to the points that the rule gives."""
    if rule.out_of is None:
        return LocalText(zh="封顶、保底、取整", en="cap, floor, rounding")
    out_of = show(rule.out_of)
    return LocalText(zh=f"由 {out_of} 分制折合，封顶、保底、取整", en=f"cap, floor, conversion from {out_of}, rounding")


def _measured(rule: Rule, score: IndicatorScore, value: Traced) -> Iterator[Step]:
    """Yield what the rule looks at besides the value: a rank, or a multiple and its band."""
    if score.rank is not None:
        words = LocalText(zh=f"同组 {score.peers} 个中的名次", en=f"rank among {score.peers} of the group")
        yield Step("place", words, "", Decimal(score.rank))
    if not isinstance(rule, Bands):
        return
    x = rule.measure(situation(score, value))
    if rule.over is not None:
        yield Step("measure", LocalText(zh="指标值 ÷ 参照值", en="value ÷ reference"), text_of(x), Decimal(x))
    band = rule.band_of(x)
    where = band.interval() if band else ""
    zh, en = (f"落在 {where}", f"lies in {where}") if band else ("不在任何一档", "lies in no band")
    yield Step("band", LocalText(zh=zh, en=en))


def _value_in_rule(env: RowsContext, score: IndicatorScore) -> Traced:
    """Return the value as the rule's formula shows it: its own arithmetic if it is a long quotient."""
    number = score.value if isinstance(score.value, Decimal) else Decimal(0)
    if score.plan.value is None or legible(number) == show(number):
        return traced(number)
    try:
        worked = score.plan.value.trace(env)
    except NoValue:
        return leaf(number)
    return worked if worked == number else leaf(number)


def leaf(number: Decimal) -> Traced:
    """Return a number for a formula: its whole value, shown with at most 12 significant digits."""
    text = legible(number)
    return Traced(number, f"−{text[1:]}", SUM) if text.startswith("-") else Traced(number, text)


def legible(number: Decimal) -> str:
    """Return a number with at most 12 significant digits, as formulas show it."""
    return show(LEGIBLE.plus(number))


def traced_points(rule: Rule, score: IndicatorScore, value: Traced) -> tuple[Decimal, Traced]:
    """Return the rule's points before and after its caps, over traced numbers. Raise Undefined."""
    points = rule.points(situation(score, value))
    return points, traced(rule.settle(points, leaf(score.full)))


def situation(score: IndicatorScore, value: Traced) -> Situation:
    """Return what the rule saw, over traced numbers."""
    choice = None if isinstance(score.value, Decimal) else score.value
    references: dict[str, Decimal] = {r.name: leaf(r.value) for r in score.references}
    full = score.plan.rule.full_within(leaf(score.full))
    return Situation(value, full, references, choice, score.rank, score.peers)
