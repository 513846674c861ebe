"""The criteria document: fields, dimensions and indicators, adjustments, grades, boards, cases."""

from __future__ import annotations

import operator
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator
from pydantic.json_schema import JsonSchemaValue

from fivegoods.criteria.base import Attested, Id, LocalText, Number, Source, Status, StrictModel
from fivegoods.criteria.models.adjustment import Adjustment
from fivegoods.criteria.models.park import Benchmark, Event, WrittenPoints, WrittenValue
from fivegoods.criteria.models.ranking import Board, Grades, YearsRule
from fivegoods.criteria.rules import AnyRule
from fivegoods.numeric.decimals import show

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
            raise ValueError(f"one_of:deviations,{','.join(others) or 'skewness,kurtosis'}")
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


FieldKind = Literal["number", "choice", "yes_no"]


class Group(StrictModel):
    """A property parks are grouped by (level, region, type, size), with its possible values."""

    name: LocalText
    values: dict[str, LocalText]
    source: str | None = None


class FieldDef(StrictModel):
    """One reported quantity: what it is called, its unit, bounds and definition (口径)."""

    name: LocalText
    kind: FieldKind = "number"
    unit: str | None = None
    """计量单位，如 万元、亩、%；数值字段必填"""
    definition: LocalText | None = None
    """口径：统计范围、时期、分母"""
    choices: dict[str, LocalText] | None = None
    """kind: choice 时的选项：标识 → 名称"""
    at_least: Number | None = None
    at_most: Number | None = None
    above: Number | None = None
    below: Number | None = None
    whole: bool = False
    """只能是整数"""
    source: str | None = None
    attested: Attested | None = None
    clause: str | None = None


class Check(StrictModel):
    """A rule that sound data obey; a park that breaks it gets a finding."""

    that: str
    """应成立的表达式，如 rd_expense < revenue"""
    say: LocalText
    severity: Literal["error", "warning", "note"] = "warning"


#: Full points and weights: what takes points is a rule or an adjustment.
NotNegative = Annotated[Number, Field(ge=0)]


class PerGroup(StrictModel):
    """A number that differs by group: ``{by: type, is: {开发区: 4, 度假区: 0}, otherwise: 4}``."""

    by: str
    is_: dict[str, NotNegative] = Field(alias="is")
    otherwise: NotNegative | None = None


Method = Literal["sum", "mean", "geometric", "harmonic", "minimum", "power"]


class Weighted(StrictModel):
    """What a dimension and an indicator have in common."""

    name: LocalText
    points: NotNegative | PerGroup | None = None
    """满分（分值制）"""
    weight: NotNegative | PerGroup | None = None
    """相对权重，在同级之间归一"""
    weight_by: Attested | None = None
    """权重的出处：ours 表示自定"""
    applies: str | None = None
    """适用条件，如 scale == "above"；不成立即不适用"""
    fails_below: Number | None = None
    """得分（计入对本项的加减分后）低于此分即不合格：定为最低等级；没有 grades 的移出排名"""
    source: str | None = None
    attested: Attested | None = None
    clause: str | None = None
    """依据的条款"""
    remark: LocalText | None = None


class Indicator(Weighted):
    """One measured quantity and the rule that turns it into points."""

    unit: str | None = None
    """指标值的单位，如 万元/亩"""
    value: str | None = None
    """取值表达式，如 tax / land；按人工评分的指标不写"""
    rule: AnyRule
    # A default that is validated would build the models when the program starts.
    missing: MissingChoice = MissingChoice.model_construct(policy="interval")
    needs: str | None = None
    """前置条件：不成立则该项不得分"""
    before: Before | None = None
    """计分前处理：取对数、缩尾、插补"""
    decimals: int | None = Field(default=None, ge=0, le=12)
    """指标值先四舍五入到几位小数（默认不舍入）"""


class Node(Weighted):
    """A dimension (维度): holds dimensions or indicators, and says how they are put together."""

    method: Method = "sum"
    """合成方法"""
    power: Number | None = None
    """加权幂平均的指数，代替 method：2 平方平均、1 算术、0 几何、−1 调和；越小越偏向短板"""
    unapplied: Literal["shrink", "rescale"] | None = None
    """不适用指标的分值：shrink 缩小满分（分值制默认），rescale 在其余指标间重新分配（权重制默认）"""
    zero: Number | None = None
    """几何、调和平均遇到 0 时以此得分率代替；不写则合成结果为 0"""
    at_most: Number | None = None
    """本维度得分的上限"""
    needs: str | None = None
    """前置条件：不成立则整个维度不得分"""
    dimensions: dict[Id, Node] | None = None
    indicators: dict[Id, Indicator] | None = None

    @model_validator(mode="before")
    @classmethod
    def _power_is_a_method(cls, raw: Any) -> Any:
        return {**raw, "method": "power"} if isinstance(raw, dict) and "power" in raw and "method" not in raw else raw

    @model_validator(mode="after")
    def _has_one_method_and_some_parts(self) -> Node:
        if (self.power is None) == (self.method == "power"):
            raise ValueError("one_of:power" if self.power is None else "one_of:method,power")
        if bool(self.dimensions) == bool(self.indicators):
            raise ValueError("one_of:dimensions,indicators")
        return self


class Total(StrictModel):
    """A further total over the same indicators with other weights (目标任务 / 发展成效)."""

    name: LocalText
    weights: dict[Id, Number]
    source: str | None = None


class Settings(StrictModel):
    """What a notice should declare and often does not; every default is repeated in the result."""

    ties: Literal["competition", "dense", "ordinal"] = "competition"
    """并列名次：competition 1,2,2,4；dense 1,2,2,3；ordinal 按同分排序依据；规则里的名次总是 1,2,2,4"""
    tie_break: tuple[str, ...] = ()
    """同分时依次比较的指标、维度或字段标识，大者在前"""
    rank_decimals: int | None = Field(default=None, ge=0, le=12)
    """名次按保留几位小数的总分判定；不写则按未舍入值"""
    decimals: int = Field(default=2, ge=0, le=12)
    """显示的小数位"""
    deviation: Literal["population", "sample"] = "population"
    """标准差口径"""
    group_of_one: Literal["no_reference", "full", "zero"] = "no_reference"
    """参照组只有自己、又没有基准值时如何处理；full 不超过规则的最高分"""
    flat: Literal["no_reference", "full", "zero"] = "no_reference"
    """参照组最大值等于最小值（或标准差为 0）时如何处理；full 同上"""
    bonus_at_most: Number | None = None
    """总分加分合计的上限"""
    deduction_at_most: Number | None = None
    """总分扣分合计的上限（正数）"""
    at_least_coverage: Number | None = None
    """数据覆盖率低于此比例的园区不参加排名，如 0.65"""


class CasePark(StrictModel):
    """A park of a worked example."""

    data: dict[Id, WrittenValue] = {}
    previous: dict[Id, WrittenValue] = {}
    """上年数据"""
    groups: dict[Id, str] = {}
    points: dict[Id, WrittenPoints] = {}
    events: list[Event] = []
    id: str | None = None
    """peers 里用：{park: 标识} 所指的园区"""
    count: int = Field(default=1, ge=1, le=10000)
    """peers 里用：同样的园区有几个"""


class Case(CasePark):
    """A worked example: what goes in and what must come out."""

    name: str
    peers: list[CasePark] = []
    """同组其他园区"""
    benchmarks: list[Benchmark] = []
    expect: dict[str, Any]
    """期望：指标或维度标识、total → 得分；possible、coverage、grade、rank；
    grades: {A: 2, B: 3} 各等级的园区数；values: {指标: 取值}；boards: [上了哪些榜]；
    honours: kept | lost；结果词（missing 等）也可写"""
    decimals: int = Field(default=6, ge=0, le=12)
    """比较到几位小数"""
    source: str | None = None
    """出处"""
    why: str | None = None


class Criteria(Node):
    """One evaluation system: a whole criteria file."""

    status: Status
    notice: LocalText | None = None
    """随每份报告印出的声明，如“权重为示例，非官方”"""
    sources: dict[Id, Source]
    groups: dict[Id, Group] = {}
    fields: dict[Id, FieldDef] = {}
    checks: list[Check] = []
    totals: dict[Id, Total] = {}
    adjustments: dict[Id, Adjustment] = {}
    grades: Grades | None = None
    boards: dict[Id, Board] = {}
    years: dict[Id, YearsRule] = {}
    settings: Settings = Settings.model_construct()
    cases: list[Case] = []
    notes: dict[str, Any] = {}
    """自由备注，不参与计算"""


def broken_bound(definition: FieldDef, number: Decimal) -> str | None:
    """Return the first bound that ``number``, in the field's unit, breaks, such as "≥ 0 亩"; None if none."""
    unit = f" {definition.unit}" if definition.unit else ""
    limits = (
        ("≥", definition.at_least, operator.ge),
        (">", definition.above, operator.gt),
        ("≤", definition.at_most, operator.le),
        ("<", definition.below, operator.lt),
    )
    for sign, bound, holds in limits:
        if bound is not None and not holds(number, bound):
            return f"{sign} {show(bound)}{unit}"
    return None


def breaks_whole(definition: FieldDef, number: Decimal) -> bool:
    """Return whether the field counts whole things and the number is none."""
    return definition.whole and number != number.to_integral_value()


def broken_points_bound(indicator: Indicator, points: Decimal) -> str:
    """Return the bound that points given by hand break, where the full points are a plain number."""
    if not isinstance(indicator.points, Decimal):
        return ""
    rule, full = indicator.rule, indicator.points
    if rule.takes == "nothing":
        full = rule.full_within(full)
    most, least = rule.ceiling(full), min(Decimal(0), rule.lowest(full))
    if most is not None and points > max(most, full):
        return f"≤ {show(max(most, full))}"
    return f"≥ {show(least)}" if points < least else ""
