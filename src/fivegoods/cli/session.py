"""From arguments to a run: read, show the findings, stop where there can be no result."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import typer

from fivegoods.cli.exits import ANSWER_IS_NO, COULD_NOT
from fivegoods.cli.options import Counted
from fivegoods.cli.progress import scoring_progress
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.api import Opened
    from fivegoods.messages.findings import Finding
    from fivegoods.scoring.scores import Run


#: So many parks below a limit are named; the report has them all.
_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Question:
    """What a run is asked over, as given on the command line."""

    parks: Sequence[str]
    lang: str
    criteria: str | None = None
    benchmarks: Sequence[str] = field(default_factory=tuple)
    peers: Sequence[str] = field(default_factory=tuple)
    year: int | None = None
    counted: Counted = Counted.REVIEWED
    quiet: bool = False
    strict: bool = False
    #: Score every park in its own latest year instead of ranking one year.
    each_year: bool = False
    #: Let the files follow different criteria.
    mixed: bool = False


def open_or_exit(question: Question) -> Run:
    """Return the run; its findings go to stderr. Exit with 2 on errors, with 1 on warnings if strict."""
    from fivegoods.messages.findings import Severity, has_errors

    opened = opened_for(question)
    show_findings(opened.findings, question.lang, quiet=question.quiet)
    if opened.run is None or has_errors(opened.findings):
        raise typer.Exit(COULD_NOT)
    if question.strict and any(f.severity is Severity.WARNING for f in opened.findings):
        typer.echo(say("cli.refused_strict", question.lang), err=True)
        raise typer.Exit(ANSWER_IS_NO)
    return opened.run


def opened_for(question: Question) -> Opened:
    """Return run and findings for a question. Say so if input is awaited from the keyboard."""
    from fivegoods import api
    from fivegoods.panel.entities import View

    if "-" in question.parks and sys.stdin.isatty() and not question.quiet:
        typer.echo(say("cli.waiting", question.lang), err=True)
    with scoring_progress(question.lang, quiet=question.quiet) as progress:
        return api.open_run(
            question.parks,
            criteria=question.criteria,
            benchmarks=question.benchmarks,
            peers=question.peers,
            year=question.year,
            view=View(question.counted),
            each_year=question.each_year,
            progress=progress,
            mixed=question.mixed,
        )


def show_findings(findings: Iterable[Finding], lang: str, *, quiet: bool) -> None:
    """Write findings and their count to stderr; quiet leaves the errors only."""
    from fivegoods.messages.findings import Severity, in_order

    shown = [f for f in in_order(findings) if not quiet or f.severity is Severity.ERROR]
    if not shown:
        return
    from fivegoods.export import findings as rendered

    typer.echo(rendered.text(shown, lang, colour=colourful()), err=True, nl=False)
    if not quiet:
        typer.echo(summary(shown, lang), err=True)


def stop_at(findings: Sequence[Finding], lang: str) -> None:
    """Show findings and exit with 2 if there are any."""
    if findings:
        show_findings(findings, lang, quiet=False)
        raise typer.Exit(COULD_NOT)


def colourful() -> bool:
    """Return whether stderr takes colour: a terminal, and nobody asked for none."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def summary(findings: Iterable[Finding], lang: str) -> str:
    """Return how many errors, warnings and notes there are."""
    from fivegoods.messages.findings import Severity

    severities = [finding.severity for finding in findings]
    return say(
        "cli.summary",
        lang,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        notes=severities.count(Severity.NOTE),
    )


def answer(run: Run, fail_under: Decimal | None, min_coverage: Decimal | None, lang: str) -> int:
    """Return exit code 1 if a park is below one of the limits, the first twenty named on stderr; else 0."""
    below = list(_below(run, fail_under, min_coverage, lang))
    for line in below[:_NAMED]:
        typer.echo(line, err=True)
    if len(below) > _NAMED:
        typer.echo(say("cli.more_below", lang, count=len(below) - _NAMED), err=True)
    return ANSWER_IS_NO if below else 0


def _below(run: Run, fail_under: Decimal | None, min_coverage: Decimal | None, lang: str) -> Iterator[str]:
    from fivegoods.numeric.decimals import decide
    from fivegoods.reports.localise import Voice

    voice = Voice(lang, run.criteria)
    for score in run.scores:
        name = voice.park(score.park)
        if fail_under is not None and decide(score.points) < fail_under:
            yield say("cli.below", lang, park=name, points=voice.points(score.points), limit=fail_under)
        if min_coverage is not None and decide(score.coverage) < min_coverage:
            coverage, limit = voice.percent(score.coverage), voice.percent(min_coverage)
            yield say("cli.uncovered", lang, park=name, coverage=coverage, limit=limit)


def suggest(code: str, lang: str, *, quiet: bool, **params: object) -> None:
    """Suggest the next step, on terminals only."""
    if not quiet and sys.stderr.isatty() and sys.stdout.isatty():
        typer.echo("\n" + say(code, lang, **params), err=True)
