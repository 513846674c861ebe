"""What a run found, as columns: one entry for each row, a park of the run by its number, peers last.

Rarities (a rank, a treatment, points by hand) stand beside the columns by row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import compress, repeat
from operator import is_
from typing import Final

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.models.adjustment import Effect
from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan
from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.context import RunContext
from fivegoods.panel.entities import BenchmarkValue, GivenPoints, Value
from fivegoods.scoring.composite.effective_weights import EffectiveWeights


class Outcome(StrEnum):
    """What became of an indicator; six words, everywhere."""

    SCORED = "scored"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NO_REFERENCE = "no_reference"
    OVERRIDDEN = "overridden"
    VOIDED = "voided"

    # A member's own hash runs Python code; patterns of outcomes are keys for every row.
    __hash__ = str.__hash__


#: The reason of an indicator that a missing policy leaves out.
EXCLUDED: Final = "policy:exclude"
#: Outcomes for which the park's own data, or a person, gave the points.
WITH_DATA = frozenset({Outcome.SCORED, Outcome.OVERRIDDEN, Outcome.VOIDED})
#: Outcomes without points, which data could still bring.
OPEN = frozenset({Outcome.MISSING, Outcome.NO_REFERENCE})


@dataclass(frozen=True, slots=True)
class ResolvedReference:
    """A reference value, whose it is and over how many parks."""

    name: str
    value: Decimal
    #: "constant", "group" (a constant that differs by group), "expression", "peers", "benchmark" or "park".
    origin: str
    stat: str = ""
    group: Mapping[str, str] = field(default_factory=dict)
    parks: int = 0
    benchmark: BenchmarkValue | None = None


References = tuple[ResolvedReference, ...]


@dataclass(frozen=True, slots=True)
class Treatment:
    """One thing done to a value before scoring, as the criteria declare: reported cell by cell."""

    #: "imputed", "log" or "winsorised".
    kind: str
    before: Decimal | None
    after: Decimal
    #: For an imputation: mean or median, and over how many parks; for a logarithm: what was added, "" for nothing.
    how: str = ""
    parks: int = 0
    #: For an outlier at mean ± so many deviations: the arithmetic.
    worked: str = ""


@dataclass(slots=True, eq=False)
class Outcomes:
    """What became of an indicator in every row."""

    outcomes: list[Outcome]
    #: Codes for words, such as "absent:tax", by row.
    reasons: dict[int, str]

    def outcome(self, row: int) -> Outcome:
        """Return what became of the indicator in one row."""
        return self.outcomes[row]

    def reason(self, row: int) -> str:
        """Return why, "" where there is nothing to say."""
        return self.reasons.get(row) or (_OUT if self.outcomes[row] is Outcome.NOT_APPLICABLE else "")

    def become(self, row: int, outcome: Outcome, reason: str = "") -> None:
        """Note what became of the indicator in one row, and why."""
        self.outcomes[row] = outcome
        if reason and reason != _OUT:
            self.reasons[row] = reason
        else:
            self.reasons.pop(row, None)


#: Why an indicator is not applicable where nothing else is said: most rows of a column may be out of force.
_OUT: Final = "does_not_apply"


@dataclass(slots=True, eq=False)
class IndicatorValues(Outcomes):
    """One indicator before points: values and what they are compared with, or why there is none.

    The outcome is ``SCORED`` where points can be computed.
    """

    values: list[Value | None]
    references: list[References]
    ranks: dict[int, int] = field(default_factory=dict)
    #: How many parks each rank is among.
    peers: dict[int, int] = field(default_factory=dict)
    treatments: dict[int, tuple[Treatment, ...]] = field(default_factory=dict)
    #: Rows whose value and references are those of the missing policy's alternate, with what they had themselves.
    alternates: dict[int, tuple[Value | None, Outcome, str]] = field(default_factory=dict)

    def number(self, row: int) -> Decimal | None:
        """Return the number that points can be computed from in a row, None if there is none."""
        value = self.values[row]
        return value if self.outcomes[row] is Outcome.SCORED and isinstance(value, Decimal) else None

    def numbers(self) -> list[Decimal | None]:
        """Return `number` of every row."""
        pairs = zip(self.values, self.outcomes, strict=True)
        return [x if outcome is Outcome.SCORED and isinstance(x, Decimal) else None for x, outcome in pairs]

    def measured(self) -> list[Decimal | None]:
        """Return the indicator's own number in every row, whether there is a reference for it or not."""
        rows = zip(self.values, self.outcomes, strict=True)
        known = (Outcome.SCORED, Outcome.NO_REFERENCE)
        return [
            x if outcome in known and row not in self.alternates and isinstance(x, Decimal) else None
            for row, (x, outcome) in enumerate(rows)
        ]

    def take(self, other: IndicatorValues, row: int, place: int) -> None:
        """Let a row have what was found in another place."""
        self.values[row], self.references[row] = other.values[place], other.references[place]
        self.become(row, other.outcomes[place], other.reason(place))
        for own, its in ((self.ranks, other.ranks), (self.peers, other.peers)):
            own.pop(row, None)
            own.update({row: its[place]} if place in its else {})
        self.treatments.pop(row, None)

    def take_alternate(self, other: IndicatorValues, row: int) -> None:
        """Let a row have what was found for the alternate."""
        own = self.values[row], self.outcomes[row], self.reason(row)
        self.take(other, row, row)
        self.alternates[row] = own

    def give_back(self, row: int) -> None:
        """Let a row have its own value and outcome again: the alternate gave no points either."""
        self.values[row], outcome, reason = self.alternates.pop(row)
        self.references[row] = ()
        self.become(row, outcome, reason)

    def own_value(self, row: int) -> Value | None:
        """Return the indicator's own value in a row, whatever stands in for it."""
        return self.alternates[row][0] if row in self.alternates else self.values[row]

    def copy(self) -> IndicatorValues:
        """Return the same values in lists of their own, before references, ranks and treatments."""
        return IndicatorValues([*self.outcomes], {**self.reasons}, [*self.values], [()] * len(self.values))


def scored_among(outcomes: Sequence[Outcome], rows: Sequence[int]) -> list[int]:
    """Return the rows whose outcome is `Outcome.SCORED`."""
    return list(compress(rows, map(is_, map(outcomes.__getitem__, rows), repeat(Outcome.SCORED))))


@dataclass(slots=True, eq=False)
class IndicatorColumn(Outcomes):
    """One indicator: ``points`` are what the data confirm, ``possible`` the upper end."""

    plan: IndicatorPlan
    found: IndicatorValues
    #: Full points in force, None where the indicator is out of force.
    full: Sequence[Decimal | None]
    points: list[Decimal]
    #: The very list of ``points`` where nothing more is possible in any row.
    possible: list[Decimal]
    ranks: dict[int, int]
    peers: dict[int, int]
    treatments: dict[int, tuple[Treatment, ...]]
    given: dict[int, GivenPoints] = field(default_factory=dict)
    #: Points before a review or a hand replaced them; None if they could not be computed.
    computed: dict[int, Decimal | None] = field(default_factory=dict)

    def known_points(self) -> list[Decimal | None]:
        """Return the points that expressions may read, None where data are missing or an alternate may yet give way."""
        opened = {row for row in self.stand_ins() if self.possible[row] != self.points[row]}
        return [
            points
            if row not in opened and (outcome in WITH_DATA or self.reasons.get(row) in _POINTS_BY_POLICY)
            else None
            for row, (points, outcome) in enumerate(zip(self.points, self.outcomes, strict=True))
        ]

    def stand_ins(self) -> list[int]:
        """Return the rows scored by the alternate for want of a reference, which may still come."""
        own = self.found.alternates.items()
        return [r for r, (_, why, _) in own if why is Outcome.NO_REFERENCE and self.outcomes[r] is Outcome.SCORED]

    def still_open(self) -> dict[int, Sequence[IndicatorPlan]]:
        """Return the rows whose data or reference may still bring points, with the plans that may give them."""
        lacking = [row for row, reason in self.reasons.items() if not reason.startswith("policy:")]
        ways: dict[int, Sequence[IndicatorPlan]] = {r: self.plan.ways for r in lacking if self.outcomes[r] in OPEN}
        return ways | dict.fromkeys(self.stand_ins(), (self.plan,))

    @property
    def unbounded(self) -> set[int]:
        """The rows where data could bring more points than can be said."""
        return {
            row
            for row, plans in self.still_open().items()
            if any(plan.rule.ceiling(self.full[row] or ZERO) is None for plan in plans)
        }

    def plan_of(self, row: int) -> IndicatorPlan:
        """Return the plan a row was scored by: the indicator's own, or its alternate."""
        alternate = self.plan.alternate
        return self.plan if alternate is None or row not in self.found.alternates else alternate


@dataclass(slots=True, eq=False)
class NodeColumn:
    """One dimension, or the composite score itself."""

    plan: NodePlan
    #: Full points in force, None where the dimension is out of force.
    full: Sequence[Decimal | None]
    points: list[Decimal]
    possible: list[Decimal]
    #: Why the points are not those of the parts: "veto", "needs" (both void them) or "needs_unknown".
    reasons: dict[int, str]
    #: Rows where a missing indicator with an open-ended rule leaves no upper bound.
    unbounded: set[int]

    def outcome(self, row: int) -> Outcome:
        """Return what became of the dimension in one row."""
        if self.full[row] is None:
            return Outcome.NOT_APPLICABLE
        return Outcome.VOIDED if self.reasons.get(row) in VOID else Outcome.SCORED

    def known_points(self) -> list[Decimal | None]:
        """Return the points that expressions may read, None where data are missing."""
        return [
            low if low == high and self.full[row] is not None else None
            for row, (low, high) in enumerate(zip(self.points, self.possible, strict=True))
        ]


#: Reasons for which missing data leave points that other expressions may read.
_POINTS_BY_POLICY: Final = frozenset({"policy:zero", "policy:penalty", "policy:group_mean"})
#: Reasons for which a dimension has no points, whatever its parts have.
VOID = ("veto", "needs")


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
class Consequences:
    """Everything the adjustments of one park do."""

    scores: tuple[AdjustmentScore, ...] = ()
    #: Points added to dimensions and indicators, by id, and the ids of those that are voided.
    added: Mapping[str, Decimal] = field(default_factory=dict)
    void_parts: frozenset[str] = frozenset()
    #: Whether a veto voids the composite score with all bonuses.
    voids_total: bool = False
    #: Points added to or taken from the total, after the caps over all bonuses and deductions.
    total: Decimal = ZERO
    #: Effects in force, each with the id of its adjustment.
    effects: tuple[tuple[str, Effect], ...] = ()
    #: Adjustments that lack of data leaves undecided: id → reason code.
    undecided: Mapping[str, str] = field(default_factory=dict)

    @property
    def loses_honours(self) -> bool:
        """Whether the park may stand on no board."""
        return any(effect.no_honours for _, effect in self.effects)


#: What adjustments do where none takes effect.
NO_CONSEQUENCES = Consequences()


@dataclass(frozen=True, slots=True)
class Placing:
    """A rank within one group: ``tied`` counts the parks that share it, ``of`` the parks ranked."""

    rank: int
    of: int
    tied: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The placing of each row among the rows of its group: rank, parks ranked, and parks of that rank."""

    ranks: Sequence[int | None]
    of: Sequence[int]
    tied: Sequence[int]

    def placing(self, row: int) -> Placing | None:
        """Return a row's placing, None if it is not ranked."""
        rank = self.ranks[row]
        return None if rank is None else Placing(rank, self.of[row], self.tied[row])


@dataclass(frozen=True, slots=True, eq=False)
class Placings:
    """Ranks and grades of all rows."""

    #: Rows of one level tie in the total and every declared key; the best have 0.
    levels: Sequence[int]
    overall: Ranking | None
    #: Ranks within each value of each group that the criteria define, by the group's id.
    within: Mapping[str, Ranking]
    grades: Sequence[str | None]
    #: Why a grade is not what the points give, by row.
    grade_reasons: Mapping[int, str]


@dataclass(frozen=True, slots=True, eq=False)
class ScoreColumns:
    """The scores of all rows, before ranks and grades."""

    #: What expressions saw while the scores were made, and what those see that come after them: final points.
    context: RunContext
    final: RunContext
    root: NodePlan
    #: Full points in force, and what they were before missing indicators were left out and shared out.
    weights: Sequence[EffectiveWeights]
    whole: Sequence[EffectiveWeights]
    indicators: Mapping[str, IndicatorColumn]
    nodes: Mapping[str, NodeColumn]
    points: Sequence[Decimal]
    possible: Sequence[Decimal]
    #: Full points with data ÷ full points in force, 0 to 1.
    coverage: Sequence[Decimal]
    #: Rows where a missing open-ended rule could add more than ``possible`` says.
    unbounded: set[int]
    totals: Mapping[str, Sequence[Decimal]]
    consequences: Mapping[int, Consequences]
    #: Why a row is not ranked: "entry", "adjustment:id", "missing:id" or "coverage".
    unranked: Mapping[int, str]

    @property
    def parts(self) -> dict[str, IndicatorColumn | NodeColumn]:
        """The columns of all dimensions and indicators by id."""
        return {**self.nodes, **self.indicators}

    def part(self, part: str) -> IndicatorColumn | NodeColumn | None:
        """Return the column of a dimension or indicator, None if there is no such part."""
        return self.nodes.get(part) or self.indicators.get(part)

    def measure(self, name: str) -> Sequence[Value | None]:
        """Return the total, a further total, a dimension's or indicator's points, or a field's values."""
        if name == "total":
            return self.points
        if name in self.totals:
            return self.totals[name]
        part = self.part(name)
        return self.context.column(name) if part is None else part.points
