"""First-order and total Sobol indices by a quasi-random design.

Estimators: first order as in Saltelli et al. (2010), Comput. Phys. Commun. 181, 259–270, of centred
results; total as in Jansen (1999), Comput. Phys. Commun. 117, 35–43. Two designs, shifted
independently, are averaged; half of what they differ by says how far off the mean of both may be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from fivegoods.scoring.request import Progress
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


#: From rows of uniform numbers to one number for each row.
Function = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Index:
    """How much of the variance one choice explains alone, and with all its interactions."""

    name: str
    first: float
    total: float


@dataclass(frozen=True, slots=True)
class Indices:
    """The indices of all choices, the mean and variance of the result, and the evaluations spent."""

    choices: tuple[Index, ...]
    mean: float
    variance: float
    evaluations: int
    #: How far the index that is farthest off may be expected to be off.
    error: float


def sobol(
    function: Function,
    choices: Sequence[tuple[str, int]],
    *,
    points: int = 821,
    seed: int = 0,
    progress: Progress | None = None,
) -> Indices:
    """Return the indices of ``choices``: names, each with its number of uniform numbers.

    ``points`` is raised to the next prime; evaluations are points × 2 × (2 + choices).
    """
    count = prime_from(points)
    steps = 2 * len(choices)

    def done(step: int) -> None:
        if progress is not None:
            progress(step, steps)

    designs = [_design(function, choices, count, 2 * seed + half, half * len(choices), done) for half in (0, 1)]
    found = np.stack([indices for _, indices in designs])
    results = np.concatenate([results for results, _ in designs])
    means = found.mean(axis=0)
    return Indices(
        tuple(Index(name, *map(float, means[:, index])) for index, (name, _) in enumerate(choices)),
        float(results.mean()),
        float(results.var()),
        count * 2 * (2 + len(choices)),
        float(np.abs(found[0] - found[1]).max()) / 2.0,
    )


def _design(
    function: Function,
    choices: Sequence[tuple[str, int]],
    count: int,
    seed: int,
    before: int,
    done: Callable[[int], None],
) -> tuple[Floats, Floats]:
    """Return the results of one design, and the indices it gives: first and total (2 × choice)."""
    width = sum(size for _, size in choices)
    design = lattice(count, 2 * width, seed)
    # The two halves of one choice stand side by side, where the lattice spreads pairs best.
    one, two = design[:, 0::2], design[:, 1::2]
    results = np.concatenate([function(one), function(two)])
    variance, centre = float(results.var()), float(results.mean())
    of_one, of_two = results[:count] - centre, results[count:] - centre
    indices = np.zeros((2, len(choices)))
    start = 0
    for index, (_, size) in enumerate(choices):
        mixed = one.copy()
        mixed[:, start : start + size] = two[:, start : start + size]
        start += size
        of_mixed = function(mixed) - centre
        if variance > 0.0:
            indices[:, index] = (of_two * (of_mixed - of_one)).mean(), ((of_one - of_mixed) ** 2).mean() / 2.0
            indices[:, index] /= variance
        done(before + index + 1)
    return results, indices
