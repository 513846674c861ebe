"""The documents as the oracle reads them: criteria with compiled indicators, and parks by id and year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from oracle.expressions import Part, Run, Words, compiled, figure, in_size
from oracle.quantities import ONE, ZERO, Gap, amount, number, size_of, split

Document = Mapping[str, Any]


def as_list(written: Any) -> list[Any]:
    """Return a list that may be left out or be a single thing."""
    return [] if written is None else list(written) if isinstance(written, list | tuple) else [written]


@dataclass(eq=False)
class Park:
    """One park in one year: figures in their fields' units, given points, events."""

    id: str
    year: int
    groups: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Fraction] = field(default_factory=dict)
    reviewed: frozenset[str] = frozenset()
    events: Sequence[Document] = ()

    @classmethod
    def read(cls, document: Document, criteria: Criteria, view: str = "reviewed") -> Park:
        """Read a park file; what the review says counts instead, unless the view is the self-assessment."""
        review = (document.get("review") or {}) if view == "reviewed" else {}
        data = {**(document.get("data") or {}), **(review.get("data") or {})}
        points = {**(document.get("points") or {}), **(review.get("points") or {})}
        return cls(
            str(document["id"]), int(str(document["year"])),
            {key: criteria.group_value(key, value) for key, value in (document.get("groups") or {}).items()},
            {key: figure(value, criteria.fields[key]) for key, value in data.items()},
            {key: number(value["points"] if isinstance(value, dict) else value) for key, value in points.items()},
            frozenset(review.get("points") or {}), as_list(document.get("events")),
        )  # fmt: skip


class Measured:
    """A value and the rule over it: an indicator, or what stands in for it (``missing: alternate``)."""

    def __init__(self, criteria: Criteria, value: Any, rule: Document, unit: str | None) -> None:
        self.rule = rule
        self.part: Part | None = None if value is None else criteria.read(value)
        is_points = rule["kind"] in ("as_points", "manual", "choice") and unit is None
        self.size = (self.part.size or ONE) if is_points and self.part else size_of(unit)
        self.run: Run | None = self.part and in_size(self.part, self.size)
        #: The indicator that it is, or stands in for.
        self.owner: Indicator | None = None


class Indicator(Measured):
    """An indicator with its conditions and its policy for missing data."""

    def __init__(self, criteria: Criteria, name: str, document: Document) -> None:
        super().__init__(criteria, document.get("value"), document["rule"], document.get("unit"))
        self.id, self.document, self.owner = name, document, self
        self.applies, self.needs = (criteria.condition(document.get(key)) for key in ("applies", "needs"))
        policy = document.get("missing") or "interval"
        self.missing: Document = {"policy": policy} if isinstance(policy, str) else policy
        self.alternate: Measured | None = None
        if self.missing["policy"] == "alternate":
            self.alternate = Measured(criteria, self.missing["value"], self.missing["rule"], document.get("unit"))
            self.alternate.owner = self


class Node:
    """A dimension, or the whole: its document, conditions and children in their order."""

    def __init__(self, criteria: Criteria, name: str, document: Document) -> None:
        self.id, self.document = name, document
        self.applies, self.needs = (criteria.condition(document.get(key)) for key in ("applies", "needs"))
        self.children: list[Node | Indicator] = [
            *(Node(criteria, key, child) for key, child in (document.get("dimensions") or {}).items()),
            *(Indicator(criteria, key, child) for key, child in (document.get("indicators") or {}).items()),
        ]

    def indicators(self) -> Iterator[Indicator]:
        """Give all indicators below."""
        for child in self.children:
            yield from child.indicators() if isinstance(child, Node) else [child]

    def nodes(self) -> Iterator[Node]:
        """Give this dimension and all below."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.nodes()


#: What the settings say where a file does not.
_SETTINGS: Final = {
    "ties": "competition",
    "deviation": "population",
    "group_of_one": "no_reference",
    "flat": "no_reference",
}


class Criteria:
    """A criteria file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.fields: Document = document.get("fields") or {}
        self.groups: Document = document.get("groups") or {}
        self.settings: Document = {
            **_SETTINGS,
            **{k: v for k, v in (document.get("settings") or {}).items() if v is not None},
        }
        units = {name: each.get("unit") for name, each in _indicators(document)}
        self.words = Words(self.fields, self.groups, units)
        self.root = Node(self, "total", document)
        self.indicators = {each.id: each for each in self.root.indicators()}
        self.above = {child.id: node for node in self.root.nodes() for child in node.children}

    def read(self, text: Any) -> Part:
        """Compile an expression over this file's names."""
        return compiled(text, self.words)

    def condition(self, text: Any) -> Run | None:
        """Compile a condition that may be left out."""
        return None if text is None else self.read(text).run

    def group_value(self, group: str, written: Any) -> str:
        """Return a value of a group by its id or one of its names."""
        for key, name in self.groups[group]["values"].items():
            if str(written) in (str(key), *(name.values() if isinstance(name, dict) else (name,))):
                return str(key)
        return str(written)


def _indicators(document: Document) -> Iterator[tuple[str, Document]]:
    yield from (document.get("indicators") or {}).items()
    for child in (document.get("dimensions") or {}).values():
        yield from _indicators(child)


def by_group(written: Any, groups: Mapping[str, str]) -> Any:
    """Return what ``{by: type, is: {…}, otherwise: …}`` says for a park; anything else as it is."""
    if not (isinstance(written, dict) and written.get("by")):
        return written
    choices = {str(key): value for key, value in written["is"].items()}
    return choices.get(groups.get(written["by"], ""), written.get("otherwise"))


@dataclass(frozen=True)
class Benchmark:
    """A statistic that a benchmarks file gives for one group in one year."""

    of: str
    stat: str
    year: int
    groups: Mapping[str, str]
    written: Any
    quantile: Fraction | None

    @classmethod
    def read(cls, document: Document, criteria: Criteria) -> Benchmark:
        """Read one entry of ``values``."""
        groups = {key: criteria.group_value(key, value) for key, value in (document.get("groups") or {}).items()}
        quantile = document.get("quantile")
        return cls(
            document["of"], document.get("stat") or "mean", int(str(document["year"])), groups, document["value"],
            None if quantile is None else number(quantile),
        )  # fmt: skip


class Panel:
    """The parks of a run, by id and year."""

    def __init__(self, parks: Iterable[Park]) -> None:
        self.parks = {(park.id, park.year): park for park in parks}

    @cached_property
    def by_year(self) -> Mapping[int, list[Park]]:
        """The parks of each year, in the order given."""
        years: dict[int, list[Park]] = {}
        for park in self.parks.values():
            years.setdefault(park.year, []).append(park)
        return years

    def at(self, park: str, year: int) -> Park:
        """Return a park in a year; without a file for it, with no figures."""
        return self.parks.get((park, year)) or Park(park, year)


def constant(written: Any, size: Fraction) -> Fraction | None:
    """Return a reference that is an amount; None of an expression."""
    return amount(written, size) if split(written) is not None else None


__all__ = [
    "ZERO",
    "Benchmark",
    "Criteria",
    "Gap",
    "Indicator",
    "Measured",
    "Node",
    "Panel",
    "Park",
    "by_group",
    "constant",
]
