"""A YAML document as a tree of nodes that know their place, and the data it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fivegoods.reading.yaml.scalars import Scalar

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

    def pair(self, key: str) -> tuple[ScalarNode, Node] | None:
        """Return the key's and the value's node, own or merged, or None."""
        return self.pairs.get(key) or self.merged.get(key)


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
        return node.pair(str(part))
    if isinstance(node, ListNode) and isinstance(part, int) and part < len(node.items):
        return None, node.items[part]
    return None
