"""The zip archive of a workbook: its parts, read in pieces and never beyond a limit."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Final
from xml.parsers import expat

MOST_MEGABYTES: Final = 256
_MOST_BYTES: Final = MOST_MEGABYTES * 1024 * 1024
_MOST_PARTS: Final = 2000
_PIECE: Final = 1 << 18

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Characters = Callable[[str], None]


class WorkbookError(ValueError):
    """The file cannot be read as a workbook; the message says why."""


class NotAnArchiveError(WorkbookError):
    """The bytes are no zip archive at all."""


class TooLargeError(WorkbookError):
    """The parts unpack to more than the limit."""


class StopReading(Exception):
    """Raised by a handler that needs nothing more of a part."""


class Archive:
    """The parts of one workbook, by name without regard to case."""

    def __init__(self, data: bytes) -> None:
        """Open the archive. Raise NotAnArchiveError, WorkbookError, or TooLargeError by the sizes it states itself."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile:
            raise NotAnArchiveError from None
        except (NotImplementedError, ValueError, OSError) as error:
            raise WorkbookError("zip") from error
        infos = self._zip.infolist()
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_BYTES:
            raise TooLargeError
        # Some programs write xl\\workbook.xml.
        self._names = {info.filename.replace("\\", "/").lower().lstrip("/"): info for info in infos}
        self._left = _MOST_BYTES

    def __contains__(self, name: str) -> bool:
        return name.lower().lstrip("/") in self._names

    def parse(self, name: str, start: Start, end: End | None = None, characters: Characters | None = None) -> None:
        """Feed the XML of a part to handlers, element names without prefix. Raise WorkbookError."""
        info = self._names.get(name.lower().lstrip("/"))
        if info is None:
            raise WorkbookError(name)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.StartElementHandler = lambda tag, attributes: _begin(parser, tag, attributes, start, end)
        parser.CharacterDataHandler = characters
        try:
            with self._zip.open(info) as stream:
                self._feed(parser, stream)
        except StopReading:
            return
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
            if isinstance(error, WorkbookError):
                raise
            raise WorkbookError(name) from error
        except LookupError as error:
            if type(error) is not LookupError:
                raise
            # The codec of an encoding that nobody knows.
            raise WorkbookError(name) from error

    def _feed(self, parser: expat.XMLParserType, stream: IO[bytes]) -> None:
        while piece := stream.read(_PIECE):
            # The sizes in the directory may lie; what comes out does not.
            self._left -= len(piece)
            if self._left < 0:
                raise TooLargeError
            parser.Parse(piece, False)
        parser.Parse(b"", True)


def _begin(parser: expat.XMLParserType, tag: str, attributes: dict[str, str], start: Start, end: End | None) -> None:
    """Set the handlers by the first element: some programs write ``x:row`` for ``row``."""
    if ":" in tag:
        parser.StartElementHandler = lambda tag, attributes: start(tag[tag.find(":") + 1 :], attributes)
        parser.EndElementHandler = None if end is None else lambda tag: end(tag[tag.find(":") + 1 :])
    else:
        # A sheet has millions of elements: no call between the parser and the handler.
        parser.StartElementHandler = start
        parser.EndElementHandler = end
    start(tag[tag.find(":") + 1 :], attributes)


def _no_doctype(*_: object) -> None:
    """Refuse document types: no workbook has one, and entities are how XML bombs are made."""
    raise WorkbookError("DOCTYPE")
