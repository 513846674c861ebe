"""What expressions see of a run: the figures of every row in one view, its groups, its other years, its peers.

A row is a park of the run, by its number; peers come last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from decimal import Decimal
from typing import Final

from fivegoods.expressions import Compiled, Evaluated, NoValue, Places
from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.entities import Gap, GivenPoints, Park, Value, View

_INFINITE: Final = Decimal("Infinity")
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
        #: What has been found of parts: ("points", "value" or "rank", id) → a column, None where it is not known.
        self.results: dict[tuple[str, str], Sequence[Value | int | None]] = {}
        #: The rows to which a part does not apply, by its id.
        self.inapplicable: dict[str, Collection[int]] = {}
        self.limits: dict[str, Mapping[int, tuple[Decimal, Decimal]]] = {}
        self._figures: dict[str, Evaluated] = {}
        self._groups: dict[tuple[str, ...], Groups] = {}
        self._given: dict[str, dict[int, tuple[GivenPoints, bool]]] | None = None
        self._sums: dict[tuple[str, tuple[str, ...]], Mapping[tuple[str, ...], Decimal]] = {}

    def __len__(self) -> int:
        return len(self.parks)

    def rows(self, rows: Sequence[int] | None = None) -> RowsContext:
        """Return what expressions see of some rows, or of all."""
        numbers = range(len(self)) if rows is None else rows
        return RowsContext(self, [self.parks[row] for row in numbers], numbers)

    def with_park(self, row: int, park: Park) -> RunContext:
        """Return the same with other figures of the park in one row; what has been found of indicators stays."""
        changed = copy(self)
        changed.parks = [*self.parks[:row], park, *self.parks[row + 1 :]]
        changed.data = [*self.data[:row], figures_of(park, self.view), *self.data[row + 1 :]]
        changed.by_year = {**self.by_year, (park.id, park.year): park}
        changed._figures, changed._sums, changed._given = {}, {}, None
        return changed

    def tell(
        self,
        part: str,
        values: Sequence[Value | None],
        points: Sequence[Decimal | None],
        ranks: Sequence[int | None],
        inapplicable: Collection[int],
        limits: Mapping[int, tuple[Decimal, Decimal]],
    ) -> None:
        """Let expressions read the value, points and rank of a part in every row, None where it is not known.

        ``limits`` are the least and most points of rows that do not know theirs.
        """
        self.results["value", part], self.results["points", part], self.results["rank", part] = values, points, ranks
        self.inapplicable[part] = inapplicable
        self.limits[part] = limits

    def afterwards(self) -> RunContext:
        """Return the same to be told what has become of the parts in the end."""
        changed = copy(self)
        changed.results, changed.inapplicable, changed.limits, changed._sums = {}, {}, {}, {}
        return changed

    def column(self, field: str) -> Sequence[Value | None]:
        """Return a field's value in every row, None where it has none."""
        return self.figures(field).values

    def figures(self, field: str) -> Evaluated:
        """Return a field's value in every row, or why there is none."""
        if field not in self._figures:
            values = [data.get(field) for data in self.data]
            gaps = {row: self.why_absent(self.parks[row], field) for row, x in enumerate(values) if x is None}
            self._figures[field] = Evaluated(values, gaps)
        return self._figures[field]

    def why_absent(self, park: Park, field: str) -> str:
        """Return the reason code of a field without a value, such as "absent:tax"."""
        gap = park.gaps.get(field, Gap.ABSENT)
        if self.view is View.REVIEWED and park.review is not None:
            gap = park.review.gaps.get(field, gap)
        return f"{gap.value}:{field}"

    def evaluate(self, compiled: Compiled, rows: Sequence[int] | None = None) -> Evaluated:
        """Return what an expression comes to in every row, or in some."""
        return compiled.run(self.rows(rows))

    def holds(self, condition: Compiled | None) -> list[bool]:
        """Return where a condition holds; one that cannot be decided for lack of data counts as holding."""
        if condition is None:
            return [True] * len(self)
        return [truth is not False for truth in self.evaluate(condition).values]

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
        return [group_of(park, within) for park in self.parks] if within else [()] * len(self)

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
            found = self.evaluate(compiled)
            self._sums[key] = {
                group: sum((found.values[row] for row in rows if row not in found.gaps), ZERO)
                for group, rows in self.groups(within).items()
            }
        return self._sums[key]


class RowsContext:
    """What expressions (`fivegoods.expressions.Context`) see of some park-years; only rows of the run have results."""

    __slots__ = ("numbers", "parks", "run")

    def __init__(self, run: RunContext, parks: Sequence[Park], numbers: Sequence[int] | None) -> None:
        """See rows of ``run`` by their ``numbers``, or with None other years of its parks."""
        self.run = run
        self.parks = parks
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.parks)

    @property
    def park(self) -> Park:
        """The park of a context of one row."""
        (park,) = self.parks
        return park

    def only(self, rows: Sequence[int]) -> RowsContext:
        """Return some of the rows."""
        numbers = None if self.numbers is None else [self.numbers[row] for row in rows]
        return RowsContext(self.run, [self.parks[row] for row in rows], numbers)

    def field(self, name: str) -> Evaluated:
        """Return a field's value in the unit the criteria declare."""
        run = self.run
        if self.numbers == range(len(run)):
            return run.figures(name)
        values = [figures_of(park, run.view).get(name) for park in self.parks]
        gaps = {row: run.why_absent(self.parks[row], name) for row, x in enumerate(values) if x is None}
        return Evaluated(values, gaps)

    def group(self, name: str) -> Evaluated:
        """Return the value of a group."""
        return _found([park.groups.get(name) for park in self.parks], f"no_group:{name}")

    def back(self, years: int) -> tuple[RowsContext, Places]:
        """Return the same parks some years earlier, as far as these were given, and where each row is there."""
        return self._in([park.year - years for park in self.parks])

    def at(self, year: int) -> tuple[RowsContext, Places]:
        """Return the same parks in another year, as far as it was given, and where each row is there."""
        return self._in([year] * len(self))

    def _in(self, years: Sequence[int]) -> tuple[RowsContext, Places]:
        found: list[Park] = []
        places: list[int | str] = []
        for park, year in zip(self.parks, years, strict=True):
            other = self.run.by_year.get((park.id, year))
            places.append(f"no_year:{year}" if other is None else len(found))
            found += [] if other is None else [other]
        return RowsContext(self.run, found, None), places

    def total(self, summed: Compiled, within: tuple[str, ...]) -> Evaluated:
        """Return the sum of an expression over the park's peers that have it."""
        sums = self.run.sums(summed, within)
        return Evaluated([sums.get(group_of(park, within), ZERO) for park in self.parks], {})

    def events(self, kind: str) -> Evaluated:
        """Return how many events of a kind the park had."""
        counts = [sum((e.count for e in park.events if e.kind == kind), ZERO) for park in self.parks]
        return Evaluated(counts, {})

    def limits(self, part: str) -> Sequence[tuple[Decimal, Decimal]]:
        """Return the least and most points of a part scored before; without end where that is not known."""
        known, points = self.run.limits.get(part, {}), self.points(part)
        rows = self.numbers or range(-1, -len(self) - 1, -1)  # rows of other years have no results
        return [
            known.get(row, (-_INFINITE, _INFINITE)) if place in points.gaps else 2 * (points.values[place],)
            for place, row in enumerate(rows)
        ]

    def points(self, indicator: str) -> Evaluated:
        """Return the points of an indicator scored before."""
        return self._result("points", indicator)

    def indicator(self, name: str) -> Evaluated:
        """Return the value of an indicator scored before."""
        found = self._result("value", name)
        others = {row for row, x in enumerate(found.values) if row not in found.gaps and not isinstance(x, Decimal)}
        values = [None if row in others else x for row, x in enumerate(found.values)]
        return Evaluated(values, found.gaps | dict.fromkeys(others, f"not_a_number:{name}"))

    def rank(self, indicator: str) -> Evaluated:
        """Return the rank on an indicator that its rule ranked."""
        found = self._result("rank", indicator)
        return Evaluated([None if x is None else Decimal(x) for x in found.values], found.gaps)

    def score(self, criteria_id: str) -> Evaluated:
        """Return the score under other criteria."""
        values: list[Decimal | None] = []
        gaps: dict[int, str] = {}
        for row, park in enumerate(self.parks):
            try:
                if self.run.other_score is None:
                    raise NoValue(f"no_criteria:{criteria_id}")
                values.append(self.run.other_score(park, criteria_id))
            except NoValue as missing:
                values.append(None)
                gaps[row] = missing.reason
        return Evaluated(values, gaps)

    def _result(self, kind: str, indicator: str) -> Evaluated:
        column = self.run.results.get((kind, indicator))
        known = [None if column is None else column[row] for row in self.numbers or ()] or [None] * len(self)
        out = self.run.inapplicable.get(indicator, ())
        places = {place for place, row in enumerate(self.numbers or ()) if row in out} if out else ()
        gaps = {
            place: f"{'not_applicable' if place in places else 'not_scored'}:{indicator}"
            for place, found in enumerate(known)
            if found is None
        }
        return Evaluated(known, gaps)


def _found(values: Sequence[Value | int | None], reason: str) -> Evaluated:
    return Evaluated(values, {row: reason for row, x in enumerate(values) if x is None})


def figures_of(park: Park, view: View) -> Mapping[str, Value]:
    """Return a park's figures as a view sees them."""
    review = park.review
    if view is not View.REVIEWED or review is None or not (review.data or review.gaps):
        return park.data
    return {**{key: value for key, value in park.data.items() if key not in review.gaps}, **review.data}


def group_of(park: Park, within: tuple[str, ...]) -> tuple[str, ...]:
    """Return the park's value of each group, "" where it states none."""
    return tuple([park.groups.get(name, "") for name in within])
