"""The commands on real input: what the issue says must be seen."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from cli.cli_support import Program, write_criteria, write_park

MEIZHOU = "samples/meizhou-2016"
HUNAN = "samples/hunan/xiangxiang-2021.yaml"


@pytest.fixture
def program(capsys, monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "zh")
    monkeypatch.delenv("FIVEGOODS_DEBUG", raising=False)
    return Program(capsys)


def ranked(done):
    return [(park["name"], park["points"], park["rank"]) for park in done.data["parks"]]


def test_meizhou_reviewed(program):
    done = program("rank", MEIZHOU, "--format", "json")
    assert done.code == 0
    assert ranked(done) == [
        ("平远", Decimal("97.5"), 1),
        ("梅江区东升", 75, 2),
        ("兴宁", 74, 3),
        ("广梅产业园", 67, 4),
    ]


def test_meizhou_as_self_names_the_total_that_does_not_add_up(program):
    done = program("rank", MEIZHOU, "--format", "json", "--as", "self")
    assert ranked(done) == [
        ("平远", 100, 1),
        ("兴宁", 95, 2),
        ("梅江区东升", Decimal("81.5"), 3),
        ("广梅产业园", Decimal("71.2"), 4),
    ]
    assert "dongsheng.yaml:21:" in done.err
    assert "88" in done.err
    assert any("81.5" in finding["message"] for finding in done.data["findings"])


def test_json_has_the_promised_shape(program):
    data = program("rank", MEIZHOU, "--format", "json").data
    assert data["schema"] == 1
    assert {"id", "edition", "status", "sha256"} <= data["criteria"].keys()
    park = data["parks"][0]
    promised = {"id", "name", "year", "points", "possible", "coverage", "rank", "grade", "groups", "dimensions"}
    assert promised <= park.keys()
    assert {"id", "name", "points", "full", "indicators"} <= park["dimensions"][0].keys()
    indicator = park["dimensions"][0]["indicators"][0]
    assert {"id", "name", "value", "unit", "points", "full", "outcome", "source"} <= indicator.keys()
    assert all(len(file["sha256"]) == 64 for file in data["files"])


def test_score_json_is_rank_json(program):
    scored = program("score", MEIZHOU, "--format", "json").data
    assert scored["parks"] == program("rank", MEIZHOU, "--format", "json").data["parks"]


def test_nested_dimensions_nest(program):
    data = program("rank", "samples/demo", "--format", "json", "-q").data
    economy = data["parks"][0]["dimensions"][0]
    assert [node["id"] for node in economy["dimensions"]] == ["scale", "efficiency"]
    assert "indicators" not in economy
    assert economy["dimensions"][0]["indicators"]


def test_a_sparse_real_park_is_scored_without_an_error(program):
    done = program("score", HUNAN)
    assert done.code == 0
    goods = ["规划定位好", "创新平台好", "产业项目好", "体制机制好", "发展形象好"]
    places = [done.out.index(f"\n{good}") for good in goods]
    assert places == sorted(places)
    assert "权重为示例，非官方" in done.out
    assert "数据覆盖率" in done.out
    assert "最多" in done.out
    assert "error" not in done.err


def test_huangyan_printed_formula_gives_the_printed_points(program, tmp_path):
    park = write_park(tmp_path, criteria="huangyan-per-mu/2022", tax="20 万元", land="1 亩")
    park.write_text(park.read_text("utf-8").replace("data:", "groups: {scale: above}\ndata:"), encoding="utf-8")
    done = program("score", park, "--format", "json", "-q")
    by_id = {i["id"]: i for d in done.data["parks"][0]["dimensions"] for i in d["indicators"]}
    assert round(by_id["tax_per_mu"]["points"], 4) == Decimal("24.8994")
    explained = program("explain", park, "tax_per_mu", "-q").out
    assert "÷ 24.097" in explained
    assert "24.89936506619" in explained


def test_ranking_file_is_markdown_and_repeatable(program, tmp_path):
    file = tmp_path / "ranking.md"
    done = program("rank", "samples/demo", "-o", file, "-q")
    assert done.code == 0
    assert done.out == ""
    first = file.read_bytes()
    text = first.decode("utf-8")
    assert "并列 2" in text
    assert "demo-parks/2024" in text
    assert "示例（example）" in text
    assert text.count("48 个文件") == 1
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    assert all(len({line.count(" |") for line in table}) == 1 for table in tables)
    program("rank", "samples/demo", "-o", file, "-q")
    assert file.read_bytes() == first


def test_ties_are_ties_in_every_format(program):
    data = program("rank", "samples/demo", "--format", "json", "-q").data
    ranks = [park["rank"] for park in data["parks"] if park["rank"] is not None]
    assert ranks[:4] == [1, 2, 2, 4]
    assert data["parks"][1]["tied"] == 2
    rows = list(csv.DictReader(io.StringIO(program("rank", "samples/demo", "--format", "csv", "-q").out)))
    assert [row["rank"] for row in rows[:4]] == ["1", "2", "2", "4"]
    assert "并列 2  " in program("rank", "samples/demo", "-q").out


def test_csv_file_opens_in_excel_and_a_pipe_has_no_mark(program, tmp_path):
    file = tmp_path / "ranking.csv"
    program("rank", MEIZHOU, "-o", file, "-q")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfrank,")
    piped = program("rank", MEIZHOU, "--format", "csv", "-q").out
    assert piped.startswith("rank,parks_at_rank,id,name")
    assert b"\r\n" in file.read_bytes()


def test_explain_derives_the_chosen_indicators_only(program):
    done = program("explain", HUNAN, "approvals_taken", "-q")
    assert done.code == 0
    assert "承接审批事项" in done.out
    assert "5 × ((49 − 0) ÷ (50 − 0)) = 4.9" in done.out
    assert "规模工业增加值增速" not in done.out
    by_name = program("explain", HUNAN, "承接审批事项", "-q").out
    assert by_name == done.out
    dimension = program("explain", HUNAN, "体制机制好", "-q").out
    assert "承接审批事项" in dimension
    assert "管委会" in dimension


def test_explain_has_every_indicator_and_every_format(program):
    data = program("explain", HUNAN, "--format", "json", "-q").data
    derivations = data["parks"][0]["derivations"]
    dimensions = data["parks"][0]["dimensions"]
    expected = {d["id"] for d in dimensions} | {i["id"] for d in dimensions for i in d["indicators"]} | {"total"}
    assert {derivation["id"] for derivation in derivations} == expected
    assert all(derivation["steps"] for derivation in derivations)
    assert program("explain", HUNAN, "--format", "csv", "-q").out.startswith("park,indicator,step,")
    assert "1. " in program("explain", HUNAN, "--format", "md", "-q").out


def test_compare_says_who_leads_and_by_how_much(program, tmp_path):
    write_criteria(tmp_path)
    one = write_park(tmp_path, "a", "甲", tax="12 万元", land="1 亩", firms=50)
    two = write_park(tmp_path, "b", "乙", tax="24 万元", land="1 亩", firms=50)
    done = program("compare", one, two, "--format", "json")
    lines = {line["id"]: line for line in done.data["comparison"]}
    assert (lines["tax_per_mu"]["leaders"], lines["tax_per_mu"]["lead"]) == (["b"], 30)
    assert (lines["firms_count"]["leaders"], lines["firms_count"]["lead"]) == (["a", "b"], 0) or lines["firms_count"][
        "leaders"
    ] == ["b", "a"]
    assert lines["total"]["lead"] == 30
    text = program("compare", one, two).out
    assert "持平" in text
    assert "30.00" in text


def test_compare_does_not_settle_what_missing_data_could_turn(program, tmp_path):
    write_criteria(tmp_path)
    one = write_park(tmp_path, "a", "甲", tax="12 万元", land="1 亩", firms=50)
    two = write_park(tmp_path, "b", "乙", tax="6 万元", land="1 亩")
    lines = {line["id"]: line for line in program("compare", one, two, "--format", "json").data["comparison"]}
    assert lines["total"]["leaders"] == ["a"]
    assert lines["total"]["settled"] is False
    assert lines["firms_count"]["leaders"] == []
    assert "未定" in program("compare", one, two).out


def test_missing_is_no_zero_on_the_card(program, tmp_path):
    write_criteria(tmp_path)
    park = write_park(tmp_path, tax="12 万元", land="1 亩")
    done = program("score", park)
    row = next(line for line in done.out.splitlines() if line.strip().startswith("企业数"))
    assert row.split() == ["企业数", "-", "-", "-", "40.00", "-", "缺失", "-"]
    assert "30.00 / 100.00（缺失数据补齐后最多 70.00）" in done.out
    assert "60.0%" in done.out


def test_parks_ranked_apart_are_shown_apart(program, tmp_path):
    write_criteria(tmp_path)
    one = write_park(tmp_path, "a", "甲", tax="12 万元", land="1 亩", firms=50)
    two = write_park(tmp_path, "b", "乙", tax="12.0001 万元", land="1 亩", firms=50)
    out = program("rank", one, two).out
    assert "50.0003  " in out
    assert "50.0000  " in out


def test_criteria_commands(program):
    listed = program("criteria", "list").out
    assert "huangyan-per-mu" in listed
    shown = program("criteria", "show", "huangyan-per-mu/2022").out
    assert "24.097 万元/亩" in shown
    assert "官方" in shown
    assert program("criteria", "show", "huangyan-per-mu/2022", "--format", "json").data["dimensions"]
    tested = program("criteria", "test", "meizhou-parks/2016")
    assert tested.code == 0
    assert "8 个算例，8 个通过，0 个不符" in tested.out
    checked = program("criteria", "check", "meizhou-parks/2016", "--lang", "en")
    assert checked.code == 0
    assert "meizhou-parks/2016: the full points come to 100" in checked.err


def test_a_wrong_case_fails_and_shows_expected_actual_and_derivation(program, tmp_path):
    criteria = write_criteria(tmp_path)
    case = "cases:\n  - {name: 错, data: {tax: 12, land: 1, firms: 50}, expect: {tax_per_mu: 31}}\n"
    criteria.write_text(criteria.read_text("utf-8") + case, encoding="utf-8")
    done = program("criteria", "test", criteria)
    assert done.code == 1
    assert "31" in done.out
    assert "30" in done.out
    assert "÷" in done.out
    data = program("criteria", "test", criteria, "--format", "json").data
    assert data["criteria"][0]["cases"][0]["passed"] is False


def test_derivations_of_wrong_cases_speak_the_language_asked_for(program, tmp_path):
    criteria = write_criteria(tmp_path)
    case = "cases:\n  - {name: 错, data: {tax: 12, land: 1, firms: 50}, expect: {tax_per_mu: 31}}\n"
    criteria.write_text(criteria.read_text("utf-8") + case, encoding="utf-8")
    shown = program("criteria", "test", criteria, "--lang", "zh").out
    assert "参照值" in shown
    assert "reference" not in shown
    assert ":\n" not in shown


def test_criteria_that_cannot_be_scored_with_pass_no_test(program, tmp_path):
    criteria = write_criteria(tmp_path)
    criteria.write_text(criteria.read_text("utf-8").replace("tax / land", "tax / lnad"), encoding="utf-8")
    done = program("criteria", "test", criteria)
    assert (done.code, done.out) == (2, "")
    assert "error[FG201]" in done.err


GROWTH_2024 = """
criteria: hunan-five-goods/2021
id: try
name: 试园（虚构）
year: 2024
source: 虚构
attested: invented
data:
  industrial_value_added_growth: 12 %
"""
BENCHMARKS_2024 = ("--benchmarks", "samples/benchmarks/hunan-2024.yaml")


@pytest.fixture
def grown(tmp_path):
    path = tmp_path / "try.yaml"
    path.write_text(GROWTH_2024, encoding="utf-8")
    return str(path)


def test_a_card_names_the_source_of_a_benchmark(program, grown):
    out = program("score", grown, *BENCHMARKS_2024).out
    assert out.split("规模工业增加值增速")[1].split()[:4] == ["12%", "平均值", "9.5%（基准文件）", "5.25"]
    assert "[1][2]" in out
    assert "2. 领导小组会议报道、湖南省园区领导小组、2025-03-25、官方" in out


def test_a_derivation_names_the_source_of_a_benchmark(program, grown):
    out = program("explain", grown, "growth_of_value_added", *BENCHMARKS_2024).out
    assert "参照值 9.5%，来源：领导小组会议报道、湖南省园区领导小组、2025-03-25、官方" in out


def test_explaining_a_field_names_the_indicator_that_uses_it(program, grown):
    done = program("explain", grown, "industrial_value_added_growth")
    assert done.code == 2
    assert "是否想写 growth_of_value_added？" in done.err
