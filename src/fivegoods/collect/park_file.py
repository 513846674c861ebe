"""Park files and files of benchmarks as YAML text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from fivegoods.analysis.benchmarks import GroupStatistic, GroupStatistics
from fivegoods.collect.park_table import common_provenance, parts_of, text_of
from fivegoods.criteria.base import Attested, Source
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import Event, Fact, Gap, GivenPoints, Park, ReviewedPart, Value


def dumped(document: dict[str, Any]) -> str:
    """Return a document as YAML text, keys in their order."""
    return str(yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


class _Dumper(yaml.SafeDumper):
    """Writes numbers as they are and small mappings in one line."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything in full: anchors are for programs."""
        return True


class Line(dict[str, Any]):
    """A mapping to be written in one line."""


_Dumper.add_representer(Decimal, lambda dumper, x: _number(dumper, show(x)))
_Dumper.add_representer(Line, lambda dumper, x: dumper.represent_mapping("tag:yaml.org,2002:map", x, flow_style=True))


def _number(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


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


def benchmarks_yaml(statistics: GroupStatistics, criteria: CriteriaFile, parks: int, years: list[int]) -> str:
    """Return the file: every statistic with its group and number of parks, and no park's name."""
    edition = f"/{criteria.edition}" if criteria.edition else ""
    year = ", ".join(map(str, years))
    name = criteria.criteria.name
    document = {
        "name": Line(
            zh=f"{name.within('zh')} {year} 年分组统计", en=f"{name.within('en')}: group statistics of {year}"
        ),
        "criteria": f"{criteria.id}{edition}",
        "sources": {
            "statistics": Line(
                title=Line(zh=f"由 {parks} 个园区的数据统计", en=f"Computed from the figures of {parks} parks"),
                attested="ours",
            )
        },
        "values": [_value(one) for one in statistics.made],
    }
    return dumped(document)


def _value(one: GroupStatistic) -> Line:
    said: dict[str, object] = {"of": one.of, "stat": one.stat, "quantile": one.quantile}
    value = f"{show(one.value)} {one.unit}" if one.unit else show(one.value)
    said |= {"year": one.year, "groups": Line(one.groups) or None, "value": value, "parks": one.parks}
    said |= {"source": "statistics", "attested": "ours"}
    return Line({key: item for key, item in said.items() if item is not None})
