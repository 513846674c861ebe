"""A document that was read: its data, and the place in the file that each part came from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from fivegoods.messages.findings import Place
from fivegoods.reading.yaml.nodes import MapNode, Node, ScalarNode, Span, child_of

Path = tuple[str | int, ...]


def place_in(file: str, lines: Sequence[str], span: Span) -> Place:
    """Return the place of ``span``, 1-based; a span over several lines ends with its first line."""
    line, column, last_line, end = span
    if line >= len(lines):
        # The parser puts the end of the file on a line of its own.
        line = last_line = max(len(lines) - 1, 0)
        column = end = len(lines[line])
    text = lines[line]
    if last_line != line:
        end = len(text.rstrip())
    return Place(file, line + 1, column + 1, max(end, column + 1) + 1, excerpt=text)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of one file; an `fivegoods.panel.entities.Origin`."""

    file: str
    data: Any
    sha256: str
    lines: tuple[str, ...]
    root: Node | None

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of the value at ``path``, or of its key; the nearest ancestor if absent."""
        if self.root is None:
            return Place(self.file, 1, 1, 2, excerpt=self.lines[0] if self.lines else "")
        node, key_node = self.root, None
        for part in path:
            found = child_of(node, part)
            if found is None:
                # What is missing is best looked for at the first key of what should hold it.
                return place_in(self.file, self.lines, _first_key(node).span)
            key_node, node = found
        return place_in(self.file, self.lines, (key_node if key and key_node else node).span)

    def written(self, path: Path) -> str:
        """Return the scalar at ``path`` as it was written, or an empty text."""
        node: Node | None = self.root
        for part in path:
            found = child_of(node, part) if node else None
            node = found[1] if found else None
        return node.text if isinstance(node, ScalarNode) else ""


def _first_key(node: Node) -> Node:
    if isinstance(node, MapNode):
        return next((key for key, _ in node.pairs.values()), node)
    return node


def without(data: Any, paths: Collection[Path]) -> Any:
    """Return a copy of ``data`` without the parts at ``paths``, made in one walk however many they are."""
    dropped = set(paths)
    # Only what holds something to be dropped is copied.
    holders = {path[:depth] for path in dropped for depth in range(len(path))}
    return _copied(data, (), dropped, holders)


def _copied(data: Any, here: Path, dropped: set[Path], holders: set[Path]) -> Any:
    if here not in holders:
        return data
    if isinstance(data, dict):
        return {
            key: _copied(value, (*here, key), dropped, holders)
            for key, value in data.items()
            if (*here, key) not in dropped
        }
    if isinstance(data, list):
        return [
            _copied(value, (*here, index), dropped, holders)
            for index, value in enumerate(data)
            if (*here, index) not in dropped
        ]
    return data
