"""Numbers with a unit in expressions, bare numbers that take a unit, roots of quantities, constants."""

from __future__ import annotations

from decimal import Decimal

import pytest

from expressions.expressions_support import compiled, park, value
from fivegoods.expressions import ExpressionError

PARK = park(tax="35000", revenue="70", rd="2100", land="3180", site="12", vacancy="8", rise="2", ratio="0.0302")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tax >= 3.5 亿元", True),
        ("tax > 3.5亿元", False),
        ("tax / land >= 11 万元/亩", True),
        ("tax / land >= 1.1 亿元 / 平方公里", True),
        ("tax / site > 0.3 亿元/公顷 and 2 亩 < site", False),
        ("vacancy < 80%", True),
        ("80 ‰ == vacancy", True),
        ("rd / tax == 6%", True),
        ("rise == 2 个百分点", True),
        ("land in (1 亩, 212 公顷)", True),
        ("7 if vacancy > 5%else 3", 7),
        ("min(tax, 1 亿元)", 10000),
        ("land * 2 万元/亩 - tax", -28640),
        ("ratio * 3 亿 + 1 > 9060000", True),
        ("100 万元 / land", Decimal(100) / 3180),
        ("100 万元/land * 3180", 100),
        ("(tax - 3 亿元) / 100 万元", 50),
    ],
)
def test_numbers_carry_units(text, expected):
    found = value(text, PARK)
    assert found == expected if isinstance(expected, bool) else abs(found - expected) < Decimal("1e-20")


def test_a_literal_in_a_unit_that_does_not_fit_is_refused():
    with pytest.raises(ExpressionError) as caught:
        compiled("tax > 3 公顷")
    assert caught.value.reason == "units"
    with pytest.raises(ExpressionError) as caught:
        compiled("vacancy > 3 百分点")
    assert caught.value.reason == "units"


def hidden(text, unit=None):
    return [(one.text, one.unit, text[one.column : one.end]) for one in compiled(text, unit).hidden_units]


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("tax / land >= 15", "15", "万元/亩"),
        ("15 <= tax / site", "15", "万元/公顷"),
        ("15 <= round(tax / land, 2) <= 30", "15", "万元/亩"),
        ("tax / land - 5", "5", "万元/亩"),
        ("max(tax / land, 5)", "5", "万元/亩"),
        ("tax / land if land > 100 else 2 * 3", "2 * 3", "万元/亩"),
        ("tax / land in (3, 4)", "3", "万元/亩"),
        ("land * site > 100", "100", "亩·公顷"),
        ("land + site > 100", "100", "亩"),
        ("total(tax / land) > 7", "7", "万元/亩"),
        ("ln(tax / land)", "tax / land", "万元/亩"),
        ("(tax / land) ** 0.5", "tax / land", "万元/亩"),
        ("tax / land * 2", "tax / land * 2", "万元/亩"),  # taken as points or as a count
    ],
)
def test_a_bare_number_beside_a_product_or_quotient_takes_a_hidden_unit(text, number, unit):
    found = hidden(text)
    assert (number, number) in [(one[0], one[2]) for one in found]
    assert found[0][1].replace("^2", "") in (unit, "亩")


@pytest.mark.parametrize(
    "text",
    [
        "tax > 100",
        "previous(tax) * 2 > 100",
        "tax / land > 0",
        "tax / land * 2 > 4 万元/亩",
        "rd / tax > 0.06",
        "rd / revenue >= 0.003",
        "growth(tax) > 5",
        "share(tax) > 5",
        "vacancy - previous(vacancy) > 2",
        "value('tax_per_mu') > 15",
        "tax / land >= 15 万元/亩",
        "tax + rd > 100",
        "ln(tax)",
        "2 / 3 > 0.5",
    ],
)
def test_a_bare_number_beside_one_field_or_a_ratio_is_plain(text):
    assert hidden(text) == []


def test_a_result_in_a_unit_that_is_written_hides_none():
    assert hidden("tax / land * 2", "万元/亩") == hidden("tax / land / (1 万元/亩)") == hidden("2 * tax") == []


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("(land * land) ** 0.5", "公顷", "212"),
        ("sqrt(land ** 2)", "亩", "3180"),
        ("sqrt(vacancy)", "1", "0.2828427125"),
        ("sqrt(tax)", None, "187.0828693387"),
        ("(tax / 1 亿元) ** 0.5", "1", "1.8708286934"),
        ("tax ** -0.5", None, "0.0053452248"),
        ("ln(tax)", "1", "10.4631033405"),
    ],
)
def test_roots_of_quantities(text, unit, expected):
    assert value(text, PARK, unit).quantize(Decimal("1e-10")) == Decimal(expected).quantize(Decimal("1e-10"))


@pytest.mark.parametrize(
    ("text", "unit", "constant"),
    [
        ("ln(901) / ln(10)", None, "2.954724790979063"),
        ("2 * 3 亿元", "万元", "60000"),
        ("round(10 / 3, 2)", None, "3.33"),
        ("max(1, 2) + abs(-3)", None, "5"),
    ],
)
def test_numbers_written_as_an_expression_are_constants(text, unit, constant):
    assert abs(compiled(text, unit).constant - Decimal(constant)) < Decimal("1e-15")


@pytest.mark.parametrize("text", ["tax", "tax - tax", "count(1, 2)", "1 if has_plan else 1", "ln(0)", "total(3)"])
def test_what_depends_on_a_park_is_no_constant(text):
    assert compiled(text).constant is None
