"""Options, declared once, and the objects that commands are given them in.

A command names one of the objects as a parameter; `fivegoods.cli.declare` gives it the options of
that object. A field without a `typer` declaration is no option of the command.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import typer

from fivegoods.cli.completion import criteria_ids
from fivegoods.cli.language import HELP_LANG, Lang, help_of, language
from fivegoods.cli.notices import Colour, ask_for_colour
from fivegoods.export.output import Format
from fivegoods.messages.words import say


class Counted(StrEnum):
    """Which assessment counts."""

    SELF = "self"
    REVIEWED = "reviewed"


class FindingsShape(StrEnum):
    """The formats of findings."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def option(code: str, *names: str, **more: Any) -> Any:
    """Return the declaration of an option with the help text of ``code``; its default is not shown."""
    return typer.Option(*names, help=help_of(code), **{"show_default": False, **more})


def argument(code: str, metavar: str, **more: Any) -> Any:
    """Return the declaration of an argument with the help text of ``code``; its default is not shown."""
    return typer.Argument(metavar=metavar, help=help_of(code), **{"show_default": False, **more})


def decimal_number(text: str) -> Decimal:
    """Return ``text`` as a finite Decimal, per cent as a share. Raise BadParameter otherwise."""
    try:
        number = Decimal(text.removesuffix("%"))
    except ArithmeticError:
        raise typer.BadParameter(say("cli.not_a_number", HELP_LANG, text=text)) from None
    if not number.is_finite():
        raise typer.BadParameter(say("cli.not_a_number", HELP_LANG, text=text))
    return number / 100 if text.endswith("%") else number


def share(text: str) -> Decimal:
    """Return ``20%``, ``±20%`` or ``0.2`` as 0.2. Raise BadParameter unless it is from 0 to 1."""
    bare = text.strip().removeprefix("±").strip()
    try:
        number = Decimal(bare.removesuffix("%")) / (100 if bare.endswith("%") else 1)
    except ArithmeticError:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= 1:
        raise typer.BadParameter(say("cli.bad_share", HELP_LANG, text=text))
    return number


def _language(context: typer.Context, given: Lang) -> Lang:
    """Return --lang of the command, else of the program, else the environment's language."""
    source = context.get_parameter_source("lang")
    return language(context.obj if source is not None and source.name == "DEFAULT" else given)


Language = Annotated[Lang, option("lang", "--lang", callback=_language)]
Parks = Annotated[list[str], argument("parks", "PARK...")]
OnePark = Annotated[str, argument("park", "PARK")]
CriteriaName = Annotated[str, argument("criteria_name", "ID|FILE", autocompletion=criteria_ids)]
CriteriaNames = Annotated[list[str] | None, argument("criteria_names", "[ID|FILE...]", autocompletion=criteria_ids)]
CriteriaChoice = Annotated[
    str | None, option("criteria", "--criteria", "-c", metavar="ID|FILE", autocompletion=criteria_ids)
]
Peers = Annotated[list[str] | None, option("peers", "--peers", metavar="PATH")]
AllParks = Annotated[list[str] | None, option("all_parks", "--peers", metavar="PATH")]
OutputFile = Annotated[str | None, option("output", "--output", "-o", metavar="FILE")]
Force = Annotated[bool, typer.Option("--force", help=help_of("form_force"))]
FailUnder = Annotated[Decimal | None, option("fail_under", "--fail-under", metavar="POINTS", parser=decimal_number)]
MinCoverage = Annotated[
    Decimal | None, option("min_coverage", "--min-coverage", metavar="SHARE", parser=decimal_number)
]
AllowPartial = Annotated[bool, typer.Option("--allow-partial", help=help_of("allow_partial"))]


@dataclass(frozen=True)
class Spoken:
    """The language of a command."""

    #: The default stands for "as the program or the environment says".
    lang: Language = Lang.EN


@dataclass(frozen=True)
class Manner(Spoken):
    """How a command speaks."""

    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=help_of("quiet"))] = False
    color: Annotated[Colour, option("color", "--color", callback=ask_for_colour)] = Colour.AUTO


@dataclass(frozen=True)
class ReportOptions(Manner):
    """Where a report goes and in which format."""

    output_format: Annotated[Format | None, option("format", "--format", "-f")] = None
    output: OutputFile = None
    annex: Annotated[bool, typer.Option("--annex", help=help_of("annex"))] = False


@dataclass(frozen=True)
class DataOptions(Manner):
    """What parks are evaluated with."""

    criteria: CriteriaChoice = None
    benchmarks: Annotated[list[str] | None, option("benchmarks", "--benchmarks", metavar="FILE")] = None
    peers: Peers = None
    year: Annotated[int | None, option("year", "--year", metavar="YEAR")] = None
    counted: Annotated[Counted, typer.Option("--as", help=help_of("as"))] = Counted.REVIEWED
    strict: Annotated[bool, typer.Option("--strict", help=help_of("strict"))] = False


@dataclass(frozen=True)
class RunOptions(DataOptions, ReportOptions):
    """An evaluation and the report about it."""


@dataclass(frozen=True)
class AmongOptions(RunOptions):
    """The same for one park among others."""

    peers: AllParks = None


@dataclass(frozen=True)
class FindingsOptions(Manner):
    """How findings are listed."""

    output_format: Annotated[FindingsShape, typer.Option("--format", "-f", help=help_of("check_format"))] = (
        FindingsShape.TEXT
    )
    strict: Annotated[bool, typer.Option("--strict", help=help_of("strict"))] = False


@dataclass(frozen=True)
class CheckOptions(DataOptions, FindingsOptions):
    """An evaluation of which only the findings count."""
