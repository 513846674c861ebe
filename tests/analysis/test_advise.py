"""Advice: the exact next values, and plans that reach their goal with nothing to spare."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from analysis.analysis_support import field, park, run_of, sample
from fivegoods.analysis.advise.advice import advise
from fivegoods.analysis.advise.goals import GoalError, Grade, Points, Rank, next_park
from fivegoods.analysis.advise.trials import Costs
from fivegoods.analysis.losses import lost
from fivegoods.analysis.whatif.apply import rerun
from fivegoods.reports.changes.advise import AdviceProduct
from fivegoods.reports.model import Paragraph
from fivegoods.scoring.composite.contribution import contributions, factors
from fivegoods.scoring.ranking.order import rank_value

DEMO_PARKS = ["shuyu", "songhe", "shouzhuo", "hanzhang", "guihong", "wangshu", "tingtao", "fuyao", "luming", "qinglan"]


def milestones(rule, x, *peers, name="x", **more):
    data = {"w" if name == "w" else "x": x}
    run = run_of(field(name, rule, **more), park("a", **data), *peers)
    (item,) = advise(run, "a").indicators
    return item, {m.kind: (m.needed, m.points) for m in item.milestones}


@pytest.mark.parametrize(
    ("rule", "x", "expected"),
    [
        # Ratio: one more point a tenth of the reference further; open-ended, so no cap.
        ("{kind: ratio, to: 20}", 10, {"point": (12, 6)}),
        ("{kind: ratio, to: 20, at_most_times: 1}", 10, {"point": (12, 6), "cap": (20, 10)}),
        # Less is better: the value must fall.
        ("{kind: goalposts, worst: 20, best: 0}", 10, {"point": (8, 6), "cap": (0, 10)}),
        ("{kind: inverse_ratio, to: 10}", 10, {"point": (8, 6), "cap": (0, 10)}),
        # Bands: the closed end itself.
        ("{kind: bands, bands: [{from: 30, points: 10}, {from: 15, below: 30, points: 8}, {below: 15, points: 5}]}", 10,
         {"step": (15, 8), "cap": (30, 10)}),
        # An open end is passed by the smallest there is.
        ("{kind: bands, bands: [{above: 30, points: 10}, {upto: 30, points: 5}]}", 10,
         {"cap": (D("30.000000000001"), 10)}),
        ("{kind: bands, bands: [{upto: 5, points: 10}, {above: 5, points: 5}]}", 10, {"cap": (5, 10)}),
        # Steps: whole steps only.
        ("{kind: steps, start: 10, base: 5, up: {each: 2, points: 1, at_most: 3}, whole: true}", 10,
         {"step": (12, 6)}),
        ("{kind: per_unit, points: 2, per: 5, at_most: 6}", 7, {"step": (10, 4), "cap": (15, 6)}),
        ("{kind: completion, target: 20, extra: {points: 0.5, at_most: 4}}", 10,
         {"point": (12, 6), "cap": (D("21.6"), 14)}),
        ("{kind: completion, target: 20, short: zero}", 10, {"cap": (20, 10)}),
        ("{kind: optimal, best_from: 20, best_upto: 25, zero_below: 10, zero_above: 40}", 15,
         {"point": (16, 6), "cap": (20, 10)}),
        ("{kind: optimal, best_from: 20, best_upto: 25, zero_below: 10, zero_above: 40}", 31,
         {"point": (D("29.5"), 7), "cap": (25, 10)}),
    ],
)  # fmt: skip
def test_the_exact_smallest_value(rule, x, expected):
    item, found = milestones(rule, x)
    for kind, (needed, points) in expected.items():
        assert found[kind] == (D(needed), D(points)), (kind, found)
    assert not item.at_cap


def test_one_less_does_not_do():
    item, _ = milestones("{kind: bands, bands: [{from: 0.3, points: 10}, {below: 0.3, points: 5}]}", D("0.1"))
    (cap,) = item.milestones
    assert cap.needed == D("0.3")
    run = run_of(field("x", "{kind: bands, bands: [{from: 0.3, points: 10}, {below: 0.3, points: 5}]}"),
                 park("a", x=cap.needed - D("1E-12")))  # fmt: skip
    assert run.of("a").points == 5


def test_whole_figures_stay_whole_and_a_quotient_is_solved_for_its_numerator():
    item, found = milestones("{kind: per_unit, points: 2, at_most: 6}", 1, name="w")
    assert found == {"step": (2, 4), "cap": (3, 6)}
    text = field("x", "{kind: bands, bands: [{from: 1.5, points: 10}, {below: 1.5, points: 0}]}").replace(
        "unit: 家, points: 10, value: x", "points: 10, value: x / y"
    )
    run = run_of(text, park("a", x=100, y=120))
    (item,) = advise(run, "a").indicators
    assert [(m.field, m.needed, m.value) for m in item.milestones] == [("x", D(180), D("1.5"))]


def test_at_the_cap_there_is_nothing_to_do():
    item, found = milestones("{kind: ratio, to: 20, at_most_times: 1}", 30)
    assert item.at_cap
    assert found == {}


def test_missing_data_are_open_points_and_not_part_of_plans():
    run = run_of(field("x", "{kind: ratio, to: 10, at_most_times: 1}"), park("a", y=3))
    advice = advise(run, "a", Points(D(5)))
    assert advice.open_points == 10
    assert advice.plan is None
    assert advice.short_by == 5


def test_a_relative_rule_counts_what_the_park_itself_does_to_the_mean():
    rule = "{kind: ratio, to: {stat: mean}, at_most_times: 1}"
    item, found = milestones(rule, 10, park("b", x=30))
    # With the own value x the mean is (x + 30) / 2; full points need x of 30, not today's mean of 20.
    assert item.is_relative
    assert found["cap"] == (30, 10)


@pytest.mark.slow
@pytest.mark.parametrize("name", DEMO_PARKS)
@pytest.mark.parametrize("goal_of", ["five_more", "next", "grade"])
def test_every_plan_reaches_its_goal_and_no_step_can_be_left_out(name, goal_of):
    run = sample("demo")
    own = run.of(name)
    if goal_of == "next":
        if own.rank == 1:
            with pytest.raises(GoalError, match="already_first"):
                next_park(run, name)
            return
        goal = next_park(run, name)
    else:
        goal = Points(own.points + 5) if goal_of == "five_more" else Grade("B")
    advice = advise(run, name, goal)
    if goal_of == "grade" and own.grade in ("A", "B"):
        assert advice.is_reached
        return
    if advice.plan is None:
        # An event decides the grade of these two, whatever the points.
        assert (goal_of, own.grade_reason != "") == ("grade", True)
        assert not goal.is_reached(advice.utmost, name)
        return
    changes = advice.plan.changes
    after = rerun(run, name, changes)
    assert goal.is_reached(after, name)
    assert after.of(name).points == advice.plan.after.of(name).points
    for change in changes:
        rest = [c for c in changes if c is not change]
        assert not goal.is_reached(rerun(run, name, rest), name), change
    efforts = [step.effort for step in advice.plan.steps]
    assert efforts == sorted(efforts)


def test_a_plan_is_as_short_as_it_can_be():
    text = (
        "fields: {x: {name: x, unit: 家}, y: {name: y, unit: 家}}\n"
        "indicators:\n"
        "  i: {name: i, unit: 家, points: 10, value: x, rule: {kind: ratio, to: 10, at_most_times: 1}}\n"
        "  j: {name: j, unit: 家, points: 10, value: y, rule: {kind: ratio, to: 100, at_most_times: 1}}\n"
    )
    run = run_of(text, park("a", x=5, y=50))
    one = advise(run, "a", Points(D(14))).plan
    assert [(s.name, s.needed) for s in one.steps] in ([("x", D(9))], [("y", D(90))])
    both = advise(run, "a", Points(D(16))).plan
    assert {s.name for s in both.steps} == {"x", "y"}
    assert both.after.of("a").points == 16


def test_declared_costs_decide_what_is_cheap_and_what_cannot_be_changed():
    text = (
        "fields: {x: {name: x, unit: 家}, y: {name: y, unit: 家}}\n"
        "indicators:\n"
        "  i: {name: i, unit: 家, points: 10, value: x, rule: {kind: ratio, to: 10}}\n"
        "  j: {name: j, unit: 家, points: 10, value: y, rule: {kind: ratio, to: 100}}\n"
    )
    run = run_of(text, park("a", x=5, y=50))
    cheap_y = advise(run, "a", Points(D(12)), Costs({"x": D(100), "y": D(1)})).plan
    assert [(s.name, s.needed, s.effort) for s in cheap_y.steps] == [("y", D(70), D(20))]
    only_x = advise(run, "a", Points(D(12)), Costs({"x": D(100), "y": None})).plan
    assert [(s.name, s.needed) for s in only_x.steps] == [("x", D(7))]


def test_a_limit_on_change_keeps_figures_near_and_may_put_the_goal_out_of_reach():
    run = run_of(field("x", "{kind: ratio, to: 10}"), park("a", x=5))
    assert advise(run, "a", Points(D(7)), Costs(at_most=D("0.5"))).plan is not None
    far = advise(run, "a", Points(D(9)), Costs(at_most=D("0.5")))
    assert far.plan is None
    assert far.utmost is not None


@pytest.mark.parametrize(
    "check",
    ["x <= y", "points('i') <= 8", "x <= total(y) - 1", "x <= 2 * previous(y)"],  # figures, results, others, years
)
def test_a_check_of_the_criteria_bounds_the_advice(check):
    text = field("x", "{kind: ratio, to: 10, at_most_times: 1}") + f'\nchecks: [{{that: "{check}", say: no}}]'
    run = run_of(text, park("a", x=5, y=8), park("b", y=1), others=(park("a", y=4, year=2023),))
    advice = advise(run, "a", Points(D(9)))
    assert advice.plan is None
    assert advise(run, "a", Points(D(8))).plan is not None


def test_goals_without_sense_are_refused():
    run = sample("demo")
    with pytest.raises(GoalError, match="unknown_grade"):
        advise(run, "luming", Grade("Z"))
    with pytest.raises(GoalError, match="rank_below_one"):
        advise(run, "luming", Rank(0))
    with pytest.raises(GoalError, match="not_ranked"):
        advise(run, "canglang", Rank(3))


def test_points_by_hand_can_be_asked_for():
    run = sample("meizhou-2016")
    advice = advise(run, "xingning", next_park(run, "xingning"))
    after = rerun(run, "xingning", advice.plan.changes)
    settings = run.criteria.criteria.settings
    assert rank_value(after.of("xingning").points, settings) == rank_value(run.of("dongsheng").points, settings)
    assert len(advice.plan.steps) == 1


@pytest.mark.parametrize("rule", ["{kind: ratio, to: 2000}", "{kind: goalposts, worst: 0, best: 2000}"])
def test_from_nothing_the_next_points_are_found(rule):
    _, found = milestones(rule, 0)
    assert found["point"] == (200, 1)


def test_below_the_worst_the_next_point_is_a_whole_one():
    _, found = milestones("{kind: goalposts, worst: 10, best: 30}", 5)
    assert found == {"point": (12, 1), "cap": (30, 10)}


TWO = """
method: METHOD
fields: {x: {name: x, unit: 家}, y: {name: y, unit: 家}}
dimensions:
  one:
    name: one
    weight: 3
    indicators:
      i: {name: i, weight: 1, unit: 家, value: x, rule: {kind: goalposts, worst: 0, best: 9}}
  two:
    name: two
    weight: 1
    indicators:
      j: {name: j, weight: 1, unit: 家, value: y, rule: {kind: ratio, to: {stat: max}}}
"""


@pytest.mark.parametrize("method", ["sum", "mean", "geometric", "harmonic", "minimum"])
def test_weights_means_and_minima_have_plans_too(method):
    text = "points: 100\n" + TWO.replace("METHOD", method)
    run = run_of(text, park("a", x=0, y=0), park("b", x=9, y=50))
    goal = Points(D(80))
    plan = advise(run, "a", goal).plan
    assert plan is not None
    assert goal.is_reached(rerun(run, "a", plan.changes), "a")
    for change in plan.changes:
        assert not goal.is_reached(rerun(run, "a", [c for c in plan.changes if c is not change]), "a")
    assert advise(run, "a", Points(D(101))).short_by == 1


def test_an_indicator_without_points_is_worth_what_its_weight_says():
    text = "points: 100\n" + TWO.replace("METHOD", "mean")
    run = run_of(text, park("a", x=0, y=20), park("b", x=9, y=50))
    assert factors(run.of("a").root) == {"i": 1, "j": 1}
    assert contributions(run.of("b").root) == {"i": 75, "j": 25}


@pytest.mark.slow
def test_the_steps_of_a_plan_add_up_to_the_whole_gain():
    run = sample("demo")
    advice = advise(run, "qinglan", Rank(1))
    plan = advice.plan
    assert sum(step.brings for step in plan.steps) == plan.after.of("qinglan").points - run.of("qinglan").points
    # The leader falls by what the park does to the relative rules: that is why less than the distance is enough.
    rival = Rank(1).rival(run, "qinglan")
    assert plan.after.of(rival.park.id).points < rival.points


def test_figures_are_said_in_seven_digits_that_are_enough():
    rule = "{kind: bands, bands: [{above: 30, points: 10}, {upto: 30, points: 5}]}"
    item, _ = milestones(rule, 10)
    (cap,) = item.milestones
    assert (cap.needed, cap.said) == (D("30.000000000001"), D("30.00001"))
    _, found = milestones("{kind: ratio, to: 7, at_most_times: 1}", 3)
    assert found["cap"] == (7, 10)


def test_a_goal_among_others_needs_others():
    run = run_of(field("x", "{kind: ratio, to: 10}"), park("a", x=5))
    with pytest.raises(GoalError, match="needs_peers"):
        next_park(run, "a")
    with pytest.raises(GoalError, match="needs_peers"):
        advise(run, "a", Rank(1))


SHARE = """
fields: {share: {name: s, unit: 家}, x: {name: x, unit: 家}, y: {name: y, unit: 家}}
indicators:
  i: {name: i, points: 10, value: "VALUE", rule: {kind: ratio, to: 0.5, at_most_times: 1}}
"""


def test_nobody_is_told_to_have_less_unless_nothing_else_helps():
    run = run_of(SHARE.replace("VALUE", "max(x / y, 0)"), park("a", x=10, y=40))
    (item,) = advise(run, "a").indicators
    assert {(m.field, m.worsens) for m in item.milestones} == {("x", False)}
    full = SHARE.replace("VALUE", "max(x / y, 0)").replace("{name: x, unit: 家}", "{name: x, unit: 家, at_most: 10}")
    run = run_of(full, park("a", x=10, y=40))
    (item,) = advise(run, "a").indicators
    assert {(m.field, m.worsens) for m in item.milestones} == {("y", True)}


def test_an_alternate_for_want_of_a_reference_is_not_at_its_cap():
    other = "{policy: alternate, value: y, rule: {kind: goalposts, worst: 0, best: 10, at_most: 5}}"
    text = field("x", "{kind: ratio, to: {stat: mean}, at_most_times: 1}", missing=other)
    (item,) = advise(run_of(text, park("p", x=5, y=20)), "p").indicators
    assert (item.score.points, item.at_cap, item.open_points, item.milestones) == (5, False, 5, ())
    assert lost(item.score) == 0


def test_the_distance_to_a_grade_by_place_says_how_the_others_move():
    text = field("x", "{kind: ratio, to: {stat: mean}}") + (
        "\ngrades: {by: share, levels: [{id: A, name: A, share: 0.5, round: floor}, {id: B, name: B, rest: true}]}\n"
    )
    run = run_of(text, park("p", x=10), park("q", x=5))
    assert Grade("A").rival(run, "q").id == "p"
    found = AdviceProduct(advise(run, "q", Grade("A")), "en")
    said = [block.text for section in found.goal_sections() for block in section.blocks if isinstance(block, Paragraph)]
    assert any("13.33 points that p has today" in sentence for sentence in said)


def test_a_grade_by_points_has_no_rival():
    text = field("x", "{kind: ratio, to: 10}") + (
        "\ngrades: {by: score, levels: [{id: A, from: 9}, {id: B, from: 0}]}\n"
    )
    run = run_of(text, park("p", x=10), park("q", x=5))
    assert Grade("A").rival(run, "q") is None
    assert Grade("A").lacking(run, "q") == 4


def test_points_without_a_reference_are_not_lost():
    text = (
        "fields: {x: {name: x, unit: 家}, y: {name: y, unit: 家}}\nindicators:\n"
        "  i: {name: i, unit: 家, points: 10, value: x, rule: {kind: ratio, to: {stat: mean}}}\n"
        "  j: {name: j, unit: 家, points: 10, value: y, rule: {kind: goalposts, worst: 0, best: 10}}\n"
    )
    found = advise(run_of(text, park("p", x=1, y=4)), "p").losses
    assert (found.of, [score.plan.id for score in found.indicators]) == (6, ["j"])
