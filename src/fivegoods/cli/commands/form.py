"""`fivegoods form …`: collection forms and tables, made and read back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import write_or_exit
from fivegoods.cli.exits import COULD_NOT
from fivegoods.cli.overwriting import refuse_to_replace
from fivegoods.cli.program.help_words import HELP_LANG, examples
from fivegoods.cli.program.language import language
from fivegoods.cli.session import show_findings
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.criteria.file import CriteriaFile
    from fivegoods.criteria.plan.plan import Plan
    from fivegoods.panel.entities import Park
    from fivegoods.reading.parks import ReadParks

#: Suffixes that nobody gives to a folder.
_FILES = (".xlsx", ".xls", ".yaml", ".yml", ".csv", ".tsv", ".json", ".md", ".html", ".docx")
#: Other spellings of a suffix.
_SAME = {".yaml": (".yaml", ".yml")}

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


_NEW = "fivegoods form new --criteria demo-parks/2024 -o form.xlsx"
_READ = "fivegoods form read filled/*.xlsx -o parks"
_TABLE = "fivegoods form table --criteria demo-parks/2024 -o parks.csv"
_From = Annotated[
    list[str] | None, typer.Option("--from", metavar="PARKS", help=say("help.form_from", HELP_LANG), show_default=False)
]
_Output = Annotated[
    str, typer.Option("--output", "-o", metavar="PATH", help=say("help.form_output", HELP_LANG), show_default=False)
]
_Table = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help=say("help.table_output", HELP_LANG), show_default=False)
]
_Folder = Annotated[
    str, typer.Option("--output", "-o", metavar="FOLDER", help=say("help.form_folder", HELP_LANG), show_default=False)
]
_Filled = Annotated[
    list[str], typer.Argument(metavar="FORM...", help=say("help.form_filled", HELP_LANG), show_default=False)
]
_ById = Annotated[bool, typer.Option("--ids", help=say("help.by_id", HELP_LANG))]
_Gbk = Annotated[bool, typer.Option("--gb18030", help=say("help.gbk", HELP_LANG))]


@app.command("new", help=say("help.form_new", HELP_LANG), epilog=examples(_NEW))
def new(
    context: typer.Context,
    output: _Output,
    criteria: o.CriteriaChoice = None,
    parks: _From = None,
    force: o.Force = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Make a form."""
    spoken = language(lang or context.obj)
    if not parks and Path(output).suffix.lower() != ".xlsx":
        raise typer.BadParameter(say("data.form_suffix", spoken, where=output), param_hint="-o")
    from fivegoods.collect.forms.write import form_bytes

    if not parks:
        file, plan = _criteria_or_exit(criteria, spoken)
        _write([(Path(output), form_bytes(file, plan, spoken))], output, spoken, force=force, quiet=quiet)
        return
    read, file, plan = _parks_or_exit(parks, criteria, spoken, quiet=quiet)
    known = {(park.id, park.year): park for park in read.parks}

    def content(park: Park) -> bytes:
        return form_bytes(file, plan, spoken, park, known.get((park.id, park.year - 1)))

    files = _files_of(read.parks, output, ".xlsx", spoken)
    _write(_contents(files, content, spoken), output, spoken, force=force, quiet=quiet)


@app.command("read", help=say("help.form_read", HELP_LANG), epilog=examples(_READ))
def read(
    context: typer.Context,
    filled: _Filled,
    output: _Folder,
    criteria: o.CriteriaChoice = None,
    force: o.Force = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Read forms back."""
    spoken = language(lang or context.obj)
    from fivegoods.collect.park_file import park_yaml

    found, file, _ = _parks_or_exit(filled, criteria, spoken, quiet=quiet)
    files = _files_of(found.parks, output, ".yaml", spoken)
    contents = _contents(files, lambda park: park_yaml(park, file).encode(), spoken)
    _write(contents, output, spoken, force=force, quiet=quiet)


@app.command("table", help=say("help.form_table", HELP_LANG), epilog=examples(_TABLE))
def table(
    context: typer.Context,
    output: _Table,
    criteria: o.CriteriaChoice = None,
    parks: _From = None,
    ids: _ById = False,
    gb18030: _Gbk = False,
    force: o.Force = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Write a table."""
    spoken = language(lang or context.obj)
    suffix = Path(output).suffix.lower()
    from fivegoods.collect.park_table import table_of
    from fivegoods.collect.table_bytes import WRITERS, csv_bytes

    if suffix not in WRITERS:
        raise typer.BadParameter(say("data.table_suffix", spoken, file=output, known=" ".join(WRITERS)))
    if parks:
        found, file, plan = _parks_or_exit(parks, criteria, spoken, quiet=quiet)
        rows = found.parks
    else:
        file, plan = _criteria_or_exit(criteria, spoken)
        rows = ()
    headers, cells = table_of(rows, file, plan, None if ids or suffix == ".json" else spoken)
    as_gbk = gb18030 and suffix == ".csv"
    content = csv_bytes(headers, cells, encoding="gb18030") if as_gbk else WRITERS[suffix](headers, cells)
    _write([(Path(output), content)], output, spoken, force=force, quiet=quiet)


def _criteria_or_exit(name: str | None, lang: str) -> tuple[CriteriaFile, Plan]:
    from fivegoods.criteria.plan.compile import build_plan
    from fivegoods.reading.criteria_files import default_criteria, load_criteria_file

    file, findings = load_criteria_file(name or default_criteria())
    plan = None
    if file is not None:
        plan, built = build_plan(file)
        findings = [*findings, *built]
    show_findings(findings, lang, quiet=file is not None)
    if file is None or plan is None:
        raise typer.Exit(COULD_NOT)
    return file, plan


def _parks_or_exit(
    paths: list[str], criteria: str | None, lang: str, *, quiet: bool
) -> tuple[ReadParks, CriteriaFile, Plan]:
    """Return parks and their criteria. Exit with 2 on errors, all of them shown."""
    from fivegoods.criteria.plan.compile import build_plan
    from fivegoods.messages.findings import has_errors
    from fivegoods.reading.parks import read_parks

    found = read_parks(paths, criteria)
    show_findings(found.findings, lang, quiet=quiet)
    if found.criteria is None or has_errors(found.findings):
        raise typer.Exit(COULD_NOT)
    plan, findings = build_plan(found.criteria)
    if plan is None:
        show_findings(findings, lang, quiet=quiet)
        raise typer.Exit(COULD_NOT)
    return found, found.criteria, plan


def _files_of(parks: tuple[Park, ...], output: str, suffix: str, lang: str) -> list[tuple[Path, Park]]:
    """Return a file for each park-year: in a folder, or the one named where there is one park."""
    target = Path(output)
    one_file = target.suffix.lower() in _SAME.get(suffix, (suffix,))
    if one_file and len(parks) > 1:
        raise typer.BadParameter(say("data.need_folder", lang, count=len(parks), where=output), param_hint="-o")
    if not one_file and target.suffix.lower() in _FILES:
        raise typer.BadParameter(say("data.file_suffix", lang, suffix=suffix, where=output), param_hint="-o")
    if one_file:
        return [(target, parks[0])]
    return [(target / f"{_file_name(park)}{suffix}", park) for park in parks]


def _contents(files: list[tuple[Path, Park]], content: Callable[[Park], bytes], lang: str) -> list[tuple[Path, bytes]]:
    """Return what to write where. Last year's own files are named and left out: nothing replaces them."""
    kept = [path for path, park in files if park.only_fills and path.exists()]
    for path in kept:
        typer.echo(say("data.kept", lang, file=path.as_posix()), err=True)
    return [(path, content(park)) for path, park in files if path not in kept]


def _write(contents: list[tuple[Path, bytes]], output: str, lang: str, *, force: bool, quiet: bool) -> None:
    """Write files, or none of them where one is there with another content."""
    refuse_to_replace(contents, lang, force=force)
    target = Path(output)
    if any(path != target for path, _ in contents):
        try:
            target.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            typer.echo(say("cli.cannot_write", lang, file=output, reason=error.strerror or error), err=True)
            raise typer.Exit(COULD_NOT) from None
    for path, content in contents:
        write_or_exit(path, content, lang)
    _say_written(len(contents), output, lang, quiet=quiet)


def _file_name(park: Park) -> str:
    """Return a file name that no id can lead out of its folder."""
    name = re.sub(r"[^\w.-]", "-", park.id).strip(".") or "park"
    return f"{name}-{park.year}"


def _say_written(count: int, where: str, lang: str, *, quiet: bool) -> None:
    if not quiet:
        typer.echo(say("data.written", lang, count=count, where=where), err=True)
