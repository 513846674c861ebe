"""What each indicator brings to the composite score (贡献), and what one point of it is worth there."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.tree import IndicatorScore, NodeScore

#: Ways to put a dimension together in which every part has a share of its own.
_ADDS_UP: Final = ("sum", "mean")
_EMPTY: Final = (Outcome.VOIDED, Outcome.NOT_APPLICABLE)


def contributions(root: NodeScore) -> dict[str, Decimal | None]:
    """Return the points that each indicator brings to the total, by id.

    None where a dimension above is neither a sum nor an arithmetic mean: its parts have no share of
    their own. An indicator under a voided dimension brings nothing.
    """
    unshared = {
        score.plan.id
        for node in root.walk()
        if node.plan.definition.method not in _ADDS_UP and node.outcome not in _EMPTY
        for score in node.all_indicators()
    }
    worth = factors(root)
    return {s.plan.id: None if s.plan.id in unshared else s.points * worth[s.plan.id] for s in root.all_indicators()}


def factors(node: NodeScore, factor: Decimal = ONE) -> dict[str, Decimal]:
    """Return how many points of the total one point of each indicator is worth, by id.

    Dimensions that are other means or minima count as if they were arithmetic means: about right.
    """
    own = ZERO if node.outcome in _EMPTY else factor * _carried(node)
    found = {score.plan.id: own for score in node.indicators}
    for child in node.nodes:
        found |= factors(child, own)
    return found


def _carried(node: NodeScore) -> Decimal:
    """Return what one point of a part comes to in its dimension."""
    if node.plan.definition.method == "sum":
        return node.scale
    weight = sum((part.full for part in node.parts if _counts(part)), ZERO)
    return node.full / weight if weight else ONE


def _counts(part: NodeScore | IndicatorScore) -> bool:
    excluded = isinstance(part, IndicatorScore) and part.is_excluded
    return part.full > 0 and part.outcome is not Outcome.NOT_APPLICABLE and not excluded
