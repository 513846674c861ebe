"""Coverage (数据覆盖率): how much of the full points in force rests on data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.scoring.composite.effective_weights import Structure
from fivegoods.scoring.scores import IndicatorScore, NodeScore, Outcome


def coverage_of(root: NodeScore, structure: Structure) -> Decimal:
    """Return full points with data ÷ full points in force, 0 to 1; 1 if nothing is in force.

    ``structure`` is the one before missing indicators were left out and their points shared out.
    """
    known, total = covered(root, structure)
    return known / total if total else ONE


def covered(root: NodeScore, structure: Structure) -> tuple[Decimal, Decimal]:
    """Return the full points with data and those in force, each as it counts in the composite score."""
    known = total = ZERO
    for score, full in _counting(root, structure, structure.full.get(root.plan.id, ZERO)):
        if score.outcome is not Outcome.NOT_APPLICABLE:
            total += full
            if score.has_data:
                known += full
    return known, total


def _counting(node: NodeScore, structure: Structure, full: Decimal) -> Iterator[tuple[IndicatorScore, Decimal]]:
    """Yield the indicators below a dimension that counts ``full``, each with its share of that."""
    parts = [(part, structure.full.get(part.plan.id, ZERO)) for part in node.parts]
    whole = sum((own for _, own in parts), ZERO)
    for part, own in parts:
        share = own if whole == full else full * own / whole if whole else ZERO
        if isinstance(part, IndicatorScore):
            yield part, share
        else:
            yield from _counting(part, structure, share)
