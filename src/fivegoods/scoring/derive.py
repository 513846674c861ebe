"""The derivation of points: value → reference → rule → caps → weight, as printed arithmetic.

The rule's own code runs again over traced numbers, so the printed formula is the computation.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from fivegoods.decimals import CONTEXT, ONE, show
from fivegoods.expressions import NoValue
from fivegoods.rules.base import Rule, Situation, Undefined
from fivegoods.scoring.environment import Surroundings, World
from fivegoods.scoring.plan import IndicatorPlan
from fivegoods.scoring.reasons import reason_words
from fivegoods.scoring.results import IndicatorScore, NodeScore, Outcome, ParkScore, ResolvedReference, Run
from fivegoods.traced import Traced, traced
from fivegoods.written import Text


#: Formulas show numbers with 12 significant digits: enough to work the points by hand.
LEGIBLE = Context(prec=12)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a sentence, the arithmetic with the numbers in it, and what comes out."""

    #: value, reference, rule, cap, weight, contribution, missing, override, void or policy.
    kind: str
    words: Text
    formula: str = ""
    result: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one indicator of one park came to its points."""

    indicator: IndicatorScore
    steps: tuple[Step, ...]


def derive(run: Run, park: ParkScore, score: IndicatorScore) -> Derivation:
    """Return the derivation of one indicator's points."""
    with localcontext(CONTEXT):
        env = surroundings(run, park)
        return Derivation(score, tuple(_steps(env, park, score)))


def surroundings(run: Run, park: ParkScore) -> Surroundings:
    """Return the environment that a park's expressions were evaluated in."""
    world = World(run.view, {(p.id, p.year): p for p in run.parks})
    world.population = tuple(Surroundings(p, world) for p in run.parks if p.year == park.park.year)
    env = Surroundings(park.park, world)
    for score in park.root.all_indicators():
        env.points_of[score.plan.id] = score.points
        if score.value is not None:
            env.values_of[score.plan.id] = score.value
        if score.rank is not None:
            env.ranks_of[score.plan.id] = score.rank
    return env


def _steps(env: Surroundings, park: ParkScore, score: IndicatorScore) -> list[Step]:
    steps = [*_value(env, score), *(_reference(env, score.plan, r) for r in score.references)]
    if score.outcome in (Outcome.SCORED, Outcome.OVERRIDDEN) and score.plan.rule.takes != "nothing":
        steps += _rule(env, score)
    steps += _outcome(score)
    return [*steps, *_contribution(park, score)]


def _value(env: Surroundings, score: IndicatorScore) -> list[Step]:
    plan = score.plan
    if plan.value is None or score.value is None:
        return []
    text = plan.value.text
    words = Text(zh=f"指标值 = {text}", en=f"value = {text}")
    if not isinstance(score.value, Decimal):
        return [Step("value", words, str(score.value))]
    try:
        formula = plan.value.trace(env).text
    except NoValue:
        formula = legible(score.value)
    return [Step("value", words, formula, score.value, plan.unit.text if plan.definition.unit else "")]


def _reference(env: Surroundings, plan: IndicatorPlan, reference: ResolvedReference) -> Step:
    formula = legible(reference.value)
    if reference.origin == "expression":
        expression = next(r.expression for r in plan.references if r.name == reference.name)
        if expression is not None:
            formula = expression.trace(env).text
    unit = plan.unit.text if plan.definition.unit else ""
    return Step("reference", reference_words(reference), formula, reference.value, unit)


_STATS = {
    "min": ("最小值", "minimum"),
    "max": ("最大值", "maximum"),
    "mean": ("平均值", "mean"),
    "weighted_mean": ("加权平均值", "weighted mean"),
    "median": ("中位数", "median"),
    "quantile": ("分位数", "quantile"),
    "sum": ("合计", "sum"),
    "deviation": ("标准差", "standard deviation"),
}


def reference_words(reference: ResolvedReference) -> Text:
    """Say whose the reference value is and over how many parks."""
    stat_zh, stat_en = _STATS.get(reference.stat, ("", ""))
    group = "、".join(reference.group.values())
    of_zh, of_en = (f"{group}的", f" of {group}") if group else ("", "")
    name = reference.name
    if reference.origin == "peers":
        return Text(
            zh=f"{name}：{of_zh}同组 {reference.parks} 个园区的{stat_zh}",
            en=f"{name}: {stat_en}{of_en} over {reference.parks} peers",
        )
    if reference.origin == "benchmark":
        count = reference.parks
        over_zh, over_en = (f"（{count} 个园区）", f" over {count} parks") if count else ("", "")
        return Text(
            zh=f"{name}：基准文件给出的{of_zh}{stat_zh}{over_zh}",
            en=f"{name}: {stat_en}{of_en}{over_en} from the benchmarks file",
        )
    if reference.origin == "group":
        return Text(zh=f"{name}：{group}适用的参照值", en=f"{name}: the value for {group}")
    if reference.origin == "expression":
        return Text(zh=f"{name}：由本园区数据计算", en=f"{name}: from the park's own data")
    return Text(zh=f"{name}：标准规定", en=f"{name}: set by the criteria")


def _rule(env: Surroundings, score: IndicatorScore) -> list[Step]:
    rule = score.plan.rule
    try:
        points, settled = traced_points(rule, score, _value_in_rule(env, score))
    except Undefined:
        return []
    steps = [Step("rule", rule.words(), str(getattr(points, "text", show(points))), Decimal(points))]
    if settled is not points:
        steps.append(
            Step("cap", Text(zh="封顶、保底、取整", en="cap, floor, rounding"), settled.text, Decimal(settled))
        )
    return steps


def _value_in_rule(env: Surroundings, score: IndicatorScore) -> Traced:
    """Return the value as the rule's formula shows it: its own arithmetic if it is a long quotient."""
    number = score.value if isinstance(score.value, Decimal) else Decimal(0)
    if score.plan.value is None or legible(number) == show(number):
        return traced(number)
    try:
        worked = score.plan.value.trace(env)
    except NoValue:
        return traced(number, legible(number))
    return worked if worked == number else traced(number, legible(number))


def legible(number: Decimal) -> str:
    """Return a number with at most 12 significant digits, as formulas show it."""
    return show(LEGIBLE.plus(number))


def traced_points(rule: Rule, score: IndicatorScore, value: Traced) -> tuple[Decimal, Traced]:
    """Return the rule's points before and after its caps, over traced numbers. Raise Undefined."""
    full = traced(score.full, legible(score.full))
    choice = None if isinstance(score.value, Decimal) else score.value
    references: dict[str, Decimal] = {r.name: traced(r.value, legible(r.value)) for r in score.references}
    points = rule.points(Situation(value, full, references, choice, score.rank, score.peers))
    return points, traced(rule.settle(points, full))


def _outcome(score: IndicatorScore) -> list[Step]:
    if score.given is not None:
        kind = "override" if score.outcome is Outcome.OVERRIDDEN else "given"
        words = Text(zh="复核分" if score.reason == "review" else "手工给分", en="reviewed points" if score.reason == "review" else "given by hand")
        if score.given.reason:
            words = Text(zh=f"{words.zh}：{score.given.reason}", en=f"{words.en}: {score.given.reason}")
        return [Step(kind, words, show(score.given.points), score.given.points)]
    if score.outcome is Outcome.VOIDED:
        return [Step("void", reason_words(score.reason), "0", score.points)]
    if score.outcome is Outcome.NOT_APPLICABLE:
        return [Step("not_applicable", reason_words(score.reason))]
    if score.reason.startswith("policy:"):
        return [Step("policy", reason_words(score.reason), show(score.points), score.points)]
    if score.outcome in (Outcome.MISSING, Outcome.NO_REFERENCE):
        words = reason_words(score.reason)
        return [Step("missing", words, f"0 … {show(score.possible)}", score.points)]
    return [Step("policy", reason_words(score.reason), show(score.points), score.points)] if score.reason else []


def _contribution(park: ParkScore, score: IndicatorScore) -> list[Step]:
    """Return what the indicator brings to the total, as far as the dimensions above it add up."""
    if score.outcome is Outcome.NOT_APPLICABLE:
        return []
    above = ancestors(park.root, score.plan.id)
    if any(node.plan.definition.method != "sum" or node.outcome is Outcome.VOIDED for node in above):
        return []
    points: Decimal = traced(score.points)
    for node in reversed(above):
        scale = scale_of(node)
        if scale != ONE:
            points = points * scale
    if not isinstance(points, Traced) or points == score.points:
        return []
    return [Step("contribution", Text(zh="计入总分", en="in the composite score"), points.text, Decimal(points))]


def ancestors(root: NodeScore, indicator_id: str) -> list[NodeScore]:
    """Return the dimensions from the root down to the one that holds the indicator."""
    if any(score.plan.id == indicator_id for score in root.indicators):
        return [root]
    for node in root.nodes:
        below = ancestors(node, indicator_id)
        if below:
            return [root, *below]
    return []


def scale_of(node: NodeScore) -> Decimal:
    """Return the factor that fits the children's points to the dimension's full points."""
    if any(c.definition.weight is not None for c in node.plan.children):
        return ONE
    total = sum((part.full for part in node.parts if not part.reason.startswith("policy:exclude")), Decimal(0))
    return node.full / total if total else ONE
