"""Report → plain text for pipes and files: full width, no box, no colour, one row per line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fivegoods.export.cells import blocks_as_text, chart_lines, grid_of, headings_of
from fivegoods.messages.sanitise import clean, one_line, pad, width_of
from fivegoods.messages.words import say
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import Block, Listing, NumberedList, Paragraph, Report, Table

_BAR = 20


def render(report: Report) -> str:
    """Return the report as text; lines are as long as they need to be."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the same text line by line."""
    return (f"{line.rstrip()}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield one_line(report.title)
    if report.subtitle:
        yield one_line(report.subtitle)
    yield from (one_line(notice) for notice in report.notices)
    for section in report.sections:
        if section.heading:
            yield ""
            yield one_line(section.heading)
        for block in blocks_as_text(section):
            yield ""
            yield from _block(block, report.lang)
    if report.facts:
        yield ""
    for fact in report.facts:
        yield one_line(say("join.label", report.lang, label=fact.label, value=fact.value))


def _block(block: Block, lang: str) -> Iterator[str]:
    match block:
        case Table():
            yield from table_lines(block)
        case Paragraph():
            yield from clean(block.text).split("\n")
        case Chart():
            yield from _chart(block, lang)
        case NumberedList():
            yield from steps_lines(block)
        case Listing():
            yield from clean(block.text).split("\n")


def table_lines(table: Table[Any]) -> Iterator[str]:
    """Yield the header and rows of ``table``, columns aligned by their width on a terminal."""
    if table.caption:
        yield one_line(table.caption)
    grid = [headings_of(table), *grid_of(table)]
    widths = [max(map(width_of, cells)) for cells in zip(*grid, strict=True)]
    for row in grid:
        yield "  ".join(
            pad(text, width, right=column.kind.is_number)
            for text, width, column in zip(row, widths, table.seen, strict=True)
        )


def _chart(block: Chart, lang: str) -> Iterator[str]:
    lines = chart_lines(block, _BAR, lang)
    wide = max((width_of(label) for label, _, _ in lines), default=0)
    for label, drawn, remark in lines:
        yield f"{pad(label, wide)}  {drawn}  {remark}"


def steps_lines(block: NumberedList) -> Iterator[str]:
    """Yield numbered lines, each formula indented below its sentence."""
    for number, item in enumerate(block.items, start=1):
        lead = f"{number:>3}. "
        yield lead + one_line(item.text)
        if item.formula:
            yield " " * (len(lead) + 2) + one_line(item.formula)
