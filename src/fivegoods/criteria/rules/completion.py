"""Rules against a target or a base: completion, and steps up and down from a starting value."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from fivegoods.criteria.base import LocalText, Number, StrictModel
from fivegoods.criteria.rules.base import Difference, Direction, Reference, Rule, Situation, Undefined, with_unit
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, decide, show
from fivegoods.numeric.traced import floor_, least, most, traced
from fivegoods.numeric.units import Unit, parse_unit


class Extra(StrictModel):
    """Points for overfulfilment: so many per percentage point, up to a cap."""

    each: Number = Field(default=ONE, gt=0)
    """每超几个百分点"""
    points: Number
    """加几分"""
    at_most: Number | None = None
    """最多加几分"""
    whole: bool = False
    """只算整步"""


class Completion(Rule):
    """Target completion (目标完成率): full at the target, in proportion below, extra above.

    Rule catalogue B1: done → w; each percentage point over +k, at most cap; not done → w × rate.
    """

    kind: Literal["completion"]
    target: Reference
    """目标值"""
    extra: Extra | None = None
    """超额加分"""
    short: Literal["proportional", "zero"] = "proportional"
    """未完成：proportional 按完成比例，zero 不得分"""

    def points(self, s: Situation) -> Decimal:
        """Return the points. Raise Undefined if the target is not above zero."""
        target = s.references["target"]
        if decide(target) <= 0:
            raise Undefined("reference_not_positive")
        if decide(s.value) < decide(target):
            return s.full * most(ZERO, s.value / target) if self.short == "proportional" else traced(ZERO)
        if self.extra is None:
            return s.full
        steps = (s.value / target - ONE) * HUNDRED / self.extra.each
        extra = (floor_(steps) if self.extra.whole else steps) * self.extra.points
        return s.full + (extra if self.extra.at_most is None else least(extra, self.extra.at_most))

    def most(self, full: Decimal) -> Decimal | None:
        """Full points, plus the capped extra; open-ended without a cap."""
        if self.extra is None:
            return full
        return None if self.extra.at_most is None else full + self.extra.at_most

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        zh = "完成目标得满分，未完成的" + ("按完成比例计分" if self.short == "proportional" else "不得分")
        en = "full at the target, " + ("in proportion below" if self.short == "proportional" else "0 below")
        if self.extra:
            each, points = show(self.extra.each), show(self.extra.points)
            cap = self.extra.at_most
            zh += f"；每超 {each} 个百分点加 {points} 分" + (f"，最多加 {show(cap)} 分" if cap is not None else "")
            en += f"; +{points} per {each} percentage points over"
            en += f", at most {show(cap)}" if cap is not None else ""
        return LocalText(zh=zh, en=en)


class Stride(StrictModel):
    """So many points for each step of a given length, up to a cap."""

    each: Difference
    """步长，如 2 百分点、1 家；relative 时为 %"""
    points: Number
    """每步几分；负数为减分（如每出现一个不达标项目减 3 分）"""
    at_most: Number | None = Field(default=None, ge=0)
    """这一侧最多加（减）几分"""
    at_most_share: Number | None = Field(default=None, ge=0)
    """这一侧最多加（减）满分的几成"""

    def worth(self, distance: Decimal, full: Decimal, whole: bool) -> Decimal:
        """Return the points for a distance of zero or more."""
        steps = distance / self.each.value
        points = (floor_(steps) if whole else steps) * self.points
        for cap in (self.at_most, None if self.at_most_share is None else full * self.at_most_share):
            if cap is not None:
                points = least(points, cap) if self.points > 0 else most(points, -cap)
        return points


class Steps(Rule):
    """Points at a start, then steps up and down (持平得基本分，每增减一步加减分).

    Covers symmetric and asymmetric steps, holding the level for part of the points, cliff and
    increments, and full-then-deduct. Rule catalogue B2 to B5, B7, B21.
    """

    kind: Literal["steps"]
    start: Reference
    """起点：上年水平、目标、阈值、全省平均"""
    base: Number | None = None
    """起点处得几分"""
    base_share: Number | None = None
    """起点处得满分的几成，如 0.8"""
    up: Stride | None = None
    """高于起点每步加分"""
    down: Stride | None = None
    """低于起点每步减分"""
    short: Literal["steps", "zero", "proportional"] = "steps"
    """低于起点：steps 按步减分，zero 不得分，proportional 按比例"""
    whole: bool = False
    """只算整步"""
    relative: bool = False
    """步长是相对起点的百分比（每超 5%）"""

    strict: bool = False
    """高于起点才算达到（高于全市平均加 1 分）"""
    negative: bool = False
    """可以扣成负分；默认扣到 0 为止"""

    @model_validator(mode="after")
    def _one_base(self) -> Steps:
        if (self.base is None) == (self.base_share is None):
            msg = "one_of:base,base_share"
            raise ValueError(msg)
        return self

    def points(self, s: Situation) -> Decimal:
        """Return the points, below 0 only if ``negative``. Raise Undefined for a relative step from ≤ 0."""
        base = traced(self.base) if self.base is not None else s.full * (self.base_share or ZERO)
        start = s.references["start"]
        if (self.relative or self.short == "proportional") and decide(start) <= 0:
            raise Undefined("reference_not_positive")
        gap = decide(s.value - start)
        if gap < 0 or (self.strict and gap == 0):
            return self._below(s, base, start)
        if self.up is None:
            return base
        points = base + self.up.worth(self._distance(s.value, start), s.full, self.whole)
        return self._kept(points) if self.up.points < 0 else points

    def _below(self, s: Situation, base: Decimal, start: Decimal) -> Decimal:
        if self.short == "zero":
            return traced(ZERO)
        if self.short == "proportional":
            return most(ZERO, base * s.value / start)
        if self.down is None:
            return base
        return self._kept(base - self.down.worth(self._distance(start, s.value, start), s.full, self.whole))

    def _kept(self, points: Decimal) -> Decimal:
        return points if self.negative else most(ZERO, points)

    def _distance(self, high: Decimal, low: Decimal, start: Decimal | None = None) -> Decimal:
        distance = high - low
        return distance / (low if start is None else start) * HUNDRED if self.relative else distance

    def most(self, full: Decimal) -> Decimal | None:
        """Return base plus the cap of the upward steps; open-ended without one."""
        base = self.base if self.base is not None else full * (self.base_share or ZERO)
        if self.up is None or self.up.points <= 0:
            return base
        caps = [self.up.at_most, None if self.up.at_most_share is None else full * self.up.at_most_share]
        known = [cap for cap in caps if cap is not None]
        return base + min(known) if known else None

    def parameter_units(self, unit: Unit) -> tuple[Unit, Unit]:
        """Return the unit for steps: differences of values, or percent of the start."""
        return unit, parse_unit("%") if self.relative else unit.difference

    def direction(self) -> Direction:
        """Return higher, unless a higher value costs points."""
        return "lower" if self.up is not None and self.up.points < 0 else "higher"

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        share = f"{show((self.base_share or ZERO) * 100)}%"
        held = (f"满分的 {share}", f"{share} of full")
        if self.base is not None:
            held = (f" {show(self.base)} 分", show(self.base))
        zh, en = (f"高于起点得{held[0]}" if self.strict else f"达到起点得{held[0]}"), f"{held[1]} at the start"
        unit = "%" if self.relative else ""
        for stride, above in ((self.up, True), (self.down, False)):
            if stride is not None:
                each = with_unit(stride.each.value, stride.each.unit or unit)
                adds = (stride.points > 0) is above
                points = show(abs(stride.points))
                zh += f"，每{'高' if above else '低'} {each.zh} {'加' if adds else '减'} {points} 分"
                en += f", {'+' if adds else '−'}{points} per {each.en} {'above' if above else 'below'}"
        if self.short == "zero":
            zh, en = zh + "，不足不得分", en + ", 0 below"
        return LocalText(zh=zh, en=en)
