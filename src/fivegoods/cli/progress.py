"""How far scoring is, for runs that take longer than a moment: one line on stderr, on terminals only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.scoring.request import Progress

#: Seconds before anything is shown: most runs are over by then.
PATIENCE: Final = 1.0
_CLEAR: Final = "\r\033[K"


@contextmanager
def scoring_progress(lang: str, *, quiet: bool) -> Iterator[Progress | None]:
    """Yield what to tell how many indicators are done, None where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    start = time.monotonic()
    shown = False

    def tell(done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - start >= PATIENCE:
            shown = True
            sys.stderr.write(_CLEAR + say("cli.scoring", lang, done=done, total=total))
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
