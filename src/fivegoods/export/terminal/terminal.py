"""Report → a terminal, through Rich: fits the window, folds text, never cuts a name or a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TextIO

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from fivegoods.export.cells import INDENT, blocks_as_text, chart_lines, grid_of, headings_of
from fivegoods.export.terminal.layout import GAP, fold, parts_that_fit
from fivegoods.messages.sanitise import clean, one_line, pad, width_of
from fivegoods.messages.words import say
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import Block, Column, Listing, NumberedList, Paragraph, Report, Table, Tone

_PAINTED: Final = {"force_terminal": True, "no_color": False, "color_system": "standard"}
#: How cells are painted that mean something; the same is in their text for those who see no colours.
_STYLES: Final = {Tone.GOOD: "green", Tone.BAD: "red", Tone.OPEN: "yellow"}


def show(report: Report, file: TextIO, width: int | None = None, *, colour: bool | None = None) -> None:
    """Write ``report`` to ``file`` for a window of ``width`` columns (default: as it is).

    ``colour`` None paints where the terminal can and nobody has set NO_COLOR.
    """
    can = {True: _PAINTED, False: {"color_system": None}, None: {}}[colour]
    console = Console(file=file, width=width, highlight=False, emoji=False, markup=False, **can)  # type: ignore[arg-type]
    _write(console, report.title, "bold")
    if report.subtitle:
        _write(console, report.subtitle)
    for notice in report.notices:
        _write(console, notice, "yellow")
    for section in report.sections:
        if section.heading:
            console.print()
            _write(console, section.heading, "bold")
        for block in blocks_as_text(section):
            console.print()
            _block(block, console, report.lang)
    _facts(report, console)


def _facts(report: Report, console: Console) -> None:
    """Print what the result rests on below it: a reader wants the result first."""
    if report.facts:
        console.print()
    for fact in report.facts:
        value = one_line(fact.brief or fact.value)
        line = say("join.label", report.lang, label=one_line(fact.label), value=value)
        _write(console, line, "dim")


def _write(console: Console, text: str, style: str = "") -> None:
    """Print one paragraph folded to the window."""
    console.print(Text("\n".join(fold(one_line(text), console.width)), style=style))


def _block(block: Block, console: Console, lang: str) -> None:
    match block:
        case Table():
            _table(block, console, lang)
        case Paragraph():
            for line in clean(block.text).split("\n"):
                _write(console, line)
        case Chart():
            _chart(block, console, lang)
        case NumberedList():
            _steps(block, console)
        case Listing():
            # What is copied from here, such as a command, is not broken into lines.
            console.print(Text(clean(block.text)), soft_wrap=True)


def _table(table: Table[Any], console: Console, lang: str) -> None:
    if table.caption:
        _write(console, table.caption, "bold")
    parts = parts_that_fit(table, console.width)
    for number, (part, widths) in enumerate(parts):
        if number:
            console.print()
        _grid(part, widths, console)
    if not parts:
        _records(table, console, lang)


def _grid(table: Table[Any], widths: list[int], console: Console) -> None:
    rich = RichTable(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold", show_edge=False)
    for heading, column, width in zip(headings_of(table), table.seen, widths, strict=True):
        header = Text("\n".join(fold(heading, width)))
        rich.add_column(header, justify="right" if column.kind.is_number else "left", no_wrap=True, width=width)
    for texts, row in zip(grid_of(table), table.rows, strict=True):
        lines = _folded(texts, widths, table.depth(row))
        cells = [Text(text, _style(column, row)) for text, column in zip(lines, table.seen, strict=True)]
        rich.add_row(*cells, style="bold" if table.is_sum(row) else None)
    console.print(rich)


def _style(column: Column[Any], row: Any) -> str:
    tone = column.tone(row) if column.tone else None
    return _STYLES[tone] if tone else ""


def _folded(row: list[str], widths: list[int], depth: int) -> list[str]:
    """Return the cells of a row in lines; a first cell that is folded keeps its depth on each."""
    indent = INDENT * depth
    first = [indent + line for line in fold(row[0].strip(), widths[0] - len(indent))]
    return ["\n".join(first), *("\n".join(fold(cell, width)) for cell, width in zip(row[1:], widths[1:], strict=True))]


def _records(table: Table[Any], console: Console, lang: str) -> None:
    title = next((index for index, column in enumerate(table.seen) if not column.kind.is_number), 0)
    for row in grid_of(table):
        console.print(Text(row[title].strip(), style="bold"))
        for index, (text, heading) in enumerate(zip(row, headings_of(table), strict=True)):
            if index != title and text:
                line = say("join.label", lang, label=heading, value=text)
                lines = fold(line, max(console.width - len(INDENT), 10))
                console.print(Text("\n".join(INDENT + piece for piece in lines)))


def _chart(block: Chart, console: Console, lang: str) -> None:
    for line in drawn_lines(block, console.width, lang):
        console.print(Text(line))


#: A drawing takes no fewer columns than these.
_NARROWEST = 10


def drawn_lines(block: Chart, width: int, lang: str) -> Iterator[str]:
    """Yield one line per label; the drawing takes what label and numbers leave, 10 to 40 columns."""
    least = chart_lines(block, _NARROWEST, lang)
    wide = max((width_of(label) for label, _, _ in least), default=0)
    rest = max((width_of(drawn + remark) for _, drawn, remark in least), default=0) - _NARROWEST + 2 * GAP
    room = width - wide - rest
    is_broken = room < _NARROWEST
    drawing = min(max(width - rest, _NARROWEST), 30) if is_broken else min(room, 40)
    for label, drawn, remark in chart_lines(block, drawing, lang):
        if is_broken:
            yield label
            yield f"  {drawn}  {remark}".rstrip()
        else:
            yield f"{pad(label, wide)}  {drawn}  {remark}".rstrip()


def _steps(block: NumberedList, console: Console) -> None:
    for number, item in enumerate(block.items, start=1):
        lead = f"{number:>3}. "
        lines = fold(one_line(item.text), max(console.width - len(lead), 20))
        console.print(Text(lead + ("\n" + " " * len(lead)).join(lines)))
        if item.formula:
            indent = " " * (len(lead) + 2)
            folded = fold(one_line(item.formula), max(console.width - len(indent), 20))
            console.print(Text(indent + ("\n" + indent).join(folded), style="cyan"))
