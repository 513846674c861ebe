"""What can be wrong with the meaning of a criteria file, as findings (FG2)."""

from __future__ import annotations

from typing import Final

from fivegoods.criteria.file import CriteriaFile, Path
from fivegoods.expressions import ExpressionError, HiddenUnit
from fivegoods.messages.findings import Finding, Severity, define

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "empty": ("表达式是空的", "it is empty"),
    "too_long": ("太长", "it is too long"),
    "too_deep": ("嵌套太深", "it is nested too deeply"),
    "full_width": ("{char} 是全角符号，请写 {instead}", "{char} is a full-width character; write {instead}"),
    "sign": ("不用 {char}，请写 {instead}", "{char} is not used here; write {instead}"),
    "if_called": (
        "条件不写成函数，请写：甲 if 条件 else 乙",
        "a condition is no function here; write: a if condition else b",
    ),
    "keyword": (
        "{word} 是表达式的用词，不能作字段标识，请给字段改名",
        "{word} is a word of the expression language and cannot name a field; rename the field",
    ),
    "unclosed": ("{sign} 没有闭合", "{sign} is never closed"),
    "unfinished": ("{found} 后面缺内容", "nothing follows {found}"),
    "syntax": (
        "从“{found}”起读不通：两项之间缺运算符，或多了符号",
        "it makes no sense from {found} on: a sign is missing between two parts, or one is too many",
    ),
    "not_allowed": ("不能用 {what}", "{what} is not allowed"),
    "number": ("数字 {text} 写法不对", "the number {text} cannot be read"),
    "exponent": ("指数只能是一个不超过 {most} 的数", "an exponent is a number, at most {most}"),
    "unknown_name": (
        "没有字段或分组 {name}；表达式里写 fields、groups 下的标识",
        "there is no field or group {name}; expressions use the ids under fields and groups",
    ),
    "unquoted": (
        '选项要加引号，请写 "{name}"',
        'options stand in quotes; write "{name}"',
    ),
    "unknown_function": (
        "没有函数 {name}；有这些函数：{known}（见 docs/rules.md）",
        "there is no function {name}; the functions are {known} (docs/rules.md)",
    ),
    "unknown_option": ("{field} 没有选项 {option}", "{field} has no option {option}"),
    "unknown_group": ("没有分组 {name}", "there is no group {name}"),
    "unknown_indicator": ("没有指标 {name}", "there is no indicator {name}"),
    "unknown_event": ("没有事件 {name}", "there is no event {name}"),
    "unknown_unit": ("不认识的单位 {unit}", "unknown unit {unit}"),
    "arguments": ("函数 {name} 的参数不对，应如 {usage}", "{name} does not take these arguments; write {usage}"),
    "type": ("{what} 是{found_zh}，这里要{expected_zh}", "{what} is {found_en}, expected {expected_en}"),
    "units": (
        "单位不符：{left}（{left_unit}）与 {right}（{right_unit}）",
        "units do not fit: {left} ({left_unit}) and {right} ({right_unit})",
    ),
    "no_number": (
        '指标 {name} 的取值不是数（选项或人工评分），请写 points("{name}")',
        'the value of {name} is no number (a choice, or points by hand); write points("{name}")',
    ),
    "result_unit": (
        "{right} 的单位是 {right_unit}，这里要 {left_unit}（指标的 unit，不写即 1；见 docs/criteria.zh-CN.md）",
        "{right} is in {right_unit}, wanted is {left_unit} (the indicator's unit, 1 if it has none; docs/criteria.md)",
    ),
    "this_year": (
        "{name}() 只有本年的结果，不能放在 {what}() 里",
        "{name}() is known of this year only and cannot stand inside {what}()",
    ),
    "percent_twice": ("百分比乘了两次 100", "a percentage is multiplied by 100 twice"),
}


_KINDS: Final[dict[str, tuple[str, str]]] = {
    "number": ("数值", "a number"),
    "choice": ("选项", "an option"),
    "yes_no": ("条件（是否）", "a condition (yes or no)"),
    "text": ("文字", "a text"),
}


def problem(error: ExpressionError, lang: str) -> str:
    """Return the problem in ``lang`` ("zh" or "en")."""
    number = 0 if lang == "zh" else 1
    kinds = {f"{key}_{lang}": _KINDS[kind][number] for key, kind in error.params.items() if kind in _KINDS}
    return _WORDS[error.reason][number].format(**error.params, **kinds)


EXPRESSION = define(
    "FG201",
    zh="表达式 {text} 有误：{problem_zh}",
    en="expression {text} is wrong: {problem_en}",
    cause_zh="取值、条件和加减分的表达式只能用 fields、groups 里的标识和列出的函数；单位要配得上。",
    cause_en="Expressions may use the ids under fields and groups and the listed functions; units must fit.",
    bad="value: tax / lnad",
    good="value: tax / land",
)
UNIT = define(
    "FG202",
    zh="不认识的单位 {unit}",
    en="unknown unit {unit}",
    cause_zh="单位要么是内置的（元、万元、亩、公顷、人、家、%、百分点……），要么是它们的乘积和商。",
    cause_en="A unit is a built-in one (元, 万元, 亩, 公顷, 人, 家, %, 百分点, …) or a product or quotient of them.",
    bad="unit: 万圆/亩",
    good="unit: 万元/亩",
)
PARAMETER_UNIT = define(
    "FG203",
    zh="规则参数的单位 {unit} 与指标单位 {expected} 不符",
    en="the rule's parameter in {unit} does not fit the indicator's unit {expected}",
    cause_zh="规则里的数值默认用指标的单位；写了别的单位就换算，换不过来就报错。",
    cause_en="Amounts in a rule are in the indicator's unit; another unit is converted if it fits.",
    bad="unit: 万元/亩\nrule: {kind: ratio, to: 13 家}",
    good="unit: 万元/亩\nrule: {kind: ratio, to: 13 万元/亩}",
)
NO_VALUE = define(
    "FG204",
    zh="指标 {id} 的规则需要 value（取值表达式）",
    en="indicator {id} needs a value: its rule turns a value into points",
    cause_zh="只有人工评分（kind: manual）的指标可以不写 value。",
    cause_en="Only an indicator whose points are given by hand (kind: manual) has no value.",
    bad="tax_per_mu: {rule: {kind: ratio, to: 13}}",
    good="tax_per_mu: {value: tax / land, rule: {kind: ratio, to: 13}}",
)
CYCLE = define(
    "FG205",
    zh="指标互相引用成环：{ids}",
    en="these indicators refer to each other in a circle: {ids}",
    cause_zh="points()、value()、rank() 引用的指标要先算出来，不能互相等待。",
    cause_en="An indicator used by points(), value() or rank() must be scored first; a circle never can.",
    bad='a: {value: points("b")}\nb: {value: points("a")}',
    good='a: {value: tax}\nb: {value: points("a")}',
)
REPEATED_ID = define(
    "FG206",
    zh="标识 {id} 用了不止一次",
    en="the id {id} is used more than once",
    cause_zh="维度和指标的标识在整个文件里只能用一次，total 留给总分。",
    cause_en="An id names one dimension or indicator in the whole file; total is the composite score.",
    bad="dimensions: {benefit: {indicators: {benefit: …}}}",
    good="dimensions: {benefit: {indicators: {tax_per_mu: …}}}",
)
UNKNOWN_GROUP = define(
    "FG207",
    zh="没有分组 {id}",
    en="there is no group {id}",
    cause_zh="within、by 里只能用 groups 里定义的分组。",
    cause_en="within and by take the groups defined under groups.",
    bad="rule: {kind: ratio, to: {stat: mean, within: [levl]}}",
    good="rule: {kind: ratio, to: {stat: mean, within: [level]}}",
)
UNKNOWN_SOURCE = define(
    "FG208",
    zh="sources 里没有出处 {id}",
    en="there is no source {id} under sources",
    cause_zh="source 写的是 sources 里的标识。",
    cause_en="source is an id under sources.",
    bad="source: notcie-2022",
    good="source: notice-2022",
)
HIDDEN_UNIT = define(
    "FG209",
    Severity.WARNING,
    zh="{text} 按 {unit} 计：这个单位没有写出来，是由各字段的单位算出的",
    en="{text} is taken in {unit}: that unit is not written, it comes of the units of the fields",
    help_zh="写明单位，如 {written}",
    help_en="write the unit, as in {written}",
    cause_zh="表达式里不带单位的数，取旁边字段的单位；旁边是积、商时，单位由各字段的单位算出，容易看错。0 不用写单位。",
    cause_en="A bare number takes the unit beside it; that of a product or quotient is easily misjudged. 0 needs none.",
    bad="value: energy / added <= 0.35        # added 的单位是亿元",
    good="value: energy / added <= 0.35 吨标准煤/万元",
)


def expression(file: CriteriaFile, path: Path, text: str, error: ExpressionError) -> Finding:
    """Report an expression that cannot be compiled."""
    params = {"text": text, "problem_zh": problem(error, "zh"), "problem_en": problem(error, "en")}
    place = file.origin.place(path).part(text, error.column, error.end)
    return Finding(EXPRESSION, place, params, error.near or "")


def hidden_unit(file: CriteriaFile, path: Path, text: str, hidden: HiddenUnit) -> Finding:
    """Report a bare number that takes a unit nobody sees."""
    place = file.origin.place(path).part(text, hidden.column, hidden.end)
    written = f"{hidden.text} {hidden.unit}" if hidden.is_number else f"({hidden.text}) / (1 {hidden.unit})"
    return Finding(HIDDEN_UNIT, place, {"text": hidden.text, "unit": hidden.unit, "written": written})
