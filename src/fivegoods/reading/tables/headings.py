"""What a header cell stands for: a part of a park, by id or by Chinese or English name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from fivegoods.numeric.closest import folded
from fivegoods.numeric.units import UnitError, parse_unit, ratio
from fivegoods.panel.raw import Path
from fivegoods.panel.vocabulary import Vocabulary
from fivegoods.reading.tables import heading_words as words_of

_HOLDERS: Final = {"field": ("data",), "points": ("points",), "group": ("groups",), "event": ("events",)}
_LAST_BRACKET: Final = re.compile(r"(.+?)[(\[（【\uff3b]([^()\[\]（）【】\uff3b\uff3d]+)[)\]）】\uff3d]", re.DOTALL)
#: 税收±%, 税收（±%）: the growth of the figure.
_PLUS_MINUS: Final = re.compile(r"(.+?)\s*[(（]?±\s*[%％][)）]?")
_SPELT_AS_ID: Final = re.compile(r"[a-z0-9_.]+")
_SEPARATOR: Final = re.compile(r"\s*[/:：,，、_-]\s*|\s+")
_BETWEEN_DETAILS: Final = re.compile(r"[,，、;；\s]+")
_UNIT_WORD: Final = re.compile(r"^(?:单位|计量单位|unit)[:：]?\s*|^人民币", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """What one column holds.

    ``role`` is "park", "group", "field", "points", "event" or "ignored". ``part`` names a detail of
    a figure, such as its source. ``reviewed`` columns belong to the review. ``year`` is that of the figures
    as the heading says it: "previous", a number such as "2023", "" for the row's own.
    """

    role: str
    key: str
    part: str = ""
    unit: str | None = None
    reviewed: bool = False
    year: str = ""

    @property
    def path(self) -> Path:
        """Where the park document has this part."""
        when = (self.year,) if self.year else ()
        review = ("review",) if self.reviewed else ()
        part = (self.part,) if self.part else ()
        return (*when, *review, *_HOLDERS.get(self.role, ()), *self.key.split("."), *part)


#: What is known before anybody has said under which criteria a table is to be read.
NO_CRITERIA: Final = Vocabulary("", **{part.name: {} for part in fields(Vocabulary) if part.name != "name"})


#: 税收（±%） and 税收 | 增减% are the growth of 税收, never 税收 in %.
_CHANGE: Final = re.compile(r"(?:±|\+/?-|同比|比上年|较上年|增减|增长|增幅|增速)+[(]?%?[)]?$")


class Headings:
    """Looks headers up under one criteria file."""

    def __init__(self, words: Vocabulary) -> None:
        """Collect all names that a column can have; fields come before indicators of the same name."""
        self.words = words
        self.known: dict[str, tuple[str, str]] = {}
        #: Names that several columns could have, with their ids.
        self.doubtful: dict[str, list[str]] = {}
        for key, names in words_of.PARK_NAMES.items():
            self._add("park", key, names)
        for key, one in words.groups.items():
            self._add("group", key, (key, f"groups.{key}", one.name.zh, one.name.en))
        for key, field in words.fields.items():
            spelt = (key, f"data.{key}", f"data.{key}.value", f"{key}.value")
            self._add("field", key, (*spelt, field.name.zh, field.name.en))
        for key, indicator in words.indicators.items():
            by_hand = (key, indicator.name.zh, indicator.name.en) if indicator.value is None else ()
            self._add("points", key, (f"points.{key}", f"points.{key}.points", *by_hand))
        for kind, levels in words.events.items():
            for event in (kind, *(f"{kind}.{level}" for level in levels)):
                self._add("event", event, (f"events.{event}", f"event.{event}"))
        for key, field in words.fields.items():
            self.known = {**dict.fromkeys(_same_ending(field.name.zh or ""), ("field", key)), **self.known}
        self.known = {**dict.fromkeys(words_of.WEAK_NAMES, ("park", "name")), **self.known}

    def _add(self, role: str, key: str, names: Sequence[str | None]) -> None:
        for name in map(folded, filter(None, names)):
            first = self.known.setdefault(name, (role, key))
            if first != (role, key) and role in ("field", "group"):
                self.doubtful.setdefault(name, [first[1]]).append(key)

    def names(self) -> Mapping[str, str]:
        """Return every name a column can have, as it is compared, with the id it stands for."""
        return {name: key for name, (_, key) in self.known.items()}

    def find(self, text: str) -> Heading | None:
        """Return what a header stands for, None if nobody knows."""
        written = folded(text)
        if not written or written in words_of.FOR_PEOPLE:
            return Heading("ignored", text)
        reviewed = written.startswith("review.") and written not in self.known
        bare = text.strip().removeprefix("review.") if reviewed else text.strip()
        found = self._exact(bare) or self._dotted(folded(bare)) or self._growth(bare) or self._described(bare)
        if found is None:
            plain = words_of.BEHIND.sub("", words_of.IN_FRONT.sub("", bare, count=1))
            return self.find(plain) if plain not in ("", bare) else None
        return None if reviewed and found.role not in ("field", "points") else replace(found, reviewed=reviewed)

    def below(self, common: str, text: str) -> Heading | None:
        """Return what a header stands for that is one of several below a common heading: 税收 | 总量 | 增速."""
        value = text.strip()
        word = next((one for one in (*words_of.OF_AMOUNT, *words_of.OF_ANY_VALUE) if value.startswith(one)), "")
        tries = (text, f"{common}{text}", f"{common}（{text}）", f"{common}{value.removeprefix(word)}")
        return next((found for one in tries if (found := self.find(one)) is not None), None)

    def may_mean(self, text: str, heading: Heading) -> list[str]:
        """Return the ids of all that a header may stand for, if they are several; an id stands for itself only."""
        bare = text.strip().removeprefix("review.")
        id_ = _SPELT_AS_ID.match(bare)
        if not self.doubtful or (id_ is not None and id_[0].removeprefix("data.") == heading.key):
            return []
        names = (name for name, ids in self.doubtful.items() if heading.key in ids and folded(bare).startswith(name))
        return next((self.doubtful[name] for name in names), [])

    def _exact(self, text: str) -> Heading | None:
        found = self.known.get(folded(text))
        return Heading(*found) if found else None

    def _dotted(self, written: str) -> Heading | None:
        """``tax.source``, ``points.inspection.reason``, ``events.accident.date``."""
        head, _, part = written.rpartition(".")
        found, meant = self.known.get(head), words_of.PART_OF.get(part, "")
        if found is None or not meant or (found[0] == "event" and meant not in words_of.OF_EVENTS):
            return None
        return Heading(*found, part=meant) if found[0] in ("field", "points", "event") else None

    def _growth(self, text: str) -> Heading | None:
        match = _PLUS_MINUS.fullmatch(text)
        found = self._exact(f"{match[1]}增速") if match else None
        return replace(found, unit="%") if found else None

    def _described(self, text: str) -> Heading | None:
        """Return what a name with details stands for: ``税收（万元）``, ``上年税收/万元``, ``税收（来源）``."""
        for name, details in _apart(text):
            found = self._named(name)
            if found is not None and (one := self._with(found, details)) is not None:
                return one
        return None

    def _named(self, name: str) -> Heading | None:
        """Return what a name stands for, with or without a word for its year."""
        if found := self._exact(name):
            return found
        bare = folded(name)
        for year, words in (("", words_of.OF_THIS_YEAR), ("previous", words_of.OF_LAST_YEAR)):
            for word in words:
                rest = bare.removeprefix(word).removeprefix("的") if bare.startswith(word) else bare.removesuffix(word)
                if rest != bare and (found := self._figure(rest, year)):
                    return found
        if match := words_of.YEAR_IN_FRONT.match(bare):
            return self._figure(bare[match.end() :], match[1])
        shorter = (bare.removesuffix(word) for word in words_of.OF_AMOUNT if bare.endswith(word))
        return next((found for rest in shorter if (found := self._figure(rest, ""))), None)

    def _figure(self, name: str, year: str) -> Heading | None:
        found = self._exact(name)
        return replace(found, year=year) if found is not None and found.role == "field" else None

    def _with(self, found: Heading, details: Iterable[str]) -> Heading | None:
        """Return a heading with its details: part, unit and year; None if none of them is understood."""
        understood = not details
        parts = [part for detail in details for part in self._parts(found, detail)]
        if found.role == "field" and any(_CHANGE.match(folded(part)) for part in parts):
            definition = self.words.fields[found.key]
            growth = found if definition.unit == "%" else self._exact(f"{definition.name.zh}增速")
            if growth is None:
                return None
            found = growth
        for detail in parts:
            word = folded(detail)
            if found.role in ("field", "points") and word in words_of.PART_OF:
                found, understood = replace(found, part=words_of.PART_OF[word]), True
            elif found.role == "field" and word in words_of.OF_LAST_YEAR:
                found, understood = replace(found, year="previous"), True
            elif found.role == "field" and word in (
                *words_of.OF_THIS_YEAR,
                *words_of.OF_AMOUNT,
                *words_of.OF_ANY_VALUE,
            ):
                understood = True
            elif (unit := self._unit(found, detail)) is not None:
                found, understood = replace(found, unit=unit), True
            elif found.role in ("park", "group") and (unit_or_none(detail) is None or found.key == "year"):
                understood = True  # 年度（年）, 园区名称（全称）
        return found if understood else None

    def _parts(self, found: Heading, detail: str) -> Sequence[str]:
        """Return the parts of what is said in one bracket: 上年同期，万元 is two things, 家、个 one."""
        several = _BETWEEN_DETAILS.split(detail.strip())
        years = {*words_of.OF_LAST_YEAR, *words_of.OF_THIS_YEAR}
        return several if any(folded(part) in years for part in several) else [detail]

    def _unit(self, found: Heading, text: str) -> str | None:
        unit = unit_or_none(text) if found.role in ("field", "points") else None
        if unit == "1" and found.role == "field" and self.words.fields[found.key].unit not in (None, "1"):
            return None  # （1） numbers a column or a footnote
        return unit


def is_change(text: str) -> bool:
    """Return whether a heading is of a change, such as 税收同比增减（%）."""
    return _CHANGE.search(folded(text)) is not None


def _apart(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the ways to tell a name from what is said about it in brackets or behind a separator."""
    yield text, []
    details: list[str] = []
    rest = text
    while match := _LAST_BRACKET.fullmatch(rest):
        rest, details = match[1].strip(), [match[2], *details]
        yield rest, details
    for match in _SEPARATOR.finditer(text):
        yield text[: match.start()], [text[match.end() :]]
    if text[-1:] in ("%", "％", "‰"):
        yield text[:-1], [text[-1]]


def _same_ending(name: str) -> Iterator[str]:
    """Yield the names that mean the same as one such as 税收增速: 税收增长率, 税收增幅."""
    for endings in words_of.SAME_ENDINGS:
        ending = next((one for one in sorted(endings, key=len, reverse=True) if name.endswith(one)), "")
        if ending:
            yield from (folded(name.removesuffix(ending) + other) for other in endings)


def unit_or_none(text: str) -> str | None:
    """Return the unit written as ``text``, None if it is not one.

    ``单位：万元``, ``（万元）``, ``±%`` and ``同比，%`` are units with something around them; so is ``家、个``,
    of which either will do.
    """
    bare = _UNIT_WORD.sub("", text.strip())
    if bare[:1] in ("(", "（") and bare[-1:] in (")", "）"):
        bare = bare[1:-1].strip()
    whole = _parsed(bare)
    if whole is not None or not bare:
        return whole
    units = [unit for part in _BETWEEN_DETAILS.split(bare) if (unit := _parsed(_UNIT_WORD.sub("", part.lstrip("±"))))]
    same = units and all(parse_unit(one).dimensions == parse_unit(units[0]).dimensions for one in units)
    return units[0] if same and all(ratio(parse_unit(one), parse_unit(units[0])) == 1 for one in units) else None


def _parsed(text: str) -> str | None:
    try:
        parse_unit(text)
    except UnitError:
        return None
    return text or None
