"""A report set in a Word template: tags are replaced by texts, parts by headings, tables and pictures.

The template's own styles, header and footer stay; a style that a part needs and the template lacks is added.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup

from fivegoods.export.docx.blocks import Writer, add_styles, set_header_and_footer, set_page, set_styles
from fivegoods.export.html.template import with_parts
from fivegoods.messages.findings import Finding, Place
from fivegoods.messages.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.reading.template import NO_TEMPLATE, Sandbox, TemplateProblems, sizes_of
from fivegoods.reports.model import REPORT_MARK, Paragraph, Report, Section, Table
from fivegoods.reports.tags import TAGS

#: Rows of all tables that a document takes; Word turns slow beyond.
MOST_ROWS: Final = 2000
#: The date in a document and in its archive: the same bytes on any day.
_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)


class TooLong(ValueError):
    """A report has more rows than a Word document is good for; the text says which formats take them."""


def document_bytes(report: Report) -> bytes:
    """Return a report as a Word document. Raise TooLong above `MOST_ROWS` rows."""
    rows = sum(len(block.rows) for s in report.sections for block in s.blocks if isinstance(block, Table))
    if rows > MOST_ROWS:
        raise TooLong(say("docx.too_long", report.lang, rows=rows, most=MOST_ROWS))
    document = Document()
    set_page(document)
    set_styles(document)
    set_header_and_footer(document, report.notices, report.lang)
    writer = Writer(document, report.lang)
    document.add_paragraph(one_line(report.title), style="Title")
    if report.subtitle:
        document.add_paragraph(one_line(report.subtitle), style="Subtitle")
    for notice in report.notices:
        document.add_paragraph(style="Normal").add_run(one_line(notice)).bold = True
    if report.facts:
        writer.paragraph(Paragraph("", report.facts))
    for section in report.sections:
        writer.section(section)
    return saved(document, report.title)


def saved(document: Any, title: str) -> bytes:
    """Return a document's bytes, with fixed dates inside and in the archive."""
    about = document.core_properties
    about.title, about.category, about.author, about.comments = one_line(title), REPORT_MARK, "fivegoods", ""
    about.last_modified_by, about.revision = "fivegoods", 1
    about.created = about.modified = _DATE
    made = io.BytesIO()
    document.save(made)
    same = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _DATE.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(entry))
    return same.getvalue()


#: Bytes that the parts of a template may take unpacked.
_MOST_BYTES: Final = 100_000_000


class _Part:
    """A ready part of a report; it is written when the template asks for it."""

    def __init__(self, template: DocxTemplate, sections: Sequence[Section], lang: str) -> None:
        self.template, self.sections, self.lang = template, sections, lang

    def __html__(self) -> str:
        """Return the part in Word's markup; its pictures are kept with the template's own."""
        document = self.template.docx
        body = document.element.body
        before = set(body)
        writer = Writer(document, self.lang)
        for section in self.sections:
            writer.section(section)
        made = [element for element in body if element not in before]
        for element in made:
            body.remove(element)
        return Markup("".join(etree.tostring(element, encoding="unicode") for element in made))

    def __bool__(self) -> bool:
        return bool(self.sections)


def set_in(file: str, data: bytes, values: Mapping[str, Any], lang: str) -> bytes:
    """Return the Word template in ``data`` with the values of a report in place of its tags.

    ``values`` hold a text, a list or a part (a sequence of sections) for each tag. Raise TemplateProblems for what
    is no Word file, and for tags that are unknown, malformed or more than data.
    """
    template = _opened(file, data)
    add_styles(template.docx)
    sandbox = Sandbox(file, sizes_of(values))
    parts = with_parts({**values, "style": ""}, lambda sections: _Part(template, sections, lang))
    template.render(parts, sandbox, autoescape=True)
    return saved(template.docx, str(values["title"]))


def _opened(file: str, data: bytes) -> DocxTemplate:
    """Return a template that is whole and of a reasonable size. Raise TemplateProblems."""
    template = DocxTemplate(io.BytesIO(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise ValueError(file)
        template.init_docx()
        template.get_xml()
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, etree.XMLSyntaxError):
        raise TemplateProblems([Finding(NO_TEMPLATE, Place(file))]) from None
    return template


def built_in(lang: str) -> bytes:
    """Return the template that reports are set in where an office gives none of its own: one to start from."""
    document = Document()
    set_page(document)
    set_styles(document)
    set_header_and_footer(document, ["{{ notice }}"], lang)
    document.add_paragraph("{{ title }}", style="Title")
    inner = say("join.list", lang).join(("{{ criteria_id }}", "{{ status }}"))
    document.add_paragraph(say("join.bracket", lang, text="{{ criteria }}", inner=inner), style="Subtitle")
    document.add_paragraph("{%p if notice %}")
    notice = document.add_paragraph()
    notice.add_run("{{ notice }}").bold = True
    notice.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{p ranking_part }}")
    document.add_paragraph("{%p for park in parks %}")
    document.add_paragraph("{%p if parks|length > 1 %}")
    document.add_heading("{{ park.name }}", level=1).paragraph_format.page_break_before = True
    document.add_paragraph("{%p endif %}")
    for name, tag in TAGS["park"].items.items():
        if tag.is_part:
            document.add_paragraph(f"{{{{p park.{name} }}}}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{{p settings_part }}")
    return saved(document, say("report.template_title", lang))
