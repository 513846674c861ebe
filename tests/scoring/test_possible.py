"""`possible` is the upper end: no figure that could still come gives more, and some figure gives it."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from scoring.scoring_support import criteria_of, park_of, run_of, score_one

TEXT = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, z: {name: Z, unit: 家}, plan: {name: Plan, kind: yes_no}}
dimensions:
  d:
    name: D
    DIMENSION
    indicators:
      a: {name: A, points: 10, value: x, unit: 家, missing: MISSING, rule: RULE}
      b: {name: B, points: 5, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 100}}
"""
GRID = [
    Decimal(x)
    for x in ("-50", "0", "0.4", "1", "3", "7", "9.5", "10", "12", "15", "20", "40", "99", "100", "101", "1000")
]
LINE = "{kind: goalposts, worst: 0, best: 100}"
RULES = [
    "{kind: goalposts, worst: 0, best: 100, at_most: 7.5, rounded: 0}",
    "{kind: goalposts, worst: 100, best: 0, at_least: 12}",
    "{kind: ratio, to: 10, at_most_times: 1.25, rounded: 0}",
    "{kind: ratio, to: 10, at_most: 3, at_least: 4}",
    "{kind: choice, points: {'yes': 3.4, 'no': 1}, rounded: 0}",
    "{kind: bands, bands: [{from: 10, points: 4}, {from: 1, points: 8.5}], otherwise: 2, rounded: 0}",
    "{kind: bands, bands: [{from: 0, upto: 10, share: 0.2, share_to: 0.7}], otherwise: -1}",
    "{kind: completion, target: 10, extra: {points: 1, at_most: 4}}",
    "{kind: completion, target: 10, extra: {points: 0}}",
    "{kind: completion, target: 10, extra: {points: -1, at_most: 4}}",
    "{kind: steps, start: 10, base: 6, up: {each: 1, points: 1, at_most: 3}, down: {each: 1, points: 1}}",
    "{kind: steps, start: 10, base: 6, up: {each: 1, points: -1}, down: {each: 1, points: -2, at_most: 3}}",
    "{kind: per_unit, points: 2, extra: {count: 4, points: 1, at_most: 3}}",
    "{kind: per_unit, points: 2, extra: {count: 4, points: 0}}",
    "{kind: per_unit, points: -2}",
    "{kind: optimal, zero_below: 0, best_from: 5, best_upto: 9, zero_above: 100, out_of: 100, at_most: 60}",
    "{kind: inverse_ratio, to: 10}",
    "{kind: as_points, at_most: 6.5, rounded: 0}",
]
DIMENSIONS = {
    "none": "",
    "cap": "at_most: 12",
    "low cap": "at_most: 2",
    "mean": "method: mean",
    "geometric": "method: geometric",
    "geometric with a cap": "method: geometric\n    at_most: 4",
    "minimum": "method: minimum",
    "precondition": "needs: plan",
}


def totals(text, missing, figures):
    """Return what a park without the figure could have at most, whether that is open, and what it has with each figure."""
    file = criteria_of(text.replace("MISSING", missing))
    lacking = run_of(file, [park_of(file, "it", {"y": 60})]).of("it")
    with_data = [run_of(file, [park_of(file, "it", {"y": 60, **own})]).of("it").points for own in figures]
    return lacking, with_data


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize("rule", RULES)
def test_no_figure_gives_more_than_possible_and_some_give_it(rule, dimension):
    text = TEXT.replace("RULE", rule).replace("DIMENSION", DIMENSIONS[dimension])
    figures = [{"x": x} for x in GRID]
    if "choice" in rule:
        text = text.replace("value: x, unit: 家", "value: plan")
        figures = [{"plan": "yes"}, {"plan": "no"}]
    elif dimension == "precondition":
        figures = [{**own, "plan": plan} for own, plan in product(figures, ("yes", "no"))]
    lacking, found = totals(text, "interval", figures)
    assert not lacking.possible_is_open
    assert max(found) == lacking.possible
    assert lacking.points <= lacking.possible


@pytest.mark.parametrize(
    ("own", "other"),
    [(LINE, "{kind: ratio, to: 10, at_most: 12.5, rounded: 0}"), ("{kind: ratio, to: 10, at_most: 12}", LINE)],
)
def test_the_alternate_may_bring_more_than_the_rule(own, other):
    missing = f"{{policy: alternate, value: z, rule: {other}}}"
    text = TEXT.replace("RULE", own).replace("DIMENSION", "")
    lacking, found = totals(text, missing, [{name: x} for name in "xz" for x in GRID])
    assert max(found) == lacking.possible
    assert not lacking.possible_is_open


@pytest.mark.parametrize("rule", ["{kind: ratio, to: 10}", "{kind: as_points}", "{kind: per_unit, points: 1}"])
def test_an_open_rule_is_open_until_a_cap_ends_it(rule):
    text = TEXT.replace("RULE", rule).replace("MISSING", "interval")
    for cap, is_open in (("", True), ("at_most: 500", True), ("at_most: 13", False), ("at_most: 8", False)):
        found = score_one(text.replace("DIMENSION", cap), {"y": 60})
        assert (found.possible_is_open, found.possible) == (is_open, 8 if cap == "at_most: 8" else 13)


def test_an_unknown_precondition_over_lost_points_leaves_none_possible():
    text = TEXT.replace("RULE", "{kind: per_unit, points: -2}").replace("MISSING", "interval")
    found = score_one(text.replace("DIMENSION", "needs: plan"), {"x": 10, "y": 0})
    assert (found.points, found.possible) == (-20, 0)
