"""One run as data for machines: the JSON of `score` and `rank`. Keys are English and stay."""

from __future__ import annotations

from fivegoods import __version__
from fivegoods.messages.findings import Finding
from fivegoods.reports.criteria.declared import settings_tree
from fivegoods.reports.exact import decide_short
from fivegoods.reports.header import identity, input_files, notices
from fivegoods.reports.lazy import Each
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Tree
from fivegoods.reports.provenance_coverage import sourced
from fivegoods.reports.results.json_park import ParkTrees
from fivegoods.scoring.scores import BoardResult, Run

SCHEMA = 1


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
        "parks": Each(run.scores, ParkTrees(run, voice).tree),
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
        "findings": Each(run.findings, lambda finding: _finding(finding, voice)),
    }


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
