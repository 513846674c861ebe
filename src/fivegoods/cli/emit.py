"""Results on their way out: the format, the stream or file, and the sentence that says so."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fivegoods.cli.exits import COULD_NOT
from fivegoods.cli.program.pipes import discard_output
from fivegoods.export.output import Contradiction, Format, UnknownSuffix, encoded, encoding_of, format_for, write_file
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.reports.excerpt import Extent
    from fivegoods.reports.model import Product, Report


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a result goes and in which format; ``file`` None is standard output."""

    format: Format
    file: Path | None


def destination(output: str | None, asked: Format | None, lang: str) -> Destination:
    """Return where to write. Raise BadParameter where -o and --format do not go together, or with a terminal."""
    try:
        chosen = format_for(output, asked)
    except Contradiction as error:
        text = say("cli.contradiction", lang, file=output, asked=asked, suffix=error)
        raise typer.BadParameter(text) from None
    except UnknownSuffix as error:
        code = "cli.no_pdf" if str(output).lower().endswith(".pdf") else "cli.unknown_suffix"
        raise typer.BadParameter(say(code, lang, file=output, known=error)) from None
    file = None if output in {None, "-"} else Path(str(output))
    if chosen.is_binary and file is None and sys.stdout.isatty():
        raise typer.BadParameter(say("cli.binary", lang, format=chosen))
    return Destination(chosen, file)


def on_screen(to: Destination) -> bool:
    """Return whether somebody watches: a table on a terminal."""
    return to.file is None and to.format is Format.TABLE and sys.stdout.isatty()


def emit(product: Product, to: Destination, lang: str, *, quiet: bool, extent: Extent | None = None) -> None:
    """Write a result, of long tables what ``extent`` says; on a terminal never a table of thousands of rows.

    A file that cannot be written ends the program with exit code 2.
    """
    if extent is not None or on_screen(to):
        product = _excerpted(product, extent)
    if on_screen(to):
        from fivegoods.export.terminal.terminal import show

        show(product.report(), sys.stdout)
        return
    if to.file is not None:
        _write_or_exit(to.file, _bytes_of(product, to), lang)
    elif to.format.is_binary:
        _write_bytes(_bytes_of(product, to))
    else:
        encoding = encoding_of(to.format) if to.format is Format.HTML else None
        _write_out(pieces_of(product, to.format, details=False), encoding)
    if not quiet and to.file is not None:
        typer.echo(say("cli.written", lang, file=to.file), err=True)


def emit_bytes(content: bytes, to: Destination, lang: str, *, quiet: bool) -> None:
    """Write what is made already, as `emit` writes a result."""
    if to.file is None:
        _write_bytes([content])
        return
    _write_or_exit(to.file, [content], lang)
    if not quiet:
        typer.echo(say("cli.written", lang, file=to.file), err=True)


def _excerpted(product: Product, extent: Extent | None) -> Product:
    from fivegoods.reports.excerpt import SCREEN, ExcerptProduct

    return ExcerptProduct(product, extent or SCREEN)


def _bytes_of(product: Product, to: Destination) -> Iterator[bytes]:
    """Yield a result as a file holds it: a workbook or document is no text."""
    if to.format is Format.XLSX:
        from fivegoods.export.xlsx import workbook

        return workbook.pieces(product.report())
    if to.format is Format.DOCX:
        return _document(product.report())
    return encoded(pieces_of(product, to.format, details=to.file is not None), encoding_of(to.format))


def _document(report: Report) -> Iterator[bytes]:
    from fivegoods.export.docx.document import TooLong, document_bytes

    try:
        yield document_bytes(report)
    except TooLong as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(COULD_NOT) from None


def pieces_of(product: Product, chosen: Format, *, details: bool) -> Iterator[str]:
    """Yield the text of a result in one format, bit by bit; only that format's code is imported.

    ``details`` keeps what screens leave out, such as the hash of every file.
    """
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
    from fivegoods.export.terminal import plain

    return plain.pieces(product.report(), details=details)


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


def write_or_exit(file: Path, content: bytes, lang: str) -> None:
    """Write a file whole. On failure say why and exit with 2."""
    _write_or_exit(file, [content], lang)


def _write_or_exit(file: Path, content: Iterable[bytes], lang: str) -> None:
    try:
        write_file(file, content)
    except OSError as error:
        no_folder = not file.parent.is_dir()
        reason = say("cli.no_folder", lang, folder=file.parent) if no_folder else error.strerror or error
        typer.echo(say("cli.cannot_write", lang, file=file, reason=reason), err=True)
        raise typer.Exit(COULD_NOT) from None
