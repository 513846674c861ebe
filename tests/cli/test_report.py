"""`fivegoods report`: one document with every number of JSON, in the built-in shape or an office's template."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from cli.cli_support import Program
from fivegoods.numeric.decimals import show

ROOT = Path(__file__).parents[2]
DEMO = str(ROOT / "samples" / "demo")
PARK = str(ROOT / "samples" / "demo" / "luming-2024.yaml")
HUNAN = str(ROOT / "samples" / "hunan" / "xiangxiang-2021.yaml")


@pytest.fixture
def run(capsys):
    return Program(capsys)


def words(file):
    document = Document(file)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


@pytest.fixture(scope="module")
def luming(tmp_path_factory):
    from fivegoods.cli import main

    file = tmp_path_factory.mktemp("report") / "luming.docx"
    assert main(["report", PARK, "--peers", DEMO, "-o", str(file), "--lang", "zh", "-q"]) == 0
    return file


def test_every_indicator_and_dimension_stands_with_the_points_of_json(run, luming):
    (park,) = run("score", PARK, "--peers", DEMO, "--format", "json", "--lang", "zh").data["parks"]
    texts = words(luming)

    def parts(node):
        for child in node.get("dimensions", ()):
            yield child
            yield from parts(child)
        yield from node.get("indicators", ())

    found = list(parts(park))
    assert len(found) > 10
    for part in found:
        assert any(part["name"] in text for text in texts)
        assert show(Decimal(part["points"]), 2) in texts or part["outcome"] != "scored"
    assert any(show(Decimal(park["points"]), 2) in text for text in texts)


def test_it_has_pictures_losses_advice_and_sources(luming):
    document = Document(luming)
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    wanted = ["总体情况", "各维度对照", "各项指标", "失分在哪里", "怎样再得分", "数据来源", "依据"]
    assert [heading for heading in headings if heading in wanted] == wanted
    assert len(document.inline_shapes) == 3  # bars, radar, indicators against the mean
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    assert any(text.startswith("共失") for text in words(luming))


def test_a_park_alone_has_no_rank_and_is_compared_with_nobody(run, tmp_path):
    file = tmp_path / "x.docx"
    assert run("report", HUNAN, "-o", file, "--lang", "zh").code == 0
    texts = words(file)
    assert not any(text == "平均" for text in texts)
    assert "还缺的数据和参照值" in texts
    assert "非官方" in Document(file).sections[0].header.paragraphs[0].text


def test_several_parks_have_the_ranking_and_a_chapter_each(run, tmp_path):
    file = tmp_path / "x.docx"
    assert run("report", ROOT / "samples" / "meizhou-2016", "-o", file, "--lang", "en").code == 0
    headings = [p.text for p in Document(file).paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "Overall"
    assert {"Pingyuan", "Xingning"} <= set(headings)


@pytest.mark.parametrize("suffix", ["md", "html", "txt", "json"])
def test_the_same_document_in_other_formats(run, tmp_path, suffix):
    file = tmp_path / f"x.{suffix}"
    assert run("report", PARK, "--peers", DEMO, "-o", file, "--lang", "en").code == 0
    assert "66.1" in file.read_text(encoding="utf-8")


def test_settings_and_hashes_are_in_the_annex(run, tmp_path):
    plain, whole = tmp_path / "1.md", tmp_path / "2.md"
    run("report", HUNAN, "-o", plain, "--lang", "en")
    run("report", HUNAN, "-o", whole, "--annex", "--lang", "en")
    assert "SHA-256" in plain.read_text("utf-8")
    assert len(whole.read_text("utf-8")) > len(plain.read_text("utf-8")) + 500


def office_template(tmp_path, *paragraphs):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    file = tmp_path / "红头.docx"
    document.save(file)
    return file


def test_an_offices_own_template(run, tmp_path):
    template = office_template(
        tmp_path, "某市园区办文件", "{{ park.name }}：{{ park.total }} 分，{{ park.grade }}", "{{p park.losses_part }}"
    )
    file = tmp_path / "x.docx"
    done = run("report", PARK, "--peers", DEMO, "--template", template, "-o", file, "--lang", "zh")
    assert done.code == 0, done.err
    texts = words(file)
    assert texts[0] == "某市园区办文件"
    assert texts[1].startswith("鹿鸣产业园（虚构）：66.10 分")
    assert "失分在哪里" in texts


def test_an_offices_own_page(run, tmp_path):
    page = tmp_path / "ours.html"
    page.write_text(
        "<!DOCTYPE html><title>{{ title }}</title><style>{{ style }}</style><h1>{{ park.name }} &amp; {{ notice }}</h1>"
        "{% for d in park.dimensions %}<p>{{ d.name }}: {{ d.share }}</p>{% endfor %}{{ park.picture_part }}",
        encoding="utf-8",
    )
    out = tmp_path / "x.html"
    assert run("report", PARK, "--peers", DEMO, "--template", page, "-o", out, "--lang", "zh").code == 0
    text = out.read_text("utf-8")
    assert "<p>经济效益: 70.0%</p>" in text
    assert text.count("<svg") == 2
    assert "svg.chart" in text
    page.write_text("{{ park.name.__class__ }}", encoding="utf-8")
    out.unlink()
    done = run("report", PARK, "--template", page, "-o", out, "--lang", "en")
    assert (done.code, out.exists()) == (2, False)
    assert "FG603" in done.err


def test_a_broken_tag_writes_nothing_and_is_named(run, tmp_path):
    template = office_template(tmp_path, "得分 {{ park.totel }}", "{%p for i in park.indicators %}", "{{ i.name }}")
    file = tmp_path / "x.docx"
    done = run("report", PARK, "--template", template, "-o", file, "--lang", "zh")
    assert done.code == 2
    assert "{%" in done.err or "park.totel" in done.err
    assert not file.exists()


def test_a_picture_is_no_template(run, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = run("report", PARK, "--template", tmp_path / "a.docx", "-o", tmp_path / "x.docx", "--lang", "en")
    assert done.code == 2
    assert "FG605" in done.err


def test_the_built_in_template_gives_the_same_document(run, tmp_path):
    template, one, two = tmp_path / "t.docx", tmp_path / "1.docx", tmp_path / "2.docx"
    assert run("report", "template", "-o", template, "--lang", "zh").code == 0
    run("report", HUNAN, "-o", one, "--lang", "zh")
    run("report", HUNAN, "--template", template, "-o", two, "--lang", "zh")
    assert one.read_bytes() == two.read_bytes()


def test_a_template_of_another_format_is_refused(run, tmp_path):
    template = office_template(tmp_path, "{{ title }}")
    assert run("report", PARK, "--template", template, "-o", tmp_path / "x.md").code == 2
    assert run("report", "template", "-o", tmp_path / "x.md").code == 2


def test_above_150_parks_the_distribution_and_the_first(run, tmp_path):
    rows = "".join(f"p{n},园{n},2024,{n % 97}\n" for n in range(200))
    (tmp_path / "t.csv").write_text("id,name,year,x\n" + rows, encoding="utf-8")
    (tmp_path / "c.yaml").write_text(
        "name: c\nstatus: example\nsources: {o: {title: o, attested: ours}}\nfields: {x: {name: x, unit: 家}}\n"
        "indicators:\n  i: {name: i, unit: 家, points: 100, value: x, source: o,"
        " rule: {kind: goalposts, worst: 0, best: 100}}\n",
        encoding="utf-8",
    )
    file = tmp_path / "x.docx"
    done = run(
        "report", "p199", "p5", "--peers", tmp_path / "t.csv", "-c", tmp_path / "c.yaml", "-o", file, "--lang", "zh"
    )
    assert done.code == 0, done.err
    texts = words(file)
    assert "得分分布" in texts
    assert any("共 200 个园区" in text for text in texts)
    assert {"园199", "园5"} <= set(texts)


@pytest.mark.parametrize("shape", ["md", "html"])
def test_other_reports_have_an_annex_too_and_a_workbook_has_it_always(run, tmp_path, shape):
    brief, whole = (run("rank", DEMO, "--format", shape, "--lang", "en", *more).out for more in ((), ("--annex",)))
    assert "declared by the criteria: 3" in brief
    assert "Tied ranks" not in brief
    assert "Tied ranks" in whole
    assert "canglang-2023.yaml" not in brief
    assert "canglang-2023.yaml" in whole
    book = tmp_path / "x.xlsx"
    assert run("rank", DEMO, "-o", book, "--lang", "en").code == 0
    assert {"Settings in force", "Files and hashes"} <= set(load_workbook(book).sheetnames)


def test_chapters_begin_on_a_page_and_their_parts_stand_below_them(run, tmp_path):
    file = tmp_path / "x.docx"
    assert run("report", "luming", "songhe", "--peers", DEMO, "-o", file, "--lang", "en").code == 0
    chapters = [p for p in Document(file).paragraphs if p.text in ("Luming Park (invented)", "Songhe Park (invented)")]
    assert [p.style.name for p in chapters] == ["Heading 1", "Heading 1"]
    assert all(p.paragraph_format.page_break_before for p in chapters)
    assert {p.style.name for p in Document(file).paragraphs if p.text == "Indicators"} == {"Heading 2"}
