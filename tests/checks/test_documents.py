"""Judgements of experts and declared errors: each fault is named with expert and place."""

import re

import pytest

from cli.cli_support import Program

CRITERIA = """
name: {zh: 试, en: Trial}
status: example
notice: {zh: 试, en: trial}
sources: {doc: {title: {zh: 某, en: X}, attested: ours}}
fields: {x: {name: 甲, unit: 家}, kind: {name: 类, kind: choice, choices: {a: 甲, b: 乙}}}
dimensions:
  one: {name: 一, indicators: {i: {name: i, unit: 家, points: 30, value: x, rule: {kind: ratio, to: 9}, source: doc}}}
  two: {name: 二, indicators: {j: {name: j, unit: 家, points: 30, value: x, rule: {kind: ratio, to: 9}, source: doc}}}
  three: {name: 三, indicators: {k: {name: k, unit: 家, points: 40, value: x, rule: {kind: ratio, to: 9}, source: doc}}}
"""
TABLE = "id,year,x,kind,source\np,2024,1,a,s\nq,2024,2,b,s\n"


@pytest.fixture
def refused(capsys, tmp_path):
    """Return the findings of a command over a document, as (line, column, code, text)."""
    (tmp_path / "c.yaml").write_text(CRITERIA, encoding="utf-8")
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")

    def call(text, *command, option="--judgements"):
        (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
        done = Program(capsys)(
            *command, tmp_path / "t.csv", "-c", tmp_path / "c.yaml", option, tmp_path / "d.yaml", "-q", "--lang", "en"
        )
        assert (done.code, done.out) == (2, "")
        found = re.findall(r"d\.yaml:(\d+):(\d+): error\[(FG\d+)\] (.*)", done.err)
        return [(int(line), code, text) for line, _, code, text in found]

    return call


def test_a_pair_nobody_compared_is_named_with_expert_and_place(refused):
    text = (
        "items: [one, two, three]\nexperts:\n  - compare: {one: {two: 3, three: 5}, two: {three: 2}}\n"
        "  - name: 老张\n    compare: {one: {two: 3}, three: {one: 1/5}}\n"
    )
    assert refused(text, "weights", "ahp") == [(5, "FG613", "老张 (expert 2) does not compare two with three")]


def test_contradicting_judgements_are_named_where_the_second_stands(refused):
    text = "items: [one, two]\nexperts:\n  - compare:\n      one: {two: 3}\n      two: {one: 3}\n"
    said = "the two judgements of expert 1 on one and two are no reciprocals"
    assert refused(text, "weights", "ahp") == [(5, "FG614", said)]
    assert (
        refused("items: [one, two]\nexperts:\n  - compare: {one: {two: 3, one: 2}}\n", "weights", "ahp")[0][1]
        == "FG614"
    )


@pytest.mark.parametrize(
    ("text", "method", "found"),
    [
        ("items: [one, tow]\nexperts: [{budget: {one: 1, tow: 1}}]\n", "budget", [(1, "FG611")]),
        ("items: [one, two]\nexperts:\n - budget: {one: 1, too: 1}\n", "budget", [(3, "FG611")]),
        ("items: [one, two]\nexperts:\n - compare: {one: {two: 2, too: 1}}\n", "ahp", [(3, "FG611")]),
        ("items: [one, i]\nexperts: [{budget: {one: 1, i: 1}}]\n", "budget", [(1, "FG612")]),
        ("items: [one, one]\nexperts: [{budget: {one: 1}}]\n", "budget", [(1, "FG612")]),
        ("items: [one, two]\nexperts:\n - budget: {one: 1, two: 1}\n", "ahp", [(3, "FG615")]),
        ("items: [one, two]\nexperts:\n - compare: {one: {two: 1}}\n", "budget", [(3, "FG615")]),
        ("items: [one, two]\nexperts:\n - budget: {one: -1, two: 2}\n", "budget", [(3, "FG616")]),
        ("items: [one, two]\nexperts:\n - budget: {one: 0, two: 0}\n", "budget", [(3, "FG616")]),
    ],
)
def test_what_cannot_be_used_is_named_at_its_place(refused, text, method, found):
    assert [(line, code) for line, code, _ in refused(text, "weights", method)] == found


def test_errors_of_what_is_no_number_are_named_at_their_place(refused):
    text = "errors:\n  x: {by: 5%}\n  kind: {by: 5%}\n  y: {by: 5%}\n"
    found = refused(text, "robustness", option="-u")
    assert [(line, code) for line, code, _ in found] == [(3, "FG611"), (4, "FG611")]
    assert found[1][2] == "there is no y (expected one of: all, x)"
