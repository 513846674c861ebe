"""One indicator's scores for all parks of a run: points in a list, a score object only when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import ZERO
from fivegoods.scoring.indicators.values import FoundColumn
from fivegoods.scoring.scores import IndicatorScore, Outcome, indicator_score


class ScoreColumn:
    """The scores of one indicator, by the park's number in the run.

    Of most parks only the points are kept: the rule scored the value found, or the indicator does
    not apply. The scores of the others, such as missing or reviewed ones, are kept ``apart``.
    """

    __slots__ = ("apart", "found", "fulls", "plan", "points")

    def __init__(self, plan: IndicatorPlan, found: FoundColumn, fulls: Sequence[Decimal | None]) -> None:
        """Start without points; None among ``fulls``, the full points: it does not apply there."""
        self.plan = plan
        self.found = found
        self.fulls = fulls
        self.points: list[Decimal] = [ZERO] * len(found)
        self.apart: dict[int, IndicatorScore] = {}

    def put(self, number: int, score: IndicatorScore) -> None:
        """Keep a park's score as it is."""
        self.apart[number] = score
        self.points[number] = score.points

    def of(self, number: int) -> IndicatorScore:
        """Return the score of one park."""
        apart = self.apart.get(number)
        if apart is not None:
            return apart
        found, full, points = self.found.of(number), self.fulls[number], self.points[number]
        if full is None:
            return indicator_score(
                self.plan, Outcome.NOT_APPLICABLE, found.value, ZERO, ZERO, ZERO, reason="does_not_apply"
            )
        return indicator_score(
            self.plan, Outcome.SCORED, found.value, points, points, full, found.references,
            "", None, None, found.rank, found.peers, found.treatments,
        )  # fmt: skip

    def outcome(self, number: int) -> Outcome:
        """Return what became of the indicator in one park."""
        apart = self.apart.get(number)
        if apart is not None:
            return apart.outcome
        return Outcome.NOT_APPLICABLE if self.fulls[number] is None else Outcome.SCORED

    @property
    def higher(self) -> dict[int, Decimal]:
        """The points still possible, by the park's number, where they are not the points themselves."""
        return {n: score.possible for n, score in self.apart.items() if score.possible is not score.points}
