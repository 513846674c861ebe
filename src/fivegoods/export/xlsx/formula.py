"""Printed arithmetic as a formula of a spreadsheet, such as ``8 × (22767 ÷ 1694)`` as ``(8*(22767/1694))``."""

from __future__ import annotations

import ast
from typing import Final

#: A spreadsheet takes no longer formula, and brackets nested no deeper.
_LONGEST: Final = 8000
_DEEPEST: Final = 60
_SIGNS: Final = str.maketrans(
    {"×": "*", "÷": "/", "−": "-", "^": "**", "⌊": "floor(", "⌋": ",0)", "⌈": "ceil(", "⌉": ",0)"}
)
_OPERATORS: Final = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
#: What is rounded down or up is decided on 12 decimals, so that 0.999…9 of a quotient is 1.
_FUNCTIONS: Final = {
    ("min", 2): "MIN({},{})", ("max", 2): "MAX({},{})", ("abs", 1): "ABS({})", ("ln", 1): "LN({})",
    ("exp", 1): "EXP({})", ("round", 2): "ROUND({},{})", ("trunc", 2): "TRUNC({},{})",
    ("floor", 2): "(INT(ROUND({0}*10^{1},12))/10^{1})", ("ceil", 2): "(-INT(-ROUND({0}*10^{1},12))/10^{1})",
}  # fmt: skip


def spreadsheet_formula(text: str) -> str | None:
    """Return arithmetic as `numeric.traced` prints it as a formula; None for what no spreadsheet computes."""
    try:
        formula = _written(ast.parse(text.translate(_SIGNS).strip(), mode="eval").body, 0)
    except (SyntaxError, KeyError, RecursionError, MemoryError):
        return None
    return f"={formula}" if len(formula) <= _LONGEST else None


def _written(node: ast.expr, depth: int) -> str:
    """Return a part in brackets of its own: spreadsheets bind signs and powers in another order."""
    if depth > _DEEPEST:
        raise RecursionError
    match node:
        case ast.Constant(value=int() | float() as number):
            return repr(number)
        case ast.BinOp(left, sign, right):
            return f"({_written(left, depth + 1)}{_OPERATORS[type(sign)]}{_written(right, depth + 1)})"
        case ast.UnaryOp(ast.USub(), part):
            return f"(0-{_written(part, depth + 1)})"
        case ast.Call(ast.Name(name), arguments, []):
            return _FUNCTIONS[name, len(arguments)].format(*(_written(one, depth + 1) for one in arguments))
    raise KeyError(type(node).__name__)
