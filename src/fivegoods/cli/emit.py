"""Results on their way out: the format, the stream or file, and the sentence that says so."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Final

from fivegoods.cli.notices import colourful, notice, reason_of, refuse, stop
from fivegoods.cli.options import ReportOptions
from fivegoods.export.output import (
    Contradiction,
    Format,
    UnknownSuffix,
    encoded,
    encoding_of,
    format_for,
    left_behind,
    write_files,
)
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.reports.excerpt import Extent
    from fivegoods.reports.model import Product, Report


#: Columns of a pipe: lines are as long as they need to be.
_PIPE: Final = 2000


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a result goes and in which format and language; ``file`` None is standard output."""

    format: Format
    file: Path | None
    lang: str
    quiet: bool
    #: Whether a screen and a pipe get what they else leave to files.
    whole: bool = False
    #: Whether settings and hashes of files are listed.
    annex: bool = False

    @property
    def is_screen(self) -> bool:
        """Whether somebody watches: a table on a terminal."""
        return self.file is None and self.format is Format.TABLE and sys.stdout.isatty()


def destination(options: ReportOptions) -> Destination:
    """Return where to write. Raise BadParameter where -o and --format do not go together, or with a terminal."""
    output, asked, lang = options.output, options.output_format, options.lang
    try:
        chosen = format_for(output, asked)
    except Contradiction as error:
        refuse(say("cli.contradiction", lang, file=output, asked=asked, suffix=error))
    except UnknownSuffix as error:
        code = "cli.no_pdf" if str(output).lower().endswith(".pdf") else "cli.unknown_suffix"
        refuse(say(code, lang, file=output, known=error))
    file = None if output in {None, "-"} else Path(str(output))
    if chosen.is_binary and file is None and sys.stdout.isatty():
        refuse(say("cli.binary", lang, format=chosen))
    return Destination(chosen, file, lang, options.quiet, annex=options.annex)


def emit(product: Product, to: Destination, extent: Extent | None = None) -> None:
    """Write a result, of long tables what ``extent`` says; on a terminal never a table of thousands of rows.

    A file that cannot be written ends the program with exit code 2.
    """
    product = _on_medium(product, to, extent)
    painted = colourful(sys.stdout)
    if to.is_screen or (painted and to.file is None and to.format is Format.TABLE):
        from fivegoods.export.terminal.lines import show

        show(product.report(), sys.stdout, None if to.is_screen else _PIPE, colour=painted)
    elif to.file is not None:
        write_or_exit(to.file, _bytes_of(product, to), to.lang)
        say_written(to.file, to.lang, quiet=to.quiet)
    elif to.format.is_binary:
        _write_bytes(_bytes_of(product, to))
    else:
        encoding = encoding_of(to.format) if to.format is Format.HTML else None
        _write_out(pieces_of(product, to.format), encoding)


def emit_bytes(content: bytes, to: Destination) -> None:
    """Write what is made already, as `emit` writes a result."""
    if to.file is None:
        _write_bytes([content])
    else:
        write_or_exit(to.file, [content], to.lang)
        say_written(to.file, to.lang, quiet=to.quiet)


def emit_text(text: str, output: str | None, lang: str, *, quiet: bool = True) -> None:
    """Write a text to a file, or to standard output where ``output`` is "-" or None."""
    if output in {None, "-"}:
        write_out(text)
        return
    write_or_exit(Path(str(output)), [text.encode()], lang)
    say_written(output, lang, quiet=quiet)


def say_written(file: object, lang: str, *, quiet: bool) -> None:
    """Say which file was written."""
    if not quiet:
        notice(say("cli.written", lang, file=file))


def _on_medium(product: Product, to: Destination, extent: Extent | None) -> Product:
    """Return what is read there: screens have little room, and pipes need not know the hash of every file."""
    from fivegoods.reports.excerpt import SCREEN, ExcerptProduct
    from fivegoods.reports.model import Medium

    medium = Medium.FILE
    if to.annex or to.format is Format.XLSX:
        medium = Medium.WHOLE
    elif to.file is None and to.format is Format.TABLE and not to.whole:
        medium = Medium.SCREEN if to.is_screen else Medium.PIPE
    return ExcerptProduct(product, medium, extent or SCREEN if to.is_screen else extent)


def _bytes_of(product: Product, to: Destination) -> Iterator[bytes]:
    """Yield a result as a file holds it: a workbook or document is no text."""
    if to.format is Format.XLSX:
        from fivegoods.export.xlsx import workbook

        return workbook.pieces(product.report())
    if to.format is Format.DOCX:
        return _document(product.report())
    return encoded(pieces_of(product, to.format), encoding_of(to.format))


def _document(report: Report) -> Iterator[bytes]:
    from fivegoods.export.docx.template import TooLong, document_bytes

    try:
        yield document_bytes(report)
    except TooLong as error:
        stop(str(error))


def pieces_of(product: Product, chosen: Format) -> Iterator[str]:
    """Yield the text of a result in one format, bit by bit; only that format's code is imported."""
    if chosen is Format.JSON:
        from fivegoods.export import json as machine

        return machine.pieces(product.data())
    if chosen is Format.CSV:
        from fivegoods.export import csv as tables_csv

        return tables_csv.pieces(product.records())
    if chosen is Format.MD:
        from fivegoods.export import markdown

        return markdown.pieces(product.report())
    if chosen is Format.HTML:
        from fivegoods.export.html import page as webpage

        return webpage.pieces(product.report())
    from fivegoods.export.terminal import lines

    return lines.pieces(product.report())


def write_out(text: str) -> None:
    """Write to standard output as it is: line ends are not translated, so CSV keeps its own."""
    _write_out([text])


def _write_out(pieces: Iterable[str], encoding: str | None = None) -> None:
    """Write to a pipe in ``encoding`` where the text names its own, else in that of the stream."""
    if getattr(sys.stdout, "buffer", None) is None or sys.stdout.isatty():
        sys.stdout.writelines(pieces)
    else:
        _write_bytes(encoded(pieces, encoding or sys.stdout.encoding or "utf-8"))


def _write_bytes(content: Iterable[bytes]) -> None:
    """Write to a pipe."""
    sys.stdout.flush()
    try:
        sys.stdout.buffer.writelines(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough; the answer stays what it is.
        discard_output()


def write_or_exit(file: Path, content: Iterable[bytes], lang: str) -> None:
    """Write a file whole. On failure say why and exit with 2."""
    write_all_or_exit([(file, content)], lang, make_folders=False)


def write_all_or_exit(files: Sequence[tuple[Path, Iterable[bytes]]], lang: str, *, make_folders: bool = True) -> None:
    """Write files whole and their folders, or none of them. On failure say why and exit with 2."""
    folders = dict.fromkeys(file.parent for file, _ in files)
    try:
        for left in (one for folder in (*folders, Path(gettempdir())) for one in left_behind(folder)):
            notice(say("cli.left_behind", lang, file=left))
        write_files(files, make_folders=make_folders)
    except OSError as error:
        folder = next((folder for folder in folders if not _is_folder(folder)), None)
        if folder is not None and error.errno in (errno.ENOENT, errno.ENOTDIR) and not make_folders:
            reason = say("cli.no_folder", lang, folder=folder)
        else:
            reason = reason_of(error, lang)
        where = ", ".join(str(file) for file, _ in files[:1])
        stop(say("cli.cannot_write", lang, file=where, reason=reason))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def discard_output() -> None:
    """Send what is still to be printed nowhere, also what the interpreter flushes at exit: its reader has gone."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
