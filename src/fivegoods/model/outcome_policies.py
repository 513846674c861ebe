"""What happens to an indicator before it is scored, and when it cannot be."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import model_validator
from pydantic.json_schema import JsonSchemaValue

from fivegoods.rules import AnyRule
from fivegoods.written import Number, Written

MissingPolicy = Literal[
    "interval", "zero", "exclude", "group_mean", "penalty", "alternate", "exclude_park"
]


class MissingChoice(Written):
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


class Winsorise(Written):
    """Outliers are pulled in one by one until skewness and kurtosis are within limits."""

    skewness: Number | None = None
    kurtosis: Number | None = None
    at_most: int = 5
    """每侧最多缩几个"""


class Before(Written):
    """Steps before scoring, in this order: imputation, logarithm, winsorising."""

    impute: Literal["mean", "median"] | None = None
    within: tuple[str, ...] = ()
    log: bool = False
    winsorise: Winsorise | None = None
