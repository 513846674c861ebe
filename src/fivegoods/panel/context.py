"""What expressions see of a run: the figures of every row in one view, its groups, its other years, its peers.

A row is a park of the run, by its number; peers come last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from decimal import Decimal
from functools import cached_property
from typing import Final

from fivegoods.expressions import Compiled, Evaluated, NoValue, Places
from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.entities import Event, Gap, GivenPoints, Value, View
from fivegoods.panel.panel import Panel, Parks

_INFINITE: Final = Decimal("Infinity")
#: Computes the score of a park, by id and year, under another criteria file.
OtherScore = Callable[[str, int, str], Decimal]

#: Rows by the values of the groups they share, in the order in which the groups first occur.
Groups = Mapping[tuple[str, ...], Sequence[int]]


class RunContext:
    """What all rows of a run share: columns of figures and results, groups of rows, every year, the view."""

    def __init__(self, panel: Panel, size: int, view: View, other_score: OtherScore | None = None) -> None:
        """See the first ``size`` rows of a panel as ``view`` does; the others are other years of its parks."""
        self.panel = panel
        self.parks = panel.parks(range(size))
        self.view = view
        self.other_score = other_score
        #: What has been found of parts: ("points", "value" or "rank", id) → a column, None where it is not known.
        self.results: dict[tuple[str, str], Sequence[Value | int | None]] = {}
        #: The rows to which a part does not apply, by its id.
        self.inapplicable: dict[str, Collection[int]] = {}
        self.limits: dict[str, Mapping[int, tuple[Decimal, Decimal]]] = {}
        self._figures: dict[str, Evaluated] = {}
        self._groups: dict[tuple[str, ...], Groups] = {}
        self._sums: dict[tuple[str, tuple[str, ...]], Mapping[tuple[str, ...], Decimal]] = {}
        #: Gives the context of all rows to one of a single row: sums over peers are those of all.
        self.all_rows: Callable[[], RunContext] | None = None

    def __len__(self) -> int:
        return len(self.parks)

    @cached_property
    def by_year(self) -> Mapping[tuple[str, int], int]:
        """The row of every park-year, by id and year."""
        panel, size = self.panel, len(self)
        return {(panel.ids[row], panel.years[row]): row for row in (*range(size, len(panel)), *range(size))}

    def rows(self, rows: Sequence[int] | None = None) -> RowsContext:
        """Return what expressions see of some rows, or of all."""
        return RowsContext(self, range(len(self)) if rows is None else rows)

    def data(self, row: int) -> Mapping[str, Value]:
        """Return the figures of a park as the view sees them."""
        park = self.parks[row]
        review = park.review
        if self.view is not View.REVIEWED or review is None or not (review.data or review.gaps):
            return park.data
        return {**{key: value for key, value in park.data.items() if key not in review.gaps}, **review.data}

    def with_panel(self, panel: Panel) -> RunContext:
        """Return the same with other figures in the same rows; what has been found of indicators stays."""
        changed = copy(self)
        changed.panel, changed.parks = panel, panel.parks(range(len(self)))
        changed._figures, changed._sums = {}, {}
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
            self._figures[field] = self.figures_in(field, range(len(self)))
        return self._figures[field]

    def figures_in(self, field: str, rows: Sequence[int]) -> Evaluated:
        """Return a field's value in some rows, or why there is none, such as "absent:tax"."""
        column = self.panel.column(field, self.view)
        cells = column if rows == range(len(column)) else [column[row] for row in rows]
        if Gap not in set(map(type, cells)):
            return Evaluated(cells, {})
        gaps = {row: f"{cell.value}:{field}" for row, cell in enumerate(cells) if isinstance(cell, Gap)}
        return Evaluated([None if isinstance(cell, Gap) else cell for cell in cells], gaps)

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
            for row, key in enumerate(self.group_keys(within) if within else ()):
                found.setdefault(key, []).append(row)
            known = self._groups[within] = found if within else {(): range(len(self))}
        return known

    def group_keys(self, within: tuple[str, ...], rows: Sequence[int] | None = None) -> list[tuple[str, ...]]:
        """Return the values of the groups in every row, or in some, "" where a row states none."""
        rows = range(len(self)) if rows is None else rows
        columns = [self.panel.groups.get(name) for name in within]
        values = [[column[row] or "" for row in rows] if column else [""] * len(rows) for column in columns]
        return list(zip(*values, strict=True)) if values else [()] * len(rows)

    def given(self, indicator: str) -> Mapping[int, tuple[GivenPoints, bool]]:
        """Return by row the points given by hand in the view in force, and whether a review gave them."""
        given = self.panel.points(indicator, self.view)
        return {row: points for row, points in given.items() if row < len(self)}

    def sums(self, compiled: Compiled, within: tuple[str, ...]) -> Mapping[tuple[str, ...], Decimal]:
        """Return the sum of an expression over each group of rows; rows without it add nothing."""
        if self.all_rows is not None:
            return self.all_rows().sums(compiled, within)
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

    __slots__ = ("has_results", "numbers", "run")

    def __init__(self, run: RunContext, numbers: Sequence[int], *, has_results: bool = True) -> None:
        """See rows of the panel by their ``numbers``; other years of the parks have no results."""
        self.run = run
        self.numbers = numbers
        self.has_results = has_results

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def parks(self) -> Parks:
        """The parks of the rows."""
        return self.run.panel.parks(self.numbers)

    def only(self, rows: Sequence[int]) -> RowsContext:
        """Return some of the rows."""
        return RowsContext(self.run, [self.numbers[row] for row in rows], has_results=self.has_results)

    def field(self, name: str) -> Evaluated:
        """Return a field's value in the unit the criteria declare."""
        if self.numbers == range(len(self.run)):
            return self.run.figures(name)
        return self.run.figures_in(name, self.numbers)

    def group(self, name: str) -> Evaluated:
        """Return the value of a group."""
        values = [key or None for (key,) in self.run.group_keys((name,), self.numbers)]
        return Evaluated(values, {row: f"no_group:{name}" for row, x in enumerate(values) if x is None})

    def back(self, years: int) -> tuple[RowsContext, Places]:
        """Return the same parks some years earlier, as far as these were given, and where each row is there."""
        return self._in([self.run.panel.years[row] - years for row in self.numbers])

    def at(self, year: int) -> tuple[RowsContext, Places]:
        """Return the same parks in another year, as far as it was given, and where each row is there."""
        return self._in([year] * len(self))

    def _in(self, years: Sequence[int]) -> tuple[RowsContext, Places]:
        found: list[int] = []
        places: list[int | str] = []
        for row, year in zip(self.numbers, years, strict=True):
            other = self.run.by_year.get((self.run.panel.ids[row], year))
            places.append(f"no_year:{year}" if other is None else len(found))
            found += [] if other is None else [other]
        return RowsContext(self.run, found, has_results=False), places

    def total(self, summed: Compiled, within: tuple[str, ...]) -> Evaluated:
        """Return the sum of an expression over the park's peers that have it."""
        sums = self.run.sums(summed, within)
        return Evaluated([sums.get(key, ZERO) for key in self.run.group_keys(within, self.numbers)], {})

    def events_of(self, row: int) -> Sequence[Event]:
        """Return the events of one of the rows."""
        return self.run.panel.events.get(self.numbers[row], ())

    def events(self, kind: str) -> Evaluated:
        """Return how many events of a kind the park had."""
        events = map(self.events_of, range(len(self)))
        return Evaluated([sum((e.count for e in own if e.kind == kind), ZERO) for own in events], {})

    def limits(self, part: str) -> Sequence[tuple[Decimal, Decimal]]:
        """Return the least and most points of a part scored before; without end where that is not known."""
        known, points = self.run.limits.get(part, {}) if self.has_results else {}, self.points(part)
        return [
            known.get(row, (-_INFINITE, _INFINITE)) if place in points.gaps else 2 * (points.values[place],)
            for place, row in enumerate(self.numbers)
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
        for row, number in enumerate(self.numbers):
            try:
                if self.run.other_score is None:
                    raise NoValue(f"no_criteria:{criteria_id}")
                who = self.run.panel.ids[number], self.run.panel.years[number]
                values.append(self.run.other_score(*who, criteria_id))
            except NoValue as missing:
                values.append(None)
                gaps[row] = missing.reason
        return Evaluated(values, gaps)

    def _result(self, kind: str, indicator: str) -> Evaluated:
        column = self.run.results.get((kind, indicator)) if self.has_results else None
        known = [None] * len(self) if column is None else [column[row] for row in self.numbers]
        out = self.run.inapplicable.get(indicator, ()) if self.has_results else ()
        gaps = {
            place: f"{'not_applicable' if row in out else 'not_scored'}:{indicator}"
            for place, (found, row) in enumerate(zip(known, self.numbers, strict=True))
            if found is None
        }
        return Evaluated(known, gaps)
