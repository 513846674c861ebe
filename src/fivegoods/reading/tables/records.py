"""A JSON list of objects, records, columns or a data frame → a sheet; nested objects become dotted keys.

No library of data frames is imported: a frame is what has ``columns`` and gives each as something with ``to_list``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from fivegoods.messages.findings import Finding, Place, quoted
from fivegoods.reading import findings as kinds
from fivegoods.reading.decoding import decode
from fivegoods.reading.tables.delimited import MOST_CELLS
from fivegoods.reading.tables.sheet import Sheet
from fivegoods.reading.yaml.nodes import NotFiniteError

_DEEPEST: Final = 6
#: An object that holds the list under one of these keys, or under its only list of objects, is a table as well.
_HOLDERS: Final = ("parks", "rows", "data", "records", "items", "list", "result", "results")
#: Keys of documents that are no tables, reports of ours among them.
_OF_DOCUMENTS: Final = frozenset(
    {"tool", "id", "year", "events", "status", "fields", "dimensions", "indicators", "values"}
)
#: What input is called that has no file; a data frame is called by its library, such as ``<pandas>``.
_NO_FILE: Final = "<records>"
#: A table as it comes from Python: records, a mapping of columns, or a data frame.
TableData = Any


class _Refused(ValueError):
    """The JSON is not a table; the message says why."""


def read_records(name: str, data: bytes, sha256: str) -> tuple[Sheet | None, list[Finding]]:
    """Return the sheet of a JSON table; None with findings, or without them where it is a single document."""
    text, findings = decode(name, data)
    if text is None:
        return None, findings
    try:
        parsed = _parsed(text)
        rows = _rows_in(parsed)
        is_document = rows is None and isinstance(parsed, dict)
        return (None if is_document else _sheet(name, sha256, rows)), []
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno, error.colno + 1)
        rest = text[error.pos : error.pos + 20].partition("\n")[0]
        return None, [Finding(kinds.BROKEN_JSON, place, {"reason": quoted(rest) or "…"})]
    except (_Refused, NotFiniteError) as error:
        return None, [Finding(kinds.BROKEN_JSON, Place(name), {"reason": str(error)})]
    except RecursionError:
        return None, [Finding(kinds.BROKEN_JSON, Place(name), {"reason": f"> {_DEEPEST} levels"})]


def _parsed(text: str) -> Any:
    def constant(word: str) -> Any:
        raise NotFiniteError(word)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        record = dict(items)
        if len(record) != len(items):
            keys = [key for key, _ in items]
            raise _Refused("twice: " + next(key for key in keys if keys.count(key) > 1)[:60])
        return record

    return json.loads(text, parse_float=_Number, parse_int=_Number, parse_constant=constant, object_pairs_hook=pairs)


class _Number(str):
    """A number as it was written."""

    __slots__ = ()


def _rows_in(data: Any) -> list[Any] | None:
    """Return the list of records, which may be under a key; None for a single document."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict) or "tool" in data:
        return None
    named = [data[key] for key in _HOLDERS if isinstance(data.get(key), list)]
    if named or data.keys() & _OF_DOCUMENTS:
        return named[0] if named else None
    lists = [value for value in data.values() if _is_table(value)]
    lists = lists or [rows for value in data.values() if isinstance(value, dict) and _is_table(rows := _rows_in(value))]
    return lists[0] if len(lists) == 1 else None


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(record, dict) for record in value)


def sheet_of(data: TableData) -> tuple[Sheet | None, list[Finding]]:
    """Return the sheet of records, of a mapping of columns or of a data frame; None with a finding for anything else.

    In columns and frames None and not-a-number are empty cells; in records None is ``null``, as in JSON.
    """
    is_frame = hasattr(data, "columns")
    name = f"<{type(data).__module__.partition('.')[0]}>" if is_frame else _NO_FILE
    try:
        if is_frame:
            return _of_columns(name, _frame_columns(data)), []
        if isinstance(data, Mapping) and not all(_is_single(value) for value in data.values()):
            return _of_columns(name, data.items()), []
        return _sheet(name, "", [data] if isinstance(data, Mapping) else list(data)), []
    except (_Refused, NotFiniteError, TypeError) as error:
        return None, [Finding(kinds.NO_TABLE, Place(name), {"reason": str(error)})]


def _frame_columns(frame: Any) -> Iterator[tuple[str, Iterable[Any]]]:
    """Yield the columns of a data frame; a named index is a column too."""
    if any(name is not None for name in getattr(getattr(frame, "index", None), "names", ())):
        frame = frame.reset_index()
    for place, name in enumerate(frame.columns):
        # Two columns of one name can be told apart by their places only.
        column = frame.iloc[:, place] if hasattr(frame, "iloc") else frame[name]
        yield ".".join(map(str, name)) if isinstance(name, tuple) else str(name), column.to_list()


def _of_columns(name: str, columns: Iterable[tuple[str, Iterable[Any]]]) -> Sheet:
    texts = [[key, *("" if _is_gap(value) else _text(value) for value in cells)] for key, cells in columns]
    if len({len(column) for column in texts}) > 1:
        raise _Refused("; ".join(f"{column[0]}: {len(column) - 1}" for column in texts)[:200])
    return _table(name, "", texts)


def _is_single(value: Any) -> bool:
    """Return whether a value is one cell, or the parts of one, rather than a column."""
    return isinstance(value, str | Mapping) or not hasattr(value, "__len__")


def _is_gap(value: Any) -> bool:
    """Return whether a cell is empty: None, not-a-number, not-a-time, or the NA of a library."""
    return value is None or type(value).__name__ == "NAType" or (_is_single(value) and bool(value != value))


def _sheet(name: str, sha256: str, data: Any) -> Sheet:
    if not isinstance(data, list) or not all(isinstance(record, Mapping) for record in data):
        raise _Refused("[{…}, {…}]")
    flat = [dict(_flattened(record, "", 0)) for record in data]
    keys = list(dict.fromkeys(key for record in flat for key in record))
    if len(keys) * len(flat) > MOST_CELLS:
        raise _Refused(f"> {MOST_CELLS}")
    return _table(name, sha256, [[key, *(record.get(key, "") for record in flat)] for key in keys])


def _table(name: str, sha256: str, columns: list[list[str]]) -> Sheet:
    """Return columns that begin with their keys as a sheet; without a file its hash is that of the cells."""
    height = len(columns[0]) if columns else 1
    digest = sha256 or hashlib.sha256(json.dumps(columns).encode()).hexdigest()
    return Sheet(name, digest, "", columns, range(height), [0] * height, is_records=True)


def _flattened(record: Mapping[str, Any], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield dotted keys and texts: ``{"tax": {"value": 3}}`` gives ``tax.value``; a list is refused."""
    if depth > _DEEPEST:
        raise _Refused(f"> {_DEEPEST} levels")
    for key, value in record.items():
        path = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{path}.", depth + 1)
        elif not _is_single(value):
            raise _Refused(f"{path[:60]}: […]")
        else:
            yield path, "" if value is not None and _is_gap(value) else _text(value)


def _text(value: Any) -> str:
    """Return a cell as a file would hold it: binary fractions by the shortest digits that give them back."""
    if value is None:
        return "null"
    if hasattr(value, "item"):  # a number of NumPy
        value = value.item()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        if not number.is_finite():
            raise NotFiniteError(str(value))
        return f"{number:f}".removesuffix(".0")
    if not _is_single(value):
        raise _Refused(f"{str(value)[:60]}")
    return str(value)
