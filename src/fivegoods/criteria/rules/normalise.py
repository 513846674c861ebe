"""Rules that are a line or curve in the value: ratios, goalposts, efficacy functions, z-scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from fivegoods.criteria.base import LocalText, Number
from fivegoods.criteria.rules.base import Direction, Reference, Rule, Situation, Undefined
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, decide, show
from fivegoods.numeric.traced import clip, exp, least, ln, most, traced


def _percent(share: Decimal) -> str:
    return f"{show(share * HUNDRED)}%"


class Ratio(Rule):
    """Full points × value ÷ reference: to a mean, the largest, a benchmark or a leading value.

    Open-ended unless ``at_most_times`` or ``at_most`` says otherwise (比基准值，可超满分).
    Source of the formula: Huangyan per-mu notice 2022, Σ(value ÷ base × weight).
    """

    kind: Literal["ratio"]
    is_open: ClassVar[bool] = True
    sentence: ClassVar[tuple[str, str]] = ("满分 × 指标值 ÷ 参照值", "full points × value ÷ reference")
    to: Reference
    """与什么相比：基准值、均值、最大值、引领值"""

    def points(self, s: Situation) -> Decimal:
        """Return ``full × value ÷ to``. Raise Undefined if the reference is not above zero."""
        return self.line(s.references, s.full)(s.value)

    def line(self, references: Mapping[str, Decimal], full: Decimal) -> Callable[[Decimal], Decimal]:
        """Return the points as a function of the value. Raise Undefined if the reference is not above zero."""
        base = references["to"]
        if base < ONE and decide(base) <= 0:
            raise Undefined("reference_not_positive")
        return lambda value: full * value / base


class InverseRatio(Rule):
    """The less the better: full at 0, none from ``zero_at`` times the reference on.

    ``full × (zero_at − value ÷ to) ÷ zero_at`` (rule catalogue A7: (2 − x/b)·k).
    """

    kind: Literal["inverse_ratio"]
    prefers: ClassVar[Direction] = "lower"
    to: Reference
    """与什么相比：均值、基准值"""
    zero_at: Number = Field(default=Decimal(2), gt=0)
    """达到参照值的几倍时得 0 分"""

    def points(self, s: Situation) -> Decimal:
        """Return the points, cut to 0 … full. Raise Undefined if the reference is not above zero."""
        base = s.references["to"]
        if decide(base) <= 0:
            raise Undefined("reference_not_positive")
        return clip(s.full * (self.zero_at - s.value / base) / self.zero_at, ZERO, s.full)

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        times = show(self.zero_at)
        return LocalText(
            zh=f"满分 × ({times} − 指标值 ÷ 参照值) ÷ {times}，不低于 0",
            en=f"full points × ({times} − value ÷ reference) ÷ {times}, not below 0",
        )


class Goalposts(Rule):
    """Linear from ``worst`` (``floor`` of the points) to ``best`` (full points).

    ``full × (floor + (1 − floor) × (value − worst) ÷ (best − worst))``. With worst and best taken
    from the peers this is min-max (极差法); with a floor of 0.6 the linear efficacy coefficient
    (功效系数法). A value for which less is better has ``worst`` above ``best``: nothing is flipped.
    """

    kind: Literal["goalposts"]
    worst: Reference
    """得底分的值（下限、最小值、不允许值）"""
    best: Reference
    """得满分的值（上限、最大值、满意值）"""
    floor: Number = Field(default=ZERO, ge=0, lt=1)
    """底分占满分的比例，如 0.2、0.6"""
    outside: Literal["cut", "extend"] = "cut"
    """超出上下限：cut 截断（默认），extend 沿直线外推"""

    def points(self, s: Situation) -> Decimal:
        """Return the points. Raise Undefined("flat") where worst equals best."""
        progress = progress_between(s, s.references["worst"], s.references["best"], self.outside == "cut")
        return s.full * (self.floor + (ONE - self.floor) * progress if self.floor else progress)

    def most(self, full: Decimal) -> Decimal | None:
        """Full points, or open-ended where values outside extend the line."""
        return full if self.outside == "cut" else None

    def least(self, full: Decimal) -> Decimal:
        """Return the points at the worst end."""
        return full * self.floor

    def direction(self) -> Direction:
        """Read off constant goalposts or min/max; higher if they do not tell."""
        return direction_between(self.worst, self.best)

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        if self.floor:
            floor = _percent(self.floor)
            return LocalText(
                zh=f"最差值得满分的 {floor}，最优值得满分，其间线性插值",
                en=f"{floor} of full points at worst, full at best, linear between",
            )
        return LocalText(zh="最差值得 0 分，最优值得满分，其间线性插值", en="0 at worst, full at best, linear between")


class Exponential(Rule):
    """Exponential efficacy (指数功效函数): ``full × floor × exp(ln(1 ÷ floor) × progress)``."""

    kind: Literal["exponential"]
    worst: Reference
    """不允许值"""
    best: Reference
    """满意值"""
    floor: Number = Field(default=Decimal("0.6"), gt=0, lt=1)
    """不允许值处得满分的几成"""

    def points(self, s: Situation) -> Decimal:
        """Return the points. Raise Undefined("flat") where worst equals best."""
        progress = progress_between(s, s.references["worst"], s.references["best"], cut=True)
        return s.full * self.floor * exp(ln(ONE / self.floor) * progress)

    def least(self, full: Decimal) -> Decimal:
        """Return the points at the worst end."""
        return full * self.floor

    def direction(self) -> Direction:
        """Read off constant goalposts or min/max."""
        return direction_between(self.worst, self.best)

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        floor = _percent(self.floor)
        return LocalText(
            zh=f"指数功效函数：最差值得满分的 {floor}，最优值得满分",
            en=f"exponential efficacy: {floor} of full points at worst, full at best",
        )


class ZScore(Rule):
    """``centre + spread × (value − mean) ÷ deviation`` in points (T-score: 50 + 10 z)."""

    kind: Literal["z_score"]
    is_open: ClassVar[bool] = True
    mean: Reference = Reference.model_construct(stat="mean")
    deviation: Reference = Reference.model_construct(stat="deviation")
    centre: Number
    """均值处的得分"""
    spread: Number
    """每高一个标准差加几分；负数表示越低越好"""

    def points(self, s: Situation) -> Decimal:
        """Return the points; those of the mean where all are equal. Raise Undefined("flat") for others."""
        deviation = s.references["deviation"]
        if decide(deviation) == 0:
            if decide(s.value - s.references["mean"]) != 0:
                raise Undefined("flat")
            return traced(self.centre)
        return self.spread * (s.value - s.references["mean"]) / deviation + self.centre

    def stated(self) -> Decimal | None:
        """Return the points at the mean."""
        return self.centre

    def direction(self) -> Direction:
        """By the sign of the spread."""
        return "higher" if self.spread > 0 else "lower"

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        centre, spread = show(self.centre), show(self.spread)
        return LocalText(
            zh=f"{centre} + {spread} × (指标值 − 均值) ÷ 标准差",
            en=f"{centre} + {spread} × (value − mean) ÷ standard deviation",
        )


class Optimal(Rule):
    """Full points inside an interval, falling linearly to 0 on both sides (适度区间型)."""

    kind: Literal["optimal"]
    prefers: ClassVar[Direction] = "neither"
    sentence: ClassVar[tuple[str, str]] = (
        "区间内得满分，两侧线性递减到 0 分",
        "full inside the interval, linear to 0 on both sides",
    )
    best_from: Reference
    """满分区间下端"""
    best_upto: Reference
    """满分区间上端"""
    zero_below: Reference
    """低到此值得 0 分"""
    zero_above: Reference
    """高到此值得 0 分"""

    def points(self, s: Situation) -> Decimal:
        """Return the points. Raise Undefined("flat") where an end equals its zero point."""
        low, high = s.references["best_from"], s.references["best_upto"]
        if decide(s.value) < decide(low):
            return s.full * progress_between(s, s.references["zero_below"], low, cut=True)
        if decide(s.value) > decide(high):
            return s.full * progress_between(s, s.references["zero_above"], high, cut=True)
        return s.full


def progress_between(s: Situation, worst: Decimal, best: Decimal, cut: bool) -> Decimal:
    """Return how far the value has come from ``worst`` (0) to ``best`` (1); serves both directions."""
    span = best - worst
    if abs(span) < ONE and decide(span) == 0:
        raise Undefined("flat")
    progress = (s.value - worst) / span
    if not cut or ZERO <= progress <= ONE:
        return progress
    return least(ONE, most(ZERO, progress))


def direction_between(worst: Reference, best: Reference) -> Direction:
    """Return which direction is better, as far as the two references tell."""
    if worst.constant and best.constant:
        return "higher" if best.constant.value > worst.constant.value else "lower"
    return "lower" if worst.stat == "max" or best.stat == "min" else "higher"
