"""How far a long computation is: shown on standard error, on terminals only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from fivegoods.messages.words import say

#: Seconds before anything is shown: most runs are over by then.
PATIENCE: Final = 1.0
_CLEAR: Final = "\r\033[K"


@contextmanager
def scoring_progress(lang: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Yield what takes how many indicators are done of how many; None where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    start = time.monotonic()
    shown = False

    def show(done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - start >= PATIENCE:
            shown = True
            sys.stderr.write(_CLEAR + say("cli.scoring", lang, done=done, total=total))
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


@contextmanager
def drawing_progress(lang: str, *, quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """Yield what moves a bar: the stage and how many draws are done of how many; None where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def move(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(say(f"progress.{stage}", lang), total=total)
            bar.update(tasks[stage], completed=done)

        yield move
