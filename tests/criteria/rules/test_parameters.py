"""What every rule says about itself: words, direction, ceilings, units of its parameters, and refusals."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from pydantic import ValidationError

from criteria.packs_support import CRITERIA
from fivegoods.api import load_criteria
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.criteria.rules import ALL_RULES
from fivegoods.criteria.rules.normalise import Goalposts
from scoring.scoring_support import criteria_of, indicator_of, score_one

GALLERY = build_plan(load_criteria(CRITERIA / "rule-gallery" / "1.yaml"))[0]
assert GALLERY is not None
RULES = {plan.id: plan for plan in GALLERY.indicators}


def test_the_gallery_shows_every_kind():
    assert {type(plan.rule) for plan in RULES.values()} == set(ALL_RULES)


@pytest.mark.parametrize("key", RULES)
def test_every_rule_can_be_said_in_both_languages(key):
    words = RULES[key].rule.words()
    assert re.search(r"[\u4e00-\u9fff]", words.within("zh"))
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"百分点|万元|亿元|吨标煤|亩|家|个|位", "", words.within("en")))


@pytest.mark.parametrize(
    ("key", "direction"),
    [
        ("minmax", "higher"), ("efficacy_lower", "lower"), ("inverse_ratio", "lower"), ("outside_rank", "lower"),
        ("bands", "higher"), ("bands_lower", "lower"), ("optimal", "neither"), ("deduct_count", "lower"),
        ("deduct", "higher"), ("z_score", "higher"), ("milestone", "neither"), ("by_hand", "neither"),
        ("rank_drop", "higher"), ("completion", "higher"), ("per_amount", "higher"), ("exponential", "higher"),
    ],
)  # fmt: skip
def test_direction(key, direction):
    assert RULES[key].rule.direction() == direction


@pytest.mark.parametrize(
    ("key", "ceiling"),
    [
        ("minmax", 30), ("ratio_to_base", None), ("capped_twice", 8), ("completion", 30), ("symmetric", 15),
        ("held_level", 13), ("middle_start", 4), ("asymmetric", None), ("bands", 3), ("cliff", None),
        ("count_capped", 10), ("count_extra", 16), ("z_score", 100), ("milestone", 2), ("deduct_count", 10), ("by_hand", 5),
    ],
)  # fmt: skip
def test_ceilings(key, ceiling):
    plan = RULES[key]
    assert plan.rule.ceiling(plan.definition.points) == ceiling


UNITS = """
fields: {x: {name: X, unit: 万元}, land: {name: Land, unit: 亩}, p: {name: P, unit: "%"}}
indicators:
  a: {name: A, points: 10, VALUE}
"""


@pytest.mark.parametrize(
    ("value", "data", "points"),
    [
        ("unit: 万元, value: x, rule: {kind: ratio, to: 0.02 亿元}", {"x": 100}, 5),
        ("unit: 万元, value: x, rule: {kind: per_unit, points: 1, per: 100 万元, beyond: 0.01 亿元}", {"x": 350}, 2),
        (
            "unit: 万元/亩, value: x / land, rule: {kind: bands, bands: [{from: 150 万元/公顷, points: 7}]}",
            {"x": 10, "land": 1},
            7,
        ),
        (
            "unit: '%', value: p, rule: {kind: steps, start: 50 %, base: 5, up: {each: 2 百分点, points: 1}}",
            {"p": 56},
            8,
        ),
        (
            "unit: '%', value: p, rule: {kind: steps, start: 50 %, base: 5, relative: true, up: {each: 10 %, points: 1}}",
            {"p": 60},
            7,
        ),
        ("unit: '%', value: p, rule: {kind: bands, over: 20 %, bands: [{from: 2.5, points: 7}]}", {"p": 50}, 7),
    ],
)
def test_parameters_are_read_in_their_own_units(value, data, points):
    score = score_one(UNITS.replace("VALUE", value), data)
    assert indicator_of(score, "a").points == points


@pytest.mark.parametrize(
    "value",
    [
        "unit: 万元, value: x, rule: {kind: ratio, to: 13 家}",
        "unit: '%', value: p, rule: {kind: steps, start: 50, base: 5, up: {each: 2 %, points: 1}}",
        "unit: 万元, value: x, rule: {kind: bands, bands: [{from: 5 亩, points: 1}]}",
    ],
)
def test_a_parameter_in_a_unit_that_does_not_fit_is_refused(value):
    plan, findings = build_plan(criteria_of(UNITS.replace("VALUE", value)))
    assert plan is None
    assert [f.kind.code for f in findings] == ["FG203"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"worst": 0, "best": 1, "floor": 1},
        {"worst": 0, "best": 1, "floor": -1},
        {"worst": 0},
        {"worst": {"stat": "mean", "constant": 3}, "best": 1},
        {"worst": {"within": ["level"]}, "best": 1},
        {"worst": 0, "best": 1, "rounded": 13},
        {"worst": 0, "best": 1, "bset": 2},
    ],
)
def test_parameters_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValidationError):
        Goalposts.model_validate({"kind": "goalposts", **wrong})


def test_caps_apply_in_order_cap_floor_rounding():
    rule = Goalposts.model_validate(
        {"kind": "goalposts", "worst": 0, "best": 1, "at_most": "4.56", "at_least": "4.5", "rounded": 1}
    )
    assert rule.settle(Decimal(9), Decimal(10)) == Decimal("4.6")
    assert rule.settle(Decimal(-1), Decimal(10)) == Decimal("4.5")
    cut = rule.model_copy(update={"rounding": "down"})
    assert cut.settle(Decimal(9), Decimal(10)) == Decimal("4.5")


def test_units_that_cost_points_leave_nothing_to_gain():
    text = "fields: {x: {name: X, unit: 家}}\nindicators:\n  a: {name: A, points: 0, value: x, unit: 家, rule: {kind: per_unit, points: -1}}\n"
    score = score_one(text, {})
    assert (score.possible, score.possible_is_open) == (0, False)


def test_a_share_of_the_rank_is_said_with_its_spaces():
    keys = [key for key, plan in RULES.items() if plan.rule.kind == "rank_share"]
    assert keys
    for key in keys:
        assert RULES[key].rule.words().within("en").startswith("by share of rank: ")
