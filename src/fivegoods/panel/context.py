"""What expressions see of a run: the figures of every row in one view, its groups, its other years, its peers.

A row is a park of the run, by its number; peers come last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from decimal import Decimal

from fivegoods.expressions import Compiled, NoValue
from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.entities import Gap, GivenPoints, Park, Value, View

#: Computes the score of a park under another criteria file.
OtherScore = Callable[[Park, str], Decimal]

#: Rows by the values of the groups they share, in the order in which the groups first occur.
Groups = Mapping[tuple[str, ...], Sequence[int]]


class RunContext:
    """What all rows of a run share: columns of figures and results, groups of rows, every year, the view."""

    def __init__(
        self,
        parks: Sequence[Park],
        view: View,
        others: Iterable[Park] = (),
        other_score: OtherScore | None = None,
    ) -> None:
        """See ``parks`` as ``view`` does: reviewed values replace the self-reported; ``others`` are other years."""
        self.parks = parks
        self.view = view
        self.other_score = other_score
        self.by_year = {(park.id, park.year): park for park in (*others, *parks)}
        self.data = [figures_of(park, view) for park in parks]
        #: What has been found of indicators: ("points", "value" or "rank", indicator) → a column.
        self.results: dict[tuple[str, str], Sequence[Value | int | None]] = {}
        self._columns: dict[str, Sequence[Value | None]] = {}
        self._groups: dict[tuple[str, ...], Groups] = {}
        self._given: dict[str, dict[int, tuple[GivenPoints, bool]]] | None = None
        self._sums: dict[tuple[str, tuple[str, ...]], Mapping[tuple[str, ...], Decimal]] = {}

    def __len__(self) -> int:
        return len(self.parks)

    def row(self, row: int) -> ParkContext:
        """Return what expressions see of one row."""
        return ParkContext(self, self.parks[row], row)

    def rows(self) -> list[ParkContext]:
        """Return what expressions see of each row."""
        return [self.row(row) for row in range(len(self))]

    def with_park(self, row: int, park: Park) -> RunContext:
        """Return the same with other figures of the park in one row; what has been found of indicators stays."""
        changed = copy(self)
        changed.parks = [*self.parks[:row], park, *self.parks[row + 1 :]]
        changed.data = [*self.data[:row], figures_of(park, self.view), *self.data[row + 1 :]]
        changed.by_year = {**self.by_year, (park.id, park.year): park}
        changed._columns, changed._sums, changed._given = {}, {}, None
        return changed

    def column(self, field: str) -> Sequence[Value | None]:
        """Return a field's value in every row, None where it has none."""
        known = self._columns.get(field)
        if known is None:
            known = self._columns[field] = [data.get(field) for data in self.data]
        return known

    def evaluate(
        self, compiled: Compiled, rows: Sequence[int] | None = None
    ) -> tuple[list[Value | None], dict[int, str]]:
        """Return an expression's value in every row (or in some), None where it has none, and there the reason."""
        values: list[Value | None] = []
        reasons: dict[int, str] = {}
        for place, row in enumerate(range(len(self)) if rows is None else rows):
            try:
                values.append(compiled.value(self.row(row)))
            except NoValue as missing:
                values.append(None)
                reasons[place] = missing.reason
        return values, reasons

    def holds(self, condition: Compiled | None) -> list[bool]:
        """Return where a condition holds; one that cannot be decided for lack of data counts as holding."""
        if condition is None:
            return [True] * len(self)
        return [truth is not False for truth in self.evaluate(condition)[0]]

    def groups(self, within: tuple[str, ...]) -> Groups:
        """Return the rows of each group; a row that states no value of a group counts as "" there."""
        known = self._groups.get(within)
        if known is None:
            found: dict[tuple[str, ...], list[int]] = {}
            for row, key in enumerate(self.group_keys(within)):
                found.setdefault(key, []).append(row)
            known = self._groups[within] = found
        return known

    def group_keys(self, within: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return the values of the groups in every row, "" where a row states none."""
        if not within:
            return [()] * len(self)
        return list(zip(*([park.groups.get(name, "") for park in self.parks] for name in within), strict=True))

    def given(self, indicator: str) -> Mapping[int, tuple[GivenPoints, bool]]:
        """Return by row the points given by hand in the view in force, and whether a review gave them."""
        if self._given is None:
            self._given = {}
            for row, park in enumerate(self.parks):
                reviewed = park.review.points if park.review is not None and self.view is View.REVIEWED else {}
                for key, points in {**park.points, **reviewed}.items() if park.points or reviewed else ():
                    self._given.setdefault(key, {})[row] = points, key in reviewed
        return self._given.get(indicator, {})

    def sums(self, compiled: Compiled, within: tuple[str, ...]) -> Mapping[tuple[str, ...], Decimal]:
        """Return the sum of an expression over each group of rows; rows without it add nothing."""
        key = (compiled.text, within)
        if key not in self._sums:
            self._sums[key] = {
                group: sum((x for row in rows if (x := number_or_none(compiled, self.row(row))) is not None), ZERO)
                for group, rows in self.groups(within).items()
            }
        return self._sums[key]

    def forget_sums(self) -> None:
        """Forget sums over points, before these are computed anew."""
        self._sums.clear()


class ParkContext:
    """The environment (`fivegoods.expressions.Context`) of one park-year; only a row of the run has results."""

    __slots__ = ("data", "park", "row", "run")

    def __init__(self, run: RunContext, park: Park, row: int | None = None) -> None:
        """See a row of ``run``, or with ``row`` None another year of a park."""
        self.run = run
        self.park = park
        self.row = row
        self.data = figures_of(park, run.view) if row is None else run.data[row]

    def field(self, name: str) -> Value:
        """Return a field's value. Raise NoValue with why there is none."""
        try:
            return self.data[name]
        except KeyError:
            raise NoValue(f"{gap_of(self.park, self.run.view, name).value}:{name}") from None

    def group(self, name: str) -> str:
        """Return the park's value of a group. Raise NoValue if it has none."""
        try:
            return self.park.groups[name]
        except KeyError:
            raise NoValue(f"no_group:{name}") from None

    def back(self, years: int) -> ParkContext:
        """Return the same park some years earlier. Raise NoValue if that year was not given."""
        return self.at(self.park.year - years)

    def at(self, year: int) -> ParkContext:
        """Return the same park in another year. Raise NoValue if that year was not given."""
        other = self.run.by_year.get((self.park.id, year))
        if other is None:
            raise NoValue(f"no_year:{year}")
        return ParkContext(self.run, other)

    def total(self, compiled: Compiled, within: tuple[str, ...]) -> Decimal:
        """Return the sum of an expression over the park's peers that have it."""
        return self.run.sums(compiled, within).get(group_of(self.park, within), ZERO)

    def events(self, kind: str) -> Decimal:
        """Return how many events of a kind the park had."""
        return sum((event.count for event in self.park.events if event.kind == kind), ZERO)

    def points(self, indicator: str) -> Decimal:
        """Return the points of an indicator scored before. Raise NoValue if it has none."""
        return Decimal(self._known("points", indicator))

    def indicator(self, name: str) -> Decimal:
        """Return the value of an indicator scored before. Raise NoValue if it has none."""
        value = self._known("value", name)
        if not isinstance(value, Decimal):
            raise NoValue(f"not_a_number:{name}")
        return value

    def rank(self, indicator: str) -> Decimal:
        """Return the rank on an indicator that its rule ranked. Raise NoValue if it has none."""
        return Decimal(self._known("rank", indicator))

    def score(self, criteria_id: str) -> Decimal:
        """Return the park's score under other criteria. Raise NoValue if they were not loaded."""
        if self.run.other_score is None:
            raise NoValue(f"no_criteria:{criteria_id}")
        return self.run.other_score(self.park, criteria_id)

    def _known(self, kind: str, indicator: str) -> Value | int:
        column = self.run.results.get((kind, indicator))
        found = None if column is None or self.row is None else column[self.row]
        if found is None:
            raise NoValue(f"not_scored:{indicator}")
        return found


def figures_of(park: Park, view: View) -> Mapping[str, Value]:
    """Return a park's figures as a view sees them."""
    review = park.review
    if view is not View.REVIEWED or review is None or not (review.data or review.gaps):
        return park.data
    return {**{key: value for key, value in park.data.items() if key not in review.gaps}, **review.data}


def gap_of(park: Park, view: View, name: str) -> Gap:
    """Return why a view sees no value of a field."""
    if view is View.REVIEWED and park.review is not None and name in park.review.gaps:
        return park.review.gaps[name]
    return park.gaps.get(name, Gap.ABSENT)


def group_of(park: Park, within: tuple[str, ...]) -> tuple[str, ...]:
    """Return the park's value of each group, "" where it states none."""
    return tuple([park.groups.get(name, "") for name in within])


def number_or_none(compiled: Compiled, park: ParkContext) -> Decimal | None:
    """Return an expression's number for one park, None where it has no value."""
    try:
        return compiled.number(park)
    except NoValue:
        return None
