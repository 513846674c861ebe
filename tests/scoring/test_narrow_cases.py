"""Narrow cases that no wider test notices: each was found by a small change of the source that nothing saw."""

from decimal import Decimal

import pytest

from fivegoods.criteria.plan.compile import build_plan
from scoring.scoring_support import criteria_of, indicator_of, park_of, run_of, score_one

FIELDS = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, late: {name: L, kind: yes_no}}
"""
LINE = "value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}"


@pytest.mark.parametrize(("own", "points"), [(LINE, 75), ("value: x, unit: 家, rule: {kind: per_unit, points: 1}", 35)])
def test_a_weight_of_zero_for_a_group_gives_its_share_to_the_others(own, points):
    text = f"""{FIELDS}
groups: {{type: {{name: T, values: {{zone: Z, resort: R}}}}}}
indicators:
  a: {{name: A, weight: {{by: type, is: {{zone: 1, resort: 0}}}}, {own}}}
  b: {{name: B, weight: 1, value: y, unit: 家, rule: {{kind: goalposts, worst: 0, best: 10}}}}
"""
    file = criteria_of(text)
    scores = {
        kind: run_of(file, [park_of(file, "it", {"x": 10, "y": 5}, groups={"type": kind})]).of("it")
        for kind in ("zone", "resort")
    }
    assert {kind: score.points for kind, score in scores.items()} == {"zone": points, "resort": 50}
    left_out = indicator_of(scores["resort"], "a")
    assert (left_out.outcome, left_out.full, left_out.points) == ("not_applicable", 0, 0)
    assert indicator_of(scores["resort"], "b").full == 100
    assert scores["resort"].coverage == 1


GRADED = f"""{FIELDS}
grades: {{by: score, levels: [{{id: A, from: 8}}, {{id: B, from: 5}}, {{id: C}}]}}
adjustments:
  late: {{name: {{zh: 迟报, en: Late}}, when: late, effects: [{{steps_down: STEPS}}]}}
indicators:
  a: {{name: A, points: 10, {LINE}}}
"""


@pytest.mark.parametrize(
    ("x", "steps", "grade"), [(9, 1, "B"), (9, 2, "C"), (9, 3, "C"), (6, 1, "C"), (1, 1, "C"), (1, 2, "C")]
)
def test_steps_down_end_at_the_last_grade(x, steps, grade):
    score = score_one(GRADED.replace("STEPS", str(steps)), {"x": x, "late": "yes"})
    assert (score.grade, score.grade_reason) == (grade, f"late:-{steps}")


def quotient(more: str, x: object, y: object):
    rule = "{kind: goalposts, worst: 0, best: 10}"
    text = f"{FIELDS}\nindicators:\n  a: {{name: A, points: 10, value: x / y, {more}rule: {rule}}}\n"
    return indicator_of(score_one(text, {"x": x, "y": y}), "a")


@pytest.mark.parametrize(
    ("more", "x", "y", "value", "points"),
    [
        ("", 20, 3, Decimal(20) / 3, "6.666667"),
        ("decimals: 1, ", 20, 3, "6.7", "6.7"),
        ("decimals: 0, ", 5, 2, 3, "3"),
        ("decimals: 1, missing: {policy: interval, zero_counts: true}, ", 20, 3, "6.7", "6.7"),
        ("missing: {policy: interval, zero_counts: true}, ", 1, 100, "0.01", "0.01"),
    ],
)
def test_a_quotient_is_rounded_as_declared_before_its_points(more, x, y, value, points):
    found = quotient(more, x, y)
    assert round(found.value - Decimal(value), 12) == 0
    assert round(found.points, 6) == Decimal(points)


@pytest.mark.parametrize(
    ("more", "x", "outcome"),
    [
        ("missing: {policy: interval, zero_counts: true}, ", 0, "missing"),
        ("missing: {policy: interval, zero_counts: true}, decimals: 1, ", 0, "missing"),
        ("missing: {policy: interval, zero_counts: true}, decimals: 1, ", 1, "missing"),  # 1 ÷ 100 is 0.0
        ("missing: {policy: interval, zero_counts: true}, decimals: 2, ", 1, "scored"),
        ("decimals: 1, ", 1, "scored"),
        ("", 0, "scored"),
    ],
)
def test_a_quotient_of_zero_counts_as_missing_where_declared(more, x, outcome):
    found = quotient(more, x, 100)
    assert found.outcome == outcome
    if outcome == "missing":
        assert (found.value, found.reason, found.possible) == (None, "zero_counts_as_missing", 10)


@pytest.mark.parametrize(("price", "open_"), [("0", False), ("-1", False), ("0.5", True)])
def test_units_at_no_price_leave_nothing_to_gain(price, open_):
    rule = f"{{kind: per_unit, points: {price}}}"
    text = f"{FIELDS}\nindicators:\n  a: {{name: A, points: 0, value: x, unit: 家, rule: {rule}}}\n"
    score = score_one(text, {})
    assert score.possible_is_open is open_
    assert open_ or score.possible == 0


@pytest.mark.parametrize(
    ("worst", "best", "direction"),
    [
        ("0", "{stat: max}", "higher"),
        ("{stat: min}", "10", "higher"),
        ("{stat: max}", "0", "lower"),
        ("10", "{stat: min}", "lower"),
        ("{stat: mean}", "10", "higher"),
        ("{stat: min}", "{stat: max}", "higher"),
        ("{stat: max}", "{stat: min}", "lower"),
        ("3", "2", "lower"),
        ("2", "3", "higher"),
    ],
)
@pytest.mark.parametrize("kind", ["goalposts", "exponential"])
def test_one_statistic_tells_which_way_is_better(kind, worst, best, direction):
    rule = f"{{kind: {kind}, worst: {worst}, best: {best}}}"
    file = criteria_of(
        f"{FIELDS}\nindicators:\n  a: {{name: A, points: 10, value: x, unit: 家, missing: {{policy: interval}}, rule: {rule}}}\n"
    )
    plan, findings = build_plan(file)
    assert plan is not None, findings
    assert plan.indicators[0].rule.direction() == direction
