"""Missing policies (缺失处理): what an indicator without points gets instead of an interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from fivegoods.decimals import ZERO
from fivegoods.scoring.environment import Surroundings
from fivegoods.scoring.plan import IndicatorPlan
from fivegoods.scoring.results import IndicatorScore, Outcome
from fivegoods.scoring.statistics_of import mean


def apply_policy(
    plan: IndicatorPlan, scores: Sequence[IndicatorScore], parks: Sequence[Surroundings]
) -> list[IndicatorScore]:
    """Return one indicator's column with its missing policy applied.

    The outcome stays ``missing`` so that coverage still counts it as missing; the points and the
    reason say what the policy gave.
    """
    missing = plan.definition.missing
    if missing.policy == "zero":
        return [_given(s, ZERO, "policy:zero") for s in scores]
    if missing.policy == "penalty":
        return [_given(s, -(missing.points or ZERO), "policy:penalty") for s in scores]
    if missing.policy == "exclude":
        return [_given(s, ZERO, "policy:exclude") for s in scores]
    if missing.policy == "group_mean":
        return _group_means(scores, parks, missing.within)
    return list(scores)


def _given(score: IndicatorScore, points: Decimal, reason: str) -> IndicatorScore:
    if score.outcome is not Outcome.MISSING:
        return score
    return replace(score, points=points, possible=points, reason=reason)


def _group_means(
    scores: Sequence[IndicatorScore], parks: Sequence[Surroundings], within: tuple[str, ...]
) -> list[IndicatorScore]:
    groups: dict[tuple[str, ...], list[Decimal]] = {}
    keys = [tuple(env.park.groups.get(name, "") for name in within) for env in parks]
    for score, key in zip(scores, keys, strict=True):
        if score.outcome in (Outcome.SCORED, Outcome.OVERRIDDEN):
            groups.setdefault(key, []).append(score.points)
    means = {key: mean(points) for key, points in groups.items()}
    return [
        replace(_given(score, means[key], "policy:group_mean"), peers=len(groups[key]))
        if key in means and score.outcome is Outcome.MISSING
        else score
        for score, key in zip(scores, keys, strict=True)
    ]


def is_excluded(score: IndicatorScore) -> bool:
    """Return whether missing data took the indicator out of force."""
    return score.reason == "policy:exclude"


def excluded_by(scores: Iterable[IndicatorScore]) -> frozenset[str]:
    """Return the ids of the indicators that missing data took out of force."""
    return frozenset(score.plan.id for score in scores if is_excluded(score))


def inapplicable_by(scores: Iterable[IndicatorScore]) -> frozenset[str]:
    """Return the ids of the indicators that a figure reported as not applicable takes out of force."""
    return frozenset(score.plan.id for score in scores if score.reason.startswith("not_applicable:"))
