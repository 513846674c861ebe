"""`fivegoods compare`: parks side by side."""

from __future__ import annotations

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question, open_or_exit
from fivegoods.messages.words import say


def compare(
    context: typer.Context,
    parks: o.Parks,
    criteria: o.CriteriaChoice = None,
    benchmarks: o.Benchmarks = None,
    peers: o.Peers = None,
    year: o.Year = None,
    counted: o.As = o.Counted.REVIEWED,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Compare parks."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    run = open_or_exit(Question(parks, spoken, criteria, benchmarks or (), peers or (), year, counted, quiet, strict))
    if len(run.scores) < 2:
        raise typer.BadParameter(say("cli.need_two", spoken), param_hint="PARK...")
    from fivegoods.reports.results.comparison import ComparisonProduct

    emit(ComparisonProduct(run, spoken), to, spoken, quiet=quiet)
