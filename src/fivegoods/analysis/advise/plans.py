"""Moves, and a shortest set of them that reaches a goal: fewest figures first, then least effort, nothing superfluous.

Which sets to try comes from the gains of single moves, and from all of them taken as far as they go; whether a
set reaches the goal is always decided by the engine on the changed park.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import combinations, islice
from math import comb

from fivegoods.analysis.advise.goals import Goal, Points
from fivegoods.analysis.advise.lines import Line, total_of
from fivegoods.analysis.advise.milestones import FieldSearch, IndicatorAdvice, Milestone, options_of
from fivegoods.analysis.advise.search import FINEST, Margin, margin_of, nearest_reaching, on_grid, seven_digits
from fivegoods.analysis.advise.trials import Chosen, Lever, Trials
from fivegoods.analysis.whatif.changes import Change
from fivegoods.numeric.decimals import ONE, ZERO, decide
from fivegoods.panel.entities import Value
from fivegoods.scoring.scores import Run

#: Bands and steps of one indicator that are looked at beyond today's next.
_STEPS = 7
#: Sets of one size that are estimated, and how many of the cheapest the engine then tries.
_MOST_SETS = 6000
_TRIED = 6
#: Gains of single moves need not add up when they are made together.
_SLACK = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Level:
    """One value a figure could take: what it brings in the total and its effort."""

    needed: Value
    gain: Decimal
    effort: Decimal


@dataclass(frozen=True, slots=True)
class Move:
    """One figure that can be changed, with its levels from near to far."""

    lever: Lever
    levels: tuple[Level, ...]

    @property
    def best(self) -> Level:
        """The level that brings most."""
        return max(self.levels, key=lambda level: (level.gain, -level.effort))


def moves_of(trials: Trials, advice: Sequence[IndicatorAdvice], lack: Decimal) -> list[Move]:
    """Return every move that brings anything, the best first; ``lack`` is about what the goal needs."""
    levels: dict[Lever, dict[Value, None]] = {}
    for item in advice:
        for milestone in item.milestones:
            found = levels.setdefault(milestone.lever, {})
            found.update(dict.fromkeys([milestone.said, *_beyond(trials, item, milestone, max(lack, ONE))]))
    moves = []
    for lever, values in levels.items():
        made = [Level(x, trials.gain({lever: x}), trials.effort(lever, x)) for x in values]
        useful = sorted((x for x in made if decide(x.gain) > 0), key=lambda x: (x.effort, x.gain))
        if useful:
            moves.append(Move(lever, tuple(useful)))
    return sorted(moves, key=lambda m: (-m.best.gain, m.lever.name))


def _beyond(trials: Trials, item: IndicatorAdvice, milestone: Milestone, lack: Decimal) -> Iterator[Decimal]:
    """Yield values beyond the milestone: further steps, or as far as the goal needs."""
    today, needed = milestone.today, milestone.needed
    if milestone.kind not in ("step", "point") or not (isinstance(today, Decimal) and isinstance(needed, Decimal)):
        return
    line, sign = Line(trials, milestone.lever, today), 1 if needed > today else -1
    search = FieldSearch(item.score, line)
    if milestone.kind == "step":
        yield from islice(search.steps(needed, sign), _STEPS)
    elif not any(m.kind == "cap" and m.field == milestone.field for m in item.milestones):
        # Where the park itself is the best of its group there is an end, though the rule states no cap.
        most = max((line.at(x).total for x in line.outward(sign)), default=trials.park.points)
        far = line.nearest(total_of(min(trials.park.points + lack, most)), sign)
        if far is not None:
            yield search.said(far)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a plan."""

    change: Change
    name: str
    today: Value | None
    needed: Value
    effort: Decimal
    #: What the step adds to the total after the steps before it; all steps add up to the whole gain.
    brings: Decimal


@dataclass(frozen=True, slots=True)
class PlanOfChanges:
    """Changes that reach the goal, cheapest first, and the run they lead to."""

    steps: tuple[Step, ...]
    after: Run

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes, as `whatif` takes them."""
        return tuple(step.change for step in self.steps)

    @property
    def effort(self) -> Decimal:
        """The effort of all steps."""
        return sum((step.effort for step in self.steps), ZERO)


class Planner:
    """Searches the plan of one park for one goal."""

    def __init__(self, trials: Trials, goal: Goal) -> None:
        """Prepare for a goal."""
        self.trials = trials
        self.park_id = trials.park.id
        self.goal = goal
        self.lack = goal.lacking(trials.run, self.park_id)
        self._known: dict[frozenset[tuple[Lever, Value]], Margin] = {}

    def margin(self, chosen: Chosen) -> Margin:
        """Return whether the chosen changes reach the goal, and about how many points are lacking."""
        key = frozenset(chosen.items())
        if key not in self._known:
            self._known[key] = self._margin(chosen)
        return self._known[key]

    def _margin(self, chosen: Chosen) -> Margin:
        trial = self.trials.at(chosen)
        if not trial.stands:
            return Margin(is_reached=False, lack=None)
        if isinstance(self.goal, Points):
            return margin_of(trial.total, self.goal.points)
        run = self.trials.rerun(chosen)
        return Margin(self.goal.is_reached(run, self.park_id), self.goal.lacking(run, self.park_id))

    def reaches(self, chosen: Chosen) -> bool:
        """Return whether the chosen changes reach the goal."""
        return self.margin(chosen).is_reached

    def of_moves(self, moves: Sequence[Move]) -> PlanOfChanges | None:
        """Return a plan of single moves; None if all of them together do not reach the goal."""
        everything = {move.lever: move.best.needed for move in moves}
        if not self.reaches(everything):
            return None
        for size in range(1, len(moves) + 1):
            found = list(self._enough(moves, size))
            if found:
                plans = [self.smallest(chosen) for chosen in found[:2]]
                return min(plans, key=lambda p: (len(p.steps), p.effort))
        # Gains of single moves say little where dimensions are means or minima: leave out what can be.
        return self.smallest(everything)

    def smallest(self, chosen: Chosen) -> PlanOfChanges:
        """Return the plan of a set that reaches the goal, with nothing in it that is more than enough."""
        return self._plan(self._minimal(dict(chosen)))

    def _enough(self, moves: Sequence[Move], size: int) -> Iterator[dict[Lever, Value]]:
        """Yield the sets of a size that reach the goal, of those that could be enough with the least effort."""
        pool = list(moves)
        while len(pool) > size and comb(len(pool), size) > _MOST_SETS:
            pool = pool[:-1]
        estimated = []
        for some in combinations(pool, size):
            if sum((m.best.gain for m in some), ZERO) >= self.lack * _SLACK:
                chosen, effort = self._allocated(some)
                estimated.append((effort, [m.lever.name for m in some], chosen, some))
        estimated.sort(key=lambda item: (item[0], item[1]))
        for _, _, chosen, some in estimated[:_TRIED]:
            farthest = {move.lever: move.best.needed for move in some}
            yield from [one for one in (chosen, farthest) if self.reaches(one)][:1]

    def _allocated(self, moves: Sequence[Move]) -> tuple[dict[Lever, Value], Decimal]:
        """Return levels that are about enough, the most efficient moves taken farthest, and their effort."""
        chosen: dict[Lever, Value] = {}
        left, effort = self.lack, ZERO
        for move in sorted(moves, key=lambda m: m.best.effort / m.best.gain):
            level = next((x for x in move.levels if x.gain >= left), move.best)
            share = min(ONE, max(left, ZERO) / level.gain) if level.gain else ONE
            effort += level.effort * share
            left -= min(level.gain, max(left, ZERO))
            chosen[move.lever] = level.needed
        return chosen, effort

    def _minimal(self, chosen: dict[Lever, Value]) -> dict[Lever, Value]:
        """Return the set with every change as small as it can be, and none that can be left out."""
        before: Chosen = {}
        while chosen != before:
            before = dict(chosen)
            for lever in sorted(chosen, key=lambda x: -self.trials.effort(x, chosen[x])):
                rest = {key: value for key, value in chosen.items() if key != lever}
                if rest and self.reaches(rest):
                    return self._minimal(rest)
                chosen[lever] = self._least(lever, chosen)
        return chosen

    def _least(self, lever: Lever, chosen: Chosen) -> Value:
        """Return the smallest change of one figure with which the set still reaches the goal."""
        far, today = chosen[lever], self.trials.today(lever)

        def reach(x: Value) -> Margin:
            return self.margin({**chosen, lever: x})

        if not isinstance(far, Decimal) or not isinstance(today, Decimal):
            options = options_of(self.trials.fields[lever.name])
            enough = [x for x in options if x != today and reach(x).is_reached]
            return min(enough, key=lambda x: self.trials.at({**chosen, lever: x}).total)
        grid = None
        while grid != (grid := self._grid(lever, far, today)):
            start = on_grid(today, grid, ROUND_FLOOR) if far > today else on_grid(today, grid)
            far = far if reach(start).is_reached else nearest_reaching(reach, start, far, grid)
        return far

    def _grid(self, lever: Lever, far: Decimal, today: Decimal) -> Decimal:
        """Return the step in which a figure of the plan is given: whole, or seven significant digits."""
        field = self.trials.fields.get(lever.name)
        if not lever.is_points and field is not None and field.whole:
            return ONE
        return seven_digits(FINEST, far, today)

    def _plan(self, chosen: Mapping[Lever, Value]) -> PlanOfChanges:
        points = self.trials.park.points
        done: dict[Lever, Value] = {}
        steps = []
        for lever in sorted(chosen, key=lambda x: (self.trials.effort(x, chosen[x]), x.name)):
            done[lever] = value = chosen[lever]
            before, points = points, self.trials.at(done).total
            today, effort = self.trials.today(lever), self.trials.effort(lever, value)
            steps.append(Step(lever.change(value), lever.name, today, value, effort, points - before))
        return PlanOfChanges(tuple(steps), self.trials.rerun(chosen))
