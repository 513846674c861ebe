"""Compare the program with the oracle on random criteria and parks.

``PYTHONPATH=tests python -m oracle.whole --scores 100000 --seed 1`` compares that many park scores and prints each
difference with the seed that shows it; it exits with 1 if there is any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import generate
from oracle import program
from oracle.compare import Difference, differences
from oracle.panel import Benchmark, Criteria, Panel, Park
from oracle.ranking import Ranking, rank
from oracle.scorer import Scorer

YEAR: Final = 2024
_YEARS: Final = 3
#: How many parks there are, by seed: alone, a few with small groups, a city, a province.
_COUNTS: Final = (8, 1, 8, 3, 20, 8, 5, 12, 40)


@dataclass
class Tally:
    """What was compared, and what differs, with the seeds."""

    scores: int = 0
    cases: int = 0
    alike: int = 0
    refused: list[int] = field(default_factory=list)
    differences: list[tuple[int, Difference]] = field(default_factory=list)


def scored(
    criteria: Criteria,
    parks: Sequence[Any],
    benchmarks: Sequence[Any] = (),
    *,
    year: int = YEAR,
    view: str = "reviewed",
) -> tuple[Scorer, Ranking]:
    """Return the oracle's ranking of park files and benchmarks as plain documents."""
    panel = Panel(Park.read(park, criteria, view) for park in parks)
    scorer = Scorer(criteria, panel, [Benchmark.read(each, criteria) for each in benchmarks])
    return scorer, rank(scorer, year)


def compare(folder: Path, seed: int, tally: Tally) -> None:
    """Compare one random case: half of the cases as park files, half as tables, one in five as self-assessed."""
    case = generate.write_case(folder, seed, count=_COUNTS[seed % len(_COUNTS)], years=_YEARS)
    criteria, view = generate.criteria(seed), "self" if seed % 5 == 0 else "reviewed"
    years = (YEAR - _YEARS + 1, YEAR)
    try:
        theirs = program.ranked(case.criteria, case.parks, years=years, benchmarks=case.benchmarks, view=view)
    except program.Refused:
        tally.refused.append(seed)
        return
    benchmarks = generate.benchmarks(criteria, seed)["values"] if case.benchmarks else []
    scorer, ours = scored(Criteria(criteria), case.documents, benchmarks, view=view)
    found = differences(theirs, ours, scorer)
    tally.scores += len(theirs["parks"])
    tally.cases += 1
    tally.alike += not found
    tally.differences += [(seed, difference) for difference in found]


def run(seeds: Sequence[int] | range, scores: int | None = None) -> Tally:
    """Compare the cases of some seeds, until so many scores are compared."""
    tally = Tally()
    for seed in seeds:
        with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
            compare(Path(folder), seed, tally)
        if scores is not None and tally.scores >= scores:
            break
    return tally


def main() -> int:
    """Compare, and say what differs."""
    parser = argparse.ArgumentParser(description="Compare the program with an independent scorer.")
    parser.add_argument("--scores", type=int, default=100_000, help="how many park scores to compare")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    options = parser.parse_args()
    tally = run(range(options.seed, options.seed + 10**9), options.scores)
    lines = [f"{tally.scores} park scores in {tally.cases} cases from seed {options.seed}: {tally.alike} cases alike"]
    lines += [f"refused by the program: {len(tally.refused)} cases, first {tally.refused[:5]}"] if tally.refused else []
    lines += [f"seed {seed}: {difference}" for seed, difference in tally.differences]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if tally.differences else 0


if __name__ == "__main__":
    sys.exit(main())
