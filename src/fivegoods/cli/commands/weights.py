"""`fivegoods weights`: weights from data or judgements, the structure of the data, other methods."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.commands.rank import refuse_partial
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.exits import COULD_NOT
from fivegoods.cli.numeric import need_two
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question, open_or_exit, show_findings, stop_at
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.criteria.models.judgements import Judgements
    from fivegoods.reading.analysis_documents import Document
    from fivegoods.reports.model import Product
    from fivegoods.scoring.scores import Run
    from fivegoods.uncertainty.draws.frame import Frame


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


def _help(code: str) -> str:
    return say(f"help.{code}", HELP_LANG)


Which = Annotated[Method, typer.Argument(metavar="METHOD", help=_help("weight_method"), show_default=False)]
OnWhat = Annotated[On | None, typer.Option("--on", help=_help("on"), show_default=False)]
Judged_ = Annotated[
    str | None, typer.Option("--judgements", metavar="FILE", help=_help("judgements"), show_default=False)
]
Index = Annotated[RandomIndex, typer.Option("--random-index", help=_help("random_index"))]


def weights(
    context: typer.Context,
    method: Which,
    parks: o.Parks,
    on: OnWhat = None,
    judgements: Judged_ = None,
    random_index: Index = RandomIndex.SAATY,
    criteria: o.CriteriaChoice = None,
    benchmarks: o.Benchmarks = None,
    peers: o.Peers = None,
    year: o.Year = None,
    counted: o.As = o.Counted.REVIEWED,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    allow_partial: o.AllowPartial = False,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Derive weights."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    written = _judgements(method, judgements, spoken, quiet=quiet)
    run = open_or_exit(Question(parks, spoken, criteria, benchmarks or (), peers or (), year, counted, quiet, strict))
    if not allow_partial:
        refuse_partial(run, spoken)
    need_two(run, spoken)
    if written is not None:
        product = _judged(run, method, written, random_index, spoken)
    else:
        product = _derived(run, method, on, spoken)
    emit(product, to, spoken, quiet=quiet)


def _judgements(method: Method, file: str | None, lang: str, *, quiet: bool) -> Document[Judgements] | None:
    if method not in (Method.AHP, Method.BUDGET):
        return None
    if file is None:
        typer.echo(say("cli.needs_judgements", lang, method=method), err=True)
        raise typer.Exit(COULD_NOT)
    from fivegoods.criteria.models.judgements import Judgements
    from fivegoods.reading.analysis_documents import read_document

    read, findings = read_document(file, Judgements)
    show_findings(findings, lang, quiet=quiet)
    if read is None:
        raise typer.Exit(COULD_NOT)
    return read


def _derived(run: Run, method: Method, asked: On | None, lang: str) -> Product:
    from fivegoods.reports.uncertainty.weights import DerivedWeights, WeightsProduct
    from fivegoods.uncertainty.draws.frame import frame_of
    from fivegoods.uncertainty.weights.effect import effect_of
    from fivegoods.uncertainty.weights.matrix import data_of, weights_from

    frame = frame_of(run)
    on = asked or (On.SHARES if method is Method.STRUCTURE else On.VALUES)
    if method is Method.STRUCTURE:
        return _structure(run, frame, on, lang)
    if method is Method.CHECK:
        return _check(run, frame, on, lang)
    data = data_of(frame, on.value)
    effect = effect_of(frame, weights_from(method.value, data))
    return WeightsProduct(DerivedWeights(run, method.value, effect, data), lang)


def _structure(run: Run, frame: Frame, on: On, lang: str) -> Product:
    from fivegoods.reports.uncertainty.structure import StructureProduct
    from fivegoods.uncertainty.structure import structure_of

    return StructureProduct(run, structure_of(frame, on.value), lang)


def _check(run: Run, frame: Frame, on: On, lang: str) -> Product:
    from fivegoods.reports.uncertainty.agreement import AgreementProduct
    from fivegoods.uncertainty.methods.check import NoWeights, check_methods

    try:
        return AgreementProduct(run, check_methods(frame, on.value), lang)
    except NoWeights:
        typer.echo(say("cli.no_weights", lang), err=True)
        raise typer.Exit(COULD_NOT) from None


def _judged(run: Run, method: Method, written: Document[Judgements], table: RandomIndex, lang: str) -> Product:
    from fivegoods.checks.documents import check_judgements
    from fivegoods.reports.uncertainty.weights import DerivedWeights, WeightsProduct
    from fivegoods.uncertainty.draws.frame import frame_of
    from fivegoods.uncertainty.weights.effect import effect_of
    from fivegoods.uncertainty.weights.judged import by_ahp, by_budget, spread_below

    stop_at(check_judgements(written.model, method.value, run.plan, written.origin), lang)
    frame = frame_of(run)
    judged = by_ahp(written.model, table.value) if method is Method.AHP else by_budget(written.model)
    effect = effect_of(frame, spread_below(frame, judged.weights))
    return WeightsProduct(DerivedWeights(run, method.value, effect, judged=judged), lang)
