"""Expressions over many park-years at once: what they read (`Context`), and what a part comes to in every row.

Every compiled part is a function from a context to an `Evaluated`. One park is a context of one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException, DivisionByZero
from typing import Any, Protocol

from fivegoods.numeric.traced import traced

Value = Decimal | str | bool


class NoValue(Exception):
    """An expression has no value for this park.

    ``reason`` is a short code such as absent:tax, expected:tax, not_applicable:tax, no_year:2023,
    zero_denominator, both_negative, log_of_nonpositive, growth_from_nonpositive or out_of_range.
    """

    def __init__(self, reason: str) -> None:
        """Say why there is no value."""
        super().__init__(reason)
        self.reason = reason


def is_final(reason: str) -> bool:
    """Return whether no data can lift a reason: the figure does not apply to the park."""
    return reason.startswith("not_applicable:")


def graver(one: str | None, other: str) -> str:
    """Return which of two reasons counts for arithmetic: a figure that does not apply, else the first."""
    return other if one is None or (is_final(other) and not is_final(one)) else one


def milder(one: str | None, other: str) -> str:
    """Return which of two reasons counts where one part may decide: what data can lift, else the first."""
    return other if one is None or (is_final(one) and not is_final(other)) else one


@dataclass(slots=True)
class Evaluated:
    """What a part of an expression comes to: the value of every row, and by row the reason where there is none.

    Where there is a reason the value is None. Columns are shared: copy one before you change it.
    """

    values: Sequence[Any]
    gaps: dict[int, str]

    def only(self) -> Any:
        """Return the value of the only row. Raise NoValue."""
        if self.gaps:
            raise NoValue(self.gaps[0])
        return self.values[0]


#: For each row its place among other rows, or the reason why it has none there.
Places = Sequence[int | str]


class Context(Protocol):
    """The figures of some park-years, one a row."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def only(self, rows: Sequence[int]) -> Context:
        """Return some of the rows."""

    def field(self, name: str) -> Evaluated:
        """Return a field's value in the unit the scope declares."""

    def group(self, name: str) -> Evaluated:
        """Return the value of a group."""

    def back(self, years: int) -> tuple[Context, Places]:
        """Return the same parks that many years earlier, as far as that year is known, and where each row is there."""

    def at(self, year: int) -> tuple[Context, Places]:
        """Return the same parks in a given year, and where each row is there."""

    def total(self, summed: Any, within: tuple[str, ...]) -> Evaluated:
        """Return the sum of a `Compiled` over the peers that share the groups ``within``."""

    def events(self, kind: str) -> Evaluated:
        """Return how many events of a kind there were."""

    def points(self, indicator: str) -> Evaluated:
        """Return the points of another indicator."""

    def limits(self, part: str) -> Sequence[tuple[Decimal, Decimal]]:
        """Return the least and most points of a part; without end where that is not known."""

    def indicator(self, name: str) -> Evaluated:
        """Return the value of another indicator in that indicator's unit."""

    def rank(self, indicator: str) -> Evaluated:
        """Return the rank among the peers of another indicator."""

    def score(self, criteria_id: str) -> Evaluated:
        """Return the total under another criteria file."""


@dataclass(frozen=True, slots=True)
class TracingContext:
    """Hands out the same figures as `Traced`, so that the arithmetic over them can be printed."""

    context: Context

    def __len__(self) -> int:
        return len(self.context)

    def only(self, rows: Sequence[int]) -> TracingContext:
        """Return some of the rows, traced."""
        return TracingContext(self.context.only(rows))

    def back(self, years: int) -> tuple[TracingContext, Places]:
        """Return an earlier year, traced."""
        other, places = self.context.back(years)
        return TracingContext(other), places

    def at(self, year: int) -> tuple[TracingContext, Places]:
        """Return a given year, traced."""
        other, places = self.context.at(year)
        return TracingContext(other), places

    def limits(self, part: str) -> Sequence[tuple[Decimal, Decimal]]:
        """Return the least and most points of a part."""
        return self.context.limits(part)

    def __getattr__(self, name: str) -> Callable[..., Evaluated]:
        """Return a method of the context (field, group, total, points, …) whose numbers come traced."""
        method: Callable[..., Evaluated] = getattr(self.context, name)

        def read(*arguments: Any) -> Evaluated:
            found = method(*arguments)
            return Evaluated([traced(x) if isinstance(x, Decimal) else x for x in found.values], found.gaps)

        return read


Run = Callable[[Any], Evaluated]
#: The least and most that a number can be in every row.
Bounds = Callable[[Any], Sequence[tuple[Decimal, Decimal]]]


def same(value: Any) -> Run:
    """Return the same value in every row."""
    return lambda rows: Evaluated([value] * len(rows), {})


def lifted(join: Callable[..., Any], *runs: Run) -> Run:
    """Return ``join`` of the values of each row, which must all be known; the gravest reason counts where not."""
    return lambda rows: joined(join, [run(rows) for run in runs])


def joined(join: Callable[..., Any], parts: Sequence[Evaluated]) -> Evaluated:
    """Return ``join`` of each row of some columns. ``join`` may raise NoValue, and what decimals raise."""
    columns = [part.values for part in parts]
    gaps: dict[int, str] = {}
    for part in parts:
        for row, reason in part.gaps.items():
            gaps[row] = graver(gaps.get(row), reason)
    count = len(columns[0])
    rows = [row for row in range(count) if row not in gaps] if gaps else range(count)
    if gaps:
        columns = [[column[row] for row in rows] for column in columns]
    try:
        made = list(map(join, *columns))
    except (NoValue, DecimalException):
        made = []  # in some row: which, and why, is found row by row
        for row, cells in zip(rows, zip(*columns, strict=True), strict=True):
            value = None
            try:
                value = join(*cells)
            except NoValue as missing:
                gaps[row] = missing.reason
            except DivisionByZero:
                gaps[row] = "zero_denominator"
            except DecimalException:
                gaps[row] = "out_of_range"
            made.append(value)
    if len(made) == count:
        return Evaluated(made, gaps)
    values: list[Any] = [None] * count
    for row, value in zip(rows, made, strict=True):
        values[row] = value
    return Evaluated(values, gaps)


def filled(column: Evaluated, rows: Iterable[int], found: Evaluated) -> Evaluated:
    """Return the column with what was ``found`` for some gaps; where that is nothing, the milder reason counts."""
    values, gaps = list(column.values), dict(column.gaps)
    for place, row in enumerate(rows):
        if place in found.gaps:
            gaps[row] = milder(gaps.get(row), found.gaps[place])
        else:
            values[row] = found.values[place]
            del gaps[row]
    return Evaluated(values, gaps)


def there(run: Run, other: Context, places: Places) -> Evaluated:
    """Return what a part comes to in another year, in the rows of this one."""
    found = run(other)
    values = [None if isinstance(place, str) else found.values[place] for place in places]
    gaps: dict[int, str] = {}
    for row, place in enumerate(places):
        reason = place if isinstance(place, str) else found.gaps.get(place)
        if reason is not None:
            gaps[row] = reason
    return Evaluated(values, gaps)
