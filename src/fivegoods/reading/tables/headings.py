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


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


#: Column → how people head it. The first is the id.
PARK_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": _words(
        "id|标识|园区标识|编码|代码|园区编码|园区代码|开发区代码|单位代码|企业代码|企业编码|统一社会信用代码|社会信用代码"
        "|信用代码|组织机构代码|机构代码|park id|zone id|code"
    ),
    "name": _words(
        "name|名称|园区|园区名称|园区名|园区全称|开发区|开发区名称|开发区名|园区(开发区)名称|开发区(园区)名称|园区(开发区)"
        "|开发区(园区)|企业|企业名称|企业全称|公司名称|单位名称|park|park name|zone|company|name.zh|中文名称"
    ),
    "name.en": ("name.en", "英文名称", "english name"),
    "year": _words(
        "year|年度|年份|年|考核年度|评价年度|统计年度|数据年度|填报年度|所属年度|报告年度|考核年份|评价年份|统计年份|数据年份"
        "|所属年份|会计年度|fiscal year"
    ),
    "criteria": ("criteria", "评价标准"),
    "source": ("source", "来源", "出处", "数据来源", "资料来源"),
    "attested": ("attested", "佐证等级", "佐证"),
    "stated_total": ("stated_total", "公布总分", "stated total", "stated_total.value"),
    "stated_total.source": ("stated_total.source",),
    "review.by": ("review.by", "审核人", "审核单位"),
    "review.source": ("review.source", "审核依据"),
    "review.stated_total": ("review.stated_total", "审核总分", "review.stated_total.value"),
}
#: Headings that name a park only where no other column does, and nothing in the criteria is called so.
WEAK_NAMES: Final = frozenset(
    map(
        folded,
        _words(
            "单位|单位全称|地区|地区名称|区域|县区|区县|县市区|县(市、区)|县(市,区)|市县|市州|市(州)|州市|公司|产业园区|产业园区名称|工业园区"
            "|工业园区名称|产业园|产业园名称|集聚区|集聚区名称|产业集聚区|产业集聚区名称|高新区|高新区名称|经开区|经开区名称"
            "|被评价单位|参评单位|参评园区|评价对象|考核对象|考核单位|被考核单位"
        ),
    )
)
#: Columns of office tables that are for people only.
FOR_PEOPLE: Final = frozenset(
    {"序号", "序", "编号", "行次", "顺序号", "no", "no.", "#", "备注", "备注说明", "remark", "remarks", "notes", "说明"}
)
#: What may stand beside a figure.
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "unit": ("unit", "单位", "计量单位"),
    "source": ("source", "来源", "出处", "数据来源", "资料来源"),
    "page": ("page", "页码", "单元格", "页码或单元格"),
    "date": ("date", "日期"),
    "period": ("period", "时期"),
    "attested": ("attested", "佐证等级", "佐证"),
    "definition": ("definition", "口径"),
    "remark": ("remark", "备注"),
    "reason": ("reason", "理由"),
}
PART_OF: Final = {word: part for part, words in PARTS.items() for word in words}
OF_EVENTS: Final = ("date", "source", "remark")

#: Words that a figure of this year, or of the year before, may carry in front, behind or in brackets.
OF_THIS_YEAR: Final = _words("本年度|本年数|本年累计|本年|当年|今年|本期数|本期|全年|1-12月累计|1-12月")
OF_LAST_YEAR: Final = _words("上年同期数|上年同期|上年度|上年数|上年|去年同期|去年数|去年|上期数|上期|同期数|同期")
#: Words behind a name that add nothing to it, and those that may do so below a common heading or in brackets only.
OF_AMOUNT: Final = _words("总量|总额|总数|数量|个数|家数|数|额")
OF_ANY_VALUE: Final = _words("数值|数据|绝对值|绝对量|绝对数|实际值|实际数|完成值|完成数|指标值|自报数|填报数|累计")
#: Endings of names that mean the same.
SAME_ENDINGS: Final = (
    ("增速", "增长率", "增幅", "同比增长", "同比增速", "同比增长率", "增长", "增长速度", "同比增幅", "同比"),
    ("占比", "比重", "比例", "所占比重", "所占比例"),
)
#: 1.税收, （一）税收, 1.1 税收, ①税收, 其中：税收
IN_FRONT: Final = re.compile(
    r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}[.．、]?|[①-⑳]|[A-Z][0-9]{1,2}[.．、\s]"
    r"|其中[:：]|#)\s*(?=[^\s\d])"
)
#: 税收*, 税收①, 税收[1]
BEHIND: Final = re.compile(r"(?:\s*[*\uff0a①-⑳△▲]|\s*\[\d{1,2}\]|\s*[(（]注\s*\d{0,2}[)）])+$")
#: 2024年税收 names its year.
YEAR_IN_FRONT: Final = re.compile(r"((?:19|20)[0-9]{2})(?:年度?)?")


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
        for key, names in PARK_NAMES.items():
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
        self.known = {**dict.fromkeys(WEAK_NAMES, ("park", "name")), **self.known}

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
        if not written or written in FOR_PEOPLE:
            return Heading("ignored", text)
        reviewed = written.startswith("review.") and written not in self.known
        bare = text.strip().removeprefix("review.") if reviewed else text.strip()
        found = self._exact(bare) or self._dotted(folded(bare)) or self._growth(bare) or self._described(bare)
        if found is None:
            plain = BEHIND.sub("", IN_FRONT.sub("", bare, count=1))
            return self.find(plain) if plain not in ("", bare) else None
        return None if reviewed and found.role not in ("field", "points") else replace(found, reviewed=reviewed)

    def below(self, common: str, text: str) -> Heading | None:
        """Return what a header stands for that is one of several below a common heading: 税收 | 总量 | 增速."""
        value = text.strip()
        word = next((one for one in (*OF_AMOUNT, *OF_ANY_VALUE) if value.startswith(one)), "")
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
        found, meant = self.known.get(head), PART_OF.get(part, "")
        if found is None or not meant or (found[0] == "event" and meant not in OF_EVENTS):
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
        for year, words in (("", OF_THIS_YEAR), ("previous", OF_LAST_YEAR)):
            for word in words:
                rest = bare.removeprefix(word).removeprefix("的") if bare.startswith(word) else bare.removesuffix(word)
                if rest != bare and (found := self._figure(rest, year)):
                    return found
        if match := YEAR_IN_FRONT.match(bare):
            return self._figure(bare[match.end() :], match[1])
        shorter = (bare.removesuffix(word) for word in OF_AMOUNT if bare.endswith(word))
        return next((found for rest in shorter if (found := self._figure(rest, ""))), None)

    def _figure(self, name: str, year: str) -> Heading | None:
        found = self._exact(name)
        return replace(found, year=year) if found is not None and found.role == "field" else None

    def _with(self, found: Heading, details: Iterable[str]) -> Heading | None:
        """Return a heading with its details: part, unit and year; None if none of them is understood."""
        understood = not details
        parts = [part for detail in details for part in _parts_of(detail)]
        if found.role == "field" and any(_CHANGE.match(folded(part)) for part in parts):
            definition = self.words.fields[found.key]
            growth = found if definition.unit == "%" else self._exact(f"{definition.name.zh}增速")
            if growth is None:
                return None
            found = growth
        for detail in parts:
            word = folded(detail)
            if found.role in ("field", "points") and word in PART_OF:
                found, understood = replace(found, part=PART_OF[word]), True
            elif found.role == "field" and word in OF_LAST_YEAR:
                found, understood = replace(found, year="previous"), True
            elif found.role == "field" and word in (
                *OF_THIS_YEAR,
                *OF_AMOUNT,
                *OF_ANY_VALUE,
            ):
                understood = True
            elif (unit := self._unit(found, detail)) is not None:
                found, understood = replace(found, unit=unit), True
            elif found.role in ("park", "group") and (unit_or_none(detail) is None or found.key == "year"):
                understood = True  # 年度（年）, 园区名称（全称）
        return found if understood else None

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
    for endings in SAME_ENDINGS:
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


def _parts_of(detail: str) -> Sequence[str]:
    """Return the parts of what is said in one bracket: 上年同期，万元 is two things, 家、个 one."""
    several = _BETWEEN_DETAILS.split(detail.strip())
    years = {*OF_LAST_YEAR, *OF_THIS_YEAR}
    return several if any(folded(part) in years for part in several) else [detail]
