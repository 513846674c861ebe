"""Coverage (数据覆盖率): how much of the full points in force rests on data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import WITH_DATA, IndicatorColumn, Outcome
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
