"""Parks as the rows of a table, the empty table that asks for them, and the bytes of both."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final, NamedTuple

from fivegoods.collect.forms.fill import source_line
from fivegoods.criteria.base import Attested, LocalText, Source
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.plan import Plan
from fivegoods.messages.sanitise import clean
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, convert, parse_unit, plain_signs, split_quantity
from fivegoods.panel.entities import TEXT_PARTS, Event, Fact, Gap, GivenPoints, Park, ReviewedPart, Value
from fivegoods.panel.vocabulary import full_name, vocabulary_of
from fivegoods.reading.tables.delimited import guarded
from fivegoods.reading.tables.headings import Headings


def given_quantity(value: Decimal, unit: str | None, fact: Fact | None) -> tuple[Decimal, str | None]:
    """Return number and unit as they were given, if they still mean ``value`` of ``unit``."""
    parts = split_quantity(plain_signs(fact.written)) if fact else None
    if parts is None:
        return value, unit
    number, own = parts
    if own is None:
        return (number, None) if number == value else (value, unit)
    try:
        same = convert(number, parse_unit(own), parse_unit(unit)) == value
    except UnitError:
        same = False
    return (number, own) if same else (value, unit)


def text_of(value: Value | Gap, unit: str | None, fact: Fact | None) -> str:
    """Return a figure as text that means the same when it is read again."""
    if isinstance(value, Gap):
        return value.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    number, own = given_quantity(value, unit, fact)
    return f"{number:f} {own}" if own else show(number)


class Common(NamedTuple):
    """The source and the level that all figures and points of a park share; None for what they do not."""

    source: Source | str | None
    attested: Attested | None

    def of_review(self, review: ReviewedPart, criteria: CriteriaFile) -> Common:
        """Return what is common to a review: what is common to the park, unless it names a source of its own."""
        own = criteria.criteria.sources.get(review.source or "", review.source)
        return Common(own or self.source, self.attested)

    def beside(self, fact: Fact | GivenPoints | None, called: Callable[[Source | str], str | None]) -> dict[str, str]:
        """Return what is said about one figure alone; ``called`` names its source."""
        if fact is None:
            return {}
        said = {part: getattr(fact, part, None) for part in TEXT_PARTS}
        source = called(fact.source) if fact.source is not None and fact.source != self.source else None
        level = fact.attested.value if fact.attested not in (None, self.attested) else None
        return {part: text for part, text in {"source": source, "attested": level, **said}.items() if text}


def common_to(park: Park) -> Common:
    """Return what all figures and points of a park have in common."""
    facts: list[Fact | GivenPoints] = [*park.facts.values(), *park.points.values()]
    sources = [fact.source for fact in facts]
    levels = {fact.attested for fact in facts}
    shared = sources[0] if sources and all(source == sources[0] for source in sources) else None
    return Common(shared, levels.pop() if len(levels) == 1 else None)


Cell = Decimal | str
#: Path of a column → its cell, of one park.
Cells = dict[str, Cell]

_FIRST = ("criteria", "id", "name", "name.en", "year")
_HEADINGS = {
    "criteria": LocalText(zh="评价标准", en="criteria"),
    "id": LocalText(zh="标识", en="id"),
    "name": LocalText(zh="名称", en="name"),
    "name.en": LocalText(zh="英文名称", en="name.en"),
    "year": LocalText(zh="年度", en="year"),
    "source": LocalText(zh="来源", en="source"),
    "attested": LocalText(zh="佐证等级", en="attested"),
    "stated_total": LocalText(zh="公布总分", en="stated_total"),
}


def table_of(
    parks: Sequence[Park], criteria: CriteriaFile, plan: Plan, lang: str | None
) -> tuple[list[str], list[Cells]]:
    """Return the headers and, by path, the cells of each park. ``lang`` None heads columns by their ids.

    Without parks every column is there that an office usually fills in, and a first row that names the criteria.
    """
    rows = [_cells(park, criteria) for park in parks]
    paths = _paths(rows, criteria, plan)
    headers = headers_of(paths, criteria, lang)
    if not rows:
        return headers, [{**dict.fromkeys(headers, ""), headers[0]: full_name(criteria)}]
    return headers, [
        {header: row[path] for path, header in zip(paths, headers, strict=True) if path in row} for row in rows
    ]


def _paths(rows: Sequence[Cells], criteria: CriteriaFile, plan: Plan) -> list[str]:
    by_hand = [f"points.{one.id}" for one in plan.indicators if one.value is None]
    usual = [*_FIRST, *criteria.criteria.groups, "source", "attested", *criteria.criteria.fields, *by_hand]
    used = list(dict.fromkeys(path for row in rows for path in row))
    if not rows:
        return usual
    more = sorted((path for path in used if path not in usual), key=lambda path: (path.split(".")[0] == "review", path))
    return [path for path in usual if path in used or path in criteria.criteria.fields] + more


def headers_of(paths: Sequence[str], criteria: CriteriaFile, lang: str | None) -> list[str]:
    """Return what the columns are called: names with units in ``lang``, or ids; always such as read back."""
    words = vocabulary_of(criteria)
    known = Headings(words)
    headers = []
    for path in paths:
        header, own = path, known.find(path)
        if lang is not None:
            header = _named(path, criteria, lang)
            found = known.find(header)
            # A name that two things share, or that reads as something else, gives way to the id.
            is_same = found is not None and own is not None and found.path == own.path
            if not is_same or header in headers or (found and known.may_mean(header, found)):
                header = path
        unit = words.fields[path].unit if path in words.fields else None
        headers.append(f"{header}（{unit}）" if unit else header)
    return headers


def _named(path: str, criteria: CriteriaFile, lang: str) -> str:
    model = criteria.criteria
    if path in _HEADINGS:
        return _HEADINGS[path].within(lang)
    if path in model.groups:
        return model.groups[path].name.within(lang)
    if path in model.fields:
        return model.fields[path].name.within(lang)
    indicator = vocabulary_of(criteria).indicators.get(path.removeprefix("points."))
    return indicator.name.within(lang) if indicator is not None and indicator.value is None else path


def _cells(park: Park, criteria: CriteriaFile) -> Cells:
    common = common_to(park)
    cells: dict[str, Cell | None] = {
        "criteria": full_name(criteria),
        "id": park.id,
        "name": park.name.zh or park.name.en,
        "name.en": park.name.en if park.name.en != park.name.zh else None,
        "year": Decimal(park.year),
        **park.groups,
        "source": _source(common.source, criteria),
        "attested": common.attested.value if common.attested else None,
        "stated_total": park.stated_total,
        **_assessed(park, criteria, common),
        **_events(park.events),
    }
    if (review := park.review) is not None:
        cells |= {"review.by": review.by, "review.source": review.source, "review.stated_total": review.stated_total}
        cells |= _assessed(review, criteria, common.of_review(review, criteria), "review.")
    return {path: cell for path, cell in cells.items() if cell is not None}


def _events(events: Sequence[Event]) -> Cells:
    """Return how many events there were of each kind and level, and what is said about them all."""
    cells: Cells = {}
    for event in events:
        key = f"events.{event.kind}.{event.level}" if event.level else f"events.{event.kind}"
        cells[key] = event.count + (before if isinstance(before := cells.get(key), Decimal) else 0)
        for part, text in (("date", event.date), ("source", event.source), ("remark", event.remark)):
            if text:
                said = cells.get(f"{key}.{part}")
                cells[f"{key}.{part}"] = text if said in (None, text) else f"{said}；{text}"
    return cells


def _assessed(part: Park | ReviewedPart, criteria: CriteriaFile, common: Common, prefix: str = "") -> Cells:
    """Return the figures and points of one of the two assessments, each with what is said about it alone."""
    found: dict[str, tuple[Cell, Fact | GivenPoints | None]] = {}
    for name, field in criteria.criteria.fields.items():
        value, fact = part.data.get(name, part.gaps.get(name)), part.facts.get(name)
        if value is not None:
            found[f"{prefix}{name}"] = _cell(value, field.unit, fact, is_headed=not prefix), fact
    found |= {f"{prefix}points.{name}": (given.points, given) for name, given in part.points.items()}
    cells: Cells = {}
    for path, (cell, fact_or_points) in found.items():
        said = common.beside(fact_or_points, partial(_source, criteria=criteria))
        cells |= {path: cell, **{f"{path}.{part}": text for part, text in said.items()}}
    return cells


def _cell(value: Value | Gap, unit: str | None, fact: Fact | None, *, is_headed: bool) -> Cell:
    """Return a figure, as a number where the heading gives its unit (``is_headed``) or it has none."""
    if isinstance(value, Decimal):
        number, own = given_quantity(value, unit, fact)
        if own == unit and (is_headed or unit is None):
            return number
    return text_of(value, unit, fact)


def _source(source: Source | str | None, criteria: CriteriaFile) -> str | None:
    """Return the criteria's id of a source, else the source in one line."""
    known = next((key for key, one in criteria.criteria.sources.items() if one == source), None)
    return known or source_line(source, "zh")


_DIGITS: Final = 15
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def csv_bytes(
    headers: Sequence[str], rows: Sequence[Cells], *, encoding: str = "utf-8-sig", delimiter: str = ","
) -> bytes:
    """Return CSV as Excel opens it: with the mark of UTF-8, or in another encoding such as gb18030."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guarded(clean(header)) for header in headers])
    for row in rows:
        cells = (row.get(header, "") for header in headers)
        writer.writerow(f"{cell:f}" if isinstance(cell, Decimal) else guarded(clean(cell)) for cell in cells)
    return out.getvalue().encode(encoding)


def json_bytes(headers: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """Return a list of objects; numbers are written as they were given."""
    records = [{header: row[header] for header in headers if header in row} for row in rows]
    body = ",\n".join("  " + _record(record) for record in records)
    return f"[\n{body}\n]\n".encode() if records else b"[]\n"


def xlsx_bytes(headers: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """Return a workbook of one sheet; the same table gives the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE})
    bold = book.add_format({"bold": True})
    formats: dict[int, Any] = {}
    sheet = book.add_worksheet("parks")
    sheet.freeze_panes(1, 0)
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, bold)
        sheet.set_column(column, column, max(10, min(2 * len(header), 40)))
        for line, row in enumerate(rows, start=1):
            cell = row.get(header)
            if isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= _DIGITS:
                places = max(0, -int(cell.as_tuple().exponent))
                if places and places not in formats:
                    formats[places] = book.add_format({"num_format": "0." + "0" * places})
                sheet.write_number(line, column, cell, formats.get(places))
            elif cell is not None:
                sheet.write_string(line, column, f"{cell:f}" if isinstance(cell, Decimal) else cell)
    book.close()
    return buffer.getvalue()


WRITERS: Final[dict[str, Callable[[Sequence[str], Sequence[Cells]], bytes]]] = {
    ".csv": csv_bytes,
    ".tsv": partial(csv_bytes, delimiter="\t"),
    ".json": json_bytes,
    ".xlsx": xlsx_bytes,
}


def _record(record: Cells) -> str:
    parts = []
    for key, cell in record.items():
        text = f"{cell:f}" if isinstance(cell, Decimal) else json.dumps(cell, ensure_ascii=False)
        parts.append(f"{json.dumps(key, ensure_ascii=False)}: {text}")
    return "{" + ", ".join(parts) + "}"
