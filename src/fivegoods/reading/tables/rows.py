"""The rows of a table → parks, without an object for each cell: a table may have a million of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from fivegoods.decimals import show
from fivegoods.entities import Event, Gap, GivenPoints, Park, ReviewedPart, Value
from fivegoods.findings import Finding, FindingKind
from fivegoods.reading import park_findings
from fivegoods.reading.binding import broken_bound
from fivegoods.reading.quoting import quoted
from fivegoods.reading.tables import table_findings as kinds
from fivegoods.reading.tables.bound import BoundTable
from fivegoods.reading.tables.cells import ReadCell, cell_reader, odd_cell, plain_number
from fivegoods.reading.tables.names import plain
from fivegoods.reading.tables.row_origin import RowFacts, RowOrigin, packed
from fivegoods.reading.tables.sheet import Row
from fivegoods.reading.values import Misfit, find_named, listed
from fivegoods.written import Text

#: Shared by all names: which parts of a `Text` were given.
_BOTH: Final = {"zh", "en"}
_NOTHING: Final[dict[str, Any]] = {}
_ID: Final = re.compile(r"[\w.-]{1,80}")
_NOT_IN_ID: Final = re.compile(r"[^\w.-]+")
_TOTALS: Final = frozenset({"合计", "总计", "小计", "总和", "平均", "平均值", "total", "sum", "average"})
_LONGEST_TOTAL: Final = 8
_MEANS: Final = frozenset({"平均", "平均值", "average"})

#: Column, field id and how its cells are read.
Readers = list[tuple[int, str, ReadCell]]


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
        self.events = [(index, one.key) for index, one in roles if one.role == "event"]
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
        self.years: dict[str, int] = {}
        self.totals: list[Row] = []

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
        id_ = self.table.text(row, self.id_column) or _NOT_IN_ID.sub("-", name).strip("-")
        if min(len(id_), len(name)) < _LONGEST_TOTAL and not id_[-1:].isdigit() and self._is_total(row, id_, name):
            return None
        year = self._year(row)
        if not self._is_named(row, id_) or year is None:
            return None
        data, gaps = self._figures(row, self._of_row(row, self.own, reviewed=False))
        english = self.table.text(row, self.english_column)
        if self.has_provenance:
            self.table.check_provenance(row)
        # One text takes a fifth of the memory of a list of texts; it is split again when asked about.
        kept = packed(row)
        return Park(
            id=id_,
            # Rows are checked cell by cell; validating a million texts again would double the time.
            name=Text.model_construct(_BOTH, zh=name or id_, en=english or name or id_),
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

    def _is_total(self, row: Row, id_: str, name: str) -> bool:
        words = {plain(id_), plain(name)}
        if words & (_TOTALS - _MEANS):
            self.totals.append(row)
        return bool(words & _TOTALS)

    def _is_named(self, row: Row, id_: str) -> bool:
        if _ID.fullmatch(id_):
            return True
        if id_:
            self.add(kinds.BAD_ID, row, self.table.first_column, {"value": quoted(id_)})
        else:
            self.add(kinds.CELL_MISSING, row, self.table.first_column, {"column": " id"})
        return False

    def _year(self, row: Row) -> int | None:
        column = self.table.layout.paths.get(("year",))
        text = self.table.text(row, column)
        if text in self.years:
            return self.years[text]
        if column is None:
            return None
        if not text:
            self.add(kinds.CELL_MISSING, row, column, {"column": " year"})
            return None
        number = plain_number(text.removesuffix("年"))
        if odd_cell(row[2][column]) or number is None or number % 1 or not 1900 <= number <= 2200:
            self.add(kinds.BAD_YEAR, row, column, {"value": quoted(text)})
            return None
        return self.years.setdefault(text, int(number))

    def _of_row(self, row: Row, readers: Readers, *, reviewed: bool) -> Readers:
        """Return the readers for one row: those of the columns, and those with the row's own units."""
        if not self.with_units:
            return readers
        fields = self.table.words.fields
        own = [
            (index, name, cell_reader(name, fields[name], self.table.unit(row, name, reviewed=reviewed)))
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

    def _number(self, row: Row, index: int, name: str) -> Decimal | None:
        text = row[2][index]
        odd = odd_cell(text)
        number = None if odd else plain_number(text)
        if number is None:
            misfit = odd or Misfit(park_findings.TEXT_FOR_NUMBER, {"field": name, "value": quoted(text.strip())})
            self.add(misfit.kind, row, index, dict(misfit.params))
        return number

    def _events(self, row: Row) -> Iterator[Event]:
        for index, key in self.events:
            if not self.table.text(row, index):
                continue
            count = self._number(row, index, key)
            if count is not None and count < 0:
                self.add(park_findings.OUT_OF_BOUNDS, row, index, {"field": key, "bound": "≥ 0", "value": show(count)})
            elif count:
                kind, _, level = key.partition(".")
                yield Event(kind, level or None, count)

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


def check_totals(reader: RowReader, parks: list[Park]) -> None:
    """Compare the rows of totals with the sums of the rows of the same table."""
    for row in reader.totals:
        for index, name, read in reader.own:
            text = reader.table.text(row, index)
            stated = read(text) if text else None
            if not isinstance(stated, Decimal):
                continue
            computed = sum((x for park in parks if isinstance(x := park.data.get(name), Decimal)), Decimal(0))
            if computed != stated:
                params = {"field": name, "stated": show(stated), "computed": show(computed)}
                reader.add(kinds.TOTAL_DIFFERS, row, index, params)
