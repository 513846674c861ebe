"""What is wrong with an expression, said in both languages."""

from __future__ import annotations

from typing import Final

from fivegoods.expressions import ExpressionError

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
