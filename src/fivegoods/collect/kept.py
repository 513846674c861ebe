"""Whether what was written gives the same parks again: what cannot be kept is named before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from fivegoods.collect.forms.fill import source_line
from fivegoods.collect.park_table import Common
from fivegoods.criteria.base import Source
from fivegoods.criteria.file import CriteriaFile
from fivegoods.messages.sanitise import clean
from fivegoods.panel.entities import Fact, Gap, GivenPoints, Park, ReviewedPart
from fivegoods.reading.inputs import InputFile
from fivegoods.reading.parks import read_parks

#: Path of a part of a park → how it is compared.
Parts = dict[str, str]


def lost(name: str, suffix: str, content: bytes, parks: Sequence[Park], criteria: CriteriaFile) -> str:
    """Return what is lost of ``parks`` when the bytes of a file are read again: park and path, or "" for nothing."""
    again = {
        (park.id, park.year): park for park in read_parks([InputFile(name, content, suffix=suffix)], criteria).parks
    }
    for park in parks:
        found = again.get((park.id, park.year))
        if found is None:
            return f"{park.id} {park.year}"
        before, after = _parts(park, criteria), _parts(found, criteria)
        if before != after:
            paths = (path for path in {**before, **after} if before.get(path) != after.get(path))
            return f"{park.id} {park.year}: {next(paths)}"
    return ""


def _parts(park: Park, criteria: CriteriaFile) -> Parts:
    """Return all that a park says, in the form that every format keeps."""
    parts = {f"groups.{key}": value for key, value in park.groups.items()}
    parts |= {"name": park.name.within("zh"), "name.en": park.name.within("en")}
    parts |= _assessed("", park, criteria)
    if park.review is not None:
        parts |= _assessed("review.", park.review, criteria)
        parts |= {"review.by": park.review.by or "", "review.source": park.review.source or ""}
    for event in park.events:  # a table counts events of one kind and level together
        key = f"events.{event.kind}.{event.level or ''}"
        parts[key] = str(Decimal(parts.get(key, 0)) + event.count)
        for text in filter(None, (event.date, event.source, event.remark)):
            parts[f"{key}: {_plain(text)}"] = ""
    return {path: _plain(text) for path, text in parts.items() if text}


def _assessed(prefix: str, part: Park | ReviewedPart, criteria: CriteriaFile) -> Parts:
    figures = {key: value for key, value in {**part.data, **part.gaps}.items() if value is not Gap.ABSENT}
    parts = {f"{prefix}{key}": _value(value) for key, value in figures.items()}
    facts: dict[str, Fact | GivenPoints | None] = {key: part.facts.get(key) for key in figures}
    facts |= {f"points.{key}": given for key, given in part.points.items()}
    for key, fact in facts.items():
        said = Common(None, None).beside(fact, partial(_source, criteria=criteria))
        parts |= {f"{prefix}{key}.{name}": text for name, text in said.items()}
    parts |= {f"{prefix}points.{key}": _value(given.points) for key, given in part.points.items()}
    return parts | ({f"{prefix}stated_total": _value(part.stated_total)} if part.stated_total is not None else {})


def _source(source: Source | str, criteria: CriteriaFile) -> str:
    known = criteria.criteria.sources.get(source, source) if isinstance(source, str) else source
    return source_line(known, "zh") or ""


def _value(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _plain(text: str) -> str:
    """Return a text without what files are never given, such as control signs, and without differences in space."""
    return " ".join(clean(text).split())
