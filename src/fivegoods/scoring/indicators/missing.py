"""Missing policies (缺失处理): what an indicator without points gets instead of an interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.context import ParkContext
from fivegoods.scoring.indicators.score_column import ScoreColumn
from fivegoods.scoring.indicators.statistics import mean
from fivegoods.scoring.scores import IndicatorScore, Outcome

#: Policies that give all parks without data the same points.
_POINTS = ("zero", "penalty", "exclude")


def apply_policy(scores: ScoreColumn, parks: Sequence[ParkContext]) -> None:
    """Apply the missing policy of an indicator to its column.

    The outcome stays ``missing`` so that coverage still counts it as missing; the points and the
    reason say what the policy gave.
    """
    missing = scores.plan.definition.missing
    absent = {n: score for n, score in scores.apart.items() if score.outcome is Outcome.MISSING}
    if missing.policy == "group_mean":
        _group_means(scores, absent, parks, missing.within)
    elif missing.policy in _POINTS:
        points = -(missing.points or ZERO) if missing.policy == "penalty" else ZERO
        for number, score in absent.items():
            scores.put(number, _given(score, points, f"policy:{missing.policy}"))


def _given(score: IndicatorScore, points: Decimal, reason: str) -> IndicatorScore:
    return replace(score, points=points, possible=points, reason=reason)


def _group_means(
    scores: ScoreColumn,
    absent: Mapping[int, IndicatorScore],
    parks: Sequence[ParkContext],
    within: tuple[str, ...],
) -> None:
    """Give parks without data the mean points of the parks of their group that have some."""
    if not absent:
        return
    groups: dict[tuple[str, ...], list[Decimal]] = {}
    keys = [tuple([env.park.groups.get(name, "") for name in within]) for env in parks]
    for number, (key, points) in enumerate(zip(keys, scores.points, strict=True)):
        if number not in absent and scores.outcome(number) in (Outcome.SCORED, Outcome.OVERRIDDEN):
            groups.setdefault(key, []).append(points)
    means = {key: mean(points) for key, points in groups.items()}
    for number, score in absent.items():
        key = keys[number]
        if key in means:
            given = _given(score, means[key], "policy:group_mean")
            scores.put(number, replace(given, peers=len(groups[key])))


def is_excluded(score: IndicatorScore) -> bool:
    """Return whether missing data took the indicator out of force."""
    return score.reason == "policy:exclude"


def is_inapplicable(score: IndicatorScore) -> bool:
    """Return whether a figure reported as not applicable took the indicator out of force.

    A figure that only its reference needs leaves it without a reference, but in force.
    """
    return score.outcome is Outcome.NOT_APPLICABLE and score.reason.startswith("not_applicable:")
