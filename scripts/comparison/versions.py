"""One installed version: where its Python is, and its results for a list of commands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DRIVER = Path(__file__).with_name("driver.py")
#: What may change the output is set, everything else of the environment stays.
_FIXED = {"COLUMNS": "100", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PYTHONHASHSEED": "0", "TZ": "UTC"}
_UNSET = ("FIVEGOODS_LANG", "FORCE_COLOR", "PYTHONPATH")


@dataclass(frozen=True)
class Version:
    """A version called OLD or NEW, its Python, and the folder it works in."""

    name: str
    python: Path
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment its commands run in."""
        kept = {key: value for key, value in os.environ.items() if key not in _UNSET}
        return kept | _FIXED

    def formats(self, known: Sequence[str]) -> list[str]:
        """Return those of the known formats that the help of `rank` names."""
        call = [str(self.python), "-m", "fivegoods", "rank", "--help"]
        told = subprocess.run(call, env=self.environment, capture_output=True, text=True, check=True, cwd=self.folder)
        return [form for form in known if re.search(rf"\b{form}\b", told.stdout)]

    def results(self, commands: Sequence[Sequence[str]], jobs: int) -> list[dict[str, Any]]:
        """Run all commands, in ``jobs`` processes that each take a stretch of them. Raise RuntimeError."""
        size = -(-len(commands) // jobs) or 1
        stretches = [list(commands[start : start + size]) for start in range(0, len(commands), size)]
        parts: list[list[dict[str, Any]]] = [[] for _ in stretches]

        def work(number: int) -> None:
            parts[number] = self._stretch(stretches[number], self.folder / f"results-{number}.jsonl")

        threads = [threading.Thread(target=work, args=(number,)) for number in range(len(stretches))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [result for part in parts for result in part]

    def _stretch(self, commands: list[list[str]], results: Path) -> list[dict[str, Any]]:
        """Run commands in one process after another; one that kills its process counts as a crash."""
        listed = results.with_suffix(".commands.json")
        listed.write_text(json.dumps(commands), encoding="utf-8")
        results.touch()
        done: list[dict[str, Any]] = []
        while len(done) < len(commands):
            call = [str(self.python), str(DRIVER), str(listed), str(results), str(len(done))]
            ended = subprocess.run(call, cwd=self.folder, env=self.environment, capture_output=True, check=False)
            done = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
            if ended.returncode and len(done) < len(commands):
                crash = {"code": "crash", "out": "", "err": ended.stderr.decode("utf-8", "replace"), "seconds": 0}
                with results.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(crash) + "\n")
                done.append(crash)
        return done


def python_of(place: str) -> Path:
    """Return the Python of an executable, a virtual environment or a checkout with one. Raise FileNotFoundError."""
    path = Path(place)
    inside = ("bin/python", "Scripts/python.exe", ".venv/bin/python", ".venv/Scripts/python.exe")
    for candidate in (path, *(path / name for name in inside)):
        if candidate.is_file():
            return candidate.absolute()
    raise FileNotFoundError(place)
