"""Points that nobody can reach, rules that give more than the full points, ends that are equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal

from fivegoods.criteria.plan.plan import IndicatorPlan, Plan
from fivegoods.criteria.rules.bands import Band, Bands, RankShare
from fivegoods.criteria.rules.base import Rule
from fivegoods.criteria.rules.by_hand import Choice, Manual
from fivegoods.criteria.rules.normalise import Exponential, Goalposts
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import ZERO, decide, show
from fivegoods.scoring.composite.effective_weights import ideal_full

#: Full points by weight are shown with so many digits.
LEGIBLE = Context(prec=8)

UNREACHABLE = define(
    "FG233",
    Severity.WARNING,
    zh="指标 {id} 满分 {full} 分，规则最多给 {most} 分",
    en="indicator {id} has {full} points but its rule gives at most {most}",
    cause_zh="满分永远拿不到：检查最高一档的分值、封顶和步进的上限。",
    cause_en="The full points can never be reached: look at the best band, the caps and the limits of the steps.",
    bad="points: 5\nrule: {kind: bands, bands: [{from: 20, points: 3}, …]}",
    good="points: 3\nrule: {kind: bands, bands: [{from: 20, points: 3}, …]}",
)
TOO_MANY = define(
    "FG234",
    Severity.WARNING,
    zh="指标 {id} 满分 {full} 分，规则可以给到 {most} 分",
    en="indicator {id} has {full} points but its rule gives up to {most}",
    help_zh="规则按百分制写的，加上 out_of: 100；按满分的几成写的，把 points 改为 share",
    help_en="add out_of: 100 to a rule that scores out of a hundred, or state shares instead of points",
    cause_zh="分档、选项、起点的分值高于满分。允许超过满分的，请把满分写成最高分，或用加分项。",
    cause_en="A band, an option or a start is worth more than the full points.",
    bad="points: 3\nrule: {kind: choice, points: {yes: 5, no: 0}}",
    good="points: 5\nrule: {kind: choice, points: {yes: 5, no: 0}}",
)
STATES_POINTS = define(
    "FG241",
    Severity.WARNING,
    zh="指标 {id} 按权重得满分 {full} 分，规则 {kind} 却自己给分，与权重无关",
    en="indicator {id} has {full} full points by its weight, but its rule {kind} gives points whatever the weight is",
    help_zh="写 out_of: 100（百分制折合）或 share（满分的几成），权重才起作用",
    help_en="write out_of: 100 (converted from a hundred) or share, so that the weight counts",
    cause_zh="z_score、as_points、不封顶的 per_unit 给出的是分数本身；权重只改变满分，不改变这些分数。",
    cause_en="z_score, as_points and per_unit without a cap give points as such; a weight changes full points only.",
    bad="weight: 40\nrule: {kind: z_score, centre: 50, spread: 10}",
    good="weight: 40\nrule: {kind: z_score, centre: 50, spread: 10, out_of: 100}",
)
OUT_OF_BOUNDS = define(
    "FG235",
    Severity.WARNING,
    zh="指标 {id} 的一档 {where} 到不了：{field} 的取值在 {bounds} 之间",
    en="nobody can be in the band {where} of indicator {id}: {field} lies within {bounds}",
    cause_zh="字段的 at_least、at_most 与分档的端点矛盾。",
    cause_en="The bounds of the field contradict the ends of the band.",
    bad="x: {unit: %, at_most: 100} … bands: [{from: 120, points: 3}, …]",
    good="x: {unit: %, at_most: 100} … bands: [{from: 90, points: 3}, …]",
)
EQUAL_ENDS = define(
    "FG236",
    zh="指标 {id} 的 worst 与 best 相等（{value}），算不出得分",
    en="worst and best of indicator {id} are equal ({value}): there are no points between them",
    cause_zh="最差值与最优值相等，得分无从计算。",
    cause_en="Between equal goalposts there is no progress.",
    bad="rule: {kind: goalposts, worst: 60, best: 60}",
    good="rule: {kind: goalposts, worst: 0, best: 60}",
)
MINIMUM = define(
    "FG245",
    zh="{id} 的 fails_below {limit} {why_zh}",
    en="fails_below {limit} of {id}: {why_en}",
    cause_zh="fails_below 是维度或指标的最低分，低于此分的园区不合格。",
    cause_en="fails_below is the fewest points of a dimension or indicator with which a park does not fail.",
    bad="safety: {points: 20, fails_below: 60}",
    good="safety: {points: 20, fails_below: 12}",
)


def check(plan: Plan) -> list[Finding]:
    """Return what the points and ends of the rules make impossible."""
    fulls: dict[str, set[Decimal]] = {}
    for full in ideal_full(plan):
        for key, points in full.items():
            fulls.setdefault(key, set()).add(points)
    found: list[Finding] = []
    for one in plan.indicators:
        found += _ceiling(plan, one, sorted(full for full in fulls.get(one.id, ()) if full))
        found += [*_ends(plan, one), *_bands(plan, one)]
    return [*found, *_minimums(plan, fulls)]


def _minimums(plan: Plan, fulls: Mapping[str, set[Decimal]]) -> Iterator[Finding]:
    for part in plan.root.parts():
        limit, full = part.definition.fails_below, max(fulls.get(part.id, ()), default=ZERO)
        if limit is None or (part is not plan.root and limit <= full):
            continue
        most = _short(full)
        why_zh, why_en = f"高于满分 {most}，谁也到不了", f"nobody reaches it, the full points are {most}"
        if part is plan.root:
            why_zh, why_en = "不作用于总分：总分的下限写在 grades 里", "a minimum of the total is written as a grade"
        params = {"id": part.id, "limit": show(limit), "why_zh": why_zh, "why_en": why_en}
        yield plan.file.finding(MINIMUM, (*part.path, "fails_below"), **params)


def _ceiling(plan: Plan, indicator: IndicatorPlan, fulls: Sequence[Decimal]) -> Iterator[Finding]:
    """Hold what the rule gives against the full points, which may differ by group."""
    definition, rule = indicator.definition, indicator.rule
    if isinstance(rule, Manual):
        return
    by_weight = definition.points is None
    path = (*indicator.path, "weight" if by_weight else "points")
    for full in fulls:
        params, most, stated = {"id": indicator.id, "full": _short(full)}, rule.ceiling(full), _stated(rule, full)
        if most is not None and decide(most) < decide(full):
            yield plan.file.finding(UNREACHABLE, path, **params, most=_short(most))
        elif stated is not None and decide(stated) > decide(full):
            yield plan.file.finding(TOO_MANY, path, **params, most=_short(stated))
        elif by_weight and most is None and rule.states_points:
            yield plan.file.finding(STATES_POINTS, path, **params, kind=str(rule.model_dump()["kind"]))
        else:
            continue
        return


def _stated(rule: Rule, full: Decimal) -> Decimal | None:
    """Return the most the rule gives for what is fully met, extras not counted; None if only full points say."""
    if isinstance(rule, Bands | Choice | RankShare):
        return rule.ceiling(full)
    stated = rule.stated()
    return None if stated is None else Decimal(rule.settle(stated, full))


def _short(points: Decimal) -> str:
    """Return points as people read them: shares of weights may have no end."""
    return show(LEGIBLE.plus(points))


def _ends(plan: Plan, indicator: IndicatorPlan) -> Iterator[Finding]:
    if not isinstance(indicator.rule, Goalposts | Exponential):
        return
    ends = {r.name: r.constant for r in indicator.references}
    worst, best = ends.get("worst"), ends.get("best")
    if worst is not None and worst == best:
        path = (*indicator.path, "rule", "best")
        yield plan.file.finding(EQUAL_ENDS, path, id=indicator.id, value=show(worst))


def _bands(plan: Plan, indicator: IndicatorPlan) -> Iterator[Finding]:
    rule, value = indicator.rule, indicator.value
    if not isinstance(rule, Bands) or rule.over is not None or value is None or not value.field:
        return
    name, field = value.field, plan.file.criteria.fields[value.field]
    if field.unit != indicator.definition.unit:
        return
    low, high = field.at_least if field.at_least is not None else field.above, field.at_most
    bounds = f"{'-∞' if low is None else show(low)} … {'+∞' if high is None else show(high)}"
    for number, band in enumerate(rule.bands):
        if _is_outside(band, low, high):
            params = {"id": indicator.id, "where": band.interval(), "field": name, "bounds": bounds}
            yield plan.file.finding(OUT_OF_BOUNDS, (*indicator.path, "rule", "bands", number), **params)


def _is_outside(band: Band, low: Decimal | None, high: Decimal | None) -> bool:
    start, end = band.from_ or band.above, band.upto or band.below
    above = high is not None and start is not None and start.value > high
    below = low is not None and end is not None and (end.value < low or (end.value == low and band.below is not None))
    # A band for negative figures of a field that may not be negative is the usual "others: 0".
    return above or (below and band.worth(ZERO) != ZERO)
