"""Bonuses, deductions and vetoes: price, caps, scope, what they void; worked by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fivegoods.checks import check_run
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.explain.indicator import derive
from scoring.scoring_support import criteria_of, indicator_of, node_of, park_of, run_of, score_one

D = Decimal
HEAD = """
fields:
  x: {name: X, unit: 家}
  y: {name: Y, unit: 家}
  fault: {name: Fault, kind: yes_no}
  age: {name: Age, unit: 年}
dimensions:
  one: {name: One, indicators: {a: {name: A, points: 60, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
  two: {name: Two, indicators: {b: {name: B, points: 40, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
adjustments:
"""
DATA = {"x": 5, "y": 5}  # 30 + 20


def scored(adjustments, data=DATA, **rest):
    settings = rest.pop("settings", "")
    return score_one(HEAD + adjustments + settings, data, **rest)


def event(kind, count=1, level=None):
    return {"kind": kind, "count": Decimal(count), "level": level}


ANHUI = """
  inspection: {name: Inspection, event: inspection, each: {central: -0.3, provincial: -0.2}}
  accident: {name: Accident, event: accident, each: -1}
"""


def test_events_are_priced_by_level_and_add_up():
    # rules.md D1: −0.3 for each central finding, −0.2 for each provincial one, −1 for each accident.
    found = [event("inspection", 2, "central"), event("inspection", 3, "provincial"), event("accident", 2)]
    score = scored(ANHUI, events=found)
    assert score.points == D("46.8")  # 50 − 0.6 − 0.6 − 2
    assert [(a.id, a.count, a.points) for a in score.adjustments] == [("inspection", 5, D("-1.2")), ("accident", 2, -2)]


def test_no_events_no_adjustment():
    assert scored(ANHUI).adjustments == ()


@pytest.mark.parametrize(("count", "points"), [(2, 46), (4, 44), (9, 44)])
def test_a_cap_on_one_item(count, points):
    assert scored("  e: {name: E, event: e, each: -2, at_most: 6}\n", events=[event("e", count)]).points == points


def test_caps_on_all_bonuses_and_on_all_deductions():
    text = """
  good: {name: G, event: good, each: 3}
  better: {name: B, event: better, each: 4}
  bad: {name: D, event: bad, each: -5}
settings: {bonus_at_most: 10, deduction_at_most: 8}
"""
    score = scored(text, events=[event("good", 2), event("better", 2), event("bad", 2)])
    assert score.points == 52  # 50 + min(14, 10) − min(10, 8)
    assert score.full == 100  # a bonus is outside the 100


def test_an_expression_as_points_and_a_condition():
    text = """
  above: {name: A, points: "min(2 * (x - 4), 6)", when: x > 4}
"""
    assert scored(text).points == 52
    assert scored(text, {"x": 4, "y": 5}).points == 44  # 24 + 20, no bonus


def test_a_condition_that_cannot_be_decided_is_named_and_does_not_count():
    score = scored("  f: {name: F, when: fault, each: -5}\n")
    assert score.points == 50
    assert score.undecided == {"f": "absent:fault"}


@pytest.mark.parametrize(("to", "one", "total"), [("one", 25, 45), ("a", 25, 45), ("total", 30, 45)])
def test_points_go_to_the_total_a_dimension_or_an_indicator(to, one, total):
    score = scored(f"  f: {{name: F, when: fault, each: -5, to: {to}}}\n", {**DATA, "fault": "yes"})
    assert node_of(score, "one").points == one
    assert score.points == total


VETO = "  f: {name: F, when: fault, effects: [EFFECT]}\n"


@pytest.mark.parametrize(
    ("scope", "points", "outcome"), [("a", 20, "voided"), ("one", 20, "scored"), ("total", 0, "scored")]
)
def test_a_veto_voids_an_indicator_a_dimension_or_the_total(scope, points, outcome):
    score = scored(VETO.replace("EFFECT", f"{{void: {scope}}}"), {**DATA, "fault": "yes"})
    assert score.points == points
    assert score.possible == points
    assert indicator_of(score, "a").outcome == outcome


def test_a_veto_of_honours_leaves_score_and_rank():
    score = scored(VETO.replace("EFFECT", "{no_honours: true}"), {**DATA, "fault": "yes"})
    assert (score.points, score.rank, score.honours_lost) == (50, 1, True)


def test_a_veto_of_the_right_to_be_ranked():
    score = scored(VETO.replace("EFFECT", "{unranked: true}"), {**DATA, "fault": "yes"})
    assert (score.points, score.rank, score.unranked_reason) == (50, None, "adjustment:f")


def test_an_entry_gate_that_either_of_two_figures_opens():
    # rules.md D14: industrial output or total income above 300; unknown figures do not shut anybody out.
    text = (
        HEAD.replace("dimensions:", "applies: x >= 300 or y >= 300\ndimensions:")
        + "  e: {name: E, event: e, each: 1}\n"
    )
    assert score_one(text, {"x": 10, "y": 10}).unranked_reason == "entry"
    assert score_one(text, {"x": 300, "y": 10}).unranked_reason == ""
    assert score_one(text, {"y": 10}).unranked_reason == ""


def test_counted_conditions_escalate():
    # rules.md D9: one failure costs a grade step, two cost the award.
    text = """
  failed:
    name: Failed
    count: count(x < 8, y < 8)
    effects: [{steps_down: 1}, {from_count: 2, no_honours: true}]
grades: {by: score, levels: [{id: A, from: 80}, {id: B, from: 40}, {id: C}]}
"""
    none = scored(text, {"x": 8, "y": 8})
    assert (none.grade, none.honours_lost) == ("A", False)
    one = scored(text, {"x": 10, "y": 7})
    assert (one.grade, one.grade_reason, one.honours_lost) == ("B", "failed:-1", False)
    two = scored(text, {"x": 7, "y": 7})
    assert (two.grade, two.honours_lost) == ("B", True)


def test_a_protection_period_is_evaluated_but_not_graded_unless_it_asks_to_be():
    # rules.md D18: a new park may choose to take part during its first two years.
    text = """
  young:
    name: Young
    when: age < 2 and not fault
    effects: [{ungraded: {zh: 过渡期, en: transition}}]
grades: {by: score, levels: [{id: A, from: 40}, {id: B}]}
"""
    young = scored(text, {**DATA, "age": 1, "fault": "no"})
    assert (young.points, young.grade, young.grade_reason) == (50, None, "ungraded:young")
    assert scored(text, {**DATA, "age": 1, "fault": "yes"}).grade == "A"
    assert scored(text, {**DATA, "age": 3, "fault": "no"}).grade == "A"


def test_points_by_hand_and_by_review_replace_computed_ones_and_say_so():
    by_hand = indicator_of(scored("  e: {name: E, event: e, each: 1}\n", points={"a": 12}), "a")
    assert (by_hand.outcome, by_hand.points, by_hand.computed, by_hand.reason) == ("overridden", 12, 30, "by_hand")
    review = {"by": "city", "points": {"a": {"points": D(7), "reason": "invoice missing"}}}
    reviewed = indicator_of(scored("  e: {name: E, event: e, each: 1}\n", review=review), "a")
    assert (reviewed.outcome, reviewed.points, reviewed.computed, reviewed.reason) == ("overridden", 7, 30, "review")
    assert reviewed.given is not None
    assert reviewed.given.reason == "invoice missing"


NEEDS = """
fields: {x: {name: X, unit: 家}, on: {name: On, kind: yes_no}}
adjustments: {award: {name: Award, event: award, each: 2, to: a}}
indicators:
  a: {name: A, points: 60, GATE: "on", value: x, unit: 家, rule: {kind: RULE}}
  b: {name: B, points: 40, rule: {kind: manual}}
"""
LINE = "goalposts, worst: 0, best: 10"


@pytest.mark.parametrize("scope", ["a", "one"])
def test_data_not_handed_in_are_no_way_out_of_a_veto(scope):
    # Left out for lack of data, A would leave its points to B and the veto would cost nothing.
    text = HEAD.replace("x, unit: 家, rule", "x, unit: 家, missing: exclude, rule") + VETO.split("adjustments:")[-1]
    text = text.replace("EFFECT", f"{{void: {scope}}}")
    without = score_one(text, {"y": 5})
    voided = score_one(text, {"y": 5, "fault": "yes"})
    assert (without.points, without.full) == (50, 100)
    assert (voided.points, voided.full, voided.coverage) == (20, 100, D("0.4"))
    assert indicator_of(voided, "a").outcome == ("voided" if scope == "a" else "missing")


@pytest.mark.parametrize(("gate", "outcome"), [("needs", "voided"), ("applies", "not_applicable")])
def test_a_bonus_to_what_gives_no_points_gives_none(gate, outcome):
    score = score_one(NEEDS.replace("GATE", gate).replace("RULE", LINE), {"x": 5, "on": "no"}, events=[event("award")])
    found = indicator_of(score, "a")
    assert (found.outcome, found.points, score.points) == (outcome, 0, 0)


def test_missing_data_add_nothing_where_the_precondition_fails():
    score = score_one(NEEDS.replace("GATE", "needs").replace("RULE", LINE), {"on": "no"}, points={"b": 10})
    assert indicator_of(score, "a").outcome == "voided"
    assert (score.points, score.possible, score.coverage) == (10, 10, D("0.4"))


def test_points_by_hand_need_the_precondition_too():
    text = NEEDS.replace("GATE", "needs").replace("RULE", "manual").replace("value: x, unit: 家, ", "")
    points = {"a": 50, "b": 10}
    assert score_one(text, {"on": "yes"}, points=points).points == 60
    assert score_one(text, {"on": "no"}, points=points).points == 10
    reviewed = score_one(text, {"on": "no"}, points=points, review={"by": "us", "source": "us", "points": {"a": 50}})
    assert reviewed.points == 60  # a review has the last word


def test_a_void_dimension_leaves_nothing_open():
    text = NEEDS.replace('GATE: "on", ', "").replace("RULE", "ratio, to: 10")
    assert score_one(text, {}).possible_is_open
    assert not score_one('needs: "on"\n' + text, {"on": "no"}).possible_is_open
    assert not score_one("at_most: 50\n" + text, {"on": "no"}).possible_is_open


def test_adjustments_by_points_go_by_those_that_a_veto_leaves():
    text = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, fault: {name: Fault, kind: yes_no}}
adjustments:
  veto: {name: Veto, when: fault, effects: [{void: a}]}
  tenth: {name: Tenth, points: 'points("b") / 10'}
indicators:
  a: {name: A, weight: 60, value: x, unit: 家, missing: exclude, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, weight: 40, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""
    # With A left out the 40 of B carry all 100; a veto keeps A in force, and 40 are 40 after all.
    without, voided = score_one(text, {"y": 5}), score_one(text, {"y": 5, "fault": "yes"})
    assert (indicator_of(without, "b").points, without.points) == (20, 52)
    assert (indicator_of(voided, "b").points, voided.points) == (20, 22)
    assert voided.adjustments[-1].formula == "20 ÷ 10"


SHIFTED = """
fields: {x: {name: X, unit: 家}}
checks: [{that: 'points("a") <= 6', say: too many points}]
adjustments: {award: {name: Award, event: award, each: 2, to: a}}
indicators:
  a: {name: A, points: 10, value: x, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: B, points: 10, value: 'points("a") * 1.5', unit: 分, rule: {kind: as_points}}
"""


def test_a_derivation_and_a_check_read_the_points_that_the_scores_were_made_from():
    # A bonus comes after all indicators are scored: B goes by the 5 points of the rule.
    file = criteria_of(SHIFTED)
    run = run_of(file, [park_of(file, "it", {"x": 5}, events=[event("award")])])
    score = run.of("it")
    a, b = indicator_of(score, "a"), indicator_of(score, "b")
    assert (a.points, b.points) == (7, D("7.5"))
    assert derive(score, b)[0].formula == "5 × 1.5"
    assert not check_run(run)


def test_a_check_over_points_that_are_not_known_is_not_broken():
    file = criteria_of(SHIFTED.replace("<= 6", ">= 6"))
    assert [f.kind.code for f in check_run(run_of(file, [park_of(file, "it", {"x": 5})]))] == ["FG340"]
    assert [f.kind.code for f in check_run(run_of(file, [park_of(file, "it")]))] == ["FG343"]  # no data at all


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: goalposts, worst: {stat: min}, best: {stat: max}}",
        "{kind: z_score, centre: 5, spread: 1}",
        "{kind: bands, over: {stat: mean}, bands: [{from: 1, share: 0.5}]}",
        "{kind: rank_share, bands: [{upto: 0.3, share: 1}]}",
        "{kind: steps, start: 3, base: 5}",
    ],
)
@pytest.mark.parametrize("more", [{"points": {"a": 4}}, {"review": {"by": "city", "points": {"a": {"points": D(4)}}}}])
def test_points_for_what_has_no_data_are_derived_from_who_gave_them(rule, more):
    file = criteria_of(NEEDS.replace('GATE: "on", ', "").replace("{kind: RULE}", rule))
    run = run_of(file, [park_of(file, "it", **more)])
    found = indicator_of(run.of("it"), "a")
    assert (found.points, found.computed) == (4, None)
    derivation = derive(run.of("it"), found)
    assert [step.kind for step in derivation if step.result is not None] == ["override", "contribution"]


@pytest.mark.parametrize(
    ("missing", "data", "steps"),
    [
        ("", {}, [("missing", "0 … 10", 0), ("adjustment", "0 + 2", 2)]),
        ("missing: zero, ", {}, [("policy", "0", 0), ("adjustment", "0 + 2", 2)]),
        ("missing: {policy: penalty, points: 3}, ", {}, [("policy", "−3", -3), ("adjustment", "−3 + 2", -1)]),
        ("", {"x": 5}, [("rule", "10 × ((5 − 0) ÷ (10 − 0))", 5), ("adjustment", "5 + 2", 7)]),
    ],
)
def test_a_bonus_on_an_indicator_is_added_in_a_step_of_its_own(missing, data, steps):
    text = SHIFTED.replace("checks: [{that: 'points(\"a\") <= 6', say: too many points}]\n", "")
    file = criteria_of(text.replace("{name: A, ", "{name: A, " + missing))
    run = run_of(file, [park_of(file, "it", data, events=[event("award")])])
    derivation = derive(run.of("it"), indicator_of(run.of("it"), "a"))
    assert [(s.kind, s.formula, s.result) for s in derivation if s.kind in {kind for kind, *_ in steps}] == steps


def test_a_bonus_on_an_indicator_that_weighs_nothing_for_the_group_gives_none():
    text = SHIFTED.replace("{name: A, points: 10,", "{name: A, points: {by: level, is: {a: 0}},")
    text = text.replace("checks:", "groups: {level: {name: L, values: {a: A}}}\nchecks:").replace("<= 6", ">= 0")
    text = text.replace("goalposts, worst: 0, best: 10", "as_points")
    file = criteria_of(text)
    score = run_of(file, [park_of(file, "it", {"x": 5}, groups={"level": "a"}, events=[event("award")])]).of("it")
    found = indicator_of(score, "a")
    assert (found.outcome, found.points, found.reason) == ("not_applicable", 0, "does_not_apply")
    assert "adjustment" not in {step.kind for step in derive(score, found)}


@pytest.mark.parametrize("void", ["needs", "veto"])
@pytest.mark.parametrize("data", [{"x": 5}, {}, {"x": 5, "z": 5}])
def test_a_dimension_that_is_void_stays_in_force_whatever_data_are_left_out(void, data):
    text = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, z: {name: Z, unit: 家}, fault: {name: F, kind: yes_no}}
dimensions:
  one:
    name: One
    NEEDS
    indicators:
      a: {name: A, points: 30, value: x, unit: 家, missing: exclude, rule: {kind: goalposts, worst: 0, best: 10}}
      c: {name: C, points: 30, value: z, unit: 家, missing: exclude, rule: {kind: goalposts, worst: 0, best: 10}}
  two: {name: Two, indicators: {b: {name: B, points: 40, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}}}
"""
    text = text.replace("NEEDS", "needs: not fault" if void == "needs" else "clause: '1'")
    text += "" if void == "needs" else "adjustments: {v: {name: V, when: fault, effects: [{void: one}]}}\n"
    score = score_one(text, {"y": 10, "fault": "yes", **data})
    assert (score.points, score.full, node_of(score, "one").outcome) == (40, 100, "voided")


# -- the minimum of a part

GRADES = "grades: {by: score, levels: [{id: A, from: 60}, {id: B, from: 30}, {id: F}]}\n"


def minimum(part, limit, data=DATA, adjustments="  fire: {name: Fire, event: fire, each: -10, to: one}\n", **rest):
    text = HEAD.replace(f"{part}: {{", f"{part}: {{fails_below: {limit}, ") + adjustments + rest.pop("grades", "")
    return score_one(text, data, **rest)


@pytest.mark.parametrize(
    ("part", "limit", "grade"),
    [("one", 30, "B"), ("one", "30.1", "F"), ("a", 30, "B"), ("a", "30.1", "F"), ("two", 25, "F")],
)
def test_a_part_below_its_minimum_brings_the_last_grade(part, limit, grade):
    score = minimum(part, limit, grades=GRADES)  # 30 + 20
    assert (score.points, score.grade) == (50, grade)
    assert [a.id for a in score.adjustments] == ([f"{part}-minimum"] if grade == "F" else [])


def test_without_grades_a_part_below_its_minimum_is_out_of_the_ranking():
    score = minimum("one", 31)
    assert (score.rank, score.unranked_reason) == (None, "adjustment:one-minimum")
    assert minimum("one", 30).rank == 1


def test_a_minimum_looks_at_points_after_deductions_from_the_part():
    assert minimum("one", 25, events=[event("fire")], grades=GRADES).grade == "F"  # 30 − 10
    assert minimum("a", 25, events=[event("fire")], grades=GRADES).grade == "B"  # the indicator keeps its 30


def test_a_minimum_is_decided_by_what_is_possible_and_left_open_with_a_note():
    file = criteria_of(HEAD.replace("one: {", "one: {fails_below: 61, ").replace("adjustments:", "") + GRADES)
    assert run_of(file, [park_of(file, "it", {"y": 5})]).of("it").grade == "F"  # 60 is all there is to reach
    file = criteria_of(HEAD.replace("one: {", "one: {fails_below: 30, ").replace("adjustments:", "") + GRADES)
    run = run_of(file, [park_of(file, "it", {"y": 10})])
    assert run.of("it").grade == "B"
    assert [f.params["name_en"] for f in check_run(run) if f.kind.code == "FG341"] == ["One below 30 points"]


def test_a_part_that_does_not_apply_has_no_minimum():
    file = criteria_of(
        HEAD.replace("one: {", "one: {fails_below: 30, applies: fault, ").replace("adjustments:", "") + GRADES
    )
    run = run_of(file, [park_of(file, "it", {"x": 1, "y": 10, "fault": "no"})])
    assert run.of("it").grade == "B"
    assert [f for f in check_run(run) if f.kind.code == "FG341"] == []


def test_a_minimum_goes_with_its_part():
    file = criteria_of(HEAD.replace("one: {", "one: {fails_below: 30, ").replace("adjustments:", ""))
    plan, _ = build_plan(file)
    assert [a.id for a in plan.adjustments] == ["one-minimum"]
    left = {"two": plan.file.criteria.dimensions["two"]}
    again, findings = build_plan(
        replace(plan.file, criteria=plan.file.criteria.model_copy(update={"dimensions": left}))
    )
    assert ([a.id for a in again.adjustments], findings) == ([], [])
