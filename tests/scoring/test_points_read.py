"""Expressions that read points, values and ranks of indicators and dimensions."""

from __future__ import annotations

import pytest

from fivegoods.criteria.plan.compile import build_plan
from scoring.scoring_support import criteria_of, indicator_of, node_of, park_of, run_of

PARTS = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, z: {name: Z, unit: 家}, plan: {name: Plan, kind: yes_no}}
dimensions:
  d:
    name: D
    indicators:
      a: {name: A, points: 50, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 100}}
      b: {name: B, points: 50, value: y, unit: 家, needs: plan, missing: MISSING, rule: {kind: goalposts, worst: 0, best: 100}}
  e:
    name: E
    NEEDS
    indicators:
      c: {name: C, points: 50, value: z, unit: 家, rule: {kind: goalposts, worst: 0, best: 100}}
REST
"""


def run(needs="", rest="", missing="interval", **parks):
    text = PARTS.replace("NEEDS", needs).replace("REST", rest).replace("MISSING", missing)
    file = criteria_of(text)
    filled = {key: {"x": 100, "y": 100, "z": 100, "plan": "yes", **data} for key, data in parks.items()}
    given = {key: {k: v for k, v in data.items() if v is not None} for key, data in filled.items()}
    return run_of(file, [park_of(file, key, data) for key, data in given.items()])


def test_a_dimension_needs_points_of_another():
    # A has 100 of 100, B 50 + 5; 60 are needed.
    found = run('needs: points("d") >= 60', A={}, B={"y": 10})
    assert [found.of(key).points for key in "AB"] == [150, 55]
    assert node_of(found.of("B"), "e").reason == "needs"


def test_points_of_a_dimension_with_missing_data_decide_as_far_as_they_are_known():
    found = run('needs: points("d") >= 60', A={"y": None}, B={"x": 10, "y": None}, C={"x": 0, "y": None})
    # A has 50 up to 100 and B 5 up to 55 of the 60 that are needed; 50 are sure for A, and B cannot get there.
    assert [node_of(found.of(key), "e").reason for key in "ABC"] == ["needs_unknown", "needs", "needs"]
    assert [found.of(key).possible for key in "ABC"] == [150, 55, 50]
    sure = run('needs: points("d") >= 50 and value("d") < 101', A={"y": None})
    assert sure.of("A").points == 100


def test_points_left_out_are_carried_before_they_are_read():
    found = run('needs: points("d") >= 60', missing="exclude", A={"y": None})
    assert (node_of(found.of("A"), "d").points, found.of("A").points) == (100, 150)


def test_a_void_part_has_no_points_and_says_so():
    rest = 'adjustments: {low: {name: Low, when: points("b") < 10, effects: [{no_honours: true}]}}'
    found = run(rest=rest, A={}, B={"plan": "no"})
    assert [found.of(key).honours_lost for key in "AB"] == [False, True]
    assert not found.of("B").undecided


@pytest.mark.parametrize(
    ("who", "on"),
    [
        ('points("d") >= 60', "AB"),
        ('value("d") >= 90', "A"),
        ('rank("d") <= 2', "AB"),
        ('rank("a") == 1', "AB"),
        ('rank("b") >= 3', "CD"),
        ('value("b") >= 30', "AB"),
    ],
)
def test_boards_read_points_values_and_ranks(who, on):
    # D: A 100, B 80, C 40, D 40.
    found = run(
        rest=f"boards: {{t: {{name: T, who: '{who}'}}}}", A={}, B={"y": 60}, C={"x": 60, "y": 20}, D={"x": 60, "y": 20}
    )
    assert "".join(sorted(entry.park.park.id for entry in found.boards[0].entries)) == on


def test_boards_and_the_entry_gate_read_final_points_and_conditions_those_before_adjustments():
    rest = """
adjustments:
  award: {name: Award, when: plan, points: '10 分', to: d}
  late: {name: Late, when: points("d") >= 105, points: '1 分'}
boards: {t: {name: T, who: points("d") >= 105}}
"""
    found = run(rest=rest, A={}, B={"y": 0})
    assert [found.of(key).points for key in "AB"] == [160, 110]
    assert [entry.park.park.id for entry in found.boards[0].entries] == ["A"]
    gated = run(rest='applies: points("d") >= 60', A={}, B={"y": 0})
    assert [gated.of(key).unranked_reason for key in "AB"] == ["", "entry"]


def test_an_indicator_takes_the_points_of_a_dimension():
    text = PARTS.replace("NEEDS", "").replace("REST", "").replace("MISSING", "interval")
    text = text.replace("value: z, unit: 家,", 'value: points("d") / 2, unit: 分,').replace(
        "worst: 0, best: 100}}\n\n", "worst: 0, best: 50}}\n\n"
    )
    file = criteria_of(text)
    score = run_of(file, [park_of(file, "it", {"x": 100, "y": 50, "plan": "yes"})]).of("it")
    assert indicator_of(score, "c").value == 37.5


@pytest.mark.parametrize(
    ("part", "condition"),
    [("e", 'needs: points("e") > 1'), ("e", 'applies: value("c") > 1'), ("d", 'applies: points("d") > 1')],
)
def test_a_part_that_waits_for_itself_is_a_finding(part, condition):
    text = (
        PARTS.replace("NEEDS", condition if part == "e" else 'needs: points("d") > 1')
        .replace("REST", "")
        .replace("MISSING", "zero")
    )
    if part == "d":
        text = text.replace("    name: D\n", f"    name: D\n    {condition}\n")
    plan, findings = build_plan(criteria_of(text))
    assert plan is None
    assert [finding.kind.code for finding in findings] == ["FG205"]


@pytest.mark.parametrize(("read", "unit"), [('value("b")', "家"), ('points("b")', "分"), ('rank("b")', "位")])
def test_what_is_read_of_a_part_in_a_dimension_that_does_not_apply_does_not_apply_either(read, unit):
    text = PARTS.replace("value: z, unit: 家", f"value: '{read}', unit: {unit}").replace(
        "    name: D\n", "    name: D\n    applies: plan\n"
    )
    file = criteria_of(text.replace("NEEDS", "").replace("REST", "").replace("needs: plan, missing: MISSING, ", ""))
    data = {"x": 10, "y": 20, "z": 30}
    run = run_of(file, [park_of(file, key, {**data, "plan": key}) for key in ("yes", "no")])
    assert [indicator_of(run.of(key), "c").outcome for key in ("yes", "no")] == ["scored", "not_applicable"]


@pytest.mark.parametrize(
    ("rule", "ranks"),
    [
        ("{kind: ratio, to: 10, at_most: 5}", [4, 1, 2, 2]),  # all but the first have full points
        ("{kind: goalposts, worst: 100, best: 80}", [1, 4, 2, 2]),
        ("{kind: rank_points, drop: 1, better: lower}", [1, 4, 2, 2]),
        ("{kind: optimal, zero_below: 0, best_from: 20, best_upto: 30, zero_above: 100}", [4, 3, 1, 1]),
    ],
)
def test_the_rank_of_an_indicator_is_that_of_its_value_the_better_first(rule, ranks):
    text = f"""
fields: {{x: {{name: X, unit: 家}}}}
indicators:
  a: {{name: A, points: 10, value: x, unit: 家, rule: {rule}}}
  b: {{name: B, points: 10, value: rank("a"), unit: 位, rule: {{kind: as_points}}}}
"""
    file = criteria_of(text)
    found = run_of(file, [park_of(file, f"p{i}", {"x": x}) for i, x in enumerate([4, 70, 20, 20])])
    assert [indicator_of(found.of(f"p{i}"), "b").value for i in range(4)] == ranks


def test_a_value_without_a_logarithm_is_not_read():
    text = """
fields: {x: {name: X, unit: 家}}
indicators:
  a: {name: A, points: 10, value: x, unit: 家, before: {log: true}, rule: {kind: ratio, to: 2}}
  b: {name: B, points: 10, value: value("a"), unit: 家, rule: {kind: ratio, to: 2}}
"""
    file = criteria_of(text)
    found = run_of(file, [park_of(file, "it", {"x": -1}), park_of(file, "other", {"x": 1})])
    assert [indicator_of(found.of(key), "b").outcome for key in ("it", "other")] == ["missing", "scored"]


@pytest.mark.parametrize("rule", ["{kind: rank_points, drop: 1}", "{kind: ratio, to: 10}"])
def test_what_stands_in_for_a_value_has_no_rank_among_the_values(rule):
    text = f"""
fields: {{x: {{name: X, unit: 家}}, y: {{name: Y, unit: 家}}}}
indicators:
  a: {{name: A, points: 10, value: x, unit: 家, missing: {{policy: alternate, value: y, rule: {rule}}}, rule: {rule}}}
  b: {{name: B, points: 10, value: rank("a"), unit: 位, rule: {{kind: as_points}}}}
"""
    file = criteria_of(text)
    data = [{"x": 1, "y": 1}, {"x": 2, "y": 2}, {"y": 9}]
    found = run_of(file, [park_of(file, f"p{i}", own) for i, own in enumerate(data)])
    assert [indicator_of(found.of(f"p{i}"), "a").outcome for i in range(3)] == ["scored"] * 3
    assert [indicator_of(found.of(f"p{i}"), "b").value for i in range(3)] == [2, 1, None]


@pytest.mark.parametrize(
    ("data", "points", "value"),
    [
        ({"y": 7, "ok": "是"}, {}, 7),
        ({"y": 7, "ok": "是"}, {"a": 3}, 7),  # points by hand are no value
        ({"y": 7, "ok": "否"}, {}, None),
        ({"y": 7}, {}, None),  # an alternate stands in for a figure, not for a condition
        ({"y": 7}, {"a": 3}, None),
        ({"x": 2, "y": 7}, {}, 2),
    ],
)
def test_the_value_of_an_indicator_is_that_of_its_alternate_where_it_steps_in(data, points, value):
    text = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, ok: {name: Ok, kind: yes_no}}
indicators:
  a: {name: A, points: 10, value: x, needs: ok, unit: 家, rule: {kind: ratio, to: 10},
      missing: {policy: alternate, value: y, rule: {kind: ratio, to: 10}}}
  b: {name: B, points: 10, value: value("a"), unit: 家, rule: {kind: ratio, to: 10}}
"""
    file = criteria_of(text)
    found = run_of(file, [park_of(file, "it", data, points=points)])
    assert indicator_of(found.of("it"), "b").value == value
