"""The blocks of a report as parts of a Word document, in the styles that the document has."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from fivegoods.export.cells import grid_of, headings_of
from fivegoods.export.pictures.canvas import WIDTH
from fivegoods.export.pictures.draw import parts_of, png_of
from fivegoods.export.terminal.layout import parts_that_fit
from fivegoods.messages.sanitise import clean, one_line
from fivegoods.messages.words import say
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import Block, Listing, NumberedList, Paragraph, Section, Table

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


#: Sizes of letters in tables, in points; the first at which all columns fit is taken.
_SIZES: Final = (9.5, 8.5, 7.5, 7)
#: Units of Word's drawings in a point, and the width of a letter as a part of its height.
_EMU: Final = 12700
_LETTER: Final = 0.5
#: The part of a page's height that a picture may take, so that its title stays with it.
_TALLEST: Final = 0.9
#: Room that a cell's margins take, in units of Word's drawings.
_PADDING: Final = 2 * 60 * 635
_MARGINS: Final = '<w:tblCellMar><w:left w:w="55" w:type="dxa"/><w:right w:w="55" w:type="dxa"/></w:tblCellMar>'
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a Word table."""

    text: str
    bold: bool = False
    right: bool = False


class Writer:
    """Writes blocks at the end of a document."""

    def __init__(self, document: Any, lang: str) -> None:
        """Write into ``document`` (python-docx), in one language."""
        self.document = document
        self.lang = lang
        section = document.sections[0]
        self.width = section.page_width - section.left_margin - section.right_margin
        self.height = section.page_height - section.top_margin - section.bottom_margin

    def section(self, section: Section) -> None:
        """Write a section; its heading is a level higher than in Markdown."""
        if section.new_page:
            self.document.add_page_break()
        if section.heading:
            self.document.add_heading(one_line(section.heading), level=max(section.level - 1, 1))
        for block in section.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        """Write one block."""
        match block:
            case Table():
                self.table(block)
            case Paragraph():
                self.paragraph(block)
            case Chart():
                self.chart(block)
            case NumberedList():
                self.steps(block)
            case Listing():
                self.lines(block.text, CODE)

    def paragraph(self, block: Paragraph) -> None:
        """Write sentences; labels and values side by side where the report has them."""
        if not block.facts:
            self.lines(block.text, "Normal")
            return
        rows = [[_Cell(fact.label, bold=True), _Cell(fact.value)] for fact in block.facts]
        self._add_table(rows, [int(self.width * 0.28), int(self.width * 0.72)], _SIZES[0])

    def lines(self, text: str, style: str) -> None:
        """Write text, a paragraph for each of its lines."""
        for line in clean(text).split("\n"):
            self.document.add_paragraph(line, style=style)

    def steps(self, block: NumberedList) -> None:
        """Write numbered lines; the arithmetic stands below its sentence."""
        for number, item in enumerate(block.items, start=1):
            paragraph = self.document.add_paragraph(f"{number}. {one_line(item.text)}")
            paragraph.paragraph_format.left_indent = Pt(18)
            paragraph.paragraph_format.first_line_indent = Pt(-18)
            if item.formula:
                paragraph.add_run().add_break()
                paragraph.add_run(clean(item.formula))

    def chart(self, chart: Chart) -> None:
        """Draw a chart, in several pictures where it is long, each with its title and its sentence for the blind."""
        for part in parts_of(chart):
            png, width, height = png_of(part, self.lang)
            zoom = min(self.width / max(width, float(WIDTH)), self.height * _TALLEST / height)
            paragraph = self.document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            shape = paragraph.add_run().add_picture(io.BytesIO(png), width=int(width * zoom))
            shape._inline.docPr.set("descr", one_line(part.alternative))
            shape._inline.docPr.set("title", one_line(part.title))
            paragraph.paragraph_format.keep_with_next = True
            caption = self.document.add_paragraph(one_line(part.title), style="Caption")
            caption.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def table(self, block: Table[Any]) -> None:
        """Write a table whose head is repeated on every page, or several where it is too wide for a page.

        Letters become smaller before a table is broken. Numbers are set flush right and never folded.
        """
        if block.caption:
            caption = self.document.add_paragraph(one_line(block.caption), style="Caption")
            caption.paragraph_format.keep_with_next = True
        for size in _SIZES:
            letter = int(size * _EMU * _LETTER)
            parts = parts_that_fit(block, self.width // letter)
            if len(parts) == 1:
                break
        for part, columns in parts or [(block, [1] * len(block.seen))]:
            right = [column.kind.is_number for column in part.seen]
            rows = [[_Cell(text, bold=True, right=n) for text, n in zip(headings_of(part), right, strict=True)]]
            rows += [
                [_Cell(text, block.is_sum(row), n) for text, n in zip(texts, right, strict=True)]
                for row, texts in zip(block.rows, grid_of(part), strict=True)
            ]
            self._add_table(rows, self._widths(columns, letter), size, has_head=True)

    def _widths(self, columns: Sequence[int], letter: int) -> list[int]:
        """Return the widths of columns of so many letters; together they are no wider than the page."""
        wants = [count * letter + _PADDING for count in columns]
        return [int(want * min(self.width / sum(wants), 1)) for want in wants]

    def _add_table(
        self, rows: Sequence[Sequence[_Cell]], widths: Sequence[int], size: float, *, has_head: bool = False
    ) -> None:
        """Add a table with thin lines around all cells; a head is repeated on every page, no row is broken."""
        style = self.document.styles[CELL].style_id
        grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
        lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in _SIDES)
        look = f'<w:tblW w:w="{sum(map(_twips, widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        look += f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>{_MARGINS}'
        text = "".join(
            _row_xml(row, widths, (style, size), is_head=has_head and number == 0) for number, row in enumerate(rows)
        )
        table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{text}</w:tbl>")
        self.document.add_paragraph(style=CELL)._p.addprevious(table)


def _row_xml(row: Sequence[_Cell], widths: Sequence[int], look: tuple[str, float], *, is_head: bool) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    cells = "".join(_cell_xml(cell, width, look) for cell, width in zip(row, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _cell_xml(cell: _Cell, width: int, look: tuple[str, float]) -> str:
    style, size = look
    flush = '<w:jc w:val="right"/>' if cell.right else ""
    whole = "<w:noWrap/>" if cell.right else ""
    bold = "<w:b/>" if cell.bold else ""
    run = f'<w:rPr>{bold}<w:sz w:val="{int(size * 2)}"/></w:rPr>'
    text = escape(clean(cell.text)).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{whole}</w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{style}"/>{flush}</w:pPr><w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
    )


def _twips(width: int) -> int:
    """Return a length of Word's drawings in twentieths of a point."""
    return width // 635
