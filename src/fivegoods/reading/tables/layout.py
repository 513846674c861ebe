"""Where a table's header is, what its columns hold, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fivegoods.messages.findings import Finding, FindingKind, Severity, quoted
from fivegoods.numeric.closest import folded, nearest
from fivegoods.numeric.units import UnitError, near_unit, parse_unit, ratio
from fivegoods.panel import findings as panel_kinds
from fivegoods.panel.raw import Path
from fivegoods.panel.values import label, unit_with_noun
from fivegoods.panel.vocabulary import Vocabulary
from fivegoods.reading import findings as kinds
from fivegoods.reading.tables.headings import (
    NO_CRITERIA,
    PARTS,
    WEAK_NAMES,
    YEAR_IN_FRONT,
    Heading,
    Headings,
    is_change,
    unit_or_none,
)
from fivegoods.reading.tables.sheet import Sheet

#: The header is looked for in so many rows.
DEEPEST_HEADER: Final = 20
MOST_COLUMNS: Final = 2_000
#: A title that names the year of the whole table: 2024年度园区主要指标.
_TITLE_YEAR: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")
_LONGEST_HEADER: Final = 200
_LONGEST_NAME: Final = 100
_YEAR_UNITS: Final = frozenset({"年", "年度", "年份", "year"})
_NOTHING: Final = frozenset({"", "-", "—", "/", "单位", "计量单位", "unit", "units"})
_UNIT_SAID: Final = re.compile(r"单位[:：]\s*([^\s,，、;；()（）]+)")
#: 单位 alone and these mean units; 填报单位 or 主管单位 is an office, unless a known unit follows.
_OF_MEASURE: Final = re.compile(r"(?:^|[^\w]|计量|金额|数据)$")
_IN_BRACKETS: Final = re.compile(r"[(（\[【]([^()（）\[\]【】]+)[)）\]】]\s*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns by what they hold; ``header`` is the index of the header, ``first`` that of the first row of data."""

    header: int
    #: What the columns are headed; of a header of two rows, the lower heading where there is one.
    texts: Sequence[str]
    first: int
    columns: tuple[tuple[int, Heading], ...]
    paths: dict[Path, int] = field(default_factory=dict)
    #: The year of all rows where no column says it.
    year: int | None = None

    @property
    def naming_column(self) -> int:
        """The column that names the park: its id, else its name."""
        return self.paths.get(("id",), self.paths.get(("name",), 0))


def is_table(sheet: Sheet) -> bool:
    """Return whether a sheet looks like one with a row for each park, under any criteria."""
    return header_index(sheet) is not None


def header_index(sheet: Sheet) -> int | None:
    """Return the index of the row that looks like a header of parks under any criteria, None if there is none."""
    general = Headings(NO_CRITERIA)
    rows = range(min(DEEPEST_HEADER, len(sheet)))
    return next((index for index in rows if _names_a_park(_headings(sheet.row(index), general))), None)


def layout_of(sheet: Sheet, words: Vocabulary, year: int | None = None) -> tuple[Layout | None, list[Finding]]:
    """Return what the columns of a table hold, or None if it has no header.

    ``year`` is that of a table that has no column for it.
    """
    known, rows = Headings(words), range(min(DEEPEST_HEADER, len(sheet)))
    for index in rows:
        if len(sheet.row(index)) > MOST_COLUMNS:
            return None, [Finding(kinds.TOO_WIDE, sheet.place(index, MOST_COLUMNS), {"limit": str(MOST_COLUMNS)})]
    for index in rows:
        headings = _headings(sheet.row(index), known)
        if _names_a_park(headings):
            return _Header(sheet, known, index, headings).layout(year)
    return None, [Finding(kinds.NOT_A_TABLE, sheet.place(0, 0))]


def _headings(row: Sequence[str], known: Headings) -> list[Heading | None]:
    return [known.find(text) if len(text) <= _LONGEST_HEADER else None for text in row[:MOST_COLUMNS]]


def _names_a_park(headings: Sequence[Heading | None]) -> bool:
    found = {one.key for one in headings if one is not None and one.role == "park"}
    return bool(found & {"id", "name"}) and len([one for one in headings if one is not None]) > 1


class _Header:
    """A header of one or two rows, with a row of units below it or not."""

    def __init__(self, sheet: Sheet, known: Headings, index: int, headings: list[Heading | None]) -> None:
        self.sheet = sheet
        self.known = known
        self.words = known.words
        self.findings: list[Finding] = []
        #: Rows above the table's own headings: titles, and headings common to several columns.
        self.above: list[tuple[int, Sequence[str]]] = list(enumerate(map(sheet.row, range(index))))
        self.last, self.texts, self.headings = index, sheet.row(index), headings
        self._join_second_row()
        self.units = self._unit_row()
        #: The column that names the park: the first that surely does, else the first that may.
        named = [index for index, one in enumerate(self.headings) if one is not None and one.path == ("name",)]
        sure = [index for index in named if folded(self.texts[index]) not in WEAK_NAMES]
        self.naming = (sure or named or [0])[0]

    def layout(self, year: int | None) -> tuple[Layout, list[Finding]]:
        """Return what the columns hold, and what is wrong with the header."""
        columns: list[tuple[int, Heading]] = []
        paths: dict[Path, int] = {}
        for index, heading in enumerate(self.headings):
            found = self._settled(index, heading, paths)
            if found is not None:
                paths[found.path] = index
                columns.append((index, found))
        self._check_year(paths, year)
        first = self.last + (1 if self.units is None else 2)
        layout = Layout(self.last, self.texts, first, tuple(columns), paths, None if ("year",) in paths else year)
        self._units_above(columns)
        self._nameless(layout.first)
        return layout, self.findings

    def _check_year(self, paths: Mapping[Path, int], year: int | None) -> None:
        """Say so where nothing says the year of the rows, or where the title says another than was given."""
        titles = [(row, column, text) for row, cells in self.above for column, text in enumerate(cells)]
        found = [(row, column, match[1]) for row, column, text in titles if (match := _TITLE_YEAR.search(text))]
        if ("year",) in paths:
            return
        if year is None:
            self.add(kinds.COLUMN_MISSING, 0, column="year（年度）", year=found[0][2] if found else "2024")
        elif found and str(year) not in {said for _, _, said in found}:
            row, column, said = found[0]
            self.add(kinds.OTHER_YEAR_ABOVE, column, "", row, said=said, year=str(year))

    def add(self, kind: FindingKind, column: int, near: str = "", row: int | None = None, /, **params: str) -> None:
        """Add a finding about a heading, or about another cell in its column."""
        text = self.texts[column] if row is None else None
        place = self.sheet.place(self.last if row is None else row, column, text)
        self.findings.append(Finding(kind, place, params, near))

    def _settled(self, index: int, heading: Heading | None, paths: dict[Path, int]) -> Heading | None:
        """Return what a column holds with its unit, None where it is not read."""
        text = self.texts[index]
        if heading is None:
            self._unknown(index)
            return None
        if heading.role == "ignored":
            return None
        if meant := self.known.may_mean(text, heading):
            self.add(kinds.DOUBTFUL_COLUMN, index, column=quoted(text.strip()), meant=", ".join(meant))
            return None
        if self.units is not None and heading.role == "field" and not heading.part:
            heading = self._with_unit_below(index, heading)
        if heading.path == ("name",) and index != self.naming:
            if folded(text) in WEAK_NAMES:
                self.add(kinds.IGNORED_COLUMN, index, column=quoted(text.strip()), criteria=self.words.name)
                return None
            paths.setdefault(("name",), self.naming)
        if heading.path in paths:
            other = self.sheet.place(self.last, paths[heading.path]).cell
            self.add(kinds.COLUMN_TWICE, index, column=text.strip(), other=other)
            return None
        self._check_unit(index, heading)
        return heading

    # -- headers of two rows

    def _join_second_row(self) -> None:
        """Take a second row of headings into account: figures stand there below a common heading.

        Nothing stands there below the park and the year.
        """
        if self.last + 1 >= len(self.sheet):
            return
        width = max(len(self.texts), len(self.sheet.row(self.last + 1)))
        upper = [*self.texts, *[""] * (width - len(self.texts))]
        lower = [self.sheet.text(self.last + 1, column) for column in range(width)]
        headings = [*self.headings, *[None] * (width - len(self.headings))]
        if any(text and one is not None and one.role == "park" for text, one in zip(lower, headings, strict=True)):
            return
        common = self._common(upper, lower)
        below = [self.known.below(above, text) if text else None for above, text in zip(common, lower, strict=True)]
        figures = [one for one, text in zip(below, lower, strict=True) if one is not None and _is_name(text, one)]
        if not figures:
            return
        titles = zip(lower, upper, headings, strict=True)
        self.above.append((self.last, [up if low and one is None else "" for low, up, one in titles]))
        self.texts = [low or up for low, up in zip(lower, upper, strict=True)]
        self.headings = [one if low else up for one, low, up in zip(below, lower, headings, strict=True)]
        self.last += 1

    def _common(self, upper: Sequence[str], lower: Sequence[str]) -> list[str]:
        """Return for each column the heading above it, which may be written once for several columns."""
        merged = {left: right for top, _, left, right in self.sheet.merged if top == self.sheet.numbers[self.last]}
        common: list[str] = []
        until = -1
        for column, text in enumerate(upper):
            until = merged.get(column, column) if text.strip() else until
            is_under = column <= until or (lower[column] and not self.sheet.merged)
            common.append(text if text.strip() else common[-1] if column and is_under else "")
        return common

    # -- units

    def _unit_row(self) -> Sequence[str] | None:
        """Return the row below the header if it holds units and names no park."""
        row = self.sheet.row(self.last + 1) if self.last + 1 < len(self.sheet) else []
        units = 0
        for text, heading in zip(row, self.headings, strict=False):
            if _says_nothing(text):
                continue
            if heading is not None and heading.role in ("park", "group"):
                if heading.key == "year" and folded(text) in _YEAR_UNITS:
                    continue
                return None
            units += heading is not None and heading.role == "field" and unit_or_none(text) not in (None, "1")
        return row if units else None

    def _with_unit_below(self, index: int, heading: Heading) -> Heading:
        """Return a heading with the unit in the row below it."""
        units = self.units or ()
        text = units[index] if index < len(units) else ""
        if _says_nothing(text):
            return heading
        unit = unit_or_none(text)
        if unit is None:
            self._unknown_unit(index, heading.key, text.strip(), self.last + 1)
            return heading
        if heading.unit is not None and parse_unit(heading.unit) != parse_unit(unit):
            called = label(heading.key, self.words.fields[heading.key].name)
            self.add(panel_kinds.UNIT_TWICE, index, "", self.last + 1, first=heading.unit, second=unit, **called)
        return replace(heading, unit=unit)

    def _check_unit(self, index: int, heading: Heading) -> None:
        """Say so where the unit of a heading does not fit its field."""
        if heading.unit is None or heading.role != "field":
            return
        definition = self.words.fields[heading.key]
        try:
            ratio(parse_unit(heading.unit), parse_unit(definition.unit))
        except UnitError:
            near = unit_with_noun(heading.unit, definition.unit)
            params = {"given": quoted(heading.unit), "declared": definition.unit or "1"}
            self.add(panel_kinds.WRONG_UNIT, index, near, **label(heading.key, definition.name), **params)

    def _unknown_unit(self, index: int, name: str, unit: str, row: int | None = None) -> None:
        definition, near = self.words.fields[name], near_unit(unit)
        params = {"given": quoted(unit), "declared": definition.unit or "1", **label(name, definition.name)}
        self.add(panel_kinds.UNKNOWN_UNIT, index, "" if near == unit else near, row, **params)

    def _units_above(self, columns: Sequence[tuple[int, Heading]]) -> None:
        """Name units above the header, for nobody can tell which columns they are for.

        One that would change a figure is an error; one that all figures without a unit are in anyway needs no word.
        """
        figures = [heading for _, heading in columns if heading.role == "field"]
        for row, cells in self.above:
            for column, text in enumerate(cells):
                unit = _unit_said(text)
                changes = [self._changes(unit, heading) for heading in figures] if unit else []
                if any(changes) or (unit and False not in changes and _UNIT_SAID.search(text)):
                    severity = Severity.ERROR if any(changes) else None
                    place, params = self.sheet.place(row, column), {"text": quoted(text.strip())}
                    self.findings.append(Finding(kinds.UNIT_ABOVE, place, params, "", severity))

    def _changes(self, unit: str, heading: Heading) -> bool | None:
        """Return whether a unit is another than that of a figure whose header has none; None if it is not for it."""
        if heading.unit is not None or heading.part:
            return None
        try:
            return ratio(parse_unit(unit), parse_unit(self.words.fields[heading.key].unit)) != 1
        except UnitError:
            return None

    # -- columns that are not read

    def _unknown(self, index: int) -> None:
        """Say that a heading is unknown: an error where it looks like a slip."""
        text, known = self.texts[index].strip(), self.known
        bare = folded(text)
        base = re.split(r"[(\[【]", bare, maxsplit=1)[0]
        if base != bare and known.known.get(base, ("",))[0] == "field" and not is_change(bare.rstrip(")]】")):
            self._unknown_unit(index, known.known[base][1], bare[len(base) + 1 :].rstrip(")]】"))
            return
        of_year = YEAR_IN_FRONT.sub("", base)
        near = of_year if of_year in known.known else nearest(base, known.names(), common=2)
        near = near or nearest(base.rpartition(".")[0], known.names(), common=2)
        part = nearest(base.rpartition(".")[2], PARTS) if "." in base else ""
        near = f"{near}.{part}" if near and part and "." not in near else near
        near = "" if is_change(bare) and not is_change(near) else near
        kind = kinds.UNKNOWN_COLUMN if near else kinds.IGNORED_COLUMN
        self.add(kind, index, near, column=quoted(text), criteria=self.words.name)

    def _nameless(self, first: int) -> None:
        """Name the columns that hold something below an empty header: they are not read."""
        for index in (index for index, text in enumerate(self.texts) if not text.strip()):
            rows = (row for row in range(first, len(self.sheet)) if self.sheet.text(row, index))
            if (row := next(rows, None)) is not None:
                text = self.sheet.text(row, index)
                self.add(kinds.IGNORED_COLUMN, index, "", row, column=quoted(text), criteria=self.words.name)


def _is_name(text: str, heading: Heading) -> bool:
    """Return whether a text below a common heading is a name and not just the unit of the heading above."""
    return heading.role in ("field", "points", "group") and unit_or_none(text) is None


def _says_nothing(text: str) -> bool:
    return folded(text).rstrip(":") in _NOTHING


def _unit_said(text: str) -> str:
    """Return the unit that a text above the header names, such as 万元 of ``单位：万元`` or ``效益（万元）``."""
    for said in _UNIT_SAID.finditer(text):
        if unit_or_none(said[1]) or _OF_MEASURE.search(text[: said.start()]):
            return said[1]
    match = _IN_BRACKETS.search(text) if len(text) < _LONGEST_NAME else None
    return match[1].strip() if match and unit_or_none(match[1]) and not folded(match[1]).isdigit() else ""
