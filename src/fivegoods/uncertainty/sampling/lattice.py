"""Evenly spread points: a rank-1 lattice built component by component for any number of dimensions.

Construction: Sloan & Reztsov (2002), in the fast form of Nuyens & Cools (2006) for a prime number
of points; product weights that fall slowly keep the first coordinates the best spread. Folding (the tent
transformation, Hickernell 2002) makes smooth functions periodic, which lattices integrate best.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from fivegoods.uncertainty.draws.frame import Floats, Ints

#: How much a coordinate counts in the construction; at 1 the interactions of many coordinates drown pairs.
GAMMA: Final = 0.3


def lattice(count: int, dimensions: int, seed: int) -> Floats:
    """Return ``count`` points (a prime) in the unit cube, shifted at random by ``seed`` and folded."""
    shift = np.random.Generator(np.random.PCG64([seed, count])).random(dimensions)
    multiples = np.outer(np.arange(count), generators(count, dimensions)) % count
    shifted = (multiples / count + shift) % 1.0
    folded: Floats = 1.0 - np.abs(2.0 * shifted - 1.0)
    return folded


def prime_from(least: int) -> int:
    """Return the smallest prime number that is at least ``least`` (and at least 3)."""
    candidate = max(least, 3) | 1
    while any(candidate % divisor == 0 for divisor in range(3, int(candidate**0.5) + 1, 2)):
        candidate += 2
    return candidate


def generators(count: int, dimensions: int) -> Ints:
    """Return the generating vector of a lattice of ``count`` points, a prime."""
    powers = _powers(count)
    kernel = _kernel(powers / count)
    transformed = np.fft.rfft(kernel)
    product = np.ones(count - 1)
    half = (count - 1) // 2
    taken = np.zeros(half)
    chosen = np.empty(dimensions, dtype=np.int64)
    for index in range(dimensions):
        # Candidates and points are powers of one root, so the sum over points is a convolution.
        errors = np.fft.irfft(np.fft.rfft(product) * transformed, count - 1)
        # z and −z give the same error; a generator taken twice would tie two coordinates together.
        errors = errors[:half] + taken
        best = 0 if index == 0 else int(np.argmin(errors))
        taken[best] = np.inf
        chosen[index] = powers[best]
        product *= 1.0 + np.roll(kernel[::-1], best + 1) * GAMMA / (1 + index // 4)
    return chosen


def _kernel(x: Floats) -> Floats:
    return 2.0 * np.pi**2 * (x * x - x + 1.0 / 6.0)


def _powers(prime: int) -> Ints:
    """Return the powers of a primitive root modulo ``prime``: every number from 1 to prime − 1 once."""
    for root in range(2, prime):
        powers = np.empty(prime - 1, dtype=np.int64)
        value = 1
        for index in range(prime - 1):
            powers[index] = value
            value = value * root % prime
            if value == 1 and index < prime - 2:
                break
        else:
            return powers
    return np.array([1], dtype=np.int64)
