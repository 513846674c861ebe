"""`fivegoods robustness`: how sure a ranking is."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.commands.rank import refuse_partial
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.exits import COULD_NOT
from fivegoods.cli.numeric import need_two, progress_on_terminal, share
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question, open_or_exit, show_findings, stop_at
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.criteria.models.uncertainty import Uncertainty
    from fivegoods.reading.analysis_documents import Document


class NoiseKind(StrEnum):
    """Distributions of the noise of weights."""

    UNIFORM = "uniform"
    NORMAL = "normal"
    DIRICHLET = "dirichlet"
    SIMPLEX = "simplex"


def _help(code: str) -> str:
    return say(f"help.{code}", HELP_LANG)


Noise = Annotated[
    Decimal | None, typer.Option("--noise", metavar="SHARE", parser=share, help=_help("noise"), show_default=False)
]
Kind = Annotated[NoiseKind, typer.Option("--noise-kind", help=_help("noise_kind"))]
File = Annotated[
    str | None, typer.Option("--uncertainty", "-u", metavar="FILE", help=_help("uncertainty"), show_default=False)
]
Draws = Annotated[int, typer.Option("--draws", "-n", min=1, help=_help("draws"))]
Seed = Annotated[int, typer.Option("--seed", min=0, help=_help("seed"))]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help=_help("jobs"))]
Level = Annotated[
    Decimal | None, typer.Option("--level", metavar="SHARE", parser=share, help=_help("level"), show_default=False)
]
NoDrivers = Annotated[bool, typer.Option("--no-drivers", help=_help("no_drivers"))]


def robustness(
    context: typer.Context,
    parks: o.Parks,
    noise: Noise = None,
    noise_kind: Kind = NoiseKind.UNIFORM,
    uncertainty: File = None,
    draws: Draws = 10_000,
    seed: Seed = 1,
    jobs: Jobs = 1,
    level: Level = None,
    no_drivers: NoDrivers = False,
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
    """Show how sure a ranking is."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    written = _document(uncertainty, spoken, quiet=quiet)
    run = open_or_exit(Question(parks, spoken, criteria, benchmarks or (), peers or (), year, counted, quiet, strict))
    if not allow_partial:
        refuse_partial(run, spoken)
    need_two(run, spoken)
    if written is not None:
        from fivegoods.checks.documents import check_errors

        stop_at(check_errors(written.model, run.plan, written.origin), spoken)
    declared = _declared(written.model if written else None, noise, noise_kind)
    from fivegoods.reports.uncertainty.robustness import RobustnessProduct
    from fivegoods.uncertainty.robustness import Effort, analyse

    usual = Effort()
    points = 0 if no_drivers else usual.points
    effort = Effort(draws, seed, jobs, points, usual.level if level is None else float(level))
    with progress_on_terminal(spoken, quiet=quiet) as progress:
        found = analyse(run, declared, effort, progress)
    emit(RobustnessProduct(found, spoken), to, spoken, quiet=quiet)


def _document(file: str | None, lang: str, *, quiet: bool) -> Document[Uncertainty] | None:
    if file is None:
        return None
    from fivegoods.criteria.models.uncertainty import Uncertainty
    from fivegoods.reading.analysis_documents import read_document

    read, findings = read_document(file, Uncertainty)
    show_findings(findings, lang, quiet=quiet)
    if read is None:
        raise typer.Exit(COULD_NOT)
    return read


def _declared(written: Uncertainty | None, noise: Decimal | None, kind: NoiseKind) -> Uncertainty:
    """Return the declared uncertainty; --noise and --noise-kind go before the file's weights."""
    from fivegoods.criteria.models.uncertainty import Uncertainty, WeightUncertainty

    if written is not None and noise is None and kind is NoiseKind.UNIFORM:
        return written
    by = WeightUncertainty().by if noise is None else noise
    return (written or Uncertainty()).model_copy(update={"weights": WeightUncertainty(kind=kind.value, by=by)})
