"""Grades (等级) that nobody can get, scores that get none, shares that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fivegoods.criteria.models.ranking import Grade, Grades
from fivegoods.criteria.plan.plan import Plan
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import ONE, ZERO, show
from fivegoods.scoring.composite.effective_weights import ideal_full

NEVER_GIVEN = define(
    "FG237",
    Severity.WARNING,
    zh="没有园区能得等级 {id}：{why_zh}",
    en="nobody can get grade {id}: {why_en}",
    cause_zh="等级从高到低写，先达到的算数；按比例的每一级写 share、upto 或 rest。",
    cause_en="Grades stand best first and the first that is reached counts; by share, each has a share, upto or rest.",
    bad="levels: [{id: A, from: 60}, {id: B, from: 80}]",
    good="levels: [{id: A, from: 80}, {id: B, from: 60}]",
)
NO_GRADE = define(
    "FG238",
    Severity.WARNING,
    zh="总分 {where} 的没有等级",
    en="a total {where} gets no grade",
    cause_zh="最低一级写了下限，更低的分数不在任何一级。最低一级不写下限即为“其余”。",
    cause_en="The lowest grade has a lower limit. A lowest grade without one takes all the rest.",
    bad="levels: [{id: A, from: 80}, {id: B, from: 60}]",
    good="levels: [{id: A, from: 80}, {id: B}]",
)
TOO_MUCH = define(
    "FG239",
    Severity.WARNING,
    zh="各等级的比例合计 {total}，超过 1",
    en="the shares of the grades add up to {total}, more than 1",
    cause_zh="比例是占参评数的几成，合计不应超过 1；累计写法用 upto。",
    cause_en="Shares are of all parks and add up to at most 1; cumulative shares are written as upto.",
    bad="levels: [{id: A, share: 0.25}, {id: B, share: 0.7}, {id: C, share: 0.95}]",
    good="levels: [{id: A, upto: 0.25}, {id: B, upto: 0.7}, {id: C, upto: 0.95}, {id: D, rest: true}]",
)
OVER = define(
    "FG246",
    Severity.WARNING,
    zh="grades.over {why_zh}",
    en="grades.over {why_en}",
    cause_zh="按分定级时，over 使 from、above 成为另一总分的几倍：达到其 90% 写 0.9。按比例定级不看它。",
    cause_en="By score, over makes from and above multiples of another total: 90 % is 0.9. By share it is no use.",
    bad="grades: {by: score, over: {stat: max}, levels: [{id: A, from: 90}, {id: B}]}",
    good="grades: {by: score, over: {stat: max}, levels: [{id: A, from: 0.9}, {id: B}]}",
)
#: Nobody has more than the leader's total, nor ten times anybody's.
_MOST_TIMES = {"max": ONE, "mean": Decimal(10), "median": Decimal(10), None: Decimal(10)}


def check(plan: Plan) -> list[Finding]:
    """Return what is wrong with the limits or shares of the grades."""
    grades = plan.file.criteria.grades
    if grades is None:
        return []
    return [*_over(plan, grades), *(_by_score(plan, grades) if grades.by == "score" else _by_share(plan, grades))]


def _over(plan: Plan, grades: Grades) -> Iterator[Finding]:
    why = {"why_zh": "不起作用：按比例定级", "why_en": "has no effect: grades go by share"}
    if grades.over is not None and grades.by == "share":
        yield plan.file.finding(OVER, ("grades", "over"), **why)
    elif grades.over is not None:
        limits = [limit[0] for level in grades.levels if (limit := _limit(level)) is not None]
        if limits and max(limits) > _MOST_TIMES[grades.over.stat]:
            times = show(max(limits))
            why = {
                "why_zh": f"使各级下限按倍数计，没有园区能到 {times} 倍",
                "why_en": f"makes limits multiples, and nobody reaches {times} times",
            }
            yield plan.file.finding(OVER, ("grades", "over"), **why)


def _never(plan: Plan, number: int, level: Grade, why_zh: str, why_en: str) -> Finding:
    return plan.file.finding(NEVER_GIVEN, ("grades", "levels", number), id=level.id, why_zh=why_zh, why_en=why_en)


def _by_score(plan: Plan, grades: Grades) -> Iterator[Finding]:
    lowest: tuple[Decimal, bool] | None = None
    most = None if grades.over is not None else _most(plan)
    for number, level in enumerate(grades.levels):
        limit = _limit(level)
        if most is not None and limit is not None and limit > (most, False) and level.id not in _forced(plan, grades):
            full = show(most)
            yield _never(plan, number, level, f"总分最高 {full} 分", f"a total is at most {full} points")
        before = grades.levels[number - 1] if number else level
        if limit is None and level.id in _forced(plan, grades):
            continue
        if number and (_limit(before) is None or (lowest is not None and limit is not None and limit >= lowest)):
            yield _never(plan, number, level, "前面的等级先达到", "a grade before it is reached first")
        elif limit is not None:
            lowest = limit
    if lowest is not None and _limit(grades.levels[-1]) is not None:
        value, is_open = lowest
        where = f"≤ {show(value)}" if is_open else f"< {show(value)}"
        yield plan.file.finding(NO_GRADE, ("grades", "levels"), where=where)


def _most(plan: Plan) -> Decimal | None:
    """Return the highest full points; None where rules or bonuses may give more."""
    fulls = list(ideal_full(plan))
    open_ended = any(
        (most := one.rule.ceiling(full[one.id])) is None or most > full[one.id]
        for one in plan.indicators
        for full in fulls
        if one.id in full
    )
    bonuses = any(one.definition.each is not None or one.definition.points for one in plan.adjustments)
    return None if open_ended or bonuses else max((full[plan.root.id] for full in fulls), default=None)


def _forced(plan: Plan, grades: Grades) -> set[str | None]:
    """Return the grades that a veto or a step down gives, whatever the points are."""
    effects = [effect for one in plan.adjustments for effect in one.definition.effects]
    lower = {level.id for level in grades.levels[1:]} if any(effect.steps_down for effect in effects) else set()
    return {effect.grade for effect in effects} | lower


def _limit(level: Grade) -> tuple[Decimal, bool] | None:
    """Return the lower limit, and whether it is open; None for a grade that takes all the rest."""
    if level.above is not None:
        return level.above, True
    return None if level.from_ is None else (level.from_, False)


def _by_share(plan: Plan, grades: Grades) -> Iterator[Finding]:
    reached = ZERO
    for number, level in enumerate(grades.levels):
        if level.rest or (level.share is None and level.upto is None and level.id in _forced(plan, grades)):
            continue
        if level.upto is not None:
            if level.upto <= reached:
                yield _never(plan, number, level, "累计比例不大于前一级", "the share is reached by the grade before")
            reached = max(reached, level.upto)
        elif level.share:
            reached += level.share
        elif level.share is not None or number < len(grades.levels) - 1:  # the last one takes the rest
            yield _never(plan, number, level, "没有写 share、upto 或 rest", "it has no share, upto or rest")
    if reached > ONE:
        yield plan.file.finding(TOO_MUCH, ("grades", "levels"), total=show(reached))
