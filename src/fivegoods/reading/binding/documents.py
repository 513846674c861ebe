"""A park file against its criteria: fields looked up, values typed and converted, sources resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from fivegoods.criteria.file import CriteriaFile, Origin
from fivegoods.criteria.models.criteria import Indicator
from fivegoods.criteria.models.park import ParkFile, Review, WrittenPoints, WrittenValue
from fivegoods.messages.findings import Finding, FindingKind, Place
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import Event, Fact, Gap, GivenPoints, Park, ReviewedPart, Value
from fivegoods.reading.binding import findings as kinds
from fivegoods.reading.binding.provenance import Provenance
from fivegoods.reading.binding.quoting import quoted
from fivegoods.reading.binding.values import Misfit, find_named, listed, read_value
from fivegoods.reading.binding.vocabulary import Vocabulary, vocabulary_of
from fivegoods.reading.yaml.document import Path


class Positioned(Origin, Protocol):
    """An origin that also knows how each value was written."""

    def written(self, path: Path) -> str:
        """Return the single value at ``path`` as it was written, or an empty text."""


@dataclass(slots=True)
class _Figures:
    """Values, gaps and facts of one ``data`` mapping."""

    data: dict[str, Value] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)


def bind_park(
    written: ParkFile, origin: Positioned, criteria: CriteriaFile, strays: Iterable[Path] = ()
) -> tuple[Park, list[Finding]]:
    """Return the park in the criteria's own terms, and all that does not fit.

    ``strays`` are paths of keys that the model could not even take as ids.
    """
    binder = _Binder(origin, vocabulary_of(criteria))
    known = {**criteria.criteria.sources, **written.sources}
    provenance, findings = Provenance(origin, known).below(written.source, written.attested, ())
    binder.findings += findings
    for path in strays:
        binder.unknown(path)
    figures = binder.figures(written.data, ("data",), provenance)
    park = Park(
        id=written.id,
        name=written.name,
        year=written.year,
        groups=binder.groups(written.groups),
        data=figures.data,
        origin=origin,
        gaps=figures.gaps,
        facts=figures.facts,
        points=binder.points(written.points, ("points",), provenance),
        events=binder.events(written),
        stated_total=written.stated_total.value if written.stated_total else None,
        review=binder.review(written.review, provenance) if written.review else None,
    )
    return park, [*binder.findings, *_without_source(park, origin)]


class _Binder:
    """Collects findings while the parts of one park file are bound."""

    def __init__(self, origin: Positioned, words: Vocabulary) -> None:
        self.origin = origin
        self.words = words
        self.findings: list[Finding] = []

    def add(self, kind: FindingKind, place: Place, params: Mapping[str, str], near: str = "") -> None:
        """Add a finding."""
        self.findings.append(Finding(kind, place, params, near))

    def misfit(self, misfit: Misfit, path: Path) -> None:
        """Add a finding about a value that does not fit."""
        value_path = (*path, "value")
        at = value_path if self.origin.written(value_path) else path
        self.add(misfit.kind, self.origin.place(at), misfit.params, misfit.near)

    def figures(self, written: Mapping[str, WrittenValue], base: Path, provenance: Provenance) -> _Figures:
        """Return the typed values of a ``data`` mapping; what does not fit is left out."""
        figures = _Figures()
        for name, value in written.items():
            path = (*base, name)
            definition = self.words.fields.get(name)
            if definition is None:
                self.unknown(path)
                continue
            fact, findings = provenance.fact(value, self._as_written(value, path), path)
            self.findings += findings
            typed = read_value(name, definition, value.value, value.unit)
            if isinstance(typed, Misfit):
                self.misfit(typed, path)
                continue
            figures.facts[name] = fact
            if isinstance(typed, Gap):
                figures.gaps[name] = typed
            else:
                figures.data[name] = typed
        return figures

    def _as_written(self, value: WrittenValue, path: Path) -> str:
        text = self.origin.written(path) or self.origin.written((*path, "value")) or quoted(value.value)
        return f"{text} {value.unit}" if value.unit else text

    def unknown(self, path: Path) -> None:
        """Say that what is at ``path`` is no field, indicator, group or event, and what it may stand for."""
        if path[0] == "events":
            self._unknown_event(self.origin.written(path), path[:-1])
            return
        key, holder, place = str(path[-1]), path[-2], self.origin.place(path, key=True)
        params = {"key": quoted(key), "criteria": self.words.name}
        if holder == "groups":
            kind, names = kinds.UNKNOWN_GROUP, {name: group.name for name, group in self.words.groups.items()}
            params |= {"known": listed(names)} if names else {}
        elif holder == "data":
            kind, names = kinds.UNKNOWN_FIELD, self.words.field_names()
            is_field = bool(find_named(key, names)[0])
            is_indicator = not is_field and bool(find_named(key, self.words.indicator_names())[0])
            kind = kinds.INDICATOR_IN_DATA if is_indicator else kind
        else:
            kind, names = kinds.UNKNOWN_INDICATOR, self.words.indicator_names()
            kind = kinds.FIELD_IN_POINTS if key in self.words.fields else kind
        found, near = find_named(key, names)
        misplaced = kind in (kinds.INDICATOR_IN_DATA, kinds.FIELD_IN_POINTS)
        self.add(kind, place, params, "" if misplaced else found or near)

    def groups(self, written: Mapping[str, str]) -> dict[str, str]:
        """Return the groups by id; a value may be written as its id or its name."""
        groups: dict[str, str] = {}
        for name, value in written.items():
            group = self.words.groups.get(name)
            if group is None:
                self.unknown(("groups", name))
                continue
            found, near = find_named(value, group.values)
            if found:
                groups[name] = found
            else:
                params = {"group": name, "value": quoted(value), "known": listed(group.values)}
                self.add(kinds.UNKNOWN_GROUP_VALUE, self.origin.place(("groups", name)), params, near)
        return groups

    def points(
        self, written: Mapping[str, WrittenPoints], base: Path, provenance: Provenance
    ) -> dict[str, GivenPoints]:
        """Return points given by hand, within what each indicator allows."""
        points: dict[str, GivenPoints] = {}
        for name, value in written.items():
            path = (*base, name)
            indicator = self.words.indicators.get(name)
            if indicator is None:
                self.unknown(path)
                continue
            points[name], findings = provenance.points(value, path)
            self.findings += findings
            if bound := broken_bound(indicator, value.points):
                params = {"indicator": name, "value": show(value.points), "bound": bound}
                self.misfit(Misfit(kinds.TOO_MANY_POINTS, params), path)
        return points

    def events(self, written: ParkFile) -> tuple[Event, ...]:
        """Return the events, each of a kind and level that the criteria know."""
        for index, event in enumerate(written.events):
            path: Path = ("events", index)
            levels = self.words.events.get(event.kind)
            if levels is None:
                self._unknown_event(event.kind, path)
            elif levels and event.level not in levels:
                self._unknown_level(event.kind, event.level, levels, path)
            if event.count < 0:
                params = {"field": "count", "bound": "≥ 0", "value": show(event.count)}
                self.add(kinds.OUT_OF_BOUNDS, self.origin.place((*path, "count")), params)
        return tuple(
            Event(event.kind, event.level, event.count, event.date, event.source, event.remark)
            for event in written.events
        )

    def _unknown_event(self, kind: str, path: Path) -> None:
        params = {"key": quoted(kind), "criteria": self.words.name}
        if self.words.events:
            params["known"] = listed(self.words.event_names)
        place = self.origin.place((*path, "kind"))
        self.add(kinds.UNKNOWN_EVENT, place, params, "".join(find_named(kind, self.words.event_names)))

    def _unknown_level(self, kind: str, level: str | None, levels: tuple[str, ...], path: Path) -> None:
        params = {"key": kind, "known": ", ".join(levels)}
        if level is None:
            self.add(kinds.NO_LEVEL, self.origin.place((*path, "kind")), params)
            return
        place = self.origin.place((*path, "level"))
        self.add(kinds.UNKNOWN_LEVEL, place, {**params, "value": quoted(level)}, nearest(level, levels))

    def review(self, written: Review, provenance: Provenance) -> ReviewedPart:
        """Return the reviewer's part, which may name a source of its own."""
        own, findings = provenance.below(written.source, None, ("review",))
        self.findings += findings
        figures = self.figures(written.data, ("review", "data"), own)
        return ReviewedPart(
            by=written.by,
            source=written.source,
            data=figures.data,
            gaps=figures.gaps,
            facts=figures.facts,
            points=self.points(written.points, ("review", "points"), own),
            stated_total=written.stated_total.value if written.stated_total else None,
        )


def broken_bound(indicator: Indicator, points: Decimal) -> str:
    """Return the bound that points given by hand break, where the full points are a plain number."""
    if not isinstance(indicator.points, Decimal):
        return ""
    full = indicator.points
    most = indicator.rule.ceiling(full)
    least = min(Decimal(0), indicator.rule.least(full), indicator.rule.at_least or Decimal(0))
    if most is not None and points > max(most, full):
        return f"≤ {show(max(most, full))}"
    return f"≥ {show(least)}" if points < least else ""


def _without_source(park: Park, origin: Origin) -> list[Finding]:
    """Return one note for the figures of a file that nobody can trace."""
    facts = [fact for name, fact in park.facts.items() if name in park.data]
    facts += [fact for name, fact in (park.review.facts if park.review else {}).items()]
    count = sum(fact.source is None for fact in facts)
    if not count:
        return []
    params = {"count": str(count), "total": str(len(facts))}
    return [Finding(kinds.WITHOUT_SOURCE, origin.place(("data",), key=True), params)]
