"""The gap lines offices write, and strengths and weaknesses."""

from __future__ import annotations

from decimal import Decimal as D

from analysis.analysis_support import park, run_of, sample
from fivegoods.analysis.gaps import above_benchmark, above_group_mean, gap_lines, gaps, group_averages
from fivegoods.analysis.parts import PartMeans
from fivegoods.analysis.strengths import Verdict, strengths
from fivegoods.numeric.decimals import decide
from fivegoods.panel.entities import BenchmarkValue
from fivegoods.scoring.ranking.boards import eligible

BY_HAND = (
    "groups: {city: {name: city, values: {n: n, s: s}}}\n"
    "indicators: {i: {name: i, points: 100, rule: {kind: manual}}}\n"
    "boards: {top: {name: top, size: 2}, cities: {name: cities, size: 1, within: [city]}}\n"
    "settings: {decimals: 3}\n"
)
VALUES = (
    "fields: {x: {name: x, unit: 家}, y: {name: y, unit: 家}}\n"
    "indicators:\n"
    "  i: {name: i, unit: 家, points: 10, value: x, rule: {kind: ratio, to: 10, at_most_times: 1}}\n"
    "  j: {name: j, unit: 家, points: 10, value: y, rule: {kind: goalposts, worst: 10, best: 0}}\n"
)


def by_hand(*points, cities=()):
    parks = [park(f"p{n}", points={"i": p}, groups={"city": cities[n]} if cities else {}) for n, p in enumerate(points)]
    return run_of(BY_HAND, *parks)


def test_the_published_distances_of_a_county():
    # domain/five-goods.md 2.4: 32.624 is fifth of its class.
    run = by_hand("41.033", "34.512", "33.699", "32.650", "32.624")
    found = gaps(run, run.of("p4"))
    assert [gap.distance for gap in found.above] == [D("8.409"), D("1.888"), D("1.075"), D("0.026")]
    assert (found.leader.distance, found.next.distance) == (D("8.409"), D("0.026"))


def test_cut_offs_of_boards_are_negative_above_them():
    run = by_hand("90", "80", "70", cities="nss")
    first, last = gaps(run, run.of("p0")), gaps(run, run.of("p2"))
    assert {c.board.id: (c.distance, c.is_on) for c in first.cut_offs} == {"top": (-10, True), "cities": (0, True)}
    assert {c.board.id: (c.distance, c.is_on) for c in last.cut_offs} == {"top": (10, False), "cities": (10, False)}
    assert first.leader is None
    assert first.next is None


def test_lines_of_a_ranking_in_one_pass_agree_with_each_park():
    run = sample("demo")
    for line in gap_lines(run):
        alone = gaps(run, line.park)
        assert line.to_leader == (alone.leader.distance if alone.leader else None)
        assert line.to_next == (alone.next.distance if alone.next else None)
        assert line.to_boards == {off.board.id: off.distance for off in alone.cut_offs}


def test_parks_that_tie_have_no_gap_between_them():
    run = by_hand("90", "80", "80", "70")
    lines = {line.park.park.id: line for line in gap_lines(run)}
    assert (lines["p1"].to_next, lines["p2"].to_next, lines["p3"].to_next) == (10, 10, 10)


def test_a_gap_that_only_arithmetic_makes_is_none():
    # Both round to the same points at the 12 decimals by which ranks are decided; the cell said -9.16e-14.
    run = by_hand("90", "80.0000000000000916", "80")
    lines = {line.park.park.id: line for line in gap_lines(run)}
    assert f"{lines['p1'].to_boards['top']:f} {lines['p2'].to_boards['top']:f}" == "0.000000000000 0.000000000000"
    assert gaps(run, run.of("p1")).cut_offs[0].distance == 0


def test_averages_of_cities_and_their_ranks():
    run = by_hand("90", "80", "70", "60", cities="nsns")
    assert [(a.value, a.average, a.parks, a.rank) for a in group_averages(run, "city")] == [
        ("n", 80, 2, 1),
        ("s", 70, 2, 2),
    ]


def test_indicators_better_than_the_mean_know_which_way_is_better():
    run = run_of(VALUES, park("a", x=8, y=8), park("b", x=4, y=2))
    assert [s.plan.id for s in above_group_mean(run, run.of("a")).better] == ["i"]
    assert [s.plan.id for s in above_group_mean(run, run.of("b")).better] == ["j"]
    assert above_group_mean(run, run.of("a")).of == 2


def test_indicators_better_than_a_benchmark():
    run = run_of(VALUES, park("a", x=8, y=8))
    means = [
        BenchmarkValue("x", "mean", 2024, {}, D(7)),
        BenchmarkValue("j", "mean", 2024, {}, D(7)),
        BenchmarkValue("i", "max", 2024, {}, D(1)),
        BenchmarkValue("i", "mean", 2023, {}, D(1)),
    ]
    found = above_benchmark(run.of("a"), means)
    assert ([s.plan.id for s in found.better], found.of) == (["i"], 2)
    assert above_group_mean(run, run.of("a")).of == 0


def test_most_points_lost_first():
    run = run_of(VALUES, park("a", x=2, y=6), park("b", x=6, y=9))
    found = strengths(run, run.of("a"))
    assert [(s.score.plan.id, s.score.lost) for s in found] == [("i", 8), ("j", 6)]
    assert [s.verdict for s in found] == [Verdict.WEAKNESS, Verdict.STRENGTH]
    assert (found[0].mean, found[0].best, found[0].best_park.park.id) == (D("0.4"), D("0.6"), "b")
    assert found[0].ahead == -2


def test_where_half_of_the_group_is_zero_nobody_is_strong():
    run = run_of(VALUES, park("a", x=2, y=5), park("b", x=0, y=5), park("c", x=0, y=5), park("d", x=1, y=5))
    by_id = {s.score.plan.id: s for s in strengths(run, run.of("a"))}
    assert by_id["i"].verdict is Verdict.UNCONTESTED
    assert by_id["i"].zeros == D("0.5")
    assert by_id["j"].verdict is Verdict.LEVEL
    three = run_of(VALUES, park("a", x=2, y=5), park("b", x=0, y=5), park("d", x=1, y=5))
    assert {s.score.plan.id: s.verdict for s in strengths(three, three.of("a"))}["i"] is Verdict.STRENGTH


def test_without_others_or_data_there_is_no_verdict():
    run = run_of(VALUES, park("a", x=2))
    assert {s.verdict for s in strengths(run, run.of("a"))} == {Verdict.UNKNOWN}
    two = run_of(VALUES, park("a", x=2), park("b", x=3, y=4))
    by_id = {s.score.plan.id: s for s in strengths(two, two.of("a"))}
    assert by_id["j"].verdict is Verdict.UNKNOWN


def test_a_board_that_a_park_cannot_stand_on_has_no_distance():
    run = sample("demo")
    boards = {board.id for board in run.boards}
    national = {s.park.id for s in run.scores if s.park.groups["level"] == "national"}
    for line in gap_lines(run):
        for board in set(line.to_boards) & boards:
            plan = next(plan for plan in run.plan.boards if plan.id == board)
            assert eligible(plan, line.park)
    only_national = next(b.id for b in run.boards if all(e.park.park.id in national for e in b.entries))
    others = [line for line in gap_lines(run) if line.park.park.id not in national]
    assert others
    assert all(only_national not in line.to_boards for line in others)


def test_parts_against_all_parks_agree_with_strengths():
    run, means = sample("demo"), PartMeans()
    for score in run.scores:
        expected = {s.score.plan.id: (decide(s.mean), decide(s.best)) for s in strengths(run, score)}
        found = means.of(score, score.root.all_indicators())
        assert {one.part.plan.id: (decide(one.mean), decide(one.best)) for one in found} == expected


def test_a_mean_is_that_of_everybody_whom_a_part_applies_to():
    run = run_of(VALUES, park("a", x=2, y=5), park("b", x=4, y=5), park("c", y=5))
    a, c = (PartMeans().of(run.of(name), run.of(name).root.all_indicators()) for name in "ac")
    assert (a[0].share, a[0].mean, a[0].best) == (D("0.2"), D("0.3"), D("0.4"))
    assert (c[0].share, c[0].mean) == (None, D("0.3"))  # its figure is missing, no zero
    alone = run_of(VALUES, park("a", x=2, y=5))
    assert {one.mean for one in PartMeans().of(alone.of("a"), alone.of("a").root.all_indicators())} == {None}
