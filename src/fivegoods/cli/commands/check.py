"""`fivegoods check`: findings only, and what a code means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import write_out
from fivegoods.cli.notices import ANSWER_IS_NO, COULD_NOT, DONE, hint_of, notice, refuse
from fivegoods.cli.session import opened_for, summary
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.messages.findings import Finding


def check(
    options: o.CheckOptions,
    parks: Annotated[list[str] | None, o.argument("parks", "PARK...")] = None,
    explain: Annotated[str | None, o.option("explain_code", "--explain", metavar="CODE")] = None,
) -> None:
    """Check park data."""
    if explain is not None:
        _explain(explain, options.lang)
        return
    if not parks:
        refuse(say("cli.need_parks", options.lang), "PARK...")
    opened = opened_for(parks, options, each_year=options.year is None, mixed=True)
    raise typer.Exit(finish(opened.findings, options))


def finish(findings: Iterable[Finding], options: o.FindingsOptions) -> int:
    """Write findings to stdout, their count to stderr, and return the exit code.

    2 with errors: the input cannot be scored. 1 with warnings under --strict. Else 0.
    """
    from fivegoods.export import findings as rendered
    from fivegoods.messages.findings import Severity, in_order

    found = in_order(findings)
    write_out(rendered.render(found, options.output_format.value, options.lang))
    if not options.quiet:
        notice(summary(found, options.lang) if found else say("cli.clean", options.lang))
    severities = {finding.severity for finding in found}
    if Severity.ERROR in severities:
        return COULD_NOT
    return ANSWER_IS_NO if options.strict and Severity.WARNING in severities else DONE


def _explain(code: str, lang: str) -> None:
    """Print what a finding code means. An unknown code is an error with a near match."""
    from fivegoods.catalogue import all_kinds, find_kind
    from fivegoods.export import findings as rendered

    kind = find_kind(code)
    if kind is None:
        hint = hint_of(code.upper(), sorted(all_kinds()), lang)
        refuse(say("cli.no_such_code", lang, name=code, hint=hint).strip(), "--explain")
    write_out(rendered.explain(kind, lang))
