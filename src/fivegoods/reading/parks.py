"""Paths → parks under one criteria file, and all findings at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.park import ParkFile
from fivegoods.messages.findings import Finding, Place, Severity, has_errors, in_order
from fivegoods.panel.bind import bind
from fivegoods.panel.entities import Park
from fivegoods.panel.findings import WITHOUT_SOURCE
from fivegoods.panel.join import join
from fivegoods.panel.panel import Panel
from fivegoods.panel.vocabulary import full_name
from fivegoods.reading import findings as kinds
from fivegoods.reading.criteria_files import default_criteria, load_criteria_file
from fivegoods.reading.documents import raw_of
from fivegoods.reading.forms.book import FormBook
from fivegoods.reading.inputs import NO_PARKS, InputFile, ReadStdin, collect, file_finding
from fivegoods.reading.readers import READERS, SUFFIXES, TABLES, Reader, TableReader
from fivegoods.reading.shape.explain import ShapeError
from fivegoods.reading.shape.shape import check_shape
from fivegoods.reading.tables.sheet import Sheet
from fivegoods.reading.xlsx.findings import IS_REPORT
from fivegoods.reading.yaml.document import Document, without

#: More errors than this against other criteria than a file names are not worth listing.
_FEW_ERRORS: Final = 5


_STAND_INS: Final = {"id": "unreadable", "name": "-", "year": Decimal(2000)}
_PRUNINGS: Final = 3


@dataclass(frozen=True)
class ReadParks:
    """What reading gave: the panel of the parks without errors under each of their criteria, and findings."""

    under: tuple[tuple[CriteriaFile, Panel], ...]
    #: The criteria of all parks, None if there are several or none.
    criteria: CriteriaFile | None
    findings: tuple[Finding, ...]
    #: The note that parks name no criteria, for who scores by the default.
    by_default: tuple[Finding, ...] = ()

    @property
    def panel(self) -> Panel:
        """The panel of parks that follow the same criteria; one without rows if there are several or none."""
        return self.under[0][1] if len(self.under) == 1 else Panel()

    @cached_property
    def parks(self) -> tuple[Park, ...]:
        """All parks, whatever criteria they follow."""
        return tuple(park for _, panel in self.under for park in panel.parks())


@dataclass(slots=True)
class _Reading:
    """State of one call of `read_parks`."""

    criteria_name: str | None = None
    year: int | None = None
    findings: list[Finding] = field(default_factory=list)
    #: Criteria by the name they were asked for; None if they could not be read.
    criteria: dict[str, CriteriaFile | None] = field(default_factory=dict)
    #: Full criteria name → the criteria and the panels of what was read under them.
    panels: dict[str, tuple[CriteriaFile, list[Panel]]] = field(default_factory=dict)
    #: Full criteria name → the first place that asks for it, and how many parks do.
    used: dict[str, tuple[Place, int]] = field(default_factory=dict)
    #: The first place of a park that names no criteria, and how many parks do not.
    by_default: tuple[Place, int] | None = None
    #: Cells of the tables read so far: all are in memory at once, however many files they stand in.
    cells: int = 0
    #: Criteria that parks name, though others were asked for → where they do, and the findings about them.
    foreign: dict[str, tuple[list[Place], list[Finding]]] = field(default_factory=dict)

    def count(self, criteria: CriteriaFile, place: Place, parks: int) -> None:
        """Take note that parks follow some criteria."""
        first, count = self.used.get(full_name(criteria), (place, 0))
        self.used[full_name(criteria)] = (first, count + parks)

    def keep(self, panels: Sequence[Panel], criteria: CriteriaFile) -> None:
        """Keep what was read without errors."""
        self.panels.setdefault(full_name(criteria), (criteria, []))[1].extend(panels)

    def tell(self, findings: list[Finding], own: str, place: Place, criteria: CriteriaFile | None) -> None:
        """Add the findings about one park, apart from others if it names other criteria than it is read under."""
        if criteria is not None and own and not own.startswith(criteria.id):
            places, before = self.foreign.setdefault(own, ([], []))
            places.append(place)
            before += findings
        else:
            self.findings += findings


def read_parks(
    sources: Sequence[str | Sheet | InputFile],
    criteria: CriteriaFile | str | None = None,
    stdin: ReadStdin | None = None,
    *,
    one_criteria: bool = True,
    year: int | None = None,
) -> ReadParks:
    """Return the parks in sheets, bytes, files, folders and ``-``, bound to ``criteria`` or what each names.

    ``stdin`` takes the most bytes to read and returns those of standard input. Unless
    ``one_criteria`` is False, parks under different criteria are an error. ``year`` is that of tables
    that have no column for it.
    """
    reading = _Reading(criteria if isinstance(criteria, str) else None, year)
    if isinstance(criteria, CriteriaFile):
        reading.criteria_name = full_name(criteria)
        reading.criteria[reading.criteria_name] = criteria
    paths = [one for one in sources if isinstance(one, str)]
    sheets = [one for one in sources if isinstance(one, Sheet)]
    files, reading.findings = collect(paths, stdin)
    files = [*(one for one in sources if isinstance(one, InputFile)), *files]
    any_parks = bool(sheets)
    for sheet in sheets:
        _read_sheet(sheet, reading)
    for file in files:
        for content, said in _contents(file, reading.findings):
            any_parks = True
            if isinstance(content, Sheet):
                _read_sheet(content, reading)
            elif isinstance(content, FormBook):
                _read_form(content, reading)
            else:
                _read_park(content, said, reading)
    reading.findings += _unfit(reading)
    if not any_parks and not has_errors(reading.findings):
        params = {"name": " ".join(paths) or ".", "suffixes": " ".join(SUFFIXES)}
        reading.findings.append(file_finding(NO_PARKS, params["name"], **params))
    if reading.criteria_name is not None:
        _criteria(reading.criteria_name, None, reading)
    if one_criteria and len(reading.used) > 1:
        listed = ", ".join(f"{name} ({count})" for name, (_, count) in reading.used.items())
        second, _ = list(reading.used.values())[1]
        reading.findings.append(Finding(kinds.MIXED_CRITERIA, second, {"used": listed}))
    under = []
    for followed, panels in reading.panels.values():
        panel, problems = join(panels)
        reading.findings += problems
        under.append((followed, panel))
    found = [criteria for criteria in reading.criteria.values() if criteria is not None]
    only = found[0] if len({full_name(criteria) for criteria in found}) == 1 else None
    return ReadParks(tuple(under), only, tuple(in_order(reading.findings)), tuple(_by_default(reading)))


def _unfit(reading: _Reading) -> Iterator[Finding]:
    """Yield the findings about parks that name other criteria than were asked for; one instead of very many."""
    for own, (places, findings) in reading.foreign.items():
        errors = sum(one.severity is Severity.ERROR for one in findings)
        if errors <= _FEW_ERRORS:
            yield from findings
            continue
        given = reading.criteria_name or ""
        params = {"count": str(len(places)), "own": own, "given": given, "problems": str(errors)}
        yield Finding(kinds.OTHER_CRITERIA, places[0], params)


def _by_default(reading: _Reading) -> Iterator[Finding]:
    """Yield the note that parks are scored by the default criteria."""
    file = reading.criteria.get(default_criteria()) if reading.by_default else None
    if reading.by_default and file is not None:
        place, count = reading.by_default
        yield Finding(kinds.BY_DEFAULT, place, {"count": str(count), "criteria": full_name(file)})


def _contents(file: InputFile, findings: list[Finding]) -> Iterator[tuple[Document | Sheet | FormBook, list[Finding]]]:
    """Yield what a file holds of parks, with what reading it found; say why the rest is none."""
    reader: Reader | TableReader = {**READERS, **TABLES}[file.suffix]
    contents, problems = reader(file.name, file.data, file.sha256)
    if not file.named and any(one.kind is IS_REPORT for one in problems):
        problems = [Finding(kinds.SKIPPED, Place(file.name))]
    findings.extend(problems)
    for content in contents:
        if isinstance(content, FormBook):
            yield content, problems
            continue
        kind = _kind_of(content)
        if kind == "park" or (kind == "other" and file.named):
            yield content, problems
        elif not file.named:
            findings.append(Finding(kinds.SKIPPED, Place(file.name)))
        elif isinstance(content, Document):
            wrong = kinds.IS_BENCHMARKS if kind == "benchmarks" else kinds.IS_CRITERIA
            findings.append(Finding(wrong, content.place((), key=True)))


def _kind_of(content: Document | Sheet) -> str:
    """Tell tables and park files from other sheets and documents, which are known by their outermost keys."""
    if isinstance(content, Sheet):
        from fivegoods.reading.tables.layout import is_table

        return "park" if is_table(content) else "other"
    keys = set(content.data) if isinstance(content.data, dict) else set()
    if keys & {"id", "year", "data"}:
        return "park"
    if "values" in keys:
        return "benchmarks"
    if keys & {"status", "dimensions", "indicators", "fields"}:
        return "criteria"
    return "park" if "points" in keys else "other"


def _read_park(document: Document, said: Sequence[Finding], reading: _Reading) -> None:
    """Check one document, all that can be checked of it; a park without errors is kept."""
    written, shape_findings, errors = check_shape(ParkFile, document)
    findings = _unless_said(shape_findings, said)
    own = document.data.get("criteria") if isinstance(document.data, dict) else None
    place = document.place(("criteria",))
    criteria = _chosen(own if isinstance(own, str) else "", place, reading)
    if criteria is not None:
        if written is None:
            reading.count(criteria, place, 1)
            findings = _checked_in_part(document, errors, findings, criteria)
        else:
            panel, problems = bind(raw_of(written, document), criteria)
            findings += problems
            reading.count(criteria, place, 1)
            if not has_errors([*said, *findings]):
                reading.keep([panel], criteria)
    reading.tell(findings, own if isinstance(own, str) else "", place, criteria)


def _checked_in_part(
    document: Document, errors: Sequence[ShapeError], findings: list[Finding], criteria: CriteriaFile
) -> list[Finding]:
    """Return the findings about an ill-formed park together with those about the rest of it.

    The rest is never scored: its id, name and year may be stand-ins.
    """
    strays = [error.path for error in errors if _is_stray(error)]
    data: Any = document.data
    rest: ParkFile | None = None
    # Without a misspelt key its holder may lack a required one, and goes in the next round.
    for _ in range(_PRUNINGS if isinstance(data, dict) else 0):
        data = without(data, [error.path for error in errors])
        rest, _, errors = check_shape(ParkFile, replace(document, data={**_STAND_INS, **data}))
        if rest is not None:
            break
    if rest is None:
        return findings
    _, problems = bind(raw_of(rest, document, strays), criteria)
    # A key that is no id is better explained as the field or group it may stand for.
    explained = {document.place(path, key=path[0] != "events") for path in strays}
    kept = [one for one in findings if one.place not in explained]
    return kept + [one for one in problems if one.kind is not WITHOUT_SOURCE]


def _unless_said(findings: list[Finding], said: Sequence[Finding]) -> list[Finding]:
    """Drop what is said about places where the text itself could not be read as meant."""
    places = {replace(one.place, end_column=0, excerpt="") for one in said}
    return [one for one in findings if replace(one.place, end_column=0, excerpt="") not in places]


def _is_stray(error: ShapeError) -> bool:
    """Whether a key of ``data``, ``points`` or ``groups``, or an event's kind, is not even an id."""
    if error.path[:1] == ("events",) and error.path[2:] == ("kind",):
        return error.type == "string_pattern_mismatch"
    holder = error.path[1:-1] if error.path[:1] == ("review",) else error.path[:-1]
    return error.loc[-1:] == ("[key]",) and holder in (("data",), ("points",), ("groups",))


def _read_sheet(sheet: Sheet, reading: _Reading) -> None:
    """Read the parks of a table under the criteria that it names, or that count for all."""
    from fivegoods.reading.tables import delimited
    from fivegoods.reading.tables.table import read_table

    def criteria_for(own: str, place: Place) -> CriteriaFile | None:
        return _chosen(own, place, reading)

    reading.cells += len(sheet) * len(sheet.columns)
    if reading.cells > delimited.MOST_CELLS:
        params = {"limit": str(delimited.MOST_CELLS)}
        reading.findings.append(Finding(kinds.TOO_MANY_CELLS, Place(sheet.file, sheet=sheet.name), params))
        return
    before = reading.by_default
    read = read_table(sheet, criteria_for, reading.year)
    if read.criteria is not None and reading.by_default != before and read.findings:
        from fivegoods.reading.tables.default_criteria import not_meant

        if found := not_meant(sheet, read.criteria):
            reading.by_default = before
            reading.findings.append(found)
            return
    reading.findings += read.findings
    if read.criteria is not None and read.panels and len(read.panels[0]):
        reading.count(read.criteria, Place(sheet.file, sheet=sheet.name), len(read.panels[0]))
        reading.keep(read.panels, read.criteria)


def _read_form(book: FormBook, reading: _Reading) -> None:
    """Read a filled-in form with its figures of last year."""
    from fivegoods.reading.forms.form import read_form

    place = Place(book.file, sheet=book.sheets[0].sheet.name)
    criteria = _chosen(book.criteria, place, reading)
    if criteria is None:
        return
    panels, findings = read_form(book, criteria)
    if panels:
        reading.count(criteria, place, 1)
    if not has_errors(findings):
        reading.keep(panels, criteria)
    reading.tell(findings, book.criteria, place, criteria)


# -- criteria


def _chosen(own: str, place: Place, reading: _Reading) -> CriteriaFile | None:
    if reading.criteria_name is not None:
        return _criteria(reading.criteria_name, None, reading)
    if own:
        return _criteria(own, place, reading)
    first, count = reading.by_default or (place, 0)
    reading.by_default = (first, count + 1)
    return _criteria(default_criteria(), None, reading)


def _criteria(name: str, asked_at: Place | None, reading: _Reading) -> CriteriaFile | None:
    if name not in reading.criteria:
        reading.criteria[name], findings = load_criteria_file(name)
        # A name that leads nowhere is best shown where it stands.
        reading.findings += [
            replace(one, place=asked_at) if asked_at and one.place == Place(name) else one for one in findings
        ]
    return reading.criteria[name]
