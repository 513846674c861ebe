"""Counts × points (计数计分), capped or not, counted from a threshold on."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from fivegoods.criteria.base import LocalText, Number, one_of
from fivegoods.criteria.rules.base import (
    Amount,
    Difference,
    Rule,
    Situation,
    Worth,
    most_added,
    with_unit,
    worth,
    worth_words,
)
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.numeric.traced import floor_, least, most


class Beyond(Worth):
    """Extra points past a count, with a cap of their own (超额另计)."""

    count: Amount
    """超过多少起"""
    points: Number | None = None
    """每步几分"""
    at_most: Number | None = None
    """最多加几分"""
    at_most_share: Number | None = None
    """最多加满分的几成"""

    def cap(self, full: Decimal) -> Decimal | None:
        """Return the most extra points, None if there is no cap."""
        return self.at_most if self.at_most_share is None else full * self.at_most_share


class PerUnit(Rule):
    """So many points for each unit of the value; open-ended unless capped.

    ``points × ⌊(value − beyond) ÷ per⌋``; parts of a unit do not count unless ``whole: false``.
    """

    kind: Literal["per_unit"]
    each_points: Number | None = Field(default=None, alias="points")
    """每一步几分"""
    each_share: Number | None = Field(default=None, alias="share")
    """代替 points：每一步得满分的几成"""
    per: Difference = Difference.model_construct(value=ONE)
    """步长，如 1 家、1000 万元、10 百分点"""
    beyond: Amount | None = None
    """从多少起算，如 50 %"""
    whole: bool = True
    """只算整步"""
    extra: Beyond | None = None
    """超额另计"""

    _points_or_share = one_of("each_points", "each_share")

    @model_validator(mode="after")
    def _has_steps(self) -> PerUnit:
        if self.per.value <= 0:
            raise ValueError("not_positive:per")
        return self

    def points(self, s: Situation) -> Decimal:
        """Return the points, never below 0 unless the price is negative."""
        extra = self.extra
        counted = s.value if extra is None else least(s.value, extra.count.value)
        points = self._worth(counted, self.beyond.value if self.beyond else ZERO, self._price(s.full))
        if extra is None:
            return points
        more, cap = self._worth(s.value, extra.count.value, extra.worth(s.full)), extra.cap(s.full)
        return points + (more if cap is None else least(more, cap))

    def _price(self, full: Decimal) -> Decimal:
        return worth(self.each_points, self.each_share, full)

    def _worth(self, value: Decimal, start: Decimal, price: Decimal) -> Decimal:
        steps = (value - start) if start else value
        if self.per.value != ONE:
            steps = steps / self.per.value
        return most(ZERO, floor_(steps) if self.whole else steps) * price

    def _up_to_count(self, full: Decimal) -> Decimal | None:
        """Return what is given up to the count from which extras count; None if nothing ends it."""
        if self.extra is None:
            return ZERO if self._price(full) <= 0 else None
        start = self.beyond.value if self.beyond else ZERO
        return most(self._worth(self.extra.count.value, start, self._price(full)), ZERO)

    def most(self, full: Decimal) -> Decimal | None:
        """Nothing where units cost points; open-ended unless what goes past the count is capped."""
        ordinary = self._up_to_count(full)
        if self.extra is None or ordinary is None:
            return ordinary
        more = most_added(self.extra.worth(full), [self.extra.cap(full)])
        return None if more is None else ordinary + more

    def stated(self) -> Decimal | None:
        """Return what is given up to the count, or the cap on it, if units are worth points."""
        if self.each_points is None:
            return None
        ordinary = self._up_to_count(ZERO)
        return self.at_most if ordinary is None else ordinary

    @property
    def states_points(self) -> bool:
        """Return whether units are worth points of their own."""
        return self.each_points is not None and self.out_of is None

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        per, gain = with_unit(self.per.value, self.per.unit), worth_words(self.each_points, self.each_share)
        zh, en = f"每 {per.zh} 得{' ' if self.each_share is None else ''}{gain.zh}", f"{gain.en} per {per.en}"
        if self.beyond:
            start = with_unit(self.beyond.value, self.beyond.unit)
            zh, en = f"超过 {start.zh} 的部分，{zh}", f"{en} beyond {start.en}"
        return LocalText(zh=zh, en=en)
