"""The figures of a run by field, as the view in force sees them, and last year's beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from fivegoods.messages.findings import Finding, FindingKind, Place
from fivegoods.numeric.decimals import ONE, show
from fivegoods.numeric.units import UnitError, convert, parse_unit
from fivegoods.panel.entities import Park, Value
from fivegoods.scoring.scores import Run


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of the parks of a run with their peers, and of the same parks a year earlier where they are known."""

    run: Run
    #: So many rows are parks that were asked for; those behind them are peers, about which nothing is said.
    shown: int
    #: Numeric fields that parks report: the number in each row, None where there is none.
    numbers: Mapping[str, Sequence[Decimal | None]]
    #: The same a year earlier; empty where no year before is known.
    previous: Mapping[str, Sequence[Decimal | None]]

    def park(self, row: int) -> Park:
        """Return the park of a row."""
        return self.run.columns.context.parks[row]

    def reported(self, name: str) -> Iterator[tuple[int, Decimal]]:
        """Yield the rows asked for that report a field, each with its number."""
        for row, x in enumerate(islice(self.numbers.get(name, ()), self.shown)):
            if x is not None:
                yield row, x

    def growing(self, name: str) -> Iterator[tuple[int, Decimal, Decimal]]:
        """Yield the rows asked for that report a field in both years, each with the number before and now."""
        before = self.previous.get(name, ())
        for row, x in self.reported(name) if before else ():
            if (then := before[row]) is not None:
                yield row, then, x

    def text(self, row: int, name: str) -> str:
        """Return a figure as it is written, with its unit."""
        park = self.park(row)
        fact = park.facts.get(name)
        return fact.written if fact else self.quantity(name, park.data.get(name))

    def called(self, name: str, key: str = "field") -> dict[str, str]:
        """Return a field's id and its name for both languages of a finding."""
        return {key: name, **self.run.criteria.criteria.fields[name].name.words(key)}

    def is_explained(self, row: int, name: str) -> bool:
        """Return whether a remark stands beside a figure."""
        fact = self.park(row).facts.get(name)
        return fact is not None and bool(fact.remark)

    def finding(self, kind: FindingKind, row: int, name: str, /, **params: str) -> Finding:
        """Return a finding about a figure, with the names of its park and its field."""
        park = self.park(row)
        return Finding(kind, place_of(park, name), {**park.name.words("park"), **self.called(name), **params})

    def whole(self, name: str) -> Decimal | None:
        """Return the number that 100 % is in the unit of a field, None if that is not the unit of a share."""
        try:
            unit = parse_unit(self.run.criteria.criteria.fields[name].unit)
        except UnitError:
            return None
        return None if unit.dimensions else convert(ONE, parse_unit(None), unit)

    def quantity(self, name: str, value: Value | None) -> str:
        """Return a value with the unit of its field."""
        unit = self.run.criteria.criteria.fields[name].unit
        text = show(value) if isinstance(value, Decimal) else str(value)
        return f"{text} {unit}" if unit else text


def columns_of(run: Run) -> Columns:
    """Return the columns of a run."""
    context = run.columns.context
    names = [name for name, field in run.criteria.criteria.fields.items() if field.kind == "number"]
    # Without other years none is looked for.
    before, places = context.rows().back(1) if len(context.panel) > len(context) else (context.rows([]), ())
    previous: dict[str, Sequence[Decimal | None]] = {}
    for name in names if len(before) else ():
        then = before.field(name).values
        previous[name] = [None if isinstance(place, str) else then[place] for place in places]
    numbers: dict[str, Sequence[Any]] = {name: context.column(name) for name in names}
    reported = {name: column for name, column in numbers.items() if any(x is not None for x in column)}
    return Columns(run, run.request.shown, reported, previous)


def place_of(park: Park, name: str) -> Place:
    """Return the cell of a figure: the review's if it replaced the park's own."""
    if park.review is not None and name in park.review.data:
        return park.origin.place(("review", "data", name))
    return park.origin.place(("data", name))
