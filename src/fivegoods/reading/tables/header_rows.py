"""Headers as offices make them: in two rows, under a line that says 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fivegoods.messages.findings import Finding, Severity
from fivegoods.numeric.units import UnitError, parse_unit, ratio
from fivegoods.reading.binding.quoting import quoted
from fivegoods.reading.binding.vocabulary import Vocabulary
from fivegoods.reading.tables.column_names import Heading, Headings, plain, unit_or_none
from fivegoods.reading.tables.findings import UNIT_ABOVE
from fivegoods.reading.tables.sheet import Row, Sheet

_UNIT_SAID: Final = re.compile(r"单位[:：]\s*([^\s,，、;；()（）]+)")
#: 单位 alone and these mean units; 填报单位 or 主管单位 is an office, unless a known unit follows.
_OF_MEASURE: Final = re.compile(r"(?:^|[^\w]|计量|金额|数据)$")
_IN_BRACKETS: Final = re.compile(r"[(（\[【]([^()（）\[\]【】]+)[)）\]】]\s*$")

#: Column and what it holds.
Columns = Sequence[tuple[int, Heading]]


def two_rows(
    rows: Sequence[Row], header: int, headings: Sequence[Heading | None], known: Headings
) -> tuple[Row, Row] | None:
    """Return the common headings of a header of two rows, and the two rows as one; None if it has one row only.

    In the second row stand figures under a common heading of the first, and nothing below the park and the year.
    """
    if header + 1 >= len(rows):
        return None
    upper, lower = rows[header][2], rows[header + 1][2]
    names = 0
    for index, text in enumerate(lower):
        if not text.strip():
            continue
        above = headings[index] if index < len(headings) else None
        if above is not None and above.role != "ignored":
            return None
        found = known.find(text) if len(text) < 100 else None
        names += found is not None and found.role in ("field", "points", "group")
    if not names:
        return None
    width = max(len(upper), len(lower))
    low, up = [*lower, *[""] * (width - len(lower))], [*upper, *[""] * (width - len(upper))]
    common = [above if below.strip() else "" for below, above in zip(low, up, strict=True)]
    whole = [below if below.strip() else above for below, above in zip(low, up, strict=True)]
    return (*rows[header][:2], common), (*rows[header + 1][:2], whole)


def units_above(sheet: Sheet, rows: Sequence[Row], columns: Columns, words: Vocabulary) -> Iterator[Finding]:
    """Name units above the header, for nobody can tell which columns they are for.

    One that would change a figure is an error; one that all figures without a unit are in anyway needs no word.
    """
    for row in rows:
        for column, text in enumerate(row[2]):
            unit = _unit_said(text)
            if not unit:
                continue
            changes = [_changes(unit, heading, words) for _, heading in columns if heading.role == "field"]
            if any(changes) or (False not in changes and _UNIT_SAID.search(text)):
                severity = Severity.ERROR if any(changes) else None
                yield Finding(UNIT_ABOVE, sheet.place(row, column), {"text": quoted(text.strip())}, "", severity)


def _unit_said(text: str) -> str:
    """Return the unit that a text above the header names, such as 万元 of ``单位：万元`` or ``效益（万元）``."""
    for said in _UNIT_SAID.finditer(text):
        if unit_or_none(said[1]) or _OF_MEASURE.search(text[: said.start()]):
            return said[1]
    match = _IN_BRACKETS.search(text) if len(text) < 100 else None
    return match[1].strip() if match and unit_or_none(match[1]) and not plain(match[1]).isdigit() else ""


def _changes(unit: str, heading: Heading, words: Vocabulary) -> bool | None:
    """Return whether a unit is another than that of a figure whose header has none; None if it is not for it."""
    if heading.unit is not None or heading.part:
        return None
    try:
        return ratio(parse_unit(unit), parse_unit(words.fields[heading.key].unit)) != 1
    except UnitError:
        return None
