"""`fivegoods check`: findings only, and what a code means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import write_out
from fivegoods.cli.exits import ANSWER_IS_NO, COULD_NOT, DONE
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question, opened_for, summary
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.messages.findings import Finding

_Parks = Annotated[
    list[str] | None,
    typer.Argument(metavar="PARK...", help=say("help.parks", HELP_LANG), show_default=False),
]
_Code = Annotated[
    str | None,
    typer.Option("--explain", metavar="CODE", help=say("help.explain_code", HELP_LANG), show_default=False),
]


def check(
    context: typer.Context,
    parks: _Parks = None,
    explain: _Code = None,
    criteria: o.CriteriaChoice = None,
    benchmarks: o.Benchmarks = None,
    peers: o.Peers = None,
    year: o.Year = None,
    counted: o.As = o.Counted.REVIEWED,
    output_format: o.FindingsFormat = o.FindingsShape.TEXT,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Check park data."""
    spoken = language(lang or context.obj)
    if explain is not None:
        _explain(explain, spoken)
        return
    if not parks:
        raise typer.BadParameter(say("cli.need_parks", spoken), param_hint="PARK...")
    question = Question(
        parks,
        spoken,
        criteria,
        benchmarks or (),
        peers or (),
        year,
        counted,
        quiet,
        strict,
        each_year=year is None,
        mixed=True,
    )
    findings = opened_for(question).findings
    raise typer.Exit(finish(findings, output_format, spoken, strict=strict, quiet=quiet))


def finish(findings: Iterable[Finding], shape: o.FindingsShape, lang: str, *, strict: bool, quiet: bool) -> int:
    """Write findings to stdout, their count to stderr, and return the exit code.

    2 with errors: the input cannot be scored. 1 with warnings under --strict. Else 0.
    """
    from fivegoods.export import findings as rendered
    from fivegoods.messages.findings import Severity, in_order

    found = in_order(findings)
    write_out(rendered.render(found, shape.value, lang))
    if not quiet:
        typer.echo(summary(found, lang) if found else say("cli.clean", lang), err=True)
    severities = {finding.severity for finding in found}
    if Severity.ERROR in severities:
        return COULD_NOT
    return ANSWER_IS_NO if strict and Severity.WARNING in severities else DONE


def _explain(code: str, lang: str) -> None:
    """Print what a finding code means. An unknown code is an error with a near match."""
    from fivegoods.catalogue import all_kinds, find_kind
    from fivegoods.export import findings as rendered
    from fivegoods.numeric.closest import nearest

    kind = find_kind(code)
    if kind is None:
        near = nearest(code.upper(), sorted(all_kinds()))
        hint = say("cli.did_you_mean", lang, near=near) if near else ""
        raise typer.BadParameter(say("cli.no_such_code", lang, name=code, hint=hint).strip(), param_hint="--explain")
    write_out(rendered.explain(kind, lang))
