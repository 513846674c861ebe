"""Parks side by side (对比): the total, every dimension and indicator, who leads and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fivegoods.numeric.decimals import decide
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.scores import Run
from fivegoods.scoring.tree import IndicatorScore, NodeScore

_NOT_COMPARED = frozenset({Outcome.MISSING, Outcome.NOT_APPLICABLE, Outcome.NO_REFERENCE})


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """The total, a dimension or an indicator of every park, in the order of the parks."""

    #: None for the total.
    part: NodeScore | IndicatorScore | None
    depth: int
    #: None where the park has no such points.
    points: tuple[Decimal | None, ...]
    #: Positions of the parks with the most points; several if they are level, none without a comparison.
    leaders: tuple[int, ...]
    #: Points by which the leader is ahead of the next; None without a comparison.
    lead: Decimal | None
    #: Whether no other park could still overtake the leaders with data that are missing.
    is_settled: bool

    @property
    def id(self) -> str:
        """The id of the dimension or indicator, or "total"."""
        return self.part.plan.id if self.part is not None else "total"

    @property
    def is_indicator(self) -> bool:
        """Whether this is an indicator, not a sum of others."""
        return isinstance(self.part, IndicatorScore)

    @property
    def is_tied(self) -> bool:
        """Whether all parks that have points have the same."""
        return len(self.leaders) == sum(points is not None for points in self.points)


def compared_parts(run: Run) -> Iterator[ComparedPart]:
    """Yield the total, then every dimension and indicator in the order of the criteria."""
    roots = [score.root for score in run.scores]
    totals = [score.points for score in run.scores]
    yield _compared(None, 0, totals, [score.possible for score in run.scores])
    own = [{part.plan.id: part for _, part in _below(root, 0)} for root in roots]
    for depth, first in _below(roots[0], 0):
        ours = [parts.get(first.plan.id) for parts in own]
        possible = [part.possible if part else None for part in ours]
        yield _compared(first, depth, [_comparable(part) for part in ours], possible)


def _below(node: NodeScore, depth: int) -> Iterator[tuple[int, NodeScore | IndicatorScore]]:
    for child in node.nodes:
        yield depth, child
        yield from _below(child, depth + 1)
    yield from ((depth, found) for found in node.indicators)


def _comparable(part: NodeScore | IndicatorScore | None) -> Decimal | None:
    """Return points that can be compared: what is missing or does not apply has none."""
    return None if part is None or part.outcome in _NOT_COMPARED else part.points


def _compared(
    part: NodeScore | IndicatorScore | None,
    depth: int,
    points: Sequence[Decimal | None],
    possible: Sequence[Decimal | None],
) -> ComparedPart:
    decided = [None if own is None else decide(own) for own in points]
    best = sorted((own for own in decided if own is not None), reverse=True)
    leaders = tuple(place for place, own in enumerate(decided) if own is not None and own == best[0])
    if len(best) < 2:
        leaders = ()
    ahead = set(leaders)
    others = (reach for place, reach in enumerate(possible) if reach is not None and place not in ahead)
    settled = not best or all(decide(reach) <= best[0] for reach in others)
    return ComparedPart(part, depth, tuple(points), leaders, best[0] - best[1] if len(best) > 1 else None, settled)
