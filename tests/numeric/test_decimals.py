from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegoods.numeric.decimals import CONTEXT, decide, decide_all, decided_texts, round_to, show


def test_decisions_ignore_the_thirteenth_place():
    assert decide(Decimal("0.1") + Decimal("0.2") - Decimal("0.3")) == 0
    assert decide(Decimal("0.9999999999999")) == 1
    assert decide(Decimal("0.999999999999")) != 1


def test_decisions_hold_for_any_number_of_34_digits():
    big = Decimal("9" * 34 + "e20")
    assert decide(big) == big


@pytest.mark.parametrize(
    ("number", "places", "how", "rounded"),
    [
        ("2.005", 2, "half_up", "2.01"),
        ("-2.005", 2, "half_up", "-2.01"),
        ("2.00499999999999", 2, "half_up", "2.01"),
        ("2.005", 2, "half_even", "2.00"),
        ("2.009", 2, "down", "2.00"),
        ("-2.001", 2, "floor", "-2.01"),
        ("2.001", 2, "ceil", "2.01"),
        ("89.995", 2, "half_up", "90.00"),
        ("2.5", 0, "half_up", "3"),
    ],
)
def test_rounding(number, places, how, rounded):
    assert str(round_to(Decimal(number), places, how)) == rounded


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("24.0970", None, "24.097"),
        ("100", None, "100"),
        ("1E+3", None, "1000"),
        ("-0.0", None, "0"),
        ("1e-7", None, "0.0000001"),
        ("24.8994", 2, "24.90"),
        ("-0.001", 2, "0.00"),
        ("5", 0, "5"),
    ],
)
def test_shown_as_plain_text(number, places, text):
    assert show(Decimal(number), places) == text


def test_runs_have_34_digits_and_trap_nonsense():
    with localcontext(CONTEXT):
        third = Decimal(1) / 3
    assert len(third.as_tuple().digits) == 34
    with localcontext(CONTEXT), pytest.raises(ArithmeticError):
        Decimal(1) / 0


@given(
    st.lists(
        st.builds(
            lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**30), 10**30), st.integers(0, 24)
        )
    )
)
def test_many_numbers_are_decided_and_shown_as_each_of_them(numbers):
    numbers = [*numbers, Decimal("-1e-13"), Decimal("-0"), Decimal("1e-12"), Decimal("5e3")]
    assert list(map(str, decide_all(numbers))) == [str(decide(x)) for x in numbers]
    assert decided_texts(numbers) == [show(decide(x)) for x in numbers]
