"""Exit codes, and short sentences on standard error: the one way to a terminal that is no report."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NoReturn, TextIO

import typer

from fivegoods.messages.sanitise import clean
from fivegoods.messages.words import WORDS, say

# The whole contract with scripts:
#: Done.
DONE: Final = 0
#: Done, and the answer is no: findings, --fail-under, --min-coverage.
ANSWER_IS_NO: Final = 1
#: Could not: usage, or input that cannot be read or is invalid.
COULD_NOT: Final = 2
#: Ctrl-C.
INTERRUPTED: Final = 130


def notice(text: str) -> None:
    """Write a sentence to standard error. Names in it may come from files: nothing that a terminal obeys is left."""
    typer.echo(clean(text), err=True)


def stop(text: str) -> NoReturn:
    """Write why it cannot be done and end with exit code 2."""
    notice(text)
    raise typer.Exit(COULD_NOT)


def reason_of(error: OSError, lang: str) -> str:
    """Return in our words why the system refused something; in its own where we have none."""
    name = errno.errorcode.get(error.errno or 0, "")
    return say(f"os.{name}", lang) if f"os.{name}" in WORDS else error.strerror or str(error)


class Colour(StrEnum):
    """When a screen is painted."""

    #: On a terminal that can, unless NO_COLOR is set.
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


#: What the command that runs was asked for; every command sets it.
_asked = Colour.AUTO


def ask_for_colour(given: Colour) -> Colour:
    """Note what a command was asked for."""
    global _asked
    _asked = given
    return given


def colourful(stream: TextIO) -> bool:
    """Return whether what is written to a stream is painted."""
    if _asked is not Colour.AUTO:
        return _asked is Colour.ALWAYS
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def refuse(text: str, hint: str | None = None) -> NoReturn:
    """End with a usage error that names the argument."""
    raise typer.BadParameter(text, param_hint=hint)


def suggest(code: str, lang: str, *, quiet: bool, **params: object) -> None:
    """Suggest the next step, on terminals only."""
    if not quiet and sys.stderr.isatty() and sys.stdout.isatty():
        notice("\n" + say(code, lang, **params))


def hint_of(word: str, known: Sequence[str], lang: str) -> str:
    """Return "did you mean …?" with the one of ``known`` that is nearest to ``word``, "" if none is near."""
    from fivegoods.numeric.closest import nearest

    near = nearest(word, known)
    return say("cli.did_you_mean", lang, near=near) if near else ""
