"""`fivegoods rank`: parks in order, overall and by group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import Destination, destination, emit, on_screen
from fivegoods.cli.exits import COULD_NOT
from fivegoods.cli.one_park import among
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question, answer, open_or_exit, suggest
from fivegoods.export.output import Format
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.reports.excerpt import Extent
    from fivegoods.reports.model import Product
    from fivegoods.scoring.scores import Run

Top = Annotated[
    int | None, typer.Option("--top", metavar="N", min=1, help=say("help.top", HELP_LANG), show_default=False)
]


def rank(
    context: typer.Context,
    parks: o.Parks,
    criteria: o.CriteriaChoice = None,
    benchmarks: o.Benchmarks = None,
    peers: o.Peers = None,
    year: o.Year = None,
    years: o.Years = None,
    counted: o.As = o.Counted.REVIEWED,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    top: Top = None,
    fail_under: o.FailUnder = None,
    min_coverage: o.MinCoverage = None,
    allow_partial: o.AllowPartial = False,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Rank parks."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    extent = _extent(top, to, spoken)
    span = years_of(years, spoken) if years is not None else ()
    run = open_or_exit(Question(parks, spoken, criteria, benchmarks or (), peers or (), year, counted, quiet, strict))
    if not allow_partial:
        refuse_partial(run, spoken)
    if span:
        emit(_over_years(run, span, spoken), to, spoken, quiet=quiet, extent=extent)
        return
    from fivegoods.reports.results.ranking import RankingProduct

    emit(RankingProduct(run, spoken), to, spoken, quiet=quiet, extent=extent)
    suggest("cli.next_explain", spoken, quiet=quiet, park=among(run, parks, peers or ()))
    raise typer.Exit(answer(run, fail_under, min_coverage, spoken))


def _extent(top: int | None, to: Destination, lang: str) -> Extent | None:
    """Return how much of long tables is shown, None for all. Raise BadParameter for --top of a format for programs."""
    if top is None and not on_screen(to):
        return None
    from fivegoods.reports import excerpt

    if top is None:
        return replace(excerpt.SCREEN, rest="excerpt.rest_of_rank")
    if to.format in {Format.CSV, Format.JSON}:
        raise typer.BadParameter(say("cli.top_of_data", lang, format=to.format.upper()), param_hint="--top")
    return excerpt.top(top)


def refuse_partial(run: Run, lang: str) -> None:
    """Exit with 2 where the criteria are partial: a ranking by half a rule misleads."""
    if run.criteria.criteria.status == "partial":
        name = f"{run.criteria.id}/{run.criteria.edition}"
        typer.echo(say("cli.partial", lang, criteria=name), err=True)
        raise typer.Exit(COULD_NOT)


def years_of(text: str, lang: str) -> tuple[int, ...]:
    """Return the years of ``2022-2024`` or ``2022,2024``. Raise BadParameter for anything else."""
    years: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        ends = (first, last if dash else first)
        if not all(end.isascii() and end.isdigit() and len(end) == 4 for end in ends) or ends[0] > ends[1]:
            raise typer.BadParameter(say("years.bad_range", lang, text=text), param_hint="--years")
        years += range(int(ends[0]), int(ends[1]) + 1)
    return tuple(dict.fromkeys(years))


def _over_years(run: Run, years: tuple[int, ...], lang: str) -> Product:
    from fivegoods.analysis.years import over_years
    from fivegoods.reports.results.years import YearsProduct

    found = over_years(run, years)
    if not found.runs:
        text = say("years.none", lang, years=say("join.list", lang).join(map(str, years)))
        raise typer.BadParameter(text, param_hint="--years")
    return YearsProduct(found, lang)
