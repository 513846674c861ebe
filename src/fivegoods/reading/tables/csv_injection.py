"""Text in CSV that a spreadsheet would run as a formula carries a ``'`` in front, which belongs to no value."""

from __future__ import annotations

GUARD = "'"


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula; a number with its sign is none."""
    bare = text.lstrip(GUARD)
    return bare[:1] in ("=", "@", "\t", "\r") or (bare[:1] in ("+", "-") and bare[1:2] not in (*"0123456789.", ""))


def guarded(text: str) -> str:
    """Return a text as it is safe to write into CSV."""
    return f"{GUARD}{text}" if looks_like_formula(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text[:1] == GUARD and looks_like_formula(text) else text
