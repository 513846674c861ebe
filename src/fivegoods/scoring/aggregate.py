"""Aggregation (合成): indicator points → dimension points → composite score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce

from fivegoods.decimals import ONE, ZERO, decide
from fivegoods.expressions import NoValue
from fivegoods.model.criteria import Node
from fivegoods.scoring.environment import Surroundings
from fivegoods.scoring.plan import NodePlan
from fivegoods.scoring.results import IndicatorScore, NodeScore, Outcome, node_score
from fivegoods.scoring.structure import Structure
from fivegoods.traced import exp, least, ln, traced

Part = NodeScore | IndicatorScore


@dataclass(frozen=True, slots=True)
class Shifts:
    """What adjustments do inside the tree: points added by id, and ids that are voided."""

    points: Mapping[str, Decimal] = field(default_factory=dict)
    void: frozenset[str] = frozenset()


def aggregate(
    node: NodePlan,
    env: Surroundings,
    structure: Structure,
    scores: Mapping[str, IndicatorScore],
    shifts: Shifts,
) -> NodeScore:
    """Return the score of a dimension and all below it."""
    full = structure.full.get(node.id)
    nodes = tuple(aggregate(child, env, structure, scores, shifts) for child in node.nodes)
    indicators = tuple([scores[i.id] for i in node.indicators])
    if shifts.points or shifts.void:
        indicators = tuple(_shifted(score, shifts) for score in indicators)
    if full is None:
        return node_score(node, Outcome.NOT_APPLICABLE, ZERO, ZERO, ZERO, nodes, indicators)
    reason = "veto" if node.id in shifts.void else _needs(node, env)
    if reason in ("veto", "needs"):
        return NodeScore(node, Outcome.VOIDED, ZERO, ZERO, full, nodes, indicators, reason)
    low, high = _combined(node, nodes or indicators, structure, full)
    added = shifts.points.get(node.id, ZERO)
    if added or node.definition.at_most is not None:
        low, high = _capped(node.definition, low + added), _capped(node.definition, high + added)
    if reason:
        low = min(low, ZERO)
    scale = structure.scale.get(node.id, ONE)
    return node_score(node, Outcome.SCORED, low, high, full, nodes, indicators, reason, scale)


def _combined(
    node: NodePlan, below: Sequence[Part], structure: Structure, full: Decimal
) -> tuple[Decimal, Decimal]:
    """Return the points that the parts make up, confirmed and possible."""
    scale = structure.scale.get(node.id, ONE)
    definition = node.definition
    whole = structure.whole.get(node.id)
    if definition.method == "mean" and whole is not None:  # most of the work of large runs
        points = sum([part.points for part in below], ZERO)
        low = points if full == whole else full * (points / whole)
        if all(part.possible is part.points for part in below):
            return low, low
    parts = [part for part in below if part.plan.id in structure.full]
    low = high = combine(definition, [(p.points, p.full) for p in parts], full, scale)
    if any(part.possible is not part.points for part in parts):
        high = combine(definition, [(p.possible, p.full) for p in parts], full, scale)
    return low, high


def combine(definition: Node, parts: Sequence[tuple[Decimal, Decimal]], full: Decimal, scale: Decimal) -> Decimal:
    """Return the points of a dimension from (points, full points) of its parts.

    ``sum`` adds points, times ``scale``. The means work on shares ``points ÷ full`` weighted by
    full points: arithmetic Σw·s (which is Σ points ÷ Σ full), geometric Π s^w, harmonic
    1 ÷ Σ(w ÷ s), minimum min s.
    """
    if definition.method == "sum":
        total = _sum(points for points, _ in parts)
        return total if scale == ONE else total * scale
    weight = _sum(of for _, of in parts if of > 0)
    if not weight:
        return ZERO
    if definition.method == "mean":
        points = _sum(points for points, of in parts if of > 0)
        return points if full == weight else full * (points / weight)
    shares = [(points / of, of / weight) for points, of in parts if of > 0]
    return full * _mean(definition, shares)


def _mean(definition: Node, shares: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    if definition.method == "minimum":
        return reduce(least, (share for share, _ in shares))
    if definition.zero is not None:
        floor = definition.zero
        shares = [(share if decide(share) > 0 else traced(floor), weight) for share, weight in shares]
    if any(decide(share) <= 0 for share, _ in shares):
        return ZERO
    if definition.method == "geometric":
        return exp(_sum(ln(share) * weight for share, weight in shares))
    return ONE / _sum(weight / share for share, weight in shares)


def _sum(parts: Iterable[Decimal]) -> Decimal:
    """Return the sum; it starts from the first part, so that traced parts print no leading zero."""
    total = sum(parts)
    return total if isinstance(total, Decimal) else ZERO


def _capped(definition: Node, points: Decimal) -> Decimal:
    return points if definition.at_most is None else least(points, definition.at_most)


def _shifted(score: IndicatorScore, shifts: Shifts) -> IndicatorScore:
    if score.outcome in (Outcome.NOT_APPLICABLE, Outcome.VOIDED):
        return score
    if score.plan.id in shifts.void:
        return replace(score, outcome=Outcome.VOIDED, points=ZERO, possible=ZERO, reason="veto")
    added = shifts.points.get(score.plan.id)
    return score if added is None else replace(score, points=score.points + added, possible=score.possible + added)


def _needs(node: NodePlan, env: Surroundings) -> str:
    if node.needs is None:
        return ""
    try:
        return "" if node.needs.truth(env) else "needs"
    except NoValue:
        return "needs_unknown"


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
