"""The panel (面板数据): the park-years of a run under one criteria edition, a column for each field.

Rows are park-years. A cell holds a number in the field's unit, a choice, yes or no, or the reason
why there is none (`Gap`). What is rare (reviewed figures, points by hand, events, provenance) is kept
by row. Parks are views of a row, made when asked for. A panel is never changed once it is made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final, overload

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import Origin
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import UNSAID, Event, Fact, Gap, GivenPoints, Park, ReviewedPart, Value, View
from fivegoods.panel.raw import Input, Path, RowOrigin

#: What a column holds in one row.
Cell = Value | Gap
#: A column of which few rows hold anything.
Rare = dict[int, Cell]
#: So many parks are remembered. A park takes a hundred times what its figures take in the columns.
_REMEMBERED: Final = 4096


@dataclass(slots=True)
class Part:
    """One of the two assessments of the rows, apart from the figures: what was given by hand, and provenance."""

    #: Indicator → row → points given by hand.
    points: dict[str, dict[int, GivenPoints]] = field(default_factory=dict)
    #: Row → the total that somebody stated.
    totals: dict[int, Decimal] = field(default_factory=dict)
    #: Row → source and attestation of all figures that name none of their own.
    common: dict[int, Fact] = field(default_factory=dict)
    #: Field → row → what is said about one figure; ``written`` is "" where the input knows it.
    facts: dict[str, dict[int, Fact]] = field(default_factory=dict)

    def said(self, name: str, row: int) -> Fact:
        """Return what is said about a figure: beside it, else in common."""
        return self.facts.get(name, {}).get(row) or self.common.get(row, UNSAID)


@dataclass(slots=True)
class Review(Part):
    """The reviewer's figures, which replace the park's own in the reviewed view."""

    figures: dict[str, Rare] = field(default_factory=dict)
    by: dict[int, str] = field(default_factory=dict)
    source: dict[int, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[Mapping[int, object]]:
        """The columns that hold anything in a row that was reviewed."""
        return [self.by, self.totals, *self.figures.values(), *self.points.values()]

    def has(self, row: int) -> bool:
        """Return whether a row was reviewed."""
        return any(row in column for column in self.columns)


@dataclass(slots=True)
class Panel:
    """Park-years × fields. Rows are numbered from 0 in the order in which they were read."""

    fields: Mapping[str, FieldDef] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    names: list[LocalText | str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    #: Group → its value in each row, None where a row has none.
    groups: dict[str, list[str | None]] = field(default_factory=dict)
    #: Field → its cell in each row. A field that no row reports has no column.
    figures: dict[str, list[Cell]] = field(default_factory=dict)
    own: Part = field(default_factory=Part)
    review: Review = field(default_factory=Review)
    #: Row → its events.
    events: dict[int, tuple[Event, ...]] = field(default_factory=dict)
    #: Rows of figures that another year's form gives; they yield to a file of that year.
    filling: set[int] = field(default_factory=set)
    #: First row of each input, the inputs, and the number that each row has in its input.
    starts: list[int] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    numbers: list[Sequence[int]] = field(default_factory=list)
    #: Cells that came from another input than their row: row → path → where they stand.
    elsewhere: dict[int, dict[Path, Origin]] = field(default_factory=dict)
    _seen: dict[str, list[Cell]] = field(default_factory=dict)
    _said: dict[str, bool] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str, view: View) -> Sequence[Cell]:
        """Return a field's cell in every row as a view sees it; `Gap.ABSENT` where nothing is said."""
        own = self.figures.get(name)
        over = self.review.figures.get(name) if view is View.REVIEWED else None
        if own is not None and not over:
            return own
        key = name if over else ""
        if key not in self._seen:
            cells: list[Cell] = list(own) if own is not None else [Gap.ABSENT for _ in self.ids]
            for row, cell in (over or {}).items():
                cells[row] = cell
            self._seen[key] = cells
        return self._seen[key]

    def points(self, indicator: str, view: View) -> Mapping[int, tuple[GivenPoints, bool]]:
        """Return by row the points given by hand in a view, and whether the reviewer gave them."""
        given = {row: (points, False) for row, points in self.own.points.get(indicator, {}).items()}
        if view is View.REVIEWED:
            given |= {row: (points, True) for row, points in self.review.points.get(indicator, {}).items()}
        return given

    def name(self, row: int) -> LocalText:
        """Return the park's name in both languages."""
        name = self.names[row]
        return name if isinstance(name, LocalText) else LocalText.model_construct(zh=name, en=name)

    def groups_of(self, row: int) -> dict[str, str]:
        """Return a row's value of each group that it states."""
        return {name: value for name, column in self.groups.items() if (value := column[row]) is not None}

    def says(self, part: str) -> bool:
        """Return whether anything is said about a part of provenance, such as "period", of any figure."""
        if part not in self._said:
            columns = [facts for one in (self.own, self.review) for facts in (one.common, *one.facts.values())]
            said = {id(fact): fact for facts in columns for fact in facts.values()}
            self._said[part] = any(getattr(fact, part) for fact in said.values())
        return self._said[part]

    def fact(self, name: str, row: int, *, reviewed: bool = False) -> Fact | None:
        """Return what is known about one figure besides its value; None where nothing is reported."""
        cell = self.cell(name, row, reviewed=reviewed)
        if cell is Gap.ABSENT:
            return None
        said = (self.review if reviewed else self.own).said(name, row)
        if said.written:
            return said
        path: Path = ("review", "data", name) if reviewed else ("data", name)
        return replace(said, written=self.origin(row).written(path) or self._text(name, cell))

    def cell(self, name: str, row: int, *, reviewed: bool = False) -> Cell:
        """Return one of the park's own figures, or of the reviewed ones."""
        if reviewed:
            return self.review.figures.get(name, {}).get(row, Gap.ABSENT)
        return self.figures[name][row] if name in self.figures else Gap.ABSENT

    def _text(self, name: str, cell: Cell) -> str:
        """Return a cell as text, with the unit of its field."""
        if isinstance(cell, Decimal):
            unit = self.fields[name].unit if name in self.fields else None
            return f"{show(cell)} {unit}" if unit else show(cell)
        return cell.value if isinstance(cell, Gap) else str(cell).lower() if isinstance(cell, bool) else cell

    def reports(self, row: int) -> bool:
        """Return whether a row holds any figure."""
        return any(column[row] is not Gap.ABSENT for column in self.figures.values())

    def origin(self, row: int) -> RowOrigin:
        """Return where a row stands."""
        part = bisect_right(self.starts, row) - 1
        number = self.numbers[part][row - self.starts[part]]
        return RowOrigin(self.inputs[part], number, self.elsewhere.get(row, {}))

    def files(self) -> set[tuple[str, str]]:
        """Return name and SHA-256 of every file that rows stand in."""
        ends = [*self.starts[1:], len(self)]
        inputs = zip(self.inputs, self.starts, ends, strict=True)
        return {(one.file, one.sha256) for one, start, end in inputs if start < end}

    def with_figures(self, row: int, values: Mapping[str, Value]) -> Panel:
        """Return the panel with other figures in one row, whatever a review says of them."""
        figures, reviewed = {**self.figures}, {**self.review.figures}
        for name, value in values.items():
            column = figures[name] = [*(figures.get(name) or [Gap.ABSENT] * len(self))]
            column[row] = value
            if row in reviewed.get(name, ()):
                reviewed[name] = {other: cell for other, cell in reviewed[name].items() if other != row}
        return replace(self, figures=figures, review=replace(self.review, figures=reviewed), _seen={}, _said={})

    def park(self, row: int) -> Park:
        """Return one row as a park-year."""
        own = self.own
        data, gaps = _apart((name, column[row]) for name, column in self.figures.items())
        return Park(
            id=self.ids[row],
            name=self.name(row),
            year=self.years[row],
            groups=self.groups_of(row),
            data=data,
            gaps=gaps,
            origin=self.origin(row),
            points={name: given[row] for name, given in own.points.items() if row in given},
            events=self.events.get(row, ()),
            stated_total=own.totals.get(row),
            review=self._reviewed(row) if self.review.has(row) else None,
            facts=Facts(self, row),
            only_fills=row in self.filling,
        )

    def _reviewed(self, row: int) -> ReviewedPart:
        review = self.review
        data, gaps = _apart((name, column[row]) for name, column in review.figures.items() if row in column)
        return ReviewedPart(
            data=data,
            gaps=gaps,
            by=review.by.get(row),
            source=review.source.get(row),
            points={name: given[row] for name, given in review.points.items() if row in given},
            stated_total=review.totals.get(row),
            facts=Facts(self, row, reviewed=True),
        )

    def parks(self, rows: Sequence[int] | None = None) -> Parks:
        """Return some rows, or all, as park-years."""
        return Parks(self, range(len(self)) if rows is None else rows)


class Parks(Sequence[Park]):
    """Rows of a panel as park-years, each made when it is looked at."""

    def __init__(self, panel: Panel, rows: Sequence[int]) -> None:
        """Take rows of a panel by their numbers."""
        self._panel = panel
        self._rows = rows
        self._park = lru_cache(maxsize=_REMEMBERED)(panel.park)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Park: ...
    @overload
    def __getitem__(self, index: slice) -> Parks: ...
    def __getitem__(self, index: int | slice) -> Park | Parks:
        if isinstance(index, slice):
            return Parks(self._panel, self._rows[index])
        return self._park(self._rows[index])


def _apart(cells: Iterable[tuple[str, Cell]]) -> tuple[dict[str, Value], dict[str, Gap]]:
    """Return the values and the gaps among the cells of a row."""
    data: dict[str, Value] = {}
    gaps: dict[str, Gap] = {}
    for name, cell in cells:
        if not isinstance(cell, Gap):
            data[name] = cell
        elif cell is not Gap.ABSENT:
            gaps[name] = cell
    return data, gaps


class Facts(Mapping[str, Fact]):
    """What is known about the figures of one row, made when asked for: a big table has a million of them."""

    __slots__ = ("_columns", "_panel", "_reviewed", "_row")

    def __init__(self, panel: Panel, row: int, *, reviewed: bool = False) -> None:
        """Speak for the park's own figures of a row, or for the reviewed ones."""
        self._panel = panel
        self._row = row
        self._reviewed = reviewed
        self._columns: Iterable[str] = panel.review.figures if reviewed else panel.figures

    def __getitem__(self, name: str) -> Fact:
        fact = self._panel.fact(name, self._row, reviewed=self._reviewed)
        if fact is None:
            raise KeyError(name)
        return fact

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._columns if name in self)

    def __contains__(self, name: object) -> bool:
        return self._panel.cell(str(name), self._row, reviewed=self._reviewed) is not Gap.ABSENT

    def __len__(self) -> int:
        return sum(1 for _ in self)
