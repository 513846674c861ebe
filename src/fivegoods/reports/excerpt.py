"""What a screen shows of a very long report: the first and last rows of its tables, and how many are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from fivegoods.messages.words import say
from fivegoods.reports.model import (
    Block,
    Column,
    Kind,
    Medium,
    NumberedList,
    Paragraph,
    Product,
    Report,
    Table,
    Tone,
    Tree,
)

#: Stands for the rows left out; the ellipsis itself is wide in some terminals.
_GAP: Final = "..."


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a long list is shown: its ``first`` and ``last`` rows; up to ``longest`` it is whole."""

    longest: int
    first: int
    last: int = 0
    #: Only tables with a row for each park are shortened, not those of grades or settings.
    parks_only: bool = False
    #: Code of the words that say how to get the rest, with the number of rows as ``{of}``.
    rest: str = ""


#: On a terminal: what a reader scrolls through. 500 are more parks than any province has.
SCREEN: Final = Extent(500, 50, 10, rest="excerpt.rest")


def top(count: int) -> Extent:
    """Return the extent of `--top`: the first ``count`` parks of every table of parks."""
    return Extent(count, count, parks_only=True)


class ExcerptProduct(Product):
    """A result as it is read on a medium: long tables and lists may be shortened, each saying so; data are whole."""

    def __init__(self, whole: Product, medium: Medium, extent: Extent | None = None) -> None:
        """Show of ``whole`` what stands on ``medium``, of long tables what ``extent`` says."""
        self._whole, self._medium, self._extent = whole, medium, extent

    def report(self) -> Report:
        """Return what is read."""
        report = self._whole.report().on(self._medium)
        return excerpt(report, self._extent) if self._extent else report

    def data(self) -> Tree:
        """Return everything for JSON."""
        return self._whole.data()

    def records(self) -> Table[Any]:
        """Return all rows for CSV."""
        return self._whole.records()


def excerpt(report: Report, extent: Extent) -> Report:
    """Return the report with its long tables and lists shortened, each saying so below."""
    shortened = _Shortened(report.lang, extent)
    sections = tuple(
        replace(s, blocks=tuple(b for block in s.blocks for b in shortened.block(block))) for s in report.sections
    )
    return replace(report, sections=sections)


class _Shortened:
    """Shortens the blocks of one report; how to get the rest is said once."""

    def __init__(self, lang: str, extent: Extent) -> None:
        self._lang = lang
        self._extent = extent
        self._rest = extent.rest

    def block(self, block: Block) -> Iterator[Block]:
        """Yield the block as it is, or shortened with a sentence about it."""
        extent = self._extent
        if isinstance(block, Table) and len(block.rows) > extent.longest and self._may_shorten(block):
            yield _ends(block, extent.first, extent.last)
            yield self._note(len(block.rows), extent.last)
        elif isinstance(block, NumberedList) and len(block.items) > extent.longest and not extent.parks_only:
            yield NumberedList(block.items[: extent.first])
            yield self._note(len(block.items), 0)
        else:
            yield block

    def _may_shorten(self, table: Table[Any]) -> bool:
        return not self._extent.parks_only or any(column.kind is Kind.PARK for column in table.columns)

    def _note(self, of: int, last: int) -> Paragraph:
        first = self._extent.first
        code = "excerpt.ends" if last else "excerpt.first"
        lines = [say(code, self._lang, of=of, first=first, last=last, more=of - first - last)]
        if self._rest:
            lines.append(say(self._rest, self._lang, of=of))
            self._rest = ""
        return Paragraph("\n".join(lines))


def _ends(table: Table[Any], first: int, last: int) -> Table[Any]:
    """Return the first and the last rows of a table, with a row of dots between them."""
    rows = [*table.rows[:first], *([_GAP] if last else []), *table.rows[len(table.rows) - last :]]
    return Table(
        tuple(
            replace(column, cell=_or_gap(column.look, _GAP), shown=None, tone=_tone(column)) for column in table.seen
        ),
        rows,
        table.caption,
        is_sum=_or_gap(table.is_sum, False),
        depth=_or_gap(table.depth, 0),
    )


def _or_gap(of: Callable[[Any], Any], gap: object) -> Callable[[Any], Any]:
    """Return ``of`` for rows, and ``gap`` for the row of dots."""
    return lambda row: gap if row is _GAP else of(row)


def _tone(column: Column[Any]) -> Callable[[Any], Tone | None] | None:
    return None if column.tone is None else _or_gap(column.tone, None)
