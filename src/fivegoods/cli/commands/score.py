"""`fivegoods score`: one card for each park."""

from __future__ import annotations

from typing import Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.notices import suggest
from fivegoods.cli.one_park import among, open_shown
from fivegoods.cli.session import answer


def score(
    parks: Annotated[list[str], o.argument("parks_or_names", "PARK...")],
    options: o.RunOptions,
    fail_under: o.FailUnder = None,
    min_coverage: o.MinCoverage = None,
) -> None:
    """Score parks."""
    to = destination(options)
    run = open_shown(parks, options)
    from fivegoods.reports.results.card import CardProduct

    emit(CardProduct(run, to.lang, on_screen=to.is_screen), to)
    suggest("cli.next_explain", to.lang, quiet=to.quiet, park=among(run, parks, options.peers))
    raise typer.Exit(answer(run, fail_under, min_coverage, to.lang))
