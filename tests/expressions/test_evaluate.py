"""What expressions come to: values, missing values, conditions, years, peers, points."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expressions.expressions_support import SCOPE, DictPark, compiled, park, value
from fivegoods.expressions import ExpressionError, NoValue
from fivegoods.numeric.decimals import CONTEXT
from numeric.traced_support import work


def refused(text, unit=None) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        compiled(text, unit)
    return caught.value


def no_value(text, at) -> str:
    with pytest.raises(NoValue) as caught:
        value(text, at)
    return caught.value.reason


FULL = DictPark(
    {
        2024: {"tax": "120", "land": "10", "vacancy": "8", "rd": "6", "stage": "建成", "has_plan": True,
               "workers": "3", "ratio": "0.5", "awards": "4"},
        2023: {"tax": "100", "land": "10", "vacancy": "5"},
        2022: {"tax": "80", "land": "8"},
        2010: {"tax": "40"},
    },
    groups={"level": "national", "region": "湘南"},
    peers=(
        DictPark({2024: {"tax": "80"}}, groups={"level": "national", "region": "大湘西"}),
        DictPark({2024: {"tax": "200"}}, groups={"level": "provincial", "region": "湘南"}),
    ),
    results={
        "events:safety_accident": 2, "points:service": "12.5", "value:tax_per_mu": "20", "rank:service": 3,
        "score:xu-chang/2015": "88.1",
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("floor((0.70 - 0.60) * 10)", "1"),
        ("floor((min(0.73, 0.74) - 0.50) * 10)", "2"),
        ("floor(1 / 3 * 3)", "1"),
        ("tax / land", "12"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("-2 ** 2", "-4"),
        ("2 ** -2", "0.25"),
        ("2 ** (1 + 2)", "8"),
        ("+tax", "120"),
        ("previous(tax)", "100"),
        ("previous(previous(tax))", "80"),
        ("growth(tax)", "20"),
        ("growth(tax / land)", "20"),
        ("previous(growth(tax))", "25"),
        ("growth(tax, years=2)", "50"),
        ("round(cagr(tax, years=2), 12)", "22.474487139159"),
        ("change(tax)", "20"),
        ("change(vacancy)", "3"),
        ("base(tax, 2010)", "40"),
        ("tax / base(tax, 2010)", "3"),
        ("average(tax, years=3)", "100"),
        ("share(tax)", "30"),
        ("share(tax, within=(level,))", "60"),
        ('share(tax, within=("region",))', "37.5"),
        ("share(tax, within=[level, region])", "100"),
        ("total(tax)", "400"),
        ("total(tax, within=level)", "200"),
        ("min(tax, 50, 70)", "50"),
        ("max(tax, 500)", "500"),
        ("sum(tax, rd * 2, 8)", "140"),
        ("abs(rd - 10)", "4"),
        ("round(2.5)", "3"),
        ("round(tax / 7, 2)", "17.14"),
        ("ln(1)", "0"),
        ("events('safety_accident')", "2"),
        ("points('service')", "12.5"),
        ("value('tax_per_mu') / 4", "5"),
        ("rank('service')", "3"),
        ("score('xu-chang/2015')", "88.1"),
        ("first(revenue, tax, rd)", "0.012"),
        ("count(revenue, tax, rd)", "2"),
        ("count(tax > 100, rd > 100, has_plan)", "2"),
        ('2 if stage == "建成" else 1 if stage == "在建" else 0', "2"),
        ("3 if known(revenue) else 4", "4"),
        ("3 if level == 'national' and tax >= 120 else 0", "3"),
    ],
)
def test_numbers(text, expected):
    assert value(text, FULL) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tax > 119.9", True),
        ("tax == 120", True),
        ("tax != 120", False),
        ("0 < rd <= 6 < tax", True),
        ("0 < rd < 6", False),
        ("1 / 3 * 3 == 1", True),
        ("0.1 + 0.2 <= 0.3", True),
        ('stage == "建成"', True),
        ('"在建" != stage', True),
        ('stage in ("在建", "未建")', False),
        ('stage not in ["在建", "未建"]', True),
        ("rd in (5, 6)", True),
        ("rd in 6", True),
        ("region == 'anything'", False),
        ("level in ('national', 'provincial')", True),
        ("has_plan", True),
        ("not has_plan", False),
        ("has_plan == true", True),
        ("has_plan == no", False),
        ("has_plan and True", True),
        ("tax < 1 or rd < 1 or has_plan", True),
    ],
)
def test_conditions(text, expected):
    with localcontext(CONTEXT):
        assert compiled(text).truth(FULL) is expected


def test_texts():
    assert value("'A' if tax > 100 else 'B'", FULL) == "A"
    assert value("stage", FULL) == "建成"
    assert value("first(stage, '未建')", park(tax="1")) == "未建"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("revenue", "absent:revenue"),
        ("tax + revenue", "absent:revenue"),
        ("average(tax, years=4)", "no_year:2021"),
        ("base(tax, 1999)", "no_year:1999"),
        ("growth(rd)", "absent:rd"),
        ("tax / (rd - 6)", "zero_denominator"),
        ("tax / (1 / 3 * 3 - 1)", "zero_denominator"),
        ("tax / 0", "zero_denominator"),
        ("(rd - 6) ** -1", "zero_denominator"),
        ("ln(rd - 6)", "log_of_nonpositive"),
        ("ln(-tax)", "log_of_nonpositive"),
        ("(rd / tax - 1) ** 0.5", "out_of_range"),
        ("points('tax_per_mu')", "no_result:points:tax_per_mu"),
        ("min(tax, revenue)", "absent:revenue"),
        ("first(revenue, base(tax, 1999))", "absent:revenue"),
        ("3 if revenue > 1 else 2", "absent:revenue"),
    ],
)
def test_no_value(text, reason):
    assert no_value(text, FULL) == reason


def test_growth_needs_a_positive_base():
    assert no_value("growth(tax)", park(tax="5", last={"tax": "0"})) == "growth_from_nonpositive"
    assert no_value("growth(tax)", park(tax="5", last={"tax": "-3"})) == "growth_from_nonpositive"
    assert no_value("growth(tax)", park(tax="5")) == "no_year:2023"


def test_a_zero_figure_or_group_total_is_no_denominator():
    assert no_value("tax / land", park(tax="5", land="0.0")) == "zero_denominator"
    assert no_value("share(tax)", park(tax="0")) == "sum_not_positive"


def test_a_tiny_figure_is_a_denominator():
    assert value("tax / land", park(tax="1", land="1e-15")) == Decimal("1e15")


def test_overflow_is_no_value():
    at = park(tax="9e400000", land="9e400000")
    assert no_value("tax * land * tax", at) == "out_of_range"


def test_unknown_conditions():
    gone = park(tax="1")
    assert value("tax > 5 and land > 1", gone) is False
    assert value("land > 1 and tax > 5", gone) is False
    assert value("land > 1 or tax < 5", gone) is True
    assert value("tax < 5 or land > 1", gone) is True
    assert no_value("land > 1 and tax < 5", gone) == "absent:land"
    assert no_value("land > 1 or tax > 5", gone) == "absent:land"
    assert no_value("not land > 1", gone) == "absent:land"
    assert value("known(land) and land > 1", gone) is False


def test_an_event_counts_only_what_the_criteria_name():
    error = refused("events('safety_acident')")
    assert (error.reason, error.near) == ("unknown_event", "safety_accident")


@pytest.mark.parametrize(
    ("text", "reason", "column", "near"),
    [
        ("tex / land", "unknown_name", 0, "tax"),
        ("tax / lnad", "unknown_name", 6, "land"),
        ("stage == 建成", "unquoted", 9, ""),
        ("level in (national, provincial)", "unquoted", 10, ""),
        ('"建成" == stage and taxx > 1', "unknown_name", 18, "tax"),
        ("previos(tax)", "unknown_function", 0, "previous"),
        ("2 * grwth(tax)", "unknown_function", 4, "growth"),
        ("__import__('os')", "unknown_function", 0, ""),
        ("MIN(tax, land)", "unknown_function", 0, "min"),
        ("mean(tax, land)", "unknown_function", 0, "average"),
        ("power(tax, 2)", "unknown_function", 0, "x ** 2"),
        ("IFERROR(tax, 0)", "unknown_function", 0, "first"),
        ("IF(tax > 1, 2, 3)", "if_called", 0, ""),
        ('stage == "建城"', "unknown_option", 9, "建成"),
        ("level == 'nationl'", "unknown_option", 9, "national"),
        ("stage in ('建成', '再建')", "unknown_option", 16, "在建"),
        ("share(tax, within=(regoin,))", "unknown_group", 19, "region"),
        ("points('tax_per_um')", "unknown_indicator", 7, "tax_per_mu"),
        ("value('nothing')", "unknown_indicator", 6, ""),
    ],
)
def test_unknown_words_have_a_place_and_a_near_match(text, reason, column, near):
    error = refused(text)
    assert (error.reason, error.column, error.near) == (reason, column, near)


@pytest.mark.parametrize(
    "text",
    [
        "tax + stage", "tax + 'x'", "tax and has_plan", "not tax", "-has_plan", "tax == 'x'", "stage == 1",
        "stage < '建成'", "has_plan > has_plan", "3 if tax else 4", "3 if has_plan else '4'", "min(tax, stage)",
        "growth(stage)", "share(has_plan)", "floor(stage)", "has_plan * 2", "stage in (1, 2)", "first(tax, stage)",
    ],
)  # fmt: skip
def test_kinds_that_do_not_mix(text):
    error = refused(text)
    assert error.reason == "type"
    assert error.params["found"] != error.params["expected"]


@pytest.mark.parametrize(
    "text",
    [
        "previous()", "previous(tax, 2)", "growth()", "base(tax)", "base(tax, land)", "base(tax, 20.5)",
        "base(tax, 10)", "average(tax)", "average(tax, years=1)", "average(tax, years=land)", "average(tax, 3)",
        "min()", "round(tax, 1.5)", "round(tax, -1)", "round(tax, 13)", "share(tax, by=level)",
        "share(tax, within=3)", "points(service)", "points()", "score(3)", "known()", "growth(tax, years=1)",
        "cagr(tax)", "cagr(tax, 3)", "cagr(tax, years=21)",
    ],
)  # fmt: skip
def test_misused_functions_say_how_they_are_used(text):
    error = refused(text)
    assert error.reason == "arguments"
    assert error.params["usage"].startswith(error.params["name"])


@pytest.mark.parametrize("text", ["9 ** 9 ** 9", "tax ** land", "tax ** 21", "tax ** -99", "tax ** (1 / 0)"])
def test_exponents_are_small_constants(text):
    assert refused(text).reason == "exponent"


def test_a_list_stands_only_beside_in():
    assert refused("(tax, land)").reason == "not_allowed"
    assert refused("tax == (1, 2)").reason == "not_allowed"
    assert refused("0 < tax in (1, 2) == true").reason == "not_allowed"


def test_wanted_kinds():
    assert refused("not tax").params["expected"] == "yes_no"
    assert refused("tax > 1", "1").params["expected"] == "number"
    with pytest.raises(ExpressionError):
        compiled("has_plan", "万元")


def test_what_it_reads():
    plain = compiled("tax / land")
    assert (plain.fields, plain.field, plain.reads.years, plain.reads.peers) == (("tax", "land"), "", False, False)
    assert compiled(" tax ").field == "tax"
    wide = compiled("share(growth(tax), within=region) * points('service') if level == 'national' else 0")
    assert wide.fields == ("tax",)
    assert list(wide.reads.groups) == ["level", "region"]
    assert wide.indicators == ("service",)
    assert (wide.reads.years, wide.reads.peers) == (True, True)
    assert list(compiled("score('a/1')").reads.scores) == ["a/1"]
    assert list(compiled("events('safety_accident')").reads.events) == ["safety_accident"]


@pytest.mark.parametrize(
    ("text", "unit", "formula"),
    [
        ("tax / land", None, "120 ÷ 10"),
        ("tax / land", "万元/公顷", "120 ÷ 10 × 15"),
        ("tax", "亿元", "120 ÷ 10000"),
        ("rd / tax", "%", "6 ÷ 120 × 100"),
        ("tax / (land + 2)", None, "120 ÷ (10 + 2)"),
        ("growth(tax)", "%", "(120 ÷ 100 − 1) × 100"),
        ("change(vacancy)", "百分点", "8 − 5"),
        ("average(tax, years=3)", None, "(120 + 100 + 80) ÷ 3"),
        ("share(tax)", "%", "120 ÷ 400 × 100"),
        ("min(tax, 50)", None, "min(120, 50)"),
        ("floor(tax / 7)", None, "⌊120 ÷ 7⌋"),
        ("round(tax / 7, 2)", None, "round(120 ÷ 7, 2)"),
        ("points('service') * 0.7", None, "12.5 × 0.7"),
        ("tax if has_plan else 0", None, "120"),
        ("count(tax, revenue) * 2", None, "1 × 2"),
        ("events('safety_accident') * -1.5", None, "2 × (−1.5)"),
        ("ln(tax)", None, "ln(120)"),
        ("-tax ** 2", None, "−120 ^ 2"),
        ("abs(rd - tax)", None, "abs(6 − 120)"),
        ("value('tax_per_mu') / rank('service')", None, "20 ÷ 3"),
        ("score('xu-chang/2015') / 100", None, "88.1 ÷ 100"),
        ("base(tax, 2010) + first(rd * 3 - revenue, tax)", "万元", "40 + 120"),
        ("7", None, "7"),
    ],
)
def test_traces_print_the_arithmetic(text, unit, formula):
    with localcontext(CONTEXT):
        expression = compiled(text, unit)
        trace = expression.trace(FULL)
        assert trace == expression.value(FULL)
        assert trace.text == formula
        assert abs(work(trace.text) - trace) < Decimal("1e-25")


_FIELDS = ["tax", "rd", "land", "site", "workers", "ratio", "vacancy"]


def _grow(inner):
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda p: f"({p[0]} * {p[1]})"),
        two.map(lambda p: f"({p[0]} / {p[1]})"),
        st.tuples(inner, st.integers(1, 9)).map(lambda p: f"({p[0]} + {p[1]})"),
        st.tuples(inner, st.integers(1, 9)).map(lambda p: f"({p[1]} - {p[0]})"),
        st.tuples(inner, st.integers(1, 3)).map(lambda p: f"(({p[0]}) ** {p[1]})"),
        inner.map(lambda p: f"floor({p})"),
        inner.map(lambda p: f"growth({p})"),
        inner.map(lambda p: f"-{p}"),
        two.map(lambda p: f"(min({p[0]}, 5) if {p[1]} > 3 else 7 * {p[0]})"),
    )


@settings(max_examples=300, deadline=None)
@given(st.recursive(st.sampled_from(_FIELDS), _grow, max_leaves=6), st.integers(1, 50), st.integers(1, 50))
def test_any_expression_traces_to_its_value(text, now, then):
    figures = {name: str(now + index) for index, name in enumerate(_FIELDS)}
    at = park(**figures, last={name: str(then + index) for index, name in enumerate(_FIELDS)})
    with localcontext(CONTEXT):
        expression = compiled(text)
        try:
            number = expression.value(at)
        except NoValue:
            return
        trace = expression.trace(at)
        assert trace == number
        if abs(number) < Decimal("1e15"):
            assert abs(work(trace.text) - number) <= Decimal("1e-12") * max(Decimal(1), abs(number))


def test_the_scope_of_these_tests_has_every_kind_of_name():
    assert {field.kind for field in SCOPE.fields.values()} == {"number", "choice", "yes_no"}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("previous(share(tax))", 9, 19),
        ("growth(2 * points('service'))", 11, 28),
        ("average(tax + total(tax), years=2)", 14, 24),
    ],
)
def test_results_and_sums_of_other_years_are_refused(text, start, end):
    error = refused(text)
    assert (error.reason, error.column, error.end) == ("this_year", start, end)
    assert compiled("share(growth(tax)) + total(previous(tax)) / tax").reads.years


def test_compound_growth_worked_by_hand():
    """9,000 and three years later 13,000: the cube root of 13 ÷ 9 is 1.13041, a growth of 13.04 % a year."""
    at = DictPark({2024: {"tax": "13000"}, 2021: {"tax": "9000"}})
    assert round(value("cagr(tax, years=3)", at), 2) == Decimal("13.04")


@pytest.mark.parametrize(("text", "now", "then"), [("cagr(tax, years=3)", -1, 9), ("growth(tax, years=3)", 1, 0)])
def test_growth_over_years_needs_a_positive_base(text, now, then):
    assert no_value(text, DictPark({2024: {"tax": str(now)}, 2021: {"tax": str(then)}})) == "growth_from_nonpositive"
