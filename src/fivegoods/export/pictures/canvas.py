"""The parts of a drawing: rectangles, lines and text in units of a picture, and how they look.

A drawing in a page takes its colours from `page.css`, a drawing on its own from `STYLE`; both name the same classes.
Colours are those of Okabe and Ito, which people with any colour vision can tell apart; every second series is hatched
besides, so that print in grey tells them apart too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import Final

from fivegoods.export.terminal.layout import fold
from fivegoods.messages.sanitise import one_line, width_of
from fivegoods.numeric.decimals import round_to, show
from fivegoods.reports.charts import Chart

#: Width of a picture; text is set for a column of a page that is 480 wide or more.
WIDTH: Final = Decimal(480)
FONT: Final = Decimal(12)
#: Width of one terminal column of text at the size of the font; Chinese takes two.
COLUMN: Final = Decimal("6.2")
ROW: Final = Decimal(24)
#: Height of a line of text.
LINE: Final = Decimal(15)
#: Room at both sides, so that no line of text or mark is cut.
_EDGE: Final = 4
#: Series with a colour of their own; later ones begin again.
COLOURS: Final = ("0072b2", "e69f00", "009e73", "cc79a7", "56b4e9", "d55e00", "999933", "777777")

#: Shades of a share from 0 to 1, the darker the larger; they differ in lightness, so grey print shows them.
SHADES: Final = (
    "f7fbff", "e3eef8", "d0e2f2", "b7d4ea", "97c1e0", "73abd4", "5294c7", "357bb6", "1f63a2", "0d4a84", "083a6b",
)  # fmt: skip

FONTS: Final = "'Microsoft YaHei','SimHei','PingFang SC','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Zen Hei'"

#: Colours of series, of their lines, and of shares.
SERIES_STYLE: Final = "".join(f".s{n}{{fill:#{c}}}.l{n}{{stroke:#{c}}}" for n, c in enumerate(COLOURS)) + "".join(
    f".h{n}{{fill:#{c}}}" for n, c in enumerate(SHADES)
)
STYLE: Final = (
    f"text{{font:{FONT}px {FONTS},sans-serif;fill:#1a1a1a}}text.light{{fill:#595959}}text.over{{fill:#fff}}"
    ".axis{stroke:#bbb}.grid{stroke:#e2e2e2}.line{fill:none;stroke-width:1.8}.mark{stroke:#1a1a1a;stroke-width:2}"
    ".best{stroke:#d55e00}.track{fill:#eee}.gain{fill:#009e73}.loss{fill:#d55e00}.total{fill:#0072b2}"
    ".l1{stroke-dasharray:7 3}.l2{stroke-dasharray:2 3}.band{fill:#9cc4e0}.dot{fill:#1a1a1a}" + SERIES_STYLE
)
#: Hatching: what could still come, and every second series.
PATTERNS: Final = (
    '<pattern id="{prefix}open" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#fff"/><rect width="1.4" height="5" fill="#555"/></pattern>'
    '<pattern id="{prefix}hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect width="1.3" height="6" fill="#fff" fill-opacity=".55"/></pattern>'
)


@dataclass(slots=True)
class Canvas:
    """Elements of one drawing, from the top down. Lengths are in units of the picture."""

    height: Decimal = Decimal(0)
    width: Decimal = WIDTH
    elements: list[str] = field(default_factory=list)

    def rect(self, x: Decimal, y: Decimal, width: Decimal, height: Decimal, name: str, title: str = "") -> None:
        """Draw a rectangle, with a sentence that shows when a mouse rests on it."""
        if width <= 0 or height <= 0:
            return
        fill = ' fill="url(#open)"' if name == "open" else ""
        inner = f"<title>{text_of(title)}</title>" if title else ""
        place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self.elements.append(f'<rect class="{name}" {place}{fill}>{inner}</rect>')

    def hatch(self, x: Decimal, y: Decimal, width: Decimal, height: Decimal) -> None:
        """Hatch an area, over what is drawn there."""
        if width > 0:
            place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            self.elements.append(f'<rect class="hatch" {place} fill="url(#hatch)" pointer-events="none"/>')

    def line(self, x1: Decimal, y1: Decimal, x2: Decimal, y2: Decimal, name: str) -> None:
        """Draw a straight line."""
        self.elements.append(f'<line class="{name}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>')

    def path(self, points: Iterable[tuple[Decimal, Decimal]], name: str, *, closed: bool = False) -> None:
        """Draw a line through points."""
        kind = "polygon" if closed else "polyline"
        text = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self.elements.append(f'<{kind} class="{name}" points="{text}"/>')

    def dot(self, x: Decimal, y: Decimal, name: str, title: str = "", radius: str = "3.5") -> None:
        """Draw a dot."""
        inner = f"<title>{text_of(title)}</title>" if title else ""
        self.elements.append(f'<circle class="{name}" cx="{_n(x)}" cy="{_n(y)}" r="{radius}">{inner}</circle>')

    def text(self, x: Decimal, y: Decimal, text: str, anchor: str = "start", name: str = "") -> None:
        """Write one line of text; ``y`` is its base line."""
        look = f' class="{name}"' if name else ""
        where = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.elements.append(f'<text{look} x="{_n(x)}" y="{_n(y)}"{where}>{text_of(text)}</text>')

    def lines(self, x: Decimal, middle: Decimal, lines: Sequence[str], anchor: str = "start") -> None:
        """Write lines of text around a height."""
        for index, line in enumerate(lines):
            self.text(x, middle + 4 + LINE * (Decimal(index) - Decimal(len(lines) - 1) / 2), line, anchor)

    def legend(self, names: Iterable[tuple[str, str]], y: Decimal) -> Decimal:
        """Write a key of (class, name), breaking lines; return the height that it takes."""
        top, left = y, Decimal(0)
        for look, name in names:
            wide = Decimal(18) + COLUMN * width_of(name) + 14
            if left and left + wide > self.width:
                left, y = Decimal(0), y + 18
            if look.startswith("l") or look in ("mark", "mark best"):
                self.line(left, y + 6, left + 12, y + 6, f"line {look}" if look.startswith("l") else look)
            elif look == "dot":
                self.dot(left + 6, y + 6, look)
            else:
                self.rect(left, y, Decimal(12), Decimal(12), look)
                if is_hatched(look):
                    self.hatch(left, y, Decimal(12), Decimal(12))
            self.text(left + 17, y + 10, name, name="light")
            left += wide
        return y + 18 - top

    def svg(self, chart: Chart, *, alone: bool, prefix: str = "") -> str:
        """Return the drawing as SVG; ``alone`` as a file of its own, with its style and size."""
        width, height = _n(self.width + 2 * _EDGE), _n(self.height)
        size = f'viewBox="{-_EDGE} 0 {width} {height}"'
        head = f'<svg class="chart" role="img" aria-label="{text_of(chart.alternative)}" {size}'
        style = ""
        if self.width > WIDTH * 3 / 2:
            head += f' style="min-width:{width}px"'
        if alone:
            head += f' xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
            style = f"<style>{STYLE}</style>"
        body = "".join(self.elements).replace("url(#", f"url(#{prefix}")
        return f"{head}>{style}<defs>{PATTERNS.format(prefix=prefix)}</defs>{body}</svg>"


def colour(index: int) -> str:
    """Return the class of a series by its place."""
    return f"s{index % len(COLOURS)}"


def is_hatched(name: str) -> bool:
    """Return whether the area of a series is hatched besides its colour: every second one is."""
    return name[0] == "s" and name[1:].isdigit() and int(name[1:]) % 2 == 1


def label_width(labels: Iterable[str], most: Decimal = Decimal(190)) -> Decimal:
    """Return the width that a column of labels takes."""
    return min(max((COLUMN * width_of(one_line(label)) for label in labels), default=Decimal(0)) + 8, most)


def fitted(label: str, width: Decimal) -> list[str]:
    """Return a label in one line, or broken over as many as it takes to fit; nothing is cut."""
    room = max(int(width / COLUMN), 2)
    return fold(one_line(label), room)


def text_of(text: str) -> str:
    """Return text as it stands in SVG."""
    return escape(one_line(text))


def _n(x: Decimal) -> str:
    return show(round_to(x, 2))
