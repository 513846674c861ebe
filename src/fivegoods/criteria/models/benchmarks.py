"""The benchmarks document: reference values of groups that a single park is told."""

from __future__ import annotations

from typing import Any, Literal

from fivegoods.criteria.base import Attested, Id, LocalText, Source, StrictModel
from fivegoods.criteria.models.park import Scalar

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
