"""Report → Markdown: same files give the same bytes, every character of a name survives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from fivegoods.export.cells import blocks_as_text, cell_text, chart_table
from fivegoods.messages.sanitise import clean, pad, width_of
from fivegoods.messages.words import say
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import Block, Cell, Column, Listing, NumberedList, Paragraph, Report, Table

# An underscore inside a word marks nothing, so ids stay readable.
_SPECIAL = re.compile(r"([\\|`*\[\]~]|(?<![^\W_])_|_(?![^\W_]))")
_FENCE = re.compile("`+")
_BLOCK_START = re.compile(r"^(\s*)([#+-]|\d+[.)](?=\s))")


def escape(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is, in a table cell too."""
    if text.isalnum():
        return text
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "<br>").replace("\t", " ")


def render(report: Report) -> str:
    """Return the whole report as Markdown, ending in a newline."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the same text line by line."""
    before = ""
    for lines in _parts(report):
        for line in lines:
            yield before + line
            before = "\n"
        before = "\n\n"
    yield "\n"


def _parts(report: Report) -> Iterator[Iterable[str]]:
    """Yield the lines of what blank lines set apart."""
    yield [f"# {escape(report.title)}"]
    if report.subtitle:
        yield [escape(report.subtitle)]
    yield from ([f"> **{escape(notice)}**"] for notice in report.notices)
    if report.facts:
        yield [
            "- " + say("join.label", report.lang, label=escape(fact.label), value=escape(fact.value))
            for fact in report.facts
        ]
    for section in report.sections:
        if section.heading:
            yield ["#" * section.level + " " + escape(section.heading)]
        yield from (_block(block, report.lang) for block in blocks_as_text(section))


def _block(block: Block, lang: str) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block)
        case Paragraph():
            lines = (escape(line) for line in block.text.split("\n"))
            yield "<br>\n".join(_BLOCK_START.sub(_as_text, line) for line in lines)
        case Chart():
            yield from _table(chart_table(block, lang))
        case NumberedList():
            yield from _steps(block)
        case Listing():
            text = clean(block.text)
            fence = max(["``", *_FENCE.findall(text)], key=len) + "`"  # longer than any in the text
            yield f"{fence}{block.language}\n{text}\n{fence}"


def _as_text(start: re.Match[str]) -> str:
    """Return the start of a paragraph so that it opens no heading and no list."""
    mark = start[2]
    return start[1] + (f"\\{mark}" if len(mark) == 1 else f"{mark[:-1]}\\{mark[-1]}")


def _table(table: Table[Any]) -> Iterator[str]:
    if table.caption:
        yield f"**{escape(table.caption)}**"
        yield ""
    seen = table.seen
    grid = [[escape(column.heading) for column in seen]]
    grid += [
        [_cell(cell, column, strong=is_sum) for cell, column in zip(cells, seen, strict=True)]
        for cells, is_sum, _ in table.seen_rows()
    ]
    widths = [max(3, *map(width_of, cells)) for cells in zip(*grid, strict=True)]
    rule = [
        "-" * (width - 1) + ":" if column.kind.is_number else "-" * width
        for width, column in zip(widths, seen, strict=True)
    ]
    for cells in [grid[0], rule, *grid[1:]]:
        padded = (
            pad(text, width, right=column.kind.is_number)
            for text, width, column in zip(cells, widths, seen, strict=True)
        )
        yield "| " + " | ".join(padded) + " |"


def _cell(cell: Cell, column: Column[Any], *, strong: bool) -> str:
    text = escape(cell.strip()) if isinstance(cell, str) else cell_text(cell, column)
    return f"**{text}**" if strong and text else text


def _steps(block: NumberedList) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        yield f"{number}. {escape(item.text)}" + (f"<br>{escape(item.formula)}" if item.formula else "")
