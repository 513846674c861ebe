"""What people install: the wheel carries the criteria and works without the source tree."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.glob("*.whl"))


def from_wheel(wheel: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(wheel), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "fivegoods", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_every_criteria_file_is_inside(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"fivegoods/packs/{p.relative_to(ROOT / 'criteria')}" for p in (ROOT / "criteria").rglob("*.yaml")}
    assert expected
    assert expected <= inside
    assert "fivegoods/py.typed" in inside


def test_it_ranks_without_the_source_tree(wheel, tmp_path):
    samples = tmp_path / "parks"
    samples.symlink_to(ROOT / "samples" / "meizhou-2016")
    done = from_wheel(wheel, "rank", "parks", "--format", "csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "97.5" in done.stdout


def test_it_writes_criteria_to_start_from(wheel, tmp_path):
    done = from_wheel(wheel, "criteria", "new", "mine/2026", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Criteria mine/2026." in (tmp_path / "criteria" / "mine" / "2026.yaml").read_text(encoding="utf-8")


def test_it_knows_its_criteria(wheel, tmp_path):
    done = from_wheel(wheel, "criteria", "list", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for folder in (ROOT / "criteria").iterdir():
        if folder.is_dir():
            assert folder.name in done.stdout


def test_it_brings_its_samples(wheel, tmp_path):
    done = from_wheel(wheel, "samples", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for path in (ROOT / "samples").rglob("*.yaml"):
        copy = tmp_path / path.relative_to(ROOT)
        assert copy.read_bytes() == path.read_bytes()
    assert from_wheel(wheel, "rank", "samples/meizhou-2016", cwd=tmp_path).returncode == 0
