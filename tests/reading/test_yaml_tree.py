"""One parse gives data and places; hostile text ends in a finding."""

from __future__ import annotations

import sys

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fivegoods.reading.yaml import tree as yaml_tree
from fivegoods.reading.yaml.tree import read_yaml
from reading.reading_support import short


def document_of(text):
    document, findings = read_yaml("f.yaml", text)
    assert findings == []
    assert document is not None
    return document


@pytest.fixture(params=["C parser", "pure parser"])
def parser(request, monkeypatch):
    if request.param == "pure parser":
        monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)


def spot(document, *path, key=False):
    place = document.place(path, key=key)
    return place.line, place.column, place.end_column


@pytest.mark.usefixtures("parser")
class TestPlaces:
    text = "# 注释\nname: {zh: 湘乡, en: Xiangxiang}\ndata:\n  - 税收: 3.5 亿元\n  - '土 地': 5\n"

    def test_values(self):
        document = document_of(self.text)
        assert spot(document, "name", "zh") == (2, 12, 14)
        assert spot(document, "name", "en") == (2, 20, 30)
        assert spot(document, "data", 0, "税收") == (4, 9, 15)

    def test_keys(self):
        document = document_of(self.text)
        assert spot(document, "name", key=True) == (2, 1, 5)
        assert spot(document, "data", 0, "税收", key=True) == (4, 5, 7)
        assert spot(document, "data", 1, "土 地", key=True) == (5, 5, 10)

    def test_what_is_absent_is_at_the_first_key_of_its_parent(self):
        document = document_of(self.text)
        assert spot(document, "name", "fr") == (2, 8, 10)
        assert spot(document, "data", 0, "x", "y") == (4, 5, 7)
        assert spot(document, "data", 9) == (4, 3, len("  - 税收: 3.5 亿元") + 1)
        assert spot(document, "nothing") == (2, 1, 5)

    def test_the_line_is_the_excerpt(self):
        assert document_of(self.text).place(("data", 0)).excerpt == "  - 税收: 3.5 亿元"

    def test_a_value_over_several_lines_ends_with_its_first(self):
        document = document_of("a: |\n  one\n  two\nb: [1,\n  2]\n")
        assert spot(document, "a") == (1, 4, 5)
        assert spot(document, "b") == (4, 4, 7)

    def test_every_line_end_counts_once(self):
        for end in ("\n", "\r\n", "\r"):
            document = document_of(f"a: 1{end}{end}b: 2{end}")
            assert spot(document, "b") == (3, 4, 5)
            assert document.place(("b",)).excerpt == "b: 2"

    def test_merged_pairs_are_at_the_anchor(self):
        document = document_of("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\n")
        assert document.data["b"] == {"p": 1, "q": 3}
        assert spot(document, "b", "p") == (1, 11, 12)
        assert spot(document, "b", "q") == (2, 16, 17)

    def test_written(self):
        document = document_of("a: 1.50\nb: ' x'\nc: [~]\n")
        assert [document.written(path) for path in [("a",), ("b",), ("c", 0), ("c",), ("d",)]] == [
            "1.50", " x", "~", "", "",
        ]  # fmt: skip


@pytest.mark.usefixtures("parser")
class TestRefusals:
    def test_a_second_key_does_not_hide_what_follows(self):
        document, findings = read_yaml("f", "a: 1\nb: {c: 1, c: {d: 2}}\na: .nan\nb: x\n")
        assert document is not None
        assert document.data == {"a": 1, "b": {"c": 1}}
        assert short(findings) == ["FG021 2:11", "FG021 3:1", "FG027 3:4", "FG021 4:1"]
        assert findings[1].params == {"key": "a", "first_line": "1"}

    def test_merging_several_takes_the_first(self):
        document = document_of("a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc: {<<: [*a, *b], z: 4}\n")
        assert document.data["c"] == {"x": 1, "y": 3, "z": 4}

    def test_a_quoted_merge_sign_is_a_key(self):
        assert document_of("'<<': 1\n").data == {"<<": 1}

    def test_deep_nesting(self):
        for text in ("[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000):
            document, findings = read_yaml("f", text)
            assert document is None
            assert [one.kind.code for one in findings] == ["FG023"]

    def test_the_place_where_it_is_too_deep(self):
        """Whichever limit the parser has of its own."""
        assert short(read_yaml("f", "a:\n  " + "[" * 101 + "]" * 101)[1]) == ["FG023 2:102"]
        assert short(read_yaml("f", "a:\n  " + "[" * 5_000)[1]) == ["FG023 2:102"]
        assert [one.kind.code for one in read_yaml("f", "a: '" + "[" * 5_000 + "\n")[1]] == ["FG015"]

    def test_depth_through_aliases(self):
        levels = "".join(f"a{i}: &a{i} {'[' * 30}{f'*a{i - 1}' if i else ''}{']' * 30}\n" for i in range(5))
        assert [one.kind.code for one in read_yaml("f", levels)[1]] == ["FG023"]

    def test_alias_bomb(self):
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
        document, findings = read_yaml("f", "\n".join(lines))
        assert document is None
        assert [one.kind.code for one in findings] == ["FG024"]

    def test_alias_bomb_of_merges(self):
        lines = ["a0: &a0 {x0: 1}"]
        lines += [f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 9)}], x{i}: 1}}" for i in range(1, 12)]
        assert [one.kind.code for one in read_yaml("f", "\n".join(lines))[1]] == ["FG024"]

    def test_an_alias_of_what_is_still_open(self):
        document, findings = read_yaml("f", "a: &a {b: [*a]}\n")
        assert document is not None
        assert document.data == {"a": {"b": [None]}}
        assert short(findings) == ["FG025 1:12"]

    def test_control_characters_are_named_where_they_are(self):
        for character in "\x00\x08\x1b\x7f\x9f\ufffe\ud800":
            _, findings = read_yaml("f", f"a: 1\nb: 湘{character}乡\n")
            assert short(findings) == ["FG029 2:5"]
            assert findings[0].params["code_point"] == f"U+{ord(character):04X}"


def test_too_many_items_are_refused_before_they_fill_memory(monkeypatch):
    monkeypatch.setattr(yaml_tree, "MAX_NODES", 1000)
    document, findings = read_yaml("f", "[" + "1," * 2000 + "]")
    assert document is None
    assert [one.kind.code for one in findings] == ["FG024"]


def test_ten_megabytes_in_one_line():
    text = "a: " + "税" * 3_500_000 + "\nb: {c: 1, c: 2}\n"
    document, findings = read_yaml("f", text)
    assert document is not None
    assert len(document.data["a"]) == 3_500_000
    assert short(findings) == ["FG021 2:11"]


def test_a_long_flow_line_is_refused_or_read_without_recursion():
    limit = sys.getrecursionlimit()
    document, _ = read_yaml("f", "{" + ", ".join(f"k{i}: [{i}]" for i in range(50_000)) + "}")
    assert document is not None
    assert len(document.data) == 50_000
    assert sys.getrecursionlimit() == limit


PIECES = st.sampled_from(
    ["a", "b: ", ": ", "：", "- ", "\n", "\n  ", "\t", "[", "]", "{", "}", ", ", "'", '"', "&x ", "*x", "!!str ", "!x ",
     "|\n", ">\n", "<<: ", "? ", "---\n", "...\n", "%YAML 1.2\n", "#", "1.5", ".nan", "~", "税收", "\\", "@", "`",
     "\x85", "\u2028", "\ufeff", "\x00", "\r", "1e999"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join)))
@example("a: *a")
@example("\ufeffa: 1")
@example("&a")
def test_no_text_makes_the_loader_raise(text):
    document, findings = read_yaml("f", text)
    assert document is not None or findings
    lines = yaml_tree._LINE_END.split(text)
    for finding in findings:
        place = finding.place
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column < place.end_column
        assert finding.kind.zh.format(**finding.params)
