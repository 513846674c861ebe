"""What happens to forms on their way through many hands: columns and units merged, sheets copied, ticks, footnotes."""
# ruff: noqa: RUF001 - full-width and look-alike signs are what people type

import re
from decimal import Decimal

import openpyxl
import pytest

from fivegoods.messages.findings import Severity
from fivegoods.reading.parks import read_parks
from reading.data_support import told
from reading.forms.forms_support import FILLED, Sheet


@pytest.fixture
def form():
    return Sheet(FILLED)


@pytest.fixture
def review():
    return Sheet(FILLED, "审核")


@pytest.fixture
def events():
    return Sheet(FILLED, "事件")


def read(path, criteria=None):
    return read_parks([str(path)], criteria)


def luming(found):
    assert not told(found.findings), [(one.kind.code, dict(one.params)) for one in found.findings]
    return next(park for park in found.parks if park.year == 2024)


@pytest.mark.parametrize("value", ["3000①", "3000²", "0,500", "3000（估）", "/", "3000-4000"])
def test_what_is_no_number_is_refused_at_its_cell(form, tmp_path, value):
    cell = form.put("data.tax", "value", value)
    assert [where for _, where in told(read(form.save(tmp_path)).findings)] == [cell]


@pytest.mark.parametrize("value", ["\u200b35,000", "３５，０００", "35000\n", "3.5亿元", "0.00035 万亿元"])
def test_what_is_one_number_is_read(form, tmp_path, value):
    form.put("data.tax", "unit", "万元")
    form.put("data.tax", "value", value)
    assert luming(read(form.save(tmp_path))).data["tax"] == 35000


@pytest.mark.parametrize(
    ("tick", "truth"), [("√", True), ("✓", True), ("×", False), ("TRUE", True), ("否", False), (True, True)]
)
def test_ticks_as_on_paper(form, tmp_path, tick, truth):
    form.put("data.environment_plan", "value", tick)
    assert luming(read(form.save(tmp_path))).data["environment_plan"] is truth


def test_a_number_format_with_a_unit_counts_before_the_row_s_unit(form, tmp_path):
    form.put("data.tax", "unit", "万元")
    form.put("data.tax", "value", 3.5)
    form.cell("data.tax", "value").number_format = '0.00"亿元"'
    assert luming(read(form.save(tmp_path))).data["tax"] == 35000


def test_thousands_cut_off_by_a_format_are_refused(form, tmp_path):
    cell = form.put("data.tax", "value", 35000)
    form.cell("data.tax", "value").number_format = '0!.0,"万"'
    assert told(read(form.save(tmp_path)).findings) == [("FG075", cell)]


def test_groups_in_brackets_of_either_width(form, tmp_path):
    form.put("groups.region", "value", "东洲(虚构)")
    assert luming(read(form.save(tmp_path))).groups["region"] == "east"


@pytest.mark.parametrize("year", ["2024年度", "２０２４", "2024 年"])
def test_years(form, tmp_path, year):
    form.put("year", "value", year)
    assert luming(read(form.save(tmp_path))).year == 2024


@pytest.mark.parametrize("year", ["2024万元", "2024①", "2024年底"])
def test_what_is_no_year(form, tmp_path, year):
    cell = form.put("year", "value", year)
    assert told(read(form.save(tmp_path)).findings) == [("FG060", cell)]


@pytest.mark.parametrize(("unit", "code"), [("亩", "FG308"), ("万园", "FG309"), ("-", "FG309")])
def test_a_wrong_unit_is_named_at_the_unit_s_cell(form, tmp_path, unit, code):
    form.put("data.tax", "value", 5)
    cell = form.put("data.tax", "unit", unit)
    assert told(read(form.save(tmp_path)).findings) == [(code, cell)]


def test_units_merged_over_rows_are_refused(form, tmp_path):
    first, second = form.row("data.revenue"), form.row("data.tax")
    form.put("data.revenue", "unit", "亿元")
    form.put("data.tax", "value", 3.5)
    form.sheet.merge_cells(start_row=first, end_row=second, start_column=4, end_column=4)
    found = read(form.save(tmp_path))
    assert told(found.findings) == [("FG076", f"填报!D{first}"), ("FG076", f"填报!D{second}")]
    assert {one.params["value"] for one in found.findings if one.kind.code == "FG076"} == {"亿元"}


def test_columns_moved_without_the_hidden_row_are_refused(form, tmp_path):
    source, remark = form.column("source"), form.column("remark")
    for row in range(2, form.sheet.max_row + 1):
        a, b = form.sheet.cell(row, source), form.sheet.cell(row, remark)
        a.value, b.value = b.value, a.value
    assert told(read(form.save(tmp_path)).findings) == [("FG087", "填报!G3"), ("FG087", "填报!K3")]


def test_columns_moved_whole_are_read(form, tmp_path):
    source, remark = form.column("source"), form.column("remark")
    for row in range(1, form.sheet.max_row + 1):
        a, b = form.sheet.cell(row, source), form.sheet.cell(row, remark)
        a.value, b.value = b.value, a.value
    assert luming(read(form.save(tmp_path))).facts["tax"].source == luming(read(FILLED)).facts["tax"].source


def test_a_copied_sheet_filled_in_twice_is_one_finding(form, tmp_path):
    form.book.copy_worksheet(form.sheet).title = "填报 (2)"
    assert told(read(form.save(tmp_path)).findings, None) == [("FG088", "填报 (2)!A2")]


def test_a_copied_sheet_that_is_empty_is_no_matter(form, tmp_path):
    copy = form.book.copy_worksheet(form.sheet)
    for row in copy.iter_rows(min_row=4, min_col=5):
        for cell in row:
            cell.value = None
    assert dict(luming(read(form.save(tmp_path))).data) == dict(luming(read(FILLED)).data)


def test_a_reason_without_a_reviewed_figure_is_not_lost_in_silence(review, tmp_path):
    cell = review.put("review.data.tax", "reason", "核减")
    found = read(review.save(tmp_path))
    assert told(found.findings, Severity.WARNING)[-1:] == [("FG089", cell)]
    review.put("review.data.tax", "value", "14 亿元")
    assert luming(read(review.save(tmp_path))).review.data["tax"] == Decimal(140000)


@pytest.mark.parametrize("nothing", ["无", "—", "/", "None"])
def test_no_events_may_be_said_in_words(events, tmp_path, nothing):
    events.sheet.cell(4, 2).value = nothing
    events.sheet.cell(4, 4).value = None
    for column in range(3, 8):
        events.sheet.cell(4, column).value = None
    assert luming(read(events.save(tmp_path))).events == ()


def test_rows_that_another_edition_lacks_name_the_criteria_in_force(form, tmp_path):
    mark = form.sheet.cell(1, 1).value.split()
    form.sheet.cell(1, 1).value = " ".join([mark[0], "demo-parks/2020", mark[2]])
    form.sheet.cell(form.row("data.tax"), 1).value = "data.tax_of_2020"
    form.cell("data.tax_of_2020", "name").value = "旧项目"
    found = read(form.save(tmp_path), "demo-parks/2024")
    unknown = [one for one in found.findings if one.kind.code == "FG301"]
    assert [one.params["criteria"] for one in unknown] == ["demo-parks/2024"]


def test_a_form_of_criteria_made_from_these_is_read_where_all_rows_fit(form, tmp_path):
    mark = form.sheet.cell(1, 1).value.split()
    form.sheet.cell(1, 1).value = " ".join([mark[0], "our-parks/2024", mark[2]])
    assert luming(read(form.save(tmp_path), "demo-parks/2024")).id == "luming"


def test_rows_are_as_high_as_what_is_in_them_and_forms_can_be_signed():
    filled = openpyxl.load_workbook(FILLED)
    sheet, rows = filled["填报"], Sheet(FILLED)
    assert sheet.row_dimensions[rows.row("data.tax")].height > 30, "a source of two lines"
    assert sheet.row_dimensions[rows.row("groups.region")].height is None, "one line: grows with what is typed"
    assert [filled[name].oddFooter.left.text.split("（")[0] for name in ("填报", "事件", "审核")] == [
        "填报单位",
        "填报单位",
        "审核单位",
    ]
    assert "&P" in sheet.oddFooter.right.text


def test_a_deleted_row_is_named(form, tmp_path):
    form.sheet.delete_rows(form.row("data.tax"))
    form.sheet.delete_rows(form.row("groups.level"))
    found = read(form.save(tmp_path))
    (one,) = [one for one in found.findings if one.kind.code == "FG095"]
    assert (one.severity, one.params["count"]) == (Severity.WARNING, "2")
    assert "税收" in one.params["names_zh"]
    assert "级别" in one.params["names_zh"]


def test_a_whole_form_lacks_no_row(form, tmp_path):
    assert "FG095" not in {one.kind.code for one in read(form.save(tmp_path)).findings}


def test_chinese_forms_hold_no_words_of_the_program():
    book = openpyxl.load_workbook(FILLED)
    about = [cell.value for cell in book["说明"]["A"] if cell.value]
    assert about[1] == "2024 版，示例"
    assert not [text for text in about if "fivegoods" in text or "demo-parks" in text]
    choices = {cell.value for row in book["lists"].iter_rows() for cell in row if cell.value}
    assert {"生产安全事故", "官方", "缺失"} <= choices
    levels = {"general", "larger"}  # the criteria's own words
    assert {text for text in choices if re.search("[a-z]", text)} == levels


def test_points_of_the_review_are_those_given_by_hand():
    ids = [cell.value for cell in openpyxl.load_workbook(FILLED)["审核"]["A"] if cell.value]
    assert [one for one in ids if one.startswith("review.points.")] == ["review.points.safety_inspection"]
    assert "review.data.tax" in ids


def test_cells_in_percent_say_how_a_percentage_is_written():
    sheet, cell = openpyxl.load_workbook(FILLED)["填报"], Sheet(FILLED).cell("data.satisfaction", "value").coordinate
    rules = [one for one in sheet.data_validations.dataValidation if cell in one.sqref]
    assert [("50%" in one.prompt, one.promptTitle) for one in rules] == [(True, "企业满意度")]


def test_columns_nobody_needs_are_not_in_an_empty_form():
    book = openpyxl.load_workbook(FILLED)
    keys = {name: [cell.value for cell in book[name][1]] for name in ("填报", "审核")}
    assert not {"period", "own_definition"} & {*keys["填报"], *keys["审核"]}
    assert "page" not in keys["审核"]
