"""An expression as people write it: parsed once, compiled for a scope and a unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from fivegoods.expressions import tree
from fivegoods.expressions.build import Builder
from fivegoods.expressions.compiled import Compiled, Kind, Scope
from fivegoods.expressions.functions import FUNCTIONS
from fivegoods.expressions.operand import WHOLE, Operand, constant, in_unit, require, run_of, scaled, settled
from fivegoods.expressions.parse import parse_tree
from fivegoods.expressions.tree import ExpressionError, HiddenUnit
from fivegoods.numeric.units import Unit


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression. ``names`` are the fields and groups it mentions."""

    text: str
    tree: tree.Term
    names: frozenset[str]
    functions: frozenset[str]

    def compile(self, scope: Scope, unit: str | None = None, kind: Kind | None = None) -> Compiled:
        """Return it ready to run: names resolved, units settled, the result converted to ``unit``.

        ``unit`` None takes any result; ``kind`` None takes numbers, texts and conditions. Raise
        ExpressionError for unknown names, units that do not fit and misused functions.
        """
        builder = Builder(self.text, scope, FUNCTIONS, self.tree, unit)
        part = builder.build(self.tree)
        if kind is not None or unit is not None:
            require(part, kind or "number")
        if builder.wanted is not None:
            part = _final(part, builder.wanted)
        above, below = self._sides(scope, part)
        return Compiled(
            self.text,
            part.kind,
            part.unit,
            run_of(part),
            builder.reads,
            constant=constant(part),
            bounds=settled(part).bounds,
            comparisons=tuple(builder.compared_pairs()),
            hidden_units=(*builder.hidden_units(self.tree), *([] if unit else _unwritten(part))),
            numerator=above,
            denominator=below,
        )

    def _sides(self, scope: Scope, whole: Operand) -> tuple[Compiled | None, Compiled | None]:
        """Compile the two sides of a quotient; the numerator carries the whole's conversion."""
        top = self.tree
        if not isinstance(top, tree.Arithmetic) or top.sign != "/":
            return None, None
        sides = []
        for node in (top.left, top.right):
            builder = Builder(self.text, scope, FUNCTIONS, node)
            sides.append((builder.build(node), builder.reads))
        (left, left_reads), (right, right_reads) = sides
        above = Compiled(left.text, "number", None, scaled(left.raw, whole.scale), left_reads)
        return above, Compiled(right.text, "number", None, right.raw, right_reads)


def parse(text: str) -> Expression:
    """Return the expression written as ``text``. Raise ExpressionError for whatever is not one."""
    root = parse_tree(text)
    names: set[str] = set()
    functions: set[str] = set()
    _mentioned(root, names, functions)
    return Expression(text, root, frozenset(names), frozenset(functions))


def _mentioned(node: tree.Term, names: set[str], functions: set[str]) -> None:
    if isinstance(node, tree.Name):
        names.add(node.id)
    if isinstance(node, tree.Call):
        functions.add(node.function)
    for child in tree.children(node):
        _mentioned(child, names, functions)


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
