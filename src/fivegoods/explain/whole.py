"""The derivation of what is put together from parts: dimensions, adjustments, total, coverage, rank, grade."""

from __future__ import annotations

from decimal import Decimal, localcontext

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.models.ranking import Grades
from fivegoods.explain.indicator import in_force, void_words
from fivegoods.explain.rule import Step, clause, leaf
from fivegoods.messages.words import WORDS
from fivegoods.numeric.decimals import CONTEXT, HUNDRED, ONE, ZERO, decide, show
from fivegoods.numeric.traced import least, most, text_of
from fivegoods.scoring.columns import AdjustmentScore, Outcome
from fivegoods.scoring.composite.nodes import combine
from fivegoods.scoring.composite.totals import covered, outcomes_of, shares_of, weighted
from fivegoods.scoring.indicators.reasons import effect_words, reason_words
from fivegoods.scoring.ranking.grades import compared_total
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import NodeScore


def derive_node(park: ParkScore, node: NodeScore) -> list[Step]:
    """Return how a dimension's points, or the composite score, are put together."""
    with localcontext(CONTEXT):
        return [*_parts(park, node), *clause(node.plan.definition, node.plan.source)]


def _parts(park: ParkScore, node: NodeScore) -> list[Step]:
    if node.outcome is Outcome.NOT_APPLICABLE:
        return [Step("not_applicable", reason_words("does_not_apply"))]
    if node.outcome is Outcome.VOIDED:
        return [Step("void", void_words(node.plan.id, node.reason, park), "0", node.points)]
    weights = park.weights
    parts = in_force(node, weights)
    columns, fulls = [[leaf(part.points)] for part in parts], [leaf(part.full) for part in parts]
    definition, scale = node.plan.definition, weights.scale.get(node.plan.id, ONE)
    rows = combine(definition, columns, fulls, leaf(node.full), leaf(scale) if scale != ONE else scale) if parts else []
    points = rows[0] if rows else ZERO
    zh, en = WORDS[f"method.{definition.method}"]
    # What is added to the total comes after the composite score, which has the same id.
    inner = [a for a in park.adjustments if a.to == node.plan.id != park.root.plan.id and a.points]
    for added in inner:
        points = points + leaf(added.points)
        zh, en = f"{zh}，{added.name.within('zh')}", f"{en}, {added.name.within('en')}"
    if definition.at_most is not None:
        points = least(points, definition.at_most)
        zh, en = f"{zh}，上限 {show(definition.at_most)}", f"{en}, at most {show(definition.at_most)}"
    if node.reason:
        points = least(points, ZERO)
        zh, en = f"{zh}，{reason_words(node.reason).zh}", f"{en}, {reason_words(node.reason).en}"
    return [Step("parts", LocalText(zh=zh, en=en), text_of(points), node.points)]


def derive_adjustment(run: Run, adjustment: AdjustmentScore) -> list[Step]:
    """Return how a bonus, deduction or veto came about: what triggered it, its price, what it does."""
    plan = next(p for p in run.plan.adjustments if p.id == adjustment.id)
    definition = plan.definition
    steps: list[Step] = []
    if definition.event is not None:
        count = show(adjustment.count)
        zh, en = (definition.name.within(lang) for lang in ("zh", "en"))
        words = LocalText(zh=f"{zh}：共 {count} 次", en=f"{en}: {count} time(s)")
        steps.append(Step("event", words, count, adjustment.count))
    if plan.when is not None:
        steps.append(Step("condition", LocalText(zh=f"条件成立：{plan.when.text}", en=f"holds: {plan.when.text}")))
    if adjustment.formula or adjustment.points:
        words = LocalText(zh="加减分", en="points")
        formula = adjustment.formula or text_of(adjustment.points)
        steps.append(Step("price", words, formula, adjustment.points))
    steps += [Step("effect", effect_words(effect)) for effect in adjustment.effects]
    return [*steps, *clause(definition, plan.source)]


def derive_total(run: Run, park: ParkScore) -> list[Step]:
    """Return how the total, its coverage, the further totals, the rank and the grade came about."""
    with localcontext(CONTEXT):
        steps = [_total(run, park), _possible(park), _coverage(park), *_further(run, park)]
        return steps + [step for step in (_rank(run, park), _grade(run, park)) if step is not None]


def _total(run: Run, park: ParkScore) -> Step:
    settings = run.criteria.criteria.settings
    added = [a.points for a in park.adjustments if a.to == "total" and a.points]
    points: Decimal = leaf(park.root.points)
    if _is_void(park):
        return Step("total", reason_words("veto"), "0", park.points)
    for sign, limit in ((1, settings.bonus_at_most), (-1, settings.deduction_at_most)):
        own: list[Decimal] = [leaf(p) for p in added if p * sign > 0]
        if own:
            total: Decimal = sum(own[1:], own[0])
            if limit is not None:
                total = least(total, limit) if sign > 0 else most(total, -limit)
            points = points + total
    words = LocalText(zh="总分 = 合成得分 + 加减分", en="total = composite score + bonuses and deductions")
    return Step("total", words, text_of(points), park.points)


def _is_void(park: ParkScore) -> bool:
    return any("void:total" in effect.split("+") for a in park.adjustments for effect in a.effects)


def _possible(park: ParkScore) -> Step:
    missing = park.possible - park.points
    words = LocalText(zh="缺失数据补齐后最多可得", en="at most, once the missing data are in")
    if park.possible_is_open:
        words = LocalText(zh="缺失数据补齐后可达此数以上", en="this or more, once the missing data are in")
    return Step("possible", words, text_of(leaf(park.points) + leaf(missing)), park.possible)


def _coverage(park: ParkScore) -> Step:
    columns = park.columns
    outcomes = {key: outcomes_of(column, columns.context)[park.row] for key, column in columns.indicators.items()}
    known, total = covered(columns.root, columns.whole[park.row], outcomes)
    words = LocalText(
        zh="数据覆盖率 = 有数据且有参照值的指标满分 ÷ 全部满分",
        en="coverage = full points with data and a reference ÷ full points",
    )
    formula = text_of(leaf(known) / leaf(total)) if total else "1"
    return Step("coverage", words, formula, park.coverage)


def _further(run: Run, park: ParkScore) -> list[Step]:
    """Return the further totals: the same shares of full points under other weights."""
    totals = run.criteria.criteria.totals
    if _is_void(park):
        return [Step("further_total", total.name, "0", ZERO) for total in totals.values()]
    columns = park.columns
    found = shares_of(columns.root, columns.parts, park.row, park.points)
    shares = {key: (leaf(points), leaf(full)) for key, (points, full) in found.items()}
    steps = []
    for key, total in totals.items():
        leaves = total.model_copy(update={"weights": {name: leaf(weight) for name, weight in total.weights.items()}})
        steps.append(Step("further_total", total.name, text_of(weighted(leaves, shares)), park.totals[key]))
        shares[key] = (leaf(park.totals[key]), leaf(sum(total.weights.values(), ZERO)))
    return steps


def _rank(run: Run, park: ParkScore) -> Step | None:
    if park.placing is None:
        return Step("unranked", _because(run, park.unranked_reason)) if park.unranked_reason else None
    settings = run.criteria.criteria.settings
    placing = park.placing
    ahead = placing.rank - 1
    if is_whole(run, park):
        ahead = sum(s.level < park.level for s in run.scores if s.rank is not None)
    words = LocalText(
        zh=f"{placing.of} 个园区中有 {ahead} 个得分更高，第 {placing.rank} 名",
        en=f"{ahead} of {placing.of} parks have more points: rank {placing.rank}",
    )
    formula = f"{ahead} + 1" if settings.ties == "competition" else ""
    return Step("rank", words, formula, Decimal(placing.rank))


def is_whole(run: Run, park: ParkScore) -> bool:
    """Return whether the run shows all parks that the park was ranked among; peers are not shown."""
    shown = sum(score.placing is not None for score in run.scores)
    return park.placing is not None and shown == park.placing.of


def _grade(run: Run, park: ParkScore) -> Step | None:
    grades = run.criteria.criteria.grades
    if grades is None or (park.grade is None and not park.grade_reason):
        return None
    if park.grade_reason:
        name = park.grade_reason.split(":")[0] if ":" in park.grade_reason else park.grade_reason
        key = park.grade_reason.removeprefix("ungraded:").split(":")[0] if name == "ungraded" else name
        why, shown = _because(run, f"adjustment:{key}"), park.grade or "-"
        return Step("grade", LocalText(zh=f"等级 {shown}，{why.zh}", en=f"grade {shown}, {why.en}"))
    return Step("grade", _grade_words(grades, park, run))


def _because(run: Run, reason: str) -> LocalText:
    """Return a reason as a sentence, with the name of the adjustment if it is one."""
    head, _, key = reason.partition(":")
    known = run.criteria.criteria.adjustments.get(key) if head == "adjustment" else None
    if known is None:
        return reason_words(reason)
    zh, en = (reason_words(f"{head}:{known.name.within(lang)}").within(lang) for lang in ("zh", "en"))
    return LocalText(zh=zh, en=en)


def _grade_words(grades: Grades, park: ParkScore, run: Run) -> LocalText:
    level = next((level for level in grades.levels if level.id == park.grade), None)
    if level is None:
        return LocalText(zh=f"等级 {park.grade}", en=f"grade {park.grade}")
    if grades.by == "score":
        limit = level.above if level.above is not None else level.from_
        sign = ">" if level.above is not None else "≥"
        own = show(decide(park.points))
        base = compared_total(run.columns, grades)
        if grades.over is not None and base is not None:
            own = f"{own} ÷ {show(base)} = {show(decide(park.points / base))}"
        zh = f"，{own} {sign} {show(limit)}" if limit is not None else ""
        return LocalText(zh=f"等级 {level.id}{zh}", en=f"grade {level.id}{zh.replace('，', ': ')}")
    if not is_whole(run, park):
        return LocalText(zh=f"等级 {level.id}：按比例定档", en=f"grade {level.id}: by share")
    count = sum(s.grade == level.id for s in run.scores)
    share = ("", "")
    if level.upto is not None:
        share = f"，到前 {show(level.upto * HUNDRED)}%", f", up to the first {show(level.upto * HUNDRED)} %"
    elif level.share:
        share = f"，占 {show(level.share * HUNDRED)}%", f", {show(level.share * HUNDRED)} %"
    return LocalText(
        zh=f"等级 {level.id}：按比例定档{share[0]}，本档 {count} 个园区",
        en=f"grade {level.id}: by share{share[1]}, {count} park(s) in it",
    )
