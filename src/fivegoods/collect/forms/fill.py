"""What the cells of a form hold when it is made from a park that is known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from decimal import Decimal

from fivegoods.criteria.base import Source
from fivegoods.criteria.file import CriteriaFile
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import split_quantity
from fivegoods.panel.entities import TEXT_PARTS, Fact, GivenPoints, Park, ReviewedPart
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
        holder, _, name = path.removeprefix("review.").partition(".")
        part = self._part(reviewed=path.startswith("review."))
        if holder == "data":
            filled = self._value(name, part) if part else {}
            return filled if path.startswith("review.") else {**filled, **self._last_year(name, filled)}
        if holder == "points":
            given = part.points.get(name) if part else None
            return {"value": given.points, **self._beside(given)} if given else {}
        return {"value": cell} if (cell := self._of_park(path)) is not None else {}

    def _part(self, *, reviewed: bool) -> Park | ReviewedPart | None:
        return self.park.review if self.park and reviewed else self.park

    def points(self, *, reviewed: bool = False) -> Set[str]:
        """Return the indicators that the park, or its review, gives points for."""
        part = self._part(reviewed=reviewed)
        return part.points.keys() if part else frozenset()

    def events(self) -> Sequence[Filled]:
        """Return the rows of the sheet of events."""
        events = self.park.events if self.park else ()
        return [{key: cell for key, cell in asdict(event).items() if cell not in (None, "")} for event in events]

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
        if review := self.park.review if self.park else None:
            simple |= {"review.by": review.by, "review.source": review.source}
            simple["review.stated_total"] = review.stated_total
        return simple.get(path)

    def _unit(self, name: str) -> str:
        return self.criteria.criteria.fields[name].unit or ""

    def _last_year(self, name: str, filled: Filled) -> Filled:
        """Return last year's figure; with its unit if that is not the one of the row."""
        value = self.previous.data.get(name) if self.previous else None
        if self.previous is None or not isinstance(value, Decimal):
            return {}
        fact = self.previous.facts.get(name)
        number, own = split_quantity(fact.written if fact else "") or (value, None)
        is_same = not own or own == filled.get("unit", self._unit(name))
        return {"previous": number if is_same else f"{show(number)} {own}"}

    def _value(self, name: str, part: Park | ReviewedPart) -> Filled:
        value, fact = part.data.get(name), part.facts.get(name)
        filled: dict[str, Cell] = {}
        if gap := part.gaps.get(name):
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
        return {**filled, **self._beside(fact)} if filled and fact else filled

    def _beside(self, fact: Fact | GivenPoints) -> Filled:
        """Return what is said beside a figure or points, by the keys of the columns."""
        said = {part: getattr(fact, part, None) for part in TEXT_PARTS}
        said["own_definition"] = said.pop("definition")
        said["source"] = source_line(fact.source, self.lang)
        said["attested"] = WORDS[f"attested.{fact.attested.value}"].within(self.lang) if fact.attested else None
        if isinstance(fact, GivenPoints):
            said["remark"] = fact.reason
        return {key: text for key, text in said.items() if text}


def source_line(source: Source | str | None, lang: str) -> str | None:
    """Return a source in one line: title, issuer, number, date, page, address, remark."""
    if not isinstance(source, Source):
        return source
    parts = [source.title.within(lang), source.issuer, source.number, source.date, source.page, source.url]
    parts += [source.remark.within(lang)] if source.remark else []
    return "，".join(part for part in parts if part)
