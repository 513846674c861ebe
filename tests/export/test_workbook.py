"""Workbooks, read back by another program: what is in the report is in the cells, as numbers and as text."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.render_support import cells_table, head, report, steps, table
from export.workbook_support import (
    NUMBER,
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
from fivegoods.export.cells import cell_text
from fivegoods.export.xlsx import workbook
from fivegoods.messages.sanitise import width_of
from fivegoods.reports.model import Kind

# --- the first sheet


def test_the_first_sheet_says_what_the_report_is():
    book = opened(alone(table()))
    about = book.worksheets[0]
    assert about.title == "说明"
    assert book.active is about
    said = texts(about)
    assert said[:3] == ["园区排名", "示例标准，2021 年", "权重为示例，非官方。"]
    assert said.index("标识") + 1 == said.index("demo/1（SHA-256 0123456789abcdef）")
    assert opened(report(lang="en")).worksheets[0].title == "About"


def test_the_first_sheet_lists_the_others_with_links_and_rows():
    book = opened(report(steps(), table()))
    about = book.worksheets[0]
    listed = {cell.value: cell for row in about.iter_rows() for cell in row if cell.hyperlink}
    assert list(listed) == book.sheetnames[1:]
    for name, cell in listed.items():
        assert cell.hyperlink.location == f"'{name}'!A1"
        assert cell.hyperlink.target is None
    assert about.cell(listed["总排名"].row, 3).value == 3


def test_properties_carry_title_notices_and_no_clock():
    properties = opened(alone(table())).properties
    assert properties.title == "园区排名"
    assert "权重为示例" in properties.description
    assert properties.created.year == 2000


# --- the cells of a table


def test_numbers_are_numbers_with_the_decimals_of_their_column():
    sheet = first_table(opened(alone(table())))
    assert [cell.value for cell in sheet[1]] == ["名次", "园区", "得分", "覆盖率"]
    rank, park, points, coverage = sheet[2]
    assert (rank.value, rank.number_format) == (1, '"并列 "0')
    assert park.value == "湘乡经济开发区"
    assert (points.value, points.number_format) == (97.505, "0.00")
    assert (coverage.value, coverage.number_format) == (1, "0.0%")
    assert sheet["D3"].value == 0.0523
    assert as_shown(sheet["D3"]) == "5.2%"


def test_missing_is_an_empty_cell_and_never_zero():
    sheet = first_table(opened(alone(table())))
    assert sheet["A4"].value is None
    assert sheet["C4"].value is None
    assert sheet["D4"].value == 0


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "{=", "\t=", "'"])
def test_text_is_never_a_formula(start):
    hostile = f"{start}1+1|cmd"
    made = report(table(rows=((None, hostile, None, None),)), title=hostile, notices=(hostile,))
    content = workbook.render(made)
    sheet = first_table(openpyxl.load_workbook(io.BytesIO(content)))
    assert sheet["B2"].value == hostile
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].quotePrefix is (start in ("=", "+", "-", "@", "\t="))
    assert not any("<f>" in text or "<f " in text for name, text in parts(content).items() if "worksheets" in name)


def test_text_that_looks_like_something_else_stays_text():
    looks = ("https://example.org", "internal:A1", "007", "1e5", "TRUE", "2024-01-01", "12345678901234567890", " 甲 ")
    sheet = first_table(opened(alone(cells_table((head("a", "a"),), tuple((text,) for text in looks)))))
    assert [row[0] for row in grid(sheet)[1:]] == list(looks)
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+1.62", "1.62"),
        ("-2.50", "-2.5"),
        ("0.00", "0"),
        ("+0.00", "0"),
        ("49 项", "49"),
        ("17.600072780204 万元/亩", "17.600072780204"),
        ("20%", "0.2"),
        ("-5.25%", "-0.0525"),
        ("+3.0%", "0.03"),
        ("2024", "2024"),
    ],
)
def test_numbers_written_out_in_a_column_of_numbers_are_numbers_that_look_the_same(text, number):
    cell = first_table(opened(alone(cells_table((head("n", "数", Kind.NUMBER),), ((text,),)))))["A2"]
    assert exact(cell.value) == Decimal(number)
    assert as_shown(cell) == text
    text_column = first_table(opened(alone(cells_table((head("t", "文"),), ((text,),)))))["A2"]
    assert text_column.value == text


@pytest.mark.parametrize(
    "text", ["约 3", "15→6", "97.50 / 100.00", "007", "1,000", '3 "x"', "3 (est.)", "1234567890.1234567", "-", "A"]
)
def test_what_is_no_plain_number_stays_text_in_a_column_of_numbers(text):
    cell = first_table(opened(alone(cells_table((head("n", "数", Kind.NUMBER),), ((text,),)))))["A2"]
    assert (cell.value, cell.alignment.horizontal) == (text, "right")


@pytest.mark.parametrize(
    ("text", "lang", "number", "look"),
    [("3", "zh", 3, "0"), ("并列 12", "zh", 12, '"并列 "0'), ("2=", "en", 2, '0"="'), ("7", "en", 7, "0")],
)
def test_ranks_are_whole_numbers_that_say_when_they_are_shared(text, lang, number, look):
    cell = first_table(opened(alone(cells_table((head("r", "r", Kind.RANK),), ((text,),)), lang=lang)))["A2"]
    assert (cell.value, cell.number_format) == (number, look)
    assert isinstance(cell.value, int)


@pytest.mark.parametrize("text", ["↑1", "→", "2=", "并列", "0"])
def test_what_is_no_rank_stays_text(text):
    cell = first_table(opened(alone(cells_table((head("r", "r", Kind.RANK),), ((text,),)), lang="zh")))["A2"]
    assert cell.value == text


def test_whole_numbers_too_long_for_a_spreadsheet_are_kept_as_text():
    rows = ((123456789012345,), (1234567890123456,))
    sheet = first_table(opened(alone(cells_table((head("n", "n", Kind.NUMBER),), rows))))
    assert sheet["A2"].value == 123456789012345
    assert sheet["A3"].value == "1234567890123456"


@pytest.mark.parametrize("number", ["1E+400", "-1E+400", "1E-400"])
def test_numbers_that_no_spreadsheet_holds_are_text(number):
    cell = first_table(opened(alone(cells_table((head("n", "n", Kind.NUMBER),), ((Decimal(number),),)))))["A2"]
    assert Decimal(cell.value) == Decimal(number)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=18),
        min_size=1, max_size=30,
    )
)  # fmt: skip
def test_every_number_is_kept_to_fifteen_digits(numbers):
    columns = (NUMBER, head("m", "m", Kind.NUMBER), head("p", "p", Kind.PERCENT), head("t", "t"))
    sheet = first_table(opened(alone(cells_table(columns, tuple((x, x, x, x) for x in numbers)))))
    for row, number in zip(sheet.iter_rows(min_row=2), numbers, strict=True):
        assert {exact(cell.value) for cell in row} == {stored(number)}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.decimals(-(10**6), 10**6, allow_nan=False, places=6), min_size=1, max_size=20))
def test_a_spreadsheet_shows_what_every_other_format_shows(numbers):
    columns = (NUMBER, head("m", "m", Kind.NUMBER), head("p", "p", Kind.PERCENT))
    sheet = first_table(opened(alone(cells_table(columns, tuple((x, x, x) for x in numbers)))))
    for row, number in zip(sheet.iter_rows(min_row=2), numbers, strict=True):
        assert [as_shown(cell) for cell in row] == [cell_text(number, column) for column in columns]


def test_indents_and_strong_rows_are_kept():
    made = table(strong=frozenset({0}), indents=(0, 1, 2))
    made = replace(made, columns=made.columns[1:])
    sheet = first_table(opened(alone(made)))
    assert [sheet.cell(row, 1).alignment.indent for row in (2, 3, 4)] == [0, 1, 2]
    assert all(sheet.cell(row, 1).alignment.horizontal == "left" for row in (2, 3, 4))
    assert [sheet.cell(row, 2).font.bold for row in (2, 3, 4)] == [True, False, False]


def test_so_many_units_that_no_program_could_read_their_formats_become_text():
    units = [f"1 单位{chr(0x4E00 + index)}" for index in range(300)]
    content = workbook.render(alone(cells_table((head("n", "n", Kind.NUMBER),), tuple((unit,) for unit in units))))
    assert parts(content)["xl/styles.xml"].count("<numFmt ") <= 200
    sheet = first_table(openpyxl.load_workbook(io.BytesIO(content)))
    shown = [as_shown(cell) if isinstance(cell.value, int) else cell.value for (cell,) in sheet.iter_rows(min_row=2)]
    assert shown == units


# --- a sheet to work with


def test_headings_stay_in_sight_and_filter():
    sheet = first_table(opened(alone(table())))
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:D4"
    assert sheet["A1"].font.bold
    assert sheet["A1"].fill.fgColor.rgb == "FF1F4E78"


def test_names_too_wide_to_stay_leave_room_for_the_rest():
    wide = cells_table((head("a", "a"), NUMBER), (("很长的名称" * 6, Decimal(1)),))
    assert first_table(opened(alone(wide))).freeze_panes == "A2"


def test_columns_are_as_wide_as_chinese_text():
    rows = (("一", Decimal("123456.78")), ("湘潭高新技术产业开发区", Decimal(1)))
    sheet = first_table(opened(alone(cells_table((head("a", "园区"), NUMBER), rows))))
    assert sheet.column_dimensions["A"].width > width_of("湘潭高新技术产业开发区")
    assert sheet.column_dimensions["B"].width > len("123456.78")


def test_long_text_is_wrapped_and_its_row_is_high_enough():
    text = "这是一段很长的口径说明，" * 20
    sheet = first_table(opened(alone(cells_table((head("a", "a"), NUMBER), ((text, Decimal(1)), ("短", None))))))
    assert sheet["A2"].alignment.wrap_text
    assert sheet["A2"].value == text
    assert not sheet["A3"].alignment.wrap_text
    width, height = sheet.column_dimensions["A"].width, sheet.row_dimensions[2].height
    assert width < 60
    assert height / 16 >= width_of(text) / width
    assert sheet.row_dimensions[3].height is None


def test_very_long_text_gets_a_wider_column_instead_of_a_row_that_cannot_be():
    sheet = first_table(opened(alone(cells_table((head("a", "a"),), (("字" * 1500,),)))))
    assert sheet.column_dimensions["A"].width > 120
    assert sheet.row_dimensions[2].height <= 409


def test_a_cell_of_many_lines_is_no_higher_than_a_row_can_be():
    sheet = first_table(opened(alone(cells_table((head("a", "a"),), (("行\n" * 100,),)))))
    assert sheet["A2"].value == "行\n" * 100
    assert sheet.row_dimensions[2].height <= 409


def test_a_checksum_is_not_broken():
    sheet = first_table(opened(alone(cells_table((head("a", "SHA-256"),), (("0123456789abcdef" * 4,),)))))
    assert not sheet["A2"].alignment.wrap_text
    assert sheet.column_dimensions["A"].width > 64


def test_lines_of_a_cell_stay_lines():
    sheet = first_table(opened(alone(table())))
    assert sheet["B3"].value == "A | B <园区>\n二"
    assert sheet["B3"].alignment.wrap_text


def test_a_table_prints_across_with_its_headings_and_the_notices_on_every_page():
    sheet = first_table(opened(alone(table())))
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert "园区排名 — 总排名" in sheet.oddHeader.center.text
    assert "权重为示例" in sheet.oddFooter.left.text
    assert sheet.oddFooter.right.text == "第 &P 页，共 &N 页"


@pytest.mark.parametrize("notices", [("A & B " * 20,), ("很长的提示。" * 60,), ("一" * 100, "二" * 200)])
def test_headers_and_footers_never_exceed_what_programs_read(notices):
    content = workbook.render(report(title="2021 & " + "长" * 300, notices=notices))
    for name, text in parts(content).items():
        for inside in re.findall(r"<odd(?:Header|Footer)>(.*?)</odd", text, re.DOTALL):
            plain = inside.replace("&amp;", "&")
            assert len(plain) <= 255, name
            assert "页，共 " in plain or "总排名" in plain or plain.startswith("&C") or "说明" in plain


def test_an_ampersand_in_a_title_is_no_command_of_the_printer():
    content = workbook.render(alone(table(), title="R&D &P"))
    assert "R&amp;&amp;D &amp;&amp;P" in parts(content)["xl/worksheets/sheet2.xml"]


def test_notices_too_long_for_a_page_are_pointed_to():
    footer = first_table(opened(report(notices=("很长的提示。" * 60,)))).oddFooter
    assert footer.left.text == "注意事项见首页“说明”。"
