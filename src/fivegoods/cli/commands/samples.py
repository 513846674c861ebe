"""`fivegoods samples`: the samples that come with the program, copied to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import write_all_or_exit
from fivegoods.cli.language import help_of
from fivegoods.cli.notices import notice
from fivegoods.cli.overwriting import refuse_to_replace
from fivegoods.messages.words import say


def samples(
    options: o.Manner,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help=help_of("samples_folder"))
    ] = "samples",
    force: o.Force = False,
) -> None:
    """Copy the samples."""
    from fivegoods.reading.criteria_files import sample_files

    contents = [(Path(output, path), content) for path, content in sample_files()]
    refuse_to_replace(contents, options.lang, force=force)
    write_all_or_exit([(path, [content]) for path, content in contents], options.lang)
    if not options.quiet:
        notice(say("samples.written", options.lang, count=len(contents), folder=output))
        notice(say("samples.next", options.lang, folder=output))
