"""The words with which people head the columns of tables."""

from __future__ import annotations

import re
from typing import Final

from fivegoods.numeric.closest import folded


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


#: Column → how people head it. The first is the id.
PARK_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": _words(
        "id|标识|园区标识|编码|代码|园区编码|园区代码|开发区代码|单位代码|企业代码|企业编码|统一社会信用代码|社会信用代码"
        "|信用代码|组织机构代码|机构代码|park id|zone id|code"
    ),
    "name": _words(
        "name|名称|园区|园区名称|园区名|园区全称|开发区|开发区名称|开发区名|园区(开发区)名称|开发区(园区)名称|园区(开发区)"
        "|开发区(园区)|企业|企业名称|企业全称|公司名称|单位名称|park|park name|zone|company|name.zh|中文名称"
    ),
    "name.en": ("name.en", "英文名称", "english name"),
    "year": _words(
        "year|年度|年份|年|考核年度|评价年度|统计年度|数据年度|填报年度|所属年度|报告年度|考核年份|评价年份|统计年份|数据年份"
        "|所属年份|会计年度|fiscal year"
    ),
    "criteria": ("criteria", "评价标准"),
    "source": ("source", "来源", "出处", "数据来源", "资料来源"),
    "attested": ("attested", "佐证等级", "佐证"),
    "stated_total": ("stated_total", "公布总分", "stated total", "stated_total.value"),
    "stated_total.source": ("stated_total.source",),
    "review.by": ("review.by", "审核人", "审核单位"),
    "review.source": ("review.source", "审核依据"),
    "review.stated_total": ("review.stated_total", "审核总分", "review.stated_total.value"),
}
#: Headings that name a park only where no other column does, and nothing in the criteria is called so.
WEAK_NAMES: Final = frozenset(
    map(
        folded,
        _words(
            "单位|单位全称|地区|地区名称|区域|县区|区县|县市区|县(市、区)|县(市,区)|市县|市州|市(州)|州市|公司|产业园区|产业园区名称|工业园区"
            "|工业园区名称|产业园|产业园名称|集聚区|集聚区名称|产业集聚区|产业集聚区名称|高新区|高新区名称|经开区|经开区名称"
            "|被评价单位|参评单位|参评园区|评价对象|考核对象|考核单位|被考核单位"
        ),
    )
)
#: Columns of office tables that are for people only.
FOR_PEOPLE: Final = frozenset(
    {"序号", "序", "编号", "行次", "顺序号", "no", "no.", "#", "备注", "备注说明", "remark", "remarks", "notes", "说明"}
)
#: What may stand beside a figure.
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "unit": ("unit", "单位", "计量单位"),
    "source": ("source", "来源", "出处", "数据来源", "资料来源"),
    "page": ("page", "页码", "单元格", "页码或单元格"),
    "date": ("date", "日期"),
    "period": ("period", "时期"),
    "attested": ("attested", "佐证等级", "佐证"),
    "definition": ("definition", "口径"),
    "remark": ("remark", "备注"),
    "reason": ("reason", "理由"),
}
PART_OF: Final = {word: part for part, words in PARTS.items() for word in words}
OF_EVENTS: Final = ("date", "source", "remark")

#: Words that a figure of this year, or of the year before, may carry in front, behind or in brackets.
OF_THIS_YEAR: Final = _words("本年度|本年数|本年累计|本年|当年|今年|本期数|本期|全年|1-12月累计|1-12月")
OF_LAST_YEAR: Final = _words("上年同期数|上年同期|上年度|上年数|上年|去年同期|去年数|去年|上期数|上期|同期数|同期")
#: Words behind a name that add nothing to it, and those that may do so below a common heading or in brackets only.
OF_AMOUNT: Final = _words("总量|总额|总数|数量|个数|家数|数|额")
OF_ANY_VALUE: Final = _words("数值|数据|绝对值|绝对量|绝对数|实际值|实际数|完成值|完成数|指标值|自报数|填报数|累计")
#: Endings of names that mean the same.
SAME_ENDINGS: Final = (
    ("增速", "增长率", "增幅", "同比增长", "同比增速", "同比增长率", "增长", "增长速度", "同比增幅", "同比"),
    ("占比", "比重", "比例", "所占比重", "所占比例"),
)
#: 1.税收, （一）税收, 1.1 税收, ①税收, 其中：税收
IN_FRONT: Final = re.compile(
    r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}[.．、]?|[①-⑳]|[A-Z][0-9]{1,2}[.．、\s]"
    r"|其中[:：]|#)\s*(?=[^\s\d])"
)
#: 税收*, 税收①, 税收[1]
BEHIND: Final = re.compile(r"(?:\s*[*\uff0a①-⑳△▲]|\s*\[\d{1,2}\]|\s*[(（]注\s*\d{0,2}[)）])+$")
#: 2024年税收 names its year.
YEAR_IN_FRONT: Final = re.compile(r"((?:19|20)[0-9]{2})(?:年度?)?")
