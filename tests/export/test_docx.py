"""Word documents: the numbers of a report stand in them, heads are repeated, the same input gives the same bytes."""

from __future__ import annotations

import zipfile
from decimal import Decimal as D
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from cli.cli_support import Program
from export.render_support import cells_table, head
from fivegoods.export.docx.template import MOST_ROWS, TooLong, document_bytes
from fivegoods.numeric.decimals import show
from fivegoods.reports.charts import Chart, ChartKind, Series
from fivegoods.reports.model import Kind, Report, Section

ROOT = Path(__file__).parents[2]
DEMO = str(ROOT / "samples" / "demo")
PARK = str(ROOT / "samples" / "demo" / "luming-2024.yaml")
COMMANDS = {
    "score": ("score", PARK, "--peers", DEMO),
    "rank": ("rank", DEMO),
    "explain": ("explain", PARK, "--peers", DEMO, "tax_per_mu"),
    "diff": ("diff", DEMO, "--year", "2023", "--to-year", "2024"),
    "whatif": ("whatif", PARK, "--peers", DEMO, "--set", "tax=20亿元"),
    "criteria": ("criteria", "show", "demo-parks/2024"),
}


@pytest.fixture
def run(capsys):
    return Program(capsys)


def cells_of(document):
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_report_is_a_document_with_page_numbers_and_its_notice(run, tmp_path, name):
    file = tmp_path / "x.docx"
    assert run(*COMMANDS[name], "-o", file, "--lang", "zh").code == 0
    document = Document(file)
    assert document.paragraphs[0].style.name == "Title"
    (section,) = document.sections
    assert round(section.page_width.cm, 1) == 21
    assert "非官方" in section.header.paragraphs[0].text
    fields = [part.text for part in section.footer.paragraphs[0]._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [("rank", DEMO), ("advise", PARK), ("advise", PARK, "--peers", DEMO, "--next"), ("whatif", PARK, "--set", "tax=1")],
    ids=" ".join,
)
def test_a_paper_to_hand_in_names_no_options(run, tmp_path, command, lang):
    file = tmp_path / "x.docx"
    assert run(*command, "-o", file, "--lang", lang).code == 0
    document = Document(file)
    texts = [*(paragraph.text for paragraph in document.paragraphs), *cells_of(document)]
    assert [text for text in texts if "--" in text] == []


def test_the_numbers_are_those_of_json(run, tmp_path):
    file = tmp_path / "x.docx"
    run("rank", DEMO, "-o", file, "--lang", "en")
    parks = run("rank", DEMO, "--format", "json", "--lang", "en").data["parks"]
    overall = next(t for t in Document(file).tables if len(t.rows) > len(parks) / 2 and len(t.columns) > 5)
    rows = {row.cells[1].text: [cell.text for cell in row.cells] for row in overall.rows[1:]}
    for park in parks:
        if park["rank"] is not None:
            assert show(D(park["points"]), 2) in rows[park["name"]]


def test_heads_are_repeated_rows_stay_whole_and_numbers_stand_flush_right():
    columns = (head("park", "Park"), head("points", "Points", Kind.NUMBER, 2))
    table = cells_table(columns, [("Jia <b>", D("1.005")), ("乙\x1b", None)], strong=frozenset({0}))
    document = read(document_bytes(Report("T", "en", sections=(Section("S", (table,)),))))
    (made,) = document.tables
    heading, first, second = made.rows
    assert heading._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in made.rows)
    assert [cell.text for row in (first, second) for cell in row.cells] == ["Jia <b>", "1.01", "乙", "-"]
    assert first.cells[1].paragraphs[0].alignment == 2
    assert first.cells[0].paragraphs[0].runs[0].bold


def read(content):
    import io

    return Document(io.BytesIO(content))


def test_a_chart_is_a_picture_with_its_sentence():
    chart = Chart(ChartKind.BARS, "Points", ("a",), (Series("x", (D(1),)),), "One bar")
    document = read(document_bytes(Report("T", "en", sections=(Section("S", (chart,)),))))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "One bar"
    assert "Points" in [paragraph.text for paragraph in document.paragraphs]


def test_the_same_input_gives_the_same_bytes_without_todays_date(run, tmp_path):
    one, two = tmp_path / "1.docx", tmp_path / "2.docx"
    for file in (one, two):
        run("score", PARK, "--peers", DEMO, "-o", file)
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {2000}


def test_too_many_rows_name_the_formats_that_take_them():
    table = cells_table((head("x", "X"),), [("a",)] * (MOST_ROWS + 1))
    with pytest.raises(TooLong, match="xlsx"):
        document_bytes(Report("T", "en", sections=(Section("S", (table,)),)))


def test_pdf_says_how(run, tmp_path):
    done = run("rank", DEMO, "-o", tmp_path / "x.pdf", "--lang", "en")
    assert done.code == 2
    assert "docx" in done.err
    assert not list(tmp_path.iterdir())


def test_a_table_too_wide_for_a_page_goes_on_in_another_that_repeats_the_names():
    columns = (head("item", "Item"), *(head(f"p{n}", f"Park {n}", Kind.NUMBER, 2) for n in range(40)))
    rows = [("first", *map(D, range(40))), ("second", *map(D, range(40, 80)))]
    document = read(document_bytes(Report("T", "en", sections=(Section("S", (cells_table(columns, rows),)),))))
    assert len(document.tables) > 1
    assert all([row.cells[0].text for row in made.rows] == ["Item", "first", "second"] for made in document.tables)
    heads = [cell.text for made in document.tables for cell in made.rows[0].cells[1:]]
    numbers = [cell.text for made in document.tables for cell in made.rows[1].cells[1:]]
    assert heads == [f"Park {n}" for n in range(40)]
    assert numbers == [f"{n}.00" for n in range(40)]
    width = document.sections[0].page_width
    assert all(sum(column.width for column in made.columns) < width for made in document.tables)


def test_a_long_picture_fits_its_pages():
    labels = [f"p{n}" for n in range(60)]
    chart = Chart(ChartKind.BARS, "C", labels, (Series("x", [D(n) for n in range(60)]),), "what it shows")
    document = read(document_bytes(Report("T", "en", sections=(Section("S", (chart,)),))))
    page = document.sections[0]
    assert len(document.inline_shapes) == 3
    room = page.page_height - page.top_margin - page.bottom_margin
    assert all(shape.height < room for shape in document.inline_shapes)
