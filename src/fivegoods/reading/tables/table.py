"""One sheet → the parks in its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import localcontext
from typing import Final

from fivegoods.criteria.file import CriteriaFile
from fivegoods.messages.findings import Finding, Place, Severity
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.entities import Park
from fivegoods.reading.binding import findings as park_findings
from fivegoods.reading.binding.quoting import quoted
from fivegoods.reading.binding.vocabulary import vocabulary_of
from fivegoods.reading.tables import findings as kinds
from fivegoods.reading.tables.cell_findings import HIDDEN_ROWS
from fivegoods.reading.tables.column_names import NO_CRITERIA, Headings, plain
from fivegoods.reading.tables.layout import DEEPEST_HEADER, layout_of
from fivegoods.reading.tables.merged import unmerged
from fivegoods.reading.tables.rows import RowReader
from fivegoods.reading.tables.sheet import Row, Sheet
from fivegoods.reading.tables.totals import check_totals
from fivegoods.reading.tables.with_criteria import BoundTable

#: A wrong column in a big table would give a finding for every row.
MOST_FINDINGS: Final = 200

#: What a table says its criteria are ("" if nothing) and where → the criteria that count.
CriteriaFor = Callable[[str, Place], CriteriaFile | None]


@dataclass(frozen=True, slots=True)
class TableRead:
    """The parks of one sheet, the criteria they follow, and what is wrong."""

    parks: list[Park]
    criteria: CriteriaFile | None
    findings: list[Finding]


def read_table(sheet: Sheet, criteria_for: CriteriaFor) -> TableRead:
    """Return the parks in the rows of a sheet, under the criteria it names or is read under."""
    named, place = _named_criteria(sheet)
    criteria = criteria_for(named, place)
    if criteria is None:
        return TableRead([], None, [])
    words = vocabulary_of(criteria)
    layout, findings = layout_of(sheet, words)
    if layout is None or any(one.kind is kinds.COLUMN_MISSING for one in findings):
        return TableRead([], criteria, findings)
    # The parks keep the table for questions about their cells, but not the rows of all others.
    table = BoundTable(
        replace(sheet, rows=(), merged=(), hidden=()), layout, words, criteria.criteria.sources, findings
    )
    with localcontext(CONTEXT):
        rows, merged = unmerged(sheet, layout)
        findings += merged
        parks = _parks(table, rows, named)
        findings += _hidden(sheet, rows)
    return TableRead(parks, criteria, findings)


def _parks(table: BoundTable, rows: Sequence[Row], criteria: str) -> list[Park]:
    reader = RowReader(table)
    findings, layout, width = table.findings, table.layout, len(table.layout.header[2])
    column = layout.paths.get(("criteria",))
    parks: list[Park] = []
    beside: set[int] = set()
    most = len(findings) + MOST_FINDINGS  # a wide table may have as many columns that are not read
    for row in rows:
        if len(row[2]) > width and any(text.strip() for text in row[2][width:]):
            findings += _beside(table, row, width, beside) if table.sheet.name else [_extra(table, row, width)]
            if not table.sheet.name:
                continue
        if column is not None and (own := table.text(row, column)) and own != criteria:
            params = {"value": quoted(own), "first": criteria}
            findings.append(Finding(kinds.OTHER_CRITERIA, table.sheet.place(row, column), params))
        park = reader.park(row)
        if park is not None:
            parks.append(park)
        if len(findings) >= most:
            findings.append(Finding(kinds.MANY_FINDINGS, table.sheet.place(row, 0), {"count": str(len(findings))}))
            return parks
    if not parks and not findings:
        findings.append(Finding(kinds.NO_ROWS, table.sheet.place(layout.header, table.first_column)))
    check_totals(table, reader.own, reader.totals, parks)
    reader.say_renamed()
    findings += _without_source(table, parks)
    return parks


def _hidden(sheet: Sheet, rows: Sequence[Row]) -> list[Finding]:
    """Return one warning for the rows that nobody sees: they count like all others."""
    unseen = set(sheet.hidden)
    found = [row for row in rows if row[0] in unseen] if unseen else []
    if not found:
        return []
    return [Finding(HIDDEN_ROWS, sheet.place(found[0], 0), {"count": str(len(found))})]


def _beside(table: BoundTable, row: Row, width: int, seen: set[int]) -> list[Finding]:
    """Name once the columns beside a table: cells of a workbook cannot slip into other columns."""
    new = [index for index, text in enumerate(row[2]) if index >= width and index not in seen and text.strip()]
    seen.update(new)
    return [
        Finding(kinds.IGNORED_COLUMN, table.sheet.place(row, index), {"column": quoted(row[2][index].strip())})
        for index in new
    ]


def _extra(table: BoundTable, row: Row, width: int) -> Finding:
    index = next(i for i, text in enumerate(row[2]) if i >= width and text.strip())
    return Finding(kinds.EXTRA_CELLS, table.sheet.place(row, index), {"value": quoted(row[2][index].strip())})


def _named_criteria(sheet: Sheet) -> tuple[str, Place]:
    """Return what the column of criteria says in the first row that has it, and where."""
    general = Headings(NO_CRITERIA)
    for index, row in enumerate(sheet.rows[:DEEPEST_HEADER]):
        for column, text in enumerate(row[2]):
            found = general.find(text) if len(text) < 100 else None
            if found is not None and found.key == "criteria" and plain(text) != "":
                return _first_below(sheet, index, column)
    return "", Place(sheet.file, sheet=sheet.name)


def _first_below(sheet: Sheet, header: int, column: int) -> tuple[str, Place]:
    for row in sheet.rows[header + 1 :]:
        if column < len(row[2]) and (text := row[2][column].strip()):
            return text, sheet.place(row, column)
    return "", Place(sheet.file, sheet=sheet.name)


def _without_source(table: BoundTable, parks: list[Park]) -> list[Finding]:
    """Return one note for the figures of a table that nobody can trace."""
    total = sum(len(park.data) + len(park.gaps) for park in parks)
    headings = [one for _, one in table.layout.columns]
    if any(one.part == "source" or one.key == "source" for one in headings):
        without = sum(fact.source is None for park in parks for fact in park.facts.values())
    else:
        without = total
    if not without:
        return []
    place = table.sheet.place(table.layout.header, table.first_column)
    params = {"count": str(without), "total": str(total)}
    return [Finding(park_findings.WITHOUT_SOURCE, place, params, severity_override=Severity.NOTE)]
