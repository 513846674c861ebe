"""`fivegoods criteria …`: for the people who write criteria."""

from __future__ import annotations

import os
import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit, emit_text, say_written, write_all_or_exit
from fivegoods.cli.language import help_of
from fivegoods.cli.notices import ANSWER_IS_NO, DONE, notice, refuse, stop
from fivegoods.cli.options import command, group
from fivegoods.cli.session import criteria_or_exit, plan_or_exit
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.criteria.file import CriteriaFile
    from fivegoods.messages.findings import Finding

app = group()


class Schema(StrEnum):
    """The kinds of file that have a JSON Schema."""

    CRITERIA = "criteria"
    PARK = "park"
    BENCHMARKS = "benchmarks"


@command(app, "list", "criteria_list", "fivegoods criteria list")
def list_all(options: o.ReportOptions) -> None:
    """List criteria."""
    to = destination(options)
    from fivegoods.reading.criteria_files import list_criteria, load_criteria_file
    from fivegoods.reports.criteria.criteria_page import CriteriaListProduct, ListedCriteria

    listed = []
    for entry in list_criteria():
        file, _ = load_criteria_file(entry.name)
        name, status = (file.criteria.name, file.criteria.status) if file else (None, None)
        listed.append(ListedCriteria(entry.id, entry.edition, entry.where, entry.path, name, status))
    emit(CriteriaListProduct(listed, to.lang), to)


@command(app, "show", "criteria_show", "fivegoods criteria show huangyan-per-mu/2022")
def show(name: o.CriteriaName, options: o.ReportOptions) -> None:
    """Show criteria."""
    to = destination(options)
    from fivegoods.reports.criteria.criteria_page import CriteriaProduct

    emit(CriteriaProduct(criteria_or_exit(name, to.lang), to.lang), to)


@command(app, "diff", "criteria_diff", "fivegoods criteria diff huangyan-per-mu/2021 huangyan-per-mu/2022")
def diff(before: o.CriteriaName, after: o.CriteriaName, options: o.ReportOptions) -> None:
    """Compare two criteria."""
    to = destination(options)
    from fivegoods.reports.criteria.criteria_page import CriteriaDiffProduct

    old, new = criteria_or_exit(before, to.lang), criteria_or_exit(after, to.lang)
    emit(CriteriaDiffProduct(old, new, to.lang), to)


@command(app, "check", "criteria_check", "fivegoods criteria check", "fivegoods criteria check criteria/mine/2024.yaml")
def check(options: o.FindingsOptions, names: o.CriteriaNames = None) -> None:
    """Check criteria."""
    from fivegoods.checks import check_criteria
    from fivegoods.cli.commands.check import finish
    from fivegoods.reading.criteria_files import load_criteria_file

    found: list[Finding] = []
    for name in names or _all_names():
        file, findings = load_criteria_file(name)
        found += findings
        found += check_criteria(file) if file else []
        if file and names and not options.quiet:
            _say_full_points(file, options.lang)
    raise typer.Exit(finish(found, options))


def _say_full_points(file: CriteriaFile, lang: str) -> None:
    """Say what the full points come to, by group where they differ: 95 may be a slip or may be meant."""
    from fivegoods.criteria.plan.compile import build_plan
    from fivegoods.numeric.decimals import show
    from fivegoods.scoring.composite.effective_weights import ideal_full

    plan, _ = build_plan(file)
    fulls = sorted({full[plan.root.id] for full in ideal_full(plan)}) if plan else []
    if fulls:
        points = say("join.list", lang).join(show(full, file.criteria.settings.decimals) for full in fulls)
        notice(say("cli.full_points", lang, name=f"{file.id}/{file.edition}", points=points))


@command(app, "test", "criteria_test", "fivegoods criteria test", "fivegoods criteria test huangyan-per-mu/2022")
def run_all_cases(options: o.ReportOptions, names: o.CriteriaNames = None) -> None:
    """Run worked cases."""
    to = destination(options)
    from fivegoods.reports.criteria.cases import CasesOf, CasesProduct
    from fivegoods.worked_cases import run_cases

    files = [criteria_or_exit(name, to.lang) for name in names or _all_names()]
    for file in files:
        plan_or_exit(file, to.lang)
    outcome = [CasesOf(f"{file.id}/{file.edition}", run_cases(file, to.lang)) for file in files]
    emit(CasesProduct(outcome, to.lang), to)
    raise typer.Exit(ANSWER_IS_NO if any(file.failed for file in outcome) else DONE)


@command(
    app,
    "new",
    "criteria_new",
    "fivegoods criteria new my-parks/2026",
    "fivegoods criteria new my-parks -o my-parks.yaml",
)
def new(
    wish: Annotated[str, o.argument("criteria_id", "ID")],
    options: o.Manner,
    output: Annotated[str | None, o.option("criteria_output", "--output", "-o", metavar="FILE")] = None,
) -> None:
    """Write criteria to start from."""
    from fivegoods.collect.criteria_draft import SCHEMA_FILE, criteria_draft
    from fivegoods.export.json_schema import schema_text

    lang = options.lang
    id_, edition = _name_or_exit(wish, lang)
    name = f"{id_}/{edition}"
    if output == "-":
        emit_text(criteria_draft(name, name, lang), output, lang)
        return
    file = Path(output) if output else _own_file(id_, edition, lang)
    if file.exists():
        stop(say("cli.file_exists", lang, file=file))
    shown = shlex.quote(file.as_posix())
    schema_file = file.with_name(SCHEMA_FILE) if output else file.parent.with_name(SCHEMA_FILE)
    seen = SCHEMA_FILE if output else f"../{SCHEMA_FILE}"
    files = [(file, [criteria_draft(name, shown, lang, seen).encode()])]
    if not schema_file.exists():
        files.append((schema_file, [schema_text("criteria").encode()]))
    write_all_or_exit(files, lang, make_folders=not output)
    say_written(file, lang, quiet=options.quiet)
    if not options.quiet:
        notice(say("cli.next_criteria", lang, file=shown))


@command(app, "schema", "criteria_schema", "fivegoods criteria schema park -o park.schema.json")
def schema(
    options: o.Spoken,
    kind: Annotated[Schema, typer.Argument(help=help_of("schema_of"))] = Schema.CRITERIA,
    output: o.OutputFile = None,
) -> None:
    """Print a JSON Schema."""
    from fivegoods.export.json_schema import schema_text

    emit_text(schema_text(kind), output, options.lang)


def _all_names() -> list[str]:
    from fivegoods.reading.criteria_files import list_criteria

    return [entry.name for entry in list_criteria()]


def _name_or_exit(wish: str, lang: str) -> tuple[str, str]:
    from fivegoods.collect.criteria_draft import legal_name, named

    name = named(wish)
    if name is None:
        near = legal_name(wish)
        hint = say("cli.did_you_mean", lang, near=near) if near else ""
        refuse(say("cli.criteria_id", lang, name=wish, hint=hint).strip(), "ID")
    return name


def _own_file(id_: str, edition: str, lang: str) -> Path:
    """Return where criteria of one's own are looked up. Refuse a name that would hide other criteria."""
    from fivegoods.reading.criteria_files import FOLDER_VARIABLE, list_criteria

    known = [entry for entry in list_criteria() if entry.id == id_]
    for entry in known:
        if entry.edition == edition:
            editions = ", ".join(one.edition for one in known)
            stop(say("cli.criteria_exist", lang, name=entry.name, path=entry.path, editions=editions))
    return Path(os.environ.get(FOLDER_VARIABLE) or "criteria") / id_ / f"{edition}.yaml"
