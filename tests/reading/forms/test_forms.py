"""Collection forms: made, filled in by hand in another program, read back or refused at the cell."""

import zipfile
from decimal import Decimal, localcontext

import openpyxl
import pytest

from cli.cli_support import Program
from fivegoods import api
from fivegoods.collect.forms.write import form_bytes
from fivegoods.criteria.base import Attested
from fivegoods.export.findings import help_of
from fivegoods.messages.findings import Severity
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.entities import Gap
from fivegoods.reading.parks import read_parks
from reading.data_support import DEMO, demo_parks, told, wide
from reading.forms.forms_support import CRITERIA, FILLED, Sheet


@pytest.fixture
def form():
    return Sheet(FILLED)


def read(path, criteria=None):
    return read_parks([str(path)], criteria)


def luming(found):
    assert not told(found.findings), [(one.kind.code, dict(one.params)) for one in found.findings]
    return next(park for park in found.parks if park.year == 2024)


# -- made


def test_a_form_asks_for_everything_the_criteria_need(tmp_path):
    path = tmp_path / "form.xlsx"
    criteria = api.load_criteria(CRITERIA)
    path.write_bytes(form_bytes(criteria, api.plan_of(criteria), "zh"))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["说明", "填报", "事件", "审核", "lists"]
    assert book["lists"].sheet_state == "hidden"
    form = Sheet(path)
    ids = {form.sheet.cell(r, 1).value for r in range(2, form.sheet.max_row + 1)}
    assert {f"data.{key}" for key in criteria.criteria.fields} < ids
    assert {f"groups.{key}" for key in criteria.criteria.groups} < ids
    assert "points.safety_inspection" in ids
    assert form.sheet.column_dimensions["A"].hidden
    assert form.sheet.row_dimensions[1].hidden
    assert form.sheet.protection.sheet
    assert form.cell("data.tax", "name").protection.locked
    assert not form.cell("data.tax", "value").protection.locked
    assert form.cell("data.revenue", "previous").protection.locked is False, "growth needs last year's revenue"
    assert form.cell("data.patents", "previous").protection.locked, "nothing looks at last year's patents"
    assert (form.cell("data.tax", "name").value, form.cell("data.tax", "unit").value) == ("税收", "万元")
    limits = {str(rule.sqref): rule for rule in form.sheet.data_validations.dataValidation}
    choice = limits[form.cell("data.treatment_plant", "value").coordinate]
    assert choice.type == "list"
    assert limits[form.cell("data.staff", "value").coordinate].type == "whole"
    share = limits[form.cell("data.satisfaction", "value").coordinate]
    assert (share.type, share.formula1, share.formula2) == ("decimal", "0", "100")


def test_the_same_form_is_the_same_bytes():
    criteria = api.load_criteria(CRITERIA)
    plan = api.plan_of(criteria)
    park = demo_parks()["luming", 2024]
    assert form_bytes(criteria, plan, "en", park) == form_bytes(criteria, plan, "en", park)


@pytest.mark.parametrize("name", ["huangyan-per-mu/2022", "hunan-five-goods/2025", "meizhou-parks/2016"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_criteria_make_a_form_that_opens(name, lang, tmp_path):
    criteria = api.load_criteria(name)
    path = tmp_path / "form.xlsx"
    path.write_bytes(form_bytes(criteria, api.plan_of(criteria), lang))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    assert openpyxl.load_workbook(path).sheetnames[0] == ("说明" if lang == "zh" else "Instructions")
    found = read(path)
    assert (
        told(found.findings)
        == [("FG058", next(cell for _, cell in told(found.findings)))] * 1 + told(found.findings)[1:]
    )
    assert {code for code, _ in told(found.findings)} == {"FG058"}, "an empty form names no park"


# -- read back


def test_a_filled_form_is_the_park(form, tmp_path):
    park = luming(read(FILLED))
    known = demo_parks()["luming", 2024]
    assert (park.id, park.name, park.groups, dict(park.data)) == (known.id, known.name, known.groups, dict(known.data))
    assert dict(park.gaps) == dict(known.gaps)
    assert {k: v.points for k, v in park.points.items()} == {k: v.points for k, v in known.points.items()}
    assert [(e.kind, e.count) for e in park.events] == [(e.kind, e.count) for e in known.events]
    assert park.facts["tax"].source == known.facts["tax"].source
    assert park.facts["tax"].attested is Attested.INVENTED


@pytest.mark.slow
def test_round_trip_of_all_parks(tmp_path, capsys):
    """Demo parks → forms → park files → the same scores to the last digit."""
    program = Program(capsys)
    assert program("form", "new", "--from", DEMO, "-o", tmp_path / "forms", "-q", "--lang", "zh").code == 0
    forms = sorted((tmp_path / "forms").iterdir())
    assert len(forms) == 48
    assert program("form", "read", *forms, "-o", tmp_path / "parks", "-q").code == 0
    runs = [api.open_run([path]).run for path in (DEMO, tmp_path / "parks", tmp_path / "forms")]
    scores = [[(s.park.id, s.points, s.possible, s.rank, s.grade) for s in run.scores] for run in runs if run]
    assert len(scores) == 3
    assert scores[0] == scores[1] == scores[2]


def test_a_form_filled_by_hand_is_read_as_meant(form, tmp_path):
    form.put("data.tax", "value", " 22.1798亿元 ")
    form.put("data.land", "value", wide("12,288"))
    form.put("data.staff", "value", "1,234,567 ")
    form.put("data.satisfaction", "value", 0.856)
    form.cell("data.satisfaction", "value").number_format = "0.0%"
    form.put("data.energy", "unit", "万吨标煤")
    form.put("data.energy", "value", 26.4629)
    form.put("data.rd_expense", "value", "缺失")
    form.put("data.patents", "value", "待报")
    form.put("data.emissions", "value", "不适用")
    form.put("data.firms", "value", None)
    form.put("data.environment_plan", "value", " 否 ")
    form.put("year", "value", "2024年")
    form.sheet.title = "Sheet (2)"
    form.sheet.insert_rows(8, 3)
    park = luming(read(form.save(tmp_path)))
    assert park.data["tax"] == Decimal("221798")
    assert (park.data["land"], park.data["staff"]) == (12288, 1234567)
    assert park.data["satisfaction"] == Decimal("85.6")
    assert park.data["energy"] == 264629
    assert park.data["environment_plan"] is False
    assert dict(park.gaps) == {"rd_expense": Gap.NULL, "patents": Gap.EXPECTED, "emissions": Gap.NOT_APPLICABLE}
    assert "firms" not in park.data
    assert park.facts["energy"].written == "26.4629 万吨标煤"
    assert park.origin.place(("data", "tax")).sheet == "Sheet (2)"


def test_rows_may_be_moved_whole(form, tmp_path):
    sheet = form.sheet
    first, second = form.row("data.tax"), form.row("data.patents")
    for column in range(1, sheet.max_column + 1):
        a, b = sheet.cell(first, column), sheet.cell(second, column)
        a.value, b.value = b.value, a.value
    assert dict(luming(read(form.save(tmp_path))).data) == dict(luming(read(FILLED)).data)


def test_rows_moved_in_part_are_refused(form, tmp_path):
    sheet = form.sheet
    first, second = form.row("data.tax"), form.row("data.patents")
    for column in range(2, sheet.max_column + 1):
        a, b = sheet.cell(first, column), sheet.cell(second, column)
        a.value, b.value = b.value, a.value
    assert told(read(form.save(tmp_path)).findings) == [("FG082", f"填报!B{first}"), ("FG082", f"填报!B{second}")]


def test_a_row_without_id_is_known_by_its_name(form, tmp_path):
    form.sheet.cell(form.row("data.tax"), 1).value = None
    assert luming(read(form.save(tmp_path))).data["tax"] == luming(read(FILLED)).data["tax"]


def test_an_added_column_is_named_and_not_read(form, tmp_path):
    form.sheet.insert_cols(5)
    form.sheet.cell(3, 5).value = "联系人"
    found = read(form.save(tmp_path))
    assert dict(luming(found).data) == dict(luming(read(FILLED)).data)
    assert told(found.findings, Severity.WARNING) == [("FG055", "填报!E3")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ten_planted_mistakes_give_ten_findings(tmp_path, lang):
    criteria = api.load_criteria(CRITERIA)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(form_bytes(criteria, api.plan_of(criteria), lang, demo_parks()["luming", 2024], None))
    form = Sheet(path, "填报" if lang == "zh" else "Data")
    planted = {
        form.put("groups.level", "value", "县级"): "FG306",
        form.put("data.revenue", "value", "约三亿"): "FG307",
        form.put("data.tax", "value", "=1+1"): "FG062",
        form.put("data.land", "value", -5): "FG312",
        form.put("data.staff", "value", 12.5): "FG313",
        form.put("data.treatment_plant", "value", "建成"): "FG310",
        form.put("data.satisfaction", "value", "120%"): "FG312",
        form.put("data.environment_plan", "value", "部分"): "FG311",
        form.put("points.safety_inspection", "value", 60): "FG317",
    }
    planted[form.put("data.rd_expense", "unit", "亩")] = "FG308"
    found = read(form.save(tmp_path))
    assert {cell: code for code, cell in told(found.findings, None)} == planted
    assert len(found.findings) == 10


def test_one_item_twice(form, tmp_path):
    row = form.sheet.max_row + 2
    form.sheet.cell(row, 1).value = "data.tax"
    form.sheet.cell(row, form.column("value")).value = 5
    assert told(read(form.save(tmp_path)).findings) == [("FG081", f"填报!E{row}")]


def test_a_figure_in_a_row_nobody_knows(form, tmp_path):
    row = form.sheet.max_row + 2
    form.sheet.cell(row, 2).value = "其他税收"
    form.sheet.cell(row, form.column("value")).value = 5
    form.sheet.cell(row + 1, 1).value = "data.taxx"
    form.sheet.cell(row + 1, form.column("value")).value = 5
    found = read(form.save(tmp_path))
    assert told(found.findings) == [("FG080", f"填报!E{row}"), ("FG301", f"填报!A{row + 1}")]
    assert found.findings[1].near == "tax (税收)"


def test_merged_cells_over_two_items_are_refused(form, tmp_path):
    row = form.row("data.firms")
    form.sheet.merge_cells(start_row=row, end_row=row + 1, start_column=5, end_column=5)
    found = read(form.save(tmp_path))
    assert told(found.findings) == [("FG076", f"填报!E{row}")]
    assert found.findings[0].params["area"] == f"E{row}:E{row + 1}"


def test_merged_cells_within_a_heading_do_no_harm(form, tmp_path):
    form.sheet.merge_cells("B2:F2")
    assert luming(read(form.save(tmp_path))).id == "luming"


def test_a_form_for_another_park_or_year_says_what_is_missing(form, tmp_path):
    form.put("year", "value", None)
    cell = form.cell("year", "value").coordinate
    assert told(read(form.save(tmp_path)).findings) == [("FG058", f"填报!{cell}")]


def test_a_form_without_its_park_says_so_once(form, tmp_path):
    cell = form.put("id", "value", None)
    assert told(read(form.save(tmp_path)).findings) == [("FG058", cell)]


def test_the_rest_of_a_form_is_checked_where_its_year_cannot_be_told(form, tmp_path):
    year, tax = form.put("year", "value", "2024-12-31"), form.put("data.tax", "value", "八万")
    found = read(form.save(tmp_path))
    assert told(found.findings) == [("FG060", year), ("FG307", tax)]
    assert help_of(found.findings[0], "zh") == "写成 2024"
    assert not [park for park in found.parks if park.year == 2024]


@pytest.mark.parametrize(("typed", "near"), [("县级", ""), ("市级", ""), ("国家", "国家级 (national)")])
def test_a_group_is_near_to_another_only_by_more_than_one_sign(form, tmp_path, typed, near):
    form.put("groups.level", "value", typed)
    (finding,) = [one for one in read(form.save(tmp_path)).findings if one.kind.code == "FG306"]
    assert finding.near == near
    assert near or "省级" in help_of(finding, "zh")


def test_a_form_without_its_sheet_of_figures(form, tmp_path):
    form.book.remove(form.sheet)
    assert [code for code, _ in told(read(form.save(tmp_path)).findings)] == ["FG086"]


def test_a_form_for_other_criteria_is_told_once(form, tmp_path):
    found = read(form.save(tmp_path), "huangyan-per-mu/2022")
    (finding,) = found.findings
    assert (finding.kind.code, finding.place.sheet) == ("FG036", "填报")
    assert (finding.params["own"], finding.params["given"]) == (CRITERIA, "huangyan-per-mu/2022")
    assert found.parks == ()


# -- last year, events, review


def test_last_years_figures_count_where_no_file_gives_them(tmp_path):
    before = next(park for park in read(FILLED).parks if park.year == 2023)
    known = demo_parks()["luming", 2023]
    assert (before.id, before.name, dict(before.data)) == ("luming", known.name, {"revenue": known.data["revenue"]})
    assert before.origin.place(("data", "revenue")).cell.startswith("F")
    run = api.open_run([FILLED, DEMO / "qinglan-2023.yaml", DEMO / "qinglan-2024.yaml"]).run
    assert run is not None
    score = next(one for one in run.scores if one.park.id == "luming")
    (growth,) = [one for one in score.root.all_indicators() if one.plan.id == "revenue_growth"]
    with localcontext(CONTEXT):
        assert growth.value == (Decimal("657.4") / Decimal("552.4") - 1) * 100


def test_last_years_file_wins_and_a_difference_is_named(form, tmp_path):
    cell = form.put("data.revenue", "previous", 1)
    path = form.save(tmp_path)
    found = read_parks([str(path), str(DEMO / "luming-2023.yaml")])
    assert told(found.findings, Severity.WARNING) == [("FG351", cell)]
    before = next(park for park in found.parks if park.year == 2023)
    assert before.data["revenue"] == demo_parks()["luming", 2023].data["revenue"]


def test_events_are_chosen_by_name(tmp_path):
    form = Sheet(FILLED, "事件")
    form.sheet["B5"], form.sheet["C5"], form.sheet["D5"] = "安全事故 [accident]", "general", "2"
    form.sheet["B6"], form.sheet["G6"] = "complaint", "群众来信"
    form.sheet["B7"] = "火灾"
    found = read(form.save(tmp_path))
    assert told(found.findings) == [("FG318", "事件!B7")]
    form.sheet["B7"] = None
    park = luming(read(form.save(tmp_path)))
    assert [(e.kind, e.level, e.count, e.remark) for e in park.events[1:]] == [
        ("accident", "general", 2, None),
        ("complaint", None, 1, "群众来信"),
    ]


def test_the_review_sheet_replaces_figures_and_keeps_them(tmp_path):
    form = Sheet(FILLED, "审核")
    form.put("review.by", "value", "市园区办")
    form.put("review.data.patents", "value", 80)
    form.put("review.data.patents", "reason", "重复计数")
    form.put("review.points.safety_inspection", "value", 3)
    park = luming(read(form.save(tmp_path)))
    assert park.review is not None
    assert (park.review.by, park.review.data["patents"]) == ("市园区办", 80)
    assert park.review.facts["patents"].reason == "重复计数"
    assert park.review.points["safety_inspection"].points == 3
    assert park.data["patents"] == demo_parks()["luming", 2024].data["patents"]


# -- commands


def test_form_commands(tmp_path, capsys):
    program = Program(capsys)
    assert program("form", "new", "-c", CRITERIA, "-o", tmp_path / "f.xlsx").code == 0
    assert (tmp_path / "f.xlsx").stat().st_size > 5000
    for name in ("t.csv", "t.tsv", "t.json", "t.xlsx"):
        assert program("form", "table", "-c", CRITERIA, "-o", tmp_path / name, "-q").code == 0
    assert program("form", "table", "-c", CRITERIA, "-o", tmp_path / "t.doc").code == 2
    assert program("form", "table", "-c", "nothing", "-o", tmp_path / "u.csv").code == 2
    assert program("form", "new", "--from", DEMO, "-o", tmp_path / "one.xlsx").code == 2
    done = program("check", FILLED, "--lang", "zh")
    assert done.code == 0
    assert "error" not in done.out
    assert "warning" not in done.out
    assert program("score", FILLED, "-q").code == 0


def test_a_gb18030_table_is_written_and_read(tmp_path, capsys):
    program = Program(capsys)
    path = tmp_path / "t.csv"
    assert program("form", "table", "--from", DEMO, "-o", path, "--gb18030", "-q", "--lang", "zh").code == 0
    assert "营业收入".encode("gb18030") in path.read_bytes()
    assert program("rank", path, "-q").code == 0


def test_a_bad_form_writes_nothing(form, tmp_path, capsys):
    form.put("data.tax", "value", "约三亿")
    done = Program(capsys)("form", "read", form.save(tmp_path), "-o", tmp_path / "parks")
    assert done.code == 2
    assert "FG307" in done.err
    assert not (tmp_path / "parks").exists()
