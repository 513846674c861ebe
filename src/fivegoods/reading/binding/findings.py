"""What can be wrong with a park's data against the criteria it is scored by."""

from __future__ import annotations

from typing import Final

from fivegoods.messages.findings import FindingKind, Severity, define


def _error(code: str, **texts: str) -> FindingKind:
    return define(code, Severity.ERROR, **texts)


SKIPPED: Final = define(
    "FG010",
    Severity.NOTE,
    zh="跳过：不是园区文件（没有 id、year、data）",
    en="skipped: not a park file (it has no id, year or data)",
    cause_zh="文件夹里可以放别的 YAML 文件，例如基准文件，读园区时跳过。",
    cause_en="A folder may hold other YAML files, such as benchmarks; they are not read as parks.",
)
IS_BENCHMARKS: Final = _error(
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
IS_CRITERIA: Final = _error(
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
OTHER_CRITERIA: Final = _error(
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
UNKNOWN_FIELD: Final = _error(
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
UNKNOWN_INDICATOR: Final = _error(
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
FIELD_IN_POINTS: Final = _error(
    "FG303",
    zh="{key} 是字段，不是指标：应写在 data 里",
    en="{key} is a field, not an indicator: it belongs under data",
    cause_zh="points 只写人工评分的指标得分；填报的数值写在 data 里。",
    cause_en="points holds points of indicators given by hand; reported figures go under data.",
    bad="points: {tax: 3.5}",
    good="data: {tax: 3.5 亿元}",
)
INDICATOR_IN_DATA: Final = _error(
    "FG304",
    zh="{key} 是指标，不是字段：得分写在 points 里，数值由字段计算",
    en="{key} is an indicator, not a field: its points go under points, its value comes from fields",
    cause_zh="data 里写字段的数值；指标值由评价标准的表达式算出。",
    cause_en="data holds figures of fields; an indicator's value is computed by the criteria's expression.",
    bad="data: {tax_per_mu: 13}",
    good="data: {tax: 13000 万元, land: 1000 亩}",
)
UNKNOWN_GROUP: Final = _error(
    "FG305",
    zh="评价标准 {criteria} 没有分组 {key}",
    en="criteria {criteria} have no group {key}",
    help_zh="现有分组：{known}",
    help_en="groups: {known}",
    cause_zh="groups 里的每一项都要是评价标准 groups 里定义的分组。",
    cause_en="Each key under groups must be a group that the criteria define.",
    bad="groups: {levle: national}",
    good="groups: {level: national}",
)
UNKNOWN_GROUP_VALUE: Final = _error(
    "FG306",
    zh="分组 {group} 没有 {value} 这一类",
    en="group {group} has no value {value}",
    help_zh="可选：{known}",
    help_en="one of: {known}",
    cause_zh="分组的取值由评价标准列出；标识和名称都可以写。",
    cause_en="The criteria list the values of a group; ids and names are both accepted.",
    bad="groups: {level: 县级}",
    good="groups: {level: 省级}",
)
TEXT_FOR_NUMBER: Final = _error(
    "FG307",
    zh="{field} 应是数字，现为 {value}",
    en="{field} should be a number, but is {value}",
    help_zh="写成 {suggestion}",
    help_en="write {suggestion}",
    cause_zh="数值字段只能写数字（可带单位）；缺数据写 null，待报写 expected，不适用写 not_applicable。",
    cause_en="Write a number, with a unit if you like; null if missing, expected if due, or not_applicable.",
    bad="tax: 约三亿",
    good="tax: 3 亿元",
)
WRONG_UNIT: Final = _error(
    "FG308",
    zh="{field} 的单位应能换算成{declared}，不能是{given}",
    en="{field} is in {declared}; {given} cannot be converted to it",
    help_zh="写成 {suggestion}",
    help_en="write {suggestion}",
    cause_zh="两个单位计量的不是同一种量，无法换算。百分数和百分点也不能混用。",
    cause_en="The two units measure different things. A percentage is not a percentage point either.",
    bad="land: 300 万元",
    good="land: 300 亩",
)
UNKNOWN_UNIT: Final = _error(
    "FG309",
    zh="{field}：不认识的单位 {given}",
    en="{field}: unknown unit {given}",
    help_zh="本字段的单位是{declared}",
    help_en="the field is in {declared}",
    cause_zh="单位写错，或不在可换算的单位之列。",
    cause_en="The unit is misspelt, or not among those that can be converted.",
    bad="land: 300 母",
    good="land: 300 亩",
)
UNKNOWN_CHOICE: Final = _error(
    "FG310",
    zh="{field} 没有 {value} 这个选项",
    en="{field} has no choice {value}",
    help_zh="可选：{known}",
    help_en="one of: {known}",
    cause_zh="选项由评价标准列出；标识和名称都可以写。",
    cause_en="The criteria list the choices; ids and names are both accepted.",
    bad="park_type: 经济区",
    good="park_type: 经开区",
)
NOT_YES_NO: Final = _error(
    "FG311",
    zh="{field} 应是 true 或 false（是/否），现为 {value}",
    en="{field} should be true or false (yes/no), but is {value}",
    help_zh="写成 {suggestion}",
    help_en="write {suggestion}",
    cause_zh="这个字段只能填是或否。",
    cause_en="The field is a yes or a no.",
    bad="plan_approved: 部分",
    good="plan_approved: true",
)
OUT_OF_BOUNDS: Final = _error(
    "FG312",
    zh="{field} 应 {bound}，现为 {value}",
    en="{field} must be {bound}, but is {value}",
    help_zh="检查数值和单位",
    help_en="check the figure and its unit",
    cause_zh="超出评价标准给这个字段定的范围。",
    cause_en="The figure is outside the range that the criteria give for this field.",
    bad="land: -3 亩",
    good="land: 3 亩",
)
NOT_WHOLE: Final = _error(
    "FG313",
    zh="{field} 应是整数，现为 {value}",
    en="{field} should be a whole number, but is {value}",
    cause_zh="这个字段是计数，只能填整数。",
    cause_en="The field counts things.",
    bad="high_tech_firms: 12.5",
    good="high_tech_firms: 12",
)
UNIT_TWICE: Final = _error(
    "FG314",
    zh="{field} 写了两个不同的单位：{first} 和 {second}",
    en="{field} is given two different units: {first} and {second}",
    cause_zh="单位要么写在数值后面，要么写在 unit 里。",
    cause_en="Write the unit after the figure or under unit, not both.",
    bad="tax: {value: 3.5 亿元, unit: 万元}",
    good="tax: {value: 3.5, unit: 亿元}",
)
PARK_TWICE: Final = _error(
    "FG315",
    zh="园区 {id} 的 {year} 年数据出现两次：{other} 里已有",
    en="park {id} is given twice for {year}: it is also in {other}",
    cause_zh="同一园区同一年只能有一份数据，否则无法知道以哪份为准。",
    cause_en="There may be one file per park and year; otherwise nobody knows which one counts.",
)
TOO_MANY_POINTS: Final = _error(
    "FG317",
    zh="{indicator} 评了 {value} 分，应 {bound} 分",
    en="{indicator} is given {value} points; it must be {bound}",
    cause_zh="人工评分超出了评价标准允许的范围。",
    cause_en="The points given by hand are outside what the criteria allow.",
    bad="points: {investment: 30}",
    good="points: {investment: 25}",
)
UNKNOWN_EVENT: Final = _error(
    "FG318",
    zh="评价标准 {criteria} 没有事件 {key}",
    en="criteria {criteria} know no event {key}",
    help_zh="现有事件：{known}",
    help_en="events: {known}",
    cause_zh="events 里的 kind 要是评价标准 adjustments 里某一项的 event。",
    cause_en="The kind of an event must be the event of one of the criteria's adjustments.",
    bad="events: [{kind: saftey_accident}]",
    good="events: [{kind: safety_accident}]",
)
UNKNOWN_LEVEL: Final = _error(
    "FG319",
    zh="事件 {key} 没有 {value} 这一级",
    en="event {key} has no level {value}",
    help_zh="可选：{known}",
    help_en="one of: {known}",
    cause_zh="加减分按层级不同，层级须是评价标准列出的。",
    cause_en="Points differ by level, so the level must be one that the criteria list.",
    bad="events: [{kind: audit_finding, level: city}]",
    good="events: [{kind: audit_finding, level: central}]",
)
NO_LEVEL: Final = _error(
    "FG320",
    zh="事件 {key} 要写明 level",
    en="event {key} needs a level",
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
MIXED_CRITERIA: Final = _error(
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
