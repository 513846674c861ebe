"""The figures of a run by field, as the view in force sees them, and last year's beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fivegoods.decimals import show
from fivegoods.entities import Park, Value
from fivegoods.findings import Place
from fivegoods.scoring.environment import Surroundings, World
from fivegoods.scoring.results import Run

#: A park and its figures.
Figures = tuple[Park, Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of the parks that a run scores, and of the same parks a year earlier where they are known."""

    run: Run
    parks: Sequence[Figures]
    #: Numeric fields that parks report: the numbers in the order of ``parks``, None where there is none.
    numbers: Mapping[str, Sequence[Decimal | None]]
    previous: Mapping[str, Mapping[str, Value]]

    def reported(self, name: str) -> Iterator[tuple[Park, Decimal]]:
        """Yield the parks that report a field, each with its number."""
        for (park, _), x in zip(self.parks, self.numbers.get(name, ()), strict=False):
            if x is not None:
                yield park, x

    def text(self, park: Park, name: str) -> str:
        """Return a figure as it is written, with its unit."""
        fact = park.facts.get(name)
        return fact.written if fact else self.quantity(name, park.data.get(name))

    def quantity(self, name: str, value: Value | None) -> str:
        """Return a value with the unit of its field."""
        unit = self.run.criteria.criteria.fields[name].unit
        text = show(value) if isinstance(value, Decimal) else str(value)
        return f"{text} {unit}" if unit else text


def columns_of(run: Run) -> Columns:
    """Return the columns of a run."""
    scored = {id(score.park) for score in run.scores}
    others = {(park.id, park.year): park for park in run.parks if id(park) not in scored}
    world = World(run.view, others)
    parks: list[Figures] = []
    previous: dict[str, Mapping[str, Value]] = {}
    for score in run.scores:
        park = score.park
        parks.append((park, park.data if park.review is None else Surroundings(park, world).data))
        before = others.get((park.id, park.year - 1)) if others else None
        if before is not None:
            previous[park.id] = before.data if before.review is None else Surroundings(before, world).data
    fields = [name for name, field in run.criteria.criteria.fields.items() if field.kind == "number"]
    numbers: dict[str, Sequence[Decimal | None]] = {}
    for name in fields:
        column: list[Any] = [data.get(name) for _, data in parks]
        if column.count(None) < len(column):
            numbers[name] = column
    return Columns(run, parks, numbers, previous)


def place_of(park: Park, name: str) -> Place:
    """Return the cell of a figure: the review's if it replaced the park's own."""
    if park.review is not None and name in park.review.data:
        return park.origin.place(("review", "data", name))
    return park.origin.place(("data", name))


def names_of(park: Park) -> dict[str, str]:
    """Return the park's name for both languages of a finding."""
    return {"park_zh": park.name.within("zh"), "park_en": park.name.within("en")}


def significant_digits(x: Decimal) -> int:
    """Return the number of digits without zeros before and behind: 12,300 has three."""
    return len(x.normalize().as_tuple().digits)
