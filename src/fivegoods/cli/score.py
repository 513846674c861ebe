"""`fivegoods score`: one card for each park."""

from __future__ import annotations

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit, on_screen
from fivegoods.cli.language import language
from fivegoods.cli.one_park import among, open_shown
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
    from fivegoods.report.card import card_product
    from fivegoods.report.excerpt import SCREEN
    from fivegoods.report.few_cards import few_cards

    few = on_screen(to) and len(run.scores) > SCREEN.longest
    emit(few_cards(run, spoken) if few else card_product(run, spoken), to, spoken, quiet=quiet)
    one = parks[0] if len(run.scores) == 1 else among(run.scores[0].park, parks)
    suggest("cli.next_explain", spoken, quiet=quiet, park=one)
    raise typer.Exit(answer(run, fail_under, min_coverage, spoken))
