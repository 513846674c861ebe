"""Tags (标签): what an office's own template may hold, each with its meaning; the guide's list is made from this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Tag:
    """One name in a template. ``items`` are the names in it, or in each entry of a list."""

    zh: str
    en: str
    items: Mapping[str, Tag] = field(default_factory=dict)
    #: A ready part with headings, tables or pictures: alone in its paragraph, as ``{{p name }}``.
    is_part: bool = False
    is_list: bool = False


_NAME: Final = Tag("名称", "name")
_POINTS: Final = Tag("得分", "points")
_FULL: Final = Tag("满分", "full points")
_LOST: Final = Tag("失分", "points lost")
_TEXT: Final = Tag("一句话", "one sentence")

_DIMENSION: Final = {
    "name": _NAME, "points": _POINTS, "full": _FULL, "lost": _LOST,
    "share": Tag("得分率", "share of full points"),
    "mean": Tag("同组平均得分率，没有可比园区时为空", "mean share of the group, empty without peers"),
}  # fmt: skip
_INDICATOR: Final = {
    "name": _NAME,
    "dimension": Tag("所属维度", "its dimension"),
    "value": Tag("指标值，带单位", "value with its unit"),
    "reference": Tag("参照值", "reference value"),
    "points": _POINTS, "full": _FULL, "lost": _LOST,
    "outcome": Tag("状态：已计分、缺失、不适用……", "outcome: scored, missing, not applicable, …"),
}  # fmt: skip
_ADJUSTMENT: Final = {
    "name": _NAME,
    "count": Tag("次数", "how many"),
    "points": Tag("加减分", "points added or taken"),
    "effects": Tag("后果，如一票否决", "effects, such as a veto"),
}
_PARK: Final = {
    "name": Tag("园区名称", "name of the park"),
    "id": Tag("园区标识", "id of the park"),
    "year": Tag("年度", "year"),
    "total": Tag("总分", "total"),
    "possible": Tag("缺失数据补齐后最多可得", "most that missing data could still give"),
    "full": _FULL,
    "grade": Tag("等级，未评时为空", "grade, empty where there is none"),
    "rank": Tag("总名次，不参加排名时为空", "overall rank, empty where the park is not ranked"),
    "ranked": Tag("参加排名的园区数", "number of parks ranked"),
    "coverage": Tag("数据覆盖率", "coverage"),
    "dimensions": Tag("各维度", "the dimensions", _DIMENSION, is_list=True),
    "indicators": Tag("各项指标", "the indicators", _INDICATOR, is_list=True),
    "adjustments": Tag("加分、扣分与一票否决", "bonuses, deductions and vetoes", _ADJUSTMENT, is_list=True),
    "summary_part": Tag("总分、名次、等级一览表", "table of total, rank and grade", is_part=True),
    "picture_part": Tag("各维度对照图", "picture of the dimensions", is_part=True),
    "indicators_part": Tag("各项指标表", "table of the indicators", is_part=True),
    "losses_part": Tag("失分在哪里", "where the points are lost", is_part=True),
    "advice_part": Tag("怎样再提升", "what the next points, rank or grade need", is_part=True),
    "adjustments_part": Tag("加减分表", "table of adjustments", is_part=True),
    "missing_part": Tag("还缺哪些数据", "figures that are still missing", is_part=True),
    "remarks_part": Tag("说明", "remarks", is_part=True),
    "sources_part": Tag("数据来源", "sources", is_part=True),
}
_RANKED: Final = {
    "rank": Tag("名次", "rank"),
    "name": Tag("园区名称", "name of the park"),
    "points": _POINTS,
    "grade": Tag("等级", "grade"),
}

TAGS: Final[Mapping[str, Tag]] = {
    "title": Tag("报告标题", "title of the report"),
    "criteria": Tag("评价标准名称", "name of the criteria"),
    "criteria_id": Tag("评价标准标识与版本", "id and edition of the criteria"),
    "status": Tag("标准性质：官方、重构、示例……", "status: official, reconstructed, example, …"),
    "notice": Tag("必须说明的话，如“非官方评价结果”；官方标准为空", "what must be said, such as that criteria are not"
        " official; empty for official ones"),
    "year": Tag("年度", "year"),
    "style": Tag("网页的样式（放在 <style> 里；Word 里为空）", "style of a page, inside <style>; empty in Word"),
    "program": Tag("程序与版本", "program and version"),
    "ranking": Tag("排名", "the ranking", _RANKED, is_list=True),
    "ranking_part": Tag("排名表和图", "table and picture of the ranking", is_part=True),
    "settings_part": Tag("本次适用的约定和文件校验值", "settings in force and hashes of files", is_part=True),
    "parks": Tag("各园区", "the parks", _PARK, is_list=True),
    "park": Tag("第一个园区", "the first park", _PARK),
}  # fmt: skip


def listed(tags: Mapping[str, Tag] = TAGS, within: str = "") -> Iterator[tuple[str, Tag]]:
    """Yield every tag with its whole name, those of an entry of a list below the list."""
    for name, tag in tags.items():
        whole = f"{within}.{name}" if within else name
        yield whole, tag
        if tag.is_list:
            yield from listed(tag.items, name.removesuffix("s"))
