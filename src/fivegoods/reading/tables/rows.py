"""Which rows of a table are parks: not those of totals, the header again, or notes below the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import Final

from fivegoods.messages.findings import Finding, FindingKind, quoted
from fivegoods.numeric.closest import folded
from fivegoods.panel.values import OF_POINTS, read_count, year_in
from fivegoods.reading.findings import HEADER_AGAIN, NOT_A_PARK
from fivegoods.reading.tables.layout import Layout
from fivegoods.reading.tables.sheet import Sheet

_BRACKETS: Final = r"(?:\([^()]*\))?:?"
#: 合计, 全省合计, 总计（万元）, 小计： and the like; no park's name ends so.
_WHOLE: Final = re.compile(rf".{{0,12}}(?:合计|总计|累计|总和|共计|汇总)(?:数|值)?{_BRACKETS}|(?:grand)?total|sum")
_PART: Final = re.compile(rf".{{0,12}}小计(?:数|值)?{_BRACKETS}|subtotal")
#: Statistics of the rows, and what belongs to the columns: their units, weights, targets and changes.
_NO_PARK: Final = re.compile(
    rf".{{0,12}}(?:平均|均值|平均值|平均数|平均水平|中位数|中位值|最大值|最小值|最高值|最低值|最高分|最低分|标准差|方差|极差)"
    rf"{_BRACKETS}|(?:较|比|占)(?:上年|去年|上期|同期|全省|全市|全国).{{0,8}}"
    rf"|(?:满意|不允许|目标|基准|标准|参考|参照|门槛|上限|下限|阈)值{_BRACKETS}|(?:指标)?(?:权重|权数|满分|分值|得分|单位|计量单位|目标)"
    rf"{_BRACKETS}|(?:同比|环比)?(?:增长|增减|增幅|增速|增长率|增长速度|变动|变化|同比|环比|比重|占比|排名|排序|位次|名次){_BRACKETS}"
    rf"|(?:上年|去年)(?:同期)?(?:数|值)?|(?:全|本)(?:省|市|州|县|区|国|部)|所有园区|全体园区"
    rf"|average|mean|median|minimum|maximum|min|max|weights?|target|unit|full points"
)
#: 其中：省级, #规模以上: part of a row above.
_OF_WHICH: Final = re.compile(r"(?:其中|#|of which).*", re.IGNORECASE)
#: 一、国家级 and （二）省级 above the rows of a section.
_SECTION: Final = re.compile(
    r"(?:\(?[一二三四五六七八九十]{1,3}[)、.,]|第[一二三四五六七八九十]{1,3}[类组批档]|[ivx]{1,4}[.、]).*"
)
#: The first and last signs of every such name: all that is asked about the rows of a big table.
_FIRST_SIGNS: Final = frozenset("其#\uff03全本所较比占上去第(（一二三四五六七八九十oOiIvVxX")
_LAST_SIGNS: Final = frozenset("计和汇总数值均平差分重位标比长减幅速率动化名序次nlmtexNLMTEXs)）:：")
_NOTE: Final = re.compile(
    r"(?:注|备注|附注|说明|数据来源|资料来源|来源|填表|填报|制表|审核|复核|负责人|单位负责人|统计负责人|联系人|联系电话|note|source)"
    r"\d?(?:人|单位|时间|日期)?[:1-9.、]",
    re.IGNORECASE,
)


#: A column of texts: ids, names, years.
_Texts = Sequence[str]


@dataclass(slots=True)
class Sorted:
    """The indices of the rows that are parks, and of those that are sums of all or of some of them."""

    parks: list[int] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def sorted_rows(sheet: Sheet, layout: Layout, columns: Sequence[_Texts]) -> Sorted:
    """Tell the rows of data that are parks from those that are none, by what stands in the columns that name them."""
    sorter = _Sorter(sheet, layout, columns)
    nothing = [""] * (len(sheet) - layout.first)
    who = [layout.paths.get(path) for path in (("id",), ("name",), ("year",))]
    ids, names, years = (nothing if column is None else columns[column][layout.first :] for column in who)
    known = {text: year_in(text) is not None for text in set(years)}
    ids, names = ([text.strip() for text in texts] for texts in (ids, names))
    for index, (id_, name, year) in enumerate(zip(ids, names, years, strict=True)):
        texts = [text for text in (id_, name) if text]
        has_year = known[year] or (layout.year is not None and sorter.has_figures(index))
        is_sure = has_year and texts and not any(t[-1] in _LAST_SIGNS or t[0] in _FIRST_SIGNS for t in texts)
        if is_sure or not sorter.is_no_park(index, texts, has_year=has_year):
            sorter.found.parks.append(index)
    return sorter.found


class _Sorter:
    def __init__(self, sheet: Sheet, layout: Layout, columns: Sequence[_Texts]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.columns = columns
        self.found = Sorted()
        #: The columns of figures and of points.
        self.figures = {column for column, one in layout.columns if one.role in ("field", "points") and not one.part}

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
        words = {folded(name) for name in names}
        if any(map(_NO_PARK.fullmatch, words)) or any(map(_OF_WHICH.fullmatch, words)):
            return True
        return any(map(_SECTION.fullmatch, words)) and not self.has_figures(index)

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
    """Return whether texts number the columns below a header: 甲 乙 1 2 3, A B C, (1) (2) (3)."""
    bare = [text.strip("()[]栏列第") for text in texts]
    stems = [text for text in bare if text in "甲乙丙丁戊己庚辛壬癸" or text in "abcdefgh"]
    numbers = [int(text) for text in bare if text.isdecimal()]
    if len(stems) + len(numbers) < len(bare):
        return False
    return all(after == before + 1 for before, after in pairwise(numbers)) and numbers[:1] in ([], [0], [1], [2], [3])
