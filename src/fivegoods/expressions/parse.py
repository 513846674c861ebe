"""Text → tree. Python's own parser reads the syntax; only the terms listed here are let through."""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import accumulate
from typing import Any, Final, cast

from fivegoods.expressions import tree
from fivegoods.expressions.tree import ExpressionError
from fivegoods.numeric.units import UnitError, is_reasonable, parse_unit

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
#: A unit behind a number: letters, with a power perhaps, and what they are divided or multiplied by.
_ATOM: Final = r"(?:[%‰]|[^\W\d_㎡㎥]+(?:\^?-?[1-9](?![0-9.]))?|[㎡㎥])"
_QUOTED: Final = r"\"[^\"]*\"?|'[^']*'?"
_QUANTITY: Final = re.compile(
    rf"(?P<quoted>{_QUOTED})|(?<![\w.])(?P<number>{_NUMBER.pattern})\s*(?P<unit>{_ATOM}(?:\s*[/·]\s*{_ATOM})*)"
)
#: ``5 万元 / t`` divides by the field t.
_DIVISION: Final = re.compile(r"(?:\s[/·]|[/·]\s)\s*[!-~]+$")
#: Characters of a Chinese keyboard and of typeset formulas, and what to type instead.
# ruff: noqa: RUF001
_INSTEAD: Final[Mapping[str, str]] = {
    **dict(zip("（）＋－−–＊／×÷·＜＞，。．！：％", "()+---*/*/*<>,..!:%", strict=True)),
    **dict(zip("“”‘’＂＇「」", "\"\"''\"'\"\"", strict=True)),
    "≤": "<=", "≥": ">=", "≠": "!=", "＝": "==", "　": " ",
    **{chr(ord("０") + digit): str(digit) for digit in range(10)},
}  # fmt: skip
#: Signs of spreadsheets and other languages, and what is written here instead.
_OTHER_SIGNS: Final[Mapping[str, str]] = {
    "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "<>": "!=", "=>": ">=", "=<": "<=",
    "^": "**", "=": "==", "?": "a if condition else b",
    "或": "or", "或者": "or", "且": "and", "并且": "and", "并": "and", "非": "not", "不是": "!=",
}  # fmt: skip
_OTHER_SIGN: Final = re.compile(
    rf"{_QUOTED}|(&&?|\|\|?|<>|=>|=<|\^|\?|!(?!=)|(?<![一-鿿])(?:或者?|并?且|并|不是|非)(?![一-鿿]))"
)
#: One = alone, but not that of an option (``years=3``).
_ASSIGNED: Final = re.compile(rf"{_QUOTED}|(?<![<>=!])(?<!\bwithin)(?<!\byears)\s*(=)(?!=)")
#: An if that is called or begins a part, or that no else follows.
_IF_ALONE: Final = re.compile(r"(?:^|[(,+*/<>=-]|\b(?:and|or|not|if|else))\s*(if)\b|\b(if)\b(?!.*\belse\b)")
_OPEN_QUOTE: Final = re.compile(r"""^(?:[^"']|"[^"]*"|'[^']*')*(["'])""")
_WORD: Final = re.compile(rf"{_QUOTED}|\b([a-zA-Z_]\w*)")
_OWN_WORDS: Final = frozenset({"and", "or", "not", "in", "if", "else", "True", "False"})


def parse_tree(text: str) -> tree.Term:
    """Return the tree of ``text``. Raise ExpressionError for anything that is not an expression."""
    if len(text) > LONGEST:
        raise ExpressionError("too_long", length=str(len(text)), most=str(LONGEST))
    # Folded YAML blocks hold line breaks; one line for one line keeps every column where it was.
    line = re.sub(r"[\r\n\t]", " ", text).rstrip()
    skipped = len(line) - len(line.lstrip(" "))
    if not line:
        raise ExpressionError("empty")
    quantities = {one.start: one for one in _quantities(line)}
    # Python reads a name where a number with a unit stands; the reader puts the number there again.
    plain = line
    for one in quantities.values():
        name = "_" * (one.end - one.start - 1)
        plain = f"{plain[: one.start]}{name}{' ' if plain[one.end : one.end + 1].isalnum() else '_'}{plain[one.end :]}"
    _refuse_full_width(plain)
    if found := _found(_OTHER_SIGN, plain):
        raise ExpressionError("sign", *found.span(1), char=found[1], instead=_OTHER_SIGNS[found[1]])
    root = _python_tree(plain, skipped)
    return _Reader(line, plain, skipped, quantities).read(root, 0)


def _quantities(line: str) -> Iterator[tree.Number]:
    """Yield the numbers that carry a unit. Raise ExpressionError for a unit that nobody knows."""
    for found in _QUANTITY.finditer(line):
        if found["quoted"] is not None or keyword.iskeyword(re.split(r"\W", found["unit"])[0]):
            continue
        if unit := _known_unit(found["unit"], found.start("unit")):
            end = found.start("unit") + len(unit)
            yield tree.Number(found.start(), end, _reasonable(found["number"], found.start()), unit)


def _known_unit(written: str, column: int) -> str:
    """Return the longest start of what follows a number that is a unit: of ``万元/land`` it is 万元.

    Ids are ASCII, so what is not ASCII can be nothing but a unit; "" stands for what is none.
    """
    starts: list[str] = list(accumulate(re.findall(rf"\s*[/·]?\s*{_ATOM}", written)))
    near = ""
    for start in reversed(starts):
        if _DIVISION.search(start):
            continue
        try:
            parse_unit(start)
        except UnitError as error:
            near = error.near
        else:
            return start
    if not starts[0].isascii() and starts[0].strip() not in _OTHER_SIGNS:
        raise ExpressionError("unknown_unit", column, column + len(starts[0]), near=near, unit=starts[0])
    return ""


def _reasonable(written: str, start: int) -> Decimal:
    number = Decimal(written)
    if not is_reasonable(number):
        raise ExpressionError("number", start, start + len(written), text=written)
    return number


def _found(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    """Return the first match outside quotes."""
    return next((match for match in pattern.finditer(line) if match[1]), None)


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
        raise _unreadable(line, min((error.offset or len(line)) - 1 + skipped, len(line) - 1)) from None
    except (RecursionError, MemoryError):
        raise ExpressionError("too_deep", most=str(DEEPEST)) from None
    except (ValueError, UnicodeError):
        raise ExpressionError("syntax", found="") from None


def _unreadable(line: str, column: int) -> ExpressionError:
    """Return why a line is no expression, as near as can be told, from where Python gave up."""
    if found := _OPEN_QUOTE.match(line):
        return ExpressionError("unclosed", *found.span(1), sign=found[1])
    masked = re.sub(_QUOTED, lambda quoted: "_" * len(quoted[0]), line)
    if found := _IF_ALONE.search(masked):
        return ExpressionError("if_called", *found.span(found.lastindex or 0))
    if found := _found(_ASSIGNED, line):
        return ExpressionError("sign", *found.span(1), char="=", instead="==")
    for found in _WORD.finditer(line):
        if found[1] and keyword.iskeyword(found[1]) and found[1] not in _OWN_WORDS:
            return ExpressionError("keyword", *found.span(1), word=found[1])
    opened = [at for at, sign in enumerate(masked) if sign == "(" and masked.count("(", at) > masked.count(")", at)]
    if opened:
        return ExpressionError("unclosed", opened[-1], sign="(")
    if re.search(r"(?:[-+*/<>=,]|\b(?:and|or|not|in|if|else))$", line):
        return ExpressionError("unfinished", len(line) - 1, found=line.split()[-1])
    column = max(column, 0)
    if (word := _WORD.match(line, column)) and word[1] in _OWN_WORDS:
        return ExpressionError("keyword", column, word.end(), word=word[1])
    found = re.compile(r"\w+|.").match(line, column)
    return ExpressionError("syntax", column, found.end() if found else None, found=found[0] if found else "")


class _Reader:
    """Turns Python's tree into ours, counting depth and keeping code-point offsets."""

    def __init__(self, line: str, plain: str, skipped: int, quantities: Mapping[int, tree.Number]) -> None:
        self.line = line
        self.skipped = skipped
        self.bytes = plain[skipped:].encode()
        self.quantities = quantities

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
        return tree.Number(start, end, _reasonable(written, start))

    def name(self, node: ast.Name, start: int, end: int, depth: int) -> tree.Term:
        return self.quantities.get(start) or tree.Name(start, end, node.id)

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
