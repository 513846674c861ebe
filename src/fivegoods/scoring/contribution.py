"""What each indicator brings to the composite score (贡献)."""

from __future__ import annotations

from decimal import Decimal

from fivegoods.decimals import ONE, ZERO
from fivegoods.scoring.results import NodeScore, Outcome


def contributions(node: NodeScore, factor: Decimal | None = ONE) -> dict[str, Decimal | None]:
    """Return the points that each indicator brings to the total, by id.

    None where a dimension above is not a sum: its parts have no share of their own. An indicator
    under a voided dimension brings nothing.
    """
    if node.outcome is Outcome.VOIDED or node.outcome is Outcome.NOT_APPLICABLE:
        factor = ZERO
    elif node.plan.definition.method != "sum" or factor is None:
        factor = None
    else:
        factor = factor * node.scale
    found: dict[str, Decimal | None] = {}
    for child in node.nodes:
        found |= contributions(child, factor)
    for score in node.indicators:
        found[score.plan.id] = None if factor is None else score.points * factor
    return found
