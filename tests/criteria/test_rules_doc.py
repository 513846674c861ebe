"""docs/rules.md is what the code and the gallery say, and leaves no catalogue entry out."""

from __future__ import annotations

import importlib.util
import re
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from fivegoods.expressions.functions import FUNCTIONS
from scoring.scoring_support import criteria_of, indicator_of, park_of, run_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rules.md"

#: The rule catalogue: A1–A13, B1–B21, C1–C15, D1–D20.
ENTRIES = [f"{letter}{n}" for letter, most in (("A", 13), ("B", 21), ("C", 15), ("D", 20)) for n in range(1, most + 1)]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_rules_doc", ROOT / "scripts" / "make_rules_doc.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_pages_are_fresh(pytestconfig):
    for page, text in script().pages().items():
        if pytestconfig.getoption("--update"):
            page.write_text(text, encoding="utf-8")
        assert page.read_text("utf-8") == text, "run scripts/make_rules_doc.py and read the diff"


CRITERIA = """
fields:
  tax: {name: Tax, unit: 万元}
  land: {name: Land, unit: 亩}
  patents: {name: Patents, unit: 件}
groups: {level: {name: Level, values: {national: National}}}
adjustments: {fire: {name: Fire, event: fire, each: 0}}
indicators:
  density: {name: D, points: 10, unit: 万元/亩, value: tax / land, rule: {kind: goalposts, worst: 0, best: 2.5}}
  it: {name: It, points: 1, VALUE}
"""


@pytest.mark.parametrize(("name", "example", "result"), [row[:3] for row in script().FUNCTION_TABLE])
def test_every_example_of_a_function_comes_to_what_the_pages_say(name, example, result):
    number, _, unit = result.partition(" ")
    rule = "rule: {kind: choice, points: {yes: 1, no: 0}}" if number == "no" else "rule: {kind: as_points}"
    value = f"value: '{example}', {rule}" + (f", unit: '{unit}'" if unit else "")
    file = criteria_of(CRITERIA.replace("VALUE", value))

    def park(key, tax, land, **rest):
        return park_of(file, key, {"tax": tax, "land": land}, groups={"level": "national"}, **rest)

    its = park("it", 120, 60, events=[{"kind": "fire", "count": 2}])
    others = [park("it", 100, 70, year=2023), park("it", 80, 70, year=2022), park("peer", 300, 60, year=2023)]
    run = run_of(file, [its, park("peer", 360, 60)], others=others, other_score=lambda *_: Decimal(75))
    found = indicator_of(run.of("it"), "it").value
    assert found is False if number == "no" else round(found, 12) == Decimal(number)
    assert example.startswith(f"{name}(")


def test_every_function_has_an_example():
    assert [row[0] for row in script().FUNCTION_TABLE] == [*FUNCTIONS]


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_catalogue_entry_has_a_row(entry):
    assert re.search(rf"^\| {entry} \| ", PAGE.read_text("utf-8"), re.MULTILINE)
