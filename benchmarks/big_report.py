"""What the report of 170,000 enterprises costs beside the run itself: seconds, peak memory and size by format.

    python benchmarks/big_report.py [UNITS]

The table and criteria are those of big_table.py. Each format is written by a process of its own that
does all that `fivegoods rank TABLE -o FILE` does; "none" reads, checks, scores and ranks, and writes
nothing. Ratios are to that. The budget: no format takes 200 MB more than the run; CSV at most half as
long again, text and Markdown (which align columns and list every gap) twice and a half as long, a workbook four times.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from big_table import LARGE, write_criteria, write_table

FORMATS = ("none", "csv", "txt", "md", "html", "json", "xlsx")
MEASURED = """
import json, resource, sys, time
start = time.perf_counter()
table, criteria, output = sys.argv[1:]
if output:
    from fivegoods.cli import main
    code = main(["rank", table, "--criteria", criteria, "-o", output, "-q"])
else:
    import gc
    gc.set_threshold(100_000)
    from fivegoods import api
    code = 0 if api.open_run([table], criteria=criteria).run else 2
assert code == 0, code
print(json.dumps({
    "seconds": time.perf_counter() - start,
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def measured(table: Path, criteria: Path, output: Path | None) -> dict[str, float]:
    command = [sys.executable, "-c", MEASURED, str(table), str(criteria), str(output or "")]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {**result, "size": output.stat().st_size / 1e6 if output else 0.0}


def main() -> None:
    units = int(sys.argv[1]) if len(sys.argv) > 1 else LARGE
    with tempfile.TemporaryDirectory() as folder:
        table, criteria = Path(folder) / "table.csv", Path(folder) / "per-mu.yaml"
        write_table(table, units)
        write_criteria(criteria)
        run: dict[str, float] = {}
        for name in FORMATS:
            one = measured(table, criteria, None if name == "none" else Path(folder) / f"ranking.{name}")
            run = run or one
            ratio, more = one["seconds"] / run["seconds"], one["megabytes"] - run["megabytes"]
            print(
                f"{name:<5} {one['seconds']:6.1f} s  {ratio:5.2f} × the run  {one['megabytes']:6.0f} MB  "
                f"{more:+6.0f} MB  {one['size']:8.1f} MB written",
                flush=True,
            )


if __name__ == "__main__":
    main()
