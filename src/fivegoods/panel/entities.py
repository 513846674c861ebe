"""What files become once read: frozen, typed, with a way back to the place each part came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final

from fivegoods.criteria.base import Attested, LocalText, Source
from fivegoods.criteria.file import Origin
from fivegoods.messages.findings import Place

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
