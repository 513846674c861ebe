"""`fivegoods criteria …`: for the people who write criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.commands.schemas import Schema
from fivegoods.cli.emit import destination, emit, write_or_exit, write_out
from fivegoods.cli.exits import ANSWER_IS_NO, COULD_NOT, DONE
from fivegoods.cli.program.completion import criteria_ids
from fivegoods.cli.program.help_words import HELP_LANG, examples
from fivegoods.cli.program.language import language
from fivegoods.cli.session import show_findings
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.criteria.file import CriteriaFile
    from fivegoods.messages.findings import Finding
    from fivegoods.reports.criteria.cases import CasesOf

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _help(command: str) -> str:
    return say(f"help.criteria_{command}", HELP_LANG)


_Name = Annotated[
    str,
    typer.Argument(metavar="ID|FILE", help=say("help.criteria_name", HELP_LANG), autocompletion=criteria_ids),
]
_Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID|FILE...]",
        help=say("help.criteria_names", HELP_LANG),
        autocompletion=criteria_ids,
        show_default=False,
    ),
]


@app.command("list", help=_help("list"), epilog=examples("fivegoods criteria list"))
def list_all(
    context: typer.Context,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """List criteria."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    from fivegoods.reading.criteria_files import list_criteria, load_criteria_file
    from fivegoods.reports.criteria.criteria_list import CriteriaListProduct, ListedCriteria

    listed = []
    for entry in list_criteria():
        file, _ = load_criteria_file(entry.name)
        name, status = (file.criteria.name, file.criteria.status) if file else (None, None)
        listed.append(ListedCriteria(entry.id, entry.edition, entry.where, entry.path, name, status))
    emit(CriteriaListProduct(listed, spoken), to, spoken, quiet=quiet)


@app.command("show", help=_help("show"), epilog=examples("fivegoods criteria show huangyan-per-mu/2022"))
def show(
    context: typer.Context,
    name: _Name,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Show criteria."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    from fivegoods.reports.criteria.criteria_page import CriteriaProduct

    emit(CriteriaProduct(_load_or_exit(name, spoken), spoken), to, spoken, quiet=quiet)


@app.command(
    "diff",
    help=_help("diff"),
    epilog=examples("fivegoods criteria diff huangyan-per-mu/2021 huangyan-per-mu/2022"),
)
def diff(
    context: typer.Context,
    before: _Name,
    after: _Name,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Compare two criteria."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    from fivegoods.reports.criteria.criteria_diff import CriteriaDiffProduct

    old, new = _load_or_exit(before, spoken), _load_or_exit(after, spoken)
    emit(CriteriaDiffProduct(old, new, spoken), to, spoken, quiet=quiet)


@app.command(
    "check",
    help=_help("check"),
    epilog=examples("fivegoods criteria check", "fivegoods criteria check criteria/mine/2024.yaml"),
)
def check(
    context: typer.Context,
    names: _Names = None,
    output_format: o.FindingsFormat = o.FindingsShape.TEXT,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Check criteria."""
    spoken = language(lang or context.obj)
    from fivegoods.checks import check_criteria
    from fivegoods.cli.commands.check import finish
    from fivegoods.reading.criteria_files import load_criteria_file

    found: list[Finding] = []
    for name in names or _all_names():
        file, findings = load_criteria_file(name)
        found += findings
        found += check_criteria(file) if file else []
    raise typer.Exit(finish(found, output_format, spoken, strict=strict, quiet=quiet))


@app.command(
    "test",
    help=_help("test"),
    epilog=examples("fivegoods criteria test", "fivegoods criteria test huangyan-per-mu/2022"),
)
def run_all_cases(
    context: typer.Context,
    names: _Names = None,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Run worked cases."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    from fivegoods.reports.criteria.cases import CasesOf, CasesProduct
    from fivegoods.worked_cases import run_cases

    files = [_scorable_or_exit(name, spoken) for name in names or _all_names()]
    outcome: list[CasesOf] = [CasesOf(f"{file.id}/{file.edition}", run_cases(file, spoken)) for file in files]
    emit(CasesProduct(outcome, spoken), to, spoken, quiet=quiet)
    raise typer.Exit(ANSWER_IS_NO if any(file.failed for file in outcome) else DONE)


@app.command(
    "new",
    help=_help("new"),
    epilog=examples("fivegoods criteria new my-parks/2026", "fivegoods criteria new my-parks -o my-parks.yaml"),
)
def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help=_help("id"), show_default=False)],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help=_help("output"), show_default=False)
    ] = None,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Write criteria to start from."""
    from fivegoods.cli.commands.criteria_new import write_draft

    write_draft(name, output, language(lang or context.obj), quiet=quiet)


@app.command("schema", help=_help("schema"), epilog=examples("fivegoods criteria schema park -o park.schema.json"))
def schema(
    context: typer.Context,
    kind: Annotated[Schema, typer.Argument(help=say("help.schema_of", HELP_LANG))] = Schema.CRITERIA,
    output: o.OutputFile = None,
    lang: o.Language = None,
) -> None:
    """Print a JSON Schema."""
    from pathlib import Path

    from fivegoods.export.json_schema import schema_text

    text = schema_text(kind)
    if output is None or output == "-":
        write_out(text)
    else:
        write_or_exit(Path(output), text.encode(), language(lang or context.obj))


def _all_names() -> list[str]:
    from fivegoods.reading.criteria_files import list_criteria

    return [entry.name for entry in list_criteria()]


def _load_or_exit(name: str, lang: str) -> CriteriaFile:
    """Return criteria by id or path. Exit with 2 where they cannot be read."""
    from fivegoods.reading.criteria_files import load_criteria_file

    file, findings = load_criteria_file(name)
    show_findings(findings, lang, quiet=file is not None)
    if file is None:
        raise typer.Exit(COULD_NOT)
    return file


def _scorable_or_exit(name: str, lang: str) -> CriteriaFile:
    """Return criteria that can be scored with. Exit with 2 and the findings otherwise."""
    from fivegoods.criteria.plan.compile import build_plan

    file = _load_or_exit(name, lang)
    plan, findings = build_plan(file)
    if plan is None:
        show_findings(findings, lang, quiet=False)
        raise typer.Exit(COULD_NOT)
    return file
