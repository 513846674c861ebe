"""Merged cells of a table: what a group or a year merged over rows means for each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from fivegoods.messages.findings import Finding, quoted
from fivegoods.reading.findings import MERGED
from fivegoods.reading.tables.headings import Heading
from fivegoods.reading.tables.layout import Layout
from fivegoods.reading.tables.sheet import Sheet, letters

_FIGURES: Final = ("field", "points", "event")
#: Areas and cells beyond these are no table that a person merged.
_MOST_AREAS: Final = 20_000
_MOST_CELLS: Final = 1_000_000
_MOST_FINDINGS: Final = 100


def unmerged(sheet: Sheet, layout: Layout) -> tuple[Sequence[Sequence[str]], list[Finding]]:
    """Return the columns with groups, years and the like in every row they are merged over.

    A figure merged over several parks, or with another figure, is a finding.
    """
    spread = _Spread(sheet, layout.first, list(sheet.columns), dict(layout.columns))
    for area in sheet.merged[:_MOST_AREAS]:
        spread.area(*area)
        if len(spread.findings) == _MOST_FINDINGS:
            break
    return spread.columns, spread.findings


@dataclass(slots=True)
class _Spread:
    sheet: Sheet
    first: int
    columns: list[Sequence[str]]
    headings: dict[int, Heading]
    findings: list[Finding] = field(default_factory=list)
    budget: int = _MOST_CELLS

    def area(self, top: int, bottom: int, left: int, right: int) -> None:
        """Take one merged area into account."""
        numbers = self.sheet.numbers
        start, end = (one(numbers, at, lo=self.first) for one, at in ((bisect_left, top), (bisect_right, bottom)))
        heading = self.headings.get(left)
        if heading is None or start >= end or numbers[start] != top:
            return
        text = self.sheet.text(start, left)
        if not text:
            return
        if not _is_figure(heading):
            self._fill(start + 1, end, left, text)
        elif bottom > top or any(left < column <= right for column in self.headings):
            params = {"area": f"{letters(left)}{top}:{letters(right)}{bottom}", "value": quoted(text)}
            self.findings.append(Finding(MERGED, self.sheet.place(start, left), params))

    def _fill(self, start: int, end: int, column: int, text: str) -> None:
        end = min(end, start + self.budget)
        self.budget -= max(0, end - start)
        cells = self.columns[column]
        self.columns[column] = [*cells[:start], *[text] * (end - start), *cells[end:]]


def _is_figure(heading: Heading) -> bool:
    return (heading.role in _FIGURES and not heading.part) or heading.key.endswith("stated_total")
