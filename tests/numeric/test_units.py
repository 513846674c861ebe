"""Quantities and units: what is read, what is refused, and exact conversion."""
# ruff: noqa: RUF001 - full-width digits and look-alike signs are what some people type

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegoods.numeric.closest import nearest
from fivegoods.numeric.units import (
    UnitError,
    convert,
    near_unit,
    over,
    parse_unit,
    plain_signs,
    raised,
    ratio,
    split_quantity,
    times,
)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("3.5 亿元", "3.5", "亿元"),
        ("35,000 万元", "35000", "万元"),
        ("1,234,567.89", "1234567.89", None),
        ("350000000元", "350000000", "元"),
        ("50%", "50", "%"),
        ("50 ％", "50", "％"),
        ("-1.2", "-1.2", None),
        ("+5", "5", None),
        ("5万㎡", "5", "万㎡"),
        ("49 项", "49", "项"),
        ("1e3", "1E+3", None),
        (".5", "0.5", None),
        ("  7  ", "7", None),
        ("13 万元 / 亩", "13", "万元 / 亩"),
        ("15 万元/人·年", "15", "万元/人·年"),
        ("2 m^2", "2", "m^2"),
        ("3 galosh", "3", "galosh"),
        ("0.3333333333333333333333333333333333", "0.3333333333333333333333333333333333", None),
        ("0", "0", None),
    ],
)
def test_quantities(text, number, unit):
    assert split_quantity(text) == (Decimal(number), unit)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "亿元", "abc", "３.５", "3.５", "3５亿", "1,00", "1,0000", "12,34,567", "1，234", "12:30",
        "2021-06-08", "1_000", "0x1f", "NaN", "inf", "-Infinity", "1e31", "1e-99", "1e99999", "9" * 32, "9" * 5000,
        "1/3", "2 * x", "2+3", "100 if a else b", "3 > 2", "--5", "5-", "1.2.3", "3 亿元, 2 万元", "−5",
        "7 " + "元" * 100, "5 (x)",
    ],
)  # fmt: skip
def test_what_is_not_a_quantity(text):
    assert split_quantity(text) is None


def test_decimals_come_from_the_text():
    assert split_quantity("0.70 %")[0].as_tuple() == Decimal("0.70").as_tuple()


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(text):
    found = split_quantity(text)
    assert found is None or found[0].is_finite()
    near_unit(text)
    with suppress(UnitError):
        assert parse_unit(text).factor > 0


@pytest.mark.parametrize(
    ("a", "b", "size"),
    [
        ("公顷", "亩", 15),
        ("平方公里", "亩", 1500),
        ("平方公里", "平方米", 1_000_000),
        ("亩", "平方米", Fraction(2000, 3)),
        ("亿元", "万元", 10_000),
        ("百万元", "千元", 1000),
        ("亿美元", "万美元", 10_000),
        ("万元/亩", "万元/公顷", 15),
        ("万元/亩", "亿元/km²", Fraction(15, 100)),
        ("亿元/平方公里", "万元/公顷", 100),
        ("%", "1", Fraction(1, 100)),
        ("‰", "%", Fraction(1, 10)),
        ("倍", "%", 100),
        ("百分点", "千分点", 10),
        ("度", "千瓦时", 1),
        ("亿千瓦时", "万度", 10_000),
        ("万人", "人", 10_000),
        ("吨", "千克", 1000),
        ("吨标煤/万元", "千克标煤/元", Fraction(1, 10)),
        ("家", "个", 1),
        ("年", "月", 12),
        ("小时", "天", Fraction(1, 24)),
        ("周", "天", 7),
        ("元/立方米", "万元/万m³", 1),
        ("平方米/亩", "1", Fraction(3, 2000)),
    ],
)
def test_ratios_are_exact(a, b, size):
    assert ratio(parse_unit(a), parse_unit(b)) == size
    assert ratio(parse_unit(b), parse_unit(a)) == 1 / Fraction(size)


@pytest.mark.parametrize(
    "names",
    [
        ("平方米", "㎡", "m²", "m2", "m^2", "平米"),
        ("平方公里", "km²", "km2", "㎢", "平方千米"),
        ("公顷", "hm²", "hm2", "ha"),
        ("万平方米", "万㎡", "万m²"),
        ("吨", "t"),
        ("立方米", "m³", "m3", "㎥"),
        ("千瓦时", "度", "kWh"),
        ("吨标煤", "吨标准煤", "tce"),
        ("%", "％", " % "),
        ("万元/人·年", "万元/(人·年)", "万元/人/年", "万元 / 人 × 年", "万元/人*年", "万元／年／人"),
        ("元/立方米", "元/m³", "元/（立方米）"),
        ("1", "", None, "倍"),
        ("千元", "千元人民币"),
    ],
)
def test_ways_of_writing_one_unit(names):
    first = parse_unit(names[0])
    for name in names[1:]:
        other = parse_unit(name)
        assert (other.dimensions, other.factor) == (first.dimensions, first.factor)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("亩", "万元"), ("%", "百分点"), ("万元", "万美元"), ("人", "家"), ("吨", "吨标煤"), ("天", "工作日"),
        ("年", "天"), ("万元/人", "万元/人·年"), ("分", "1"), ("米", "平方米"), ("人次", "人"), ("件", "1"),
    ],
)  # fmt: skip
def test_units_that_do_not_fit_are_both_named(a, b):
    with pytest.raises(UnitError) as caught:
        convert(Decimal(1), parse_unit(a), parse_unit(b))
    assert {caught.value.text, caught.value.other} == {a, b}


def test_conversion_is_exact():
    assert convert(Decimal(165), parse_unit("万元/亩"), parse_unit("万元/公顷")) == 2475
    assert convert(Decimal(2475), parse_unit("万元/公顷"), parse_unit("万元/亩")) == 165
    same = [("3.5", "亿元"), ("35000", "万元"), ("350000000", "元")]
    assert {convert(Decimal(n), parse_unit(u), parse_unit("万元")) for n, u in same} == {Decimal(35000)}
    assert str(convert(Decimal("0.10"), parse_unit("亩"), parse_unit("亩"))) == "0.10"


@given(
    st.decimals(-(10**9), 10**9, places=4),
    st.sampled_from(["平方米", "亩", "公顷", "平方公里", "万㎡"]),
    st.sampled_from(["平方米", "亩", "公顷", "平方公里", "万㎡"]),
)
def test_conversion_agrees_with_rational_arithmetic(value, a, b):
    converted = convert(value, parse_unit(a), parse_unit(b))
    exact = Fraction(value) * parse_unit(a).factor / parse_unit(b).factor
    assert abs(Fraction(converted) - exact) <= abs(exact) / 10**33


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("万员", "万元"),
        ("公倾", "公顷"),
        ("万元/吨煤", "万元/吨标煤"),
        ("平方公裏", "平方公里"),
        ("百分比点", "百分点"),
    ],
)
def test_unknown_units_have_a_near_match(text, near):
    with pytest.raises(UnitError) as caught:
        parse_unit(text)
    assert (caught.value.text, caught.value.near) == (text, near)


@pytest.mark.parametrize(
    "text", ["/", "元/", "/亩", "元//亩", "()", "(元", "元)", "元^0", "元^99", "元-亩", "元" * 500, "·"]
)
def test_broken_units_are_refused(text):
    with pytest.raises(UnitError):
        parse_unit(text)


@pytest.mark.parametrize("text", ["(" * 60, "(" * 29 + "元" + ")" * 29, "/" * 60, "m^" * 30])
def test_hostile_units_end_quickly(text):
    with suppress(UnitError):
        assert parse_unit(text).dimensions == {"CNY": 1}


def test_products_and_quotients_keep_one_unit_for_each_quantity():
    money, mu, hectare = parse_unit("万元"), parse_unit("亩"), parse_unit("公顷")
    per_mu = over(money, mu)
    assert per_mu.text == "万元/亩"
    assert times(per_mu, hectare).text == "万元"
    assert over(parse_unit("亿元"), money).text == "1"
    assert over(parse_unit("1"), mu).text == "1/亩"
    assert raised(mu, 2).text == "亩^2"
    assert over(raised(mu, 2), hectare).text == "亩"
    assert times(parse_unit("%"), mu).text == "亩"
    assert times(parse_unit("%"), parse_unit("倍")).text == "%"
    assert over(parse_unit("1"), raised(mu, 2)).text == "1/亩^2"


def test_written_results_read_back_as_themselves():
    for a in ("万元", "亩", "人·年", "吨标煤/万元", "%"):
        for b in ("公顷", "亿元", "人", "1"):
            made = over(parse_unit(a), parse_unit(b))
            again = parse_unit(made.text)
            assert (again.dimensions, again.factor) == (made.dimensions, made.factor)


@pytest.mark.parametrize(
    ("unit", "difference"), [("%", "百分点"), ("‰", "千分点"), ("万元", "万元"), ("1", "1"), ("百分点", "百分点")]
)
def test_differences(unit, difference):
    assert parse_unit(unit).difference.text == difference


def test_units_are_equal_and_hashable_by_their_text():
    assert parse_unit("万元/亩") == over(parse_unit("万元"), parse_unit("亩"))
    assert len({parse_unit("亩"), parse_unit("亩"), parse_unit("公顷")}) == 2


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("土第", ["税收", "土地"], "土地"),
        ("再建", ["建成", "在建"], "在建"),
        ("lnad", ["tax", "land"], "land"),
        ("xyz", ["tax", "land"], ""),
        ("tax", [], ""),
    ],
)
def test_near_matches(word, known, near):
    assert nearest(word, known) == near


@pytest.mark.parametrize("unit", ["①", "¹", "⑴", "亿元①", "½"])
def test_footnotes_are_no_units(unit):
    with pytest.raises(UnitError) as error:
        parse_unit(unit)
    assert error.value.near == "", "a footnote is not told to be a unit of area"


@pytest.mark.parametrize(("typed", "same"), [("m²", "m2"), ("㎡", "m2"), ("万m³", "万立方米")])
def test_raised_digits_are_powers(typed, same):
    assert ratio(parse_unit(typed), parse_unit(same)) == 1


@pytest.mark.parametrize("text", ["0,500", "00,500", "1,00", "1,2345"])
def test_groups_that_may_be_decimals_are_no_thousands(text):
    assert split_quantity(text) is None


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("\uff13\uff0e\uff15\uff05", "3.5%"),
        ("\u200b12\ufeff", "12"),
        ("−5", "-5"),
        ("3000①", "3000①"),
        ("50 m²", "50 m²"),
        ("abc", "abc"),
    ],
)
def test_typed_signs(typed, plain):
    assert plain_signs(typed) == plain


@pytest.mark.parametrize(("text", "size"), [("万", 10_000), ("亿", 10**8), ("千", 1000), ("百", 100), ("万亿", 10**12)])
def test_a_multiple_alone_is_a_unit(text, size):
    assert ratio(parse_unit(text), parse_unit(None)) == size
    assert convert(Decimal("3.5"), parse_unit(text), parse_unit("1")) == Decimal("3.5") * size
    assert over(parse_unit(f"{text}元"), parse_unit("元")).dimensions == parse_unit(text).dimensions
    assert split_quantity(f"3.5 {text}") == (Decimal("3.5"), text)
