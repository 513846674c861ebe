"""Time and memory of the robustness analysis: weight draws over 138 parks × 20 indicators, leave-one-out.

Run: python benchmarks/robustness.py
Budgets: 10,000 draws ≤ 1 s beyond imports; leave-one-out over 49 × 51 < 0.2 s; memory does not grow with draws.
"""

from __future__ import annotations

import resource
import sys
import time
from decimal import Decimal
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from scoring_support import criteria_of, park_of, run_of

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.draws.frame import frame_of
from fivegoods.uncertainty.draws.simulate import simulate
from fivegoods.uncertainty.leave_out import leave_one_out
from fivegoods.uncertainty.robustness import Effort, analyse, model_of
from fivegoods.uncertainty.sampling.world import world_of


def made(parks: int, indicators: int) -> Run:
    """Return a run over invented parks in dimensions of four indicators."""
    random = Random(1)
    names = [f"i{n}" for n in range(indicators)]
    fields = "\n".join(f"  {name}: {{name: {name}, unit: '%'}}" for name in names)
    body = "dimensions:\n"
    for start in range(0, indicators, 4):
        body += f"  d{start}:\n    name: d{start}\n    indicators:\n"
        for name in names[start : start + 4]:
            body += (
                f"      {name}: {{name: {name}, unit: '%', points: 5, value: {name}, "
                "rule: {kind: goalposts, worst: 0 %, best: 100 %}}\n"
            )
    file = criteria_of(f"fields:\n{fields}\n{body}")
    figures = [{name: Decimal(random.randint(0, 10_000)) / 100 for name in names} for _ in range(parks)]
    return run_of(file, [park_of(file, f"p{n}", data) for n, data in enumerate(figures)])


def memory() -> float:
    """Return the largest resident memory so far in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    run = made(138, 20)
    declared = Uncertainty.model_validate({"weights": {"by": "20%"}})
    started = time.perf_counter()
    analyse(run, declared, Effort(draws=10_000))
    print(f"robustness, 10,000 draws, 138 × 20, leave-one-out and drivers: {time.perf_counter() - started:.2f} s")
    frame = frame_of(run)
    model = model_of(run, frame, declared, Effort())
    for draws in (10_000, 20_000, 40_000, 80_000):
        started = time.perf_counter()
        simulate(model, draws, 1)
        print(f"{draws:>7,} draws: {time.perf_counter() - started:.2f} s, at most {memory():.0f} MB")
    started = time.perf_counter()
    simulate(model, 40_000, 1, jobs=2)
    print(f" 40,000 draws, two jobs: {time.perf_counter() - started:.2f} s")
    wide = frame_of(made(51, 49))
    world = world_of(wide)
    started = time.perf_counter()
    leave_one_out(wide, world, model_of(wide.run, wide, declared, Effort()).ranker)
    print(f"leave-one-out, 49 indicators × 51 parks: {time.perf_counter() - started:.3f} s")


if __name__ == "__main__":
    main()
