"""Ranks of many draws at once, by the tie convention and the tie-break keys of the criteria."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fivegoods.scoring.ranking.order import measure
from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.statistics import Floats, Ints

#: Floats of a score carry about 13 digits; ties are taken at this many decimals.
_PLACES = 9
_LARGEST = 2**62

#: Ranks in as few bytes as hold them.
Ranks = npt.NDArray[np.unsignedinteger]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks parks by points."""

    ties: str
    rank_decimals: int | None
    #: Larger goes first among equal points.
    keys: Ints

    def whole(self, points: Floats) -> Ints:
        """Return points as whole numbers, equal where the criteria see a tie (but for tie-break keys)."""
        if self.rank_decimals is not None:
            shift = 10.0**self.rank_decimals
            rounded = np.floor(np.round(points, _PLACES) * shift + 0.5 + 10.0**-_PLACES)
        else:
            rounded = np.rint(points * _scale(points, int(self.keys.max(initial=0)) + 1))
        result: Ints = rounded.astype(np.int64)
        return result

    def keyed(self, points: Floats) -> Ints:
        """Return whole numbers that order parks as the criteria do: equal where they tie."""
        classes = int(self.keys.max(initial=0)) + 1
        return self.whole(points) if classes == 1 else self.whole(points) * classes + self.keys

    def ranks(self, points: Floats) -> Ranks:
        """Return the rank of each park in each draw (park × draw) by points (draw × park)."""
        return ranks_by(self.keyed(points), self.ties)


def ranker_of(arrays: RunArrays) -> Ranker:
    """Return the ranker of a run's criteria; tie-break values are those of the exact run."""
    settings = arrays.run.criteria.criteria.settings
    keys = [tuple(measure(score, name) for name in settings.tie_break) for score in arrays.scores]
    if settings.ties == "ordinal":
        order = sorted(range(len(keys)), key=lambda i: (tuple(-x for x in keys[i]), arrays.ids[i]))
        classes = {index: len(order) - place for place, index in enumerate(order)}
        own = np.array([classes[index] for index in range(len(keys))], dtype=np.int64)
        return Ranker("ordinal", settings.rank_decimals, own)
    levels = {key: place for place, key in enumerate(sorted(set(keys)))}
    return Ranker(settings.ties, settings.rank_decimals, np.array([levels[key] for key in keys], dtype=np.int64))


def ranks_by(keys: Ints, ties: str = "competition") -> Ranks:
    """Return ranks (park × draw) by whole-number keys (draw × park), larger first; equal keys share a rank."""
    draws, parks = keys.shape
    # Where the rank is to be written is packed below the key, so that one sort brings both in order.
    places_of, ordered = _sorted(keys, np.arange(parks) * draws + np.arange(draws)[:, None])
    same = ordered[:, 1:] == ordered[:, :-1]
    kind = np.min_scalar_type(parks)
    places = np.arange(1, parks + 1, dtype=kind)
    if same.any():
        starts = np.ones(keys.shape, dtype=bool)
        np.logical_not(same, out=starts[:, 1:])
        if ties == "dense":
            places = np.cumsum(starts, axis=1, dtype=kind)
        else:
            places = np.maximum.accumulate(np.where(starts, places, 0), axis=1)
    ranks = np.empty((parks, draws), dtype=kind)
    ranks.reshape(-1)[places_of] = places
    return ranks


def ordered_by(keys: Ints) -> Ints:
    """Return the parks of each draw in order (draw × place) by whole-number keys (draw × park), larger first."""
    return _sorted(keys, np.arange(keys.shape[1]))[0]


def _sorted(keys: Ints, labels: Ints) -> tuple[Ints, Ints]:
    """Return the labels of each draw in the order of their keys, the largest first, and the ordered keys, negated."""
    bits = max(int(labels.max(initial=0)), 1).bit_length()
    if keys.size and max(int(keys.max()), -int(keys.min())) < _LARGEST >> bits:
        packed = np.negative(keys)
        packed <<= bits
        packed |= labels
        packed.sort(axis=1)
        return packed & ((1 << bits) - 1), packed >> bits
    order = np.argsort(-keys, axis=1, kind="stable")
    labels = np.broadcast_to(labels, keys.shape)
    return np.take_along_axis(labels, order, axis=1), np.take_along_axis(-keys, order, axis=1)


def _scale(points: Floats, classes: int) -> float:
    largest = max(float(points.max(initial=0.0)), -float(points.min(initial=0.0)), 1.0)
    return float(min(10.0**_PLACES, 10.0 ** np.floor(np.log10(_LARGEST / classes / largest))))
