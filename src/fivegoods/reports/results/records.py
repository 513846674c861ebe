"""One run as flat tables with English keys, for CSV and spreadsheets. Numbers are whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fivegoods.numeric.decimals import ZERO, decide
from fivegoods.reports.exact import decide_short, exact_value
from fivegoods.reports.lazy import Each
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Cell, Column, Kind, Table
from fivegoods.reports.provenance import source_text, traces
from fivegoods.reports.results.parts import top_dimensions
from fivegoods.scoring.scores import IndicatorScore, NodeScore, ParkScore, Run

_PARK = ("rank", "parks_at_rank", "id", "name", "year", "points", "possible", "coverage", "grade")
_INDICATOR = (
    "park", "park_name", "year", "dimension", "indicator", "name", "value", "unit", "reference",
    "points", "possible", "full", "lost", "outcome", "source",
)  # fmt: skip


def columns_of(keys: tuple[str, ...]) -> tuple[Column, ...]:
    """Return columns whose headers are their keys."""
    return tuple(Column(key, key, Kind.TEXT) for key in keys)


def park_records(run: Run, voice: Voice) -> Table:
    """Return one row per park: totals, ranks, groups and their ranks, dimensions, boards."""
    criteria = run.criteria.criteria
    groups = tuple(criteria.groups)
    parts = tuple(part.id for part in run.plan.root.children)
    keys = (
        *_PARK,
        *groups,
        *(f"rank_{key}" for key in groups),
        *parts,
        *(f"total_{key}" for key in criteria.totals),
        "adjustments",
        "boards",
        "unranked_reason",
    )
    boards = _boards_by_park(run)

    def row(score: ParkScore) -> tuple[Cell, ...]:
        return _park_row(score, parts, voice, boards.get(score.park.id, ()))

    return Table(columns_of(keys), Each(run.scores, row))


def _park_row(score: ParkScore, parts: Sequence[str], voice: Voice, boards: tuple[str, ...]) -> tuple[Cell, ...]:
    criteria, placings = voice.criteria, score.group_placings
    points = (score.points_of(part) for part in parts)
    return (
        score.rank,
        score.placing.tied if score.placing else None,
        score.park.id,
        voice.park(score.park),
        score.park.year,
        decide(score.points),
        decide(score.possible),
        decide(score.coverage),
        score.grade,
        *(score.park.groups.get(key) for key in criteria.groups),
        *(placings[key].rank if key in placings else None for key in criteria.groups),
        *(None if own is None else decide(own) for own in points),
        *(score.totals.get(key) for key in criteria.totals),
        decide(sum((a.points for a in score.adjustments), ZERO)),
        ";".join(boards),
        score.unranked_reason or None,
    )


def _boards_by_park(run: Run) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for board in run.boards:
        for entry in board.entries:
            found[entry.park.park.id] = (*found.get(entry.park.park.id, ()), board.id)
    return found


def indicator_records(run: Run, voice: Voice) -> Table:
    """Return one row per park and indicator, with value, reference, points and source."""
    rows = tuple(
        _indicator_row(score, dimension, found, run, voice)
        for score in run.scores
        for dimension, found in _indicators(score)
    )
    return Table(columns_of(_INDICATOR), rows)


def _indicators(score: ParkScore) -> Iterator[tuple[str, IndicatorScore]]:
    for top in top_dimensions(score.root):
        yield from _below(top, top.plan.id)


def _below(node: NodeScore, path: str) -> Iterator[tuple[str, IndicatorScore]]:
    for child in node.nodes:
        yield from _below(child, f"{path}/{child.plan.id}")
    for found in node.indicators:
        yield path, found


def _indicator_row(score: ParkScore, dimension: str, found: IndicatorScore, run: Run, voice: Voice) -> tuple[Cell, ...]:
    return (
        score.park.id,
        voice.park(score.park),
        score.park.year,
        dimension,
        found.plan.id,
        voice.name(found.plan),
        machine_value(found),
        found.plan.definition.unit,
        ";".join(_plain(reference.value) for reference in found.references),
        decide_short(found.points),
        decide_short(found.possible),
        decide_short(found.full),
        decide_short(found.lost),
        str(found.outcome),
        source_text(traces(score, found, run.view), voice),
    )


def machine_value(found: IndicatorScore) -> Cell:
    """Return an indicator's value for a file: a number, a choice's id, ``true`` or ``false``."""
    if isinstance(found.value, bool):
        return "true" if found.value else "false"
    return exact_value(found.value) if isinstance(found.value, Decimal) else found.value


def _plain(value: Decimal) -> str:
    return f"{exact_value(value):f}"
