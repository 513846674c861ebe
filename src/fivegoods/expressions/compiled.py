"""An expression ready to be evaluated (`Compiled`), and what it sees of a park (`Context`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException, DivisionByZero
from fractions import Fraction
from typing import Any, Protocol

from fivegoods.expressions.errors import HiddenUnit, NoValue
from fivegoods.expressions.scope import Kind, Value
from fivegoods.numeric.traced import Traced, traced
from fivegoods.numeric.units import Unit

Run = Callable[[Any], Any]
Bounds = Callable[[Any], tuple[Decimal, Decimal]]


class Context(Protocol):
    """The figures of one park in one year. Every method may raise `NoValue`."""

    def field(self, name: str) -> Value:
        """Return a field's value in the unit the scope declares."""

    def group(self, name: str) -> str:
        """Return the park's value of a group."""

    def back(self, years: int) -> Context:
        """Return the same park that many years earlier."""

    def at(self, year: int) -> Context:
        """Return the same park in a given year."""

    def total(self, summed: Compiled, within: tuple[str, ...]) -> Decimal:
        """Return the sum of an expression over the peers that share the groups ``within``."""

    def events(self, kind: str) -> Decimal:
        """Return how many events of a kind the park had."""

    def points(self, indicator: str) -> Decimal:
        """Return the points of another indicator."""

    def indicator(self, name: str) -> Decimal:
        """Return the value of another indicator in that indicator's unit."""

    def rank(self, indicator: str) -> Decimal:
        """Return the rank among the peers of another indicator."""

    def score(self, criteria_id: str) -> Decimal:
        """Return this park's total under another criteria file."""


@dataclass(frozen=True, slots=True)
class TracingContext:
    """Hands out the same figures as `Traced`, so that the arithmetic over them can be printed."""

    park: Context

    def field(self, name: str) -> Value:
        """Return a field's value, traced if it is a number."""
        value = self.park.field(name)
        return traced(value) if isinstance(value, Decimal) else value

    def group(self, name: str) -> str:
        """Return the park's value of a group."""
        return self.park.group(name)

    def back(self, years: int) -> TracingContext:
        """Return an earlier year, traced."""
        return TracingContext(self.park.back(years))

    def at(self, year: int) -> TracingContext:
        """Return a given year, traced."""
        return TracingContext(self.park.at(year))

    def __getattr__(self, name: str) -> Callable[..., Decimal]:
        """Return a method of the context (total, events, points, …) whose number comes traced."""
        number: Callable[..., Any] = getattr(self.park, name)
        return lambda *arguments: traced(number(*arguments))


@dataclass(slots=True)
class Reads:
    """What an expression reads, in the order of reading (dicts serve as ordered sets)."""

    fields: dict[str, None] = field(default_factory=dict)
    groups: dict[str, None] = field(default_factory=dict)
    indicators: dict[str, None] = field(default_factory=dict)
    scores: dict[str, None] = field(default_factory=dict)
    events: dict[str, None] = field(default_factory=dict)
    years: bool = False
    peers: bool = False


@dataclass(frozen=True, slots=True)
class Quotient:
    """One field over another, times ``scale``: what big tables compute by columns."""

    above: str
    below: str
    scale: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """One expression with its units settled. Two are equal only if they are the same object.

    ``unit`` is None for a bare number, which fits anywhere, and for texts and conditions.
    ``numerator`` and ``denominator`` are there if the expression is a quotient; Σ numerator ÷ Σ
    denominator is in ``unit``.
    """

    text: str
    kind: Kind
    unit: Unit | None
    run: Run
    reads: Reads
    numerator: Compiled | None = None
    denominator: Compiled | None = None
    #: The number, if the expression is made of numbers only (``ln(901) / ln(10)``).
    constant: Decimal | None = None
    #: The least and most it can come to where a condition in it is not known; None where that tells nothing.
    bounds: Bounds | None = None
    #: The pairs of numbers it compares, each pair in one unit.
    comparisons: tuple[Comparison, ...] = ()
    hidden_units: tuple[HiddenUnit, ...] = ()
    #: There if the expression is no more than a quotient of two fields.
    quotient: Quotient | None = None
    #: There if the expression is no more than "one field is at most another": the two fields.
    at_most: tuple[str, str] | None = None

    def number(self, park: Context) -> Decimal:
        """Return the number in ``unit``. Raise NoValue if a figure it needs is missing."""
        result: Decimal = self._run(park)
        return result

    def truth(self, park: Context) -> bool:
        """Return whether the condition holds. Raise NoValue if that is not known."""
        result: bool = self._run(park)
        return result

    def value(self, park: Context) -> Value:
        """Return the number, text or yes/no. Raise NoValue."""
        result: Value = self._run(park)
        return result

    def trace(self, park: Context) -> Traced:
        """Return the same number as `number`, with the arithmetic that made it. Raise NoValue."""
        return traced(self._run(TracingContext(park)))

    def limits(self, park: Context) -> tuple[Decimal, Decimal]:
        """Return the least and most that the number can be in ``unit``; both the number where it is known.

        Raise NoValue if what is missing leaves it without limits.
        """
        try:
            number = self.number(park)
        except NoValue:
            low, high = (None, None) if self.bounds is None else self.bounds(park)
            if low is None or high is None or not (low.is_finite() and high.is_finite()):
                raise
            return low, high
        return number, number

    def _run(self, park: Any) -> Any:
        try:
            return self.run(park)
        except DivisionByZero:
            raise NoValue("zero_denominator") from None
        except DecimalException:
            raise NoValue("out_of_range") from None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it reads, of any year and any park."""
        return tuple(self.reads.fields)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups it reads."""
        return tuple(self.reads.groups)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators whose points, value or rank it reads."""
        return tuple(self.reads.indicators)

    @property
    def scores(self) -> tuple[str, ...]:
        """The other criteria whose total it reads."""
        return tuple(self.reads.scores)

    @property
    def events(self) -> tuple[str, ...]:
        """The kinds of event it counts."""
        return tuple(self.reads.events)

    @property
    def uses_years(self) -> bool:
        """Whether it reads another year of the same park."""
        return self.reads.years

    @property
    def uses_peers(self) -> bool:
        """Whether it reads a group total."""
        return self.reads.peers

    @property
    def uses_points(self) -> bool:
        """Whether it reads results of other indicators or criteria."""
        return bool(self.reads.indicators or self.reads.scores)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers that an expression compares, both in the unit of ``left``."""

    left: Compiled
    sign: str
    right: Compiled
