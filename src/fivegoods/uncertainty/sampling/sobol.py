"""First-order and total Sobol indices by a quasi-random design and Jansen's centred estimators.

References: Jansen (1999), Comput. Phys. Commun. 117, 35–43; Saltelli et al. (2010), Comput. Phys.
Commun. 181, 259–270. Both halves of the design are used both ways, which halves the error again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from fivegoods.uncertainty.draws.frame import Floats
from fivegoods.uncertainty.sampling.lattice import lattice, prime_from

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


def sobol(
    function: Function,
    choices: Sequence[tuple[str, int]],
    *,
    points: int = 1021,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Indices:
    """Return the indices of ``choices``: names, each with its number of uniform numbers.

    ``points`` is raised to the next prime; evaluations are points × 2 × (1 + choices).
    """
    width = sum(size for _, size in choices)
    count = prime_from(points)
    design = lattice(count, 2 * width, seed)
    # The two halves of one choice stand side by side, where the lattice spreads pairs best.
    one, two = design[:, 0::2], design[:, 1::2]
    of_one, of_two = function(one), function(two)
    both = np.concatenate([of_one, of_two])
    variance = float(both.var())
    found: list[Index] = []
    start = 0
    for done, (name, size) in enumerate(choices, start=1):
        own = slice(start, start + size)
        start += size
        found.append(_index(name, function, (one, two), (of_one, of_two), own, variance))
        if progress is not None:
            progress(done, len(choices))
    return Indices(tuple(found), float(both.mean()), variance, count * 2 * (1 + len(choices)))


def _index(
    name: str,
    function: Function,
    halves: tuple[Floats, Floats],
    values: tuple[Floats, Floats],
    own: slice,
    variance: float,
) -> Index:
    if variance <= 0.0:
        return Index(name, 0.0, 0.0)
    apart = together = 0.0
    for this, other, of_this, of_other in (
        (halves[0], halves[1], values[0], values[1]),
        (halves[1], halves[0], values[1], values[0]),
    ):
        mixed = this.copy()
        mixed[:, own] = other[:, own]
        of_mixed = function(mixed)
        # Only this choice differs / only this choice is the same.
        apart += float(((of_this - of_mixed) ** 2).mean()) / 4.0
        together += float(((of_other - of_mixed) ** 2).mean()) / 4.0
    return Index(name, 1.0 - together / variance, apart / variance)
