"""Did you mean: the known word most like the one that was written."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 80


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like ``word`` (the first of equals), or "" if none is alike.

    Short Chinese words differ by half after one slip (土第 / 土地), so their threshold is lower.
    """
    from difflib import SequenceMatcher

    word = word[:_LONGEST]
    best, best_ratio = "", 0.6 if word.isascii() else 0.5
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    for candidate in known:
        matcher.set_seq1(candidate[:_LONGEST])
        floor = best_ratio if best else best_ratio - 1e-9
        if matcher.real_quick_ratio() > floor and matcher.quick_ratio() > floor and matcher.ratio() > floor:
            best, best_ratio = candidate, matcher.ratio()
    return best
