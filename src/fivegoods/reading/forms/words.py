"""The words printed in a form, in both languages."""

from __future__ import annotations

from typing import Final

from fivegoods.criteria.base import LocalText

#: First cell of each sheet of a form, before the criteria's name and the kind of sheet.
MARK: Final = "fivegoods/form/1"
SHEETS: Final = ("data", "events", "review")
#: Keys of the columns of each sheet, in the order they are written.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "data": (
        "id", "name", "definition", "unit", "value", "previous",
        "source", "page", "date", "attested", "remark", "period", "own_definition",
    ),
    "events": ("kind", "level", "count", "date", "source", "remark"),
    "review": (
        "id", "name", "unit", "value", "reason", "source",
        "page", "date", "attested", "remark", "period", "own_definition",
    ),
}  # fmt: skip
#: Columns that a form has only where it is made from a park that says something there.
RARE: Final = {
    "data": frozenset({"period", "own_definition"}),
    "events": frozenset[str](),
    "review": frozenset({"page", "date", "attested", "remark", "period", "own_definition"}),
}


def _text(zh: str, en: str) -> LocalText:
    return LocalText(zh=zh, en=en)


WORDS: Final[dict[str, LocalText]] = {
    "sheet.about": _text("说明", "Instructions"),
    "sheet.data": _text("填报", "Data"),
    "sheet.events": _text("事件", "Events"),
    "sheet.review": _text("审核", "Review"),
    "title.data": _text("{name}　填报表", "{name}: data"),
    "title.events": _text("{name}　事件（加分、扣分、一票否决）", "{name}: events (bonuses, deductions, vetoes)"),
    "title.review": _text("{name}　审核表（由审核人填写）", "{name}: review (for the reviewer)"),
    "footer.data": _text(
        "填报单位（盖章）：　　　　　　　填报人：　　　　　联系电话：　　　　　　日期：",
        "Submitted by (stamp):                    Name:                    Phone:                    Date:",
    ),
    "footer.events": _text(
        "填报单位（盖章）：　　　　　　　填报人：　　　　　日期：",
        "Submitted by (stamp):                    Name:                    Date:",
    ),
    "footer.review": _text(
        "审核单位（盖章）：　　　　　　　审核人：　　　　　日期：",
        "Reviewed by (stamp):                    Name:                    Date:",
    ),
    "footer.page": _text("第 &P 页，共 &N 页", "Page &P of &N"),
    "column.name": _text("项目", "Item"),
    "column.definition": _text("口径", "Definition"),
    "column.unit": _text("单位", "Unit"),
    "column.value": _text("本年", "This year"),
    "column.previous": _text("上年", "Last year"),
    "column.source": _text("来源", "Source"),
    "column.page": _text("页码或单元格", "Page or cell"),
    "column.date": _text("日期", "Date"),
    "column.attested": _text("佐证等级", "Attested"),
    "column.remark": _text("备注", "Remark"),
    "column.period": _text("时期", "Period"),
    "column.own_definition": _text("本数口径", "Definition of this figure"),
    "column.kind": _text("事件", "Event"),
    "column.level": _text("层级", "Level"),
    "column.count": _text("次数", "Count"),
    "column.reason": _text("理由", "Reason"),
    "column.reviewed": _text("审核值", "Reviewed"),
    "about.edition": _text("{edition} 版，", "Edition {edition}, "),
    "section.1": _text("一、{name}", "1. {name}"),
    "section.2": _text("二、{name}", "2. {name}"),
    "section.3": _text("三、{name}", "3. {name}"),
    "section.park": _text("园区", "The park"),
    "section.fields": _text("数据", "Figures"),
    "section.points": _text("人工评分的指标", "Points given by hand"),
    "row.id": _text("园区标识", "Park id"),
    "row.name.zh": _text("园区名称", "Name in Chinese"),
    "row.name.en": _text("英文名称", "Name in English"),
    "row.year": _text("年度", "Year"),
    "row.source": _text("共同来源", "Common source"),
    "row.attested": _text("共同佐证等级", "Common attestation"),
    "row.stated_total": _text("自报总分", "Stated total"),
    "row.review_by": _text("审核人", "Reviewer"),
    "row.review_source": _text("审核依据", "Basis of the review"),
    "row.review_total": _text("审核总分", "Reviewed total"),
    "about.id": _text("字母、数字、连字符或中文，历年保持不变", "Letters, digits and dashes, the same every year"),
    "about.name.zh": _text("全称", "In full"),
    "about.name.en": _text("可不填", "Optional"),
    "about.year": _text("数据所属年度，如 2024", "The year of the figures, such as 2024"),
    "about.source": _text("没有单独注明来源的数据，都以此为来源", "Where figures without their own source come from"),
    "about.attested": _text("没有单独填写佐证等级的数据，都按这一级", "For all figures without a level of their own"),
    "about.stated_total": _text("自评得出的总分，可不填；程序会核对", "Your own total, optional; it is checked"),
    "yes": _text("是", "yes"),
    "no": _text("否", "no"),
    "gap.null": _text("缺失", "missing"),
    "gap.expected": _text("待报", "expected"),
    "gap.not_applicable": _text("不适用", "not applicable"),
    "attested.official": _text("官方", "official"),
    "attested.reported": _text("报道", "reported"),
    "attested.inferred": _text("推算", "inferred"),
    "attested.self_reported": _text("自报", "self_reported"),
    "attested.ours": _text("自定", "ours"),
    "attested.invented": _text("虚构", "invented"),
    "limit.title": _text("请核对", "Please check"),
    "limit.number": _text("应为数字：{bound}", "A number is expected: {bound}"),
    "limit.whole": _text("应为整数：{bound}", "A whole number is expected: {bound}"),
    "limit.percent": _text(
        "单位是 %：百分之五十填 50 或 50%，不要填 0.5。", "In %: fifty per cent is 50 or 50%, not 0.5."
    ),
    "limit.list": _text("请从列表中选择", "Please choose from the list"),
}

#: The sheet of instructions, line by line.
ABOUT: Final[tuple[LocalText, ...]] = (
    _text("一、只填浅黄色的单元格；深色的表头、口径和灰色的项目名称不用改。",
          "1. Fill in the pale yellow cells; leave headings, definitions and names as they are."),
    _text("二、数字按“单位”一列填写。要用别的单位，改“单位”一列，或写在数字后面，如 3.5 亿元，程序会换算。",
          "2. Figures are in the unit of their row; change the unit, or write one after the figure: 3.5 亿元."),
    _text("三、没有数据时写 缺失、待报 或 不适用，三者含义不同；空着表示没有填。缺失不等于 0。",
          "3. Without a figure write missing, expected or not applicable. Empty says nothing; missing is not 0."),
    _text("四、请填数值，不要填公式。单位是 % 的项目，百分之五十填 50 或 50%，不要填 0.5。",
          "4. Enter values, not formulas. Where the unit is %, fifty per cent is 50 or 50%, not 0.5."),
    _text("五、每个数据都要注明来源：写在该行的“来源”“页码或单元格”，或统一写在“共同来源”。",
          "5. Say where each figure comes from, in its row or once under the common source."),
    _text("六、“上年”只有需要计算增速、变动的项目才填。",
          "6. Last year's figures are asked for only where growth or change counts."),
    _text("七、行可以移动，可以加行、加列、改工作表名称；隐藏的第一行和 A 列供程序识别行和列，请勿删除。",
          "7. Rows may be moved, rows and columns added, sheets renamed; the hidden first row and column A must stay."),
    _text("八、填好后仍存为 Excel 工作簿（.xlsx），发给管理部门；核对出的问题会列成更正清单退回。",
          "8. When done, save it as an Excel workbook (.xlsx) and send it to the office; corrections come back."),
)  # fmt: skip
