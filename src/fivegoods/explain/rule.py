"""The rule of an indicator run again over traced numbers: what is measured, the points, the caps, as printed steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

from fivegoods.criteria.base import LocalText, Source
from fivegoods.criteria.models.adjustment import Adjustment
from fivegoods.criteria.models.criteria import Weighted
from fivegoods.criteria.rules.bands import Bands
from fivegoods.criteria.rules.base import Rule, Situation, Undefined, parameter_name
from fivegoods.expressions import NoValue
from fivegoods.messages.words import WORDS
from fivegoods.numeric.decimals import show
from fivegoods.numeric.traced import SUM, Traced, text_of, traced
from fivegoods.panel.context import RowsContext
from fivegoods.scoring.columns import ResolvedReference
from fivegoods.scoring.tree import IndicatorScore


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a sentence, the arithmetic with the numbers in it, and what comes out."""

    #: value, comparison, reference, place, measure, band, rule, cap, adjustment, contribution, missing, given,
    #: override, void, policy, clause; of a whole: parts, total, coverage, rank, unranked, grade.
    kind: str
    words: LocalText
    formula: str = ""
    result: Decimal | None = None
    unit: str = ""


#: Kinds of step whose result is the indicator's points, if no later step of these kinds follows.
DECIDING = frozenset({"rule", "cap", "given", "override", "void", "policy", "adjustment"})


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


def reference_words(reference: ResolvedReference) -> LocalText:
    """Say whose the reference value is and over how many parks."""
    stat_zh, stat_en = WORDS.get(f"stat.{reference.stat}", ("", ""))
    group = "、".join(reference.group.values())
    of_zh, of_en = (f"{group}的", f" of {group}") if group else ("", "")
    name, name_en = (parameter_name(reference.name).within(lang) for lang in ("zh", "en"))
    if reference.origin == "peers":
        return LocalText(
            zh=f"{name}：{of_zh}同组 {reference.parks} 个园区的{stat_zh}",
            en=f"{name_en}: {stat_en}{of_en} over {reference.parks} peers",
        )
    if reference.origin == "benchmark":
        count = reference.parks
        over_zh, over_en = (f"（{count} 个园区）", f" over {count} parks") if count else ("", "")
        return LocalText(
            zh=f"{name}：基准文件给出的{of_zh}{stat_zh}{over_zh}",
            en=f"{name_en}: {stat_en}{of_en}{over_en} from the benchmarks file",
        )
    if reference.origin == "group":
        return LocalText(zh=f"{name}：{group}适用的参照值", en=f"{name_en}: the value for {group}")
    if reference.origin == "park":
        return LocalText(zh=f"{name}：园区 {group} 的值", en=f"{name_en}: the value of the park {group}")
    if reference.origin == "expression":
        return LocalText(zh=f"{name}：由本园区数据计算", en=f"{name_en}: from the park's own data")
    return LocalText(zh=f"{name}：标准规定", en=f"{name_en}: set by the criteria")


def clause(definition: Weighted | Adjustment, source: Source | None) -> list[Step]:
    """Return the clause and the document that a part of the criteria rests on, if it names any."""
    parts = [definition.clause] if definition.clause else []
    if source is not None:
        number = f" {source.number}" if source.number else ""
        parts += [f"{source.title.within('zh')}{number}", f"{source.title.within('en')}{number}"]
    if not parts:
        return []
    level = definition.attested or (source.attested if source else None)
    zh, en = (f"{parts[0]}，{parts[1]}", f"{parts[0]}; {parts[2]}") if len(parts) > 2 else (parts[0], parts[-1])
    own_zh, own_en = WORDS[f"attested.{level}"] if level else ("", "")
    marks = (f"（{own_zh}）", f" ({own_en})") if level else ("", "")
    return [Step("clause", LocalText(zh=f"依据：{zh}{marks[0]}", en=f"by: {en}{marks[1]}"))]
