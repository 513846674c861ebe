"""Functions of a park's own figures: extremes, sums, rounding, what is known, and other years."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial, reduce
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.build import Builder
from fivegoods.expressions.compiled import Bounds, Run, TracingContext
from fivegoods.expressions.errors import NoValue, milder
from fivegoods.expressions.operand import (
    Operand,
    alike,
    decided,
    hull,
    joint,
    limits,
    mapped,
    of_two,
    require,
    settled,
    together,
)
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
    return _folded(builder, call, operator.add)


def _folded(builder: Builder, call: tree.Call, join: Callable[[Any, Any], Any]) -> Operand:
    parts = alike([builder.build(argument) for argument in call.arguments])
    runs = [part.raw for part in parts]
    bounds = hull(join, *parts) if join is operator.add else _limited(join, parts)
    folded = builder.part(call, lambda park: reduce(join, together(runs, park)), bounds=bounds, **joint(parts))
    return decided(folded)


def _limited(join: Callable[[Any, Any], Any], parts: Sequence[Operand]) -> Bounds:
    """Return the bounds of an extreme: one known figure already limits it on one side."""
    ends = [limits(part) for part in parts]

    def bounds(park: Any) -> tuple[Decimal, Decimal]:
        lows, highs = zip(*[end(park) for end in ends], strict=True)
        return reduce(join, lows), reduce(join, highs)

    return bounds


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
                missing = milder(missing, reason)
        raise missing or NoValue("absent")

    options = tuple(option for part in parts for option in part.options)
    return builder.part(call, run, **{**joint(parts), "is_constant": False}, kind=kind, options=options)


def known(builder: Builder, call: tree.Call) -> Operand:
    """Return whether the argument has a value."""
    run = builder.build(call.arguments[0]).raw

    def is_known(park: Any) -> bool:
        try:
            run(park)
        except NoValue:
            return False
        return True

    return builder.part(call, is_known, kind="yes_no")


def count(builder: Builder, call: tree.Call) -> Operand:
    """Return how many of the arguments hold (conditions) or have a value (anything else).

    A condition that is not known leaves the number between what holds and what may hold besides.
    """
    parts = [builder.build(argument) for argument in call.arguments]
    runs = [(part.raw, part.kind == "yes_no") for part in parts]

    def tally(park: Any) -> tuple[int, int, NoValue | None]:
        held, open_, reason = 0, 0, None
        for each, is_condition in runs:
            try:
                found = each(park)
            except NoValue as missing:
                if is_condition:
                    open_, reason = open_ + 1, milder(reason, missing)
            else:
                held += bool(found) if is_condition else 1
        return held, open_, reason

    def number(park: Any, counted: int) -> Decimal:
        return traced.traced(counted) if isinstance(park, TracingContext) else Decimal(counted)

    def run(park: Any) -> Decimal:
        held, _, reason = tally(park)
        if reason is not None:
            raise reason
        return number(park, held)

    def bounds(park: Any) -> tuple[Decimal, Decimal]:
        held, unknown, _ = tally(park)
        return number(park, held), number(park, held + unknown)

    return builder.part(call, run, bounds=bounds, unit=parse_unit("个"))


def _applied(builder: Builder, call: tree.Call, function: Callable[[Decimal], Decimal], **known: Any) -> Operand:
    argument = require(builder.build(call.arguments[0]), "number")
    part = settled(argument if "unit" in known else builder.in_result_unit(call, argument))
    raw = part.raw
    return builder.part(call, lambda park: function(raw(park)), **{**joint([part]), **known})


def _steady(builder: Builder, call: tree.Call, function: Callable[[Decimal], Decimal]) -> Operand:
    """Return a function that never falls where its argument rises, so that bounds stay bounds."""
    part = _applied(builder, call, function)
    ends = mapped(lambda x: function(x) if x.is_finite() else x, builder.built[id(call.arguments[0])])
    return decided(replace(part, bounds=ends))


def logarithm(builder: Builder, call: tree.Call) -> Operand:
    """Return the natural logarithm; of a number ≤ 0 there is none."""

    def ln(x: Decimal) -> Decimal:
        if x <= ZERO:
            raise NoValue("log_of_nonpositive")
        return traced.ln(x)

    return _applied(builder, call, ln, unit=parse_unit(None), is_difference=False)


def root(builder: Builder, call: tree.Call) -> Operand:
    """Return the square root; of a number below 0 there is none."""
    half = tree.Number(call.end, call.end, Decimal("0.5"))
    return builder.build(tree.Arithmetic(call.start, call.end, "**", call.arguments[0], half))


def floor(builder: Builder, call: tree.Call) -> Operand:
    """Return the largest whole number not above the argument, decided on 12 places."""
    return _steady(builder, call, traced.floor_)


def rounding(builder: Builder, call: tree.Call) -> Operand:
    """Return the argument rounded half up to 0–12 places."""
    places = builder.whole_number(call, call.arguments[1], 0, 12) if len(call.arguments) > 1 else 0
    return _steady(builder, call, lambda x: traced.rounded(x, places))


def absolute(builder: Builder, call: tree.Call) -> Operand:
    """Return the number without its sign."""
    return _applied(builder, call, abs)


def _argument(builder: Builder, call: tree.Call) -> Operand:
    builder.reads.years = True
    return builder.build(call.arguments[0])


def _same_but(builder: Builder, call: tree.Call, part: Operand, raw: Any) -> Operand:
    place = builder.part(call)
    placed = replace(part, text=place.text, start=place.start, end=place.end, word=None, is_constant=False)
    return replace(placed, raw=raw, bounds=None)


def previous(builder: Builder, call: tree.Call) -> Operand:
    """Return the argument of the year before."""
    part = _argument(builder, call)
    raw = part.raw
    return _same_but(builder, call, part, lambda park: raw(park.back(1)))


def growth(builder: Builder, call: tree.Call) -> Operand:
    """Return the growth against the year before, in %; from a base ≤ 0 there is none."""
    raw = require(_argument(builder, call), "number").raw

    def grown(then: Any, now: Any) -> Any:
        if decide(then) <= ZERO:
            raise NoValue("growth_from_nonpositive")
        return (now / then - ONE) * HUNDRED

    return builder.part(call, of_two(grown, lambda park: raw(park.back(1)), raw), unit=parse_unit("%"))


def change(builder: Builder, call: tree.Call) -> Operand:
    """Return the difference to the year before; of percentages in percentage points."""
    part = require(_argument(builder, call), "number")
    raw = part.raw
    changed = _same_but(builder, call, part, of_two(operator.sub, raw, lambda park: raw(park.back(1))))
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

    # Each year looks for itself: a closure over the loop's variable would see the last one only.
    runs: list[Run] = [raw, *(partial(_back, raw, back) for back in range(1, years))]
    return _same_but(builder, call, part, lambda park: reduce(operator.add, together(runs, park)) / Decimal(years))


def _back(raw: Run, years: int, park: Any) -> Any:
    return raw(park.back(years))
