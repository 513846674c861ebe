"""All figures together: each taken as far as it brings more, the others as found so far, until nothing gains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from fivegoods.analysis.advise.lines import Line, points_of
from fivegoods.analysis.advise.milestones import FieldSearch, changeable, given_most, options_of
from fivegoods.analysis.advise.search import FINEST, nearest_reaching, on_grid
from fivegoods.analysis.advise.trials import Chosen, Lever, Trial, Trials
from fivegoods.panel.entities import Value
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.tree import IndicatorScore

#: The directions in which a number may move; none for what is chosen or given.
Directions = tuple[int, ...]
#: Orders what changes lead to, the more the better.
Worth = Callable[[Trial], tuple[int | Decimal, ...]]
#: Rounds over all figures; each but the last has gained something.
_ROUNDS = 20
#: The search ends at this cost, in trials of one row, with what it has found: some seconds.
_MOST = 4000
#: Of the values of two figures at a time every fourth is tried.
_STRIDE = 4
#: How often the interval in which the best value lies is cut to two thirds.
_CUTS = 40


class Ascent:
    """Searches what all levers together can bring."""

    def __init__(self, trials: Trials, worth: Worth) -> None:
        """Prepare; ``worth`` orders what changes lead to."""
        self.trials = trials
        self.worth = worth
        self.limit = trials.cost + _MOST
        self.levers = levers_of(trials)
        #: Pairs that an expression of the criteria reads together.
        read = [{Lever(name) for name in e.fields} & self.levers.keys() for e in trials.run.plan.expressions()]
        self.pairs = dict.fromkeys(pair for one in read for pair in combinations(sorted(one, key=lambda x: x.name), 2))

    def tops(self) -> Iterator[dict[Lever, Value]]:
        """Yield where the search comes to: from today's figures, from all as far as they go, and from two at a time."""
        today = {lever: self.trials.today(lever) for lever in self.levers}
        start = {lever: x for lever, x in today.items() if x is not None}
        near = self._climb(start)
        yield near
        far = self._climb({lever: self._values(lever, start)[-1] for lever in start})
        yield far
        best, worth = max(near, far, key=self._worth), None
        while worth != (worth := self._worth(best)):
            best = self._climb(self._by_two({**start, **best}))
            yield best

    def _climb(self, chosen: dict[Lever, Value]) -> dict[Lever, Value]:
        """Return the set after each figure has been taken to its best again and again, until nothing changes."""
        for _ in range(_ROUNDS):
            before = dict(chosen)
            for lever in chosen:
                if self.trials.cost < self.limit:
                    chosen[lever] = self._best(lever, chosen)
            if chosen == before:
                break
        return {lever: x for lever, x in chosen.items() if x != self.trials.today(lever)}

    def _by_two(self, chosen: dict[Lever, Value]) -> dict[Lever, Value]:
        """Return the set with two figures that something reads together moved at once, if that is worth more."""
        for first, second in self.pairs:
            for value in self._values(first, chosen)[::_STRIDE]:
                if self.trials.cost >= self.limit:
                    return chosen
                moved = {**chosen, first: value}
                tried = [{**moved, second: x} for x in self._values(second, moved)[::_STRIDE]]
                chosen = max(chosen, *tried, key=self._worth)
        return chosen

    def _worth(self, chosen: Chosen) -> tuple[int | Decimal, ...]:
        return self.worth(self.trials.at(chosen))

    def _values(self, lever: Lever, chosen: Chosen) -> list[Value]:
        """Return the values of a lever that are tried: today's and ever farther ones, or all that there are."""
        today = self.trials.today(lever)
        if lever.is_points:
            given = next(s for s in self.trials.park.root.all_indicators() if s.plan.id == lever.name)
            return [given.points, given_most(given)]
        if isinstance(today, Decimal):
            line = Line(self.trials, lever, today, chosen)
            return [today, *(x for sign in self.levers[lever] for x in line.outward(sign))]
        return options_of(self.trials.fields[lever.name])

    def _best(self, lever: Lever, chosen: Chosen) -> Value:
        """Return the value that is worth most; of equals the farthest, which leaves the others most room."""
        now, today = chosen[lever], self.trials.today(lever)
        values = [now, *self._values(lever, chosen)]
        sign = 1 if len(self.levers[lever]) == 1 else -1

        def worth(x: Value) -> tuple[int | Decimal, ...]:
            return self._worth({**chosen, lever: x})

        def key(x: Value) -> tuple[int | Decimal, ...]:
            if isinstance(x, Decimal) and isinstance(today, Decimal):
                return (*worth(x), sign * abs(x - today))
            return (*worth(x), x == now)

        best = max(values, key=key)
        if (
            lever.is_points
            or not (isinstance(best, Decimal) and isinstance(today, Decimal))
            or worth(best) <= worth(now)
        ):
            return best
        numbers = sorted({x for x in values if isinstance(x, Decimal)})
        place = numbers.index(best)
        around = numbers[max(place - 1, 0) : place + 2]
        return max(self._within(Line(self.trials, lever, today, chosen), around, worth), key=key)

    def _within(
        self, line: Line, around: list[Decimal], worth: Callable[[Decimal], tuple[int | Decimal, ...]]
    ) -> list[Decimal]:
        """Return values between neighbours of the best: where points begin to rise or to fall, and a best between."""
        grid = line.bounds.grid
        found = {*around}
        for low, high in pairwise(around):
            below, above = line.at(low).points, line.at(high).points
            for key in below.keys() & above.keys():
                start, far = (low, high) if below[key] < above[key] else (high, low)
                least, most = sorted((below[key], above[key]))
                for wanted in (least + FINEST, most) if least < most else ():
                    found.add(nearest_reaching(line.reach(points_of(key, wanted)), start, far, grid))
        values = sorted(found)
        place = values.index(max(values, key=worth))
        low, high = values[max(place - 1, 0)], values[min(place + 1, len(values) - 1)]
        for _ in range(_CUTS):
            third = on_grid((high - low) / 3, grid)
            left, right = low + third, high - third
            if left >= right:
                break
            found |= {left, right}
            low, high = (left, high) if worth(left) < worth(right) else (low, right)
        return [*found]


def levers_of(trials: Trials) -> dict[Lever, Directions]:
    """Return what may be changed, and in which directions: the figures of all indicators and conditions."""
    found: dict[Lever, set[int]] = {}
    for score in trials.park.root.all_indicators():
        if score.given is not None and trials.costs.may_change(score.plan.id):
            found.setdefault(Lever(score.plan.id, is_points=True), set())
        elif score.outcome in (Outcome.SCORED, Outcome.VOIDED) and score.given is None:
            for name in changeable(trials, score.plan):
                found.setdefault(Lever(name), set()).update(_directions(trials, score, name))
    for name in _conditions(trials):
        if trials.costs.may_change(name):
            found.setdefault(Lever(name), set()).update((1, -1))
    return {
        lever: tuple(sorted(signs, reverse=True)) for lever, signs in found.items() if trials.today(lever) is not None
    }


def _directions(trials: Trials, score: IndicatorScore, name: str) -> Directions:
    """Return where the rule likes the value to go; both where it does not move by this figure alone."""
    today = trials.park.data.get(name)
    if not isinstance(today, Decimal):
        return ()
    return FieldSearch(score, Line(trials, Lever(name), today)).signs() or (1, -1)


def _conditions(trials: Trials) -> Iterable[str]:
    """Return the fields that conditions of parts and adjustments read."""
    plan = trials.run.plan
    conditions = [node.needs for node in plan.root.walk()] + [indicator.needs for indicator in plan.indicators]
    conditions += [one for a in plan.adjustments for one in (a.when, a.count, a.points)]
    return {name: None for one in conditions if one is not None for name in one.fields if name in trials.fields}
