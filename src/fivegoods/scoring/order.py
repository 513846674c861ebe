"""Ranks: who is ranked, by which value, and how ties are shown; decided before any rounding for display."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from fivegoods.decimals import ZERO, decide, round_to
from fivegoods.model.criteria import Settings
from fivegoods.scoring.results import NodeScore, ParkScore, Placing

Key = tuple[Decimal, ...]


def rank_value(points: Decimal, settings: Settings) -> Decimal:
    """Return the value that ranks are decided on: at 12 decimals, or as many as the criteria declare."""
    return decide(points) if settings.rank_decimals is None else round_to(points, settings.rank_decimals)


def with_ranks(scores: Sequence[ParkScore], settings: Settings, groups: Sequence[str]) -> tuple[ParkScore, ...]:
    """Return the scores in rank order with overall and group placings; unranked parks come last."""
    ranked = sorted((s for s in scores if not s.unranked_reason), key=lambda s: _sort_key(s, settings))
    rest = sorted((s for s in scores if s.unranked_reason), key=lambda s: _sort_key(s, settings))
    overall = placings(ranked, settings)
    by_group: dict[str, dict[str, Placing]] = {}
    for group in groups:
        for value in {s.park.groups.get(group) for s in ranked} - {None}:
            members = [s for s in ranked if s.park.groups.get(group) == value]
            for score, placing in zip(members, placings(members, settings), strict=True):
                by_group.setdefault(score.park.id, {})[group] = placing
    placed = [
        replace(score, placing=placing, group_placings=by_group.get(score.park.id, {}))
        for score, placing in zip(ranked, overall, strict=True)
    ]
    return (*placed, *rest)


def placings(ordered: Sequence[ParkScore], settings: Settings) -> list[Placing]:
    """Return the placing of each park of a list in rank order, by the declared tie convention."""
    keys = [rank_key(score, settings) for score in ordered]
    ranks: list[int] = []
    for index, key in enumerate(keys):
        if settings.ties == "ordinal" or not index or key != keys[index - 1]:
            ranks.append((ranks[-1] if ranks else 0) + 1 if settings.ties == "dense" else index + 1)
        else:
            ranks.append(ranks[-1])
    return [Placing(rank, len(ranks), ranks.count(rank)) for rank in ranks]


def rank_key(score: ParkScore, settings: Settings) -> Key:
    """Return the value of the total and the declared tie-break values; larger ranks first."""
    return (rank_value(score.points, settings), *(decide(measure(score, name)) for name in settings.tie_break))


def _sort_key(score: ParkScore, settings: Settings) -> tuple[Key, str]:
    return tuple(-part for part in rank_key(score, settings)), score.park.id


def measure(score: ParkScore, name: str) -> Decimal:
    """Return the total, a further total, a dimension's or indicator's points, or a field's value.

    A park without the value gets the lowest there is, so it never wins a tie by missing data.
    """
    if name == "total":
        return score.points
    if name in score.totals:
        return score.totals[name]
    for node in score.root.walk():
        if node.plan.id == name:
            return node.points
        for indicator in node.indicators:
            if indicator.plan.id == name:
                return indicator.points
    value = score.park.data.get(name)
    return value if isinstance(value, Decimal) else Decimal("-1E+30")


def node_of(score: ParkScore, node_id: str) -> NodeScore | None:
    """Return one dimension of a park's score."""
    return next((node for node in score.root.walk() if node.plan.id == node_id), None)


def ordered_by(scores: Sequence[ParkScore], name: str, settings: Settings, *, lowest: bool = False) -> list[ParkScore]:
    """Return scores by a measure, ties by the declared keys and then the id (which never decides a rank)."""
    sign = 1 if lowest else -1

    def key(score: ParkScore) -> tuple[Decimal, Key, str]:
        main = rank_value(measure(score, name), settings)
        return sign * main, tuple(sign * part for part in rank_key(score, settings)), score.park.id

    return sorted(scores, key=key)


def gap_to(scores: Sequence[ParkScore], of: Callable[[ParkScore], Decimal] = lambda s: s.points) -> list[Decimal]:
    """Return for each park its distance to the one before it in the list; 0 for the first."""
    values = [of(score) for score in scores]
    return [ZERO, *(before - own for before, own in zip(values, values[1:], strict=False))]
