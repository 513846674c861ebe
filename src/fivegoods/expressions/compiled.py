"""What an expression may speak of (`Scope`), and what it is once compiled (`Compiled`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from fivegoods.expressions.column import Bounds, Context, NoValue, Run, TracingContext
from fivegoods.expressions.tree import HiddenUnit
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.traced import Traced, traced
from fivegoods.numeric.units import Unit

Kind = Literal["number", "choice", "yes_no"]


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
    ``events`` None accepts any kind of event. ``names`` maps what fields and groups are called to their ids.
    """

    fields: Mapping[str, FieldType] = field(default_factory=dict)
    groups: Mapping[str, Collection[str]] = field(default_factory=dict)
    indicators: Collection[str] | Mapping[str, str | None] = ()
    #: Those among the indicators that are dimensions: their value is their points.
    dimensions: Collection[str] = ()
    #: Those whose value is no number: a choice, or nothing where points are given by hand.
    without_number: Collection[str] = ()
    events: Collection[str] | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def options(self) -> frozenset[str]:
        """All options of fields and values of groups."""
        fields = (field.choices for field in self.fields.values())
        return frozenset(option for options in (*fields, *self.groups.values()) for option in options)

    def nearest(self, name: str) -> str:
        """Return the id of the field or group that ``name`` may have meant, by its id or by what it is called."""
        near = nearest(name, (*self.names, *self.fields, *self.groups))
        return self.names.get(near, near)


@dataclass(slots=True)
class Reads:
    """What an expression reads, in the order of reading (dicts serve as ordered sets)."""

    fields: dict[str, None] = field(default_factory=dict)
    groups: dict[str, None] = field(default_factory=dict)
    #: Those whose points, value or rank it reads.
    indicators: dict[str, None] = field(default_factory=dict)
    #: Other criteria whose total it reads.
    scores: dict[str, None] = field(default_factory=dict)
    events: dict[str, None] = field(default_factory=dict)
    #: Whether it reads another year of the same park, and a group total or a rank among the peers.
    years: bool = False
    peers: bool = False


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

    def truth(self, park: Context) -> bool:
        """Return whether the condition holds for a context of one row. Raise NoValue if that is not known."""
        result: bool = self.run(park).only()
        return result

    def value(self, park: Context) -> Any:
        """Return the number in ``unit``, text or yes/no for a context of one row. Raise NoValue for lack of data."""
        return self.run(park).only()

    def trace(self, park: Context) -> Traced:
        """Return the same number as `number`, with the arithmetic that made it. Raise NoValue."""
        return traced(self.run(TracingContext(park)).only())

    def limits(self, park: Context) -> tuple[Decimal, Decimal]:
        """Return the least and most that the number can be in ``unit``; both the number where it is known.

        Raise NoValue if what is missing leaves it without limits.
        """
        found = self.run(park)
        if not found.gaps:
            return found.only(), found.only()
        low, high = (None, None) if self.bounds is None else self.bounds(park)[0]
        if low is None or high is None or not (low.is_finite() and high.is_finite()):
            raise NoValue(found.gaps[0])
        return low, high

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it reads, of any year and any park."""
        return tuple(self.reads.fields)

    @property
    def field(self) -> str:
        """The field that it is, "" if it is anything else."""
        text = self.text.strip()
        return text if text in self.reads.fields else ""

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators whose points, value or rank it reads."""
        return tuple(self.reads.indicators)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers that an expression compares, both in the unit of ``left``."""

    left: Compiled
    sign: str
    right: Compiled
