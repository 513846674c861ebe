"""The commands `robustness` and `weights`: results, refusals, formats, and what they import."""

import csv
import io
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from cli.cli_support import Program

ROOT = Path(__file__).parents[2]
DEMO = str(ROOT / "samples" / "demo")
QUICK = ("--draws", "400", "--no-drivers", "-q", "--lang", "en")


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.delenv("FIVEGOODS_LANG", raising=False)
    return Program(capsys)


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_report_says_what_is_safe_to_publish(run):
    done = run("robustness", DEMO, *QUICK)
    assert done.code == 0
    assert "What is safe to publish" in done.out
    assert "The last 3 ranks hold." in done.out
    assert "Top three national parks: all 3 places hold, and no park is near the line." in done.out
    assert "Good or better: 9 of 10 places hold; near the line: Yunling Park (invented) " in done.out
    assert "The narrowest rank interval is 6-6 (Lanyue Park (invented))" in done.out
    assert "Without" in done.out


def test_chinese_report(run):
    done = run("robustness", DEMO, "--draws", "200", "-q", "--lang", "zh")
    assert "哪些名次可以公布" in done.out
    assert "国家级前三：3 个位置全部确定，界线附近没有别的园区。" in done.out
    assert "231 对园区中" in done.out
    assert "名次变动的来源" in done.out


def test_a_seed_gives_these_drivers_under_every_version_of_numpy(run):
    # CI runs this with the lowest version too. A lattice chosen by sums of floats once gave 0.009 or 0.041 by version.
    found = run("robustness", DEMO, "--year", "2024", "--draws", "50", "--seed", "7", "-q", "-f", "json").data
    shares = {one["choice"]: (float(one["first"]), float(one["total"])) for one in found["drivers"]}
    assert shares == {
        "weights:economy": pytest.approx((0.206422, 0.578301), abs=1e-3),
        "weights:innovation": pytest.approx((-0.023235, 0.227416), abs=1e-3),
        "weights:projects": pytest.approx((0.15849, 0.509354), abs=1e-3),
        "weights:green": pytest.approx((0.070874, 0.393938), abs=1e-3),
        "weights:environment": pytest.approx((-0.009891, 0.130155), abs=1e-3),
    }


def test_json_has_everything_and_repeats(run):
    one = run("robustness", DEMO, *QUICK, "-f", "json")
    two = run("robustness", DEMO, *QUICK, "-f", "json")
    assert one.out == two.out
    data = one.data
    assert data["draws"] == 400
    assert data["uncertainty"]["weights"]["by"] == "0.2"
    assert len(data["parks"]) == 22
    assert data["firm_last"] == 3
    assert sum(data["parks"][0]["grades"].values()) == 1
    assert {left["id"] for left in data["left_out"] if left["dimension"]} >= {"economy", "green"}
    assert run("robustness", DEMO, *QUICK, "-f", "json", "--seed", "9").out != one.out


def test_zero_noise_is_the_official_ranking(run):
    data = run("robustness", DEMO, *QUICK, "--noise", "0%", "-f", "json").data
    assert all(park["low"] == park["high"] == park["rank"] for park in data["parks"])
    assert data["open_pairs"] == []


def test_csv_is_one_row_a_park(run):
    rows = list(csv.DictReader(io.StringIO(run("robustness", DEMO, *QUICK, "-f", "csv").out)))
    assert len(rows) == 22
    assert rows[0]["rank"] == "1"
    assert Decimal(rows[0]["mean"]) >= 1


def test_uncertainty_file_and_what_it_gets_wrong(run, tmp_path):
    good = write(tmp_path, "u.yaml", "weights: {by: 10%}\nnormalisation: [rule, rank]\ndrop_indicator: true\n")
    done = run("robustness", DEMO, *QUICK, "-u", good)
    assert done.code == 0
    assert "normalisation (rule, rank)" in done.out
    bad = write(tmp_path, "bad.yaml", "weights: {byy: 10%}\n")
    done = run("robustness", DEMO, "--lang", "en", "-u", bad)
    assert done.code == 2
    assert "bad.yaml:1:" in done.err
    assert "by" in done.err
    field = write(tmp_path, "field.yaml", "errors: {taxx: {by: 5%}}\n")
    done = run("robustness", DEMO, *QUICK, "-u", field)
    assert (done.code, "taxx" in done.err) == (2, True)


def test_sentence_for_a_single_firm_rank(run):
    out = run("robustness", str(ROOT / "samples/meizhou-2016"), *QUICK, "--noise", "50%").out
    assert "The first rank holds." in out


def test_partial_criteria_are_refused_unless_allowed(run, tmp_path):
    text = (ROOT / "criteria/demo-parks/2024.yaml").read_text("utf-8").replace("status: example", "status: partial")
    file = write(tmp_path, "partial.yaml", text)
    done = run("robustness", DEMO, *QUICK, "--criteria", file)
    assert done.code == 2
    assert "--allow-partial" in done.err
    assert run("robustness", DEMO, *QUICK, "--criteria", file, "--allow-partial").code == 0


@pytest.mark.parametrize("noise", ["abc", "150%", "-1"])
def test_noise_that_is_no_share_is_refused(run, noise):
    done = run("robustness", DEMO, "--noise", noise)
    assert done.code == 2


def test_one_park_cannot_be_ranked(run):
    done = run("robustness", str(ROOT / "samples/meizhou-2016/pingyuan.yaml"), *QUICK)
    assert done.code == 2
    assert "two ranked parks" in done.err


@pytest.mark.parametrize(
    "method", ["equal", "entropy", "critic", "deviation", "variation", "principal", "rotated", "merec"]
)
def test_weights_come_with_yaml_and_effect(run, method):
    done = run("weights", method, DEMO, "-q", "--lang", "en", "-f", "md")
    assert done.code == 0
    assert "```yaml\ndimensions:\n  economy:\n    weight: " in done.out
    assert "What they would do to the ranking" in done.out


def test_yaml_of_weights_can_be_put_into_criteria(run):
    from fivegoods.reading.readers import read_yaml_bytes

    out = run("weights", "equal", DEMO, "-q", "--lang", "en", "-f", "md").out
    text = out.split("```yaml\n")[1].split("```")[0]
    documents, findings = read_yaml_bytes("w.yaml", text.encode(), "0" * 64)
    assert not findings
    tops = documents[0].data["dimensions"]
    total = sum(Decimal(str(node["weight"])) for node in tops.values())
    assert total == pytest.approx(Decimal(100), abs=Decimal("0.01"))


AHP = """
items: [economy, innovation, green]
experts:
  - {name: one, compare: {economy: {innovation: 3, green: 5}, innovation: {green: 2}}}
  - {name: two, compare: {economy: {innovation: 2, green: 2}, green: {innovation: "1/3"}}}
"""


def test_ahp_says_how_consistent_and_which_judgement_is_worst(run, tmp_path):
    file = write(tmp_path, "ahp.yaml", AHP)
    done = run("weights", "ahp", DEMO, "--judgements", file, "-q", "--lang", "en")
    assert done.code == 0
    assert "CR = " in done.out
    assert "The judgement that fits least" in done.out
    assert "one: λmax" in done.out
    assert "two: λmax" in done.out
    assert "。最不一致的判断" in run("weights", "ahp", DEMO, "--judgements", file, "-q", "--lang", "zh").out
    data = run("weights", "ahp", DEMO, "--judgements", file, "-q", "-f", "json", "--random-index", "alonso").data
    assert data["consistency"]["random_index"] == "alonso"
    assert len(data["consistency"]["experts"]) == 2
    assert sum(data["weights"].values()) == pytest.approx(Decimal(1), abs=Decimal("1e-5"))


def test_ahp_refusals_name_what_is_wrong(run, tmp_path):
    assert "--judgements" in run("weights", "ahp", DEMO, "--lang", "en").err
    gap = write(tmp_path, "gap.yaml", "items: [economy, green]\nexperts: [{compare: {economy: {economy: 1}}}]\n")
    done = run("weights", "ahp", DEMO, "--judgements", gap, "-q", "--lang", "en")
    assert done.code == 2
    assert "does not compare economy with green" in done.err
    unknown = write(tmp_path, "x.yaml", "items: [economy, nowhere]\nexperts: [{budget: {economy: 1, nowhere: 1}}]\n")
    done = run("weights", "budget", DEMO, "--judgements", unknown, "-q", "--lang", "en")
    assert done.code == 2
    assert "nowhere" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("structure --parameter v=0.5", "--parameter does nothing for structure; it belongs to check"),
        ("entropy --random-index alonso", "--random-index does nothing for entropy; it belongs to ahp"),
        ("entropy --judgements none.yaml", "--judgements does nothing for entropy; it belongs to ahp, budget"),
        ("ahp --by-dimension", "--by-dimension does nothing for ahp; it belongs to equal"),
        ("check --parameter v=2", "v must be 0…1, not 2."),
        ("check --parameter q=x", "q must be ≥ 0, not x."),
        ("check --parameter scale=none", "scale must be vector, max, sum, min_max, not none."),
        ("check --parameter z=1", "not z."),
    ],
)
def test_options_that_would_do_nothing_and_parameters_out_of_range_are_refused(run, options, said):
    method, *rest = options.split()
    done = run("weights", method, DEMO, *rest, "-q", "--lang", "en")
    assert (done.code, said in " ".join(done.err.split())) == (2, True)


def test_budget_allocation(run, tmp_path):
    file = write(tmp_path, "b.yaml", "items: [economy, green]\nexperts: [{budget: {economy: 70, green: 30}}]\n")
    done = run("weights", "budget", DEMO, "--judgements", file, "-q", "--lang", "en")
    assert done.code == 0
    assert "70.0%" in done.out


def test_structure_and_check(run):
    done = run("weights", "structure", DEMO, "-q", "--lang", "en")
    assert "Effective weights" in done.out
    assert "redundant" in done.out
    done = run("weights", "check", DEMO, "-q", "--lang", "en", "-f", "json")
    assert [m["method"] for m in done.data["methods"]] == ["topsis", "vikor", "promethee", "copeland", "borda"]


def test_check_of_criteria_without_weights_is_refused(run, tmp_path):
    criteria = write(
        tmp_path, "none.yaml",
        "name: none\nstatus: example\nsources: {o: {title: o, attested: ours}}\nfields: {x: {name: x, unit: 家}}\n"
        "indicators:\n  i: {name: i, unit: 家, weight: 0, value: x, rule: {kind: goalposts, worst: 0, best: 9}}\n",
    )  # fmt: skip
    table = write(tmp_path, "t.csv", "id,year,x,source\na,2024,1,s\nb,2024,2,s\n")
    for shape in ("json", "table"):
        done = run("weights", "check", table, "-c", criteria, "-q", "--lang", "en", "-f", shape)
        assert (done.code, done.out) == (2, "")
        assert "No indicator has points or a weight" in done.err


def python(code):
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("given", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")])
def test_matrices_are_multiplied_by_one_thread_unless_the_environment_says_otherwise(given, threads):
    clean = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")} | given
    code = (
        "import os, sys; from fivegoods.cli import main\n"
        f"main(['robustness', {DEMO!r}, '-n', '10', '--no-drivers', '-q', '-f', 'json'])\n"
        "tasks = '/proc/self/task'\n"
        "print(os.environ['OPENBLAS_NUM_THREADS'], len(os.listdir(tasks)) if os.path.exists(tasks) else 1, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=clean, capture_output=True, text=True, check=True)
    assert done.stderr.split()[0] == threads
    assert threads != "1" or done.stderr.split()[1] == "1"


@pytest.mark.parametrize("arguments", [["--help"], ["rank", DEMO, "-q"], ["robustness", "--help"]])
def test_other_commands_do_not_import_numpy(arguments):
    done = python(
        f"import sys; from fivegoods.cli import main; main({arguments!r}); sys.stdout.flush()\n"
        "sys.exit(3 if 'numpy' in sys.modules else 0)"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("parks", "says"),
    [
        ({"hanzhang": "hanzhang", "luming": "luming"}, "Each of the 2 ranks holds."),
        ({"a": "luming", "b": "luming", "c": "luming"}, "Ranks 1-3 are tied."),
    ],
)
def test_sentence_for_two_parks_and_for_parks_all_alike(run, tmp_path, parks, says):
    for park, like in parks.items():
        text = (ROOT / f"samples/demo/{like}-2024.yaml").read_text(encoding="utf-8")
        write(tmp_path, f"{park}.yaml", text.replace(f"id: {like}", f"id: {park}"))
    assert says in run("robustness", str(tmp_path), *QUICK).out


def test_one_park_is_no_ranking(run):
    done = run("robustness", f"{DEMO}/luming-2024.yaml", *QUICK)
    assert (done.code, "At least two ranked parks" in done.err) == (2, True)
