"""Findings over a run: ties nothing decides, adjustments the data leave undecided."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.checks import check_run
from scoring.scoring_support import criteria_of, park_of, run_of

TEXT = """
fields: {x: {name: X, unit: 分}, y: {name: Y, unit: 分}, late: {name: Late, kind: yes_no}}
indicators: {a: {name: A, points: 100, value: x, unit: 分, rule: {kind: as_points}}}
adjustments: {late: {name: {zh: 迟报, en: Late data}, when: late, each: -2}}
grades: {by: share, GRADES levels: [{id: A, share: 0.5, round: floor}, {id: B, rest: true}]}
"""


def codes(grades, settings, *rows):
    file = criteria_of(TEXT.replace("GRADES", grades) + settings)
    parks = [park_of(file, f"p{i}", {"x": x, "y": y, "late": late}) for i, (x, y, late) in enumerate(rows)]
    return {f.kind.code: f for f in check_run(run_of(file, parks))}


TIED = ((5, 1, "no"), (5, 2, "no"))


def test_a_cut_off_between_parks_that_nothing_tells_apart_is_said():
    found = codes("", "", *TIED)["FG521"]
    assert (found.params["above"], found.params["below"]) == ("p0", "p1")
    assert (found.params["grade_above"], found.params["grade_below"]) == ("A", "B")


def test_not_where_keys_or_the_declared_direction_decide():
    assert codes("", "settings: {tie_break: [y]}\n", *TIED) == {}
    assert codes("ties: up,", "", *TIED) == {}
    assert codes("", "", (5, 1, "no"), (4, 2, "no")) == {}


def test_an_adjustment_that_the_data_leave_undecided():
    found = codes("", "", (Decimal(5), 1, None), (4, 1, "no"))["FG341"]
    assert (found.params["name_zh"], found.params["park_zh"]) == ("迟报", "p0")
    assert "late" in found.params["why_en"]


CONDITIONS = """
fields: {x: {name: X, unit: 分}, big: {name: Big, kind: yes_no}}
indicators:
  a: {name: A, points: 50, value: x, unit: 分, rule: {kind: as_points}}
  b: {name: {zh: 乙, en: B}, points: 50, applies: big, value: x, unit: 分, rule: {kind: as_points}}
SETTINGS
"""


def conditions(settings, **parks):
    file = criteria_of(CONDITIONS.replace("SETTINGS", settings))
    run = run_of(file, [park_of(file, key, data) for key, data in parks.items()])
    return run, {f.kind.code: f.params for f in check_run(run)}


def test_a_part_whose_condition_is_not_known_counts_as_applying_and_says_so():
    run, found = conditions("", p={"x": 10}, q={"x": 10, "big": "no"}, r={"x": 10})
    assert [run.of(key).full for key in "pqr"] == [100, 50, 100]
    assert (found["FG342"]["name_zh"], found["FG342"]["park_zh"]) == ("乙", "p 等 2 个园区")
    assert "big" in found["FG342"]["why_en"]


def test_a_park_without_any_figure_is_a_warning_and_ranked_only_if_the_coverage_rule_allows():
    run, found = conditions("", p={"x": 10, "big": "no"}, q={"big": "no"})
    assert (run.of("q").rank, found["FG343"]["park"], found["FG343"]["then_en"]) == (
        2,
        "q",
        "and is ranked all the same",
    )
    run, found = conditions("settings: {at_least_coverage: 0.1}", p={"x": 10, "big": "no"}, q={"big": "no"})
    assert (run.of("q").rank, found["FG343"]["then_en"]) == (None, "and is not ranked")
    assert "FG343" not in conditions("", p={"x": 10, "big": "no"})[1]


@pytest.mark.parametrize(("x", "said"), [(1, ("33.33", "36.67")), (Decimal("0.00003"), ("0", "70"))])
def test_a_total_that_does_not_add_up_is_said_with_the_decimals_of_points(x, said):
    rule = "value: x, unit: 分, rule: {kind: goalposts, worst: 0, best: 3}"
    file = criteria_of("fields: {x: {name: X, unit: 分}}\nindicators: {a: {name: A, points: 100, " + rule + "}}\n")
    run = run_of(file, [park_of(file, "p", {"x": x}, stated_total=70)])
    found = {f.kind.code: f.params for f in check_run(run)}["FG520"]
    assert (found["stated"], found["computed"], found["difference"]) == ("70", *said)
