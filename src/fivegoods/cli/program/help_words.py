"""The language of --help: fixed when the program starts, since Typer reads help texts at import."""

from __future__ import annotations

from typing import Final

from fivegoods.cli.program.language import language_of_help

HELP_LANG: Final = language_of_help()


def examples(*lines: str) -> str:
    """Return the examples that end a command's help; the mark keeps lines as they are."""
    from fivegoods.messages.words import say

    return "\b\n" + "\n".join([say("help.examples", HELP_LANG), *(f"  {line}" for line in lines)])
