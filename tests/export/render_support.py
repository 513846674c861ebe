"""Reports made by hand, so that renderers are tested without a run."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from operator import itemgetter

from fivegoods.reports.charts import Chart, ChartKind, Role, Series
from fivegoods.reports.model import (
    Column,
    Item,
    Kind,
    LabelledValue,
    Medium,
    NumberedList,
    Paragraph,
    Report,
    Section,
    Table,
)

ESCAPES = "\x1b[31m红\x1b[0m\x07\x00\x9b2J\u202e"


class Cells(tuple):
    """A row that is its cells."""

    is_sum = False
    depth = 0


def head(key, heading, kind=Kind.TEXT, decimals=None):
    """Return a column that has no place in a table yet."""
    return Column(key, heading, itemgetter(0), kind, decimals)


def cells_table(columns, rows, caption="", strong=frozenset(), indents=()):
    """Return a table of rows that are their cells; ``strong`` and ``indents`` go by the number of the row."""
    columns = tuple(replace(column, cell=itemgetter(place)) for place, column in enumerate(columns))
    if not strong and not indents:
        return Table(columns, rows, caption)
    marked = [Cells(row) for row in rows]
    for number, row in enumerate(marked):
        row.is_sum = number in strong
        row.depth = indents[number] if indents else 0
    return Table(columns, marked, caption, lambda row: row.is_sum, lambda row: row.depth)


def table(**changes):
    fields = {
        "columns": (
            head("rank", "名次", Kind.RANK),
            head("park", "园区", Kind.PARK),
            head("points", "得分", Kind.NUMBER, 2),
            head("coverage", "覆盖率", Kind.PERCENT),
        ),
        "rows": (
            ("并列 1", "湘乡经济开发区", Decimal("97.505"), Decimal(1)),
            ("并列 1", "A | B <园区>\n二", Decimal("97.505"), Decimal("0.0523")),
            (None, "=SUM(A1)", None, Decimal(0)),
        ),
    }
    return cells_table(**{**fields, **changes})


def report(*blocks, lang="zh", **changes):
    fields = {
        "title": "园区排名",
        "lang": lang,
        "subtitle": "示例标准，2021 年",
        "notices": ("权重为示例，非官方。",),
        "facts": (LabelledValue("标识", "demo/1（SHA-256 0123456789abcdef）", "demo/1（SHA-256 01234567）"),),
        "sections": (
            Section("总排名", blocks or (table(),)),
            Section("文件与哈希", (Paragraph("细节"),), since=Medium.FILE),
        ),
    }
    return Report(**{**fields, **changes})


def drawn(bars, decimals=2):
    """Return a chart of bars: label, points, possible points and full points of each."""
    labels, points, possible, full = zip(*bars, strict=True)
    added = [most - now for now, most in zip(points, possible, strict=True)]
    series = (Series("得分", points), Series("最多可得", added, Role.OPEN), Series("满分", full, Role.FULL))
    return Chart(ChartKind.BARS, "各维度得分", labels, series, "各维度得分。", decimals)


def bars():
    return drawn(
        (
            ("规划定位好", Decimal(5), Decimal(5), Decimal(10)),
            ("创新平台好", Decimal(0), Decimal(10), Decimal(10)),
            ("产业项目好", Decimal("12.5"), Decimal("12.5"), Decimal(10)),
            ("空", Decimal(0), Decimal(0), Decimal(0)),
        )
    )


def steps():
    return NumberedList((Item("指标值 = 税收 / 用地面积", "20 ÷ 1 = 20 万元/亩"), Item("标准规定")))
