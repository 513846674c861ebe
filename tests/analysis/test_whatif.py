"""What if: changes as typed, applied, and what they move."""

from __future__ import annotations

import re
from decimal import Decimal as D

import pytest

from analysis.analysis_support import field, park, run_of, sample
from fivegoods.analysis.whatif.changes import AddEvent, ChangeError, Drop, ScaleField, SetField, SetPoints, SetWeight
from fivegoods.analysis.whatif.outcome import what_if
from fivegoods.analysis.whatif.parse import parse_drop, parse_event, parse_scale, parse_set, parse_weight
from fivegoods.numeric.decimals import decide
from fivegoods.reports.changes.whatif import WhatIfProduct, problem_of_change


@pytest.fixture(scope="module")
def demo():
    return sample("demo")


@pytest.mark.parametrize(
    ("parse", "text", "change"),
    [
        (parse_set, "tax=4.2亿元", SetField("tax", D(42000))),
        (parse_set, "税收=42000", SetField("tax", D(42000))),
        (parse_set, "treatment_plant=建成运行", SetField("treatment_plant", "running")),
        (parse_set, "environment_plan=是", SetField("environment_plan", True)),
        (parse_set, "safety_inspection=5", SetPoints("safety_inspection", D(5))),
        (parse_scale, "revenue=1.1", ScaleField("revenue", D("1.1"))),
        (parse_scale, "revenue=+10%", ScaleField("revenue", D("1.1"))),
        (parse_scale, "revenue=-10%", ScaleField("revenue", D("0.9"))),
        (parse_scale, "revenue=110%", ScaleField("revenue", D("1.1"))),
        (parse_weight, "亩均税收=12", SetWeight("tax_per_mu", D(12))),
        (parse_drop, "plant_stage", Drop("plant_stage")),
        (parse_event, "national_award", AddEvent("national_award")),
        (parse_event, "accident:general=2", AddEvent("accident", "general", D(2))),
    ],
)
def test_changes_as_typed(demo, parse, text, change):
    assert parse(text, demo.criteria.criteria) == change


@pytest.mark.parametrize(
    ("parse", "text", "reason", "near"),
    [
        (parse_set, "taxx=1", "unknown_part", "tax"),
        (parse_set, "tax", "no_equals", None),
        (parse_set, "tax=缺失", "no_value", None),
        (parse_scale, "treatment_plant=2", "not_a_number_field", None),
        (parse_scale, "revenu=2", "unknown_field", "revenue"),
        (parse_weight, "tax_per_mu=-1", "negative_weight", None),
        (parse_drop, "plant", "unknown_part", None),
        (parse_event, "acident:general", "unknown_event", "accident"),
        (parse_event, "accident", "unknown_level", None),
    ],
)
def test_slips_are_named(demo, parse, text, reason, near):
    with pytest.raises(ChangeError) as caught:
        parse(text, demo.criteria.criteria)
    assert caught.value.reason == reason
    if near:
        assert caught.value.params["near"] == near


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tax=many", "should be a number, but is many"),
        ("tax=3 亩", "is in 万元; 亩 cannot be converted"),
        ("tax=-5亿元", "must be ≥ 0 万元, but is -50000 万元"),
        ("firms=2.5", "should be a whole number, but is 2.5"),
        ("treatment_plant=x", "has no choice x; one of: .*running"),
        ("environment_plan=maybe", r"should be true or false \(yes/no\), but is maybe"),
    ],
)
def test_a_value_is_read_as_from_a_park_file(demo, text, words):
    with pytest.raises(ChangeError, match="does_not_fit") as caught:
        parse_set(text, demo.criteria.criteria)
    assert re.search(words, problem_of_change(caught.value, "en"))


def test_nothing_but_the_changed_indicator_moves(demo):
    found = what_if(demo, "luming", [SetField("tax", D(200000))])
    assert {m.id for m in found.moved} == {"economy", "efficiency", "tax_per_mu"}
    assert found.park.change == found.moved[-1].change > 0
    # Others of its type lose against the higher mean; who is passed only falls in rank.
    with_points = {s.before.park.id for s in found.others if decide(s.change)}
    manufacturing = {s.park.id for s in demo.scores if s.park.groups["type"] == "manufacturing"}
    assert with_points
    assert with_points <= manufacturing


@pytest.mark.parametrize(("factor", "words"), [("-1", "> 0"), ("1.0001", "whole number")])
def test_scaling_keeps_to_the_bounds_of_a_field(demo, factor, words):
    with pytest.raises(ChangeError) as error:
        what_if(demo, "luming", [ScaleField("firms", D(factor))])
    assert words in error.value.params["en"]


def test_parks_passed_were_ahead_and_are_behind(demo):
    found = what_if(demo, "luming", [ScaleField("revenue", D("1.4"))])
    assert found.park.places > 0
    assert found.passed
    for shift in found.passed:
        assert shift.before.points >= found.park.before.points
        assert shift.after.points < found.park.after.points
    assert not found.passed_by


def test_an_event_costs_its_price_and_can_be_taken_back(demo):
    found = what_if(demo, "luming", [AddEvent("complaint", count=D(2))])
    assert found.park.change == D(-1)
    back = what_if(found.after, "luming", [AddEvent("complaint", count=D(-2))])
    assert back.park.after.points == found.park.before.points


def test_a_change_counts_in_place_of_a_review():
    run = sample("meizhou-2016")
    found = what_if(run, "xingning", [SetPoints("environment", D(15))])
    assert found.park.change == 4
    assert [s.before.park.id for s in found.passed] == ["dongsheng"]


def test_a_dropped_indicator_is_gone_for_all(demo):
    found = what_if(demo, "luming", [Drop("plant_stage")])
    (gone,) = [m for m in found.moved if m.id == "plant_stage"]
    assert gone.after is None
    assert len(found.others) == len(demo.scores) - 1
    assert found.after.plan.root.definition is not demo.plan.root.definition


def test_another_weight_scales_points():
    run = run_of(field("x", "{kind: ratio, to: 10}"), park("a", x=5))
    found = what_if(run, "a", [SetWeight("i", D(20))])
    assert (found.park.before.points, found.park.after.points) == (5, 10)


def test_what_cannot_be_tried_says_why(demo):
    run = run_of(field("x", "{kind: ratio, to: 10}"), park("a", y=1))
    with pytest.raises(ChangeError, match="nothing_to_scale"):
        what_if(run, "a", [ScaleField("x", D(2))])
    with pytest.raises(ChangeError, match="nothing_left"):
        what_if(run, "a", [Drop("i")])
    with pytest.raises(KeyError):
        what_if(demo, "nobody", [])


def test_a_missing_figure_can_be_filled_in():
    run = run_of(field("x", "{kind: ratio, to: 10}"), park("a", y=1))
    found = what_if(run, "a", [SetField("x", D(10))])
    assert (found.park.before.coverage, found.park.after.coverage) == (0, 1)
    assert found.park.after.points == 10


def test_an_adjustment_that_moved_is_listed(demo):
    found = what_if(demo, "yunling", [AddEvent("accident", "general", D(2))])
    (adjusted,) = found.adjustments
    assert (adjusted.before, adjusted.after) == (0, adjusted.change)
    assert adjusted.change == found.park.change < 0
    data = WhatIfProduct(found, "zh").data()
    assert [a["id"] for a in data["adjustments"].records()] == [adjusted.id]
    assert "没有任何变动" not in text_of(found)


def test_full_points_that_moved_are_shown(demo):
    assert "满分由 100.00 变为" in text_of(what_if(demo, "yunling", [SetWeight("tax_per_mu", D(12))]))
    assert "满分由" not in text_of(what_if(demo, "yunling", [ScaleField("tax", D("1.1"))]))


def test_a_park_alone_is_told_that_peers_are_lacking(demo):
    alone = run_of(field("x", "{kind: ratio, to: 10}"), park("a", x=5))
    assert "--peers" in text_of(what_if(alone, "a", [SetField("x", D(6))]))
    assert "--peers" not in text_of(what_if(demo, "yunling", [ScaleField("tax", D("1.1"))]))


def text_of(found):
    return repr(WhatIfProduct(found, "zh").report())
