"""Putting parts together: sums, means, zeros, caps, preconditions, intervals, coverage. Worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.scoring_support import indicator_of, node_of, rounded, score_one

D = Decimal
HEAD = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, ok: {name: Ok, kind: yes_no}}
"""
TWO = (
    HEAD
    + """
METHOD
indicators:
  a: {name: A, weight: 3, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10, outside: extend}}
  b: {name: B, weight: 1, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10, outside: extend}}
"""
)


@pytest.mark.parametrize(
    ("method", "x", "y", "points"),
    [
        ("sum", 4, 8, D(50)),  # 75 × 0.4 + 25 × 0.8
        ("mean", 4, 8, D(50)),
        ("geometric", 4, 8, D("47.568285")),  # 100 × 0.4^0.75 × 0.8^0.25
        ("harmonic", 4, 8, D("45.714286")),  # 100 ÷ (0.75 ÷ 0.4 + 0.25 ÷ 0.8)
        ("minimum", 4, 8, D(40)),
        ("geometric", 0, 8, D(0)),
        ("harmonic", 0, 8, D(0)),
        ("minimum", -3, 8, D(-30)),
        ("mean", -4, 8, D(-10)),
    ],
)
def test_methods(method, x, y, points):
    score = score_one(TWO.replace("METHOD", f"method: {method}"), {"x": x, "y": y})
    assert rounded(score.points) == points


@pytest.mark.parametrize(
    ("power", "x", "points"),
    [
        (1, 4, D(50)),
        (0, 4, D("47.568285")),
        (-1, 4, D("45.714286")),
        (2, 4, D("52.915026")),  # 100 × √(0.75 × 0.16 + 0.25 × 0.64)
        (2, 0, D(40)),  # 100 × √(0.25 × 0.64)
        (-2, 0, D(0)),
        (100, 4, D("78.898616")),  # towards the largest
        (-100, 4, D("40.115239")),  # towards the smallest
    ],
)
def test_power_means(power, x, points):
    assert rounded(score_one(TWO.replace("METHOD", f"power: {power}"), {"x": x, "y": 8}).points) == points


def test_power_mean_of_three_equal_parts():
    """Worked by hand: (3,723.875 + 2,352.637 + 1,520.875) ÷ 3 = 2,532.462, whose cube root is 13.63."""
    text = (
        "fields: {a: {name: A, unit: '%'}, b: {name: B, unit: '%'}, c: {name: C, unit: '%'}}\npower: 3\nindicators:\n"
    )
    rule = "weight: 1, unit: '%', rule: {kind: goalposts, worst: 0, best: 100}"
    text += "".join(f"  i{key}: {{name: {key}, value: {key}, {rule}}}\n" for key in "abc")
    assert rounded(score_one(text, {"a": "15.5", "b": "13.3", "c": "11.5"}).points, 2) == D("13.63")


@pytest.mark.parametrize(("text", "code"), [("method: power", "FG111"), ("method: mean\npower: 2", "FG112")])
def test_a_power_is_a_method_of_its_own(text, code):
    with pytest.raises(AssertionError, match=code):
        score_one(TWO.replace("METHOD", text), {"x": 1, "y": 1})


@pytest.mark.parametrize(("method", "points"), [("geometric", D("2.990698")), ("harmonic", D("1.328904"))])
def test_a_zero_in_a_mean_can_be_given_a_declared_share(method, points):
    # 100 × 0.01^0.75 × 0.8^0.25 = 2.990698; 100 ÷ (0.75 ÷ 0.01 + 0.25 ÷ 0.8) = 1.327801
    expected = {
        "geometric": 100 * D("0.01") ** D("0.75") * D("0.8") ** D("0.25"),
        "harmonic": 100 / (D(75) + D("0.3125")),
    }
    score = score_one(TWO.replace("METHOD", f"method: {method}\nzero: 0.01"), {"x": 0, "y": 8})
    assert rounded(score.points) == rounded(expected[method])
    assert points > 0


def test_methods_differ_by_level():
    text = (
        HEAD
        + """
method: geometric
dimensions:
  one:
    name: One
    weight: 1
    method: mean
    indicators:
      a: {name: A, weight: 1, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
      b: {name: B, weight: 1, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  two:
    name: Two
    weight: 1
    method: minimum
    indicators:
      c: {name: C, weight: 1, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
      d: {name: D, weight: 1, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""
    )
    score = score_one(text, {"x": 2, "y": 8})
    assert node_of(score, "one").points == 25  # half of 50
    assert node_of(score, "two").points == 10  # 0.2 of 50
    assert rounded(score.points) == D("31.622777")  # 100 × √(0.5 × 0.2)


def test_missing_data_open_an_interval_and_lower_coverage():
    score = score_one(TWO.replace("METHOD", ""), {"x": 4})
    assert (score.points, score.possible, score.coverage) == (30, 55, D("0.75"))
    assert score.possible_is_open


def test_the_interval_goes_up_to_the_full_points_of_a_capped_rule():
    text = TWO.replace("METHOD", "").replace(", outside: extend", "")
    score = score_one(text, {"x": 4})
    assert (score.points, score.possible, score.possible_is_open) == (30, 55, False)
    assert indicator_of(score, "b").outcome == "missing"


DIMENSION = (
    HEAD
    + """
dimensions:
  d:
    name: D
    KEY
    indicators:
      a: {name: A, points: 6, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
      b: {name: B, points: 4, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  e:
    name: E
    indicators: {c: {name: C, points: 5, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}
"""
)


def test_a_dimension_can_be_capped():
    score = score_one(DIMENSION.replace("KEY", "at_most: 7"), {"x": 10, "y": 10})
    assert (node_of(score, "d").points, score.points) == (7, 12)


def test_a_precondition_clears_its_dimension_only():
    # rules.md D5: "A2 must be fulfilled, or the group gets nothing".
    failed = score_one(DIMENSION.replace("KEY", 'needs: "ok"'), {"x": 10, "y": 10, "ok": "no"})
    assert node_of(failed, "d").outcome == "voided"
    assert failed.points == 5
    assert failed.full == 15
    kept = score_one(DIMENSION.replace("KEY", 'needs: "ok"'), {"x": 10, "y": 10, "ok": "yes"})
    assert kept.points == 15


def test_an_unknown_precondition_confirms_nothing_but_leaves_it_possible():
    score = score_one(DIMENSION.replace("KEY", 'needs: "ok"'), {"x": 10, "y": 10})
    assert (score.points, score.possible) == (5, 15)


NEEDS = (
    HEAD
    + """
indicators:
  a: {name: A, points: 3, needs: "ok", value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""
)


@pytest.mark.parametrize(
    ("data", "outcome", "points", "possible"),
    [
        ({"x": 10, "ok": "yes"}, "scored", 3, 3),
        ({"x": 10, "ok": "no"}, "voided", 0, 0),
        ({"x": 10}, "missing", 0, 3),
    ],
)
def test_a_precondition_of_an_indicator(data, outcome, points, possible):
    found = indicator_of(score_one(NEEDS, data), "a")
    assert (found.outcome, found.points, found.possible) == (outcome, points, possible)


def test_nothing_in_force_is_fully_covered():
    score = score_one(NEEDS.replace("needs:", "applies:"), {"x": 1, "ok": "no"})
    assert (score.points, score.full, score.coverage) == (0, 0, 1)
