"""What can be wrong with park-years against the criteria they are read under, in whatever file they stand."""

from __future__ import annotations

from typing import Final

from fivegoods.messages.findings import Severity, define

NOT_SAID: Final = define(
    "FG058",
    zh="没有写{column_zh}",
    en="{column_en} is missing",
    cause_zh="每份数据要写明是哪个园区、哪一年。",
    cause_en="Data say which park and which year they are of.",
    bad="name,year,tax\n甲园,,5",
    good="name,year,tax\n甲园,2024,5",
)
BAD_YEAR: Final = define(
    "FG060",
    zh="年度应是 1900–2200 的整数，现为 {value}",
    en="the year must be a whole number from 1900 to 2200, but is {value}",
    help_zh="写成 {meant}",
    help_en="write {meant}",
    cause_zh="年度写四位数字。",
    cause_en="A year has four digits.",
    bad="二〇二四",
    good="2024",
)
BAD_ID: Final = define(
    "FG061",
    zh="园区标识 {value} 含有不能用的字符，或超过 80 个字符",
    en="the park's id {value} holds signs that an id cannot have, or is longer than 80",
    help_zh="只用字母、汉字、数字、下划线、点和连字符，不用空格，如 xiangxiang；"
    "也不用 nul、con.txt 等 Windows 保留的名称",
    help_en="use letters, digits, underscores, dots and hyphens without spaces, as in xiangxiang; "
    "not nul, con.txt and other names that Windows keeps for itself",
    cause_zh="园区标识用来对上同一园区的历年数据，也用作文件名，所以不能有空格和斜杠；名称写在 name 里。",
    cause_en="The id joins the years of a park and names files: no spaces or slashes, unlike the name.",
    bad="id: 湘乡 园区",
    good="id: xiangxiang",
)
UNKNOWN_FIELD: Final = define(
    "FG301",
    zh="评价标准 {criteria} 没有字段 {key}",
    en="criteria {criteria} have no field {key}",
    help_zh="查看全部字段：fivegoods criteria show {criteria}",
    help_en="to see all fields: fivegoods criteria show {criteria}",
    cause_zh="data 里的每一项都要是评价标准 fields 里的字段，否则这个数不会计入任何指标。",
    cause_en="Each key under data must be a field of the criteria; otherwise the figure would count nowhere.",
    bad="data: {taxes: 3.5 亿元}",
    good="data: {tax: 3.5 亿元}",
)
UNKNOWN_INDICATOR: Final = define(
    "FG302",
    zh="评价标准 {criteria} 没有指标 {key}",
    en="criteria {criteria} have no indicator {key}",
    help_zh="查看全部指标：fivegoods criteria show {criteria}",
    help_en="to see all indicators: fivegoods criteria show {criteria}",
    cause_zh="points 里的每一项都要是评价标准的指标。",
    cause_en="Each key under points must be an indicator of the criteria.",
    bad="points: {inspecton: 12.5}",
    good="points: {inspection: 12.5}",
)
FIELD_IN_POINTS: Final = define(
    "FG303",
    zh="{key} 是字段，不是指标：应写在 data 里",
    en="{key} is a field, not an indicator: it belongs under data",
    cause_zh="points 只写人工评分的指标得分；填报的数值写在 data 里。",
    cause_en="points holds points of indicators given by hand; reported figures go under data.",
    bad="points: {tax: 3.5}",
    good="data: {tax: 3.5 亿元}",
)
INDICATOR_IN_DATA: Final = define(
    "FG304",
    zh="{key} 是指标，不是字段：得分写在 points 里，数值由字段计算",
    en="{key} is an indicator, not a field: its points go under points, its value comes from fields",
    cause_zh="data 里写字段的数值；指标值由评价标准的表达式算出。",
    cause_en="data holds figures of fields; an indicator's value is computed by the criteria's expression.",
    bad="data: {tax_per_mu: 13}",
    good="data: {tax: 13000 万元, land: 1000 亩}",
)
UNKNOWN_GROUP: Final = define(
    "FG305",
    zh="评价标准 {criteria} 没有分组 {key}",
    en="criteria {criteria} have no group {key}",
    help_zh="现有分组：{known_zh}",
    help_en="groups: {known_en}",
    cause_zh="groups 里的每一项都要是评价标准 groups 里定义的分组。",
    cause_en="Each key under groups must be a group that the criteria define.",
    bad="groups: {levle: national}",
    good="groups: {level: national}",
)
UNKNOWN_GROUP_VALUE: Final = define(
    "FG306",
    zh="分组{group_zh}没有 {value} 这一类",
    en="group {group_en} has no value {value}",
    help_zh="可选：{known_zh}",
    help_en="one of: {known_en}",
    cause_zh="分组的取值由评价标准列出；标识和名称都可以写。",
    cause_en="The criteria list the values of a group; ids and names are both accepted.",
    bad="groups: {level: 县级}",
    good="groups: {level: 省级}",
)
TEXT_FOR_NUMBER: Final = define(
    "FG307",
    zh="{field_zh}应是数字，现为 {value}",
    en="{field_en} should be a number, but is {value}",
    help_zh="{advice_zh}",
    help_en="{advice_en}",
    cause_zh="数值字段只能写数字（可带单位）；缺数据写 null，待报写 expected，不适用写 not_applicable。",
    cause_en="Write a number, with a unit if you like; null if missing, expected if due, or not_applicable.",
    bad="tax: 约三亿",
    good="tax: 3 亿元",
)
WRONG_UNIT: Final = define(
    "FG308",
    zh="{field_zh}的单位应能换算成{declared}，不能是{given}",
    en="{field_en} is in {declared}; {given} cannot be converted to it",
    help_zh="写成 {suggestion}",
    help_en="write {suggestion}",
    cause_zh="两个单位计量的不是同一种量，无法换算。百分数和百分点也不能混用。",
    cause_en="The two units measure different things. A percentage is not a percentage point either.",
    bad="land: 300 万元",
    good="land: 300 亩",
)
UNKNOWN_UNIT: Final = define(
    "FG309",
    zh="{field_zh}：不认识的单位 {given}",
    en="{field_en}: unknown unit {given}",
    help_zh="本字段的单位是{declared}",
    help_en="the field is in {declared}",
    cause_zh="单位写错，或不在可换算的单位之列。",
    cause_en="The unit is misspelt, or not among those that can be converted.",
    bad="land: 300 母",
    good="land: 300 亩",
)
UNKNOWN_CHOICE: Final = define(
    "FG310",
    zh="{field_zh}没有 {value} 这个选项",
    en="{field_en} has no choice {value}",
    help_zh="可选：{known_zh}",
    help_en="one of: {known_en}",
    cause_zh="选项由评价标准列出；标识和名称都可以写。",
    cause_en="The criteria list the choices; ids and names are both accepted.",
    bad="park_type: 经济区",
    good="park_type: 经开区",
)
NOT_YES_NO: Final = define(
    "FG311",
    zh="{field_zh}应填“是”或“否”（即 true、false），现为 {value}",
    en="{field_en} should be true or false (yes/no), but is {value}",
    help_zh="写成 {suggestion}",
    help_en="write {suggestion}",
    cause_zh="这个字段只能填是或否。",
    cause_en="The field is a yes or a no.",
    bad="plan_approved: 部分",
    good="plan_approved: true",
)
OUT_OF_BOUNDS: Final = define(
    "FG312",
    zh="{field_zh}应 {bound}，现为 {value}",
    en="{field_en} must be {bound}, but is {value}",
    help_zh="检查数值和单位",
    help_en="check the figure and its unit",
    cause_zh="超出评价标准给这个字段定的范围。",
    cause_en="The figure is outside the range that the criteria give for this field.",
    bad="land: -3 亩",
    good="land: 3 亩",
)
NOT_WHOLE: Final = define(
    "FG313",
    zh="{field_zh}应是整数，现为 {value}",
    en="{field_en} should be a whole number, but is {value}",
    cause_zh="这个字段是计数，只能填整数。",
    cause_en="The field counts things.",
    bad="high_tech_firms: 12.5",
    good="high_tech_firms: 12",
)
UNIT_TWICE: Final = define(
    "FG314",
    zh="{field_zh}写了两个不同的单位：{first} 和 {second}",
    en="{field_en} is given two different units: {first} and {second}",
    cause_zh="单位要么写在数值后面，要么写在 unit 里。",
    cause_en="Write the unit after the figure or under unit, not both.",
    bad="tax: {value: 3.5 亿元, unit: 万元}",
    good="tax: {value: 3.5, unit: 亿元}",
)
PARK_TWICE: Final = define(
    "FG315",
    zh="园区 {id} 的 {year} 年数据出现两次：{other} 里已有",
    en="park {id} is given twice for {year}: it is also in {other}",
    cause_zh="同一园区同一年只能有一份数据，否则无法知道以哪份为准。",
    cause_en="There may be one file per park and year; otherwise nobody knows which one counts.",
)
TOO_MANY_POINTS: Final = define(
    "FG317",
    zh="{indicator_zh}评了 {value} 分，应 {bound} 分",
    en="{indicator_en} is given {value} points; it must be {bound}",
    cause_zh="人工评分超出了评价标准允许的范围。",
    cause_en="The points given by hand are outside what the criteria allow.",
    bad="points: {investment: 30}",
    good="points: {investment: 25}",
)
UNKNOWN_EVENT: Final = define(
    "FG318",
    zh="评价标准 {criteria} 没有事件 {key}",
    en="criteria {criteria} know no event {key}",
    help_zh="现有事件：{known_zh}",
    help_en="events: {known_en}",
    cause_zh="events 里的 kind 要是评价标准 adjustments 里某一项的 event。",
    cause_en="The kind of an event must be the event of one of the criteria's adjustments.",
    bad="events: [{kind: saftey_accident}]",
    good="events: [{kind: safety_accident}]",
)
UNKNOWN_LEVEL: Final = define(
    "FG319",
    zh="事件{key_zh}没有 {value} 这一级",
    en="event {key_en} has no level {value}",
    help_zh="可选：{known}",
    help_en="one of: {known}",
    cause_zh="加减分按层级不同，层级须是评价标准列出的。",
    cause_en="Points differ by level, so the level must be one that the criteria list.",
    bad="events: [{kind: audit_finding, level: city}]",
    good="events: [{kind: audit_finding, level: central}]",
)
NO_LEVEL: Final = define(
    "FG320",
    zh="事件{key_zh}要写明 level",
    en="event {key_en} needs a level",
    help_zh="可选：{known}",
    help_en="one of: {known}",
    cause_zh="加减分按层级不同，不写层级就不知道加减几分。",
    cause_en="Points differ by level, so without one nobody knows how many count.",
    bad="events: [{kind: audit_finding}]",
    good="events: [{kind: audit_finding, level: central}]",
)
WITHOUT_SOURCE: Final = define(
    "FG401",
    Severity.NOTE,
    zh="{total} 个数值中有 {count} 个没有注明来源",
    en="{count} of {total} figures have no source",
    help_zh="逐项写 source，或在文件最外层写一个共同的 source",
    help_en="give a source for each, or one source for the whole file at its top",
    cause_zh="没有来源的数据无法核对，也经不起申诉。",
    cause_en="A figure without a source cannot be verified or defended.",
    bad="data: {tax: 3.5 亿元}",
    good="source: 2021 年统计年报\ndata: {tax: 3.5 亿元}",
)
UNKNOWN_SOURCE: Final = define(
    "FG402",
    Severity.WARNING,
    zh="sources 里没有 {key}",
    en="there is no {key} under sources",
    help_zh="在 sources 里补上它，或直接写明文件名称",
    help_en="add it under sources, or write the document's title instead",
    cause_zh="看上去像 sources 里的标识，但那里没有；按文字保留。",
    cause_en="It looks like an id under sources, but is not there; it is kept as plain text.",
    bad="tax: {value: 3.5 亿元, source: yearbok}",
    good="tax: {value: 3.5 亿元, source: yearbook}",
)
FORMULA: Final = define(
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
ERROR_VALUE: Final = define(
    "FG063",
    zh="单元格是错误值 {value}",
    en="the cell holds the error {value}",
    cause_zh="电子表格里的计算出了错，这里没有数值。",
    cause_en="A computation in the spreadsheet failed; there is no value.",
    bad="#DIV/0!",
    good="350",
)
SHOWN_OTHERWISE: Final = define(
    "FG075",
    zh="单元格里存的是 {value}，但数字格式使它显示成别的数",
    en="the cell holds {value}, but its number format shows other digits",
    help_zh="把单元格格式改为“常规”，再按应有的单位填写",
    help_en="set the cell's format to General and enter the figure in its unit",
    cause_zh="按千、按万缩位的数字格式使显示的数与存储的数不同，无法知道以哪个为准。",
    cause_en="A format that cuts off thousands shows another number than the cell holds; nobody knows which counts.",
    bad='35000，格式 0!.0,"万"，显示 3.5万',
    good="35000",
)
UNKNOWN_ATTESTATION: Final = define(
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
STRUCK_OUT: Final = define(
    "FG084",
    zh="单元格里的 {value} 加了删除线",
    en="{value} is struck out in this cell",
    help_zh="删去作废的内容，只留有效的",
    help_en="delete what no longer holds and leave what does",
    cause_zh="划掉的内容不知道还算不算，不能当作填报的数值。",
    cause_en="Nobody knows whether what is struck out still counts.",
)
FRACTIONS: Final = define(
    "FG358",
    Severity.NOTE,
    zh="{field_zh}的单位是 %，填的数却都在 0 和 1 之间（如 {value}）：是不是把 {meant}% 写成了 {value}？",
    en="{field_en} is in %, but its figures lie between 0 and 1 (such as {value}): was {meant} % meant?",
    help_zh="按 {value}% 读取；要写百分之几，写成 {meant} 或 {meant}%",
    help_en="it is read as {value} %; write {meant} or {meant}% if that is meant",
    cause_zh="单位是 % 的一列里填 0.8，读作 0.8%，不是 80%。",
    cause_en="0.8 in a column in % is read as 0.8 %, not as 80 %.",
    bad="name,year,满意度（%）\n甲园,2024,0.8",
    good="name,year,满意度（%）\n甲园,2024,80",
)
MANY_FINDINGS: Final = define(
    "FG068",
    zh="这张表有 {count} 个以上的问题，其余的没有列出",
    en="this table has {count} findings and more; the others are not listed",
    cause_zh="多半是整列或表头有误，请先改前面的问题。",
    cause_en="Most likely a whole column or the header is wrong; mend the first ones.",
)
PREVIOUS_DIFFERS: Final = define(
    "FG351",
    Severity.WARNING,
    zh="{field_zh}的上年数 {value} 与上年文件里的 {other} 不同（{place}），以上年文件为准",
    en="last year's {field_en}, {value}, differs from {other} in last year's file ({place}), which counts",
    cause_zh="同一个上年数有两个不同的值。",
    cause_en="Last year's figure is given in two ways.",
)
SAME_NAME: Final = define(
    "FG078",
    Severity.WARNING,
    zh="有 {count} 个名称对应多个标识，如 {name} 的 {id} 和 {other}",
    en="{count} name(s) stand with several ids, such as {name} with {id} and {other}",
    help_zh="同一园区各年用同一个标识（007 变成 7，是 Excel 去掉了前面的 0：把该列设为文本）；确是不同园区的，名称写全",
    help_en="use one id for a park in all years (a spreadsheet turns 007 into 7: format the column as text); give "
    "different parks their full names",
    cause_zh="标识不同就当作不同的园区，上年数对不上，增速也算不出来。大小写不同也是不同的标识。",
    cause_en="Different ids are different parks, so last year's figures are not found. Ids differ by case as well.",
    bad="P01,甲园,2023 … p01,甲园,2024",
    good="p01,甲园,2023 … p01,甲园,2024",
)
