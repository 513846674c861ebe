"""Whole criteria: the program against an independent scorer in fractions, and that scorer against worked examples."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from oracle import program
from oracle.compare import differences
from oracle.panel import Criteria
from oracle.quantities import number, rounded
from oracle.whole import run, scored

ROOT = Path(__file__).parents[2]
PACKS = sorted(path for path in (ROOT / "criteria").glob("*/*.yaml"))
SAMPLES = {
    "demo": ("demo-parks/2024", "demo-2024", 2024), "meizhou-2016": ("meizhou-parks/2016", None, 2016),
    "hunan": ("hunan-five-goods/2021", "hunan-2020", 2021),
}  # fmt: skip


class Loader(yaml.SafeLoader):
    """Reads numbers exactly."""


Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(node.value))
Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def test_program_and_oracle_agree():
    tally = run(range(9))
    assert tally.cases == 9
    assert not tally.differences, "\n".join(f"seed {seed}: {each}" for seed, each in tally.differences)


@pytest.mark.slow
def test_program_and_oracle_agree_on_many():
    tally = run(range(1000, 1400))
    assert tally.scores > 4000
    assert not tally.refused
    assert not tally.differences, "\n".join(f"seed {seed}: {each}" for seed, each in tally.differences)


@pytest.mark.parametrize("name", SAMPLES)
def test_program_and_oracle_agree_on_the_samples(name):
    criteria, benchmarks, year = SAMPLES[name]
    path, values = ROOT / "criteria" / f"{criteria}.yaml", []
    parks = [read(each) for each in sorted((ROOT / "samples" / name).glob("*.yaml"))]
    file = ROOT / "samples/benchmarks" / f"{benchmarks}.yaml" if benchmarks else None
    if file:
        values = read(file)["values"]
    theirs = program.ranked(path, ROOT / "samples" / name, benchmarks=file, years=(year - 1, year))
    scorer, ours = scored(Criteria(read(path)), parks, values, year=year)
    assert len(theirs["parks"]) == len(ours.scores) > 3
    assert not [str(each) for each in differences(theirs, ours, scorer)]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_oracle_meets_the_worked_examples(path):
    document = read(path)
    criteria, cases = Criteria(document), document.get("cases", ())
    assert cases
    assert not [f"{case['name']}: {name}" for case in cases for name in missed(criteria, case)]


def missed(criteria, case):
    """Return what the oracle does not find as a worked example says it."""
    parks = [("case", case)]
    for peer in case.get("peers", ()):
        parks += [(f"peer-{len(parks)}-{i}", peer) for i in range(int(peer.get("count", 1)))]
    documents = [{**park, "id": name, "year": 2001} for name, park in parks]
    documents += [{**park, "id": name, "year": 2000, "data": park["previous"], "points": {}, "events": []}
                  for name, park in parks if park.get("previous")]  # fmt: skip
    _, ranking = scored(criteria, documents, case.get("benchmarks", ()), year=2001)
    score, decimals = ranking.scores["case"], int(case.get("decimals", 6))
    grades = Counter(each.grade for each in ranking.scores.values())
    known = {"possible": score.possible, "coverage": score.root.covered, "total": score.points, **score.totals,
             "grade": score.grade or "-", "honours": "lost" if score.honours_lost else "kept",
             "boards": [board.id for board in ranking.boards if "case" in board.entries],
             "rank": score.unranked or score.rank}  # fmt: skip
    expected = dict(case["expect"])
    pairs = [(name, score.parts[name].value, value) for name, value in expected.pop("values", {}).items()]
    pairs += [(name, grades[name], number) for name, number in expected.pop("grades", {}).items()]
    for name, value in expected.items():
        part = score.parts.get(name) if name != "total" else None
        pairs.append((name, (part.outcome if value in OUTCOMES else part.points) if part else known[name], value))
    return [name for name, found, value in pairs if not near(found, value, decimals)]


OUTCOMES = ("scored", "missing", "not_applicable", "no_reference", "overridden", "voided")


def near(found, expected, decimals):
    """Whether a figure is as expected, at so many decimals."""
    if isinstance(found, Fraction):
        return rounded(found, decimals) == rounded(number(expected), decimals)
    return found == expected
