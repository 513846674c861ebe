"""Evenly spread points: a rank-1 lattice built component by component for any number of dimensions.

Construction: Sloan & Reztsov (2002) with product weights that fall slowly, which keeps the first
coordinates the best spread. Folding (the tent transformation, Hickernell 2002) makes smooth
functions periodic, which lattices integrate best. The choice of generators is made on whole numbers,
so every version of NumPy and every processor makes the same one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import numpy as np

from fivegoods.uncertainty.statistics import Floats, Ints

#: How much a coordinate counts in the construction; at 1 the interactions of many coordinates drown pairs.
_GAMMA: Final = Fraction(3, 10)
#: Errors are worked out in units of 2 to the power of minus this.
_BITS: Final = 20


def lattice(count: int, dimensions: int, seed: int) -> Floats:
    """Return ``count`` points (a prime) in the unit cube, shifted at random by ``seed`` and folded."""
    shift = np.random.Generator(np.random.PCG64([seed, count])).random(dimensions)
    multiples = np.outer(np.arange(count), generators(count, dimensions)) % count
    shifted = (multiples / count + shift) % 1.0
    return 1.0 - np.abs(2.0 * shifted - 1.0)


def prime_from(least: int) -> int:
    """Return the smallest prime number that is at least ``least`` (and at least 3)."""
    candidate = max(least, 3) | 1
    while any(candidate % divisor == 0 for divisor in range(3, int(candidate**0.5) + 1, 2)):
        candidate += 2
    return candidate


def generators(count: int, dimensions: int) -> Ints:
    """Return the generating vector of a lattice of ``count`` points, a prime.

    Each component is the one with the smallest worst-case error beside those before it, the smaller
    number of equals. z and −z give the same error; a generator taken twice would tie two
    coordinates together.
    """
    candidates = np.arange(1, (count - 1) // 2 + 1)
    kernel = _kernel(count)[np.outer(candidates, np.arange(1, count)) % count]
    product = np.full(count - 1, 1 << _BITS)
    free = np.ones(len(candidates), dtype=bool)
    chosen = np.empty(dimensions, dtype=np.int64)
    for index in range(dimensions):
        if not free.any():  # more coordinates than generators
            free[:] = True
        best = 0 if index == 0 else int(np.flatnonzero(free)[np.argmin((kernel @ product)[free])])
        free[best] = False
        chosen[index] = candidates[best]
        weight = _GAMMA / (1 + index // 4)
        product = product * ((1 << _BITS) + kernel[best] * weight.numerator // weight.denominator) >> _BITS
        while product.max() >= 1 << 28:  # a common factor changes no choice, and sums stay within 64 bits
            product >>= 1
    return chosen


def _kernel(count: int) -> Ints:
    """Return 20 × B₂(k ÷ count) for k from 0, in units of 2 to the power of −20; B₂ is x² − x + 1/6."""
    k = np.arange(count, dtype=np.int64)
    return (20 * (6 * k * k - 6 * k * count + count * count) << _BITS) // (6 * count * count)
