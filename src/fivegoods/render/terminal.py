"""Report → a terminal, through Rich: fits the window, folds text, never cuts a name or a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from fivegoods.render.cells import bar_numbers, bar_text, cell_text
from fivegoods.render.clean import clean, fold, one_line, pad, width_of
from fivegoods.report.model import Bars, Block, Column, Paragraph, Report, Steps, Table
from fivegoods.words import say

_GAP = 2
_MIN_TEXT = 8
_MIN_NUMBER = 6
#: Narrower windows get records, one line per cell.
_NARROW = 50


def show(report: Report, file: TextIO, width: int | None = None) -> None:
    """Write ``report`` to ``file`` for a window of ``width`` columns (default: as it is)."""
    console = Console(file=file, width=width, highlight=False, emoji=False, markup=False)
    console.print(Text(one_line(report.title), style="bold"))
    if report.subtitle:
        console.print(Text(one_line(report.subtitle)))
    for notice in report.notices:
        console.print(Text(one_line(notice), style="yellow"))
    for fact in report.facts:
        if not fact.detail:
            value = one_line(fact.brief or fact.value)
            console.print(Text(say("join.label", report.lang, label=one_line(fact.label), value=value)))
    for section in report.sections:
        if section.detail:
            continue
        if section.heading:
            console.print()
            console.print(Text(one_line(section.heading), style="bold"))
        for block in section.blocks:
            console.print()
            _block(block, console, report.lang)


def _block(block: Block, console: Console, lang: str) -> None:
    match block:
        case Table():
            _table(block, console, lang)
        case Paragraph():
            console.print(Text(clean(block.text)))
        case Bars():
            _bars(block, console, lang)
        case Steps():
            _steps(block, console)


def _table(table: Table, console: Console, lang: str) -> None:
    if table.caption:
        console.print(Text(one_line(table.caption), style="bold"))
    grid = [
        [cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    if console.width < _NARROW or least_width(table.columns, grid) > console.width:
        _records(table, grid, console, lang)
        return
    rich = RichTable(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold", show_edge=False)
    for column, cells in zip(table.columns, _columns(table, grid), strict=True):
        _add_column(rich, column, cells)
    for index, row in enumerate(grid):
        rich.add_row(*map(Text, row), style="bold" if index in table.strong else None)
    console.print(rich)


def _columns(table: Table, grid: list[list[str]]) -> list[list[str]]:
    return [[row[index] for row in grid] for index in range(len(table.columns))]


def _add_column(rich: RichTable, column: Column, cells: list[str]) -> None:
    if column.kind.is_number:
        header = "\n".join(fold(one_line(column.header), _number_width(cells)))
        rich.add_column(Text(header), justify="right", no_wrap=True, vertical="top")
        return
    least = min(_MIN_TEXT, max([width_of(one_line(column.header)), *map(width_of, cells)]))
    rich.add_column(Text(one_line(column.header)), overflow="fold", min_width=least)


def _number_width(cells: list[str]) -> int:
    return max([_MIN_NUMBER, *map(width_of, cells)])


def least_width(columns: tuple[Column, ...], grid: list[list[str]]) -> int:
    """Return the columns of screen the table needs with its texts folded as far as is readable."""
    widths = []
    for index, column in enumerate(columns):
        cells = [row[index] for row in grid]
        needed = max([width_of(one_line(column.header)), *map(width_of, cells)])
        widths.append(min(needed, _number_width(cells) if column.kind.is_number else _MIN_TEXT))
    return sum(widths) + _GAP * (len(widths) - 1)


def _records(table: Table, grid: list[list[str]], console: Console, lang: str) -> None:
    title = next((index for index, column in enumerate(table.columns) if not column.kind.is_number), 0)
    for row in grid:
        console.print(Text(row[title], style="bold"))
        for index, (text, column) in enumerate(zip(row, table.columns, strict=True)):
            if index != title and column.header:
                line = say("join.label", lang, label=one_line(column.header), value=text)
                console.print(Padding(Text(line), (0, 0, 0, 2)))


def _bars(block: Bars, console: Console, lang: str) -> None:
    if block.caption:
        console.print(Text(one_line(block.caption), style="bold"))
    for line in bar_lines(block, console.width, lang):
        console.print(Text(line))


def bar_lines(block: Bars, width: int, lang: str) -> Iterator[str]:
    """Yield one line per bar; the bar takes what the label and numbers leave, 10 to 40 columns."""
    labels = [one_line(bar.label) for bar in block.bars]
    numbers = [bar_numbers(bar, block.decimals) for bar in block.bars]
    columns = [max(map(len, texts)) for texts in zip(*numbers, strict=True)]
    wide = max(map(width_of, labels), default=0)
    open_ended = any(bar.possible > bar.points for bar in block.bars)
    tail = width_of(say("bar.possible", lang, possible="0" * columns[1])) + _GAP if open_ended else 0
    room = width - wide - columns[0] - columns[2] - 3 - 2 * _GAP - tail
    for bar, label, (points, possible, full) in zip(block.bars, labels, numbers, strict=True):
        head = f"{pad(label, wide)}  {points.rjust(columns[0])} / {full.rjust(columns[2])}"
        reach = say("bar.possible", lang, possible=possible.rjust(columns[1])) if bar.possible > bar.points else ""
        if room < 10:
            yield f"{head}  {reach}".rstrip()
            yield "  " + bar_text(bar, max(10, min(width - 4, 30)))
        else:
            yield f"{head}  {bar_text(bar, min(room, 40))}  {reach}".rstrip()


def _steps(block: Steps, console: Console) -> None:
    for number, item in enumerate(block.items, start=1):
        lead = f"{number:>3}. "
        lines = fold(one_line(item.text), max(console.width - len(lead), 20))
        console.print(Text(lead + ("\n" + " " * len(lead)).join(lines)))
        if item.formula:
            indent = " " * (len(lead) + 2)
            folded = fold(one_line(item.formula), max(console.width - len(indent), 20))
            console.print(Text(indent + ("\n" + indent).join(folded), style="cyan"))
