"""What notices leave open, decided as docs/criteria.md says: a worked case for each of its statements."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.checks import check_run
from scoring.scoring_support import criteria_of, indicator_of, node_of, park_of, rounded, run_of

D = Decimal
HEAD = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, base: {name: Base, unit: 家}, ok: {name: Ok, kind: yes_no}}
"""
LINE = "{kind: goalposts, worst: 0, best: 10}"


def indicator(key, rule=LINE, *, value="x", more=""):
    return f"{key}: {{name: {key}, points: 10, unit: 家, value: {value}, rule: {rule}{more}}}"


def ran(text, *parks, others=(), **rest):
    file = criteria_of(HEAD + text)
    made = [park_of(file, f"p{i}", data, **rest) for i, data in enumerate(parks)]
    return run_of(file, made, others=[park_of(file, "p0", data, year=year) for year, data in others])


def two(rule=LINE, *, more=""):
    return f"indicators: {{{indicator('a', rule, more=more)}, {indicator('b', value='y')}}}\n"


def alternate(rule, *parks):
    more = ", missing: {policy: alternate, value: y, rule: {kind: goalposts, worst: 0, best: 20}}"
    found = indicator_of(ran(f"indicators: {{{indicator('a', rule, more=more)}}}\n", *parks).of("p0"), "a")
    return found.outcome, found.reason, found.points


# -- missing data, references, conditions


@pytest.mark.parametrize(
    ("rule", "parks"),
    [
        ("{kind: ratio, to: {stat: mean}}", [{"x": 5, "y": 10}]),  # no peers
        ("{kind: percentile}", [{"x": 5, "y": 10}]),  # no peers to be ranked among
        ("{kind: ratio, to: {stat: mean, from: benchmarks}}", [{"x": 5, "y": 10}, {"x": 5}]),  # no benchmark
        ("{kind: ratio, to: base}", [{"x": 5, "y": 10}]),  # the reference's own data are missing
    ],
)
def test_the_alternate_steps_in_where_there_is_no_value_or_no_reference(rule, parks):
    assert alternate(rule, *parks) == ("scored", "policy:alternate_reference", 5)
    assert alternate("{kind: ratio, to: 5}", {"y": 10}) == ("scored", "policy:alternate", 5)  # no value


@pytest.mark.parametrize(
    ("rule", "parks", "reason"),
    [
        ("{kind: ratio, to: base}", [{"x": 5, "y": 10, "base": 0}], "reference_not_positive"),
        ("{kind: ratio, to: {stat: mean}}", [{"x": 0, "y": 10}, {"x": 0}], "reference_not_positive"),
        ("{kind: goalposts, worst: {stat: min}, best: {stat: max}}", [{"x": 5, "y": 10}, {"x": 5}], "flat"),
    ],
)
def test_the_alternate_does_not_step_in_for_a_reference_of_no_use(rule, parks, reason):
    assert alternate(rule, *parks) == ("no_reference", reason, 0)


def test_where_the_alternate_has_no_value_either_the_first_reason_stands():
    assert alternate("{kind: ratio, to: 5}", {"ok": "yes"})[:2] == ("missing", "absent:x")


POLICIES = {
    "interval": (0, 10, 10),
    "zero": (0, 0, 5),
    "exclude": (0, 0, 10),
    "{policy: penalty, points: 3}": (-3, -3, 2),
    "group_mean": (8, 8, 13),
    "exclude_park": (0, 10, 5),
}


@pytest.mark.parametrize(("policy", "expected"), POLICIES.items())
def test_policies_answer_for_missing_data_and_not_for_a_missing_reference(policy, expected):
    text = two("{kind: ratio, to: base}", more=f", missing: {policy}")
    peer = {"x": 4, "y": 5, "base": 5}  # 8 points
    points, possible, total = expected
    missing = ran(text, {"y": 5, "base": 5}, peer).of("p0")
    its = indicator_of(missing, "a")
    assert (its.outcome, its.points, its.possible) == ("missing", points, possible)
    assert missing.points == (5 if policy == "interval" else total)
    assert (missing.rank is None) == (policy == "exclude_park")
    for data in ({"x": 4, "y": 5}, {"x": 4, "y": 5, "base": 0}):  # without a base, with one of 0
        score = ran(text, data, peer).of("p0")
        its = indicator_of(score, "a")
        assert (its.outcome, its.points, its.possible) == ("no_reference", 0, 10)
        assert (score.points, score.possible, score.rank) == (5, 15, 2)


@pytest.mark.parametrize(
    ("policy", "points"),
    [("interval", 0), ("zero", 0), ("{policy: penalty, points: 3}", -3), ("{policy: alternate, value: y}", 0)],
)
def test_an_unknown_precondition_makes_an_indicator_missing(policy, points):
    run = ran(two(more=f", needs: ok, missing: {policy}"), {"x": 5, "y": 5}, {"x": 5, "y": 5, "ok": "no"})
    unknown, not_met = (indicator_of(run.of(park), "a") for park in ("p0", "p1"))
    assert (unknown.outcome, unknown.points) == ("missing", points)
    assert (not_met.outcome, not_met.points, not_met.possible) == ("voided", 0, 0)


def test_an_unknown_precondition_of_a_dimension_leaves_its_points_possible():
    text = f"dimensions: {{d: {{name: D, needs: ok, indicators: {{{indicator('a')}}}}}}}\n"
    run = ran(text, {"x": 5}, {"x": 5, "ok": "no"})
    unknown, not_met = (node_of(run.of(park), "d") for park in ("p0", "p1"))
    assert (unknown.points, unknown.possible, unknown.reason) == (0, 5, "needs_unknown")
    assert (not_met.points, not_met.possible, not_met.reason) == (0, 0, "needs")


def test_an_unknown_condition_counts_as_applying_with_a_note():
    run = ran(two(more=", applies: ok"), {"x": 5, "y": 5}, {"x": 5, "y": 5, "ok": "no"})
    assert [(s.points, s.full) for s in (run.of("p0"), run.of("p1"))] == [(10, 20), (5, 10)]
    assert [f.params["name_en"] for f in check_run(run) if f.kind.code == "FG342"] == ["a"]


@pytest.mark.parametrize(
    ("data", "total"),
    [
        ({"x": 10, "y": 10}, 10),  # a is voided
        ({"y": 10}, 10),  # voided although its data are missing
        ({"x": 10}, 0),  # b is left out, and the voided a carries its points
    ],
)
def test_a_voided_indicator_stays_in_force_beside_exclude(data, total):
    parts = f"{indicator('a', more=', missing: exclude')}, {indicator('b', value='y', more=', missing: exclude')}"
    text = f"dimensions: {{d: {{name: D, points: 20, indicators: {{{parts}}}}}}}\n"
    veto = "adjustments: {v: {name: V, when: ok, effects: [{void: a}]}}\n"
    assert ran(text + veto, {**data, "ok": "yes"}).of("p0").points == total
    if len(data) == 1:
        assert ran(text + veto, {**data, "ok": "no"}).of("p0").points == 20


# -- treatment


def test_a_zero_that_counts_as_missing_is_in_no_statistic_and_no_rank():
    zero = ", missing: {policy: interval, zero_counts: true}"
    parks = ({"x": 0}, {"x": 4}, {"x": 8})
    run = ran(f"indicators: {{{indicator('a', '{kind: ratio, to: {stat: mean}}', more=zero)}}}\n", *parks)
    assert indicator_of(run.of("p1"), "a").references[0].value == 6
    assert indicator_of(run.of("p0"), "a").reason == "zero_counts_as_missing"
    run = ran(f"indicators: {{{indicator('a', '{kind: percentile}', more=zero)}}}\n", *parks)
    assert [indicator_of(run.of(f"p{i}"), "a").points for i in range(3)] == [0, 0, 10]


def test_decimals_round_the_value_of_an_alternate_and_before_is_not_applied_to_it():
    more = ", decimals: 1, missing: {policy: alternate, value: y / 3}"
    rule = "{kind: bands, bands: [{from: 1.7, points: 10}]}"
    run = ran(f"indicators: {{{indicator('a', rule, value='x / 3', more=more)}}}\n", {"x": 5}, {"y": 5}, {"y": 4})
    assert [s.points for s in map(run.of, ("p0", "p1", "p2"))] == [10, 10, 0]  # 1.666… is 1.7; 1.333… is 1.3
    logged = ran(f"indicators: {{{indicator('a', more=more + ', before: {log: true}')}}}\n", {"x": 5}, {"y": 6})
    assert [rounded(indicator_of(logged.of(park), "a").value) for park in ("p0", "p1")] == [D("1.609438"), 2]


def test_other_years_are_looked_up_one_by_one():
    text = f"indicators: {{{indicator('a', value='previous(previous(x))')}}}\n"
    assert ran(text, {"x": 5}, others=[(2023, {"x": 4}), (2022, {"x": 2})]).of("p0").points == 2
    assert indicator_of(ran(text, {"x": 5}, others=[(2022, {"x": 2})]).of("p0"), "a").reason == "no_year:2023"
    growth = text.replace("unit: 家, value: previous(previous(x))", 'unit: "%", value: growth(previous(x))')
    run = ran(growth, {"x": 5}, others=[(2023, {"x": 4}), (2022, {"x": 2})])
    assert indicator_of(run.of("p0"), "a").value == 100


# -- grades


def graded(levels, totals, more=""):
    text = f"indicators: {{{indicator('a')}}}\ngrades: {{by: share, levels: [{levels}]}}\n"
    run = ran(text + more, *[total if isinstance(total, dict) else {"x": total} for total in totals])
    return "".join(run.of(f"p{i}").grade or "-" for i in range(len(totals)))


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("{id: A, share: 0.3}, {id: B, share: 0.3}, {id: C, share: 0.2}", "AAABBBCCCC"),
        ("{id: A, share: 0.3}, {id: B, rest: true}, {id: C, share: 0.2}", "AAABBBBBCC"),
        ("{id: A, share: 0.3}, {id: B, share: 0.5}, {id: C, share: 0.4}", "AAABBBBBCC"),
        ("{id: A, share: 0.3}, {id: B, share: 0.5}, {id: C, share: 0.4}], squeeze: [A, B", "ABBBBBCCCC"),
        ("{id: A, share: 0.3}, {id: B, share: 0.9}, {id: C, share: 0.6}], squeeze: [A, B", "BBBBCCCCCC"),
    ],
)
def test_shares_that_do_not_add_up(levels, expected):
    assert graded(levels, range(10, 0, -1)) == expected


@pytest.mark.parametrize(
    ("how", "expected"),
    [("", "AABBCC"), (", round: half_up", "AABBCC"), (", round: floor", "ABCCCC"), (", round: ceil", "AABBCC")],
)
def test_each_quota_is_rounded_by_itself(how, expected):
    levels = f"{{id: A, share: 0.25{how}}}, {{id: B, share: 0.25{how}}}, {{id: C, rest: true}}"
    assert graded(levels, range(6, 0, -1)) == expected  # 1.5 of six, each


@pytest.mark.parametrize(("ties", "expected"), [("keep", "AABB"), ("up", "AAAB"), ("down", "ABBB")])
def test_ties_at_a_cut_off_are_those_of_points_and_not_of_keys(ties, expected):
    parks = [{"x": 9, "y": 1}, {"x": 5, "y": 9}, {"x": 5, "y": 5}, {"x": 1, "y": 1}]
    levels = f"{{id: A, share: 0.5}}, {{id: B, rest: true}}], ties: {ties}, within: ["
    assert graded(levels, parks, "settings: {tie_break: [y]}\n") == expected


LEVELS = "grades: {by: score, levels: [{id: A, from: 8}, {id: B, from: 4}, {id: C}]}\n"


@pytest.mark.parametrize(
    ("effects", "grade"),
    [
        (["grade: C", "grade: A"], "C"),
        (["grade: A", "grade: C"], "C"),
        (["grade: A", "steps_down: 1"], "B"),
        (["steps_down: 1", "grade: A"], "B"),
        (["steps_down: 1", "steps_down: 1"], "C"),
        (["grade: C", "ungraded: none"], None),
    ],
)
def test_of_two_forced_grades_the_worst_counts_then_steps_down(effects, grade):
    vetoes = [f"v{i}: {{name: V, when: ok, effects: [{{{effect}}}]}}" for i, effect in enumerate(effects)]
    text = f"indicators: {{{indicator('a')}}}\n{LEVELS}adjustments: {{{', '.join(vetoes)}}}\n"
    assert ran(text, {"x": 9, "ok": "yes"}).of("p0").grade == grade


@pytest.mark.parametrize("in_quota", ["true", "false"])
def test_a_forced_grade_without_a_rank_is_given_and_takes_no_place(in_quota):
    veto = f"adjustments: {{v: {{name: V, when: ok, effects: [{{unranked: true, grade: B, in_quota: {in_quota}}}]}}}}\n"
    parks = [{"x": 9, "ok": "yes"}, *({"x": x, "ok": "no"} for x in (8, 7, 6, 5))]
    # Two of the four that are ranked.
    assert graded("{id: A, share: 0.5}, {id: B, rest: true}", parks, veto) == "BAABB"


@pytest.mark.parametrize(("in_quota", "expected"), [("true", "AABB"), ("false", "AAAB")])
def test_a_forced_grade_uses_a_place_unless_it_is_out_of_the_quota(in_quota, expected):
    veto = f"adjustments: {{v: {{name: V, when: ok, effects: [{{grade: A, in_quota: {in_quota}}}]}}}}\n"
    parks = [{"x": 1, "ok": "yes"}, *({"x": x, "ok": "no"} for x in (8, 7, 6))]
    # Half of four with it; of three without it: 1.5, rounded up.
    assert graded("{id: A, share: 0.5}, {id: B, rest: true}", parks, veto) == expected


@pytest.mark.parametrize(
    ("rule", "points", "possible", "is_open"),
    [
        ("{kind: goalposts, worst: 0, best: {stat: max}}", 5, 10, False),
        ("{kind: ratio, to: {stat: mean}, at_most: 12}", 5, 12, False),
        ("{kind: ratio, to: {stat: mean}, at_most: 3}", 5, 5, False),
        ("{kind: ratio, to: {stat: mean}}", 5, 10, True),
    ],
)
def test_an_alternate_for_want_of_a_reference_leaves_open_what_the_rule_could_give(rule, points, possible, is_open):
    more = ", missing: {policy: alternate, value: y, rule: {kind: goalposts, worst: 0, best: 20}}"
    text = f"indicators: {{{indicator('a', rule, more=more)}}}\n"
    alone = ran(text, {"x": 5, "y": 10}).of("p0")
    found = indicator_of(alone, "a")
    assert (found.points, found.possible, found.reason) == (points, possible, "policy:alternate_reference")
    assert (alone.points, alone.possible, alone.possible_is_open) == (points, possible, is_open)
    among = ran(text, {"x": 5, "y": 10}, {"x": 1, "y": 10}).of("p0")
    assert among.points <= alone.possible or is_open
    without = ran(text, {"y": 10}, {"x": 1, "y": 10}).of("p0")  # no figure: what the policy gives is all
    assert (without.points, without.possible, without.possible_is_open) == (5, 5, False)


@pytest.mark.parametrize(
    ("rule", "limit", "reason", "possible"),
    [
        ("{kind: ratio, to: {stat: mean}, at_most: 12}", 4, "", 22),  # 5 by the alternate are enough
        ("{kind: ratio, to: {stat: mean}, at_most: 12}", 8, "needs_unknown", 22),
        ("{kind: ratio, to: {stat: mean}, at_most: 12}", 13, "needs", 12),  # out of reach
        ("{kind: ratio, to: {stat: mean}}", 13, "needs_unknown", 20),
        ("{kind: ratio, to: {stat: mean}, at_most: 3}", 8, "needs", 5),
    ],
)
def test_points_by_an_alternate_that_may_give_way_decide_as_far_as_they_are_known(rule, limit, reason, possible):
    more = ", missing: {policy: alternate, value: y, rule: {kind: goalposts, worst: 0, best: 20}}"
    needs = f", needs: 'points(\"a\") >= {limit}'"
    text = f"indicators: {{{indicator('a', rule, more=more)}, {indicator('b', value='y', more=needs)}}}\n"
    alone = ran(text, {"x": 5, "y": 10}).of("p0")
    assert (indicator_of(alone, "b").reason, alone.possible) == (reason, possible)
    among = ran(text, {"x": 5, "y": 10}, {"x": 1, "y": 10}).of("p0")
    assert among.points <= alone.possible or alone.possible_is_open
