"""The derivation of points: value → reference → rule → caps → weight, as printed arithmetic.

The rule's own code runs again over traced numbers, so the printed formula is the computation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.criteria.rules.base import with_unit
from fivegoods.explain.rule import Step, clause, leaf, reference_words, rule_steps
from fivegoods.expressions import Compiled, Evaluated, NoValue, Places
from fivegoods.numeric.decimals import CONTEXT, ONE, ZERO, round_to, show
from fivegoods.numeric.traced import text_of
from fivegoods.panel.context import RowsContext
from fivegoods.panel.entities import Park
from fivegoods.scoring.columns import AdjustmentScore, Outcome, ResolvedReference, Treatment
from fivegoods.scoring.composite.effective_weights import EffectiveWeights
from fivegoods.scoring.indicators.reasons import reason_words
from fivegoods.scoring.scores import ParkScore
from fivegoods.scoring.tree import IndicatorScore, NodeScore

#: A figure: the park-year whose it is, and the field.
Figure = tuple[Park, str]


def figures_read(park: RowsContext, plan: IndicatorPlan) -> list[Figure]:
    """Return the park's own figures that value and references read, each once, in the order of reading."""
    found: dict[tuple[int, str], Park] = {}
    for expression in _expressions(plan):
        expression.run(_Noting(park, found))
    return [(own, name) for (_, name), own in found.items()]


def reads_other_figures(plan: IndicatorPlan) -> bool:
    """Return whether figures count that do not stand in the value's own expression and year."""
    return any(part.reads.years or part is not plan.value for part in _expressions(plan))


def _expressions(plan: IndicatorPlan) -> Iterator[Compiled]:
    if plan.value is not None:
        yield plan.value
    yield from (r.expression for r in plan.references if r.expression is not None)


@dataclass(frozen=True, slots=True)
class _Noting:
    """Hands out the figures of a park and notes which; sums over peers are none of its own."""

    context: RowsContext
    found: dict[tuple[int, str], Park]

    def __len__(self) -> int:
        return len(self.context)

    def only(self, rows: Sequence[int]) -> _Noting:
        return _Noting(self.context.only(rows), self.found)

    def field(self, name: str) -> Evaluated:
        value = self.context.field(name)
        for row, park in enumerate(self.context.parks if len(value.gaps) < len(self) else ()):
            if row not in value.gaps:
                self.found.setdefault((park.year, name), park)
        return value

    def back(self, years: int) -> tuple[_Noting, Places]:
        other, places = self.context.back(years)
        return _Noting(other, self.found), places

    def at(self, year: int) -> tuple[_Noting, Places]:
        other, places = self.context.at(year)
        return _Noting(other, self.found), places

    def __getattr__(self, name: str) -> Any:
        return getattr(self.context, name)


def derive(park: ParkScore, score: IndicatorScore) -> list[Step]:
    """Return the steps of one indicator's points, from its value to what it brings to the total."""
    env = park.context
    with localcontext(CONTEXT):
        return [
            *_value(env, score),
            *_compared(env, score),
            *(_reference(env, score.plan, reference) for reference in score.references),
            *(rule_steps(env, score) if _is_by_rule(score) else ()),
            *_outcome(park, score),
            *_adjusted(park, score),
            *_contribution(park, score),
            *clause(score.plan.definition, score.plan.source),
        ]


def _is_by_rule(score: IndicatorScore) -> bool:
    """Return whether the rule gave the points, or those that a review or a hand replaced."""
    if score.plan.rule.takes == "nothing" or is_declared(score):
        return False
    return score.outcome is Outcome.SCORED or (score.outcome is Outcome.OVERRIDDEN and score.computed is not None)


def _value(env: RowsContext, score: IndicatorScore) -> list[Step]:
    plan = score.plan
    if plan.value is None or score.value is None:
        return []
    text = plan.value.text
    words = LocalText(zh=f"指标值 = {text}", en=f"value = {text}")
    if not isinstance(score.value, Decimal):
        return [Step("value", words, str(score.value))]
    found = score.treatments[0].before if score.treatments else score.value
    treated = [_treated(treatment) for treatment in score.treatments]
    if found is None:  # imputed: the park has no value of its own
        return treated
    formula = _worked(plan, env, found)
    unit = plan.unit.text if plan.definition.unit else ""
    return [Step("value", words, formula, found, unit), *treated]


def _compared(env: RowsContext, score: IndicatorScore) -> list[Step]:
    """Return the numbers that the value compares, each beside what it is compared with, in one unit."""
    steps = []
    for pair in score.plan.value.comparisons if score.plan.value is not None else ():
        try:
            left, right = pair.left.trace(env), pair.right.value(env)
        except NoValue:
            continue
        unit = pair.left.unit.text if pair.left.unit is not None and not pair.left.unit.is_plain else ""
        limit = f"{pair.sign} {with_unit(right, unit).zh}"
        words = LocalText(zh=f"{pair.left.text}，要求 {limit}", en=f"{pair.left.text}, required {limit}")
        steps.append(Step("comparison", words, left.text, Decimal(left), unit))
    return steps


def _worked(plan: IndicatorPlan, env: RowsContext, found: Decimal) -> str:
    """Return the arithmetic of a value, or the value itself where its arithmetic gives another number."""
    places = plan.definition.decimals
    try:
        worked = plan.value.trace(env) if plan.value is not None else leaf(found)
    except NoValue:
        return leaf(found).text
    if (worked if places is None else round_to(worked, places)) != found:
        return leaf(found).text  # treated, and then not scored
    return worked.text if places is None else f"round({worked.text}, {places})"


_TREATMENTS = {"mean": ("均值", "mean"), "median": ("中位数", "median")}


def _treated(treatment: Treatment) -> Step:
    """Return what was done to the value before scoring."""
    after = leaf(treatment.after).text
    if treatment.kind == "log":
        before = leaf(treatment.before or treatment.after).text
        formula = f"ln({before} + {treatment.how})" if treatment.how else f"ln({before})"
        return Step("treatment", LocalText(zh="取自然对数", en="natural logarithm"), formula, treatment.after)
    if treatment.worked:
        words = LocalText(
            zh=f"离群值，缩到 {treatment.parks} 个园区的均值加减几个标准差处",
            en=f"an outlier, set to the mean and so many standard deviations of {treatment.parks} parks",
        )
        return Step("treatment", words, treatment.worked, treatment.after)
    if treatment.kind == "winsorised":
        words = LocalText(zh="离群值缩尾，取相邻的值", en="an outlier, pulled in to its neighbour")
        return Step("treatment", words, after, treatment.after)
    zh, en = _TREATMENTS[treatment.how]
    parks = treatment.parks
    words = LocalText(zh=f"缺失，按同组 {parks} 个园区的{zh}插补", en=f"missing: imputed by the {en} of {parks} peers")
    return Step("treatment", words, after, treatment.after)


def _reference(env: RowsContext, plan: IndicatorPlan, reference: ResolvedReference) -> Step:
    formula = leaf(reference.value).text
    if reference.origin in ("expression", "constant"):
        expression = next(r.expression for r in plan.references if r.name == reference.name)
        if expression is not None:
            formula = expression.trace(env).text
    unit = plan.unit.text if plan.definition.unit else ""
    return Step("reference", reference_words(reference), formula, reference.value, unit)


def _outcome(park: ParkScore, score: IndicatorScore) -> list[Step]:
    if score.given is not None:
        kind = "override" if score.outcome is Outcome.OVERRIDDEN else "given"
        reviewed = score.reason == "review"
        words = (
            LocalText(zh="审核分", en="reviewed points") if reviewed else LocalText(zh="人工评分", en="given by hand")
        )
        if score.given.reason:
            words = LocalText(zh=f"{words.zh}：{score.given.reason}", en=f"{words.en}: {score.given.reason}")
        points: Decimal = leaf(score.given.points)
        if score.plan.rule.takes == "nothing":
            points = score.plan.rule.converted(points, leaf(score.full))
        return [Step(kind, words, text_of(points), Decimal(points))]
    if score.outcome is Outcome.VOIDED:
        return [Step("void", void_words(score.plan.id, score.reason, park), "0", score.points)]
    if score.outcome is Outcome.NOT_APPLICABLE:
        return [Step("not_applicable", reason_words(score.reason))]
    # Bonuses and deductions come after this, in a step of their own.
    added = sum((a.points for a in _on(score, park)), ZERO)
    if score.outcome in (Outcome.MISSING, Outcome.NO_REFERENCE) and not score.reason.startswith("policy:"):
        most = show(score.possible - added)
        return [Step("missing", reason_words(score.reason), f"0 … {most}", score.points - added)]
    if not score.reason:
        return []
    most = f" … {show(score.possible - added)}" if score.possible > score.points else ""
    points = score.points - added
    return [Step("policy", reason_words(score.reason), text_of(leaf(points)) + most, points)]


def _on(score: IndicatorScore, park: ParkScore) -> list[AdjustmentScore]:
    """Return the bonuses and deductions on this very indicator."""
    return [a for a in park.adjustments if a.to == score.plan.id and a.points]


def void_words(part: str, reason: str, park: ParkScore) -> LocalText:
    """Say why a dimension or indicator is void, and by which vetoes."""
    words = reason_words(reason)
    vetoes = [a.name for a in park.adjustments if any(f"void:{part}" in effect.split("+") for effect in a.effects)]
    if reason != "veto" or not vetoes:
        return words
    zh, en = "、".join(v.within("zh") for v in vetoes), ", ".join(v.within("en") for v in vetoes)
    return LocalText(zh=f"{words.zh}：{zh}", en=f"{words.en}: {en}")


def _adjusted(park: ParkScore, score: IndicatorScore) -> list[Step]:
    """Return what bonuses and deductions on this very indicator did to its points."""
    added = _on(score, park)
    if not added or score.outcome in (Outcome.VOIDED, Outcome.NOT_APPLICABLE):
        return []
    before = score.points - sum((a.points for a in added), ZERO)
    formula: Decimal = leaf(before)
    for adjustment in added:
        formula = formula + adjustment.points
    names = LocalText(
        zh="、".join(a.name.within("zh") for a in added), en=", ".join(a.name.within("en") for a in added)
    )
    words = LocalText(zh=f"加减分：{names.zh}", en=f"bonuses and deductions: {names.en}")
    return [Step("adjustment", words, text_of(formula), score.points)]


def _contribution(park: ParkScore, score: IndicatorScore) -> list[Step]:
    """Return what the indicator brings to the total, as far as the dimensions above it add up."""
    if score.outcome is Outcome.NOT_APPLICABLE or score.is_excluded:
        return []
    above = ancestors(park.root, score.plan.id)
    if any(node.plan.definition.method not in ("sum", "mean") or node.outcome is Outcome.VOIDED for node in above):
        return []
    weights = park.weights
    points: Decimal = leaf(score.points)
    for node in reversed(above):
        points = _carried(points, node, weights)
    words = LocalText(zh="计入总分", en="in the composite score")
    return [Step("contribution", words, text_of(points), Decimal(points))]


def _carried(points: Decimal, node: NodeScore, weights: EffectiveWeights) -> Decimal:
    """Return what a part's points come to in its dimension."""
    if node.plan.definition.method == "sum":
        scale = weights.scale.get(node.plan.id, ONE)
        return points if scale == ONE else points * leaf(scale)
    # Σ (points ÷ full) × (full ÷ Σ full) × the dimension's full points: the parts' own full points cancel.
    weight = sum((part.full for part in in_force(node, weights) if part.full > 0), ZERO)
    return points * leaf(node.full) / leaf(weight) if weight else points


def in_force(node: NodeScore, weights: EffectiveWeights) -> list[NodeScore | IndicatorScore]:
    """Return the parts that a dimension's points are put together from."""
    below: tuple[NodeScore | IndicatorScore, ...] = node.nodes or node.indicators
    return [part for part in below if part.plan.id in weights.full]


def is_declared(score: IndicatorScore) -> bool:
    """Return whether the points are what the criteria declare for a degenerate group, not the rule's."""
    return score.reason.partition(":")[0] in ("flat", "group_of_one")


def ancestors(root: NodeScore, indicator_id: str) -> list[NodeScore]:
    """Return the dimensions from the root down to the one that holds the indicator."""
    if any(score.plan.id == indicator_id for score in root.indicators):
        return [root]
    for node in root.nodes:
        below = ancestors(node, indicator_id)
        if below:
            return [root, *below]
    return []
