"""Monte Carlo over weights: what must move, what must not, and by how much."""

import numpy as np
import pytest

from fivegoods import api
from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.uncertainty.arrays import arrays_of
from fivegoods.uncertainty.draws.tree import tree_of
from fivegoods.uncertainty.robustness import Effort, analyse
from fivegoods.uncertainty.sampling.choices import design_of, gamma, normal
from fivegoods.uncertainty.sampling.data_set import data_set_of
from uncertainty.robustness_support import flat_run

QUICK = Effort(draws=2000, points=0)


def uncertain(**parts):
    return Uncertainty.model_validate(parts)


@pytest.fixture(scope="module", params=["samples/demo", "samples/meizhou-2016"])
def sample(request):
    return api.open_run([request.param]).run


def test_float_tree_gives_the_exact_engine_scores(sample):
    assert np.abs(data_set_of(arrays_of(sample), uncertain()).residual).max() == 0.0


@pytest.mark.parametrize("kind", ["uniform", "normal", "dirichlet"])
def test_no_uncertainty_gives_the_exact_ranking(sample, kind):
    found = analyse(sample, uncertain(weights={"kind": kind, "by": "0%"}), QUICK)
    for standing in found.intervals:
        assert standing.low == standing.high == standing.nominal == standing.score.rank
        assert standing.best == standing.worst == standing.nominal
        if standing.score.grade is not None:
            assert standing.grades[standing.score.grade] == 1.0
    on_boards = {(b.id, e.park.park.id) for b in sample.boards for e in b.entries}
    drawn = {(b, s.score.park.id) for s in found.intervals for b, share in s.boards.items() if share}
    assert drawn == on_boards
    assert found.mean_shift == 0.0
    assert not found.pairs


def test_dominant_park_stays_first_and_near_tie_swaps_in_half_of_the_draws():
    shares = {"best": [100, 100], "one": [80, 40], "two": [40, 80], "last": [1, 2]}
    found = analyse(flat_run(shares, [50, 50]), uncertain(weights={"by": "30%"}), Effort(draws=4000, points=0))
    by_id = {s.score.park.id: s for s in found.intervals}
    assert by_id["best"].grades == {}
    assert (by_id["best"].best, by_id["best"].worst) == (1, 1)
    assert (by_id["last"].best, by_id["last"].worst) == (4, 4)
    pair = next(p for p in found.pairs if {p.first, p.second} == {"one", "two"})
    assert pair.ahead == pytest.approx(0.5, abs=0.03)
    assert pair.behind == pytest.approx(0.5, abs=0.03)
    assert (found.firm_first, found.firm_last) == (1, 1)
    assert [(b.first, b.last) for b in found.blocks if not b.settled] == [(2, 3)]


def test_parks_with_the_same_shares_tie_in_every_draw():
    found = analyse(flat_run({"x": [30, 70], "y": [30, 70], "z": [10, 10]}, [60, 40]), uncertain(weights={}), QUICK)
    assert [(s.best, s.worst) for s in found.intervals] == [(1, 1), (1, 1), (3, 3)]
    assert found.intervals[0].tied_with_next == 1.0
    assert found.blocks[0].tied
    assert not found.pairs


def test_same_seed_same_result_whatever_the_jobs(sample):
    declared = uncertain(weights={"by": "20%"}, drop_indicator=True)
    effort = Effort(draws=3500, points=0)
    one, two = analyse(sample, declared, effort), analyse(sample, declared, Effort(draws=3500, points=0, jobs=2))
    assert one.intervals == two.intervals
    assert one.mean_shift == pytest.approx(two.mean_shift)
    other = analyse(sample, declared, Effort(draws=3500, points=0, seed=2))
    assert [s.mean for s in other.intervals] != [s.mean for s in one.intervals]


def test_uniform_noise_on_two_weights_has_the_share_geometry_says():
    # "one" leads where w1 > 1.2 w2 with w = 1 ± 0.5: the area of that corner of the square is known.
    shares = {"one": [100, 0], "two": [0, 100], "three": [0, 0]}
    run = flat_run(shares, [50, 60])
    found = analyse(run, uncertain(weights={"by": "50%"}), Effort(draws=60_000, points=0))
    pair = next(p for p in found.pairs if {p.first, p.second} == {"one", "two"})
    # P(50 u > 60 v), u, v uniform on [0.5, 1.5]: v < u / 1.2, ∫ max(min(u/1.2, 1.5) − 0.5, 0) du from 0.6.
    expected = (1.5**2 - 0.6**2) / 2.4 - 0.5 * 0.9
    one_ahead = pair.ahead if pair.first == "one" else pair.behind
    assert one_ahead == pytest.approx(expected, abs=0.006)


def test_means_of_every_method_are_honoured():
    for method in ("mean", "geometric", "harmonic", "minimum", "power\npower: 3", "power\npower: -2"):
        run = flat_run({"x": [90, 20], "y": [50, 50], "z": [0, 99]}, [60, 40], method=method)
        assert np.abs(data_set_of(arrays_of(run), uncertain()).residual).max() == 0.0
        found = analyse(run, uncertain(weights={"by": "10%"}), QUICK)
        assert {s.score.park.id for s in found.intervals} == {"x", "y", "z"}


def test_normal_and_gamma_quantiles():
    uniform = (np.arange(20_000) + 0.5)[:, None] / 20_000
    z = normal(uniform)
    assert z.mean() == pytest.approx(0, abs=1e-6)
    assert z.std() == pytest.approx(1, abs=1e-3)
    assert float(np.interp(0.975, uniform[:, 0], z[:, 0])) == pytest.approx(1.959964, abs=1e-3)
    for shape in (0.3, 1.0, 7.5, 400.0):
        x = gamma(uniform, [shape])
        assert x.mean() == pytest.approx(shape, rel=2e-3)
        assert x.var() == pytest.approx(shape, rel=1e-2)


def test_dirichlet_keeps_mean_weights_and_spread():
    shares = {f"p{i}": [i, 100 - i, 50, 20] for i in range(3)}
    arrays = arrays_of(flat_run(shares, [25, 25, 25, 25]))
    declared = uncertain(weights={"kind": "dirichlet", "by": "20%"})
    design = design_of(arrays, tree_of(arrays), declared)
    uniform = np.random.default_rng(3).random((20_000, design.width))
    factors = design.settle(uniform).factors
    assert factors.mean(axis=0) == pytest.approx(np.ones(4), abs=0.01)
    assert factors.std(axis=0) == pytest.approx(np.full(4, 0.2), abs=0.01)
    assert (factors / 4).sum(axis=1) == pytest.approx(np.ones(20_000))


def test_a_dimension_moves_as_one():
    run = api.open_run(["samples/demo"]).run
    arrays = arrays_of(run)
    design = design_of(arrays, tree_of(arrays), uncertain(weights={"of": "dimensions"}))
    factors = design.settle(np.random.default_rng(1).random((5, design.width))).factors
    for node in run.plan.root.nodes:
        columns = [arrays.column(plan.id) for plan in node.all_indicators()]
        assert (factors[:, columns] == factors[:, columns[:1]]).all()
    assert design.width == len(run.plan.root.nodes)


def test_noise_on_every_level_multiplies_what_an_indicator_and_its_dimensions_get():
    arrays = arrays_of(api.open_run(["samples/demo"]).run)
    levels = design_of(arrays, tree_of(arrays), uncertain(weights={"by": "20%", "of": "levels"}))
    uniform = np.random.default_rng(1).uniform(size=(50, levels.width))
    factors = levels.settle(uniform).factors
    nodes = [node for top in arrays.run.plan.root.nodes for node in top.walk()]
    places = {part.id: place for place, part in enumerate([*arrays.indicators, *nodes])}
    assert levels.width == len(places)
    for column, plan in enumerate(arrays.indicators):
        own = [plan.id, *(node.id for node in nodes if plan in node.all_indicators())]
        product = np.prod([0.8 + 0.4 * uniform[:, places[part]] for part in own], axis=0)
        assert factors[:, column] == pytest.approx(product)


def test_noise_on_every_level_is_of_independent_factors():
    with pytest.raises(ValueError, match="levels_take_uniform_or_normal"):
        uncertain(weights={"kind": "simplex", "of": "levels"})
