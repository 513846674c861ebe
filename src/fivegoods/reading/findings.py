"""What can be wrong with files of park-years before their cells mean anything: documents, tables and forms."""

from __future__ import annotations

from typing import Final

from fivegoods.messages.findings import Severity, define

SKIPPED: Final = define(
    "FG010",
    Severity.NOTE,
    zh="跳过：不是园区文件（没有 id、year、data）",
    en="skipped: not a park file (it has no id, year or data)",
    cause_zh="文件夹里可以放别的 YAML 文件，例如基准文件，读园区时跳过。",
    cause_en="A folder may hold other YAML files, such as benchmarks; they are not read as parks.",
)
IS_BENCHMARKS: Final = define(
    "FG043",
    zh="这是基准文件，不是园区文件",
    en="this is a benchmarks file, not a park file",
    help_zh="用 --benchmarks 给出它",
    help_en="give it with --benchmarks",
    cause_zh="基准文件的最外层是 values，里面是各组的统计量。",
    cause_en="A benchmarks file holds `values`, the statistics of groups.",
    bad="fivegoods rank samples/benchmarks/hunan.yaml",
    good="fivegoods rank samples/hunan --benchmarks samples/benchmarks/hunan.yaml",
)
IS_CRITERIA: Final = define(
    "FG044",
    zh="这是评价标准，不是园区文件",
    en="these are criteria, not a park file",
    help_zh="用 --criteria 给出它",
    help_en="give it with --criteria",
    cause_zh="评价标准写的是字段、维度和指标，不是某个园区的数据。",
    cause_en="Criteria hold fields, dimensions and indicators, not a park's data.",
    bad="fivegoods score my-criteria.yaml",
    good="fivegoods score park.yaml --criteria my-criteria.yaml",
)
BY_DEFAULT: Final = define(
    "FG045",
    Severity.NOTE,
    zh="{count} 份园区数据没有写 criteria，按默认标准 {criteria} 计算",
    en="parks that name no criteria: {count}; the default {criteria} is used",
    help_zh="在文件里写 criteria: {criteria}，或用 --criteria 指定",
    help_en="write criteria: {criteria} into the file, or choose with --criteria",
    cause_zh="文件没有说明按哪套标准评价，命令行也没有指定。",
    cause_en="Neither the file nor the command line says which criteria apply.",
    bad="id: my-park\nyear: 2024",
    good="criteria: demo-parks/2024\nid: my-park\nyear: 2024",
)
OTHER_CRITERIA: Final = define(
    "FG046",
    zh="{count} 个文件写明用 {own}，与指定的 {given} 不符（{problems} 处对不上）",
    en="files that name {own}: {count}; they do not fit {given}, which was asked for (problems: {problems})",
    help_zh="去掉 --criteria，或改用 --criteria {own}",
    help_en="leave --criteria out, or give --criteria {own}",
    cause_zh="--criteria 优先于文件里写的标准；两套标准的字段不同，数据就对不上。",
    cause_en="--criteria wins over what files name; where the fields differ, the data do not fit.",
    bad="fivegoods rank samples/demo --criteria meizhou-parks/2016",
    good="fivegoods rank samples/demo",
)
MIXED_CRITERIA: Final = define(
    "FG501",
    zh="园区用了不同的评价标准，不能放在一起：{used}",
    en="these parks follow different criteria and cannot be put together: {used}",
    help_zh="用 --criteria 指定一个（各年标准不同时再用 --year 指定年度），或只给出其中一个子文件夹",
    help_en="choose one with --criteria (and its year with --year), or give only one of the sub-folders",
    cause_zh="不同标准下的得分没有可比性。",
    cause_en="Scores under different criteria cannot be compared.",
    bad="fivegoods rank samples/",
    good="fivegoods rank samples/demo",
)

# -- tables

NOT_A_TABLE: Final = define(
    "FG050",
    zh="找不到表头：没有一行同时写有园区（id 或 名称）、年度和字段",
    en="no header row: no row names the park (id or name), the year and fields",
    help_zh="园区一列写 园区名称（开发区名称、企业名称、标识 也行），年度一列写 年度；fivegoods form table 生成空表",
    help_en="head the park 园区名称 (开发区名称, 企业名称, name, id) and the year 年度 (考核年度, year); "
    "fivegoods form table writes an empty table",
    cause_zh="表格按表头识别各列，表头写字段的标识或名称，前 20 行内必须有表头行。",
    cause_en="Columns are known by their headers, ids or names of fields, within the first 20 rows.",
    bad="2024年,汇总",
    good="id,年度,税收（万元）",
)
BROKEN_CSV: Final = define(
    "FG051",
    zh="表格文本无法分列",
    en="the text cannot be split into cells",
    help_zh="检查引号是否成对，一个单元格不能超过 {limit} 个字符",
    help_en="check that quotes come in pairs; a cell holds at most {limit} characters",
    cause_zh="引号没有闭合，或某个单元格过长。",
    cause_en="A quote is not closed, or a cell is too long.",
)
BROKEN_JSON: Final = define(
    "FG053",
    zh="JSON 无法读取：{reason}",
    en="the JSON cannot be read: {reason}",
    cause_zh='JSON 表是一个列表，每个园区一个对象：[{"id": …, "year": …}]。',
    cause_en="A JSON table is a list with one object for each park.",
    bad='{"id": "a",}',
    good='[{"id": "a", "year": 2024, "tax": 3.5}]',
)
NO_TABLE: Final = define(
    "FG094",
    zh="给出的数据不是表格：{reason}",
    en="the data given are no table: {reason}",
    help_zh="给出记录的列表、列的映射或数据框（pandas、polars）",
    help_en="give a list of records, a mapping of columns, or a data frame (pandas, polars)",
    cause_zh="每条记录是一个园区的一年；各列一样长；一个单元格只有一个值，不能是列表或无穷大。",
    cause_en="A record is a park in a year; columns are equally long; a cell is one value, no list and no infinity.",
    bad='load_parks({"id": ["a", "b"], "year": [2024]}, "demo-parks/2024")',
    good='load_parks({"id": ["a", "b"], "year": [2024, 2024]}, "demo-parks/2024")',
)
UNKNOWN_COLUMN: Final = define(
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
COLUMN_TWICE: Final = define(
    "FG056",
    zh="{column} 出现两次：另一列在 {other}",
    en="{column} stands twice: the other column is {other}",
    cause_zh="两列写的是同一项，无法知道以哪列为准。",
    cause_en="Two columns are the same thing; nobody knows which one counts.",
    bad="id,year,tax,税收",
    good="id,year,tax",
)
COLUMN_OF_ANOTHER_YEAR: Final = define(
    "FG083",
    zh="表头 {column} 写明的年度与各行的年度对不上",
    en="the header {column} names a year that does not fit the years of the rows",
    help_zh="各行同为一年时，表头可以写这一年或上一年；否则每年一行，用“年度”列说明",
    help_en="headers may name the one year of all rows or the year before; else give each year a row",
    cause_zh="程序按行区分年度，只在一行里读取本年和上年。",
    cause_en="Years are told apart by row; only this year and the year before are read in one row.",
    bad="id,年度,2021年税收\na,2024,5",
    good="id,年度,2024年税收\na,2024,5",
)
COLUMN_MISSING: Final = define(
    "FG057",
    zh="缺少 {column} 列",
    en="there is no column {column}",
    help_zh="加一列 年度，每行写明年度；或用 --year {year} 说明整张表的年度",
    help_en="add a column 年度 (year), or give the year of the whole table with --year {year}",
    cause_zh="每一行要能说明是哪个园区、哪一年。表名里的年度要用 --year 确认。",
    cause_en="Every row says which park and which year it is. --year confirms a year that only the title names.",
    bad="name,tax",
    good="name,year,tax",
)
OTHER_YEAR_ABOVE: Final = define(
    "FG059",
    zh="表名写的是 {said} 年，却要按 {year} 年读取",
    en="the title says {said}, but the table is to be read as of {year}",
    help_zh="改 --year，或加一列 年度",
    help_en="change --year, or add a column 年度 (year)",
    cause_zh="没有年度列的表按 --year 读取；表名写的是另一年，就不知道以哪个为准。",
    cause_en="A table without a column of years is read as of --year; its title names another year.",
    bad="2023年园区主要指标  --year 2024",
    good="2024年园区主要指标  --year 2024",
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
TOO_MANY_CELLS: Final = define(
    "FG065",
    zh="到这里表格合计超过 {limit} 个单元格，拒绝读取",
    en="with this table there are more than {limit} cells, so it is not read",
    cause_zh="一次运行所读的表格合计有上限，防止耗尽内存；分成几个文件也一样。",
    cause_en="The tables of a run are limited in size together, however many files hold them: memory has an end.",
)
EXTRA_CELLS: Final = define(
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
ROW_OF_OTHER_CRITERIA: Final = define(
    "FG069",
    zh="这一行的评价标准是 {value}，表里前面的是 {first}",
    en="this row is for criteria {value}, the rows above are for {first}",
    help_zh="分成两张表，或用 --criteria 指定一个",
    help_en="make two tables, or choose one with --criteria",
    cause_zh="一张表按一套评价标准识别各列。",
    cause_en="The columns of a table are read under one set of criteria.",
)
NO_ROWS: Final = define(
    "FG073",
    zh="表头下面没有园区",
    en="there is no park below the header",
    cause_zh="表里只有表头，或只有空行和合计行。",
    cause_en="The table holds its header only, or empty rows and totals.",
)
TOO_WIDE: Final = define(
    "FG074",
    zh="表格超过 {limit} 列，拒绝读取",
    en="the table has more than {limit} columns, so it is not read",
    cause_zh="列数有上限；多半是分隔符不对。",
    cause_en="The number of columns is limited; most likely the separator is wrong.",
)
TOTAL_DIFFERS: Final = define(
    "FG350",
    Severity.WARNING,
    zh="合计行的{field_zh}为 {stated}，各行之和为 {computed}",
    en="the row of totals says {stated} for {field_en}, but the rows add up to {computed}",
    cause_zh="合计与各行之和不符：有遗漏、重复或填错的行。合计行本身不作为园区。",
    cause_en="A total differs from its parts: a row is missing, doubled or wrong. The row itself is no park.",
)
MERGED: Final = define(
    "FG076",
    zh="合并单元格 {area} 跨了几行或几列数据，不知道 {value} 属于哪一格",
    en="the merged cells {area} span several rows or columns of figures: nobody knows which cell {value} is for",
    help_zh="取消合并，每格单独填写",
    help_en="unmerge them and fill each cell",
    cause_zh="合并后只有左上角有内容，其余各格会当作没有填。分组、年度、来源竖着合并时，按每行都有处理。",
    cause_en="Only the first of merged cells holds the content. Groups, years and sources may be merged over rows.",
)
NOT_A_PARK: Final = define(
    "FG077",
    Severity.NOTE,
    zh="这一行不是园区，没有读取：{value}",
    en="this row is no park, not read: {value}",
    cause_zh="“其中：”“全省平均水平”“权重”“一、国家级”、栏次（甲 乙 1 2 3）、“注：”等行不是园区，不参加计算和排名。",
    cause_en="Rows such as 其中：…, averages, weights, heads of sections, column numbers and notes are no parks.",
    bad="",
    good="其中：省级",
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
DOUBTFUL_COLUMN: Final = define(
    "FG079",
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
READ_AS_GB18030: Final = define(
    "FG052",
    Severity.NOTE,
    zh="按 GB18030（GBK）编码读取",
    en="read as GB18030 (GBK)",
    cause_zh="文件不是 UTF-8，按中文 Windows 常用的 GB18030 读取。",
    cause_en="The file is not UTF-8 and was read in the encoding usual on Chinese Windows.",
)

# -- forms

NO_ID: Final = define(
    "FG080",
    zh="这一行填了 {value}，但 A 列没有标识，项目名称也认不出",
    en="this row holds {value}, but has no id in column A and no known name",
    help_zh="把内容填到原有的行里，或从空白表里整行复制",
    help_en="move it to the row it belongs to, or copy the whole row from an empty form",
    cause_zh="程序按隐藏的 A 列识别各行；新加的行要写明是哪一项。",
    cause_en="Rows are known by the hidden column A; a new row must say what it is.",
)
ID_TWICE: Final = define(
    "FG081",
    zh="{name_zh}填了两次：另一次在 {other}",
    en="{name_en} is filled in twice: also at {other}",
    cause_zh="同一项有两行，无法知道以哪行为准。",
    cause_en="Two rows are the same item; nobody knows which one counts.",
)
NAME_MOVED: Final = define(
    "FG082",
    zh="这一行的名称是“{shown}”，隐藏的标识却是{name_zh}：行被部分移动过",
    en="this row is called “{shown}”, but its hidden id is {name_en}: it was moved in part",
    help_zh="移动时请选中整行（包括隐藏的 A 列）",
    help_en="move whole rows, the hidden column A included",
    cause_zh="只移动了可见的列，名称和数据与隐藏的标识对不上，读下去会张冠李戴。",
    cause_en="Only the visible columns were moved, so that names and figures no longer fit the hidden ids.",
)
PARTLY_A_FORM: Final = define(
    "FG086",
    zh="填报表里缺少“填报”工作表，或它的隐藏首行被删了",
    en="the sheet of figures is missing from this form, or its hidden first row was deleted",
    cause_zh="程序按隐藏的首行识别各列。",
    cause_en="Columns are known by the hidden first row.",
)
COLUMN_MOVED: Final = define(
    "FG087",
    zh="这一列的表头是“{shown}”，隐藏首行里却是“{column}”：列被部分移动过",
    en="this column is headed “{shown}”, but the hidden first row says “{column}”: it was moved in part",
    help_zh="移动时请选中整列（包括隐藏的首行）",
    help_en="move whole columns, the hidden first row included",
    cause_zh="程序按隐藏的首行识别各列，只移动了可见的部分，读下去会张冠李戴。",
    cause_en="Columns are known by the hidden first row; only their visible part was moved.",
)
TWO_FORMS: Final = define(
    "FG088",
    zh="工作簿里有两张填好的填报表：{first} 和 {second}",
    en="the workbook holds two filled-in sheets of figures: {first} and {second}",
    help_zh="一个文件只填一个园区、一个年度；请另存为两个文件",
    help_en="one file is for one park and year; save them as two files",
    cause_zh="复制出来的工作表与原表认作同一张表，无法知道以哪张为准。",
    cause_en="A copied sheet is the same sheet again; nobody knows which one counts.",
)
OTHER_FORM: Final = define(
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
ROWS_DELETED: Final = define(
    "FG095",
    Severity.WARNING,
    zh="填报表缺了 {count} 行：{names_zh}；这些项目按没有填报处理",
    en="the form lacks {count} row(s): {names_en}; they count as not filled in",
    help_zh="从空白的填报表复制整行补上，包括隐藏的 A 列；没有数据的行写 缺失，不要删",
    help_en="copy the whole rows from an empty form with the hidden column A; write missing in a "
    "row without a figure rather than deleting it",
    cause_zh="行被删除，或表是按旧版评价标准做的。",
    cause_en="Rows were deleted, or the form was made for older criteria.",
)
REASON_ALONE: Final = define(
    "FG089",
    Severity.WARNING,
    zh="{name_zh}写了审核理由，却没有审核值，没有读取",
    en="{name_en} has a reason of the review but no reviewed value; it was not read",
    help_zh="填上审核值；与自报相同的也照填",
    help_en="enter the reviewed value, also where it equals the reported one",
    cause_zh="没有审核值就以自报数为准，理由也无处记录。",
    cause_en="Without a reviewed value the reported one counts, and the reason has no place.",
)
