"""Data sets in which reported figures are off: each is scored anew by the exact engine."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

import numpy as np

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.criteria.models.uncertainty import ALL_FIELDS, FieldError, Uncertainty
from fivegoods.panel.panel import Cell
from fivegoods.scoring.request import Progress
from fivegoods.scoring.run import run
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.arrays import RunArrays, arrays_of
from fivegoods.uncertainty.sampling.choices import normal
from fivegoods.uncertainty.sampling.data_set import DataSet, data_set_of

_STREAM: Final = 1_000_003


def errors_by_field(uncertainty: Uncertainty, fields: Mapping[str, FieldDef]) -> dict[str, FieldError]:
    """Return the error of each field that is a number."""
    numbers = [name for name, definition in fields.items() if definition.kind == "number"]
    general = uncertainty.errors.get(ALL_FIELDS)
    found = {name: uncertainty.errors.get(name, general) for name in numbers}
    return {name: error for name, error in found.items() if error is not None}


def is_off(nominal: RunArrays, uncertainty: Uncertainty) -> bool:
    """Return whether there is more than one possible state of the data."""
    return bool(uncertainty.errors) or ("interval" in uncertainty.imputation and bool(nominal.missing.any()))


def data_sets_of(
    nominal: RunArrays, uncertainty: Uncertainty, seed: int, *, jobs: int = 1, progress: Progress | None = None
) -> list[DataSet]:
    """Return the data sets of a run; a single one, the data as they are, where nothing is off."""
    if not is_off(nominal, uncertainty):
        return [data_set_of(nominal, uncertainty)]
    errors = errors_by_field(uncertainty, nominal.run.criteria.criteria.fields)
    maker = _Maker(nominal, uncertainty, errors, seed)
    count = uncertainty.data_draws
    if jobs > 1 and errors and "fork" in multiprocessing.get_all_start_methods():
        return _in_processes(maker, count, jobs, progress)
    sets = []
    for index in range(count):
        sets.append(maker(index))
        if progress is not None:
            progress(index + 1, count)
    return sets


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the data set of a number; the same seed and number always give the same set."""

    nominal: RunArrays
    uncertainty: Uncertainty
    errors: Mapping[str, FieldError]
    seed: int

    def __call__(self, index: int) -> DataSet:
        random = np.random.Generator(np.random.PCG64([self.seed, _STREAM, index]))
        arrays = arrays_of(self.rescored(random), self.nominal.ids) if self.errors else self.nominal
        return data_set_of(arrays, self.uncertainty, random.random(arrays.shares.shape))

    def rescored(self, random: np.random.Generator) -> Run:
        fields = self.nominal.run.criteria.criteria.fields
        request = self.nominal.run.request
        panel, review = request.panel, request.panel.review
        figures = {name: [*column] for name, column in panel.figures.items() if name in self.errors}
        reviewed = {name: {**column} for name, column in review.figures.items() if name in self.errors}
        columns: list[tuple[str, list[Cell] | dict[int, Cell]]] = [*figures.items(), *reviewed.items()]
        for row in sorted(range(request.shown), key=panel.ids.__getitem__):
            factors = _factors(self.errors, random)
            for name, column in columns:
                cell = column[row] if isinstance(column, list) else column.get(row)
                if isinstance(cell, Decimal):
                    column[row] = _bounded(cell * factors[name], fields[name], cell)
        shaken = replace(review, figures=review.figures | reviewed)
        return run(replace(request, panel=replace(panel, figures=panel.figures | figures, review=shaken, _seen={})))


def _factors(errors: Mapping[str, FieldError], random: np.random.Generator) -> dict[str, Decimal]:
    """Return by what one park's figure of each field is multiplied."""
    uniform = random.random((1, len(errors)))
    gauss = normal(uniform)[0]
    return {
        name: Decimal(repr(float(error.by) * float(2 * uniform[0, i] - 1 if error.kind == "uniform" else gauss[i]))) + 1
        for i, (name, error) in enumerate(errors.items())
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


def _in_processes(maker: _Maker, count: int, jobs: int, progress: Progress | None) -> list[DataSet]:
    _inherited[:] = [maker]
    context = multiprocessing.get_context("fork")
    sets = []
    try:
        with ProcessPoolExecutor(jobs, mp_context=context) as pool:
            for index, made in enumerate(pool.map(_made, range(count), chunksize=max(1, count // (jobs * 8)))):
                sets.append(made)
                if progress is not None:
                    progress(index + 1, count)
    finally:
        _inherited.clear()
    return sets


def _made(index: int) -> DataSet:
    return _inherited[0](index)
