"""The way in and out of the program: streams, interruptions, and errors nobody foresaw."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from typing import NoReturn

from fivegoods.cli.emit import discard_output
from fivegoods.cli.language import language_of_help
from fivegoods.cli.notices import COULD_NOT, DONE, INTERRUPTED, notice, reason_of
from fivegoods.messages.words import say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; without arguments those of the process."""
    # A short life makes few cycles; looking for them after every 700 objects costs a tenth of it.
    gc.set_threshold(100_000)
    _keep_one_thread()
    _prepare_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with _ending_by_signals():
            return _run(given)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        discard_output()
        return DONE if error.errno == errno.EPIPE else _refused(error, given)
    except Exception as error:
        return _internal(error, given)


def _run(arguments: list[str]) -> int:
    from typer import Abort

    from fivegoods.cli.app import app
    from fivegoods.cli.frame import UsageError, show_usage_error

    if "_FIVEGOODS_COMPLETE" in os.environ:
        _complete_without_rich()
    try:
        code = app(arguments, prog_name="fivegoods", standalone_mode=False) or 0
    except UsageError as error:
        code = show_usage_error(error, language_of_help(arguments))
    except Abort:
        code = INTERRUPTED
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else COULD_NOT
    sys.stdout.flush()
    return code


#: Where the libraries behind NumPy look for their number of threads; they read it when they are loaded.
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def _keep_one_thread() -> None:
    """Let NumPy multiply with one thread: more cost more than they bring here, and --jobs says how many there are."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")


def _prepare_streams() -> None:
    """Print "?" for a character that the terminal's encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _complete_without_rich() -> None:
    """Typer's completion would import Rich (0.1 s for each Tab) only to strip markup we do not use."""
    from typer import _completion_classes

    _completion_classes._sanitize_help_text = lambda text: text


@contextlib.contextmanager
def _ending_by_signals() -> Iterator[None]:
    """End in an exception by the signals that ask for an end, so that what is unfinished is deleted."""

    def end(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What the caller has set, such as nohup's deafness, stays; only the main thread may set anything.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            with contextlib.suppress(ValueError):
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _refused(error: OSError, arguments: list[str]) -> int:
    """Say what the system refused: a full disk or a name that is too long is no defect of the program."""
    if os.environ.get("FIVEGOODS_DEBUG"):
        raise error
    lang = language_of_help(arguments)
    file = "" if error.filename is None else say("join.bracket", lang, text="", inner=error.filename)
    notice(say("cli.system", lang, reason=reason_of(error, lang), file=file))
    return COULD_NOT


def _internal(error: Exception, arguments: list[str]) -> int:
    if os.environ.get("FIVEGOODS_DEBUG"):
        raise error
    lang = language_of_help(arguments)
    text = say("cli.internal", lang, error=f"{type(error).__name__}: {error}")
    notice(f"error[FG900] {text}")
    notice("   help: " + say("cli.internal_help", lang))
    return COULD_NOT
