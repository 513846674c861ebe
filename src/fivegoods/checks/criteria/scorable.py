"""Indicators that can never be scored, and one that is counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan, Plan
from fivegoods.criteria.rules.by_hand import Choice
from fivegoods.messages.findings import Finding, Severity, define

NEVER = define(
    "FG227",
    Severity.WARNING,
    zh="指标 {id} 永远得不了分：{why_zh}",
    en="indicator {id} can never be scored: {why_en}",
    cause_zh="规则需要的东西在任何园区都不会有。",
    cause_en="What the rule needs, no park can have.",
    bad="rule: {kind: choice, points: {yes: 5}}   # value 是数值",
    good="rule: {kind: bands, …}",
)
TWICE = define(
    "FG228",
    Severity.WARNING,
    zh="指标 {id} 与 {other} 的取值和规则都相同（{value}），同一件事计了两次",
    en="indicators {id} and {other} have the same value and rule ({value}): one thing is counted twice",
    cause_zh="同时适用的两个指标用了同一个取值表达式和同一条规则。总量、增速、占比分开计分不算重复。",
    cause_en="Two indicators that apply together have the same expression and rule. Level and growth are two things.",
    bad="a: {value: tax / land, rule: R}\nb: {value: tax / land, rule: R}",
    good="a: {value: tax / land, rule: R}\nb: {value: growth(tax), rule: R}",
)


def check(plan: Plan) -> list[Finding]:
    """Return indicators that cannot be scored or that repeat another."""
    return [*_never(plan), *_twice(plan)]


def _never(plan: Plan) -> Iterator[Finding]:
    for indicator in plan.indicators:
        why = _why(plan, indicator)
        if why is not None:
            path = (*indicator.path, "rule")
            yield plan.file.finding(NEVER, path, id=indicator.id, why_zh=why[0], why_en=why[1])


def _why(plan: Plan, indicator: IndicatorPlan) -> tuple[str, str] | None:
    value = indicator.value
    if value is None:
        return None
    if isinstance(indicator.rule, Choice) and value.kind == "number":
        return "choice 规则要选项或是否，取值却是数值", "a choice rule takes an option or yes/no, the value is a number"
    own = f"{plan.file.id}/{plan.file.edition}"
    if {own, plan.file.id} & value.reads.scores.keys():
        return "取值要用本标准自己的总分", "its value is the total of these very criteria"
    return None


def _twice(plan: Plan) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], str] = {}
    for conditions, indicator in _with_conditions(plan.root, ()):
        if indicator.value is None:
            continue
        text = " ".join(indicator.value.text.split())
        key = (text, indicator.rule.model_dump_json(), conditions)
        if key in seen:
            path = (*indicator.path, "value")
            yield plan.file.finding(TWICE, path, id=indicator.id, other=seen[key], value=text)
        seen.setdefault(key, indicator.id)


def _with_conditions(node: NodePlan, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], IndicatorPlan]]:
    """Yield every indicator with the conditions under which it applies."""
    own = (*above, node.definition.applies) if node.definition.applies else above
    for indicator in node.indicators:
        yield ((*own, indicator.definition.applies) if indicator.definition.applies else own), indicator
    for child in node.nodes:
        yield from _with_conditions(child, own)
