"""Which language to speak: --lang, then FIVEGOODS_LANG, then the locale, else English."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum

from fivegoods.messages.words import language_of


class Lang(StrEnum):
    """The languages of messages and reports."""

    ZH = "zh"
    EN = "en"


def language(asked: Lang | None, environ: Mapping[str, str] | None = None) -> str:
    """Return "zh" or "en"."""
    env = os.environ if environ is None else environ
    wishes = (env.get(name) for name in ("FIVEGOODS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of(asked, *wishes)


def language_of_help(arguments: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> str:
    """Return the language of --help, which is needed before the arguments are parsed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = None
    for index, argument in enumerate(given):
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and index + 1 < len(given):
            asked = given[index + 1]
    return language(Lang(asked) if asked in {"zh", "en"} else None, environ)
