"""From options to a run: read, show the findings, stop where there can be no result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NoReturn

import typer

from fivegoods.cli.notices import ANSWER_IS_NO, COULD_NOT, DONE, colourful, notice, refuse, stop
from fivegoods.cli.options import DataOptions, Manner
from fivegoods.cli.progress import scoring_progress
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.api import Opened
    from fivegoods.criteria.file import CriteriaFile
    from fivegoods.criteria.plan.plan import Plan
    from fivegoods.messages.findings import Finding
    from fivegoods.reading.documents import Document, Model
    from fivegoods.scoring.scores import Run

#: So many parks below a limit are named; the report has them all.
_NAMED: Final = 20


def open_or_exit(parks: Sequence[str], options: DataOptions, *, each_year: bool = False) -> Run:
    """Return the run; its findings go to stderr. Exit with 2 on errors, with 1 on warnings if strict.

    ``each_year`` scores every park in its own latest year instead of ranking one year.
    """
    from fivegoods.messages.findings import Severity, has_errors

    opened = opened_for(parks, options, each_year=each_year)
    show_findings(opened.findings, options.lang, quiet=options.quiet)
    if opened.run is None or has_errors(opened.findings):
        raise typer.Exit(COULD_NOT)
    if options.strict and any(f.severity is Severity.WARNING for f in opened.findings):
        notice(say("cli.refused_strict", options.lang))
        raise typer.Exit(ANSWER_IS_NO)
    return opened.run


def open_ranking(parks: Sequence[str], options: DataOptions, *, allow_partial: bool, least: int = 0) -> Run:
    """Return the run as `open_or_exit`. Exit with 2 where criteria are partial or fewer than ``least`` are ranked.

    A ranking by half a rule misleads.
    """
    run = open_or_exit(parks, options)
    if not allow_partial and run.criteria.criteria.status == "partial":
        stop(say("cli.partial", options.lang, criteria=f"{run.criteria.id}/{run.criteria.edition}"))
    if least and sum(score.placing is not None for score in run.scores) < least:
        stop(say("cli.too_few", options.lang))
    return run


def opened_for(parks: Sequence[str], options: DataOptions, *, each_year: bool = False, mixed: bool = False) -> Opened:
    """Return run and findings. Say so if input is awaited from the keyboard.

    ``mixed`` lets the files follow different criteria.
    """
    from fivegoods import api
    from fivegoods.panel.entities import View

    if "-" in parks and sys.stdin.isatty() and not options.quiet:
        notice(say("cli.waiting", options.lang))
    with scoring_progress(options.lang, quiet=options.quiet) as progress:
        return api.open_run(
            parks,
            criteria=options.criteria,
            benchmarks=options.benchmarks or (),
            peers=options.peers or (),
            year=options.year,
            view=View(options.counted),
            each_year=each_year,
            progress=progress,
            mixed=mixed,
        )


def show_findings(findings: Iterable[Finding], lang: str, *, quiet: bool) -> None:
    """Write findings and their count to stderr; quiet leaves the errors only."""
    from fivegoods.messages.findings import Severity, in_order

    shown = [f for f in in_order(findings) if not quiet or f.severity is Severity.ERROR]
    if not shown:
        return
    from fivegoods.export import findings as rendered

    # The text is clean, and its colours are our own.
    typer.echo(rendered.text(shown, lang, colour=colourful(sys.stderr)), err=True, nl=False)
    if not quiet:
        notice(summary(shown, lang))


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
    limited = fail_under is not None or min_coverage is not None
    below = list(_below(run, fail_under, min_coverage, lang)) if limited else []
    for line in below[:_NAMED]:
        notice(line)
    if len(below) > _NAMED:
        notice(say("cli.more_below", lang, count=len(below) - _NAMED))
    return ANSWER_IS_NO if below else DONE


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


def document_or_exit(file: str, kind: type[Model], options: Manner) -> Document[Model]:
    """Return the document of an analysis. Exit with 2 and its findings where it cannot be read."""
    from fivegoods.reading.documents import read_document

    read, findings = read_document(file, kind)
    show_findings(findings, options.lang, quiet=options.quiet)
    if read is None:
        raise typer.Exit(COULD_NOT)
    return read


def criteria_or_exit(name: str, lang: str) -> CriteriaFile:
    """Return criteria by id or path. Exit with 2 where they cannot be read."""
    from fivegoods.reading.criteria_files import load_criteria_file

    file, findings = load_criteria_file(name)
    show_findings(findings, lang, quiet=file is not None)
    if file is None:
        raise typer.Exit(COULD_NOT)
    return file


def plan_or_exit(file: CriteriaFile, lang: str) -> Plan:
    """Return criteria compiled. Exit with 2 and the findings where they cannot be scored with."""
    from fivegoods.criteria.plan.compile import build_plan

    plan, findings = build_plan(file)
    if plan is None:
        show_findings(findings, lang, quiet=False)
        raise typer.Exit(COULD_NOT)
    return plan


@contextmanager
def refusing(lang: str, refused: Callable[[str], NoReturn] = refuse) -> Iterator[None]:
    """End with what is wrong where an analysis cannot be had: its words are ``refused``, findings are shown."""
    from fivegoods.api import FindingsError
    from fivegoods.api.result import RequestError

    try:
        yield
    except RequestError as error:
        refused(error.words(lang))
    except FindingsError as error:
        show_findings(error.findings, lang, quiet=False)
        raise typer.Exit(COULD_NOT) from None
