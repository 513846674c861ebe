"""Written values become typed ones in the field's unit, or say why they do not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.panel.entities import Gap
from fivegoods.panel.numbers_meant import bare_number, tidy_quantity
from fivegoods.panel.values import Misfit, find_named, read_column

TAX = FieldDef(name="税收", unit="万元", at_least=0)
SHARE = FieldDef(name="占比", unit="%", at_most=100)
CHOICE = FieldDef(
    name="类型", kind="choice", choices={"etdz": LocalText(zh="经开区", en="ETDZ"), "2": LocalText(zh="二类")}
)
YES = FieldDef(name="获批", kind="yes_no")


def read_value(name, definition, value, unit):
    """Return one written value as a document gives it, its unit apart."""
    return read_column(name, definition, [value], units=[unit or ""], must_agree=True)[0]


def misfit(definition, value, unit=None):
    found = read_value("x", definition, value, unit)
    assert isinstance(found, Misfit), found
    return found


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(Decimal(5), None, 5), (Decimal(5), "亿元", 50_000), ("5 亿元", None, 50_000), ("1,234.5", None, "1234.5"),
     ("5e2", None, 500), (" 7 ", None, 7), ("\uff11\uff12", None, 12)],
)  # fmt: skip
def test_numbers(value, unit, expected):
    assert read_value("x", TAX, value, unit) == Decimal(expected)


def test_per_cent_and_per_mille():
    assert read_value("x", SHARE, "5‰", None) == Decimal("0.5")
    assert read_value("x", SHARE, "50%", None) == 50
    assert misfit(SHARE, "5 百分点").kind.code == "FG308"


def advice(value):
    """Return what is said to write instead, without spaces; "" if nothing is."""
    found = misfit(TAX, value)
    assert found.kind.code == "FG307"
    return found.params.get("advice_zh", "").replace(" ", "")


@pytest.mark.parametrize(
    ("value", "figure"),
    [("1_000", "1000"), ("\uff11 234 万元", "1234万元"), ("3500（万元）", "3500万元"), ("1,2345", "12345"), ("1 234 567", "1234567"),
     ("八万", "80000"), ("三百二十亿元", "32000000000元"), ("三亿五千万元", "350000000元"), ("两万五千", "25000"), ("十二", "12"),
     ("一百二", "120"), ("一百零二", "102"), ("百分之五十", "50%"), ("五成", "50%"), ("负3.5", "-3.5"), ("亏损3.5万元", "-3.5万元"),
     ("↑3.5", "3.5"), ("￥100", "100元"), ("3.5 万 元", "3.5万元"), ("3。5", "3.5"), ("1OO", "100"), ("l00", "100"), ("3.5.", "3.5")],
)  # fmt: skip
def test_what_means_one_number_is_said_how_to_write(value, figure):
    assert advice(value) == f"写成{figure}"


@pytest.mark.parametrize("value", ["(3.5)", "（3.5）", "▲3.5", "△3.5", "▼3.5", "3.5-", "↓3.5", "\u20133.5"])
def test_a_sign_that_may_mean_a_negative_is_named_as_such(value):
    assert advice(value) == "如为负数写成-3.5，否则写成3.5"


@pytest.mark.parametrize(
    ("value", "words"),
    [("10-12", ("10", "12")), ("10~12亿元", ("10亿元", "12亿元")), ("3.5、4.2", ("3.5", "4.2")),
     ("4358（不含西区）", ("4358", "不含西区", "备注")), ("-3.5（亏损）", ("-3.5", "亏损", "备注")), ("3000（估）", ("3000", "估")),
     ("约3000", ("3000", "约")), ("3000余万元", ("3000万元", "余")), ("3.5万元左右", ("3.5万元", "左右")), ("3.5万元（预计）", ("3.5万元", "预计")),
     ("3.5注1", ("3.5", "注1")), ("85①", ("85", "①"))],
)  # fmt: skip
def test_what_stands_around_a_figure_belongs_into_a_remark(value, words):
    assert all(word in advice(value) for word in words)


@pytest.mark.parametrize(
    "value",
    [
        "12,34",
        "0,5",
        "1.234,5",
        "3,5",
        "35 00",
        "约三亿",
        "12:30",
        "1,00",
        "1/3",
        "园区",
        "万",
        "(估)",
        "▲",
        "()",
        "3.5--",
    ],
)
def test_what_means_no_number_or_two_is_left_open(value):
    assert advice(value) == ""


@pytest.mark.parametrize("value", ["/", "—", "-", "无", "暂无", "N/A", "#N/A", "***", "不详", "保密", "待定", "未提供"])
def test_a_sign_for_no_figure_is_told_the_words_for_gaps(value):
    assert all(word in advice(value) for word in ("缺失", "待报", "不适用"))


def test_the_suggested_words_for_gaps_are_read():
    assert read_value("x", TAX, "缺失", None) is read_value("x", TAX, "missing", None) is Gap.NULL
    assert read_value("x", TAX, "not applicable", None) is Gap.NOT_APPLICABLE


@pytest.mark.parametrize("value", ["85①", "85¹", "85⑴", "85½"])
def test_a_footnote_is_no_digit_and_no_unit(value):
    assert misfit(SHARE, value).kind.code in ("FG307", "FG309")


@pytest.mark.parametrize("value", [True, False])
def test_a_truth_is_no_number(value):
    assert misfit(TAX, value).kind.code == "FG307"


def test_a_wrong_unit_names_both():
    found = misfit(TAX, "3 亩")
    assert (found.kind.code, found.params["given"], found.params["declared"]) == ("FG308", "亩", "万元")
    assert misfit(TAX, Decimal(3), "亩").kind.code == "FG308"


def test_an_unknown_unit_names_a_near_one():
    found = misfit(FieldDef(name="地", unit="平方公里"), "3 平方公理")
    assert (found.kind.code, found.near) == ("FG309", "平方公里")


def test_a_unit_where_none_is_declared():
    assert misfit(FieldDef(name="得分"), "3 亩").kind.code == "FG308"
    assert read_value("x", FieldDef(name="得分"), Decimal(3), None) == 3


@pytest.mark.parametrize(
    ("bounds", "inside", "outside", "said"),
    [({"at_least": 1}, "1", "0.9", "≥ 1"), ({"above": 1}, "1.1", "1", "> 1"),
     ({"at_most": 1}, "1", "1.1", "≤ 1"), ({"below": 1}, "0.9", "1", "< 1")],
)  # fmt: skip
def test_bounds_are_open_or_closed_as_declared(bounds, inside, outside, said):
    definition = FieldDef(name="x", **bounds)
    assert read_value("x", definition, inside, None) == Decimal(inside)
    assert misfit(definition, outside).params["bound"] == said


def test_bounds_hold_in_the_declared_unit():
    definition = FieldDef(name="x", unit="万元", at_most=100)
    params = misfit(definition, "1 亿元").params
    assert (params["field"], params["bound"], params["value"]) == ("x", "≤ 100 万元", "10000 万元")


def test_whole_numbers():
    definition = FieldDef(name="x", unit="家", whole=True)
    assert read_value("x", definition, "12.0 家", None) == 12
    assert misfit(definition, Decimal("12.5")).kind.code == "FG313"


def test_choices_by_id_or_name():
    for value in ("etdz", "经开区", "ETDZ", " etdz "):
        assert read_value("x", CHOICE, value, None) == "etdz"
    assert read_value("x", CHOICE, Decimal(2), None) == "2"
    found = misfit(CHOICE, "经开")
    assert (found.kind.code, found.near) == ("FG310", "经开区 (etdz)"), "who writes names is told a name"
    assert misfit(CHOICE, "etd").near == "etdz (经开区)"


def test_names_in_signs_of_another_width():
    known = {
        "east": LocalText(zh="东洲（虚构）", en="Eastland (invented)"),
        "e2": LocalText(zh="甲 乙"),
        "e3": LocalText(zh="甲乙"),
    }
    assert find_named("东洲(虚构)", known) == ("east", "")
    assert find_named("eastland  (Invented)", known) == ("east", "")
    assert find_named("甲乙", known) == ("e3", "")
    assert find_named("甲  乙", known)[0] == "", "two names that differ in spaces only are not guessed between"


def test_yes_and_no():
    values = [read_value("x", YES, value, None) for value in (True, "是", "yes", False, "否", "No")]
    assert values == [True, True, True, False, False, False]
    assert misfit(YES, Decimal(1)).kind.code == "FG311"


def test_words_for_gaps_count_in_every_kind_of_field():
    for definition in (TAX, CHOICE, YES):
        assert read_value("x", definition, "待报", None) is Gap.EXPECTED
        assert read_value("x", definition, "not_applicable", None) is Gap.NOT_APPLICABLE
        assert read_value("x", definition, None, None) is Gap.NULL


def test_names_find_ids_and_near_ones_their_id():
    known = {"tax": LocalText(zh="税收", en="Tax revenue"), "land": LocalText(zh="用地")}
    assert find_named("税收", known) == ("tax", "")
    assert find_named("taxx", known) == ("", "tax (税收)")
    assert find_named("用地面", known) == ("", "用地 (land)")
    assert find_named("用第", known) == ("", ""), "a single sign in common says nothing"
    assert find_named("绿化", known) == ("", "")
    assert find_named("tax", {}) == ("", "")


def test_what_number_was_meant():
    assert bare_number("50%") == "0.5"
    assert bare_number("2021年") == "2021"
    assert bare_number("\uff15\uff10\uff05") == "0.5"
    assert bare_number("many") == ""
    assert tidy_quantity("12") == ""


@given(st.text(max_size=30), st.sampled_from([TAX, SHARE, CHOICE, YES]), st.none() | st.text(max_size=6))
def test_no_text_raises(value, definition, unit):
    found = read_value("x", definition, value, unit)
    if isinstance(found, Misfit):
        assert found.kind.zh.format(**found.params)
    elif isinstance(found, Decimal):
        assert found.is_finite()
