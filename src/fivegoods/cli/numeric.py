"""What the commands over NumPy share: that there are parks to compare, progress, shares."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import typer

from fivegoods.cli.exits import COULD_NOT
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.scoring.scores import Run

Progress = Callable[[str, int, int], None]


def need_two(run: Run, lang: str) -> None:
    """Exit with 2 where fewer than two parks are ranked."""
    if sum(score.placing is not None for score in run.scores) < 2:
        typer.echo(say("cli.too_few", lang), err=True)
        raise typer.Exit(COULD_NOT)


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


@contextmanager
def progress_on_terminal(lang: str, *, quiet: bool) -> Iterator[Progress | None]:
    """Give a function that moves a bar on standard error; None where nobody watches it."""
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
