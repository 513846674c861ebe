"""Run many commands of one installed version in this process: ``python driver.py COMMANDS RESULTS SKIP``.

COMMANDS is a JSON list of argument lists; the working folder is the current one. Each result is one JSON line of
RESULTS: exit code, standard output, standard error, seconds. The first SKIP commands are passed over, and the process
ends after MOST, since what a short-lived program leaves behind adds up. Only the standard library and the program are
imported, so that any version can be driven.
"""

from __future__ import annotations

import io
import json
import os
import runpy
import signal
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

#: Seconds after which a command counts as hanging.
LONGEST = 120
#: Commands after which the process ends.
MOST = 400


class Hang(BaseException):
    """A command took longer than LONGEST."""


def _stop(*_: Any) -> None:
    raise Hang


def run(argv: list[str]) -> dict[str, Any]:
    """Run one command line; a hang and an exception get exit codes of their own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    sys.argv, sys.stdin = ["fivegoods", *argv], io.StringIO("")
    started = time.monotonic()
    alarm = getattr(signal, "alarm", lambda _: None)
    alarm(LONGEST)
    with redirect_stdout(out), redirect_stderr(err):
        try:
            runpy.run_module("fivegoods", run_name="__main__")
            code: Any = 0
        except SystemExit as ended:
            code = ended.code or 0
        except Hang:
            code = "hang"
        except BaseException:
            code = "exception"
            traceback.print_exc()
        finally:
            alarm(0)
    return {"code": code, "out": _text(out), "err": _text(err), "seconds": round(time.monotonic() - started, 4)}


def _text(stream: io.TextIOWrapper) -> str:
    """Return what was written; where the program's own files lie is no difference."""
    stream.flush()
    text = stream.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
    package = Path(sys.modules["fivegoods"].__file__ or "").parent if "fivegoods" in sys.modules else Path("fivegoods")
    for place in (package / "criteria", package.parent.parent / "criteria"):
        text = text.replace(str(place), "<criteria>")
    return text


def main(commands: str, results: str, skip: str) -> None:
    """Run all commands but the first ``skip`` and append their results."""
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _stop)
    folder, parent = Path.cwd(), os.getppid()
    with Path(results).open("a", encoding="utf-8") as file:
        for argv in json.loads(Path(commands).read_text(encoding="utf-8"))[int(skip) :][:MOST]:
            if os.getppid() != parent:
                break  # nobody waits for the results any more
            result = run(argv)
            os.chdir(folder)
            file.write(json.dumps(result, ensure_ascii=False) + "\n")
            file.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
