"""One park's dimensions and indicators as a tree: views of the columns, made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.panel.entities import GivenPoints, Value
from fivegoods.scoring.columns import (
    EXCLUDED,
    WITH_DATA,
    IndicatorColumn,
    Outcome,
    References,
    ScoreColumns,
    Treatment,
)


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One indicator of one park. ``points`` is what the data confirm, ``possible`` the upper end."""

    plan: IndicatorPlan
    outcome: Outcome
    value: Value | None
    points: Decimal
    possible: Decimal
    full: Decimal
    references: References = ()
    #: A reason code for words: "absent:tax", "zero_denominator", "review", "policy:group_mean", …
    reason: str = ""
    #: Points before a review or a hand replaced them, if they could be computed.
    computed: Decimal | None = None
    given: GivenPoints | None = None
    rank: int | None = None
    peers: int = 0
    treatments: tuple[Treatment, ...] = ()

    @property
    def has_data(self) -> bool:
        """Whether the park's own data (or a person) gave the points; an imputed value is no data."""
        if self.treatments and any(t.kind == "imputed" for t in self.treatments):
            return False
        return self.outcome in WITH_DATA

    @property
    def is_excluded(self) -> bool:
        """Whether missing data took the indicator out of force."""
        return self.reason == EXCLUDED

    @property
    def lost(self) -> Decimal:
        """Full points minus points; below zero it is a surplus, so that losses add up."""
        return self.full - self.points


@dataclass(frozen=True, slots=True)
class NodeScore:
    """One dimension of one park."""

    plan: NodePlan
    outcome: Outcome
    points: Decimal
    possible: Decimal
    full: Decimal
    nodes: tuple[NodeScore, ...] = ()
    indicators: tuple[IndicatorScore, ...] = ()
    reason: str = ""
    #: The children's points are multiplied by this to fit the dimension's full points.
    scale: Decimal = ONE

    def walk(self) -> Iterator[NodeScore]:
        """Yield this node and all below it, in the order of the criteria."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    @property
    def parts(self) -> tuple[NodeScore | IndicatorScore, ...]:
        """The parts this dimension is put together from."""
        return self.nodes or self.indicators

    def all_indicators(self) -> Iterator[IndicatorScore]:
        """Yield every indicator below this node, in the order of the criteria."""
        for node in self.walk():
            yield from node.indicators


def indicator_score(column: IndicatorColumn, row: int) -> IndicatorScore:
    """Return one row of an indicator's column."""
    found, full, outcome = column.found, column.full[row], column.outcomes[row]
    if outcome is Outcome.NOT_APPLICABLE or full is None:
        return IndicatorScore(
            column.plan_of(row), outcome, found.values[row], ZERO, ZERO, ZERO, reason=column.reason(row)
        )
    return IndicatorScore(
        plan=column.plan_of(row),
        outcome=outcome,
        value=found.values[row],
        points=column.points[row],
        possible=column.possible[row],
        full=full,
        references=found.references[row],
        reason=column.reason(row),
        computed=column.computed.get(row),
        given=column.given.get(row),
        rank=column.ranks.get(row),
        peers=column.peers.get(row, 0),
        treatments=column.treatments.get(row, ()),
    )


def tree_of(columns: ScoreColumns, plan: NodePlan, row: int) -> NodeScore:
    """Return one row of a dimension's column, with all below it."""
    column, outcome = columns.nodes[plan.id], columns.nodes[plan.id].outcome(row)
    is_scored = outcome is Outcome.SCORED
    return NodeScore(
        plan=plan,
        outcome=outcome,
        points=column.points[row],
        possible=column.possible[row],
        full=column.full[row] or ZERO,
        nodes=tuple([tree_of(columns, child, row) for child in plan.nodes]),
        indicators=tuple([indicator_score(columns.indicators[child.id], row) for child in plan.indicators]),
        reason=column.reasons.get(row, ""),
        scale=columns.weights[row].scale.get(plan.id, ONE) if is_scored else ONE,
    )
