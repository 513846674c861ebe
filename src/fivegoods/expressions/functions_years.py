"""Functions over the years of one park: last year, growth, change, a base year, averages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.errors import NoValue
from fivegoods.expressions.parts import Part, require
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, decide
from fivegoods.numeric.units import parse_unit

if TYPE_CHECKING:
    from fivegoods.expressions.build import Builder

_MOST_YEARS: Final = 20


def _argument(builder: Builder, call: tree.Call) -> Part:
    builder.reads.years = True
    return builder.build(call.arguments[0])


def _same_but(builder: Builder, call: tree.Call, part: Part, raw: Any) -> Part:
    place = builder.part(call)
    return replace(part, raw=raw, text=place.text, start=place.start, end=place.end, word=None, is_constant=False)


def previous(builder: Builder, call: tree.Call) -> Part:
    """Return the argument of the year before."""
    part = _argument(builder, call)
    raw = part.raw
    return _same_but(builder, call, part, lambda env: raw(env.back(1)))


def growth(builder: Builder, call: tree.Call) -> Part:
    """Return the growth against the year before, in %; from a base ≤ 0 there is none."""
    raw = require(_argument(builder, call), "number").raw

    def run(env: Any) -> Any:
        then = raw(env.back(1))
        if decide(then) <= ZERO:
            raise NoValue("growth_from_nonpositive")
        return (raw(env) / then - ONE) * HUNDRED

    return builder.part(call, run, unit=parse_unit("%"))


def change(builder: Builder, call: tree.Call) -> Part:
    """Return the difference to the year before; of percentages in percentage points."""
    part = require(_argument(builder, call), "number")
    raw = part.raw
    changed = _same_but(builder, call, part, lambda env: raw(env) - raw(env.back(1)))
    return replace(changed, unit=part.unit.difference if part.unit else None, is_difference=False)


def base(builder: Builder, call: tree.Call) -> Part:
    """Return the argument of a fixed year."""
    year = builder.whole_number(call, call.arguments[1], 1900, 2200)
    part = _argument(builder, call)
    raw = part.raw
    return _same_but(builder, call, part, lambda env: raw(env.at(year)))


def average(builder: Builder, call: tree.Call) -> Part:
    """Return the mean of this year and the years before it, all of which must be known."""
    options = dict(call.options)
    if "years" not in options:
        raise builder.misused(call)
    years = builder.whole_number(call, options["years"], 2, _MOST_YEARS)
    part = require(_argument(builder, call), "number")
    raw = part.raw

    def run(env: Any) -> Any:
        result = raw(env)
        for back in range(1, years):
            result = result + raw(env.back(back))
        return result / Decimal(years)

    return _same_but(builder, call, part, run)
