"""What every scoring rule (计分规则) is: parameters people write, and a pure function to points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Final, Literal

from pydantic import Field, model_validator
from pydantic.json_schema import JsonSchemaValue

from fivegoods.criteria.base import LocalText, Number, StrictModel, one_of
from fivegoods.numeric.decimals import HUNDRED, ZERO, Rounding, show
from fivegoods.numeric.traced import least, most, rounded, traced
from fivegoods.numeric.units import Unit, split_quantity

_NAMES = {
    "to": ("参照值", "reference"),
    "over": ("参照值", "reference"),
    "target": ("目标", "target"),
    "start": ("起点", "start"),
    "worst": ("最差值", "worst"),
    "best": ("最优值", "best"),
    "mean": ("均值", "mean"),
    "deviation": ("标准差", "deviation"),
    "best_from": ("满分区间下端", "lower end of the best interval"),
    "best_upto": ("满分区间上端", "upper end of the best interval"),
    "zero_below": ("低端零分值", "lower zero point"),
    "zero_above": ("高端零分值", "upper zero point"),
}


def parameter_name(name: str) -> LocalText:
    """Return what a parameter is called in both languages; one without a name of its own stays."""
    zh, en = _NAMES.get(name, (name, name))
    return LocalText(zh=zh, en=en)


Stat = Literal["min", "max", "mean", "weighted_mean", "median", "quantile", "sum", "deviation"]
Direction = Literal["higher", "lower", "neither"]
#: What a rule needs: a number, a choice or yes/no, a rank among peers, or nothing (by hand).
Takes = Literal["number", "choice", "rank", "nothing"]


class Amount(StrictModel):
    """A number in the indicator's unit, or with a unit of its own (``13 万元/亩``)."""

    value: Number
    unit: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, raw: Any) -> Any:
        if isinstance(raw, str):
            parts = split_quantity(raw)
            return {"value": raw} if parts is None else {"value": parts[0], "unit": parts[1]}
        return raw if isinstance(raw, dict) else {"value": raw}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> JsonSchemaValue:
        return {"anyOf": [{"type": "number"}, {"type": "string"}, handler(core_schema)]}


def with_unit(number: Decimal, unit: str | None) -> LocalText:
    """Return a number and its unit as they are written: ``5%``, ``2 个百分点``, ``1000 万元``."""
    if unit == "百分点":
        return LocalText(zh=f"{show(number)} 个百分点", en=f"{show(number)} percentage points")
    shown = show(number) if not unit else f"{show(number)}{unit}" if unit in ("%", "‰") else f"{show(number)} {unit}"
    return LocalText(zh=shown, en=shown)


class Worth(StrictModel):
    """What something is worth: so many points, or a share of the full points."""

    points: Number | None = None
    share: Number | None = None
    """代替 points：得满分的几成，如 0.5"""

    _points_or_share = one_of("points", "share")

    def worth(self, full: Decimal) -> Decimal:
        """Return the points, given the full points."""
        return worth(self.points, self.share, full)

    @property
    def is_loss(self) -> bool:
        """Whether it takes points."""
        return (self.points or self.share or ZERO) < 0


def worth(points: Decimal | None, share: Decimal | None, full: Decimal) -> Decimal:
    """Return points as they are stated, or a share of the full points."""
    return traced(points) if points is not None else full * (share or ZERO)


def most_added(price: Decimal, caps: Sequence[Decimal | None]) -> Decimal | None:
    """Return the most that steps at a price can add within some caps, None if nothing ends them."""
    known = [cap for cap in caps if cap is not None]
    return ZERO if price <= 0 else min(known) if known else None


def worth_words(points: Decimal | None, share: Decimal | None) -> LocalText:
    """Return points or a share of the full points in words."""
    if points is not None:
        return LocalText(zh=f"{show(points)} 分", en=show(points))
    percent = f"{show((share or ZERO) * HUNDRED)}%"
    return LocalText(zh=f"满分的 {percent}", en=f"{percent} of full")


class Difference(Amount):
    """An amount by which two values differ: of percentages, percentage points (百分点)."""


#: The kinds of reference, by their key.
_REFERENCES: Final = ("constant", "expression", "stat", "is", "park")
#: Keys of a reference that mean something beside some others alone.
_ONLY_BESIDE: Final = {
    **dict.fromkeys(("within", "quantile", "from"), ("stat",)),
    "of": ("stat", "park"),
    **dict.fromkeys(("by", "otherwise"), ("is",)),
}


class Reference(StrictModel):
    """What a value is compared with (参照值).

    A number, a number with a unit, an expression over the park's own fields, or a mapping: a
    statistic of the peers (``{stat: mean, within: [type]}``), which a benchmarks file may stand in
    for; a number that differs by group (``{by: region, is: {东部: 30, 西部: 15}}``); or the value
    of one park (``{park: suzhou}``).
    """

    constant: Amount | None = None
    expression: str | None = None
    stat: Stat | None = None
    within: tuple[str, ...] = ()
    """参照组的分组字段"""
    quantile: Number | None = Field(default=None, ge=0, le=1)
    """stat: quantile 时的分位，如 0.9"""
    of: str | None = None
    """统计哪个字段或表达式；不写即本指标的值"""
    source_of: Literal["either", "peers", "benchmarks"] = Field(default="either", alias="from")
    """只用同组样本、只用基准文件，或先样本后基准"""
    park: str | None = None
    """某一个园区（标杆）的值：写它的标识"""
    by: str | None = None
    is_: dict[str, Amount] | None = Field(default=None, alias="is")
    otherwise: Amount | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, raw: Any) -> Any:
        if isinstance(raw, bool) or raw is None:
            return raw
        if isinstance(raw, int | Decimal | float):
            return {"constant": raw}
        if isinstance(raw, str):
            return {"constant": raw} if split_quantity(raw) is not None else {"expression": raw}
        return raw

    _exactly_one = one_of("constant", "expression", "stat", "is_", "park")

    @model_validator(mode="after")
    def _has_no_idle_key(self) -> Reference:
        """Refuse a key that would do nothing, such as ``within`` beside ``park``."""
        written = [
            field.alias or name for name, field in type(self).model_fields.items() if name in self.model_fields_set
        ]
        main = next((key for key in written if key in _REFERENCES), "")
        idle = [key for key in written if main not in _ONLY_BESIDE.get(key, (main,))]
        idle += ["quantile"] if self.quantile is not None and self.stat != "quantile" else []
        msg = ""
        if idle:
            msg = f"one_of:{main},{idle[0]}"
        elif (self.stat == "quantile" and self.quantile is None) or (self.is_ is not None and self.by is None):
            msg = "one_of:quantile" if self.stat else "one_of:by"
        if msg:
            raise ValueError(msg)
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> JsonSchemaValue:
        return {"anyOf": [{"type": "number"}, {"type": "string"}, handler(core_schema)]}


@dataclass(slots=True)
class Situation:
    """What a rule sees: the value, the full points, resolved references, and the place among peers."""

    # Not frozen: one serves a whole column of parks.

    value: Decimal
    full: Decimal
    references: Mapping[str, Decimal]
    choice: str | bool | None = None
    rank: int | None = None
    peers: int = 1
    #: Whether the group that the value is compared with is the park alone.
    alone: bool = False


class Undefined(Exception):
    """A rule has no result for this situation; ``reason`` is a short code such as "flat"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Rule(StrictModel):
    """Base of all scoring rules. One more rule is one more subclass with a ``kind`` of its own."""

    takes: ClassVar[Takes] = "number"
    #: Whether nothing ends its points before the common caps.
    is_open: ClassVar[bool] = False
    prefers: ClassVar[Direction] = "higher"
    #: The rule in one sentence, in Chinese and English, where its parameters do not change it.
    sentence: ClassVar[tuple[str, str]] = ("", "")

    at_most: Number | None = None
    """得分上限（分）"""
    at_most_times: Number | None = None
    """得分上限为满分的几倍"""
    at_least: Number | None = None
    """得分下限（分）"""
    rounded: int | None = Field(default=None, ge=0, le=12)
    """得分保留几位小数"""
    rounding: Rounding = "half_up"
    """rounded 的取舍方式：half_up 四舍五入，down 截断"""
    out_of: Number | None = Field(default=None, gt=0)
    """本规则里的分按几分制写：100 即百分制，1 即满分的几成；得分按比例折合成满分"""

    def points(self, s: Situation) -> Decimal:
        """Return the points for ``s`` before conversion, the common caps and rounding."""
        raise NotImplementedError

    def most(self, full: Decimal) -> Decimal | None:
        """Return the most this rule can give, before the common caps; None if it is open-ended."""
        return None if self.is_open else full

    def least(self, full: Decimal) -> Decimal:
        """Return the least this rule can give, before the common floor."""
        return ZERO

    def stated(self) -> Decimal | None:
        """Return the points for what is fully met, extras not counted, if the rule states them; None if it does not.

        Such points stay what they are, whatever the full points.
        """
        return None

    @property
    def states_points(self) -> bool:
        """Whether the rule gives points of its own, which full points or a weight do not change."""
        return self.out_of is None and self.stated() is not None

    def full_within(self, full: Decimal) -> Decimal:
        """Return the full points in which the rule is written."""
        return full if self.out_of is None else traced(self.out_of)

    def line(self, references: Mapping[str, Decimal], full: Decimal) -> Callable[[Decimal], Decimal] | None:
        """Return `points` as a function of the value alone, for rows that share the rest; None if the rule has none.

        Raise Undefined as `points` does.
        """
        return None

    def settled(self, s: Situation) -> Decimal:
        """Return the points for ``s`` after conversion, the common caps and rounding. Raise Undefined."""
        if self.out_of is None:
            points = self.points(s)
            return self.settle(points, s.full) if self.settles else points
        return self.settle(self.points(replace(s, full=self.full_within(s.full))), s.full)

    @cached_property
    def settles(self) -> bool:
        """Whether a conversion or any of the common caps and roundings is declared."""
        limits = (self.at_most, self.at_most_times, self.at_least, self.rounded, self.out_of)
        return any(limit is not None for limit in limits)

    def settle(self, points: Decimal, full: Decimal) -> Decimal:
        """Return ``points`` after the common caps and floor, conversion and rounding, in this order."""
        if self.at_most is not None:
            points = least(points, self.at_most)
        if self.at_most_times is not None:
            points = least(points, self.full_within(full) * self.at_most_times)
        if self.at_least is not None:
            points = most(points, self.at_least)
        points = self.converted(points, full)
        return points if self.rounded is None else rounded(points, self.rounded, self.rounding)

    def converted(self, points: Decimal, full: Decimal) -> Decimal:
        """Return ``points`` of the scale that the rule is written in, in full points."""
        return points if self.out_of is None else points * full / self.out_of

    def ceiling(self, full: Decimal) -> Decimal | None:
        """Return the most points after the common caps and rounding; None if the rule is open-ended."""
        own = self.full_within(full)
        caps = [self.most(own), self.at_most]
        caps.append(None if self.at_most_times is None else own * self.at_most_times)
        known = [cap for cap in caps if cap is not None]
        return Decimal(self.settle(min(known), full)) if known else None

    def top(self, full: Decimal) -> Decimal:
        """Return the upper end of the points: the most, of an open-ended rule full points, rounded as they would be."""
        ceiling = self.ceiling(full)
        return Decimal(self.settle(self.full_within(full), full)) if ceiling is None else ceiling

    def lowest(self, full: Decimal) -> Decimal:
        """Return the fewest points after the common caps and rounding."""
        return Decimal(self.settle(self.least(self.full_within(full)), full))

    def references(self) -> dict[str, Reference]:
        """Return the references among the parameters, by parameter name."""
        named = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: value for name, value in named if isinstance(value, Reference)}

    def parameter_units(self, unit: Unit) -> tuple[Unit, Unit]:
        """Return the units in which the rule's amounts and differences are, given the indicator's."""
        return unit, unit.difference

    def direction(self) -> Direction:
        """Return whether a higher or a lower value is better, if the rule says so."""
        return self.prefers

    def words(self) -> LocalText:
        """Return the rule in one sentence, in both languages."""
        zh, en = self.sentence
        return LocalText(zh=zh, en=en)
