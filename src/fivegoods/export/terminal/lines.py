"""Report → lines of text: as wide as they need to be for pipes and files, or folded to a window.

No name and no number is cut. A line says how its parts are painted; only `show` does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final, TextIO

from fivegoods.export.cells import INDENT, blocks_as_text, chart_lines, grid_of, headings_of
from fivegoods.export.terminal.layout import GAP, fold, parts_that_fit
from fivegoods.messages.sanitise import clean, one_line, pad, width_of
from fivegoods.messages.words import say
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import Block, Listing, NumberedList, Paragraph, Report, Table, Tone

#: The texts of a line, each with its style.
Line = list[tuple[str, str]]

#: How cells are painted that mean something; the same is in their text for those who see no colours.
_STYLES: Final = {Tone.GOOD: "green", Tone.BAD: "red", Tone.OPEN: "yellow", None: ""}
_PAINTED: Final = {"force_terminal": True, "no_color": False, "color_system": "standard"}
#: Columns of a drawing: at least, as wide as it likes, where labels stand above it, and without a window.
_NARROWEST, _WIDEST, _BELOW, _BAR = 10, 40, 30, 20


def render(report: Report) -> str:
    """Return the report as text; lines are as long as they need to be."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the same text line by line."""
    return ("".join(text for text, _ in line).rstrip() + "\n" for line in _lines_of(report, None))


def show(report: Report, file: TextIO, width: int | None = None, *, colour: bool | None = None) -> None:
    """Write ``report`` to ``file`` for a window of ``width`` columns (default: as it is).

    ``colour`` None paints where the terminal can and nobody has set NO_COLOR.
    """
    from rich.console import Console
    from rich.text import Text

    can = {True: _PAINTED, False: {"color_system": None}, None: {}}[colour]
    console = Console(file=file, width=width, highlight=False, emoji=False, markup=False, **can)  # type: ignore[arg-type]
    for line in _lines_of(report, console.width):
        console.print(Text.assemble(*line), soft_wrap=True)


def _lines_of(report: Report, width: int | None) -> Iterator[Line]:
    """Yield the lines of a report for a window of ``width`` columns, or as long as they need to be.

    What the result rests on stands below it, on a screen in short: a reader wants the result first.
    """
    text = _LineWriter(report.lang, width)
    yield from text.folded(report.title, "bold")
    if report.subtitle:
        yield from text.folded(report.subtitle)
    for notice in report.notices:
        yield from text.folded(notice, "yellow")
    for section in report.sections:
        if section.heading:
            yield []
            yield from text.folded(section.heading, "bold")
        for block in blocks_as_text(section):
            yield []
            yield from text.block(block)
    if report.facts:
        yield []
    for fact in report.facts:
        value = one_line(fact.value if width is None else fact.brief or fact.value)
        yield from text.folded(say("join.label", report.lang, label=one_line(fact.label), value=value), "dim")


class _LineWriter:
    """Makes the lines of one report; without a width nothing is folded."""

    def __init__(self, lang: str, width: int | None) -> None:
        self._lang, self._width = lang, width

    def folded(self, text: str, style: str = "", lead: str = "") -> Iterator[Line]:
        """Yield a text behind ``lead``; the lines that it is folded into begin below each other."""
        text = one_line(text)
        for number, line in enumerate(self._lines(text, lead)):
            yield [((" " * len(lead) if number else lead) + line, style)]

    def _lines(self, text: str, lead: str) -> list[str]:
        return [text] if self._width is None else _fitted(text, max(self._width - len(lead), _NARROWEST))

    def block(self, block: Block) -> Iterator[Line]:
        """Yield the lines of one block."""
        match block:
            case Table():
                yield from self._table(block)
            case Paragraph() if self._width is not None:
                for line in clean(block.text).split("\n"):
                    yield from self.folded(line)
            case Paragraph() | Listing():
                # What is copied from here, such as a command, is not broken into lines.
                yield from ([(line, "")] for line in clean(block.text).split("\n"))
            case Chart():
                yield from self._chart(block)
            case NumberedList():
                for number, item in enumerate(block.items, start=1):
                    lead = f"{number:>3}. "
                    yield from self.folded(item.text, "", lead)
                    if item.formula:
                        yield from self.folded(item.formula, "cyan", " " * (len(lead) + 2))

    def _table(self, table: Table[Any]) -> Iterator[Line]:
        if table.caption:
            yield from self.folded(table.caption, "bold")
        if self._width is None:
            grid = [headings_of(table), *grid_of(table)]
            yield from self._grid(table, [max(map(width_of, cells)) for cells in zip(*grid, strict=True)])
            return
        parts = parts_that_fit(table, self._width)
        for number, (part, widths) in enumerate(parts):
            if number:
                yield []
            yield from self._grid(part, widths)
        if not parts:
            yield from self._records(table)

    def _grid(self, table: Table[Any], widths: Sequence[int]) -> Iterator[Line]:
        """Yield the headings and rows of a table in columns of ``widths``."""
        seen = table.seen
        right = [column.kind.is_number for column in seen]
        # Without a window nothing is painted.
        tones = [column.tone if self._width is not None else None for column in seen]
        heads = list(map(_fitted, headings_of(table), widths))
        most = max(map(len, heads))
        yield from _beside([[""] * (most - len(head)) + head for head in heads], widths, right, ["bold"] * len(seen))
        for texts, row in zip(grid_of(table), table.rows, strict=True):
            strong = "bold " if table.is_sum(row) else ""
            styles = [strong + _STYLES[tone(row) if tone else None] for tone in tones]
            yield from _beside(_cells(texts, widths, INDENT * table.depth(row)), widths, right, styles)

    def _records(self, table: Table[Any]) -> Iterator[Line]:
        """Yield the rows of a table below each other, a line for each cell."""
        title = next((index for index, column in enumerate(table.seen) if not column.kind.is_number), 0)
        for row in grid_of(table):
            yield from self.folded(row[title].strip(), "bold")
            for index, (text, heading) in enumerate(zip(row, headings_of(table), strict=True)):
                if index != title and text:
                    line = say("join.label", self._lang, label=heading, value=text)
                    yield from self.folded(line, "", INDENT)

    def _chart(self, chart: Chart) -> Iterator[Line]:
        """Yield one line a label; the drawing takes what label and numbers leave, else it stands below its label."""
        least = chart_lines(chart, _NARROWEST, self._lang)
        wide = max((width_of(label) for label, _, _ in least), default=0)
        rest = max((width_of(drawn + remark) for _, drawn, remark in least), default=0) - _NARROWEST + 2 * GAP
        beside = _BAR if self._width is None else min(self._width - wide - rest, _WIDEST)
        below = min(max((self._width or 0) - rest, _NARROWEST), _BELOW)
        is_broken = beside < _NARROWEST
        for label, drawn, remark in chart_lines(chart, below if is_broken else beside, self._lang):
            text = f"{drawn}  {remark}".rstrip()
            if is_broken:
                yield from self.folded(label)
                yield from ([(INDENT + line, "")] for line in self._lines(text, INDENT))
            else:
                yield [(f"{pad(label, wide)}  {text}", "")]


def _fitted(text: str, width: int) -> list[str]:
    return [text] if width_of(text) <= width else fold(text, width)


def _cells(texts: Sequence[str], widths: Sequence[int], indent: str) -> list[list[str]]:
    """Return the cells of a row in lines; a first cell that is folded keeps its depth on each."""
    cells = list(map(_fitted, texts, widths))
    if len(cells[0]) > 1:
        cells[0] = [indent + line for line in fold(texts[0].strip(), widths[0] - len(indent))]
    return cells


def _beside(
    cells: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool], styles: Sequence[str]
) -> Iterator[Line]:
    """Yield the lines of cells that stand side by side."""
    for lines in zip_longest(*cells, fillvalue=""):
        line = zip(lines, widths, right, styles, strict=True)
        yield [
            (" " * (GAP if place else 0) + pad(text, width, right=flush), style)
            for place, (text, width, flush, style) in enumerate(line)
        ]
