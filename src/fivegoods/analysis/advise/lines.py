"""One figure moved with the others as chosen: where it may go, and the nearest value that reaches something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from fivegoods.analysis.advise.search import (
    Margin,
    Reach,
    bounds_of,
    margin_of,
    nearest_reaching,
    on_grid,
    probes,
    seven_digits,
    shortest,
)
from fivegoods.analysis.advise.trials import NOTHING, Chosen, Lever, Trial, Trials

Wanted = Callable[[Trial], Margin]


class Line:
    """A number field that moves, with other changes that stay."""

    def __init__(self, trials: Trials, lever: Lever, today: Decimal, others: Chosen = NOTHING) -> None:
        """Prepare for one field; the costs may limit how far it goes."""
        self.trials = trials
        self.lever = lever
        self.today = today
        self.bounds = bounds_of(trials.fields[lever.name], today, trials.costs.at_most)
        self.others = {key: value for key, value in others.items() if key != lever}
        self._outward: dict[int, list[Decimal]] = {}

    def at(self, x: Decimal) -> Trial:
        """Return what the field at ``x`` leads to."""
        return self.trials.at({**self.others, self.lever: x})

    def outward(self, sign: int) -> list[Decimal]:
        """Return values ever farther from today that every check allows, with the last before one that none does."""
        if sign not in self._outward:
            every = probes(self.today, sign, self.bounds)
            self._outward[sign] = list(self._allowed(every, sign)) if self.trials.checks else every
        return self._outward[sign]

    def _allowed(self, every: Sequence[Decimal], sign: int) -> Iterator[Decimal]:
        grid = self.bounds.grid
        for near, far in pairwise([self.today, *every]):
            stood, stands = self._stands(near), self._stands(far)
            if stood and not stands:
                edge = nearest_reaching(lambda x: Margin(not self._stands(x), None), near, far, grid) - sign * grid
                yield from () if edge == near else (edge,)
            elif stands and not stood:
                yield nearest_reaching(lambda x: Margin(self._stands(x), None), near, far, grid)
            if stands:
                yield far

    def _stands(self, x: Decimal) -> bool:
        return self.trials.stands({**self.others, self.lever: x})

    def nearest(
        self, wanted: Wanted, sign: int, start: Decimal | None = None, marks: Sequence[Decimal] = ()
    ) -> Decimal | None:
        """Return the value nearest to ``start``, if not to today, that reaches what is wanted; None if none does.

        Besides ever farther values the ``marks`` are looked at on the way.
        """
        start = self.today if start is None else start
        reach = self.reach(wanted)
        last = start
        for x in sorted({*self.outward(sign), *marks}, reverse=sign < 0):
            if (x - start) * sign <= 0:
                continue
            if reach(x).is_reached:
                return shortest(reach, nearest_reaching(reach, last, x, self.bounds.grid), sign, self.bounds.grid)
            last = x
        return None

    def end(self, sign: int) -> Decimal | None:
        """Return how far the field may go: to its bound, the largest change, or where a check breaks.

        None where nothing bounds it, or it is there already.
        """
        outward = self.outward(sign)
        is_open = (self.bounds.high if sign > 0 else self.bounds.low) is None
        unbounded = is_open and outward[-1:] == probes(self.today, sign, self.bounds)[-1:]
        return None if not outward or unbounded else outward[-1]

    def short(self, x: Decimal, wanted: Wanted) -> Decimal | None:
        """Return a figure of seven digits just beyond ``x``; None if it is short, or no figure there will do."""
        unit = seven_digits(self.bounds.grid, x, self.today)
        short = on_grid(x, unit, ROUND_CEILING if x > self.today else ROUND_FLOOR)
        if short == x or not self.bounds.holds(short):
            return None
        return short if self.reach(wanted)(short).is_reached else None

    def reach(self, wanted: Wanted) -> Reach:
        """Return the wish as one about the field's value; where a check breaks nothing is reached."""

        def reach(x: Decimal) -> Margin:
            return wanted(self.at(x)) if self._stands(x) else Margin(is_reached=False, lack=None)

        return reach


def points_of(indicator: str, wanted: Decimal) -> Wanted:
    """Return the wish that an indicator has so many points."""
    return lambda trial: margin_of(trial.points.get(indicator), wanted)


def total_of(wanted: Decimal) -> Wanted:
    """Return the wish that the total has so many points."""
    return lambda trial: margin_of(trial.total, wanted)


def value_of(indicator: str, wanted: Decimal, sign: int) -> Wanted:
    """Return the wish that an indicator's value has come to ``wanted``, from below or from above."""

    def reached(trial: Trial) -> Margin:
        value = trial.values.get(indicator)
        is_reached = value is not None and (value - wanted) * sign >= 0
        return Margin(is_reached, None if value is None else (wanted - value) * sign)

    return reached
