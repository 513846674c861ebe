"""Milestones (得分节点): the exact smallest change of a figure that brings an indicator more points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from fivegoods.analysis.advise.lines import Line, points_of, value_of
from fivegoods.analysis.advise.search import FINEST
from fivegoods.analysis.advise.trials import Lever, Trials
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import ONE, decide
from fivegoods.panel.entities import Value
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.tree import IndicatorScore

#: Fewer points than any band or step gives.
_HARDLY = Decimal("1E-6")


@dataclass(frozen=True, slots=True)
class Milestone:
    """One value that a field must reach, and what it brings the indicator and the total.

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
    #: What the change brings in the total, where other indicators read the field too.
    total_gain: Decimal
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

    @property
    def lever(self) -> Lever:
        """What is changed."""
        return Lever(self.field, is_points=self.kind == "given")


@dataclass(frozen=True, slots=True)
class IndicatorAdvice:
    """What one indicator can still bring."""

    score: IndicatorScore
    milestones: tuple[Milestone, ...]
    #: Whether the rule gives no more, whatever the value.
    at_cap: bool
    #: Whether the points also depend on the peers, who are held still.
    is_relative: bool
    #: What missing data or a reference could bring: points open until these are in.
    open_points: Decimal = Decimal(0)

    @property
    def most(self) -> Decimal | None:
        """The most that one of its changes brings in the total, None where there is none."""
        return max((m.total_gain for m in self.milestones), default=None)

    @property
    def next(self) -> Milestone | None:
        """The least effort that brings more points."""
        return min(self.milestones, key=lambda m: (m.effort, -m.gain), default=None)

    @property
    def cap(self) -> Milestone | None:
        """The least effort that brings all the points there are."""
        caps = [m for m in self.milestones if m.kind == "cap"]
        return min(caps, key=lambda m: m.effort, default=None)


def indicator_advice(trials: Trials, score: IndicatorScore) -> IndicatorAdvice:
    """Return the milestones of one indicator of one park."""
    ceiling = score.plan.rule.ceiling(score.full)
    open_points = score.possible - score.points
    most = ceiling is not None and score.outcome is Outcome.SCORED and decide(score.points) >= decide(ceiling)
    at_cap = most and not open_points
    relative = any(r.origin == "peers" for r in score.references) or score.plan.rule.takes == "rank"
    if score.outcome in (Outcome.MISSING, Outcome.NO_REFERENCE):
        return IndicatorAdvice(score, (), False, relative, open_points)
    found: tuple[Milestone, ...] = ()
    if score.given is not None:
        found = tuple(_given(trials, score))
        at_cap = not found
    elif score.outcome is Outcome.SCORED and not most:
        every = list(_of_fields(trials, score))
        good = [m for m in every if not m.worsens]
        # Nobody is told to have less revenue, unless nothing else helps or the costs file lists it.
        found = tuple(good if good and trials.costs.is_relative else every)
    return IndicatorAdvice(score, found, at_cap, relative, open_points)


def _given(trials: Trials, score: IndicatorScore) -> Iterator[Milestone]:
    """Points given by hand can be raised to the most the rule gives."""
    full = given_most(score)
    if decide(score.points) < decide(full) and trials.costs.may_change(score.plan.id):
        effort = trials.costs.of(score.plan.id, score.points, full)
        total = trials.gain({Lever(score.plan.id, is_points=True): full})
        yield Milestone("given", score.plan.id, score.points, full, None, full, full - score.points, total, effort)


def given_most(score: IndicatorScore) -> Decimal:
    """Return the most points that can be given by hand."""
    ceiling = score.plan.rule.ceiling(score.full)
    return score.full if ceiling is None else ceiling


def _of_fields(trials: Trials, score: IndicatorScore) -> Iterator[Milestone]:
    for name in changeable(trials, score.plan):
        today = trials.park.data.get(name)
        if trials.fields[name].kind != "number":
            yield from _choices(trials, score, name)
        elif isinstance(today, Decimal):
            yield from FieldSearch(score, Line(trials, Lever(name), today)).milestones()


def changeable(trials: Trials, plan: IndicatorPlan) -> list[str]:
    """Return the fields to change for an indicator.

    Declared costs say which; else, of a quotient, those of the numerator: nobody is told to have
    less land, fewer staff or less revenue.
    """
    if plan.value is None:
        return []
    fields = [name for name in plan.value.fields if trials.costs.may_change(name)]
    if not trials.costs.is_relative or plan.value.numerator is None or plan.value.denominator is None:
        return fields
    above = [n for n in plan.value.numerator.fields if n not in plan.value.denominator.fields and n in trials.fields]
    return above or fields


def options_of(definition: FieldDef) -> list[Value]:
    """Return what a field that is no number may be."""
    return [True, False] if definition.kind == "yes_no" else list(definition.choices or ())


def _choices(trials: Trials, score: IndicatorScore, name: str) -> Iterator[Milestone]:
    today, lever = trials.park.data.get(name), Lever(name)
    options = [x for x in options_of(trials.fields[name]) if x != today]
    tried = [(x, trials.at({lever: x})) for x in options]
    brings = [(trial.points.get(score.plan.id), x, trial) for x, trial in tried if trial.stands]
    better = [(points, x, trial) for points, x, trial in brings if points and decide(points) > decide(score.points)]
    ceiling = score.plan.rule.ceiling(score.full)
    for points, option, trial in sorted(better, key=itemgetter(0)):
        kind = "cap" if ceiling is not None and decide(points) >= decide(ceiling) else "choice"
        value, gain, total = trial.values.get(score.plan.id), points - score.points, trials.gain({lever: option})
        yield Milestone(kind, name, today, option, value, points, gain, total, trials.effort(lever, option))


@dataclass(frozen=True, slots=True)
class FieldSearch:
    """Searches one number field for the values at which one indicator gains points."""

    score: IndicatorScore
    line: Line

    def milestones(self) -> Iterator[Milestone]:
        """Yield the next points and the cap, in the direction that helps."""
        for sign in self.signs():
            found = [m for m in (self._next(sign), self._cap(sign)) if m is not None]
            if not any(m.kind == "cap" for m in found):
                found += self._bounded(sign)
            if len(found) == 2 and found[0].needed == found[1].needed:
                found = found[1:]
            if found:
                yield from found
                return

    def signs(self) -> tuple[int, ...]:
        """Return the directions to search: where the value moves the way the rule likes."""
        today, grid = self.line.today, self.line.bounds.grid
        step = max(abs(today) / 1000, grid)
        step = max(ONE, step.to_integral_value()) if grid == ONE else step
        before, after = self._value(today), self._value(today + step)
        if before is None or after is None or before == after:
            return ()
        direction = self.score.plan.rule.direction()
        if direction == "neither":
            return (1, -1)
        return (1 if (after > before) == (direction == "higher") else -1,)

    def steps(self, start: Decimal, sign: int) -> Iterator[Decimal]:
        """Yield the values beyond ``start`` at which the indicator comes to its next bands or steps."""
        at: Decimal | None = start
        while at is not None:
            at = self._nearest((self._points(at) or self.score.points) + FINEST, sign, at)
            if at is not None:
                yield self.said(at)

    def said(self, needed: Decimal) -> Decimal:
        """Return ``needed`` in seven digits where that brings no less."""
        short = self._short(needed)
        return needed if short is None else short

    def _short(self, needed: Decimal) -> Decimal | None:
        return self.line.short(needed, points_of(self.score.plan.id, self._points(needed) or self.score.points))

    def _points(self, x: Decimal) -> Decimal | None:
        """Return the points with the field at ``x``, at 12 decimals."""
        points = self.line.at(x).points.get(self.score.plan.id)
        return None if points is None else decide(points)

    def _value(self, x: Decimal) -> Decimal | None:
        return self.line.at(x).values.get(self.score.plan.id)

    def _nearest(self, points: Decimal, sign: int, start: Decimal | None = None) -> Decimal | None:
        """Return the nearest value beyond ``start`` that brings ``points`` or more."""
        wanted = points_of(self.score.plan.id, points)
        marks = self._marks(sign) if self.score.plan.rule.direction() == "neither" else []
        return self.line.nearest(wanted, sign, start, marks)

    def _marks(self, sign: int) -> list[Decimal]:
        """Return where the value passes a reference: a rule with its best in the middle may give nothing beyond."""
        now = self._value(self.line.today)
        if now is None:
            return []
        passed = (value_of(self.score.plan.id, r.value, 1 if r.value > now else -1) for r in self.score.references)
        return [mark for wanted in passed if (mark := self.line.nearest(wanted, sign)) is not None]

    def _milestone(self, kind: str, needed: Decimal) -> Milestone:
        """Return what reaching ``needed`` brings."""
        name, today = self.line.lever.name, self.line.today
        points = self.line.at(needed).points.get(self.score.plan.id, self.score.points)
        effort = self.line.trials.effort(self.line.lever, needed)
        worsens = needed < today and self.score.plan.rule.direction() == "higher"
        short, gain = self._short(needed), points - self.score.points
        total = self.line.trials.gain({self.line.lever: needed if short is None else short})
        value = self._value(needed)
        return Milestone(kind, name, today, needed, value, points, gain, total, effort, short, worsens)

    def _next(self, sign: int) -> Milestone | None:
        own = decide(self.score.points)
        needed = self._nearest(own + FINEST, sign)
        if needed is None:
            return None
        if self.line.bounds.grid == ONE or (self._points(needed) or own) - own > _HARDLY:
            return self._milestone("step", needed)
        # A line begins here, or today is on it: the next value brings next to nothing.
        needed = self._nearest(own + 1, sign)
        return None if needed is None else self._milestone("point", needed)

    def _bounded(self, sign: int) -> list[Milestone]:
        """Return as far as the field may go, where that brings points but not all of them."""
        end = self.line.end(sign)
        if end is None:
            return []
        found = self._milestone("bound", end)
        return [found] if decide(found.gain) > 0 else []

    def _cap(self, sign: int) -> Milestone | None:
        ceiling = self.score.plan.rule.ceiling(self.score.full)
        if ceiling is None:
            return None
        needed = self._nearest(ceiling, sign)
        return None if needed is None else self._milestone("cap", needed)
