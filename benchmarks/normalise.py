"""Normalise, aggregate over three levels and rank: time per unit at 1,000 and 10,000 units × 50 indicators.

Prints processor seconds beyond imports and building the criteria. The budget is 3 s for 10,000
units on one machine, and the time per unit must not grow.
"""

from __future__ import annotations

import argparse
import time
from decimal import Decimal
from random import Random

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import Criteria
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.panel.entities import Park
from fivegoods.reading.readers import read_yaml_bytes
from fivegoods.scoring.run import Request, run

INDICATORS = 50


def criteria() -> CriteriaFile:
    """Return 50 min-max indicators below 10 groups below 2 pillars, all equally weighted means."""
    fields = "".join(f"  f{i}: {{name: F, unit: 万元}}\n" for i in range(INDICATORS))
    rule = "rule: {kind: goalposts, worst: {stat: min}, best: {stat: max}}"
    tree = ""
    for pillar in range(2):
        tree += f"  p{pillar}:\n    name: P\n    weight: 1\n    method: mean\n    dimensions:\n"
        for group in range(5):
            tree += f"      g{pillar}{group}:\n        name: G\n        weight: 1\n"
            tree += "        method: mean\n        indicators:\n"
            for i in range(5):
                field = pillar * 25 + group * 5 + i
                tree += f"          i{field}: {{name: I, weight: 1, unit: 万元, value: f{field}, {rule}}}\n"
    head = "name: Benchmark\nstatus: example\nsources: {}\nmethod: mean\n"
    text = f"{head}fields:\n{fields}dimensions:\n{tree}"
    documents, _ = read_yaml_bytes("benchmark.yaml", text.encode(), "0" * 64)
    return CriteriaFile("benchmark", "1", Criteria.model_validate(documents[0].data), documents[0])


def units(file: CriteriaFile, count: int) -> list[Park]:
    """Return units with random figures."""
    random = Random(1)
    names, name = list(file.criteria.fields), LocalText(zh="x")
    return [
        Park(
            f"u{n}",
            name,
            2024,
            {},
            {f: Decimal(random.randint(0, 10**6)) / 100 for f in names},
            file.origin,
        )
        for n in range(count)
    ]


def seconds(file: CriteriaFile, count: int) -> float:
    """Return the processor seconds that scoring and ranking ``count`` units takes."""
    plan, _ = build_plan(file)
    assert plan is not None
    parks = units(file, count)
    start = time.process_time()
    run(Request(plan, parks))
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="*", default=[1000, 10000])
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    file = criteria()
    for count in options.units:
        best = min(seconds(file, count) for _ in range(options.repeat))
        print(f"{count:>7} units × {INDICATORS}: {best:6.2f} s, {best / count * 1e6:7.1f} µs per unit")


if __name__ == "__main__":
    main()
