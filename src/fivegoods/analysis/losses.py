"""Points lost (失分): what data confirm is lost, so that the losses of parts add up to those of the whole."""

from __future__ import annotations

from decimal import Decimal

from fivegoods.numeric.decimals import ZERO
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.tree import IndicatorScore, NodeScore


def lost(part: NodeScore | IndicatorScore) -> Decimal:
    """Return the points that are lost for certain, negative for a surplus: of parts that add up, they do too."""
    return part.full - part.possible + _hoped(part)


def is_open(part: NodeScore | IndicatorScore) -> bool:
    """Return whether an indicator has no points yet because something is missing; that is not a zero."""
    missing = part.outcome in {Outcome.MISSING, Outcome.NO_REFERENCE}
    return isinstance(part, IndicatorScore) and missing and not part.points


def is_left_out(part: NodeScore | IndicatorScore) -> bool:
    """Return whether others carry the points of an indicator, so that they would be counted twice."""
    return isinstance(part, IndicatorScore) and part.reason == "policy:exclude"


def _hoped(part: NodeScore | IndicatorScore) -> Decimal:
    """Return the points beyond the full ones that only missing data could bring."""
    if isinstance(part, IndicatorScore):
        return max(part.possible - max(part.full, part.points), ZERO)
    definition = part.plan.definition
    if definition.method == "sum" and definition.at_most is None:
        return sum((_hoped(child) for child in part.parts), ZERO) * part.scale
    return max(part.possible - part.full, ZERO) if any(map(is_open, part.all_indicators())) else ZERO
