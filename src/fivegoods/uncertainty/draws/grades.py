"""Grades of many draws at once, by score or by share, as the criteria give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from fivegoods.criteria.models.ranking import Grade, Grades
from fivegoods.scoring.ranking.grades import ForcedGrade, compared_total, forced_grade, places_of, quotas
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.draws.ranks import Ranker, ordered_by
from fivegoods.uncertainty.statistics import Bools, Floats, Ints

_PLACES = 9
_STATISTICS: Final[Mapping[str, Callable[[Floats], Floats]]] = {
    "max": lambda points: points.max(axis=1),
    "mean": lambda points: points.mean(axis=1),
    "median": lambda points: np.median(points, axis=1),
}


@dataclass(frozen=True, slots=True)
class Grader:
    """Grades the parks of a run; levels are numbered from the best, −1 is no grade."""

    grades: Grades
    ranker: Ranker
    #: Rows of the parks that share one quota, and the places of each grade.
    groups: tuple[tuple[tuple[int, ...], Mapping[str, int]], ...]
    #: Level a park is given whatever its points; −2 where it is not forced.
    forced: Ints
    #: Steps down from the level reached.
    steps: Ints
    #: The row of the park by whose total the others are divided, None if it is not ranked, and its total as scored.
    named: int | None
    named_total: float

    def levels(self, points: Floats) -> Ints:
        """Return the level of each park in each draw."""
        found = self._by_score(points) if self.grades.by == "score" else self._by_share(points)
        last = len(self.grades.levels) - 1
        given = np.where(self.forced > -2, self.forced, found)
        return np.where((self.steps > 0) & (given >= 0), np.minimum(given + self.steps, last), given)

    def _by_score(self, points: Floats) -> Ints:
        shown = np.round(points, _PLACES)
        if self.grades.decimals is not None:
            shift = 10.0**self.grades.decimals
            shown = np.floor(shown * shift + 0.5 + 10.0**-_PLACES) / shift
        if self.grades.over is not None:
            base = self._compared(shown)
            shown = np.round(shown / np.where(base > 0, base, np.nan), _PLACES)
        found = np.full(points.shape, -1, dtype=np.int64)
        for index, level in reversed(list(enumerate(self.grades.levels))):
            found[_reaches(shown, level)] = index
        return found

    def _compared(self, points: Floats) -> Floats:
        """Return what the totals of each draw are divided by; a named park that is not ranked keeps its total."""
        over = self.grades.over
        if over is not None and over.stat is not None:
            return _STATISTICS[over.stat](points)[:, None]
        if self.named is not None:
            return points[:, [self.named]]
        return np.full((len(points), 1), self.named_total)

    def _by_share(self, points: Floats) -> Ints:
        found = np.full(points.shape, -1, dtype=np.int64)
        keys = self.ranker.keyed(points)
        main = self.ranker.whole(points)
        for group, sizes in self.groups:
            columns = list(group)
            order = ordered_by(keys[:, columns])
            values = np.take_along_axis(main[:, columns], order, axis=1)
            levels = np.empty_like(order)
            np.put_along_axis(levels, order, _shared_out(values, sizes, self.grades), axis=1)
            found[:, columns] = levels
        return found


def grader_of(arrays: RunArrays, ranker: Ranker) -> Grader | None:
    """Return the grader of a run's criteria, None if they have no grades."""
    grades = arrays.run.criteria.criteria.grades
    if grades is None:
        return None
    order = [level.id for level in grades.levels]
    effects = [score.consequences.effects for score in arrays.scores]
    ungraded = [any(effect.ungraded for _, effect in own) for own in effects]
    forced = [forced_grade(own, order) for own in effects]
    return Grader(
        grades,
        ranker,
        _groups(arrays, grades, ungraded, forced),
        np.array([-1 if u else _level(f, order) for u, f in zip(ungraded, forced, strict=True)], dtype=np.int64),
        np.array([sum(effect.steps_down or 0 for _, effect in own) for own in effects], dtype=np.int64),
        arrays.ids.index(grades.over.park) if grades.over and grades.over.park in arrays.ids else None,
        float(compared_total(arrays.run.columns, grades) or 0),
    )


def _level(forced: ForcedGrade | None, order: Sequence[str]) -> int:
    if forced is None:
        return -2
    return order.index(forced.grade) if forced.grade in order else -1


def _groups(
    arrays: RunArrays, grades: Grades, ungraded: Sequence[bool], forced: Sequence[ForcedGrade | None]
) -> tuple[tuple[tuple[int, ...], Mapping[str, int]], ...]:
    """Return the parks that share one quota, and its places but for those that forced grades use."""
    members: dict[tuple[str, ...], list[int]] = {}
    taken: dict[tuple[str, ...], Counter[str]] = {}
    for row, (score, own) in enumerate(zip(arrays.scores, forced, strict=True)):
        key = tuple(score.groups.get(name, "") for name in grades.within)
        if not ungraded[row] and own is None:
            members.setdefault(key, []).append(row)
        elif not ungraded[row] and own is not None and own.in_quota:
            taken.setdefault(key, Counter())[own.grade] += 1
    return tuple((tuple(rows), quotas(len(rows), grades, taken.get(key, {}))) for key, rows in members.items())


def _reaches(points: Floats, level: Grade) -> Bools:
    if level.above is not None:
        return points > float(level.above)
    return points >= (-np.inf if level.from_ is None else float(level.from_))


def _shared_out(values: Ints, sizes: Mapping[str, int], grades: Grades) -> Ints:
    """Return the level of each place (draw × place); of those that tie, that of the first or last, as declared."""
    count = values.shape[1]
    order = [level.id for level in grades.levels]
    levels = np.array([order.index(level) for level in places_of(sizes, grades, count)], dtype=np.int64)
    if grades.ties == "keep":
        return np.broadcast_to(levels, values.shape)
    places = np.arange(count)
    starts = np.ones(values.shape, dtype=bool)
    starts[:, 1:] = values[:, 1:] != values[:, :-1]
    if grades.ties == "up":
        return levels[np.maximum.accumulate(np.where(starts, places, 0), axis=1)]
    ends = np.roll(starts, -1, axis=1)  # a place ends its tie where the next one starts another; the last one does
    return levels[np.minimum.accumulate(np.where(ends, places, count)[:, ::-1], axis=1)[:, ::-1]]
