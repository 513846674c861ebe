"""Meizhou, the invented demonstration parks, and the benchmarks."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from criteria.packs_support import ROOT, SAMPLES
from fivegoods.api import load_criteria, load_parks, open_run
from fivegoods.criteria.base import Attested
from fivegoods.numeric.units import convert, parse_unit
from fivegoods.panel.entities import BenchmarkValue, Park
from fivegoods.reading.benchmarks import read_benchmarks
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.scores import ParkScore, Run

MEIZHOU = SAMPLES / "meizhou-2016"
DEMO = SAMPLES / "demo"
INDICATORS = ("fixed_investment", "value_added_growth", "tax_growth", "environment", "land", "transfer")

# five-goods.md §5.5: self / reviewed points in the order above, then totals as published
TABLE = {
    "guangmei": ("1 20 20 11.2 14 5", "0.5 16 20 11.5 14 5", "71.2", "67"),
    "dongsheng": ("25 4 20 14.5 13 5", "25 1 20 11 13 5", "88", "75"),
    "xingning": ("25 15 20 15 15 5", "25 2 20 11 14 2", "95", "74"),
    "pingyuan": ("25 20 20 15 15 5", "25 20 20 12.5 15 5", "100", "97.5"),
}


@cache
def ranked(folder: Path, view: str = "reviewed", year: int | None = None) -> Run:
    opened = open_run([folder], view=view, year=year)
    assert opened.run is not None, opened.findings
    return opened.run


def demo(park: str, year: int = 2024) -> ParkScore:
    return ranked(DEMO, year=year).of(park)


@pytest.mark.parametrize("name", TABLE)
def test_meizhou_points_are_the_published_ones(name: str) -> None:
    park = load_parks(MEIZHOU / f"{name}.yaml")[0]
    own, reviewed, own_total, reviewed_total = TABLE[name]
    assert park.review is not None
    assert [park.points[i].points for i in INDICATORS] == [Decimal(p) for p in own.split()]
    assert [park.review.points[i].points for i in INDICATORS] == [Decimal(p) for p in reviewed.split()]
    assert park.stated_total == Decimal(own_total)
    assert park.review.stated_total == Decimal(reviewed_total)
    assert {given.attested for given in park.points.values()} == {Attested.OFFICIAL}


def test_meizhou_reviewed_ranking() -> None:
    order = [(s.park.name.within("zh"), s.points) for s in ranked(MEIZHOU).scores]
    assert order == [
        ("平远", Decimal("97.5")), ("梅江区东升", Decimal(75)), ("兴宁", Decimal(74)), ("广梅产业园", Decimal(67)),
    ]  # fmt: skip


def test_meizhou_self_ranking_and_the_published_slip() -> None:
    run = ranked(MEIZHOU, "self")
    assert [(s.park.id, s.points) for s in run.scores] == [
        ("pingyuan", Decimal(100)), ("xingning", Decimal(95)),
        ("dongsheng", Decimal("81.5")), ("guangmei", Decimal("71.2")),
    ]  # fmt: skip
    slips = [f for f in run.findings if f.params.get("stated") == "88"]
    assert [f.params["computed"] for f in slips] == ["81.5"]


def test_demo_has_24_invented_parks_in_two_years() -> None:
    parks = load_parks(DEMO)
    assert len({park.id for park in parks}) == 24
    assert sorted({park.year for park in parks}) == [2023, 2024]
    assert len(parks) == 48
    for park in parks:
        assert_invented(park)


def assert_invented(park: Park) -> None:
    assert "（虚构）" in park.name.within("zh")
    assert "(invented)" in park.name.within("en")
    assert {fact.attested for fact in park.facts.values()} == {Attested.INVENTED}
    text = (DEMO / f"{park.id}-{park.year}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 虚构园区、虚构数据，由 scripts/make_demo.py 生成")


def test_invented_values_stay_among_the_demonstration_files() -> None:
    marked = {p for p in SAMPLES.rglob("*.yaml") if "attested: invented" in p.read_text(encoding="utf-8")}
    assert {path.parent.name for path in marked} == {"demo", "benchmarks"}
    assert [p.name for p in marked if p.parent.name == "benchmarks"] == ["demo-2024.yaml"]


def test_make_demo_writes_the_same_bytes_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "scripts" / "make_demo.py"), str(tmp_path)], check=True)
    written = sorted((tmp_path / "demo").iterdir())
    assert [p.name for p in written] == sorted(p.name for p in DEMO.iterdir())
    for path in [*written, tmp_path / "benchmarks" / "demo-2024.yaml"]:
        assert path.read_bytes() == (SAMPLES / path.relative_to(tmp_path)).read_bytes(), path.name


@pytest.mark.parametrize("year", [2023, 2024])
def test_demo_has_two_exact_ties_that_share_their_rank(year: int) -> None:
    for one, other in (("ruoshui", "songhe"), ("lanyue", "tingxue")):
        first, second = demo(one, year), demo(other, year)
        assert first.points == second.points
        assert first.rank == second.rank
        assert first.park.data != second.park.data
        assert first.placing is not None
        assert first.placing.tied == 2
    ranks = [s.rank for s in ranked(DEMO, year=year).scores if s.rank]
    assert len(ranks) - len(set(ranks)) == 2


def test_demo_shows_every_outcome() -> None:
    roots = [s.root for s in ranked(DEMO).scores]
    outcomes = {part.outcome for root in roots for part in (*root.walk(), *root.all_indicators())}
    assert outcomes >= {Outcome.SCORED, Outcome.MISSING, Outcome.NOT_APPLICABLE, Outcome.OVERRIDDEN, Outcome.VOIDED}


def test_demo_shows_gaps_of_every_kind() -> None:
    gaps = {gap.value for park in load_parks(DEMO) for gap in park.gaps.values()}
    assert gaps == {"null", "expected", "not_applicable"}
    assert "energy" not in demo("wangshu").park.data
    assert demo("qinglan").possible > demo("qinglan").points
    assert demo("qinglan").coverage < 1


def test_demo_shows_vetoes_bonuses_and_deductions() -> None:
    assert [(a.id, a.points) for a in demo("luming").adjustments] == [("award", Decimal(3))]
    deductions = {a.id: a.points for a in demo("hanzhang").adjustments}
    assert deductions == {"complaint": Decimal("-1.5"), "accident": Decimal(-1)}
    green = next(node for node in demo("shicui").root.walk() if node.plan.id == "green")
    assert (green.outcome, green.points) == (Outcome.VOIDED, 0)
    assert demo("tingtao").grade == "D"
    assert demo("tingtao").honours_lost
    assert demo("canglang").unranked_reason == "adjustment:false_data"
    assert demo("zhenshi").unranked_reason == "coverage"
    assert (demo("guihong").grade, demo("guihong").grade_reason) == (None, "ungraded:in_transition")


def test_demo_grades_and_boards() -> None:
    run = ranked(DEMO)
    counts = {g: sum(s.grade == g for s in run.scores) for g in "ABCD"}
    assert min(counts.values()) > 0
    boards = {board.id for board in run.boards}
    assert {"national_top", "provincial_top", "regional_top"} <= boards
    placed = [e.park.park.id for b in run.boards if b.id.endswith("_top") for e in b.entries]
    assert len(placed) == len(set(placed))
    assert not {"tingtao", "canglang", "zhenshi"} & set(placed)


def test_demo_review_replaces_value_and_points() -> None:
    reviewed, own = demo("xingyun"), ranked(DEMO, "self").of("xingyun")
    assert own.points - reviewed.points == Decimal("2.2")  # two firms and 0.2 for the inspection


def test_one_demo_park_scores_alone_with_benchmarks() -> None:
    alone = open_run([DEMO / "songhe-2024.yaml"], benchmarks=[SAMPLES / "benchmarks" / "demo-2024.yaml"])
    assert alone.run is not None
    score = alone.run.of("songhe")
    assert not [i.plan.id for i in score.root.all_indicators() if i.outcome is Outcome.NO_REFERENCE]
    without = open_run([DEMO / "songhe-2024.yaml"])
    assert without.run is not None
    missing = [i.plan.id for i in without.run.of("songhe").root.all_indicators() if i.outcome is Outcome.NO_REFERENCE]
    assert missing == ["revenue_size", "tax_per_mu", "productivity", "patents_per_firm"]


@cache
def benchmarks(name: str, criteria: str = "hunan-five-goods/2021") -> tuple[BenchmarkValue, ...]:
    values, findings = read_benchmarks([str(SAMPLES / "benchmarks" / f"{name}.yaml")], load_criteria(criteria))
    assert findings == ()
    return values


def one(name: str, of: str, city: str | None = None) -> Decimal:
    groups = {"city": city} if city else {}
    (found,) = [b for b in benchmarks(name) if b.of == of and dict(b.groups) == groups]
    return found.value


# §4.2: 园区规模工业增加值 亿元 / growth % / share %, 2017
CITIES = """全省 7610.17 10.3 69.7
长沙 2326.32 13.8 76.5
株洲 731.51 9.7 74.4
湘潭 746.27 10.1 81.5
衡阳 405.50 8.2 70.0
邵阳 424.36 9.2 79.3
岳阳 774.74 7.3 74.6
常德 852.49 6.4 86.8
张家界 23.17 9.8 46.6
益阳 372.66 8.5 71.1
郴州 807.11 7.7 80.6
永州 380.46 7.7 92.3
怀化 168.42 8.1 53.7
娄底 350.23 11.1 68.5
自治州 54.19 1.4 59.4"""


@pytest.mark.parametrize("line", CITIES.splitlines())
def test_city_table_of_2017(line: str) -> None:
    place, amount, growth, share = line.split()
    city = None if place == "全省" else place
    assert one("hunan-2017", "industrial_value_added", city) == Decimal(amount)
    assert one("hunan-2017", "growth_of_value_added", city) == Decimal(growth)
    assert one("hunan-2017", "share_of_value_added", city) == Decimal(share)


def test_provincial_growth_of_2024() -> None:
    values = {b.of: b.value for b in benchmarks("hunan-2024")}
    assert values == {
        "growth_of_value_added": Decimal("9.5"), "growth_of_tax_per_mu": Decimal("17.2"),
        "growth_of_investment": Decimal("20.6"), "growth_of_foreign_investment": Decimal("10.1"),
    }  # fmt: skip


def test_provincial_aggregates_of_2020() -> None:
    values = {b.of: (b.stat, b.value, b.parks) for b in benchmarks("hunan-2020")}
    assert values == {
        "gdp": ("sum", Decimal(14600), 143), "tax": ("sum", Decimal("1734.1"), 143),
        "all_value_added": ("sum", Decimal(10200), 143), "profit": ("sum", Decimal("2087.8"), 143),
    }  # fmt: skip


def test_first_three_quarters_of_2017() -> None:
    assert one("hunan-2017", "trade_revenue") == Decimal("33249.56")
    assert one("hunan-2017", "growth_of_trade_revenue") == Decimal("17.7")
    used = convert(one("hunan-2017", "foreign_investment"), parse_unit("万美元"), parse_unit("亿美元"))
    assert used == Decimal("53.26")


# §4.2, shares derived there
@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        ("leading_revenue", "trade_revenue", "59.1"), ("leading_revenue", "industrial_revenue", "83.5"),
        ("hightech_revenue", "trade_revenue", "55.1"), ("rd_expense", "trade_revenue", "2.66"),
        ("industrial_revenue", "trade_revenue", "70.8"),
    ],
)  # fmt: skip
def test_hengyang_shares_come_out_as_in_the_facts(part: str, whole: str, share: str) -> None:
    quotient = one("hengyang-2022", part, "衡阳") / one("hengyang-2022", whole, "衡阳") * 100
    assert round(quotient, len(share.split(".")[1])) == Decimal(share)


@pytest.mark.parametrize("name", ["hunan-2017", "hunan-2020", "hunan-2024", "hengyang-2022"])
def test_every_benchmark_has_source_and_attestation(name: str) -> None:
    for value in benchmarks(name):
        assert value.source is not None
        assert value.attested in (Attested.OFFICIAL, Attested.REPORTED), value.of


def test_benchmarks_serve_both_hunan_editions() -> None:
    assert len(benchmarks("hunan-2024", "hunan-five-goods/2025")) == 4


def test_real_parks_are_judged_against_the_provincial_growth_of_their_year() -> None:
    opened = open_run(
        [SAMPLES / "hunan" / "loudi-2017.yaml", SAMPLES / "hunan" / "xiangtan-etdz-2017.yaml"],
        benchmarks=[SAMPLES / "benchmarks" / "hunan-2017.yaml"],
    )
    assert opened.run is not None
    # 15.0 against 10.3 and 24.4 against 17.7: 5 points and 0.1 for each percentage point above
    assert opened.run.of("loudi").points == Decimal("5.47")
    assert opened.run.of("xiangtan-etdz").points == Decimal("5.67")


def test_invented_benchmarks_are_named_as_invented() -> None:
    text = (SAMPLES / "benchmarks" / "demo-2024.yaml").read_text(encoding="utf-8")
    assert re.search(r"name: .*（虚构）.*\(invented\)", text)
    assert {b.attested for b in benchmarks("demo-2024", "demo-parks/2024")} == {Attested.INVENTED}
