"""Ranks of one indicator within groups, for rules that score the rank."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import decide
from fivegoods.panel.context import ParkContext
from fivegoods.scoring.indicators.statistics import ranks_of
from fivegoods.scoring.indicators.values import Found, FoundColumn


def give_ranks(plan: IndicatorPlan, parks: Sequence[ParkContext], column: FoundColumn, settings: Settings) -> None:
    """Tell the column each value's rank in its group; equal values share a rank."""
    within: tuple[str, ...] = getattr(plan.rule, "within", ())
    groups: dict[tuple[str, ...], list[Found]] = {}
    for env, found in zip(parks, column.each(), strict=True):
        if not found.usable:
            continue
        unknown = next((name for name in within if name not in env.park.groups), None)
        if unknown is not None:
            found.reason = f"no_group:{unknown}"
            continue
        groups.setdefault(tuple(env.park.groups[name] for name in within), []).append(found)
    for members in groups.values():
        _rank(members, plan, settings)


def _rank(members: list[Found], plan: IndicatorPlan, settings: Settings) -> None:
    values = [decide(f.value) for f in members if isinstance(f.value, Decimal)]
    lower = plan.rule.direction() == "lower"
    ranks = ranks_of(values, lower_is_better=lower, dense=settings.ties == "dense")
    alone = len(members) < 2 and settings.group_of_one == "no_reference"
    for found, rank in zip(members, ranks, strict=True):
        found.rank, found.peers = rank, len(members)
        if alone:
            found.reason = "no_peers"
