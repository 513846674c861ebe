"""Missing figures: what the known parts decide, and that the order of writing never does."""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expressions.expressions_support import DictPark, compiled, value
from fivegoods.expressions import NoValue
from fivegoods.expressions.column import is_final
from fivegoods.numeric.decimals import CONTEXT


class Sparse(DictPark):
    """A park some of whose figures do not apply: those given as ``na``."""

    def figure(self, name):
        if self.years.get(self.year, {}).get(name) == "na":
            raise NoValue(f"not_applicable:{name}")
        return super().figure(name)


def sparse(**figures):
    return Sparse({2024: figures, 2023: {"tax": "1"}})


def outcome(text, at):
    try:
        return value(text, at)
    except NoValue as missing:
        return "not applicable" if is_final(missing.reason) else "missing"


#: revenue and workers are not known.
GONE = sparse(tax="12", land="3", ratio="-1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(tax > 5, workers > 1, revenue > 1) >= 1", True),
        ("count(tax > 5, workers > 1, revenue > 1) > 3", False),
        ("count(tax > 5, workers > 1, revenue > 1) >= 2", "missing"),
        ("count(tax > 5, workers > 1) == 0", False),
        ("count(tax > 5, workers > 1) != 5", True),
        ("count(tax > 5, land > 1, workers > 1) in (0, 1)", False),
        ("0 < count(tax > 5, workers > 1) < 3", True),
        ("2 <= count(tax > 5, workers > 1)", "missing"),
        ("count(tax > 5, workers > 1)", "missing"),
        ("min(count(tax > 5, workers > 1), 1)", 1),
        ("(1 if tax > 5 else 0) + (1 if workers > 1 else 0) >= 1", True),
        ("sum(2 if tax > 5 else 0, 3 if workers > 1 else 1, land) >= 6", True),
        ("10 - 2 * (1 if workers > 1 else 0) >= 8", True),
        ("10 - 2 * (1 if workers > 1 else 0) >= 9", "missing"),
        ("-count(workers > 1, revenue > 1) > -3", True),
        ("floor((3 + (1 if workers > 1 else 0)) / 4)", "missing"),
        ("floor((4 + (1 if workers > 1 else 0)) / 8)", 0),
        ("3 if workers > 1 else 3", 3),
        ("'a' if workers > 1 else 'a'", "a"),
        ("max(tax, workers / revenue * 1 万元/1 人 * 1 亿元) >= 12", True),
        ("max(tax, revenue) >= 12", True),
        ("max(tax, revenue) >= 13", "missing"),
        ("min(tax, revenue) > 12", False),
        ("min(max(tax, revenue), 10)", 10),
        ("tax + revenue >= 12", "missing"),
        ("tax * (1 if workers > 1 else 0) >= 13", False),
    ],
)
def test_known_parts_decide(text, expected):
    assert outcome(text, GONE) == expected


def test_the_limits_of_a_number_whose_conditions_are_not_known():
    with localcontext(CONTEXT):
        assert compiled("count(tax > 5, workers > 1, revenue > 1)").limits(GONE) == (1, 3)
        assert compiled("2 * count(tax > 5) + 1").limits(GONE) == (3, 3)
        assert compiled("tax / 100 if workers > 1 else tax").limits(GONE) == (Decimal("0.12"), 12)
        with pytest.raises(NoValue):
            compiled("tax + revenue").limits(GONE)
        with pytest.raises(NoValue):
            compiled("max(tax, revenue)").limits(GONE)


PARTS = ["na", "gone", "12"]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{} + {}", "not applicable"),
        ("{} * {}", "not applicable"),
        ("min({}, {})", "not applicable"),
        ("max({}, {})", "not applicable"),
        ("sum({}, {})", "not applicable"),
        ("{} - {}", "not applicable"),
        ("{} / {}", "not applicable"),
        ("{} > {}", "not applicable"),
        ("{} == {}", "not applicable"),
        ("{} > 1 or {} > 1", "missing"),
        ("{} > 1 and {} > 1", "missing"),
        ("count({} > 1, {} > 1) >= 1", "missing"),
        ("first({}, {})", "missing"),
    ],
)
def test_not_applicable_beside_missing_is_one_answer_in_either_order(template, expected):
    at = sparse(rd="na")
    assert outcome(template.format("rd", "tax"), at) == expected
    assert outcome(template.format("tax", "rd"), at) == expected


def test_a_year_that_is_missing_does_not_hide_a_figure_that_does_not_apply():
    assert outcome("growth(rd)", sparse(rd="na")) == "not applicable"
    assert outcome("change(rd)", sparse(rd="na")) == "not applicable"
    assert outcome("average(rd, years=2)", sparse(rd="na")) == "not applicable"
    assert outcome("share(rd)", sparse(rd="na")) == "not applicable"


def test_a_zero_denominator_does_not_hide_a_figure_that_does_not_apply():
    assert outcome("rd / tax", sparse(rd="na", tax="0")) == "not applicable"


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["{} + {} + {}", "min({}, {}, {})", "({} + {}) * 2 - {}", "count({} > 1, {} > 1, {} > 1)",
                     "{} > 1 or {} > 1 or {} > 1", "max({}, {}, {})", "first({}, {}, {})"]),
    st.tuples(*[st.sampled_from(["na", None, "0", "2"])] * 3),
)  # fmt: skip
def test_the_order_of_writing_never_decides_whether_it_applies(template, figures):
    at = sparse(**{name: x for name, x in zip(("tax", "rd", "land"), figures, strict=True) if x is not None})
    names = ["tax", "rd", "land * 1 万元/1 亩"]
    outcomes = {outcome(template.format(*order), at) for order in permutations(names)}
    assert len({one if isinstance(one, str) else "known" for one in outcomes}) == 1


@pytest.mark.parametrize(
    "text", ["ratio / -tax", "(ratio - 1) / (land - 12)", "change(tax) / ratio", "ratio / (ratio + 0.5)"]
)
def test_a_quotient_of_two_negatives_has_no_value(text):
    with pytest.raises(NoValue) as caught:
        value(text, Sparse({2024: {"tax": "0.5", "land": "3", "ratio": "-1"}, 2023: {"tax": "1"}}))
    assert caught.value.reason == "both_negative"


def test_one_negative_side_or_a_constant_is_as_written():
    assert value("ratio / tax", GONE) * 12 == -1
    assert value("tax / ratio", GONE) == -12
    assert value("ratio / -2", GONE) == Decimal("0.5")
    assert value("ratio / (1 - 3)", GONE) == Decimal("0.5")
    assert value("ratio / (-3 + 1)", GONE) == Decimal("0.5")
    assert value("-3 / (ratio - 1)", GONE) == Decimal("1.5")


def test_a_share_of_a_sum_that_is_not_positive_has_no_value():
    lost = DictPark({2024: {"tax": "-3"}}, peers=(DictPark({2024: {"tax": "-5"}}),))
    assert outcome("share(tax)", lost) == "missing"
    mixed = DictPark({2024: {"tax": "-3"}}, peers=(DictPark({2024: {"tax": "5"}}),))
    assert value("share(tax)", mixed) == -150


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tax if revenue > 1 else tax", "not applicable"),
        ("tax if revenue > 1 else tax * 0.8", "not applicable"),
        ("tax if revenue > 1 else revenue", "missing"),
        ("tax if revenue > 1 else rd", "missing"),
        ("rd if tax > 1 else revenue", "not applicable"),
        ("first(tax if revenue > 1 else tax / 2, rd)", 6),
        ("(tax if revenue > 1 else tax * 2) > 1 and rd > 9", False),
    ],
)
def test_branches_that_both_do_not_apply_do_not_apply_whatever_decides(text, expected):
    # revenue is missing; tax does not apply.
    assert outcome(text, sparse(tax="na", rd="6")) == expected
