"""`fivegoods score`: one card for each park."""

from __future__ import annotations

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit, on_screen
from fivegoods.cli.one_park import among, open_shown
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question, answer, suggest


def score(
    context: typer.Context,
    parks: o.ParksOrNames,
    criteria: o.CriteriaChoice = None,
    benchmarks: o.Benchmarks = None,
    peers: o.Peers = None,
    year: o.Year = None,
    counted: o.As = o.Counted.REVIEWED,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    fail_under: o.FailUnder = None,
    min_coverage: o.MinCoverage = None,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Score parks."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    run = open_shown(
        Question(parks, spoken, criteria, benchmarks or (), peers or (), year, counted, quiet, strict, each_year=True)
    )
    from fivegoods.reports.results.card import CardProduct

    emit(CardProduct(run, spoken, on_screen=on_screen(to)), to, spoken, quiet=quiet)
    suggest("cli.next_explain", spoken, quiet=quiet, park=among(run, parks, peers or ()))
    raise typer.Exit(answer(run, fail_under, min_coverage, spoken))
