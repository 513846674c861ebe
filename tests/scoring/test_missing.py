"""Seven policies for missing data (rules.md §7); zero, missing and not applicable are three things."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.analysis.diff import diff_runs
from scoring.scoring_support import criteria_of, indicator_of, park_of, rounded, run_of, score_one

D = Decimal
TEXT = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, z: {name: Z, unit: 家}}
groups: {level: {name: L, values: {a: A, b: B}}}
indicators:
  a: {name: A, points: 60, value: x, unit: 家, missing: MISSING, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, points: 40, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""


def scored(missing, data, *peers):
    file = criteria_of(TEXT.replace("MISSING", missing))
    own = park_of(file, "it", data, groups={"level": "a"})
    rest = [park_of(file, f"p{i}", d, groups={"level": g}) for i, (g, d) in enumerate(peers)]
    return run_of(file, [own, *rest]).of("it")


@pytest.mark.parametrize(
    ("missing", "points", "possible", "full"),
    [
        ("interval", 20, 80, 100),
        ("zero", 20, 20, 100),
        ("{policy: penalty, points: 3}", 17, 17, 100),
        ("exclude", 50, 50, 100),  # b carries all 100 points: 0.5 × 100
        ("exclude_park", 20, 80, 100),
    ],
)
def test_policies(missing, points, possible, full):
    score = scored(missing, {"y": 5})
    assert (score.points, score.possible, score.full) == (points, possible, full)
    assert indicator_of(score, "a").outcome == "missing"
    assert score.coverage == D("0.4")


def test_exclude_park_takes_it_out_of_the_ranking():
    score = scored("exclude_park", {"y": 5}, ("a", {"x": 1, "y": 1}))
    assert score.unranked_reason == "missing:a"
    assert score.rank is None


def test_the_group_mean_of_the_points_within_the_group():
    # Huangyan: no emission data, so the indicator's mean points; (6 + 30) ÷ 2 in the same level.
    peers = [("a", {"x": 1}), ("a", {"x": 5}), ("b", {"x": 10})]
    score = scored("{policy: group_mean, within: [level]}", {"y": 5}, *peers)
    assert indicator_of(score, "a").points == 18
    assert indicator_of(score, "a").outcome == "missing"
    assert score.points == 38
    whole = scored("group_mean", {"y": 5}, *peers)
    assert indicator_of(whole, "a").points == 32


def test_a_group_mean_nobody_has_leaves_the_interval():
    score = scored("{policy: group_mean, within: [level]}", {"y": 5}, ("b", {"x": 10}))
    assert (score.points, score.possible) == (20, 80)


def test_another_rule_for_what_has_no_base():
    # rules.md §6.10: zones without a base get points for new firms' sales instead.
    missing = "{policy: alternate, value: z, rule: {kind: per_unit, points: 2, at_most: 10}}"
    score = scored(missing, {"y": 5, "z": 3})
    found = indicator_of(score, "a")
    assert (found.outcome, found.points, found.value) == ("scored", 6, 3)
    assert score.points == 26
    neither = scored(missing, {"y": 5})
    assert indicator_of(neither, "a").outcome == "missing"
    assert neither.possible == 80


@pytest.mark.parametrize(
    ("flat", "outcome", "points"), [("no_reference", "missing", 0), ("zero", "scored", 0), ("full", "scored", 60)]
)
def test_an_alternate_that_gives_no_points_leaves_what_is_missing(flat, outcome, points):
    missing = "{policy: alternate, value: z, rule: {kind: goalposts, worst: {stat: min}, best: {stat: max}}}"
    text = TEXT.replace("MISSING", missing) + f"settings: {{flat: {flat}}}\n"
    found = indicator_of(score_one(text, {"z": 3}, [{"z": 3}], groups={"level": "a"}), "a")
    assert (found.outcome, found.points, found.value) == (outcome, points, 3 if outcome == "scored" else None)
    assert (found.reason == "absent:x") == (outcome == "missing")


def test_zero_may_count_as_missing():
    # rules.md §6.10: zero or no data costs 3 points.
    missing = "{policy: penalty, points: 3, zero_counts: true}"
    assert indicator_of(scored(missing, {"x": 0, "y": 5}), "a").points == -3
    assert indicator_of(scored(missing, {"x": 1, "y": 5}), "a").points == 6
    assert indicator_of(scored("zero", {"x": 0, "y": 5}), "a").outcome == "scored"


@pytest.mark.parametrize("word", ["expected", None])
def test_expected_and_null_are_missing(word):
    assert indicator_of(scored("interval", {"x": word, "y": 5}), "a").outcome == "missing"


def test_not_applicable_data_shrink_the_total_and_are_not_missing():
    score = scored("zero", {"x": "not_applicable", "y": 5})
    found = indicator_of(score, "a")
    assert found.outcome == "not_applicable"
    assert score.coverage == 1


def test_points_by_hand_are_not_left_out():
    text = TEXT.replace("MISSING", "exclude").replace(
        "value: x, unit: 家, missing: exclude, rule: {kind: goalposts, worst: 0, best: 10}",
        "missing: exclude, rule: {kind: manual}",
    )
    given = score_one(text, {"y": 5}, points={"a": 50})
    assert (given.points, given.coverage) == (70, 1)
    absent = score_one(text, {"y": 5})
    assert (absent.points, absent.possible, absent.coverage) == (50, 50, D("0.4"))


def test_an_excluded_indicator_that_waits_for_other_points_is_shared_out_too():
    text = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}}
indicators:
  a: {name: A, points: 50, value: 'points("b")', unit: 分, missing: exclude, rule: {kind: as_points}}
  b: {name: B, points: 30, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  c: {name: C, points: 20, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""
    both = score_one(text, {"x": 10, "y": 10})
    assert both.points == 80
    without = score_one(text, {"y": 10})
    assert (without.points, without.possible) == (40, 100)


def test_every_indicator_missing_and_excluded():
    text = TEXT.replace("MISSING", "exclude").replace(
        "rule: {kind: goalposts, worst: 0, best: 10}}\n",
        "rule: {kind: goalposts, worst: 0, best: 10}, missing: exclude}\n",
    )
    text = text.replace(
        "missing: exclude, rule: {kind: goalposts, worst: 0, best: 10}, missing: exclude",
        "missing: exclude, rule: {kind: goalposts, worst: 0, best: 10}",
    )
    score = score_one(text, {"z": 1}, groups={"level": "a"})
    assert (score.points, score.possible, score.coverage) == (0, 0, 0)


def test_screening_by_data_availability():
    text = TEXT.replace("MISSING", "interval") + "settings: {at_least_coverage: 0.65}\n"
    assert score_one(text, {"y": 5}, groups={"level": "a"}).unranked_reason == "coverage"
    assert score_one(text.replace("0.65", "0.4"), {"y": 5}, groups={"level": "a"}).unranked_reason == ""


WAITING = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, w: {name: W, unit: 分}}
indicators:
  left: {name: Left, weight: 1, value: y, unit: 家, missing: exclude, rule: {kind: goalposts, worst: 0, best: 10}}
  a: {name: A, weight: 1, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, weight: 2, VALUE, rule: {kind: as_points}}
"""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("""unit: 分, value: 'points("a")'""", D(25) / 2),
        ("""unit: 分, value: 'total(points("a"))'""", D(25)),
        ("""unit: "%", value: 'share(points("a"))'""", D(50)),
        ("""unit: 分, value: w, missing: {policy: alternate, value: 'points("a")'}""", D(25) / 2),
    ],
)
def test_what_reads_points_reads_those_of_the_weight_whatever_was_left_out_beside(value, expected):
    file = criteria_of(WAITING.replace("VALUE", value))
    # "a" weighs 1 of 4 in both; that "left" is left out of the first is a factor on the whole.
    run = run_of(file, [park_of(file, "it", {"x": 5}), park_of(file, "other", {"x": 5, "y": 5})])
    assert rounded(indicator_of(run.of("it"), "b").points) == rounded(expected)


CHANGED = """
fields: {x: {name: X, unit: 家}, z: {name: Z, unit: 家}}
indicators:
  a:
    name: A
    points: 10
    value: x
    unit: 家
    rule: {kind: ratio, to: {stat: mean}}
    missing: {policy: alternate, value: z, rule: OTHER}
"""


@pytest.mark.parametrize(
    ("other", "points"), [("{kind: steps, start: {stat: max}, base: 4}", 4), ("{kind: ratio, to: {stat: max}}", 10)]
)
def test_references_of_one_rule_are_not_held_for_the_other(other, points):
    file = criteria_of(CHANGED.replace("OTHER", other))
    rest = [park_of(file, "p", {"x": 10, "z": 1}), park_of(file, "q", {"x": 20, "z": 1})]
    runs = [run_of(file, [park_of(file, "it", data), *rest]) for data in ({"x": 30}, {"z": 2})]
    for before, after in (runs, runs[::-1]):
        moved = diff_runs(before, after).of("it")
        assert moved.change == after.of("it").points - before.of("it").points
        assert (moved.split.data, moved.split.reference) == (moved.change, 0)
    assert runs[1].of("it").points == points


VOIDED = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, on: {name: On, kind: yes_no}}
indicators:
  a: {name: A, points: 50, VALUE, NEEDS, MISSING}
  b: {name: B, points: 50, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
adjustments: {v: {name: V, when: bad, effects: [{void: a}]}}
""".replace("on: {name: On, kind: yes_no}", "on: {name: On, kind: yes_no}, bad: {name: Bad, kind: yes_no}")
LINE = "rule: {kind: goalposts, worst: 0, best: 10}"


@pytest.mark.parametrize("policy", ["interval", "zero", "exclude", "group_mean"])
@pytest.mark.parametrize("void", [{"on": "no", "bad": "no"}, {"on": "yes", "bad": "yes"}])
@pytest.mark.parametrize(("figure", "coverage"), [({"x": 5}, 1), ({}, D("0.5"))])
def test_what_is_void_without_data_is_no_data(figure, coverage, void, policy):
    text = VOIDED.replace("VALUE", "value: x, unit: 家").replace("NEEDS", "needs: 'on'")
    score = score_one(text.replace("MISSING", f"missing: {policy}, {LINE}"), {"y": 10, **void, **figure})
    assert (score.points, score.coverage) == (50, coverage)


@pytest.mark.parametrize(("points", "coverage"), [({"a": 40}, 1), ({}, D("0.5"))])
def test_points_by_hand_are_data_whatever_voids_them(points, coverage):
    text = VOIDED.replace("VALUE, ", "").replace("NEEDS", "needs: 'on'").replace("MISSING", "rule: {kind: manual}")
    score = score_one(text, {"y": 10, "on": "no", "bad": "no"}, points=points)
    assert (score.points, score.coverage) == (50, coverage)


def test_coverage_is_the_same_whatever_leaves_missing_data_out():
    text = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, z: {name: Z, unit: 家}}
dimensions:
  d:
    name: D
    weight: 1
    unapplied: shrink
    indicators:
      a: {name: A, weight: 1, value: x, unit: 家, missing: POLICY, rule: {kind: goalposts, worst: 0, best: 10}}
      n: {name: N, weight: 3, value: z, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  e: {name: E, weight: 1, indicators: {b: {name: B, weight: 1, value: y, unit: 家, rule: {kind: ratio, to: 10}}}}
"""
    found = [
        score_one(text.replace("POLICY", policy), {"y": 10, "z": "not_applicable"})
        for policy in ("interval", "zero", "exclude", "group_mean")
    ]
    # D has a quarter of its 50 in force, and none of that stands on data.
    assert {rounded(score.coverage) for score in found} == {rounded(D(50) / D("62.5"))}
