"""What must be fast must not import what is slow."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = (
    "pydantic",
    "yaml",
    "rich",
    "fivegoods.api",
    "fivegoods.reading",
    "fivegoods.scoring",
    "fivegoods.criteria.models",
)

PROGRAM = """
import sys
from fivegoods.cli import main
code = main(sys.argv[1:])
loaded = [name for name in {heavy!r} if name in sys.modules]
print("HEAVY", loaded, file=sys.stderr)
sys.exit(code)
"""


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(heavy=HEAVY), *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "FIVEGOODS_LANG": "en", "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--help",),
        ("--version",),
        ("score", "--help"),
        ("rank", "-h"),
        ("compare", "--help"),
        ("check", "--help"),
        ("explain", "--help"),
        ("criteria", "--help"),
        ("criteria", "list", "--help"),
        ("criteria", "schema", "--help"),
        ("no-such-command",),
        ("rank",),
        ("rank", "samples/meizhou-2016", "--no-such-option"),
        ("rank", "samples/meizhou-2016", "-o", "ranking.md", "--format", "json"),
    ],
)
def test_imports_nothing_heavy(arguments):
    done = run(*arguments)
    assert "HEAVY []" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("words", ["fivegoods ", "fivegoods rank --cr", "fivegoods rank -c huang"])
def test_completion_imports_nothing_heavy(shell, words):
    asked = {
        "_FIVEGOODS_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    done = run(**asked)
    assert "HEAVY []" in done.stderr
    assert done.stdout.strip()


def test_completion_offers_criteria():
    done = run(_FIVEGOODS_COMPLETE="complete_bash", COMP_WORDS="fivegoods rank -c huang", COMP_CWORD="3")
    assert "huangyan-per-mu/2022" in done.stdout.split()


def test_markdown_needs_no_rich():
    done = run("rank", "samples/meizhou-2016", "--format", "md", "-q")
    assert done.returncode == 0
    assert "'rich'" not in done.stderr.splitlines()[-1]
