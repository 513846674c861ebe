"""What the cells of a form hold when it is made from a park that is known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from fivegoods.criteria.base import Attested, Source
from fivegoods.criteria.file import CriteriaFile
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import split_quantity
from fivegoods.panel.entities import Fact, Gap, GivenPoints, Park, Value
from fivegoods.reading.forms.words import WORDS

Cell = Decimal | str
#: Column key → content.
Filled = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Filling:
    """A park's content for a form in one language; ``previous`` is the same park a year earlier.

    Without ``park`` the form asks ``previous`` for the figures of ``year``.
    """

    criteria: CriteriaFile
    lang: str
    park: Park | None = None
    previous: Park | None = None
    year: int | None = None

    def row(self, path: str) -> Filled:
        """Return what the row with this id holds."""
        parts = path.split(".")
        if parts[0] == "review":
            return self._reviewed(parts[1:])
        if parts[0] == "data":
            return self._figure(parts[1])
        if parts[0] == "points":
            return self._points(self.park.points.get(parts[1]) if self.park else None)
        return {"value": cell} if (cell := self._of_park(path)) is not None else {}

    def points(self, *, reviewed: bool = False) -> Set[str]:
        """Return the indicators that the park, or its review, gives points for."""
        part = self.park.review if self.park and reviewed else self.park
        return part.points.keys() if part else frozenset()

    def events(self) -> Sequence[Filled]:
        """Return the rows of the sheet of events."""
        if self.park is None:
            return []
        rows = []
        for event in self.park.events:
            row = {"kind": event.kind, "level": event.level, "date": event.date, "source": event.source}
            filled: dict[str, Cell] = {key: value for key, value in {**row, "remark": event.remark}.items() if value}
            rows.append({**filled, "count": event.count})
        return rows

    def _of_park(self, path: str) -> Cell | None:
        park = self.park or self.previous
        if park is None:
            return None
        if path.startswith("groups."):
            key = path.removeprefix("groups.")
            value = park.groups.get(key)
            names = self.criteria.criteria.groups[key].values
            return names[value].within(self.lang) if value in names else value
        simple: dict[str, Cell | None] = {
            "id": park.id,
            "name.zh": park.name.zh,
            "name.en": park.name.en if park.name.en != park.name.zh else None,
            "year": Decimal(self.year or park.year),
            "stated_total": self.park.stated_total if self.park else None,
        }
        return simple.get(path)

    def _figure(self, name: str) -> Filled:
        park, filled = self.park, dict[str, Cell]()
        if park is not None:
            filled = self._value(name, park.data.get(name), park.gaps.get(name), park.facts.get(name))
        if self.previous is not None and isinstance(value := self.previous.data.get(name), Decimal):
            fact = self.previous.facts.get(name)
            filled["previous"] = _in_words(fact, value, str(filled.get("unit", self._unit(name))))
        return filled

    def _unit(self, name: str) -> str:
        return self.criteria.criteria.fields[name].unit or ""

    def _value(self, name: str, value: Value | None, gap: Gap | None, fact: Fact | None) -> dict[str, Cell]:
        filled: dict[str, Cell] = {}
        if gap is not None:
            filled["value"] = WORDS[f"gap.{gap.value}"].within(self.lang)
        elif isinstance(value, bool):
            filled["value"] = WORDS["yes" if value else "no"].within(self.lang)
        elif isinstance(value, str):
            choices = self.criteria.criteria.fields[name].choices or {}
            filled["value"] = choices[value].within(self.lang) if value in choices else value
        elif value is not None:
            number, unit = split_quantity(fact.written if fact else "") or (value, None)
            filled["value"] = number
            if unit and unit != self._unit(name):
                filled["unit"] = unit
        return {**filled, **self._provenance(fact)} if filled else {}

    def _provenance(self, fact: Fact | None) -> dict[str, Cell]:
        if fact is None:
            return {}
        said = {
            "source": source_line(fact.source, self.lang),
            "page": fact.page,
            "date": fact.date,
            "attested": self._level(fact.attested),
            "remark": fact.remark,
            "reason": fact.reason,
            "period": fact.period,
            "own_definition": fact.definition,
        }
        return {key: value for key, value in said.items() if value}

    def _level(self, level: Attested | None) -> str | None:
        return WORDS[f"attested.{level.value}"].within(self.lang) if level else None

    def _points(self, given: GivenPoints | None) -> Filled:
        if given is None:
            return {}
        said = {"source": source_line(given.source, self.lang), "attested": self._level(given.attested)}
        said |= {"remark": given.reason, "reason": given.reason}
        return {"value": given.points, **{key: value for key, value in said.items() if value}}

    def _reviewed(self, parts: list[str]) -> Filled:
        review = self.park.review if self.park else None
        if review is None:
            return {}
        if parts[0] == "data":
            name = parts[1]
            return self._value(name, review.data.get(name), review.gaps.get(name), review.facts.get(name))
        if parts[0] == "points":
            return self._points(review.points.get(parts[1]))
        simple: dict[str, Cell | None] = {"by": review.by, "source": review.source, "stated_total": review.stated_total}
        value = simple.get(parts[0])
        return {} if value is None else {"value": value}


def _in_words(fact: Fact | None, value: Decimal, unit: str) -> Cell:
    """Return last year's figure; with its unit if that is not the one of the row."""
    number, own = split_quantity(fact.written if fact else "") or (value, None)
    return number if not own or own == unit else f"{show(number)} {own}"


def source_line(source: Source | str | None, lang: str) -> str | None:
    """Return a source in one line: title, issuer, number, date, page, address, remark."""
    if not isinstance(source, Source):
        return source
    parts = [source.title.within(lang), source.issuer, source.number, source.date, source.page, source.url]
    parts += [source.remark.within(lang)] if source.remark else []
    return "，".join(part for part in parts if part)
