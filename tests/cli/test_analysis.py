"""The commands that say why and what if: explain, advise, whatif, diff, rank --years, criteria diff."""

from __future__ import annotations

import shlex
from decimal import Decimal
from pathlib import Path

import pytest

from cli.cli_support import Program
from numeric.traced_support import work

ROOT = Path(__file__).parents[2]
LUMING = "samples/demo/luming-2024.yaml"
DEMO = ("--peers", "samples/demo")


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("FIVEGOODS_LANG", "zh")
    return Program(capsys)


def test_explain_derives_every_number_of_the_json(run):
    done = run("explain", LUMING, *DEMO, "--format", "json")
    (park,) = done.data["parks"]
    by_id = {d["id"]: d["steps"] for d in park["derivations"]}
    shown = [i for top in park["dimensions"] for i in every(top)]
    adjustments = {a["id"] for a in park["adjustments"]}
    assert {part["id"] for part in shown} | adjustments | {"total"} == set(by_id)
    total = next(s for s in by_id["total"] if s["kind"] == "total")
    assert total["result"] == park["points"]
    for steps in by_id.values():
        for step in steps:
            if step["formula"] and step["result"] is not None and step["kind"] != "missing":
                assert abs(work(step["formula"]) - step["result"]) < Decimal("1E-8") * max(1, abs(step["result"]))


def every(part):
    yield part
    for key in ("dimensions", "indicators"):
        for child in part.get(key, ()):
            yield from every(child)


def test_explain_one_dimension_or_adjustment_only(run):
    done = run("explain", LUMING, "亩均效益", *DEMO, "--format", "json")
    assert [d["id"] for d in done.data["parks"][0]["derivations"]] == ["efficiency", "tax_per_mu", "productivity"]
    hanzhang = run("explain", "samples/demo/hanzhang-2024.yaml", "complaint", "--format", "json")
    (found,) = hanzhang.data["parks"][0]["derivations"]
    assert found["id"] == "complaint"
    assert [s["kind"] for s in found["steps"]] == ["event", "price", "clause"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("shape", ["table", "md", "csv"])
def test_explain_names_clause_and_source_in_both_languages(run, lang, shape):
    done = run("explain", LUMING, "tax_per_mu", *DEMO, "--lang", lang, "--format", shape)
    words = {"zh": ("依据", "个园区", "满分 × 指标值"), "en": ("by: ", "over 6", "full points × value")}[lang]
    assert done.code == 0
    for word in words:
        assert word in done.out


def test_what_if_before_and_after(run):
    done = run("whatif", LUMING, *DEMO, "--set", "tax=20亿元", "--event", "national_award", "--format", "json")
    park = done.data["park"]
    assert abs(park["change"] - (park["points"][1] - park["points"][0])) < Decimal("1E-10")
    assert park["change"] > 1
    assert {item["id"] for item in done.data["moved"]} == {"economy", "efficiency", "tax_per_mu"}
    assert done.data["passed"]


def test_what_if_from_a_file_with_everything(run, tmp_path):
    file = tmp_path / "changes.yaml"
    file.write_text(
        "set: {tax: 20 亿元, environment_plan: yes}\nscale: {revenue: 1.1}\nweight: {permit_time: 8}\n"
        "drop: [plant_stage]\nevent: {national_award: 1}\n",
        "utf-8",
    )
    done = run("whatif", LUMING, *DEMO, "--file", file, "--lang", "en")
    assert done.code == 0
    assert "Revenue × 1.1" in done.out
    assert "without Sewage treatment plant" in done.out
    file.write_text("sets: {tax: 3}\n", "utf-8")
    assert run("whatif", LUMING, "--file", file).code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((LUMING, "--set", "taxx=1"), "tax"),
        ((LUMING, "--set", "tax=3亩"), "万元"),
        ((LUMING, "--drop", "plant_stge"), "plant_stage"),
        ((LUMING,), "--set"),
        (("samples/demo", "--set", "tax=1"), "--peers"),
        (("nobody", *DEMO, "--set", "tax=1"), "nobody"),
        (("samples/demo/lumin-2024.yaml", "--set", "tax=1"), "luming-2024.yaml"),
        ((LUMING, "--set", "tax=1", "--file", "samples/none.yaml"), "none.yaml"),
    ],
)
def test_what_if_says_what_it_cannot_do(run, arguments, words):
    done = run("whatif", *arguments)
    assert done.code == 2
    assert words in done.err
    assert done.out == ""


@pytest.mark.slow
def test_the_advised_command_reaches_the_goal(run):
    done = run("advise", LUMING, *DEMO, "--target", "75", "--format", "table", "--lang", "en")
    (command,) = [line for line in done.out.splitlines() if line.startswith("fivegoods whatif")]
    tried = run(*shlex.split(command)[1:], "--format", "json")
    assert tried.code == 0
    assert tried.data["park"]["points"][1] >= 75
    assert tried.data["park"]["points"][1] - 75 < Decimal("0.001")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("goal", "code"),
    [
        (("--next",), 0),
        (("--rank", "15"), 0),
        (("--grade", "B"), 0),
        (("--grade", "良好"), 0),
        (("--target", "60"), 0),
        (("--target", "300"), 1),
        ((), 0),
    ],
)
def test_goals_and_exit_codes(run, goal, code):
    done = run("advise", "luming", *DEMO, *goal)
    assert done.code == code
    assert "鹿鸣" in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--grade", "Z"), "A, B, C, D"),
        (("--next", "--rank", "3"), "--next"),
        (("--rank", "0"), "0"),
        (("--costs", "samples/demo/luming-2024.yaml"), "never"),
    ],
)
def test_goals_that_make_no_sense(run, arguments, words):
    done = run("advise", LUMING, *DEMO, *arguments)
    assert done.code == 2
    assert words in done.err


def test_costs_of_a_file(run, tmp_path):
    costs = tmp_path / "costs.yaml"
    costs.write_text("investment: 1\ntax: 0.5\nrevenue: never\n", "utf-8")
    done = run("advise", LUMING, *DEMO, "--target", "69", "--costs", costs, "--format", "json")
    assert {step["set"] for step in done.data["plan"]["steps"]} <= {"investment", "tax"}
    costs.write_text("invesment: 1\n", "utf-8")
    wrong = run("advise", LUMING, *DEMO, "--costs", costs)
    assert wrong.code == 2
    assert "investment" in wrong.err


def test_advice_shows_strengths_and_gaps(run):
    done = run("advise", LUMING, *DEMO, "--lang", "zh")
    for heading in ("强项与弱项", "差距", "各指标的下一个得分点"):
        assert heading in done.out


def test_diff_of_meizhou(run):
    done = run("diff", "samples/meizhou-2016", "--format", "json")
    changes = {p["id"]: p["change"] for p in done.data["parks"]}
    expected = {"pingyuan": "-2.5", "dongsheng": "-6.5", "xingning": "-21", "guangmei": "-4.2"}
    assert changes == {key: Decimal(change) for key, change in expected.items()}
    ranks = {p["id"]: p["rank"] for p in done.data["parks"]}
    assert (ranks["dongsheng"], ranks["xingning"]) == ([3, 2], [2, 3])
    same = run("diff", "samples/meizhou-2016", "--as", "self", "--to-as", "reviewed", "--format", "json")
    assert same.out == done.out


def test_diff_over_two_years_and_two_editions(run):
    years = run("diff", "samples/demo", "--year", "2023", "--to-year", "2024", "--format", "json")
    assert years.data["is_split"]
    for park in years.data["parks"]:
        assert park["years"] == [2023, 2024]
        assert abs(sum(park["split"].values()) - park["change"]) < Decimal("1E-10")
    editions = run(
        "diff", "samples/hunan/xiangxiang-2021.yaml", "--criteria", "hunan-five-goods/2021",
        "--to-criteria", "hunan-five-goods/2025", "--format", "json",
    )  # fmt: skip
    assert editions.data["is_split"]
    assert editions.data["indicators_before"]
    assert set(editions.data["parks"][0]["split"]) == {"data", "reference", "adjustments", "rule"}


def test_diff_needs_two_sides(run):
    done = run("diff", "samples/hunan/xiangxiang-2021.yaml")
    assert done.code == 2
    assert "--to-year" in done.err


def test_rank_over_several_years(run):
    done = run("rank", "samples/demo", "--years", "2022-2024")
    assert done.code == 0
    assert "↑" in done.out
    assert "2022" in done.out
    assert "连续两年后三位" in done.out
    table = run("rank", "samples/demo", "--years", "2022-2024", "--format", "csv")
    assert len(table.out.splitlines()) == 1 + 48
    data = run("rank", "samples/demo", "--years", "2023-2024", "--format", "json").data
    assert {len(p["years"]) for p in data["over_years"]} == {2}


@pytest.mark.parametrize("years", ["2024-2022", "22-24", "soon", "2022-", "1990-1991"])
def test_years_that_make_no_sense(run, years):
    done = run("rank", "samples/demo", "--years", years)
    assert done.code == 2
    assert done.out == ""


def test_criteria_diff(run):
    done = run("criteria", "diff", "huangyan-per-mu/2021", "huangyan-per-mu/2022", "--format", "json")
    changed = {(c["how"], c["id"]) for c in done.data["changes"]}
    assert ("redefined", "tax_per_mu") in changed
    same = run("criteria", "diff", "huangyan-per-mu/2022", "huangyan-per-mu/2022")
    assert "相同" in same.out


def test_gap_lines_are_in_an_exported_ranking(run):
    done = run("rank", "samples/demo", "--format", "md", "--lang", "en")
    assert "## Gaps" in done.out
    assert "## Averages by Region" in done.out


@pytest.mark.parametrize("command", ["advise", "whatif", "diff"])
def test_help_has_examples(run, command):
    done = run(command, "--help")
    assert done.code == 0
    assert f"fivegoods {command} samples/" in done.out


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有填报"), ("en", "was not reported")])
def test_advice_says_which_figures_are_missing(run, lang, words):
    done = run("advise", "samples/hunan/xiangxiang-2021.yaml", "--lang", lang, "-q")
    (line,) = [line for line in done.out.splitlines() if line.startswith(("研发投入强度", "R&D intensity"))]
    assert words in line


def test_better_options_come_before_the_best(run):
    data = run("advise", LUMING, *DEMO, "--format", "json").data
    (plant,) = [item for item in data["indicators"] if item["id"] == "plant_stage"]
    assert [m["kind"] for m in plant["milestones"]] == ["choice", "cap"]


def test_the_command_to_copy_is_one_line_on_a_narrow_terminal():
    from io import StringIO

    from fivegoods.export.terminal.lines import show
    from fivegoods.reports.model import Listing, Report, Section

    out = StringIO()
    command = "fivegoods whatif samples/demo/luming-2024.yaml --set investment=110.9781亿元"
    show(Report("T", lang="zh", sections=(Section("S", (Listing(command, "sh"),)),)), out, width=40)
    assert command in out.getvalue().splitlines()


@pytest.mark.parametrize(("lang", "words"), [("zh", "数据造假"), ("en", "because of Falsified data")])
def test_explain_says_by_name_why_a_park_is_not_ranked(run, lang, words):
    out = run("explain", "samples/demo/canglang-2024.yaml", *DEMO, "--lang", lang, "-q").out
    assert "false_data" not in out.split({"zh": "总分、覆盖率", "en": "Total, coverage"}[lang])[1]
    assert words in out
