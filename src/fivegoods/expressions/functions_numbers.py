"""Functions of numbers of one park and year: extremes, sums, rounding, and what is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fivegoods.expressions import tree
from fivegoods.expressions.compiled import Run
from fivegoods.expressions.errors import NoValue
from fivegoods.expressions.parts import Part, alike, joint, require, settled
from fivegoods.expressions.scope import TracingEnv
from fivegoods.numeric import traced
from fivegoods.numeric.decimals import ZERO
from fivegoods.numeric.units import parse_unit

if TYPE_CHECKING:
    from fivegoods.expressions.build import Builder


def smallest(builder: Builder, call: tree.Call) -> Part:
    """Return the smallest of the arguments."""
    return _folded(builder, call, traced.least)


def largest(builder: Builder, call: tree.Call) -> Part:
    """Return the largest of the arguments."""
    return _folded(builder, call, traced.most)


def total(builder: Builder, call: tree.Call) -> Part:
    """Return the sum of the arguments; all must be known."""
    return _folded(builder, call, lambda a, b: a + b)


def _folded(builder: Builder, call: tree.Call, join: Callable[[Decimal, Decimal], Decimal]) -> Part:
    parts = alike([builder.build(argument) for argument in call.arguments])
    head, *tail = [part.raw for part in parts]

    def fold(env: Any) -> Any:
        result = head(env)
        for run in tail:
            result = join(result, run(env))
        return result

    return builder.part(call, fold, **joint(parts))


def first(builder: Builder, call: tree.Call) -> Part:
    """Return the first argument that has a value."""
    parts = [builder.build(argument) for argument in call.arguments]
    kind = parts[0].kind
    parts = alike(parts) if kind == "number" else [require(part, kind) for part in parts]
    runs = [part.raw for part in parts]

    def run(env: Any) -> Any:
        missing: NoValue | None = None
        for each in runs:
            try:
                return each(env)
            except NoValue as reason:
                missing = missing or reason
        raise missing or NoValue("absent")

    options = tuple(option for part in parts for option in part.options)
    return builder.part(call, run, **{**joint(parts), "is_constant": False}, kind=kind, options=options)


def _is_known(run: Run, env: Any) -> bool:
    try:
        run(env)
    except NoValue:
        return False
    return True


def known(builder: Builder, call: tree.Call) -> Part:
    """Return whether the argument has a value."""
    run = builder.build(call.arguments[0]).raw
    return builder.part(call, lambda env: _is_known(run, env), kind="yes_no")


def count(builder: Builder, call: tree.Call) -> Part:
    """Return how many of the arguments hold (conditions) or have a value (anything else)."""
    parts = [builder.build(argument) for argument in call.arguments]
    runs = [(part.raw, part.kind == "yes_no") for part in parts]

    def run(env: Any) -> Decimal:
        number = sum(1 for each, holds in runs if (each(env) if holds else _is_known(each, env)))
        return traced.traced(number) if isinstance(env, TracingEnv) else Decimal(number)

    return builder.part(call, run, unit=parse_unit("个"))


def _applied(builder: Builder, call: tree.Call, function: Callable[[Decimal], Decimal]) -> Part:
    argument = require(builder.build(call.arguments[0]), "number")
    part = settled(builder.in_result_unit(call, argument))
    raw = part.raw
    return builder.part(call, lambda env: function(raw(env)), **joint([part]))


def logarithm(builder: Builder, call: tree.Call) -> Part:
    """Return the natural logarithm; of a number ≤ 0 there is none."""

    def ln(x: Decimal) -> Decimal:
        if x <= ZERO:
            raise NoValue("log_of_nonpositive")
        return traced.ln(x)

    return replace(_applied(builder, call, ln), unit=parse_unit(None), is_difference=False)


def floor(builder: Builder, call: tree.Call) -> Part:
    """Return the largest whole number not above the argument, decided on 12 places."""
    return _applied(builder, call, traced.floor_)


def rounding(builder: Builder, call: tree.Call) -> Part:
    """Return the argument rounded half up to 0–12 places."""
    places = builder.whole_number(call, call.arguments[1], 0, 12) if len(call.arguments) > 1 else 0
    return _applied(builder, call, lambda x: traced.rounded(x, places))


def absolute(builder: Builder, call: tree.Call) -> Part:
    """Return the number without its sign."""
    return _applied(builder, call, abs)
