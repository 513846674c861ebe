"""What scoring computes: frozen, slotted, every number with the parts that made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, make_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan, Plan
from fivegoods.messages.findings import Finding
from fivegoods.numeric.decimals import ONE
from fivegoods.panel.context import ParkContext
from fivegoods.panel.entities import BenchmarkValue, GivenPoints, Park, Value, View
from fivegoods.panel.figures import Figures
from fivegoods.scoring.composite.effective_weights import Structure
from fivegoods.scoring.request import Request

T = TypeVar("T")


class Outcome(StrEnum):
    """What became of an indicator; six words, everywhere."""

    SCORED = "scored"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NO_REFERENCE = "no_reference"
    OVERRIDDEN = "overridden"
    VOIDED = "voided"


_WITH_DATA = frozenset({Outcome.SCORED, Outcome.OVERRIDDEN, Outcome.VOIDED})


@dataclass(frozen=True, slots=True)
class ResolvedReference:
    """A reference value, whose it is and over how many parks."""

    name: str
    value: Decimal
    #: "constant", "group" (a constant that differs by group), "expression", "peers" or "benchmark".
    origin: str
    stat: str = ""
    group: Mapping[str, str] = field(default_factory=dict)
    parks: int = 0
    benchmark: BenchmarkValue | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """One thing done to a value before scoring, as the criteria declare: reported cell by cell."""

    #: "imputed", "log" or "winsorised".
    kind: str
    before: Decimal | None
    after: Decimal
    #: For an imputation: mean or median, and over how many parks.
    how: str = ""
    parks: int = 0


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One indicator of one park. ``points`` is what the data confirm, ``possible`` the upper end."""

    plan: IndicatorPlan
    outcome: Outcome
    value: Value | None
    points: Decimal
    possible: Decimal
    full: Decimal
    references: tuple[ResolvedReference, ...] = ()
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
        return self.outcome in _WITH_DATA

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


def _quickly(made: type[T]) -> Callable[..., T]:
    """Return a function that makes frozen dataclasses of a type, in a seventh of the time; same arguments.

    A run makes several for every park. A twin that is not frozen is made and then turned
    into the real one, which has the same slots.
    """
    twin = make_dataclass("_Draft", [(f.name, f.type, _default(f)) for f in fields(made)], slots=True)  # type: ignore[arg-type]

    def make(*values: Any, **named: Any) -> T:
        draft: Any = twin(*values, **named)
        draft.__class__ = made
        result: T = draft
        return result

    return make


def _default(of: Field[Any]) -> Any:
    return field(default=of.default) if of.default_factory is MISSING else field(default_factory=of.default_factory)


indicator_score = _quickly(IndicatorScore)
node_score = _quickly(NodeScore)


@dataclass(frozen=True, slots=True)
class AdjustmentScore:
    """One bonus, deduction or veto that took effect on one park."""

    id: str
    name: LocalText
    count: Decimal
    points: Decimal
    to: str
    effects: tuple[str, ...] = ()
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Placing:
    """A rank within one group: ``tied`` counts the parks that share it, ``of`` the parks ranked."""

    rank: int
    of: int
    tied: int = 1


make_placing = _quickly(Placing)


class Trees(Protocol):
    """The dimensions and indicators of all parks of a run, by the park's number."""

    def of(self, number: int) -> NodeScore:
        """Return one park's tree."""

    def surroundings(self, number: int) -> ParkContext:
        """Return the environment that a park's expressions were evaluated in."""

    def structure(self, number: int) -> Structure:
        """Return the full points in force for a park."""

    def points(self, part: str, number: int) -> Decimal | None:
        """Return a park's points of a dimension or indicator; None if there is no such part."""


@dataclass(frozen=True, slots=True)
class ParkScore:
    """One park's whole result."""

    park: Park
    #: The dimensions and indicators of all parks of the run, and this one's number among them.
    trees: Trees = field(repr=False, compare=False)
    number: int
    adjustments: tuple[AdjustmentScore, ...]
    points: Decimal
    possible: Decimal
    #: True where a missing open-ended rule could add more than ``possible`` says.
    possible_is_open: bool
    full: Decimal
    #: Full points with data ÷ full points in force, 0 to 1.
    coverage: Decimal
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    placing: Placing | None = None
    #: Rank within each value of each group the criteria define: group id → placing.
    group_placings: Mapping[str, Placing] = field(default_factory=dict)
    grade: str | None = None
    grade_reason: str = ""
    honours_lost: bool = False
    unranked_reason: str = ""
    #: Adjustments that lack of data leaves undecided: id → reason code.
    undecided: Mapping[str, str] = field(default_factory=dict)
    #: The figures that counted: reviewed ones where there are, in the view of the run.
    data: Mapping[str, Value] = field(default_factory=dict)

    @property
    def root(self) -> NodeScore:
        """The composite score with all dimensions and indicators below it, made when it is asked for."""
        return self.trees.of(self.number)

    @property
    def surroundings(self) -> ParkContext:
        """The environment that the park's expressions were evaluated in."""
        return self.trees.surroundings(self.number)

    @property
    def structure(self) -> Structure:
        """The full points in force for the park."""
        return self.trees.structure(self.number)

    def points_of(self, part: str) -> Decimal | None:
        """Return the points of a dimension or indicator without making the tree; None if there is no such part."""
        return self.trees.points(part, self.number)

    @property
    def rank(self) -> int | None:
        """The overall rank, 1 = best, None if the park is not ranked."""
        return self.placing.rank if self.placing else None


park_score = _quickly(ParkScore)


def place(score: ParkScore, placing: Placing, group_placings: Mapping[str, Placing]) -> None:
    """Fill in the ranks of a score that its run has just made and nobody else has seen."""
    object.__setattr__(score, "placing", placing)
    object.__setattr__(score, "group_placings", group_placings)


def grade(score: ParkScore, level: str | None, reason: str) -> None:
    """Fill in the grade of a score that its run has just made and nobody else has seen."""
    object.__setattr__(score, "grade", level)
    object.__setattr__(score, "grade_reason", reason)


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """One place on a board."""

    rank: int
    park: ParkScore
    value: Decimal


@dataclass(frozen=True, slots=True)
class BoardResult:
    """A board (榜单) over one group."""

    id: str
    name: LocalText
    group: Mapping[str, str]
    entries: tuple[BoardEntry, ...]
    #: Parks that tie with the last entry but were left out by the declared keys.
    cut_ties: tuple[ParkScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One run: all parks of one year under one criteria file, in rank order."""

    #: What the run was over, so that it can be repeated with a change.
    request: Request
    scores: tuple[ParkScore, ...]
    #: The figures of the parks by their numbers, those of the peers last.
    figures: Figures = field(repr=False, compare=False)
    boards: tuple[BoardResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    #: Places gained on the year before, by park id; only where the criteria have a board of risers.
    rises: Mapping[str, int] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The criteria, ready to score."""
        return self.request.plan

    @property
    def criteria(self) -> CriteriaFile:
        """The criteria as they are written."""
        return self.request.plan.file

    @property
    def view(self) -> View:
        """Which of two assessments counts."""
        return self.request.view

    @property
    def benchmarks(self) -> tuple[BenchmarkValue, ...]:
        """The benchmarks that references may come from."""
        return tuple(self.request.benchmarks)

    @property
    def parks(self) -> tuple[Park, ...]:
        """All parks given, including earlier years and peers that were not scored themselves."""
        return (*self.request.parks, *self.request.others, *self.request.peers)

    def of(self, park_id: str) -> ParkScore:
        """Return the score of one park. Raise KeyError if it is not in the run."""
        for score in self.scores:
            if score.park.id == park_id:
                return score
        raise KeyError(park_id)
