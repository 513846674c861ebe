"""Every answer for machines names the program, the files it rests on, and how official the criteria are."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.cli_support import Program

ROOT = Path(__file__).parents[2]
LUMING = ("samples/demo/luming-2024.yaml", "--peers", "samples/demo")
COMMANDS = {
    "advise": ("advise", *LUMING),
    "diff": ("diff", "samples/meizhou-2016"),
    "robustness": ("robustness", "samples/demo", "--draws", "50"),
    "weights": ("weights", "equal", "samples/demo"),
    "structure": ("weights", "structure", "samples/demo"),
    "check": ("weights", "check", "samples/demo"),
}


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    return Program(capsys)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_an_answer_names_program_files_and_status(run, command):
    data = run(*command, "--lang", "en", "--format", "json").data
    assert data["schema"] == 1
    assert data["tool"]["name"] == "fivegoods"
    assert all(len(file["sha256"]) == 64 for file in data["files"])
    assert data["files"]
    if command[0] != "diff":
        assert "Example criteria; this is not an official result." in data["notices"]


def test_a_difference_names_the_files_of_both_sides(run):
    sides = [f"samples/hunan/xiangxiang-{year}.yaml" for year in (2021, 2025)]
    data = run("diff", *sides, "--format", "json").data
    assert [file["file"] for file in data["files"]] == sides
    assert "2 个" in run("diff", *sides, "--lang", "zh").out
