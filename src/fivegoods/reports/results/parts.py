"""The parts of a score: dimensions and indicators in the order of the criteria."""

from __future__ import annotations

from collections.abc import Iterator

from fivegoods.scoring.scores import IndicatorScore, NodeScore


def top_dimensions(root: NodeScore) -> tuple[NodeScore, ...]:
    """Return the first-level dimensions; criteria with indicators only have one, the total."""
    return root.nodes or (root,)


def children_of(node: NodeScore) -> tuple[NodeScore | IndicatorScore, ...]:
    """Return the parts a dimension's points are put together from."""
    return (*node.nodes, *node.indicators)


def parts_of(root: NodeScore, depth: int = 0) -> Iterator[tuple[int, NodeScore | IndicatorScore]]:
    """Yield every dimension and indicator below the total with its depth, in criteria order."""
    for child in root.nodes:
        yield depth, child
        yield from parts_of(child, depth + 1)
    for found in root.indicators:
        yield depth, found
