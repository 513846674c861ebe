"""What can be wrong with a filled-in form."""

from __future__ import annotations

from typing import Final

from fivegoods.messages.findings import FindingKind, Severity, define


def _error(code: str, **texts: str) -> FindingKind:
    return define(code, Severity.ERROR, **texts)


NO_ID: Final = _error(
    "FG080",
    zh="这一行填了 {value}，但 A 列没有标识，项目名称也认不出",
    en="this row holds {value}, but has no id in column A and no known name",
    help_zh="把内容填到原有的行里，或从空白表里整行复制",
    help_en="move it to the row it belongs to, or copy the whole row from an empty form",
    cause_zh="程序按隐藏的 A 列识别各行；新加的行要写明是哪一项。",
    cause_en="Rows are known by the hidden column A; a new row must say what it is.",
)
ID_TWICE: Final = _error(
    "FG081",
    zh="{name} 填了两次：另一次在 {other}",
    en="{name} is filled in twice: also at {other}",
    cause_zh="同一项有两行，无法知道以哪行为准。",
    cause_en="Two rows are the same item; nobody knows which one counts.",
)
NAME_MOVED: Final = _error(
    "FG082",
    zh="这一行的名称是“{shown}”，隐藏的标识却是 {name}：行被部分移动过",
    en="this row is called “{shown}”, but its hidden id is {name}: it was moved in part",
    help_zh="移动时请选中整行（包括隐藏的 A 列）",
    help_en="move whole rows, the hidden column A included",
    cause_zh="只移动了可见的列，名称和数据与隐藏的标识对不上，读下去会张冠李戴。",
    cause_en="Only the visible columns were moved, so that names and figures no longer fit the hidden ids.",
)
MERGED: Final = _error(
    "FG083",
    zh="合并单元格 {area} 跨了几项，不知道 {value} 属于哪一项",
    en="the merged cells {area} span several items: nobody knows which one {value} is for",
    help_zh="取消合并，每格单独填",
    help_en="unmerge them and fill each cell",
    cause_zh="合并后只有左上角有内容。",
    cause_en="Only the first of merged cells holds the content.",
)
UNKNOWN_ROW: Final = _error(
    "FG084",
    zh="评价标准 {criteria} 里没有 {name}",
    en="criteria {criteria} know no {name}",
    help_zh="这张表可能是按另一版标准做的；请用 fivegoods form new 重新生成",
    help_en="was this form made for another edition? make a new one with fivegoods form new",
    cause_zh="A 列的标识不是这套标准的字段、分组或指标。",
    cause_en="The id in column A is no field, group or indicator of these criteria.",
)
NO_PARK: Final = _error(
    "FG085",
    zh="没有填{name}",
    en="{name} is not filled in",
    cause_zh="每张表要写明是哪个园区、哪一年。",
    cause_en="Every form says which park and which year it is.",
)
PARTLY_A_FORM: Final = _error(
    "FG086",
    zh="填报表里缺少“填报”工作表，或它的隐藏首行被删了",
    en="the sheet of figures is missing from this form, or its hidden first row was deleted",
    cause_zh="程序按隐藏的首行识别各列。",
    cause_en="Columns are known by the hidden first row.",
)
COLUMN_MOVED: Final = _error(
    "FG087",
    zh="这一列的表头是“{shown}”，隐藏首行里却是“{column}”：列被部分移动过",
    en="this column is headed “{shown}”, but the hidden first row says “{column}”: it was moved in part",
    help_zh="移动时请选中整列（包括隐藏的首行）",
    help_en="move whole columns, the hidden first row included",
    cause_zh="程序按隐藏的首行识别各列，只移动了可见的部分，读下去会张冠李戴。",
    cause_en="Columns are known by the hidden first row; only their visible part was moved.",
)
TWO_FORMS: Final = _error(
    "FG088",
    zh="工作簿里有两张填好的填报表：{first} 和 {second}",
    en="the workbook holds two filled-in sheets of figures: {first} and {second}",
    help_zh="一个文件只填一个园区、一个年度；请另存为两个文件",
    help_en="one file is for one park and year; save them as two files",
    cause_zh="复制出来的工作表与原表认作同一张表，无法知道以哪张为准。",
    cause_en="A copied sheet is the same sheet again; nobody knows which one counts.",
)
OTHER_FORM: Final = _error(
    "FG036",
    zh="这张填报表是按 {own} 做的，却要按 {given} 读取，有 {problems} 处对不上，没有读取",
    en="this form was made for {own}, but is to be read under {given} (misfits: {problems}); it was not read",
    help_zh="去掉 --criteria，或改用 --criteria {own}；要按 {given} 填报，请用 fivegoods form new 另做一张",
    help_en="leave --criteria out, or give --criteria {own}; for {given}, make a form with fivegoods form new",
    cause_zh="填报表里记有它所用的评价标准；两套标准的字段不同，各行就对不上。",
    cause_en="A form knows the criteria it was made for; where the fields differ, its rows do not fit.",
    bad="fivegoods check form.xlsx --criteria huangyan-per-mu/2022",
    good="fivegoods check form.xlsx",
)
REASON_ALONE: Final = define(
    "FG089",
    Severity.WARNING,
    zh="{name} 写了审核理由，却没有审核值，没有读取",
    en="{name} has a reason of the review but no reviewed value; it was not read",
    help_zh="填上审核值；与自报相同的也照填",
    help_en="enter the reviewed value, also where it equals the reported one",
    cause_zh="没有审核值就以自报数为准，理由也无处记录。",
    cause_en="Without a reviewed value the reported one counts, and the reason has no place.",
)
PREVIOUS_DIFFERS: Final = define(
    "FG351",
    Severity.WARNING,
    zh="{field} 的上年数 {value} 与上年文件里的 {other} 不同（{place}），以上年文件为准",
    en="last year's {field}, {value}, differs from {other} in last year's file ({place}), which counts",
    cause_zh="同一个上年数有两个不同的值。",
    cause_en="Last year's figure is given in two ways.",
)
