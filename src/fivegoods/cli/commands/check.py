"""`fivegoods check`: findings only, and what a code means."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import write_out
from fivegoods.cli.notices import ANSWER_IS_NO, COULD_NOT, DONE, colourful, hint_of, notice, refuse, suggest
from fivegoods.cli.session import opened_for, summary
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.messages.findings import Finding
    from fivegoods.scoring.scores import Run

#: A file that is not there, and a park without the others: nothing that a park can correct.
_NOT_FOR_PARKS: Final = ("FG001", "FG512")

#: So many parks that lack data are named, and so many indicators of each.
_NAMED: Final = 20


def check(
    options: o.CheckOptions,
    parks: Annotated[list[str] | None, o.argument("parks", "PARK...")] = None,
    explain: Annotated[str | None, o.option("explain_code", "--explain", metavar="CODE")] = None,
    output: Annotated[str | None, o.option("check_output", "--output", "-o", metavar="PATH")] = None,
) -> None:
    """Check park data."""
    if explain is not None:
        _explain(explain, options.lang)
        return
    if not parks:
        refuse(say("cli.need_parks", options.lang), "PARK...")
    opened = opened_for(parks, options, each_year=options.year is None, mixed=True)
    code = finish(opened.findings, options, output)
    if opened.run is not None and not options.quiet:
        _say_missing(opened.run, options.lang)
    if output is None:
        step = "cli.next_corrections" if code == COULD_NOT else "cli.next_score"
        suggest(step, options.lang, quiet=options.quiet, parks=shlex.join(parks))
    raise typer.Exit(code)


def _say_missing(run: Run, lang: str) -> None:
    """Say which parks lack data for which indicators: missing data are no finding, and an office asks for them."""
    from fivegoods.reports.localise import Voice
    from fivegoods.scoring.columns import Outcome

    voice, lines = Voice(lang, run.criteria), []
    for score in run.scores:
        lacking = [one for one in score.root.all_indicators() if one.outcome is Outcome.MISSING]
        if lacking:
            names = voice.few([voice.name(one.plan) for one in lacking], _NAMED)
            lines.append(say("cli.lacking", lang, park=voice.park(score), count=len(lacking), names=names))
    for line in lines[:_NAMED]:
        notice(line)
    if len(lines) > _NAMED:
        notice(say("cli.more_lacking", lang, count=len(lines) - _NAMED))


def finish(findings: Iterable[Finding], options: o.FindingsOptions, output: str | None = None) -> int:
    """Write findings to stdout or as lists of corrections, their count to stderr, and return the exit code.

    2 with errors: the input cannot be scored. 1 with warnings under --strict. Else 0.
    """
    from fivegoods.export import findings as rendered
    from fivegoods.messages.findings import Severity, in_order

    found = in_order(findings)
    if output is None:
        if options.output_format == "text":
            write_out(rendered.text(found, options.lang, colour=colourful(sys.stdout)))
        else:
            write_out(rendered.render(found, options.output_format, options.lang))
    else:
        _write_corrections(found, output, options)
    if not options.quiet:
        notice(summary(found, options.lang) if found else say("cli.clean", options.lang))
    severities = {finding.severity for finding in found}
    if Severity.ERROR in severities:
        return COULD_NOT
    return ANSWER_IS_NO if options.strict and Severity.WARNING in severities else DONE


def _write_corrections(found: list[Finding], output: str, options: o.FindingsOptions) -> None:
    """Write what is to be corrected: into one file, or into a folder a workbook for each file with findings."""
    from fivegoods.cli.emit import destination, emit
    from fivegoods.export.findings import CorrectionsProduct, by_file

    found = [finding for finding in found if finding.kind.code not in _NOT_FOR_PARKS]

    def write(file: Path, listed: list[Finding]) -> None:
        where = o.ReportOptions(options.lang, options.quiet, output=str(file))
        emit(CorrectionsProduct(listed, options.lang), destination(where))

    if Path(output).suffix:
        write(Path(output), found)
        return
    lists = by_file(found)
    try:
        Path(output).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        notice(say("cli.cannot_write", options.lang, file=output, reason=error.strerror or error))
        raise typer.Exit(COULD_NOT) from None
    stems = Counter(Path(file).stem.casefold() for file in lists)
    for number, (file, own) in enumerate(lists.items(), start=1):
        stem = Path(file).stem
        write(Path(output) / (f"{stem}.xlsx" if stems[stem.casefold()] == 1 else f"{stem}-{number}.xlsx"), own)


def _explain(code: str, lang: str) -> None:
    """Print what a finding code means. An unknown code is an error with a near match."""
    from fivegoods.catalogue import all_kinds, find_kind
    from fivegoods.export import findings as rendered

    kind = find_kind(code)
    if kind is None:
        hint = hint_of(code.upper(), sorted(all_kinds()), lang)
        refuse(say("cli.no_such_code", lang, name=code, hint=hint).strip(), "--explain")
    write_out(rendered.explain(kind, lang))
