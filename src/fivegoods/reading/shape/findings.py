"""What can be wrong with the shape of a document: keys, types and forms, before any meaning."""

from __future__ import annotations

from typing import Final

from fivegoods.messages.findings import define

NOT_A_MAPPING: Final = define(
    "FG101",
    zh="文件应由“名称: 值”组成，这里只是列表或单独一个值",
    en="the file should consist of `key: value` lines, but it is a list or a single value",
    cause_zh="园区、标准和基准文件的最外层都是映射。",
    cause_en="At the top, park, criteria and benchmarks files are mappings.",
    bad="- tax\n- land",
    good="id: xiangxiang\nyear: 2021",
)
MISSING_KEY: Final = define(
    "FG102",
    zh="缺少 {key}",
    en="{key} is missing",
    help_zh="在这一级加上 {last}: …",
    help_en="add {last}: … at this level",
    cause_zh="这一项是必需的。",
    cause_en="This key is required.",
    bad="id: xiangxiang",
    good="id: xiangxiang\nname: 湘乡经济开发区\nyear: 2021",
)
UNKNOWN_KEY: Final = define(
    "FG104",
    zh="不认识的项 {key}",
    en="unknown key {key}",
    help_zh="这里可以写：{known}",
    help_en="known here: {known}",
    cause_zh="写错的名称如果被忽略，数据就会悄悄丢失，因此一律指出。自由备注写在 notes 里。",
    cause_en="A misspelt key that was ignored would silently lose data. Free remarks belong into notes.",
    bad="yaer: 2021",
    good="year: 2021",
)
SPLIT_BY_COMMA: Final = define(
    "FG105",
    zh="花括号里的逗号把一段文字断成了几项：{key}",
    en="a comma inside braces has split a text: {key} is read as a key",
    help_zh='给含逗号的整段文字加引号，如 value: "count(a, b)"',
    help_en='put quotes around the whole text that holds the comma, as in value: "count(a, b)"',
    cause_zh="花括号和方括号里的逗号分隔各项，文字里有逗号就要加引号。",
    cause_en="Inside braces and brackets a comma separates items; text that holds one needs quotes.",
    bad="{value: count(a, b)}",
    good='{value: "count(a, b)"}',
)
NOT_ALLOWED: Final = define(
    "FG106",
    zh="{key} 不能是 {value}",
    en="{key} cannot be {value}",
    help_zh="可选：{allowed}",
    help_en="one of: {allowed}",
    cause_zh="这一项只能取列出的几个词。",
    cause_en="This key takes one of a few words.",
    bad="status: offical",
    good="status: official",
)
UNKNOWN_RULE: Final = define(
    "FG107",
    zh="没有 {value} 这种 {key}",
    en="there is no {key} {value}",
    help_zh="可选：{allowed}",
    help_en="one of: {allowed}",
    cause_zh="kind 决定其余参数的含义，必须是已有的一种。",
    cause_en="The kind decides what the other parameters mean, so it must be a known one.",
    bad="rule: {kind: ratoi, to: 24.097}",
    good="rule: {kind: ratio, to: 24.097}",
)
BAD_FORM: Final = define(
    "FG109",
    zh="{key} 的写法不合要求：{value}",
    en="{key} is not written as it must be: {value}",
    help_zh="以小写字母开头，只用小写字母、数字和下划线，如 tax_2021",
    help_en="start with a lower-case letter; use lower-case letters, digits and underscores, as in tax_2021",
    cause_zh="标识以小写字母开头，只含小写字母、数字和下划线，便于在表达式里引用。",
    cause_en="Ids start with a lower-case letter and hold lower-case letters, digits and underscores.",
    bad="fields: {Tax-2021: …}",
    good="fields: {tax_2021: …}",
)
OUT_OF_RANGE: Final = define(
    "FG110",
    zh="{key} 应 {bound}，现为 {value}",
    en="{key} must be {bound}, but is {value}",
    cause_zh="这一项有取值范围。",
    cause_en="This key has a range.",
    bad="decimals: 99",
    good="decimals: 2",
)
ONE_OF_NONE: Final = define(
    "FG111",
    zh="应写出其中之一：{choices}",
    en="one of these is needed: {choices}",
    cause_zh="这几项必须写出一项，否则含义不明。",
    cause_en="Without one of these keys nobody knows what is meant.",
    bad="benefit: {name: 效益}",
    good="benefit: {name: 效益, indicators: {…}}",
)
ONE_OF_SEVERAL: Final = define(
    "FG112",
    zh="{given} 不能同时写，只留一项",
    en="{given} cannot stand together; keep one",
    cause_zh="这几项说的是同一件事，或一项使另一项不起作用，同时出现无法知道以哪个为准。",
    cause_en="These keys say the same thing, or one makes the other idle; together nobody knows which counts.",
    bad="to: {constant: 5, stat: mean}",
    good="to: {stat: mean}",
)
WRONG_LENGTH: Final = define(
    "FG113",
    zh="{key} 的长度不合要求（{bound}）",
    en="{key} has the wrong length ({bound})",
    cause_zh="文字或列表过长或过短。",
    cause_en="A text or list is too long or too short.",
    bad="levels: []",
    good="levels: [{id: A, from: 90}]",
)
NOT_A_NUMBER: Final = define(
    "FG120",
    zh="{key} 应是数字，现为 {value}",
    en="{key} should be a number, but is {value}",
    help_zh="写成 {suggestion}",
    help_en="write {suggestion}",
    cause_zh="这里只接受数字，不带单位、百分号和全角字符。",
    cause_en="Only a number fits here, without unit, percent sign or full-width characters.",
    bad="points: \uff11\uff12",
    good="points: 12",
)
NOT_WHOLE: Final = define(
    "FG121",
    zh="{key} 应是整数，现为 {value}",
    en="{key} should be a whole number, but is {value}",
    help_zh="写成 {suggestion}",
    help_en="write {suggestion}",
    cause_zh="这里只接受整数。",
    cause_en="Only a whole number fits here.",
    bad="year: 2021年",
    good="year: 2021",
)
NOT_TEXT: Final = define(
    "FG122",
    zh="{key} 应是一段文字",
    en="{key} should be text",
    help_zh="给 true、null 或以 `[`、`{{` 开头的文字加上引号",
    help_en="quote it if it reads true, null or starts with `[` or `{{`",
    cause_zh="这里要写文字。",
    cause_en="Text is expected here.",
    bad="unit: [万元]",
    good="unit: 万元",
)
NOT_YES_NO: Final = define(
    "FG123",
    zh="{key} 应是 true 或 false，现为 {value}",
    en="{key} should be true or false, but is {value}",
    cause_zh="这里只能写是或否。",
    cause_en="Only yes or no fits here.",
    bad="whole: maybe",
    good="whole: true",
)
NOT_MAPPING: Final = define(
    "FG124",
    zh="{key} 应由“名称: 值”组成",
    en="{key} should hold `key: value` pairs",
    help_zh="写成 {example}",
    help_en="write {example}",
    cause_zh="这里要写一组名称和值，可以缩进换行，也可以用花括号。",
    cause_en="A mapping is expected, either indented below or in braces.",
    bad="groups: 省级",
    good="groups: {level: 省级}",
)
NOT_LIST: Final = define(
    "FG125",
    zh="{key} 应是列表",
    en="{key} should be a list",
    help_zh="每项一行以 - 开头，或写成 {example}",
    help_en="one item per line starting with -, or {example}",
    cause_zh="这里要写列表，只有一项也一样。",
    cause_en="A list is expected, even for one item.",
    bad="tie_break: tax",
    good="tie_break: [tax]",
)
NOT_SINGLE: Final = define(
    "FG126",
    zh="{key} 应是一个值，不是列表或映射",
    en="{key} should be a single value, not a list or a mapping",
    cause_zh="这里只写一个数、一段文字、true/false 或 null。",
    cause_en="A number, text, true/false or null fits here.",
    bad="tax: [1, 2]",
    good="tax: 1",
)
OTHER_SHAPE: Final = define(
    "FG199",
    zh="{key}：{message}",
    en="{key}: {message}",
    cause_zh="这一处不符合格式要求。",
    cause_en="This part does not have the form that is expected.",
)
