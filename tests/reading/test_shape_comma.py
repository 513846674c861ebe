"""What splits or joins a text inside braces is named as such: a comma (FG105), a full-width colon (FG019)."""

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


def codes(tmp_path, text):
    file = tmp_path / "c.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FindingsError) as caught:
        load_criteria(file)
    return [(finding.kind.code, finding.params.get("suggestion")) for finding in caught.value.findings]


def test_a_comma_is_a_finding(tmp_path):
    assert "FG105" in {code for code, _ in codes(tmp_path, TEXT)}


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [("kind: choice", "kind: choice"), ("points: 1", "points: 1"), ("rule: {kind", "rule: …")],
)
def test_a_full_width_colon_inside_braces_is_one_finding(tmp_path, key, suggestion):
    sound = TEXT.replace("count(a >= 1, b >= 2) >= 1", "a >= 1")
    assert codes(tmp_path, sound.replace(key, key.replace(": ", "：", 1)))[0] == ("FG019", suggestion)
