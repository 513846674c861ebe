"""Plain scalars mean what YAML 1.2 says, numbers are exact, and nothing else is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegoods.reading.yaml.nodes import NotFiniteError, NumberTooLongError, is_computable, plain_value
from fivegoods.reading.yaml.tree import read_yaml


def read(text):
    document, findings = read_yaml("f.yaml", text)
    assert findings == []
    assert document is not None
    return document.data


@pytest.mark.parametrize(
    "text", ["no", "yes", "on", "off", "y", "12:30", "017", "-017", "00", "1_000", "2024-01-02", "0x1F", "0o17", "1e",
             "+", "-", ".", "1.2.3", "3.5 亿元", "50%", "1,000", "\uff11\uff12", "nan", "inf", "<", "="]
)  # fmt: skip
def test_what_looks_like_something_else_stays_text(text):
    assert read(f"a: [ '{text}' ]\n")["a"] == [text]
    assert plain_value(text) == text


@pytest.mark.parametrize(
    "text", ["0", "7", "-3", "+5", "0.70", "10.", ".5", "1e3", "1E-3", "2.50", "999999999999999999999999999999"]
)
def test_numbers_are_decimals_of_their_text(text):
    value = plain_value(text)
    assert isinstance(value, Decimal)
    assert str(value) == str(Decimal(text))


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_null(text):
    assert read(f"a: {text}\n") == {"a": None}


@pytest.mark.parametrize(("text", "value"), [("true", True), ("True", True), ("FALSE", False)])
def test_truths(text, value):
    assert read(f"a: {text}\n")["a"] is value


def test_quoted_scalars_are_always_text():
    assert read("a: '12'\nb: \"true\"\nc: '~'\n") == {"a": "12", "b": "true", "c": "~"}


def test_keys_are_text_as_written():
    assert read("2021: a\n1.50: b\ntrue: c\n~: d\n017: e\n") == {
        "2021": "a", "1.50": "b", "true": "c", "~": "d", "017": "e",
    }  # fmt: skip


@pytest.mark.parametrize("text", [".nan", ".NaN", ".inf", "-.INF", "+.inf"])
def test_no_infinities(text):
    with pytest.raises(NotFiniteError):
        plain_value(text)


@pytest.mark.parametrize("text", ["1e999", "1e-999", "9" * 31, "0." + "1" * 31, "1e" + "9" * 1000, "9" * 10_000])
def test_numbers_too_long_to_be_exact_are_refused(text):
    with pytest.raises(NumberTooLongError):
        plain_value(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**29), max_value=10**29, places=12))
def test_every_ordinary_number_survives_exactly(number):
    assert plain_value(f"{number:f}") == number
    assert is_computable(number)


@given(st.text(max_size=40))
def test_a_plain_scalar_is_a_value_or_refused_by_name(text):
    try:
        value = plain_value(text)
    except (NotFiniteError, NumberTooLongError):
        return
    assert value is None or isinstance(value, Decimal | bool) or value == text
