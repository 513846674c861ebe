"""The figures of a run by field, as the view in force sees them, and last year's beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

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
    #: Numeric fields that parks report, with each park's number.
    numbers: Mapping[str, Sequence[tuple[Park, Decimal]]]
    previous: Mapping[str, Mapping[str, Value]]

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
    by_year = {(park.id, park.year): park for park in run.parks}
    world = World(run.view, by_year)
    parks: list[Figures] = []
    previous: dict[str, Mapping[str, Value]] = {}
    for score in run.scores:
        park = score.park
        parks.append((park, park.data if park.review is None else Surroundings(park, world).data))
        before = by_year.get((park.id, park.year - 1))
        if before is not None:
            previous[park.id] = before.data if before.review is None else Surroundings(before, world).data
    fields = [name for name, field in run.criteria.criteria.fields.items() if field.kind == "number"]
    numbers: dict[str, list[tuple[Park, Decimal]]] = {}
    for name in fields:
        column = [(park, x) for park, data in parks if isinstance(x := data.get(name), Decimal)]
        if column:
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
