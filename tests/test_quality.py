"""The strict type checker, the linter and the formatter have nothing to say."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_types():
    done = run("mypy")
    assert done.returncode == 0, done.stdout


def test_lint():
    done = run("ruff", "check", ".")
    assert done.returncode == 0, done.stdout


def test_format():
    done = run("ruff", "format", "--check", ".")
    assert done.returncode == 0, done.stdout
