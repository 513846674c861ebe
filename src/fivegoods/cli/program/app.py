"""The Typer app: what holds without a command. Nothing heavy is imported here."""

from __future__ import annotations

from typing import Annotated

import typer

from fivegoods import __version__
from fivegoods.cli.options import Language
from fivegoods.cli.program.commands import SETTINGS, Commands
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import language
from fivegoods.cli.program.screen import short_screen
from fivegoods.messages.words import say

app = typer.Typer(
    name="fivegoods",
    cls=Commands,
    help=say("help.program", HELP_LANG),
    context_settings=SETTINGS,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(*, value: bool) -> None:
    if value:
        typer.echo(say("cli.version", HELP_LANG, version=__version__))
        raise typer.Exit


@app.callback(invoke_without_command=True)
def program(
    context: typer.Context,
    lang: Language = None,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help=say("help.version", HELP_LANG))
    ] = False,
) -> None:
    """Show the short screen if no command is given; hand --lang on to the command."""
    context.obj = lang
    if context.invoked_subcommand is None:
        typer.echo(short_screen(language(lang)))
