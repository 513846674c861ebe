"""TOPSIS, VIKOR and PROMETHEE II reproduced to the decimals their sources print; Copeland and Borda by hand."""

from itertools import permutations

import numpy as np
import pytest

from fivegoods.uncertainty.methods.mcda import (
    PREFERENCES,
    Criterion,
    borda,
    copeland,
    kemeny,
    promethee,
    support,
    topsis,
    vikor,
)
from fivegoods.uncertainty.statistics import kendall, spearman

#: Papathanasiou & Ploskas (2018), Multiple Criteria Decision Aid, Springer: the facility used in every chapter.
SITES = np.array([[8, 7, 2, 1], [5, 3, 7, 5], [7, 5, 6, 4], [9, 9, 7, 3], [11, 10, 3, 7], [6, 9, 5, 4.0]])
SITE_WEIGHTS = np.array([0.4, 0.3, 0.1, 0.2])
UP = np.ones(4)


def test_topsis_tzeng_huang_2011():
    """Multiple Attribute Decision Making: Methods and Applications, CRC Press."""
    matrix = np.array([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6.0]])
    found = topsis(matrix, np.array([0.3, 0.4, 0.3]), np.ones(3))
    assert found.round(4).tolist() == [0.5037, 0.6581, 0.7482, 0.3340]


def test_vikor_opricovic_tzeng_2004_mountains():
    """European Journal of Operational Research 156, 445–455: risk (less is better) and altitude."""
    matrix = np.array([[1, 3000], [2, 3750], [5, 4500.0]])
    found = vikor(matrix, np.array([0.5, 0.5]), np.array([-1.0, 1.0]))
    assert found.utility.tolist() == [0.5, 0.375, 0.5]
    assert found.regret.tolist() == [0.5, 0.25, 0.5]
    assert found.compromise.tolist() == [1.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("weights", "utility", "regret", "compromise"),
    [
        (
            [1, 1, 1, 1, 1, 1, 1, 1],
            [0.692, 0.700, 0.290, 0.423, 0.280, 0.346],
            [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
            [0.991, 1.000, 0.473, 0.670, 0.000, 0.578],
        ),
        (
            [2, 2, 2, 2, 1, 1, 1, 1],
            [0.701, 0.600, 0.386, 0.365, 0.317, 0.459],
            [0.167, 0.114, 0.161, 0.167, 0.089, 0.167],
            [1.000, 0.533, 0.552, 0.563, 0.000, 0.686],
        ),
        (
            [1, 1, 1, 1, 2, 2, 2, 2],
            [0.683, 0.800, 0.193, 0.480, 0.243, 0.232],
            [0.113, 0.167, 0.080, 0.122, 0.044, 0.083],
            [0.684, 1.000, 0.147, 0.554, 0.041, 0.191],
        ),
    ],
)
def test_vikor_opricovic_tzeng_2007_hydropower(weights, utility, regret, compromise):
    """European Journal of Operational Research 178, 514–529: six systems on the Drina, eight criteria."""
    systems = np.array(
        [
            [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
            [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
            [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
            [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
            [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
            [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
        ]
    )
    found = vikor(systems, np.array(weights, dtype=float), np.array([1.0, -1, 1, 1, -1, -1, -1, 1]))
    assert found.utility.round(3).tolist() == utility
    assert found.regret.round(3).tolist() == regret
    assert found.compromise.round(3).tolist() == compromise


def test_vikor_papathanasiou_ploskas_2018():
    """Chapter 2, 31–55, with v = (n + 1) ÷ 2n."""
    found = vikor(SITES, SITE_WEIGHTS, UP, strategy=0.625)
    assert found.compromise.round(3).tolist() == [0.640, 1.000, 0.693, 0.271, 0.000, 0.694]


def test_promethee_papathanasiou_ploskas_2018():
    """Chapter 3, 57–89: linear preferences with indifference, q = 1, p = 2."""
    found = promethee(SITES, SITE_WEIGHTS, UP, [Criterion("linear", q=1, p=2)] * 4)
    assert found.net.round(2).tolist() == [-0.26, -0.52, -0.22, 0.36, 0.70, -0.06]
    assert found.net.sum() == pytest.approx(0)


def test_the_six_preference_functions_of_brans():
    differences = np.array([-1.0, 0.5, 1.5, 2.5])
    expected = {
        "usual": [0, 1, 1, 1],
        "u_shape": [0, 0, 1, 1],
        "v_shape": [0, 0.25, 0.75, 1],
        "level": [0, 0, 0.5, 1],
        "linear": [0, 0, 0.5, 1],
        "gaussian": [0, 1 - np.exp(-0.125), 1 - np.exp(-1.125), 1 - np.exp(-3.125)],
    }
    for kind, values in expected.items():
        assert PREFERENCES[kind](differences, 1.0, 2.0, 1.0) == pytest.approx(values), kind


def test_copeland_and_borda_by_hand():
    # Weights 0.5, 0.3, 0.2: x beats y on the first and z on the last two, y beats z on the first.
    matrix = np.array([[3, 2, 2], [2, 3, 3], [1, 1, 1.0]])
    weights = np.array([0.5, 0.3, 0.2])
    assert copeland(matrix, weights, np.ones(3)).tolist() == [1.0, 1.0, -2.0]
    assert borda(matrix, weights, np.ones(3)).tolist() == pytest.approx([1.5, 1.5, 0.0])
    assert borda(matrix, weights, np.array([-1.0, 1, 1])).tolist() == pytest.approx([0.5, 1.5, 1.0])


def test_columns_that_do_not_vary_change_nothing():
    matrix = np.column_stack([SITES, np.full(6, 7.0)])
    weights = np.append(SITE_WEIGHTS, 0.0)
    assert vikor(matrix, weights, np.ones(5)).compromise == pytest.approx(vikor(SITES, SITE_WEIGHTS, UP).compromise)
    flat = np.full((3, 2), 4.0)
    assert topsis(flat, np.ones(2), np.ones(2)).tolist() == [0.5, 0.5, 0.5]
    assert vikor(flat, np.ones(2), np.ones(2)).compromise.tolist() == [0, 0, 0]


def test_rank_correlations_by_hand():
    # Σd² = 2 + 2 of n = 4: ρ = 1 − 6·4 ÷ 60; five of six pairs… two swapped: τ = (4 − 2) ÷ 6.
    one, two = np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3])
    assert spearman(one, two) == pytest.approx(0.6)
    assert kendall(one, two) == pytest.approx(1 / 3)
    assert spearman(one, one) == 1.0
    assert kendall(np.ones(3), np.ones(3)) == 1.0


#: OECD/JRC Handbook (2008), table 28, page 108: Condorcet's 60 indicators, as many as a weight says with each order of a, b, c.
CONDORCET = np.array([[3, 1, 2, 2, 1], [2, 3, 3, 1, 2], [1, 2, 1, 3, 3.0]]), np.array([23, 17, 2, 10, 8.0]), np.ones(5)
#: Table 35, page 113: Finland, USA, Sweden, Japan, Korea by the eight indicators of the technology achievement index.
FIVE = np.array(
    [
        [187, 125.6, 200.2, 50.7, 3.080, 4.150, 10, 27.4],
        [289, 130, 179.1, 66.2, 2.997, 4.073, 12, 13.9],
        [271, 156.6, 125.8, 59.7, 3.096, 4.145, 11.4, 15.3],
        [994, 64.6, 49, 80.8, 3.003, 3.865, 9.5, 10],
        [779, 9.8, 4.8, 66.7, 2.972, 3.653, 10.8, 23.2],
    ]
)


def worth(table, order):
    return sum(table[a, b] for i, a in enumerate(order) for b in order[i + 1 :])


def test_kemeny_oecd_jrc_2008_condorcet():
    """Table 30, page 108, and page 111: b, c, a has the most support, 104; a, b, c has 100."""
    found = support(*CONDORCET) * 60
    assert found - np.diag(np.diag(found)) == pytest.approx(np.array([[0, 33, 25], [27, 0, 42], [35, 18, 0]]))
    assert kemeny(*CONDORCET).tolist() == [1, 3, 2]
    orders = {(0, 1, 2): 100, (1, 2, 0): 104, (2, 0, 1): 86, (1, 0, 2): 94, (2, 1, 0): 80, (0, 2, 1): 76}
    assert {order: round(worth(found, order)) for order in orders} == orders


def test_kemeny_oecd_jrc_2008_five_countries():
    """Tables 36 and 37, page 114: three orders share the most support, 6.375."""
    given = FIVE, np.full(8, 1 / 8), np.ones(8)
    found = support(*given)
    printed = [
        [0, 0.5, 0.375, 0.75, 0.625],
        [0.5, 0, 0.5, 0.625, 0.625],
        [0.625, 0.5, 0, 0.75, 0.625],
        [0.25, 0.375, 0.25, 0, 0.75],
        [0.375, 0.375, 0.375, 0.25, 0],
    ]
    assert found - np.diag(np.diag(found)) == pytest.approx(np.array(printed))
    order = np.argsort(-kemeny(*given)).tolist()
    assert order in ([1, 2, 0, 3, 4], [2, 0, 1, 3, 4], [2, 1, 0, 3, 4])
    assert worth(found, order) == pytest.approx(6.375)


def test_borda_oecd_jrc_2008_condorcet():
    """Table 29 and below it, page 108: a 58, b 69, c 53."""
    assert (borda(*CONDORCET) * 60).tolist() == pytest.approx([58, 69, 53])


def test_kemeny_finds_the_best_of_all_orders():
    rng = np.random.default_rng(3)
    for parks in (2, 4, 6):
        given = rng.integers(0, 4, (parks, 5)).astype(float), rng.uniform(0.1, 1, 5), np.ones(5)
        found, places = support(*given), kemeny(*given)
        assert sorted(places.tolist()) == list(range(1, parks + 1))
        best = max(worth(found, order) for order in permutations(range(parks)))
        assert worth(found, np.argsort(-places).tolist()) == pytest.approx(best)


def test_parameters_as_another_library():
    """TOPSIS by other scales, VIKOR by other majorities, PROMETHEE by other preferences."""
    library = pytest.importorskip("pymcdm")
    scales = {"vector": "vector_normalization", "max": "max_normalization", "min_max": "minmax_normalization"}
    for name, function in scales.items():
        theirs = library.methods.TOPSIS(getattr(library.normalizations, function))
        assert topsis(SITES, SITE_WEIGHTS, UP, name) == pytest.approx(theirs(SITES, SITE_WEIGHTS, UP)), name
    for strategy in (0.0, 0.3, 1.0):
        theirs = library.methods.VIKOR(v=strategy)(SITES, SITE_WEIGHTS, UP)
        assert vikor(SITES, SITE_WEIGHTS, UP, strategy).compromise == pytest.approx(theirs)
    p, q = np.full(4, 3.0), np.full(4, 0.5)
    theirs = library.methods.PROMETHEE_II("vshape_2", p=p, q=q)(SITES, SITE_WEIGHTS, UP)
    ours = promethee(SITES, SITE_WEIGHTS, UP, [Criterion("linear", q=0.5, p=3.0)] * 4).net
    assert ours == pytest.approx(theirs)
