"""`fivegoods criteria new`: a criteria file to start from."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import typer

from fivegoods.cli.emit import write_or_exit, write_out
from fivegoods.cli.exits import COULD_NOT
from fivegoods.messages.words import say


def write_draft(wish: str, output: str | None, lang: str, *, quiet: bool) -> None:
    """Write a draft of criteria called ``wish``. Exit with 2 where the name or the file is taken."""
    from fivegoods.collect.criteria_draft import SCHEMA_FILE, criteria_draft
    from fivegoods.export.json_schema import schema_text

    id_, edition = _name_or_exit(wish, lang)
    name = f"{id_}/{edition}"
    if output == "-":
        write_out(criteria_draft(name, name, lang))
        return
    file = Path(output) if output else _own_file(id_, edition, lang)
    if file.exists():
        _refuse(say("cli.file_exists", lang, file=file))
    if not output:
        _make_folder(file.parent, lang)
    shown = shlex.quote(file.as_posix())
    schema = file.with_name(SCHEMA_FILE) if output else file.parent.with_name(SCHEMA_FILE)
    seen = SCHEMA_FILE if output else f"../{SCHEMA_FILE}"
    write_or_exit(file, criteria_draft(name, shown, lang, seen).encode(), lang)
    if not schema.exists():
        write_or_exit(schema, schema_text("criteria").encode(), lang)
    if not quiet:
        typer.echo(say("cli.written", lang, file=file), err=True)
        typer.echo(say("cli.next_criteria", lang, file=shown), err=True)


def _name_or_exit(wish: str, lang: str) -> tuple[str, str]:
    from fivegoods.collect.criteria_draft import legal_name, named

    name = named(wish)
    if name is None:
        near = legal_name(wish)
        hint = say("cli.did_you_mean", lang, near=near) if near else ""
        raise typer.BadParameter(say("cli.criteria_id", lang, name=wish, hint=hint).strip(), param_hint="ID")
    return name


def _own_file(id_: str, edition: str, lang: str) -> Path:
    """Return where criteria of one's own are looked up. Refuse a name that would hide other criteria."""
    from fivegoods.reading.criteria_files import FOLDER_VARIABLE, list_criteria

    known = [entry for entry in list_criteria() if entry.id == id_]
    for entry in known:
        if entry.edition == edition:
            editions = ", ".join(one.edition for one in known)
            _refuse(say("cli.criteria_exist", lang, name=entry.name, path=entry.path, editions=editions))
    return Path(os.environ.get(FOLDER_VARIABLE) or "criteria") / id_ / f"{edition}.yaml"


def _make_folder(folder: Path, lang: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _refuse(say("cli.cannot_write", lang, file=folder, reason=error.strerror or error))


def _refuse(reason: str) -> None:
    typer.echo(reason, err=True)
    raise typer.Exit(COULD_NOT)
