"""Data → JSON: stable key order, every number printed from its Decimal and never through a float."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring

from fivegoods.decimals import show
from fivegoods.render.clean import clean
from fivegoods.report.model import Tree

#: Beyond this power of ten a number is written with an exponent instead of zeros.
_PLAIN_UP_TO = 60


def render(tree: Tree) -> str:
    """Return ``tree`` as indented JSON text (UTF-8, not escaped to ASCII), ending in a newline."""
    return "".join(_value(tree, "\n")) + "\n"


def _value(tree: Tree, line: str) -> Iterator[str]:
    if isinstance(tree, str):
        yield encode_basestring(clean(tree))
    elif tree is None:
        yield "null"
    elif isinstance(tree, bool):
        yield "true" if tree else "false"
    elif isinstance(tree, int):
        yield str(tree)
    elif isinstance(tree, Decimal):
        yield _number(tree)
    elif isinstance(tree, Mapping):
        yield from _members("{}", (_pair(key, item, line + "  ") for key, item in tree.items()), line)
    elif isinstance(tree, Sequence):
        yield from _members("[]", (_value(item, line + "  ") for item in tree), line)
    else:
        msg = f"JSON has no shape for {type(tree).__name__}"
        raise TypeError(msg)


def _members(brackets: str, members: Iterator[Iterator[str]], line: str) -> Iterator[str]:
    yield brackets[0]
    empty = True
    for member in members:
        yield line + "  " if empty else "," + line + "  "
        yield from member
        empty = False
    yield brackets[1] if empty else line + brackets[1]


def _pair(key: str, item: Tree, line: str) -> Iterator[str]:
    yield encode_basestring(clean(key)) + ": "
    yield from _value(item, line)


def _number(number: Decimal) -> str:
    if not number.is_finite():
        msg = f"JSON has no number {number}"
        raise ValueError(msg)
    return show(number) if abs(number.adjusted()) <= _PLAIN_UP_TO else str(number)
