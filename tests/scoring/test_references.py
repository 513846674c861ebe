"""References: constants with units, by group, peers, benchmarks, expressions; degenerate groups."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.analysis.benchmarks import group_statistics
from fivegoods.explain.indicator import derive
from fivegoods.explain.rule import reference_words
from fivegoods.panel.entities import BenchmarkValue
from fivegoods.reports.localise import Voice
from scoring.scoring_support import criteria_of, indicator_of, park_of, rounded, run_of, score_one

D = Decimal
HEAD = """
fields:
  tax: {name: Tax, unit: 万元}
  land: {name: Land, unit: 亩}
  target: {name: Target, unit: 万元}
groups: {level: {name: L, values: {a: A, b: B}}, region: {name: R, values: {east: E, west: W}}}
"""
PER_MU = (
    HEAD
    + """
indicators:
  a: {name: A, points: 10, value: tax / land, unit: 万元/亩, rule: {kind: ratio, to: TO}}
"""
)


def scored(to, data, peers=(), *, settings="", own=None, **rest):
    file = criteria_of(PER_MU.replace("TO", to) + settings)
    parks = [park_of(file, "it", data, groups=own if own is not None else {"level": "a", "region": "east"})]
    parks += [park_of(file, f"p{i}", d, groups={"level": g, "region": "east"}) for i, (g, d) in enumerate(peers)]
    return indicator_of(run_of(file, parks, **rest).of("it"), "a")


@pytest.mark.parametrize(
    ("to", "points"),
    [
        ("5", 4),
        ("5 万元/亩", 4),
        ("75 万元/公顷", 4),  # 1 hectare = 15 mu
        ("0.75 亿元/平方公里", 4),  # 1 km² = 1,500 mu
        ("{by: region, is: {east: 4, west: 2}}", 5),
        ("{by: level, is: {b: 4}, otherwise: 10}", 2),
        ("target / land", 10),
    ],
)
def test_constants_groups_and_expressions(to, points):
    assert scored(to, {"tax": 20, "land": 10, "target": 20}).points == points


PEERS = [("a", {"tax": 10, "land": 10}), ("a", {"tax": 60, "land": 10}), ("b", {"tax": 100, "land": 10})]


@pytest.mark.parametrize(
    ("to", "value", "parks"),
    [
        ("{stat: mean}", D("4.75"), 4),
        ("{stat: mean, within: [level]}", D(3), 3),
        ("{stat: max, within: [level]}", D(6), 3),
        ("{stat: min}", D(1), 4),
        ("{stat: median}", D(4), 4),
        ("{stat: quantile, quantile: 0.25}", D("1.75"), 4),
        ("{stat: sum, within: [level]}", D(9), 3),
        ("{stat: mean, of: target / land}", D("2"), 1),
    ],
)
def test_statistics_of_the_peers(to, value, parks):
    settings = "settings: {group_of_one: full}\n" if parks == 1 else ""
    found = scored(to, {"tax": 20, "land": 10, "target": 20}, PEERS, settings=settings)
    assert (found.references[0].value, found.references[0].parks) == (value, parks)


def test_the_weighted_mean_is_sum_over_sum():
    # rules.md §6.12: Σ tax ÷ Σ land, not the mean of the parks' ratios.
    peers = [("a", {"tax": 10, "land": 1}), ("a", {"tax": 10, "land": 8})]
    weighted = scored("{stat: weighted_mean, within: [level]}", {"tax": 10, "land": 1}, peers)
    assert weighted.references[0].value == 3
    plain = scored("{stat: mean, within: [level]}", {"tax": 10, "land": 1}, peers)
    assert plain.references[0].value == D("7.083333333333333333333333333333333")


def test_the_sample_deviation_is_declared():
    text = (
        HEAD
        + """
indicators:
  a: {name: A, points: 10, value: tax, unit: 万元, rule: {kind: z_score, centre: 50, spread: 10}}
"""
    )
    peers = [{"tax": 4}, {"tax": 6}]
    assert rounded(score_one(text, {"tax": 8}, peers).points) == D("62.247449")  # z = 2 ÷ √(8 ÷ 3)
    sample = score_one(text + "settings: {deviation: sample}\n", {"tax": 8}, peers)
    assert sample.points == 60  # z = 2 ÷ 2


def told(**more):
    return BenchmarkValue(**{"of": "a", "stat": "mean", "year": 2024, "groups": {}, "value": D(4), **more})


def test_a_benchmark_stands_in_for_peers():
    found = scored("{stat: mean}", {"tax": 20, "land": 10}, benchmarks=[told(parks=122)])
    assert (found.points, found.references[0].origin, found.references[0].parks) == (5, "benchmark", 122)


@pytest.mark.parametrize("wrong", [{"year": 2023}, {"stat": "max"}, {"groups": {"level": "a"}}, {"of": "b"}])
def test_a_benchmark_of_something_else_does_not(wrong):
    found = scored("{stat: mean}", {"tax": 20, "land": 10}, benchmarks=[told(**wrong)])
    assert (found.outcome, found.reason, found.points) == ("no_reference", "no_peers", 0)


def test_peers_come_before_benchmarks_unless_declared():
    data = {"tax": 20, "land": 10}
    assert scored("{stat: mean}", data, PEERS, benchmarks=[told()]).references[0].value == D("4.75")
    only = scored("{stat: mean, from: benchmarks}", data, PEERS, benchmarks=[told()])
    assert only.references[0].value == 4
    assert scored("{stat: mean, from: benchmarks}", data, PEERS).reason == "no_benchmarks_given"
    assert scored("{stat: mean, from: peers}", data, benchmarks=[told()]).reason == "no_peers"
    old = scored("{stat: mean, from: benchmarks}", data, benchmarks=[told(year=2023)])
    assert old.reason == "benchmark_year:2023"
    other = scored("{stat: mean, from: benchmarks}", data, benchmarks=[told(of="b")])
    assert other.reason == "no_benchmark"


def test_a_park_alone_never_gets_full_points_silently():
    # rules.md §9.3: a relative rule without a reference is refused, not given away.
    alone = scored("{stat: max}", {"tax": 20, "land": 10})
    assert (alone.outcome, alone.points, alone.possible) == ("no_reference", 0, 10)
    declared = scored("{stat: max}", {"tax": 20, "land": 10}, settings="settings: {group_of_one: full}\n")
    assert (declared.outcome, declared.points) == ("scored", 10)


FLAT = (
    HEAD
    + """
indicators:
  a: {name: A, points: 10, value: tax, unit: 万元, rule: {kind: goalposts, worst: {stat: min}, best: {stat: max}}}
"""
)


@pytest.mark.parametrize(
    ("flat", "outcome", "points"), [("full", "scored", 10), ("zero", "scored", 0), ("no_reference", "no_reference", 0)]
)
def test_equal_values_have_a_declared_result(flat, outcome, points):
    found = indicator_of(score_one(FLAT + f"settings: {{flat: {flat}}}\n", {"tax": 5}, [{"tax": 5}]), "a")
    assert (found.outcome, found.points) == (outcome, points)


@pytest.mark.parametrize("mean", [0, -10])
def test_a_ratio_to_zero_or_less_is_no_reference(mean):
    found = scored(str(mean), {"tax": 20, "land": 10})
    assert (found.outcome, found.reason) == ("no_reference", "reference_not_positive")


def test_a_park_that_does_not_state_its_group_has_no_peers():
    found = scored("{stat: mean, within: [level]}", {"tax": 20, "land": 10}, PEERS, own={})
    assert (found.outcome, found.reason) == ("no_reference", "no_group:level")


def test_peers_that_are_not_ranked_join_the_reference_group():
    file = criteria_of(PER_MU.replace("TO", "{stat: mean}"))
    own, peer = park_of(file, "it", {"tax": 20, "land": 10}), park_of(file, "peer", {"tax": 60, "land": 10})
    run = run_of(file, [own], peers=[peer])
    assert [s.park.id for s in run.scores] == ["it"]
    assert indicator_of(run.of("it"), "a").points == 5


def test_last_year_as_the_reference():
    file = criteria_of(PER_MU.replace("TO", "previous(tax) / previous(land)"))
    now, then = park_of(file, "it", {"tax": 20, "land": 10}), park_of(file, "it", {"tax": 10, "land": 10}, year=2023)
    assert indicator_of(run_of(file, [now], others=[then]).of("it"), "a").points == 20
    assert indicator_of(run_of(file, [now]).of("it"), "a").reason == "no_year:2023"


ALONE = """
fields: {x: {name: X, unit: 家}}
settings: {group_of_one: DECLARED}
indicators:
  a: {name: A, points: 10, value: x, unit: 家, rule: RULE}
"""


@pytest.mark.parametrize(("declared", "points"), [("full", 10), ("zero", 0)])
@pytest.mark.parametrize(
    "rule",
    [
        "{kind: ratio, to: {stat: mean}}",
        "{kind: goalposts, worst: {stat: min}, best: {stat: max}}",
        "{kind: z_score, centre: 5, spread: 1}",
        "{kind: bands, over: {stat: mean}, bands: [{from: 1, share: 0.5}]}",
        "{kind: rank_points, drop: 1}",
        "{kind: rank_share, bands: [{upto: 0.3, share: 1}, {above: 0.3, share: 0.2}]}",
        "{kind: percentile}",
    ],
)
def test_a_group_of_one_has_the_declared_result_under_every_rule(rule, declared, points):
    file = criteria_of(ALONE.replace("RULE", rule).replace("DECLARED", declared))
    run = run_of(file, [park_of(file, "it", {"x": 5})])
    found = indicator_of(run.of("it"), "a")
    best = 5 if "bands, over" in rule else 10  # full points go no further than the best band
    assert (found.outcome, found.points, found.reason) == ("scored", min(points, best), f"group_of_one:{declared}")
    # The declared result is not derived as if the rule had given it.
    assert "rule" not in {step.kind for step in derive(run.of("it"), found)}


def test_a_benchmark_of_one_park_is_no_group_of_one():
    text = ALONE.replace("RULE", "{kind: ratio, to: {stat: mean, from: benchmarks}}").replace("DECLARED", "zero")
    file = criteria_of(text)
    run = run_of(file, [park_of(file, "it", {"x": 2})], benchmarks=[told(parks=1)])
    assert indicator_of(run.of("it"), "a").points == 5


@pytest.mark.parametrize("declared", ["no_reference", "full", "zero"])
@pytest.mark.parametrize(("source", "points"), [("either", 5), ("benchmarks", 5), ("peers", None)])
def test_a_benchmark_comes_before_what_is_declared_for_a_group_of_one(declared, source, points):
    rule = f"{{kind: ratio, to: {{stat: mean, from: {source}}}}}"
    file = criteria_of(ALONE.replace("RULE", rule).replace("DECLARED", declared))
    found = indicator_of(run_of(file, [park_of(file, "it", {"x": 2})], benchmarks=[told()]).of("it"), "a")
    assert found.points == ({"full": 10}.get(declared, 0) if points is None else points)


@pytest.mark.parametrize(("of", "points"), [("a", 0), ("b", 0), ("y", 5)])
def test_a_benchmark_of_the_indicator_is_none_of_the_alternate(of, points):
    text = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}}
indicators:
  a:
    name: A
    points: 10
    value: x
    unit: 家
    missing: {policy: alternate, value: y, rule: {kind: ratio, to: {stat: mean, from: benchmarks}}}
    rule: {kind: ratio, to: 10}
"""
    file = criteria_of(text)
    run = run_of(file, [park_of(file, "it", {"y": 2})], benchmarks=[told(of=of)])
    assert indicator_of(run.of("it"), "a").points == points


@pytest.mark.parametrize(
    "cap", ["at_most: 7", "at_most_times: 0.7", "out_of: 100, at_most: 70", "at_most: 6.6, rounded: 0"]
)
def test_full_points_where_all_are_alike_go_no_further_than_a_cap(cap):
    text = FLAT.replace("{stat: max}}", f"{{stat: max}}, {cap}}}") + "settings: {flat: full}\n"
    assert indicator_of(score_one(text, {"tax": 5}, [{"tax": 5}]), "a").points == 7


OWN_TARGET = """
fields: {x: {name: X, unit: 家}, t: {name: T, unit: 家}}
indicators:
  a: {name: A, points: 10, value: x, unit: 家, rule: {kind: goalposts, worst: t, best: {stat: max}}}
"""


def test_a_park_without_a_target_of_its_own_counts_among_the_peers_wherever_it_stands():
    file = criteria_of(OWN_TARGET)
    parks = [
        park_of(file, key, data)
        for key, data in (("no", {"x": 100}), ("p", {"x": 5, "t": 0}), ("q", {"x": 10, "t": 0}))
    ]
    for order in (parks, parks[::-1]):
        run = run_of(file, order)
        assert [run.of(key).points for key in ("no", "p", "q")] == [0, Decimal("0.5"), 1]
        assert indicator_of(run.of("no"), "a").reason == "absent:t"


def test_a_target_that_does_not_apply_leaves_the_indicator_in_force():
    file = criteria_of(OWN_TARGET)
    parks = [park_of(file, "it", {"x": 5, "t": "not_applicable"}), park_of(file, "p", {"x": 10, "t": 0})]
    it = run_of(file, parks).of("it")
    assert (indicator_of(it, "a").outcome, indicator_of(it, "a").reason) == ("no_reference", "not_applicable:t")
    assert (it.full, it.points, it.possible, it.coverage) == (10, 0, 10, 0)


@pytest.mark.parametrize("ties", ["competition", "dense", "ordinal"])
def test_ranks_inside_a_rule_are_the_rules_own_whatever_the_ranking_does_with_ties(ties):
    text = (
        HEAD
        + f"settings: {{ties: {ties}}}\n"
        + "indicators: {a: {name: A, points: 10, value: tax, unit: 万元, rule: {kind: percentile}}}\n"
    )
    peers = [{"tax": 9}, {"tax": 9}, {"tax": 1}]
    # 1, 1, 3, 4 of four: the third has 10 × (4 − 3) ÷ 3.
    assert rounded(indicator_of(score_one(text, {"tax": 5}, peers), "a").points) == rounded(D(10) / 3)


@pytest.mark.parametrize(
    ("rule", "of_tied"),
    [("{kind: percentile, ties: worse}", D(10) / 3), ("{kind: rank_points, drop: 1, ties: worse}", D(8))],
)
def test_ranks_counted_from_below(rule, of_tied):
    """Two of four that tie before the others have one and two behind them: rank from below 2, from above 3 and not 2."""
    text = HEAD + "indicators: {a: {name: A, points: 10, value: tax, unit: 万元, rule: RULE}}\n".replace("RULE", rule)
    found = score_one(text, {"tax": 5}, [{"tax": 9}, {"tax": 5}, {"tax": 1}])
    assert rounded(indicator_of(found, "a").points) == rounded(of_tied)


def test_borda_counts_those_behind():
    """Full points of parks − 1 and a drop of 1: what is left is the number of parks that are worse."""
    rule = "{kind: rank_points, drop: 1, ties: worse}"
    text = HEAD + "indicators: {a: {name: A, points: 4, value: tax, unit: 万元, rule: RULE}}\n".replace("RULE", rule)
    values = [7, 7, 3, 9, 1]
    behind = {value: sum(other < value for other in values) for value in values}
    for place, value in enumerate(values):
        others = [{"tax": other} for index, other in enumerate(values) if index != place]
        assert indicator_of(score_one(text, {"tax": value}, others), "a").points == behind[value]


IN_A_DIMENSION = """
dimensions:
  d:
    name: D
    D_APPLIES
    indicators:
      a: {name: A, points: POINTS, value: tax / land, unit: 万元/亩, A_APPLIES, rule: {kind: ratio, to: {stat: STAT}}}
"""
HERE = "applies: level == 'a'"


@pytest.mark.parametrize(("stat", "reference"), [("mean", D(3)), ("weighted_mean", D(3)), ("max", D(4))])
@pytest.mark.parametrize(
    ("points", "of_indicator", "of_dimension"),
    [("10", HERE, ""), ("10", "", HERE), ("{by: level, is: {a: 10, b: 0}}", "", "")],
)
def test_parks_to_which_it_does_not_apply_are_no_peers_whatever_says_so(
    points, of_indicator, of_dimension, stat, reference
):
    text = HEAD + IN_A_DIMENSION.replace("POINTS", points).replace("STAT", stat).replace("D_APPLIES", of_dimension)
    file = criteria_of(text.replace("A_APPLIES", of_indicator or "clause: '1'"))
    data = [("a", 2, 1), ("a", 4, 1), ("b", 90, 3)]
    parks = [park_of(file, f"p{i}", {"tax": t, "land": n}, groups={"level": g}) for i, (g, t, n) in enumerate(data)]
    run = run_of(file, parks)
    found = [indicator_of(run.of(park.id), "a") for park in parks]
    assert [own.references[0].value for own in found[:2]] == [reference] * 2
    assert (found[2].outcome, found[2].value) == ("not_applicable", None)


@pytest.mark.parametrize("peers", [[], [{"tax": 5}]])
def test_an_unknown_precondition_is_missing_with_peers_or_without(peers):
    text = (
        HEAD
        + "indicators: {a: {name: A, points: 10, value: tax, unit: 万元, needs: land > 1, rule: {kind: ratio, to: {stat: mean}}}}"
    )
    found = indicator_of(score_one(text, {"tax": 5}, peers), "a")
    assert (found.outcome, found.reason) == ("missing", "needs_unknown")


# -- the value of one park


def test_a_yardstick_is_compared_with_by_its_id_whatever_its_group():
    its = scored("{park: p0}", {"tax": 20, "land": 10}, [("b", {"tax": 40, "land": 10}), ("a", {"tax": 10, "land": 1})])
    assert its.points == 5  # 10 × 2 ÷ 4
    assert [(r.origin, r.value) for r in its.references] == [("park", 4)]
    assert reference_words(its.references[0]).en == "reference: the value of the park p0"


def test_a_yardstick_alone_is_no_group_of_one():
    peers = [("b", {"tax": 40, "land": 10})]
    its = scored(
        "{park: p0, of: tax / land}", {"tax": 20, "land": 10}, peers, settings="settings: {group_of_one: full}"
    )
    assert its.points == 5


@pytest.mark.parametrize("peers", [[], [("a", {"tax": 40})]])
def test_a_yardstick_that_is_not_there_gives_no_reference(peers):
    its = scored("{park: p0}", {"tax": 20, "land": 10}, peers)
    assert (its.outcome, its.reason) == ("no_reference", "no_park:p0")


def test_benchmarks_name_the_indicator_of_a_yardstick_that_they_cannot_stand_in_for():
    file = criteria_of(PER_MU.replace("TO", "{park: p0}"))
    run = run_of(file, [park_of(file, key, {"tax": 20, "land": 10}) for key in ("it", "p0")])
    assert group_statistics(run, 1).need_peers == ("a",)


def test_a_yardstick_is_named_beside_its_value():
    its = scored("{park: p0}", {"tax": 20, "land": 10}, [("b", {"tax": 40, "land": 10})])
    assert Voice("en", criteria_of(PER_MU)).reference_kind(its.references[0]) == "park p0"
