"""Files given for something else than they are: other criteria, other kinds of file, words that mean a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from fivegoods.checks import check_criteria
from fivegoods.export.findings import help_of, message_of, text
from fivegoods.messages.findings import Severity
from fivegoods.reading.benchmarks import read_benchmarks
from fivegoods.reading.criteria_files import load_criteria_file
from fivegoods.reading.parks import read_parks

SAMPLES = Path(__file__).parents[2] / "samples"
HEAD = "criteria: demo-parks/2024\nid: a\nname: 甲\nyear: 2024\nsource: 年报\n"


def read(content, **options):
    return read_parks(["-"], stdin=lambda most: content.encode()[:most], **options).findings


def test_parks_without_criteria_are_told_which_apply():
    alone = read_parks(["-"], stdin=lambda _: b"id: a\nname: a\nyear: 2024\n").by_default
    assert [(one.kind.code, one.severity, one.params["count"]) for one in alone] == [("FG045", Severity.NOTE, "1")]
    assert alone[0].params["criteria"].startswith("hunan-five-goods/")
    assert not read_parks(["-"], "demo-parks", lambda _: b"id: a\nname: a\nyear: 2024\n").by_default


def test_files_for_other_criteria_are_one_finding():
    found = read_parks([str(SAMPLES / "demo")], "meizhou-parks/2016").findings
    assert [one.kind.code for one in found] == ["FG046"]
    assert found[0].params["count"] == "48"
    assert "--criteria demo-parks/2024" in help_of(found[0], "zh")


def test_a_few_misfits_with_other_criteria_are_listed():
    found = read("criteria: meizhou-parks/2016\nid: a\nname: 甲\nyear: 2024\ndata: {taxx: 1}\n", criteria="demo-parks")
    assert [one.kind.code for one in found] == ["FG301"]


def test_benchmarks_for_other_criteria_are_one_finding():
    criteria, _ = load_criteria_file("meizhou-parks/2016")
    _, found = read_benchmarks([str(SAMPLES / "benchmarks" / "demo-2024.yaml")], criteria)
    assert [one.kind.code for one in found] == ["FG323"]
    assert "demo-parks/2024" in message_of(found[0], "zh")


@pytest.mark.parametrize(
    ("path", "what"),
    [(SAMPLES / "demo" / "luming-2024.yaml", "park"), (SAMPLES / "benchmarks" / "demo-2024.yaml", "benchmarks")],
)
def test_what_is_no_criteria_is_called_what_it_is(path, what):
    file, found = load_criteria_file(str(path))
    assert file is None
    assert [(one.kind.code, one.params["what_en"]) for one in found] == [("FG047", what)]


@pytest.mark.parametrize(
    ("data", "code", "helps"),
    [
        ("tax: 3.2 亿", "FG308", "3.2 亿元"),
        ("tax: 5 千万", "FG308", "5 千万元"),
        ("land: 3 亿", "FG308", "3 亿亩"),
        ("environment_plan: 有", "FG311", "是"),
        ("environment_plan: 未完成", "FG311", "否"),
        ("税收: 3", "FG301", "tax"),
        ("亩均税收: 3", "FG304", ""),
    ],
)
def test_what_was_probably_meant(data, code, helps):
    (found,) = read(f"{HEAD}data: {{{data}}}\n")
    assert found.kind.code == code
    assert helps in help_of(found, "zh")


def test_a_unit_that_cannot_be_meant_gets_no_suggestion():
    (found,) = read(f"{HEAD}data: {{tax: 3 亩}}\n")
    assert (found.kind.code, help_of(found, "zh")) == ("FG308", "")


def test_an_event_by_its_name_leads_to_its_kind():
    (found,) = read(f"{HEAD}events: [{{kind: 信访投诉}}]\n")
    assert (found.kind.code, found.near) == ("FG318", "complaint (信访投诉)")


def test_a_list_of_events_is_shown_as_one():
    (found,) = read(f"{HEAD}events: 事故\n")
    assert (found.kind.code, "kind" in help_of(found, "zh")) == ("FG125", True)


def test_findings_that_repeat_are_shown_twenty_times():
    names = ", ".join(f"unknown_{number}: 1" for number in range(30))
    found = read(f"{HEAD}data: {{{names}}}\n")
    shown = text(found, "zh")
    assert shown.count("error[FG301]") == 20
    assert "FG301 另有 10 条" in shown


CHOICE = """\
name: 测试
status: example
sources: {ours: {title: 自定, attested: ours}}
fields: {plan: {name: 规划, kind: yes_no}}
indicators:
  planned: {name: 规划, points: 20, value: plan, rule: {kind: choice, points: {是: 20, 否: 0}}, source: ours}
"""


def test_yes_and_no_in_chinese_score(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(CHOICE, encoding="utf-8")
    file, found = load_criteria_file(str(path))
    assert not found
    assert file.criteria.indicators["planned"].rule.scores == {"yes": 20, "no": 0}
    told = check_criteria(file)
    assert {one.kind.code for one in told} == {"FG423"}
    assert [one.params["count"] for one in told] == ["3"]
