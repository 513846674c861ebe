"""Which rows of a table are parks: not those of totals, the header again, or notes below the table."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import Final

from fivegoods.criteria.models.criteria import FieldDef, Group
from fivegoods.messages.findings import Finding, FindingKind, quoted
from fivegoods.numeric.closest import folded
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, parse_unit, plain_signs, split_quantity
from fivegoods.panel.panel import Panel
from fivegoods.panel.values import OF_POINTS, label, read_column, read_count, year_in
from fivegoods.reading.findings import HEADER_AGAIN, MERGED, NOT_A_PARK, TOTAL_DIFFERS
from fivegoods.reading.tables.headings import Heading
from fivegoods.reading.tables.layout import Layout
from fivegoods.reading.tables.sheet import Sheet, letters

_FIGURES: Final = ("field", "points", "event")
#: Areas and cells beyond these are no table that a person merged.
_MOST_AREAS: Final = 20_000
_MOST_CELLS: Final = 1_000_000
_MOST_FINDINGS: Final = 100


def unmerged(sheet: Sheet, layout: Layout) -> tuple[Sequence[Sequence[str]], list[Finding]]:
    """Return the columns with groups, years and the like in every row they are merged over.

    A figure merged over several parks, or with another figure, is a finding.
    """
    spread = _Spread(sheet, layout.first, list(sheet.columns), dict(layout.columns))
    for area in sheet.merged[:_MOST_AREAS]:
        spread.area(*area)
        if len(spread.findings) == _MOST_FINDINGS:
            break
    return spread.columns, spread.findings


@dataclass(slots=True)
class _Spread:
    sheet: Sheet
    first: int
    columns: list[Sequence[str]]
    headings: dict[int, Heading]
    findings: list[Finding] = field(default_factory=list)
    budget: int = _MOST_CELLS

    def area(self, top: int, bottom: int, left: int, right: int) -> None:
        """Take one merged area into account."""
        numbers = self.sheet.numbers
        start, end = (one(numbers, at, lo=self.first) for one, at in ((bisect_left, top), (bisect_right, bottom)))
        heading = self.headings.get(left)
        if heading is None or start >= end or numbers[start] != top:
            return
        text = self.sheet.text(start, left)
        if not text:
            return
        if not _is_figure(heading):
            self._fill(start + 1, end, left, text)
        elif bottom > top or any(left < column <= right for column in self.headings):
            params = {"area": f"{letters(left)}{top}:{letters(right)}{bottom}", "value": quoted(text)}
            self.findings.append(Finding(MERGED, self.sheet.place(start, left), params))

    def _fill(self, start: int, end: int, column: int, text: str) -> None:
        end = min(end, start + self.budget)
        self.budget -= max(0, end - start)
        cells = self.columns[column]
        self.columns[column] = [*cells[:start], *[text] * (end - start), *cells[end:]]


def _is_figure(heading: Heading) -> bool:
    return (heading.role in _FIGURES and not heading.part) or heading.key.endswith("stated_total")


_BRACKETS: Final = r"(?:\([^()]*\))?:?"
#: 合计, 全省合计, 总计（万元）, 小计： and the like; no park's name ends so.
_WHOLE: Final = re.compile(rf".{{0,12}}(?:合计|总计|累计|总和|共计|汇总)(?:数|值)?{_BRACKETS}|(?:grand)?total|sum")
_PART: Final = re.compile(rf".{{0,12}}小计(?:数|值)?{_BRACKETS}|subtotal")
#: Statistics of the rows, and changes of them, such as 全省平均水平 and 2024年增速: no park's name ends so.
_STATISTICS: Final = (
    "平均值?|平均[数分]|平均水平|平均得分|均值|中位[数值]|众数|最[大小高低]值?|最[高低]分|标准差|方差|极差|变异系数|离散系数"
    "|[上下四]?分位[数值]?|同比|环比|同期比|增长|增减|增减[额量幅]|增幅|增速|增长率|增长速度|变动|变化|升降"
)
#: What belongs to the columns, such as their units, weights and targets, and all or the rest of the parks.
_OF_COLUMNS: Final = (
    "(?:指标|评价|评分|考核|总)?(?:权重|权数|满分|分值|得分|得分率|标准|单位|计量单位|目标|序号|编号|代码|栏次|口径|公式)"
    "|(?:满意|不允许|目标|基准|标准|参考|参照|门槛|上限|下限|阈)值|(?:目标|累计)?完成(?:[率数]|情况)?|比重|占比|排名|排序"
    "|位次|名次|(?:上年|去年|上期|基期|同期|本年|本期)(?:同期)?[数值]?|总[量数]|[全本](?:省|市|州|县|区|国|部)"
    "|(?:所有|全体|全部)(?:园区|开发区)|其[他它余]"
)
_IN_ENGLISH: Final = (
    "(?:weighted)?(?:average|mean)|median|minimum|maximum|min|max|std\\.?dev\\.?|standarddeviation|variance|range|weights?"
    "|targets?|units?|fullpoints|change|growth|rank|others?"
)
_NO_PARK: Final = re.compile(
    rf"(?:.{{0,12}}(?:{_STATISTICS})|{_OF_COLUMNS}|{_IN_ENGLISH}){_BRACKETS}"
    r"|(?:较|比|占)(?:上年|去年|上期|同期|全省|全市|全国).{0,8}"
)
#: 其中：省级, #规模以上: part of a row above.
_OF_WHICH: Final = re.compile(r"[-—]*(?:其中|#|ofwhich).*")
#: 一、国家级 and （二）省级 above the rows of a section.
_SECTION: Final = re.compile(
    r"(?:\(?[一二三四五六七八九十]{1,3}[)、.,]|第[一二三四五六七八九十]{1,3}[类组批档][:、]?|[ivx]{1,4}[.、])(.*)"
)
#: What may stand behind the name of a group: 省级园区.
_BEHIND_GROUPS: Final = ("", "园区", "开发区", "类", "组")
_NOTE: Final = re.compile(
    r"(?:注|备注|附注|说明|(?:数据|资料)?来源|填表|填报|制表|审核|复核|(?:单位|统计)?负责人|联系人|联系电话|单位|note|source)"
    r"\d?(?:人|单位|时间|日期)?[:1-9.、]",
    re.IGNORECASE,
)
#: A number of a column: 3, A03.
_CODE: Final = re.compile(r"([a-z]?)([0-9]{1,3})")
#: How every such name begins or ends: all that is asked about the rows of a big table.
_FIRST_SIGNS: Final = frozenset(
    "其#\uff03-—全本所较比占上去基同第(（一二三四五六七八九十注备附说数资来填制审复负单统联iIvVxX"
)
_LAST_SIGNS: Final = frozenset(
    "计和汇总数值均平分差极系重位标号码次口径式成率况比名序减额量幅速长动化降高低大小水余他它度体目栏准)）:：.、"
)
_FIRST_WORDS: Final = (
    "weight", "average", "mean", "median", "min", "max", "std", "standard", "variance", "range", "total", "grand",
    "sum", "sub", "target", "unit", "full", "change", "growth", "rank", "other", "of ", "note", "source",
)  # fmt: skip


#: A column of texts: ids, names, years.
_Texts = Sequence[str]


@dataclass(slots=True)
class Sorted:
    """The indices of the rows that are parks, and of those that are sums of all or of some of them."""

    parks: list[int] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def sorted_rows(sheet: Sheet, layout: Layout, columns: Sequence[_Texts], groups: Mapping[str, Group]) -> Sorted:
    """Tell the rows of data that are parks from those that are none, by what stands in the columns that name them.

    ``groups`` are those of the criteria: a row called 省级园区 is no park.
    """
    sorter = _Sorter(sheet, layout, columns, groups)
    nothing = [""] * (len(sheet) - layout.first)
    who = [layout.paths.get(path) for path in (("id",), ("name",), ("year",))]
    ids, names, years = (nothing if column is None else columns[column][layout.first :] for column in who)
    known = {text: year_in(text) is not None for text in set(years)}
    ids, names = ([text.strip() for text in texts] for texts in (ids, names))
    is_odd, parks = sorter.is_odd, sorter.found.parks
    for index, (id_, name, year) in enumerate(zip(ids, names, years, strict=True)):
        if id_ and name and known[year] and not (is_odd(id_) or is_odd(name)):
            parks.append(index)
            continue
        texts = [text for text in (id_, name) if text]
        has_year = known[year] or (layout.year is not None and sorter.has_figures(index))
        is_sure = has_year and texts and not any(map(is_odd, texts))
        if is_sure or not sorter.is_no_park(index, texts, has_year=has_year):
            parks.append(index)
    return sorter.found


class _Sorter:
    def __init__(self, sheet: Sheet, layout: Layout, columns: Sequence[_Texts], groups: Mapping[str, Group]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.columns = columns
        #: What a row of a whole group may be called → the column of that group, None where there is none.
        self.groups = {
            f"{folded(name)}{behind}": layout.paths.get(("groups", key))
            for key, group in groups.items()
            for text in group.values.values()
            for name in (text.zh, text.en)
            if name
            for behind in _BEHIND_GROUPS
        }
        self.found = Sorted()
        #: The columns of figures and of points.
        self.figures = {column for column, one in layout.columns if one.role in ("field", "points") and not one.part}

    def is_odd(self, text: str) -> bool:
        """Return whether a text may be the name of a row that is no park."""
        if text[-1] in _LAST_SIGNS or text[0] in _FIRST_SIGNS or text in self.groups:
            return True
        return text.isascii() and text.lower().startswith(_FIRST_WORDS)

    def has_figures(self, index: int) -> bool:
        """Return whether a row holds any figure or points."""
        return any(self.columns[column][self.layout.first + index].strip() for column in self.figures)

    def is_no_park(self, index: int, names: list[str], *, has_year: bool) -> bool:
        """Return whether a row is no park, and say so where that is not plain to see."""
        cells = [column[self.layout.first + index] for column in self.columns]
        if not names:  # 合计 stands in the column of numbers
            names = [text for text in cells if text and not isinstance(read_count({}, text, OF_POINTS), Decimal)][:1]
        if self._is_sum(index, names):
            return True
        filled = [column for column, text in enumerate(cells) if text.strip()]
        first = filled[0] if filled else 0
        if self._is_named_as_none(names, index) or (not has_year and self._is_beside_the_rows(cells, filled)):
            self._say(NOT_A_PARK, index, first, cells[first])
            return True
        if has_year and names:
            return False
        if filled == [self.layout.paths.get(("criteria",))]:
            return True  # an empty table names its criteria
        if self._is_header_again(cells):
            self._say(HEADER_AGAIN, index, self.layout.naming_column, cells[self.layout.naming_column])
            return True
        return False

    def _is_sum(self, index: int, names: list[str]) -> bool:
        """Return whether a row of one of these names is a total, and keep it if it is."""
        words = {folded(name) for name in names}
        if any(map(_PART.fullmatch, words)):
            self.found.parts.append(index)
        elif any(map(_WHOLE.fullmatch, words)):
            self.found.whole.append(index)
        else:
            return False
        return True

    def _is_named_as_none(self, names: Sequence[str], index: int) -> bool:
        """Return whether a row is called as no park is: a statistic, a part of a row above, the head of a section."""
        words = [folded(name) for name in names]
        is_note = all(":" in word and _NOTE.match(word) for word in words)
        return bool(words) and (is_note or any(self._is_no_name(word, index) for word in words))

    def _is_no_name(self, word: str, index: int) -> bool:
        if _NO_PARK.fullmatch(word) or _OF_WHICH.fullmatch(word):
            return True
        if section := _SECTION.fullmatch(word):
            return section[1] in self.groups or not self.has_figures(index)
        if word not in self.groups:
            return False
        # A park may be called like its own group, such as a province.
        column = self.groups[word]
        return column is None or not self.columns[column][self.layout.first + index].strip()

    def _is_beside_the_rows(self, cells: _Texts, filled: Sequence[int]) -> bool:
        """Return whether a row without a year is a note, or numbers the columns (甲 乙 1 2 3)."""
        year = self.layout.paths.get(("year",))
        if (year is None or not cells[year].strip()) and filled and _NOTE.match(folded(cells[filled[0]])):
            return True
        return len(filled) > 2 and _numbers_columns([folded(cells[column]) for column in filled])

    def _is_header_again(self, cells: _Texts) -> bool:
        """Return whether a row names the park by its column's header, and has headers or nothing in all other cells."""
        pairs = [(folded(text), folded(header)) for text, header in zip_longest(cells, self.layout.texts, fillvalue="")]
        said = pairs[self.layout.paths.get(("year",), self.layout.naming_column)][0]
        return bool(said) and all(text in ("", header) for text, header in pairs)

    def _say(self, kind: FindingKind, index: int, column: int, text: str) -> None:
        place = self.sheet.place(self.layout.first + index, column)
        self.found.findings.append(Finding(kind, place, {"value": quoted(text.strip())}))


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Return whether texts number the columns below a header: 甲 乙 1 2 3, A B C, (1) (2)=(1)/2, ① ②, A01 A02."""
    bare = [unicodedata.normalize("NFKC", text.partition("=")[0]).strip("()[]栏列第次-—") for text in texts]
    stems = [text for text in bare if text in "甲乙丙丁戊己庚辛壬癸" or text in "abcdefgh"]
    codes = [match for text in bare if (match := _CODE.fullmatch(text))]
    numbers = [int(code[2]) for code in codes]
    if len(stems) + len(numbers) < len(bare) or len({code[1] for code in codes}) > 1:
        return False
    return all(after == before + 1 for before, after in pairwise(numbers)) and numbers[:1] in ([], [0], [1], [2], [3])


#: Quantities of which the whole is the sum of the parts; days and points are not added up.
_ADDED: Final = frozenset({"CNY", "USD", "EUR", "HKD", "JPY", "area", "people", "visits", "count", "coal", "mass",
                           "volume", "energy", "power", "length"})  # fmt: skip


def check_totals(sheet: Sheet, layout: Layout, found: Sorted, panel: Panel) -> Iterator[Finding]:
    """Yield a finding for each total that is off; a subtotal is one of the rows just above it or just below it."""
    at = {index: bisect_left(panel.numbers[0], layout.first + index) for index in (*found.whole, *found.parts)}
    marks = sorted({0, len(panel), *at.values()})
    for index in found.whole:
        column = layout.paths.get(("year",))
        year = year_in(sheet.text(layout.first + index, column))
        meant = [row for row, known in enumerate(panel.years) if year in (None, known)]
        yield from _compared(sheet, layout, index, panel, [meant])
    for index in found.parts:
        before = max((mark for mark in marks if mark < at[index]), default=at[index])
        behind = min((mark for mark in marks if mark > at[index]), default=at[index])
        yield from _compared(sheet, layout, index, panel, [range(before, at[index]), range(at[index], behind)])


def _is_added(definition: FieldDef) -> bool:
    """Return whether the whole of a field is the sum of its parts; a rate's or a share's is not."""
    if definition.unit is None:
        return definition.whole
    try:
        parts = parse_unit(definition.unit).parts
    except UnitError:
        return False
    return len(parts) == 1 and parts[0][1] == 1 and parts[0][0].base in _ADDED


def _compared(
    sheet: Sheet, layout: Layout, index: int, panel: Panel, choices: Sequence[Sequence[int]]
) -> Iterator[Finding]:
    """Yield the figures of a row that are the sum of none of the ``choices`` of rows of parks."""
    choices = [rows for rows in choices if rows]
    for column, heading in layout.columns if choices else ():
        if heading.role != "field" or heading.part or heading.reviewed or not _is_added(panel.fields[heading.key]):
            continue
        definition, text = panel.fields[heading.key], sheet.text(layout.first + index, column)
        stated = read_column(heading.key, definition, [text], heading.unit or "")[0]
        if not isinstance(stated, Decimal):
            continue
        cells = panel.figures[heading.key]
        sums = [sum((x for row in rows if isinstance(x := cells[row], Decimal)), Decimal(0)) for rows in choices]
        off = [abs(one - stated) > _rounding(text, stated, len(rows)) for one, rows in zip(sums, choices, strict=True)]
        if all(off):
            called = label(heading.key, definition.name)
            params = {**called, "stated": show(stated), "computed": show(sums[0])}
            yield Finding(TOTAL_DIFFERS, sheet.place(layout.first + index, column), params)


def _rounding(text: str, stated: Decimal, rows: int) -> Decimal:
    """Return by how much the sum of ``rows`` rounded figures may miss a rounded total."""
    number, _ = split_quantity(plain_signs(text)) or (Decimal(0), None)
    places = -int(number.as_tuple().exponent)
    if places <= 0 or not number:
        return Decimal(0)
    return (Decimal(1).scaleb(-places) * stated / number) * Decimal(rows).sqrt()
