"""A criteria file made ready to score: expressions compiled, units converted, references typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from fivegoods.criteria.base import Source
from fivegoods.criteria.file import CriteriaFile, Path
from fivegoods.criteria.models.adjustment import Adjustment
from fivegoods.criteria.models.criteria import Indicator, Node
from fivegoods.criteria.models.ranking import Board
from fivegoods.criteria.rules.base import Rule
from fivegoods.expressions import Compiled
from fivegoods.numeric.units import Unit


@dataclass(frozen=True, slots=True)
class ReferencePlan:
    """One reference of one rule; all amounts are in the indicator's unit."""

    name: str
    #: A number of the criteria, also where it is written as an ``expression`` of numbers.
    constant: Decimal | None = None
    by: str = ""
    is_: Mapping[str, Decimal] = field(default_factory=dict)
    otherwise: Decimal | None = None
    expression: Compiled | None = None
    stat: str = ""
    within: tuple[str, ...] = ()
    quantile: Decimal | None = None
    #: What the statistic is over, if not the indicator's own value.
    of: Compiled | None = None
    #: Ids a benchmark may carry for this statistic.
    benchmark_ids: tuple[str, ...] = ()
    source_of: str = "either"
    #: The id of the park whose value it is.
    park: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorPlan:
    """One indicator, ready to score."""

    id: str
    definition: Indicator
    rule: Rule
    value: Compiled | None
    unit: Unit
    path: Path
    applies: Compiled | None = None
    needs: Compiled | None = None
    references: tuple[ReferencePlan, ...] = ()
    source: Source | None = None
    #: What the missing policy "alternate" scores instead.
    alternate: IndicatorPlan | None = None

    def expressions(self) -> Iterator[Compiled]:
        """Yield every expression of the indicator, of its references and of its alternate."""
        parts = [self.value, self.applies, self.needs]
        for reference in self.references:
            parts += [reference.expression, reference.of]
        yield from (part for part in parts if part is not None)
        if self.alternate is not None:
            yield from self.alternate.expressions()

    @property
    def is_alternate(self) -> bool:
        """Whether it is what the missing policy scores instead of an indicator."""
        return self.alternate is None and self.definition.missing.policy == "alternate"

    @property
    def ways(self) -> tuple[IndicatorPlan, ...]:
        """The plans by which it may be scored: its own, and that of its alternate."""
        return (self,) if self.alternate is None else (self, self.alternate)

    @property
    def uses(self) -> frozenset[str]:
        """The indicators and dimensions whose points, value or rank it reads."""
        return frozenset(name for part in self.expressions() for name in part.indicators)


@dataclass(frozen=True, slots=True)
class NodePlan:
    """One dimension, ready to aggregate. The root has the id "total"."""

    id: str
    definition: Node
    path: Path
    nodes: tuple[NodePlan, ...] = ()
    indicators: tuple[IndicatorPlan, ...] = ()
    applies: Compiled | None = None
    needs: Compiled | None = None
    source: Source | None = None

    @property
    def children(self) -> tuple[NodePlan | IndicatorPlan, ...]:
        """The parts this dimension is put together from."""
        return self.nodes or self.indicators

    def walk(self) -> Iterator[NodePlan]:
        """Yield this node and all below it, in the order of the criteria."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    def parts(self) -> Iterator[NodePlan | IndicatorPlan]:
        """Yield this node and every dimension and indicator below it."""
        for node in self.walk():
            yield node
            yield from node.indicators

    def all_indicators(self) -> Iterator[IndicatorPlan]:
        """Yield every indicator below this node, in the order of the criteria."""
        for node in self.walk():
            yield from node.indicators


@dataclass(frozen=True, slots=True)
class AdjustmentPlan:
    """One adjustment with its expressions compiled."""

    id: str
    definition: Adjustment
    path: Path
    when: Compiled | None = None
    applies: Compiled | None = None
    points: Compiled | None = None
    count: Compiled | None = None
    source: Source | None = None

    def expressions(self) -> Iterator[Compiled]:
        """Yield the adjustment's expressions."""
        parts = (self.when, self.applies, self.points, self.count)
        yield from (part for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """One board with its condition compiled."""

    id: str
    definition: Board
    who: Compiled | None = None


@dataclass(frozen=True)
class Plan:
    """A whole criteria file, ready to run."""

    file: CriteriaFile
    root: NodePlan
    #: All indicators, and the dimensions whose points an expression reads; each comes after those that it reads.
    parts: tuple[IndicatorPlan | NodePlan, ...]
    adjustments: tuple[AdjustmentPlan, ...] = ()
    boards: tuple[BoardPlan, ...] = ()
    #: The sanity rules over the data, each by its number in the criteria.
    checks: Mapping[int, Compiled] = field(default_factory=dict)

    def expressions(self) -> Iterator[Compiled]:
        """Yield every expression of the criteria."""
        for node in self.root.walk():
            yield from (part for part in (node.applies, node.needs) if part is not None)
        for indicator in self.indicators:
            yield from indicator.expressions()
        for adjustment in self.adjustments:
            yield from adjustment.expressions()
        yield from (board.who for board in self.boards if board.who is not None)
        yield from self.checks.values()

    @cached_property
    def indicators(self) -> tuple[IndicatorPlan, ...]:
        """All indicators; each comes after those that it reads."""
        return tuple(part for part in self.parts if isinstance(part, IndicatorPlan))

    @cached_property
    def used(self) -> frozenset[str]:
        """The indicators and dimensions whose points, value or rank some expression reads."""
        return frozenset(name for part in self.expressions() for name in part.indicators)

    def rules(self) -> Iterator[tuple[str, Rule, Path]]:
        """Yield every rule with its indicator and its place: the alternates of missing policies too."""
        for indicator in self.indicators:
            yield indicator.id, indicator.rule, (*indicator.path, "rule")
            if indicator.alternate is not None:
                yield indicator.id, indicator.alternate.rule, (*indicator.path, "missing", "rule")

    def indicator(self, indicator_id: str) -> IndicatorPlan:
        """Return one indicator. Raise KeyError if there is none of this id."""
        for plan in self.indicators:
            if plan.id == indicator_id:
                return plan
        raise KeyError(indicator_id)
