"""Report → a Word document: the same report gives the same bytes, on one machine's fonts."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document

from fivegoods.export.docx.blocks import Writer
from fivegoods.export.docx.styles import set_header_and_footer, set_page, set_styles
from fivegoods.messages.sanitise import one_line
from fivegoods.messages.words import say
from fivegoods.reports.model import REPORT_MARK, Paragraph, Report, Table

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
