"""Functions of a park's own figures: extremes, sums, rounding, what is known, and other years."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.build import Builder
from fivegoods.expressions.column import (
    Bounds,
    Evaluated,
    NoValue,
    Run,
    TracingContext,
    filled,
    lifted,
    milder,
    there,
)
from fivegoods.expressions.operand import (
    Operand,
    alike,
    decided,
    hull,
    joint,
    limits,
    mapped,
    require,
    settled,
)
from fivegoods.expressions.tree import ExpressionError
from fivegoods.numeric import traced
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, decide
from fivegoods.numeric.units import parse_unit

#: What stands in this run's results, or is summed over its parks, is not known of other years.
_OF_THIS_YEAR: Final = ("points", "value", "rank", "score", "share", "total")
_MOST_YEARS: Final = 20


def folded(builder: Builder, call: tree.Call, join: Callable[[Any, Any], Any]) -> Operand:
    """Return the arguments joined two by two: their smallest, largest or sum; a sum needs all of them."""
    parts = alike([builder.build(argument) for argument in call.arguments])
    runs = [part.raw for part in parts]
    bounds = hull(join, *parts) if join is operator.add else _limited(join, parts)
    raw = lifted(lambda *values: reduce(join, values), *runs)
    return decided(builder.part(call, raw, bounds=bounds, **joint(parts)))


def _limited(join: Callable[[Any, Any], Any], parts: Sequence[Operand]) -> Bounds:
    """Return the bounds of an extreme: one known figure already limits it on one side."""
    ends = [limits(part) for part in parts]

    def extreme(*pairs: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
        lows, highs = zip(*pairs, strict=True)
        return reduce(join, lows), reduce(join, highs)

    return lambda rows: list(map(extreme, *[end(rows) for end in ends]))


def first(builder: Builder, call: tree.Call) -> Operand:
    """Return the first argument that has a value."""
    parts = [builder.build(argument) for argument in call.arguments]
    kind = parts[0].kind
    parts = alike(parts) if kind == "number" else [require(part, kind) for part in parts]
    runs = [part.raw for part in parts]

    def run(rows: Any) -> Evaluated:
        found = runs[0](rows)
        for each in runs[1:]:
            if found.gaps:
                unknown = list(found.gaps)
                found = filled(found, unknown, each(rows.only(unknown)))
        return found

    options = tuple(option for part in parts for option in part.options)
    return builder.part(call, run, **{**joint(parts), "is_constant": False}, kind=kind, options=options)


def known(builder: Builder, call: tree.Call) -> Operand:
    """Return whether the argument has a value."""
    run = builder.build(call.arguments[0]).raw
    return builder.part(call, lambda rows: _is_known(run(rows)), kind="yes_no")


def _is_known(found: Evaluated) -> Evaluated:
    return Evaluated([row not in found.gaps for row in range(len(found.values))], {})


def count(builder: Builder, call: tree.Call) -> Operand:
    """Return how many of the arguments hold (conditions) or have a value (anything else).

    A condition that is not known leaves the number between what holds and what may hold besides.
    """
    parts = [builder.build(argument) for argument in call.arguments]
    runs = [(part.raw, part.kind == "yes_no") for part in parts]

    def tallies(rows: Any) -> tuple[list[int], list[int], dict[int, str]]:
        """Return by row how many hold, how many are open, and why."""
        held, open_ = [0] * len(rows), [0] * len(rows)
        reasons: dict[int, str] = {}
        for run, is_condition in runs:
            found = run(rows) if is_condition else _is_known(run(rows))
            for row, holds in enumerate(found.values):
                if row in found.gaps:
                    open_[row], reasons[row] = open_[row] + 1, milder(reasons.get(row), found.gaps[row])
                else:
                    held[row] += bool(holds)
        return held, open_, reasons

    def number(rows: Any, counted: int) -> Decimal:
        return traced.traced(counted) if isinstance(rows, TracingContext) else Decimal(counted)

    def run(rows: Any) -> Evaluated:
        held, _, reasons = tallies(rows)
        return Evaluated([None if row in reasons else number(rows, x) for row, x in enumerate(held)], reasons)

    def bounds(rows: Any) -> list[tuple[Decimal, Decimal]]:
        held, open_, _ = tallies(rows)
        return [(number(rows, low), number(rows, low + more)) for low, more in zip(held, open_, strict=True)]

    return builder.part(call, run, bounds=bounds, unit=parse_unit("个"))


def applied(builder: Builder, call: tree.Call, function: Callable[[Decimal], Decimal], **known: Any) -> Operand:
    """Return a function of one number; ``known`` is what is special about its result."""
    argument = require(builder.build(call.arguments[0]), "number")
    part = settled(argument if "unit" in known else builder.in_result_unit(call, argument))
    return builder.part(call, lifted(function, part.raw), **{**joint([part]), **known})


def steady(builder: Builder, call: tree.Call, function: Callable[[Decimal], Decimal]) -> Operand:
    """Return a function that never falls where its argument rises, so that bounds stay bounds."""
    part = applied(builder, call, function)
    ends = mapped(lambda x: function(x) if x.is_finite() else x, builder.built[id(call.arguments[0])])
    return decided(replace(part, bounds=ends))


def logarithm(builder: Builder, call: tree.Call) -> Operand:
    """Return the natural logarithm; of a number ≤ 0 there is none."""

    def ln(x: Decimal) -> Decimal:
        if x <= ZERO:
            raise NoValue("log_of_nonpositive")
        return traced.ln(x)

    return applied(builder, call, ln, unit=parse_unit(None), is_difference=False)


def root(builder: Builder, call: tree.Call) -> Operand:
    """Return the square root; of a number below 0 there is none."""
    half = tree.Number(call.end, call.end, Decimal("0.5"))
    return builder.build(tree.Arithmetic(call.start, call.end, "**", call.arguments[0], half))


def rounding(builder: Builder, call: tree.Call) -> Operand:
    """Return the argument rounded half up to 0–12 places."""
    places = builder.whole_number(call, call.arguments[1], 0, 12) if len(call.arguments) > 1 else 0
    return steady(builder, call, lambda x: traced.rounded(x, places))


def _argument(builder: Builder, call: tree.Call) -> Operand:
    builder.reads.years = True
    argument = call.arguments[0]
    if inner := next((one for one in tree.calls(argument) if one.function in _OF_THIS_YEAR), None):
        raise ExpressionError("this_year", inner.start, inner.end, name=inner.function, what=call.function)
    return builder.build(argument)


def _same_but(builder: Builder, call: tree.Call, part: Operand, raw: Any) -> Operand:
    place = builder.part(call)
    placed = replace(part, text=place.text, start=place.start, end=place.end, word=None, is_constant=False)
    return replace(placed, raw=raw, bounds=None)


def previous(builder: Builder, call: tree.Call) -> Operand:
    """Return the argument of the year before."""
    part = _argument(builder, call)
    return _same_but(builder, call, part, _back(part.raw, 1))


def growth(builder: Builder, call: tree.Call) -> Operand:
    """Return the growth against the year before, or ``years`` before, in %; from a base ≤ 0 there is none."""
    return _grown(builder, call, _years(builder, call, 1), lambda times: times)


def compound(builder: Builder, call: tree.Call) -> Operand:
    """Return the compound annual growth over ``years``, in %: (now ÷ then)^(1 ÷ years) − 1; of a figure ≤ 0 none."""
    years = _years(builder, call)

    def yearly(times: Any) -> Any:
        if decide(times) <= ZERO:
            raise NoValue("growth_from_nonpositive")
        return traced.exp(traced.ln(times) / Decimal(years))

    return _grown(builder, call, years, yearly)


def _grown(builder: Builder, call: tree.Call, years: int, factor: Callable[[Any], Any]) -> Operand:
    """Return by how many % a factor made of now ÷ then is above 1."""
    raw = require(_argument(builder, call), "number").raw

    def grown(then: Any, now: Any) -> Any:
        if decide(then) <= ZERO:
            raise NoValue("growth_from_nonpositive")
        return (factor(now / then) - ONE) * HUNDRED

    return builder.part(call, lifted(grown, _back(raw, years), raw), unit=parse_unit("%"))


def _years(builder: Builder, call: tree.Call, usual: int = 0) -> int:
    """Return the option ``years``, ``usual`` where it may be left out and is."""
    options = dict(call.options)
    if "years" in options:
        return builder.whole_number(call, options["years"], 2, _MOST_YEARS)
    if not usual:
        raise builder.misused(call)
    return usual


def change(builder: Builder, call: tree.Call) -> Operand:
    """Return the difference to the year before; of percentages in percentage points."""
    part = require(_argument(builder, call), "number")
    raw = part.raw
    changed = _same_but(builder, call, part, lifted(operator.sub, raw, _back(raw, 1)))
    return replace(changed, unit=part.unit.difference if part.unit else None, is_difference=False)


def base(builder: Builder, call: tree.Call) -> Operand:
    """Return the argument of a fixed year."""
    year = builder.whole_number(call, call.arguments[1], 1900, 2200)
    part = _argument(builder, call)
    raw = part.raw
    return _same_but(builder, call, part, lambda rows: there(raw, *rows.at(year)))


def average(builder: Builder, call: tree.Call) -> Operand:
    """Return the mean of this year and the years before it, all of which must be known."""
    years = _years(builder, call)
    part = require(_argument(builder, call), "number")
    raw = part.raw

    def mean(*values: Any) -> Any:
        return reduce(operator.add, values) / Decimal(years)

    return _same_but(builder, call, part, lifted(mean, raw, *(_back(raw, back) for back in range(1, years))))


def _back(raw: Run, years: int) -> Run:
    return lambda rows: there(raw, *rows.back(years))
