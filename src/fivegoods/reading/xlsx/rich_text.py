"""Parts of a cell's text that look different: raised digits are footnotes or powers, struck text is deleted."""

from __future__ import annotations

from typing import Final

from fivegoods.panel.raw import STROKE, StruckText

_RAISED: Final = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED: Final = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
#: Elements of a run's properties that matter.
LOOKS: Final = ("vertAlign", "strike")


def look_of(tag: str, attributes: dict[str, str]) -> str:
    """Return how an element of a run's properties makes its text look; "" if it does not matter."""
    value = attributes.get("val", "")
    if tag == "vertAlign":
        return value if value in ("superscript", "subscript") else ""
    return "struck" if tag == "strike" and value not in ("0", "false") else ""


def as_seen(text: str, look: str) -> str:
    """Return text with the signs that look so: 3000 with a raised 1 is no 30001, and 300 struck out is not 300."""
    if look == "superscript":
        return text.translate(_RAISED)
    if look == "subscript":
        return text.translate(_LOWERED)
    return struck(text) if look == "struck" else text


def struck(text: str) -> str:
    """Return text with a stroke behind each sign."""
    return "".join(f"{sign}{STROKE}" for sign in text)


def as_text(pieces: list[str]) -> str:
    """Return the text of a cell; one that is struck out in part knows it."""
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    return StruckText(text) if STROKE in text else text
