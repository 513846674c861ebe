"""Standard output whose reader has gone, as with ``| head``."""

from __future__ import annotations

import contextlib
import os
import sys


def discard_output() -> None:
    """Send what is still to be printed nowhere, also what the interpreter flushes at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
