"""Run the fuzzer for long and add its counts to `tests/fuzz/runs.csv`.

    python scripts/fuzz.py [--minutes M] [--first SEED] [--failures FOLDER] [--no-table]

Seeds go on where the last run of the table ended. Each failure is made small and written to a folder of its own with
its command and message; failures of one cause are kept once. One trial in forty also checks what must not change a
result. Exit code 1 if anything failed. Give it a low priority: `nice python scripts/fuzz.py --minutes 60`.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import fivegoods  # noqa: E402
from fuzz import relations  # noqa: E402
from fuzz.program import run  # noqa: E402
from fuzz.search import Failure, Tally, search  # noqa: E402
from fuzz.shrink import shrink  # noqa: E402
from fuzz.trial import trial  # noqa: E402

TABLE = ROOT / "tests" / "fuzz" / "runs.csv"
HEADER = ("version", "first_seed", "last_seed", "trials", "documents", "refused", "relations", "causes_of_failure")
#: One trial in so many checks what must not change a result.
EACH = 40


def main() -> int:
    """Run until the time is over; return 1 if anything failed."""
    options = _options()
    first = _next_seed() if options.first is None else options.first
    end = time.monotonic() + options.minutes * 60
    tally, kept, checked = Tally(), set[str](), 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        work = Path(name)
        for tally in search(itertools.count(first), work / "trial"):
            seed = first + tally.trials - 1
            if tally.failures and tally.failures[-1].seed == seed and tally.failures[-1].signature not in kept:
                kept.add(tally.failures[-1].signature)
                _keep(tally.failures[-1], options.failures)
            if seed % EACH == 0:
                checked += 1
                for relation, shown in relations.broken(seed, work / "relation"):
                    kept.add(relation)
                    _say(f"seed {seed}: {relation}: {shown}")
            if tally.trials % 1000 == 0:
                _say(_counts(tally))
            if time.monotonic() > end:
                break
    _say(_counts(tally))
    if not options.no_table:
        _add(
            (
                fivegoods.__version__,
                first,
                first + tally.trials - 1,
                tally.trials,
                tally.documents,
                tally.refused,
                checked,
                len(kept),
            )
        )
    return 1 if kept else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run the fuzzer for long.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--first", type=int, metavar="SEED", help="first seed; default after the last of the table")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"), metavar="FOLDER")
    parser.add_argument("--no-table", action="store_true", help="do not add the counts to the table")
    return parser.parse_args()


def _next_seed() -> int:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return max((int(row["last_seed"]) + 1 for row in csv.DictReader(file)), default=0)


def _add(row: tuple[object, ...]) -> None:
    with TABLE.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(row)


def _keep(failure: Failure, folder: Path) -> None:
    """Write the smallest trial that fails the same way, its command and its message."""
    place = folder / str(failure.seed)
    small = shrink(trial(failure.seed), failure.signature, place)
    arguments = small.write(place)
    done = run(arguments)
    (place / "command.txt").write_text(f"fivegoods {' '.join(arguments)}\n", encoding="utf-8")
    (place / "message.txt").write_text(
        f"{failure.message}\n\nsmall:\n{done.trouble or done.out}\n{done.err}", encoding="utf-8"
    )
    _say(f"seed {failure.seed}: {failure.signature}\n  in {place}")


def _counts(tally: Tally) -> str:
    failed = len(tally.failures)
    return f"{tally.trials} trials, {tally.documents} documents drawn, {tally.refused} refused, {failed} failed"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
