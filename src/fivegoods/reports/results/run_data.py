"""All of a run as data: the JSON of `score` and `rank`. Keys are English and stay."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fivegoods.analysis.parts import PartRanks
from fivegoods.analysis.provenance_coverage import ProvenanceCoverage, provenance_coverage
from fivegoods.messages.findings import Finding
from fivegoods.numeric.decimals import decide, decided
from fivegoods.panel.entities import BenchmarkValue, View
from fivegoods.reports.columns import (
    PartRow,
    adjustment_columns,
    adjustments_of,
    board_columns,
    of_indicator,
    park_columns,
    part_columns,
)
from fivegoods.reports.criteria.settings import settings_data
from fivegoods.reports.header import head, identity
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Column, Kind, Table, Tree, record, written_or_decided
from fivegoods.reports.provenance import Sources
from fivegoods.scoring.columns import Placing, ResolvedReference, Treatment
from fivegoods.scoring.composite.contribution import contributions
from fivegoods.scoring.scores import BoardResult, ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore, NodeScore

_PARK = (
    "id", "name", "year", "points", "possible", "possible_is_open", "full", "coverage", "rank", "rank_of", "tied",
    "grade",
)  # fmt: skip
_ADJUSTMENT = ("id", "name", "count", "points", "to", "effects")
#: So many lists of reference values are remembered at a time.
_MOST_SHARED = 4096


def run_data(run: Run, voice: Voice, *more: Column[ParkScore]) -> dict[str, Tree]:
    """Return the whole run, parks in rank order, each with ``more`` columns. Points have 12 decimals."""
    above = head(voice, run)
    covered = provenance_coverage(run)
    return {
        "schema": above["schema"],
        "tool": above["tool"],
        "criteria": {**identity(run.criteria), "name": voice.text(voice.criteria.name)},
        "settings": settings_data(run),
        "view": str(run.view),
        "notices": above["notices"],
        "files": above["files"],
        "provenance": _coverage(covered) if covered is not None else None,
        "parks": Table((*ParkData(run, voice).columns(), *more), run.scores),
        "boards": [_board(board, voice) for board in run.boards],
        "benchmarks": Table(_benchmark_columns(voice), run.benchmarks),
        "findings": Table(_finding_columns(voice), run.findings),
    }


def _coverage(found: ProvenanceCoverage) -> dict[str, Tree]:
    levels = {str(level): count for level, count in found.levels.items()}
    return {"figures": found.figures, "with_source": found.with_source, "attested": levels}


def _board(board: BoardResult, voice: Voice) -> dict[str, Tree]:
    return {
        "id": board.id,
        "name": voice.text(board.name),
        "group": dict(board.group),
        "entries": Table(board_columns(board, voice), board.entries),
        "cut_ties": [score.id for score in board.cut_ties],
    }


def _benchmark_columns(voice: Voice) -> tuple[Column[BenchmarkValue], ...]:
    return (
        Column("of", "", lambda b: b.of),
        Column("stat", "", lambda b: b.stat),
        Column("year", "", lambda b: b.year),
        Column("groups", "", lambda b: dict(b.groups)),
        Column("value", "", lambda b: b.value, Kind.FIGURE),
        Column("parks", "", lambda b: b.parks),
        Column("source", "", lambda b: voice.source(b.source) or None),
    )


def _finding_columns(voice: Voice) -> tuple[Column[Finding], ...]:
    def message(finding: Finding) -> str:
        template = finding.kind.zh if voice.lang == "zh" else finding.kind.en
        return template.format(**finding.params)

    return (
        Column("code", "", lambda f: f.kind.code),
        Column("severity", "", lambda f: str(f.severity)),
        Column("message", "", message),
        Column("file", "", lambda f: f.place.file),
        Column("line", "", lambda f: f.place.line or None),
        Column("column", "", lambda f: f.place.column or None),
        Column("sheet", "", lambda f: f.place.sheet or None),
        Column("cell", "", lambda f: f.place.cell or None),
    )


class ParkData:
    """Makes the data of a run's parks; what is the same for many of them is made once."""

    def __init__(self, run: Run, voice: Voice) -> None:
        """Speak of the parks of ``run`` in the language of ``voice``."""
        self._run, self._voice = run, voice
        self._provenance = Sources(run.view, voice)
        parts, ranks = part_columns(voice, self._provenance), PartRanks()
        rank: Column[PartRow] = Column("rank", "", lambda row: ranks.of(row.park, row.part.plan.id), Kind.RANK)
        self._of_node = (*parts.pick("id", "name", "points", "possible", "full"), rank, parts["outcome"])
        self._of_indicator = (
            *parts.pick("id", "name", "value", "unit"),
            Column("treatments", "", of_indicator(lambda found: [_treatment(one) for one in found.treatments])),
            Column("references", "", of_indicator(lambda found: self._references(found.references))),
            *parts.pick("points", "possible", "full"),
            rank,
            Column("contribution", "", self._contribution, Kind.NUMBER),
            parts["outcome"],
            Column("reason", "", lambda row: row.part.reason or None),
            parts["source"],
            Column("provenance", "", self._figures),
        )
        #: What each indicator of the last park brings to its total.
        self._park: ParkScore | None = None
        self._brings: Mapping[str, Decimal | None] = {}
        # By identity; the tuples are held so that no other takes their place.
        self._shared: dict[int, tuple[tuple[ResolvedReference, ...], list[Tree]]] = {}

    def columns(self) -> tuple[Column[ParkScore], ...]:
        """Return totals, ranks, dimensions with their indicators, adjustments."""
        known, adjusted = park_columns(self._voice), adjustment_columns(self._voice)
        of_adjustment = adjusted.pick(*_ADJUSTMENT)
        return (
            *known.pick(*_PARK),
            Column("groups", "", lambda s: dict(s.groups)),
            Column("group_ranks", "", lambda s: {key: _placing(placing) for key, placing in s.group_placings.items()}),
            Column("totals", "", lambda s: {key: decide(points) for key, points in s.totals.items()}),
            Column("dimensions", "", lambda s: [self._node(s, node) for node in s.root.nodes or (s.root,)]),
            Column("adjustments", "", lambda s: Table(of_adjustment, adjustments_of(s))),
            Column("honours_lost", "", lambda s: s.honours_lost),
            known["unranked_reason"],
            Column("stated_total", "", self._stated_total, Kind.FIGURE),
        )

    def _node(self, score: ParkScore, node: NodeScore) -> dict[str, Tree]:
        tree = record(self._of_node, PartRow(score, node, 0, ""))
        if node.nodes:
            tree["dimensions"] = [self._node(score, child) for child in node.nodes]
        if node.indicators or not node.nodes:
            tree["indicators"] = Table(self._of_indicator, [PartRow(score, one, 0, "") for one in node.indicators])
        return tree

    def _figures(self, row: PartRow) -> list[Tree]:
        if not isinstance(row.part, IndicatorScore):
            return []
        return [trace.data for trace in self._provenance.behind(row.park, row.part)]

    def _contribution(self, row: PartRow) -> Decimal | None:
        if self._park is not row.park:
            self._park, self._brings = row.park, contributions(row.park.root)
        return self._brings[row.part.plan.id]

    def _references(self, found: tuple[ResolvedReference, ...]) -> list[Tree]:
        """Return reference values; parks compared with the same share one list."""
        known = self._shared.get(id(found))
        if known is None:
            if len(self._shared) >= _MOST_SHARED:
                self._shared.clear()
            known = self._shared[id(found)] = found, [self._reference(reference) for reference in found]
        return known[1]

    def _reference(self, found: ResolvedReference) -> dict[str, Tree]:
        benchmark = found.benchmark
        tree: dict[str, Tree] = {"name": found.name, "value": written_or_decided(found.value), "origin": found.origin}
        if found.stat:
            tree |= {"stat": found.stat, "group": dict(found.group), "parks": found.parks}
        if found.origin == "park":
            tree |= {"park": found.group["park"]}
        if benchmark is not None:
            tree |= {"year": benchmark.year, "source": self._voice.source(benchmark.source) or None}
        return tree

    def _stated_total(self, score: ParkScore) -> Decimal | None:
        park = score.park
        reviewed = self._run.view is View.REVIEWED and park.review is not None
        return park.review.stated_total if reviewed and park.review else park.stated_total


def _treatment(found: Treatment) -> dict[str, Tree]:
    tree: dict[str, Tree] = {"kind": found.kind, "before": decided(found.before), "after": decide(found.after)}
    return {**tree, "how": found.how, "parks": found.parks} if found.how else tree


def _placing(placing: Placing) -> dict[str, Tree]:
    return {"rank": placing.rank, "of": placing.of, "tied": placing.tied}
