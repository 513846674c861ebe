"""Functions of a park's own figures: extremes, sums, rounding, what is known, and other years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.build import Builder
from fivegoods.expressions.compiled import Run, TracingContext
from fivegoods.expressions.errors import NoValue
from fivegoods.expressions.operand import Operand, alike, joint, require, settled
from fivegoods.numeric import traced
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, decide
from fivegoods.numeric.units import parse_unit

_MOST_YEARS: Final = 20


def smallest(builder: Builder, call: tree.Call) -> Operand:
    """Return the smallest of the arguments."""
    return _folded(builder, call, traced.least)


def largest(builder: Builder, call: tree.Call) -> Operand:
    """Return the largest of the arguments."""
    return _folded(builder, call, traced.most)


def total(builder: Builder, call: tree.Call) -> Operand:
    """Return the sum of the arguments; all must be known."""
    return _folded(builder, call, lambda a, b: a + b)


def _folded(builder: Builder, call: tree.Call, join: Callable[[Decimal, Decimal], Decimal]) -> Operand:
    parts = alike([builder.build(argument) for argument in call.arguments])
    head, *tail = [part.raw for part in parts]

    def fold(park: Any) -> Any:
        result = head(park)
        for run in tail:
            result = join(result, run(park))
        return result

    return builder.part(call, fold, **joint(parts))


def first(builder: Builder, call: tree.Call) -> Operand:
    """Return the first argument that has a value."""
    parts = [builder.build(argument) for argument in call.arguments]
    kind = parts[0].kind
    parts = alike(parts) if kind == "number" else [require(part, kind) for part in parts]
    runs = [part.raw for part in parts]

    def run(park: Any) -> Any:
        missing: NoValue | None = None
        for each in runs:
            try:
                return each(park)
            except NoValue as reason:
                missing = missing or reason
        raise missing or NoValue("absent")

    options = tuple(option for part in parts for option in part.options)
    return builder.part(call, run, **{**joint(parts), "is_constant": False}, kind=kind, options=options)


def _is_known(run: Run, park: Any) -> bool:
    try:
        run(park)
    except NoValue:
        return False
    return True


def known(builder: Builder, call: tree.Call) -> Operand:
    """Return whether the argument has a value."""
    run = builder.build(call.arguments[0]).raw
    return builder.part(call, lambda park: _is_known(run, park), kind="yes_no")


def count(builder: Builder, call: tree.Call) -> Operand:
    """Return how many of the arguments hold (conditions) or have a value (anything else)."""
    parts = [builder.build(argument) for argument in call.arguments]
    runs = [(part.raw, part.kind == "yes_no") for part in parts]

    def run(park: Any) -> Decimal:
        number = sum(1 for each, holds in runs if (each(park) if holds else _is_known(each, park)))
        return traced.traced(number) if isinstance(park, TracingContext) else Decimal(number)

    return builder.part(call, run, unit=parse_unit("个"))


def _applied(builder: Builder, call: tree.Call, function: Callable[[Decimal], Decimal]) -> Operand:
    argument = require(builder.build(call.arguments[0]), "number")
    part = settled(builder.in_result_unit(call, argument))
    raw = part.raw
    return builder.part(call, lambda park: function(raw(park)), **joint([part]))


def logarithm(builder: Builder, call: tree.Call) -> Operand:
    """Return the natural logarithm; of a number ≤ 0 there is none."""

    def ln(x: Decimal) -> Decimal:
        if x <= ZERO:
            raise NoValue("log_of_nonpositive")
        return traced.ln(x)

    return replace(_applied(builder, call, ln), unit=parse_unit(None), is_difference=False)


def floor(builder: Builder, call: tree.Call) -> Operand:
    """Return the largest whole number not above the argument, decided on 12 places."""
    return _applied(builder, call, traced.floor_)


def rounding(builder: Builder, call: tree.Call) -> Operand:
    """Return the argument rounded half up to 0–12 places."""
    places = builder.whole_number(call, call.arguments[1], 0, 12) if len(call.arguments) > 1 else 0
    return _applied(builder, call, lambda x: traced.rounded(x, places))


def absolute(builder: Builder, call: tree.Call) -> Operand:
    """Return the number without its sign."""
    return _applied(builder, call, abs)


def _argument(builder: Builder, call: tree.Call) -> Operand:
    builder.reads.years = True
    return builder.build(call.arguments[0])


def _same_but(builder: Builder, call: tree.Call, part: Operand, raw: Any) -> Operand:
    place = builder.part(call)
    return replace(part, raw=raw, text=place.text, start=place.start, end=place.end, word=None, is_constant=False)


def previous(builder: Builder, call: tree.Call) -> Operand:
    """Return the argument of the year before."""
    part = _argument(builder, call)
    raw = part.raw
    return _same_but(builder, call, part, lambda park: raw(park.back(1)))


def growth(builder: Builder, call: tree.Call) -> Operand:
    """Return the growth against the year before, in %; from a base ≤ 0 there is none."""
    raw = require(_argument(builder, call), "number").raw

    def run(park: Any) -> Any:
        then = raw(park.back(1))
        if decide(then) <= ZERO:
            raise NoValue("growth_from_nonpositive")
        return (raw(park) / then - ONE) * HUNDRED

    return builder.part(call, run, unit=parse_unit("%"))


def change(builder: Builder, call: tree.Call) -> Operand:
    """Return the difference to the year before; of percentages in percentage points."""
    part = require(_argument(builder, call), "number")
    raw = part.raw
    changed = _same_but(builder, call, part, lambda park: raw(park) - raw(park.back(1)))
    return replace(changed, unit=part.unit.difference if part.unit else None, is_difference=False)


def base(builder: Builder, call: tree.Call) -> Operand:
    """Return the argument of a fixed year."""
    year = builder.whole_number(call, call.arguments[1], 1900, 2200)
    part = _argument(builder, call)
    raw = part.raw
    return _same_but(builder, call, part, lambda park: raw(park.at(year)))


def average(builder: Builder, call: tree.Call) -> Operand:
    """Return the mean of this year and the years before it, all of which must be known."""
    options = dict(call.options)
    if "years" not in options:
        raise builder.misused(call)
    years = builder.whole_number(call, options["years"], 2, _MOST_YEARS)
    part = require(_argument(builder, call), "number")
    raw = part.raw

    def run(park: Any) -> Any:
        result = raw(park)
        for back in range(1, years):
            result = result + raw(park.back(back))
        return result / Decimal(years)

    return _same_but(builder, call, part, run)
