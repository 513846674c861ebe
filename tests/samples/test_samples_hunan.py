"""Real parks carry published figures only: each is compared with the fact text it was taken from."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from urllib.parse import urlsplit

import pytest

from criteria.packs_support import CITABLE_HOSTS, SAMPLES
from fivegoods.api import load_criteria, load_parks, open_run
from fivegoods.criteria.base import Attested, Source
from fivegoods.numeric.units import convert, parse_unit
from fivegoods.panel.entities import Fact, Park
from fivegoods.scoring.columns import Outcome

FILES = sorted((SAMPLES / "hunan").glob("*.yaml"))
Q1, TEN_MONTHS, ELEVEN_MONTHS, NINE_MONTHS = "2021Q1", "2025-01/2025-10", "2025-01/2025-11", "2017-01/2017-09"
NOV_2021, THREE_QUARTERS = "2021-01/2021-11", "2022Q1-Q3"

# Literal figures of five-goods.md: (field, number, unit, period if not the full year).
PUBLISHED: dict[str, list[tuple[str, str, str, str | None]]] = {
    # §4.1 Xiangxiang
    "xiangxiang-2021": [
        ("trade_revenue", "133.8", "亿元", Q1), ("trade_revenue_growth", "20", "%", Q1),
        ("scale_main_revenue", "110.3", "亿元", Q1), ("scale_main_revenue_growth", "22.8", "%", Q1),
        ("tax", "2.4", "亿元", Q1), ("tax_growth", "64.4", "%", Q1),
        ("fixed_investment", "14.9", "亿元", Q1), ("fixed_investment_growth", "84.5", "%", Q1),
        ("taxpayers_10m", "20", "家", None), ("taxpayers_50m", "4", "家", None),
        ("new_hightech_firms", "13", "家", None), ("new_little_giants", "4", "家", None),
        ("platforms", "6", "个", None), ("approvals", "49", "项", None),
    ],
    "xiangxiang-2025": [
        ("industrial_value_added_growth", "16.9", "%", TEN_MONTHS), ("trade_revenue_growth", "12.3", "%", TEN_MONTHS),
        ("tax_growth", "12.24", "%", ELEVEN_MONTHS), ("industrial_tax_growth", "15", "%", ELEVEN_MONTHS),
        ("area", "938.45", "公顷", None),
    ],
    # §4.2 other parks
    "wangcheng-2020": [("trade_revenue", "1100", "亿元", None)],
    "wangcheng-2024": [("trade_revenue", "1419", "亿元", None)],
    "yuhua-2020": [("business_environment", "yes", "", None)],
    "yuhua-2021": [("business_environment", "yes", "", None)],
    "yuhua-2022": [
        ("industrial_value_added_growth", "25.9", "%", "2022-01/2022-11"),
        ("hightech_output", "535.5", "亿元", THREE_QUARTERS), ("hightech_output_growth", "60.7", "%", THREE_QUARTERS),
        ("hightech_value_added", "104", "亿元", THREE_QUARTERS),
        ("hightech_value_added_growth", "52.8", "%", THREE_QUARTERS),
    ],
    "liuyang-2021": [
        ("scale_output_growth", "21.0", "%", NOV_2021), ("fixed_investment_growth", "18.2", "%", NOV_2021),
        ("industrial_investment_growth", "19.8", "%", NOV_2021), ("tax_growth", "22.37", "%", NOV_2021),
    ],
    "liuyang-2023": [("scale_output_growth", "4.7", "%", None), ("tax_growth", "19", "%", None)],
    "changsha-etdz-2020": [("scale_output", "2530", "亿元", None)],
    "changsha-etdz-2021": [("new_scale_firms", "32", "家", None)],
    "changsha-hidz-2021": [
        ("scale_output_growth", "38.95", "%", Q1), ("fixed_investment_growth", "31.2", "%", Q1),
        ("tax_growth", "27.86", "%", Q1),
    ],
    "liling-2020": [
        ("trade_revenue", "570", "亿元", None), ("trade_revenue_growth", "10", "%", None),
        ("industrial_value_added", "190", "亿元", None), ("industrial_value_added_growth", "12", "%", None),
    ],
    "liling-2024": [("trade_revenue", "626.81", "亿元", "2024-01/2024-09")],
    "yanling-2020": [
        ("trade_revenue", "102.36", "亿元", None), ("trade_revenue_growth", "21.8", "%", None),
        ("hightech_main_revenue", "44.6", "亿元", None), ("enterprises", "95", "家", None),
        ("above_scale_firms", "74", "家", None), ("hightech_firms", "26", "家", None),
    ],
    "youxian-2019": [
        ("enterprises", "115", "家", None), ("above_scale_firms", "70", "家", None),
        ("hightech_firms", "17", "家", None),
    ],
    "tianyi-2021": [("leading_output_share", "97.5", "%", "2021H1")],
    "longling-2021": [
        ("scale_output", "738.7", "亿元", None), ("scale_output_growth", "14.2", "%", None),
        ("industrial_value_added", "154.3", "亿元", None), ("industrial_value_added_growth", "11.6", "%", None),
        ("fiscal_revenue", "17.33", "亿元", None), ("fiscal_revenue_growth", "38.64", "%", None),
        ("above_scale_firms", "204", "家", None), ("area", "782.75", "公顷", None),
    ],
    "taojiang-2019": [
        ("industrial_output", "190.65", "亿元", None), ("all_value_added", "45.16", "亿元", None),
        ("industrial_tax", "1.58", "亿元", None), ("enterprises", "124", "家", None),
        ("above_scale_firms", "88", "家", None), ("hightech_firms", "21", "家", None),
        ("plant_area", "83", "万平方米", None), ("plant_use", "91.1", "%", None), ("area", "5.868", "平方公里", None),
    ],
    "taojiang-2022": [
        ("trade_revenue", "421.45", "亿元", None), ("hightech_main_revenue", "286.75", "亿元", None),
        ("hightech_main_revenue_growth", "29.19", "%", None), ("provincial_rd_bodies", "11", "个", None),
    ],
    "taojiang-2024": [
        ("enterprises", "159", "家", None), ("above_scale_firms", "93", "家", None),
        ("hightech_firms", "45", "家", None),
        ("plant_area", "92", "万平方米", None), ("developed_area", "3.94", "平方公里", None),
    ],
    "huarong-2019": [
        ("enterprises", "108", "家", None), ("above_scale_firms", "89", "家", None),
        ("hightech_firms", "15", "家", None),
        ("trade_revenue", "200.12", "亿元", None), ("tax", "1.65", "亿元", None),
        ("hightech_output", "102.02", "亿元", None),
    ],
    "yiyang-hidz-2018": [
        ("gdp", "191.72", "亿元", None), ("industrial_value_added", "85.64", "亿元", None),
        ("industrial_value_added_growth", "7.1", "%", None), ("fiscal_revenue", "18.08", "亿元", None),
        ("new_scale_firms", "20", "家", None),
    ],
    "xintian-2018": [
        ("scale_output", "95.13", "亿元", None), ("scale_output_growth", "25.12", "%", None),
        ("industrial_tax", "3460", "万元", None), ("industrial_tax_growth", "43.87", "%", None),
        ("leading_share", "79.55", "%", None), ("industrial_concentration", "97.51", "%", None),
        ("domestic_funds", "15.5", "亿元", None), ("foreign_investment", "4101", "万美元", None),
        ("new_scale_firms", "5", "家", None),
    ],
    "loudi-2017": [
        ("industrial_output", "626.21", "亿元", None), ("industrial_output_growth", "45.02", "%", None),
        ("industrial_value_added", "117.36", "亿元", None), ("industrial_value_added_growth", "15.0", "%", None),
        ("tax", "20.4935", "亿元", None), ("fixed_investment", "213.53", "亿元", None),
        ("fixed_investment_growth", "23", "%", None), ("hightech_value_added", "76.68", "亿元", None),
        ("above_scale_firms", "116", "家", None), ("area", "2333", "公顷", None),
    ],
    "zhongfang-2025": [
        ("fixed_investment", "5.67", "亿元", "2025Q1"), ("projects_signed", "9", "个", "2025Q1"),
        ("signed_investment", "18.03", "亿元", "2025Q1"),
    ],
    "xiangtan-etdz-2017": [
        ("trade_revenue", "1586.7", "亿元", NINE_MONTHS), ("trade_revenue_growth", "24.4", "%", NINE_MONTHS),
        ("hightech_firms", "39", "家", NINE_MONTHS),
    ],
}  # fmt: skip


@cache
def park_of(name: str) -> Park:
    return load_parks(SAMPLES / "hunan" / f"{name}.yaml")[0]


def fact_of(name: str, field: str) -> Fact:
    return park_of(name).facts[field]


def test_every_file_is_compared_and_there_are_enough_parks() -> None:
    assert [file.stem for file in FILES] == sorted(PUBLISHED)
    assert len({park_of(name).id for name in PUBLISHED}) >= 14


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_park_holds_exactly_the_published_figures(name: str) -> None:
    park = park_of(name)
    fields = load_criteria(criteria_of(park)).criteria.fields
    assert set(park.data) == {row[0] for row in PUBLISHED[name]}
    assert park.gaps == {}
    assert park.points == {}
    for field, number, unit, period in PUBLISHED[name]:
        value = park.data[field]
        if isinstance(value, Decimal):
            own = parse_unit(fields[field].unit)
            assert convert(value, own, parse_unit(unit)) == Decimal(number), field
        else:
            assert value is True
        assert park.facts[field].period == period, field


def criteria_of(park: Park) -> str:
    return "hunan-five-goods/2025" if park.year >= 2025 else "hunan-five-goods/2021"


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_value_has_source_and_attestation(name: str) -> None:
    park = park_of(name)
    for field in park.data:
        fact = park.facts[field]
        assert isinstance(fact.source, Source), field
        assert fact.attested in (Attested.OFFICIAL, Attested.REPORTED), field
        assert fact.attested is fact.source.attested, field


@pytest.mark.parametrize("name", PUBLISHED)
def test_file_name_criteria_groups_and_remark(name: str) -> None:
    park = park_of(name)
    text = (SAMPLES / "hunan" / f"{name}.yaml").read_text(encoding="utf-8")
    assert name == f"{park.id}-{park.year}"
    assert f"criteria: {criteria_of(park)}\n" in text
    assert "区域和市州为推断" in text
    assert set(park.groups) == {"level", "region", "city"}
    assert park.name.zh
    assert park.name.en
    assert park.name.en.isascii()
    assert "虚构" not in text
    assert "真实园区" in text


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_mirror_is_cited(name: str) -> None:
    for fact in park_of(name).facts.values():
        assert isinstance(fact.source, Source)
        assert fact.source.url is None or urlsplit(fact.source.url).hostname in CITABLE_HOSTS


# §4.2: level and region of each park; the region is INFERRED from its city
GROUPS = {
    "wangcheng": ("national", "长株潭"), "yuhua": ("provincial", "长株潭"), "liuyang": ("national", "长株潭"),
    "changsha-etdz": ("national", "长株潭"), "changsha-hidz": ("national", "长株潭"),
    "liling": ("provincial", "长株潭"),
    "yanling": ("provincial", "长株潭"), "youxian": ("provincial", "长株潭"), "tianyi": ("provincial", "长株潭"),
    "longling": ("provincial", "洞庭湖"), "taojiang": ("provincial", "洞庭湖"), "huarong": ("provincial", "洞庭湖"),
    "yiyang-hidz": ("national", "洞庭湖"), "xintian": ("provincial", "湘南"), "loudi": ("national", "大湘西"),
    "zhongfang": ("provincial", "大湘西"), "xiangtan-etdz": ("national", "长株潭"),
    "xiangxiang": ("provincial", "长株潭"),
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_level_and_region(name: str) -> None:
    park = park_of(name)
    assert (park.groups["level"], park.groups["region"]) == GROUPS[park.id]


@pytest.mark.parametrize("name", PUBLISHED)
def test_traps_are_avoided(name: str) -> None:
    park = park_of(name)
    # §4.2: no park-level tax per mu exists; §4.1: sub-park figures are not park figures
    assert "tax_per_mu" not in park.data
    assert "industrial_land" not in park.data
    assert Decimal("3.5") not in park.data.values()
    assert Decimal("3.25") not in park.data.values()
    # §4.1 and §4.2: recycled or unreliable totals
    assert Decimal(13414) not in park.data.values()
    assert Decimal(400) not in park.data.values()


def test_county_figures_of_zhongfang_are_not_park_figures() -> None:
    park = park_of("zhongfang-2025")
    assert not {"hightech_firms", "new_scale_firms", "new_hightech_firms"} & set(park.data)
    text = (SAMPLES / "hunan" / "zhongfang-2025.yaml").read_text(encoding="utf-8")
    # §7.11: 118.94 − 31.94 = 87.00
    assert Decimal("118.94") - Decimal("31.94") == Decimal("87.00")
    assert "118.94 分，较上年提高 31.94 分（2023 年度 87.00 分为推算）" in text


def test_expected_figures_say_so() -> None:
    for name in ("liling-2020", "changsha-hidz-2021"):
        for field, *_ in PUBLISHED[name]:
            assert fact_of(name, field).remark == "预计数"


def test_xiangxiang_2021_scores_without_errors_though_most_data_are_missing() -> None:
    opened = open_run([SAMPLES / "hunan" / "xiangxiang-2021.yaml"])
    assert opened.run is not None
    score = opened.run.of("xiangxiang")
    names = [node.plan.definition.name.within("zh") for node in score.root.nodes]
    assert names == ["规划定位好", "创新平台好", "产业项目好", "体制机制好", "发展形象好", "经济指标"]
    scored = [i for i in score.root.all_indicators() if i.outcome is Outcome.SCORED]
    assert [i.plan.id for i in scored] == ["approvals_taken"]
    assert score.points == Decimal("4.9")
    assert score.coverage == Decimal("0.05")
    assert score.possible > score.points
    assert score.unranked_reason == "coverage"


@pytest.mark.parametrize("edition", ["2021", "2025"])
def test_all_parks_of_an_edition_can_be_opened_together(edition: str) -> None:
    paths = [str(file) for file in FILES if (park_of(file.stem).year >= 2025) == (edition == "2025")]
    opened = open_run(paths, each_year=True)
    assert opened.run is not None
    assert len(opened.run.scores) == len({park_of(p.rsplit("/", 1)[-1][:-5]).id for p in paths})
