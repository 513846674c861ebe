"""The trees of scores of all parks of a run: kept as columns, one park's tree made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

from fivegoods.panel.context import ParkContext
from fivegoods.scoring.composite.effective_weights import Structure
from fivegoods.scoring.composite.node_column import NodeColumn
from fivegoods.scoring.indicators.score_column import ScoreColumn

#: So many trees are remembered. A tree takes a hundred times what its numbers take in the columns.
_REMEMBERED: Final = 4096


class Trees:
    """Every park's dimensions and indicators, by the park's number in the run."""

    def __init__(self, root: NodeColumn) -> None:
        """Take the composite score's column, which holds all below it."""
        self.root = root
        #: Returns one park's tree by its number. Over the column's method: one of its own would be a
        #: cycle, and keep all columns of a run in memory until the collector looks for it.
        self.of = lru_cache(maxsize=_REMEMBERED)(root.of)

    def surroundings(self, number: int) -> ParkContext:
        """Return the environment that a park's expressions were evaluated in."""
        return self.root.frame.parks[number]

    def structure(self, number: int) -> Structure:
        """Return the full points in force for a park."""
        return self.root.frame.structures[number]

    def points(self, part: str, number: int) -> Decimal | None:
        """Return a park's points of a dimension or indicator without making its tree; None if there is no such part."""
        column = self._by_id.get(part)
        return None if column is None else column.points[number]

    @cached_property
    def _by_id(self) -> dict[str, NodeColumn | ScoreColumn]:
        return {column.plan.id: column for column in reversed(list(_walk(self.root)))}


def _walk(node: NodeColumn) -> Iterator[NodeColumn | ScoreColumn]:
    yield node
    yield from node.indicators
    for child in node.nodes:
        yield from _walk(child)
