"""Libraries that only some formats and commands need."""

from __future__ import annotations

import typer

from fivegoods.cli.exits import COULD_NOT
from fivegoods.messages.words import say


def need_xlsxwriter(lang: str) -> None:
    """Exit with 2 where the library that writes workbooks is not installed."""
    from importlib.util import find_spec

    if find_spec("xlsxwriter") is None:
        typer.echo(say("data.library", lang, library="XlsxWriter"), err=True)
        raise typer.Exit(COULD_NOT)
