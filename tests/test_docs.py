"""The READMEs show what the program really prints: each `$ fivegoods …` block is run and compared."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fivegoods import load_criteria
from fivegoods.api import open_run
from fivegoods.cases import run_cases
from fivegoods.checks import check_criteria
from fivegoods.findings import has_errors

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"```console\n\$ (fivegoods [^\n]*)\n(.*?)```", re.DOTALL)


def blocks() -> list[tuple[str, str]]:
    return [(name, m[1]) for name in READMES for m in BLOCK.finditer((ROOT / name).read_text(encoding="utf-8"))]


def output_of(command: str) -> str:
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


@pytest.mark.parametrize(("readme", "command"), blocks())
def test_readme_shows_what_the_program_prints(readme, command, request):
    path = ROOT / readme
    text = path.read_text(encoding="utf-8")
    shown = next(m for m in BLOCK.finditer(text) if m[1] == command)
    actual = output_of(command)
    if request.config.getoption("--update"):
        path.write_text(text[: shown.start(2)] + actual + text[shown.end(2) :], encoding="utf-8")
        return
    assert actual == shown[2]


@pytest.mark.parametrize("readme", READMES)
def test_readme_has_the_two_one_line_commands(readme):
    lines = (ROOT / readme).read_text(encoding="utf-8").splitlines()
    one_liners = [line for line in lines if line.startswith("python3 -m venv ")]
    assert any("rank samples/meizhou-2016" in line for line in one_liners)
    assert any("pytest" in line for line in one_liners)


def yaml_blocks(readme: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [m[1] for m in re.finditer(r"```yaml\n(.*?)```", text, re.DOTALL)]


@pytest.mark.parametrize("readme", READMES)
def test_the_criteria_in_the_readme_work(readme, tmp_path):
    whole = next(block for block in yaml_blocks(readme) if "dimensions:" in block)
    more = next(block for block in yaml_blocks(readme) if block.startswith("adjustments:"))
    folder = tmp_path / "tax-example"
    folder.mkdir()
    path = folder / "1.yaml"
    for text in (whole, whole + more):
        path.write_text(text, encoding="utf-8")
        assert not has_errors(check_criteria(load_criteria(path)))
        assert all(result.passed for result in run_cases(load_criteria(path)))


@pytest.mark.parametrize("readme", READMES)
def test_the_park_in_the_readme_has_no_errors(readme, tmp_path):
    path = tmp_path / "my-park.yaml"
    path.write_text(next(b for b in yaml_blocks(readme) if "id: my-park" in b), encoding="utf-8")
    opened = open_run([path], each_year=True)
    assert not has_errors(opened.findings)
    assert opened.run.scores[0].points > 0


@pytest.mark.parametrize("readme", READMES)
def test_the_python_in_the_readme_runs(readme, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    text = (ROOT / readme).read_text(encoding="utf-8")
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], {})
    assert "1 平远 97.5" in capsys.readouterr().out
