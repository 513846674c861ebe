"""Goals: a total, a rank, a grade, or the place of the park above."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fivegoods.numeric.decimals import ZERO, decide
from fivegoods.scoring.scores import ParkScore, Run


class GoalError(Exception):
    """A goal that makes no sense here; ``reason`` is a word code, ``params`` fill its placeholders."""

    def __init__(self, reason: str, **params: str) -> None:
        """Name the reason, such as "unknown_grade"."""
        super().__init__(f"{reason}: {params}")
        self.reason = reason
        self.params = params


@dataclass(frozen=True, slots=True)
class Points:
    """At least so many points."""

    points: Decimal

    def is_reached(self, run: Run, park_id: str) -> bool:
        """Return whether the run reaches the goal."""
        return decide(run.of(park_id).points) >= decide(self.points)

    def lacking(self, run: Run, park_id: str) -> Decimal:
        """Return about how many points are lacking; 0 or less if the goal is reached."""
        return self.points - run.of(park_id).points


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank, or a better one."""

    rank: int

    def is_reached(self, run: Run, park_id: str) -> bool:
        """Return whether the run reaches the goal."""
        rank = run.of(park_id).rank
        return rank is not None and rank <= self.rank

    def lacking(self, run: Run, park_id: str) -> Decimal:
        """Return the distance to the park whose place this would be."""
        rival = self.rival(run, park_id)
        return rival.points - run.of(park_id).points if rival else ZERO

    def rival(self, run: Run, park_id: str) -> ParkScore | None:
        """Return the park whose place this would be; None for a park alone."""
        return _holder(_ranked(run, park_id), self.rank - 1)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade, or a better one."""

    grade: str

    def is_reached(self, run: Run, park_id: str) -> bool:
        """Return whether the run reaches the goal."""
        order = grade_order(run)
        grade = run.of(park_id).grade
        return grade in order and order.index(grade) <= order.index(self.grade)

    def lacking(self, run: Run, park_id: str) -> Decimal:
        """Return the distance to the limit of the grade, or to the last park that has it or a better one."""
        grades = run.criteria.criteria.grades
        own = run.of(park_id)
        level = next(g for g in grades.levels if g.id == self.grade) if grades else None
        if grades is not None and level is not None and grades.by == "score" and not grades.over:
            limit = level.above if level.above is not None else level.from_
            return (limit if limit is not None else own.points) - own.points
        last = self.rival(run, park_id)
        return last.points - own.points if last else ZERO

    def rival(self, run: Run, park_id: str) -> ParkScore | None:
        """Return the last park that has the grade or a better one; None for a park alone or a limit in points."""
        grades, own, order = run.criteria.criteria.grades, run.of(park_id), grade_order(run)
        if grades is None or (grades.by == "score" and not grades.over):
            return None
        better = order[: order.index(self.grade) + 1]
        same = [s for s in _ranked(run, park_id) if all(s.groups.get(g) == own.groups.get(g) for g in grades.within)]
        holders = [s for s in same if s.grade in better]
        return _holder(same, len(holders) - 1)


Goal = Points | Rank | Grade


def grade_order(run: Run) -> list[str]:
    """Return the ids of the grades, best first."""
    grades = run.criteria.criteria.grades
    return [level.id for level in grades.levels] if grades else []


def grade_named(run: Run, text: str) -> Grade:
    """Return the goal of a grade by its id, or by its name in either language; `check_goal` refuses other words."""
    grades = run.criteria.criteria.grades
    levels = grades.levels if grades and text not in grade_order(run) else ()
    return Grade(next((one.id for one in levels if one.name and text in (one.name.zh, one.name.en)), text))


def next_park(run: Run, park_id: str) -> Rank:
    """Return the goal to draw level with the park above. Raise GoalError for the first, the unranked, a park alone."""
    _check_company(run)
    own = run.of(park_id)
    if own.rank is None:
        raise GoalError("not_ranked")
    above = [s.rank for s in run.scores if s.rank is not None and s.rank < own.rank]
    if not above:
        raise GoalError("already_first")
    return Rank(max(above))


def check_goal(goal: Goal, run: Run, park_id: str) -> None:
    """Raise GoalError for a grade that the criteria do not have, or a place for a park that has none."""
    if isinstance(goal, Grade) and goal.grade not in grade_order(run):
        raise GoalError("unknown_grade", grade=goal.grade, known=", ".join(grade_order(run)) or "-")
    if isinstance(goal, Rank) or (isinstance(goal, Grade) and _is_by_place(run)):
        _check_company(run)
    if isinstance(goal, Rank):
        if run.of(park_id).rank is None:
            raise GoalError("not_ranked")
        if goal.rank < 1:
            raise GoalError("rank_below_one", rank=str(goal.rank))
    if isinstance(goal, Grade) and run.of(park_id).unranked_reason:
        raise GoalError("not_ranked")


def _is_by_place(run: Run) -> bool:
    """Return whether grades go by the other parks."""
    grades = run.criteria.criteria.grades
    return grades is not None and grades.depends_on_company


def _check_company(run: Run) -> None:
    """Raise GoalError for a park alone, which has no place."""
    if len(run.scores) < 2:
        raise GoalError("needs_peers")


def _ranked(run: Run, park_id: str) -> list[ParkScore]:
    """Return the other ranked parks, best first."""
    return [s for s in run.scores if s.rank is not None and s.id != park_id]


def _holder(others: list[ParkScore], place: int) -> ParkScore | None:
    return others[min(max(place, 0), len(others) - 1)] if others else None
