"""Coverage; further totals (目标任务 / 发展成效): the same shares of full points under other weights, or blended."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal

from fivegoods.criteria.models.criteria import Total
from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import EXCLUDED, WITH_DATA, IndicatorColumn, NodeColumn, Outcome
from fivegoods.scoring.composite.effective_weights import EffectiveWeights


def coverage_of(
    root: NodePlan,
    weights: Sequence[EffectiveWeights],
    indicators: Mapping[str, IndicatorColumn],
    context: RunContext,
) -> list[Decimal]:
    """Return full points with data ÷ full points in force in every row, 0 to 1; 1 if nothing is in force.

    ``weights`` are those before missing indicators were left out and their points shared out. Rows with
    the same weights and outcomes share the result.
    """
    known: dict[tuple[object, ...], Decimal] = {}
    found = []
    columns = {key: outcomes_of(column, context) for key, column in indicators.items()}
    for own, *outcomes in zip(weights, *columns.values(), strict=True):
        pattern = (id(own), *outcomes)
        if pattern not in known:
            with_data, total = covered(root, own, dict(zip(columns, outcomes, strict=True)))
            known[pattern] = with_data / total if total else ONE
        found.append(known[pattern])
    return found


def outcomes_of(column: IndicatorColumn, context: RunContext) -> Sequence[Outcome]:
    """Return outcomes as coverage counts them: no data are an imputed value, and a void without a figure of its own."""
    imputed = {row for row, done in column.found.treatments.items() if any(t.kind == "imputed" for t in done)}
    void = [row for row in column.reasons if column.outcomes[row] is Outcome.VOIDED]
    by_hand = context.given(column.plan.id) if void else {}
    lacking = imputed.union(row for row in void if column.found.own_value(row) is None and row not in by_hand)
    if not lacking:
        return column.outcomes
    outcomes = [*column.outcomes]
    for row in lacking:
        if outcomes[row] in WITH_DATA:
            outcomes[row] = Outcome.MISSING
    return outcomes


def covered(root: NodePlan, weights: EffectiveWeights, outcomes: Mapping[str, Outcome]) -> tuple[Decimal, Decimal]:
    """Return the full points with data and those in force, each as it counts in the composite score."""
    known = total = ZERO
    for plan, full in _counting(root, weights, weights.full.get(root.id, ZERO)):
        if outcomes[plan.id] is not Outcome.NOT_APPLICABLE:
            total += full
            if outcomes[plan.id] in WITH_DATA:
                known += full
    return known, total


def _counting(node: NodePlan, weights: EffectiveWeights, full: Decimal) -> Iterator[tuple[IndicatorPlan, Decimal]]:
    """Yield the indicators below a dimension that counts ``full``, each with its share of that."""
    parts = [(part, weights.full.get(part.id, ZERO)) for part in node.children]
    whole = sum((own for _, own in parts), ZERO)
    for part, own in parts:
        share = own if whole == full else full * own / whole if whole else ZERO
        if isinstance(part, IndicatorPlan):
            yield part, share
        else:
            yield from _counting(part, weights, share)


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
