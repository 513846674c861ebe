"""What happens to an indicator before it is scored, and when it cannot be."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import Field, model_validator
from pydantic.json_schema import JsonSchemaValue

from fivegoods.criteria.base import Number, StrictModel
from fivegoods.criteria.rules import AnyRule

MissingPolicy = Literal["interval", "zero", "exclude", "group_mean", "penalty", "alternate", "exclude_park"]


class MissingChoice(StrictModel):
    """A missing policy with its parameters; the short form is the bare word."""

    policy: MissingPolicy
    """interval 给区间（默认）| zero 零分 | exclude 剔除并重分配 | group_mean 按同组该项平均得分
    | penalty 倒扣 | alternate 改用另一取值和规则 | exclude_park 不参评"""
    points: Number | None = None
    """penalty：倒扣几分"""
    zero_counts: bool = False
    """0 也按缺失处理（瞒报）"""
    within: tuple[str, ...] = ()
    """group_mean：同组的分组字段"""
    value: str | None = None
    """alternate：替代取值"""
    rule: AnyRule | None = None
    """alternate：替代规则"""

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, raw: Any) -> Any:
        return {"policy": raw} if isinstance(raw, str) else raw

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> JsonSchemaValue:
        return {"anyOf": [{"enum": list(get_args(MissingPolicy))}, handler(core_schema)]}


class Winsorise(StrictModel):
    """Outliers are pulled in: one by one until skewness and kurtosis are within limits, or to mean ± k deviations.

    Skewness and excess kurtosis are those of Excel's SKEW and KURT. With both limits given a column
    has outliers only if it exceeds both.
    """

    within: tuple[str, ...] | None = None
    """在哪些分组内缩尾；不写则同 before.within，[] 为全体"""
    deviations: Number | None = Field(default=None, gt=0)
    """超出均值 ± 几个标准差的，缩到该处，如 3；标准差口径见 settings.deviation"""

    skewness: Number | None = Field(default=None, gt=0)
    """偏度绝对值的上限，如 2"""
    kurtosis: Number | None = Field(default=None, gt=0)
    """超额峰度的上限，如 3.5；两个都写则都超限才算有离群值"""
    at_most: int = Field(default=5, ge=1)
    """每侧最多缩几个"""
    then_log: bool = False
    """缩尾后仍超限的，改为整列取对数；列中有不大于 0 的值时取 ln(x − 最小值 + 0.01 × 极差)"""

    @model_validator(mode="after")
    def _has_a_limit(self) -> Winsorise:
        others = [key for key in ("skewness", "kurtosis") if getattr(self, key) is not None]
        others += ["then_log"] if self.then_log and self.deviations is not None else []
        if bool(others) == (self.deviations is not None):
            msg = f"one_of:deviations,{','.join(others) or 'skewness,kurtosis'}"
            raise ValueError(msg)
        return self


class Before(StrictModel):
    """Steps before scoring, in this order: imputation, logarithm, winsorising. Each is reported."""

    impute: Literal["mean", "median"] | None = None
    """缺失值用同组均值或中位数插补，逐项标明；插补的不计入数据覆盖率"""
    within: tuple[str, ...] = ()
    """在哪些分组内插补、缩尾；缩尾可另写 winsorise.within"""
    log: bool = False
    """取自然对数；规则里的参照值随之是对数后的值"""
    winsorise: Winsorise | None = None
    """离群值缩尾"""
