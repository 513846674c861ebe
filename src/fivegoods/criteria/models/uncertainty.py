"""Documents of analyses: uncertainty (which choices could reasonably have been made otherwise) and judgements."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from fivegoods.criteria.base import Id, LocalText, Number, StrictModel, one_of


def _fraction(raw: Any) -> Any:
    """Take ``1/3`` as a number."""
    if isinstance(raw, str) and raw.count("/") == 1:
        over, under = raw.split("/")
        try:
            return Decimal(over.strip()) / Decimal(under.strip())
        except ArithmeticError:
            return raw
    return raw


#: How many times as important, such as 3 or ``1/3``.
Times = Annotated[Number, BeforeValidator(_fraction), Field(gt=0)]


class Expert(StrictModel):
    """One expert's judgements."""

    name: LocalText | None = None
    share: Number = Field(default=Decimal(1), gt=0)
    """该专家的权重（默认各占一份）"""
    compare: dict[Id, dict[Id, Times]] | None = None
    """两两比较：甲 → {乙: 甲比乙重要几倍}；写一个方向即可，可写 1/3"""
    budget: dict[Id, Number] | None = None
    """预算分配：标识 → 分数"""

    _says_something = one_of("compare", "budget")


class Judgements(StrictModel):
    """What is compared (dimensions or indicators), and what each expert says."""

    items: list[Id] = Field(min_length=2)
    """比较哪些维度或指标（标识）"""
    experts: list[Expert] = Field(min_length=1)


#: A name in ``errors`` that stands for every field that is a number.
ALL_FIELDS: Final = "all"

WeightKind = Literal["uniform", "normal", "dirichlet", "simplex"]
Normalisation = Literal["rule", "min_max", "standard", "rank", "to_best"]
OtherMethod = Literal["declared", "sum", "mean", "geometric", "harmonic", "minimum"]
Imputation = Literal["declared", "interval", "mean", "median", "worst", "best"]


def _share(raw: Any) -> Any:
    """Take ``20%`` and ``±20%`` as 0.2."""
    if isinstance(raw, str):
        text = raw.strip().removeprefix("±").strip()
        if text.endswith("%"):
            try:
                return Decimal(text[:-1].strip()) / 100
            except ArithmeticError:
                return raw
        return text
    return raw


#: A share of one: 0.2, ``20%`` or ``±20%``.
Share = Annotated[Number, BeforeValidator(_share)]


class WeightUncertainty(StrictModel):
    """How far weights could be otherwise."""

    kind: WeightKind = "uniform"
    """uniform 在 ±by 内均匀 | normal 以 by 为标准差 | dirichlet 以现权重为均值、by 为典型变异系数 | simplex 完全任意"""
    by: Share = Field(default=Decimal("0.2"), ge=0)
    """幅度，如 20%"""
    of: Literal["indicators", "dimensions", "levels"] = "indicators"
    """扰动指标的权重、一级维度的权重，还是同时扰动各层的权重（levels，只用于 uniform、normal）"""

    @model_validator(mode="after")
    def _within_reach(self) -> WeightUncertainty:
        if self.kind == "uniform" and self.by > 1:
            raise ValueError("uniform_by_at_most_100_percent")
        if self.of == "levels" and self.kind not in ("uniform", "normal"):
            raise ValueError("levels_take_uniform_or_normal")
        return self


class AggregationChoice(StrictModel):
    """Which ways of putting dimensions together are as good as the declared one."""

    methods: list[OtherMethod] = Field(default=["declared", "mean", "geometric"], min_length=1)
    """可选的合成方法；declared 即标准所定"""
    at: Literal["root", "every"] = "root"
    """只换顶层的合成方法，还是各层都换"""
    zero: Number = Field(default=Decimal("0.01"), gt=0)
    """几何、调和平均中以此得分率代替 0"""


class FieldError(StrictModel):
    """How far reported figures of one field may be off."""

    kind: Literal["uniform", "normal"] = "normal"
    by: Share = Field(gt=0)
    """相对误差：uniform 为最大偏差，normal 为标准差"""


class Uncertainty(StrictModel):
    """Everything that is varied at once, draw by draw."""

    name: LocalText | None = None
    weights: WeightUncertainty | None = None
    normalisation: list[Normalisation] = Field(default=["rule"], min_length=1)
    """可选的无量纲化方法：rule 标准所定 | min_max 极差 | standard 标准分 | rank 名次 | to_best 比最优"""
    aggregation: AggregationChoice | None = None
    imputation: list[Imputation] = Field(default=["declared"], min_length=1)
    """缺失项的处理：declared 标准所定 | interval 区间内任意 | mean/median 已有园区的平均/中位得分率 | worst | best"""
    errors: dict[Id, FieldError] = Field(default={})
    """字段的数据误差：字段标识 → 幅度；写 all 即全部数值字段"""
    drop_indicator: bool = False
    """每次随机去掉一项指标（或都不去）"""
    data_draws: int = Field(default=200, ge=2, le=10_000)
    """数据误差和区间插补抽取多少套数据（每套都由精确引擎重算）"""
