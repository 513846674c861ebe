"""What must change nothing, changes nothing; what must not fall, does not; nothing is ever NaN."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fivegoods.numeric.decimals import decide
from reading.mixed_support import RISING, mixed, random_parks
from scoring.scoring_support import indicator_of, run_of

few = settings(max_examples=15, deadline=None)
seeds = st.integers(0, 10**6)
MIXED = mixed()


def totals(run):
    return {s.park.id: decide(s.points) for s in run.scores}


def ranks(run):
    return {s.park.id: s.rank for s in run.scores}


@few
@given(seeds)
def test_reordering_parks_changes_nothing(seed):
    parks = random_parks(MIXED, 12, seed, gaps=0.1)
    assert totals(run_of(MIXED, parks)) == totals(run_of(MIXED, parks[::-1]))
    assert ranks(run_of(MIXED, parks)) == ranks(run_of(MIXED, parks[::-1]))


@few
@given(seeds)
def test_renaming_parks_changes_nothing(seed):
    parks = random_parks(MIXED, 12, seed, gaps=0.1)
    renamed = [replace(park, id=f"z{90 - i}") for i, park in enumerate(parks)]
    before, after = run_of(MIXED, parks), run_of(MIXED, renamed)
    for park, other in zip(parks, renamed, strict=True):
        assert before.of(park.id).points == after.of(other.id).points
        assert before.of(park.id).rank == after.of(other.id).rank


@few
@given(seeds)
def test_a_copy_ties_and_moves_nobody_past_another(seed):
    parks = random_parks(MIXED, 10, seed)
    run = run_of(MIXED, [*parks, replace(parks[3], id="copy")])
    assert run.of("copy").points == run.of("p3").points
    assert run.of("copy").rank == run.of("p3").rank


@few
@given(seeds, st.sampled_from([Decimal("0.1"), Decimal(3), Decimal(1000)]))
def test_scaling_all_weights_changes_nothing(seed, scale):
    weighted, scaled = mixed("weight"), mixed("weight", scale)
    parks = random_parks(weighted, 10, seed, gaps=0.1)
    one, other = run_of(weighted, parks), run_of(scaled, parks)
    # Rules that state points of their own are not affected by weights; all others share 100 points.
    assert totals(one) == totals(other)


@few
@given(seeds)
def test_another_unit_of_the_same_figures_changes_nothing(seed):
    plain, bigger = mixed(), mixed(unit="亿元")
    parks = random_parks(plain, 10, seed)
    converted = [replace(p, data={k: v / 10000 if k != "one" else v for k, v in p.data.items()}) for p in parks]
    assert totals(run_of(plain, parks)) == totals(run_of(bigger, converted))


@few
@given(seeds, st.integers(0, 11), st.integers(1, 300))
def test_a_better_value_never_lowers_its_points(seed, number, more):
    parks = random_parks(MIXED, 12, seed)
    better = [replace(p, data={k: v + Decimal(more) / 10 if k != "one" else v for k, v in p.data.items()})
              if i == number else p for i, p in enumerate(parks)]  # fmt: skip
    before, after = run_of(MIXED, parks).of(f"p{number}"), run_of(MIXED, better).of(f"p{number}")
    for i in range(len(RISING)):
        low, high = indicator_of(before, f"i{i}"), indicator_of(after, f"i{i}")
        if low.outcome == high.outcome == "scored":
            assert decide(high.points) >= decide(low.points), MIXED.criteria.dimensions


@few
@given(seeds)
def test_points_stay_within_what_the_rule_declares(seed):
    for score in run_of(MIXED, random_parks(MIXED, 10, seed, gaps=0.2)).scores:
        for found in score.root.all_indicators():
            ceiling = found.plan.rule.ceiling(found.full)
            assert ceiling is None or decide(found.points) <= ceiling
            assert decide(found.possible) >= decide(found.points)
        assert decide(score.possible) >= decide(score.points)
        assert 0 <= score.coverage <= 1


@few
@given(seeds)
def test_a_park_outside_the_reference_group_changes_nobody_inside(seed):
    file = mixed()
    parks = [replace(p, groups={"level": "a"}) for p in random_parks(file, 8, seed)]
    stranger = replace(parks[0], id="stranger", groups={"level": "b"}, data={**parks[0].data, "f15": Decimal(9999)})
    before, after = run_of(file, parks), run_of(file, [*parks, stranger])
    for park in parks:  # the percentile rule ranks within the level
        assert indicator_of(before.of(park.id), "i15").points == indicator_of(after.of(park.id), "i15").points


@pytest.mark.parametrize("method", ["sum", "mean", "geometric", "harmonic", "minimum"])
@pytest.mark.parametrize("weights", ["points", "weight"])
def test_many_random_parks_of_mixed_rules_give_numbers(method, weights):
    file = mixed(weights, method=method)
    for score in run_of(file, random_parks(file, 300, 7, gaps=0.15)).scores:
        numbers = [score.points, score.possible, score.coverage, score.full]
        numbers += [x for s in score.root.all_indicators() for x in (s.points, s.possible)]
        assert all(n.is_finite() for n in numbers)


@pytest.mark.slow
def test_ten_thousand_random_parks():
    # 10,000 parks × 20 indicators of mixed kinds: no exception, no NaN, no infinity.
    run = run_of(MIXED, random_parks(MIXED, 10_000, 1, gaps=0.05))
    assert len(run.scores) == 10_000
    assert all(s.points.is_finite() and s.possible.is_finite() for s in run.scores)
    assert sorted(s.rank for s in run.scores if s.rank) == [s.rank for s in run.scores]


@few
@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**24), max_value=10**24),
        min_size=20,
        max_size=20,
    )
)
def test_extreme_figures(values):
    parks = random_parks(MIXED, 6, 3)
    wild = replace(parks[0], data={**dict(zip([f"f{i}" for i in range(20)], values, strict=True)), "one": Decimal(1)})
    for score in run_of(MIXED, [wild, *parks[1:]]).scores:
        assert score.points.is_finite()
