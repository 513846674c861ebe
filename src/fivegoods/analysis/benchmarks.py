"""Group statistics of a run (基准): what one park needs to be told to score itself as the others would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fivegoods.criteria.plan.plan import IndicatorPlan, Plan, ReferencePlan
from fivegoods.numeric.decimals import round_to
from fivegoods.scoring.columns import ResolvedReference
from fivegoods.scoring.scores import Run

#: More decimals than any decision looks at, and few enough to be read back exactly.
_PLACES: Final = 20
_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class GroupStatistic:
    """One statistic of one group in the unit of what it is of; no park is named."""

    of: str
    stat: str
    year: int
    groups: Mapping[str, str]
    value: Decimal
    unit: str | None
    parks: int
    quantile: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GroupStatistics:
    """The statistics of a run, those of groups too small to hand out, and what statistics cannot stand in for."""

    made: tuple[GroupStatistic, ...]
    too_small: tuple[GroupStatistic, ...]
    #: Indicators that look at each of the peers: ranks, shares of a total, the group's mean points.
    need_peers: tuple[str, ...]


def group_statistics(run: Run, at_least: int) -> GroupStatistics:
    """Return the statistics that the references of a run used; a group has ``at_least`` so many parks."""
    found: dict[tuple[object, ...], GroupStatistic] = {}
    for score in run.scores:
        for indicator in score.root.all_indicators():
            by_name = {reference.name: reference for reference in _references(indicator.plan)}
            for resolved in indicator.references:
                plan = by_name.get(resolved.name)
                one = _statistic(run.plan, indicator.plan, plan, resolved, score.year) if plan else None
                if one is not None:
                    found[(one.of, one.stat, one.quantile, one.year, *one.groups.items())] = one
    made = [one for one in found.values() if one.parks >= at_least]
    small = [one for one in found.values() if one.parks < at_least]
    return GroupStatistics(tuple(_sorted(made)), tuple(_sorted(small)), _need_peers(run.plan))


def _sorted(statistics: list[GroupStatistic]) -> list[GroupStatistic]:
    order = list(dict.fromkeys(one.of for one in statistics))
    return sorted(statistics, key=lambda one: (order.index(one.of), one.stat, one.year, sorted(one.groups.items())))


def _references(plan: IndicatorPlan) -> tuple[ReferencePlan, ...]:
    return (*plan.references, *(plan.alternate.references if plan.alternate else ()))


def _statistic(
    plan: Plan, indicator: IndicatorPlan, reference: ReferencePlan, resolved: ResolvedReference, year: int
) -> GroupStatistic | None:
    of = _benchmark_id(reference)
    if resolved.origin != "peers" or of is None:
        return None
    field = plan.file.criteria.fields.get(of)
    unit = field.unit if field is not None and of != indicator.id else indicator.definition.unit
    value = round_to(resolved.value, 0) if resolved.stat == "count" else _rounded(resolved.value)
    return GroupStatistic(
        of, resolved.stat, year, dict(resolved.group), value, unit, resolved.parks, reference.quantile
    )


def _rounded(value: Decimal) -> Decimal:
    places = max(0, -int(value.as_tuple().exponent))
    return value if places <= _PLACES else value.quantize(Decimal(1).scaleb(-_PLACES))


def _benchmark_id(reference: ReferencePlan) -> str | None:
    return next((one for one in reference.benchmark_ids if _ID.fullmatch(one)), None)


def _need_peers(plan: Plan) -> tuple[str, ...]:
    names = []
    for indicator in plan.indicators:
        statistics = [reference for reference in _references(indicator) if reference.stat]
        expressions = [indicator.value, *(reference.expression for reference in indicator.references)]
        looks = any(one is not None and one.reads.peers for one in expressions)
        definition = indicator.definition
        # Points given for missing data, and values treated before scoring, come from the peers themselves.
        treated = definition.missing.policy == "group_mean" or definition.before is not None
        unnamed = any(_benchmark_id(one) is None for one in statistics)
        of_one = any(reference.park for reference in _references(indicator))
        if indicator.rule.takes == "rank" or looks or treated or unnamed or of_one:
            names.append(indicator.id)
    return tuple(names)
