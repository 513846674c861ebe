"""Grades of many draws at once, by score or by share, as the criteria give them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fivegoods.analysis.robustness.frame import Bools, Floats, Frame, Ints
from fivegoods.analysis.robustness.ranks import Placed, Ranker, placed
from fivegoods.model.ranking import Grade, Grades
from fivegoods.scoring.quotas import quotas
from fivegoods.scoring.results import ParkScore

_PLACES = 9


@dataclass(frozen=True, slots=True)
class Grader:
    """Grades the parks of a frame; levels are numbered from the best, −1 is no grade."""

    grades: Grades
    ranker: Ranker
    #: Rows of the parks that share one quota.
    groups: tuple[tuple[int, ...], ...]
    #: Level a park is given whatever its points; −2 where it is not forced.
    forced: Ints
    #: Steps down from the level reached.
    steps: Ints

    def levels(self, points: Floats) -> Ints:
        """Return the level of each park in each draw."""
        found = self._by_score(points) if self.grades.by == "score" else self._by_share(points)
        last = len(self.grades.levels) - 1
        lowered = np.where((self.steps > 0) & (found >= 0), np.minimum(found + self.steps, last), found)
        return np.where(self.forced > -2, self.forced, lowered)

    def _by_score(self, points: Floats) -> Ints:
        shown = np.round(points, _PLACES)
        if self.grades.decimals is not None:
            shift = 10.0**self.grades.decimals
            shown = np.floor(shown * shift + 0.5 + 10.0**-_PLACES) / shift
        found = np.full(points.shape, -1, dtype=np.int64)
        for index, level in reversed(list(enumerate(self.grades.levels))):
            found[_reaches(shown, level)] = index
        return found

    def _by_share(self, points: Floats) -> Ints:
        found = np.full(points.shape, -1, dtype=np.int64)
        keys = self.ranker.keyed(points)
        for group in self.groups:
            columns = list(group)
            inside = placed(keys[:, columns], self.ranker.ties)
            levels = _shared_out(inside, self.grades, len(columns))
            by_park = np.empty_like(levels)
            np.put_along_axis(by_park, inside.order, levels, axis=1)
            found[:, columns] = by_park
        return found


def grader_of(frame: Frame, ranker: Ranker) -> Grader | None:
    """Return the grader of a run's criteria, None if they have no grades."""
    grades = frame.run.criteria.criteria.grades
    if grades is None:
        return None
    levels = [level.id for level in grades.levels]
    groups: dict[tuple[str, ...], list[int]] = {}
    for row, score in enumerate(frame.scores):
        if not _outside_quota(frame, score):
            groups.setdefault(tuple(score.park.groups.get(name, "") for name in grades.within), []).append(row)
    return Grader(
        grades,
        ranker,
        tuple(map(tuple, groups.values())),
        np.array([_forced(score, levels) for score in frame.scores], dtype=np.int64),
        np.array([_steps(score) for score in frame.scores], dtype=np.int64),
    )


def _reaches(points: Floats, level: Grade) -> Bools:
    if level.above is not None:
        return points > float(level.above)
    return points >= (-np.inf if level.from_ is None else float(level.from_))


def _forced(score: ParkScore, levels: list[str]) -> int:
    head, _, grade = score.grade_reason.partition(":")
    if head == "ungraded":
        return -1
    return levels.index(grade) if head and grade in levels else -2


def _steps(score: ParkScore) -> int:
    _, _, grade = score.grade_reason.partition(":")
    return int(grade[1:]) if grade.startswith("-") and grade[1:].isdigit() else 0


def _outside_quota(frame: Frame, score: ParkScore) -> bool:
    """Return whether an adjustment in force gives a grade beside the quotas, or none at all."""
    plans = {plan.id: plan for plan in frame.run.plan.adjustments}
    for adjustment in score.adjustments:
        codes = {code for text in adjustment.effects for code in text.split("+")}
        for effect in plans[adjustment.id].effects:
            if effect.ungraded is not None and "ungraded" in codes:
                return True
            if effect.grade is not None and not effect.in_quota and f"grade:{effect.grade}" in codes:
                return True
    return False


def _shared_out(inside: Placed, grades: Grades, count: int) -> Ints:
    """Return the level of each place (draw × place), cut-offs moved by ties as the criteria say."""
    sizes = quotas(count, grades)
    draws = len(inside.order)
    places = np.arange(count)
    levels = np.full((draws, count), -1, dtype=np.int64)
    start = np.zeros(draws, dtype=np.int64)
    for index, level in enumerate(grades.levels):
        if index == len(grades.levels) - 1:
            end = np.full(draws, count, dtype=np.int64)
        else:
            end = _tie_at(inside.starts, start, np.minimum(start + sizes[level.id], count), grades.ties)
        levels[(places >= start[:, None]) & (places < end[:, None])] = index
        start = np.maximum(start, end)
    return levels


def _tie_at(starts: Bools, start: Ints, end: Ints, ties: str) -> Ints:
    count = starts.shape[1]
    if ties == "keep":
        return end
    places = np.arange(count)
    rows = np.arange(len(end))
    inner = np.minimum(end, count - 1)
    cuts = (start < end) & (end < count) & ~starts[rows, inner]
    if ties == "up":
        after = np.minimum.accumulate(np.where(starts, places, count)[:, ::-1], axis=1)[:, ::-1]
        return np.where(cuts, after[rows, inner], end)
    first = np.maximum.accumulate(np.where(starts, places, 0), axis=1)
    return np.where(cuts, np.maximum(first[rows, inner], start), end)
