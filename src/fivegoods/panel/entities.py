"""What files become once read: frozen, typed, with the place and the source of each part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final

from fivegoods.criteria.base import Attested, LocalText, Source
from fivegoods.criteria.file import Origin
from fivegoods.messages.findings import Finding, FindingKind, Place, quoted
from fivegoods.numeric.closest import folded, nearest
from fivegoods.panel import findings as kinds
from fivegoods.panel.raw import Path, Raw

#: A field's value as the engine sees it: numbers in the field's declared unit.
Value = Decimal | str | bool


class View(StrEnum):
    """Which of two assessments counts."""

    REVIEWED = "reviewed"
    SELF = "self"


class Gap(Enum):
    """Why a field has no value: four different things that are not zero."""

    ABSENT = "absent"
    NULL = "null"
    EXPECTED = "expected"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Fact:
    """Where a value came from. ``written`` is the text in the file, such as ``3.5 亿元``; "" if it is not known yet."""

    written: str
    source: Source | str | None = None
    attested: Attested | None = None
    page: str | None = None
    date: str | None = None
    period: str | None = None
    definition: str | None = None
    remark: str | None = None
    reason: str | None = None


#: Nothing is said about a figure.
UNSAID: Final = Fact("")


@dataclass(frozen=True, slots=True)
class GivenPoints:
    """Points given by hand, with who says so and why."""

    points: Decimal
    reason: str | None = None
    source: Source | str | None = None
    attested: Attested | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A counted event, such as one safety accident."""

    kind: str
    level: str | None
    count: Decimal
    date: str | None = None
    source: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewedPart:
    """The reviewer's values, points and total."""

    by: str | None = None
    source: str | None = None
    data: Mapping[str, Value] = field(default_factory=dict)
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    points: Mapping[str, GivenPoints] = field(default_factory=dict)
    stated_total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Park:
    """One park in one year. ``data`` is in the units the criteria declare for each field."""

    id: str
    name: LocalText
    year: int
    groups: Mapping[str, str]
    data: Mapping[str, Value]
    origin: Origin
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    points: Mapping[str, GivenPoints] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    stated_total: Decimal | None = None
    review: ReviewedPart | None = None
    #: Only last year's figures of a form: they yield to that year's own file.
    only_fills: bool = False


@dataclass(frozen=True, slots=True)
class BenchmarkValue:
    """One benchmark, in the unit its field or indicator declares."""

    of: str
    stat: str
    year: int
    groups: Mapping[str, str]
    value: Decimal
    quantile: Decimal | None = None
    parks: int | None = None
    source: Source | str | None = None
    attested: Attested | None = None
    period: str | None = None
    remark: str | None = None
    place: Place | None = None


#: Parts of a fact that are plain text, in the order of the park file.
TEXT_PARTS: Final = ("page", "date", "period", "definition", "remark", "reason")
#: What may be said beside a figure, besides its unit.
PARTS: Final = ("source", "attested", *TEXT_PARTS)
#: An id under `sources` rather than the title of a document.
_LOOKS_LIKE_ID: Final = re.compile(r"[a-z][a-z0-9_]*")
_LEVELS: Final = {
    **{one.value: one for one in Attested},
    "官方": Attested.OFFICIAL,
    "官方文件": Attested.OFFICIAL,
    "报道": Attested.REPORTED,
    "媒体报道": Attested.REPORTED,
    "推算": Attested.INFERRED,
    "自报": Attested.SELF_REPORTED,
    "自定": Attested.OURS,
    "虚构": Attested.INVENTED,
}


@dataclass(slots=True)
class Provenance:
    """The sources that an input and its criteria know, and what is wrong with those that it names."""

    raw: Raw
    known: Mapping[str, Source]
    findings: list[Finding] = field(default_factory=list)
    #: Texts that were named already: once is enough.
    _told: set[str] = field(default_factory=set)

    def common(self, base: Path = (), above: Mapping[int, Fact] | None = None) -> dict[int, Fact]:
        """Return by row the source and level that all figures below ``base`` have in common.

        A part that names no source of its own has those of the part ``above`` it.
        """
        return {**(above or {}), **self.facts(base, above or {}, ("source", "attested"))}

    def facts(self, path: Path, common: Mapping[int, Fact], parts: tuple[str, ...] = PARTS) -> dict[int, Fact]:
        """Return by row what is said beside the figures at ``path``; rows without a word are left out.

        A figure without a source of its own has the common one; one without a level has its source's, else
        the common one.
        """
        found: dict[int, Fact] = {}
        columns = {part: cells for part in parts if (cells := self.raw.cells.get((*path, part))) is not None}
        made: dict[tuple[object, ...], Fact] = {}
        for row, cells in enumerate(zip(*columns.values(), strict=True)):
            if not any(cells):
                continue
            usual = common.get(row, UNSAID)
            key = (id(usual), *cells)
            if key not in made:
                texts = {part: str(cell).strip() for part, cell in zip(columns, cells, strict=True) if cell}
                made[key] = self._fact(path, row, {part: text for part, text in texts.items() if text}, usual)
            found[row] = made[key]
        return found

    def _fact(self, path: Path, row: int, said: dict[str, str], common: Fact) -> Fact:
        source, level = common.source, common.attested
        if "source" in said:
            source = self._source(path, row, said.pop("source"))
            level = level if path[-2:-1] in (("data",), ("points",)) else None
            level = (source.attested if isinstance(source, Source) else None) or level
        if "attested" in said:
            level = self._level(path, row, said.pop("attested")) or level
        return Fact("", source, level, **said)

    def _source(self, path: Path, row: int, text: str) -> Source | str:
        """Return the source called ``text``, else the text itself with a warning if it looks like an id."""
        if text not in self.known and text not in self._told:
            self._told.add(text)
            if _LOOKS_LIKE_ID.fullmatch(text):
                self._add(kinds.UNKNOWN_SOURCE, (*path, "source"), row, {"key": text}, nearest(text, self.known))
        return self.known.get(text, text)

    def _level(self, path: Path, row: int, text: str) -> Attested | None:
        """Return the level of attestation that a cell names, by id or in Chinese."""
        level = _LEVELS.get(folded(text))
        if level is None and text not in self._told:
            self._told.add(text)
            params = {"value": quoted(text), "known": ", ".join(_LEVELS)}
            self._add(kinds.UNKNOWN_ATTESTATION, (*path, "attested"), row, params, nearest(text, _LEVELS))
        return level

    def _add(self, kind: FindingKind, path: Path, row: int, params: dict[str, str], near: str) -> None:
        place = self.raw.input.place(self.raw.rows[row], path)
        self.findings.append(Finding(kind, place, params, near))
