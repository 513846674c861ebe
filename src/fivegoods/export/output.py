"""Where a result goes: the format a file name asks for, and writing late and whole."""

from __future__ import annotations

import codecs
import contextlib
import os
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final


class Format(StrEnum):
    """The formats a result can have."""

    TABLE = "table"
    MD = "md"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"
    DOCX = "docx"

    @property
    def is_binary(self) -> bool:
        """Whether the format is no text, so that a terminal cannot show it."""
        return self in {Format.XLSX, Format.DOCX}


#: Bytes gathered before they are written.
_BUFFER: Final = 1 << 18

_UNFINISHED: Final = ".fivegoods-"
_HOUR: Final = 3600

_SUFFIXES: Final = {
    ".md": Format.MD,
    ".markdown": Format.MD,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xlsx": Format.XLSX,
    ".docx": Format.DOCX,
    ".txt": Format.TABLE,
}


class UnknownSuffix(ValueError):
    """The file's suffix names no format and none was given."""


class Contradiction(ValueError):
    """The file's suffix names another format than the one that was given."""


def format_for(output: str | None, asked: Format | None) -> Format:
    """Return the format for ``output`` ("-" or None is stdout) and ``--format``.

    Raise Contradiction where the two disagree and UnknownSuffix where neither decides.
    """
    if output is None or output == "-":
        return asked or Format.TABLE
    by_suffix = _SUFFIXES.get(Path(output).suffix.lower())
    if asked and by_suffix and asked is not by_suffix:
        raise Contradiction(by_suffix)
    chosen = asked or by_suffix
    if chosen is None:
        raise UnknownSuffix(", ".join(_SUFFIXES))
    return chosen


def write_files(contents: Iterable[tuple[Path, Iterable[bytes]]], *, make_folders: bool = False) -> None:
    """Replace files, each in one step so that no reader sees half a file, and none before all are written.

    The pieces of a content are written as they come. A device or a pipe is written to directly. Raise
    OSError if that is not possible; existing files are then as they were, folders that were made are
    gone again, and so it is if a content ends in an exception.
    """
    finished: list[tuple[Path, Path]] = []
    made: list[Path] = []
    try:
        for path, content in contents:
            if make_folders:
                made += _make_folder(path.parent)
            if _is_device(path):
                with path.open("wb") as out:
                    out.writelines(content)
                continue
            target = Path(os.path.realpath(path))
            # Its own name, since one with the target's name in it can be too long.
            unfinished = target.with_name(f"{unfinished_prefix()}{len(finished)}.tmp")
            finished.append((unfinished, target))
            with unfinished.open("wb", _BUFFER) as out:
                out.writelines(content)
        for unfinished, target in finished:
            if target.exists():
                shutil.copymode(target, unfinished)
            unfinished.replace(target)
    finally:
        with contextlib.suppress(OSError):
            for unfinished, _ in finished:
                unfinished.unlink(missing_ok=True)
            # Only what is empty goes: the folders of files that were not written.
            for folder in reversed(made):
                folder.rmdir()


def unfinished_prefix() -> str:
    """Return how the names begin of files and folders that this process is still writing."""
    return f"{_UNFINISHED}{os.getpid()}-"


def left_behind(folder: Path) -> list[Path]:
    """Return files and folders that runs left unfinished in ``folder`` because they were ended by force."""
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.glob(f"{_UNFINISHED}*") if not _is_running(path))
    return []


def _is_device(path: Path) -> bool:
    """Return whether a path is there and no file. Raise OSError where it can be none, such as a link to itself."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False


def _is_running(unfinished: Path) -> bool:
    """Return whether the process that writes a file is still there."""
    number = unfinished.name.removeprefix(_UNFINISHED).partition("-")[0]
    if os.name == "nt":
        # Windows cannot be asked for a process without ending it: a young file may be in use.
        return time.time() - unfinished.stat().st_mtime < _HOUR
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it that are not there; return what was made, the outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def encoded(pieces: Iterable[str], encoding: str) -> Iterator[bytes]:
    """Yield ``pieces`` as bytes; what the encoding lacks becomes "?"."""
    encoder = codecs.getincrementalencoder(encoding)("replace")
    return (encoder.encode(piece) for piece in pieces)


def encoding_of(chosen: Format) -> str:
    """Return the encoding of a file: UTF-8, and for CSV with the mark Excel looks for."""
    return "utf-8-sig" if chosen is Format.CSV else "utf-8"
