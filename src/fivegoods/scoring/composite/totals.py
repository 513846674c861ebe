"""Further totals (目标任务 / 发展成效): the same shares of full points under other weights, or blended."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal

from fivegoods.criteria.models.criteria import Total
from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.numeric.decimals import ZERO
from fivegoods.scoring.columns import EXCLUDED, IndicatorColumn, NodeColumn, Outcome

#: Points and full points by id.
Shares = Mapping[str, tuple[Decimal, Decimal]]
#: The columns of dimensions and indicators by id.
Parts = Mapping[str, NodeColumn | IndicatorColumn]


def further_totals(
    totals: Mapping[str, Total], root: NodePlan, parts: Parts, points: Sequence[Decimal], void: Container[int]
) -> dict[str, list[Decimal]]:
    """Return each further total in every row; a later one may blend the composite score and those before it.

    ``points`` are the composite scores. A veto that voids a row's total voids all of them.
    """
    found: dict[str, list[Decimal]] = {key: [] for key in totals}
    for row, own in enumerate(points) if totals else ():
        shares = shares_of(root, parts, row, own)
        for key, total in totals.items():
            made = ZERO if row in void else weighted(total, shares)
            shares[key] = made, sum(total.weights.values(), ZERO)
            found[key].append(made)
    return found


def shares_of(root: NodePlan, parts: Parts, row: int, points: Decimal) -> dict[str, tuple[Decimal, Decimal]]:
    """Return points and full points of all that applies in a row; ``points`` are those of the composite score.

    What is left out for missing data is not there either, unless a veto or a condition voids all around it.
    """
    shares: dict[str, tuple[Decimal, Decimal]] = {}
    for key, void in _walk(root, parts, row):
        part = parts[key]
        full, is_left_out = part.full[row], part.reasons.get(row) == EXCLUDED
        if full and part.outcome(row) is not Outcome.NOT_APPLICABLE and (void or not is_left_out):
            shares[key] = ZERO if void else part.points[row], full
    if root.id in shares:
        shares[root.id] = points, shares[root.id][1]
    return shares


def _walk(node: NodePlan, parts: Parts, row: int, *, void: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield a dimension and all below it, and whether it is void itself or lies in one that is."""
    void = void or parts[node.id].outcome(row) is Outcome.VOIDED
    yield node.id, void
    yield from ((child.id, void) for child in node.indicators)
    for child in node.nodes:
        yield from _walk(child, parts, row, void=void)


def weighted(total: Total, shares: Shares) -> Decimal:
    """Return Σ weight × points ÷ full points; what does not apply or is left out leaves its weight to the others."""
    known = {name: weight for name, weight in total.weights.items() if name in shares}
    parts = [weight * (shares[name][0] / shares[name][1]) for name, weight in known.items()]
    if not parts:
        return ZERO
    points = sum(parts[1:], parts[0])
    whole, in_force = sum(total.weights.values(), ZERO), sum(known.values(), ZERO)
    return points * (whole / in_force) if in_force and in_force != whole else points
