"""Milestones (得分节点): the exact smallest change of a figure that brings an indicator more points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from operator import itemgetter

from fivegoods.analysis.advise.curve import Curve
from fivegoods.analysis.advise.effort import Costs
from fivegoods.analysis.advise.grid import Bounds, bounds_of, farthest_where, nearer, nearest_where, probes
from fivegoods.criteria.models.criteria import Criteria
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import ONE, decide
from fivegoods.panel.entities import Value
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore

Wanted = Callable[[Decimal], bool]

#: Fewer points than any band or step gives.
_HARDLY = Decimal("1E-6")
#: Figures are said with so many significant digits.
_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Milestone:
    """One value that a field must reach, and what it brings the indicator.

    ``kind`` is "step" (the next band or step), "point" (one more point on a line), "cap" (the most
    the rule gives), "bound" (as far as the field may go), "choice" (a better option) or "given" (points given by hand).
    """

    kind: str
    #: The field to change; of "given" the indicator.
    field: str
    today: Value | None
    needed: Value
    #: The indicator's own value there, None for a choice.
    value: Decimal | None
    points: Decimal
    gain: Decimal
    effort: Decimal
    #: ``needed`` in seven digits, a little farther where it has more; it brings no less. None: as needed.
    short: Decimal | None = None
    #: Whether more of the figure is better elsewhere and less of it only helps a quotient here: less revenue
    #: for a higher share of it.
    worsens: bool = False

    @property
    def said(self) -> Value:
        """What is asked for: ``short`` where there is one, else ``needed``."""
        return self.needed if self.short is None else self.short


@dataclass(frozen=True, slots=True)
class IndicatorAdvice:
    """What one indicator can still bring."""

    score: IndicatorScore
    milestones: tuple[Milestone, ...]
    #: Whether the rule gives no more, whatever the value.
    at_cap: bool
    #: Whether the points also depend on the peers, who are held still.
    is_relative: bool
    #: What missing data could bring: points open until the data are in.
    open_points: Decimal = Decimal(0)

    @property
    def next(self) -> Milestone | None:
        """The least effort that brings more points."""
        return min(self.milestones, key=lambda m: (m.effort, -m.gain), default=None)

    @property
    def cap(self) -> Milestone | None:
        """The least effort that brings all the points there are."""
        caps = [m for m in self.milestones if m.kind == "cap"]
        return min(caps, key=lambda m: m.effort, default=None)


def indicator_advice(run: Run, park: ParkScore, score: IndicatorScore, costs: Costs) -> IndicatorAdvice:
    """Return the milestones of one indicator of one park."""
    ceiling = score.plan.rule.ceiling(score.full)
    at_cap = ceiling is not None and score.outcome is Outcome.SCORED and decide(score.points) >= decide(ceiling)
    relative = any(r.origin == "peers" for r in score.references) or score.plan.rule.takes == "rank"
    if score.outcome in (Outcome.MISSING, Outcome.NO_REFERENCE):
        return IndicatorAdvice(score, (), False, relative, score.possible - score.points)
    found: tuple[Milestone, ...] = ()
    if score.given is not None:
        found = tuple(_given(score, costs))
        at_cap = not found
    elif score.outcome is Outcome.SCORED and not at_cap:
        found = tuple(_computed(Curve(run, park.id, score), run.criteria.criteria, costs, score))
    return IndicatorAdvice(score, found, at_cap, relative)


def _given(score: IndicatorScore, costs: Costs) -> Iterator[Milestone]:
    """Points given by hand can be raised to the most the rule gives."""
    ceiling = score.plan.rule.ceiling(score.full)
    full = score.full if ceiling is None else ceiling
    if decide(score.points) < decide(full) and costs.may_change(score.plan.id):
        effort = costs.of(score.plan.id, score.points, full)
        yield Milestone("given", score.plan.id, score.points, full, None, full, full - score.points, effort)


def _computed(curve: Curve, criteria: Criteria, costs: Costs, score: IndicatorScore) -> list[Milestone]:
    found = list(_of_fields(curve, criteria, costs, score))
    good = [m for m in found if not m.worsens]
    # Nobody is told to have less revenue, unless nothing else helps or the costs file lists it.
    return good if good and costs.is_relative else found


def _of_fields(curve: Curve, criteria: Criteria, costs: Costs, score: IndicatorScore) -> Iterator[Milestone]:
    for name in changeable(curve.plan, criteria, costs):
        kind = criteria.fields[name].kind
        if kind == "number":
            yield from search_of(curve, name, criteria, costs, score).milestones()
        else:
            yield from _choices(curve, name, criteria, costs, score)


def search_of(curve: Curve, name: str, criteria: Criteria, costs: Costs, score: IndicatorScore) -> FieldSearch:
    """Return the search over one number field, within its bounds and the largest change."""
    today = curve.figures().get(name)
    bounds = bounds_of(criteria.fields[name])
    if isinstance(today, Decimal):
        bounds = nearer(bounds, today, costs.at_most)
    return FieldSearch(curve, name, bounds, costs, score)


def changeable(plan: IndicatorPlan, criteria: Criteria, costs: Costs) -> list[str]:
    """Return the fields to change for an indicator.

    Declared costs say which; else, of a quotient, those of the numerator: nobody is told to have
    less land, fewer staff or less revenue.
    """
    if plan.value is None:
        return []
    fields = [name for name in plan.value.fields if costs.may_change(name)]
    if not costs.is_relative or plan.value.numerator is None or plan.value.denominator is None:
        return fields
    above = [n for n in plan.value.numerator.fields if n not in plan.value.denominator.fields and n in criteria.fields]
    return above or fields


def _choices(curve: Curve, name: str, criteria: Criteria, costs: Costs, score: IndicatorScore) -> Iterator[Milestone]:
    definition = criteria.fields[name]
    today = curve.figures().get(name)
    options: list[Value] = [True, False] if definition.kind == "yes_no" else list(definition.choices or ())
    own = decide(score.points)
    brings = [(curve.points({name: option}), option) for option in options if option != today]
    better = [(points, option) for points, option in brings if points is not None and decide(points) > own]
    ceiling = curve.plan.rule.ceiling(score.full)
    for points, option in sorted(better, key=itemgetter(0)):
        kind = "cap" if ceiling is not None and decide(points) >= decide(ceiling) else "choice"
        value, gain = curve.value({name: option}), points - score.points
        yield Milestone(kind, name, today, option, value, points, gain, costs.of_choice(name))


@dataclass(frozen=True, slots=True)
class FieldSearch:
    """Searches one number field for the values at which one indicator gains points."""

    curve: Curve
    name: str
    bounds: Bounds
    costs: Costs
    score: IndicatorScore

    def milestones(self) -> Iterator[Milestone]:
        """Yield the next points and the cap, in the direction that helps."""
        today = self.curve.figures().get(self.name)
        if not isinstance(today, Decimal):
            return
        for sign in self._signs(today):
            found = [m for m in (self._next(today, sign), self._cap(today, sign)) if m is not None]
            if not any(m.kind == "cap" for m in found):
                found += self._bounded(today, sign)
            if len(found) == 2 and found[0].needed == found[1].needed:
                found = found[1:]
            if found:
                yield from found
                return

    def points_at(self, x: Decimal) -> Decimal | None:
        """Return the points with the field at ``x``, at 12 decimals."""
        points = self.curve.points({self.name: x})
        return None if points is None else decide(points)

    def next_above(self, points: Decimal, start: Decimal, sign: int) -> Decimal | None:
        """Return the nearest value beyond ``start`` that brings more than ``points``."""
        return self._nearest(lambda p: p > decide(points), start, sign)

    def next_with(self, points: Decimal, start: Decimal, sign: int) -> Decimal | None:
        """Return the nearest value beyond ``start`` that brings ``points`` or more."""
        return self._nearest(lambda p: p >= decide(points), start, sign)

    def utmost(self, start: Decimal, sign: int) -> Decimal | None:
        """Return the nearest value beyond ``start`` that brings the most there is; None if nothing brings more."""
        points = [self.points_at(x) for x in probes(start, sign, self.bounds)]
        most = max((p for p in points if p is not None), default=None)
        own = self.points_at(start)
        return None if most is None or own is None or most <= own else self.next_with(most, start, sign)

    def milestone(self, kind: str, today: Decimal, needed: Decimal) -> Milestone:
        """Return what reaching ``needed`` brings."""
        points = self.curve.points({self.name: needed}) or self.score.points
        value = self.curve.value({self.name: needed})
        effort = self.costs.of(self.name, today, needed)
        worsens = needed < today and self.curve.plan.rule.direction() == "higher"
        gain, short = points - self.score.points, self.short(today, needed)
        return Milestone(kind, self.name, today, needed, value, points, gain, effort, short, worsens)

    def short(self, today: Decimal, needed: Decimal) -> Decimal | None:
        """Return a figure of seven digits just beyond ``needed``; None if it is short, or no figure there will do."""
        size = max(abs(needed), abs(today), self.bounds.grid).adjusted()
        unit = max(self.bounds.grid, ONE.scaleb(size - _DIGITS + 1))
        rounding = ROUND_CEILING if needed > today else ROUND_FLOOR
        short = (needed / unit).to_integral_value(rounding) * unit
        if short == needed or not self.bounds.holds(short):
            return None
        points, wanted = self.points_at(short), self.points_at(needed)
        return short if points is not None and wanted is not None and points >= wanted else None

    def _signs(self, today: Decimal) -> tuple[int, ...]:
        """Return the directions to search: where the value moves the way the rule likes."""
        step = max(abs(today) / 1000, self.bounds.grid)
        step = max(ONE, step.to_integral_value()) if self.bounds.grid == ONE else step
        before, after = self.curve.value({}), self.curve.value({self.name: today + step})
        if before is None or after is None or before == after:
            return ()
        direction = self.curve.plan.rule.direction()
        if direction == "neither":
            return (1, -1)
        return (1 if (after > before) == (direction == "higher") else -1,)

    def _nearest(self, wanted: Wanted, start: Decimal, sign: int) -> Decimal | None:
        def test(x: Decimal) -> bool:
            points = self.points_at(x)
            return points is not None and wanted(points)

        outward = probes(start, sign, self.bounds, self._marks(start, sign))
        return nearest_where(test, start, outward, self.bounds.grid)

    def bound(self, start: Decimal, sign: int) -> Decimal | None:
        """Return how far the field may go: to its bound, the largest change, or where a check breaks.

        None where nothing bounds it, or it is there already.
        """
        outward = probes(start, sign, self.bounds)
        end = farthest_where(lambda x: self.points_at(x) is not None, start, outward, self.bounds.grid)
        is_open = (self.bounds.high if sign > 0 else self.bounds.low) is None
        return None if is_open and outward and end == outward[-1] else end

    def _marks(self, start: Decimal, sign: int) -> tuple[Decimal, ...]:
        """Return where the value passes a reference: only needed where a rule has its best in the middle."""
        if self.curve.plan.rule.direction() != "neither":
            return ()
        found = []
        for reference in self.score.references:
            target = reference.value
            now = self.curve.value({self.name: start})
            if now is None:
                continue
            rising = target > now

            def passed(x: Decimal, target: Decimal = target, rising: bool = rising) -> bool:
                value = self.curve.value({self.name: x})
                return value is not None and (value >= target if rising else value <= target)

            mark = nearest_where(passed, start, probes(start, sign, self.bounds), self.bounds.grid)
            found += [] if mark is None else [mark]
        return tuple(found)

    def _next(self, today: Decimal, sign: int) -> Milestone | None:
        own = decide(self.score.points)
        needed = self.next_above(own, today, sign)
        if needed is None:
            return None
        if self.bounds.grid == ONE or (self.points_at(needed) or own) - own > _HARDLY:
            return self.milestone("step", today, needed)
        # A line begins here, or today is on it: the next value brings next to nothing.
        needed = self.next_with(own + 1, today, sign)
        return None if needed is None else self.milestone("point", today, needed)

    def _bounded(self, today: Decimal, sign: int) -> list[Milestone]:
        """Return as far as the field may go, where that brings points but not all of them."""
        end = self.bound(today, sign)
        if end is None:
            return []
        found = self.milestone("bound", today, end)
        return [found] if decide(found.gain) > 0 else []

    def _cap(self, today: Decimal, sign: int) -> Milestone | None:
        ceiling = self.curve.plan.rule.ceiling(self.score.full)
        if ceiling is None:
            return None
        needed = self.next_with(ceiling, today, sign)
        return None if needed is None else self.milestone("cap", today, needed)
