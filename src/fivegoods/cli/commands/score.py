"""`fivegoods score`: one card for each park."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit, on_screen
from fivegoods.cli.one_park import among, open_shown
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question, answer, suggest

if TYPE_CHECKING:
    from fivegoods.reports.model import Product
    from fivegoods.scoring.scores import Run


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
    from fivegoods.reports.results.card import card_product

    emit(_few(run, spoken) if on_screen(to) else card_product(run, spoken), to, spoken, quiet=quiet)
    suggest("cli.next_explain", spoken, quiet=quiet, park=among(run, parks, peers or ()))
    raise typer.Exit(answer(run, fail_under, min_coverage, spoken))


def _few(run: Run, lang: str) -> Product:
    """Return the cards for somebody who watches: of very many, the first and the last."""
    from fivegoods.reports.excerpt import SCREEN
    from fivegoods.reports.results.card import card_product
    from fivegoods.reports.results.few_cards import few_cards

    return few_cards(run, lang) if len(run.scores) > SCREEN.longest else card_product(run, lang)
