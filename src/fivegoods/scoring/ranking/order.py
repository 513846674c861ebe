"""Ranks: which rows are ranked, by which value, and how ties are shown; decided before any rounding for display."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from operator import ne, or_
from typing import Final

from fivegoods.criteria.models.criteria import Settings
from fivegoods.numeric.decimals import decide, decide_all, round_to
from fivegoods.panel.entities import Value
from fivegoods.scoring.columns import Ranking, ScoreColumns
from fivegoods.scoring.scores import ParkScore

#: Stands for a value that a park does not have: it never wins a tie by missing data.
_LOWEST: Final = Decimal("-1E+30")


def rank_value(points: Decimal, settings: Settings) -> Decimal:
    """Return the value that ranks are decided on: at 12 decimals, or as many as the criteria declare."""
    return decide(points) if settings.rank_decimals is None else round_to(points, settings.rank_decimals)


def rank_values(points: Sequence[Decimal], settings: Settings) -> list[Decimal]:
    """Return `rank_value` of each of many points."""
    return decide_all(points) if settings.rank_decimals is None else [rank_value(own, settings) for own in points]


def measure(score: ParkScore, name: str) -> Decimal:
    """Return the total, a further total, a dimension's or indicator's points, or a field's value.

    A park without the value gets the lowest there is.
    """
    return _number(score.columns.measure(name)[score.row])


def _number(value: Value | None) -> Decimal:
    return value if isinstance(value, Decimal) else _LOWEST


@dataclass(frozen=True, slots=True)
class Order:
    """Rows in rank order, unranked ones last; those of one level tie in the total and every declared key."""

    rows: Sequence[int]
    levels: Sequence[int]
    #: By row, what `rank_value` gives of the total.
    totals: Sequence[Decimal]


def order_of(columns: ScoreColumns, settings: Settings) -> Order:
    """Return the order of all rows; those that tie stand in the order of their ids."""
    ids = columns.context.panel.ids
    keys = [[decide(_number(x)) for x in columns.measure(name)] for name in settings.tie_break]
    totals = rank_values(columns.points, settings)
    keys.insert(0, totals)
    rows = sorted(range(len(columns.points)), key=ids.__getitem__)
    for key in reversed(keys):
        rows.sort(key=key.__getitem__, reverse=True)
    levels = [0] * len(rows)
    changed = [False] * (len(rows) - 1)
    for key in keys:
        ordered = [key[row] for row in rows]
        changed = list(map(or_, changed, map(ne, ordered, ordered[1:])))
    for row, level in zip(rows, accumulate(changed, initial=0), strict=False):
        levels[row] = level
    unranked = columns.unranked
    if unranked:
        rows = [row for row in rows if row not in unranked] + [row for row in rows if row in unranked]
    return Order(rows, levels, totals)


def overall_ranking(columns: ScoreColumns, order: Order, settings: Settings) -> Ranking:
    """Return the placings among all ranked rows."""
    return _ranking([[row for row in order.rows if row not in columns.unranked]], order, settings)


def ranking_within(group: str, columns: ScoreColumns, order: Order, settings: Settings) -> Ranking:
    """Return the placings of ranked rows among those of their value of a group; rows without one have none."""
    members: dict[str, list[int]] = {}
    values = columns.context.panel.groups.get(group, ())
    for row in order.rows if values else ():
        value = values[row]
        if value is not None and row not in columns.unranked:
            members.setdefault(value, []).append(row)
    return _ranking(members.values(), order, settings)


def _ranking(groups: Iterable[Sequence[int]], order: Order, settings: Settings) -> Ranking:
    count = len(order.rows)
    ranks: list[int | None] = [None] * count
    of, tied = [0] * count, [0] * count
    for rows in groups:
        placed = _ranks([order.levels[row] for row in rows], settings)
        sharing, size = Counter(placed), len(rows)
        for row, rank in zip(rows, placed, strict=True):
            ranks[row], of[row], tied[row] = rank, size, sharing[rank]
    return Ranking(ranks, of, tied)


def _ranks(levels: Sequence[int], settings: Settings) -> list[int]:
    """Return the ranks of levels in rank order, by the declared tie convention."""
    if len(set(levels)) == len(levels):
        return list(range(1, len(levels) + 1))
    ranks: list[int] = []
    for index, level in enumerate(levels):
        if settings.ties == "ordinal" or not index or level != levels[index - 1]:
            ranks.append((ranks[-1] if ranks else 0) + 1 if settings.ties == "dense" else index + 1)
        else:
            ranks.append(ranks[-1])
    return ranks
