"""The five things one does here, on any system.

    python scripts/task.py setup     an environment in .venv with the program and what its tests need
    python scripts/task.py test      all tests, in parallel
    python scripts/task.py quick     the tests that take no longer than a moment
    python scripts/task.py lint      formatter, linter and type checker
    python scripts/task.py bench     the benchmarks, in small sizes

What stands behind a verb goes to the program that does the work: `task.py quick -k forms`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".venv"

PYTEST = ("-m", "pytest", "-q", "-n", "auto")
VERBS = {
    "setup": [("-m", "pip", "install", "-q", "-e", ".[test]")],
    "test": [PYTEST],
    "quick": [(*PYTEST, "-m", "not slow")],
    "lint": [("-m", "ruff", "format", "--check", "."), ("-m", "ruff", "check", "."), ("-m", "mypy")],
    "bench": [("benchmarks/run.py", "--quick")],
}


def interpreter() -> str:
    """Return the Python of .venv, or this one where there is none."""
    places = (HOME / "Scripts" / "python.exe", HOME / "bin" / "python")
    return str(next((place for place in places if place.exists()), sys.executable))


def main(arguments: list[str]) -> int:
    """Do what the first argument says and return the first exit code that is not 0."""
    verb, *more = arguments or [""]
    if verb not in VERBS:
        print(__doc__)
        return 2
    if verb == "setup" and not HOME.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
    for command in VERBS[verb]:
        code = subprocess.run([interpreter(), *command, *more], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
