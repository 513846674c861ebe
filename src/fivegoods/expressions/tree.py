"""The tree of an expression: frozen, each node with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Sign = Literal["+", "-", "*", "/", "**"]
Comparison = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression: code points ``start`` to ``end`` of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number as it is written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Word(Node):
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """True or false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A field or a group."""

    id: str


@dataclass(frozen=True, slots=True)
class Several(Node):
    """A list, as in ``in ("a", "b")``."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """Unary minus."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Two operands and a sign."""

    sign: Sign
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Compared(Node):
    """A chain of comparisons: ``0 < a <= 3``."""

    first: Node
    rest: tuple[tuple[Comparison, Node], ...]


@dataclass(frozen=True, slots=True)
class Joined(Node):
    """Conditions joined by and / or."""

    word: Literal["and", "or"]
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Opposite(Node):
    """Not."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """``then if condition else otherwise``."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function with its arguments and named options."""

    function: str
    arguments: tuple[Node, ...]
    options: tuple[tuple[str, Node], ...]


def results(node: Node) -> tuple[Node, ...]:
    """Return the nodes whose value may be the value of ``node`` itself, or a rounded form of it."""
    if isinstance(node, Choice):
        return (node, *results(node.then), *results(node.otherwise))
    if isinstance(node, Call) and node.function in ("min", "max", "first", "round", "floor"):
        return (node, *(inner for argument in node.arguments for inner in results(argument)))
    return (node,)


def children(node: Node) -> tuple[Node, ...]:
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
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return (then, condition, otherwise)
        case Call(arguments=arguments, options=options):
            return (*arguments, *(value for _, value in options))
        case _:
            return ()
