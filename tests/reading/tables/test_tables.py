"""Tables: columns by header, units in headers, and what is wrong with a cell said at the cell."""

from decimal import Decimal
from functools import partial

import pytest

from fivegoods.criteria.base import Attested
from fivegoods.messages.findings import Severity
from fivegoods.panel.entities import Gap
from reading.data_support import read, table, told, wide, workbook

HEAD = "标识,名称,年度,规模,评价税收（万元）,用地面积（亩）\n"


def only(found):
    assert not told(found.findings), [one.params for one in found.findings]
    (park,) = found.parks
    return park


def test_columns_are_known_by_id_or_name_in_any_order(tmp_path):
    zh = only(read(table(tmp_path, HEAD + "a,甲,2022,规上企业,350,10\n")))
    ids = only(read(table(tmp_path, "land,year,tax,id,name,scale\n10,2022,350,a,甲,above\n", "ids.csv")))
    english = only(
        read(
            table(
                tmp_path,
                "Land used (亩),Tax under evaluation [万元],Size,Year,Name,ID\n10,350,Above-scale enterprises,2022,甲,a\n",
                "en.csv",
            )
        )
    )
    assert (zh.id, zh.year, zh.name.zh, zh.groups) == ("a", 2022, "甲", {"scale": "above"})
    assert dict(zh.data) == dict(ids.data) == dict(english.data) == {"tax": Decimal(350), "land": Decimal(10)}


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("评价税收（亿元）", "3.5"),
        ("评价税收（万元）", "35000"),
        ("评价税收（元）", "350000000"),
        ("评价税收(元)", '"350,000,000"'),
        ("评价税收", "3.5 亿元"),
        ("评价税收（万元）", "3.5亿元"),
        ("评价税收（亿元）", f"{wide('3')}.{wide('5')}"),
    ],
)
def test_the_same_amount_in_any_unit(tmp_path, header, cell):
    park = only(read(table(tmp_path, f"id,year,{header}\na,2022,{cell}\n")))
    assert park.data["tax"] == Decimal(35000)


def test_units_in_a_row_of_their_own(tmp_path):
    park = only(read(table(tmp_path, "2022 年汇总表,,,\nid,年度,评价税收,用地面积\n单位,,亿元,公顷\na,2022,3.5,2\n")))
    assert dict(park.data) == {"tax": Decimal(35000), "land": Decimal(30)}
    assert park.facts["land"].written == "2 公顷"


def test_a_unit_that_does_not_fit_names_both(tmp_path):
    found = read(table(tmp_path, "id,year,用地面积（万元）\na,2022,3\n"))
    (wrong,) = [one for one in found.findings if one.severity is Severity.ERROR]
    assert (wrong.kind.code, wrong.place.cell) == ("FG308", "C1")
    assert {wrong.params["given"], wrong.params["declared"]} == {"万元", "亩"}


def test_a_misspelt_unit_in_the_header(tmp_path):
    found = read(table(tmp_path, "id,year,用地面积（公倾）\na,2022,3\n"))
    assert told(found.findings) == [("FG309", "C1")]
    assert found.findings[0].near == "公顷"


def test_unknown_columns_are_named_with_what_they_may_be(tmp_path):
    found = read(table(tmp_path, "id,year,用地面机,联系人电话号码\na,2022,3,123\n"))
    assert told(found.findings, None)[:2] == [("FG054", "C1"), ("FG055", "D1")]
    near, ignored = found.findings[:2]
    assert near.near == "用地面积"
    assert ignored.severity is Severity.WARNING


def test_the_same_column_twice(tmp_path):
    found = read(table(tmp_path, "id,year,tax,评价税收（万元）\na,2022,3,3\n"))
    assert told(found.findings) == [("FG056", "D1")]


@pytest.mark.parametrize(
    ("text", "code", "cell"),
    [
        ("tax\n3\n", "FG050", "A1"),
        ("id,tax\na,3\n", "FG057", "A1"),
        ("id,year,tax\n", "FG073", "A1"),
        ("id,year,tax\na,,3\n", "FG058", "B2"),
        ("id,year,tax\n,2022,3\n", "FG058", "A2"),
        ("id,year,tax\na,二〇二二,3\n", "FG060", "B2"),
        ("id,year,tax\na/b,2022,3\n", "FG061", "A2"),
        ("id,year,tax\na,2022,1,234.5\n", "FG066", "D2"),
        ("id,year,tax\na,2022,约三亿\n", "FG307", "C2"),
        ("id,year,tax\na,2022,-3\n", "FG312", "C2"),
        ("id,year,scale\na,2022,中型\n", "FG306", "C2"),
        ("id,year,tax\na,2022,3 亩\n", "FG308", "C2"),
        ("id,year,tax\na,2022,50%\n", "FG308", "C2"),
        ('id,year,tax\na,2022,"3\n', "FG051", "2"),
        ("id,year,tax,tax.attested\na,2022,3,可靠\n", "FG067", "D2"),
        ("id,year,tax\na,2022,3\na,2022,4\n", "FG315", "A3"),
        ("id,year,criteria,tax\na,2022,x/1,3\nb,2022,y/1,4\n", "FG069", "C3"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(tmp_path, text, code, cell):
    assert told(read(table(tmp_path, text)).findings)[0] == (code, cell)


def test_a_wrong_column_does_not_flood(tmp_path):
    rows = "".join(f"e{number},2022,约{number}\n" for number in range(5000))
    found = read(table(tmp_path, "id,year,tax\n" + rows))
    assert len(found.findings) < 210
    assert "FG068" in {one.kind.code for one in found.findings}


def test_equal_faults_of_a_column_are_one_finding_with_all_places(tmp_path):
    rows = "".join(f"e{number},2022,无\n" for number in range(5000))
    (found,) = read(table(tmp_path, "id,year,tax\n" + rows)).findings
    assert (found.kind.code, found.place.cell, found.count) == ("FG307", "C2", 5000)
    assert [place.cell for place in found.also[:2]] == ["C3", "C4"]


def test_blank_rows_and_totals_are_no_parks(tmp_path):
    text = "序号,名称,年度,评价税收（万元）,备注\n1,甲,2022,100,好\n,,,,\n2,乙,2022,50,\n,合计,,160,\n"
    found = read(table(tmp_path, text))
    assert [park.name.zh for park in found.parks] == ["甲", "乙"]
    assert [park.id for park in found.parks] == ["甲", "乙"]
    (total,) = [one for one in found.findings if one.kind.code == "FG350"]
    assert (total.place.cell, total.params["stated"], total.params["computed"]) == ("D5", "160", "150")


def test_a_right_total_says_nothing(tmp_path):
    found = read(table(tmp_path, "名称,年度,评价税收（万元）\n甲,2022,100\n乙,2022,50\n总计,,0.015亿元\n"))
    assert told(found.findings, Severity.WARNING) == []


def test_gaps_are_words_and_an_empty_cell_is_absent(tmp_path):
    park = only(read(table(tmp_path, "id,year,tax,land,staff,energy,revenue\na,2022,缺失,待报,不适用,,5\n")))
    assert dict(park.gaps) == {"tax": Gap.NULL, "land": Gap.EXPECTED, "staff": Gap.NOT_APPLICABLE}
    assert "energy" not in park.data


@pytest.mark.parametrize(
    ("above", "header", "severity"),
    [
        ("单位：亿元", "tax", Severity.ERROR),
        ("2022 年汇总表（亿元）", "tax", Severity.ERROR),
        ("单位：万元、亩", "tax", None),
        ("单位：亿元", "评价税收（万元）", Severity.WARNING),
        ("单位：家", "tax", Severity.WARNING),
        ("2022 年汇总表（试行）", "tax", None),
    ],
)
def test_a_unit_above_the_header_is_refused_where_it_would_change_a_figure(tmp_path, above, header, severity):
    found = read(table(tmp_path, f"{above},,\nid,year,{header}\na,2022,3\n"))
    said = [(one.severity, one.place.cell) for one in found.findings if one.kind.code == "FG064"]
    assert said == ([(severity, "A1")] if severity else [])


def test_provenance_in_columns(tmp_path):
    text = (
        "id,year,来源,佐证等级,tax,tax.source,tax.page,评价税收（日期）,tax.attested,land,land.unit\n"
        "a,2022,年报,自报,3,notice,第 3 页,2023-01,官方,2,公顷\n"
    )
    park = only(read(table(tmp_path, text)))
    tax, land = park.facts["tax"], park.facts["land"]
    assert getattr(tax.source, "title", None) is not None, "an id of the criteria's sources is resolved"
    assert (tax.page, tax.date, tax.attested) == ("第 3 页", "2023-01", Attested.OFFICIAL)
    assert (land.source, land.attested, land.written) == ("年报", Attested.SELF_REPORTED, "2 公顷")
    assert park.data["land"] == 30
    assert set(park.facts) == {"tax", "land"}


def test_figures_without_source_are_counted_once_for_the_table(tmp_path):
    found = read(table(tmp_path, "id,year,tax,land\na,2022,3,1\nb,2022,4,2\n"))
    assert [(one.kind.code, one.params["count"]) for one in found.findings] == [("FG401", "4")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path, encoding):
    found = read(table(tmp_path, HEAD + "a,甲,2022,规上企业,350,10\n", encoding=encoding))
    assert only(found).name.zh == "甲"
    assert ("FG052" in {one.kind.code for one in found.findings}) == (encoding == "gb18030")


def test_tsv_and_json(tmp_path):
    tsv = only(read(table(tmp_path, HEAD.replace(",", "\t") + "a\t甲\t2022\t规上企业\t350\t10\n", "t.tsv")))
    flat = '[{"id": "a", "name": "甲", "year": 2022, "scale": "above", "tax": 350.0, "land": null}]'
    nested = '{"parks": [{"id": "a", "year": 2022, "groups": {"scale": "above"}, "data": {"tax": {"value": 3.5, "unit": "百万元"}}}]}'
    one = only(read(table(tmp_path, flat, "flat.json")))
    two = only(read(table(tmp_path, nested, "nested.json")))
    assert tsv.data["tax"] == one.data["tax"] == two.data["tax"] == 350
    assert one.gaps == {"land": Gap.NULL}
    assert tsv.groups == one.groups == two.groups


def test_a_single_json_object_is_a_park_document(tmp_path):
    text = '{"id": "a", "name": "甲", "year": 2022, "data": {"tax": "350 万元"}, "events": []}'
    assert only(read(table(tmp_path, text, "p.json"))).data["tax"] == 350


def test_a_json_number_too_many(tmp_path):
    found = read(table(tmp_path, '[{"id": "a", "year": 2022, "tax": 1e999999}]', "t.json"))
    assert told(found.findings) == [("FG307", "[1]")]


def _input(text, most):
    return text.encode()[:most]


def test_standard_input_is_known_by_its_content():
    from fivegoods.reading.parks import read_parks

    for text in ("id,year,tax\na,2022,350\n", "id\tyear\ttax\na\t2022\t350\n", '[{"id":"a","year":2022,"tax":350}]',
                 "id: a\nname: 甲\nyear: 2022\ndata: {tax: 350}\n"):  # fmt: skip
        found = read_parks(["-"], "huangyan-per-mu/2022", partial(_input, text))
        assert only(found).data["tax"] == 350, text


def test_other_tables_in_a_folder_are_skipped(tmp_path):
    table(tmp_path, "id,year,tax\na,2022,350\n", "parks.csv")
    table(tmp_path, "品名,数量\n纸,3\n", "orders.csv")
    table(tmp_path, '{"tool": {}, "parks": []}', "ranking.json")
    found = read(tmp_path)
    assert [park.id for park in found.parks] == ["a"]
    assert [one.kind.code for one in found.findings if one.kind.code != "FG401"] == ["FG010", "FG010"]


def test_excel_cells(tmp_path):
    rows = [["id", "年度", "评价税收（万元）", "用地面积（亩）", "R&D 经费支出（万元）"],
            ["a", 2022, "1,234.5", 0.1 + 0.2, 61.1], ["b", "2022", f" {wide('3')}.{wide('5')} ", 7, 0.5]]  # fmt: skip
    found = read(workbook(tmp_path / "t.xlsx", rows, formats={(1, 4): "0.00"}))
    first, second = found.parks
    assert first.data["tax"] == Decimal("1234.5")
    assert first.data["land"] == Decimal("0.3"), "fifteen digits, as Excel itself shows"
    assert first.facts["rd_expense"].written == "61.10 万元", "with the zeros of its format"
    assert second.data["tax"] == Decimal("3.5")
    assert first.origin.place(("data", "tax")).cell == "C2"
    assert first.origin.place(("data", "tax")).sheet == "数据"


def test_a_percent_format_is_a_percentage(tmp_path):
    rows = [
        ["id", "name", "year", "satisfaction"],
        ["a", "甲", 2024, 0.856],
        ["b", "乙", 2024, 85.6],
        ["c", "丙", 2024, "85.6%"],
    ]
    path = workbook(tmp_path / "t.xlsx", rows, formats={(1, 3): "0.0%"})
    found = read(path, "demo-parks/2024")
    assert [park.data["satisfaction"] for park in found.parks] == [Decimal("85.6")] * 3


def test_a_percent_format_in_an_amount_is_refused(tmp_path):
    path = workbook(tmp_path / "t.xlsx", [["id", "year", "tax"], ["a", 2022, 0.5]], formats={(1, 2): "0%"})
    assert told(read(path).findings) == [("FG308", "数据!C2")]


@pytest.mark.parametrize("result", [None, 0, 350, "#DIV/0!"])
def test_a_formula_is_no_value_whatever_it_shows(tmp_path, result):
    path = workbook(tmp_path / "t.xlsx", [["id", "year", "tax"], ["a", 2022, ("=1+1", result)]])
    assert told(read(path).findings) == [("FG062", "数据!C2")]


def test_a_formula_in_place_of_an_id_or_year(tmp_path):
    path = workbook(tmp_path / "t.xlsx", [["id", "year", "tax"], [("=A9", "a"), ("=B9", 2022), 3]])
    assert told(read(path).findings) == [("FG062", "数据!A2"), ("FG062", "数据!B2")]


def test_sheets_that_are_no_tables_are_left_alone(tmp_path):
    path = tmp_path / "t.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("说明").write(0, 0, "填表说明")
        sheet = book.add_worksheet("2022")
        sheet.write_row(0, 0, ["id", "year", "tax"])
        sheet.write_row(1, 0, ["a", 2022, 3])
    found = read(path)
    assert [park.id for park in found.parks] == ["a"]


@pytest.mark.parametrize(
    ("cells", "is_said"),
    [
        (["0.802", "0.91"], True), (["0.802"], True), (["0", "0.5"], True), (["0.802", "91"], False), (["80.2"], False),
        (["0.8%", "0.9%"], False), (["1", "0"], False), (["待报"], False),
    ],
)  # fmt: skip
def test_a_percentage_typed_as_a_fraction_is_read_as_it_stands_and_named(tmp_path, cells, is_said):
    rows = "".join(f"p{number},2024,{cell}\n" for number, cell in enumerate(cells))
    found = read(table(tmp_path, f"id,year,企业满意度（%）\n{rows}"), "demo-parks/2024")
    assert ("FG358" in {one.kind.code for one in found.findings}) is is_said
    if cells[0] == "0.802":
        assert found.parks[0].data["satisfaction"] == Decimal("0.802")
