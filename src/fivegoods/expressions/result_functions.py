"""Functions that look beyond the park's own figures: group totals, events, points and ranks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fivegoods.expressions import tree
from fivegoods.expressions.build import Builder
from fivegoods.expressions.column import NoValue, lifted
from fivegoods.expressions.compiled import Compiled
from fivegoods.expressions.operand import Operand, require, settled
from fivegoods.expressions.tree import ExpressionError
from fivegoods.numeric.decimals import HUNDRED, ZERO, decide
from fivegoods.numeric.units import parse_unit


def _summed(builder: Builder, call: tree.Call) -> tuple[Operand, Compiled, tuple[str, ...]]:
    within = builder.within(call)
    builder.reads.peers = True
    builder.reads.groups.update(dict.fromkeys(within))
    part = settled(require(builder.build(call.arguments[0]), "number"))
    return part, Compiled(part.text, "number", part.unit, part.raw, builder.reads), within


def total(builder: Builder, call: tree.Call) -> Operand:
    """Return the sum of the argument over the peers, in its own unit."""
    part, summed, within = _summed(builder, call)
    return builder.part(call, lambda rows: rows.total(summed, within), unit=part.unit, is_derived=part.is_derived)


def share(builder: Builder, call: tree.Call) -> Operand:
    """Return the park's part of the peers' sum, in %."""
    part, summed, within = _summed(builder, call)
    own = part.raw

    def of_sum(whole: Any, x: Any) -> Any:
        if decide(whole) <= ZERO:
            raise NoValue("sum_not_positive")
        return x / whole * HUNDRED

    return builder.part(call, lifted(of_sum, lambda rows: rows.total(summed, within), own), unit=parse_unit("%"))


def events(builder: Builder, call: tree.Call) -> Operand:
    """Return how many events of a kind there were."""
    kind = builder.known_word(call, builder.scope.events, "unknown_event")
    builder.reads.events[kind] = None
    return builder.part(call, lambda rows: rows.events(kind), unit=parse_unit("次"))


def _indicator(builder: Builder, call: tree.Call) -> str:
    name = builder.known_word(call, builder.scope.indicators, "unknown_indicator")
    builder.reads.indicators[name] = None
    return name


def points(builder: Builder, call: tree.Call) -> Operand:
    """Return the points of another indicator or dimension; missing data in a dimension leave them limits."""
    name = _indicator(builder, call)
    return builder.part(
        call, lambda rows: rows.points(name), bounds=lambda rows: rows.limits(name), unit=parse_unit("分")
    )


def value(builder: Builder, call: tree.Call) -> Operand:
    """Return the value of another indicator, in its unit if the scope gives one; of a dimension its points."""
    name = _indicator(builder, call)
    if name in builder.scope.without_number:
        raise ExpressionError("no_number", call.start, call.end, name=name)
    indicators = builder.scope.indicators
    written = indicators[name] if isinstance(indicators, Mapping) else None
    unit = None if written is None else builder.unit(written, call)
    bounds = (lambda rows: rows.limits(name)) if name in builder.scope.dimensions else None
    return builder.part(call, lambda rows: rows.indicator(name), bounds=bounds, unit=unit)


def rank(builder: Builder, call: tree.Call) -> Operand:
    """Return the rank of another indicator among the peers."""
    name = _indicator(builder, call)
    builder.reads.peers = True
    return builder.part(call, lambda rows: rows.rank(name), unit=parse_unit("位"))


def score(builder: Builder, call: tree.Call) -> Operand:
    """Return the park's total under another criteria file."""
    criteria = builder.known_word(call, None, "arguments")
    builder.reads.scores[criteria] = None
    return builder.part(call, lambda rows: rows.score(criteria), unit=parse_unit("分"))
