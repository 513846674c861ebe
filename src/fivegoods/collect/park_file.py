"""A park as the text of a park file (YAML)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fivegoods.collect.figures import common_provenance, parts_of, text_of
from fivegoods.collect.yaml_style import Line, dumped
from fivegoods.criteria.base import Attested, Source
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.panel.entities import Event, Fact, Gap, GivenPoints, Park, ReviewedPart, Value


def park_yaml(park: Park, criteria: CriteriaFile) -> str:
    """Return the park file: reading it under the same criteria gives the same park."""
    return dumped(_Writer(park, criteria).document())


class _Writer:
    def __init__(self, park: Park, criteria: CriteriaFile) -> None:
        self.park = park
        self.criteria = criteria
        self.fields: Mapping[str, FieldDef] = criteria.criteria.fields
        self.sources: dict[str, Source] = {}
        given = [(fact.source, fact.attested) for fact in park.facts.values()]
        given += [(points.source, points.attested) for points in park.points.values()]
        self.source, self.attested = common_provenance(given)

    def document(self) -> dict[str, Any]:
        park = self.park
        edition = f"/{self.criteria.edition}" if self.criteria.edition else ""
        document: dict[str, Any] = {
            "criteria": f"{self.criteria.id}{edition}",
            "id": park.id,
            "name": Line({lang: text for lang in ("zh", "en") if (text := getattr(park.name, lang))}),
            "year": park.year,
            "filling": park.only_fills or None,
            "groups": Line(park.groups),
            "source": self._source_key(self.source),
            "attested": self.attested.value if self.attested else None,
            "data": self._figures(park.data, park.gaps, park.facts, self.source, self.attested),
            "points": self._points(park.points, self.source, self.attested),
            "events": [_event(event) for event in park.events],
            "stated_total": park.stated_total,
            "review": self._review(park.review) if park.review else None,
        }
        if self.sources:
            sources = {key: _source(source) for key, source in self.sources.items()}
            document = {
                **{k: document[k] for k in ("criteria", "id", "name", "year", "filling", "groups")},
                "sources": sources,
                **document,
            }
        return {key: value for key, value in document.items() if value not in (None, {}, [])}

    def _source_key(self, source: Source | str | None) -> str | None:
        """Return the id under which the file or its criteria know a source, or its text."""
        if source is None or isinstance(source, str):
            return source
        for key, known in {**self.criteria.criteria.sources, **self.sources}.items():
            if known == source:
                return key
        key = f"source_{len(self.sources) + 1}"
        self.sources[key] = source
        return key

    def _provenance(
        self, source: Source | str | None, level: Attested | None, common: Source | str | None, usual: Attested | None
    ) -> dict[str, Any]:
        said: dict[str, Any] = {}
        if source is not None and source != common:
            said["source"] = self._source_key(source)
        if level is not None and level != usual:
            said["attested"] = level.value
        return said

    def _figures(
        self,
        data: Mapping[str, Value],
        gaps: Mapping[str, Gap],
        facts: Mapping[str, Fact],
        common: Source | str | None,
        usual: Attested | None,
    ) -> dict[str, Any]:
        figures: dict[str, Any] = {}
        for name, field in self.fields.items():
            value = data.get(name, gaps.get(name))
            if value is None or value is Gap.ABSENT:
                continue
            fact = facts.get(name)
            said = self._provenance(fact.source, fact.attested, common, usual) if fact else {}
            said |= parts_of(fact)
            written = _written(value, field, fact)
            figures[name] = Line({"value": written, **said}) if said else written
        return figures

    def _points(
        self, points: Mapping[str, GivenPoints], common: Source | str | None, usual: Attested | None
    ) -> dict[str, Any]:
        written: dict[str, Any] = {}
        for name, given in points.items():
            said = self._provenance(given.source, given.attested, common, usual)
            said |= {"reason": given.reason} if given.reason else {}
            written[name] = Line({"points": given.points, **said}) if said else given.points
        return written

    def _review(self, review: ReviewedPart) -> dict[str, Any]:
        # The review inherits what is common to the file, unless it names a source of its own.
        common = self.criteria.criteria.sources.get(review.source or "", review.source) or self.source
        part: dict[str, Any] = {
            "by": review.by,
            "source": review.source,
            "data": self._figures(review.data, review.gaps, review.facts, common, self.attested),
            "points": self._points(review.points, common, self.attested),
            "stated_total": review.stated_total,
        }
        return {key: value for key, value in part.items() if value not in (None, {}, [])}


def _written(value: Value | Gap, field: FieldDef, fact: Fact | None) -> Any:
    if value is Gap.NULL:
        return None
    return text_of(value, field.unit, fact)


def _event(event: Event) -> dict[str, Any]:
    said = {"kind": event.kind, "level": event.level, "count": event.count, "date": event.date}
    said |= {"source": event.source, "remark": event.remark}
    return Line({key: value for key, value in said.items() if value is not None})


def _source(source: Source) -> dict[str, Any]:
    said = source.model_dump(mode="json", exclude_none=True)
    return Line({key: Line(value) if isinstance(value, dict) else value for key, value in said.items()})
