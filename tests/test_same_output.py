"""The comparison of two versions sees every difference, calls equal ones one, and accepts only what has a reason."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"
sys.path.insert(0, str(SCRIPTS))

from comparison.commands import changed_trial, placed  # noqa: E402
from comparison.differences import differences  # noqa: E402
from comparison.driver import run  # noqa: E402
from comparison.versions import python_of  # noqa: E402


def result(out="", err="", code=0):
    return {"code": code, "out": out, "err": err}


@pytest.fixture
def found(tmp_path):
    folders = tmp_path / "old", tmp_path / "new"
    for folder in folders:
        folder.mkdir()
    return lambda old, new: [(one.kind, one.shown) for one in differences(old, new, folders)]


@pytest.fixture
def files(tmp_path, found):
    return tmp_path / "old", tmp_path / "new", lambda: [shown for _, shown in found(result(), result())]


def test_equal_results_do_not_differ(found):
    assert found(result("a\n"), result("a\n")) == []


def test_json_is_compared_parsed_and_exactly(found):
    old, new = (
        {"a": 1, "parks": [{"points": 0.1}, {"points": 2}]},
        {"parks": [{"points": 0.1}, {"points": 3, "gap": 1}], "a": 1},
    )
    assert found(result(json.dumps(old)), result(json.dumps(old, indent=2))) == []
    assert found(result(json.dumps(old)), result(json.dumps(new))) == [
        ("stdout parks[*].points changed", "stdout json $.parks[1].points changed: 2 became 3"),
        ("stdout parks[*].gap added", "stdout json $.parks[1].gap added: 1"),
    ]
    assert len(found(result('{"a": 0.10000000000000001}'), result('{"a": 0.1}'))) == 1


def test_lists_of_another_length_differ_as_a_whole(found):
    assert [kind for kind, _ in found(result('{"a": [1]}'), result('{"a": [1, 2]}'))] == ["stdout $.a changed"]


def test_parks_are_compared_by_their_ids_whatever_their_order(found):
    old = {"parks": [{"id": "a", "points": 3}, {"id": "b", "points": 2}, {"id": "d", "points": 1}]}
    new = {"parks": [{"id": "b", "points": 4}, {"id": "a", "points": 3}, {"id": "c", "points": 1}]}
    assert [shown for _, shown in found(result(json.dumps(old)), result(json.dumps(new)))] == [
        "stdout json $.parks order: a, b, d became b, a, c",
        "stdout json $.parks[b].points changed: 2 became 4",
    ]


def test_text_differs_by_stretches_and_figures_make_no_kind_of_their_own(found):
    ((first, shown),) = found(result("x\nTotal 12.5\ny\n"), result("x\nSum 12.5\ny\n"))
    ((second, _),) = found(result("Total 7\n"), result("Sum 7\n"))
    assert shown == "stdout\n- Total 12.5\n+ Sum 12.5"
    assert first == second


def test_exit_code_and_standard_error_count(found):
    assert [shown for _, shown in found(result(code=0), result(code=1, err="bad\n"))] == [
        "exit code: 0 became 1",
        "stderr\n+ bad",
    ]


def test_an_unknown_option_is_named_once(found):
    refusals = ("错误：没有选项 --peers。\n", "Error: No such option: --peers\n")
    for refusal in refusals:
        ((_, shown),) = found(result("much\n"), result(err=refusal, code=2))
        assert shown == "missing: NEW does not know --peers"


def test_files_missing_on_one_side_are_named(files):
    old, _, shown = files
    (old / "a.csv").write_text("x\n")
    assert shown() == ["file: NEW did not write a.csv"]


def test_workbooks_are_compared_by_their_cells(files):
    old, new, shown = files
    for folder, value in ((old, 3), (new, 4)):
        book = openpyxl.Workbook()
        book.active["A1"], book.active["B2"] = "same", value
        book.save(folder / "a.xlsx")
    assert shown() == ["file.xlsx\n- Sheet!B2 3 General\n+ Sheet!B2 4 General"]


def test_each_command_writes_to_a_folder_of_its_own():
    commands = [["form", "-o", "OUT/a"], ["check", "x"], ["read", "BEFORE/a", "-o", "OUT/b"], ["rank", "BEFORE/b"]]
    assert placed(commands) == [
        ("out/00000", ["form", "-o", "out/00000/a"]),
        ("out/00001", ["check", "x"]),
        ("out/00002", ["read", "out/00000/a", "-o", "out/00002/b"]),
        ("out/00003", ["rank", "out/00002/b"]),
    ]


def test_commands_of_trials_write_to_folders_of_their_own_in_formats_both_know():
    trial = ["rank", "c/5/parks", "-c", "c/5/criteria.yaml", "--lang", "zh", "-o", "c/5/report.xlsx"]
    written, *checks = changed_trial(trial, "c/5", ["md", "xlsx"])
    assert written == [*trial[:-1], "OUT/report.xlsx"]
    assert checks == [["check", "c/5/parks", "-c", "c/5/criteria.yaml", "--lang", lang] for lang in ("zh", "en")]
    for way, known in ((["--format", "docx"], "md"), (["-o", "c/5/report.docx"], "OUT/report.md")):
        (shown,) = changed_trial(["criteria", "list", *way], "c/5", ["md"])
        assert shown[-1] == known


def test_the_driver_gives_code_and_both_streams(monkeypatch):
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setattr(sys, "stdin", sys.stdin)
    version, wrong = run(["--version"]), run(["nosuch", "--lang", "en"])
    assert version["code"] == 0
    assert "fivegoods" in version["out"]
    assert wrong["code"] == 2
    assert "nosuch" in wrong["err"]


def test_a_python_is_found_in_a_checkout_and_an_environment(tmp_path):
    executable = tmp_path / ".venv" / "bin" / "python"
    executable.parent.mkdir(parents=True)
    executable.touch()
    assert python_of(str(tmp_path)) == python_of(str(tmp_path / ".venv")) == python_of(str(executable)) == executable
    with pytest.raises(FileNotFoundError):
        python_of(str(tmp_path / "bin"))


def test_an_accepted_difference_needs_a_reason(tmp_path):
    ignore = tmp_path / "ignore.yaml"
    ignore.write_text("- {difference: gap}\n")
    call = [sys.executable, str(SCRIPTS / "same_output.py"), "old", "new", "--ignore", str(ignore)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "reason" in done.stderr
