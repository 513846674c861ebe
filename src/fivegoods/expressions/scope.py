"""What an expression may speak of (`Scope`) and where its values come from (`Env`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Protocol

from fivegoods.numeric.traced import traced

if TYPE_CHECKING:
    from fivegoods.expressions.compiled import Compiled

Kind = Literal["number", "choice", "yes_no"]
Value = Decimal | str | bool


@dataclass(frozen=True, slots=True)
class FieldType:
    """What a field holds: a number in ``unit`` (None is a plain ratio), one of ``choices``, or yes/no."""

    unit: str | None = None
    kind: Kind = "number"
    choices: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The names an expression may use.

    ``groups`` maps each group to its allowed values (empty: any). ``indicators`` are the ids that
    points(), value() and rank() may name; a mapping from id to unit also gives value() its unit, else
    it fits anywhere.
    ``events`` None accepts any kind of event.
    """

    fields: Mapping[str, FieldType] = field(default_factory=dict)
    groups: Mapping[str, Collection[str]] = field(default_factory=dict)
    indicators: Collection[str] | Mapping[str, str | None] = ()
    events: Collection[str] | None = None


class Env(Protocol):
    """The figures of one park in one year. Every method may raise `NoValue`."""

    def field(self, name: str) -> Value:
        """Return a field's value in the unit the scope declares."""

    def group(self, name: str) -> str:
        """Return the park's value of a group."""

    def back(self, years: int) -> Env:
        """Return the same park that many years earlier."""

    def at(self, year: int) -> Env:
        """Return the same park in a given year."""

    def total(self, compiled: Compiled, within: tuple[str, ...]) -> Decimal:
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
class TracingEnv:
    """Hands out the same figures as `Traced`, so that the arithmetic over them can be printed."""

    env: Env

    def field(self, name: str) -> Value:
        """Return a field's value, traced if it is a number."""
        value = self.env.field(name)
        return traced(value) if isinstance(value, Decimal) else value

    def group(self, name: str) -> str:
        """Return the park's value of a group."""
        return self.env.group(name)

    def back(self, years: int) -> TracingEnv:
        """Return an earlier year, traced."""
        return TracingEnv(self.env.back(years))

    def at(self, year: int) -> TracingEnv:
        """Return a given year, traced."""
        return TracingEnv(self.env.at(year))

    def total(self, compiled: Compiled, within: tuple[str, ...]) -> Decimal:
        """Return the sum over the peers as one number."""
        return traced(self.env.total(compiled, within))

    def events(self, kind: str) -> Decimal:
        """Return the number of events, traced."""
        return traced(self.env.events(kind))

    def points(self, indicator: str) -> Decimal:
        """Return another indicator's points, traced."""
        return traced(self.env.points(indicator))

    def indicator(self, name: str) -> Decimal:
        """Return another indicator's value, traced."""
        return traced(self.env.indicator(name))

    def rank(self, indicator: str) -> Decimal:
        """Return the rank, traced."""
        return traced(self.env.rank(indicator))

    def score(self, criteria_id: str) -> Decimal:
        """Return the other criteria's total, traced."""
        return traced(self.env.score(criteria_id))
