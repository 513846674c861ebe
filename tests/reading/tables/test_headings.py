"""Headings as offices write them: about a hundred ordinary ones, nearly all read; years, common headings, names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.export.findings import help_of
from fivegoods.messages.findings import Severity
from reading.data_support import read, table, told, workbook

CRITERIA = """\
name: 试
status: example
sources: {ours: {title: 自拟, attested: ours}}
groups: {level: {name: 级别, values: {a: 国家级, b: 省级}}}
fields:
  tax: {name: {zh: 税收, en: Tax revenue}, unit: 万元}
  land: {name: {zh: 用地面积, en: Land}, unit: 亩}
  growth: {name: {zh: 税收增速, en: Tax growth}, unit: "%"}
  rd: {name: {zh: 研发投入强度, en: R&D intensity}, unit: "%"}
  firms: {name: {zh: 高新技术企业数, en: High-tech firms}, unit: 家}
  share: {name: {zh: 高新技术产值占比, en: High-tech share}, unit: "%"}
indicators:
  one: {name: 一, points: 1, unit: 万元, value: tax, rule: {kind: ratio, to: 1}}
"""

NAMES = [
    "园区",
    "园区名",
    "园区名称",
    "园区全称",
    "开发区",
    "开发区名称",
    "开发区名",
    "园区（开发区）名称",
    "开发区（园区）",
    "单位名称",
    "企业名称",
    "公司名称",
    "名称",
    "单位",
    "地区",
    "县区",
    "县（市、区）",
    "市州",
    "工业园区名称",
    "产业园区",
    "产业集聚区名称",
    "高新区名称",
    "经开区",
    "被评价单位",
    "考核对象",
    "参评单位",
    "Name",
    "park",
    "Park Name",
]
IDS = ["标识", "园区代码", "开发区代码", "统一社会信用代码", "信用代码", "组织机构代码", "企业编码", "ID", "Code"]
YEARS = [
    "年度",
    "年份",
    "年",
    "考核年度",
    "评价年度",
    "统计年度",
    "数据年度",
    "所属年度",
    "统计年份",
    "Year",
    "年度（年）",
]
#: Heading → field, and what 3 below it is in the field's unit.
FIGURES = {
    **dict.fromkeys(
        ("税收", "税 收", "税收（万元）", "税收(万元)", "税收\uff3b万元\uff3d", "税收【万元】", "税收/万元", "税收：万元", "税收，万元", "税收_万元",
         "税收-万元", "税收 万元", "税收\n（万元）", "税收（单位：万元）", "税收（人民币万元）", "1.税收（万元）", "1、税收", "（1）税收", "一、税收",
         "（一）税收", "1.1 税收（万元）", "2.3.1税收", "①税收", "A1.税收", "#税收", "其中：税收", "税收*", "税收①", "税收[1]", "税收（注1）",
         "税收总额（万元）", "税收数额", "本年税收", "税收（本年）", "当年税收（万元）", "税收（万元，当年价）", "2024年税收（万元）",
         "2024年度税收", "Tax revenue", "TAX", "tax", "Tax revenue (万元)"), ("tax", "3"),
    ),
    **dict.fromkeys(("税收（亿元）", "税收/亿元", "税收（单位:亿元）", "税收总额（亿元）", "本年税收（亿元）"), ("tax", "30000")),
    **dict.fromkeys(("用地面积", "用地面积（亩）", "用地面积亩"), ("land", "3")),
    **dict.fromkeys(("用地面积（公顷）", "用地面积（hm²）", "用地面积(hm2)"), ("land", "45")),
    **dict.fromkeys(("用地面积（平方公里）", "用地面积（km²）", "用地面积/平方千米"), ("land", "4500")),
    **dict.fromkeys(
        ("税收增速", "税收增速（%）", "税收增速（±%）", "税收增速（同比，%）", "税收增速%", "税收增长率（%）", "税收同比增长（%）", "税收增幅（%）",
         "税收同比增速", "税收同比（%）", "Tax growth (%)"), ("growth", "3"),
    ),
    **dict.fromkeys(
        ("研发投入强度（%）", "研发投入强度%", "研发投入强度（%，保留两位小数）", "研发投入强度（单位：%）", "研发投入强度 %"), ("rd", "3")
    ),
    **dict.fromkeys(
        ("高新技术企业数（家）", "高新技术企业数（家、个）", "高新技术企业数（个）", "高新技术企业数 家", "高新技术企业数量"), ("firms", "3")
    ),
    **dict.fromkeys(("高新技术产值占比（%）", "高新技术产值比重（%）", "高新技术产值所占比重"), ("share", "3")),
}  # fmt: skip
#: Ordinary, but read by nobody: they may be something else.
UNREAD = {"税收数额", "高新技术企业数量", "用地面积亩"}


@pytest.fixture
def criteria(tmp_path):
    path = tmp_path / "criteria.yaml"
    path.write_text(CRITERIA, encoding="utf-8")
    return str(path)


def found_in(tmp_path, criteria, text):
    return read(table(tmp_path, text), criteria)


def test_there_are_about_a_hundred():
    assert len(NAMES) + len(IDS) + len(YEARS) + len(FIGURES) > 100
    assert len(UNREAD) <= 3


@pytest.mark.parametrize("name", NAMES)
def test_the_park(tmp_path, criteria, name):
    found = found_in(tmp_path, criteria, f'"{name}",年度,税收\n甲园,2024,3\n')
    assert not told(found.findings)
    assert [park.name.zh for park in found.parks] == ["甲园"]


@pytest.mark.parametrize("name", IDS)
def test_the_id(tmp_path, criteria, name):
    found = found_in(tmp_path, criteria, f"{name},园区名称,年度,税收\nx1,甲园,2024,3\n")
    assert [(park.id, park.name.zh) for park in found.parks] == [("x1", "甲园")]


@pytest.mark.parametrize("name", YEARS)
def test_the_year(tmp_path, criteria, name):
    assert [park.year for park in found_in(tmp_path, criteria, f"园区名称,{name},税收\n甲园,2024,3\n").parks] == [2024]


@pytest.mark.parametrize("heading", FIGURES)
def test_a_figure(tmp_path, criteria, heading):
    found = found_in(tmp_path, criteria, f'园区名称,年度,"{heading}"\n甲园,2024,3\n')
    name, value = FIGURES[heading]
    data = dict(found.parks[0].data) if found.parks else {}
    assert data == ({} if heading in UNREAD else {name: Decimal(value)})
    assert bool({code for code, _ in told(found.findings, None)} - {"FG401"}) is (heading in UNREAD), "and that is said"


@pytest.mark.parametrize(
    "heading", ["税务（1）", "用地（亩、公顷）", "税收（万元、亿元）", "税收（2）", "单位（万元）"]
)
def test_what_may_be_something_else_is_not_read(tmp_path, criteria, heading):
    found = found_in(tmp_path, criteria, f'园区名称,年度,用地面积,"{heading}"\n甲园,2024,1,3\n')
    assert [dict(park.data) for park in found.parks] == [{"land": Decimal(1)}]
    assert told(found.findings, None), "and that is said"


def test_a_name_that_may_be_one_gives_way_to_one_that_is(tmp_path, criteria):
    found = found_in(tmp_path, criteria, "地区,园区名称,年度,税收\n湘中,甲园,2024,3\n")
    assert [park.name.zh for park in found.parks] == ["甲园"]
    assert ("FG055", "A1") in told(found.findings, Severity.WARNING)


def test_a_group_of_the_criteria_is_no_name_of_a_park(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(CRITERIA.replace("name: 级别", "name: 地区"), encoding="utf-8")
    (park,) = found_in(tmp_path, str(path), "园区名称,地区,年度,税收\n甲园,省级,2024,3\n").parks
    assert (park.name.zh, park.groups) == ("甲园", {"level": "b"})


# -- last year beside this year


@pytest.mark.parametrize(
    "heading",
    [
        "上年税收（万元）",
        "税收（上年）",
        "上年同期税收",
        "税收上年同期（万元）",
        "去年税收",
        "税收（上年同期，万元）",
        "2023年税收",
    ],
)
def test_last_year_beside_this_year_is_read(tmp_path, criteria, heading):
    found = found_in(tmp_path, criteria, f'园区名称,年度,税收（万元）,"{heading}"\n甲园,2024,3,2\n')
    assert not told(found.findings)
    assert {park.year: dict(park.data) for park in found.parks} == {
        2024: {"tax": Decimal(3)}, 2023: {"tax": Decimal(2)},
    }  # fmt: skip
    assert [park.only_fills for park in found.parks] == [False, True]


def test_the_year_before_yields_to_its_own_row(tmp_path, criteria):
    text = "园区名称,年度,税收,上年税收,用地面积,上年用地面积\n甲园,2024,3,2,5,4\n甲园,2023,2.5,,,\n"
    found = found_in(tmp_path, criteria, text)
    assert {park.year: dict(park.data) for park in found.parks} == {
        2024: {"tax": 3, "land": 5}, 2023: {"tax": Decimal("2.5"), "land": 4},
    }  # fmt: skip
    assert ("FG351", "D2") in told(found.findings, Severity.WARNING)
    filled = next(park for park in found.parks if park.year == 2023)
    assert (filled.facts["land"].written, filled.origin.place(("data", "land")).cell) == ("4", "F2")


def test_a_year_in_a_heading_must_fit_the_rows(tmp_path, criteria):
    found = found_in(tmp_path, criteria, "园区名称,年度,2024年税收\n甲园,2024,3\n甲园,2022,2\n")
    assert told(found.findings) == [("FG083", "C1")]
    again = found_in(tmp_path, criteria, "园区名称,年度,税收,2024年税收\n甲园,2024,3,3\n")
    assert told(again.findings) == [("FG056", "D1")]


# -- common headings


@pytest.mark.parametrize(
    ("lower", "expected"),
    [
        ("总量（万元）,增速（%）", {2024: {"tax": 3, "growth": 5}}),
        ("总量,增速", {2024: {"tax": 3, "growth": 5}}),
        ("本期,上年同期", {2024: {"tax": 3}, 2023: {"tax": 5}}),
        ("本年（亿元）,去年（亿元）", {2024: {"tax": 30000}, 2023: {"tax": 50000}}),
        ("绝对值,±%", {2024: {"tax": 3, "growth": 5}}),
    ],
)
def test_one_heading_over_two(tmp_path, criteria, lower, expected):
    found = found_in(tmp_path, criteria, f"园区名称,年度,税收,,用地面积（亩）\n,,{lower},\n甲园,2024,3,5,7\n")
    expected = {year: dict(data) for year, data in expected.items()}
    expected[2024]["land"] = 7
    assert {park.year: dict(park.data) for park in found.parks} == expected
    assert not told(found.findings)


# -- tables without a column of years


def test_a_title_names_the_year_and_the_command_confirms_it(tmp_path, criteria):
    from fivegoods.reading.parks import read_parks

    rows = [["2024年度园区主要指标"], ["园区名称", "税收（万元）"], ["甲园", 3], ["合计", 3], ["注：快报数"]]
    path = str(workbook(tmp_path / "t.xlsx", rows))
    assert [(park.id, park.year) for park in read_parks([path], criteria, year=2024).parks] == [("甲园", 2024)]
    assert told(read_parks([path], criteria, year=2023).findings) == [("FG059", "数据!A1")]
    (missing,) = (one for one in read_parks([path], criteria).findings if one.kind.code == "FG057")
    assert missing.params["year"] == "2024"


def test_changes_beside_a_figure_are_never_the_figure(tmp_path, criteria):
    """Below one heading, and in brackets: 用地面积 has no growth among the fields, 税收 has."""
    heads = "园区名称,年度,税收（万元）,,,用地面积,用地面积（±%）,用地面积同比增减（%）\n,,本年,上年,±%,,,\n"
    found = found_in(tmp_path, criteria, f"{heads}甲园,2024,3,2,50,70,5,6\n")
    assert told(found.findings) == []
    assert {"FG055"} <= {one.kind.code for one in found.findings}
    now = next(park for park in found.parks if park.year == 2024)
    assert dict(now.data) == {"tax": 3, "growth": 50, "land": 70}


def test_ids_that_lost_their_zeros_are_named(tmp_path, criteria):
    found = found_in(tmp_path, criteria, "园区代码,年度,税收\n007,2023,3\n7,2024,4\n")
    (one,) = [one for one in found.findings if one.kind.code == "FG078"]
    assert (one.params["id"], one.params["other"], "文本" in help_of(one, "zh")) == ("007", "7", True)


# -- rows below the header


@pytest.mark.parametrize(
    "row",
    [
        "甲,乙,1,2",
        "甲,乙,(1),(2)",
        "A,B,1,2",
        "1,2,3,4",
        "栏1,栏2,栏3,栏4",
        "①,②,③,④",
        "—,—,1,2",
        "甲,乙,1,2=1/3",
        "(1),(2),(3),(4)=(3)*2",
        "第1栏,第2栏,第3栏,第4栏",
    ],
)
def test_rows_that_number_the_columns(tmp_path, criteria, row):
    found = found_in(tmp_path, criteria, f"园区名称,年度,税收,用地面积\n{row}\n甲园,2024,3,7\n")
    assert [park.id for park in found.parks] == ["甲园"]
    assert ("FG077", "A2") in told(found.findings, Severity.NOTE)


@pytest.mark.parametrize(
    "name",
    ["其中：省级", "其中:国家级", "#规模以上", "共计", "全省", "全省平均水平", "最小值", "最大值", "标准差", "满意值", "目标值", "同比", "增幅（%）",
     "权重", "满分", "分值", "计量单位", "上年同期", "比上年增减", "占全省比重", "名次", "Average", "max",
     "2024年增速", "年均增速", "增减额", "总量", "平均得分", "上期数", "四分位数", "变异系数", "最高", "得分率", "评分标准", "序号", "全部园区",
     "其他", "完成率", "累计完成", "同期比", "——其中：省级", "备注：口径见附件", "数据来源：统计局", "联系人：李四", "单位：万元", "省级",
     "一、国家级园区", "（一）省级园区", "Std. dev.", "Weight (%)", "of which: national"],
)  # fmt: skip
def test_rows_that_are_no_park_are_passed_over_and_said(tmp_path, criteria, name):
    found = found_in(tmp_path, criteria, f"园区名称,年度,税收,用地面积\n甲园,2024,3,7\n{name},2024,30,70\n")
    assert [park.id for park in found.parks] == ["甲园"]
    assert name == "共计" or ("FG077", "A3") in told(found.findings, Severity.NOTE)


def test_a_park_may_be_called_like_its_own_group(tmp_path, criteria):
    found = found_in(tmp_path, criteria, "园区名称,年度,税收,级别\n国家级,2024,3,国家级\n省级,2024,30,\n")
    assert [park.id for park in found.parks] == ["国家级"]


@pytest.mark.parametrize("name", ["一、国家级", "（二）省级", "第一类园区", "十一、其他"])
def test_heads_of_sections(tmp_path, criteria, name):
    for year in ("2024", ""):
        found = found_in(tmp_path, criteria, f"园区名称,年度,税收\n{name},{year},\n甲园,2024,3\n")
        assert [park.id for park in found.parks] == ["甲园"]
        assert ("FG077", "A2") in told(found.findings, Severity.NOTE)


@pytest.mark.parametrize(
    "name",
    [
        "第一产业园",
        "全州工业园",
        "本溪经开区",
        "一汽产业园",
        "其他园区",
        "平均镇园区",
        "一、二期园区",
        "注册园区",
        "资阳经开区",
        "单位一园区",
        "目标产业园",
        "来凤园区",
        "同仁园区",
        "Maximus Park",
        "Standard Park",
        "Range Park",
        "Total Park",
    ],
)
def test_parks_that_are_called_nearly_so_are_parks(tmp_path, criteria, name):
    found = found_in(tmp_path, criteria, f"园区名称,年度,税收\n{name},2024,3\n")
    assert [park.name.zh for park in found.parks] == [name]
