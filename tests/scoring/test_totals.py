"""Further totals, blended totals, and the score of another criteria file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fivegoods.criteria.plan.compile import build_plan
from fivegoods.explain.whole import derive_total
from fivegoods.nested_criteria import OtherCriteria
from fivegoods.scoring.run import run
from scoring.scoring_support import criteria_of, indicator_of, park_of, request_of, rounded, run_of, score_one

D = Decimal
TEXT = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, on: {name: On, kind: yes_no}}
indicators:
  a: {name: A, points: 60, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, points: 40, applies: "not on", value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
totals:
  target: {name: Target, weights: {a: 10, b: 30}}
  effect: {name: Effect, weights: {a: 5}}
  blended: {name: Blended, weights: {total: 70, target: 30}}
"""


def test_two_weight_sets_give_two_totals_and_totals_blend():
    score = score_one(TEXT, {"x": 8, "y": 5, "on": "no"})
    assert score.points == 68  # 48 + 20
    assert score.totals["target"] == 23  # 10 × 0.8 + 30 × 0.5
    assert score.totals["effect"] == 4
    assert rounded(score.totals["blended"]) == D("64.85")  # 70 × 0.68 + 30 × 23 ÷ 40


def test_what_does_not_apply_leaves_its_weight_to_the_others():
    score = score_one(TEXT, {"x": 8, "on": "yes"})
    assert score.totals["target"] == 32  # 40 × 0.8


def test_what_is_left_out_leaves_its_weight_to_the_others_but_not_where_all_is_void():
    text = TEXT.replace("weights: {total: 70, target: 30}", "weights: {total: 60, target: 40}")
    text = text.replace('applies: "not on"', "missing: exclude")
    score = score_one(text, {"x": 10})
    assert (score.points, score.totals["target"], score.totals["blended"]) == (100, 40, 100)
    void = "adjustments: {v: {name: V, when: 'on', effects: [{void: b}]}}\n"
    assert score_one(text + void, {"x": 10, "on": "yes"}).totals["target"] == 10


def test_a_total_orders_a_board():
    file = criteria_of(TEXT + "boards: {t: {name: T, by: target, size: 1}}\n")
    parks = [park_of(file, "a", {"x": 10, "y": 1, "on": "no"}), park_of(file, "b", {"x": 1, "y": 9, "on": "no"})]
    result = run_of(file, parks)
    assert [s.park.id for s in result.scores] == ["a", "b"]
    assert [e.park.park.id for e in result.boards[0].entries] == ["b"]


PROVINCE = """
fields: {x: {name: X, unit: 万元}}
indicators: {p: {name: P, points: 100, value: x, unit: 万元, rule: {kind: goalposts, worst: 0, best: {stat: max}}}}
"""
CITY = """
fields: {x: {name: X, unit: 亿元}, y: {name: Y, unit: 家}}
indicators:
  province: {name: Province, points: 70, value: 'score("province/1")', unit: 分, rule: {kind: goalposts, worst: 0, best: 100}}
  city: {name: City, points: 30, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""


def nested(files, outer, *rows):
    file = files[outer]
    plan, findings = build_plan(file)
    assert plan is not None, findings
    request = request_of(plan, [park_of(file, f"p{i}", row) for i, row in enumerate(rows)])

    def load(name):
        return files.get(name), []

    return run(replace(request, other_score=OtherCriteria(request, load)))


def test_seventy_percent_province_and_thirty_percent_city():
    # five-goods.md §6.2, Wuhu 2019: 70 % + 30 %; the figures are converted (亿元 → 万元).
    files = {"province/1": criteria_of(PROVINCE, "province"), "city/1": criteria_of(CITY, "city")}
    result = nested(files, "city/1", {"x": 1, "y": 5}, {"x": 2, "y": 0})
    assert indicator_of(result.of("p0"), "province").value == 50
    assert result.of("p0").points == 50  # 70 × 0.5 + 30 × 0.5
    assert result.of("p1").points == 70


def test_an_incomplete_nested_score_is_missing_not_low():
    files = {"province/1": criteria_of(PROVINCE, "province"), "city/1": criteria_of(CITY, "city")}
    result = nested(files, "city/1", {"y": 5}, {"x": 2, "y": 0}, {"x": 1, "y": 0})
    found = indicator_of(result.of("p0"), "province")
    assert (found.outcome, found.reason) == ("missing", "incomplete:province/1")


def test_a_circle_of_criteria_gives_no_score_and_ends():
    circle = CITY.replace("province/1", "city/1")
    files = {"city/1": criteria_of(circle, "city")}
    found = indicator_of(nested(files, "city/1", {"x": 1, "y": 5}).of("p0"), "province")
    assert (found.outcome, found.reason) == ("missing", "no_criteria:city/1")


def test_a_longer_circle_ends_too():
    one = criteria_of(CITY.replace("province/1", "two/1"), "one")
    two = criteria_of(CITY.replace("province/1", "one/1"), "two")
    found = indicator_of(nested({"one/1": one, "two/1": two}, "one/1", {"x": 1, "y": 5}).of("p0"), "province")
    assert (found.outcome, found.reason) == ("missing", "incomplete:two/1")


def test_criteria_nobody_has():
    found = indicator_of(nested({"city/1": criteria_of(CITY, "city")}, "city/1", {"x": 1, "y": 5}).of("p0"), "province")
    assert found.reason == "no_criteria:province/1"


VOIDS = """
fields: {x: {name: X, unit: 家}}
dimensions:
  one: {name: One, indicators: {a: {name: A, points: 60, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
  two: {name: Two, indicators: {b: {name: B, points: 40, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
totals: {target: {name: Target, weights: {a: 50, b: 50}}}
adjustments: {veto: {name: Veto, event: veto, effects: [{void: SCOPE}]}}
"""


@pytest.mark.parametrize(("scope", "total", "target"), [("one", 20, 25), ("a", 20, 25), ("total", 0, 0)])
def test_a_veto_holds_in_the_further_totals_too(scope, total, target):
    file = criteria_of(VOIDS.replace("SCOPE", scope))
    result = run_of(file, [park_of(file, "it", {"x": 5}, events=[{"kind": "veto"}])])
    score = result.of("it")
    assert (score.points, score.totals["target"]) == (total, target)
    told = next(step for step in derive_total(result, score) if step.kind == "further_total")
    assert told.result == target


def test_a_void_total_leaves_nothing_open():
    text = VOIDS.replace("SCOPE", "total").replace("kind: goalposts, worst: 0, best: 10", "kind: ratio, to: 10")
    score = score_one(text, {}, events=[{"kind": "veto"}])
    assert (score.points, score.possible, score.possible_is_open) == (0, 0, False)
    assert score_one(text, {}).possible_is_open
