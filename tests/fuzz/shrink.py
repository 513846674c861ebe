"""Make a failing trial small: take away every part without which it fails the same way."""

from __future__ import annotations

import time
from copy import deepcopy
from pathlib import Path
from typing import Any

from fuzz.mutate import walk
from fuzz.program import run
from fuzz.search import failure_of
from fuzz.trial import Trial


def shrink(made: Trial, wanted: str, folder: Path, seconds: float = 60) -> Trial:
    """Return the smallest trial found in the time given that fails with the signature ``wanted``."""
    best, end, again = made, time.monotonic() + seconds, True
    while again and time.monotonic() < end:
        again = False
        for path in _paths(best):
            if time.monotonic() > end:
                break
            smaller = _without(best, path)
            if smaller is not None and _fails(smaller, wanted, folder):
                best, again = smaller, True
    _fails(best, wanted, folder)
    return best


def _fails(made: Trial, wanted: str, folder: Path) -> bool:
    found = failure_of(made, run(made.write(folder)))
    return found is not None and found.signature == wanted


def _parts(made: Trial) -> dict[str, Any]:
    return {"criteria": made.criteria, "parks": made.parks, "rows": made.rows, "benchmarks": made.benchmarks}


def _paths(made: Trial) -> list[tuple[Any, ...]]:
    """Return the paths of all parts, the large ones first."""

    def inner(part: Any, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        keys = [key for holder, key in walk(part) if holder is part]
        return [
            one
            for key in keys
            for one in ([(*path, key)] + (inner(part[key], (*path, key)) if isinstance(part[key], dict | list) else []))
        ]

    return sorted((path for name, part in _parts(made).items() for path in inner(part, (name,))), key=len)


def _without(made: Trial, path: tuple[Any, ...]) -> Trial | None:
    """Return the trial without one part, None if the part is gone already or is the last park."""
    smaller = deepcopy(made)
    holder: Any = _parts(smaller)
    try:
        for key in path[:-1]:
            holder = holder[key]
        if holder in (smaller.parks, smaller.rows) and len(holder) == 1:
            return None
        del holder[path[-1]]
    except (KeyError, IndexError, TypeError):
        return None
    return smaller
