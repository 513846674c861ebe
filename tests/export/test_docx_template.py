"""Reports set in Word templates: every tag is filled in, text is no markup, and what is no template is named."""

from __future__ import annotations

import io
from decimal import Decimal as D

import pytest
from docx import Document

from export.render_support import cells_table, head
from fivegoods.export.docx.template import built_in, set_in
from fivegoods.reading.template import TemplateProblems
from fivegoods.reports.charts import Chart, ChartKind, Series
from fivegoods.reports.model import Kind, Paragraph, Section
from fivegoods.reports.tags import TAGS

CHART = Chart(ChartKind.BARS, "图", ("a",), (Series("x", (D(1),)),), "一条")
TABLE = cells_table((head("a", "指标"), head("b", "得分", Kind.NUMBER, 1)), [("亩均税收", D("9.25"))])


def values_of(tags, name=""):
    """Return a value for every tag: its own name, two entries for a list, a section for a part."""
    made = {}
    for key, tag in tags.items():
        whole = f"{name}.{key}" if name else key
        if tag.is_list:
            made[key] = [values_of(tag.items, f"{whole}{n}") for n in (1, 2)]
        elif tag.items:
            made[key] = values_of(tag.items, whole)
        elif tag.is_part:
            made[key] = (Section(whole, (Paragraph("段落"), TABLE, CHART)),)
        else:
            made[key] = f"<{whole}>&"
    return made


VALUES = values_of(TAGS)


def template(*paragraphs, header=""):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def made(data, values=VALUES):
    return Document(io.BytesIO(set_in("t.docx", data, values, "zh")))


def test_texts_are_filled_in_in_body_header_and_loops_and_are_no_markup():
    document = made(
        template(
            "总分 {{ park.total }}", "{%p for p in parks %}", "{{ p.name }}", "{%p endfor %}", header="{{ notice }}"
        )
    )
    assert [p.text for p in document.paragraphs] == ["总分 <park.total>&", "<parks1.name>&", "<parks2.name>&"]
    assert document.sections[0].header.paragraphs[0].text == "<notice>&"


def test_a_part_is_headings_tables_and_pictures_in_the_place_of_its_tag():
    document = made(template("before", "{{p park.losses_part }}", "after"))
    texts = [p.text for p in document.paragraphs if p.text]
    assert texts[:3] == ["before", "park.losses_part", "段落"]
    assert texts[-1] == "after"
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["亩均税收", "9.3"]
    assert len(document.inline_shapes) == 1


def test_a_row_of_a_table_is_repeated():
    document = Document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for i in park.indicators %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ i.name }}", "{{ i.points }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    out = io.BytesIO()
    document.save(out)
    rows = made(out.getvalue()).tables[0].rows
    assert [row.cells[0].text for row in rows] == ["<park.indicators1.name>&", "<park.indicators2.name>&"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_built_in_template_holds_every_part_and_gives_the_same_bytes(lang):
    data = built_in(lang)
    assert built_in(lang) == data
    one = set_in("t.docx", data, VALUES, lang)
    assert one == set_in("t.docx", data, VALUES, lang)
    texts = {p.text for p in Document(io.BytesIO(one)).paragraphs}
    parts = [f"parks{n}.{name}" for n in (1, 2) for name, tag in TAGS["park"].items.items() if tag.is_part]
    assert texts >= {*parts, "ranking_part", "settings_part", "<title>&"}


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + bytes(50), b"PK\x03\x04" + bytes(40), b"{{ title }}"])
def test_what_is_no_word_file_is_named(data):
    with pytest.raises(TemplateProblems) as caught:
        set_in("bild.docx", data, VALUES, "zh")
    assert [finding.kind.code for finding in caught.value.findings] == ["FG605"]


def test_a_tag_split_by_word_into_several_runs_is_one_tag():
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ park", ".na", "me }}"):
        paragraph.add_run(piece)
    out = io.BytesIO()
    document.save(out)
    assert made(out.getvalue()).paragraphs[0].text == "<park.name>&"
