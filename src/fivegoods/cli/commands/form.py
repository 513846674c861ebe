"""`fivegoods form …`: collection forms and tables, made and read back."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import write_all_or_exit
from fivegoods.cli.language import help_of
from fivegoods.cli.notices import ANSWER_IS_NO, COULD_NOT, notice, refuse, stop, suggest
from fivegoods.cli.options import command, group
from fivegoods.cli.overwriting import refuse_to_replace
from fivegoods.cli.session import criteria_or_exit, plan_or_exit, show_findings
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

_From = Annotated[list[str] | None, o.option("form_from", "--from", metavar="PARKS")]

app = group()


@command(app, "new", "form_new", "fivegoods form new --criteria demo-parks/2024 -o form.xlsx")
def new(
    options: o.Manner,
    output: Annotated[str, o.option("form_output", "--output", "-o", metavar="PATH")],
    criteria: o.CriteriaChoice = None,
    parks: _From = None,
    year: Annotated[int | None, o.option("form_year", "--year", metavar="YEAR")] = None,
    force: o.Force = False,
) -> None:
    """Make a form."""
    lang = options.lang
    if not parks and Path(output).suffix.lower() != ".xlsx":
        refuse(say("data.form_suffix", lang, where=output), "-o")
    from fivegoods.collect.forms.write import form_bytes

    if not parks:
        file, plan = _criteria_or_exit(criteria, lang)
        _write([(Path(output), form_bytes(file, plan, lang))], output, options, force=force)
        return
    read, file, plan = _parks_or_exit(parks, criteria, options)
    known = {(park.id, park.year): park for park in read.parks}
    if year is not None:
        _write(_next_year(read, file, plan, year, output, lang), output, options, force=force)
        return

    def content(park: Park) -> bytes:
        return form_bytes(file, plan, lang, park, known.get((park.id, park.year - 1)))

    files = _files_of(tuple(park for park in read.parks if not park.only_fills), output, ".xlsx", lang)
    _write(_contents(files, content, file, lang), output, options, force=force)


def _next_year(
    read: ReadParks, file: CriteriaFile, plan: Plan, year: int, output: str, lang: str
) -> list[tuple[Path, bytes]]:
    """Return a form for ``year`` for each park, with its figures of the year before as last year's."""
    from fivegoods.collect.forms.write import form_bytes

    before = tuple(park for park in read.parks if park.year == year - 1)
    if not before:
        years = ", ".join(map(str, sorted({park.year for park in read.parks})))
        refuse(say("data.no_year_before", lang, year=year, before=year - 1, years=years), "--year")
    files = _files_of(before, output, ".xlsx", lang, year)
    return [(path, form_bytes(file, plan, lang, None, park, year)) for path, park in files]


@command(app, "read", "form_read", "fivegoods form read filled/*.xlsx -o parks")
def read(
    filled: Annotated[list[str], o.argument("form_filled", "FORM...")],
    options: o.Manner,
    output: Annotated[str, o.option("form_folder", "--output", "-o", metavar="FOLDER")],
    criteria: o.CriteriaChoice = None,
    good_only: Annotated[bool, typer.Option("--good-only", help=help_of("good_only"))] = False,
    force: o.Force = False,
) -> None:
    """Read forms back."""
    from fivegoods.collect.park_file import park_yaml

    parks, file, bad = _good_parks(filled, criteria, options, good_only=good_only)
    files = _files_of(parks, output, ".yaml", options.lang)
    contents = _contents(files, lambda park: park_yaml(park, file).encode(), file, options.lang)
    yielding = {path for path, park in files if not park.only_fills and _only_fills(path)}
    refuse_to_replace([one for one in contents if one[0] not in yielding], options.lang, force=force)
    _write(contents, output, options, force=True)
    filling = {path for path, park in files if park.only_fills} & {path for path, _ in contents}
    if filling and not options.quiet:
        notice(say("data.filling", options.lang, count=len(filling)))
    suggest("cli.next_rank", options.lang, quiet=options.quiet, folder=shlex.quote(output))
    if bad:
        notice(say("data.left_out", options.lang, files=", ".join(bad)))
        raise typer.Exit(ANSWER_IS_NO)


@command(app, "table", "form_table", "fivegoods form table --criteria demo-parks/2024 -o parks.csv")
def table(
    options: o.Manner,
    output: Annotated[str, o.option("table_output", "--output", "-o", metavar="FILE")],
    criteria: o.CriteriaChoice = None,
    parks: _From = None,
    ids: Annotated[bool, typer.Option("--ids", help=help_of("by_id"))] = False,
    gb18030: Annotated[bool, typer.Option("--gb18030", help=help_of("gbk"))] = False,
    force: o.Force = False,
) -> None:
    """Write a table."""
    suffix = Path(output).suffix.lower()
    from fivegoods.collect.park_table import WRITERS, csv_bytes, table_of

    if suffix not in WRITERS:
        refuse(say("data.table_suffix", options.lang, file=output, known=" ".join(WRITERS)))
    rows: tuple[Park, ...] = ()
    if parks:
        found, file, plan = _parks_or_exit(parks, criteria, options)
        rows = found.parks
    else:
        file, plan = _criteria_or_exit(criteria, options.lang)
    headers, cells = table_of(rows, file, plan, None if ids or suffix == ".json" else options.lang)
    as_gbk = gb18030 and suffix == ".csv"
    content = csv_bytes(headers, cells, encoding="gb18030") if as_gbk else WRITERS[suffix](headers, cells)
    if rows:
        _refuse_loss(Path(output), content, rows, file, options.lang)
    _write([(Path(output), content)], output, options, force=force)


def _criteria_or_exit(name: str | None, lang: str) -> tuple[CriteriaFile, Plan]:
    from fivegoods.reading.criteria_files import default_criteria

    file = criteria_or_exit(name or default_criteria(), lang)
    return file, plan_or_exit(file, lang)


def _parks_or_exit(paths: list[str], criteria: str | None, options: o.Manner) -> tuple[ReadParks, CriteriaFile, Plan]:
    """Return parks and their criteria. Exit with 2 on errors, all of them shown."""
    from fivegoods.messages.findings import has_errors
    from fivegoods.reading.parks import read_parks

    found = read_parks(paths, criteria)
    show_findings(found.findings, options.lang, quiet=options.quiet)
    if found.criteria is None or has_errors(found.findings):
        raise typer.Exit(COULD_NOT)
    return found, found.criteria, plan_or_exit(found.criteria, options.lang)


def _good_parks(
    paths: list[str], criteria: str | None, options: o.Manner, *, good_only: bool
) -> tuple[tuple[Park, ...], CriteriaFile, list[str]]:
    """Return the parks of forms, their criteria, and the files with errors that were left out.

    Exit with 2 where a form has errors, unless ``good_only``, and where none is good.
    """
    from fivegoods.messages.findings import Severity
    from fivegoods.reading.parks import read_parks

    found = read_parks(paths, criteria)
    show_findings(found.findings, options.lang, quiet=options.quiet)
    bad = sorted({f.place.file for f in found.findings if f.severity is Severity.ERROR})
    good = tuple(park for park in found.parks if park.origin.file not in bad)
    if found.criteria is None or (bad and not (good_only and good)):
        if good:
            count = len({park.origin.file for park in good})
            notice(say("data.nothing_written", options.lang, bad=len(bad), good=count))
        raise typer.Exit(COULD_NOT)
    return good, found.criteria, bad


def _files_of(
    parks: tuple[Park, ...], output: str, suffix: str, lang: str, year: int | None = None
) -> list[tuple[Path, Park]]:
    """Return a file for each park-year: in a folder, or the one named where there is one park."""
    target = Path(output)
    one_file = target.suffix.lower() in _SAME.get(suffix, (suffix,))
    if one_file and len(parks) > 1:
        refuse(say("data.need_folder", lang, count=len(parks), where=output), "-o")
    if not one_file and target.suffix.lower() in _FILES:
        refuse(say("data.file_suffix", lang, suffix=suffix, where=output), "-o")
    if one_file:
        return [(target, parks[0])]
    files = [(target / f"{_file_name(park, year)}{suffix}", park) for park in parks]
    names: dict[str, Park] = {}
    for path, park in files:
        # Some systems take names for one that differ in case or in how a letter is put together.
        other = names.setdefault(unicodedata.normalize("NFC", path.name).casefold(), park)
        if other is not park:
            stop(say("data.one_name", lang, first=other.id, second=park.id, file=path.as_posix()))
    return files


def _contents(
    files: list[tuple[Path, Park]], content: Callable[[Park], bytes], criteria: CriteriaFile, lang: str
) -> list[tuple[Path, bytes]]:
    """Return what to write where. Last year's own files are named and left out: nothing replaces them."""
    kept = [path for path, park in files if park.only_fills and path.exists() and not _only_fills(path)]
    for path in kept:
        notice(say("data.kept", lang, file=path.as_posix()))
    contents = [(path, content(park), park) for path, park in files if path not in kept]
    for path, data, park in contents:
        _refuse_loss(path, data, [park], criteria, lang)
    return [(path, data) for path, data, _ in contents]


def _refuse_loss(path: Path, content: bytes, parks: Sequence[Park], criteria: CriteriaFile, lang: str) -> None:
    """Exit with 2 where a file would not give the same parks when it is read again."""
    from fivegoods.collect.kept import lost

    if what := lost(path.name, path.suffix.lower(), content, parks, criteria):
        stop(say("data.not_kept", lang, file=path.as_posix(), what=what))


def _only_fills(path: Path) -> bool:
    """Return whether a file holds no more than last year's column of a form."""
    from fivegoods.reading.documents import read_small

    data, _ = read_small(str(path)) if path.suffix in _SAME[".yaml"] and path.exists() else (None, [])
    return isinstance(data, dict) and data.get("filling") is True


def _write(contents: list[tuple[Path, bytes]], output: str, options: o.Manner, *, force: bool) -> None:
    """Write files, or none of them where one is there with another content."""
    refuse_to_replace(contents, options.lang, force=force)
    own_folder = any(path != Path(output) for path, _ in contents)
    write_all_or_exit([(path, [content]) for path, content in contents], options.lang, make_folders=own_folder)
    if not options.quiet:
        notice(say("data.written", options.lang, count=len(contents), where=output))


def _file_name(park: Park, year: int | None = None) -> str:
    """Return a file name that no id can lead out of its folder."""
    name = re.sub(r"[^\w.-]", "-", unicodedata.normalize("NFC", park.id)).strip(".") or "park"
    return f"{name}-{year or park.year}"
