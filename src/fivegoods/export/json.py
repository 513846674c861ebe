"""Data → JSON: stable key order, every number printed from its Decimal and never through a float.

A document is indented to be read by people. Of a table of more than `MOST_INDENTED` rows each row stands on one line,
without spaces; both mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final

from fivegoods.messages.sanitise import clean
from fivegoods.numeric.decimals import show
from fivegoods.reports.model import Column, Table, Tree

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
    yield from _JsonWriter().indented(tree, "\n")
    yield "\n"


class _JsonWriter:
    """Writes one document; what the rows of its tables begin with and how they are read is worked out once."""

    def __init__(self) -> None:
        # By identity: columns that look alike may read other things.
        self._known: dict[int, tuple[tuple[Column[Any], ...], list[tuple[str, Callable[[Any], Tree]]]]] = {}

    def indented(self, tree: Tree, line: str) -> Iterator[str]:
        """Yield the text of ``tree``; ``line`` begins a line at its depth."""
        inner = line + _STEP
        lead = inner
        if isinstance(tree, Table) and len(tree.rows) > MOST_INDENTED:
            yield "["
            for text in self._rows(tree):
                yield lead + text
                lead = "," + inner
            yield line + "]"
        elif isinstance(tree, Mapping) and tree:
            yield "{"
            for key, item in tree.items():
                yield f"{lead}{_key(key)} "
                yield from self.indented(item, inner)
                lead = "," + inner
            yield line + "}"
        elif items := _items(tree):
            yield "["
            for item in items:
                yield lead
                yield from self.indented(item, inner)
                lead = "," + inner
            yield line + "]"
        else:
            yield self._compact(tree)

    def _rows(self, table: Table[Any]) -> Iterator[str]:
        """Yield each row of a table on one line."""
        known = self._known.get(id(table.columns))
        if known is None:
            read = [(_key(column.key), column.reader()) for column in table.columns]
            known = self._known[id(table.columns)] = table.columns, read
        for row in table.rows:
            parts = []
            for key, read_cell in known[1]:
                value = read_cell(row)
                scalar = _SCALARS.get(type(value))
                parts.append(key + (self._compact(value) if scalar is None else scalar(value)))
            yield "{" + ",".join(parts) + "}"

    def _compact(self, tree: Tree) -> str:
        """Return the text of ``tree`` on one line. A big report has forty million parts, so common types come first."""
        scalar = _SCALARS.get(type(tree))
        if scalar is not None:
            return scalar(tree)
        if isinstance(tree, Table):
            return "[" + ",".join(self._rows(tree)) + "]"
        if isinstance(tree, dict | Mapping):
            return "{" + ",".join([_key(key) + self._compact(item) for key, item in tree.items()]) + "}"
        if isinstance(tree, list | tuple | Sequence) and not isinstance(tree, str):
            return "[" + ",".join([self._compact(item) for item in tree]) + "]"
        return _rare(tree)


def _items(tree: Tree) -> Sequence[Tree]:
    """Return the items of what is a list, nothing for anything else."""
    if isinstance(tree, Table):
        return list(tree.records())
    return tree if isinstance(tree, Sequence) and not isinstance(tree, str) else ()


@lru_cache(maxsize=4096)
def _key(key: str) -> str:
    return encode_basestring(clean(key)) + ":"


def _quoted(text: str) -> str:
    return encode_basestring(text if text.isprintable() else clean(text))


def _number(number: Decimal) -> str:
    if not number:
        return "0"
    text = str(number)
    if "E" in text or not number.is_finite() or len(text) > _PLAIN_UP_TO:
        return _unusual(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


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
