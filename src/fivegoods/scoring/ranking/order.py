"""Ranks: who is ranked, by which value, and how ties are shown; decided before any rounding for display."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from fivegoods.criteria.models.criteria import Settings
from fivegoods.numeric.decimals import decide, round_to
from fivegoods.scoring.scores import ParkScore, Placing, make_placing, place

Key = tuple[Decimal, ...]


def rank_value(points: Decimal, settings: Settings) -> Decimal:
    """Return the value that ranks are decided on: at 12 decimals, or as many as the criteria declare."""
    return decide(points) if settings.rank_decimals is None else round_to(points, settings.rank_decimals)


def with_ranks(scores: Sequence[ParkScore], settings: Settings, groups: Sequence[str]) -> tuple[ParkScore, ...]:
    """Fill in overall and group placings; return the scores in rank order, unranked parks last."""
    # Sorting is stable, so parks of one key stay in the order of their ids.
    keyed = [(_sort_key(score, settings), score) for score in sorted(scores, key=lambda score: score.park.id)]
    keyed.sort(key=lambda pair: pair[0], reverse=True)
    ranked = [pair for pair in keyed if not pair[1].unranked_reason]
    rest = [score for _, score in keyed if score.unranked_reason]
    overall = _placings([key for key, _ in ranked], settings)
    within = [(group, _within(group, ranked, overall, settings)) for group in groups]
    for index, (_, score) in enumerate(ranked):
        place(score, overall[index], {group: own for group, placed in within if (own := placed[index]) is not None})
    return (*(score for _, score in ranked), *rest)


def _sort_key(score: ParkScore, settings: Settings) -> Decimal | Key:
    """Return what orders the parks; a tuple of one takes twice the time of the number in it."""
    return rank_key(score, settings) if settings.tie_break else rank_value(score.points, settings)


def _within(
    group: str, ranked: Sequence[tuple[Decimal | Key, ParkScore]], overall: list[Placing], settings: Settings
) -> Sequence[Placing | None]:
    """Return the placing of each ranked park among those of its value of a group, None if it has none."""
    members: dict[str, list[int]] = {}
    for index, (_, score) in enumerate(ranked):
        value = score.park.groups.get(group)
        if value is not None:
            members.setdefault(value, []).append(index)
    found: list[Placing | None] = [None] * len(ranked)
    for indices in members.values():
        if len(indices) == len(ranked):
            return overall
        for index, placing in zip(indices, _placings([ranked[i][0] for i in indices], settings), strict=True):
            found[index] = placing
    return found


def placings(ordered: Sequence[ParkScore], settings: Settings) -> list[Placing]:
    """Return the placing of each park of a list in rank order, by the declared tie convention."""
    return _placings([rank_key(score, settings) for score in ordered], settings)


def _placings(keys: Sequence[Decimal | Key], settings: Settings) -> list[Placing]:
    ranks: list[int] = []
    for index, key in enumerate(keys):
        if settings.ties == "ordinal" or not index or key != keys[index - 1]:
            ranks.append((ranks[-1] if ranks else 0) + 1 if settings.ties == "dense" else index + 1)
        else:
            ranks.append(ranks[-1])
    tied = Counter(ranks)
    return [make_placing(rank, len(ranks), tied[rank]) for rank in ranks]


def rank_key(score: ParkScore, settings: Settings) -> Key:
    """Return the value of the total and the declared tie-break values; larger ranks first."""
    return (rank_value(score.points, settings), *(decide(measure(score, name)) for name in settings.tie_break))


def measure(score: ParkScore, name: str) -> Decimal:
    """Return the total, a further total, a dimension's or indicator's points, or a field's value.

    A park without the value gets the lowest there is, so it never wins a tie by missing data.
    """
    if name == "total":
        return score.points
    if name in score.totals:
        return score.totals[name]
    points = score.points_of(name)
    if points is not None:
        return points
    value = score.data.get(name)
    return value if isinstance(value, Decimal) else Decimal("-1E+30")
