"""The program in this process: exit code, both streams, time and memory, with limits."""

from __future__ import annotations

import io
import os
import resource
import signal
import time
import traceback
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fivegoods.cli import main

#: Limits of one command: seconds of computing (the machine may be busy), seconds of waiting, megabytes of the process.
COMPUTING, WAITING, MEGABYTES = 5.0, 120.0, 512


class Hang(BaseException):
    """A command takes too long."""


@dataclass(frozen=True)
class Done:
    """What a command did. ``trouble`` says what no input may cause, "" for nothing."""

    arguments: tuple[str, ...]
    code: int | None
    out: str
    err: str
    seconds: float
    trouble: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether the documents were read, scored and drawn."""
        return self.code in (0, 1) and not self.trouble


def run(arguments: Sequence[object]) -> Done:
    """Run one command line. A traceback, a hang and too much memory become the result's ``trouble``."""
    given = tuple(map(str, arguments))
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True) for _ in range(2))
    os.environ |= {"FIVEGOODS_DEBUG": "1", "COLUMNS": "100", "NO_COLOR": "1"}
    _forget_peak()
    held = _peak()  # by what ran in this process before
    started, trouble, code = time.process_time(), "", None
    with _Limits(), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(list(given))
        except Hang:
            trouble = "hang: " + _where()
        except BaseException:
            trouble = traceback.format_exc()
    seconds = time.process_time() - started
    texts = [stream.buffer.getvalue().decode("utf-8", "backslashreplace") for stream in (out, err)]
    if not trouble and code not in (0, 1, 2):
        trouble = f"exit code {code}"
    if not trouble and "FG900" in texts[1]:
        trouble = texts[1]
    if not trouble and (peak := _peak() - held) > MEGABYTES:
        trouble = f"memory: {peak} MB"
    return Done(given, code, *texts, seconds, trouble)


class _Limits:
    """Raises Hang in the command that runs too long."""

    def __enter__(self) -> None:
        self.before = [(name, signal.signal(name, _stop)) for name in (signal.SIGPROF, signal.SIGALRM)]
        signal.setitimer(signal.ITIMER_PROF, COMPUTING)
        signal.setitimer(signal.ITIMER_REAL, WAITING)

    def __exit__(self, *_: Any) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for name, handler in self.before:
            signal.signal(name, handler)


def _stop(*_: Any) -> None:
    raise Hang


def _where() -> str:
    """Return the innermost lines of the traceback that is being handled."""
    return "".join(traceback.format_exc(limit=-6))


def _forget_peak() -> None:
    """Start counting the peak of memory anew, where the system can."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """Return the peak of memory in megabytes."""
    with suppress(OSError, IndexError):
        return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
