from __future__ import annotations

import copy
import pickle
from decimal import Decimal, DecimalException, localcontext

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fivegoods.numeric import traced as t
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.numeric.traced import Traced, traced
from numeric.traced_support import work


def n(text: str) -> Traced:
    return traced(Decimal(text))


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (n("30") * n("20") / n("24.097"), "30 × 20 ÷ 24.097"),
        ((n("30") + 2) * 3, "(30 + 2) × 3"),
        (3 * (n("30") - 2), "3 × (30 − 2)"),
        (n("1") - (n("2") - n("3")), "1 − (2 − 3)"),
        (n("1") - n("2") - n("3"), "1 − 2 − 3"),
        (n("8") / (n("4") / n("2")), "8 ÷ (4 ÷ 2)"),
        (n("8") / (n("4") * n("2")), "8 ÷ (4 × 2)"),
        (n("-5") + n("3"), "−5 + 3"),
        (n("3") - n("-5"), "3 − (−5)"),
        (n("-5") * n("3"), "(−5) × 3"),
        (-(n("1") + n("2")), "−(1 + 2)"),
        ((n("1") + n("2")) ** 2, "(1 + 2) ^ 2"),
        (n("2") ** -2, "2 ^ (−2)"),
        (2 ** n("3"), "2 ^ 3"),
        (abs(n("1") - n("2")), "abs(1 − 2)"),
        (Decimal("0.5") + n("1.50"), "0.5 + 1.5"),
        (Decimal(7) / n("2"), "7 ÷ 2"),
        (sum([n("1"), n("2"), n("3")]), "1 + 2 + 3"),
        (t.floor_((n("0.70") - n("0.60")) * 10), "⌊(0.7 − 0.6) × 10⌋"),
        (t.least(n("3"), Decimal(4)), "min(3, 4)"),
        (t.most(Decimal("-1"), n("3")), "max(−1, 3)"),
        (t.clip(n("3"), Decimal(0), Decimal(2)), "min(max(3, 0), 2)"),
        (t.rounded(n("2.345"), 2), "round(2.345, 2)"),
        (t.rounded(n("2.345"), 2, "down"), "trunc(2.345, 2)"),
        (t.exp(n("1") + 1), "exp(1 + 1)"),
        (t.ln(n("2")), "ln(2)"),
        (n("2") ** Decimal("0.5"), "2 ^ 0.5"),
    ],
)
def test_prints_its_arithmetic(made: Traced, text: str):
    assert made.text == text
    with localcontext(CONTEXT):
        assert abs(work(text) - made) < Decimal("1e-25")


def test_plain_numbers_stay_plain():
    one, two = Decimal(1), Decimal(2)
    results = [
        t.least(one, two), t.most(one, two), t.clip(two, one, None), t.floor_(one),
        t.rounded(one, 2), t.exp(one), t.ln(two),
    ]  # fmt: skip
    assert {type(result) for result in results} == {Decimal}


def test_floor_ignores_the_last_digit_of_a_quotient():
    with localcontext(CONTEXT):
        almost_one = Decimal(1) / 3 * 3
        assert almost_one < 1
        assert t.floor_(almost_one) == 1
    assert t.floor_((Decimal("0.70") - Decimal("0.60")) * 10) == 1


def test_no_negative_zero():
    assert str(t.floor_(Decimal("-0.0"))) == "0"
    assert not t.rounded(Decimal("-0.001"), 2).is_signed()


def test_clip_with_open_sides():
    assert t.clip(Decimal(5), None, Decimal(3)) == 3
    assert t.clip(Decimal(-5), Decimal(0), None) == 0
    assert t.clip(Decimal(-5), None, None) == -5


@pytest.mark.parametrize(
    ("how", "result"),
    [("half_up", "2.35"), ("half_even", "2.34"), ("down", "2.34"), ("floor", "2.34"), ("ceil", "2.35")],
)
def test_rounding_ways_print_and_work_alike(how, result):
    made = t.rounded(n("2.345"), 2, how)
    assert made == Decimal(result)
    assert work(made.text) == made


def test_a_leaf_may_have_a_text_of_its_own():
    assert (traced(Decimal(5), "x") + 1).text == "x + 1"
    leaf = n("5")
    assert traced(leaf) is leaf


def test_survives_copy_and_pickle():
    made = n("1") + n("2")
    for again in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert (again, again.text, again.precedence) == (made, "1 + 2", made.precedence)


def test_compares_and_hashes_as_the_number():
    assert n("1.50") == Decimal("1.5")
    assert hash(n("1.50")) == hash(Decimal("1.5"))
    assert n("1") < 2 <= n("2")


def test_refuses_what_decimal_refuses():
    for wrong in (lambda: n("1") + 0.5, lambda: "a" * n("1"), lambda: n("2") ** 0.5):
        with pytest.raises(TypeError):
            wrong()


def test_evaluator_refuses_what_is_not_arithmetic():
    for wrong in ("1 +", "1 2", "tax ÷ land", "(1", "1 * 2", ""):
        with pytest.raises((ValueError, KeyError)):
            work(wrong)


_TWO = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if abs(b) > Decimal("1e-3") else a,
    "least": t.least,
    "most": t.most,
    "around": lambda a, b: 3 * a + b - 7,
}
_ONE = {
    "minus": lambda a: -a,
    "abs": abs,
    "square": lambda a: a**2,
    "floor": t.floor_,
    "round": lambda a: t.rounded(a, 2),
    "trunc": lambda a: t.rounded(a, 1, "down"),
    "even": lambda a: t.rounded(a, 3, "half_even"),
    "exp": lambda a: t.exp(a) if abs(a) < 10 else a,
    "ln": lambda a: t.ln(a) if a > Decimal("1e-3") else a,
}
_TREES = st.recursive(
    st.decimals(-1000, 1000, places=4),
    lambda parts: st.one_of(
        st.tuples(st.sampled_from(sorted(_TWO)), parts, parts), st.tuples(st.sampled_from(sorted(_ONE)), parts)
    ),
    max_leaves=8,
)


def _grown(tree):
    if isinstance(tree, Decimal):
        return traced(tree)
    name, *parts = tree
    made = (_TWO if name in _TWO else _ONE)[name](*(_grown(part) for part in parts))
    assume(abs(made) < Decimal("1e6"))
    return made


@settings(max_examples=300, deadline=None)
@given(_TREES)
def test_the_printed_arithmetic_worked_by_hand_gives_the_number(tree):
    with localcontext(CONTEXT):
        made = _grown(tree)
    assert abs(work(made.text) - made) <= Decimal("1e-20") * max(Decimal(1), abs(made))


@settings(max_examples=200, deadline=None)
@given(st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=3), st.sampled_from("+-*/"))
def test_values_are_what_plain_decimals_give(a, b, sign):
    def worked(x, y):
        return {"+": x + y, "-": x - y, "*": x * y, "/": x / y if y else x}[sign]

    try:
        expected = worked(a, b)
    except DecimalException:
        assume(False)
    for result in (worked(traced(a), b), worked(a, traced(b)), worked(traced(a), traced(b))):
        assert result == expected
