"""What is never replaced: a file that is read, and unless forced a file that holds something else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Final

from fivegoods.cli.notices import stop
from fivegoods.messages.words import say

#: So many files that are there are named.
_NAMED: Final = 20


def keep_inputs(command: Any) -> Any:
    """Make a command, and all below it, refuse an -o that is one of its inputs. Return the command."""
    invoke = command.invoke
    inner = getattr(command, "commands", {})
    for one in inner.values():
        keep_inputs(one)
    if inner:
        return command

    def guarded(context: Any) -> Any:
        _refuse_inputs(context.params, context.params.get("lang") or context.obj)
        return invoke(context)

    command.invoke = guarded
    return command


def refuse_to_replace(contents: Sequence[tuple[Path, bytes]], lang: str, *, force: bool) -> None:
    """Exit with 2 and the names of files that are there with another content, unless ``force``."""
    others = [] if force else [path.as_posix() for path, content in contents if _holds_other(path, content)]
    if others:
        files = "\n".join(["", *others[:_NAMED], *(["…"] if len(others) > _NAMED else [])])
        stop(say("data.not_replaced", lang, count=len(others), files=files.replace("\n", "\n  ")))


def _holds_other(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() != content
    except OSError:
        return True


def _refuse_inputs(given: Mapping[str, Any], lang: str) -> None:
    """Exit with 2 where ``output`` is a file that another argument names or that is read through it."""
    output = given.get("output")
    # What is no file yet, a device or a pipe loses nothing.
    if not isinstance(output, str) or output == "-" or not _is_file(output):
        return
    file = Path(output)
    inputs = [Path(text) for key, value in given.items() if key != "output" for text in _texts(value)]
    if (
        ("-" in map(str, inputs) and _is_standard_input(file))
        or _is_one_of(file, inputs)
        or _is_criteria(file)
        or _is_park_among(file, inputs, given.get("criteria"))
    ):
        stop(say("data.is_input", lang, file=output))


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _is_one_of(file: Path, inputs: Iterable[Path]) -> bool:
    """Return whether an argument is ``file`` itself, whatever it is called there."""
    return any(_is_file(str(one)) and file.samefile(one) for one in inputs)


def _is_standard_input(file: Path) -> bool:
    """Return whether standard input is read from ``file``."""
    try:
        return os.path.samestat(os.fstat(sys.stdin.fileno()), file.stat())
    except (OSError, ValueError):
        return False


def _is_criteria(file: Path) -> bool:
    """Return whether a file holds criteria: arguments and park files name them by id too."""
    if file.suffix.lower() not in (".yaml", ".yml"):
        return False
    from fivegoods.reading.criteria_files import load_criteria_file

    return load_criteria_file(str(file))[0] is not None


def _is_park_among(file: Path, inputs: Iterable[Path], criteria: str | None) -> bool:
    """Return whether a file is in a folder that is read, and read there as a park.

    A report of before may lie there too: it is no park, and may be replaced.
    """
    real = file.resolve()
    if not any(real.is_relative_to(folder.resolve()) for folder in inputs if _is_folder(folder)):
        return False
    from fivegoods.reading.parks import read_parks

    return bool(read_parks([str(file)], criteria, one_criteria=False).parks)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
