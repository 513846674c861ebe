"""Run the quick tests with other versions than the newest: the lowest that pyproject.toml allows, other Pythons.

    python scripts/versions.py lowest     the lowest versions of all dependencies, with this Python
    python scripts/versions.py pythons    the newest versions, with each other Python from 3.11 on that is there
    python scripts/versions.py floor      print what `lowest` installs

Nothing is installed outside a temporary folder. The quick tests hold a smoke of every format. With other Pythons the
type checker runs as well; the lowest versions need not please it, since the types of a library change with its version.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MINORS = range(11, 15)
FLOOR = re.compile(r"\s*([\w.-]+)\s*(?:>=\s*([\w.]+))?")


def floor_of(requirement: str) -> str:
    """Return a requirement with its lowest version, or as it is where it states none."""
    name, lowest = FLOOR.match(requirement).groups()  # type: ignore[union-attr]
    return f"{name}=={lowest}" if lowest else name


def requirements() -> list[str]:
    """Return what the program and its tests need, by pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["test"]]


def other_pythons() -> Iterator[str]:
    """Yield an interpreter for each other version that is installed."""
    for minor in MINORS:
        places = [shutil.which(f"python3.{minor}"), *map(str, _managed(minor))]
        found = next((place for place in places if place and _version(place) == (3, minor)), None)
        if found is not None and minor != sys.version_info.minor:
            yield found


def _managed(minor: int) -> list[Path]:
    """Return the interpreters that pyenv keeps, newest first."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return sorted(root.glob(f"versions/3.{minor}.*/bin/python"), reverse=True)


def _version(python: str) -> tuple[int, int] | None:
    command = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    major, minor = done.stdout.split() if done.returncode == 0 else (0, 0)
    return int(major), int(minor)


def run(python: str, needs: list[str], *, types: bool) -> int:
    """Install ``needs`` and the program, run the quick tests and, with ``types``, the type checker.

    Returns the worse exit code.
    """
    with tempfile.TemporaryDirectory(prefix="fivegoods-versions-") as folder:
        subprocess.run([python, "-m", "venv", folder], check=True)
        inside = next(path for name in ("bin/python", "Scripts/python.exe") if (path := Path(folder, name)).exists())
        pip = [str(inside), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *needs, "-e", str(ROOT)], check=True)
        tests = [str(inside), "-m", "pytest", "-q", "-n", "auto", "-m", "not slow"]
        environment = {key: value for key, value in os.environ.items() if key != "PYTEST_ADDOPTS"}
        checker = [str(inside), "-m", "mypy", "--cache-dir", str(Path(folder, "types"))]
        commands = (tests, checker) if types else (tests,)
        return max(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode for command in commands)


def main(which: str) -> int:
    """Run what was asked for and return 0 where all of it passes."""
    if which == "floor":
        print("\n".join(map(floor_of, requirements())))
        return 0
    if which == "lowest":
        return run(sys.executable, list(map(floor_of, requirements())), types=False)
    if which == "pythons":
        codes = []
        for python in other_pythons():
            print(f"+ {python}", flush=True)
            codes.append(run(python, requirements(), types=True))
        return max(codes, default=0)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
