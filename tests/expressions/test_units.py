"""Units in expressions: converted exactly where they fit, refused with both operands named where not."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest

from expressions.expressions_support import SCOPE, compiled, park, value
from fivegoods.expressions import ExpressionError, FieldType, Scope
from fivegoods.numeric.decimals import CONTEXT

PARK = park(
    tax="35000", revenue="70", rd="2100", land="3180", site="12", workers="1000", vacancy="8", rise="2",
    ratio="0.0302", awards="3",
)  # fmt: skip


def refused(text, unit=None) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        compiled(text, unit)
    return caught.value


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("tax", "亿元", "3.5"),
        ("land + site", "亩", "3360"),
        ("site + land", "公顷", "224"),
        ("land + site", "平方公里", "2.24"),
        ("tax / land * 15", "万元/亩", "165.0943396226"),
        ("tax / site", "万元/亩", "194.4444444444"),
        ("rd / revenue", "%", "0.3"),
        ("rd / revenue", "‰", "3"),
        ("rd / tax * 2", "%", "12"),
        ("10 * rd / tax", "‰", "600"),
        ("rd / revenue", None, "0.003"),
        ("rd / revenue", "1", "0.003"),
        ("rd / tax", "倍", "0.06"),
        ("vacancy * land", "亩", "254.4"),
        ("ratio * 100", "1", "3.02"),
        ("ratio", "%", "3.02"),
        ("vacancy / 100", "%", "0.08"),
        ("100 - vacancy", "%", "92"),
        ("tax / land * site", "万元", "1981.1320754717"),
        ("1 / land", "1/公顷", "0.0047169811"),
        ("land * site", "亩^2", "572400"),
        ("land ** 2", "公顷^2", "44944"),
        ("(land * land) / site", "亩", "56180"),
        ("(rd / tax) ** 0.5", "1", "0.2449489743"),
        ("min(land, site)", "亩", "180"),
        ("sum(land, site, 20)", "亩", "3380"),
        ("site if land > site else land", "亩", "180"),
        ("-site", "亩", "-180"),
        ("points('service') * 0.7 + points('tax_per_mu') * 0.3", "分", "8.5"),
        ("awards * 2", "个", "6"),
        ("tax / workers", "元/人", "350000"),
        ("5", "万元/亩", "5"),
    ],
)
def test_conversions(text, unit, expected):
    at = park(**PARK.years[2024])
    at.results = {"points:service": "10", "points:tax_per_mu": "5"}
    assert value(text, at, unit).quantize(Decimal("1e-10")) == Decimal(expected).quantize(Decimal("1e-10"))


def test_exact_conversions_stay_exact():
    at = park(tax="165", land="1")
    assert value("tax / land", at, "万元/公顷") == 2475
    assert str(value("tax", park(tax="35000"), "亿元")) == "3.5"


def test_units_that_do_not_fit_name_both_operands():
    error = refused("land + tax / 2")
    assert error.reason == "units"
    assert error.params == {"left": "land", "left_unit": "亩", "right": "tax / 2", "right_unit": "万元"}
    assert (error.column, error.end) == (7, 14)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("vacancy + rise", None),
        ("tax < land", None),
        ("land if tax > 3 else tax", None),
        ("min(land, tax)", None),
        ("first(land, tax)", None),
        ("0 < land <= tax", None),
        ("land in (1, tax)", None),
        ("tax / land", "万元"),
        ("tax", "万美元"),
        ("vacancy", "百分点"),
        ("rise", "%"),
        ("growth(tax)", "百分点"),
        ("points('service')", "万元"),
    ],
)
def test_refused(text, unit):
    assert refused(text, unit).reason == ("result_unit" if unit else "units")


def test_a_result_that_does_not_fit_names_the_wanted_unit():
    params = refused("tax / land", "万元").params
    assert params == {"left_unit": "万元", "right": "tax / land", "right_unit": "万元/亩"}


def test_conversion_multiplies_before_it_divides():
    assert str(value("land", park(land="3"), "平方米")) == "2000"
    assert str(value("site + land", park(land="7.5", site="0"), "公顷")) == "0.5"


def test_differences_of_percentages_may_be_percentage_points():
    at = park(vacancy="8", rise="2", last={"vacancy": "5"})
    assert value("change(vacancy)", at, "百分点") == 3
    assert value("vacancy - previous(vacancy)", at, "百分点") == 3
    assert value("vacancy - previous(vacancy)", at, "%") == 3
    assert value("vacancy - previous(vacancy) > rise", at) is True
    assert value("rise < vacancy - previous(vacancy)", at) is True
    assert value("max(change(vacancy) * 2, rise)", at, "百分点") == 6
    assert value("vacancy - previous(vacancy) + rise", at, "百分点") == 5
    assert refused("change(vacancy)", "%").reason == "result_unit"


def test_per_mille_differences_convert_to_points():
    scope = Scope(fields={"deaths": FieldType("‰")})
    with localcontext(CONTEXT):
        change = compiled("change(deaths)", "百分点", scope=scope)
        assert change.value(park(deaths="5", last={"deaths": "2"})) == Decimal("0.3")


def test_a_percentage_multiplied_by_100_again_is_refused():
    for text in ("rd / tax * 100", "100 * rd / tax", "(tax / previous(tax) - 1) * 100"):
        assert refused(text, "%").reason == "percent_twice"
    assert compiled("growth(tax) * 100", "%").unit.text == "%"
    assert value("rd / tax * 100", PARK, "1") == 6


def test_units_nobody_knows():
    scope = Scope(fields={"tax": FieldType("万员")})
    with pytest.raises(ExpressionError) as caught:
        compiled("tax", scope=scope)
    assert (caught.value.reason, caught.value.near) == ("unknown_unit", "万元")
    assert refused("tax", "万园").reason == "unknown_unit"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("tax / land", "万元/亩"),
        ("rd / revenue", "1"),
        ("change(vacancy)", "百分点"),
        ("share(tax)", "%"),
        ("value('tax_per_mu')", "万元/亩"),
        ("score('a/b')", "分"),
        ("events('safety_accident')", "次"),
        ("ln(tax)", "1"),
    ],
)
def test_inferred_units(text, unit):
    assert compiled(text).unit.text == unit


def test_conditions_and_literals_have_no_unit():
    assert compiled("tax > 3").unit is None
    assert compiled("3 * 4").unit is None
    assert compiled("value('service')").unit is None


def test_quotients_come_apart_for_weighted_means():
    quotient = compiled("tax / site", "亿元/平方公里")
    one, two = park(tax="100", site="2"), park(tax="300", site="7")
    with localcontext(CONTEXT):
        above = quotient.numerator.value(one) + quotient.numerator.value(two)
        below = quotient.denominator.value(one) + quotient.denominator.value(two)
        both = park(tax="400", site="9")
        assert above / below == quotient.value(both)
    assert compiled("tax / site * 2").numerator is None


def test_rounding_happens_in_the_unit_that_is_wanted():
    at = park(revenue="7", site="3")
    assert value("round(revenue / site, 2)", at, "万元/亩") == Decimal("1555.56")
    assert value("floor(revenue / site) if site > 1 else 0", at, "万元/亩") == 1555
    assert value("round(revenue / site, 2)", at) == Decimal("2.33")


def test_a_ratio_is_rounded_as_a_ratio():
    assert value("round(rd / tax, 2)", park(rd="1", tax="3"), "%") == 33


def test_every_field_of_the_scope_compiles():
    for name in SCOPE.fields:
        assert compiled(name).fields == (name,)


@pytest.mark.parametrize(
    "text",
    ["tax / land + 5 > 100", "5 + tax / land > 100", "tax / land - 5 > 100", "500 - tax / land > 100"],
)
def test_a_sum_of_which_one_part_has_a_computed_unit_has_one(text):
    found = [(text[one.column : one.end], one.unit) for one in compiled(text).hidden_units]
    assert ("100", "万元/亩") in found
    assert ("5" if "500" not in text else "500", "万元/亩") in found


@pytest.mark.parametrize("text", ["tax + 5 > 100", "5 + tax > 100", "tax - 5 > 100", "500 - tax > 100"])
def test_a_sum_of_figures_of_one_unit_hides_none(text):
    assert compiled(text).hidden_units == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 + tax", "万元"), ("tax + revenue", "万元"), ("revenue - tax", "亿元"), ("5 - tax / land", "万元/亩"),
        ("vacancy - 5%", "%"), ("vacancy + 5%", "%"),
    ],
)  # fmt: skip
def test_a_sum_has_the_unit_of_its_first_part_that_has_one(text, unit):
    assert compiled(text).unit.text == unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [("(vacancy - 5%) * 2", 6), ("2 * (vacancy - 5%)", 6), ("(vacancy - 5%) / 2", 1.5), ("vacancy - 5% - 1%", 2)],
)
def test_a_multiple_of_a_difference_of_percentages_is_in_points(text, expected):
    assert value(text, PARK, "百分点") == Decimal(str(expected))


@pytest.mark.parametrize("text", ["vacancy + 5%", "(vacancy + 5%) * 2", "(vacancy - 5%) * ratio", "2 / (vacancy - 5%)"])
def test_other_sums_and_products_of_percentages_are_not(text):
    assert refused(text, "百分点").reason == "result_unit"
