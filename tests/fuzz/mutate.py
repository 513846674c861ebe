"""Small changes of documents: one value, one key, one word of an expression at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from fuzz import hostile
from generate.draw import Draw

Document = dict[str, Any]
_EXPRESSIONS: Final = (
    "value",
    "applies",
    "needs",
    "when",
    "count",
    "points",
    "that",
    "who",
    "start",
    "target",
    "to",
    "worst",
    "best",
)
_FREE: Final = (
    "name",
    "zh",
    "en",
    "title",
    "remark",
    "clause",
    "source",
    "definition",
    "say",
    "effect",
    "reason",
    "notice",
    "page",
    "date",
    "by",
    "issuer",
    "url",
)
_QUANTITY: Final = re.compile(r"-?[0-9.]+ \S+")
_WORD: Final = re.compile(r"[a-z_]\w*|[0-9.]+|[<>=!]=?|[-+*/]")


def mutate(document: Document, draw: Draw, times: int = 1) -> None:
    """Change a document in place by so many small steps."""
    for _ in range(times):
        places = list(walk(document))
        holder, key = draw.pick(places)
        _change(holder, key, draw)


def text_only(document: Document, draw: Draw, times: int = 1) -> None:
    """Change free texts alone, so that the document stays valid."""
    places = [(holder, key) for holder, key in walk(document) if key in _FREE and _is_free(holder[key])]
    for _ in range(min(times, len(places))):
        holder, key = draw.pick(places)
        holder[key] = draw.pick(hostile.TEXTS)


def _is_free(text: Any) -> bool:
    """Return whether a text is one that a person writes and not the id of a source."""
    return isinstance(text, str) and text not in ("ours", "report", "total", "score", "share", "rise")


def walk(part: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a document as the mapping or list that holds it and the key or position."""
    for key in list(part) if isinstance(part, dict) else range(len(part)):
        yield part, key
        if isinstance(part[key], dict | list):
            yield from walk(part[key])


def _change(holder: Any, key: Any, draw: Draw) -> None:
    old = holder[key]
    if isinstance(old, bool):
        holder[key] = not old
    elif isinstance(old, int | Decimal):
        holder[key] = _number(Decimal(old), draw)
    elif isinstance(old, str):
        holder[key] = _text(str(key), old, draw)
    elif isinstance(old, list):
        _list(old, draw)
    elif isinstance(old, dict) and old:
        _mapping(old, draw)
    elif isinstance(holder, dict) and draw.chance(0.5):
        del holder[key]


def _number(old: Decimal, draw: Draw) -> Any:
    if draw.chance(0.3):
        return Decimal(draw.pick(hostile.NUMBERS))
    if draw.chance(0.05):
        return draw.pick(hostile.FIGURES)
    changed = draw.pick(
        [
            old * 10,
            old / 10,
            -old,
            old + 1,
            old - 1,
            old * Decimal("1.0000001"),
            old + Decimal("0.005"),
            Decimal(round(old)),
        ]
    )
    return int(changed) if changed == changed.to_integral_value() and abs(changed) < 10**9 else changed


def _text(key: str, old: str, draw: Draw) -> Any:
    if key in hostile.WORDS and old in hostile.WORDS[key]:
        return draw.pick(hostile.WORDS[key])
    if key in ("unit",):
        return draw.pick(hostile.UNITS)
    if _QUANTITY.fullmatch(old):
        return _quantity(old, draw)
    if key in _EXPRESSIONS and _WORD.search(old) and key not in ("name",):
        return expression(old, draw)
    if key in _FREE or draw.chance(0.7):
        return draw.pick(hostile.TEXTS)
    return old[: len(old) // 2] + draw.pick(["", "x", "0", " ", "é"]) + old[len(old) // 2 :]


def _quantity(old: str, draw: Draw) -> Any:
    number, unit = old.split(" ", 1)
    forms = (
        f"{number}{unit}", f"{number} {draw.pick(hostile.UNITS)}", f"{draw.pick(hostile.NUMBERS)} {unit}", f"{Decimal(number):,} {unit}",
        f"-{number} {unit}", f"{draw.pick(hostile.FIGURES)} {unit}", draw.pick(hostile.FIGURES), None, f"0 {unit}", f"{number}0 {unit}",
    )  # fmt: skip
    return draw.pick(forms)


def expression(old: str, draw: Draw) -> str:
    """Return an expression with one word changed or one function around it."""
    words = list(_WORD.finditer(old))
    if not words or draw.chance(0.25):
        wrapped = (
            "abs({})",
            "round({}, 2)",
            "floor({})",
            "growth({})",
            "previous({})",
            "({}) / ({})",
            "-({})",
            "share({})",
            "max({}, 1)",
            "({}) ** 2",
            "known({})",
        )
        form = draw.pick(wrapped)
        return form.format(*[old] * form.count("{}"))
    word, other = draw.pick(words), draw.pick(words)
    by = draw.pick([other.group(), draw.pick(hostile.OPERATORS), draw.pick(hostile.NUMBERS), "", word.group() * 2])
    return old[: word.start()] + by + old[word.end() :]


def _list(old: list[Any], draw: Draw) -> None:
    way = draw.below(4)
    if not old or way == 0:
        old.reverse()
    elif way == 1:
        del old[draw.below(len(old))]
    elif way == 2:
        old.append(old[draw.below(len(old))])
    else:
        old.insert(0, old.pop())


def _mapping(old: Document, draw: Draw) -> None:
    """Take a key away, put the keys in another order, or give one key the value of another."""
    keys, way = list(old), draw.below(4)
    key, other = draw.pick(keys), draw.pick(keys)
    if way == 0:
        del old[key]
    elif way == 1:
        old[key] = old.pop(key)
    elif way == 2 and type(old[key]) is type(old[other]):
        old[key], old[other] = old[other], old[key]
    elif draw.chance(0.1):
        old[f"{key}x"] = old.pop(key)
