"""Grades, boards and rules over several years."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from fivegoods.criteria.base import Attested, LocalText, Number, StrictModel, one_of
from fivegoods.numeric.decimals import Rounding


class Grade(StrictModel):
    """One grade, by score (``from``/``above``) or by share of the parks."""

    id: str
    name: LocalText | None = None
    from_: Number | None = Field(default=None, alias="from")
    """按分：不低于此分（含）"""
    above: Number | None = None
    """按分：高于此分（不含）"""
    share: Number | None = None
    """按比例：占参评数的比例，如 0.2"""
    upto: Number | None = None
    """按比例：累计到参评数的前几成（含），如 0.7 即到前 70%"""
    round: Rounding = "half_up"
    """名额取整：floor、ceil、half_up"""
    rest: bool = False
    """按比例：其余全部"""


class TotalReference(StrictModel):
    """The total that totals are divided by before they are graded: a statistic of those ranked, or a park's."""

    stat: Literal["max", "mean", "median"] | None = None
    """参加排名的各园区总分的：max 最高（第一名）、mean 平均、median 中位数"""
    park: str | None = None
    """某一个园区的总分：写它的标识；它可以不参加排名"""

    _one = one_of("stat", "park")


class Grades(StrictModel):
    """How parks are graded, best grade first."""

    by: Literal["score", "share"]
    levels: list[Grade] = Field(min_length=1)
    within: tuple[str, ...] = ()
    """按比例时分组定档的字段"""
    squeeze: tuple[str, ...] = ()
    """名额合计超过园区数时，先压缩哪些等级"""
    decimals: int | None = None
    """按保留几位小数的总分定级；不写则按未舍入值"""
    over: TotalReference | None = None
    """按分时，以总分是另一总分的几倍定级（from: 0.9 即达到其 90%）：{stat: max} 第一名，{park: 标识} 某园区"""
    ties: Literal["keep", "up", "down"] = "keep"
    """名额线上同分：keep 按同分排序依据（分不出时给出警告），up 都进上档，down 都进下档；下一条线仍按名额数"""
    source: str | None = None
    attested: Attested | None = None
    clause: str | None = None

    @property
    def depends_on_company(self) -> bool:
        """Whether a grade says something only among other parks."""
        return self.by == "share" or (self.over is not None and self.over.park is None)


class Board(StrictModel):
    """A named list (榜单): who is eligible, by what, how many."""

    name: LocalText
    who: str | None = None
    """入榜条件，如 level == "national" """
    by: str = "total"
    """排序依据：total、维度或指标标识、rise（进位）"""
    within: tuple[str, ...] = ()
    """每组各出一榜，如 [region]"""
    size: int | None = None
    lowest: bool = False
    """取末位"""
    not_on: tuple[str, ...] = ()
    """已在这些榜上的园区不再入选"""
    source: str | None = None
    attested: Attested | None = None
    clause: str | None = None


class YearsRule(StrictModel):
    """A rule over several years, such as bottom five two years running."""

    name: LocalText
    last: int | None = None
    """后几名"""
    first: int | None = None
    """前几名"""
    times: int = 2
    years: int = 2
    """在几年之内（含本年）"""
    within: tuple[str, ...] = ()
    """名次在哪些分组内计"""
    then_average: bool = False
    """命中者按这几次得分的平均分排序"""
    effect: LocalText | None = None
    source: str | None = None
    attested: Attested | None = None
    clause: str | None = None

    _first_or_last = one_of("first", "last")
