"""Rank and grade 170,000 enterprises from one CSV, and 1,700 for comparison: time per unit and memory.

    python benchmarks/big_table.py [UNITS]

The criteria are those of huangyan-per-mu with its six indicators for above-scale enterprises, and
grades A to D by share. Figures are random, from a fixed seed. Each run is a process of its own and
does all that `fivegoods rank` does up to the report: read, check, score, rank, grade. The budget:
10 s, 1.5 GB, and a time per unit of at most 1.3 times that of the small table.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

SMALL = 1_700
LARGE = 170_000
FIELDS = {
    "评价税收（万元）": (0, 3000, 2),
    "用地面积（亩）": (1, 200, 1),
    "工业增加值（万元）": (10, 20000, 2),
    "综合能耗（等价值）（吨标煤）": (1, 9000, 0),
    "主要污染物排放量（吨）": (1, 50, 2),
    "年平均职工人数（人）": (5, 900, 0),
    "R&D 经费支出（万元）": (0, 900, 2),
    "主营业务收入（万元）": (1000, 40000, 2),
}
GRADES = """
grades:
  by: share
  levels:
    - {id: A, share: 0.2, round: floor}
    - {id: B, share: 0.5, round: floor}
    - {id: C, rest: true}
    - {id: D, share: 0.05, round: ceil}
"""
MEASURED = """
import json, resource, sys, time
start = time.perf_counter()
from fivegoods import api
imported = time.perf_counter()
opened = api.open_run([sys.argv[1]], criteria=sys.argv[2])
done = time.perf_counter()
assert opened.run is not None, opened.findings[:3]
grades = {}
for score in opened.run.scores:
    grades[score.grade] = grades.get(score.grade, 0) + 1
print(json.dumps({
    "imports": imported - start, "seconds": done - imported, "units": len(opened.run.scores), "grades": grades,
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def write_table(path: Path, units: int) -> None:
    rng = random.Random(20241122)
    with path.open("w", encoding="utf-8") as out:
        out.write(",".join(["标识", "名称", "年度", "规模", *FIELDS]) + "\n")
        for number in range(units):
            figures = [f"{rng.uniform(low, high):.{places}f}" for low, high, places in FIELDS.values()]
            if rng.random() < 0.05:
                figures[4] = ""
            out.write(f"e{number},企业{number},2022,规上企业,{','.join(figures)}\n")


def write_criteria(path: Path) -> None:
    text = (Path(__file__).parents[1] / "criteria/huangyan-per-mu/2022.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("\ncases:", f"{GRADES}cases:"), encoding="utf-8")


def measured(table: Path, criteria: Path) -> dict[str, float]:
    command = [sys.executable, "-c", "import gc; gc.set_threshold(100_000)\n" + MEASURED, str(table), str(criteria)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    units = int(sys.argv[1]) if len(sys.argv) > 1 else LARGE
    with tempfile.TemporaryDirectory() as folder:
        criteria = Path(folder) / "per-mu.yaml"
        write_criteria(criteria)
        results = []
        for count in (SMALL, units):
            table = Path(folder) / f"{count}.csv"
            write_table(table, count)
            results.append(min((measured(table, criteria) for _ in range(2)), key=lambda one: one["seconds"]))
    for one in results:
        seconds, per_unit = one["seconds"], one["seconds"] / one["units"] * 1e6
        print(f"{one['units']:>7} units  {seconds:6.2f} s  {per_unit:5.1f} µs per unit  {one['megabytes']:5.0f} MB")
    small, large = (one["seconds"] / one["units"] for one in results)
    print(f"time per unit, large to small: {large / small:.2f}   grades: {results[-1]['grades']}")


if __name__ == "__main__":
    main()
