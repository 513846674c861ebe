"""Start-up and small jobs as ratios of a floor taken in the same run (budgets of the design, §7).

    python benchmarks/startup.py [ROUNDS]

Floors: for --help a bare Typer program; for score and rank a process that imports the same packages and
parses the same files: once counting the program's own modules among the packages (the budget), once
with the libraries alone. Byte code is cached; cases are interleaved; the median of the rounds counts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
HELLO = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def one(name: str = "x"): pass
@app.command()
def two(name: str = "x"): pass
app()
"""
PARSE = """
import sys, yaml, pydantic, typer, rich.console, rich.table
class M(pydantic.BaseModel):
    x: int
for path in sys.argv[1:]:
    yaml.load(open(path, encoding="utf-8"), yaml.CSafeLoader)
"""

OWN = (
    """
import fivegoods.api, fivegoods.reports.results.card, fivegoods.reports.results.ranking
import fivegoods.export.terminal.terminal, fivegoods.export.terminal.plain
"""
    + PARSE
)


def seconds(command: list[str], cache: str) -> float:
    """Return the wall-clock seconds of a command, its byte code in ``cache`` as for an installed program."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = cache
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment)
    return time.perf_counter() - start


def many_parks(folder: Path, count: int = 138) -> list[Path]:
    """Write ``count`` park files by repeating the demo parks under other ids."""
    files = sorted((ROOT / "samples" / "demo").glob("*-2024.yaml"))
    written = []
    for number in range(count):
        text = files[number % len(files)].read_text(encoding="utf-8")
        park = next(line for line in text.splitlines() if line.startswith("id:"))
        target = folder / f"park{number}.yaml"
        target.write_text(text.replace(park, f"id: park{number}", 1), encoding="utf-8")
        written.append(target)
    return written


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    program = [sys.executable, "-m", "fivegoods"]
    one = str(ROOT / "samples" / "demo" / "yunling-2024.yaml")
    criteria = str(ROOT / "criteria" / "demo-parks" / "2024.yaml")
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as cache:
        parks = [str(path) for path in many_parks(Path(name))]
        cases = {
            "hello": [sys.executable, "-c", HELLO, "--help"],
            "--help": [*program, "--help"],
            "--version": [*program, "--version"],
            "libraries and files of score": [sys.executable, "-c", PARSE, one, criteria],
            "floor of score": [sys.executable, "-c", OWN, one, criteria],
            "score": [*program, "score", one],
            "libraries and files of rank": [sys.executable, "-c", PARSE, criteria, *parks],
            "floor of rank": [sys.executable, "-c", OWN, criteria, *parks],
            "rank 138": [*program, "rank", name, "--format", "md"],
        }
        taken: dict[str, list[float]] = {key: [] for key in cases}
        for round_ in range(rounds + 1):
            for key, command in cases.items():
                spent = seconds(command, cache)
                if round_:
                    taken[key].append(spent)
    median = {key: statistics.median(values) for key, values in taken.items()}
    for key, floor, budget in (
        ("--help", "hello", 1.5),
        ("--version", "hello", 1.5),
        ("score", "floor of score", 1.3),
        ("score", "libraries and files of score", None),
        ("rank 138", "floor of rank", 2.0),
        ("rank 138", "libraries and files of rank", None),
    ):
        ratio = median[key] / median[floor]
        held = "" if budget is None else f" (budget {budget}: {'holds' if ratio <= budget else 'BROKEN'})"
        print(f"{key:10} {median[key] * 1000:6.0f} ms = {ratio:.2f} x {floor}{held}")


if __name__ == "__main__":
    main()
