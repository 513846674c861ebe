"""Grades (等级): by score, or by share of the parks with declared rounding; forced and withheld grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from fivegoods.decimals import ZERO, decide, round_to
from fivegoods.model.adjustment import Effect
from fivegoods.model.ranking import Grade, Grades
from fivegoods.scoring.results import ParkScore

#: Effects of each park, with the ids of their adjustments.
EffectsOf = Mapping[str, Sequence[tuple[str, Effect]]]


def with_grades(scores: Sequence[ParkScore], grades: Grades | None, effects: EffectsOf) -> tuple[ParkScore, ...]:
    """Return the scores with their grades, in the same order."""
    if grades is None:
        return tuple(scores)
    given = _by_score(scores, grades) if grades.by == "score" else _by_share(scores, grades, effects)
    order = [level.id for level in grades.levels]
    return tuple(_adjusted(score, given.get(score.park.id), order, effects.get(score.park.id, ())) for score in scores)


def _adjusted(
    score: ParkScore, grade: str | None, order: list[str], effects: Sequence[tuple[str, Effect]]
) -> ParkScore:
    reason = ""
    for adjustment, effect in effects:
        if effect.ungraded is not None:
            return replace(score, grade=None, grade_reason=f"ungraded:{adjustment}")
        if effect.grade is not None:
            grade, reason = effect.grade, f"{adjustment}:{effect.grade}"
        elif effect.steps_down and grade in order:
            grade = order[min(order.index(grade) + effect.steps_down, len(order) - 1)]
            reason = f"{adjustment}:-{effect.steps_down}"
    return replace(score, grade=grade, grade_reason=reason)


def _by_score(scores: Sequence[ParkScore], grades: Grades) -> dict[str, str]:
    given: dict[str, str] = {}
    for score in scores:
        if score.unranked_reason:
            continue
        points = decide(score.points) if grades.decimals is None else round_to(score.points, grades.decimals)
        level = next((g for g in grades.levels if _reaches(points, g)), None)
        if level is not None:
            given[score.park.id] = level.id
    return given


def _reaches(points: Decimal, level: Grade) -> bool:
    if level.above is not None:
        return points > level.above
    return level.from_ is None or points >= level.from_


def _by_share(scores: Sequence[ParkScore], grades: Grades, effects: EffectsOf) -> dict[str, str]:
    given: dict[str, str] = {}
    groups: dict[tuple[str, ...], list[ParkScore]] = {}
    for score in scores:
        forced = [e for _, e in effects.get(score.park.id, ()) if (e.grade and not e.in_quota) or e.ungraded]
        if not forced and not score.unranked_reason:
            key = tuple(score.park.groups.get(name, "") for name in grades.within)
            groups.setdefault(key, []).append(score)
    for members in groups.values():
        given |= _shared_out(members, grades)
    return given


def _shared_out(members: Sequence[ParkScore], grades: Grades) -> dict[str, str]:
    """Share the places out from the best down; a tie at a cut-off goes as declared."""
    given: dict[str, str] = {}
    sizes = quotas(len(members), grades)
    start = 0
    for index, level in enumerate(grades.levels):
        end = start + sizes[level.id]
        if index < len(grades.levels) - 1:
            end = _tie_at(members, start, end, grades.ties)
        else:
            end = len(members)
        given |= {score.park.id: level.id for score in members[start:end]}
        start = max(start, end)
    return given


def _tie_at(members: Sequence[ParkScore], start: int, end: int, ties: str) -> int:
    """Move a cut-off so that parks of one rank share a grade, if the criteria say so."""
    if ties == "keep" or not start < end < len(members):
        return end
    rank = members[end].rank
    if members[end - 1].rank != rank:
        return end
    if ties == "up":
        while end < len(members) and members[end].rank == rank:
            end += 1
        return end
    while end > start and members[end - 1].rank == rank:
        end -= 1
    return end


def quotas(count: int, grades: Grades) -> dict[str, int]:
    """Return the number of places of each grade among ``count`` parks, squeezed as declared to fit."""
    sizes = {
        level.id: int(round_to((level.share or ZERO) * count, 0, level.round)) for level in grades.levels if not level.rest
    }
    for name in (*grades.squeeze, *reversed(sizes)):
        excess = sum(sizes.values()) - count
        if excess <= 0:
            break
        sizes[name] = max(0, sizes[name] - excess)
    for level in grades.levels:
        if level.rest:
            sizes[level.id] = count - sum(sizes.values())
    return sizes
