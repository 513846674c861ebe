"""Advice over several figures at once: nothing possible is denied, nothing asked for is more than enough."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.analysis_support import park, run_of, sample
from fivegoods.analysis.advise.advice import advise
from fivegoods.analysis.advise.goals import Grade, Points, Rank
from fivegoods.analysis.advise.trials import Costs
from fivegoods.analysis.whatif.apply import rerun
from fivegoods.analysis.whatif.changes import SetField
from fivegoods.numeric.decimals import decide

#: More revenue lowers the intensity, more R&D alone is soon at its cap.
SHARED = """
fields: {x: {name: x, unit: 家, above: 0}, y: {name: y, unit: 家, at_least: 0}}
indicators:
  size: {name: s, unit: 家, points: 50, value: x, rule: {kind: goalposts, worst: 0, best: 100}}
  intensity: {name: i, unit: "%", points: 50, value: y / x, rule: {kind: goalposts, worst: 0 %, best: 5 %}}
"""


def reached(run, name, advice):
    return advice.goal.is_reached(rerun(run, name, advice.plan.changes), name)


@pytest.mark.parametrize("target", [76, 95, 100])
def test_figures_that_only_help_together_are_found(target):
    run = run_of(SHARED, park("a", x=50, y=1))
    advice = advise(run, "a", Points(D(target)))
    assert reached(run, "a", advice)
    assert {step.name for step in advice.plan.steps} == {"x", "y"}
    for step in advice.plan.steps:
        less = [SetField(s.name, s.needed - (D("0.01") if s is step else 0)) for s in advice.plan.steps]
        assert not advice.goal.is_reached(rerun(run, "a", less), "a"), step


def test_what_the_search_comes_to_is_the_most_there_is_and_says_what_was_moved():
    run = run_of(SHARED, park("a", x=50, y=1))
    advice = advise(run, "a", Points(D(101)))
    assert (advice.plan, advice.short_by) == (None, 1)
    assert {lever.name for lever in advice.searched} == {"x", "y"}


def test_the_same_for_ranks_and_grades():
    graded = SHARED + "grades: {by: score, levels: [{id: A, from: 90}, {id: B, from: 0}]}"
    run = run_of(graded, park("a", x=50, y=1), park("b", x=80, y=4), park("c", x=40, y=1))
    for goal in (Rank(1), Grade("A")):
        assert reached(run, "a", advise(run, "a", goal))


def test_demo_comes_to_what_whatif_reaches():
    run = sample("demo")
    assert reached(run, "luming", advise(run, "luming", Points(D(109))))


def test_two_figures_of_a_minimum_that_hold_each_other():
    text = (
        "fields: {x: {name: x, unit: 家, at_least: 0}, y: {name: y, unit: 家, at_least: 0}}\n"
        'indicators: {i: {name: i, unit: 家, points: 10, value: "min(x, y)", '
        "rule: {kind: goalposts, worst: 0, best: 9}}}"
    )
    run = run_of(text, park("a", x=3, y=3))
    advice = advise(run, "a", Points(D(10)))
    assert [(s.name, s.needed) for s in advice.plan.steps] == [("x", 9), ("y", 9)]


def test_a_condition_on_another_figure_is_met():
    text = (
        "fields: {x: {name: x, unit: 家, at_least: 0}, y: {name: y, unit: 家, at_least: 0}}\n"
        "indicators: {i: {name: i, unit: 家, points: 10, value: x, needs: y >= 7, "
        "rule: {kind: goalposts, worst: 0, best: 9}}}"
    )
    run = run_of(text, park("a", x=3, y=3))
    advice = advise(run, "a", Points(D(10)))
    assert [(s.name, s.needed) for s in advice.plan.steps] == [("y", 7), ("x", 9)]


def test_a_check_that_forbids_part_of_the_range_gets_what_is_enough():
    text = (
        "fields: {x: {name: x, unit: 家, at_least: 0}, y: {name: y, unit: 家}}\n"
        "indicators: {i: {name: i, unit: 家, points: 10, value: x, rule: {kind: ratio, to: 100}}}\n"
        "checks: [{that: x <= y, say: no}]"
    )
    run = run_of(text, park("a", x=10, y=D("25.5")))
    (item,) = advise(run, "a").indicators
    # 20 brings one more point. The first doubling beyond it is more than the 25.5 that are allowed.
    assert {m.kind: m.needed for m in item.milestones} == {"point": 20, "bound": D("25.5")}
    plan = advise(run, "a", Points(D("2.5"))).plan
    assert [s.needed for s in plan.steps] == [25]
    between = text.replace("x <= y", "x <= 12 or x >= 30")
    plan = advise(run_of(between, park("a", x=10, y=1)), "a", Points(D(2))).plan
    assert [s.needed for s in plan.steps] == [30]


def test_a_check_that_does_not_hold_today_forbids_nothing():
    text = (
        "fields: {x: {name: x, unit: 家, at_least: 0}, y: {name: y, unit: 家}}\n"
        "indicators: {i: {name: i, unit: 家, points: 10, value: x, rule: {kind: ratio, to: 100}}}\n"
        "checks: [{that: x <= y, say: no}]"
    )
    assert advise(run_of(text, park("a", x=10, y=5)), "a", Points(D(2))).plan.steps[0].needed == 20


def test_the_gain_of_the_total_stands_beside_the_indicators_and_is_that_of_whatif():
    run = run_of(SHARED, park("a", x=50, y=1))
    items = {item.score.plan.id: item for item in advise(run, "a").indicators}
    cap = items["size"].cap
    assert (cap.needed, cap.gain, cap.total_gain) == (100, 25, 15)
    demo = sample("demo")
    for item in advise(demo, "luming").indicators:
        for milestone in item.milestones:
            after = rerun(demo, "luming", [milestone.lever.change(milestone.said)]).of("luming")
            assert decide(milestone.total_gain) == decide(after.points - demo.of("luming").points)


def test_where_the_points_are():
    run = run_of(SHARED, park("a", x=90, y=1))
    losses = advise(run, "a").losses
    assert [score.plan.id for score in losses.indicators] == ["intensity"]
    assert (decide(losses.lost), decide(losses.of)) == (decide(50 - D(100) / 9), decide(55 - D(100) / 9))
    assert advise(run_of(SHARED, park("a", x=100, y=5)), "a").losses is None


VALUES = ["x", "y", "z", "y / x", "z / x", "x + z", '"min(y, z)"']
RULES = [
    "{kind: goalposts, worst: 0, best: 40}",
    "{kind: ratio, to: 30, at_most_times: 1}",
    "{kind: ratio, to: {stat: max}}",
    "{kind: bands, bands: [{from: 50, points: 10}, {from: 3, below: 50, points: 4}, {below: 3, points: 0}]}",
]
figures = st.fixed_dictionaries(dict.fromkeys("xyz", st.integers(1, 30)))
indicators = st.lists(st.tuples(st.sampled_from(VALUES), st.sampled_from(RULES)), min_size=2, max_size=4)
factors = st.fixed_dictionaries(dict.fromkeys("xyz", st.sampled_from(["1", "1.3", "2", "3.1", "7", "16", "200"])))


def made(indicators, *parks):
    lines = "".join(
        f'  i{n}: {{name: i, unit: "1", points: 10, value: {value}, rule: {rule}}}\n'
        for n, (value, rule) in enumerate(indicators)
    )
    fields = "".join(f'  {f}: {{name: {f}, unit: "1", above: 0, at_most: 1000}}\n' for f in "xyz")
    return run_of(f"fields:\n{fields}indicators:\n{lines}", *(park(n, **x) for n, x in zip("abc", parks, strict=False)))


@given(indicators, figures, figures, factors)
@settings(max_examples=40, deadline=None)
def test_nothing_that_a_joint_change_reaches_is_denied(indicators, own, other, factors):
    run = made(indicators, own, other)
    levers = {lever.name for lever in advise(run, "a", Points(D(1000))).searched}
    most = D(1000)  # as the fields say: what lies beyond cannot be
    changes = [SetField(key, min(own[key] * D(factor), most)) for key, factor in factors.items() if key in levers]
    total = rerun(run, "a", changes).of("a").points
    advice = advise(run, "a", Points(total))
    assert advice.is_reached or advice.plan is not None, (total, advice.utmost.of("a").points)


@given(indicators, figures, figures, st.decimals(1, 30, places=2))
@settings(max_examples=40, deadline=None)
def test_what_is_proposed_reaches_what_it_promises(indicators, own, other, target):
    run = made(indicators, own, other)
    advice = advise(run, "a", Points(target), Costs(at_most=D(3)))
    if advice.plan is not None:
        after = rerun(run, "a", advice.plan.changes).of("a")
        assert decide(after.points) >= target
        assert after.points == advice.plan.after.of("a").points
        assert all(abs(s.needed - s.today) <= 3 * s.today for s in advice.plan.steps)
