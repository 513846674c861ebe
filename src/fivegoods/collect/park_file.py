"""Park files and files of benchmarks as YAML text."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

import yaml

from fivegoods.analysis.benchmarks import GroupStatistic, GroupStatistics
from fivegoods.collect.park_table import Common, common_to, text_of
from fivegoods.criteria.base import Source
from fivegoods.criteria.file import CriteriaFile
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import Fact, Gap, GivenPoints, Park, ReviewedPart
from fivegoods.panel.vocabulary import full_name


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
        self.sources: dict[str, Source] = {}

    def document(self) -> dict[str, Any]:
        park, common = self.park, common_to(self.park)
        document: dict[str, Any] = {
            "criteria": full_name(self.criteria),
            "id": park.id,
            "name": Line({lang: text for lang in ("zh", "en") if (text := getattr(park.name, lang))}),
            "year": park.year,
            "filling": park.only_fills or None,
            "groups": Line(park.groups),
            "sources": {},
            "source": self._source_key(common.source) if common.source is not None else None,
            "attested": common.attested.value if common.attested else None,
            "data": self._figures(park, common),
            "points": self._points(park, common),
            "events": [Line(_filled(asdict(event))) for event in park.events],
            "stated_total": park.stated_total,
            "review": self._review(park.review, common) if park.review else None,
        }
        document["sources"] = {key: _source(source) for key, source in self.sources.items()}
        return _filled(document)

    def _source_key(self, source: Source | str) -> str:
        """Return the id under which the file or its criteria know a source, or its text."""
        if isinstance(source, str):
            return source
        for key, known in {**self.criteria.criteria.sources, **self.sources}.items():
            if known == source:
                return key
        key = f"source_{len(self.sources) + 1}"
        self.sources[key] = source
        return key

    def _figures(self, part: Park | ReviewedPart, common: Common) -> dict[str, Any]:
        figures: dict[str, Any] = {}
        for name, field in self.criteria.criteria.fields.items():
            value, fact = part.data.get(name, part.gaps.get(name)), part.facts.get(name)
            if value is not None and value is not Gap.ABSENT:
                written = None if value is Gap.NULL else text_of(value, field.unit, fact)
                figures[name] = self._with_facts("value", written, fact, common)
        return figures

    def _points(self, part: Park | ReviewedPart, common: Common) -> dict[str, Any]:
        return {name: self._with_facts("points", one.points, one, common) for name, one in part.points.items()}

    def _with_facts(self, key: str, written: Any, fact: Fact | GivenPoints | None, common: Common) -> Any:
        """Return a figure or points, alone or under ``key`` with what is said about it alone."""
        said = common.beside(fact, self._source_key)
        return Line({key: written, **said}) if said else written

    def _review(self, review: ReviewedPart, common: Common) -> dict[str, Any]:
        common = common.of_review(review, self.criteria)
        said = {"by": review.by, "source": review.source, "data": self._figures(review, common)}
        return _filled({**said, "points": self._points(review, common), "stated_total": review.stated_total})


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value not in (None, {}, [])}


def _source(source: Source) -> dict[str, Any]:
    said = source.model_dump(mode="json", exclude_none=True)
    return Line({key: Line(value) if isinstance(value, dict) else value for key, value in said.items()})


def benchmarks_yaml(statistics: GroupStatistics, criteria: CriteriaFile, parks: int, years: list[int]) -> str:
    """Return the file: every statistic with its group and number of parks, and no park's name."""
    year = ", ".join(map(str, years))
    name = criteria.criteria.name
    document = {
        "name": Line(
            zh=f"{name.within('zh')} {year} 年分组统计", en=f"{name.within('en')}: group statistics of {year}"
        ),
        "criteria": full_name(criteria),
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
