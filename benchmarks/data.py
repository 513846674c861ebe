"""Tables and criteria of every size, from a fixed seed: invented figures of invented units."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
#: Header → smallest, largest, decimals; the fields of the per-mu criteria.
PER_MU = {
    "评价税收（万元）": (0, 3000, 2), "用地面积（亩）": (1, 200, 1), "工业增加值（万元）": (10, 20000, 2),
    "综合能耗（等价值）（吨标煤）": (1, 9000, 0), "主要污染物排放量（吨）": (1, 50, 2),
    "年平均职工人数（人）": (5, 900, 0), "R&D 经费支出（万元）": (0, 900, 2), "主营业务收入（万元）": (1000, 40000, 2),
}  # fmt: skip
GRADES = """
grades:
  by: share
  levels:
    - {id: A, share: 0.2, round: floor}
    - {id: B, share: 0.5, round: floor}
    - {id: C, rest: true}
    - {id: D, share: 0.05, round: ceil}
"""


def enterprises(folder: Path, count: int) -> tuple[Path, Path]:
    """Write ``count`` enterprises with 8 fields, 6 indicators and grades by share; return table and criteria."""
    criteria, table = folder / "per-mu.yaml", folder / f"enterprises-{count}.csv"
    if not criteria.exists():
        pack = (ROOT / "criteria" / "huangyan-per-mu" / "2022.yaml").read_text(encoding="utf-8")
        criteria.write_text(pack.replace("\ncases:", GRADES + "cases:"), encoding="utf-8")
    if not table.exists():
        random = Random(7)
        with table.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["标识", "名称", "年度", "规模", *PER_MU])
            for unit in range(count):
                cells = [f"{random.uniform(low, high):.{places}f}" for low, high, places in PER_MU.values()]
                if random.random() < 0.05:
                    cells[4] = ""  # emissions are missing for some: the group's mean stands in
                out.writerow([f"e{unit}", f"企业{unit}", 2022, "规上企业", *cells])
    return table, criteria


def groups_of(indicators: int) -> list[list[list[int]]]:
    """Return the numbers of indicators by pillar and group: 25 to a pillar, 5 to a group."""
    pillars = max(1, indicators // 25)
    starts = [pillar * (indicators // pillars) for pillar in range(pillars)] + [indicators]
    inside = [list(range(start, end)) for start, end in zip(starts, starts[1:], strict=False)]
    return [[numbers[at : at + 5] for at in range(0, len(numbers), 5)] for numbers in inside]


def parks(folder: Path, count: int, indicators: int, method: str = "mean") -> tuple[Path, Path]:
    """Write ``count`` parks with min-max indicators on three levels; return table and criteria."""
    criteria, table = folder / f"parks-{indicators}-{method}.yaml", folder / f"parks-{count}-{indicators}.csv"
    lines = [f"name: Benchmark {indicators}", "status: example", "sources: {}", f"method: {method}", "fields:"]
    lines += [f"  f{n}: {{name: F{n}, unit: 万元}}" for n in range(indicators)]
    lines += ["dimensions:"]
    share = "weight: 1" if method == "mean" else ""
    for p, groups in enumerate(groups_of(indicators)):
        lines += [f"  p{p}:", f"    name: P{p}", f"    method: {method}", *([f"    {share}"] if share else [])]
        lines += ["    dimensions:"]
        for g, numbers in enumerate(groups):
            lines += [f"      g{p}x{g}:", f"        name: G{p}x{g}", f"        method: {method}"]
            lines += [f"        {share}"] if share else []
            lines += ["        indicators:"]
            weight = "weight: 1" if method == "mean" else "points: 5"
            rule = "rule: {kind: goalposts, worst: {stat: min}, best: {stat: max}}"
            lines += [f"          i{n}: {{name: I{n}, {weight}, unit: 万元, value: f{n}, {rule}}}" for n in numbers]
    criteria.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if not table.exists():
        random = Random(1)
        with table.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["标识", "名称", "年度", *(f"F{n}（万元）" for n in range(indicators))])
            for unit in range(count):
                figures = (f"{random.randint(0, 10**6) / 100:.2f}" for _ in range(indicators))
                out.writerow([f"u{unit}", f"园区{unit}", 2024, *figures])
    return table, criteria
