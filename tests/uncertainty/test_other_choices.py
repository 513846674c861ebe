"""Normalisation, aggregation, imputation, data errors, dropping an indicator, leave-one-out, drivers."""

from decimal import Decimal

import numpy as np
import pytest

from fivegoods import api
from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.uncertainty.arrays import arrays_of
from fivegoods.uncertainty.robustness import Effort, analyse
from fivegoods.uncertainty.sampling.data_errors import data_sets_of
from fivegoods.uncertainty.sampling.data_set import imputed, normalised
from fivegoods.uncertainty.sampling.sobol import generators, lattice, prime_from, sobol
from uncertainty.robustness_support import flat_run

QUICK = Effort(draws=500, points=0)


def uncertain(**parts):
    return Uncertainty.model_validate(parts)


@pytest.fixture(scope="module")
def demo():
    return api.open_run(["samples/demo"]).run


def test_sobol_indices_of_the_linear_function_are_1_4_9_of_14():
    for points in (251, 509, 1021):
        found = sobol(lambda u: u @ np.array([1.0, 2.0, 3.0]), [("x1", 1), ("x2", 1), ("x3", 1)], points=points)
        for index, share in zip(found.choices, (1, 4, 9), strict=True):
            assert index.first == pytest.approx(share / 14, abs=0.01)
            assert index.total == pytest.approx(share / 14, abs=0.01)


def test_sobol_indices_of_ishigami():
    # Ishigami & Homma (1990), a = 7, b = 0.1: S1 = 0.3139, S2 = 0.4424, S3 = 0; ST = 0.5576, 0.4424, 0.2437.
    def ishigami(u):
        x = np.pi * (2 * u - 1)
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    found = sobol(ishigami, [("x1", 1), ("x2", 1), ("x3", 1)], points=1021)
    assert [i.first for i in found.choices] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.01)
    assert [i.total for i in found.choices] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)


def test_groups_of_inputs_count_together():
    found = sobol(lambda u: u.sum(axis=1), [("pair", 2), ("single", 1)], points=509)
    assert [i.total for i in found.choices] == pytest.approx([2 / 3, 1 / 3], abs=0.01)


def test_constant_function_has_no_drivers():
    found = sobol(lambda u: np.zeros(len(u)), [("x", 1), ("y", 1)], points=101)
    assert [(i.first, i.total) for i in found.choices] == [(0.0, 0.0), (0.0, 0.0)]


def test_lattice_spreads_evenly_and_no_generator_twice():
    assert prime_from(500) == 503
    chosen = generators(251, 60)
    assert len({min(int(z), 251 - int(z)) for z in chosen}) == 60
    points = lattice(251, 60, 7)
    assert points.min() >= 0
    assert points.max() <= 1
    assert points.mean(axis=0) == pytest.approx(np.full(60, 0.5), abs=0.01)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("min_max", [0.0, 0.5, 1.0]),
        ("rank", [0.0, 0.5, 1.0]),
        ("to_best", [1 / 3, 2 / 3, 1.0]),
        ("standard", [0.5 - 1.2247449 / 6, 0.5, 0.5 + 1.2247449 / 6]),
        ("rule", [0.9, 0.9, 0.9]),
    ],
)
def test_normalisation_methods(method, expected):
    values = np.array([[10.0], [20.0], [30.0]])
    shares = np.full((3, 1), 0.9)
    known = np.ones((3, 1), dtype=bool)
    found = normalised(method, values, shares, known, np.array([1.0]))
    assert found[:, 0] == pytest.approx(expected)
    if method in ("min_max", "rank"):
        falling = normalised(method, values, shares, known, np.array([-1.0]))
        assert falling[:, 0] == pytest.approx(expected[::-1])


def test_less_is_better_to_best_and_cells_without_data_keep_their_share():
    values = np.array([[10.0], [20.0], [np.nan]])
    known = np.array([[True], [True], [False]])
    found = normalised("to_best", values, np.full((3, 1), 0.3), known, np.array([-1.0]))
    assert found[:, 0] == pytest.approx([1.0, 0.5, 0.3])


def test_imputation_fills_only_what_is_missing():
    shares = np.array([[0.2], [0.6], [0.0]])
    possible = np.array([[0.2], [0.6], [0.8]])
    known = np.array([[True], [True], [False]])
    missing = ~known
    half = np.full((3, 1), 0.5)
    expected = {"declared": 0.0, "interval": 0.4, "best": 0.8, "worst": 0.0, "mean": 0.4, "median": 0.4}
    for method, filled in expected.items():
        found = imputed(method, shares, possible, known, missing, half)
        assert found[:, 0] == pytest.approx([0.2, 0.6, filled]), method


def test_other_aggregation_changes_who_is_ahead():
    run = flat_run({"uneven": [100, 10], "even": [50, 50]}, [50, 50])
    declared = uncertain(aggregation={"methods": ["declared", "geometric"], "at": "every"})
    found = analyse(run, declared, QUICK)
    by_id = {s.score.park.id: s for s in found.intervals}
    assert by_id["uneven"].nominal == 1
    assert by_id["uneven"].ahead_of_next == pytest.approx(0.5, abs=0.08)
    assert (by_id["even"].best, by_id["even"].worst) == (1, 2)


def test_leave_one_out_is_the_ranking_without_the_indicator():
    run = flat_run({"x": [100, 0, 50], "y": [0, 100, 60], "z": [40, 45, 10]}, [40, 30, 30])
    found = analyse(run, uncertain(), QUICK)
    without = {left.id: left.ranks_by_park() for left in found.left_out}
    assert without["a"] == {"y": 1, "z": 2, "x": 3} or without["a"]["y"] == 1
    by_hand = {"x": 0 * 30 + 50 * 30, "y": 100 * 30 + 60 * 30, "z": 45 * 30 + 10 * 30}
    order = sorted(by_hand, key=by_hand.get, reverse=True)
    assert [without["a"][park] for park in order] == [1, 2, 3]
    assert found.left_out[0].before != found.left_out[0].after


def test_dropping_an_indicator_reaches_every_indicator():
    run = flat_run({"x": [100, 0], "y": [0, 100]}, [60, 40])
    found = analyse(run, uncertain(drop_indicator=True), Effort(draws=6000, points=0))
    # Nothing dropped or b dropped: x leads; a dropped: y leads.
    assert found.intervals[0].ahead_of_next == pytest.approx(2 / 3, abs=0.02)


def test_data_errors_go_through_the_exact_engine(demo):
    declared = uncertain(errors={"tax": {"by": "10%"}}, data_draws=4)
    nominal = arrays_of(demo)
    column = nominal.column("tax_per_mu")
    made = data_sets_of(nominal, declared, seed=5)
    assert len(made) == 4
    for data in made:
        moved = np.abs(data.shares - nominal.shares) > 1e-9
        assert moved[:, column].any()
        assert not moved[:, [i for i in range(moved.shape[1]) if i != column]].any()
        assert np.abs(data.residual).max() == 0.0
    again = data_sets_of(nominal, declared, seed=5, jobs=2)
    assert all(np.array_equal(a.shares, b.shares) for a, b in zip(made, again, strict=True))


def test_all_choices_together_have_drivers_that_make_sense(demo):
    declared = uncertain(
        weights={"by": "5%"},
        normalisation=["rule", "min_max", "rank"],
        imputation=["declared", "interval"],
        data_draws=5,
    )
    found = analyse(demo, declared, Effort(draws=500, points=101))
    assert found.indices is not None
    totals = {index.name: index.total for index in found.indices.choices}
    assert set(totals) == {"weights", "normalisation", "imputation", "data"}
    assert totals["normalisation"] > totals["weights"]
    assert sum(totals.values()) >= 0.9


def test_weights_alone_are_told_apart_by_dimension(demo):
    found = analyse(demo, uncertain(weights={"by": "20%"}), Effort(draws=500, points=101))
    assert found.indices is not None
    assert [i.name for i in found.indices.choices] == [f"weights:{node.id}" for node in demo.plan.root.nodes]


def test_uncertainty_reads_percentages():
    declared = uncertain(weights={"by": "±20%"}, errors={"tax": {"by": 0.05}})
    assert declared.weights is not None
    assert declared.weights.by == Decimal("0.2")
    with pytest.raises(ValueError, match="uniform"):
        uncertain(weights={"by": "120%"})
