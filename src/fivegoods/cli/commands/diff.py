"""`fivegoods diff`: two runs, and why they differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.one_park import refuse
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question, open_or_exit, opened_for
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.scoring.scores import Run


def _option(name: str, metavar: str, code: str) -> Any:
    return typer.Option(name, metavar=metavar, help=say(f"help.{code}", HELP_LANG), show_default=False)


def _argument(metavar: str, code: str) -> Any:
    return typer.Argument(metavar=metavar, help=say(f"help.{code}", HELP_LANG), show_default=False)


def diff(
    context: typer.Context,
    before: Annotated[str, _argument("A", "parks_a")],
    after: Annotated[str | None, _argument("[B]", "parks_b")] = None,
    criteria: o.CriteriaChoice = None,
    to_criteria: Annotated[str | None, _option("--to-criteria", "ID|FILE", "to_criteria")] = None,
    benchmarks: o.Benchmarks = None,
    peers: o.Peers = None,
    year: o.Year = None,
    to_year: Annotated[int | None, _option("--to-year", "YEAR", "to_year")] = None,
    counted: Annotated[o.Counted | None, _option("--as", "self|reviewed", "as")] = None,
    to_counted: Annotated[o.Counted | None, _option("--to-as", "self|reviewed", "to_as")] = None,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Compare two runs."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    first, second = counted or o.Counted.REVIEWED, to_counted or counted or o.Counted.REVIEWED
    is_same = after is None and to_criteria is None and to_year is None and first == second
    if is_same and counted is None:
        first = o.Counted.SELF
    elif is_same:
        refuse(say("diff.need_two", spoken))
    question = Question([before], spoken, criteria, benchmarks or (), peers or (), year, first, quiet, strict)
    other = replace(
        question, parks=[after or before], criteria=to_criteria or criteria, year=to_year or year, counted=second
    )
    left = open_or_exit(question)
    right = open_or_exit(replace(other, quiet=True) if after is None else other)
    if is_same and all(park.review is None for park in right.parks):
        refuse(say("diff.need_two", spoken))
    from fivegoods.analysis.diff import diff_runs
    from fivegoods.reports.changes.diff import DiffProduct

    emit(DiffProduct(diff_runs(left, right, _bridge(left, right, other, criteria)), spoken), to, spoken, quiet=quiet)


def _bridge(left: Run, right: Run, other: Question, criteria: str | None) -> Run | None:
    """Return the second side's data under the first side's criteria; None if they are the same or do not fit."""
    from fivegoods.analysis.diff.runs import same_criteria

    if same_criteria(left, right):
        return None
    name = criteria or f"{left.criteria.id}/{left.criteria.edition}"
    year = right.scores[0].park.year if right.scores else None
    return opened_for(replace(other, criteria=name, year=year)).run
