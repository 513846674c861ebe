"""What a header cell stands for: a part of a park, by id or by Chinese or English name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from fivegoods.numeric.closest import folded
from fivegoods.numeric.units import UnitError, parse_unit
from fivegoods.panel.raw import Path
from fivegoods.panel.vocabulary import Vocabulary

#: Column → how people head it. The first is the id.
_PARK_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "标识", "园区标识", "编码", "代码", "企业代码", "统一社会信用代码", "park id"),
    "name": ("name", "名称", "园区", "园区名称", "企业名称", "企业", "单位名称", "park", "name.zh", "中文名称"),
    "name.en": ("name.en", "英文名称", "english name"),
    "year": ("year", "年度", "年份", "年"),
    "criteria": ("criteria", "评价标准"),
    "source": ("source", "来源", "出处", "数据来源"),
    "attested": ("attested", "佐证等级", "佐证"),
    "stated_total": ("stated_total", "公布总分", "stated total", "stated_total.value"),
    "stated_total.source": ("stated_total.source",),
    "review.by": ("review.by", "审核人", "审核单位"),
    "review.source": ("review.source", "审核依据"),
    "review.stated_total": ("review.stated_total", "审核总分", "review.stated_total.value"),
}
#: Columns of office tables that are for people only.
_FOR_PEOPLE: Final = frozenset({"序号", "编号", "no", "no.", "#", "备注", "remark", "notes", "说明"})
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "unit": ("unit", "单位", "计量单位"),
    "source": ("source", "来源", "出处", "数据来源"),
    "page": ("page", "页码", "单元格", "页码或单元格"),
    "date": ("date", "日期"),
    "period": ("period", "时期"),
    "attested": ("attested", "佐证等级", "佐证"),
    "definition": ("definition", "口径"),
    "remark": ("remark", "备注"),
    "reason": ("reason", "理由"),
}
_PART_OF: Final = {word: part for part, words in PARTS.items() for word in words}
OF_EVENTS: Final = ("date", "source", "remark")
_BRACKETED: Final = re.compile(r"(.+?)[(\[（【]([^()\[\]（）【】]+)[)\]）】]", re.DOTALL)
_SPELT_AS_ID: Final = re.compile(r"[a-z0-9_.]+")
_SEPARATOR: Final = re.compile(r"\s*[/:：,，、_-]\s*|\s+")
_NUMBERED: Final = re.compile(r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、])\s*(?=\D)")
_UNIT_WORD: Final = re.compile(r"^(?:单位|计量单位|unit)[:：]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """What one column holds.

    ``role`` is "park", "group", "field", "points", "event" or "ignored". ``part`` names a detail of
    a figure, such as its source. ``reviewed`` columns belong to the review.
    """

    role: str
    key: str
    part: str = ""
    unit: str | None = None
    reviewed: bool = False

    @property
    def path(self) -> Path:
        """Where the park document has this part."""
        holder = {"field": ("data",), "points": ("points",), "group": ("groups",), "event": ("events",)}.get(
            self.role, ()
        )
        review = ("review",) if self.reviewed else ()
        return (*review, *holder, *self.key.split("."), *((self.part,) if self.part else ()))


#: What is known before anybody has said under which criteria a table is to be read.
NO_CRITERIA: Final = Vocabulary("", **{part.name: {} for part in fields(Vocabulary) if part.name != "name"})


class Headings:
    """Looks headers up under one criteria file."""

    def __init__(self, words: Vocabulary) -> None:
        """Collect all names that a column can have; fields come before indicators of the same name."""
        self.words = words
        self.known: dict[str, tuple[str, str]] = {}
        #: Names that several columns could have, with their ids.
        self.doubtful: dict[str, list[str]] = {}
        for key, names in _PARK_NAMES.items():
            self._add("park", key, names)
        for key, one in words.groups.items():
            self._add("group", key, (key, f"groups.{key}", one.name.zh, one.name.en))
        for key, field in words.fields.items():
            self._add(
                "field", key, (key, f"data.{key}", f"data.{key}.value", f"{key}.value", field.name.zh, field.name.en)
            )
        for key, indicator in words.indicators.items():
            spelt = (f"points.{key}", f"points.{key}.points")
            by_hand = (key, indicator.name.zh, indicator.name.en) if indicator.value is None else ()
            self._add("points", key, (*spelt, *by_hand))
        for kind, levels in words.events.items():
            for event in (kind, *(f"{kind}.{level}" for level in levels)):
                self._add("event", event, (f"events.{event}", f"event.{event}"))

    def _add(self, role: str, key: str, names: tuple[str | None, ...]) -> None:
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
        if not written or written in _FOR_PEOPLE:
            return Heading("ignored", text)
        reviewed = written.startswith("review.") and written not in self.known
        bare = written.removeprefix("review.") if reviewed else written
        found = self._exact(bare) or self._dotted(bare) or self._bracketed(text, bare) or self._separated(text)
        if found is None and (numbered := _NUMBERED.match(text)):
            return self.find(text[numbered.end() :])
        if found is None or (reviewed and found.role not in ("field", "points")):
            return None
        return Heading(found.role, found.key, found.part, found.unit, reviewed)

    def may_mean(self, text: str, heading: Heading) -> list[str]:
        """Return the ids of all that a header may stand for, if they are several; an id stands for itself only."""
        bare = text.strip().removeprefix("review.")
        id_ = _SPELT_AS_ID.match(bare)
        if not self.doubtful or (id_ is not None and id_[0].removeprefix("data.") == heading.key):
            return []
        names = (name for name, ids in self.doubtful.items() if heading.key in ids and folded(bare).startswith(name))
        return next((self.doubtful[name] for name in names), [])

    def _exact(self, written: str) -> Heading | None:
        found = self.known.get(written)
        return Heading(*found) if found else None

    def _dotted(self, written: str) -> Heading | None:
        """``tax.source``, ``points.inspection.reason``, ``events.accident.date``."""
        head, _, part = written.rpartition(".")
        found, meant = self.known.get(head), _PART_OF.get(part, "")
        if found is None or not meant or (found[0] == "event" and meant not in OF_EVENTS):
            return None
        return Heading(*found, part=meant) if found[0] in ("field", "points", "event") else None

    def _bracketed(self, text: str, written: str) -> Heading | None:
        """``税收（万元）``, ``税收（来源）``; the unit keeps its own spelling."""
        match = _BRACKETED.fullmatch(text.strip().removeprefix("review."))
        if match is None:
            return None
        found = self.known.get(folded(match[1]))
        if found is None or found[0] not in ("field", "points"):
            return None
        if folded(match[2]) in _PART_OF:
            return Heading(*found, part=_PART_OF[folded(match[2])])
        return self._with_unit(found, match[2])

    def _separated(self, text: str) -> Heading | None:
        """``税收/万元``, ``税收：万元``, or the unit in a line of its own."""
        for match in _SEPARATOR.finditer(text.strip()):
            found = self.known.get(folded(text.strip()[: match.start()]))
            if (
                found is not None
                and found[0] == "field"
                and (one := self._with_unit(found, text.strip()[match.end() :]))
            ):
                return one
        return None

    def _with_unit(self, found: tuple[str, str], text: str) -> Heading | None:
        unit = unit_or_none(text)
        if unit is None or (
            unit == "1" and found[0] == "field" and self.words.fields[found[1]].unit not in (None, "1")
        ):
            return None  # （1） numbers a column or a footnote
        return Heading(*found, unit=unit)


def unit_or_none(text: str) -> str | None:
    """Return the unit written as ``text`` (``单位：万元`` and ``（万元）`` are 万元), None if it is not one."""
    bare = _UNIT_WORD.sub("", text.strip())
    if bare[:1] in ("(", "（") and bare[-1:] in (")", "）"):
        bare = bare[1:-1].strip()
    try:
        parse_unit(bare)
    except UnitError:
        return None
    return bare or None
