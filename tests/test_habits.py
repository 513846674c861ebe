"""What keeps the house in order: small test files, a fresh picture, verbs that do what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
MOST_LINES = 500


def script(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / name), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def test_no_test_file_is_long():
    lengths = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in (ROOT / "tests").rglob("*.py")}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_the_picture_of_the_rooms_is_fresh(pytestconfig):
    arguments = [] if pytestconfig.getoption("--update") else ["--check"]
    assert script("make_architecture.py", *arguments).returncode == 0, "run scripts/make_architecture.py"


def test_every_room_has_its_line_and_every_file_named_is_there():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    source = ROOT / "src" / "fivegoods"
    rooms = {path.stem for path in source.iterdir() if not path.name.startswith("_") and path.name != "py.typed"}
    assert {room for room in rooms if f"`{room}`" not in page} == set()
    named = re.findall(r"`((?:cli|criteria|scoring|panel|reading|export|checks|messages|numeric)/[\w/.]*)`", page)
    assert len(named) > 10
    assert [name for name in named if not (source / name).exists()] == []
    files = {path.name for path in ROOT.glob("*/**/*.py") if ".venv" not in path.parts}
    assert set(re.findall(r"`(\w+\.py)`", page)) <= files


def test_decisions_stand_in_the_order_of_their_dates():
    lines = (ROOT / "docs" / "decisions.md").read_text("utf-8").splitlines()
    heads = [at for at, line in enumerate(lines) if line.startswith("## ")]
    assert [lines[at] for at in heads if lines[at - 1] or not re.match(r"## 20\d\d-\d\d-\d\d \w", lines[at])] == []
    dates = [lines[at][3:13] for at in heads]
    assert dates == sorted(dates)


@pytest.mark.parametrize("verb", ["setup", "test", "quick", "lint", "bench"])
def test_a_verb_is_described(verb):
    done = script("task.py")
    assert done.returncode == 2
    assert re.search(rf"task\.py {verb} +\S", done.stdout)


def test_what_stands_behind_a_verb_goes_on():
    done = script("task.py", "quick", "--version")
    assert done.returncode == 0
    assert done.stdout.startswith("pytest ")


def test_hooks_are_local_and_hosted_ci_runs_ours():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repository["repo"] for repository in hooks["repos"]] == ["local"]
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]
    assert {"run": ".ci/run"} in jobs["everything"]["steps"]


def test_the_lowest_versions_are_those_of_the_project():
    lowest = script("versions.py", "floor").stdout.split()
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert "pydantic==2.11" in lowest
    for one in lowest:
        name, _, version = one.partition("==")
        assert f'"{name}>={version}' in project if version else f'"{name}"' in project


def test_the_bundle_is_made_in_an_environment_that_holds_the_program_only():
    """The README makes it where pip and the program are, and no ``packaging``."""
    code = "import runpy, sys; sys.modules['packaging'] = None; runpy.run_path('scripts/make_bundle.py')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
