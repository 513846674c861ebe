"""An expression as people write it: parsed once, compiled for a scope and a unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from fivegoods.expressions import tree
from fivegoods.expressions.build import Builder
from fivegoods.expressions.compiled import Compiled, Quotient
from fivegoods.expressions.errors import ExpressionError
from fivegoods.expressions.functions import FUNCTIONS
from fivegoods.expressions.operand import WHOLE, Operand, constant, in_unit, require, run_of, scaled, settled
from fivegoods.expressions.parse import parse_tree
from fivegoods.expressions.scope import Kind, Scope
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
        above, below = self._quotient(scope, part)
        return Compiled(
            self.text,
            part.kind,
            part.unit,
            run_of(part),
            builder.reads,
            constant=constant(part),
            bounds=settled(part).bounds,
            comparisons=tuple(builder.compared_pairs()),
            hidden_units=tuple(builder.hidden_units(self.tree)),
            numerator=above,
            denominator=below,
            quotient=self._of_fields(scope, part.scale),
            at_most=self._at_most(scope),
        )

    def _of_fields(self, scope: Scope, scale: Fraction) -> Quotient | None:
        """Return the two fields of which the expression is the quotient, if that is all it is."""
        top = self.tree
        if not isinstance(top, tree.Arithmetic) or top.sign != "/":
            return None
        pair = _two_fields(top.left, top.right, scope)
        return Quotient(*pair, scale) if pair else None

    def _at_most(self, scope: Scope) -> tuple[str, str] | None:
        """Return the two fields of the same unit of which the first is to be at most the other, if that is all."""
        top = self.tree
        if not isinstance(top, tree.Compared) or len(top.rest) != 1:
            return None
        sign, other = top.rest[0]
        pair = _two_fields(top.first, other, scope) if sign in ("<=", ">=") else None
        if pair is None or len({(scope.fields[name].kind, scope.fields[name].unit) for name in pair}) > 1:
            return None
        return pair if sign == "<=" else (pair[1], pair[0])

    def _quotient(self, scope: Scope, whole: Operand) -> tuple[Compiled | None, Compiled | None]:
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


def _two_fields(left: tree.Term, right: tree.Term, scope: Scope) -> tuple[str, str] | None:
    if not isinstance(left, tree.Name) or not isinstance(right, tree.Name):
        return None
    return (left.id, right.id) if {left.id, right.id} <= scope.fields.keys() else None


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


def _final(part: Operand, unit: Unit) -> Operand:
    if part.is_percented and part.unit is not None and part.unit.is_plain and _is_percent(unit):
        # tax / revenue * 100 in % would be a hundred times too much: conversion multiplies already.
        raise ExpressionError("percent_twice", part.start, part.end, what=part.text, unit=unit.text)
    return replace(in_unit(part, unit), unit=unit)


def _is_percent(unit: Unit) -> bool:
    return not unit.dimensions and unit.factor in (WHOLE / 100, Fraction(1, 1000))
