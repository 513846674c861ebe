"""Report → one web page that needs nothing else: to read on any screen, to print as PDF, to hand in.

Nothing in it is loaded from anywhere, and nothing in it can run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fivegoods.export.cells import chart_table, is_drawn_in_text
from fivegoods.export.html.style import style_of
from fivegoods.export.html.table import is_wide, table_pieces
from fivegoods.export.html.text import inline, lines, verbatim
from fivegoods.export.pictures.draw import svg_of
from fivegoods.messages.words import say
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import Block, LabelledValue, Listing, NumberedList, Paragraph, Report, Section, Table

_LANGUAGES: Final = {"zh": "zh-CN"}
#: Browsers that know it load and run nothing, whatever the page says.
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
#: Fewer headings than these need no table of contents, and more are no longer one.
_FEW, _MANY = 6, 200


def pieces(report: Report) -> Iterator[str]:
    """Yield the page bit by bit: long tables row by row."""
    yield from _opening(report)
    yield from _masthead(report)
    yield from _contents(report)
    level = 1
    for number, section in enumerate(report.sections):
        if section.heading:
            # Headings never skip a level.
            level = min(section.level, level + 1)
        yield from section_pieces(section, number, level, report.lang)
    if report.facts:
        yield f"<footer>\n{_facts(report.facts, 'grounds')}</footer>\n"
    yield "</main>\n</body>\n</html>\n"


def fragment(report: Report) -> str:
    """Return title, notices and sections without a page around them, to stand in somebody else's."""
    sections = "".join(
        piece for number, one in enumerate(report.sections) for piece in section_pieces(one, number, 4, report.lang)
    )
    subtitle = f"<p>{inline(report.subtitle)}</p>\n" if report.subtitle else ""
    notices = "".join(f"<p><em>{inline(notice)}</em></p>\n" for notice in report.notices)
    language = _LANGUAGES.get(report.lang, report.lang)
    return f'<div lang="{language}">\n<h3>{inline(report.title)}</h3>\n{subtitle}{notices}{sections}</div>\n'


def _opening(report: Report) -> Iterator[str]:
    wide = any(isinstance(block, Table) and is_wide(block) for section in report.sections for block in section.blocks)
    yield f'<!DOCTYPE html>\n<html lang="{_LANGUAGES.get(report.lang, report.lang)}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{inline(report.title)}</title>\n"
    yield f"<style>\n{style_of(report, wide=wide)}</style>\n</head>\n<body>\n<main>\n"


def _masthead(report: Report) -> Iterator[str]:
    yield f'<header>\n<h1 id="top">{inline(report.title)}</h1>\n'
    if report.subtitle:
        yield f'<p class="subtitle">{inline(report.subtitle)}</p>\n'
    if report.notices:
        notices = "\n".join(f"<p>{inline(notice)}</p>" for notice in report.notices)
        yield f'<div class="notice" role="note">\n{notices}\n</div>\n'
    yield "</header>\n"


def _contents(report: Report) -> Iterator[str]:
    """Yield links to the main headings where there are enough of them."""
    entries = [(n, s.heading) for n, s in enumerate(report.sections) if s.heading and s.level <= 2]
    if not _FEW <= len(entries) <= _MANY:
        return
    yield f'<nav aria-label="{inline(say("page.contents", report.lang))}">\n<ol>\n'
    yield from (f'<li><a href="#s{number}">{inline(heading)}</a></li>\n' for number, heading in entries)
    yield "</ol>\n</nav>\n"


def section_pieces(section: Section, number: int, level: int, lang: str) -> Iterator[str]:
    """Yield a section bit by bit; ``number`` keeps its ids apart from those of the others."""
    yield '<section class="page">\n' if section.new_page else "<section>\n"
    named = "top"
    if section.heading:
        named = f"s{number}"
        yield f'<h{level} id="{named}">{inline(section.heading)}</h{level}>\n'
    for place, block in enumerate(section.blocks):
        yield from _block(block, named, f"c{number}-{place}-", lang)
    yield "</section>\n"


def _block(block: Block, heading: str, prefix: str, lang: str) -> Iterator[str]:
    match block:
        case Table():
            yield from table_pieces(block, heading)
        case Paragraph():
            yield _facts(block.facts, "facts") if block.facts else f"<p>{lines(block.text)}</p>\n"
        case Chart():
            yield from _figure(block, heading, prefix, lang)
        case NumberedList():
            yield from _steps(block)
        case Listing():
            yield f'<pre tabindex="0"><code>{verbatim(block.text)}</code></pre>\n'


def _figure(chart: Chart, heading: str, prefix: str, lang: str) -> Iterator[str]:
    """Yield a chart as a drawing, and its numbers behind it where they stand in no other table.

    ``prefix`` keeps the ids in the drawing apart from those of the others.
    """
    caption = f"<figcaption>{inline(chart.title)}</figcaption>"
    yield f"<figure>\n{svg_of(chart, lang, prefix=prefix)}\n{caption}</figure>\n"
    if is_drawn_in_text(chart):
        summary = inline(say("page.numbers", lang))
        yield f"<details><summary>{summary}</summary>\n"
        yield from table_pieces(chart_table(chart, lang), heading)
        yield "</details>\n"


def _facts(facts: tuple[LabelledValue, ...], css: str) -> str:
    pairs = "".join(f"<div><dt>{inline(fact.label)}</dt><dd>{inline(fact.value)}</dd></div>\n" for fact in facts)
    return f'<dl class="{css}">\n{pairs}</dl>\n'


def _steps(block: NumberedList) -> Iterator[str]:
    yield "<ol>\n"
    for item in block.items:
        worked = f'<br><code class="worked">{inline(item.formula)}</code>' if item.formula else ""
        yield f"<li>{inline(item.text)}{worked}</li>\n"
    yield "</ol>\n"
