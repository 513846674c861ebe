"""Paths → parks under one criteria file, and all findings at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.park import ParkFile
from fivegoods.messages.findings import Finding, Place, has_errors, in_order
from fivegoods.panel.entities import Park
from fivegoods.reading.binding import findings as kinds
from fivegoods.reading.binding.documents import bind_park
from fivegoods.reading.binding.vocabulary import full_name
from fivegoods.reading.criteria_files import default_criteria, load_criteria_file
from fivegoods.reading.forms.book import FormBook
from fivegoods.reading.forms.document import CellDocument
from fivegoods.reading.inputs import NO_PARKS, InputFile, ReadStdin, collect, file_finding
from fivegoods.reading.named_criteria import defaulted, mixed, unfit
from fivegoods.reading.readers import READERS, SUFFIXES, TABLES, Reader, TableReader
from fivegoods.reading.shape.explain import ShapeError
from fivegoods.reading.shape.shape import check_shape
from fivegoods.reading.tables.sheet import Sheet
from fivegoods.reading.xlsx.findings import IS_REPORT
from fivegoods.reading.yaml.document import Document
from fivegoods.reading.yaml.pruning import without

_STAND_INS: Final = {"id": "unreadable", "name": "-", "year": Decimal(2000)}
_PRUNINGS: Final = 3


@dataclass(frozen=True, slots=True)
class ReadParks:
    """What reading gave: the parks without errors, their criteria if there is one for all, findings."""

    parks: tuple[Park, ...]
    criteria: CriteriaFile | None
    findings: tuple[Finding, ...]
    #: The parks by the criteria they follow.
    under: tuple[tuple[CriteriaFile, tuple[Park, ...]], ...] = ()
    #: The note that parks name no criteria, for who scores by the default.
    by_default: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Reading:
    """State of one call of `read_parks`."""

    criteria_name: str | None = None
    findings: list[Finding] = field(default_factory=list)
    #: Criteria by the name they were asked for; None if they could not be read.
    criteria: dict[str, CriteriaFile | None] = field(default_factory=dict)
    parks: list[Park] = field(default_factory=list)
    #: Full criteria name → the first place that asks for it, and how many parks do.
    used: dict[str, tuple[Place, int]] = field(default_factory=dict)
    #: Park id and year → the park that was first.
    seen: dict[tuple[str, int], Park] = field(default_factory=dict)
    #: Last year's figures in forms, which count only where no file gives that year.
    supplements: list[CellDocument] = field(default_factory=list)
    #: Full criteria name → the criteria and the parks under them.
    under: dict[str, tuple[CriteriaFile, list[Park]]] = field(default_factory=dict)
    #: The first place of a park that names no criteria, and how many parks do not.
    by_default: tuple[Place, int] | None = None
    #: Criteria that parks name, though others were asked for → where they do, and the findings about them.
    foreign: dict[str, tuple[list[Place], list[Finding]]] = field(default_factory=dict)


def read_parks(
    paths: Sequence[str],
    criteria: CriteriaFile | str | None = None,
    stdin: ReadStdin | None = None,
    *,
    one_criteria: bool = True,
) -> ReadParks:
    """Return the parks in files, folders and ``-``, bound to ``criteria`` or what each file names.

    ``stdin`` takes the most bytes to read and returns those of standard input. Unless
    ``one_criteria`` is False, parks under different criteria are an error.
    """
    reading = _started(criteria)
    files, reading.findings = collect(paths, stdin)
    any_parks = False
    for file in files:
        for content, said in _contents(file, reading.findings):
            any_parks = True
            if isinstance(content, Sheet):
                _read_sheet(content, reading)
            elif isinstance(content, FormBook):
                _read_form(content, reading)
            else:
                _read_park(content, said, reading)
    for document in reading.supplements:
        _read_supplement(document, reading)
    reading.findings += unfit(reading.foreign, reading.criteria_name or "")
    if not any_parks and not has_errors(reading.findings):
        params = {"name": " ".join(paths) or ".", "suffixes": " ".join(SUFFIXES)}
        reading.findings.append(file_finding(NO_PARKS, params["name"], **params))
    if reading.criteria_name is not None:
        _criteria(reading.criteria_name, None, reading)
    if one_criteria and len(reading.used) > 1:
        reading.findings.append(mixed(reading.used))
    found = [criteria for criteria in reading.criteria.values() if criteria is not None]
    only = found[0] if len({full_name(criteria) for criteria in found}) == 1 else None
    by_default = defaulted(reading.by_default, reading.criteria)
    under = tuple((criteria, tuple(parks)) for criteria, parks in reading.under.values())
    return ReadParks(tuple(reading.parks), only, tuple(in_order(reading.findings)), under, tuple(by_default))


def _started(criteria: CriteriaFile | str | None) -> _Reading:
    if isinstance(criteria, CriteriaFile):
        name = full_name(criteria)
        return _Reading(name, criteria={name: criteria})
    return _Reading(criteria)


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
        kind = _kind_of_sheet(content) if isinstance(content, Sheet) else _kind_of(content.data)
        if kind == "park" or (kind == "other" and file.named):
            yield content, problems
        elif not file.named:
            findings.append(Finding(kinds.SKIPPED, Place(file.name)))
        elif isinstance(content, Document):
            wrong = kinds.IS_BENCHMARKS if kind == "benchmarks" else kinds.IS_CRITERIA
            findings.append(Finding(wrong, content.place((), key=True)))


def _kind_of_sheet(sheet: Sheet) -> str:
    from fivegoods.reading.tables.layout import is_table

    return "park" if is_table(sheet) else "other"


def _kind_of(data: Any) -> str:
    """Tell park files from other documents by their outermost keys."""
    keys = set(data) if isinstance(data, dict) else set()
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
    criteria = _criteria_of(document, reading)
    if criteria is not None:
        _count_use(document, criteria, reading)
        if written is None:
            findings = _checked_in_part(document, errors, findings, criteria)
        else:
            park, problems = bind_park(written, document, criteria)
            findings += [*problems, *_twice(park, reading)]
            if not has_errors([*said, *findings]):
                _keep([park], criteria, reading)
    own = document.data.get("criteria") if isinstance(document.data, dict) else None
    if criteria is not None and isinstance(own, str) and not own.startswith(criteria.id):
        places, before = reading.foreign.setdefault(own, ([], []))
        places.append(document.place(("criteria",)))
        before += findings
    else:
        reading.findings += findings


def _checked_in_part(
    document: Document, errors: Sequence[ShapeError], findings: list[Finding], criteria: CriteriaFile
) -> list[Finding]:
    """Return the findings about an ill-formed park together with those about the rest of it."""
    strays = [error.path for error in errors if _is_stray(error)]
    rest = _pruned(document, errors)
    if rest is None:
        return findings
    _, problems = bind_park(rest, document, criteria, strays)
    # A key that is no id is better explained as the field or group it may stand for.
    explained = {document.place(path, key=path[0] != "events") for path in strays}
    kept = [one for one in findings if one.place not in explained]
    return kept + [one for one in problems if one.kind is not kinds.WITHOUT_SOURCE]


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
    from fivegoods.reading.tables.table import read_table

    def criteria_for(own: str, place: Place) -> CriteriaFile | None:
        return _chosen(own, place, reading)

    before = reading.by_default
    read = read_table(sheet, criteria_for)
    if read.criteria is not None and reading.by_default != before and read.findings:
        from fivegoods.reading.tables.default_criteria import not_meant

        if found := not_meant(sheet, read.criteria):
            reading.by_default = before
            reading.findings.append(found)
            return
    reading.findings += read.findings
    if read.criteria is not None and read.parks:
        name = full_name(read.criteria)
        place, count = reading.used.get(name, (Place(sheet.file, sheet=sheet.name), 0))
        reading.used[name] = (place, count + len(read.parks))
    for park in read.parks:
        if reading.seen.setdefault((park.id, park.year), park) is not park:
            reading.findings += _twice(park, reading)
    if read.criteria is not None:
        _keep(read.parks, read.criteria, reading)


def _read_form(book: FormBook, reading: _Reading) -> None:
    """Read a filled-in form; its figures of last year wait until all files are read."""
    from fivegoods.reading.forms.read import read_form

    criteria = _chosen(book.criteria, Place(book.file, sheet=book.sheets[0].sheet.name), reading)
    if criteria is None:
        return
    documents, findings = read_form(book, criteria)
    reading.findings += findings
    for document in documents:
        if document.is_supplement:
            reading.supplements.append(document)
        else:
            _read_park(document, findings, reading)


def _read_supplement(document: CellDocument, reading: _Reading) -> None:
    """Take last year's figures of a form, or compare them with the file that gives that year."""
    from fivegoods.reading.forms.read import differences

    written, _, _ = check_shape(ParkFile, document)
    criteria = _criteria_of(document, reading)
    if written is None or criteria is None:
        return
    park, findings = bind_park(written, document, criteria)
    known = reading.seen.get((park.id, park.year))
    if known is not None:
        findings += differences(park, known)
    else:
        reading.seen[park.id, park.year] = park
        reading.parks.append(park)
    reading.findings += [one for one in findings if one.kind is not kinds.WITHOUT_SOURCE]


# -- criteria


def _criteria_of(document: Document, reading: _Reading) -> CriteriaFile | None:
    """Return the criteria that count for a park: the caller's, else the file's, else the default."""
    own = document.data.get("criteria") if isinstance(document.data, dict) else None
    return _chosen(own if isinstance(own, str) else "", document.place(("criteria",)), reading)


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


def _count_use(document: Document, criteria: CriteriaFile, reading: _Reading) -> None:
    name = full_name(criteria)
    place, count = reading.used.get(name, (document.place(("criteria",)), 0))
    reading.used[name] = (place, count + 1)


# -- parks


def _keep(parks: Sequence[Park], criteria: CriteriaFile, reading: _Reading) -> None:
    reading.parks += parks
    reading.under.setdefault(full_name(criteria), (criteria, []))[1].extend(parks)


def _twice(park: Park, reading: _Reading) -> list[Finding]:
    """Return the finding that a park-year was given before, if it was."""
    first = reading.seen.setdefault((park.id, park.year), park)
    if first is park:
        return []
    place = first.origin.place(("id",))
    other = "!".join(part for part in (place.file, place.sheet, place.cell) if part)
    params = {"id": park.id, "year": str(park.year), "other": other}
    return [Finding(kinds.PARK_TWICE, park.origin.place(("id",)), params)]


def _pruned(document: Document, errors: Sequence[ShapeError]) -> ParkFile | None:
    """Return what is left of a park without its ill-formed parts, so that the rest is checked as well.

    It is never scored: its id, name and year may be stand-ins.
    """
    data: Any = document.data
    if not isinstance(data, dict):
        return None
    # Without a misspelt key its holder may lack a required one, and goes in the next round.
    for _ in range(_PRUNINGS):
        data = without(data, [error.path for error in errors])
        written, _, errors = check_shape(ParkFile, replace(document, data={**_STAND_INS, **data}))
        if written is not None:
            return written
    return None
