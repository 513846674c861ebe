"""What is wrong with an expression, said in both languages."""

from __future__ import annotations

from typing import Final

from fivegoods.expressions import ExpressionError

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "empty": ("表达式是空的", "it is empty"),
    "too_long": ("太长", "it is too long"),
    "too_deep": ("嵌套太深", "it is nested too deeply"),
    "full_width": ("{char} 是全角符号，请用半角", "{char} is a full-width character; use the ASCII one"),
    "syntax": ("写法不对", "it cannot be read"),
    "not_allowed": ("不能用 {what}", "{what} is not allowed"),
    "number": ("数字 {text} 写法不对", "the number {text} cannot be read"),
    "exponent": ("指数只能是不大的整数", "an exponent must be a small whole number"),
    "unknown_name": ("没有字段、分组或指标 {name}", "there is no field, group or indicator {name}"),
    "unknown_function": ("没有函数 {name}", "there is no function {name}"),
    "unknown_option": ("{field} 没有选项 {option}", "{field} has no option {option}"),
    "unknown_group": ("没有分组 {name}", "there is no group {name}"),
    "unknown_indicator": ("没有指标 {name}", "there is no indicator {name}"),
    "unknown_event": ("没有事件 {name}", "there is no event {name}"),
    "unknown_unit": ("不认识的单位 {unit}", "unknown unit {unit}"),
    "arguments": ("函数 {name} 的参数不对", "{name} does not take these arguments"),
    "type": ("{what} 的类型不对", "{what} is of the wrong type"),
    "units": (
        "单位不符：{left}（{left_unit}）与 {right}（{right_unit}）",
        "units do not fit: {left} ({left_unit}) and {right} ({right_unit})",
    ),
    "percent_twice": ("百分比乘了两次 100", "a percentage is multiplied by 100 twice"),
}


class _Shown(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def problem(error: ExpressionError, lang: str) -> str:
    """Return the problem in ``lang`` ("zh" or "en")."""
    zh, en = _WORDS.get(error.reason, (error.reason, error.reason))
    return (zh if lang == "zh" else en).format_map(_Shown(error.params))
