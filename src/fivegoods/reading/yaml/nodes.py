"""A YAML document as a tree of nodes that know their place, and the data and scalars it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from fivegoods.numeric.decimals import MOST_DIGITS, is_computable

_NUMBER: Final = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

Scalar = Decimal | bool | str | None


class NotFiniteError(ValueError):
    """The scalar is an infinity or not-a-number."""


class NumberTooLongError(ValueError):
    """The number has more digits than can be computed with exactly."""


def plain_value(text: str) -> Scalar:
    """Return what the unquoted scalar ``text`` means.

    Raise NotFiniteError for ``.inf`` and ``.nan``, NumberTooLongError beyond `MOST_DIGITS`.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return number(text)
    if _NOT_FINITE.fullmatch(text):
        raise NotFiniteError(text)
    return text


def number(text: str) -> Decimal:
    """Return the number that ``text`` spells. Raise NumberTooLongError beyond `MOST_DIGITS`."""
    mantissa, _, exponent = text.lower().partition("e")
    # Lengths first: an exponent with a million digits must not even be parsed.
    if len(mantissa) > 2 * MOST_DIGITS + 2 or len(exponent) > 4:
        raise NumberTooLongError(text)
    value = Decimal(text)
    if not is_computable(value):
        raise NumberTooLongError(text)
    return value


#: First line, first column, last line, column after the last character; all from 0 as the parser counts.
Span = tuple[int, int, int, int]


@dataclass(slots=True)
class ScalarNode:
    """A single value: ``text`` as it was written, ``value`` what it means."""

    span: Span
    text: str
    value: Scalar
    #: Not quoted.
    plain: bool = True
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class ListNode:
    """A sequence."""

    span: Span
    items: list[Node] = field(default_factory=list)
    size: int = 1
    height: int = 1


@dataclass(slots=True)
class MapNode:
    """A mapping: key text → the key's node and the value's node."""

    span: Span
    pairs: dict[str, tuple[ScalarNode, Node]] = field(default_factory=dict)
    #: Pairs that came with ``<<``; the mapping's own pairs win over them.
    merged: dict[str, tuple[ScalarNode, Node]] = field(default_factory=dict)
    size: int = 1
    height: int = 1


Node = ScalarNode | ListNode | MapNode


def data_of(node: Node) -> Any:
    """Return the plain data of a tree whose height and size the parser has bounded."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, ListNode):
        return [data_of(item) for item in node.items]
    pairs = {**node.merged, **node.pairs} if node.merged else node.pairs
    return {key: data_of(value) for key, (_, value) in pairs.items()}


def child_of(node: Node, part: str | int) -> tuple[ScalarNode | None, Node] | None:
    """Return the key node (of mappings) and the node at ``part``, or None if there is none."""
    if isinstance(node, MapNode):
        return node.pairs.get(str(part)) or node.merged.get(str(part))
    if isinstance(node, ListNode) and isinstance(part, int) and part < len(node.items):
        return None, node.items[part]
    return None
