"""Trials: one park scored again and again with other figures, its peers as they are, and what changes cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from fivegoods.analysis.whatif.apply import changed, rerun
from fivegoods.analysis.whatif.changes import Change, SetField, SetPoints
from fivegoods.expressions import Compiled, NoValue
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.panel.context import RowsContext
from fivegoods.panel.entities import Value
from fivegoods.scoring.columns import IndicatorColumn, Outcome
from fivegoods.scoring.one_park import OnePark
from fivegoods.scoring.scores import Run


@dataclass(frozen=True, slots=True)
class Costs:
    """What changes cost.

    ``each`` maps a field to the cost of one unit of it (in the field's unit), or an indicator whose
    points are given by hand to the cost of one point; ``None`` there means it cannot be changed. An
    empty mapping means relative changes: 1 is a change by all of today's value.
    """

    each: Mapping[str, Decimal | None] = field(default_factory=dict)
    #: The largest relative change of a figure that is advised, 0.5 for a half; None: any.
    at_most: Decimal | None = None

    @property
    def is_relative(self) -> bool:
        """Whether effort is the relative change."""
        return not self.each

    def may_change(self, name: str) -> bool:
        """Return whether a field or indicator may be changed: with declared costs only what they list."""
        return self.is_relative or self.each.get(name) is not None

    def of(self, name: str, today: Decimal | None, then: Decimal) -> Decimal:
        """Return the effort of a change; without a figure today (or from 0) a relative change counts as 1."""
        price = self.each.get(name)
        if price is not None:
            return price * abs(then - (today or ZERO))
        return abs(then - today) / abs(today) if today else ONE

    def of_choice(self, name: str) -> Decimal:
        """Return the effort of another choice: its declared cost, else 1."""
        price = self.each.get(name)
        return ONE if price is None else price


@dataclass(frozen=True, slots=True)
class Lever:
    """What may be changed: a field, or the points of an indicator that are given by hand."""

    name: str
    is_points: bool = False

    def change(self, needed: Value) -> Change:
        """Return the change as `whatif` takes it."""
        if self.is_points and isinstance(needed, Decimal):
            return SetPoints(self.name, needed)
        return SetField(self.name, needed)


#: A set of changes: each lever with the value it is taken to.
Chosen = Mapping[Lever, Value]
NOTHING: Chosen = {}
#: A trial that has to score the whole run counts as so many of one row.
_WHOLE_RUN = 40


class Trial(NamedTuple):
    """What a set of changes leads to."""

    #: Whether every check of the criteria that holds today still does.
    stands: bool
    total: Decimal
    is_ranked: bool
    #: How many effects of adjustments are in force, such as a forced grade.
    effects: int
    #: The points and the value of every indicator that is scored, by id.
    points: Mapping[str, Decimal]
    values: Mapping[str, Decimal]


class Trials:
    """Tries changes of one park; every set is scored once."""

    def __init__(self, run: Run, park_id: str, costs: Costs) -> None:
        """Prepare for one park of a run."""
        self.run = run
        self.costs = costs
        self.fields = run.criteria.criteria.fields
        self.park = run.of(park_id)
        self._one = OnePark(run, park_id)
        self._known: dict[frozenset[tuple[Lever, Value]], Trial] = {}
        #: The checks of the criteria that hold today.
        self.checks = [that for that in run.plan.checks.values() if _stands(that, self.park.context)]
        #: The figures that they read, and whether nothing else decides them: no results and no other parks.
        self._deciding = {name for check in self.checks for name in check.fields}
        reads = [check.reads for check in self.checks]
        self._by_figures = not any(own.indicators or own.scores or own.peers for own in reads)
        self._standing: dict[frozenset[tuple[Lever, Value]], bool] = {}

    @property
    def cost(self) -> int:
        """What the trials have cost so far, in trials of one row."""
        return len(self._known) + _WHOLE_RUN * self._one.whole_runs

    def today(self, lever: Lever) -> Value | None:
        """Return a lever's value as it is."""
        if lever.is_points:
            return self.park.points_of(lever.name)
        return self.park.data.get(lever.name)

    def effort(self, lever: Lever, value: Value) -> Decimal:
        """Return the effort of taking a lever to a value."""
        if not isinstance(value, Decimal):
            return self.costs.of_choice(lever.name)
        today = self.today(lever)
        return self.costs.of(lever.name, today if isinstance(today, Decimal) else None, value)

    def at(self, chosen: Chosen) -> Trial:
        """Return what a set of changes leads to."""
        key = frozenset(chosen.items())
        if key not in self._known:
            self._known[key] = self._trial(chosen)
        return self._known[key]

    def stands(self, chosen: Chosen) -> bool:
        """Return whether every check that holds today still does; nothing is scored where figures alone decide."""
        if not self._by_figures:
            return self.at(chosen).stands
        read = {lever: x for lever, x in chosen.items() if lever.name in self._deciding and not lever.is_points}
        key = frozenset(read.items())
        if key not in self._standing:
            changes = _changes(read)
            context = self._one.figures(lambda request: changed(request, self.park.id, changes))
            self._standing[key] = all(_stands(check, context) for check in self.checks)
        return self._standing[key]

    def gain(self, chosen: Chosen) -> Decimal:
        """Return what a set of changes brings in the total."""
        return self.at(chosen).total - self.park.points

    def rerun(self, chosen: Chosen) -> Run:
        """Return the whole run with a set of changes."""
        return rerun(self.run, self.park.id, _changes(chosen))

    def _trial(self, chosen: Chosen) -> Trial:
        changes = _changes(chosen)
        score = self._one.score(lambda request: changed(request, self.park.id, changes))
        scored = {
            key: (column, score.row)
            for key, column in score.columns.indicators.items()
            if column.outcomes[score.row] in (Outcome.SCORED, Outcome.OVERRIDDEN)
        }
        return Trial(
            stands=self.stands(chosen) if self._by_figures else all(_stands(c, score.context) for c in self.checks),
            total=score.points,
            is_ranked=not score.unranked_reason,
            effects=len(score.consequences.effects),
            points={key: column.points[row] for key, (column, row) in scored.items()},
            values={key: x for key, own in scored.items() if (x := _untreated(*own)) is not None},
        )


def _changes(chosen: Chosen) -> list[Change]:
    return [lever.change(value) for lever, value in chosen.items()]


def _stands(condition: Compiled, park: RowsContext) -> bool:
    try:
        return condition.truth(park)
    except NoValue:
        return True


def _untreated(column: IndicatorColumn, row: int) -> Decimal | None:
    """Return the number as it was before a logarithm or winsorising."""
    treatments = column.treatments.get(row)
    value = treatments[0].before if treatments else column.found.values[row]
    return value if isinstance(value, Decimal) else None
