"""Data sets in which reported figures are off: each is scored anew by the exact engine."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Final

import numpy as np

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.criteria.models.uncertainty import ALL_FIELDS, FieldError, Uncertainty
from fivegoods.panel.entities import Park, ReviewedPart, Value
from fivegoods.scoring.run import run
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.draws.frame import frame_of
from fivegoods.uncertainty.sampling.quantiles import normal
from fivegoods.uncertainty.sampling.world import World, world_of

#: Told after each data set: how many are done, and how many there are.
Progress = Callable[[int, int], None]

_STREAM: Final = 1_000_003


def errors_by_field(uncertainty: Uncertainty, fields: Mapping[str, FieldDef]) -> dict[str, FieldError]:
    """Return the error of each field that is a number."""
    numbers = [name for name, definition in fields.items() if definition.kind == "number"]
    general = uncertainty.errors.get(ALL_FIELDS)
    found = {name: uncertainty.errors.get(name, general) for name in numbers}
    return {name: error for name, error in found.items() if error is not None}


def worlds_of(
    nominal: Run, uncertainty: Uncertainty, seed: int, *, jobs: int = 1, progress: Progress | None = None
) -> list[World]:
    """Return the data sets of a run; a single one, the data as they are, where nothing is off."""
    errors = errors_by_field(uncertainty, nominal.criteria.criteria.fields)
    if not errors and not _fills_at_random(nominal, uncertainty):
        return [world_of(frame_of(nominal))]
    maker = _Maker(nominal, errors, seed)
    count = uncertainty.data_draws
    if jobs > 1 and errors and "fork" in multiprocessing.get_all_start_methods():
        return _in_processes(maker, count, jobs, progress)
    worlds = []
    for index in range(count):
        worlds.append(maker(index))
        if progress is not None:
            progress(index + 1, count)
    return worlds


def _fills_at_random(nominal: Run, uncertainty: Uncertainty) -> bool:
    return "interval" in uncertainty.imputation and bool(frame_of(nominal).missing.any())


class _Maker:
    """Makes the data set of a number; the same seed and number always give the same set."""

    def __init__(self, nominal: Run, errors: Mapping[str, FieldError], seed: int) -> None:
        self.nominal = nominal
        self.errors = errors
        self.seed = seed
        self.order = frame_of(nominal).ids

    def __call__(self, index: int) -> World:
        random = np.random.Generator(np.random.PCG64([self.seed, _STREAM, index]))
        rescored = self.rescored(random) if self.errors else self.nominal
        frame = frame_of(rescored, self.order)
        return world_of(frame, random.random(frame.shares.shape))

    def rescored(self, random: np.random.Generator) -> Run:
        fields = self.nominal.criteria.criteria.fields
        request = self.nominal.request
        by_id = {park.id: park for park in request.parks}
        shaken = {key: _shaken(by_id[key], self.errors, fields, random) for key in sorted(by_id)}
        parks = [shaken[park.id] for park in request.parks]
        return run(replace(request, parks=parks))


def _shaken(
    park: Park, errors: Mapping[str, FieldError], fields: Mapping[str, FieldDef], random: np.random.Generator
) -> Park:
    uniform = random.random((1, len(errors)))
    gauss = normal(uniform)[0]
    factors = {
        name: Decimal(repr(float(error.by) * float(2 * uniform[0, i] - 1 if error.kind == "uniform" else gauss[i]))) + 1
        for i, (name, error) in enumerate(errors.items())
    }
    review = park.review
    if review is not None and review.data:
        review = _with_data(review, _off(review.data, factors, fields))
    return replace(park, data=_off(park.data, factors, fields), review=review)


def _with_data(review: ReviewedPart, data: Mapping[str, Value]) -> ReviewedPart:
    return replace(review, data=data)


def _off(data: Mapping[str, Value], factors: Mapping[str, Decimal], fields: Mapping[str, FieldDef]) -> dict[str, Value]:
    """Return the data with each number times its factor, within the bounds the criteria state."""
    return {
        name: _bounded(value * factors[name], fields[name], value)
        if name in factors and isinstance(value, Decimal)
        else value
        for name, value in data.items()
    }


def _bounded(value: Decimal, definition: FieldDef, before: Decimal) -> Decimal:
    if definition.whole:
        value = value.quantize(Decimal(1))
    if definition.at_least is not None:
        value = max(value, definition.at_least)
    if definition.at_most is not None:
        value = min(value, definition.at_most)
    outside = (definition.above is not None and value <= definition.above) or (
        definition.below is not None and value >= definition.below
    )
    return before if outside else value


#: What worker processes inherit when they are forked; plans hold closures that cannot be sent.
_inherited: list[_Maker] = []


def _in_processes(maker: _Maker, count: int, jobs: int, progress: Progress | None) -> list[World]:
    _inherited[:] = [maker]
    context = multiprocessing.get_context("fork")
    worlds = []
    try:
        with ProcessPoolExecutor(jobs, mp_context=context) as pool:
            for index, world in enumerate(pool.map(_made, range(count), chunksize=max(1, count // (jobs * 8)))):
                worlds.append(world)
                if progress is not None:
                    progress(index + 1, count)
    finally:
        _inherited.clear()
    return worlds


def _made(index: int) -> World:
    return _inherited[0](index)
