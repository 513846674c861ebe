"""Grades (等级): by score, or by share of the parks with declared rounding; forced and withheld grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from fivegoods.criteria.models.adjustment import Effect
from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.models.ranking import Grade, Grades
from fivegoods.numeric.decimals import decide, round_to
from fivegoods.scoring.ranking.order import rank_value
from fivegoods.scoring.ranking.quotas import quotas
from fivegoods.scoring.scores import ParkScore, grade

#: Effects by the number of the park, with the ids of their adjustments.
EffectsOf = Mapping[int, Sequence[tuple[str, Effect]]]


def give_grades(scores: Sequence[ParkScore], grades: Grades | None, effects: EffectsOf, settings: Settings) -> None:
    """Fill in the grades of scores in rank order; ``effects`` hold the parks that have any."""
    if grades is None:
        return
    given = _by_score(scores, grades) if grades.by == "score" else _by_share(scores, grades, effects, settings)
    order = [level.id for level in grades.levels]
    for score in scores:
        own, reason = given.get(score.number), ""
        if score.number in effects:
            own, reason = _adjusted(own, order, effects[score.number])
        grade(score, own, reason)


def _adjusted(level: str | None, order: list[str], effects: Sequence[tuple[str, Effect]]) -> tuple[str | None, str]:
    """Apply forced grades (the worst of several counts), then steps down; no grade at all beats both."""
    reason = ""
    for adjustment, effect in effects:
        if effect.ungraded is not None:
            return None, f"ungraded:{adjustment}"
    forced = _forced(effects, order)
    if forced is not None:
        level, reason = forced[1], f"{forced[0]}:{forced[1]}"
    for adjustment, effect in effects:
        if effect.steps_down and level in order:
            level = order[min(order.index(level) + effect.steps_down, len(order) - 1)]
            reason = f"{adjustment}:-{effect.steps_down}"
    return level, reason


def _forced(effects: Sequence[tuple[str, Effect]], order: list[str]) -> tuple[str, str, bool] | None:
    """Return the adjustment that forces a grade, the grade, and whether it uses a place of the quota."""
    forced = [(key, e.grade, e.in_quota) for key, e in effects if e.grade is not None]
    known = [item for item in forced if item[1] in order]
    return max(known, key=lambda item: order.index(item[1]), default=forced[-1] if forced else None)


def _by_score(scores: Sequence[ParkScore], grades: Grades) -> dict[int, str]:
    given: dict[int, str] = {}
    for score in scores:
        if score.unranked_reason:
            continue
        points = decide(score.points) if grades.decimals is None else round_to(score.points, grades.decimals)
        level = next((g for g in grades.levels if _reaches(points, g)), None)
        if level is not None:
            given[score.number] = level.id
    return given


def _reaches(points: Decimal, level: Grade) -> bool:
    if level.above is not None:
        return points > level.above
    return level.from_ is None or points >= level.from_


def _by_share(scores: Sequence[ParkScore], grades: Grades, effects: EffectsOf, settings: Settings) -> dict[int, str]:
    """Share the places out within each group; forced parks use a place of theirs or are out of the quota."""
    given: dict[int, str] = {}
    order = [level.id for level in grades.levels]
    groups: dict[tuple[str, ...], list[ParkScore]] = {}
    taken: dict[tuple[str, ...], Counter[str]] = {}
    for score in scores:
        own = effects.get(score.number)
        if score.unranked_reason or (own and any(e.ungraded for _, e in own)):
            continue
        key = tuple([score.park.groups.get(name, "") for name in grades.within])
        forced = _forced(own, order) if own else None
        if forced is None:
            groups.setdefault(key, []).append(score)
        elif forced[2]:
            taken.setdefault(key, Counter())[forced[1]] += 1
    for key, members in groups.items():
        given |= _shared_out(members, quotas(len(members), grades, taken.get(key, {})), grades, settings)
    return given


def _shared_out(
    members: Sequence[ParkScore], sizes: Mapping[str, int], grades: Grades, settings: Settings
) -> dict[int, str]:
    """Share the places out from the best down; a tie at a cut-off goes as declared."""
    given: dict[int, str] = {}
    start = 0
    for index, level in enumerate(grades.levels):
        end = start + sizes[level.id] if index < len(grades.levels) - 1 else len(members)
        if grades.ties != "keep":
            end = _moved(members, settings, start, end, up=grades.ties == "up")
        given |= {score.number: level.id for score in members[start:end]}
        start = max(start, end)
    return given


def _moved(members: Sequence[ParkScore], settings: Settings, start: int, end: int, *, up: bool) -> int:
    """Move a cut-off so that parks of one total share a grade."""

    def total(index: int) -> Decimal:
        return rank_value(members[index].points, settings)

    if not start < end < len(members) or total(end - 1) != total(end):
        return end
    tied = total(end)
    if up:
        while end < len(members) and total(end) == tied:
            end += 1
        return end
    while end > start and total(end - 1) == tied:
        end -= 1
    return end
