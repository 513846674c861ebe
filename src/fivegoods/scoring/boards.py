"""Boards (榜单): who is eligible, how many, who is already on another one; ties at the cut-off are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fivegoods.expressions import NoValue
from fivegoods.model.criteria import Settings
from fivegoods.scoring.environment import Surroundings
from fivegoods.scoring.order import measure, ordered_by, rank_value
from fivegoods.scoring.plan import BoardPlan
from fivegoods.scoring.results import BoardEntry, BoardResult, ParkScore


def all_boards(
    plans: Sequence[BoardPlan],
    scores: Sequence[ParkScore],
    parks: Mapping[str, Surroundings],
    settings: Settings,
    rises: Mapping[str, int],
) -> tuple[BoardResult, ...]:
    """Return every board, one for each group where it is drawn up by group.

    ``rises`` holds the places gained on last year by park id.
    """
    results: list[BoardResult] = []
    winners: dict[str, set[str]] = {}
    for plan in plans:
        taken = {park for board in plan.definition.not_on for park in winners.get(board, ())}
        members = [s for s in scores if s.park.id not in taken and eligible(plan, s, parks)]
        if plan.definition.by == "rise":
            members = [s for s in members if rises.get(s.park.id, 0) > 0]
        drawn = [_board(plan, group, own, settings, rises) for group, own in _groups(plan, members)]
        winners[plan.id] = {entry.park.park.id for board in drawn for entry in board.entries}
        results += drawn
    return tuple(results)


def eligible(plan: BoardPlan, score: ParkScore, parks: Mapping[str, Surroundings]) -> bool:
    """Return whether a park may stand on a board: ranked, with its honours, and meeting the condition."""
    if score.unranked_reason or score.honours_lost:
        return False
    try:
        return plan.who is None or plan.who.truth(parks[score.park.id])
    except NoValue:
        return False


def _groups(plan: BoardPlan, scores: Sequence[ParkScore]) -> list[tuple[dict[str, str], list[ParkScore]]]:
    groups: dict[tuple[str, ...], list[ParkScore]] = {}
    for score in scores:
        groups.setdefault(tuple(score.park.groups.get(g, "") for g in plan.definition.within), []).append(score)
    return [(dict(zip(plan.definition.within, key, strict=True)), groups[key]) for key in sorted(groups)]


def _board(
    plan: BoardPlan, group: dict[str, str], scores: Sequence[ParkScore], settings: Settings, rises: Mapping[str, int]
) -> BoardResult:
    board = plan.definition
    if board.by == "rise":
        ordered = sorted(scores, key=lambda s: (-rises.get(s.park.id, 0), s.rank or 0, s.park.id))
        values = [Decimal(rises.get(s.park.id, 0)) for s in ordered]
    else:
        ordered = ordered_by(scores, board.by, settings, lowest=board.lowest)
        values = [rank_value(measure(s, board.by), settings) for s in ordered]
    size = len(ordered) if board.size is None else min(board.size, len(ordered))
    entries = tuple(
        BoardEntry(values.index(value) + 1, score, value)
        for score, value in zip(ordered[:size], values[:size], strict=True)
    )
    cut = tuple(s for s, value in zip(ordered[size:], values[size:], strict=True) if size and value == values[size - 1])
    return BoardResult(plan.id, board.name, group, entries, cut)
