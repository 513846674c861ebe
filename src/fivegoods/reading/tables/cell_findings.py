"""What can be wrong with cells of a spreadsheet that look right: what they show is not what they hold."""

from __future__ import annotations

from typing import Final

from fivegoods.messages.findings import Severity, define

SHOWN_OTHERWISE: Final = define(
    "FG075",
    Severity.ERROR,
    zh="单元格里存的是 {value}，但数字格式使它显示成别的数",
    en="the cell holds {value}, but its number format shows other digits",
    help_zh="把单元格格式改为“常规”，再按应有的单位填写",
    help_en="set the cell's format to General and enter the figure in its unit",
    cause_zh="按千、按万缩位的数字格式使显示的数与存储的数不同，无法知道以哪个为准。",
    cause_en="A format that cuts off thousands shows another number than the cell holds; nobody knows which counts.",
    bad='35000，格式 0!.0,"万"，显示 3.5万',
    good="35000",
)
MERGED_OVER_ROWS: Final = define(
    "FG076",
    Severity.ERROR,
    zh="合并单元格 {area} 跨了几个园区或几列数据，不知道 {value} 属于哪一格",
    en="the merged cells {area} span several parks or figures: nobody knows which one {value} is for",
    help_zh="取消合并，每格单独填写",
    help_en="unmerge them and fill each cell",
    cause_zh="合并后只有左上角有内容，其余各格会当作没有填。分组、年度、来源竖着合并时，按每行都有处理。",
    cause_en="Only the first of merged cells holds the content. Groups, years and sources may be merged over rows.",
)
NOT_A_PARK: Final = define(
    "FG077",
    Severity.NOTE,
    zh="这一行是表下的说明，没有读取：{value}",
    en="this row is a note below the table, not read: {value}",
    cause_zh="以“注：”“填表人：”等开头、又没有年度的行不是园区。",
    cause_en="A row that begins with 注：, 填表人： or Note: and has no year is no park.",
    bad="",
    good="注：本表为快报数",
)
HEADER_AGAIN: Final = define(
    "FG091",
    Severity.NOTE,
    zh="这一行又是表头（{value} 等），没有读取",
    en="this row is the header again ({value} …), not read",
    help_zh="各页重复的表头、几张表接在一起时多出的表头，可以删去",
    help_en="headers repeated on each page, or left over where tables were joined, can be deleted",
    cause_zh="这一行各格与表头相同，不是园区。",
    cause_en="The cells of this row are those of the header; it is no park.",
    bad="id,year,tax\na,2021,5\nid,year,tax\nb,2021,6",
    good="id,year,tax\na,2021,5\nb,2021,6",
)
SAME_NAME: Final = define(
    "FG078",
    Severity.WARNING,
    zh="有 {count} 个名称对应多个标识，如 {name} 的 {id} 和 {other}",
    en="{count} name(s) stand with several ids, such as {name} with {id} and {other}",
    help_zh="同一园区各年用同一个标识；确是不同园区的，名称写全",
    help_en="use one id for a park in all years; give different parks their full names",
    cause_zh="标识不同就当作不同的园区，上年数对不上，增速也算不出来。大小写不同也是不同的标识。",
    cause_en="Different ids are different parks, so last year's figures are not found. Ids differ by case as well.",
    bad="P01,甲园,2023 … p01,甲园,2024",
    good="p01,甲园,2023 … p01,甲园,2024",
)
DOUBTFUL_COLUMN: Final = define(
    "FG079",
    Severity.ERROR,
    zh="表头 {column} 可以是几项：{meant}",
    en="the header {column} may be any of: {meant}",
    help_zh="用标识作表头",
    help_en="use the id as the header",
    cause_zh="评价标准里有几项同名，无法知道这一列是哪一项。",
    cause_en="The criteria give several things this name; nobody knows which one the column is.",
)
HIDDEN_ROWS: Final = define(
    "FG090",
    Severity.WARNING,
    zh="有 {count} 行是隐藏的或被筛选掉的，也一并读取了",
    en="{count} row(s) are hidden or filtered out, and were read as well",
    help_zh="不参加的行请删除；要保留的请取消隐藏或清除筛选",
    help_en="delete rows that do not take part; show those that do",
    cause_zh="隐藏和筛选只改变显示，不改变内容；隐藏的工作表也是这样。",
    cause_en="Hiding and filtering change what is shown, not what is there; the same goes for hidden sheets.",
)
