"""Rows of a table that are no parks: totals, which are compared with the rows, and notes below the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.messages.findings import Finding
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, parse_unit, plain_signs, split_quantity
from fivegoods.panel.entities import Park
from fivegoods.reading.tables.cells import ReadCell, year_in
from fivegoods.reading.tables.column_names import plain
from fivegoods.reading.tables.findings import TOTAL_DIFFERS
from fivegoods.reading.tables.sheet import Row
from fivegoods.reading.tables.with_criteria import BoundTable

#: 合计, 全省合计, 总计（万元）, 小计： and the like; no park's name ends so.
_WHOLE: Final = re.compile(r".{0,12}(?:合计|总计|累计|总和)(?:数|值)?(?:\(.*\))?:?|(?:grand)?total|sum")
_PART: Final = re.compile(r".{0,12}小计(?:数|值)?(?:\(.*\))?:?|subtotal")
_MEAN: Final = re.compile(r".{0,12}(?:平均|均值|平均值|平均数|中位数)(?:\(.*\))?:?|average|mean|median")
#: The last sign of every such name: all that is asked about the rows of a big table.
LAST_SIGNS: Final = frozenset("计和数值均lmenLMEN)）:：")
_NOTE: Final = re.compile(
    r"(?:注|备注|附注|说明|数据来源|资料来源|来源|填表|填报|制表|审核|复核|负责人|单位负责人|统计负责人|联系人|联系电话|note|source)"
    r"\d?(?:人|单位|时间|日期)?[:1-9.、]",
    re.IGNORECASE,
)
#: Quantities of which the whole is the sum of the parts; days and points are not added up.
_ADDED: Final = frozenset({"CNY", "USD", "EUR", "HKD", "JPY", "area", "people", "visits", "count", "coal", "mass",
                           "volume", "energy", "power", "length"})  # fmt: skip


def is_note(text: str) -> bool:
    """Return whether the first text of a row is a remark on the table, such as ``注：本表为快报数``."""
    return bool(_NOTE.match(plain(text)))


@dataclass(slots=True)
class Totals:
    """The rows of totals met so far, each with the number of parks above it."""

    whole: list[tuple[Row, int]] = field(default_factory=list)
    parts: list[tuple[Row, int]] = field(default_factory=list)

    def takes(self, row: Row, names: Sequence[str], parks: int) -> bool:
        """Return whether a row of one of these names is no park, and keep it if it is a sum."""
        for name in {plain(one) for one in names if one}:
            if _PART.fullmatch(name):
                self.parts.append((row, parks))
                return True
            if _WHOLE.fullmatch(name):
                self.whole.append((row, parks))
                return True
            if _MEAN.fullmatch(name):
                return True
        return False


def check_totals(
    table: BoundTable, readers: Sequence[tuple[int, str, ReadCell]], totals: Totals, parks: list[Park]
) -> None:
    """Compare the rows of totals with the sums of the rows; a subtotal with the rows just above or below it."""
    marks = sorted({0, len(parks), *(count for _, count in (*totals.whole, *totals.parts))})
    added = [one for one in readers if _is_added(table.words.fields[one[1]])]
    for row, _ in totals.whole:
        year = year_in(table.at(row, "year"))
        meant = parks if year is None else [park for park in parks if park.year == year]
        _compare(table, row, added, [meant])
    for row, count in totals.parts:
        before = max((mark for mark in marks if mark < count), default=count)
        behind = min((mark for mark in marks if mark > count), default=count)
        _compare(table, row, added, [parks[before:count], parks[count:behind]])


def _is_added(field: FieldDef) -> bool:
    """Return whether the whole of a field is the sum of its parts; a rate's or a share's is not."""
    if field.unit is None:
        return field.whole
    try:
        parts = parse_unit(field.unit).parts
    except UnitError:
        return False
    return len(parts) == 1 and parts[0][1] == 1 and parts[0][0].base in _ADDED


def _compare(
    table: BoundTable, row: Row, readers: Sequence[tuple[int, str, ReadCell]], choices: list[list[Park]]
) -> None:
    """Name the figures of a row that are the sum of none of the ``choices`` of parks."""
    given = [parks for parks in choices if parks]
    for index, name, read in readers:
        text = table.text(row, index)
        stated = read(text) if text else None
        if not isinstance(stated, Decimal) or not given:
            continue
        sums = [
            sum((x for one in parks if isinstance(x := one.data.get(name), Decimal)), Decimal(0)) for parks in given
        ]
        if all(abs(one - stated) > _rounding(text, stated, len(parks)) for one, parks in zip(sums, given, strict=True)):
            params = {"field": name, "stated": show(stated), "computed": show(sums[0])}
            table.findings.append(Finding(TOTAL_DIFFERS, table.sheet.place(row, index), params))


def _rounding(text: str, stated: Decimal, rows: int) -> Decimal:
    """Return by how much the sum of ``rows`` rounded figures may miss a rounded total."""
    number, _ = split_quantity(plain_signs(text)) or (Decimal(0), None)
    places = -int(number.as_tuple().exponent)
    if places <= 0 or not number:
        return Decimal(0)
    return (Decimal(1).scaleb(-places) * stated / number) * Decimal(rows).sqrt()
