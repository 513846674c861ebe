"""The tree of an expression: frozen, each node with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


class ExpressionError(ValueError):
    """An expression that cannot be read or makes no sense.

    ``reason`` is a stable key: empty, too_long, too_deep, full_width, sign, if_called, keyword, unclosed,
    unfinished, syntax, not_allowed, number, exponent, unknown_name, unknown_function, unknown_option,
    unknown_group, unknown_indicator, unknown_event, unknown_unit, arguments, type, units, this_year,
    percent_twice. ``column`` and ``end`` are code points from the start of the text. ``params`` fill the
    sentence that the caller makes of it: char and instead (full_width, sign), word (keyword), what
    (not_allowed, exponent, type, this_year, percent_twice), found (type, unfinished, syntax) and expected (type),
    text (number), name (unknown_*, arguments, this_year), usage (arguments), field, option and known (unknown_option),
    known (unknown_function), left, left_unit, right and right_unit (units), unit (unknown_unit,
    percent_twice), most (too_*, exponent).
    """

    def __init__(self, reason: str, column: int = 0, end: int | None = None, *, near: str = "", **params: str) -> None:
        """Say what is wrong, where in the text, and which known word is like the one written."""
        super().__init__(f"{reason} at {column}: {params}")
        self.reason = reason
        self.column = column
        self.end = column + 1 if end is None else end
        self.near = near
        self.params: Mapping[str, str] = params


@dataclass(frozen=True, slots=True)
class HiddenUnit:
    """A bare number that takes a unit nobody sees: that of a product or quotient beside it.

    Or a quantity whose number counts in such a unit: in a logarithm, under a root.
    """

    text: str
    unit: str
    column: int
    end: int
    is_number: bool


Sign = Literal["+", "-", "*", "/", "**"]
Comparison = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


@dataclass(frozen=True, slots=True)
class Term:
    """Any part of an expression: code points ``start`` to ``end`` of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number(Term):
    """A number as it is written, with its unit if it has one (``0.35 吨标准煤/万元``)."""

    value: Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Word(Term):
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth(Term):
    """True or false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name(Term):
    """A field or a group."""

    id: str


@dataclass(frozen=True, slots=True)
class Several(Term):
    """A list, as in ``in ("a", "b")``."""

    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Negative(Term):
    """Unary minus."""

    operand: Term


@dataclass(frozen=True, slots=True)
class Arithmetic(Term):
    """Two operands and a sign."""

    sign: Sign
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Compared(Term):
    """A chain of comparisons: ``0 < a <= 3``."""

    first: Term
    rest: tuple[tuple[Comparison, Term], ...]


@dataclass(frozen=True, slots=True)
class Joined(Term):
    """Conditions joined by and / or."""

    word: Literal["and", "or"]
    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Opposite(Term):
    """Not."""

    operand: Term


@dataclass(frozen=True, slots=True)
class IfElse(Term):
    """``then if condition else otherwise``."""

    condition: Term
    then: Term
    otherwise: Term


@dataclass(frozen=True, slots=True)
class Call(Term):
    """A function with its arguments and named options."""

    function: str
    arguments: tuple[Term, ...]
    options: tuple[tuple[str, Term], ...]


def results(node: Term) -> tuple[Term, ...]:
    """Return the nodes whose value may be the value of ``node`` itself, or a rounded form of it."""
    if isinstance(node, IfElse):
        return (node, *results(node.then), *results(node.otherwise))
    if isinstance(node, Call) and node.function in ("min", "max", "first", "round", "floor"):
        return (node, *(inner for argument in node.arguments for inner in results(argument)))
    return (node,)


def alternatives(node: Term) -> tuple[Term, ...]:
    """Return the parts of a node that must be in one unit: of a sum, a comparison, a minimum, both sides of an if."""
    match node:
        case Arithmetic(sign="+" | "-", left=left, right=right):
            return (left, right)
        case Compared(first=first, rest=rest):
            return (first, *(one for _, item in rest for one in (item.items if isinstance(item, Several) else (item,))))
        case IfElse(then=then, otherwise=otherwise):
            return (then, otherwise)
        case Call(function="min" | "max" | "sum" | "first", arguments=arguments):
            return arguments
        case _:
            return ()


def number_of_unit(node: Term) -> Term | None:
    """Return the part whose number, and not its quantity, counts: that of a logarithm or a root; None for others."""
    match node:
        case Arithmetic(sign="**", left=left):
            return left
        case Call(function="ln" | "sqrt", arguments=(argument,)):
            return argument
        case _:
            return None


def children(node: Term) -> tuple[Term, ...]:
    """Return the parts of a node, in the order of the text."""
    match node:
        case Several(items=items) | Joined(items=items):
            return items
        case Negative(operand=operand) | Opposite(operand=operand):
            return (operand,)
        case Arithmetic(left=left, right=right):
            return (left, right)
        case Compared(first=first, rest=rest):
            return (first, *(item for _, item in rest))
        case IfElse(condition=condition, then=then, otherwise=otherwise):
            return (then, condition, otherwise)
        case Call(arguments=arguments, options=options):
            return (*arguments, *(value for _, value in options))
        case _:
            return ()


def calls(node: Term) -> Iterator[Call]:
    """Yield the calls in a term, outer ones first."""
    if isinstance(node, Call):
        yield node
    for child in children(node):
        yield from calls(child)
