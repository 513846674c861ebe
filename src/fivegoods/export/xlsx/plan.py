"""Which sheet of a workbook holds what: one for each table, and one for what is text alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from fivegoods.export.xlsx.cells import first_units, units_of
from fivegoods.messages.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.reports.model import Block, Cell, Column, Kind, Report, Section, Table

#: Characters a name may have, counted in UTF-16 as spreadsheets do.
LONGEST: Final = 31
_ILLEGAL: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff\ud800-\udfff]")
#: Names that programs keep for themselves.
_RESERVED: Final = frozenset({"history"})
_CUT: Final = "…"


class Names:
    """The names given out so far in one workbook."""

    def __init__(self) -> None:
        """Start without names."""
        self._taken: set[str] = set()

    def name(self, wish: str, otherwise: str) -> str:
        """Return a name like ``wish``, or like ``otherwise`` where nothing legal is left of it."""
        legal = _legal(wish) or _legal(otherwise) or "1"
        number, name = 1, shortened(legal, LONGEST)
        while name.lower() in self._taken or name.lower() in _RESERVED:
            number += 1
            tail = f" ({number})"
            name = shortened(legal, LONGEST - len(tail)) + tail
        self._taken.add(name.lower())
        return name


def joined(parent: str, own: str) -> str:
    """Return a name of both headings in which ``own`` survives: the parent is cut."""
    own = shortened(_legal(own), LONGEST // 2)
    return f"{shortened(_legal(parent), LONGEST - 1 - units_of(own))} {own}".strip()


def shortened(text: str, longest: int) -> str:
    """Return ``text`` with an ellipsis where it is longer than ``longest`` UTF-16 units."""
    return text if units_of(text) <= longest else first_units(text, longest - 1).rstrip() + _CUT


def _legal(wish: str) -> str:
    return " ".join(_ILLEGAL.sub(" ", one_line(wish)).split()).strip("' ")


#: What people see of a table: tables of the same columns look alike.
_Columns = tuple[Column[Any], ...]

#: Columns and rows of lists by rank that stand below another instead of on a sheet of their own.
_NARROW: Final = 4
_SHORT: Final = 500
#: More tables than this are not leafed through: those of the same columns are put into one sheet.
_MANY: Final = 40


@dataclass(slots=True)
class Page:
    """One sheet: a table with what is said below it, or text alone."""

    title: str
    name: str
    table: Table[Any] | None = None
    #: The column whose cells are indented.
    indented: int = 0
    #: What stands below the table; blocks that belong to the table have no heading.
    texts: list[Section] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A section and the heading it stands below."""

    section: Section
    parent: str
    #: Whether sections of a deeper level follow.
    opens: bool

    def own(self, table: Table[Any]) -> str:
        """Return what names one of its tables."""
        return table.caption or self.section.heading


def pages_of(report: Report) -> list[Page]:
    """Return the sheets of a report in its order.

    What a section says besides its table stands below the table. A section without a table stands
    below the first table of its part of the report, or, where there is none yet or it begins such a
    part, with the other text.
    """
    placed = list(_placed(report.sections))
    found = _Found(report, placed)
    for one in placed:
        found.add(one)
    return found.pages


def _placed(sections: Sequence[Section]) -> Iterator[_Placed]:
    above: list[Section] = []
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        above = [one for one in above if one.level < section.level]
        opens = following is not None and following.level > section.level
        yield _Placed(section, above[-1].heading if above else "", opens)
        above.append(section)


def _together(placed: Sequence[_Placed]) -> dict[_Columns, list[tuple[_Placed, Table[Any]]]]:
    """Return the tables of the same columns, where there are too many tables for a sheet each."""
    alike: dict[_Columns, list[tuple[_Placed, Table[Any]]]] = {}
    for one in placed:
        for block in one.section.blocks:
            if isinstance(block, Table):
                alike.setdefault(block.seen, []).append((one, block))
    if sum(map(len, alike.values())) <= _MANY:
        return {}
    return {columns: tables for columns, tables in alike.items() if len(tables) > 1}


def _shape(table: Table[Any]) -> tuple[bool, ...]:
    return tuple(column.kind.is_number for column in table.columns)


def _is_league(table: Table[Any]) -> bool:
    """Return whether a table is a short list by rank: such lists stand below a wider one that begins like them."""
    columns = table.columns
    return columns[0].kind is Kind.RANK and len(columns) <= _NARROW and len(table.rows) <= _SHORT


class _Found:
    def __init__(self, report: Report, placed: Sequence[_Placed]) -> None:
        self.pages: list[Page] = []
        self._report = report
        self._owns = Counter(p.own(block) for p in placed for block in p.section.blocks if isinstance(block, Table))
        self._together = _together(placed)
        self._stacks: dict[_Columns, Page] = {}
        self._text: Page | None = None
        #: The first list by rank that begins with numbers and texts in some order; the section that stands there last.
        self._leagues: dict[tuple[bool, ...], Page] = {}
        self._heading_of: Section | None = None
        #: The first table of the part of the report that is being added, and that part's level.
        self._first: Page | None = None
        self._level = 0

    def add(self, placed: _Placed) -> None:
        """Add the sheets of a section, and its text to the sheet where it belongs."""
        section, page = placed.section, None
        self._begin_part(placed)
        waiting: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table):
                page = self._table(placed, block)
                self._first = self._first or page
                self._say(page, section, waiting)
                waiting = []
            elif page is None:
                waiting.append(block)
            else:
                self._say(page, section, [block])
        if page is None:
            (self._first or self._texts()).texts.append(section)

    def _begin_part(self, placed: _Placed) -> None:
        """Forget the first table where a section with deeper ones begins or ends."""
        level = placed.section.level
        if placed.opens or level <= self._level:
            self._first = None
            self._level = level if placed.opens else 0

    def _say(self, page: Page, section: Section, blocks: list[Block]) -> None:
        """Put blocks below the table of their section; the sheet is called like the section already."""
        if blocks:
            heading = section.heading if page in self._stacks.values() else ""
            page.texts.append(Section(heading, tuple(blocks), section.level))

    def _texts(self) -> Page:
        if self._text is None:
            title = say("book.text", self._report.lang)
            self._text = Page(title, title)
            self.pages.append(self._text)
        return self._text

    def _table(self, placed: _Placed, table: Table[Any]) -> Page:
        table = replace(table, columns=table.seen)
        if table.columns in self._together:
            page = self._stacks.get(table.columns)
            if page is None:
                page = self._stacks[table.columns] = self._stack(self._together[table.columns])
                self.pages.append(page)
            return page
        if _is_league(table) and (host := self._leagues.get(_shape(table))):
            heading = "" if placed.section is self._heading_of else placed.section.heading
            self._heading_of = placed.section
            host.texts.append(Section(heading, (table,), placed.section.level))
            return host
        own = placed.own(table)
        parent = placed.parent if self._owns[own] > 1 else ""
        titles = (placed.parent, placed.section.heading, table.caption)
        page = Page(_title(titles) or self._report.title, joined(parent, own) if parent else own, table)
        self.pages.append(page)
        if table.columns[0].kind is Kind.RANK:
            shape = _shape(table)
            for count in range(1, len(shape)):
                self._leagues.setdefault(shape[:count], page)
        return page

    def _stack(self, tables: list[tuple[_Placed, Table[Any]]]) -> Page:
        """Return one page of tables of the same columns; a column of its own says where rows come from."""
        owns = {placed.own(table) for placed, table in tables}
        parents = {placed.parent for placed, _ in tables}
        common = owns if len(owns) == 1 else parents if len(parents) == 1 and any(parents) else set()
        title = next(iter(common)) if common else tables[0][0].own(tables[0][1])
        return Page(title, title, _stacked(tables, self._report.lang, by_parent=len(owns) == 1), indented=1)


class _StackedRow(NamedTuple):
    """A row of one of several tables of the same columns."""

    part: str
    table: Table[Any]
    row: Any


def _stacked(tables: list[tuple[_Placed, Table[Any]]], lang: str, *, by_parent: bool) -> Table[_StackedRow]:
    rows = [
        _StackedRow(placed.parent if by_parent and placed.parent else placed.own(table), table, row)
        for placed, table in tables
        for row in table.rows
    ]

    def cell_at(place: int) -> Callable[[_StackedRow], Cell]:
        return lambda stacked: stacked.table.seen[place].look(stacked.row)

    part: Column[_StackedRow] = Column("part", say("book.part", lang), lambda stacked: stacked.part)
    columns = (replace(c, cell=cell_at(place), shown=None, tone=None) for place, c in enumerate(tables[0][1].seen))
    return Table(
        (part, *columns),
        rows,
        is_sum=lambda stacked: stacked.table.is_sum(stacked.row),
        depth=lambda stacked: stacked.table.depth(stacked.row),
    )


def _title(parts: tuple[str, ...]) -> str:
    return " — ".join(dict.fromkeys(part for part in parts if part))


def parts_of(page: Page, most_rows: int, most_columns: int) -> Iterator[Page]:
    """Yield a page whose table fits a sheet, or several; those of more columns repeat the first one.

    What is said below the table stands below its last part.
    """
    table = page.table
    if table is None or (len(table.rows) <= most_rows and len(table.columns) <= most_columns):
        yield page
        return
    first, *others = table.columns
    starts = [
        (row, column)
        for column in range(0, max(1, len(others)), most_columns - 1)
        for row in range(0, len(table.rows), most_rows)
    ]
    for number, (row, column) in enumerate(starts, start=1):
        columns = (first, *others[column : column + most_columns - 1])
        part = replace(table, columns=columns, rows=table.rows[row : row + most_rows])
        texts = page.texts if number == len(starts) else []
        yield replace(page, title=f"{page.title} ({number}/{len(starts)})", table=part, texts=texts)
