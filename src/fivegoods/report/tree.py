"""One run as data for machines: the JSON of `score` and `rank`. Keys are English and stay."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fivegoods import __version__
from fivegoods.decimals import decide, show
from fivegoods.findings import Finding
from fivegoods.report.declared import settings_tree, treatment_tree
from fivegoods.report.header import identity, input_files, notices
from fivegoods.report.model import Tree
from fivegoods.report.parts import top_dimensions
from fivegoods.report.provenance import source_text, trace_tree, traces
from fivegoods.report.sourced import sourced
from fivegoods.report.voice import Voice
from fivegoods.scoring.contribution import contributions
from fivegoods.scoring.results import (
    AdjustmentScore,
    BoardResult,
    IndicatorScore,
    NodeScore,
    ParkScore,
    Placing,
    ResolvedReference,
    Run,
)

SCHEMA = 1

# More digits than this come from a division, not from a file.
_WRITTEN_DIGITS = 28


def run_tree(run: Run, voice: Voice) -> dict[str, Tree]:
    """Return the whole run, parks in rank order. Points are at the 12 decimals that decisions look at."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "fivegoods", "version": __version__},
        "criteria": {**identity(run.criteria), "name": voice.text(voice.criteria.name)},
        "settings": settings_tree(run),
        "view": str(run.view),
        "notices": list(notices(voice)),
        "files": [{"file": name, "sha256": sha256} for name, sha256 in input_files(run)],
        "provenance": traced.tree() if (traced := sourced(run)) is not None else None,
        "parks": [park_tree(score, run, voice) for score in run.scores],
        "boards": [_board(board, voice) for board in run.boards],
        "benchmarks": [
            {
                "of": benchmark.of,
                "stat": benchmark.stat,
                "year": benchmark.year,
                "groups": dict(benchmark.groups),
                "value": benchmark.value,
                "parks": benchmark.parks,
                "source": voice.source(benchmark.source) or None,
            }
            for benchmark in run.benchmarks
        ],
        "findings": [_finding(finding, voice) for finding in run.findings],
    }


def park_tree(score: ParkScore, run: Run, voice: Voice) -> dict[str, Tree]:
    """Return one park: totals, ranks, dimensions with their indicators, adjustments."""
    park = score.park
    brings = contributions(score.root)
    return {
        "id": park.id,
        "name": voice.park(park),
        "year": park.year,
        "points": decide_short(score.points),
        "possible": decide_short(score.possible),
        "possible_is_open": score.possible_is_open,
        "full": decide_short(score.full),
        "coverage": decide_short(score.coverage),
        "rank": score.rank,
        "rank_of": score.placing.of if score.placing else None,
        "tied": score.placing.tied if score.placing else None,
        "grade": score.grade,
        "groups": dict(park.groups),
        "group_ranks": {key: _placing(placing) for key, placing in score.group_placings.items()},
        "totals": {key: decide_short(points) for key, points in score.totals.items()},
        "dimensions": [_node(node, score, run, voice, brings) for node in top_dimensions(score.root)],
        "adjustments": [_adjustment(adjustment, voice) for adjustment in score.adjustments],
        "honours_lost": score.honours_lost,
        "unranked_reason": score.unranked_reason or None,
        "stated_total": _stated_total(score, run),
    }


def decide_short(x: Decimal) -> Decimal:
    """Return ``x`` at the 12 decimals that decisions look at, without trailing zeros."""
    return Decimal(show(decide(x)))


def _node(
    node: NodeScore, score: ParkScore, run: Run, voice: Voice, brings: Mapping[str, Decimal | None]
) -> dict[str, Tree]:
    tree: dict[str, Tree] = {
        "id": node.plan.id,
        "name": voice.name(node.plan),
        "points": decide_short(node.points),
        "possible": decide_short(node.possible),
        "full": decide_short(node.full),
        "outcome": str(node.outcome),
    }
    if node.nodes:
        tree["dimensions"] = [_node(child, score, run, voice, brings) for child in node.nodes]
    if node.indicators or not node.nodes:
        tree["indicators"] = [_indicator(child, score, run, voice, brings) for child in node.indicators]
    return tree


def _indicator(
    found: IndicatorScore, score: ParkScore, run: Run, voice: Voice, brings: Mapping[str, Decimal | None]
) -> dict[str, Tree]:
    behind = traces(score.park, found, run.view)
    return {
        "id": found.plan.id,
        "name": voice.name(found.plan),
        "value": found.value if not isinstance(found.value, Decimal) else exact_value(found.value),
        "unit": found.plan.definition.unit,
        "treatments": [treatment_tree(treatment) for treatment in found.treatments],
        "references": [_reference(reference, voice) for reference in found.references],
        "points": decide_short(found.points),
        "possible": decide_short(found.possible),
        "full": decide_short(found.full),
        "contribution": None if (brought := brings[found.plan.id]) is None else decide_short(brought),
        "outcome": str(found.outcome),
        "reason": found.reason or None,
        "source": source_text(behind, voice),
        "provenance": [trace_tree(trace, voice) for trace in behind],
    }


def exact_value(value: Decimal) -> Decimal:
    """Return a written value as it is; an endless quotient at the decimals that decisions look at."""
    return decide_short(value) if len(value.as_tuple().digits) > _WRITTEN_DIGITS else value


def _reference(found: ResolvedReference, voice: Voice) -> dict[str, Tree]:
    benchmark = found.benchmark
    tree: dict[str, Tree] = {"name": found.name, "value": exact_value(found.value), "origin": found.origin}
    if found.stat:
        tree |= {"stat": found.stat, "group": dict(found.group), "parks": found.parks}
    if benchmark is not None:
        tree |= {"year": benchmark.year, "source": voice.source(benchmark.source) or None}
    return tree


def _adjustment(found: AdjustmentScore, voice: Voice) -> dict[str, Tree]:
    return {
        "id": found.id,
        "name": voice.text(found.name),
        "count": found.count,
        "points": decide_short(found.points),
        "to": found.to,
        "effects": list(found.effects),
    }


def _placing(placing: Placing) -> dict[str, Tree]:
    return {"rank": placing.rank, "of": placing.of, "tied": placing.tied}


def _board(board: BoardResult, voice: Voice) -> dict[str, Tree]:
    return {
        "id": board.id,
        "name": voice.text(board.name),
        "group": dict(board.group),
        "entries": [
            {
                "rank": entry.rank,
                "id": entry.park.park.id,
                "name": voice.park(entry.park.park),
                "value": decide_short(entry.value),
            }
            for entry in board.entries
        ],
        "cut_ties": [score.park.id for score in board.cut_ties],
    }


def _stated_total(score: ParkScore, run: Run) -> Decimal | None:
    review = score.park.review
    if run.view == "reviewed" and review is not None:
        return review.stated_total
    return score.park.stated_total


def _finding(finding: Finding, voice: Voice) -> dict[str, Tree]:
    template = finding.kind.zh if voice.lang == "zh" else finding.kind.en
    return {
        "code": finding.kind.code,
        "severity": str(finding.severity),
        "message": template.format(**finding.params),
        "file": finding.place.file,
        "line": finding.place.line or None,
        "column": finding.place.column or None,
        "sheet": finding.place.sheet or None,
        "cell": finding.place.cell or None,
    }
