"""Criteria and parks for tests of robustness: shares of full points are given directly."""

from fivegoods.scoring.scores import Run
from scoring.scoring_support import criteria_of, park_of, run_of

FIELD = "  {name}: {{name: {name}, unit: '%'}}"
INDICATOR = """      {name}:
        name: {name}
        unit: '%'
        {weight}
        value: {name}
        rule: {{kind: goalposts, worst: 0 %, best: 100 %}}
"""


def flat_run(shares: dict[str, list[int]], points: list[int], extra: str = "", method: str = "sum") -> Run:
    """Return a run of parks with these percentages of full points on indicators a, b, c, …"""
    names = [chr(ord("a") + i) for i in range(len(points))]
    fields = "\n".join(FIELD.format(name=name) for name in names)
    body = "".join(
        INDICATOR.format(name=name, weight=f"points: {full}") for name, full in zip(names, points, strict=True)
    )
    text = f"fields:\n{fields}\nmethod: {method}\ndimensions:\n  all:\n    name: All\n    indicators:\n{body}{extra}"
    file = criteria_of(text)
    parks = [park_of(file, key, dict(zip(names, row, strict=True))) for key, row in shares.items()]
    return run_of(file, parks)
