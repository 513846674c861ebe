"""Charts as inline SVG: sizes in per cent of their own width, so that they fit a phone and a page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from fivegoods.export.cells import Bar, bar_numbers
from fivegoods.export.html.text import inline
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, round_to, show

#: What bars are filled with where points can still come: hatched, so that it also shows in black and white.
PATTERNS: Final = (
    '<svg class="patterns" aria-hidden="true" width="0" height="0"><defs>'
    '<pattern id="open" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="wash" width="5" height="5"/><rect class="stripe" width="1.25" height="5"/></pattern></defs></svg>\n'
)

#: A bar beyond this many times its full points is cut: the numbers beside it tell.
_MOST: Final = Decimal(2)


def scale_of(bars: Sequence[Bar]) -> Decimal:
    """Return what the whole width stands for, in full points: 1, or more if a bar goes beyond its own."""
    reached = [max(bar.share(bar.points), bar.share(bar.possible)) for bar in bars]
    return min(max([ONE, *reached]), _MOST)


def drawn_bar(bar: Bar, decimals: int, scale: Decimal, lang: str) -> str:
    """Return a bar: the track up to full points, the points, and hatched what missing data could add."""
    points, possible, full = bar_numbers(bar, decimals)
    told = {
        "full": say("join.label", lang, label=say("col.full", lang), value=full),
        "points": say("join.label", lang, label=say("col.points", lang), value=points),
        "open": say("bar.possible", lang, possible=possible),
    }
    solid = min(bar.share(bar.points), scale)
    reach = min(bar.share(bar.possible), scale)
    marks = _mark("full", ZERO, ONE / scale, told["full"]) if bar.full > 0 else ""
    marks += _mark("open", solid / scale, (reach - solid) / scale, told["open"])
    marks += _mark("points", ZERO, solid / scale, told["points"])
    if scale > ONE and bar.full > 0:
        marks += f'<line class="limit" x1="{_percent(ONE / scale)}" x2="{_percent(ONE / scale)}" y1="0" y2="100%"/>'
    spoken = f"{points} / {full}"
    if bar.possible > bar.points:
        spoken = say("join.sentence", lang).join((spoken, told["open"]))
    label = say("join.label", lang, label=bar.label, value=spoken)
    return f'<svg class="bar" role="img" aria-label="{inline(label)}">{marks}</svg>'


def swatch(name: str) -> str:
    """Return a small square of what a mark is filled with, for a key."""
    return f'<svg class="swatch" aria-hidden="true"><rect class="{name}" width="100%" height="100%"/></svg>'


def drawn_plot(signs: str) -> str:
    """Return the drawing of ``..==o=|..``: a band, a dot, a line across.

    It is hidden from screen readers: the cells beside it say the same in numbers.
    """
    step = ONE / max(len(signs), 1)
    marks = ""
    for index, sign in enumerate(signs):
        middle = _percent(step * index + step / 2)
        around = signs[max(index - 1, 0) : index + 2]
        if sign in "=o" or (sign == "|" and len(around) == 3 and around[0] in "=o" and around[2] in "=o"):
            marks += f'<rect class="band" x="{_percent(step * index)}" y="35%" width="{_percent(step)}" height="30%"/>'
        if sign == "|":
            marks += f'<line class="now" x1="{middle}" x2="{middle}" y1="0" y2="100%"/>'
        if sign == "o":
            marks += f'<circle class="median" cx="{middle}" cy="50%" r="4.5"/>'
    return f'<svg class="plot" aria-hidden="true">{marks}</svg>'


def _mark(name: str, start: Decimal, width: Decimal, told: str) -> str:
    if width <= 0:
        return ""
    place = f'x="{_percent(start)}" width="{_percent(width)}" height="100%"'
    return f'<rect class="{name}" {place}><title>{inline(told)}</title></rect>'


def _percent(share: Decimal) -> str:
    return show(round_to(share * HUNDRED, 3)) + "%"
