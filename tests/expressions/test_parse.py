# ruff: noqa: RUF001
"""Reading expressions: what is an expression, what is not, and where the mistake is."""

from __future__ import annotations

import warnings
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from expressions.expressions_support import compiled
from fivegoods.expressions import FUNCTIONS, ExpressionError, tree
from fivegoods.expressions.parse import parse_tree


def refused(text) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse_tree(text)
    return caught.value


def test_numbers_are_taken_from_the_text():
    node = parse_tree("0.1000000000000000000000000000001")
    assert isinstance(node, tree.Number)
    assert node.value == Decimal("0.1000000000000000000000000000001")


def test_numbers_after_chinese_text_are_found():
    node = parse_tree('3.25 if stage == "建成" else 1.75')
    assert isinstance(node, tree.IfElse)
    assert (node.then.value, node.otherwise.value) == (Decimal("3.25"), Decimal("1.75"))
    assert (node.otherwise.start, node.otherwise.end) == (27, 31)


@pytest.mark.parametrize("number", ["1e3", "1E+3", ".5", "5.", "007.5"])
def test_written_forms_of_numbers(number):
    assert parse_tree(number).value == Decimal(number)


def test_line_breaks_and_leading_space_do_not_matter():
    quotient = parse_tree("  tax\n  / land\n")
    assert quotient.left.start == 2
    assert (quotient.left.id, quotient.right.id) == ("tax", "land")


@pytest.mark.parametrize(
    ("text", "column", "sign", "instead"),
    [
        ("growth（tax)", 6, "（", "("),
        ("tax × 2", 4, "×", "*"),
        ("tax ÷ land", 4, "÷", "/"),
        ("tax ≥ 3", 4, "≥", ">="),
        ("min(tax，land)", 7, "，", ","),
        ("stage == “建成”", 9, "“", '"'),
        ("tax * ２", 6, "２", "2"),
        ("tax　/ land", 3, "　", " "),
    ],
)
def test_chinese_punctuation_is_named_with_what_to_type(text, column, sign, instead):
    error = refused(text)
    assert (error.reason, error.column) == ("full_width", column)
    assert error.params == {"char": sign, "instead": instead}


def test_chinese_punctuation_inside_quotes_is_text():
    assert parse_tree('stage == "建成（一期）×２"').rest[0][1].value == "建成（一期）×２"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   \n ", "empty"),
        ("tax /", "unfinished"),
        ("tax = 2", "sign"),
        ("tax land", "syntax"),
        ("(tax", "unclosed"),
        ("1 if tax", "if_called"),
        ("a\0b", "syntax"),
        ("\ud800", "syntax"),
        ("tax; land", "syntax"),
        ("3 亩地", "unknown_unit"),
        ("3 mu", "syntax"),
        ("tax.real", "not_allowed"),
        ("().__class__.__bases__[0]", "not_allowed"),
        ("tax[0]", "not_allowed"),
        ("lambda: 1", "not_allowed"),
        ("[x for x in y]", "not_allowed"),
        ("(x := 1)", "not_allowed"),
        ('f"{tax}"', "not_allowed"),
        ('b"tax"', "not_allowed"),
        ("None", "not_allowed"),
        ("...", "not_allowed"),
        ("{1: 2}", "not_allowed"),
        ("tax % 2", "not_allowed"),
        ("tax // 2", "not_allowed"),
        ("~tax", "not_allowed"),
        ("tax is land", "not_allowed"),
        ("1_000", "not_allowed"),
        ("0x1f", "not_allowed"),
        ("1j", "not_allowed"),
        ("min(*tax)", "not_allowed"),
        ("min(**tax)", "not_allowed"),
        ("tax.growth()", "not_allowed"),
        ("1e400", "number"),
        ("1e-400", "number"),
        ("9" * 40, "number"),
    ],
)
def test_what_is_not_an_expression(text, reason):
    error = refused(text)
    assert error.reason == reason
    assert 0 <= error.column <= max(len(text), 1)
    assert error.column < error.end


def test_place_of_a_syntax_mistake():
    assert refused("tax = 2").column == 4
    assert refused("  tax = 2").column == 6


@pytest.mark.parametrize(
    ("text", "reason", "start", "end", "params"),
    [
        ("a && b", "sign", 2, 4, {"char": "&&", "instead": "and"}),
        ("a || b", "sign", 2, 4, {"char": "||", "instead": "or"}),
        ("a and !b", "sign", 6, 7, {"char": "!", "instead": "not"}),
        ("a <> b", "sign", 2, 4, {"char": "<>", "instead": "!="}),
        ("a => 3", "sign", 2, 4, {"char": "=>", "instead": ">="}),
        ("a ^ 2", "sign", 2, 3, {"char": "^", "instead": "**"}),
        ("average(a, years=3) = 2", "sign", 20, 21, {"char": "=", "instead": "=="}),
        ("1 if a = 2 else 0", "sign", 7, 8, {"char": "=", "instead": "=="}),
        ("if(a > 1, b, c)", "if_called", 0, 2, {}),
        ("2 * if (a, b, c)", "if_called", 4, 6, {}),
        ("class / land", "keyword", 0, 5, {"word": "class"}),
        ("in / land", "keyword", 0, 2, {"word": "in"}),
        ("2 * if a > 1: b", "if_called", 4, 6, {}),
        ("2 if a > 1", "if_called", 2, 4, {}),
        ("2 * (tax + 1", "unclosed", 4, 5, {"sign": "("}),
        ("stage == 'built", "unclosed", 9, 10, {"sign": "'"}),
        ("a > 1 或 b > 2", "sign", 6, 7, {"char": "或", "instead": "or"}),
        ("a 并且 b", "sign", 2, 4, {"char": "并且", "instead": "and"}),
        ("tax / land +", "unfinished", 11, 12, {"found": "+"}),
        ("tax land", "syntax", 4, 8, {"found": "land"}),
        ("5 万员 > 3", "unknown_unit", 2, 4, {"unit": "万员"}),
    ],
)
def test_says_what_is_wrong_and_where(text, reason, start, end, params):
    error = refused(text)
    assert (error.reason, error.column, error.end, dict(error.params)) == (reason, start, end, params)


def test_signs_of_other_languages_inside_quotes_are_text():
    assert parse_tree("stage == 'a && b = !c'").rest[0][1].value == "a && b = !c"


HOSTILE = {
    "import": "__import__('os').system('true')",
    "parentheses": "(" * 10_000,
    "balanced": "(" * 900 + "1" + ")" * 900,
    "signs": "-" * 1900 + "1",
    "nots": "not " * 450 + "true",
    "chain": "+".join("1" * 900),
    "powers": "**".join("9" * 600),
    "calls": "abs(" * 480 + "1" + ")" * 480,
    "lists": "[" * 190 + "]" * 190,
    "digits": "9" * 1999,
    "exponent": "1e" + "9" * 1000,
    "quotes": '"' * 1999,
    "escapes": '"\\N{BULLET}\\xff\\777' * 20,
    "ifs": "1 if 1 else " * 150 + "1",
    "long": "tax + " * 400 + "tax",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_end_in_an_error(text):
    with pytest.raises(ExpressionError):
        compiled(text)


def test_depth_and_length_have_limits():
    assert refused("1+" * 70 + "1").reason == "too_deep"
    assert refused("tax +" * 500).reason == "too_long"
    assert compiled("+".join(["tax"] * 60)).fields == ("tax",)
    assert len(parse_tree("<".join("1" * 900)).rest) == 899


def test_no_warning_escapes_the_parser():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parse_tree('1if true else 2 if stage == "\\d" else 3').condition.id == "true"


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60))
@example("\r")
@example("\f1")
@example("\ufeff1")
@example("1\\\n")
@example("'\\ud800'")
def test_any_text_parses_or_is_refused(text):
    try:
        node = parse_tree(text)
    except ExpressionError:
        return
    assert 0 <= node.start <= node.end <= len(text)


_WORDS = st.sampled_from(
    ["tax", "land", "vacancy", "stage", '"建成"', "1", "2.5", "+", "-", "*", "/", "**", "(", ")", ",", "<", "==",
     "and", "or", "not", "if", "else", "in", "within=", "level", "has_plan", *(f"{name}(" for name in FUNCTIONS)]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(_WORDS, max_size=12).map(" ".join))
def test_any_words_compile_or_are_refused(text):
    try:
        column = 0 if compiled(text) else -1
    except ExpressionError as error:
        column = error.column
    assert 0 <= column <= len(text)
