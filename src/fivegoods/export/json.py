"""Data → JSON: stable key order, every number printed from its Decimal and never through a float.

A document is indented to be read by people, up to lists of `MOST_INDENTED` rows; those of a longer list stand on
one line each. Both mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final

from fivegoods.export.sanitise import clean
from fivegoods.numeric.decimals import show
from fivegoods.reports.model import Table, Tree

#: Beyond this power of ten a number is written with an exponent instead of zeros.
_PLAIN_UP_TO: Final = 60
#: Rows of a table that are indented; each of more rows stands on a line of its own.
MOST_INDENTED: Final = 500
_STEP: Final = "  "


def render(tree: Tree) -> str:
    """Return ``tree`` as JSON text (UTF-8, not escaped to ASCII), ending in a newline."""
    return "".join(pieces(tree))


def pieces(tree: Tree) -> Iterator[str]:
    """Yield the same text bit by bit: of the rows of a table never more than one at a time."""
    yield from _pieces(tree, "\n")
    yield "\n"


def _pieces(tree: Tree, line: str) -> Iterator[str]:
    """Yield the text of what may hold a long table; ``line`` begins a line at its depth."""
    inner = line + _STEP
    lead = inner
    if isinstance(tree, Mapping) and tree:
        yield "{"
        for key, item in tree.items():
            yield f"{lead}{_key(key)} "
            yield from _pieces(item, inner)
            lead = "," + inner
        yield line + "}"
    elif isinstance(tree, Table) and tree.rows:
        below = inner if len(tree.rows) <= MOST_INDENTED else ""
        yield "["
        for record in tree.records():
            yield lead + _text(record, below)
            lead = "," + inner
        yield line + "]"
    else:
        yield _text(tree, line)


def _text(tree: Tree, line: str) -> str:
    """Return the text of ``tree``; ``line`` begins a line at its depth, and is empty where all stands on one line."""
    parts: list[str] = []
    _write(tree, line, parts.append)
    return "".join(parts)


def _write(tree: Tree, line: str, add: Callable[[str], None]) -> None:
    """Add the text of ``tree``; a big report has forty million parts, so plain ones take no call of their own."""
    scalar = _SCALARS.get(type(tree))
    if scalar is not None:
        add(scalar(tree))
    elif isinstance(tree, Mapping):
        _write_mapping(tree, line, add)
    elif isinstance(tree, Table):
        _write_list(list(tree.records()), line, add)
    elif isinstance(tree, Sequence) and not isinstance(tree, str):
        _write_list(tree, line, add)
    else:
        add(_rare(tree))


def _write_mapping(tree: Mapping[str, Tree], line: str, add: Callable[[str], None]) -> None:
    inner, space = (line + _STEP, " ") if line else ("", "")
    lead, between = "{" + inner, "," + inner
    for key, item in tree.items():
        scalar = _SCALARS.get(type(item))
        if scalar is not None:
            add(lead + _key(key) + space + scalar(item))
        else:
            add(lead + _key(key) + space)
            _write(item, inner, add)
        lead = between
    add(line + "}" if tree else "{}")


def _write_list(tree: Sequence[Tree], line: str, add: Callable[[str], None]) -> None:
    inner = line + _STEP if line else ""
    lead, between = "[" + inner, "," + inner
    for item in tree:
        add(lead)
        _write(item, inner, add)
        lead = between
    add(line + "]" if tree else "[]")


@lru_cache(maxsize=4096)
def _key(key: str) -> str:
    return encode_basestring(clean(key)) + ":"


def _quoted(text: str) -> str:
    return encode_basestring(text if text.isprintable() else clean(text))


def _number(number: Decimal) -> str:
    text = str(number)
    if "E" in text or not number.is_finite() or len(text) > _PLAIN_UP_TO:
        return _unusual(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _unusual(number: Decimal) -> str:
    """Return the text of a very long or short number, or of one with zeros for an exponent."""
    if not number.is_finite():
        msg = f"JSON has no number {number}"
        raise ValueError(msg)
    return show(number) if abs(number.adjusted()) <= _PLAIN_UP_TO else str(number)


def _rare(tree: object) -> str:
    """Return the text of a value of a type derived from a plain one, such as a word of an enumeration."""
    for plain, scalar in _SCALARS.items():
        if isinstance(tree, plain):
            return scalar(tree)
    msg = f"JSON has no shape for {type(tree).__name__}"
    raise TypeError(msg)


_SCALARS: Final[dict[type, Callable[[Any], str]]] = {
    str: _quoted,
    Decimal: _number,
    type(None): lambda _: "null",
    bool: lambda truth: "true" if truth else "false",
    int: str,
}
