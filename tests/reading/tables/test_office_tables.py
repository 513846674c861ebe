"""Tables as offices make them: titles, units, two rows of headers, totals, notes, other separators."""
# ruff: noqa: RUF001 - full-width and look-alike signs are what people type

from decimal import Decimal

import pytest

from fivegoods.messages.findings import Severity
from reading.data_support import read, table, told

HEAD = "名称,年度,评价税收（万元）"


def tax(found):
    assert not told(found.findings), [(one.kind.code, dict(one.params)) for one in found.findings]
    return found.parks[0].data["tax"]


@pytest.mark.parametrize(
    "cell", ["3000①", "3000²", "3000⑴", "①", '"0,500"', '"12,34"', "3000（估）", "约3000", "3000.."]
)
def test_what_is_no_number_is_refused(tmp_path, cell):
    found = read(table(tmp_path, f"id,year,tax\na,2022,{cell}\n"))
    assert [cell for _, cell in told(found.findings)] == ["C2"]
    assert not found.parks or "tax" not in found.parks[0].data


@pytest.mark.parametrize(
    "cell",
    ["3000", " 3000 ", '"3,000"', "\u200b3000", "３０００", '"３，０００"', "3000万元", "0.3亿元", "3e3", "+3000."],
)
def test_what_is_one_number_is_read(tmp_path, cell):
    assert tax(read(table(tmp_path, f"id,year,tax\na,2022,{cell}\n"))) == 3000


def test_a_minus_from_a_text_program(tmp_path):
    found = read(table(tmp_path, "id,year,tax\na,2022,−5\n"))
    assert [(one.kind.code, one.params["value"]) for one in found.findings] == [("FG312", "-5 万元")]


@pytest.mark.parametrize(
    "header",
    ["评价税收/亿元", "评价税收:亿元", "评价税收：亿元", "评价税收，亿元", "评价税收_亿元", "评价税收 亿元", '"评价税收\n亿元"',
     "1.评价税收（亿元）", "（一）评价税收（亿元）", "评价税收\u200b（亿元）", "评价税收（单位：亿元）", "评价税收【亿元】"],
)  # fmt: skip
def test_the_unit_in_a_header_however_it_is_set_apart(tmp_path, header):
    header = header if '"' in header else f'"{header}"'
    assert tax(read(table(tmp_path, f"id,year,{header}\na,2022,3.5\n"))) == 35000


@pytest.mark.parametrize(
    ("header", "code", "near"),
    [
        ("2020年评价税收（亿元）", "FG083", ""),
        ("评价税收（亿）", "FG308", "亿元"),
        ("评价税收/亩", "FG308", ""),
        ("评价税收（1）", "FG309", ""),
        ("评价税收（①）", "FG309", ""),
        ("评价税收（亿元", "FG309", ""),
    ],
)
def test_headers_that_cannot_be_read_for_sure(tmp_path, header, code, near):
    found = read(table(tmp_path, f"id,year,{header}\na,2022,3.5\n"))
    assert told(found.findings) == [(code, "C1")]
    assert [one.near for one in found.findings if one.severity is Severity.ERROR] == [near]


def test_a_number_in_brackets_is_no_unit_of_a_share(tmp_path):
    found = read(table(tmp_path, "id,year,企业满意度（1）\na,2024,0.85\n"), "demo-parks/2024")
    assert told(found.findings) == [("FG309", "C1")]


def test_a_row_of_units_and_a_unit_in_the_header_must_agree(tmp_path):
    found = read(table(tmp_path, "id,year,评价税收（万元）\n,,亿元\na,2022,3\n"))
    assert told(found.findings) == [("FG314", "C2")]
    assert tax(read(table(tmp_path, "id,year,评价税收（亿元）\n,年,（亿元）\na,2022,3.5\n"))) == 35000


@pytest.mark.parametrize("header", ["tax.unit", "评价税收（单位）"])
def test_a_unit_in_each_row_that_does_not_fit_is_said(tmp_path, header):
    text = f"id,year,tax,{header}\na,2022,3.5,亿元\nb,2022,3,亩\nc,2022,3,万园\nd,2022,3,\n"
    found = read(table(tmp_path, text))
    assert told(found.findings) == [("FG308", "D3"), ("FG309", "D4")], "at the unit"
    assert [park.data.get("tax") for park in found.parks] == [Decimal(35000), None, None, Decimal(3)]


def test_a_column_without_a_header_is_named_if_it_holds_something(tmp_path):
    found = read(table(tmp_path, "id,year,,tax,\na,2022,9,3,\n"))
    assert told(found.findings, Severity.WARNING) == [("FG055", "C2")]


# -- headers of two rows


def test_a_header_of_two_rows(tmp_path):
    text = "id,年度,经济,,其他\n,,评价税收（亿元）,用地面积,联系人\na,2022,3.5,10,张三\n"
    found = read(table(tmp_path, text))
    assert dict(found.parks[0].data) == {"tax": Decimal(35000), "land": Decimal(10)}
    assert told(found.findings, Severity.WARNING) == [("FG055", "E2")]


def test_a_header_of_two_rows_with_a_row_of_units(tmp_path):
    text = "id,年度,经济,\n,,评价税收,用地面积\n,,亿元,公顷\na,2022,3.5,2\n"
    assert dict(read(table(tmp_path, text)).parks[0].data) == {"tax": Decimal(35000), "land": Decimal(30)}


def test_a_unit_over_several_columns_is_refused(tmp_path):
    text = "id,年度,经济指标（亿元）,\n,,评价税收,工业增加值\na,2022,3,4\n"
    assert told(read(table(tmp_path, text)).findings) == [("FG064", "C1")]


def test_a_row_below_the_header_that_names_a_park_is_a_park(tmp_path):
    found = read(table(tmp_path, "id,年度,评价税收\na,2022,3\n"))
    assert [park.id for park in found.parks] == ["a"]


# -- rows that are no parks


@pytest.mark.parametrize("name", ["合计", "合 计", "全省合计", "总计：", "合计（万元）", "各园区总计", "Total", "累计"])
def test_totals_are_no_parks_whatever_they_are_called(tmp_path, name):
    found = read(table(tmp_path, f"{HEAD}\n甲,2022,100\n乙,2022,50\n{name},,151\n"))
    assert [park.name.zh for park in found.parks] == ["甲", "乙"]
    assert told(found.findings, Severity.WARNING) == [("FG350", "C4")]


@pytest.mark.parametrize("name", ["平均", "全省平均", "平均值", "中位数", "Average"])
def test_means_are_no_parks(tmp_path, name):
    found = read(table(tmp_path, f"{HEAD}\n甲,2022,100\n{name},2022,75\n"))
    assert [park.name.zh for park in found.parks] == ["甲"]
    assert not told(found.findings, Severity.WARNING)


@pytest.mark.parametrize("name", ["统计设计园", "合计产业园", "Gypsum", "太平均安园", "大众和"])
def test_parks_with_such_words_in_their_names_stay(tmp_path, name):
    found = read(table(tmp_path, f"{HEAD}\n{name},2022,100\n"))
    assert [park.name.zh for park in found.parks] == [name]


def test_a_total_in_the_column_of_numbers(tmp_path):
    found = read(table(tmp_path, "序号,名称,年度,评价税收（万元）\n1,甲,2022,100\n合计,,,99\n"))
    assert told(found.findings, Severity.WARNING) == [("FG350", "D3")]
    assert not told(found.findings)


def test_a_total_is_of_its_year_and_a_subtotal_of_its_rows(tmp_path):
    years = f"{HEAD}\n甲,2021,90\n甲,2022,100\n合计,2021,90\n合计,2022,101\n"
    assert told(read(table(tmp_path, years)).findings, Severity.WARNING) == [("FG350", "C5")]
    below = f"{HEAD}\n甲,2022,100\n东部小计,,100\n乙,2022,50\n丙,2022,1\n西部小计,,51\n合计,,151\n"
    assert not told(read(table(tmp_path, below)).findings, Severity.WARNING)
    above = f"{HEAD}\n合计,,151\n东部小计,,100\n甲,2022,100\n西部小计,,52\n乙,2022,50\n丙,2022,1\n"
    assert told(read(table(tmp_path, above)).findings, Severity.WARNING) == [("FG350", "C5")]


def test_rates_are_not_added_up_and_rounded_totals_may_miss(tmp_path):
    text = "id,年度,企业满意度,税收（亿元）\na,2024,80,1.04\nb,2024,90,1.04\nc,2024,70,1.04\n合计,,80,3.1\n"
    assert not told(read(table(tmp_path, text), "demo-parks/2024").findings, Severity.WARNING)
    wrong = text.replace("3.1\n", "3.5\n")
    assert told(read(table(tmp_path, wrong), "demo-parks/2024").findings, Severity.WARNING) == [("FG350", "D5")]


@pytest.mark.parametrize(
    "note", ["注：本表为快报数", "备注：无", "填表人：张三", "数据来源：统计局", "Note: preliminary", "注1.快报"]
)
def test_notes_below_a_table_are_no_parks(tmp_path, note):
    found = read(table(tmp_path, f"{HEAD}\n甲,2022,100\n{note},,\n"))
    assert told(found.findings, Severity.NOTE)[-1] == ("FG077", "A3")
    assert not told(found.findings)


def test_a_row_that_looks_like_a_note_but_has_a_year_is_a_park(tmp_path):
    found = read(table(tmp_path, f"id,{HEAD}\nx,说明：园,2022,100\n"))
    assert [park.id for park in found.parks] == ["x"]


def test_the_missing_column_is_called_as_in_the_table(tmp_path):
    found = read(table(tmp_path, f"{HEAD}\n,2022,100\n"))
    (missing,) = [one for one in found.findings if one.kind.code == "FG058"]
    assert missing.params["column_zh"].strip() == "名称"


def test_names_spaced_out_are_the_same_park(tmp_path):
    found = read(table(tmp_path, f"{HEAD}\n甲　园,2021,1\n甲园,2022,2\nNew Park,2022,3\n"))
    assert [park.id for park in found.parks] == ["甲园", "甲园", "New-Park"]


@pytest.mark.parametrize("year", ["2022", "２０２２", "2022年", "2022年度", "2022 年", "2022.0"])
def test_years(tmp_path, year):
    assert read(table(tmp_path, f"id,year,tax\na,{year},3\n")).parks[0].year == 2022


@pytest.mark.parametrize("year", ["2022-2023", "2022年底", "22", "2022.5", "2022万元", "2022①", "2022上半年"])
def test_what_is_no_year(tmp_path, year):
    assert told(read(table(tmp_path, f"id,year,tax\na,{year},3\n")).findings) == [("FG060", "B2")]


@pytest.mark.parametrize("count", ["2", "2起", "２ 次", "2 件"])
def test_counts_of_events(tmp_path, count):
    found = read(table(tmp_path, f"id,year,events.complaint\na,2024,{count}\n"), "demo-parks/2024")
    assert [(one.kind, one.count) for one in found.parks[0].events] == [("complaint", 2)]


@pytest.mark.parametrize(("tick", "truth"), [("√", True), ("✔", True), ("×", False), ("✗", False), ("N", False)])
def test_ticks(tmp_path, tick, truth):
    found = read(table(tmp_path, f"id,year,transition\na,2024,{tick}\n"), "demo-parks/2024")
    assert found.parks[0].data["transition"] is truth


# -- separators


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("id;year;tax\na;2022;3\n", "t.csv"),
        ("2022 年汇总\n\nid;year;tax\na;2022;3\n", "t.csv"),
        ("id\tyear\ttax\na\t2022\t3\n", "t.csv"),
        ("id|year|tax\na|2022|3\n", "t.csv"),
        ("id,year,tax\na,2022,3\n", "t.tsv"),
        ("sep=;\nid;year;tax\na;2022;3\n", "t.csv"),
        ("sep=,\nid,year,tax\na,2022,3\n", "t.csv"),
        ("id,year,tax\na;b,2022,3\n", "t.csv"),
    ],
)
def test_separators(tmp_path, text, name):
    found = read(table(tmp_path, text, name))
    assert found.parks[0].data["tax"] == 3 if "a;b" not in text else told(found.findings) == [("FG061", "A2")]


def test_a_comma_stays_the_separator_where_others_are_in_the_text(tmp_path):
    found = read(table(tmp_path, "id,name,year,tax\na,甲;乙;丙|丁,2022,3\n"))
    assert (found.parks[0].name.zh, found.parks[0].data["tax"]) == ("甲;乙;丙|丁", 3)


def test_utf_16_as_excel_saves_it(tmp_path):
    assert tax(read(table(tmp_path, "id\tyear\ttax\na\t2022\t3\n", "t.csv", "utf-16"))) == 3


def test_one_name_with_two_ids_is_said_once(tmp_path):
    rows = "P1,甲,2021,1\np1,甲,2022,2\nx,乙,2022,3\ny,乙,2022,4\nz,丙,2021,5\nz,丙,2022,6\n"
    found = read(table(tmp_path, f"id,{HEAD}\n{rows}"))
    assert told(found.findings, Severity.WARNING) == [("FG078", "A3")]
    (said,) = [one.params for one in found.findings if one.kind.code == "FG078"]
    assert (said["count"], said["name"], said["id"], said["other"]) == ("2", "甲", "P1", "p1")
    assert not told(read(table(tmp_path, f"{HEAD}\n甲,2021,1\n甲,2022,2\n")).findings, Severity.WARNING)


def test_many_columns_that_are_not_read_do_not_stop_the_reading(tmp_path):
    more = ",".join(f"栏目{number:03}" for number in range(300))
    found = read(table(tmp_path, f"{HEAD},{more}\n甲,2022,1\n乙,2022,2\n"))
    assert [park.name.zh for park in found.parks] == ["甲", "乙"]
    assert not told(found.findings)


def test_a_name_that_two_fields_share_is_refused_and_their_ids_are_not(tmp_path):
    criteria = tmp_path / "two.yaml"
    criteria.write_text(
        """\
name: 同名
status: example
sources: {ours: {title: 自拟, attested: ours}}
fields:
  tax: {name: {zh: 税收, en: Total tax}, unit: 万元, source: ours}
  vat: {name: {zh: 税收, en: Tax}, unit: 亿元, source: ours}
dimensions:
  d: {name: 维度, indicators: {i: {name: 指标, unit: 万元, points: 100, value: tax + vat, rule: {kind: ratio, to: 5 万元}, source: ours}}}
""",
        encoding="utf-8",
    )
    for header in ("税收", "税收（亿元）", "税收/亿元", "Tax"):
        found = read(table(tmp_path, f"id,year,{header}\na,2022,3\n"), str(criteria))
        assert told(found.findings) == [("FG079", "C1")], header
    found = read(table(tmp_path, "id,year,tax,vat（万元）\na,2022,3,4\n"), str(criteria))
    assert not told(found.findings)
    assert dict(found.parks[0].data) == {"tax": Decimal(3), "vat": Decimal("0.0004")}


@pytest.mark.parametrize("said", ["填报单位", "编制单位", "主管单位", "报送单位", "单位负责人", "单位名称"])
def test_an_office_above_the_table_is_no_unit_of_measurement(tmp_path, said):
    found = read(table(tmp_path, f"{said}：某市工信局\nid,年度,评价税收\na,2022,3\n"))
    assert [one for one in found.findings if one.kind.code == "FG064"] == []
    assert [park.id for park in found.parks] == ["a"]


@pytest.mark.parametrize(
    "said", ["单位", "计量单位", "金额单位", "2022年数据单位", "填报单位：某市工信局 单位", "统计单位"]
)
def test_a_unit_of_measurement_above_the_table_is_named(tmp_path, said):
    found = read(table(tmp_path, f"{said}：亿元\nid,年度,评价税收\na,2022,3\n"))
    assert told(found.findings) == [("FG064", "A1")]


def test_the_header_repeated_among_the_parks_is_skipped_with_a_note(tmp_path):
    text = "id,年度,评价税收\na,2022,3\nid,年度, 评价税收\nb,2022,4\n,年度,\n"
    found = read(table(tmp_path, text))
    assert [park.id for park in found.parks] == ["a", "b"]
    notes = told(found.findings, Severity.NOTE)
    assert [one for one in notes if one[0] == "FG091"] == [("FG091", "A3"), ("FG091", "A5")]
    assert told(found.findings) == []


def test_a_row_that_is_not_quite_the_header_is_no_header(tmp_path):
    found = read(table(tmp_path, "id,年度,评价税收\na,2022,3\nid,年度,4\n"))
    assert told(found.findings) == [("FG060", "B3")]
