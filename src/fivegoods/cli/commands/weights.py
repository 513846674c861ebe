"""`fivegoods weights`: weights from data or judgements, the structure of the data, other methods."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.language import help_of
from fivegoods.cli.notices import stop
from fivegoods.cli.session import document_or_exit, open_ranking, stop_at
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.criteria.models.judgements import Judgements
    from fivegoods.reading.analysis_documents import Document
    from fivegoods.reports.model import Product
    from fivegoods.scoring.scores import Run
    from fivegoods.uncertainty.arrays import RunArrays


class Method(StrEnum):
    """Ways to weights, and two ways to look at the data."""

    EQUAL = "equal"
    ENTROPY = "entropy"
    CRITIC = "critic"
    DEVIATION = "deviation"
    VARIATION = "variation"
    PRINCIPAL = "principal"
    AHP = "ahp"
    BUDGET = "budget"
    STRUCTURE = "structure"
    CHECK = "check"


class On(StrEnum):
    """What weights are derived from."""

    VALUES = "values"
    SHARES = "shares"


class RandomIndex(StrEnum):
    """Tables of random indices."""

    SAATY = "saaty"
    ALONSO = "alonso"


def weights(
    method: Annotated[Method, o.argument("weight_method", "METHOD")],
    parks: o.Parks,
    options: o.RunOptions,
    on: Annotated[On | None, o.option("on", "--on")] = None,
    judgements: Annotated[str | None, o.option("judgements", "--judgements", metavar="FILE")] = None,
    random_index: Annotated[
        RandomIndex, typer.Option("--random-index", help=help_of("random_index"))
    ] = RandomIndex.SAATY,
    allow_partial: o.AllowPartial = False,
) -> None:
    """Derive weights."""
    to = destination(options)
    written = _judgements(method, judgements, options)
    run = open_ranking(parks, options, allow_partial=allow_partial, least=2)
    if written is not None:
        product = _judged(run, method, written, random_index, to.lang)
    else:
        product = _derived(run, method, on, to.lang)
    emit(product, to)


def _judgements(method: Method, file: str | None, options: o.Manner) -> Document[Judgements] | None:
    if method not in (Method.AHP, Method.BUDGET):
        return None
    if file is None:
        stop(say("cli.needs_judgements", options.lang, method=method))
    from fivegoods.criteria.models.judgements import Judgements

    return document_or_exit(file, Judgements, options)


def _derived(run: Run, method: Method, asked: On | None, lang: str) -> Product:
    from fivegoods.reports.uncertainty.weights import DerivedWeights, WeightsProduct
    from fivegoods.uncertainty.arrays import arrays_of
    from fivegoods.uncertainty.weights.effect import effect_of
    from fivegoods.uncertainty.weights.from_data import data_of, weights_from

    arrays = arrays_of(run)
    on = asked or (On.SHARES if method is Method.STRUCTURE else On.VALUES)
    if method is Method.STRUCTURE:
        return _structure(run, arrays, on, lang)
    if method is Method.CHECK:
        return _check(run, arrays, on, lang)
    data = data_of(arrays, on.value)
    effect = effect_of(arrays, weights_from(method.value, data))
    return WeightsProduct(DerivedWeights(run, method.value, effect, data), lang)


def _structure(run: Run, arrays: RunArrays, on: On, lang: str) -> Product:
    from fivegoods.reports.uncertainty.structure import StructureProduct
    from fivegoods.uncertainty.structure import structure_of

    return StructureProduct(run, structure_of(arrays, on.value), lang)


def _check(run: Run, arrays: RunArrays, on: On, lang: str) -> Product:
    from fivegoods.checks.limits import check_pairs
    from fivegoods.reports.uncertainty.agreement import AgreementProduct
    from fivegoods.uncertainty.methods.check import NoWeights, check_methods

    stop_at(check_pairs(run), lang)
    try:
        return AgreementProduct(run, check_methods(arrays, on.value), lang)
    except NoWeights:
        stop(say("cli.no_weights", lang))


def _judged(run: Run, method: Method, written: Document[Judgements], table: RandomIndex, lang: str) -> Product:
    from fivegoods.checks.documents import check_judgements
    from fivegoods.reports.uncertainty.weights import DerivedWeights, WeightsProduct
    from fivegoods.uncertainty.arrays import arrays_of
    from fivegoods.uncertainty.weights.effect import effect_of
    from fivegoods.uncertainty.weights.judged import by_ahp, by_budget, spread_below

    stop_at(check_judgements(written.model, method.value, run.plan, written.origin), lang)
    arrays = arrays_of(run)
    judged = by_ahp(written.model, table.value) if method is Method.AHP else by_budget(written.model)
    effect = effect_of(arrays, spread_below(arrays, judged.weights))
    return WeightsProduct(DerivedWeights(run, method.value, effect, judged=judged), lang)
