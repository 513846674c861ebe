"""A JSON list of objects → a sheet whose header is their keys; nested objects become dotted keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from fivegoods.messages.findings import Finding, Place, quoted
from fivegoods.reading import findings as kinds
from fivegoods.reading.decoding import decode
from fivegoods.reading.tables.delimited import MOST_CELLS
from fivegoods.reading.tables.sheet import Sheet
from fivegoods.reading.yaml.scalars import NotFiniteError

_DEEPEST: Final = 6
#: An object that holds the list under one of these keys is a table as well.
_HOLDERS: Final = ("parks", "rows")


class _Refused(ValueError):
    """The JSON is not a table; the message says why."""


def read_records(name: str, data: bytes, sha256: str) -> tuple[Sheet | None, list[Finding]]:
    """Return the sheet of a JSON table; None with findings, or without them where it is a single document."""
    text, findings = decode(name, data)
    if text is None:
        return None, findings
    try:
        data = _parsed(text)
        return (None if _is_document(data) else _sheet(name, sha256, data)), []
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


def _is_document(data: Any) -> bool:
    """Whether the JSON is a single document: no list of parks, or a report of ours."""
    return isinstance(data, dict) and ("tool" in data or not any(isinstance(data.get(key), list) for key in _HOLDERS))


def _sheet(name: str, sha256: str, data: Any) -> Sheet:
    if isinstance(data, dict):
        data = next((data[key] for key in _HOLDERS if isinstance(data.get(key), list)), [data])
    if not isinstance(data, list) or not all(isinstance(record, dict) for record in data):
        raise _Refused("[{…}, {…}]")
    flat = [dict(_flattened(record, "", 0)) for record in data]
    keys = list(dict.fromkeys(key for record in flat for key in record))
    if len(keys) * len(flat) > MOST_CELLS:
        raise _Refused(f"> {MOST_CELLS}")
    columns = [[key, *(record.get(key, "") for record in flat)] for key in keys]
    return Sheet(name, sha256, "", columns, range(len(flat) + 1), [0] * (len(flat) + 1), is_records=True)


def _flattened(record: dict[str, Any], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield dotted keys and texts: ``{"tax": {"value": 3}}`` gives ``tax.value``; a list is refused."""
    if depth > _DEEPEST:
        raise _Refused(f"> {_DEEPEST} levels")
    for key, value in record.items():
        path = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _flattened(value, f"{path}.", depth + 1)
        elif isinstance(value, list):
            raise _Refused(f"{path[:60]}: […]")
        else:
            yield path, _text(value)


def _text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
