"""Names in a sentence or a cell: all of them, or the first few and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fivegoods.reports.localise import Voice

#: A city's parks are all named; of more than these a list in a sentence is no longer read.
_ALL: Final = 100
_FIRST: Final = 10


def names_listed(names: Sequence[str], voice: Voice) -> str:
    """Return up to 100 names in one line, of more the first ten with the number left out."""
    joined = voice.say("join.list")
    if len(names) <= _ALL:
        return joined.join(names)
    return voice.say("list.more", names=joined.join(names[:_FIRST]), count=len(names) - _FIRST)
