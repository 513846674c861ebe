"""Boards (榜单): who is eligible, how many, who is already on another one; ties at the cut-off are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.plan.plan import BoardPlan
from fivegoods.expressions import NoValue
from fivegoods.scoring.ranking.order import measure, rank_value
from fivegoods.scoring.scores import BoardEntry, BoardResult, ParkScore


def all_boards(
    plans: Sequence[BoardPlan],
    scores: Sequence[ParkScore],
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
        members = [s for s in scores if s.id not in taken and eligible(plan, s)]
        if plan.definition.by == "rise":
            members = [s for s in members if rises.get(s.id, 0) > 0]
        drawn = [_board(plan, group, own, settings, rises) for group, own in _groups(plan, members)]
        winners[plan.id] = {entry.park.id for board in drawn for entry in board.entries}
        results += drawn
    return tuple(results)


def eligible(plan: BoardPlan, score: ParkScore) -> bool:
    """Return whether a park may stand on a board: ranked, with its honours, and meeting the condition.

    What the board goes by must apply to the park.
    """
    columns, by = score.columns, plan.definition.by
    if score.unranked_reason or score.honours_lost:
        return False
    if columns.part(by) is not None and by not in columns.whole[score.row].full:
        return False
    try:
        return plan.who is None or plan.who.truth(columns.final.rows([score.row]))
    except NoValue:
        return False


def _groups(plan: BoardPlan, scores: Sequence[ParkScore]) -> list[tuple[dict[str, str], list[ParkScore]]]:
    groups: dict[tuple[str, ...], list[ParkScore]] = {}
    for score in scores:
        groups.setdefault(tuple(score.groups.get(g, "") for g in plan.definition.within), []).append(score)
    return [(dict(zip(plan.definition.within, key, strict=True)), groups[key]) for key in sorted(groups)]


def _board(
    plan: BoardPlan, group: dict[str, str], scores: Sequence[ParkScore], settings: Settings, rises: Mapping[str, int]
) -> BoardResult:
    """Fill a board up to its size; parks that no declared key tells apart from the last one are on it too."""
    board = plan.definition
    keys = {s.id: _key(plan, s, settings, rises) for s in scores}
    ordered = sorted(scores, key=lambda s: (keys[s.id], s.id))
    values = [_value(plan, s, settings, rises) for s in ordered]
    size = len(ordered) if board.size is None else min(board.size, len(ordered))
    while 0 < size < len(ordered) and keys[ordered[size].id] == keys[ordered[size - 1].id]:
        size += 1
    entries = tuple(
        BoardEntry(values.index(value) + 1, score, value)
        for score, value in zip(ordered[:size], values[:size], strict=True)
    )
    cut = tuple(s for s, value in zip(ordered[size:], values[size:], strict=True) if size and value == values[size - 1])
    return BoardResult(plan.id, board.name, group, entries, cut)


def _value(plan: BoardPlan, score: ParkScore, settings: Settings, rises: Mapping[str, int]) -> Decimal:
    if plan.definition.by == "rise":
        return Decimal(rises.get(score.id, 0))
    return rank_value(measure(score, plan.definition.by), settings)


def _key(plan: BoardPlan, score: ParkScore, settings: Settings, rises: Mapping[str, int]) -> tuple[Decimal, int]:
    """Return what orders a board, smaller first: its measure, then the keys that decide ranks."""
    sign = 1 if plan.definition.lowest else -1
    return sign * _value(plan, score, settings, rises), -sign * score.level
