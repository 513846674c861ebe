"""An expression as people write it, compiled for a scope and a unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from fivegoods.expressions import tree
from fivegoods.expressions.build import Builder
from fivegoods.expressions.compiled import Compiled, Scope
from fivegoods.expressions.functions import FUNCTIONS
from fivegoods.expressions.operand import WHOLE, Operand, constant, in_unit, require, run_of, scaled, settled
from fivegoods.expressions.parse import parse_tree
from fivegoods.expressions.tree import ExpressionError, HiddenUnit
from fivegoods.numeric.units import Unit


def compile_expression(text: str, scope: Scope, unit: str | None = None) -> Compiled:
    """Return an expression ready to run: names resolved, units settled, the result converted to ``unit``.

    ``unit`` None takes any result. Raise ExpressionError for whatever is no expression, unknown names, units that
    do not fit and misused functions.
    """
    root = parse_tree(text)
    builder = Builder(text, scope, FUNCTIONS, root, unit)
    part = builder.build(root)
    if builder.wanted is not None:
        part = _final(require(part, "number"), builder.wanted)
    above, below = _sides(text, root, scope, part)
    return Compiled(
        text,
        part.kind,
        part.unit,
        run_of(part),
        builder.reads,
        constant=constant(part),
        bounds=settled(part).bounds,
        comparisons=tuple(builder.compared_pairs()),
        hidden_units=(*builder.hidden_units(root), *([] if unit else _unwritten(part))),
        numerator=above,
        denominator=below,
    )


def _sides(text: str, root: tree.Term, scope: Scope, whole: Operand) -> tuple[Compiled | None, Compiled | None]:
    """Compile the two sides of a quotient; the numerator carries the whole's conversion."""
    if not isinstance(root, tree.Arithmetic) or root.sign != "/":
        return None, None
    sides = []
    for node, scale in ((root.left, whole.scale), (root.right, WHOLE)):
        builder = Builder(text, scope, FUNCTIONS, node)
        part = builder.build(node)
        sides.append(Compiled(part.text, "number", None, scaled(part.raw, scale), builder.reads))
    return sides[0], sides[1]


def _unwritten(part: Operand) -> list[HiddenUnit]:
    """Return the unit that a bare number, such as points, is taken from although it stands nowhere."""
    if not part.is_derived or part.unit is None or not part.unit.dimensions:
        return []
    return [HiddenUnit(part.text, part.unit.text, part.start, part.end, is_number=False)]


def _final(part: Operand, unit: Unit) -> Operand:
    if part.is_percented and part.unit is not None and part.unit.is_plain and _is_percent(unit):
        # tax / revenue * 100 in % would be a hundred times too much: conversion multiplies already.
        raise ExpressionError("percent_twice", part.start, part.end, what=part.text, unit=unit.text)
    return replace(in_unit(part, unit), unit=unit)


def _is_percent(unit: Unit) -> bool:
    return not unit.dimensions and unit.factor in (WHOLE / 100, Fraction(1, 1000))
