"""Help pages and usage errors in Chinese, frame and all; in English as Typer writes them."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
import typer

from fivegoods.cli.frame import show_usage_error

COMMANDS = [
    "", "score", "rank", "compare", "check", "explain", "advise", "whatif", "diff", "robustness", "weights",
    "criteria", "criteria show", "criteria test", "form", "form new", "form read", "benchmarks", "benchmarks make",
]  # fmt: skip
#: Words that are not the frame's: ids, formats, examples, names of things to type.
ENGLISH_FRAME = re.compile(r"Usage|Options|Arguments|Commands|OPTIONS|ARGS|required\]|default:|Show |Try |Error|exit\.")


def program(*arguments, lang):
    return subprocess.run(
        [sys.executable, "-m", "fivegoods", *arguments],
        env={**os.environ, "FIVEGOODS_LANG": lang, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_english_frame_in_chinese_help(command):
    done = program(*command.split(), "--help", lang="zh")
    assert done.returncode == 0
    assert done.stdout.startswith("用法：fivegoods")
    assert not ENGLISH_FRAME.search(done.stdout), ENGLISH_FRAME.search(done.stdout)


def test_english_help_stays_english():
    assert program("rank", "--help", lang="en").stdout.startswith("Usage: fivegoods rank [OPTIONS]")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rank"], "缺少参数 PARK...。"),
        (["weights"], "缺少参数 METHOD。可以是：equal、entropy、critic、"),
        (["rank", "x", "--yeer", "3"], "没有选项 --yeer。是否想写 --peers、--year、--years？"),
        (["rank", "x", "--year"], "选项 --year 后面要有值。"),
        (["rank", "x", "--quiet=3"], "选项 --quiet 不带值。"),
        (["rank", "x", "--year", "abc"], "--year 的值不对：abc 不是整数。"),
        (["rank", "x", "--top", "0"], "--top 的值不对：0 太小，应不小于 1。"),
        (["rank", "x", "--format", "yaml"], "--format / -f 的值不对：没有 yaml，可以是 table、md、json、csv"),
        (["criteria", "shw"], "没有命令 shw。是否想写 show？"),
        (["diff", "a", "b", "c", "d"], "多余的参数：c d"),
        (["advise", "lumin", "--peers", "samples/demo", "--next"], "没有园区 lumin。是否想写 luming？"),
    ],
)
def test_usage_errors(arguments, said):
    done = program(*arguments, lang="zh")
    assert done.returncode == 2
    assert f"错误：{said}" in done.stderr or said in done.stderr
    assert not ENGLISH_FRAME.search(done.stderr)
    assert not re.search("Missing|Invalid|No such|Got ", done.stderr)


def test_a_group_without_a_command_shows_its_help_once():
    done = program("criteria", lang="zh")
    assert done.returncode == 2
    assert done.stderr.count("用法：") == 1
    assert "错误" not in done.stderr


def test_lang_on_the_command_line_decides():
    assert "错误：缺少参数" in program("rank", "--lang", "zh", lang="en").stderr
    assert "Error: " in program("rank", "--lang", "en", lang="zh").stderr


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("x>=1", "0 太小，应不小于 1。"),
        ("x>1", "0 太小，应大于 1。"),
        ("x<=-1", "0 太大，应不大于 -1。"),
        ("x<0", "0 太大，应小于 0。"),
        ("1<=x<=9", "0 应不小于 1、不大于 9。"),
        ("1<x<=9", "0 不在 1<x<=9 的范围内。"),
    ],
)
def test_ranges_in_words(english, chinese, capsys):
    assert show_usage_error(typer.BadParameter(f"0 is not in the range {english}."), "zh") == 2
    assert capsys.readouterr().err.strip() == f"错误：值不对：{chinese}"
