"""Grades (等级): by score, or by share of the parks with declared rounding; forced and withheld grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from fivegoods.criteria.models.adjustment import Effect
from fivegoods.criteria.models.ranking import Grade, Grades
from fivegoods.numeric.decimals import ONE, ZERO, decide, round_to
from fivegoods.scoring.columns import ScoreColumns
from fivegoods.scoring.indicators.statistics import statistic
from fivegoods.scoring.ranking.order import Order

#: Effects, each with the id of its adjustment.
Effects = Sequence[tuple[str, Effect]]


def grades_of(columns: ScoreColumns, order: Order, grades: Grades | None) -> tuple[list[str | None], dict[int, str]]:
    """Return the grade of every row, and by row why it is not what the points give."""
    rows = order.rows
    found: list[str | None] = [None] * len(rows)
    reasons: dict[int, str] = {}
    if grades is None:
        return found, reasons
    given = _by_score(columns, rows, grades) if grades.by == "score" else _by_share(columns, order, grades)
    for row, level in given.items():
        found[row] = level
    ids = [level.id for level in grades.levels]
    for row, done in columns.consequences.items():
        if done.effects:
            found[row], reasons[row] = _adjusted(found[row], ids, done.effects)
    return found, reasons


def _adjusted(level: str | None, order: list[str], effects: Effects) -> tuple[str | None, str]:
    """Apply forced grades (the worst of several counts), then steps down; no grade at all beats both."""
    reason = ""
    for adjustment, effect in effects:
        if effect.ungraded is not None:
            return None, f"ungraded:{adjustment}"
    forced = forced_grade(effects, order)
    if forced is not None:
        level, reason = forced.grade, f"{forced.adjustment}:{forced.grade}"
    for adjustment, effect in effects:
        if effect.steps_down and level in order:
            level = order[min(order.index(level) + effect.steps_down, len(order) - 1)]
            reason = f"{adjustment}:-{effect.steps_down}"
    return level, reason


class ForcedGrade(NamedTuple):
    """The adjustment that forces a grade, the grade, and whether it uses a place of the quota."""

    adjustment: str
    grade: str
    in_quota: bool


def forced_grade(effects: Effects, order: Sequence[str]) -> ForcedGrade | None:
    """Return the forced grade, the worst of several; None if no grade is forced."""
    forced = [ForcedGrade(key, e.grade, e.in_quota) for key, e in effects if e.grade is not None]
    known = [own for own in forced if own.grade in order]
    return max(known, key=lambda own: order.index(own.grade), default=forced[-1] if forced else None)


def _by_score(columns: ScoreColumns, rows: Sequence[int], grades: Grades) -> dict[int, str]:
    given: dict[int, str] = {}
    base = compared_total(columns, grades)
    if base is None:
        return given
    for row in rows:
        decided = decide(_total(columns, row, grades) / base)
        level = next((g for g in grades.levels if _reaches(decided, g)), None)
        if level is not None and row not in columns.unranked:
            given[row] = level.id
    return given


def _total(columns: ScoreColumns, row: int, grades: Grades) -> Decimal:
    points = columns.points[row]
    return decide(points) if grades.decimals is None else round_to(points, grades.decimals)


def compared_total(columns: ScoreColumns, grades: Grades) -> Decimal | None:
    """Return what totals are divided by before they are graded: 1 where they are taken as they are.

    None if there is no such total or it is not above zero.
    """
    over = grades.over
    if over is None:
        return ONE
    ids, every = columns.context.panel.ids, range(len(columns.points))
    rows = [row for row in every if (row not in columns.unranked if over.stat else ids[row] == over.park)]
    totals = [_total(columns, row, grades) for row in rows]
    base = statistic(over.stat or "max", totals) if totals else ZERO
    return base if decide(base) > 0 else None


def _reaches(points: Decimal, level: Grade) -> bool:
    if level.above is not None:
        return points > level.above
    return level.from_ is None or points >= level.from_


def _by_share(columns: ScoreColumns, order: Order, grades: Grades) -> dict[int, str]:
    """Share the places out within each group; forced parks use a place of theirs or are out of the quota."""
    given: dict[int, str] = {}
    ids = [level.id for level in grades.levels]
    for members in _in_order(columns, order, grades.within):
        sharing: list[int] = []
        taken: Counter[str] = Counter()
        for row in members:
            done = columns.consequences.get(row)
            effects: Effects = done.effects if done else ()
            if row in columns.unranked or (effects and any(effect.ungraded for _, effect in effects)):
                continue
            forced = forced_grade(effects, ids) if effects else None
            if forced is None:
                sharing.append(row)
            elif forced.in_quota:
                taken[forced.grade] += 1
        totals = [order.totals[row] for row in sharing]
        levels = _shared_out(totals, quotas(len(sharing), grades, taken), grades)
        given |= dict(zip(sharing, levels, strict=True))
    return given


def _in_order(columns: ScoreColumns, order: Order, within: tuple[str, ...]) -> Iterable[Sequence[int]]:
    """Return the rows of each group in rank order."""
    if not within:
        return [order.rows]
    keys = columns.context.group_keys(within)
    members: dict[tuple[str, ...], list[int]] = {}
    for row in order.rows:
        members.setdefault(keys[row], []).append(row)
    return members.values()


def _shared_out(totals: Sequence[Decimal], sizes: Mapping[str, int], grades: Grades) -> list[str]:
    """Share the places out from the best total down; parks that tie at a cut-off take the grade of the first or last.

    A tie moves no other cut-off: each quota is counted from its share.
    """
    places = places_of(sizes, grades, len(totals))
    if grades.ties == "keep":
        return places
    given: list[str] = []
    for _, tied in groupby(totals):
        first = len(given)
        last = first + len(list(tied)) - 1
        given += [places[first if grades.ties == "up" else last]] * (last + 1 - first)
    return given


def places_of(sizes: Mapping[str, int], grades: Grades, count: int) -> list[str]:
    """Return the grade of each place from the first to the last; the last grade takes what remains."""
    places = [level.id for level in grades.levels for _ in range(sizes[level.id])]
    return places + [grades.levels[-1].id] * (count - len(places))


def quotas(count: int, grades: Grades, taken: Mapping[str, int] | None = None) -> dict[str, int]:
    """Return the number of places of each grade for ``count`` parks, in the order of the grades.

    ``taken`` are places used up by parks whose grade is forced; the shares are of all parks,
    these included, and one that is cumulative (``upto``) takes what the grades before it left of
    it. What does not fit is squeezed from the declared grades first, then from the
    last grade up. The grade that takes the rest gets what is left.
    """
    used = taken or {}
    whole = count + sum(used.values())
    rest = [level.id for level in grades.levels if level.rest]
    sizes = {level.id: 0 for level in grades.levels}
    reached = 0
    for level in grades.levels:
        if not level.rest:
            share = level.share if level.upto is None else level.upto
            places = int(round_to((share or ZERO) * whole, 0, level.round))
            if level.upto is not None:
                places = max(0, places - reached)
            reached += places
            sizes[level.id] = max(0, places - used.get(level.id, 0))
    for name in (*grades.squeeze, *reversed(sizes)):
        excess = sum(sizes.values()) - count
        if excess <= 0:
            break
        sizes[name] = max(0, sizes[name] - excess)
    for name in rest:
        sizes[name] = count - sum(sizes.values())
    return sizes
