"""Figures copied from another park, or from the park's own last year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from fivegoods.checks.data.columns import Columns, place_of
from fivegoods.messages.findings import Finding, FindingKind, Severity, define
from fivegoods.panel.entities import Park
from fivegoods.scoring.scores import ParkScore

FROM_PARK: Final = define(
    "FG356",
    Severity.WARNING,
    zh="{park_zh} 有 {count} 个数与 {other_zh} 完全相同（{fields_zh}），可能填错了列",
    en="{park_en} has {count} figures exactly as those of {other_en} ({fields_en}): copied into the wrong column?",
    cause_zh="两个园区的几个多位数完全相同，几乎不可能是巧合。",
    cause_en="Several figures of many digits are the same in two parks, which is hardly a coincidence.",
)
FROM_LAST_YEAR: Final = define(
    "FG357",
    Severity.WARNING,
    zh="{park_zh}：{count} 个数与上年完全相同（{fields_zh}），可能没有更新",
    en="{park_en}: {count} figures are exactly last year's ({fields_en}): were they brought up to date?",
    cause_zh="多数数据与上年一字不差，可能是照抄上年的表。",
    cause_en="Most figures are last year's to the last digit; the form may have been copied.",
)

#: A figure of fewer digits may be the same by chance.
_DIGITS: Final = 3
_FEWEST: Final = 4
_SHOWN: Final = 6
#: In more parks than this, equal figures of single fields are everywhere.
_BIG: Final = 5000


def check(columns: Columns) -> list[Finding]:
    """Return a finding for each pair of parks, and each park, with too many equal figures."""
    return [*_from_parks(columns), *_from_last_year(columns)]


def _telling(x: object) -> bool:
    """Return whether a number has three digits or more, without the zeros before and behind them."""
    return isinstance(x, Decimal) and abs(x) >= 1 and len(x.normalize().as_tuple().digits) >= _DIGITS


def _from_parks(columns: Columns) -> Iterator[Finding]:
    """Find pairs by the figures they share; in a big table only rows that are the same throughout."""
    if len(columns.run.columns.context) > _BIG:
        yield from _whole_rows(columns)
        return
    pairs: Counter[tuple[int, int]] = Counter()
    shared: dict[tuple[int, int], list[str]] = {}
    for name, column in columns.numbers.items():
        holders: dict[Decimal, list[int]] = {}
        for index, x in enumerate(column):
            if x is not None:
                holders.setdefault(x, []).append(index)
        for x, found in holders.items():
            if len(found) == 2 and _telling(x):
                pair = (found[0], found[1])
                pairs[pair] += 1
                shared.setdefault(pair, []).append(name)
    for pair, count in sorted(pairs.items()):
        first, second = map(columns.park, pair)
        if pair[1] >= columns.shown:  # the later one is a peer
            first, second = second, first
        if pair[0] < columns.shown and count >= _FEWEST and 4 * count >= 3 * _comparable(columns, pair):
            yield _finding(columns, FROM_PARK, second, shared[pair], first.name.words("other"))


def _whole_rows(columns: Columns) -> Iterator[Finding]:
    """Find rows that are the same throughout: they have the same points, so few rows need a closer look."""
    run = columns.run
    levels = run.placings.levels
    if max(levels, default=0) + 1 == len(levels):  # no two rows tie
        return
    for _, tied in groupby(range(len(run.rows)), key=lambda place: run.placings.levels[run.rows[place]]):
        places = list(tied)
        if len(places) > 1:
            yield from _alike(columns, sorted((run.scores[place] for place in places), key=lambda score: score.row))


def _alike(columns: Columns, scores: Sequence[ParkScore]) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], ParkScore] = {}
    for score in scores:
        first = seen.setdefault(tuple(sorted(score.data.items())), score)
        fields = [name for name, x in score.data.items() if _telling(x)]
        if first is not score and len(fields) >= _FEWEST:
            yield _finding(columns, FROM_PARK, score.park, fields, first.park.name.words("other"))


def _comparable(columns: Columns, pair: tuple[int, int]) -> int:
    """Return how many telling figures both parks report."""
    return sum(all(_telling(column[row]) for row in pair) for column in columns.numbers.values())


def _from_last_year(columns: Columns) -> Iterator[Finding]:
    both: Counter[int] = Counter()
    same: dict[int, set[str]] = {}
    for name in columns.numbers:
        for row, then, x in columns.growing(name):
            if _telling(x) and _telling(then):
                both[row] += 1
                if x == then:
                    same.setdefault(row, set()).add(name)
    for row, names in sorted(same.items()):
        if len(names) >= _FEWEST and 2 * len(names) >= both[row]:
            fields = [name for name in columns.run.columns.context.data(row) if name in names]
            yield _finding(columns, FROM_LAST_YEAR, columns.park(row), fields, {})


def _finding(columns: Columns, kind: FindingKind, park: Park, fields: list[str], more: dict[str, str]) -> Finding:
    shown = [columns.called(name) for name in fields[:_SHOWN]]
    more_follow = len(fields) > _SHOWN
    params = {
        **park.name.words("park"),
        **more,
        "count": str(len(fields)),
        "fields": ", ".join(fields),
        "fields_zh": "、".join(name["field_zh"] for name in shown) + ("等" if more_follow else ""),
        "fields_en": ", ".join(name["field_en"] for name in shown) + (", …" if more_follow else ""),
    }
    return Finding(kind, place_of(park, fields[0]), params)
