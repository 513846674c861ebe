"""How a Word document looks: A4 with the margins of GB/T 9704, headings, page numbers, notices on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from fivegoods.messages.sanitise import one_line
from fivegoods.messages.words import say

#: Style → fonts for Latin and Chinese letters, size in points, bold.
_STYLES: Final[dict[str, tuple[str, str, float, bool]]] = {
    "Normal": ("Times New Roman", "仿宋", 12, False),
    "Title": ("Times New Roman", "黑体", 22, True),
    "Subtitle": ("Times New Roman", "楷体", 14, False),
    "Heading 1": ("Times New Roman", "黑体", 16, True),
    "Heading 2": ("Times New Roman", "黑体", 14, True),
    "Heading 3": ("Times New Roman", "楷体", 13, True),
    "Header": ("Times New Roman", "仿宋", 9, False),
    "Footer": ("Times New Roman", "仿宋", 9, False),
    "Caption": ("Times New Roman", "仿宋", 10.5, True),
    "List Number": ("Times New Roman", "仿宋", 12, False),
}
#: Styles of this program's own: cells of tables, lines of a file.
CELL: Final = "Table Cell"
CODE: Final = "Code"


def set_page(document: Any) -> None:
    """Set A4 upright with the margins of official documents."""
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def set_styles(document: Any) -> None:
    """Set the fonts of the styles that reports use, for Latin and for Chinese letters."""
    for name, (latin, chinese, size, bold) in _STYLES.items():
        set_font(document.styles[name], latin, chinese, size, bold=bold)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Subtitle"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_styles(document)


def add_styles(document: Any) -> None:
    """Add the styles that reports use and the document lacks."""
    own = ((CELL, "Times New Roman", 9.5), (CODE, "Consolas", 9.0))
    missing = {name: look for name, look in _STYLES.items() if name not in document.styles}
    missing |= {name: (latin, "仿宋", size, False) for name, latin, size in own if name not in document.styles}
    for name, (latin, chinese, size, bold) in missing.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        set_font(style, latin, chinese, size, bold=bold)
        if name in (CELL, CODE):
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)


def set_font(style: Any, latin: str, chinese: str, size: float, *, bold: bool) -> None:
    """Set a style's fonts; headings of Word's theme need the Chinese one named as well."""
    style.font.name, style.font.size, style.font.bold = latin, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), chinese)


def set_header_and_footer(document: Any, notices: Sequence[str], lang: str) -> None:
    """Repeat the notices at the head of every page, and number the pages at its foot."""
    for section in document.sections:
        head = section.header.paragraphs[0]
        head.text = one_line(" ".join(notices))
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, between, after = say("docx.page", lang, page="|", pages="|").split("|")
        foot.add_run(before)
        _add_field(foot, "PAGE")
        foot.add_run(between)
        _add_field(foot, "NUMPAGES")
        foot.add_run(after)


def _add_field(paragraph: Any, code: str) -> None:
    """Add a field that Word fills in, such as the number of the page."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
            run._element.append(part)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
            run._element.append(part)
