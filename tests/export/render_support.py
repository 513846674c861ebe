"""Reports made by hand, so that renderers are tested without a run."""

from __future__ import annotations

from decimal import Decimal

from fivegoods.reports.model import Bar, Bars, Column, Fact, Item, Kind, Paragraph, Report, Section, Steps, Table

ESCAPES = "\x1b[31m红\x1b[0m\x07\x00\x9b2J\u202e"


def table(**changes):
    fields = {
        "columns": (
            Column("rank", "名次", Kind.RANK),
            Column("park", "园区"),
            Column("points", "得分", Kind.NUMBER, 2),
            Column("coverage", "覆盖率", Kind.PERCENT),
        ),
        "rows": (
            ("并列 1", "湘乡经济开发区", Decimal("97.505"), Decimal(1)),
            ("并列 1", "A | B <园区>\n二", Decimal("97.505"), Decimal("0.0523")),
            (None, "=SUM(A1)", None, Decimal(0)),
        ),
    }
    return Table(**{**fields, **changes})


def report(*blocks, lang="zh", **changes):
    fields = {
        "title": "园区排名",
        "lang": lang,
        "subtitle": "示例标准，2021 年",
        "notices": ("权重为示例，非官方。",),
        "facts": (Fact("标识", "demo/1（SHA-256 0123456789abcdef）", "demo/1（SHA-256 01234567）"),),
        "sections": (
            Section("总排名", blocks or (table(),)),
            Section("文件与哈希", (Paragraph("细节"),), detail=True),
        ),
    }
    return Report(**{**fields, **changes})


def bars():
    return Bars(
        (
            Bar("规划定位好", Decimal(5), Decimal(5), Decimal(10)),
            Bar("创新平台好", Decimal(0), Decimal(10), Decimal(10)),
            Bar("产业项目好", Decimal("12.5"), Decimal("12.5"), Decimal(10)),
            Bar("空", Decimal(0), Decimal(0), Decimal(0)),
        ),
        2,
    )


def steps():
    return Steps((Item("指标值 = 税收 / 用地面积", "20 ÷ 1 = 20 万元/亩"), Item("标准规定")))
