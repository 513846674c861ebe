"""Ranks of many draws at once, by the tie convention and the tie-break keys of the criteria."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fivegoods.scoring.ranking.order import measure
from fivegoods.uncertainty.draws.frame import Bools, Floats, Frame, Ints

#: Floats of a score carry about 13 digits; ties are taken at this many decimals.
_PLACES = 9
_LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class Placed:
    """Parks of each draw from the first to the last, and their ranks."""

    #: Rows of parks in order (draw × place).
    order: Ints
    #: True where a place does not tie with the one before it (draw × place).
    starts: Bools
    #: Rank of each park (draw × park).
    ranks: Ints


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the parks of a frame by points."""

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
            rounded = np.round(points * _scale(points, int(self.keys.max(initial=0)) + 1))
        result: Ints = rounded.astype(np.int64)
        return result

    def keyed(self, points: Floats) -> Ints:
        """Return whole numbers that order parks as the criteria do: equal where they tie."""
        return self.whole(points) * (int(self.keys.max(initial=0)) + 1) + self.keys

    def place(self, points: Floats) -> Placed:
        """Return order and ranks of each draw (points: draw × park)."""
        return placed(self.keyed(points), self.ties)


def ranker_of(frame: Frame) -> Ranker:
    """Return the ranker of a run's criteria; tie-break values are those of the exact run."""
    settings = frame.run.criteria.criteria.settings
    keys = [tuple(measure(score, name) for name in settings.tie_break) for score in frame.scores]
    if settings.ties == "ordinal":
        order = sorted(range(len(keys)), key=lambda i: (tuple(-x for x in keys[i]), frame.scores[i].park.id))
        classes = {index: len(order) - place for place, index in enumerate(order)}
        own = np.array([classes[index] for index in range(len(keys))], dtype=np.int64)
        return Ranker("ordinal", settings.rank_decimals, own)
    levels = {key: place for place, key in enumerate(sorted(set(keys)))}
    return Ranker(settings.ties, settings.rank_decimals, np.array([levels[key] for key in keys], dtype=np.int64))


def placed(keys: Ints, ties: str = "competition") -> Placed:
    """Return order and ranks by whole-number keys, larger first; equal keys share a rank."""
    count = keys.shape[1]
    order, ordered = _sorted(keys, count)
    starts = np.ones(keys.shape, dtype=bool)
    starts[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    if ties == "dense":
        places = np.cumsum(starts, axis=1)
    else:
        places = np.maximum.accumulate(np.where(starts, np.arange(1, count + 1), 0), axis=1)
    ranks = np.empty_like(places)
    np.put_along_axis(ranks, order, places, axis=1)
    return Placed(order, starts, ranks)


def _sorted(keys: Ints, count: int) -> tuple[Ints, Ints]:
    """Return order and sorted keys. Packing row and key in one number makes the sort several times faster."""
    bits = max(count - 1, 1).bit_length()
    if keys.size and int(np.abs(keys).max()) < _LARGEST >> bits:
        packed = np.sort((-keys << bits) | np.arange(count), axis=1)
        return packed & ((1 << bits) - 1), -(packed >> bits)
    order = np.argsort(-keys, axis=1, kind="stable")
    return order, np.take_along_axis(keys, order, axis=1)


def _scale(points: Floats, classes: int) -> float:
    largest = max(float(np.abs(points).max(initial=0.0)), 1.0)
    return float(min(10.0**_PLACES, 10.0 ** np.floor(np.log10(_LARGEST / classes / largest))))
