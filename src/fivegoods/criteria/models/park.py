"""The park document (one park, one year: figures, given points, events, review) and the document of benchmarks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from fivegoods.criteria.base import Attested, Id, LocalText, Number, Source, StrictModel

Scalar = bool | Decimal | str | None

#: A park's id may be Chinese; it is no path.
PARK_ID: Final = r"^[\w.-]+$"
#: Devices of Windows, which can hold no file of that name, whatever its suffix.
DEVICE: Final = r"(?i:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\.|$)"


def _no_device(name: str) -> str:
    if re.match(DEVICE, name):
        raise PydanticCustomError("string_pattern_mismatch", "a device of Windows", {"pattern": PARK_ID})
    return name


class WrittenValue(StrictModel):
    """One figure; the short form is the bare value (``tax: 3.5 亿元``)."""

    value: Scalar
    """数值（可带单位）、选项、是/否；null 缺失，expected 待报，not_applicable 不适用"""
    unit: str | None = None
    source: str | None = None
    """出处：sources 里的标识，或直接写明"""
    page: str | None = None
    """页码或单元格"""
    date: str | None = None
    period: str | None = None
    """时期不是全年时写明，如 2021Q1、2021-01/2021-11"""
    attested: Attested | None = None
    definition: str | None = None
    remark: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict) else {"value": raw}


class WrittenPoints(StrictModel):
    """Points given by hand; the short form is the bare number."""

    points: Number
    reason: str | None = None
    source: str | None = None
    attested: Attested | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict) else {"points": raw}


class StatedTotal(StrictModel):
    """A total that somebody published or claimed; compared with the computed one."""

    value: Number
    source: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict) else {"value": raw}


class Event(StrictModel):
    """Something that happened and costs or brings points, such as an accident."""

    kind: Id
    level: str | None = None
    count: Number = Decimal(1)
    date: str | None = None
    source: str | None = None
    remark: str | None = None


class Review(StrictModel):
    """Reviewed values and points; they count instead of the self-reported ones."""

    by: str | None = None
    source: str | None = None
    data: dict[Id, WrittenReviewValue] = {}
    points: dict[Id, WrittenPoints] = {}
    stated_total: StatedTotal | None = None


class WrittenReviewValue(WrittenValue):
    """A reviewed figure with the reason for the change."""

    reason: str | None = None


class ParkFile(StrictModel):
    """One park in one year."""

    criteria: str | None = None
    """评价标准标识，如 hunan-five-goods/2021；命令行 --criteria 优先"""
    id: Annotated[str, Field(pattern=PARK_ID, max_length=80), AfterValidator(_no_device)]
    name: LocalText
    year: int = Field(ge=1900, le=2200)
    filling: bool = False
    """true：数值来自下一年填报表的“上年”一栏，只补空缺，该年自己的文件优先"""
    groups: dict[Id, str] = {}
    sources: dict[Id, Source] = {}
    source: str | None = None
    """没有单独写出处的数值的共同出处"""
    attested: Attested | None = None
    data: dict[Id, WrittenValue] = {}
    points: dict[Id, WrittenPoints] = {}
    events: list[Event] = []
    stated_total: StatedTotal | None = None
    review: Review | None = None
    notes: dict[str, Any] = {}


StatName = Literal["min", "max", "mean", "weighted_mean", "median", "quantile", "sum", "deviation", "count"]


class Benchmark(StrictModel):
    """One statistic of one field or indicator over one group in one year."""

    of: Id
    """字段或指标标识"""
    stat: StatName = "mean"
    quantile: Scalar = None
    year: int
    groups: dict[Id, str] = {}
    """该统计量所属的组；不写即全体"""
    value: Scalar
    """数值，可带单位"""
    parks: int | None = None
    """统计了多少个园区"""
    source: str | None = None
    attested: Attested | None = None
    period: str | None = None
    remark: str | None = None


class BenchmarksFile(StrictModel):
    """Provincial averages, group statistics and the like, each with its source."""

    name: LocalText
    criteria: str | None = None
    sources: dict[Id, Source] = {}
    values: list[Benchmark]
    notes: dict[str, Any] = {}
