"""Where a result goes: the format a file name asks for, and writing late and whole."""

from __future__ import annotations

import codecs
import contextlib
import os
import shutil
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


def write_file(path: Path, content: Iterable[bytes]) -> None:
    """Replace ``path`` by ``content`` in one step, so that no reader sees half a file.

    The pieces of ``content`` are written as they come. A device or a pipe is written to directly.
    Raise OSError if that is not possible; an existing file is then as it was, as it is if ``content``
    ends in an exception.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            out.writelines(content)
        return
    target = path.resolve()
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb", _BUFFER) as out:
            out.writelines(content)
        if target.exists():
            shutil.copymode(target, unfinished)
        unfinished.replace(target)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def encoded(pieces: Iterable[str], encoding: str) -> Iterator[bytes]:
    """Yield ``pieces`` as bytes; what the encoding lacks becomes "?"."""
    encoder = codecs.getincrementalencoder(encoding)("replace")
    return (encoder.encode(piece) for piece in pieces)


def encoding_of(chosen: Format) -> str:
    """Return the encoding of a file: UTF-8, and for CSV with the mark Excel looks for."""
    return "utf-8-sig" if chosen is Format.CSV else "utf-8"
