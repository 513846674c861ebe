"""What a criteria file knows: its fields, indicators, groups and events, by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import FieldDef, Group, Indicator, Node


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a park file may use under one criteria file."""

    name: str
    fields: Mapping[str, FieldDef]
    indicators: Mapping[str, Indicator]
    groups: Mapping[str, Group]
    #: Event kind → its levels; empty where points do not differ by level.
    events: Mapping[str, tuple[str, ...]]
    #: Event kind → the name of the first adjustment it triggers.
    event_names: Mapping[str, LocalText] = field(default_factory=dict)

    def field_names(self) -> dict[str, LocalText]:
        """Return the names of all fields."""
        return {key: field.name for key, field in self.fields.items()}

    def indicator_names(self) -> dict[str, LocalText]:
        """Return the names of all indicators."""
        return {key: indicator.name for key, indicator in self.indicators.items()}


def full_name(criteria: CriteriaFile) -> str:
    """Return ``id/edition``, or the bare id of a file without edition."""
    return f"{criteria.id}/{criteria.edition}" if criteria.edition else criteria.id


@lru_cache(maxsize=8)
def vocabulary_of(criteria: CriteriaFile) -> Vocabulary:
    """Return the vocabulary of ``criteria``; made once per file."""
    model = criteria.criteria
    events: dict[str, tuple[str, ...]] = {}
    names: dict[str, LocalText] = {}
    for adjustment in model.adjustments.values():
        if adjustment.event is not None:
            names.setdefault(adjustment.event, adjustment.name)
            levels = tuple(adjustment.each) if isinstance(adjustment.each, dict) else ()
            events[adjustment.event] = tuple(dict.fromkeys((*events.get(adjustment.event, ()), *levels)))
    indicators = dict(_indicators(model))
    return Vocabulary(full_name(criteria), model.fields, indicators, model.groups, events, names)


def _indicators(node: Node) -> Iterator[tuple[str, Indicator]]:
    yield from (node.indicators or {}).items()
    for below in (node.dimensions or {}).values():
        yield from _indicators(below)
