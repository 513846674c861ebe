"""Other ways to make values comparable, in place of the criteria's own rules."""

from __future__ import annotations

import numpy as np

from fivegoods.uncertainty.draws.frame import Bools, Floats

#: Standard scores from −3 to +3 fill the range from 0 to 1.
_SIX_DEVIATIONS = 6.0


def normalised(method: str, values: Floats, shares: Floats, known: Bools, directions: Floats) -> Floats:
    """Return shares of full points by ``method`` (park × indicator).

    ``directions`` is 1 where more is better, −1 where less is, 0 where the rule is neither. Where
    there is no number, no data or no direction, and under "rule", the rule's own share stands.
    """
    if method == "rule":
        return shares
    result = shares.copy()
    for column in range(values.shape[1]):
        usable = known[:, column] & np.isfinite(values[:, column])
        if directions[column] and usable.sum() > 1:
            result[usable, column] = _column(method, values[usable, column] * directions[column])
    return result


def _column(method: str, values: Floats) -> Floats:
    spread = float(values.max() - values.min())
    if spread == 0.0:
        return np.ones_like(values)
    if method == "min_max":
        scaled: Floats = (values - values.min()) / spread
        return scaled
    if method == "standard":
        standard: Floats = np.clip(0.5 + (values - values.mean()) / values.std() / _SIX_DEVIATIONS, 0.0, 1.0)
        return standard
    if method == "rank":
        return _mid_ranks(values)
    return _to_best(values)


def _mid_ranks(values: Floats) -> Floats:
    """Return the share of the others that a value is ahead of, ties counting half."""
    ordered = np.sort(values)
    low = np.searchsorted(ordered, values, side="left")
    high = np.searchsorted(ordered, values, side="right")
    result: Floats = (low + high - 1) / 2.0 / (len(values) - 1)
    return result


def _to_best(values: Floats) -> Floats:
    """Return value ÷ best (or best ÷ value where less is better); negative values count as zero."""
    best = float(values.max())
    if best > 0:
        result: Floats = np.maximum(values, 0.0) / best
    else:
        result = np.divide(best, values, out=np.ones_like(values), where=values < 0)
    return result
