"""Words as they are compared, and the known word most like the one that was written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 80


def nearest(word: str, known: Iterable[str], common: int = 1) -> str:
    """Return the known word most like ``word`` (by signs in place, then the first, of equals), or "" if none is alike.

    Short Chinese words differ by half after one slip (土第 / 土地), so their threshold is lower; ``common`` is the
    number of signs that must be the same at least where other words than slips are written (县级 is not 省级).
    """
    from difflib import SequenceMatcher

    word = word[:_LONGEST]
    threshold = 0.6 if word.isascii() else 0.5
    best, best_likeness = "", (threshold, -1)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    for candidate in known:
        matcher.set_seq1(candidate[:_LONGEST])
        if matcher.real_quick_ratio() >= best_likeness[0] and matcher.quick_ratio() >= best_likeness[0]:
            in_place = sum(a == b for a, b in zip(candidate, word, strict=False))
            if sum(block.size for block in matcher.get_matching_blocks()) < common:
                continue
            likeness = matcher.ratio(), in_place
            if likeness > best_likeness:
                best, best_likeness = candidate, likeness
    return best


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a word as it is compared: signs of one width, nothing invisible, no spaces or line breaks, lower case."""
    visible = "".join(sign for sign in text if text.isascii() or unicodedata.category(sign) != "Cf")
    return "".join(unicodedata.normalize("NFKC", visible).split()).lower()
