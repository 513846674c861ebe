"""Weights and points that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fivegoods.criteria.models.criteria import PerGroup
from fivegoods.criteria.plan.plan import NodePlan, Plan
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import HUNDRED, ZERO, show

NOT_A_HUNDRED = define(
    "FG221",
    Severity.WARNING,
    zh="{id} 下的权重合计 {total}，不是 100（会按比例归一）",
    en="the weights below {id} add up to {total}, not to 100 (they are rescaled)",
    cause_zh="看起来是百分比的权重应合计 100；相对权重不要求合计，但应一眼看得出不是百分比。",
    cause_en="Weights that look like percentages should add up to 100; relative weights need not.",
    bad="weight: 30 … weight: 30 … weight: 35",
    good="weight: 30 … weight: 30 … weight: 40",
)
NOT_THE_STATED = define(
    "FG222",
    Severity.WARNING,
    zh="{id} 的满分写为 {stated}，下面各项合计 {total}（各项按比例折算）",
    en="{id} states {stated} points but its parts add up to {total} (they are rescaled)",
    cause_zh="维度自己写了满分，与下属各项满分之和不同，各项得分就要折算，与文件上的分值不一致。",
    cause_en="A dimension states points that differ from the sum of its parts, so the parts are rescaled.",
    bad="benefit: {points: 40, indicators: {a: {points: 30}, b: {points: 15}}}",
    good="benefit: {points: 45, indicators: {a: {points: 30}, b: {points: 15}}}",
)
COUNTS_NOTHING = define(
    "FG223",
    Severity.WARNING,
    zh="{id} 没有 {wanted}，与同级不一致，不占分值",
    en="{id} has no {wanted} while its siblings do: it counts nothing",
    cause_zh="同级之间要么都写 points，要么都写 weight。",
    cause_en="Siblings have either points or weights, all of them.",
    bad="a: {weight: 1}\nb: {points: 10}",
    good="a: {weight: 1}\nb: {weight: 2}",
)
NO_WEIGHT = define(
    "FG224",
    Severity.WARNING,
    zh="{id} 下的权重合计为 0，都不占分值",
    en="the weights below {id} add up to 0: nothing below it counts",
    cause_zh="权重全为 0 的一组没有可归一的总数。",
    cause_en="Weights that are all 0 cannot be rescaled.",
    bad="a: {weight: 0}\nb: {weight: 0}",
    good="a: {weight: 1}\nb: {weight: 1}",
)
NOTHING_TO_SHARE = define(
    "FG240",
    zh="{id} 既没有 points 也没有 weight，{then_zh}",
    en="{id} has neither points nor weight: {then_en}",
    help_zh="给它写上 points（满分）或 weight（权重）",
    help_en="give it points or a weight",
    cause_zh="权重把上一级的分值分下来；上一级没有分值，下面的权重就无分可分，所有园区都是 0 分。",
    cause_en="Weights share out the points from above; where there are none, every park gets 0.",
    bad="dimensions: {benefit: {indicators: {a: {weight: 60}, b: {weight: 40}}}, scale: {points: 50, …}}",
    good="dimensions: {benefit: {points: 50, indicators: {a: {weight: 60}, b: {weight: 40}}}, scale: {points: 50, …}}",
)

#: Sums this near to 100 are taken for percentages that were meant to reach it.
_NEAR = Decimal(10)


def check(plan: Plan) -> list[Finding]:
    """Return what does not add up, dimension by dimension."""
    return [finding for node in plan.root.walk() for finding in _of_node(plan, node)]


def _of_node(plan: Plan, node: NodePlan) -> Iterator[Finding]:
    weighted = [child for child in node.children if child.definition.weight is not None]
    if weighted:
        for child in node.children:
            if child.definition.weight is None:
                yield plan.file.finding_at_key(COUNTS_NOTHING, child.path, id=child.id, wanted="weight")
        yield from _weights(plan, node, [_fixed(child.definition.weight) for child in weighted])
        return
    for child in node.children:
        if child.definition.points is not None:
            continue
        if isinstance(child, NodePlan):
            if any(part.definition.weight is not None for part in child.children):
                yield plan.file.finding_at_key(NOTHING_TO_SHARE, child.path, id=child.id, **_THEN["dimension"])
        elif any(sibling.definition.points is not None for sibling in node.children):
            yield plan.file.finding_at_key(COUNTS_NOTHING, child.path, id=child.id, wanted="points")
        else:
            yield plan.file.finding_at_key(NOTHING_TO_SHARE, child.path, id=child.id, **_THEN["indicator"])
    yield from _points(plan, node)


_THEN = {
    "dimension": {"then_zh": "下面的权重无分可分", "then_en": "the weights below it have nothing to share out"},
    "indicator": {"then_zh": "不占分值", "then_en": "it counts nothing"},
}


def _fixed(number: Decimal | PerGroup | None) -> Decimal | None:
    """Return a number that is the same for all groups, else None."""
    return number if isinstance(number, Decimal) else None


def _weights(plan: Plan, node: NodePlan, weights: list[Decimal | None]) -> Iterator[Finding]:
    if any(weight is None for weight in weights):
        return
    total = sum((weight for weight in weights if weight is not None), ZERO)
    if not total:
        yield plan.file.finding_at_key(NO_WEIGHT, node.path, id=node.id)
    elif total != HUNDRED and abs(total - HUNDRED) <= _NEAR and len(weights) > 1:
        yield plan.file.finding_at_key(NOT_A_HUNDRED, node.path, id=node.id, total=show(total))


def _points(plan: Plan, node: NodePlan) -> Iterator[Finding]:
    stated = _fixed(node.definition.points)
    own = [_fixed(child.definition.points) for child in node.children]
    if stated is None or any(points is None for points in own) or any(c.applies for c in node.children):
        return
    total = sum((points for points in own if points is not None), ZERO)
    if total != stated:
        path = (*node.path, "points")
        yield plan.file.finding(NOT_THE_STATED, path, id=node.id, stated=show(stated), total=show(total))
