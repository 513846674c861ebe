"""What is left of a document without its ill-formed parts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from fivegoods.reading.yaml.document import Path


def without(data: Any, paths: Collection[Path]) -> Any:
    """Return a copy of ``data`` without the parts at ``paths``, made in one walk however many they are."""
    dropped = set(paths)
    # Only what holds something to be dropped is copied.
    holders = {path[:depth] for path in dropped for depth in range(len(path))}
    return _copied(data, (), dropped, holders)


def _copied(data: Any, here: Path, dropped: set[Path], holders: set[Path]) -> Any:
    if here not in holders:
        return data
    if isinstance(data, dict):
        return {
            key: _copied(value, (*here, key), dropped, holders)
            for key, value in data.items()
            if (*here, key) not in dropped
        }
    if isinstance(data, list):
        return [
            _copied(value, (*here, index), dropped, holders)
            for index, value in enumerate(data)
            if (*here, index) not in dropped
        ]
    return data
