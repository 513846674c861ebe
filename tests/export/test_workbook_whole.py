"""Workbooks as a whole: names of sheets, text beside tables, limits, bytes, real reports, the command line."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.cli_support import Program
from export.render_support import ESCAPES, bars, cells_table, head, report, steps, table
from export.workbook_support import (
    NUMBER,
    ROOT,
    alone,
    as_shown,
    exact,
    first_table,
    grid,
    opened,
    parts,
    stored,
    texts,
)
from fivegoods import api
from fivegoods.export.xlsx import workbook
from fivegoods.export.xlsx.plan import Names
from fivegoods.export.xlsx.workbook import Limits
from fivegoods.reports.charts import Chart, ChartKind, Series
from fivegoods.reports.model import Item, Kind, LabelledValue, Listing, NumberedList, Paragraph, Section, Table
from fivegoods.reports.results.card import CardProduct
from fivegoods.reports.results.comparison import ComparisonProduct
from fivegoods.reports.results.derivation import DerivationProduct
from fivegoods.reports.results.ranking import RankingProduct

# --- names of sheets


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("总排名", "总排名"),
        ("Level: National", "Level National"),
        ("a/b\\c*d?e[f]g:h", "a b c d e f g h"),
        ("'quoted'", "quoted"),
        ("History", "History (2)"),
        ("[]", "园区排名"),
        ("很" * 40, "很" * 30 + "…"),
    ],
)
def test_sheets_are_called_like_their_headings(heading, name):
    made = report(sections=(Section(heading, (table(),)),))
    assert opened(made).sheetnames == ["说明", name]


def test_a_caption_names_its_table():
    made = report(sections=(Section("按级别", (table(caption="国家级"), table(caption="省级"))),))
    assert opened(made).sheetnames == ["说明", "国家级", "省级"]


def test_headings_that_repeat_carry_those_above_them():
    sections = [
        one
        for park in ("平远 2016", "A park whose name alone is longer than a sheet's name 2016")
        for one in (Section(park, (Paragraph("总分"),)), Section("各项指标", (table(),), level=3))
    ]
    assert opened(report(sections=tuple(sections))).sheetnames == [
        "说明", "结果", "平远 2016 各项指标", "A park whose name alone i… 各项指标",
    ]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=12))
def test_names_are_always_legal_and_unique(wishes):
    names = Names()
    given_out = [names.name(wish, "报告") for wish in wishes]
    assert len({name.lower() for name in given_out}) == len(wishes)
    for name in given_out:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("'")
        assert name.lower() != "history"


# --- text, steps, listings, bars


def test_what_is_said_beside_a_table_stands_below_it_outside_the_filter():
    sheet = first_table(opened(alone(Paragraph("口径一"), table(), Paragraph("口径二"))))
    column = [row[0] for row in grid(sheet)]
    assert column[4] is None
    assert column.index("口径二") > column.index("口径一") > 4
    assert sheet.auto_filter.ref == "A1:D4"


def test_text_before_any_table_has_a_sheet_of_its_own_and_later_text_joins_a_table():
    sections = (
        Section("目标", (Paragraph("第 18 名"),)),
        Section("方案", (table(),)),
        Section("数据来源", (NumberedList((Item("公示"),)),)),
    )
    book = opened(report(sections=sections))
    assert book.sheetnames == ["说明", "结果", "方案"]
    assert texts(book["结果"]) == ["目标", "第 18 名"]
    assert texts(book["方案"])[-2:] == ["数据来源", "1. 公示"]


def test_the_sources_of_a_park_stand_below_its_first_table():
    sections = []
    for park in ("甲", "乙"):
        sections.append(Section(park, (Paragraph(f"{park}的总分"),), new_page=park == "乙"))
        sections.append(Section(f"{park}指标", (table(),), level=3))
        sections.append(Section(f"{park}加减分", (table(),), level=3))
        sections.append(Section("数据来源", (NumberedList((Item(f"{park}的公示"),)),), level=3))
    sections.append(Section("结语", (Paragraph("完"),)))
    book = opened(report(sections=tuple(sections)))
    assert book.sheetnames == ["说明", "结果", "甲指标", "甲加减分", "乙指标", "乙加减分"]
    assert texts(book["甲指标"])[-1] == "1. 甲的公示"
    assert texts(book["乙指标"])[-1] == "1. 乙的公示"
    assert texts(book["结果"]) == ["甲", "甲的总分", "乙", "乙的总分", "结语", "完"]
    breaks = [one.id for one in book["结果"].row_breaks.brk]
    assert breaks == [3]
    assert book["结果"].cell(4, 1).value == "乙"


def test_steps_keep_number_and_formula():
    book = opened(report(steps()))
    assert texts(book["结果"])[1:] == [
        "1. 指标值 = 税收 / 用地面积",
        "20 ÷ 1 = 20 万元/亩",
        "2. 标准规定",
        "文件与哈希",
        "细节",
    ]


def test_listings_keep_every_line_and_space():
    text = "dimensions:\n  economy:\n    weight: 25\n\n" + "fivegoods whatif --set " + "x" * 3000
    column = [row[0] for row in grid(opened(report(Listing(text)))["结果"])]
    start = column.index("dimensions:")
    assert [value or "" for value in column[start : start + 5]] == text.split("\n")


def test_long_paragraphs_are_whole_and_rows_are_not_too_high():
    text = "很长的一段话，没有尽头。" * 300
    sheet = opened(report(Paragraph(text)))["结果"]
    assert "".join(texts(sheet)[1:-2]).replace("\n", "") == text
    assert all((row.height or 0) <= 409 for row in sheet.row_dimensions.values())


def test_facts_of_a_paragraph_stand_side_by_side():
    paragraph = Paragraph("总分：97.50\n名次：1", (LabelledValue("总分", "97.50"), LabelledValue("名次", "1")))
    rows = [row[:2] for row in grid(opened(report(paragraph))["结果"])]
    assert ["总分", "97.50"] in rows
    assert ["名次", "1"] in rows


def test_a_chart_is_drawn_by_excel_from_the_numbers_above_it():
    content = workbook.render(report(bars()))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["结果"]
    rows = grid(sheet)
    assert rows[1][:4] == ["维度", "得分", "最多可得", "满分"]
    assert rows[2][:4] == ["规划定位好", 5, 5, 10]
    drawn_from = parts(content)["xl/charts/chart1.xml"]
    assert "结果'!$B$3:$B$6" in drawn_from or "结果!$B$3:$B$6" in drawn_from
    assert "各维度得分。" in parts(content)["xl/drawings/drawing1.xml"]


def test_a_heat_map_is_colours_of_cells():
    chart = Chart(ChartKind.HEATMAP, "热力", ("甲", "乙"), (Series("x", (Decimal("0.5"), None)),), "一行", 0, True)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.render(report(chart))))["结果"]
    assert {str(found.sqref) for found in sheet.conditional_formatting} == {"B3:B4"}


# --- limits


def test_a_table_of_more_rows_than_a_sheet_goes_on_in_the_next_one():
    rows = tuple((f"园区{index}", Decimal(index)) for index in range(25))
    made = cells_table((head("a", "园区"), NUMBER), rows, "", frozenset({0, 24}), tuple(range(10)) + (0,) * 15)
    book = opened(alone(made, Paragraph("口径")), rows=11)
    assert book.sheetnames == ["说明", "总排名", "总排名 (2)", "总排名 (3)"]
    sheets = book.worksheets[1:]
    assert [grid(sheet)[0] for sheet in sheets] == [["园区", "数"]] * 3
    read = [tuple(row) for sheet in sheets for row in grid(sheet)[1:11] if row[1] is not None]
    assert read == [(name, int(number)) for name, number in rows]
    assert sheets[0]["A2"].font.bold
    assert not sheets[1]["A2"].font.bold
    assert sheets[2]["A6"].font.bold
    assert sheets[0]["A11"].alignment.indent == 9
    assert texts(sheets[2])[-1] == "口径"
    assert any("总排名”超过一张工作表的容量，分在 3 张" in text for text in texts(book.worksheets[0]))


def test_a_table_of_more_columns_than_a_sheet_repeats_its_names():
    columns = (head("a", "项目"), *(head(str(index), f"园区{index}", Kind.NUMBER) for index in range(10)))
    rows = (("总分", *map(Decimal, range(10))),)
    book = opened(alone(cells_table(columns, rows)), columns=5)
    heads = [grid(sheet)[0] for sheet in book.worksheets[1:]]
    assert [head[0] for head in heads] == ["项目"] * 3
    assert [name for head in heads for name in head[1:] if name] == [f"园区{index}" for index in range(10)]
    numbers = [value for sheet in book.worksheets[1:] for value in grid(sheet)[1][1:] if value is not None]
    assert numbers == list(range(10))


def test_text_of_more_lines_than_a_sheet_goes_on_in_the_next_one():
    items = tuple(Item(f"第 {index} 步") for index in range(30))
    book = opened(report(NumberedList(items)), rows=12)
    sheets = book.worksheets[1:]
    assert len(sheets) > 2
    assert all(sheet.max_row <= 12 for sheet in sheets)
    said = [text for sheet in sheets for text in texts(sheet)]
    assert [text for text in said if "步" in text] == [f"{index + 1}. 第 {index} 步" for index in range(30)]


@pytest.mark.parametrize("sign", ["画", "😀"])
def test_a_cell_that_is_too_long_says_what_is_missing(sign):
    text = sign * 40_000
    for made in (alone(cells_table((head("a", "a"),), ((text,),))), alone(Listing(text))):
        book = opened(made)
        value = next(cell.value for row in book.worksheets[1].iter_rows() for cell in row if sign in str(cell.value))
        assert len(value.encode("utf-16-le")) // 2 <= 32_767
        left_out = 40_000 - value.count(sign)
        assert left_out > 0
        assert f"其余 {left_out} 个字" in value
        assert any(f"共略去 {left_out} 个字" in said for said in texts(book.worksheets[0]))


def test_a_cell_that_just_fits_is_whole():
    book = opened(alone(cells_table((head("a", "a"),), (("字" * 32_767,),))))
    assert book.worksheets[1]["A2"].value == "字" * 32_767


def many(count):
    whole = table()
    parks = cells_table(whole.columns[1:], tuple(row[1:] for row in whole.rows), "", frozenset({1}), (0, 1, 2))
    return report(
        sections=tuple(Section(f"园区 {index}", (parks, Paragraph(f"说明 {index}"))) for index in range(count))
    )


def test_few_tables_have_a_sheet_each():
    assert len(opened(many(40)).sheetnames) == 41


def test_too_many_tables_to_leaf_through_are_one_that_says_where_rows_come_from():
    book = opened(many(41))
    assert book.sheetnames == ["说明", "园区 0"]
    sheet = book.worksheets[1]
    rows = grid(sheet)
    assert rows[0][:4] == ["所属", "园区", "得分", "覆盖率"]
    assert [row[0] for row in rows[1:124]] == [f"园区 {index // 3}" for index in range(123)]
    assert sheet["B3"].font.bold
    assert not sheet["B2"].font.bold
    assert sheet["B6"].font.bold
    assert [sheet.cell(row, 2).alignment.indent for row in (5, 6, 7)] == [0, 1, 2]
    said = texts(sheet)
    assert said.index("园区 40", -4) < said.index("说明 40")


# --- bytes


@pytest.mark.parametrize("held", [0, 20_000])
def test_the_same_report_gives_the_same_bytes(held):
    made = report(table(), bars(), steps())
    assert workbook.render(made, Limits(held=held)) == workbook.render(made, Limits(held=held))
    assert b"".join(workbook.pieces(made, Limits(held=held))) == workbook.render(made, Limits(held=held))


def test_long_tables_written_row_by_row_hold_the_same():
    made = report(table(strong=frozenset({1})), Paragraph("很长的说明，" * 60), bars(), Listing("a: 1\n  b: 2"))
    whole, by_row = opened(made), opened(made, held=0)
    assert whole.sheetnames == by_row.sheetnames
    for one, other in zip(whole.worksheets, by_row.worksheets, strict=True):
        assert grid(one) == grid(other)
        for row, twin in zip(one.iter_rows(), other.iter_rows(), strict=True):
            assert [(c.number_format, c.font.bold) for c in row] == [(c.number_format, c.font.bold) for c in twin]
        assert one.merged_cells.ranges == other.merged_cells.ranges


@pytest.mark.parametrize("text", [ESCAPES, "\ufffe甲\uffff", "\ud800乙", "_x000D_", "<a>&amp;", "]]>", "😀𠀀"])
@pytest.mark.parametrize("held", [0, 20_000])
def test_no_text_breaks_the_file(text, held):
    columns = (head("a", text), head("n", text, Kind.NUMBER))
    blocks = (
        cells_table(columns, ((text, text),), text),
        Paragraph(text),
        NumberedList((Item(text, text),)),
        Listing(text),
    )
    hostile = report(*blocks, title=text, subtitle=text, notices=(text,), facts=(LabelledValue(text, text),))
    content = workbook.render(hostile, Limits(held=held))
    for part in parts(content).values():
        assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", part)
    book = openpyxl.load_workbook(io.BytesIO(content))
    if text in ("<a>&amp;", "]]>", "😀𠀀"):
        assert book.worksheets[1]["A2"].value == text


def test_a_disk_that_takes_no_file_is_no_defect(monkeypatch, tmp_path):
    gone = tmp_path / "gone"
    monkeypatch.setattr(workbook, "TemporaryDirectory", lambda **_: nullcontext(str(gone)))
    with pytest.raises(FileNotFoundError):
        workbook.render(report())


@pytest.mark.parametrize("held", [0, 20_000])
def test_nothing_stays_behind(held, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    workbook.render(report(), Limits(held=held))
    started = workbook.pieces(report(), Limits(held=held))
    next(started)
    assert [path.name.partition("-")[0] for path in tmp_path.iterdir()] == [".fivegoods"]
    started.close()
    assert not list(tmp_path.iterdir())


# --- real reports


def real_products(lang):
    run = api.open_run([ROOT / "samples" / "demo"], year=2024).run
    cards = api.open_run([ROOT / "samples" / "hunan" / "xiangxiang-2021.yaml"], each_year=True).run
    yield RankingProduct(run, lang)
    yield CardProduct(cards, lang)
    yield ComparisonProduct(run, lang)
    yield DerivationProduct(cards, (), lang)


def assert_same(cell, value, column, lang):
    if column.kind is Kind.FORMULA:
        assert cell.data_type == "f" or cell.value is None
    elif value is None or value == "":
        assert cell.value is None
    elif isinstance(value, Decimal):
        assert exact(cell.value) == stored(value)
    elif isinstance(value, int) or isinstance(cell.value, str):
        assert cell.value == value
    else:
        assert column.kind.is_number
        assert as_shown(cell) == value


def heads_of(book):
    """Yield sheet and line of every row of headings: white letters."""
    for sheet in book.worksheets[1:]:
        for line in range(1, sheet.max_row + 1):
            if (colour := sheet.cell(line, 1).font.color) is not None and colour.rgb == "FFFFFFFF":
                yield sheet, line


def head_at(sheet, line):
    return [cell.value for cell in sheet[line] if cell.value is not None]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_cell_of_real_reports_is_there(lang):
    for product in real_products(lang):
        made = product.report()
        book = opened(made)
        tables = [block for section in made.sections for block in section.blocks if isinstance(block, Table)]
        free = list(heads_of(book))
        for one in tables:
            wanted = [column.heading for column in one.seen]
            # Short lists by rank stand below the ranking, all others on a sheet of their own, in order.
            sheet, head = free.pop(next(n for n, (sheet, line) in enumerate(free) if head_at(sheet, line) == wanted))
            for line, row in enumerate(one.seen_rows(), start=head + 1):
                for place, (value, column) in enumerate(zip(row.cells, one.seen, strict=True), start=1):
                    assert_same(sheet.cell(line, place), value, column, lang)
        formulas = {sheet.title for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        assert formulas <= {"公式核对", "Formulas recomputed"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_of_real_reports_is_there(lang):
    for product in real_products(lang):
        made = product.report()
        said = "".join("".join(text.split()) for sheet in opened(made) for text in texts(sheet))
        for section in made.sections:
            for block in section.blocks:
                if isinstance(block, NumberedList):
                    assert all("".join((item.text + item.formula).split()) in said for item in block.items)
                elif isinstance(block, Paragraph) and not block.facts:
                    assert all("".join(line.split()) in said for line in block.text.split("\n"))


# --- on the command line


@pytest.fixture
def program(capsys):
    return Program(capsys)


PARKS = ROOT / "samples" / "meizhou-2016"


def test_the_suffix_of_the_file_chooses_the_format(program, tmp_path):
    target = tmp_path / "排名.xlsx"
    done = program("rank", PARKS, "--lang", "zh", "-o", target)
    assert (done.code, done.out, done.err) == (0, "", f"已写入 {target}\n")
    sheet = openpyxl.load_workbook(target)["总排名"]
    assert [[cell.value for cell in row][:3] for row in sheet["A2":"C5"]] == [
        [1, "平远", 97.5], [2, "梅江区东升", 75], [3, "兴宁", 74], [4, "广梅产业园", 67],
    ]  # fmt: skip
    assert program("rank", PARKS, "--lang", "zh", "-o", target, "--format", "csv").code == 2


def test_top_shortens_the_tables_of_parks(program, tmp_path):
    target = tmp_path / "top.xlsx"
    assert program("rank", PARKS, "--lang", "zh", "--top", "2", "-o", target).code == 0
    assert [cell.value for cell in openpyxl.load_workbook(target)["总排名"]["B"]][:4] == [
        "园区",
        "平远",
        "梅江区东升",
        None,
    ]


def run_in_a_shell(*arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FIVEGOODS_LANG": "en"}
    code = "import sys; from fivegoods.cli import main; code = main(sys.argv[1:]);"
    code += "print('xlsxwriter' in sys.modules, file=sys.stderr); sys.exit(code)"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, env=environment, check=False)


@pytest.mark.slow
def test_a_pipe_gets_the_workbook_as_it_is(tmp_path):
    done = run_in_a_shell("rank", str(PARKS), "--format", "xlsx", "-q")
    assert done.returncode == 0
    target = tmp_path / "a.xlsx"
    run_in_a_shell("rank", str(PARKS), "-o", str(target))
    assert done.stdout == target.read_bytes()
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).sheetnames[:2] == ["About", "Overall"]
    assert done.stderr.decode().strip() == "True"


def test_other_formats_do_not_import_the_library():
    done = run_in_a_shell("rank", str(PARKS), "--format", "md", "-q")
    assert done.stderr.decode().strip() == "False"


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "加 -o 文件.xlsx"), ("en", "cannot be shown on a terminal: add -o FILE.xlsx")]
)
def test_a_terminal_is_refused_before_anything_is_read(program, monkeypatch, lang, words):
    monkeypatch.setattr("fivegoods.cli.emit.sys.stdout.isatty", lambda: True, raising=False)
    done = program("rank", "no-such-folder", "--format", "xlsx", "--lang", lang)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert "no-such-folder" not in done.err


def test_a_file_that_cannot_be_written_is_named(program, tmp_path):
    done = program("rank", PARKS, "--lang", "en", "-o", tmp_path / "none" / "a.xlsx")
    assert done.code == 2
    assert "there is no folder" in done.err


def test_short_lists_by_rank_stand_below_the_ranking_and_shaded_columns_are_shaded():
    lists = [replace(table(caption=name), columns=table().columns[:3]) for name in ("国家级", "省级")]
    shaded = replace(table(), columns=(*table().columns[:2], *(replace(c, shaded=True) for c in table().columns[2:])))
    sections = (Section("排名", (shaded,)), *(Section(one.caption, (one,)) for one in lists))
    book = opened(report(sections=sections))
    assert book.sheetnames == ["说明", "排名"]
    first = [cell.value for cell in book["排名"]["A"]]
    assert [first.count(text) for text in ("名次", "国家级", "省级")] == [3, 2, 2]  # heading and caption
    rules = {str(one.sqref) for one in book["排名"].conditional_formatting}
    assert rules == {f"C2:C{len(table().rows) + 1}", f"D2:D{len(table().rows) + 1}"}


def test_bars_of_a_waterfall_float_where_the_steps_are():
    values = [Decimal(value) for value in (60, 5, -2, 63)]
    chart = Chart(ChartKind.WATERFALL, "步骤", ("前", "甲", "乙", "后"), (Series("得分", values),), "一句话")
    sheet = opened(report(chart)).worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if row[0].value in chart.labels]
    assert [row[1:6] for row in rows] == [
        [60, None, 60, None, None],
        [5, 60, None, 5, None],
        [-2, 63, None, None, 2],
        [63, None, 63, None, None],
    ]
