"""Rows of totals (合计), compared with the sums of the rows of parks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.messages.findings import Finding
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, parse_unit, plain_signs, split_quantity
from fivegoods.panel.panel import Panel
from fivegoods.panel.values import label, read_column, year_in
from fivegoods.reading.findings import TOTAL_DIFFERS
from fivegoods.reading.tables.layout import Layout
from fivegoods.reading.tables.rows import Sorted
from fivegoods.reading.tables.sheet import Sheet

#: Quantities of which the whole is the sum of the parts; days and points are not added up.
_ADDED: Final = frozenset({"CNY", "USD", "EUR", "HKD", "JPY", "area", "people", "visits", "count", "coal", "mass",
                           "volume", "energy", "power", "length"})  # fmt: skip


def check_totals(sheet: Sheet, layout: Layout, found: Sorted, panel: Panel) -> Iterator[Finding]:
    """Yield a finding for each total that is off; a subtotal is one of the rows just above it or just below it."""
    at = {index: bisect_left(panel.numbers[0], layout.first + index) for index in (*found.whole, *found.parts)}
    marks = sorted({0, len(panel), *at.values()})
    for index in found.whole:
        column = layout.paths.get(("year",))
        year = year_in(sheet.text(layout.first + index, column))
        meant = [row for row, known in enumerate(panel.years) if year in (None, known)]
        yield from _compared(sheet, layout, index, panel, [meant])
    for index in found.parts:
        before = max((mark for mark in marks if mark < at[index]), default=at[index])
        behind = min((mark for mark in marks if mark > at[index]), default=at[index])
        yield from _compared(sheet, layout, index, panel, [range(before, at[index]), range(at[index], behind)])


def _is_added(definition: FieldDef) -> bool:
    """Return whether the whole of a field is the sum of its parts; a rate's or a share's is not."""
    if definition.unit is None:
        return definition.whole
    try:
        parts = parse_unit(definition.unit).parts
    except UnitError:
        return False
    return len(parts) == 1 and parts[0][1] == 1 and parts[0][0].base in _ADDED


def _compared(
    sheet: Sheet, layout: Layout, index: int, panel: Panel, choices: Sequence[Sequence[int]]
) -> Iterator[Finding]:
    """Yield the figures of a row that are the sum of none of the ``choices`` of rows of parks."""
    choices = [rows for rows in choices if rows]
    for column, heading in layout.columns if choices else ():
        if heading.role != "field" or heading.part or heading.reviewed or not _is_added(panel.fields[heading.key]):
            continue
        definition, text = panel.fields[heading.key], sheet.text(layout.first + index, column)
        stated = read_column(heading.key, definition, [text], heading.unit or "")[0]
        if not isinstance(stated, Decimal):
            continue
        cells = panel.figures[heading.key]
        sums = [sum((x for row in rows if isinstance(x := cells[row], Decimal)), Decimal(0)) for rows in choices]
        off = [abs(one - stated) > _rounding(text, stated, len(rows)) for one, rows in zip(sums, choices, strict=True)]
        if all(off):
            called = label(heading.key, definition.name)
            params = {**called, "stated": show(stated), "computed": show(sums[0])}
            yield Finding(TOTAL_DIFFERS, sheet.place(layout.first + index, column), params)


def _rounding(text: str, stated: Decimal, rows: int) -> Decimal:
    """Return by how much the sum of ``rows`` rounded figures may miss a rounded total."""
    number, _ = split_quantity(plain_signs(text)) or (Decimal(0), None)
    places = -int(number.as_tuple().exponent)
    if places <= 0 or not number:
        return Decimal(0)
    return (Decimal(1).scaleb(-places) * stated / number) * Decimal(rows).sqrt()
