"""Dimensions: every row's points, put together from the columns of the parts, then capped, voided or shifted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from typing import Any

from fivegoods.criteria.models.criteria import Node
from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.numeric.decimals import ONE, ZERO, decide
from fivegoods.numeric.traced import exp, least, ln, traced
from fivegoods.panel.context import RunContext
from fivegoods.panel.entities import Value
from fivegoods.scoring.columns import (
    NO_CONSEQUENCES,
    VOID,
    Consequences,
    IndicatorColumn,
    NodeColumn,
    Outcome,
)
from fivegoods.scoring.composite.effective_weights import EffectiveWeights
from fivegoods.scoring.indicators.statistics import ranks_of


def combine(
    definition: Node, columns: Sequence[Sequence[Decimal]], fulls: Sequence[Decimal], full: Decimal, scale: Decimal
) -> list[Decimal]:
    """Return the points of a dimension in each row from the points of its parts (``columns``).

    The rows have the same full points: ``fulls`` of the parts, ``full`` of the dimension. ``sum`` adds
    points, times ``scale``. The means work on shares ``points ÷ full`` weighted by full points:
    arithmetic Σw·s (which is Σ points ÷ Σ full), geometric Π s^w, harmonic 1 ÷ Σ(w ÷ s), minimum min s, power
    (Σ w·s^p)^(1 ÷ p) (Hardy, Littlewood & Pólya 1934, Inequalities; p = 0 is the geometric mean).
    """
    if definition.method == "sum":
        totals = _row_sums(columns)
        return totals if scale == ONE else [total * scale for total in totals]
    counting = [(points, of) for points, of in zip(columns, fulls, strict=True) if of > 0]
    weight = _sum(of for _, of in counting)
    if not weight:
        return [ZERO] * len(columns[0])
    if definition.method == "mean":
        totals = _row_sums([points for points, _ in counting])
        return totals if full == weight else [full * (total / weight) for total in totals]
    weights = [of / weight for _, of in counting]
    shares = zip(*([points / of for points in column] for column, of in counting), strict=True)
    return [full * _mean(definition, list(zip(row, weights, strict=True))) for row in shares]


def _row_sums(columns: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    """Return the sum of each row; it starts from a whole 0, so that traced numbers print no leading zero."""
    sums: Any = map(sum, zip(*columns, strict=True))
    return list(sums)


def _mean(definition: Node, shares: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    if definition.method == "minimum":
        return reduce(least, (share for share, _ in shares))
    power = definition.power
    if power is not None and power > 0:
        # A share of nothing (or less) adds nothing; a logarithm of it there is not.
        shares = [(share, weight) for share, weight in shares if decide(share) > 0]
        return _power(power, shares) if shares else ZERO
    if definition.zero is not None:
        floor = definition.zero
        shares = [(share if decide(share) > 0 else traced(floor), weight) for share, weight in shares]
    if any(decide(share) <= 0 for share, _ in shares):
        return ZERO
    if power:
        return _power(power, shares)
    if definition.method == "geometric" or power is not None:
        return exp(_sum(ln(share) * weight for share, weight in shares))
    return ONE / _sum(weight / share for share, weight in shares)


def _power(power: Decimal, shares: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    return exp(ln(_sum(weight * exp(ln(share) * power) for share, weight in shares)) / power)


def _sum(parts: Iterable[Decimal]) -> Decimal:
    total: Any = sum(parts)
    result: Decimal = total
    return result


Column = NodeColumn | IndicatorColumn


@dataclass
class Aggregation:
    """What the dimensions of all rows are put together from."""

    context: RunContext
    #: The full points in force.
    weights: Sequence[EffectiveWeights]
    indicators: Mapping[str, IndicatorColumn]
    #: What adjustments do.
    consequences: Mapping[int, Consequences]

    def __post_init__(self) -> None:
        self.alike = _alike(self.weights, range(len(self.weights)))

    def nodes(self, plan: NodePlan) -> dict[str, NodeColumn]:
        """Return the columns of a dimension and of all below it, by id."""
        below: dict[str, NodeColumn] = {}
        for child in plan.nodes:
            below |= self.nodes(child)
        parts: list[Column] = [below[child.id] for child in plan.nodes]
        parts += [self.indicators[child.id] for child in plan.indicators]
        return {**below, plan.id: self._node(plan, parts)}

    def _node(self, plan: NodePlan, parts: Sequence[Column]) -> NodeColumn:
        points: list[Decimal] = [ZERO] * len(self.weights)
        for weights, rows in self.alike:
            _put(points, rows, self._combined(plan, [(part, part.points) for part in parts], weights, rows))
        open_rows = {row for part in parts for row in _open(part)}
        possible = [*points] if open_rows else points
        for weights, rows in _alike(self.weights, sorted(open_rows)):
            _put(possible, rows, self._combined(plan, [(part, part.possible) for part in parts], weights, rows))
        full = [weights.full.get(plan.id) for weights in self.weights]
        column = NodeColumn(plan, full, points, possible, {}, set())
        self._settle(column)
        cap = plan.definition.at_most
        unbounded = {row for part in parts for row in part.unbounded if column.outcome(row) is Outcome.SCORED}
        column.unbounded = {row for row in unbounded if cap is None or decide(column.possible[row]) < cap}
        return column

    def _combined(
        self,
        plan: NodePlan,
        parts: Sequence[tuple[Column, Sequence[Decimal]]],
        weights: EffectiveWeights,
        rows: Sequence[int],
    ) -> Sequence[Decimal]:
        """Return the parts put together for rows with the same full points."""
        in_force = [(weights.full[part.plan.id], column) for part, column in parts if part.plan.id in weights.full]
        full = weights.full.get(plan.id)
        if full is None or not in_force:
            return [ZERO] * len(rows)
        everybody = len(rows) == len(self.weights)
        columns = [column if everybody else [column[row] for row in rows] for _, column in in_force]
        scale = weights.scale.get(plan.id, ONE)
        return combine(plan.definition, columns, [of for of, _ in in_force], full, scale)

    def _settle(self, column: NodeColumn) -> None:
        """Apply what adjustments, a cap and a condition do to the dimension's points."""
        plan = column.plan
        needs = [True] * len(self.weights) if plan.needs is None else self.context.evaluate(plan.needs).values
        everybody = plan.needs is not None or plan.definition.at_most is not None
        for row in range(len(self.weights)) if everybody else self.consequences:
            done = self.consequences.get(row, NO_CONSEQUENCES)
            is_void = plan.id in done.void_parts
            if column.full[row] is not None and (everybody or is_void or plan.id in done.added):
                reason = "veto" if is_void else _NEEDS[needs[row]]
                _settle_row(column, row, reason, done.added.get(plan.id, ZERO))


#: Why a dimension has no points, or no gains, by whether its condition holds.
_NEEDS: Mapping[object, str] = {True: "", False: "needs", None: "needs_unknown"}


def _settle_row(column: NodeColumn, row: int, reason: str, added: Decimal) -> None:
    low, high = column.points[row], column.possible[row]
    if reason in VOID:
        low = high = ZERO
    else:
        low, high = (_capped(column.plan.definition, points + added) for points in (low, high))
    if reason:
        column.reasons[row] = reason
        low, high = min(low, ZERO), max(high, ZERO)
    if high != low and column.possible is column.points:
        column.possible = [*column.points]
    column.points[row], column.possible[row] = low, high


def _capped(definition: Node, points: Decimal) -> Decimal:
    return points if definition.at_most is None else least(points, definition.at_most)


def _alike(weights: Sequence[EffectiveWeights], rows: Iterable[int]) -> list[tuple[EffectiveWeights, list[int]]]:
    """Return the rows that share effective weights."""
    groups: dict[int, tuple[EffectiveWeights, list[int]]] = {}
    for row in rows:
        own = weights[row]
        groups.setdefault(id(own), (own, []))[1].append(row)
    return list(groups.values())


def _put(column: list[Decimal], rows: Iterable[int], points: Iterable[Decimal]) -> None:
    for row, own in zip(rows, points, strict=True):
        column[row] = own


def _open(column: Column) -> list[int]:
    """Return the rows where more is possible than the data confirm."""
    if column.possible is column.points:
        return []
    pairs = zip(column.points, column.possible, strict=True)
    return [row for row, (low, high) in enumerate(pairs) if low is not high]


def tell(context: RunContext, column: IndicatorColumn | NodeColumn) -> None:
    """Let expressions read what was found of a part: a dimension's value is its points.

    The rank is that of the part's rule where it ranks, else that of its value among all parks, the better one first as
    the rule says; where no number is better or worse, that of its points.
    """
    points, rows = column.known_points(), range(len(column.points))
    values: Sequence[Value | None] = column.found.values if isinstance(column, IndicatorColumn) else points
    direction = column.plan.rule.direction() if isinstance(column, IndicatorColumn) else "neither"
    if isinstance(column, IndicatorColumn) and column.plan.rule.takes == "rank":
        found = column.found  # what stands in for a value has a rank among other values, if any
        ranks = [None if row in found.alternates else found.ranks.get(row) for row in rows]
    elif isinstance(column, IndicatorColumn) and direction != "neither":
        ranks = _ranks(column.found.measured(), lower_is_better=direction == "lower")
    else:
        ranks = _ranks(points)
    out = {row for row in rows if column.outcome(row) is Outcome.NOT_APPLICABLE}
    opened = {row for row in rows if points[row] is None and column.outcome(row) is Outcome.SCORED}
    limits = {row: (column.points[row], column.possible[row]) for row in opened - column.unbounded}
    context.tell(column.plan.id, values, points, ranks, out, limits)


def _ranks(numbers: Sequence[Decimal | None], *, lower_is_better: bool = False) -> list[int | None]:
    """Return the rank of every row that has a number, the most first; equal numbers share a rank."""
    known = [decide(own) for own in numbers if own is not None]
    ranks = iter(ranks_of(known, lower_is_better=lower_is_better))
    return [None if own is None else next(ranks) for own in numbers]


def shifted(
    indicators: Mapping[str, IndicatorColumn], consequences: Mapping[int, Consequences]
) -> dict[str, IndicatorColumn]:
    """Return the columns with what adjustments add to indicators, and without the points of voided ones."""
    found = dict(indicators)
    for row, done in consequences.items():
        for key in {*done.added, *done.void_parts} & indicators.keys():
            if found[key] is indicators[key]:
                found[key] = _copy(indicators[key])
            _shift(found[key], row, done)
    return found


def _copy(column: IndicatorColumn) -> IndicatorColumn:
    return replace(
        column,
        outcomes=[*column.outcomes],
        reasons={**column.reasons},
        points=[*column.points],
        possible=[*column.possible],
    )


def _shift(column: IndicatorColumn, row: int, done: Consequences) -> None:
    if column.outcomes[row] in (Outcome.NOT_APPLICABLE, Outcome.VOIDED):
        return
    if column.plan.id in done.void_parts:
        column.become(row, Outcome.VOIDED, "veto")
        column.points[row] = column.possible[row] = ZERO
        return
    added = done.added.get(column.plan.id, ZERO)
    column.points[row] += added
    column.possible[row] += added
