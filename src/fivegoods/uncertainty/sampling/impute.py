"""Other ways to fill in what is missing, in place of the criteria's policies."""

from __future__ import annotations

import numpy as np

from fivegoods.uncertainty.draws.frame import Bools, Floats


def imputed(method: str, shares: Floats, possible: Floats, known: Bools, missing: Bools, uniform: Floats) -> Floats:
    """Return shares with the missing cells filled by ``method`` (park × indicator).

    ``uniform`` holds for each cell where it falls between confirmed and possible, for "interval".
    """
    if method == "declared" or not missing.any():
        return shares
    if method == "interval":
        filler = shares + uniform * (possible - shares)
    elif method == "best":
        filler = np.maximum(possible, shares)
    elif method == "worst":
        filler = np.zeros_like(shares)
    else:
        filler = np.broadcast_to(_middle(method, shares, known), shares.shape)
    return np.where(missing, filler, shares)


def _middle(method: str, shares: Floats, known: Bools) -> Floats:
    """Return mean or median share of the parks with data, 0 where none has any."""
    middles = np.zeros(shares.shape[1])
    for column in range(shares.shape[1]):
        own = shares[known[:, column], column]
        if len(own):
            middles[column] = own.mean() if method == "mean" else np.median(own)
    return middles
