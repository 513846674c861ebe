"""Findings as text with a caret, as JSON, and as workflow commands."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fivegoods.export.findings import as_json, explain, message_of, render, text
from fivegoods.messages.findings import Finding, FindingKind, Place, Severity, in_order
from fivegoods.messages.sanitise import width_of
from fivegoods.panel.findings import TEXT_FOR_NUMBER

KIND = FindingKind(
    "FG104", Severity.ERROR, zh="没有字段 {key}", en="no field {key}",
    help_zh="可写：{known}", help_en="known: {known}",
    cause_zh="写错了", cause_en="misspelt", bad="a:\n  direciton: x", good="direction: x",
)  # fmt: skip


def finding(excerpt, column, end, **changes):
    place = Place("samples/苏州.yaml", 12, column, end, excerpt=excerpt)
    return Finding(KIND, place, {"key": "direciton"}, **changes)


def test_the_layout():
    one = finding("        direciton: benefit", 9, 18, near="direction")
    assert text([one], "zh") == (
        "samples/苏州.yaml:12:9: error[FG104] 没有字段 direciton\n"
        "   12 |         direciton: benefit\n"
        "      |         ^^^^^^^^^\n"
        "   help: 是否想写 direction？\n"
    )
    assert text([one], "en").splitlines()[-1] == "   help: did you mean direction?"


def test_the_caret_is_right_under_chinese():
    lines = text([finding("指标：湘乡 direciton", 7, 16)], "zh").splitlines()
    assert lines[1].index("direciton") + 5 == width_of(lines[2][: lines[2].index("^")])
    assert lines[2].count("^") == 9
    wide = text([finding("a: 湘乡", 4, 6)], "zh").splitlines()
    assert wide[2] == "      |    ^^^^"


def test_a_help_line_appears_only_if_its_words_are_known():
    assert "help" not in text([finding("x", 1, 2)], "zh")
    known = Finding(KIND, Place("f", 1, 1, 2, excerpt="x"), {"key": "k", "known": "a, b"})
    assert text([known], "zh").splitlines()[-1] == "   help: 可写：a, b"


def test_places_without_a_line_or_in_a_sheet():
    bare = Finding(KIND, Place("f.yaml"), {"key": "k"})
    assert text([bare], "zh") == "f.yaml: error[FG104] 没有字段 k\n"
    cell = Finding(KIND, Place("f.xlsx", sheet="数据", cell="C7", excerpt="约三亿"), {"key": "k"})
    assert text([cell], "zh").splitlines()[0] == "f.xlsx!数据!C7: error[FG104] 没有字段 k"


def test_a_long_line_is_cut_around_the_caret():
    line = "税" * 3_000_000 + "direciton" + "收" * 3_000_000
    lines = text([finding(line, 3_000_001, 3_000_010)], "zh").splitlines()
    assert width_of(lines[1]) < 120
    assert "direciton" in lines[1]
    start = lines[1].index("direciton")
    assert width_of(lines[1][:start]) == lines[2].index("^")
    assert lines[1].startswith("   12 | ...税")
    assert lines[1].endswith("收...")


def test_what_a_terminal_would_obey_is_stripped():
    bad = Finding(KIND, Place("a\x1b[31m.yaml", 1, 2, 3, excerpt="\x1b[2Jx\ty"), {"key": "\x1b]0;x\x07k\n2"}, "\x9bn")
    for shape in ("text", "github"):
        assert not set(render([bad], shape, "zh")) & set("\x1b\x07\x9b\t")
    assert "\\u001b" not in render([bad], "json", "zh")


def test_colour_only_when_asked():
    one = finding("x", 1, 2)
    assert "\x1b" not in text([one], "zh")
    assert "\x1b[1;31merror[FG104]\x1b[0m" in text([one], "zh", colour=True)


def test_json():
    one = finding("  湘乡", 3, 5, near="direction", severity_override=Severity.WARNING)
    document = json.loads(render([one], "json", "en"))
    assert document == {
        "schema": 1,
        "findings": [
            {
                "code": "FG104", "severity": "warning", "message": "no field direciton",
                "help": "did you mean direction?", "file": "samples/苏州.yaml",
                "line": 12, "column": 3, "end_column": 5,
            }
        ],
    }  # fmt: skip


def test_github_escapes():
    kind = FindingKind("FG1", Severity.NOTE, zh="50% {key}", en="")
    one = Finding(kind, Place("a,b:c.yaml", 3, 4, 7), {"key": "a:b,c"})
    assert render([one], "github", "zh") == (
        "::notice file=a%2Cb%3Ac.yaml,line=3,col=4,endColumn=6,title=FG1::50%25 a:b,c\n"
    )


def test_nothing_renders_as_nothing():
    assert render([], "text", "zh") == ""
    assert render([], "github", "zh") == ""
    assert json.loads(render([], "json", "zh"))["findings"] == []


@pytest.mark.parametrize(("lang", "words"), [("zh", ("写错了", "错误写法")), ("en", ("misspelt", "wrong"))])
def test_explain(lang, words):
    said = explain(KIND, lang)
    assert said.startswith("error[FG104] ")
    assert all(word in said for word in words)
    assert "    a:\n      direciton: x\n" in said


@example("\u20280", 0, 0)
@given(st.text(max_size=300), st.integers(0, 320), st.integers(0, 320))
def test_any_excerpt_keeps_its_caret_under_it(excerpt, column, end):
    lines = text([finding(excerpt, column, end)], "zh").splitlines()
    assert all(width_of(line) <= 130 for line in lines)
    if len(lines) > 1:
        assert lines[2].startswith("      | ")
        assert "^" in lines[2]


def test_a_fault_in_many_cells_names_them_once():
    places = [Place("t.csv", line, 0, 2, cell=f"C{line}", excerpt="x") for line in range(2, 14)]
    params = {"field_zh": "税收（tax）", "field_en": "Tax (tax)", "value": "x"}
    finding = Finding(TEXT_FOR_NUMBER, places[0], params, also=tuple(places[1:]), count=12)
    assert message_of(finding, "en").endswith("(12 times: C2, C3, C4, C5, C6, C7, C8, C9, …)")
    assert message_of(finding, "zh").startswith("税收（tax）应是数字，现为 x（共 12 处：C2、C3")
    (item,) = json.loads(as_json([finding], "en"))["findings"]
    assert (item["count"], item["also"][0], item["also"][-1]) == (12, "C3", "C13")


def test_cells_of_a_row_come_in_the_order_of_columns():
    cells = ["AA2", "B2", "Z2", "C3", "A3"]
    found = [Finding(TEXT_FOR_NUMBER, Place("t.csv", int(cell[-1]), 0, 2, cell=cell)) for cell in cells]
    assert [one.place.cell for one in in_order(found)] == ["B2", "Z2", "AA2", "A3", "C3"]
