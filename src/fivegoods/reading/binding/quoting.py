"""Values and paths as they are named in a sentence."""

from __future__ import annotations

from typing import Any, Final

from fivegoods.reading.yaml.document import Path

_LONGEST_QUOTE: Final = 40


def dotted(path: Path) -> str:
    """Return a path as people write it: ``dimensions.benefit.indicators.tax``."""
    return ".".join(str(part) for part in path) or "."


def quoted(value: Any) -> str:
    """Return a value for use in a sentence, cut where it is too long to read."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
