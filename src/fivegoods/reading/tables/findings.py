"""What can be wrong with a table as a whole, its headers and its cells."""

from __future__ import annotations

from typing import Final

from fivegoods.messages.findings import FindingKind, Severity, define


def _error(code: str, **texts: str) -> FindingKind:
    return define(code, Severity.ERROR, **texts)


NOT_A_TABLE: Final = _error(
    "FG050",
    zh="找不到表头：没有一行同时写有园区（id 或 名称）、年度和字段",
    en="no header row: no row names the park (id or name), the year and fields",
    help_zh="用 fivegoods form table 生成一张表头正确的空表",
    help_en="fivegoods form table writes an empty table with the right headers",
    cause_zh="表格按表头识别各列，表头写字段的标识或名称，前 20 行内必须有表头行。",
    cause_en="Columns are known by their headers, ids or names of fields, within the first 20 rows.",
    bad="2024年,汇总",
    good="id,年度,税收（万元）",
)
BROKEN_CSV: Final = _error(
    "FG051",
    zh="表格文本无法分列：{reason}",
    en="the text cannot be split into cells: {reason}",
    help_zh="检查引号是否成对，一个单元格不能超过 {limit} 个字符",
    help_en="check that quotes come in pairs; a cell holds at most {limit} characters",
    cause_zh="引号没有闭合，或某个单元格过长。",
    cause_en="A quote is not closed, or a cell is too long.",
)
READ_AS_GB18030: Final = define(
    "FG052",
    Severity.NOTE,
    zh="按 GB18030（GBK）编码读取",
    en="read as GB18030 (GBK)",
    cause_zh="文件不是 UTF-8，按中文 Windows 常用的 GB18030 读取。",
    cause_en="The file is not UTF-8 and was read in the encoding usual on Chinese Windows.",
)
BROKEN_JSON: Final = _error(
    "FG053",
    zh="JSON 无法读取：{reason}",
    en="the JSON cannot be read: {reason}",
    cause_zh='JSON 表是一个列表，每个园区一个对象：[{"id": …, "year": …}]。',
    cause_en="A JSON table is a list with one object for each park.",
    bad='{"id": "a",}',
    good='[{"id": "a", "year": 2024, "tax": 3.5}]',
)
UNKNOWN_COLUMN: Final = _error(
    "FG054",
    zh="评价标准 {criteria} 里没有这一列：{column}",
    en="criteria {criteria} know no column {column}",
    cause_zh="表头应是字段、分组或人工评分指标的标识或名称。与已知的列很像，多半是笔误，所以不能忽略。",
    cause_en="A header is the id or name of a field, group or hand-scored indicator. This one looks like a slip.",
    bad="id,year,taxs",
    good="id,year,tax",
)
IGNORED_COLUMN: Final = define(
    "FG055",
    Severity.WARNING,
    zh="不认识的列，没有读取：{column}",
    en="unknown column, not read: {column}",
    cause_zh="表头不是字段、分组或指标，也没有相近的名称，整列忽略。",
    cause_en="The header is no field, group or indicator, nor like one; the column is left out.",
    bad="id,year,tax,联系人",
    good="id,year,tax",
)
COLUMN_TWICE: Final = _error(
    "FG056",
    zh="{column} 出现两次：另一列在 {other}",
    en="{column} stands twice: the other column is {other}",
    cause_zh="两列写的是同一项，无法知道以哪列为准。",
    cause_en="Two columns are the same thing; nobody knows which one counts.",
    bad="id,year,tax,税收",
    good="id,year,tax",
)
COLUMN_MISSING: Final = _error(
    "FG057",
    zh="缺少 {column} 列",
    en="there is no column {column}",
    cause_zh="每一行要能说明是哪个园区、哪一年。",
    cause_en="Every row says which park and which year it is.",
    bad="name,tax",
    good="name,year,tax",
)
CELL_MISSING: Final = _error(
    "FG058",
    zh="这一行没有写{column}",
    en="this row has no {column}",
    cause_zh="有数据的行必须写明园区和年度。",
    cause_en="A row with data names its park and year.",
)
BAD_UNIT: Final = _error(
    "FG059",
    zh="表头单位 {unit} 与 {field} 的单位{declared}不符，无法换算",
    en="the header's unit {unit} does not fit {field}, which is in {declared}",
    cause_zh="表头括号里的单位应能换算成评价标准声明的单位。",
    cause_en="The unit in the header must be convertible to the one the criteria declare.",
    bad="用地面积（万元）",
    good="用地面积（公顷）",
)
BAD_YEAR: Final = _error(
    "FG060",
    zh="年度应是 1900–2200 的整数，现为 {value}",
    en="the year must be a whole number from 1900 to 2200, but is {value}",
    cause_zh="年度写四位数字。",
    cause_en="A year has four digits.",
    bad="二〇二四",
    good="2024",
)
BAD_ID: Final = _error(
    "FG061",
    zh="标识 {value} 含有不能用的字符，或超过 80 个字符",
    en="the id {value} holds signs that an id cannot have, or is longer than 80",
    cause_zh="标识由字母、数字、下划线、点、连字符组成，可以是中文。",
    cause_en="An id is made of letters, digits, underscore, dot and dash.",
    bad="a/b",
    good="a-b",
)
FORMULA: Final = _error(
    "FG062",
    zh="这里是公式，不是数值（保存的结果是 {value}）",
    en="this is a formula, not a value (its stored result is {value})",
    help_zh="复制后用“选择性粘贴 → 数值”粘贴",
    help_en="copy it and paste it as a value",
    cause_zh="公式里保存的结果可能是旧的，也可能从未算过，不能当作填报的数值。",
    cause_en="The stored result of a formula may be stale or never computed, so it is not a reported figure.",
    bad="=B2+C2",
    good="350",
)
ERROR_VALUE: Final = _error(
    "FG063",
    zh="单元格是错误值 {value}",
    en="the cell holds the error {value}",
    cause_zh="电子表格里的计算出了错，这里没有数值。",
    cause_en="A computation in the spreadsheet failed; there is no value.",
    bad="#DIV/0!",
    good="350",
)
UNIT_ABOVE: Final = define(
    "FG064",
    Severity.WARNING,
    zh="表头上方写着 {text}：没有按它换算",
    en="above the header stands {text}: it was not applied",
    help_zh="把单位写进每一列的表头，如 税收（万元）",
    help_en="write the unit into each header, such as tax (万元)",
    cause_zh="写在表外的单位不知适用于哪些列，程序只认表头或表头下一行的单位。",
    cause_en="Nobody can tell which columns a unit outside the table is for.",
)
TOO_MANY_CELLS: Final = _error(
    "FG065",
    zh="表格超过 {limit} 个单元格，拒绝读取",
    en="the table has more than {limit} cells, so it is not read",
    cause_zh="表格的大小有上限，防止耗尽内存。",
    cause_en="Tables are limited in size so that memory cannot be exhausted.",
)
EXTRA_CELLS: Final = _error(
    "FG066",
    zh="这一行比表头多出内容：{value}",
    en="this row has more cells than the header: {value}",
    help_zh='单元格里有逗号时要用引号括起来，如 "1,234.5"',
    help_en='a cell that holds a comma needs quotes, such as "1,234.5"',
    cause_zh="行内多了分隔符，后面的各列都错了位。",
    cause_en="There is one separator too many, so the cells behind it are in the wrong columns.",
    bad="a,2024,1,234.5",
    good='a,2024,"1,234.5"',
)
UNKNOWN_LEVEL: Final = _error(
    "FG067",
    zh="没有这种佐证等级：{value}",
    en="there is no level of attestation {value}",
    help_zh="可写：{known}",
    help_en="one of: {known}",
    cause_zh="佐证等级说明这个数据的可靠程度。",
    cause_en="The level says how well a figure is supported.",
    bad="tax.attested: 可靠",
    good="tax.attested: 官方",
)
MANY_FINDINGS: Final = _error(
    "FG068",
    zh="这张表已有 {count} 个问题，没有再往下读",
    en="this table has {count} findings already; the rest was not read",
    cause_zh="多半是整列或表头有误，请先改前面的问题。",
    cause_en="Most likely a whole column or the header is wrong; mend the first ones.",
)
OTHER_CRITERIA: Final = _error(
    "FG069",
    zh="这一行的评价标准是 {value}，表里前面的是 {first}",
    en="this row is for criteria {value}, the rows above are for {first}",
    help_zh="分成两张表，或用 --criteria 指定一个",
    help_en="make two tables, or choose one with --criteria",
    cause_zh="一张表按一套评价标准识别各列。",
    cause_en="The columns of a table are read under one set of criteria.",
)
NO_ROWS: Final = _error(
    "FG073",
    zh="表头下面没有园区",
    en="there is no park below the header",
    cause_zh="表里只有表头，或只有空行和合计行。",
    cause_en="The table holds its header only, or empty rows and totals.",
)
TOO_WIDE: Final = _error(
    "FG074",
    zh="表格超过 {limit} 列，拒绝读取",
    en="the table has more than {limit} columns, so it is not read",
    cause_zh="列数有上限；多半是分隔符不对。",
    cause_en="The number of columns is limited; most likely the separator is wrong.",
)
TOTAL_DIFFERS: Final = define(
    "FG350",
    Severity.WARNING,
    zh="合计行的 {field} 为 {stated}，各行之和为 {computed}",
    en="the row of totals says {stated} for {field}, but the rows add up to {computed}",
    cause_zh="合计与各行之和不符：有遗漏、重复或填错的行。合计行本身不作为园区。",
    cause_en="A total differs from its parts: a row is missing, doubled or wrong. The row itself is no park.",
)
