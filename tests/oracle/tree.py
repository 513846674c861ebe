"""Dimensions: what the parts below come to, up to the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from oracle.panel import Indicator, Node, Park
from oracle.quantities import ONE, ZERO, Gap, decide, kept, number, power
from oracle.scorer import Env, Found, Scorer


@dataclass(frozen=True)
class Adjusted:
    """What bonuses, deductions and vetoes do to parts: points to add by id, and ids that get nothing."""

    extras: Mapping[str, Fraction]
    voids: frozenset[str]

    def __call__(self, found: Found) -> Found:
        """Return a part after a veto."""
        if found.id not in self.voids or found.outcome == "not_applicable":
            return found
        covered = found.covered if found.children else Fraction(found.has_data)
        return replace(found, outcome="voided", points=ZERO, possible=ZERO, is_open=False, covered=covered)

    def more(self, part: str) -> Fraction:
        """Return what is added to a part."""
        return self.extras.get(part, ZERO)


def total(scorer: Scorer, park: Park, adjusted: Adjusted) -> Found:
    """Return the whole with all parts below, before what is added to the total."""
    return _node(scorer, park, scorer.criteria.root, adjusted)


def _part(scorer: Scorer, park: Park, part: Node | Indicator, adjusted: Adjusted) -> Found:
    if isinstance(part, Node):
        return adjusted(_node(scorer, park, part, adjusted))
    found, more = scorer.indicator(park, part), adjusted.more(part.id)
    if more and found.outcome not in ("not_applicable", "voided"):
        found = replace(found, points=found.points + more, possible=found.possible + more)
    return adjusted(found)


def _node(scorer: Scorer, park: Park, node: Node, adjusted: Adjusted) -> Found:
    if node is not scorer.criteria.root and not scorer.applies(park, node):
        return _unapplied(node)
    children = tuple(_part(scorer, park, child, adjusted) for child in node.children)
    there = [child for child in children if child.outcome != "not_applicable"]
    if not there:
        return replace(_unapplied(node), children=children)
    kept_ = [child for child in there if not child.is_left_out] or there
    worth = _worth_of_a_point(scorer, park, node, there, kept_, _full)
    full = worth * _sum(child.full for child in kept_)
    whole = _worth_of_a_point(scorer, park, node, there, there, _whole) * _sum(map(_whole, there))
    is_left_out = Found(node.id, "scored", ZERO, ZERO, ZERO, children=children).is_left_out
    more = ZERO if is_left_out or node is scorer.criteria.root else adjusted.more(node.id)
    cap = node.document.get("at_most")
    ends = [_put_together(node.document, kept_, worth, full, end) + more for end in (_points, _possible)]
    points, possible = (kept(end if cap is None else min(end, number(cap))) for end in ends)
    points, possible = (ZERO, ZERO) if is_left_out else (points, possible)
    is_open = (cap is None or possible < number(cap)) and any(child.is_open for child in kept_)
    found = Found(
        node.id,
        "scored",
        points,
        possible,
        full,
        None,
        is_open,
        children=children,
        covered=_covered(there),
        whole=whole,
    )
    meets = True if node.needs is None else node.needs(Env(scorer, park))
    if meets is False:
        return replace(found, outcome="voided", points=ZERO, possible=ZERO, is_open=False)
    if isinstance(meets, Gap):
        return replace(found, points=min(points, ZERO), possible=max(possible, ZERO))
    return found


def _unapplied(part: Node | Indicator) -> Found:
    """Return a part that does not apply, with all parts below; nothing of it is missing."""
    below = tuple(_unapplied(child) for child in part.children) if isinstance(part, Node) else ()
    return Found(part.id, "not_applicable", ZERO, ZERO, ZERO, children=below, covered=ONE)


def _worth_of_a_point(
    scorer: Scorer,
    park: Park,
    node: Node,
    there: Sequence[Found],
    kept_: Sequence[Found],
    full_of: Callable[[Found], Fraction],
) -> Fraction:
    """Return what a point of a child is worth in its dimension.

    A dimension with points of its own weighs its children's. What does not apply shrinks the full points (points) or is
    carried by the others (weights), unless ``unapplied`` says otherwise; what is left out is always carried. Weights are
    shared out anew among what is kept; points are added to the others' in proportion to their full points.
    """
    fulls = scorer.fulls(park)
    below, applying = _sum(fulls[child.id] for child in node.children), _sum(fulls[child.id] for child in there)
    unit = fulls[node.id] / below if below else ONE
    is_weighted = any(child.document.get("weight") is not None for child in node.children)
    rescales = (node.document.get("unapplied") or ("rescale" if is_weighted else "shrink")) == "rescale"
    if is_weighted:
        own = _sum(fulls[child.id] for child in kept_)
        return unit * (below if rescales else applying) / own if own else unit
    carried, own = _sum(map(full_of, there)), _sum(map(full_of, kept_))
    return unit * (carried + (below - applying if rescales else ZERO)) / own if own else unit


def _put_together(
    document: Mapping[str, Any],
    parts: Sequence[Found],
    worth: Fraction,
    full: Fraction,
    end: Callable[[Found], Fraction],
) -> Fraction:
    """Return a dimension's points: the sum of its parts, or a mean of their shares."""
    if (document.get("method") or "sum") == "sum":
        return worth * _sum(end(child) for child in parts)
    whole = _sum(child.full for child in parts)
    shares = [(end(child) / child.full, child.full / whole) for child in parts if child.full]
    return full * _mean_of(document["method"], shares, document.get("zero")) if shares else ZERO


def _mean_of(method: str, shares: Sequence[tuple[Fraction, Fraction]], zero: Any) -> Fraction:
    """Return the mean of shares with weights that add up to 1; geometric and harmonic ones know no share of 0."""
    if method == "mean":
        return _sum(share * weight for share, weight in shares)
    if method == "minimum":
        return min(share for share, _ in shares)
    if any(decide(share) <= 0 for share, _ in shares):
        if zero is None:
            return ZERO
        shares = [(share if decide(share) > 0 else number(zero), weight) for share, weight in shares]
    if method == "harmonic":
        return 1 / _sum(weight / share for share, weight in shares)
    result = ONE
    for share, weight in shares:
        result *= power(share, weight)
    return result


def _covered(there: Sequence[Found]) -> Fraction:
    """Return the share of the points that stands on data; a part counts by what it is worth before any is left out."""
    whole = _sum(map(_whole, there))
    return _sum(_whole(child) * child.covered for child in there) / whole if whole else ONE


def _full(found: Found) -> Fraction:
    return found.full


def _whole(found: Found) -> Fraction:
    return found.whole if found.children else found.full


def _points(found: Found) -> Fraction:
    return found.points


def _possible(found: Found) -> Fraction:
    return found.possible


def _sum(numbers: Any) -> Fraction:
    return sum(numbers, ZERO)
