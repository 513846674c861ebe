"""A shortest set of changes that reaches a goal: fewest figures first, then least effort, nothing superfluous.

Which sets to try comes from the gains of single moves; whether a set reaches the goal is always
decided by the engine on the changed park.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations
from math import comb

from fivegoods.analysis.advise.effort import Costs
from fivegoods.analysis.advise.goals import Goal
from fivegoods.analysis.advise.grid import FINEST
from fivegoods.analysis.advise.moves import Move
from fivegoods.analysis.whatif.apply import rerun
from fivegoods.analysis.whatif.changes import Change
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.panel.entities import Value
from fivegoods.scoring.scores import Run

#: Sets of one size that are estimated, and how many of the cheapest the engine then tries.
_MOST_SETS = 6000
_TRIED = 6
#: Figures of a plan are given with this many significant digits.
_DIGITS = 7
#: Gains of single moves need not add up when they are made together.
_SLACK = Decimal("0.9")

#: A set of changes: move by name, with the value it is taken to.
Chosen = Mapping[Move, Value]


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


@dataclass(frozen=True, slots=True)
class Margin:
    """Whether a goal is reached, and about how many points are lacking."""

    is_reached: bool
    lack: Decimal


class Planner:
    """Searches the plan of one park for one goal."""

    def __init__(self, run: Run, park_id: str, goal: Goal, moves: Sequence[Move], costs: Costs) -> None:
        """Prepare; ``moves`` are what may be changed."""
        self.run = run
        self.park_id = park_id
        self.goal = goal
        self.moves = sorted(moves, key=lambda m: (-m.best.gain, m.name))
        self.costs = costs
        self.lack = goal.lacking(run, park_id)
        self.digits = {f: d.whole for f, d in run.criteria.criteria.fields.items()}

    def after(self, chosen: Chosen) -> Run:
        """Return the run with the chosen changes."""
        return rerun(self.run, self.park_id, [move.change(value) for move, value in chosen.items()])

    def reaches(self, chosen: Chosen) -> bool:
        """Return whether the chosen changes reach the goal."""
        return self.goal.is_reached(self.after(chosen), self.park_id)

    def everything(self) -> Run:
        """Return the run with every move taken to its best."""
        return self.after({move: move.best.needed for move in self.moves})

    def search(self) -> PlanOfChanges | None:
        """Return a plan, None if all moves together do not reach the goal."""
        if not self.goal.is_reached(self.everything(), self.park_id):
            return None
        for size in range(1, len(self.moves) + 1):
            found = [chosen for chosen in self._candidates(size) if self._feasible(chosen)]
            if found:
                plans = [self._minimal(self._reaching(chosen)) for chosen in found[:2]]
                return min((self._plan(chosen) for chosen in plans), key=lambda p: (len(p.steps), p.effort))
        # Gains of single moves say little where dimensions are means or minima: leave out what can be.
        return self._plan(self._minimal({move: move.best.needed for move in self.moves}))

    def _candidates(self, size: int) -> list[dict[Move, Value]]:
        """Return the sets of a size that could be enough, least estimated effort first."""
        pool = self.moves
        while len(pool) > size and comb(len(pool), size) > _MOST_SETS:
            pool = pool[:-1]
        estimated = []
        for moves in combinations(pool, size):
            if sum((m.best.gain for m in moves), ZERO) >= self.lack * _SLACK:
                chosen, effort = self._allocated(moves)
                estimated.append((effort, [m.name for m in moves], chosen))
        estimated.sort(key=lambda item: (item[0], item[1]))
        return [chosen for _, _, chosen in estimated[:_TRIED]]

    def _allocated(self, moves: Sequence[Move]) -> tuple[dict[Move, Value], Decimal]:
        """Return levels that are about enough, the most efficient moves taken farthest, and their effort."""
        chosen: dict[Move, Value] = {}
        left, effort = self.lack, ZERO
        for move in sorted(moves, key=lambda m: m.best.effort / m.best.gain):
            level = next((x for x in move.levels if x.gain >= left), move.best)
            share = min(ONE, max(left, ZERO) / level.gain) if level.gain else ONE
            effort += level.effort * share
            left -= min(level.gain, max(left, ZERO))
            chosen[move] = level.needed
        return chosen, effort

    def _feasible(self, chosen: Chosen) -> bool:
        return self.reaches(chosen) or self.reaches({move: move.best.needed for move in chosen})

    def _reaching(self, chosen: Mapping[Move, Value]) -> dict[Move, Value]:
        return dict(chosen) if self.reaches(chosen) else {move: move.best.needed for move in chosen}

    def _minimal(self, chosen: dict[Move, Value]) -> dict[Move, Value]:
        """Return the set with every change as small as it can be, and none that can be left out."""
        for move in sorted(chosen, key=lambda m: -self._effort(m, chosen[m])):
            rest = {m: v for m, v in chosen.items() if m is not move}
            if rest and self.reaches(rest):
                return self._minimal(rest)
            chosen[move] = self._smallest(move, chosen)
        for move in list(chosen):
            rest = {m: v for m, v in chosen.items() if m is not move}
            if rest and self.reaches(rest):
                return self._minimal(rest)
        return chosen

    def _smallest(self, move: Move, chosen: Chosen) -> Value:
        """Return the smallest change of one figure with which the set still reaches the goal."""
        far, today = chosen[move], move.today
        if not isinstance(far, Decimal) or not isinstance(today, Decimal):
            return self._least_option(move, chosen)
        sign = 1 if far > today else -1
        grid = self._grid(move, far, today)
        rounding = ROUND_CEILING if sign > 0 else ROUND_FLOOR
        high = (far / grid).to_integral_value(rounding)
        low = (today / grid).to_integral_value(ROUND_FLOOR if sign > 0 else ROUND_CEILING)
        beyond, within = self._margin({**chosen, move: high * grid}), self._margin({**chosen, move: low * grid})
        if not beyond.is_reached:
            return far
        if within.is_reached:
            return far if low == high else low * grid
        halve = False
        while abs(high - low) > 1:
            middle = _between(low, high, within.lack, beyond.lack, sign, halve=halve)
            found = self._margin({**chosen, move: middle * grid})
            # On a line the guess is the answer, and one step nearer the goal is missed.
            if found.is_reached:
                nearer = middle - sign
                high, beyond = middle, found
                if nearer != low and not (step := self._margin({**chosen, move: nearer * grid})).is_reached:
                    low, within = nearer, step
            else:
                low, within = middle, found
            halve = not halve
        return min((far, high * grid), key=lambda x: abs(x - today))

    def _margin(self, chosen: Chosen) -> Margin:
        run = self.after(chosen)
        return Margin(self.goal.is_reached(run, self.park_id), self.goal.lacking(run, self.park_id))

    def _grid(self, move: Move, far: Decimal, today: Decimal) -> Decimal:
        """Return the step in which a figure of the plan is given: whole, or seven significant digits."""
        if not move.is_points and self.digits.get(move.name):
            return ONE
        size = max(abs(far), abs(today), FINEST).adjusted()
        return max(FINEST, Decimal(1).scaleb(size - _DIGITS + 1))

    def _least_option(self, move: Move, chosen: Chosen) -> Value:
        for level in move.levels:
            if self.reaches({**chosen, move: level.needed}):
                return level.needed
        return chosen[move]

    def _effort(self, move: Move, value: Value) -> Decimal:
        if not isinstance(value, Decimal):
            return self.costs.of_choice(move.name)
        return self.costs.of(move.name, move.today if isinstance(move.today, Decimal) else None, value)

    def _plan(self, chosen: Chosen) -> PlanOfChanges:
        after, points = self.run, self.run.of(self.park_id).points
        done: dict[Move, Value] = {}
        steps = []
        for move in sorted(chosen, key=lambda m: (self._effort(m, chosen[m]), m.name)):
            done[move] = value = chosen[move]
            after, before = self.after(done), points
            points = after.of(self.park_id).points
            effort = self._effort(move, value)
            steps.append(Step(move.change(value), move.name, move.today, value, effort, points - before))
        return PlanOfChanges(tuple(steps), after)


def _between(low: Decimal, high: Decimal, lack: Decimal, beyond: Decimal, sign: int, *, halve: bool) -> Decimal:
    """Return a whole number strictly between the two: where a line through both lacks nothing, or the middle."""
    share = Decimal("0.5")
    if not halve and lack > 0 >= beyond:
        share = lack / (lack - beyond)
    guess = (low + (high - low) * share).to_integral_value(ROUND_CEILING if sign > 0 else ROUND_FLOOR)
    return max(min(low, high) + 1, min(guess, max(low, high) - 1))
