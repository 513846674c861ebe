"""Options that several commands share, declared once."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import typer

from fivegoods.cli.program.completion import criteria_ids
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import Lang
from fivegoods.export.output import Format
from fivegoods.messages.words import say


class Counted(StrEnum):
    """Which assessment counts."""

    SELF = "self"
    REVIEWED = "reviewed"


def _help(code: str) -> str:
    return say(f"help.{code}", HELP_LANG)


def decimal_number(text: str) -> Decimal:
    """Return ``text`` as a finite Decimal. Raise BadParameter otherwise."""
    try:
        number = Decimal(text.removesuffix("%"))
    except ArithmeticError:
        raise typer.BadParameter(say("cli.not_a_number", HELP_LANG, text=text)) from None
    if not number.is_finite():
        raise typer.BadParameter(say("cli.not_a_number", HELP_LANG, text=text))
    return number / 100 if text.endswith("%") else number


Parks = Annotated[list[str], typer.Argument(metavar="PARK...", help=_help("parks"), show_default=False)]
ParksOrNames = Annotated[list[str], typer.Argument(metavar="PARK...", help=_help("parks_or_names"), show_default=False)]
OnePark = Annotated[str, typer.Argument(metavar="PARK", help=_help("park"), show_default=False)]
CriteriaChoice = Annotated[
    str | None,
    typer.Option(
        "--criteria", "-c", metavar="ID|FILE", help=_help("criteria"), autocompletion=criteria_ids, show_default=False
    ),
]
Benchmarks = Annotated[
    list[str] | None, typer.Option("--benchmarks", metavar="FILE", help=_help("benchmarks"), show_default=False)
]
Peers = Annotated[list[str] | None, typer.Option("--peers", metavar="PATH", help=_help("peers"), show_default=False)]
Year = Annotated[int | None, typer.Option("--year", metavar="YEAR", help=_help("year"), show_default=False)]
Years = Annotated[str | None, typer.Option("--years", metavar="FROM-TO", help=_help("years"), show_default=False)]
OutputFormat = Annotated[Format | None, typer.Option("--format", "-f", help=_help("format"), show_default=False)]
OutputFile = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help=_help("output"), show_default=False)
]
Language = Annotated[Lang | None, typer.Option("--lang", help=_help("lang"), show_default=False)]
Force = Annotated[bool, typer.Option("--force", help=_help("form_force"))]
Template = Annotated[str | None, typer.Option("--template", metavar="FILE", help=_help("template"))]
Annex = Annotated[bool, typer.Option("--annex", help=_help("annex"))]
ReportParks = Annotated[list[str], typer.Argument(metavar="PARK...", help=_help("report_parks"), show_default=False)]
SamplesFolder = Annotated[str, typer.Option("--output", "-o", metavar="FOLDER", help=_help("samples_folder"))]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=_help("quiet"))]
As = Annotated[Counted, typer.Option("--as", help=_help("as"))]
FailUnder = Annotated[
    Decimal | None,
    typer.Option("--fail-under", metavar="POINTS", parser=decimal_number, help=_help("fail_under"), show_default=False),
]
MinCoverage = Annotated[
    Decimal | None,
    typer.Option(
        "--min-coverage", metavar="SHARE", parser=decimal_number, help=_help("min_coverage"), show_default=False
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help=_help("strict"))]
AllowPartial = Annotated[bool, typer.Option("--allow-partial", help=_help("allow_partial"))]


class FindingsShape(StrEnum):
    """The formats of findings."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


FindingsFormat = Annotated[FindingsShape, typer.Option("--format", "-f", help=_help("check_format"))]
