"""An expression ready to be evaluated, park by park."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException, DivisionByZero
from fractions import Fraction
from typing import Any

from fivegoods.expressions.errors import NoValue
from fivegoods.expressions.scope import Env, Kind, TracingEnv, Value
from fivegoods.numeric.traced import Traced, traced
from fivegoods.numeric.units import Unit

Run = Callable[[Any], Any]


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
    #: There if the expression is no more than a quotient of two fields.
    quotient: Quotient | None = None
    #: There if the expression is no more than "one field is at most another": the two fields.
    at_most: tuple[str, str] | None = None

    def number(self, env: Env) -> Decimal:
        """Return the number in ``unit``. Raise NoValue if a figure it needs is missing."""
        result: Decimal = self._run(env)
        return result

    def truth(self, env: Env) -> bool:
        """Return whether the condition holds. Raise NoValue if that is not known."""
        result: bool = self._run(env)
        return result

    def value(self, env: Env) -> Value:
        """Return the number, text or yes/no. Raise NoValue."""
        result: Value = self._run(env)
        return result

    def trace(self, env: Env) -> Traced:
        """Return the same number as `number`, with the arithmetic that made it. Raise NoValue."""
        return traced(self._run(TracingEnv(env)))

    def _run(self, env: Any) -> Any:
        try:
            return self.run(env)
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
