"""Full points: points, weights, groups, what does not apply."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.explain.whole import derive_node
from scoring.scoring_support import criteria_of, indicator_of, node_of, park_of, rounded, run_of, score_one

D = Decimal
FIELDS = "fields: {x: {name: X, unit: 家}, on: {name: On, kind: yes_no}, more: {name: More, kind: yes_no}}\n"
RULE = "value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}"


def indicator(key, extra):
    return f"      {key}: {{name: {key}, {extra}, {RULE}}}\n"


def test_first_level_percent_times_relative_second_level_weights():
    # rules.md §1, C1: 15 % split by 0.8 / 1.2 / 1 / 1 gives 3.0 / 4.5 / 3.75 / 3.75.
    text = (
        FIELDS
        + "dimensions:\n  quality:\n    name: Q\n    weight: 15\n    indicators:\n"
        + indicator("a", "weight: 0.8")
        + indicator("b", "weight: 1.2")
        + indicator("c", "weight: 1")
        + indicator("d", "weight: 1")
        + "  rest:\n    name: R\n    weight: 85\n    indicators:\n"
        + indicator("e", "weight: 1")
    )
    score = score_one(text, {"x": 10})
    assert [indicator_of(score, key).full for key in "abcde"] == [D("3"), D("4.5"), D("3.75"), D("3.75"), D("85")]
    assert score.full == 100
    assert score.points == 100


def test_points_add_up_and_the_total_is_not_assumed_to_be_100():
    text = (
        FIELDS
        + "indicators:\n"
        + indicator("a", "points: 30").replace("      ", "  ")
        + indicator("b", "points: 25").replace("      ", "  ")
    )
    score = score_one(text, {"x": 4})
    assert (score.points, score.full) == (D("22"), D("55"))


def test_a_dimension_with_points_of_its_own_rescales_its_children():
    text = (
        FIELDS
        + "dimensions:\n  d:\n    name: D\n    points: 10\n    indicators:\n"
        + indicator("a", "points: 30")
        + indicator("b", "points: 50")
    )
    score = score_one(text, {"x": 5})
    assert indicator_of(score, "a").points == 15
    assert node_of(score, "d").points == 5
    assert score.full == 10


GROUPED = (
    FIELDS
    + """
groups: {type: {name: T, values: {zone: Z, resort: R, export: E}}}
indicators:
  a: {name: A, points: {by: type, is: {zone: 4, resort: 0}, otherwise: 5}, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, points: 4, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""
)


def test_points_by_group_with_an_otherwise_and_a_zero_that_shrinks_the_total():
    file = criteria_of(GROUPED)
    parks = [park_of(file, kind, {"x": 10}, groups={"type": kind}) for kind in ("zone", "resort", "export")]
    run = run_of(file, parks)
    assert [run.of(key).full for key in ("zone", "resort", "export")] == [8, 4, 9]
    assert [run.of(key).points for key in ("zone", "resort", "export")] == [8, 4, 9]


CONDITIONAL = (
    FIELDS
    + """
UNAPPLIED
indicators:
  a: {name: A, points: 60, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, points: 40, applies: "on", value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""
)


def test_what_does_not_apply_shrinks_the_full_points_by_default():
    score = score_one(CONDITIONAL.replace("UNAPPLIED", ""), {"x": 5, "on": "no"})
    assert (score.full, score.points) == (60, 30)
    assert indicator_of(score, "b").outcome == "not_applicable"
    assert score.coverage == 1


def test_what_does_not_apply_can_be_shared_out_among_the_rest():
    text = CONDITIONAL.replace("UNAPPLIED", "unapplied: rescale")
    score = score_one(text, {"x": 5, "on": "no"})
    assert (score.full, rounded(score.points)) == (100, 50)
    assert (indicator_of(score, "a").points, indicator_of(score, "a").full) == (30, 60)


def test_a_whole_dimension_that_does_not_apply_is_shared_out_too():
    text = (
        FIELDS
        + """
unapplied: rescale
dimensions:
  one: {name: One, indicators: {a: {name: A, points: 60, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
  two:
    name: Two
    applies: "on"
    indicators: {b: {name: B, points: 40, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}
"""
    )
    score = score_one(text, {"x": 5, "on": "no"})
    assert (score.full, rounded(score.points)) == (100, 50)
    assert node_of(score, "two").outcome == "not_applicable"
    assert score_one(text, {"x": 5, "on": "yes"}).points == 50


def test_weights_of_what_does_not_apply_are_rescaled_unless_told_to_shrink():
    text = (
        FIELDS
        + """
{}indicators:
  a: {name: A, weight: 3, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, weight: 1, applies: "on", value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""
    )
    rescaled = score_one(text.replace("{}", ""), {"x": 10, "on": "no"})
    assert (rounded(rescaled.points), rescaled.full, indicator_of(rescaled, "a").full) == (100, 100, 75)
    shrunk = score_one(text.replace("{}", "unapplied: shrink\n"), {"x": 10, "on": "no"})
    assert (shrunk.points, shrunk.full) == (75, 75)
    assert indicator_of(shrunk, "a").full == 75


SHRUNK_BELOW = """
dimensions:
  one:
    name: One
    MEASURE: 40
    METHODunapplied: shrink
    indicators:
      a: {name: A, weight: 3, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
      b: {name: B, weight: 1, applies: "on", value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  two:
    name: Two
    MEASURE: 60
    indicators: {c: {name: C, points: 60, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}
"""


@pytest.mark.parametrize("measure", ["points", "weight"])
@pytest.mark.parametrize("method", ["", "method: mean\n    "])
def test_what_shrinks_below_shrinks_all_above_it(measure, method):
    text = FIELDS + SHRUNK_BELOW.replace("MEASURE", measure).replace("METHOD", method)
    score = score_one(text, {"x": 5, "on": "no"})
    assert (node_of(score, "one").full, node_of(score, "one").points) == (30, 15)
    assert (score.full, score.points, score.coverage) == (90, 45, 1)
    assert score_one(text, {"x": 5, "on": "yes"}).full == 100


def test_scaling_all_weights_changes_nothing():
    text = (
        FIELDS
        + "indicators:\n  a: {name: A, weight: W1, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}\n"
        "  b: {name: B, weight: W2, value: x * x / 10, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}\n"
    )
    text = text.replace("x * x / 10", "x / 2")
    one = score_one(text.replace("W1", "3").replace("W2", "4"), {"x": 7})
    other = score_one(text.replace("W1", "0.6").replace("W2", "0.8"), {"x": 7})
    assert one.points == other.points


FIXED = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, on: {name: On, kind: yes_no}}
UNAPPLIED
indicators:
  a: {name: A, points: 10, OTHER, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, points: 10, value: x, unit: 家, rule: {kind: bands, bands: [{from: 5, points: 10}, {below: 5, points: 4}]}}
"""


@pytest.mark.parametrize(("unapplied", "other"), [("unapplied: rescale", 'applies: "on"'), ("", "missing: exclude")])
@pytest.mark.parametrize(("x", "points"), [(5, 20), (1, 8)])
def test_a_rule_that_states_points_carries_those_of_its_siblings_too(unapplied, other, x, points):
    # The best band is worth all 10 of 10: with the sibling's 10 shared out it is worth all 20.
    score = score_one(FIXED.replace("UNAPPLIED", unapplied).replace("OTHER", other), {"x": x, "on": "no"})
    assert (score.full, score.points) == (20, points)


def test_a_dimension_whose_parts_all_fail_to_apply_is_shared_out_too():
    text = (
        FIELDS
        + """
unapplied: rescale
dimensions:
  one: {name: One, indicators: {a: {name: A, points: 60, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
  two:
    name: Two
    indicators: {b: {name: B, points: 40, applies: "on", value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}
"""
    )
    score = score_one(text, {"x": 5, "on": "no"})
    assert (score.full, rounded(score.points)) == (100, 50)


UNLISTED = (
    FIELDS
    + """
groups: {type: {name: T, values: {zone: Z, resort: R}}}
indicators:
  a: {name: A, MEASURE: {by: type, is: {zone: 10}}, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, MEASURE: 10, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""
)


@pytest.mark.parametrize("groups", [{"type": "resort"}, {}])
@pytest.mark.parametrize(("measure", "full", "points"), [("points", 10, 5), ("weight", 100, 50)])
def test_what_states_no_points_for_a_group_counts_nothing_there(measure, full, points, groups):
    score = score_one(UNLISTED.replace("MEASURE", measure), {"x": 5}, groups=groups)
    assert (score.full, score.points) == (full, points)
    assert indicator_of(score, "a").full == 0


@pytest.mark.parametrize(
    ("own", "data", "more"),
    [
        ("value: x, unit: 家, rule: {kind: per_unit, points: 1}", {"x": 5}, {}),
        ("rule: {kind: manual}", {"x": 5}, {"points": {"a": 3}}),
        ("value: y, unit: 家, missing: {policy: penalty, points: 3}, rule: {kind: ratio, to: 10}", {"x": 5}, {}),
    ],
)
def test_a_weight_of_zero_for_a_group_leaves_no_points_whatever_the_rule_states(own, data, more):
    # rules.md §6.3: the same indicator has 4 points for one kind of park and 0 for another.
    text = f"""
fields: {{x: {{name: X, unit: 家}}, y: {{name: Y, unit: 家}}}}
groups: {{type: {{name: T, values: {{zone: Z, resort: R}}}}}}
indicators:
  a: {{name: A, points: {{by: type, is: {{zone: 4, resort: 0}}}}, {own}}}
  b: {{name: B, points: 10, value: x, unit: 家, rule: {{kind: goalposts, worst: 0, best: 10}}}}
"""
    file = criteria_of(text)
    run = run_of(file, [park_of(file, "it", data, groups={"type": "resort"}, **more)])
    score = run.of("it")
    assert (score.points, score.full) == (5, 10)
    found = indicator_of(score, "a")
    assert (found.outcome, found.points, found.reason) == ("not_applicable", 0, "does_not_apply")
    zone = run_of(file, [park_of(file, "it", data, groups={"type": "zone"}, **more)]).of("it")
    assert zone.points != 5


ABSENT = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}}
UNAPPLIED
indicators:
  a: {name: A, MEASURE: 30, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, MEASURE: 10, value: x, unit: 家, missing: POLICY, rule: {kind: goalposts, worst: 0, best: 10}}
  c: {name: C, MEASURE: 10, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""


@pytest.mark.parametrize(
    ("unapplied", "measure", "full", "points"),
    [
        ("", "points", 20, 10),
        ("unapplied: rescale", "points", 50, 25),
        ("", "weight", 100, 50),
        ("unapplied: shrink", "weight", 40, 20),
        ("method: geometric", "weight", 100, 50),
    ],
)
def test_a_figure_reported_as_not_applicable_costs_no_points(unapplied, measure, full, points):
    # Missing, zero and not applicable are three things: this must not count as 0 of 30.
    text = ABSENT.replace("UNAPPLIED", unapplied).replace("MEASURE", measure).replace("POLICY", "interval")
    file = criteria_of(text)
    run = run_of(file, [park_of(file, "it", {"x": 5, "y": "not_applicable"}), park_of(file, "other", {"x": 5, "y": 5})])
    score = run.of("it")
    assert (score.full, rounded(score.points), score.coverage) == (full, points, 1)
    assert run.of("other").points == run.of("other").full / 2
    total = derive_node(score, score.root)[0]
    assert total.result == score.points


def test_not_applicable_and_left_out_together():
    text = ABSENT.replace("UNAPPLIED", "").replace("MEASURE", "points").replace("POLICY", "exclude")
    text = text.replace("c: {name: C, points: 10, value: x", "c: {name: C, points: 10, value: z")
    text = text.replace("y: {name: Y, unit: 家}}", "y: {name: Y, unit: 家}, z: {name: Z, unit: 家}}")
    score = score_one(text, {"y": "not_applicable", "z": 5})
    assert (score.full, score.points, score.coverage) == (20, 10, D("0.5"))


def test_coverage_counts_points_as_they_count_in_the_total():
    text = (
        FIELDS
        + """
dimensions:
  one: {name: One, points: 90, indicators: {a: {name: A, points: 10, value: x, unit: 家, rule: {kind: ratio, to: 10}}}}
  two: {name: Two, indicators: {b: {name: B, points: 10, rule: {kind: manual}}}}
"""
    )
    assert score_one(text, {"x": 5}).coverage == D("0.9")


BY_POINTS = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, z: {name: Z, unit: 家}}
method: METHOD
UNAPPLIED
indicators:
  a: {name: A, MEASURE: 10, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, MEASURE: 30, value: y, unit: 家, applies: 'points("a") >= 30', rule: {kind: goalposts, worst: 0, best: 10}}
  c: {name: C, MEASURE: 10, value: z, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""


@pytest.mark.parametrize(
    ("method", "unapplied", "measure", "full", "points"),
    [
        ("sum", "", "points", 20, 10),
        ("sum", "unapplied: rescale", "points", 50, 25),
        ("mean", "", "weight", 100, 50),
        ("minimum", "", "weight", 100, 50),
    ],
)
def test_a_condition_over_points_is_decided_when_they_are_known(method, unapplied, measure, full, points):
    text = BY_POINTS.replace("METHOD", method).replace("UNAPPLIED", unapplied).replace("MEASURE", measure)
    file = criteria_of(text)
    it = park_of(file, "it", {"x": 5, "y": 2, "z": 5})
    # Whether some figure of another park does not apply makes no difference to this one.
    for other in ({"x": 1, "y": 1, "z": 1}, {"x": 1, "y": 1, "z": "not_applicable"}):
        run = run_of(file, [it, park_of(file, "other", other)])
        score = run.of("it")
        assert indicator_of(score, "b").outcome == "not_applicable"
        assert (score.full, rounded(score.points), score.coverage) == (full, points, 1)
        assert derive_node(score, score.root)[0].result == score.points


def test_points_of_what_then_does_not_apply_are_not_read():
    text = """
fields: {x: {name: X, unit: 家}}
dimensions:
  one: {name: One, indicators: {a: {name: A, points: 10, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
  two:
    name: Two
    applies: 'points("a") >= 8'
    indicators: {b: {name: B, points: 10, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}
  three: {name: Three, indicators: {c: {name: C, points: 10, value: 'points("b")', unit: 分, rule: {kind: as_points}}}}
"""
    assert indicator_of(score_one(text, {"x": 9}), "c").points == 9
    found = indicator_of(score_one(text, {"x": 5}), "c")
    assert (found.outcome, found.reason) == ("not_applicable", "not_applicable:b")


@pytest.mark.parametrize(("unapplied", "measure"), [("", "points"), ("", "weight"), ("unapplied: shrink", "weight")])
def test_what_is_left_out_for_missing_data_is_carried_by_its_siblings_whatever_shrinks(unapplied, measure):
    # What does not apply may shrink the full points; data not handed in may not.
    text = ABSENT.replace("UNAPPLIED", unapplied).replace("MEASURE", measure).replace("POLICY", "exclude")
    text = text.replace(f"c: {{name: C, {measure}: 10, value: x", f"c: {{name: C, {measure}: 10, value: y")
    file = criteria_of(text)
    whole = {"points": 50, "weight": 100}[measure]
    run = run_of(file, [park_of(file, "it", {"y": 5}), park_of(file, "other", {"x": 5, "y": 5})])
    for key in ("it", "other"):
        assert (run.of(key).full, rounded(run.of(key).points)) == (whole, D(whole) / 2)


STATED = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, on: {name: On, kind: yes_no}}
UNAPPLIED
dimensions:
  d:
    name: D
    STATES
    indicators:
      a: {name: A, MEASURE: 5, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
      b: {name: B, MEASURE: 15, applies: "on", value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  e:
    name: E
    indicators: {c: {name: C, points: 10, value: y, unit: 家, missing: exclude, rule: {kind: goalposts, worst: 0, best: 10}}}
"""


@pytest.mark.parametrize(
    ("states", "measure", "full"),
    [
        ("", "points", 5),
        ("points: 20", "points", 5),
        ("points: 40", "points", 10),
        ("points: 20\n    unapplied: shrink", "points", 5),
        ("points: 20\n    unapplied: rescale", "points", 20),
        ("points: 20", "weight", 20),
        ("points: 20\n    unapplied: shrink", "weight", 5),
    ],
)
def test_what_does_not_apply_shrinks_points_whether_the_dimension_states_them_or_not(states, measure, full):
    text = STATED.replace("STATES", states).replace("MEASURE", measure).replace("UNAPPLIED", "")
    score = score_one(text, {"x": 10, "y": 10, "on": "no"})
    assert (score.points, score.full, node_of(score, "d").points) == (full + 10, full + 10, full)
    # What is left out for missing data leaves the full points as they are.
    left_out = score_one(text, {"x": 10, "on": "no"})
    assert (rounded(left_out.points), left_out.full) == (full + 10, full + 10)


def test_points_that_are_carried_are_added_to_those_in_force_whole():
    text = (
        STATED.replace("STATES", "points: 20").replace("MEASURE", "points").replace("UNAPPLIED", "unapplied: rescale")
    )
    text = text.replace("    name: E\n", "    name: E\n    applies: 'on'\n")
    # D has 5 of its 20 in force; the 10 of E are carried, all 10.
    score = score_one(text, {"x": 10, "y": 10, "on": "no"})
    assert (score.points, score.full) == (15, 15)
