"""The style sheet of web pages: screens light and dark, narrow and wide, and paper."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from fivegoods.export.html.text import css_string
from fivegoods.export.pictures.canvas import SERIES_STYLE
from fivegoods.reports.model import Report

#: Of the systems offices use, Latin first and then Chinese; nothing is loaded.
_FONTS: Final = '-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif'


def shared_style() -> str:
    """Return what all pages share, drawings included."""
    sheet = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return f"{sheet}{SERIES_STYLE}\nhtml{{font-family:{_FONTS}}}\n"


def style_of(report: Report, *, wide: bool) -> str:
    """Return the style sheet of ``report``; ``wide`` lays paper on its side.

    Every page after the first says at its head what it belongs to and how official that is.
    """
    size = "A4 landscape" if wide else "A4"
    notice = report.notices[-1] if report.notices else ""
    small = f"font:8pt {_FONTS};color:#566273"
    return (
        f"{shared_style()}@page{{size:{size};margin:15mm 14mm 13mm;\n"
        f"@top-left{{content:{css_string(report.title)};{small}}}\n"
        f"@top-right{{content:{css_string(notice)};{small}}}\n"
        f'@bottom-right{{content:counter(page) " / " counter(pages);{small}}}}}\n'
        "@page:first{@top-left{content:none}@top-right{content:none}}\n"
    )
