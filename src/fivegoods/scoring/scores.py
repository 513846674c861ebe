"""The scores of a run as people look at them: a park with its tree of dimensions and indicators, boards, the run.

They are views of the columns, made when they are asked for, and know no engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final, NamedTuple, overload

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.plan import Plan
from fivegoods.messages.findings import Finding
from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.context import RowsContext
from fivegoods.panel.entities import BenchmarkValue, Park, Value, View
from fivegoods.panel.panel import Parks
from fivegoods.scoring.columns import (
    NO_CONSEQUENCES,
    AdjustmentScore,
    Consequences,
    Placing,
    Placings,
    ScoreColumns,
)
from fivegoods.scoring.composite.effective_weights import EffectiveWeights
from fivegoods.scoring.request import Request
from fivegoods.scoring.tree import NodeScore, tree_of

#: So many trees are remembered. A tree takes a hundred times what its numbers take in the columns.
_REMEMBERED: Final = 4096


class ParkScore(NamedTuple):
    """One park's whole result: a row of the columns."""

    columns: ScoreColumns
    placings: Placings
    #: Makes the tree of a row; thousands of them are remembered.
    tree: Callable[[int], NodeScore]
    row: int

    def __repr__(self) -> str:
        return f"ParkScore({self.id!r}, {self.year})"

    def __eq__(self, other: object) -> bool:
        # How trees are made differs from one look at the columns to the next.
        return isinstance(other, ParkScore) and (self[:2], self.row) == (other[:2], other.row)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((id(self.columns), self.row))

    @property
    def park(self) -> Park:
        """The park with what was read of it."""
        return self.columns.context.parks[self.row]

    @property
    def id(self) -> str:
        """The park's id."""
        return self.columns.context.panel.ids[self.row]

    @property
    def name(self) -> LocalText | str:
        """The park's name, in both languages where they differ."""
        return self.columns.context.panel.names[self.row]

    def group(self, name: str) -> str | None:
        """Return the park's value of a group, None where it states none."""
        values = self.columns.context.panel.groups.get(name)
        return None if values is None else values[self.row]

    @property
    def groups(self) -> dict[str, str]:
        """The park's value of each group that it states."""
        return self.columns.context.panel.groups_of(self.row)

    @property
    def year(self) -> int:
        """The year that the figures are of."""
        return self.columns.context.panel.years[self.row]

    @property
    def context(self) -> RowsContext:
        """What the park's expressions saw."""
        return self.columns.context.rows([self.row])

    @property
    def data(self) -> Mapping[str, Value]:
        """The figures that counted: reviewed ones where there are, in the view of the run."""
        return self.columns.context.data(self.row)

    @property
    def root(self) -> NodeScore:
        """The composite score with all dimensions and indicators below it."""
        return self.tree(self.row)

    @property
    def weights(self) -> EffectiveWeights:
        """The full points in force for the park."""
        return self.columns.weights[self.row]

    def points_of(self, part: str) -> Decimal | None:
        """Return the points of a dimension or indicator without making the tree; None if there is no such part."""
        column = self.columns.part(part)
        return None if column is None else column.points[self.row]

    @property
    def consequences(self) -> Consequences:
        """Everything that the park's adjustments do."""
        return self.columns.consequences.get(self.row, NO_CONSEQUENCES)

    @property
    def adjustments(self) -> tuple[AdjustmentScore, ...]:
        """The bonuses, deductions and vetoes that took effect."""
        return self.consequences.scores

    @property
    def undecided(self) -> Mapping[str, str]:
        """Adjustments that lack of data leaves undecided: id → reason code."""
        return self.consequences.undecided

    @property
    def honours_lost(self) -> bool:
        """Whether an adjustment keeps the park off all boards."""
        return self.consequences.loses_honours

    @property
    def points(self) -> Decimal:
        """The total that the data confirm."""
        return self.columns.points[self.row]

    @property
    def possible(self) -> Decimal:
        """The upper end of the total."""
        return self.columns.possible[self.row]

    @property
    def possible_is_open(self) -> bool:
        """Whether a missing open-ended rule could add more than ``possible`` says."""
        return self.row in self.columns.unbounded

    @property
    def full(self) -> Decimal:
        """The full points in force."""
        return self.columns.nodes[self.columns.root.id].full[self.row] or ZERO

    @property
    def coverage(self) -> Decimal:
        """Full points with data ÷ full points in force, 0 to 1."""
        return self.columns.coverage[self.row]

    @property
    def totals(self) -> Mapping[str, Decimal]:
        """The further totals by id."""
        return {key: column[self.row] for key, column in self.columns.totals.items()}

    @property
    def placing(self) -> Placing | None:
        """The overall rank with the parks ranked and tied, None if the park is not ranked."""
        return None if self.placings.overall is None else self.placings.overall.placing(self.row)

    @property
    def rank(self) -> int | None:
        """The overall rank, 1 = best, None if the park is not ranked."""
        return None if self.placings.overall is None else self.placings.overall.ranks[self.row]

    @property
    def level(self) -> int:
        """Parks of one level tie in the total and every declared key; a lower one ranks before."""
        return self.placings.levels[self.row]

    @property
    def group_placings(self) -> Mapping[str, Placing]:
        """The placing within the park's value of each group the criteria define, by group id."""
        placed = {key: ranking.placing(self.row) for key, ranking in self.placings.within.items()}
        return {key: placing for key, placing in placed.items() if placing is not None}

    @property
    def grade(self) -> str | None:
        """The grade's id, None if the park has none."""
        return self.placings.grades[self.row]

    @property
    def grade_reason(self) -> str:
        """Why the grade is not what the points give, "" if it is."""
        return self.placings.grade_reasons.get(self.row, "")

    @property
    def unranked_reason(self) -> str:
        """Why the park is not ranked, "" if it is."""
        return self.columns.unranked.get(self.row, "")


@dataclass(frozen=True, slots=True, eq=False)
class ParkScores(Sequence[ParkScore]):
    """The scores of some rows, each made when it is looked at."""

    columns: ScoreColumns
    placings: Placings
    rows: Sequence[int]
    tree: Callable[[int], NodeScore]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> ParkScore: ...

    @overload
    def __getitem__(self, index: slice) -> ParkScores: ...

    def __getitem__(self, index: int | slice) -> ParkScore | ParkScores:
        if isinstance(index, slice):
            return replace(self, rows=self.rows[index])
        return ParkScore(self.columns, self.placings, self.tree, self.rows[index])

    def __iter__(self) -> Iterator[ParkScore]:
        return map(partial(ParkScore, self.columns, self.placings, self.tree), self.rows)


def rows_of(scores: Sequence[ParkScore]) -> Sequence[int]:
    """Return the row of each score."""
    return scores.rows if isinstance(scores, ParkScores) else [score.row for score in scores]


def scores_of(columns: ScoreColumns, placings: Placings, rows: Sequence[int]) -> ParkScores:
    """Return the scores of some rows, in this order."""
    tree = lru_cache(maxsize=_REMEMBERED)(partial(tree_of, columns, columns.root))
    return ParkScores(columns, placings, rows, tree)


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


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """One run: all parks of one year under one criteria file, in rank order."""

    #: What the run was over, so that it can be repeated with a change.
    request: Request
    #: All rows, those of the peers last.
    columns: ScoreColumns = field(repr=False, compare=False)
    placings: Placings = field(repr=False, compare=False)
    #: The rows of the parks asked for, in rank order; peers take part in ranks and grades but are not shown.
    rows: Sequence[int] = field(repr=False, compare=False)
    #: Their scores, or those of some of them.
    scores: Sequence[ParkScore]
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
    def parks(self) -> Parks:
        """All parks given, including earlier years and peers that were not scored themselves."""
        return self.request.panel.parks()

    def of(self, park_id: str) -> ParkScore:
        """Return the score of one park. Raise KeyError if it is not in the run."""
        for score in self.scores:
            if score.id == park_id:
                return score
        raise KeyError(park_id)

    @property
    def is_alone(self) -> bool:
        """Whether the run is over one park, with no peers that it was ranked with."""
        return len(self.scores) == 1 and self.request.shown == self.request.ranked

    @property
    def has_grade_by_company(self) -> bool:
        """Whether the grade of a run over one park says nothing but that it is the best of one park."""
        grades = self.criteria.criteria.grades
        return grades is not None and grades.depends_on_company and not self.scores[0].grade_reason

    def unranked(self) -> Run:
        """Return a run over one park without what only a comparison says: rank, boards and grade by share."""
        grades = [None] if self.has_grade_by_company else self.placings.grades
        placings = Placings(self.placings.levels, None, {}, grades, self.placings.grade_reasons)
        return replace(self, placings=placings, scores=scores_of(self.columns, placings, self.rows), boards=())
