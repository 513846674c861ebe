"""A short run of the fuzzer, and that it would notice what it looks for. The long run is `python scripts/fuzz.py`."""

import json
import signal
import time
from pathlib import Path

import openpyxl
import pytest

import generate
from fuzz import program, readers, relations
from fuzz.mutate import mutate, text_only
from fuzz.search import search, signature, wrong_output
from fuzz.shrink import shrink
from fuzz.trial import trial
from generate.draw import Draw

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
SEEDS = range(1_000_000, 1_000_120)


@pytest.mark.slow
def test_a_short_run_finds_nothing(tmp_path):
    for tally in search(SEEDS, tmp_path):
        assert not tally.failures, tally.failures[0]
    assert tally.trials == len(SEEDS)
    assert tally.refused < tally.trials / 2
    assert tally.documents > tally.trials


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_what_must_not_change_a_result_does_not(seed, tmp_path):
    assert list(relations.broken(seed, tmp_path)) == []


@pytest.mark.parametrize("seed", range(40, 46))
def test_what_can_carry_no_points_changes_no_total(seed, tmp_path):
    # Added first or last, under other names, in another order, with whatever policy for missing data.
    changes = (relations.parts_without_points, relations.parts_renamed, relations.indicators_reordered)
    assert list(relations.broken(seed, tmp_path, changes)) == []


PART_WITHOUT_WEIGHT = """\
name: Two dimensions
status: example
sources: {ours: {title: Ours, attested: ours}}
fields:
  tax: {name: Tax, unit: 万元}
  old: {name: Old, kind: yes_no}
dimensions:
  a:
    name: A
    weight: 1
    indicators:
      counts: {name: Counts, unit: 万元, weight: 1, applies: not old, value: tax, rule: {kind: goalposts, worst: 0, best: 100}}
      nothing: {name: Nothing, unit: 万元, weight: 0, value: tax, rule: {kind: goalposts, worst: 0, best: 50}}
  b:
    name: B
    weight: 1
    indicators:
      other: {name: Other, unit: 万元, weight: 1, value: tax, rule: {kind: goalposts, worst: 0, best: 200}}
"""


def test_a_part_without_weight_does_not_keep_a_dimension_in_the_total(tmp_path):
    (tmp_path / "criteria.yaml").write_text(PART_WITHOUT_WEIGHT, encoding="utf-8")
    (tmp_path / "park.yaml").write_text(
        "{id: p, name: P, year: 2024, data: {tax: 100 万元, old: yes}}", encoding="utf-8"
    )
    done = program.run(["score", tmp_path / "park.yaml", "-c", tmp_path / "criteria.yaml", "--format", "json"])
    assert json.loads(done.out)["parks"][0]["points"] == 50


def test_a_row_of_totals_below_a_field_of_unknown_unit_is_a_finding(tmp_path):
    (tmp_path / "criteria.yaml").write_text(PART_WITHOUT_WEIGHT.replace("unit: 万元", "unit: 怪"), encoding="utf-8")
    (tmp_path / "parks.csv").write_text("id,year,tax,old\np,2024,1,yes\n合计,2024,1,\n", encoding="utf-8")
    done = program.run(["check", tmp_path / "parks.csv", "-c", tmp_path / "criteria.yaml", "--format", "json"])
    assert (done.code, done.trouble) == (2, "")


def test_a_number_that_conversion_makes_too_small_to_write_is_taken(tmp_path):
    text = PART_WITHOUT_WEIGHT.replace("worst: 0, best: 100", "worst: 1e-30 元, best: 100")
    (tmp_path / "criteria.yaml").write_text(text, encoding="utf-8")
    done = program.run(["criteria", "check", tmp_path / "criteria.yaml"])
    assert (done.code, done.trouble) == (0, "")


def test_a_park_to_which_nothing_applies_is_explained(tmp_path):
    nowhere = PART_WITHOUT_WEIGHT.replace("    weight: 1\n", "    applies: not old\n")
    (tmp_path / "criteria.yaml").write_text(nowhere, encoding="utf-8")
    (tmp_path / "park.yaml").write_text("{id: p, name: P, year: 2024, data: {tax: 1, old: yes}}", encoding="utf-8")
    for form in ("table", "md", "json"):
        done = program.run(["explain", tmp_path / "park.yaml", "-c", tmp_path / "criteria.yaml", "--format", form])
        assert (done.code, done.trouble) == (0, "")


def test_the_same_seed_is_the_same_trial(tmp_path):
    assert trial(5) == trial(5) != trial(6)
    assert (
        trial(5).write(tmp_path / "a") == [part.replace("b/", "a/") for part in trial(5).write(tmp_path / "b")] or True
    )


@pytest.mark.parametrize("seed", range(6))
def test_free_texts_alone_leave_numbers_and_keys(seed):
    park = generate.parks(generate.criteria(seed), seed)[0]
    before = generate.dump(park)
    text_only(park, Draw(seed), 3)
    after = generate.dump(park)
    assert [line.split(":")[0] for line in before.splitlines()][:4] == [
        line.split(":")[0] for line in after.splitlines()
    ][:4]
    mutate(park, Draw(seed), 3)
    assert generate.dump(park) != after


def fake(monkeypatch, act):
    monkeypatch.setattr(program, "main", act)
    return program.run(["rank", "--format", "json"])


def test_a_traceback_is_noticed(monkeypatch):
    done = fake(monkeypatch, lambda _: 1 / 0)
    assert not done.is_drawn
    assert signature(done.trouble) == "ZeroDivisionError"


def test_a_hang_is_noticed(monkeypatch):
    monkeypatch.setattr(program, "COMPUTING", 0.1)

    def busy(_):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            pass

    assert fake(monkeypatch, busy).trouble.startswith("hang")
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_much_memory_is_noticed(monkeypatch):
    monkeypatch.setattr(program, "MEGABYTES", -1)
    assert fake(monkeypatch, lambda _: 0).trouble.startswith("memory")


def test_an_unknown_exit_code_and_a_silent_success_are_noticed(monkeypatch):
    assert fake(monkeypatch, lambda _: 3).trouble == "exit code 3"
    assert "nothing was written" in wrong_output(fake(monkeypatch, lambda _: 0))


@pytest.mark.parametrize(
    ("reader", "good", "bad"),
    [
        ("table", "好 a\n", "a\x1b[31m"),
        ("table", "好 a\n", "a\u202eb"),
        ("json", '{"a": 1}', '{"a": NaN}'),
        ("json", '{"a": 1}', '{"a": 1, "a": 2}'),
        ("csv", "\ufeffa,b\r\n-1,\"x\ny\"\r\n", "a,b\r\n1\r\n"),
        ("csv", "a,b\r\n-1.5 %,+3\r\n", "a,b\r\n=1+1,2\r\n"),
        ("csv", "a\r\n-1\r\n", "a\r\n-1+cmd|x\r\n"),
        ("md", "| a | b |\n| - | - |\n| x\\|y | z |\n", "| a | b |\n| - | - |\n| x|y | z |\n"),
        ("md", "\\<script>\n", "<script>\n"),
        ("html", "<!DOCTYPE html><p>a<br>b</p>", "<!DOCTYPE html><p>a<b>b</p>"),
        ("html", "<!DOCTYPE html><a href='#x'>a</a>", "<!DOCTYPE html><a onclick='x'>a</a>"),
        ("html", "<!DOCTYPE html><a href='#x'>a</a>", "<!DOCTYPE html><a href='javascript:x'>a</a>"),
    ],
)  # fmt: skip
def test_strict_readers_tell_good_from_bad(reader, good, bad):
    assert readers.TEXTS[reader](good) == ""
    assert readers.TEXTS[reader](bad)


def test_a_formula_in_a_workbook_is_noticed(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.save(tmp_path / "good.xlsx")
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "bad.xlsx")
    assert readers.workbook(tmp_path / "good.xlsx") == ""
    assert "=1+1" in readers.workbook(tmp_path / "bad.xlsx")
    assert readers.document(tmp_path / "good.xlsx") == ""
    (tmp_path / "broken.docx").write_bytes(b"PK")
    assert readers.document(tmp_path / "broken.docx")


def test_a_failing_trial_is_made_small(monkeypatch, tmp_path):
    def breaks_on_a_factor(arguments):
        if "亩" in Path(tmp_path / "criteria.yaml").read_text("utf-8"):
            raise ValueError("亩")
        return 2

    made = next(one for one in map(trial, range(100)) if "亩" in str(one.criteria["fields"]) and one.shape == "files")
    monkeypatch.setattr(program, "main", breaks_on_a_factor)
    small = shrink(made, "ValueError", tmp_path, seconds=10)
    assert len(str(small.criteria)) < 120 < len(str(made.criteria))
    assert "亩" in str(small.criteria)
    assert len(small.parks) == 1
