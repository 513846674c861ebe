"""Where a table's header is, what its columns hold, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fivegoods.messages.findings import Finding
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.units import UnitError, near_unit, parse_unit, ratio
from fivegoods.reading.binding import findings as park_findings
from fivegoods.reading.binding.quoting import quoted
from fivegoods.reading.binding.vocabulary import Vocabulary
from fivegoods.reading.tables import findings as kinds
from fivegoods.reading.tables.cell_findings import DOUBTFUL_COLUMN
from fivegoods.reading.tables.column_names import NO_CRITERIA, PARTS, Heading, Headings, plain, unit_or_none
from fivegoods.reading.tables.header_rows import two_rows, units_above
from fivegoods.reading.tables.sheet import Row, Sheet

#: The header is looked for in so many rows.
DEEPEST_HEADER: Final = 20
MOST_COLUMNS: Final = 2_000
#: 2024年税收 names its year: one column for each year is not how these tables are made.
_OF_YEAR: Final = re.compile(r"^(?:19|20)[0-9]{2}年?度?")
_LONGEST_HEADER: Final = 200
_YEAR_UNITS: Final = frozenset({"年", "年度", "年份", "year"})
_NOTHING: Final = frozenset({"", "-", "—", "/", "单位", "计量单位", "unit", "units"})


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns by what they hold; ``first`` is the index of the first row of data in the sheet."""

    header: Row
    first: int
    columns: tuple[tuple[int, Heading], ...]
    paths: dict[tuple[str, ...], int] = field(default_factory=dict)

    def column(self, *path: str) -> int | None:
        """Return the index of the column that holds a part of the park document."""
        return self.paths.get(path)


def is_table(sheet: Sheet) -> bool:
    """Return whether a sheet looks like one with a row for each park, under any criteria."""
    return header_index(sheet) is not None


def header_index(sheet: Sheet) -> int | None:
    """Return the index of the row that looks like a header of parks under any criteria, None if there is none."""
    general = Headings(NO_CRITERIA)
    rows = enumerate(sheet.rows[:DEEPEST_HEADER])
    return next((index for index, row in rows if _names_a_park(_headings(row, general))), None)


def layout_of(sheet: Sheet, words: Vocabulary) -> tuple[Layout | None, list[Finding]]:
    """Return what the columns of a table hold, or None if it has no header."""
    known = Headings(words)
    wide = next((row for row in sheet.rows[:DEEPEST_HEADER] if len(row[2]) > MOST_COLUMNS), None)
    if wide is not None:
        return None, [Finding(kinds.TOO_WIDE, sheet.place(wide, MOST_COLUMNS), {"limit": str(MOST_COLUMNS)})]
    for index, row in enumerate(sheet.rows[:DEEPEST_HEADER]):
        headings = _headings(row, known)
        if _names_a_park(headings):
            above, last = [*sheet.rows[:index]], index
            if two := two_rows(sheet.rows, index, headings, known):
                common, row = two
                headings, last = _headings(row, known), index + 1
                above.append(common)
            units = _unit_row(sheet.rows, last, headings)
            layout, problems = _settled(sheet, row, headings, known, units)
            layout = replace(layout, first=last + (1 if units is None else 2))
            said = units_above(sheet, above, layout.columns, known.words)
            nameless = _nameless(sheet, row, sheet.rows[layout.first :])
            return layout, [*said, *problems, *nameless]
    place = sheet.place(sheet.rows[0], 0) if sheet.rows else sheet.place((1, 1, ("",)), 0)
    return None, [Finding(kinds.NOT_A_TABLE, place)]


def _headings(row: Row, known: Headings) -> list[Heading | None]:
    return [known.find(text) if len(text) <= _LONGEST_HEADER else None for text in row[2][:MOST_COLUMNS]]


def _names_a_park(headings: Sequence[Heading | None]) -> bool:
    found = {one.key for one in headings if one is not None and one.role == "park"}
    return bool(found & {"id", "name"}) and len([one for one in headings if one is not None]) > 1


def _unit_row(rows: Sequence[Row], header: int, headings: Sequence[Heading | None]) -> Row | None:
    """Return the row below the header if it holds units and names no park."""
    if header + 1 >= len(rows):
        return None
    row = rows[header + 1]
    units = 0
    for text, heading in zip(row[2], headings, strict=False):
        if _says_nothing(text):
            continue
        if heading is not None and heading.role in ("park", "group"):
            if heading.key == "year" and plain(text) in _YEAR_UNITS:
                continue
            return None
        units += heading is not None and heading.role == "field" and unit_or_none(text) is not None
    return row if units else None


def _says_nothing(text: str) -> bool:
    return plain(text).rstrip(":") in _NOTHING


def _nameless(sheet: Sheet, header: Row, rows: Sequence[Row]) -> list[Finding]:
    """Name the columns that hold something below an empty header: they are not read."""
    cells = header[2]
    blank = [index for index, text in enumerate(cells) if not text.strip()]
    return [
        Finding(kinds.IGNORED_COLUMN, sheet.place(row, index), {"column": quoted(row[2][index].strip())})
        for index in blank
        if (row := next((one for one in rows if index < len(one[2]) and one[2][index].strip()), None)) is not None
    ]


def _settled(
    sheet: Sheet, row: Row, headings: Sequence[Heading | None], known: Headings, units: Row | None
) -> tuple[Layout, list[Finding]]:
    findings: list[Finding] = []
    columns: list[tuple[int, Heading]] = []
    paths: dict[tuple[str, ...], int] = {}
    for index, heading in enumerate(headings):
        if heading is None:
            findings.append(_unknown(sheet, row, index, known))
            continue
        if heading.role == "ignored":
            continue
        if meant := known.may_mean(row[2][index], heading):
            params = {"column": quoted(row[2][index].strip()), "meant": ", ".join(meant)}
            findings.append(Finding(DOUBTFUL_COLUMN, sheet.place(row, index), params))
            continue
        if units is not None and heading.role == "field" and not heading.part:
            heading = _with_unit(sheet, units, index, heading, known.words, findings)
        if heading.path in paths:
            first = paths[heading.path]
            params = {"column": row[2][index].strip(), "other": sheet.place(row, first).cell}
            findings.append(Finding(kinds.COLUMN_TWICE, sheet.place(row, index), params))
            continue
        paths[heading.path] = index
        findings += _unit_fits(sheet, row, index, heading, known.words)
        columns.append((index, heading))
    if ("year",) not in paths:
        findings.append(Finding(kinds.COLUMN_MISSING, sheet.place(row, 0), {"column": "year（年度）"}))
    return Layout(row, 0, tuple(columns), paths), findings


def _with_unit(
    sheet: Sheet, units: Row, index: int, heading: Heading, words: Vocabulary, findings: list[Finding]
) -> Heading:
    text = units[2][index] if index < len(units[2]) else ""
    if _says_nothing(text):
        return heading
    unit = unit_or_none(text)
    if unit is None:
        findings.append(_unknown_unit(sheet, units, index, heading.key, text.strip(), words))
        return heading
    if heading.unit is not None and parse_unit(heading.unit) != parse_unit(unit):
        params = {"field": heading.key, "first": heading.unit, "second": unit}
        findings.append(Finding(park_findings.UNIT_TWICE, sheet.place(units, index), params))
    return replace(heading, unit=unit)


def _unknown_unit(sheet: Sheet, row: Row, index: int, field_id: str, unit: str, words: Vocabulary) -> Finding:
    params = {"field": field_id, "given": quoted(unit), "declared": words.fields[field_id].unit or "1"}
    near = near_unit(unit)
    return Finding(park_findings.UNKNOWN_UNIT, sheet.place(row, index), params, "" if near == unit else near)


def _unknown(sheet: Sheet, row: Row, index: int, known: Headings) -> Finding:
    text = row[2][index].strip()
    bare = plain(text)
    base = bare.split("(")[0].split("[")[0].split("【")[0]
    place = sheet.place(row, index)
    if base != bare and base in known.known and known.known[base][0] == "field":
        inner = bare[len(base) + 1 :].rstrip(")]】")
        return _unknown_unit(sheet, row, index, known.known[base][1], inner, known.words)
    of_year = _OF_YEAR.sub("", base)
    near = of_year if of_year in known.known else nearest(base, known.names())
    near = near or nearest(base.rpartition(".")[0], known.names())
    part = nearest(base.rpartition(".")[2], PARTS) if "." in base else ""
    params = {"column": quoted(text), "criteria": known.words.name}
    if near:
        return Finding(kinds.UNKNOWN_COLUMN, place, params, f"{near}.{part}" if part and "." not in near else near)
    return Finding(kinds.IGNORED_COLUMN, place, params)


def _unit_fits(sheet: Sheet, row: Row, index: int, heading: Heading, words: Vocabulary) -> list[Finding]:
    if heading.unit is None or heading.role != "field":
        return []
    declared = words.fields[heading.key].unit
    try:
        ratio(parse_unit(heading.unit), parse_unit(declared))
    except UnitError:
        params = {"unit": quoted(heading.unit), "field": heading.key, "declared": declared or "1"}
        noun = (declared or "").lstrip("百千万亿")
        near = f"{heading.unit}{noun}" if noun and not heading.unit.strip("百千万亿") else ""
        return [Finding(kinds.BAD_UNIT, sheet.place(row, index), params, near)]
    return []
