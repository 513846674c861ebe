"""Options: how commands declare them, their completion, and the objects that commands are given them in.

A command names one of the objects as a parameter; `fivegoods.cli.options` gives it the options of
that object. A field without a `typer` declaration is no option of the command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_type_hints

import typer

from fivegoods.cli.language import HELP_LANG, Lang, examples, help_of, language
from fivegoods.cli.notices import Colour, ask_for_colour
from fivegoods.export.output import Format
from fivegoods.messages.words import say

SETTINGS: Final = {"help_option_names": ["-h", "--help"]}

#: The order of shared options in help pages. A command's own options stand before them,
_SHARED: Final = (
    "criteria", "benchmarks", "peers", "year", "counted", "output_format", "output", "annex", "strict", "quiet",
    "color", "lang",
)  # fmt: skip
#: but for those that belong to a shared one and stand after it.
_AFTER: Final = {
    "to_criteria": "criteria",
    "years": "year",
    "to_year": "year",
    "to_counted": "counted",
    "top": "output",
    "whole": "output",
    "fail_under": "output",
    "min_coverage": "output",
    "allow_partial": "output",
}


def group() -> typer.Typer:
    """Return a command that holds commands."""
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=SETTINGS,
        # A group of one command is still called by two names.
        callback=lambda: None,
    )


def command(holder: typer.Typer, name: str, help_code: str, *shown: str) -> Callable[[Callable[..., None]], Any]:
    """Return a decorator that adds a function to ``holder`` as a command with examples."""
    text = help_of(help_code)
    # Typer cuts a help text at one line, but not a short help.
    enter = holder.command(name, help=text, short_help=text, epilog=examples(*shown), context_settings=SETTINGS)
    return lambda function: enter(with_options(function))


def with_options(function: Callable[..., None]) -> Callable[..., None]:
    """Return a function with the fields of the object of options that ``function`` takes as parameters of its own.

    Typer makes options of parameters; this one hands them on as the object. Fields that are not
    declared as options keep their defaults.
    """
    hints = get_type_hints(function, include_extras=True)
    holder = next(name for name, hint in hints.items() if is_dataclass(hint))
    kind: Any = hints[holder]
    own = {name: one for name, one in signature(function, eval_str=True).parameters.items() if name != holder}
    own = {name: one.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY) for name, one in own.items()}
    shared = {one.name: one for one in _options_of(kind)}

    def call(**given: Any) -> None:
        options = kind(**{name: given.pop(name) for name in shared})
        function(**given, **{holder: options})

    parameters = list(_in_order(own, shared))
    call.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in parameters}
    call.__name__, call.__doc__ = function.__name__, function.__doc__
    return call


def _options_of(kind: Any) -> Iterator[Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        if hasattr(hints[field.name], "__metadata__"):
            yield Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])


def _in_order(own: dict[str, Parameter], shared: dict[str, Parameter]) -> Iterator[Parameter]:
    yield from (one for name, one in own.items() if name not in _AFTER)
    for place in _SHARED:
        if place in shared:
            yield shared[place]
        yield from (one for name, one in own.items() if _AFTER.get(name) == place)


def criteria_ids(incomplete: str) -> list[str]:
    """Return criteria ids, bare and with edition, that start with what was typed."""
    found: set[str] = set()
    for folder in criteria_folders():
        for file in folder.glob("*/*.yaml"):
            found |= {file.parent.name, f"{file.parent.name}/{file.stem}"}
    return sorted(name for name in found if name.startswith(incomplete))


def criteria_folders() -> list[Path]:
    """Return the folders that may hold criteria: packaged, of a source checkout, the user's own."""
    package = Path(__file__).parents[1]
    return [package / "packs", package.parents[1] / "criteria", Path("criteria")]


class Counted(StrEnum):
    """Which assessment counts."""

    SELF = "self"
    REVIEWED = "reviewed"


#: The formats of findings.
FindingsShape = Literal["text", "json", "github"]


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

    output_format: Annotated[FindingsShape, typer.Option("--format", "-f", help=help_of("check_format"))] = "text"
    strict: Annotated[bool, typer.Option("--strict", help=help_of("strict"))] = False


@dataclass(frozen=True)
class CheckOptions(DataOptions, FindingsOptions):
    """An evaluation of which only the findings count."""
