"""Measure whole commands against floors that hold none of the program's own code, and write the results.

    python benchmarks/run.py                     everything; writes benchmarks/RESULTS.md (about half an hour)
    python benchmarks/run.py --quick             small sizes and the growth test, with generous bounds; writes nothing
    python benchmarks/run.py small six growth    only these parts

User seconds, the median of rounds in which the commands of a row take turns. A ratio that is over its budget is
marked; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from data import enterprises, parks
from measure import ROOT, Took, fivegoods, in_turn, machine, once, python

#: The most that a command may grow by from n to 4 n units, in time and in memory.
GROWTH = 4**1.2
#: Bounds of the quick run are this many times as wide: it runs on machines that do other things too.
GENEROUS = 1.5


@dataclass(frozen=True)
class Row:
    """One line of the results."""

    work: str
    took: Took
    floor: str
    ratio: float | None
    budget: float | None
    megabytes: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether a ratio or the memory is over its budget."""
        heavy = self.megabytes is not None and self.took.megabytes > self.megabytes
        return heavy or (self.budget is not None and self.ratio is not None and self.ratio > self.budget)

    def markdown(self) -> str:
        """Return the line as a row of a table."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        budget = "" if self.budget is None else f"≤ {self.budget:.2f}"
        memory = f"{self.took.megabytes:.0f} MB" + (f" (≤ {self.megabytes:.0f})" if self.megabytes else "")
        mark = " **over**" if self.is_over else ""
        return f"| {self.work} | {self.took.seconds:.2f} s | {memory} | {self.floor} | {ratio} | {budget}{mark} |"


@dataclass(frozen=True)
class Bench:
    """A folder of data and how many rounds are measured."""

    folder: Path
    rounds: int
    quick: bool

    def against(self, work: str, command: Sequence[str], floor: Sequence[str], name: str, budget: float,
                megabytes: float | None = None) -> Row:  # fmt: skip
        """Return a command against its floor, in turn."""
        own, base = in_turn([command, floor], self.folder, self.rounds)
        bound = budget * (GENEROUS if self.quick else 1)
        return Row(work, own, f"{name}: {base.seconds:.2f} s", own.seconds / base.seconds, bound, megabytes)

    def beyond_start(self, work: str, command: Sequence[str], floor: Sequence[str], name: str, budget: float) -> Row:
        """Return a command against its floor, the time that each takes to start taken off on both sides."""
        start = fivegoods("rank", parks(self.folder, 3, 5)[0], "-c", parks(self.folder, 3, 5)[1], "-o", "start.csv")
        own, base, own_start, base_start = in_turn(
            [command, floor, start, [sys.executable, "-c", "import csv, decimal"]], self.folder, self.rounds
        )
        ratio = (own.seconds - own_start.seconds) / max(base.seconds - base_start.seconds, 0.01)
        bound = budget * (GENEROUS if self.quick else 1)
        return Row(work, own, f"{name}: {base.seconds:.2f} s", ratio, bound)


def small(bench: Bench) -> Iterator[Row]:
    """Start-up and small jobs."""
    samples = ROOT / "samples"
    files = sorted(map(str, (samples / "meizhou-2016").glob("*.yaml")))
    criteria = str(ROOT / "criteria" / "meizhou-parks" / "2016.yaml")
    one = str(samples / "hunan" / "xiangxiang-2021.yaml")
    hunan = str(ROOT / "criteria" / "hunan-five-goods" / "2021.yaml")
    yield bench.against("`--help`", [sys.executable, "-m", "fivegoods", "--help"], python("hello.py", "--help"),
                        "bare Typer", 1.2)  # fmt: skip
    yield bench.against("`score` one park", fivegoods("score", one), python("libraries.py", one, hunan),
                        "libraries", 1.35)  # fmt: skip
    yield bench.against("`rank` 4 parks", fivegoods("rank", *files), python("libraries.py", *files, criteria),
                        "libraries", 1.35)  # fmt: skip
    table, wide = parks(bench.folder, 138, 20)
    yield bench.against("`rank` 138 × 20 from a table", fivegoods("rank", table, "-c", wide),
                        python("libraries.py", table, wide), "libraries", 1.6)  # fmt: skip


def compare(bench: Bench) -> Iterator[Row]:
    """Commands that look at parks in pairs or search, against the ranking of the same table."""
    table, criteria = parks(bench.folder, 138, 20)
    ranked = fivegoods("rank", table, "-c", criteria)
    yield bench.against("`compare` 138 × 20", fivegoods("compare", table, "-c", criteria), ranked, "`rank`", 1.5)
    table, criteria = parks(bench.folder, 1000, 20)
    ranked = fivegoods("rank", table, "-c", criteria)
    advise = fivegoods("advise", "u5", "--peers", table, "-c", criteria, "--next")
    yield bench.against("`advise` one of 1,000 × 20", advise, ranked, "`rank`", 4)


def six(bench: Bench) -> Iterator[Row]:
    """Big tables of enterprises, ranked and graded from CSV to CSV."""
    count = 17_000 if bench.quick else 170_000
    table, criteria = enterprises(bench.folder, count)
    command = fivegoods("rank", table, "-c", criteria, "-o", "ranking.csv")
    plain = python("enterprises.py", table, "plain.csv")
    # A small table weighs start-up more, which the floor hardly has.
    budget = 2.5 if bench.quick else 1.5
    yield bench.against(f"`rank` {count:,} × 6, graded, CSV to CSV", command, plain, "plain", budget, 450)


def wide(bench: Bench) -> Iterator[Row]:
    """Many indicators on three levels."""
    count = 1000 if bench.quick else 10_000
    table, criteria = parks(bench.folder, count, 50)
    command = fivegoods("rank", table, "-c", criteria, "-o", "ranking.csv")
    yield bench.beyond_start(f"`rank` {count:,} × 50, min-max, three levels, start-up taken off", command,
                             python("parks.py", table, "plain.csv"), "plain", 1.5)  # fmt: skip


def million(bench: Bench) -> Iterator[Row]:
    """A million units: time per unit against that of a tenth."""
    tenth, criteria = enterprises(bench.folder, 100_000)
    whole, _ = enterprises(bench.folder, 1_000_000)
    less = once(fivegoods("rank", tenth, "-c", criteria, "-o", "ranking.csv"), bench.folder)
    more = once(fivegoods("rank", whole, "-c", criteria, "-o", "ranking.csv"), bench.folder)
    floor = f"per unit of 100,000: {less.seconds:.2f} s"
    yield Row("`rank` 1,000,000 × 6", more, floor, more.seconds / less.seconds / 10, 1.2, 2500)


def report(bench: Bench) -> Iterator[Row]:
    """A JSON report of many units against CSV."""
    table, criteria = enterprises(bench.folder, 170_000)
    base = fivegoods("rank", table, "-c", criteria, "-o", "ranking.csv")
    command = fivegoods("rank", table, "-c", criteria, "-o", "ranking.json")
    yield bench.against("`rank` 170,000 × 6 to JSON", command, base, "to CSV", 4, 500)


def draws(bench: Bench) -> Iterator[Row]:
    """Draws of weights, the time to start taken off."""
    for count, indicators, method, budget in ((51, 49, "mean", 3), (138, 20, "sum", 2)):
        table, criteria = parks(bench.folder, count, indicators, method)
        ask = ("robustness", table, "-c", criteria, "-o", "robustness.json", "--draws")
        many, few = fivegoods(*ask, 10_000), fivegoods(*ask, 100)
        floor_many, floor_few = (python("draws.py", table, n, method) for n in (10_000, 100))
        a, b, c, d = in_turn([many, few, floor_many, floor_few], bench.folder, bench.rounds)
        ratio = (a.seconds - b.seconds) / max(c.seconds - d.seconds, 0.01)
        work = f"`robustness` 10,000 draws, {count} × {indicators} {method}s, start-up taken off"
        bound = budget * (GENEROUS if bench.quick else 1)
        yield Row(work, a, f"NumPy: {c.seconds - d.seconds:.2f} s", ratio, bound)


def growth(bench: Bench) -> Iterator[Row]:
    """Every command at n and 4 n units: time and memory beyond those of 40 units."""
    sizes = (40, 500, 2000) if bench.quick else (40, 2500, 10_000)
    for name, arguments in COMMANDS.items():
        took = []
        for size in sizes:
            table, criteria = parks(bench.folder, size, 20)
            command = fivegoods(*arguments(table), "-c", criteria)
            took.append(once(command, bench.folder))
        start, less, more = took
        time = (more.seconds - start.seconds) / max(less.seconds - start.seconds, 0.05)
        memory = (more.megabytes - start.megabytes) / max(less.megabytes - start.megabytes, 5)
        yield Row(f"`{name}` {sizes[1]:,} → {sizes[2]:,} × 20", more, f"{less.seconds:.2f} s", max(time, memory),
                  GROWTH * (GENEROUS if bench.quick else 1))  # fmt: skip


def peers(bench: Bench) -> Iterator[Row]:
    """The same ranking of 1,000 × 50 by other packages, where they are installed; floating point, no explanation."""
    table, criteria = parks(bench.folder, 1000, 50)
    own = fivegoods("rank", table, "-c", criteria, "-o", "ranking.csv")
    for name in PEERS:
        if find_spec(name) is not None:
            took, base = in_turn([python("peers.py", name, table, "peer.csv"), own], bench.folder, bench.rounds)
            yield Row(f"{name}: 1,000 × 50, import included", took, f"`rank`: {base.seconds:.2f} s",
                      took.seconds / base.seconds, None)  # fmt: skip


#: Command → its arguments over a table of parks u0, u1, …
COMMANDS: dict[str, Callable[[Path], tuple[object, ...]]] = {
    "rank": lambda table: ("rank", table, "-o", "out.csv"),
    "rank to JSON": lambda table: ("rank", table, "-o", "out.json"),
    "rank to HTML": lambda table: ("rank", table, "-o", "out.html"),
    "rank to Excel": lambda table: ("rank", table, "-o", "out.xlsx"),
    "score": lambda table: ("score", table, "-o", "out.csv"),
    "check": lambda table: ("check", table),
    "explain": lambda table: ("explain", "u7", "--peers", table),
    "compare": lambda table: ("compare", "u7", "u8", "--peers", table),
    "advise": lambda table: ("advise", "u7", "--peers", table, "--next"),
    "whatif": lambda table: ("whatif", "u7", "--peers", table, "--set", "f0=1万元"),
    "diff": lambda table: ("diff", table, "-o", "out.json"),
    "robustness": lambda table: ("robustness", table, "--draws", "100", "-o", "out.json"),
    "weights entropy": lambda table: ("weights", "entropy", table, "-o", "out.json"),
    "weights structure": lambda table: ("weights", "structure", table, "-o", "out.json"),
    "form table": lambda table: ("form", "table", table, "-o", "out-table.csv", "--force"),
}
PARTS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "small": small, "peers": peers, "compare": compare, "six": six, "wide": wide, "draws": draws, "report": report,
    "million": million, "growth": growth,
}  # fmt: skip
QUICK = ("small", "compare", "six", "wide", "growth")
#: Other packages for the same job: module → distribution.
PEERS = {"pandas": "pandas", "polars": "polars", "pymcdm": "pymcdm", "skcriteria": "scikit-criteria"}


def versions() -> str:
    """Return the versions of the libraries that a result depends on, and of the peers that are installed."""
    found = []
    for name in ("typer", "pydantic", "PyYAML", "numpy", *PEERS.values()):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} –")
    return ", ".join(found)


def main() -> None:
    """Measure, print as it goes, write the page, and say with the exit code whether all budgets hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if unknown := set(given.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    names = given.parts or (QUICK if given.quick else tuple(PARTS))
    head = "| Work | user time | peak memory | floor | ratio | budget |\n| --- | ---: | ---: | --- | ---: | ---: |"
    print(head)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), 1 if given.quick else given.rounds, given.quick)
        for name in names:
            for row in PARTS[name](bench):
                rows.append(row)
                print(row.markdown(), flush=True)
    if not given.parts and not given.quick:
        page = ["# Benchmarks", "", __doc__.split("\n")[0], "", machine(), "", versions(), "", head]
        page += [row.markdown() for row in rows]
        (ROOT / "benchmarks" / "RESULTS.md").write_text("\n".join(page) + "\n", encoding="utf-8")
    over = [row.work for row in rows if row.is_over]
    if over:
        print(f"over budget: {', '.join(over)}", file=sys.stderr)
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
