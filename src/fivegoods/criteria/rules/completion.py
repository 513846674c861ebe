"""Rules against a target or a base: completion, and steps up and down from a starting value."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from fivegoods.criteria.base import LocalText, Number, one_of
from fivegoods.criteria.rules.base import (
    Difference,
    Direction,
    Reference,
    Rule,
    Situation,
    Undefined,
    Worth,
    most_added,
    with_unit,
    worth,
    worth_words,
)
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, decide, show
from fivegoods.numeric.traced import floor_, least, most, traced
from fivegoods.numeric.units import Unit, parse_unit


class Extra(Worth):
    """Points for overfulfilment: so many per percentage point, up to a cap."""

    each: Number = Field(default=ONE, gt=0)
    """每超几个百分点"""
    points: Number | None = None
    """加几分"""
    at_most: Number | None = None
    """最多加几分"""
    at_most_share: Number | None = None
    """最多加满分的几成"""
    whole: bool = False
    """只算整步"""

    def cap(self, full: Decimal) -> Decimal | None:
        """Return the most extra points, None if there is no cap."""
        return self.at_most if self.at_most_share is None else full * self.at_most_share


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
        extra = (floor_(steps) if self.extra.whole else steps) * self.extra.worth(s.full)
        cap = self.extra.cap(s.full)
        return s.full + (extra if cap is None else least(extra, cap))

    def most(self, full: Decimal) -> Decimal | None:
        """Full points, plus the capped extra; open-ended without a cap."""
        if self.extra is None:
            return full
        more = most_added(self.extra.worth(full), [self.extra.cap(full)])
        return None if more is None else full + more

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        zh = "完成目标得满分，未完成的" + ("按完成比例计分" if self.short == "proportional" else "不得分")
        en = "full at the target, " + ("in proportion below" if self.short == "proportional" else "0 below")
        if self.extra:
            each, gain = show(self.extra.each), worth_words(self.extra.points, self.extra.share)
            zh += f"；每超 {each} 个百分点加{_spaced(gain)}"
            en += f"; +{gain.en} per {each} percentage points over"
            if self.extra.at_most is not None or self.extra.at_most_share is not None:
                cap = worth_words(self.extra.at_most, self.extra.at_most_share)
                zh, en = f"{zh}，最多加{_spaced(cap)}", f"{en}, at most {cap.en}"
        return LocalText(zh=zh, en=en)


class Stride(Worth):
    """So many points for each step of a given length, up to a cap."""

    each: Difference
    """步长，如 2 百分点、1 家；relative 时为 %"""
    points: Number | None = None
    """每步几分；负数为减分（如每出现一个不达标项目减 3 分）"""
    at_most: Number | None = Field(default=None, ge=0)
    """这一侧最多加（减）几分"""
    at_most_share: Number | None = Field(default=None, ge=0)
    """这一侧最多加（减）满分的几成"""

    def gain(self, distance: Decimal, full: Decimal, whole: bool) -> Decimal:
        """Return the points for a distance of zero or more."""
        steps = distance / self.each.value
        points = (floor_(steps) if whole else steps) * self.worth(full)
        for cap in self.caps(full):
            points = most(points, -cap) if self.is_loss else least(points, cap)
        return points

    def caps(self, full: Decimal) -> list[Decimal]:
        """Return the most points that this side can add or take."""
        caps = (self.at_most, None if self.at_most_share is None else full * self.at_most_share)
        return [cap for cap in caps if cap is not None]


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

    _one_base = one_of("base", "base_share")

    def points(self, s: Situation) -> Decimal:
        """Return the points, below 0 only if ``negative``. Raise Undefined for a relative step from ≤ 0."""
        base = worth(self.base, self.base_share, s.full)
        start = s.references["start"]
        if (self.relative or self.short == "proportional") and decide(start) <= 0:
            raise Undefined("reference_not_positive")
        gap = decide(s.value - start)
        if gap < 0 or (self.strict and gap == 0):
            return self._below(s, base, start)
        if self.up is None:
            return base
        points = base + self.up.gain(self._distance(s.value, start), s.full, self.whole)
        return self._kept(points) if self.up.is_loss else points

    def _below(self, s: Situation, base: Decimal, start: Decimal) -> Decimal:
        if self.short == "zero":
            return traced(ZERO)
        if self.short == "proportional":
            return most(ZERO, base * s.value / start)
        if self.down is None:
            return base
        return self._kept(base - self.down.gain(self._distance(start, s.value, start), s.full, self.whole))

    def _kept(self, points: Decimal) -> Decimal:
        return points if self.negative else most(ZERO, points)

    def _distance(self, high: Decimal, low: Decimal, start: Decimal | None = None) -> Decimal:
        distance = high - low
        return distance / (low if start is None else start) * HUNDRED if self.relative else distance

    def most(self, full: Decimal) -> Decimal | None:
        """Return base plus the cap of the steps that add; open-ended without one."""
        base, sides = worth(self.base, self.base_share, full), [ZERO]
        for stride, sign in ((self.up, 1), (self.down if self.short == "steps" else None, -1)):
            more = most_added(sign * stride.worth(full), stride.caps(full)) if stride else ZERO
            if more is None:
                return None
            sides.append(more)
        return base + max(sides)

    def stated(self) -> Decimal | None:
        """Return the points at the start, if they are stated."""
        return self.base

    def parameter_units(self, unit: Unit) -> tuple[Unit, Unit]:
        """Return the unit for steps: differences of values, or percent of the start."""
        return unit, parse_unit("%") if self.relative else unit.difference

    def direction(self) -> Direction:
        """Return higher, unless a higher value costs points."""
        return "lower" if self.up is not None and self.up.is_loss else "higher"

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        held = worth_words(self.base, self.base_share)
        zh = f"高于起点得{_spaced(held)}" if self.strict else f"达到起点得{_spaced(held)}"
        en = f"{held.en} at the start"
        unit = "%" if self.relative else ""
        for stride, above in ((self.up, True), (self.down, False)):
            if stride is not None:
                each = with_unit(stride.each.value, stride.each.unit or unit)
                adds = stride.is_loss is not above
                gain = worth_words(*(None if x is None else abs(x) for x in (stride.points, stride.share)))
                zh += f"，每{'高' if above else '低'} {each.zh} {'加' if adds else '减'}{_spaced(gain)}"
                en += f", {'+' if adds else '−'}{gain.en} per {each.en} {'above' if above else 'below'}"
        if self.short == "zero":
            zh, en = zh + "，不足不得分", en + ", 0 below"
        return LocalText(zh=zh, en=en)


def _spaced(words: LocalText) -> str:
    """Return Chinese words, with a space before a number."""
    zh = words.within("zh")
    return f" {zh}" if zh[0] == "-" or zh[0].isdigit() else zh
