"""The figures of a run by field, as the view in force sees them, and last year's beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from fivegoods.messages.findings import Place
from fivegoods.numeric.decimals import show
from fivegoods.panel.context import figures_of
from fivegoods.panel.entities import Park, Value
from fivegoods.scoring.scores import Run

#: A park and what it reports.
Reported = tuple[Park, Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of the parks of a run with their peers, and of the same parks a year earlier where they are known."""

    run: Run
    #: The parks that were asked for, then their peers: compared with, but nothing is said about them.
    parks: Sequence[Reported]
    shown: int
    #: Numeric fields that parks report: the numbers in the order of ``parks``, None where there is none.
    numbers: Mapping[str, Sequence[Decimal | None]]
    previous: Mapping[str, Mapping[str, Value]]

    def reported(self, name: str) -> Iterator[tuple[Park, Decimal]]:
        """Yield the parks asked for that report a field, each with its number."""
        for (park, _), x in islice(zip(self.parks, self.numbers.get(name, ()), strict=False), self.shown):
            if x is not None:
                yield park, x

    def text(self, park: Park, name: str) -> str:
        """Return a figure as it is written, with its unit."""
        fact = park.facts.get(name)
        return fact.written if fact else self.quantity(name, park.data.get(name))

    def called(self, name: str, key: str = "field") -> dict[str, str]:
        """Return a field's id and its name for both languages of a finding."""
        written = self.run.criteria.criteria.fields[name].name
        return {key: name, f"{key}_zh": written.within("zh"), f"{key}_en": written.within("en")}

    def quantity(self, name: str, value: Value | None) -> str:
        """Return a value with the unit of its field."""
        unit = self.run.criteria.criteria.fields[name].unit
        text = show(value) if isinstance(value, Decimal) else str(value)
        return f"{text} {unit}" if unit else text


def columns_of(run: Run) -> Columns:
    """Return the columns of a run."""
    request = run.request
    context = run.columns.context
    parks = list(zip(context.parks, context.data, strict=True))
    fields = [name for name, field in run.criteria.criteria.fields.items() if field.kind == "number"]
    numbers: dict[str, Sequence[Decimal | None]] = {}
    for name in fields:
        column: Any = context.column(name)
        if any(x is not None for x in column):
            numbers[name] = column
    return Columns(run, parks, len(request.parks), numbers, _previous(run, parks))


def _previous(run: Run, parks: Sequence[Reported]) -> dict[str, Mapping[str, Value]]:
    """Return the figures of the year before by the park's id, for the parks that have them."""
    others = {(park.id, park.year): park for park in run.request.others}
    if not others:
        return {}
    before = {park.id: others.get((park.id, park.year - 1)) for park, _ in parks}
    return {key: figures_of(park, run.view) for key, park in before.items() if park is not None}


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
