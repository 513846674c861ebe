"""What is wrong with YAML text is found by a look at the text, whatever the parser says of it."""

from __future__ import annotations

import pytest
import yaml

from fivegoods.reading.yaml import tree as yaml_tree
from fivegoods.reading.yaml.tree import read_yaml
from reading.reading_support import short

PARSERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]

WRONG = {
    "name: @x\n": "FG017 1:7",
    "a: `x`\n": "FG017 1:4",
    "a: *\n": "FG017 1:4",
    "a: & x\n": "FG017 1:4",
    "a: !<x\n": "FG017 1:4",
    "a: |x\n  b\n": "FG017 1:4",
    "%YAML 3.0\n---\na: 1\n": "FG017 1:1",
    "a: 1\nb c\nd: 2\n": "FG012 2:1",
    "a: 1\n'b' 2\n": "FG012 2:1",
    'a: 1\n"b\\"" 2\n': "FG012 2:1",
    "a: b: c\n": "FG018 1:5",
    "title: 通知: 附件\nx: 1\n": "FG018 1:10",
    "a: x\n  b: 2\n": "FG018 2:4",
    "a: - b\n": "FG013 1:4",
    "a:\n  b: 1\n c: 2\n": "FG013 3:2",
    "  a: 1\nb: 2\n": "FG013 2:1",
    'a: "x" y\n': "FG013 1:8",
    "a: 'it's'\nb: 1\n": "FG013 1:8",
    "[a]\nb: 1\n": "FG013 2:1",
    'a: "湘乡\nb: 1\n': "FG015 1:4",
    "a: '湘乡\n": "FG015 1:4",
    'a: "x\n---\ny"\n': "FG015 1:4",
    'a: "x\\\n': "FG015 1:4",
    'a: ["x]\n': "FG015 1:5",
    'a: "\\q"\n': "FG092 1:5",
    'a: "C:\\new\\plan" # 2\n': "FG092 1:11",
    'a: "\\x1"\n': "FG092 1:5",
    "a: [1, 2\nb: 3\n": "FG016 2:2",
    "a: [1, 2\n": "FG016 1:4",
    "a: {b: 1 c: 2}\n": "FG016 1:11",
    "a: ]\n": "FG016 1:4",
    "{a: 1}}\n": "FG016 1:7",
    "a: {a: 1,, b: 2}\n": "FG016 1:10",
    "a:\n\tb: 1\n": "FG014 2:1",
    "年份：2021\nb: c: d\n": "FG019 1:3",
}


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def parser(request, monkeypatch):
    """A parser whose complaints have no words."""

    class Speechless(request.param):
        def check_event(self, *choices):
            try:
                return super().check_event(*choices)
            except yaml.MarkedYAMLError as error:
                context = error.context_mark
                raise type(error)("?", context, "?", error.problem_mark) from None

    monkeypatch.setattr(yaml_tree, "_LOADER", Speechless)
    return request.param


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", WRONG)
def test_the_cause_is_found_at_the_marks(text):
    assert short(read_yaml("f", text)[1]) == [WRONG[text]]


def test_what_has_no_mark_is_said_without_the_words_of_the_parser(monkeypatch):
    class Failing(yaml.SafeLoader):
        def check_event(self, *choices):
            raise yaml.YAMLError("something of its own")

    monkeypatch.setattr(yaml_tree, "_LOADER", Failing)
    (finding,) = read_yaml("f", "a: 1\n")[1]
    assert finding.kind.code == "FG011"
    assert not finding.params
