"""Report → one web page that needs nothing else: to read on any screen, to print as PDF, to hand in.

Nothing in it is loaded from anywhere, and nothing in it can run. What it looks like stands in `page.html`,
`sections.html` and `page.css`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from fivegoods.export.cells import chart_table, is_drawn_in_text
from fivegoods.export.html.style import style_of
from fivegoods.export.html.table import SetTable, is_wide, set_tables
from fivegoods.export.html.text import inline, lines, verbatim
from fivegoods.export.pictures.draw import parts_of, svg_of
from fivegoods.messages.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import Block, Report, Section, Table

_LANGUAGES: Final = {"zh": "zh-CN"}
#: Fewer headings than these need no table of contents, and more are no longer one.
_FEW, _MANY = 6, 200


def pieces(report: Report) -> Iterator[str]:
    """Yield the page bit by bit: long tables row by row."""
    sections = _placed(report.sections)
    level = 1
    for section in sections:
        # Headings never skip a level.
        if section["heading"]:
            level = section["level"] = min(section["level"], level + 1)
    contents = [section for section in sections if section["heading"] and section["level"] <= 2]
    wide = any(isinstance(block, Table) and is_wide(block) for section in report.sections for block in section.blocks)
    template = _environment().get_template("page.html")
    return template.generate(
        report=report,
        language=_LANGUAGES.get(report.lang, report.lang),
        style=Markup(style_of(report, wide=wide)),
        contents=contents if _FEW <= len(contents) <= _MANY else [],
        sections=sections,
        **_helpers(report.lang),
    )


def fragment(report: Report) -> str:
    """Return title, notices and sections without a page around them, to stand in somebody else's."""
    sections = sections_markup([replace(section, level=4) for section in report.sections], report.lang, 0)
    subtitle = f"<p>{inline(report.subtitle)}</p>\n" if report.subtitle else ""
    notices = "".join(f"<p><em>{inline(notice)}</em></p>\n" for notice in report.notices)
    language = _LANGUAGES.get(report.lang, report.lang)
    return f'<div lang="{language}">\n<h3>{inline(report.title)}</h3>\n{subtitle}{notices}{sections}</div>\n'


def sections_markup(sections: Sequence[Section], lang: str, first: int) -> Markup:
    """Return sections as markup for another page; ``first`` keeps their ids apart from those of others."""
    template = _environment().get_template("sections.html")
    return Markup(template.render(sections=_placed(sections, first), **_helpers(lang)))


def _placed(sections: Sequence[Section], first: int = 0) -> list[dict[str, Any]]:
    """Return what a template knows of sections: a text without heading belongs to the top of the page."""
    return [
        {
            "number": number,
            "id": f"s{number}" if section.heading else "top",
            "heading": section.heading,
            "level": section.level,
            "new_page": section.new_page,
            "blocks": section.blocks,
        }
        for number, section in enumerate(sections, start=first)
    ]


@cache
def _environment() -> Environment:
    """Return Jinja2 for the templates beside this file: every text is put in one clean line and escaped."""
    loader = FunctionLoader(lambda name: files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        finalize=lambda text: one_line(text) if type(text) is str else text,
    )


def _helpers(lang: str) -> dict[str, Any]:
    """Return the functions that the templates call."""

    def tables(block: Block) -> Iterator[SetTable]:
        if isinstance(block, Table):
            yield from set_tables(block)
        elif isinstance(block, Chart) and is_drawn_in_text(block):
            yield from set_tables(chart_table(block, lang))

    return {
        "say": partial(say, lang=lang),
        "kind": lambda block: type(block).__name__,
        "lines": lambda text: Markup(lines(text)),
        "verbatim": lambda text: Markup(verbatim(text)),
        "charts": parts_of,
        "svg": lambda chart, prefix: Markup(svg_of(chart, lang, prefix=prefix)),
        "drawn_in_text": is_drawn_in_text,
        "tables": tables,
    }
