"""Whole reports, kept as files: `pytest --update` rewrites them, and the diff is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli.cli_support import Program
from fivegoods import __version__

GOLDEN = Path(__file__).parents[1] / "golden"
MEIZHOU = "samples/meizhou-2016"
CASES = {
    "rank-zh.md": ("rank", MEIZHOU, "--lang", "zh", "--format", "md"),
    "rank-en.txt": ("rank", MEIZHOU, "--lang", "en"),
    "rank.csv": ("rank", MEIZHOU, "--lang", "zh", "--format", "csv"),
    "rank-self.json": ("rank", MEIZHOU, "--lang", "zh", "--format", "json", "--as", "self"),
    "score-zh.txt": ("score", f"{MEIZHOU}/dongsheng.yaml", "--lang", "zh"),
    "score-en.md": ("score", f"{MEIZHOU}/dongsheng.yaml", "--lang", "en", "--format", "md"),
    "score-zh.html": ("score", "samples/hunan/xiangxiang-2021.yaml", "--lang", "zh", "--format", "html"),
    "compare-zh.txt": ("compare", f"{MEIZHOU}/dongsheng.yaml", f"{MEIZHOU}/xingning.yaml", "--lang", "zh"),
    "explain-en.txt": ("explain", f"{MEIZHOU}/dongsheng.yaml", "environment", "--lang", "en"),
    "criteria-show-zh.txt": ("criteria", "show", "meizhou-parks/2016", "--lang", "zh"),
    "screen-zh.txt": ("--lang", "zh"),
}


def steady(text):
    """Hashes and the version change with every edit of a sample and every release; the style sheet has its tests."""
    text = re.sub(r"(?s)<style>.*?</style>", "<style></style>", text)
    return re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text).replace(__version__, "<version>")


@pytest.mark.parametrize("name", CASES)
def test_report_is_as_kept(name, capsys, pytestconfig):
    done = Program(capsys)(*CASES[name], *(("-q",) if CASES[name][0] != "--lang" else ()))
    assert done.code == 0
    got = steady(done.out)
    file = GOLDEN / name
    if pytestconfig.getoption("--update"):
        file.write_bytes(got.encode("utf-8"))
    assert got == file.read_bytes().decode("utf-8"), "if this is meant: pytest --update, and read the diff"
