"""Words of reports: no raw values of settings, references with their names, sentences that do not repeat."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cli.cli_support import Program, write_criteria, write_park
from fivegoods.api import load_criteria
from fivegoods.messages.words import say
from fivegoods.reports.localise import Voice
from fivegoods.scoring.indicators.reasons import reason_words


@pytest.fixture
def program(capsys, monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "zh")
    return Program(capsys)


def test_settings_are_in_words(program):
    shown = program("rank", "samples/demo", "--format", "md", "--annex", "-q").out
    for raw in ("competition", "population", "no_reference", "| keep", "| cut", "revenue_size"):
        assert raw not in shown
    assert "1、2、2、4" in shown
    assert "超出最差值、最优值（营业收入）" in shown


def test_references_are_called_by_their_names_and_keep_their_sign(program):
    shown = program("score", "samples/demo/luming-2024.yaml", "--peers", "samples/demo", "-q").out
    assert "最差值 0%、最优值 5%" in shown
    assert "最差值 20、最优值 3" in shown
    assert "平均值 17.5233（同组 6 个）" in shown


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("null:新增企业", "新增企业缺失"),
        ("null:tax", "tax 缺失"),
        ("absent:税收", "没有填报税收"),
        ("adjustment:数据造假", "因数据造假"),
        ("no_year:2023", "没有 2023 年的数据"),
        ("no_benchmarks_given", "没有给出基准文件（--benchmarks）"),
        ("benchmark_year:2023", "基准文件里只有 2023 年的值，不是本年度的"),
    ],
)
def test_reasons_in_chinese_have_no_stray_spaces(reason, said):
    assert reason_words(reason).zh == said


def test_a_reason_does_not_repeat_the_name_of_its_indicator(program, tmp_path):
    write_criteria(tmp_path)
    criteria = tmp_path / "test-criteria" / "1.yaml"
    criteria.write_text(criteria.read_text("utf-8").replace("{zh: 企业数, en", "{zh: 企业, en"), encoding="utf-8")
    shown = program("score", write_park(tmp_path, tax="12 万元", land="1 亩", firms="null"), "-q").out
    assert "企业缺失" in shown
    assert "企业：企业" not in shown


def test_a_notice_of_the_criteria_is_not_said_twice(program, tmp_path):
    path = write_criteria(tmp_path, "reconstructed")
    park = write_park(tmp_path, tax="12 万元", land="1 亩", firms=5)
    automatic = program("score", park, "-q").out
    assert "评价标准依据公开资料重构，权重为示例" in automatic
    path.write_text("notice: 权重为示例，非官方。\n" + path.read_text("utf-8"), encoding="utf-8")
    own = program("score", park, "-q").out
    assert own.count("权重为示例") == 1
    assert "重构的标准，非官方评价结果" in own


def test_the_view_speaks_of_reviews_only_where_there_are_some(program):
    assert "无审核数据" in program("score", "samples/demo/luming-2024.yaml", "-q").out
    assert "自评" in program("score", "samples/demo/luming-2024.yaml", "--as", "self", "-q").out
    assert "有审核的以审核为准" in program("rank", "samples/meizhou-2016", "-q").out


def test_a_misspelt_command_gets_a_near_match(program):
    done = program("rnak")
    assert done.code == 2
    assert "是否想写 rank" in done.err


def test_criteria_are_shown_with_groups_values_units_and_caps(program):
    shown = program("criteria", "show", "demo-parks/2024").out
    assert "national（国家级）" in shown
    assert "running（" in shown
    assert "每 1 家 得 1 分" in shown or "每 1 家得 1 分" in shown
    assert "最多 3 分" in shown
    assert "并列后跳号" in shown


def test_caps_of_rules_are_said(program, tmp_path):
    assert "最多为满分的 1 倍" in program("criteria", "show", write_criteria(tmp_path)).out


def test_a_year_in_which_nobody_is_ranked_points_to_the_others(program):
    shown = program("rank", "samples/hunan", "-c", "hunan-five-goods/2021", "--allow-partial", "-q").out
    assert "没有园区参加排名" in shown
    assert "其他年度（--year）：2024 年 " in shown


def test_derivations_name_options_and_truths(program):
    shown = program("explain", "samples/demo/luming-2024.yaml", "plan_assessment", "plant_stage", "-q").out
    assert "True" not in shown
    assert "规划环评已批复 是，来源" in shown
    assert "污水处理厂 已立项，来源" in shown
    assert " planned\n" not in shown


@pytest.mark.parametrize(
    ("short", "said"), [("3.456", "3.46"), ("0.004", "0.004"), ("0.0000049", "0.000005"), ("0", "0.00")]
)
def test_a_difference_is_never_shown_as_nothing(short, said):
    voice = Voice("en", load_criteria("demo-parks/2024"))
    assert voice.difference(Decimal(short)) == said


def test_what_criteria_attest_as_ours_is_not_called_this_projects():
    assert "项目" not in say("attested.ours", "zh")


def test_the_value_of_an_alternate_is_not_shown_as_the_indicators_own(program):
    alone = program("score", "samples/demo/luming-2024.yaml", "-q").out
    assert "（替代：产业投资完成额、产业投资年度目标）100.8972%" in alone
    assert "营业收入增速：缺首选数据，改用替代取值和规则" in alone
    among = program("score", "samples/demo/luming-2024.yaml", "--peers", "samples/demo", "-q").out
    assert "替代" not in among


def test_a_missing_figure_and_a_missing_reference_are_two_reasons():
    data, reference = reason_words("policy:alternate"), reason_words("policy:alternate_reference")
    assert "缺首选数据" in data.zh
    assert "参照值" in reference.zh


def test_gaps_are_said_to_be_of_the_exact_values(program):
    # 87.53 − 66.10 is printed as 21.42.
    assert "按精确值计算" in program("rank", "samples/demo", "--all", "-q").out


def test_a_page_about_criteria_says_what_a_veto_does(program):
    shown = program("criteria", "show", "demo-parks/2024", "--lang", "zh").out
    assert "绿色安全作废" in shown
    assert "直接定为 D、取消评优资格" in shown


def test_advice_does_not_deny_what_missing_data_bring_where_a_policy_scores_them(program, tmp_path):
    # The points of the policy stand until the figure is there: 10 then, instead of -2.
    (tmp_path / "c.yaml").write_text(
        "name: P\nstatus: example\nsources: {us: {title: U, attested: ours}}\nsource: us\nattested: ours\n"
        "fields: {x: {name: 甲, unit: 家}, y: {name: 乙, unit: 家}}\nindicators:\n"
        "  a: {name: 甲, unit: 家, points: 10, value: x, rule: {kind: ratio, to: 9}}\n"
        "  b: {name: 乙, unit: 家, points: 10, value: y, rule: {kind: ratio, to: 9},"
        " missing: {policy: penalty, points: 2}}\n",
        encoding="utf-8",
    )
    (tmp_path / "p.yaml").write_text("id: p\nname: 园（虚构）\nyear: 2024\ndata: {x: 3}\n", encoding="utf-8")
    shown = program("advise", str(tmp_path / "p.yaml"), "-c", str(tmp_path / "c.yaml")).out
    assert "补上数据后按规则计分" in shown
    assert "改动数据不增分" not in shown
