"""Every kind of rule states points or shares of its full points; what it states stays what it is under weights."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from fivegoods.explain.indicator import derive
from scoring.scoring_support import criteria_of, indicator_of, park_of, rounded, run_of, score_one

ONE = """
fields:
  x: {name: X, unit: 家}
  stage: {name: Stage, kind: choice, choices: {good: Good, fair: Fair, bad: Bad}}
  met: {name: Met, kind: yes_no}
indicators:
  a: {name: A, weight: 60, FORM}
  b: {name: B, weight: 40, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 100}}
"""


def points(form, data, peers=(), **rest):
    return rounded(indicator_of(score_one(ONE.replace("FORM", form), data, peers, **rest), "a").points)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("value: stage, rule: {kind: choice, share: {good: 1, fair: 0.8, bad: 0}}", "48"),
        ("value: stage, rule: {kind: choice, out_of: 100, points: {good: 100, fair: 80, bad: 0}}", "48"),
        ('value: met, rule: {kind: choice, share: {"是": 0.5, "否": 0}}', "30"),
        ("value: x, unit: 家, rule: {kind: bands, bands: [{from: 10, share: 0.6}, {below: 10, share: 0.3}]}", "36"),
        ("value: x, unit: 家, rule: {kind: bands, bands: [{from: 20, share: 0.6}, {share: 0.2}]}", "12"),
        ("value: x, unit: 家, rule: {kind: bands, out_of: 100, bands: [{from: 10, points: 60}], otherwise: 20}", "36"),
        ("value: x, unit: 家, rule: {kind: bands, out_of: 100, bands: [{from: 20, points: 60}], otherwise: 20}", "12"),
        ("value: x, unit: 家, rule: {kind: per_unit, share: 0.05}", "36"),
        ("value: x, unit: 家, rule: {kind: per_unit, points: 5, out_of: 100}", "36"),
        ("value: x, unit: 家, rule: {kind: per_unit, share: 0.1, extra: {count: 10, share: 0.05, at_most_share: 0.08}}", "64.8"),
        ("value: x, unit: 家, rule: {kind: steps, start: 10, base_share: 0.8, up: {each: 1, share: 0.05}}", "54"),
        ("value: x, unit: 家, rule: {kind: steps, start: 10, base: 80, out_of: 100, up: {each: 1, points: 5, at_most: 15}}", "54"),
        ("value: x, unit: 家, rule: {kind: steps, start: 14, base_share: 0.8, down: {each: 1, share: 0.1}}", "36"),
        ("value: x, unit: 家, rule: {kind: completion, target: 10, extra: {share: 0.01, at_most_share: 0.1}}", "66"),
        ("value: x, unit: 家, rule: {kind: completion, target: 10, extra: {points: 1}, out_of: 100}", "72"),
        ("value: x * 5, unit: 家, rule: {kind: as_points, out_of: 100}", "36"),
        ("rule: {kind: manual, out_of: 100}", "51"),
        ("value: x, unit: 家, rule: {kind: ratio, to: 10, at_most: 110, out_of: 100}", "66"),
        ("value: x, unit: 家, rule: {kind: ratio, to: 10, at_most: 70}", "70"),
        ("value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 36, rounded: 0, out_of: 100}", "20"),
        ("value: x, unit: 家, rule: {kind: bands, out_of: 7, bands: [{from: 10, points: 2}], rounded: 1}", "17.1"),
    ],
)  # fmt: skip
def test_shares_and_points_out_of_so_many(form, expected):
    # 60 full points; 12 firms, stage fair, met; 85 of 100 by hand.
    data = {"x": 12, "stage": "fair", "met": "yes"}
    given = {"a": 85} if "manual" in form else {}
    assert points(form, data, points=given) == D(expected)


def test_ranks_and_scores_convert_too():
    peers = [{"x": 10}, {"x": 14}, {"x": 16}]
    z = "value: x, unit: 家, rule: {kind: z_score, centre: 50, spread: 10, out_of: 100, at_most: 100, at_least: 0}"
    # Mean 13, deviation √5: 60 % of 50 − 10 ÷ √5.
    assert points(z, {"x": 12}, peers) == rounded(D("0.6") * (50 - 10 / D(5).sqrt()))
    drop = "value: x, unit: 家, rule: {kind: rank_points, drop: 0.1, out_of: 1}"
    assert points(drop, {"x": 12}, peers) == 48
    assert points(drop.replace("drop: 0.1, out_of: 1", "share: 0.1"), {"x": 12}, peers) == 48
    share = "value: x, unit: 家, rule: {kind: rank_share, bands: [{upto: 0.5, share: 1}, {above: 0.5, share: 0.5}]}"
    assert points(share, {"x": 12}, peers) == 30


def test_the_derivation_shows_the_conversion():
    score = score_one(
        ONE.replace("FORM", "value: stage, rule: {kind: choice, out_of: 100, points: {fair: 80}}"), {"stage": "fair"}
    )
    steps = {step.kind: step for step in derive(score, indicator_of(score, "a"))}
    assert (steps["rule"].formula, steps["cap"].formula, steps["cap"].result) == ("80", "80 × 60 ÷ 100", 48)
    by_hand = score_one(ONE.replace("FORM", "rule: {kind: manual, out_of: 100}"), {}, points={"a": 85})
    given = next(step for step in derive(by_hand, indicator_of(by_hand, "a")) if step.kind == "given")
    assert (given.formula, given.result) == ("85 × 60 ÷ 100", 51)


LINES = """
fields: {done: {name: Done, unit: "%"}}
indicators:
  a:
    name: A
    points: 100
    value: done
    unit: "%"
    rule: {kind: bands, bands: [{from: 100, points: 100}, {from: 80, below: 100, points: 60, points_to: 90}, {from: 50, below: 80, share: 0.2, share_to: 0.6}]}
"""


@pytest.mark.parametrize(
    ("done", "expected"), [(120, 100), (100, 100), ("99.99", "89.985"), (90, 75), (80, 60), (65, 40), (50, 20), (49, 0)]
)
def test_points_are_linear_inside_a_band(done, expected):
    assert rounded(score_one(LINES, {"done": done}).points) == D(expected)


def test_a_line_says_itself_and_is_derived():
    score = score_one(LINES, {"done": 90})
    assert "[80, 100) 60 分 到 90 分（线性）" in indicator_of(score, "a").plan.rule.words().within("zh")
    step = next(s for s in derive(score, indicator_of(score, "a")) if s.kind == "rule")
    assert step.formula == "60 + (90 − 60) × (90 − 80) ÷ 20"


LEFT_OUT = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}}
dimensions:
  one:
    name: One
    weight: 50
    indicators:
      a: {name: A, weight: 60, value: x, unit: 家, RULE, missing: exclude}
      b: {name: B, weight: 40, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}, missing: exclude}
  two: {name: Two, weight: 50, indicators: {c: {name: C, weight: 1, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
"""


@pytest.mark.parametrize(
    "rule",
    [
        "rule: {kind: bands, bands: [{from: 10, points: 30}, {points: 15}]}",
        "rule: {kind: bands, bands: [{from: 10, share: 1}, {share: 0.5}]}",
        "rule: {kind: goalposts, worst: 0, best: 10}",
        "rule: {kind: steps, start: 5, base: 15, up: {each: 1, points: 3}}",
        "rule: {kind: per_unit, points: 3, at_most: 30}",
    ],
)
def test_what_is_left_out_is_carried_whether_a_rule_states_points_or_shares(rule):
    text = LEFT_OUT.replace("RULE", rule)
    best, half = score_one(text, {"x": 10}), score_one(text, {"x": 5})
    assert (rounded(best.points), rounded(half.points), best.full) == (100, 50, 100)
    assert indicator_of(best, "a").full == 30
    file = criteria_of(text)
    run = run_of(file, [park_of(file, "it", {"y": 5})])
    assert rounded(run.of("it").points) == 25
    assert rounded(run.of("it").possible) == 75  # C is missing


def test_where_a_dimension_does_not_apply_the_other_carries_all():
    text = LEFT_OUT.replace("RULE", "rule: {kind: bands, bands: [{from: 10, points: 30}]}").replace(
        "two: {name: Two,", 'two: {name: Two, applies: "no",'
    )
    assert rounded(score_one(text, {"x": 10, "y": 10}).points) == 100
    assert rounded(score_one(text, {"x": 10}).points) == 100


def test_what_can_carry_no_points_is_not_in_force():
    text = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}}
dimensions:
  one: {name: One, indicators: {a: {name: A, points: 10, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
  two:
    name: Two
    indicators:
      b: {name: B, points: 10, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}, missing: exclude}
      ZERO
"""
    nothing = "c: {name: C, points: 0, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}"
    for zero in ("", nothing):
        assert rounded(score_one(text.replace("ZERO", zero), {"x": 5}).points) == 10


@pytest.mark.parametrize("measure", ["points", "weight"])
def test_a_dimension_that_weighs_nothing_for_a_group_does_not_apply(measure):
    text = f"""
fields: {{x: {{name: X, unit: 家}}, y: {{name: Y, unit: 家}}}}
groups: {{type: {{name: T, values: {{zone: Z, resort: R}}}}}}
dimensions:
  one: {{name: One, {measure}: 50, indicators: {{a: {{name: A, points: 50, value: x, unit: 家, rule: {{kind: goalposts, worst: 0, best: 10}}}}}}}}
  two: {{name: Two, {measure}: 50, indicators: {{b: {{name: B, points: {{by: type, is: {{zone: 50, resort: 0}}}}, value: y, unit: 家, rule: {{kind: goalposts, worst: 0, best: 10}}, missing: group_mean}}}}}}
"""
    file = criteria_of(text)
    run = run_of(file, [
        park_of(file, "resort", {"x": 10}, groups={"type": "resort"}),
        park_of(file, "zone", {"x": 10, "y": 5}, groups={"type": "zone"}),
        park_of(file, "gap", {"x": 10}, groups={"type": "zone"}),
    ])  # fmt: skip
    resort = run.of("resort")
    assert indicator_of(resort, "b").outcome == "not_applicable"
    assert (resort.points, resort.full) == ((50, 50) if measure == "points" else (100, 100))
    assert resort.coverage == 1
    assert rounded(indicator_of(run.of("gap"), "b").points) == 25  # the mean of the zone alone
