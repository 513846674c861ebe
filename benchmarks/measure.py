"""Whole commands measured from outside: user seconds and peak memory as the operating system counts them."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

_CHILD = """
import os, resource, sys
pid = os.fork()
if pid == 0:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.execv(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(pid, 0)
print(used.ru_utime, used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True)
class Took:
    """What runs of one command took: medians of user seconds and of peak memory in MB."""

    seconds: float
    megabytes: float


def once(command: Sequence[str], folder: Path) -> Took:
    """Run a command; it must not fail. One BLAS thread, byte code cached as for an installed program."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "PYTHONPYCACHEPREFIX": str(folder / "byte-code")}
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *command],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=folder,
    )
    seconds, kilobytes, code = done.stdout.split()
    if code not in ("0", "1"):
        sys.exit(f"{' '.join(command)} ended with {code}")
    return Took(float(seconds), float(kilobytes) / 1024)


def in_turn(commands: Sequence[Sequence[str]], folder: Path, rounds: int) -> list[Took]:
    """Run commands in turn, A B A B, after one round that does not count; return the medians of each."""
    runs: list[list[Took]] = [[] for _ in commands]
    for number in range(rounds + 1):
        for taken, command in zip(runs, commands, strict=True):
            took = once(command, folder)
            if number:
                taken.append(took)
    return [
        Took(statistics.median(t.seconds for t in taken), statistics.median(t.megabytes for t in taken))
        for taken in runs
    ]


def fivegoods(*arguments: object) -> list[str]:
    """Return a command line of the program that is installed beside this interpreter."""
    return [sys.executable, "-m", "fivegoods", *map(str, arguments), "-q"]


def python(file: str, *arguments: object) -> list[str]:
    """Return the command line of a floor."""
    return [sys.executable, str(ROOT / "benchmarks" / "floors" / file), *map(str, arguments)]


def machine() -> str:
    """Return what is worth knowing of the machine."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    version = ".".join(map(str, sys.version_info[:3]))
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return f"{os.cpu_count()} cores, {pages / 2**30:.0f} GiB, Python {version}, {sys.platform}, {limit} open files"
