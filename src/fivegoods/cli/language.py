"""Which language to speak: --lang, then FIVEGOODS_LANG, then the locale, else English."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from fivegoods.messages.words import LANGUAGE_VARIABLES, language_of, say


class Lang(StrEnum):
    """The languages of messages and reports."""

    ZH = "zh"
    EN = "en"


def language(asked: str | None, environ: Mapping[str, str] | None = None) -> Lang:
    """Return the language to speak."""
    env = os.environ if environ is None else environ
    return Lang(language_of(asked, *map(env.get, LANGUAGE_VARIABLES)))


def language_of_help(arguments: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> Lang:
    """Return the language of --help, which is needed before the arguments are parsed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = None
    for index, argument in enumerate(given):
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and index + 1 < len(given):
            asked = given[index + 1]
    return language(asked if asked in {"zh", "en"} else None, environ)


#: Fixed when the program starts, since Typer reads help texts at import.
HELP_LANG: Final = language_of_help()


def help_of(code: str) -> str:
    """Return a help text."""
    return say(f"help.{code}", HELP_LANG)


def examples(*lines: str) -> str:
    """Return the examples that end a command's help; the mark keeps lines as they are."""
    return "\b\n" + "\n".join([help_of("examples"), *(f"  {line}" for line in lines)])
