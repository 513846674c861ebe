"""Further totals (目标任务 / 发展成效): the same shares of full points under other weights, or blended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from fivegoods.criteria.models.criteria import Total
from fivegoods.numeric.decimals import ZERO
from fivegoods.scoring.scores import IndicatorScore, NodeScore, Outcome

#: Points and full points by id.
Shares = Mapping[str, tuple[Decimal, Decimal]]

#: Where the criteria have no further totals.
NO_TOTALS: Final[Mapping[str, Decimal]] = MappingProxyType({})


def further_totals(
    totals: Mapping[str, Total], root: NodeScore, points: Decimal, *, void: bool = False
) -> dict[str, Decimal]:
    """Return each further total; a later one may blend the composite score and the totals before it.

    A veto that voids the total voids all of them.
    """
    if void or not totals:
        return dict.fromkeys(totals, ZERO)
    shares = shares_of(root, points)
    found: dict[str, Decimal] = {}
    for key, total in totals.items():
        found[key] = weighted(total, shares)
        shares[key] = (found[key], sum(total.weights.values(), ZERO))
    return found


def shares_of(root: NodeScore, points: Decimal) -> dict[str, tuple[Decimal, Decimal]]:
    """Return points and full points of all that applies; ``points`` are those of the composite score."""
    shares = {
        part.plan.id: (ZERO if void else part.points, part.full)
        for part, void in _parts(root)
        if part.full and part.outcome is not Outcome.NOT_APPLICABLE
    }
    return {**shares, root.plan.id: (points, root.full)} if root.full else shares


def _parts(node: NodeScore, *, void: bool = False) -> Iterator[tuple[IndicatorScore | NodeScore, bool]]:
    """Yield a dimension and all below it, and whether it is void itself or lies in one that is."""
    void = void or node.outcome is Outcome.VOIDED
    yield node, void
    yield from ((score, void) for score in node.indicators)
    for child in node.nodes:
        yield from _parts(child, void=void)


def weighted(total: Total, shares: Shares) -> Decimal:
    """Return Σ weight × points ÷ full points; what does not apply leaves its weight to the others."""
    known = {name: weight for name, weight in total.weights.items() if name in shares}
    parts = [weight * (shares[name][0] / shares[name][1]) for name, weight in known.items()]
    if not parts:
        return ZERO
    points = sum(parts[1:], parts[0])
    whole, in_force = sum(total.weights.values(), ZERO), sum(known.values(), ZERO)
    return points * (whole / in_force) if in_force and in_force != whole else points
