"""`fivegoods report`: the document that is handed in, in the program's own shape or an office's template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import Destination, destination, emit, emit_bytes
from fivegoods.cli.language import help_of
from fivegoods.cli.notices import COULD_NOT, refuse, suggest
from fivegoods.cli.one_park import open_asked
from fivegoods.cli.session import show_findings
from fivegoods.export.output import Format
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.reports.results.document import DocumentProduct

#: The word in the place of a park that asks for the built-in template; a folder of that name is ``./template``.
_TEMPLATE = "template"


def report(
    parks: Annotated[list[str], o.argument("report_parks", "PARK...")],
    options: o.RunOptions,
    template: Annotated[str | None, typer.Option("--template", metavar="FILE", help=help_of("template"))] = None,
) -> None:
    """Write a report."""
    to = destination(options)
    if parks == [_TEMPLATE]:
        _write_template(to)
        return
    if template is not None:
        _check_template(template, to.format, to.lang)
    run, asked = open_asked(parks, options)
    from fivegoods.reports.results.document import DocumentProduct

    if run.is_alone:
        run = run.unranked()
        asked = tuple(run.scores)
    product = DocumentProduct(run, asked, to.lang, annex=options.annex)
    if to.format is Format.DOCX or template is not None:
        emit_bytes(_set_in(product, template, to.lang), to)
        return
    emit(product, to)
    suggest("cli.next_word", to.lang, quiet=to.quiet)


def _write_template(to: Destination) -> None:
    from fivegoods.export.docx.template import built_in

    if to.file is None or to.format is not Format.DOCX:
        refuse(say("report.template_format", to.lang, suffix=".docx"), "-o")
    emit_bytes(built_in(to.lang), to)


def _check_template(template: str, chosen: Format, lang: str) -> None:
    """Refuse a report in another format than its template's."""
    suffix = Path(template).suffix.lower()
    if {".docx": Format.DOCX, ".html": Format.HTML, ".htm": Format.HTML}.get(suffix) is not chosen:
        refuse(say("report.template_format", lang, suffix=suffix or ".docx"), "--template")


def _set_in(product: DocumentProduct, template: str | None, lang: str) -> bytes:
    """Return the report in a template. Exit with 2 and the findings where the template cannot be used."""
    from fivegoods.export.docx import template as word
    from fivegoods.export.html import template as page
    from fivegoods.reading.inputs import read_bytes
    from fivegoods.reading.template import TemplateProblems

    name = template or "-"
    data, findings = (word.built_in(lang), []) if template is None else read_bytes(template)
    try:
        if data is not None:
            set_in = page.set_in if name.lower().endswith((".html", ".htm")) else word.set_in
            return set_in(name, data, product.values(), lang)
    except TemplateProblems as problems:
        findings = problems.findings
    show_findings(findings, lang, quiet=True)
    raise typer.Exit(COULD_NOT)
