"""Which rows of a table are parks: not those of totals, the header again, or notes below the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from fivegoods.messages.findings import Finding, FindingKind, quoted
from fivegoods.numeric.closest import folded
from fivegoods.panel.bind import year_in
from fivegoods.panel.values import OF_POINTS, read_count
from fivegoods.reading.findings import HEADER_AGAIN, NOT_A_PARK
from fivegoods.reading.tables.layout import Layout
from fivegoods.reading.tables.sheet import Sheet

#: 合计, 全省合计, 总计（万元）, 小计： and the like; no park's name ends so.
_WHOLE: Final = re.compile(r".{0,12}(?:合计|总计|累计|总和)(?:数|值)?(?:\(.*\))?:?|(?:grand)?total|sum")
_PART: Final = re.compile(r".{0,12}小计(?:数|值)?(?:\(.*\))?:?|subtotal")
_MEAN: Final = re.compile(r".{0,12}(?:平均|均值|平均值|平均数|中位数)(?:\(.*\))?:?|average|mean|median")
#: The last sign of every such name: all that is asked about the rows of a big table.
_LAST_SIGNS: Final = frozenset("计和数值均lmenLMEN)）:：")
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
    if all(known.values()) and all(ids or names) and not any(text[-1:] in _LAST_SIGNS for text in (*ids, *names)):
        sorter.found.parks = list(range(len(ids)))
        return sorter.found
    for index, (id_, name, year) in enumerate(zip(ids, names, years, strict=True)):
        is_sure = known[year] and (id_ or name) and name[-1:] not in _LAST_SIGNS and id_[-1:] not in _LAST_SIGNS
        if is_sure or not sorter.is_no_park(index, [text for text in (id_, name) if text], has_year=known[year]):
            sorter.found.parks.append(index)
    return sorter.found


class _Sorter:
    def __init__(self, sheet: Sheet, layout: Layout, columns: Sequence[_Texts]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.columns = columns
        self.found = Sorted()

    def is_no_park(self, index: int, names: list[str], *, has_year: bool) -> bool:
        """Return whether a row is no park, and say so where that is not plain to see."""
        cells = [column[self.layout.first + index] for column in self.columns]
        if not names:  # 合计 stands in the column of numbers
            names = [text for text in cells if text and not isinstance(read_count({}, text, OF_POINTS), Decimal)][:1]
        if self._is_sum(index, names):
            return True
        if has_year and names:
            return False
        filled = [column for column, text in enumerate(cells) if text.strip()]
        if filled == [self.layout.paths.get(("criteria",))]:
            return True  # an empty table names its criteria
        year = self.layout.paths["year",]
        if self._is_header_again(cells, year):
            self._say(HEADER_AGAIN, index, self.layout.naming_column, cells[year])
            return True
        first = filled[0] if filled else 0
        if (year < len(cells) and cells[year].strip()) or not _NOTE.match(folded(cells[first])):
            return False
        self._say(NOT_A_PARK, index, first, cells[first])
        return True

    def _is_sum(self, index: int, names: list[str]) -> bool:
        """Return whether a row of one of these names is a total or a mean, and keep it if it is a sum."""
        words = {folded(name) for name in names}
        if any(map(_PART.fullmatch, words)):
            self.found.parts.append(index)
        elif any(map(_WHOLE.fullmatch, words)):
            self.found.whole.append(index)
        else:
            return any(map(_MEAN.fullmatch, words))
        return True

    def _is_header_again(self, cells: _Texts, year: int) -> bool:
        """Return whether a row has its column's header for a year, and in all other cells their headers or nothing."""
        pairs = list(zip_longest(cells, self.layout.texts, fillvalue=""))
        if not folded(pairs[year][0]):
            return False
        return all(folded(text) in ("", folded(header)) for text, header in pairs)

    def _say(self, kind: FindingKind, index: int, column: int, text: str) -> None:
        place = self.sheet.place(self.layout.first + index, column)
        self.found.findings.append(Finding(kind, place, {"value": quoted(text.strip())}))
