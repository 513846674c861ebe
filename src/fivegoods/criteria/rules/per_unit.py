"""Counts × points (计数计分), capped or not, counted from a threshold on."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from fivegoods.criteria.base import LocalText, Number, StrictModel
from fivegoods.criteria.rules.base import Amount, Difference, Rule, Situation, with_unit
from fivegoods.numeric.decimals import ONE, ZERO, show
from fivegoods.numeric.traced import floor_, least, most


class Beyond(StrictModel):
    """Extra points past a count, with a cap of their own (超额另计)."""

    count: Amount
    """超过多少起"""
    points: Number
    """每步几分"""
    at_most: Number | None = None


class PerUnit(Rule):
    """So many points for each unit of the value; open-ended unless capped.

    ``points × ⌊(value − beyond) ÷ per⌋``; parts of a unit do not count unless ``whole: false``.
    """

    kind: Literal["per_unit"]
    each_points: Number = Field(alias="points")
    """每一步几分"""
    per: Difference = Difference.model_construct(value=ONE)
    """步长，如 1 家、1000 万元、10 百分点"""
    beyond: Amount | None = None
    """从多少起算，如 50 %"""
    whole: bool = True
    """只算整步"""
    extra: Beyond | None = None
    """超额另计"""

    @model_validator(mode="after")
    def _per_is_positive(self) -> PerUnit:
        if self.per.value <= 0:
            msg = "not_positive:per"
            raise ValueError(msg)
        return self

    def points(self, s: Situation) -> Decimal:
        """Return the points, never below 0 unless the price is negative."""
        counted = s.value if self.extra is None else least(s.value, self.extra.count.value)
        points = self._worth(counted, self.beyond.value if self.beyond else ZERO, self.each_points)
        if self.extra is None:
            return points
        more = self._worth(s.value, self.extra.count.value, self.extra.points)
        return points + (more if self.extra.at_most is None else least(more, self.extra.at_most))

    def _worth(self, value: Decimal, start: Decimal, price: Decimal) -> Decimal:
        steps = (value - start) if start else value
        if self.per.value != ONE:
            steps = steps / self.per.value
        return most(ZERO, floor_(steps) if self.whole else steps) * price

    def most(self, full: Decimal) -> Decimal | None:
        """Nothing where units cost points; open-ended unless what goes past the count is capped."""
        if self.extra is None:
            return ZERO if self.each_points <= 0 else None
        if self.extra.at_most is None and self.extra.points > 0:
            return None
        up_to_count = self._worth(self.extra.count.value, self.beyond.value if self.beyond else ZERO, self.each_points)
        return most(up_to_count, ZERO) + most(self.extra.at_most or ZERO, ZERO)

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        per, points = with_unit(self.per.value, self.per.unit), show(self.each_points)
        zh, en = f"每 {per.zh} 得 {points} 分", f"{points} per {per.en}"
        if self.beyond:
            start = with_unit(self.beyond.value, self.beyond.unit)
            zh, en = f"超过 {start.zh} 的部分，{zh}", f"{en} beyond {start.en}"
        return LocalText(zh=zh, en=en)
