"""Further totals (目标任务 / 发展成效): the same shares of full points under other weights, or blended."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fivegoods.decimals import ZERO
from fivegoods.model.criteria import Total
from fivegoods.scoring.results import IndicatorScore, NodeScore, Outcome

#: Points and full points by id.
Shares = Mapping[str, tuple[Decimal, Decimal]]


def further_totals(totals: Mapping[str, Total], root: NodeScore, points: Decimal) -> dict[str, Decimal]:
    """Return each further total; a later one may blend the composite score and the totals before it."""
    if not totals:
        return {}
    shares = shares_of(root, points)
    found: dict[str, Decimal] = {}
    for key, total in totals.items():
        found[key] = weighted(total, shares)
        shares[key] = (found[key], sum(total.weights.values(), ZERO))
    return found


def shares_of(root: NodeScore, points: Decimal) -> dict[str, tuple[Decimal, Decimal]]:
    """Return points and full points of all that applies; ``points`` are those of the composite score."""
    parts: list[IndicatorScore | NodeScore] = [*root.all_indicators(), *root.walk()]
    shares = {p.plan.id: (p.points, p.full) for p in parts if p.full and p.outcome is not Outcome.NOT_APPLICABLE}
    return {**shares, root.plan.id: (points, root.full)} if root.full else shares


def weighted(total: Total, shares: Shares) -> Decimal:
    """Return Σ weight × points ÷ full points; what does not apply leaves its weight to the others."""
    known = {name: weight for name, weight in total.weights.items() if name in shares}
    parts = [weight * (shares[name][0] / shares[name][1]) for name, weight in known.items()]
    if not parts:
        return ZERO
    points = sum(parts[1:], parts[0])
    whole, in_force = sum(total.weights.values(), ZERO), sum(known.values(), ZERO)
    return points * (whole / in_force) if in_force and in_force != whole else points
