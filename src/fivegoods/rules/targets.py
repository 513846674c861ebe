"""Rules against a target or a base: completion, and steps up and down from a starting value."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from fivegoods.decimals import HUNDRED, ONE, ZERO, decide, show
from fivegoods.rules.base import Difference, Direction, Reference, Rule, Situation, Undefined
from fivegoods.traced import floor_, least, most, traced
from fivegoods.units import Unit, parse_unit
from fivegoods.written import Number, Text, Written


class Extra(Written):
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

    def words(self) -> Text:
        """Say the rule in both languages."""
        zh = "完成目标得满分，未完成" + ("按完成比例" if self.short == "proportional" else "不得分")
        en = "full at the target, " + ("in proportion below" if self.short == "proportional" else "0 below")
        if self.extra:
            each, points = show(self.extra.each), show(self.extra.points)
            cap = self.extra.at_most
            zh += f"；每超 {each} 个百分点加 {points} 分" + (f"，最多加 {show(cap)} 分" if cap is not None else "")
            en += f"; +{points} per {each} percentage points over" + (f", at most {show(cap)}" if cap is not None else "")
        return Text(zh=zh, en=en)


class Stride(Written):
    """So many points for each step of a given length, up to a cap."""

    each: Difference
    """步长，如 2 百分点、1 家；relative 时为 %"""
    points: Number = Field(ge=0)
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
                points = least(points, cap)
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

    @model_validator(mode="after")
    def _one_base(self) -> Steps:
        if (self.base is None) == (self.base_share is None):
            msg = "one_of:base,base_share"
            raise ValueError(msg)
        return self

    def points(self, s: Situation) -> Decimal:
        """Return the points, never below 0. Raise Undefined for a relative step from zero or less."""
        base = traced(self.base) if self.base is not None else s.full * (self.base_share or ZERO)
        start = s.references["start"]
        if (self.relative or self.short == "proportional") and decide(start) <= 0:
            raise Undefined("reference_not_positive")
        if decide(s.value) >= decide(start):
            return base if self.up is None else base + self.up.worth(self._distance(s.value, start), s.full, self.whole)
        return self._below(s, base, start)

    def _below(self, s: Situation, base: Decimal, start: Decimal) -> Decimal:
        if self.short == "zero":
            return traced(ZERO)
        if self.short == "proportional":
            return most(ZERO, base * s.value / start)
        if self.down is None:
            return base
        return most(ZERO, base - self.down.worth(self._distance(start, s.value, start), s.full, self.whole))

    def _distance(self, high: Decimal, low: Decimal, start: Decimal | None = None) -> Decimal:
        distance = high - low
        return distance / (low if start is None else start) * HUNDRED if self.relative else distance

    def most(self, full: Decimal) -> Decimal | None:
        """Base plus the cap of the upward steps; open-ended without one."""
        base = self.base if self.base is not None else full * (self.base_share or ZERO)
        if self.up is None:
            return base
        caps = [self.up.at_most, None if self.up.at_most_share is None else full * self.up.at_most_share]
        known = [cap for cap in caps if cap is not None]
        return base + min(known) if known else None

    def parameter_units(self, unit: Unit) -> tuple[Unit, Unit]:
        """Steps are differences of values, or percent of the start."""
        return unit, parse_unit("%") if self.relative else unit.difference

    def direction(self) -> Direction:
        """Higher is better."""
        return "higher"

    def words(self) -> Text:
        """Say the rule in both languages."""
        held = (
            (f"{show(self.base)} 分", show(self.base))
            if self.base is not None
            else (f"满分的 {show((self.base_share or ZERO) * 100)}%", f"{show((self.base_share or ZERO) * 100)}% of full")
        )
        zh, en = f"达到起点得 {held[0]}", f"{held[1]} at the start"
        unit = "%" if self.relative else ""
        for stride, word_zh, word_en in ((self.up, "每高", "+"), (self.down, "每低", "−")):
            if stride is not None:
                each, points = f"{show(stride.each.value)}{stride.each.unit or unit}", show(stride.points)
                sign = "加" if word_en == "+" else "减"
                zh += f"，{word_zh} {each} {sign} {points} 分"
                en += f", {word_en}{points} per {each} {'above' if word_en == '+' else 'below'}"
        if self.short == "zero":
            zh, en = zh + "，不足不得分", en + ", 0 below"
        return Text(zh=zh, en=en)
