"""Text → tree. Python's own parser reads the syntax; only the nodes listed here are let through."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, cast

from fivegoods.expressions import tree
from fivegoods.expressions.errors import ExpressionError
from fivegoods.numeric.units import is_reasonable

LONGEST: Final = 2000
DEEPEST: Final = 60

_SIGNS: Final[Mapping[type, tree.Sign]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**",
}  # fmt: skip
_COMPARISONS: Final[Mapping[type, tree.Comparison]] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_NUMBER: Final = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
#: Characters of a Chinese keyboard and of typeset formulas, and what to type instead.
# ruff: noqa: RUF001
_INSTEAD: Final[Mapping[str, str]] = {
    **dict(zip("（）＋－−–＊／×÷·＜＞，。．！：％", "()+---*/*/*<>,..!:%", strict=True)),
    **dict(zip("“”‘’＂＇「」", "\"\"''\"'\"\"", strict=True)),
    "≤": "<=", "≥": ">=", "≠": "!=", "＝": "==", "　": " ",
    **{chr(ord("０") + digit): str(digit) for digit in range(10)},
}  # fmt: skip


def parse_tree(text: str) -> tree.Term:
    """Return the tree of ``text``. Raise ExpressionError for anything that is not an expression."""
    if len(text) > LONGEST:
        raise ExpressionError("too_long", length=str(len(text)), most=str(LONGEST))
    # Folded YAML blocks hold line breaks; one line for one line keeps every column where it was.
    line = re.sub(r"[\r\n\t]", " ", text).rstrip()
    skipped = len(line) - len(line.lstrip(" "))
    if not line:
        raise ExpressionError("empty")
    _refuse_full_width(line)
    root = _python_tree(line, skipped)
    return _Reader(line, skipped).read(root, 0)


def _refuse_full_width(line: str) -> None:
    quote = ""
    for column, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in _INSTEAD:
            raise ExpressionError("full_width", column, char=sign, instead=_INSTEAD[sign])


def _python_tree(line: str, skipped: int) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(line[skipped:], mode="eval").body
    except SyntaxError as error:
        column = min((error.offset or len(line)) - 1 + skipped, len(line) - 1)
        raise ExpressionError("syntax", column, found=line[column : column + 1]) from None
    except (RecursionError, MemoryError):
        raise ExpressionError("too_deep", most=str(DEEPEST)) from None
    except (ValueError, UnicodeError):
        raise ExpressionError("syntax", found="") from None


class _Reader:
    """Turns Python's tree into ours, counting depth and keeping code-point offsets."""

    def __init__(self, line: str, skipped: int) -> None:
        self.line = line
        self.skipped = skipped
        self.bytes = line[skipped:].encode()

    def read(self, node: ast.expr, depth: int) -> tree.Term:
        start, end = self.span(node)
        if depth > DEEPEST:
            raise ExpressionError("too_deep", start, end, most=str(DEEPEST))
        reader = _READERS.get(type(node))
        if reader is None:
            raise ExpressionError("not_allowed", start, end, what=self.line[start:end])
        return reader(self, node, start, end, depth + 1)

    def span(self, node: Any) -> tuple[int, int]:
        """Python counts UTF-8 bytes; people count characters."""
        start = len(self.bytes[: node.col_offset].decode()) + self.skipped
        return start, len(self.bytes[: node.end_col_offset].decode()) + self.skipped

    def refuse(self, start: int, end: int) -> ExpressionError:
        return ExpressionError("not_allowed", start, end, what=self.line[start:end])

    def constant(self, node: ast.Constant, start: int, end: int, depth: int) -> tree.Term:
        if isinstance(node.value, bool):
            return tree.Truth(start, end, node.value)
        if isinstance(node.value, str):
            return tree.Word(start, end, node.value)
        written = self.line[start:end]
        if not _NUMBER.fullmatch(written):
            raise self.refuse(start, end)
        number = Decimal(written)
        if not is_reasonable(number):
            raise ExpressionError("number", start, end, text=written)
        return tree.Number(start, end, number)

    def name(self, node: ast.Name, start: int, end: int, depth: int) -> tree.Term:
        return tree.Name(start, end, node.id)

    def several(self, node: ast.Tuple | ast.List, start: int, end: int, depth: int) -> tree.Term:
        return tree.Several(start, end, tuple(self.read(item, depth) for item in node.elts))

    def unary(self, node: ast.UnaryOp, start: int, end: int, depth: int) -> tree.Term:
        operand = self.read(node.operand, depth)
        if isinstance(node.op, ast.USub):
            return tree.Negative(start, end, operand)
        if isinstance(node.op, ast.Not):
            return tree.Opposite(start, end, operand)
        if isinstance(node.op, ast.UAdd):
            return operand
        raise self.refuse(start, end)

    def binary(self, node: ast.BinOp, start: int, end: int, depth: int) -> tree.Term:
        sign = _SIGNS.get(type(node.op))
        if sign is None:
            raise self.refuse(start, end)
        return tree.Arithmetic(start, end, sign, self.read(node.left, depth), self.read(node.right, depth))

    def compared(self, node: ast.Compare, start: int, end: int, depth: int) -> tree.Term:
        signs = [_COMPARISONS.get(type(operator)) for operator in node.ops]
        if None in signs:
            raise self.refuse(start, end)
        known = cast("list[tree.Comparison]", signs)
        rest = tuple(zip(known, (self.read(item, depth) for item in node.comparators), strict=True))
        return tree.Compared(start, end, self.read(node.left, depth), rest)

    def joined(self, node: ast.BoolOp, start: int, end: int, depth: int) -> tree.Term:
        items = tuple(self.read(item, depth) for item in node.values)
        return tree.Joined(start, end, "and" if isinstance(node.op, ast.And) else "or", items)

    def choice(self, node: ast.IfExp, start: int, end: int, depth: int) -> tree.Term:
        parts = [self.read(part, depth) for part in (node.test, node.body, node.orelse)]
        return tree.IfElse(start, end, *parts)

    def call(self, node: ast.Call, start: int, end: int, depth: int) -> tree.Term:
        if not isinstance(node.func, ast.Name) or any(option.arg is None for option in node.keywords):
            raise self.refuse(start, end)
        arguments = tuple(self.read(argument, depth) for argument in node.args)
        options = tuple((option.arg or "", self.read(option.value, depth)) for option in node.keywords)
        return tree.Call(start, end, node.func.id, arguments, options)


_READERS: Final[Mapping[type, Callable[..., tree.Term]]] = {
    ast.Constant: _Reader.constant, ast.Name: _Reader.name, ast.Tuple: _Reader.several,
    ast.List: _Reader.several, ast.UnaryOp: _Reader.unary, ast.BinOp: _Reader.binary,
    ast.Compare: _Reader.compared, ast.BoolOp: _Reader.joined, ast.IfExp: _Reader.choice,
    ast.Call: _Reader.call,
}  # fmt: skip
