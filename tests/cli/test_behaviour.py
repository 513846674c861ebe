"""Exit codes, streams, languages, files: the manners of the program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli.cli_support import Program, write_criteria, write_park
from fivegoods.cli.language import language, language_of_help

MEIZHOU = "samples/meizhou-2016"
BAD = "tests/examples/bad"


@pytest.fixture
def program(capsys, monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "en")
    monkeypatch.delenv("FIVEGOODS_DEBUG", raising=False)
    return Program(capsys)


def run(*arguments, stdin=subprocess.DEVNULL, **environment):
    return subprocess.run(
        [sys.executable, "-m", "fivegoods", *arguments],
        capture_output=True,
        stdin=stdin,
        env={**os.environ, "PYTHONPATH": "src", **environment},
        check=False,
    )


def test_five_mistakes_are_five_findings(program):
    done = program("score", f"{BAD}/five-mistakes.yaml")
    assert done.code == 2
    assert done.out == ""
    places = [line.split(": ")[0] for line in done.err.splitlines() if ": error[FG" in line]
    assert len(places) == len(set(places)) == 5


@pytest.mark.parametrize("command", ["score", "rank", "compare", "explain", "check"])
@pytest.mark.parametrize("content", [b"", b"\x00\x01\xff", "园区：甲\n".encode("gbk"), b"id: a\n"])
def test_files_that_cannot_be_used_are_findings(program, tmp_path, command, content):
    file = tmp_path / "park.yaml"
    file.write_bytes(content)
    done = program(command, file)
    assert done.code == 2
    assert "error[FG" in done.err + done.out
    assert "FG9" not in done.err + done.out


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("rank", "samples/meizho-2016"), "samples/meizhou-2016"),
        (("rank", MEIZHOU, "-c", "meizhou-park"), "meizhou-parks"),
        (("criteria", "show", "huangyan-per-mo"), "huangyan-per-mu"),
    ],
)
def test_misspelt_names_get_a_near_match(program, arguments, near):
    done = program(*arguments)
    assert done.code == 2
    assert near in done.err


def test_an_empty_folder_is_a_finding(program, tmp_path):
    done = program("rank", tmp_path)
    assert done.code == 2
    assert "error[FG002]" in done.err


def test_check_reports_to_stdout_and_counts_on_stderr(program):
    done = program("check", f"{BAD}/five-mistakes.yaml")
    assert done.code == 2
    assert done.out.count("error[") == 5
    assert "Errors: 5." in done.err
    assert program("check", f"{BAD}/five-mistakes.yaml", "-q").err == ""


def test_check_formats(program):
    found = json.loads(program("check", f"{BAD}/five-mistakes.yaml", "--format", "json").out)
    assert [one["severity"] for one in found["findings"]].count("error") == 5
    assert "\n::error file=" in program("check", f"{BAD}/five-mistakes.yaml", "--format", "github").out


def test_check_says_no_under_strict(program):
    assert program("check", MEIZHOU, "--as", "self").code == 0
    assert program("check", MEIZHOU, "--as", "self", "--strict").code == 1
    assert program("check", MEIZHOU, "--strict").code == 0


def test_strict_gives_no_result_where_there_are_warnings(program):
    done = program("rank", MEIZHOU, "--as", "self", "--strict")
    assert (done.code, done.out) == (1, "")
    assert "warning[" in done.err


def test_check_explains_a_code(program):
    done = program("check", "--explain", "fg104")
    assert done.code == 0
    assert "FG104" in done.out
    wrong = program("check", "--explain", "FG1O4")
    assert wrong.code == 2
    assert "FG104" in wrong.err


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--fail-under", "67"), 0),
        (("--fail-under", "67.0001"), 1),
        (("--min-coverage", "1"), 0),
        (("--min-coverage", "100%"), 0),
    ],
)
def test_limits_decide_the_exit_code_after_the_result(program, options, code):
    done = program("rank", MEIZHOU, *options)
    assert done.code == code
    assert "97.50" in done.out
    assert ("Guangmei" in done.err) == bool(code)


def test_min_coverage_names_the_park(program, tmp_path):
    write_criteria(tmp_path)
    done = program("score", write_park(tmp_path, tax="12 万元", land="1 亩"), "--min-coverage", "0.61")
    assert done.code == 1
    assert "60.0%" in done.err


@pytest.mark.parametrize("number", ["abc", "NaN", "inf", ""])
def test_limits_are_numbers(program, number):
    assert program("rank", MEIZHOU, "--fail-under", number).code == 2


def test_partial_criteria_rank_only_if_allowed(program, tmp_path):
    write_criteria(tmp_path, "partial")
    park = write_park(tmp_path, tax="12 万元", land="1 亩", firms=50)
    done = program("rank", park)
    assert (done.code, done.out) == (2, "")
    assert "--allow-partial" in done.err
    assert program("rank", park, "--allow-partial").code == 0
    assert program("score", park).code == 0


@pytest.mark.parametrize(
    ("status", "said"),
    [("official", ""), ("reported", "press reports"), ("reconstructed", "not official"), ("example", "Example")],
)
def test_every_report_says_how_official_it_is(program, tmp_path, status, said):
    write_criteria(tmp_path, status)
    park = write_park(tmp_path, tax="12 万元", land="1 亩", firms=50)
    for shape in ("table", "md", "json"):
        out = program("score", park, "--format", shape).out
        assert status in out
        assert said in out


def test_output_decides_the_format_and_contradictions_are_refused(program, tmp_path):
    assert program("rank", MEIZHOU, "-o", tmp_path / "a.json").code == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["schema"] == 1
    done = program("rank", MEIZHOU, "-o", tmp_path / "a.md", "--format", "json")
    assert done.code == 2
    assert not (tmp_path / "a.md").exists()
    assert program("rank", MEIZHOU, "-o", tmp_path / "a.xyz").code == 2
    assert program("rank", MEIZHOU, "-o", tmp_path / "a.xyz", "--format", "md").code == 0
    assert program("rank", MEIZHOU, "-o", "-", "--format", "md").out.startswith("# ")


def test_a_file_is_written_whole_or_not_at_all(program, tmp_path):
    file = tmp_path / "a.md"
    file.write_text("before", encoding="utf-8")
    assert program("rank", f"{BAD}/five-mistakes.yaml", "-o", file).code == 2
    assert file.read_text("utf-8") == "before"
    assert program("rank", MEIZHOU, "-o", tmp_path / "no" / "a.md").code == 2
    assert program("rank", MEIZHOU, "-o", file).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_quiet_leaves_errors(program, tmp_path):
    assert program("rank", MEIZHOU, "-q", "--as", "self").err == ""
    assert program("rank", MEIZHOU, "-q", "-o", tmp_path / "a.md").err == ""
    assert "error[" in program("rank", f"{BAD}/five-mistakes.yaml", "-q").err


def test_lang_wins_over_the_environment(program):
    assert "Park ranking" in program("rank", MEIZHOU).out
    assert "园区排名" in program("rank", MEIZHOU, "--lang", "zh").out
    assert "园区排名" in program("--lang", "zh", "rank", MEIZHOU).out
    assert "园区" in program("--lang", "zh").out


def test_usage_errors_are_2(program):
    one_park = ("compare", f"{MEIZHOU}/pingyuan.yaml")
    for arguments in (("no-such",), ("rank",), ("check",), ("rank", MEIZHOU, "--no-such"), one_park):
        done = program(*arguments)
        assert (done.code, done.out) == (2, ""), arguments
    assert "Did you mean" in program("rnak").err


def test_unknown_indicator_gets_a_near_match(program):
    done = program("explain", f"{MEIZHOU}/pingyuan.yaml", "tax_grwth")
    assert done.code == 2
    assert "tax_growth" in done.err


def test_the_short_screen_names_commands_that_work(program):
    done = program()
    assert done.code == 0
    commands = [line.split("  ")[1].strip() for line in done.out.splitlines() if line.startswith("  fivegoods")]
    assert len(commands) == 3
    for command in commands[:2]:
        assert program(*command.split()[1:]).code == 0


@pytest.mark.parametrize(
    ("environment", "asked", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, None, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, None, "en"),
        ({"LANG": "zh_CN.UTF-8", "FIVEGOODS_LANG": "en"}, None, "en"),
        ({"LANG": "en_GB.UTF-8"}, "zh", "zh"),
        ({}, None, "en"),
    ],
)
def test_language_order(environment, asked, lang):
    assert language(asked, environment) == lang
    arguments = ["rank", "--lang", asked] if asked else ["rank"]
    assert language_of_help(arguments, environment) == lang


def test_help_speaks_the_language_of_its_reader():
    assert "给园区打分" in run("score", "--help", FIVEGOODS_LANG="zh", PYTHONIOENCODING="utf-8").stdout.decode()
    english = run("score", "--help", FIVEGOODS_LANG="en").stdout.decode()
    assert "samples/hunan/xiangxiang-2021.yaml" in english
    assert english.isascii()


def test_help_of_a_group_says_its_commands_in_full():
    shown = " ".join(run("form", "--help", FIVEGOODS_LANG="en").stdout.decode().split())
    assert "with --from it is filled with what is known." in shown
    assert "..." not in shown.replace("[ARGS]...", "")


def test_examples_in_help_name_files_that_exist():
    for command in ("score", "rank", "compare", "explain"):
        words = run(command, "--help", FIVEGOODS_LANG="en").stdout.decode().split()
        assert all(Path(word).exists() for word in words if word.startswith("samples/"))


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_no_encoding_ends_the_program(encoding):
    done = run("rank", MEIZHOU, "--lang", "zh", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert b"97.50" in done.stdout
    if encoding != "ascii":
        assert "平远" in done.stdout.decode(encoding)


def test_a_closed_pipe_is_quiet():
    command = f'"{sys.executable}" -m fivegoods rank samples/demo --format json -q | head -c 10'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": "src"},
        check=False,
    )
    assert done.stderr == b""
    assert done.stdout.startswith(b"{")


def test_standard_input_is_a_park():
    with Path(f"{MEIZHOU}/pingyuan.yaml").open("rb") as park:
        done = run("score", "-", "-c", "meizhou-parks", "--format", "json", "-q", stdin=park)
    assert json.loads(done.stdout)["parks"][0]["points"] == 97.5


def test_a_defect_is_one_line_with_a_hint(program, monkeypatch):
    from fivegoods import api

    def broken(*_, **__):
        raise RuntimeError("boom")

    monkeypatch.setattr(api, "open_run", broken)
    done = program("rank", MEIZHOU)
    assert done.code == 2
    assert "FG900" in done.err
    assert "FIVEGOODS_DEBUG=1" in done.err
    monkeypatch.setenv("FIVEGOODS_DEBUG", "1")
    with pytest.raises(RuntimeError, match="boom"):
        program("rank", MEIZHOU)


def test_ctrl_c_is_130(program, monkeypatch):
    from fivegoods import api

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "open_run", interrupted)
    assert program("rank", MEIZHOU).code == 130


def test_write_permissions_survive(program, tmp_path):
    file = tmp_path / "a.md"
    file.write_text("x", encoding="utf-8")
    file.chmod(0o640)
    program("rank", MEIZHOU, "-o", file)
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_directly(program):
    assert program("rank", MEIZHOU, "-o", "/dev/null", "--format", "md").code == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(("lang", "said"), [("zh", "没有文件夹 nowhere"), ("en", "there is no folder nowhere")])
def test_writing_into_a_missing_folder_names_the_folder(program, lang, said):
    done = program("rank", MEIZHOU, "-o", "nowhere/ranking.md", "--lang", lang)
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize("where", [("rank", MEIZHOU), ("check", f"{BAD}/five-mistakes.yaml")])
def test_colour_is_asked_for_or_refused(program, where):
    painted = program(*where, "--color", "always")
    plain = program(*where, "--color", "never")
    assert "\x1b[" in painted.out + painted.err
    assert "\x1b[" not in plain.out + plain.err
    assert "\x1b[" not in program(*where).err


def test_painted_lines_are_as_long_as_those_of_a_pipe(program):
    painted, plain = (program("rank", MEIZHOU, "-q", "--color", colour).out for colour in ("always", "auto"))
    bare = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in painted.splitlines()]
    first = next(n for n, line in enumerate(bare) if "Pingyuan" in line)
    assert bare[first].split() == next(line for line in plain.splitlines() if "Pingyuan" in line).split()
    assert painted.count("\x1b[") > 10
