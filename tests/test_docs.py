"""The READMEs show what the program really prints: each `$ fivegoods …` block is run and compared."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("readme", READMES)
def test_the_criteria_in_the_readme_work(readme, tmp_path):
    text = (ROOT / readme).read_text(encoding="utf-8")
    written = next(m[1] for m in re.finditer(r"```yaml\n(.*?)```", text, re.DOTALL) if "dimensions:" in m[1])
    folder = tmp_path / "tax-example"
    folder.mkdir()
    (folder / "1.yaml").write_text(written, encoding="utf-8")
    for word in ("check", "test"):
        assert output_of(f"fivegoods criteria {word} {folder / '1.yaml'}") is not None
