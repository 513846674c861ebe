"""The rows of a table → parks, without an object for each cell: a table may have a million of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from fivegoods.criteria.base import LocalText
from fivegoods.messages.findings import Finding, FindingKind
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import Event, Gap, GivenPoints, Park, ReviewedPart, Value
from fivegoods.reading.binding import findings as park_findings
from fivegoods.reading.binding.documents import broken_bound
from fivegoods.reading.binding.quoting import quoted
from fivegoods.reading.binding.values import Misfit, find_named, listed
from fivegoods.reading.tables import findings as kinds
from fivegoods.reading.tables.cell_findings import HEADER_AGAIN, NOT_A_PARK, SAME_NAME
from fivegoods.reading.tables.cells import ReadCell, careful_reader, cell_reader, odd_cell, plain_number, year_in
from fivegoods.reading.tables.column_names import plain
from fivegoods.reading.tables.row_origin import RowFacts, RowOrigin, packed
from fivegoods.reading.tables.sheet import FormulaText, Row
from fivegoods.reading.tables.totals import LAST_SIGNS, Totals, is_note
from fivegoods.reading.tables.with_criteria import BoundTable

#: Shared by all names: which parts of a `LocalText` were given.
_BOTH: Final = {"zh", "en"}
_NOTHING: Final[dict[str, Any]] = {}
_ID: Final = re.compile(r"[\w.-]{1,80}")
_NOT_IN_ID: Final = re.compile(r"[^\w.-]+")
_BETWEEN_CHINESE: Final = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
#: Column, field id and how its cells are read.
Readers = list[tuple[int, str, ReadCell]]


def _id_of(name: str) -> str:
    """Return the id of a park that has a name only; Chinese names are spaced out at will (甲 园区 is 甲园区)."""
    return _NOT_IN_ID.sub("-", name if name.isascii() else _BETWEEN_CHINESE.sub("", name)).strip("-")


class RowReader:
    """Reads the rows of one table; what is wrong goes into ``table.findings``."""

    def __init__(self, table: BoundTable) -> None:
        """Make one reader for each column of figures."""
        self.table = table
        self.findings = table.findings
        self.own = self._readers(reviewed=False)
        self.reviewed = self._readers(reviewed=True)
        roles = table.layout.columns
        self.with_units = [(i, n, False) for n, i in self._of_own_unit(reviewed=False)]
        self.with_units += [(i, n, True) for n, i in self._of_own_unit(reviewed=True)]
        self.groups = [(index, one.key) for index, one in roles if one.role == "group"]
        self.events = [(index, one.key) for index, one in roles if one.role == "event" and not one.part]
        self.points = [(index, one.key, one.reviewed) for index, one in roles if one.role == "points" and not one.part]
        self.has_review = any(index for index, one in roles if one.reviewed or one.key.startswith("review."))
        self.has_provenance = any(one.part or one.key in ("source", "review.source", "attested") for _, one in roles)
        numeric = {index for index, _, _ in (*self.own, *self.reviewed)} | {index for index, _, _ in self.points}
        numeric |= {index for index, _ in self.events}
        #: Columns whose cells are taken as text; a formula may stand in them as well.
        self.words_only = [index for index, one in roles if index not in numeric and one.key != "year"]
        self.known_groups: dict[tuple[str, ...], dict[str, str]] = {}
        paths = table.layout.paths
        self.id_column, self.name_column = paths.get(("id",)), paths.get(("name",))
        self.english_column, self.has_total = paths.get(("name", "en")), ("stated_total",) in paths
        self.year_column = paths[("year",)]
        self.years: dict[str, int] = {}
        #: The first id of each name, and the rows that give the name another one.
        self.ids: dict[str, str] = {}
        self.renamed: list[tuple[Row, str, str]] = []
        self.totals = Totals()
        self.parks = 0

    def _readers(self, *, reviewed: bool) -> Readers:
        fields, headings = self.table.words.fields, dict(self.table.layout.columns)
        return [
            (index, name, cell_reader(name, fields[name], headings[index].unit))
            for name, index in self.table.figures(reviewed=reviewed).items()
            if (name, index) not in self._of_own_unit(reviewed=reviewed)
        ]

    def _of_own_unit(self, *, reviewed: bool) -> list[tuple[str, int]]:
        """Return the figures whose unit stands in a column of its own, row by row."""
        base = ("review", "data") if reviewed else ("data",)
        paths = self.table.layout.paths
        figures = self.table.figures(reviewed=reviewed).items()
        return [(name, index) for name, index in figures if (*base, name, "unit") in paths]

    def add(self, kind: FindingKind, row: Row, column: int, params: dict[str, str], near: str = "") -> None:
        """Add a finding about one cell."""
        self.findings.append(Finding(kind, self.table.sheet.place(row, column), params, near))

    def park(self, row: Row) -> Park | None:
        """Return the park-year of a row, or None where it cannot be told which it is."""
        for index in self.words_only if self.table.sheet.name else ():
            if index < len(row[2]) and (odd := odd_cell(row[2][index])):
                self.add(odd.kind, row, index, dict(odd.params))
        name = self.table.text(row, self.name_column)
        id_ = self.table.text(row, self.id_column) or _id_of(name)
        if (name[-1:] in LAST_SIGNS or id_[-1:] in LAST_SIGNS) and self.totals.takes(row, (id_, name), self.parks):
            return None
        said = row[2][self.year_column] if self.year_column < len(row[2]) else ""
        year = None if isinstance(said, FormulaText) else self.years.get(said)
        if (year is None or not id_) and self._is_no_park(row, id_, name):
            return None
        year = year or self._year(row)
        if not self._is_named(row, id_) or year is None:
            return None
        self.parks += 1
        if self.ids.setdefault(name or id_, id_) != id_:
            self.renamed.append((row, name, id_))
        data, gaps = self._figures(row, self._of_row(row, self.own, reviewed=False))
        english = self.table.text(row, self.english_column)
        if self.has_provenance:
            self.table.check_provenance(row)
        # One text takes a fifth of the memory of a list of texts; it is split again when asked about.
        kept = packed(row)
        return Park(
            id=id_,
            # Rows are checked cell by cell; validating a million texts again would double the time.
            name=LocalText.model_construct(_BOTH, zh=name or id_, en=english or name or id_),
            year=year,
            groups=self._groups(row),
            data=data,
            origin=RowOrigin(self.table, kept),
            gaps=gaps or _NOTHING,
            facts=RowFacts(self.table, kept),
            points=self._points(row, reviewed=False) if self.points else _NOTHING,
            events=tuple(self._events(row)) if self.events else (),
            stated_total=self._stated(row, "stated_total") if self.has_total else None,
            review=self._review(row) if self.has_review else None,
        )

    def say_renamed(self) -> None:
        """Add one warning for all names that stand with several ids: two years of one park would not meet."""
        if self.renamed:
            row, name, other = self.renamed[0]
            params = {"count": str(len({name for _, name, _ in self.renamed})), "name": quoted(name)}
            self.add(SAME_NAME, row, self.table.first_column, {**params, "id": self.ids[name], "other": other})

    def _is_no_park(self, row: Row, id_: str, name: str) -> bool:
        """Return whether a row is a total, or a note below the table."""
        texts = [id_, name]
        if not (id_ or name):  # 合计 stands in the column of numbers
            texts = [text for text in row[2] if text and plain_number(text) is None][:1]
        if self.totals.takes(row, texts, self.parks):
            return True
        filled = [index for index, text in enumerate(row[2]) if text.strip()]
        if filled == [self.table.layout.paths.get(("criteria",))]:
            return True  # an empty table names its criteria
        if self._is_header_again(row):
            self.add(HEADER_AGAIN, row, self.table.first_column, {"value": quoted(row[2][self.year_column].strip())})
            return True
        first = filled[0] if filled else 0
        if self.table.at(row, "year").strip() or not is_note(row[2][first]):
            return False
        self.add(NOT_A_PARK, row, first, {"value": quoted(row[2][first].strip())})
        return True

    def _is_header_again(self, row: Row) -> bool:
        """Return whether a row has its column's header for a year, and in all other cells their headers or nothing."""
        pairs = list(zip_longest(row[2], self.table.layout.header[2], fillvalue=""))
        if len(pairs) <= self.year_column or not plain(pairs[self.year_column][0]):
            return False
        return all(plain(text) in ("", plain(header)) for text, header in pairs)

    def _is_named(self, row: Row, id_: str) -> bool:
        if _ID.fullmatch(id_):
            return True
        if id_:
            self.add(kinds.BAD_ID, row, self.table.first_column, {"value": quoted(id_)})
        else:
            header = self.table.layout.header[2][self.table.first_column]
            self.add(kinds.CELL_MISSING, row, self.table.first_column, {"column": f" {quoted(header.strip())}"})
        return False

    def _year(self, row: Row) -> int | None:
        column = self.year_column
        text = self.table.text(row, column)
        if not text:
            self.add(kinds.CELL_MISSING, row, column, {"column": " year"})
            return None
        year = None if odd_cell(row[2][column]) else year_in(text)
        if year is None:
            self.add(kinds.BAD_YEAR, row, column, {"value": quoted(text)})
            return None
        return self.years.setdefault(row[2][column], year)

    def _of_row(self, row: Row, readers: Readers, *, reviewed: bool) -> Readers:
        """Return the readers for one row: those of the columns, and those with the row's own units."""
        if not self.with_units:
            return readers
        fields = self.table.words.fields
        own = [
            (index, name, careful_reader(name, fields[name], self.table.unit(row, name, reviewed=reviewed)))
            for index, name, of_review in self.with_units
            if of_review is reviewed
        ]
        return [*readers, *own]

    def _figures(self, row: Row, readers: Readers) -> tuple[dict[str, Value], dict[str, Gap]]:
        data: dict[str, Value] = {}
        gaps: dict[str, Gap] = {}
        cells = row[2]
        width = len(cells)
        for index, name, read in readers:
            text = cells[index] if index < width else ""
            if not text or text.isspace():
                continue
            value = read(text)
            if type(value) is Decimal:
                data[name] = value
            elif isinstance(value, Misfit):
                self.add(value.kind, row, index, dict(value.params), value.near)
            elif isinstance(value, Gap):
                gaps[name] = value
            else:
                data[name] = value
        return data, gaps

    def _groups(self, row: Row) -> dict[str, str]:
        """Return the groups of a row; rows of the same groups share one mapping."""
        texts = tuple(self.table.text(row, index) for index, _ in self.groups)
        known = self.known_groups.get(texts)
        if known is None:
            known = self._found_groups(row)
            if len(known) == sum(1 for text in texts if text):
                self.known_groups[texts] = known
        return known

    def _found_groups(self, row: Row) -> dict[str, str]:
        groups: dict[str, str] = {}
        for index, name in self.groups:
            text = self.table.text(row, index)
            if not text:
                continue
            values = self.table.words.groups[name].values
            found, near = find_named(text, values)
            if found:
                groups[name] = found
            else:
                params = {"group": name, "value": quoted(text), "known": listed(values)}
                self.add(park_findings.UNKNOWN_GROUP_VALUE, row, index, params, near)
        return groups

    def _points(self, row: Row, *, reviewed: bool) -> dict[str, GivenPoints]:
        points: dict[str, GivenPoints] = {}
        for index, name, of_review in self.points:
            text = self.table.text(row, index)
            if of_review is not reviewed or not text:
                continue
            number = self._number(row, index, name)
            if number is None:
                continue
            base = ("review", "points", name) if reviewed else ("points", name)
            source, attested = self.table.provenance(row, base, reviewed=reviewed)
            points[name] = GivenPoints(number, self.table.at(row, *base, "reason") or None, source, attested)
            if bound := broken_bound(self.table.words.indicators[name], number):
                params = {"indicator": name, "value": show(number), "bound": bound}
                self.add(park_findings.TOO_MANY_POINTS, row, index, params)
        return points

    def _number(self, row: Row, index: int, name: str, *, counts: bool = False) -> Decimal | None:
        text = row[2][index]
        odd = odd_cell(text)
        number = None if odd else plain_number(text, counts=counts)
        if number is None:
            misfit = odd or Misfit(park_findings.TEXT_FOR_NUMBER, {"field": name, "value": quoted(text.strip())})
            self.add(misfit.kind, row, index, dict(misfit.params))
        return number

    def _events(self, row: Row) -> Iterator[Event]:
        for index, key in self.events:
            if not self.table.text(row, index):
                continue
            count = self._number(row, index, key, counts=True)
            if count is not None and count < 0:
                self.add(park_findings.OUT_OF_BOUNDS, row, index, {"field": key, "bound": "≥ 0", "value": show(count)})
            elif count:
                kind, _, level = key.partition(".")
                said = (
                    self.table.at(row, "events", *key.split("."), part) or None for part in ("date", "source", "remark")
                )
                yield Event(kind, level or None, count, *said)

    def _stated(self, row: Row, *path: str) -> Decimal | None:
        column = self.table.layout.paths.get(path)
        if column is None or not self.table.text(row, column):
            return None
        return self._number(row, column, ".".join(path))

    def _review(self, row: Row) -> ReviewedPart | None:
        data, gaps = self._figures(row, self._of_row(row, self.reviewed, reviewed=True))
        points = self._points(row, reviewed=True)
        by = self.table.at(row, "review", "by") or None
        stated = self._stated(row, "review", "stated_total")
        if not (data or gaps or points or by or stated is not None):
            return None
        facts = RowFacts(self.table, packed(row), reviewed=True)
        source = self.table.at(row, "review", "source") or None
        return ReviewedPart(by, source, data, gaps, facts, points, stated)
