"""`fivegoods samples`: the samples that come with the program, copied to a folder."""

from __future__ import annotations

from pathlib import Path

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import write_or_exit
from fivegoods.cli.exits import COULD_NOT
from fivegoods.cli.overwriting import refuse_to_replace
from fivegoods.cli.program.language import language
from fivegoods.messages.words import say


def samples(
    context: typer.Context,
    output: o.SamplesFolder = "samples",
    force: o.Force = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Copy the samples."""
    from fivegoods.reading.package_data import sample_files

    spoken = language(lang or context.obj)
    contents = [(Path(output, path), content) for path, content in sample_files()]
    refuse_to_replace(contents, spoken, force=force)
    for path, content in contents:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or error
            typer.echo(say("cli.cannot_write", spoken, file=path.parent, reason=reason), err=True)
            raise typer.Exit(COULD_NOT) from None
        write_or_exit(path, content, spoken)
    if not quiet:
        typer.echo(say("samples.written", spoken, count=len(contents), folder=output), err=True)
        typer.echo(say("samples.next", spoken, folder=output), err=True)
