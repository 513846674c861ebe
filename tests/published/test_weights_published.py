"""Weights reproduced to the decimals their sources print."""

import numpy as np
import pytest

from docs.docs_support import fences
from fivegoods.uncertainty.statistics import correlations
from fivegoods.uncertainty.structure import cronbach
from fivegoods.uncertainty.weights.from_data import (
    components,
    critic,
    deviation,
    entropy,
    merec,
    principal,
    rotated,
    variation,
    varimax,
)
from fivegoods.uncertainty.weights.judged import priorities

#: Xu (2004) and Shuai et al. (2012) use the same data.
XU = np.array([[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]])


def benefits(matrix):
    return np.ones(matrix.shape[1])


def test_critic_diakoulaki_mavrotas_papayannakis_1995():
    """Computers & Operations Research 22, 763–770: eight pharmaceutical firms, three ratios."""
    firms = np.array(
        [
            [61, 1.08, 4.33],
            [20.7, 0.26, 4.34],
            [16.3, 1.98, 2.53],
            [9.0, 3.29, 1.65],
            [5.4, 2.77, 2.33],
            [4.0, 4.12, 1.21],
            [-6.1, 3.52, 2.10],
            [-34.6, 3.31, 0.98],
        ]
    )
    assert critic(firms, benefits(firms)) == pytest.approx([0.20222554, 0.48090173, 0.31687273], abs=5e-9)


def test_critic_tus_aytac_adali_2019():
    """Opsearch 56, 528–538: attendance software; all criteria are fitted from least to most there."""
    software = np.array(
        [
            [5000, 3, 3, 4, 3, 2],
            [680, 5, 3, 2, 2, 1],
            [2000, 3, 2, 3, 4, 3],
            [600, 4, 3, 1, 2, 2],
            [800, 2, 4, 3, 3, 4.0],
        ]
    )
    assert critic(software, benefits(software)).round(3).tolist() == [0.157, 0.249, 0.168, 0.121, 0.154, 0.151]


def test_entropy_xu_2004():
    """European Journal of Operational Research 156, 530–532."""
    assert entropy(XU, benefits(XU)).round(4).tolist() == [0.4630, 0.3992, 0.1378, 0.0000]


def test_entropy_zavadskas_podvezko_2016():
    """International Journal of Information Technology & Decision Making 15, 267–283."""
    matrix = np.array([[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]])
    weights = entropy(matrix, np.array([-1.0, 1, -1, 1]))
    assert weights.round(4).tolist() == [0.1146, 0.1981, 0.4185, 0.2689]


def test_variation_shuai_et_al_2012():
    """24th Chinese Control and Decision Conference, 3889–3892."""
    assert variation(XU, benefits(XU)).round(4).tolist() == [0.4258, 0.3610, 0.2121, 0.0011]


def test_deviation_salabun_watrobski_shekhovtsov_2020():
    """Symmetry 12, 1549: five alternatives, three criteria on one scale."""
    matrix = np.array(
        [
            [0.619, 0.449, 0.447],
            [0.862, 0.466, 0.006],
            [0.458, 0.698, 0.771],
            [0.777, 0.631, 0.491],
            [0.567, 0.992, 0.968],
        ]
    )
    assert deviation(matrix, benefits(matrix)).round(3).tolist() == [0.217, 0.294, 0.488]


def test_ahp_saaty_2008_drinks():
    """International Journal of Services Sciences 1, 83–98: which drink is consumed more in the USA."""
    drinks = np.array(
        [
            [1, 9, 5, 2, 1, 1, 1 / 2],
            [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
            [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
            [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
            [1, 9, 4, 2, 1, 2, 1 / 2],
            [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
            [2, 9, 9, 3, 2, 3, 1],
        ]
    )
    found = priorities(drinks, "saaty")
    # Coffee, wine, tea, beer, sodas, milk, water.
    assert found.weights.round(3).tolist() == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert found.ratio is not None
    assert round(found.ratio, 3) == 0.022
    assert found.acceptable


def test_principal_components_of_uncorrelated_and_of_equal_columns():
    """By hand: columns without correlation weigh the same; two equal columns share one component."""
    apart = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1.0]])
    assert principal(apart, benefits(apart)) == pytest.approx([0.5, 0.5])
    line = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 4.0]])
    assert principal(line, benefits(line)) == pytest.approx([0.5, 0.5])


#: OECD/JRC Handbook (2008), table A.2, page 152, as docs/methods.md shows it: 23 countries by patents, royalties, Internet,
#: exports, log telephones, log electricity, schooling, university. © OECD 2008, excerpts allowed with acknowledgment.
TABLE = next(fence.text for fence in fences("docs/methods.md") if fence.name == "technology.csv")
TAI = np.loadtxt(TABLE.splitlines(), delimiter=",", skiprows=1, usecols=range(2, 10))
#: Table 17, page 90.
TAI_LOADINGS = np.array(
    [
        [0.07, 0.97, 0.06, 0.06],
        [0.13, 0.07, -0.07, 0.93],
        [0.79, -0.21, 0.21, 0.42],
        [-0.64, 0.56, -0.04, 0.36],
        [0.37, 0.17, 0.38, 0.68],
        [0.82, -0.04, 0.25, 0.35],
        [0.88, 0.23, -0.09, 0.09],
        [0.08, 0.04, 0.96, 0.04],
    ]
)


def test_eigenvalues_of_the_technology_achievement_index():
    """Handbook, table 16, page 90."""
    values, _ = components(correlations(TAI))
    assert values == pytest.approx([3.3, 1.7, 1.0, 0.9, 0.5, 0.3, 0.2, 0.1], abs=0.06)


def test_alpha_of_the_technology_achievement_index():
    """Handbook, page 72: .70, standardised; table 11, page 73: without one indicator at a time."""
    columns = (TAI - TAI.mean(axis=0)) / TAI.std(axis=0)
    assert round(cronbach(columns), 2) == 0.70
    without = [cronbach(np.delete(columns, place, axis=1)) for place in range(8)]
    printed = [0.704, 0.645, 0.636, 0.774, 0.603, 0.624, 0.662, 0.706]
    assert without == pytest.approx(printed, abs=0.002)


def test_rotated_loadings_of_the_technology_achievement_index():
    """Handbook, table 17, page 90: four factors, each of more than 10 % of the variance; order and sign mean nothing."""
    _, found = components(correlations(TAI))
    ours = np.abs(varimax(found[:, :4]))
    order = [int(np.argmax(ours[row])) for row in (6, 0, 7, 1)]
    assert ours[:, order] == pytest.approx(np.abs(TAI_LOADINGS), abs=0.025)


def test_weights_of_the_technology_achievement_index_by_rotated_components():
    """Handbook, table 18, page 91, the column PC."""
    printed = [0.17, 0.15, 0.11, 0.07, 0.08, 0.12, 0.14, 0.16]
    assert rotated(TAI, benefits(TAI)) == pytest.approx(printed, abs=0.0075)


def test_merec_keshavarz_ghorabaee_et_al_2021():
    """Symmetry 13, 525, table 2 and step 6 of section 4.1; pymcdm and scikit-criteria test against the same weights."""
    matrix = np.array(
        [[450, 8000, 54, 145], [10, 9100, 2, 160], [100, 8200, 31, 153], [220, 9300, 1, 162], [5, 8400, 23, 158.0]]
    )
    found = merec(matrix, np.array([1, 1, -1, -1.0]))
    assert found.round(4).tolist() == [0.5752, 0.0141, 0.4016, 0.0091]


def test_merec_agrees_with_another_library():
    library = pytest.importorskip("pymcdm.weights")
    rng = np.random.default_rng(7)
    matrix, types = rng.uniform(1, 9, (12, 5)), np.array([1, -1, 1, -1, 1])
    assert merec(matrix, types.astype(float)) == pytest.approx(library.merec_weights(matrix, types))
