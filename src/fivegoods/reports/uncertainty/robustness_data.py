"""The robustness of a ranking for machines: JSON and CSV."""

from __future__ import annotations

from fivegoods.reports.header import identity
from fivegoods.reports.json_head import head_tree
from fivegoods.reports.lazy import Each
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Cell, Table, Tree
from fivegoods.reports.results.records import columns_of
from fivegoods.reports.uncertainty.robustness_tables import number
from fivegoods.uncertainty.results import Block, LeftOut, Robustness, Standing


def robustness_tree(found: Robustness, voice: Voice) -> Tree:
    """Return everything for JSON."""
    indices = found.indices
    return {
        **head_tree(voice, found.run),
        "criteria": identity(found.run.criteria),
        "draws": found.draws,
        "seed": found.seed,
        "level": number(found.level),
        "uncertainty": found.uncertainty.model_dump(mode="json", exclude_none=True),
        "mean_shift": number(found.mean_shift),
        "firm_first": found.firm_first,
        "firm_last": found.firm_last,
        "blocks": [_block(block) for block in found.blocks],
        "parks": Each(found.standings, lambda standing: _standing(standing, voice)),
        "open_pairs": [
            {"first": p.first, "second": p.second, "ahead": number(p.ahead), "behind": number(p.behind)}
            for p in found.pairs
        ],
        "pairs_compared": found.pairs_compared,
        "left_out": [_left(left) for left in found.left_out],
        "drivers": None
        if indices is None
        else [{"choice": i.name, "first": number(i.first), "total": number(i.total)} for i in indices.choices],
    }


def _block(block: Block) -> Tree:
    return {"first": block.first, "last": block.last, "parks": list(block.parks), "tied": block.tied}


def _standing(standing: Standing, voice: Voice) -> Tree:
    return {
        "id": standing.score.park.id,
        "name": voice.park(standing.score.park),
        "rank": standing.nominal,
        "mean": number(standing.mean),
        "median": standing.median,
        "low": standing.low,
        "high": standing.high,
        "best": standing.best,
        "worst": standing.worst,
        "grades": {key: number(share) for key, share in standing.grades.items()},
        "boards": {key: number(share) for key, share in standing.boards.items()},
        "ahead_of_next": None if standing.ahead_of_next is None else number(standing.ahead_of_next),
        "tied_with_next": None if standing.tied_with_next is None else number(standing.tied_with_next),
    }


def _left(left: LeftOut) -> Tree:
    return {
        "id": left.id,
        "dimension": left.is_dimension,
        "mean_shift": number(left.mean_shift),
        "park": left.park,
        "before": left.before,
        "after": left.after,
        "correlation": number(left.correlation),
        "ranks": dict(left.ranks),
    }


def robustness_records(found: Robustness, voice: Voice) -> Table:
    """Return one row per park for CSV."""
    criteria = voice.criteria
    grades = [level.id for level in criteria.grades.levels] if criteria.grades is not None else []
    keys = (
        "rank", "id", "name", "mean", "median", "low", "high", "best", "worst", "ahead_of_next", "tied_with_next",
        *(f"grade_{grade}" for grade in grades),
        *(f"board_{board}" for board in criteria.boards),
    )  # fmt: skip
    rows = tuple(_row(standing, voice, grades) for standing in found.standings)
    return Table(columns_of(keys), rows)


def _row(standing: Standing, voice: Voice, grades: list[str]) -> tuple[Cell, ...]:
    return (
        standing.nominal,
        standing.score.park.id,
        voice.park(standing.score.park),
        number(standing.mean),
        standing.median,
        standing.low,
        standing.high,
        standing.best,
        standing.worst,
        None if standing.ahead_of_next is None else number(standing.ahead_of_next),
        None if standing.tied_with_next is None else number(standing.tied_with_next),
        *(number(standing.grades[grade]) for grade in grades),
        *(number(standing.boards[board]) for board in voice.criteria.boards),
    )
