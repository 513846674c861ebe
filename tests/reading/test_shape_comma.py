"""A comma inside braces that splits an expression is named as such (FG105)."""

import pytest

from fivegoods import FindingsError, load_criteria

TEXT = """\
name: c
status: example
sources: {o: {title: o, attested: ours}}
fields: {a: {name: a, unit: "%"}, b: {name: b, unit: "%"}}
indicators:
  i: {name: i, points: 1, value: count(a >= 1, b >= 2) >= 1, rule: {kind: choice, points: {"yes": 1, "no": 0}}, source: o}
"""


def test_it_is_a_finding(tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text(TEXT, encoding="utf-8")
    with pytest.raises(FindingsError) as caught:
        load_criteria(file)
    assert "FG105" in {finding.kind.code for finding in caught.value.findings}
