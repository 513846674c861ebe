"""Moves: what can be changed, how far, and what each level of it brings in the total and costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fivegoods.analysis.advise.curve import Curve
from fivegoods.analysis.advise.effort import Costs
from fivegoods.analysis.advise.milestones import IndicatorAdvice, Milestone, search_of
from fivegoods.analysis.whatif.changes import Change, SetField, SetPoints
from fivegoods.numeric.decimals import ONE, ZERO, decide
from fivegoods.panel.entities import Value
from fivegoods.scoring.composite.contribution import factors
from fivegoods.scoring.scores import ParkScore, Run

#: Bands and steps of one indicator that are looked at beyond today.
_LEVELS = 8


@dataclass(frozen=True, slots=True)
class Level:
    """One value a figure could take: what it brings in the total (about) and its effort."""

    needed: Value
    gain: Decimal
    effort: Decimal


@dataclass(frozen=True, slots=True)
class Move:
    """One figure that can be changed, with its levels from near to far."""

    #: A field; for points given by hand the indicator.
    name: str
    is_points: bool
    today: Value | None
    levels: tuple[Level, ...]

    @property
    def best(self) -> Level:
        """The level that brings most."""
        return max(self.levels, key=lambda level: (level.gain, -level.effort))

    def change(self, needed: Value) -> Change:
        """Return the change as `whatif` takes it."""
        if self.is_points and isinstance(needed, Decimal):
            return SetPoints(self.name, needed)
        return SetField(self.name, needed)


class Moves:
    """Collects the moves of one park."""

    def __init__(
        self, run: Run, park: ParkScore, advice: Sequence[IndicatorAdvice], costs: Costs, lack: Decimal
    ) -> None:
        """Prepare; ``lack`` is about what the goal needs, the end of lines without a cap."""
        self.run = run
        self.park = park
        self.costs = costs
        self.lack = max(lack, ONE)
        self.advice = advice
        self.worth = factors(park.root)
        self.curves = {a.score.plan.id: Curve(run, park.id, a.score) for a in advice if a.milestones}

    def all(self) -> list[Move]:
        """Return every move that brings anything."""
        needed: dict[tuple[bool, str], dict[Value, None]] = {}
        today: dict[tuple[bool, str], Value | None] = {}
        for item in self.advice:
            for milestone in item.milestones:
                key = (milestone.kind == "given", milestone.field)
                today[key] = milestone.today
                values = needed.setdefault(key, {})
                values.update(dict.fromkeys(self._levels(item, milestone)))
        moves = []
        for (is_points, name), values in needed.items():
            levels = [self._level(is_points, name, today[is_points, name], value) for value in values]
            useful = sorted((x for x in levels if decide(x.gain) > 0), key=lambda x: (x.effort, x.gain))
            if useful:
                moves.append(Move(name, is_points, today[is_points, name], tuple(useful)))
        return moves

    def _levels(self, item: IndicatorAdvice, milestone: Milestone) -> list[Value]:
        """Return the milestone's value and those beyond it: further steps, or as far as the goal needs."""
        values: list[Value] = [milestone.said]
        if milestone.kind not in ("step", "point") or not isinstance(milestone.needed, Decimal):
            return values
        curve, criteria = self.curves[item.score.plan.id], self.run.criteria.criteria
        search = search_of(curve, milestone.field, criteria, self.costs, item.score)
        today = milestone.today if isinstance(milestone.today, Decimal) else ZERO
        sign = 1 if milestone.needed > today else -1
        at: Decimal | None = milestone.needed
        if milestone.kind == "point":
            factor = self.worth.get(item.score.plan.id) or ONE
            far = search.next_with(item.score.points + self.lack / factor, milestone.needed, sign)
            # Where the park itself is the best of its group there is an end, though the rule states no cap.
            far = search.utmost(milestone.needed, sign) if far is None else far
            return [*values, search.short(today, far) or far] if far is not None else values
        while at is not None and len(values) < _LEVELS:
            at = search.next_above(search.points_at(at) or ZERO, at, sign)
            values += [] if at is None else [search.short(today, at) or at]
        return values

    def _level(self, is_points: bool, name: str, today: Value | None, value: Value) -> Level:
        number = today if isinstance(today, Decimal) else None
        effort = self.costs.of(name, number, value) if isinstance(value, Decimal) else self.costs.of_choice(name)
        if is_points and isinstance(value, Decimal):
            return Level(value, (value - (number or ZERO)) * (self.worth.get(name) or ONE), effort)
        return Level(value, self._gain({name: value}), effort)

    def _gain(self, values: Mapping[str, Value]) -> Decimal:
        """Return about what a change brings in the total: over all indicators that read the field."""
        gain = ZERO
        for score in self.park.root.all_indicators():
            plan = score.plan
            if plan.value is None or score.given is not None or not set(values) & set(plan.value.fields):
                continue
            if plan.id not in self.curves:
                self.curves[plan.id] = Curve(self.run, self.park.id, score)
            points = self.curves[plan.id].points(values)
            if points is not None:
                gain += (points - score.points) * (self.worth.get(plan.id) or ONE)
        return gain
