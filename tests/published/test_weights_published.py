"""Weights reproduced to the decimals their sources print."""

import numpy as np
import pytest

from fivegoods.uncertainty.weights.ahp import priorities
from fivegoods.uncertainty.weights.from_data import critic, deviation, entropy, principal, variation

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
