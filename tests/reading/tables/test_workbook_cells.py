"""Cells of a workbook: what they show counts, and what shows otherwise than it is stored is refused."""

from decimal import Decimal

import pytest
import xlsxwriter

from fivegoods.export.findings import help_of
from fivegoods.messages.findings import Severity
from fivegoods.reading.xlsx.styles import parsed_format
from reading.data_support import read, table, told, workbook

HEAD = ["id", "name", "year", "region", "tax", "satisfaction"]
DEMO = "demo-parks/2024"


def one_cell(tmp_path, value, code):
    rows = [["id", "year", "tax"], ["a", 2022, value]]
    return read(workbook(tmp_path / "t.xlsx", rows, formats={(1, 2): code}))


@pytest.mark.parametrize(
    ("value", "code", "tax"),
    [
        (3.5, '0.00"亿元"', 35000),
        (3.5, "0.00亿元", 35000),
        (35000, '0"万元"', 35000),
        (35000, 'G/通用格式"万元"', 35000),
        (35000, "#,##0.00", 35000),
        (35000, "¥#,##0.00", 35000),
        (35000, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 35000),
        (35000, "0.00_);(0.00)", 35000),
        (35000, "[Red]0;[Blue]-0", 35000),
        (35000, "[>=1000]#,##0;0.00", 35000),
        (5, '0"0000"', 50000),
    ],
)
def test_the_figure_is_read_as_it_is_shown(tmp_path, value, code, tax):
    found = one_cell(tmp_path, value, code)
    assert not told(found.findings)
    assert found.parks[0].data["tax"] == tax


@pytest.mark.parametrize("code", ["0;-0", "0;(0)", "0;[Red]0", '0"万元";-0"万元"', '0;"△"0'])
def test_a_negative_that_is_shown_as_one_is_negative(tmp_path, code):
    found = one_cell(tmp_path, -35, code)
    assert told(found.findings)[0][0] == "FG312", "below the bound of 0, not hidden"


@pytest.mark.parametrize(
    ("value", "code", "finding"),
    [
        (35000, '0!.0,"万"', "FG075"),
        (35000, '0!.0"万"', "FG075"),
        (35000, "#,##0,", "FG075"),
        (35000, "0.0,", "FG075"),
        (35000, '[>=10000]0!.0,"万";0', "FG075"),
        (3.5, '0.0"亿"', "FG308"),
        (35000, "[$$-409]#,##0", "FG307"),
        (35000, "[$€-2] #,##0", "FG307"),
        (35000, '"约"0', "FG307"),
        (85, '0"%"', "FG308"),
        (45000, "yyyy/m/d", "FG307"),
        (45000.5, "yyyy-mm-dd hh:mm:ss.000", "FG307"),
        (0.5, "[h]:mm", "FG307"),
        (-35, "0;0", "FG075"),
        (-35, '0"万元";0"万元"', "FG075"),
        (-35, "#,##0.00;#,##0", "FG075"),
    ],
)
def test_a_format_that_makes_it_another_figure_is_refused(tmp_path, value, code, finding):
    found = one_cell(tmp_path, value, code)
    assert told(found.findings) == [(finding, "数据!C2")]


def test_a_percent_sign_in_a_format_is_a_percentage_in_any_field(tmp_path):
    rows = [HEAD, ["a", "甲", 2024, "east", 1, 85], ["b", "乙", 2024, "east", 1, 0.85]]
    found = read(workbook(tmp_path / "t.xlsx", rows, formats={(1, 5): '0"%"', (2, 5): "0%"}), DEMO)
    assert [park.data["satisfaction"] for park in found.parks] == [85, 85]


def test_an_id_keeps_the_zeros_it_shows(tmp_path):
    rows = [["id", "year", "tax"], [7, 2022, 1], ["007", 2021, 1]]
    found = read(workbook(tmp_path / "t.xlsx", rows, formats={(1, 0): "000"}))
    assert [park.id for park in found.parks] == ["007", "007"]


def test_a_year_with_its_word(tmp_path):
    rows = [["id", "year", "tax"], ["a", 2022, 1]]
    assert read(workbook(tmp_path / "t.xlsx", rows, formats={(1, 1): '0"年"'})).parks[0].year == 2022


@pytest.mark.parametrize("code", ["General", "0", "#,##0", "0.00E+00", "# ?/?", ";;;", "", '"', "[", "\\", "0;0;0;@"])
def test_no_format_breaks_the_reader(code):
    assert parsed_format(code).suffix in ("", "")


def rich(tmp_path, *pieces, head="tax"):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        looks = {"up": book.add_format({"font_script": 1}), "struck": book.add_format({"font_strikeout": True})}
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, ["id", "year", head])
        sheet.write_row(1, 0, ["a", 2022])
        sheet.write_rich_string(1, 2, *[looks.get(piece, piece) for piece in pieces])
        sheet.write_row(2, 0, ["b", 2022, 7])
    return path


def test_a_raised_footnote_is_no_digit(tmp_path):
    found = read(rich(tmp_path, "3000", "up", "1"))
    assert told(found.findings) == [("FG309", "数据!C2")]


def test_a_raised_power_belongs_to_its_unit(tmp_path):
    found = read(rich(tmp_path, "20000 m", "up", "2", head="land"))
    assert not told(found.findings)
    assert [park.data["land"] for park in found.parks] == [30, 7]


def test_struck_text_is_not_read_with_what_replaced_it(tmp_path):
    found = read(rich(tmp_path, "struck", "300", "400"))
    assert told(found.findings) == [("FG084", "数据!C2")]


# -- merged cells


def merged(tmp_path, rows, *areas):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("数据")
        for area in areas:
            sheet.merge_range(area, "")
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(line, column, cell)
    return path


def test_groups_years_and_names_merged_over_rows_are_each_rows(tmp_path):
    rows = [
        HEAD,
        ["a", "甲", 2024, "east", 1, 80],
        [None, None, 2023, None, 2, 80],
        ["b", "乙", 2024, None, 3, 80],
        ["c", "丙", 2024, "west", 4, 80],
    ]
    found = read(merged(tmp_path, rows, "A2:A3", "B2:B3", "D2:D4"), DEMO)
    assert not told(found.findings)
    said = [(park.id, park.name.zh, park.year, park.groups["region"]) for park in found.parks]
    assert said == [
        ("a", "甲", 2024, "east"),
        ("a", "甲", 2023, "east"),
        ("b", "乙", 2024, "east"),
        ("c", "丙", 2024, "west"),
    ]


@pytest.mark.parametrize("area", ["E2:E3", "E2:F2", "E2:F3"])
def test_a_figure_merged_over_several_cells_is_refused(tmp_path, area):
    rows = [HEAD, ["a", "甲", 2024, "east", 1, None], ["b", "乙", 2024, "east", None, None]]
    found = read(merged(tmp_path, rows, area), DEMO)
    assert told(found.findings) == [("FG076", "数据!E2")]


def test_merged_titles_headers_totals_and_notes_are_no_matter(tmp_path):
    rows = [
        ["2024 年汇总表"],
        ["序号", "名称", "年度", "区域", "税收（万元）", "企业满意度"],
        [1, "甲", 2024, "east", 1, 80],
        ["合计", None, None, None, 1],
        ["注：满意度由第三方调查"],
    ]
    found = read(merged(tmp_path, rows, "A1:F1", "A4:D4", "A5:F5"), DEMO)
    assert not told(found.findings)
    assert [park.name.zh for park in found.parks] == ["甲"]


def test_two_rows_of_headers_with_merged_cells(tmp_path):
    rows = [["id", "年度", "经济", None], [None, None, "税收（亿元）", "营业收入"], ["a", 2024, 3.5, 5]]
    found = read(merged(tmp_path, rows, "A1:A2", "B1:B2", "C1:D1"), DEMO)
    assert dict(found.parks[0].data) == {"tax": Decimal(35000), "revenue": Decimal(5)}


def test_what_stands_beside_a_table_is_named_and_the_rows_are_read(tmp_path):
    rows = [["id", "year", "tax"], ["a", 2022, 3, None, "核对过"], ["b", 2022, 4, None, "未核对"]]
    found = read(workbook(tmp_path / "t.xlsx", rows))
    assert told(found.findings, Severity.WARNING) == [("FG055", "数据!E2")]
    assert [park.id for park in found.parks] == ["a", "b"]


def test_a_formula_for_a_year_is_refused_in_every_row(tmp_path):
    rows = [["id", "year", "tax"], ["a", 2022, 3], ["b", ("=B2", 2022), 4]]
    assert told(read(workbook(tmp_path / "t.xlsx", rows)).findings) == [("FG062", "数据!B3")]


def test_rows_and_sheets_that_nobody_sees_are_read_and_named(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, parks in (("数据", "ab"), ("旧", "cd")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["id", "year", "tax"])
            for line, park in enumerate(parks, start=1):
                sheet.write_row(line, 0, [park, 2022, 3])
        book.worksheets()[0].set_row(2, None, None, {"hidden": True})
        book.worksheets()[1].hide()
    found = read(path)
    assert [park.id for park in found.parks] == ["a", "b", "c", "d"]
    assert sorted(told(found.findings, Severity.WARNING)) == [("FG090", "数据!A3"), ("FG090", "旧!A2")]


def test_a_hidden_row_above_the_data_is_no_matter(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, ["说明"])
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.write_row(1, 0, ["id", "year", "tax"])
        sheet.write_row(2, 0, ["a", 2022, "3\r\n"])
    found = read(path)
    assert found.parks[0].data["tax"] == 3
    assert not told(found.findings, Severity.WARNING)


# -- workbooks of other kinds


def test_workbooks_that_cannot_be_read_say_what_to_do(tmp_path):
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    (tmp_path / "a.et").write_bytes(old)
    (tmp_path / "b.xlsx").write_bytes(old + "EncryptedPackage".encode("utf-16-le"))
    rewritten = tmp_path / "c.ods"
    import zipfile

    with zipfile.ZipFile(rewritten, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with zipfile.ZipFile(tmp_path / "d.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"\0")
    (tmp_path / "e.xls").write_bytes(old)
    expected = [("a.et", "FG072"), ("b.xlsx", "FG070"), ("c.ods", "FG072"), ("d.xlsb", "FG072"), ("e.xls", "FG072")]
    in_folder, named = read(tmp_path).findings, [read(tmp_path / name).findings[0] for name, _ in expected]
    for found in (in_folder, named):
        assert [(one.place.file.rpartition("/")[2], one.kind.code) for one in found] == expected
    for lang, words in (("zh", ("另存为", "Excel 工作簿（*.xlsx）")), ("en", ("Save As", "(*.xlsx)"))):
        assert all(word in help_of(named[0], lang) for word in words)


def test_kinds_that_are_refused_are_not_called_readable(tmp_path):
    (unknown,) = read(table(tmp_path, "x", "park.doc")).findings
    assert unknown.kind.code == "FG008"
    assert ".xlsx" in unknown.params["suffixes"].split()
    assert not {".xls", ".ods", ".et"} & set(unknown.params["suffixes"].split())
