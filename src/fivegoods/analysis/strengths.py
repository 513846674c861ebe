"""Strengths and weaknesses (强弱项): a park against the mean and the best of its group, by indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from fivegoods.analysis.parts import share_of
from fivegoods.numeric.decimals import CONTEXT, ZERO, decide
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.indicators.statistics import mean
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore

#: Where at least this share of the group has no points, being above the mean is no strength.
_HALF = Decimal("0.5")


class Verdict(StrEnum):
    """What an indicator is for a park."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    LEVEL = "level"
    #: Above the mean, but half of the group or more has no points.
    UNCONTESTED = "uncontested"
    #: There is nobody to compare with, or no points.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Strength:
    """One indicator of one park against its group. Points are as shares of full points, 0 to 1."""

    score: IndicatorScore
    share: Decimal
    mean: Decimal | None
    best: Decimal | None
    best_park: ParkScore | None
    #: The park's rank among the ``parks`` of the group that have points, None where it has none.
    rank: int | None
    parks: int
    #: Share of the group without points.
    zeros: Decimal
    verdict: Verdict

    @property
    def ahead(self) -> Decimal | None:
        """Points above (below: negative) the group's mean, in the park's own full points."""
        return None if self.mean is None else (self.share - self.mean) * self.score.full


def strengths(run: Run, park: ParkScore) -> tuple[Strength, ...]:
    """Return every indicator in force, most points lost first."""
    with localcontext(CONTEXT):
        found = [_strength(score, park, run.scores) for score in park.root.all_indicators()]
        known = [item for item in found if item is not None]
        return tuple(sorted(known, key=lambda item: (-decide(item.score.lost), item.score.plan.id)))


def _strength(score: IndicatorScore, park: ParkScore, group: Sequence[ParkScore]) -> Strength | None:
    if score.outcome is Outcome.NOT_APPLICABLE or not score.full:
        return None
    share = score.points / score.full
    shares = [(s, value) for s in group if (value := share_of(s.columns, score.plan.id, s.row)) is not None]
    others = [item for item in shares if item[0].id != park.id]
    if not others:
        return Strength(score, share, None, None, None, None, len(shares), ZERO, Verdict.UNKNOWN)
    best_park, best = max(shares, key=lambda item: (decide(item[1]), item[0].id == park.id))
    average = mean([value for _, value in shares])
    zeros = Decimal(sum(decide(value) <= 0 for _, value in shares)) / len(shares)
    verdict = _verdict(score, share, average, zeros)
    rank = None if verdict is Verdict.UNKNOWN else 1 + sum(decide(value) > decide(share) for _, value in others)
    return Strength(score, share, average, best, best_park, rank, len(shares), zeros, verdict)


def _verdict(score: IndicatorScore, share: Decimal, average: Decimal, zeros: Decimal) -> Verdict:
    if score.outcome in (Outcome.MISSING, Outcome.NO_REFERENCE):
        return Verdict.UNKNOWN
    if decide(share) == decide(average):
        return Verdict.LEVEL
    if share < average:
        return Verdict.WEAKNESS
    return Verdict.UNCONTESTED if zeros >= _HALF else Verdict.STRENGTH
