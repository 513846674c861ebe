"""Pydantic's errors become one finding per mistake, at the smallest place, in our words."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, field_validator

from fivegoods.criteria.models.criteria import Criteria
from fivegoods.criteria.models.park import ParkFile
from fivegoods.messages.findings import in_order
from fivegoods.reading.shape.explain import keys_at
from fivegoods.reading.shape.shape import check_shape
from fivegoods.reading.yaml.tree import read_yaml
from reading.reading_support import short

CRITERIA = "name: x\nstatus: example\nsources: {}\n"


def shape(model, text):
    document, findings = read_yaml("f", text)
    assert document is not None
    assert findings == []
    return in_order(check_shape(model, document)[1])


def indicator(text):
    return shape(Criteria, f"{CRITERIA}indicators:\n  a: {text}\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{name: A, rule: {kind: manual}, points: many}", ["FG120 5:46"]),
        ("{name: A, rule: {kind: manual}, points: [1]}", ["FG120 5:46"]),
        ("{name: A, rule: {kind: manual}, points: {by: type}}", ["FG102 5:47"]),
        ("{name: A, rule: {kind: manual}, points: {by: type, is: {a: b}}}", ["FG120 5:65"]),
        ("{name: A, rule: {kind: manual}, missing: intervall}", ["FG106 5:47"]),
        ("{name: A, rule: {kind: manual}, missing: {policy: penalty, pts: 3}}", ["FG104 5:65"]),
        ("{name: A, rule: manual}", ["FG124 5:22"]),
        ("{name: A, rule: {kind: ratio, to: {stat: meen}}}", ["FG106 5:47"]),
        ("{name: A, rule: {kind: ratio, too: 3}}", ["FG104 5:36"]),
        ("{name: [A], rule: {kind: manual}}", ["FG122 5:13"]),
        ("{name: {zh: A, fr: B}, rule: {kind: manual}}", ["FG104 5:21"]),
    ],
)
def test_one_finding_for_one_mistake(text, expected):
    assert short(indicator(text)) == expected


def test_a_misspelt_required_key_is_one_mistake():
    found = shape(ParkFile, "idd: a\nname: x\nyear: 2021\n")
    assert [(one.kind.code, one.near) for one in found] == [("FG104", "id")]


def test_an_unknown_key_without_a_near_one_lists_what_is_known():
    (found,) = indicator("{name: A, rule: {kind: manual, xyzzy: 1}}")
    assert found.near == ""
    assert found.params["known"].split(", ")[-1] == "kind"


def test_known_keys_are_found_through_lists_mappings_unions_and_branches():
    assert "reason" in keys_at(ParkFile, ("review", "data", "tax"))
    assert "share" in keys_at(Criteria, ("grades", "levels", 0))
    assert "from" in keys_at(Criteria, ("grades", "levels", 0))
    assert "to" in keys_at(Criteria, ("dimensions", "a", "dimensions", "b", "indicators", "c", "rule", "ratio"))
    assert keys_at(Criteria, ("indicators", "c", "points", "PerGroup")) == ["by", "is", "otherwise"]
    assert keys_at(ParkFile, ("notes", "x")) == []


def test_one_of_several():
    (none,) = shape(Criteria, CRITERIA)
    assert (none.kind.code, none.params) == ("FG111", {"choices": "dimensions, indicators"})
    (both,) = indicator("{name: A, rule: {kind: ratio, to: {stat: mean, constant: 5}}}")
    assert (both.kind.code, both.params) == ("FG112", {"given": "constant, stat"})


@pytest.mark.parametrize(
    ("reference", "code", "said"),
    [
        ("{park: a, within: [level]}", "FG112", "park, within"),
        ("{park: a, from: peers}", "FG112", "park, from"),
        ("{constant: 5, of: tax}", "FG112", "constant, of"),
        ("{stat: mean, quantile: 0.5}", "FG112", "stat, quantile"),
        ("{stat: mean, by: level}", "FG112", "stat, by"),
        ("{constant: 5, otherwise: 6}", "FG112", "constant, otherwise"),
        ("{is: {east: 5}}", "FG111", "by"),
        ("{stat: quantile}", "FG111", "quantile"),
        ("{stat: quantile, quantile: 50}", "FG110", "≤ 1"),
    ],
)
def test_a_key_of_a_reference_that_would_do_nothing_is_refused(reference, code, said):
    (found,) = indicator(f"{{name: A, rule: {{kind: ratio, to: {reference}}}}}")
    assert (found.kind.code, said in found.params.values()) == (code, True)


def test_keys_of_a_reference_that_belong_together_are_taken():
    for reference in (
        "{park: a, of: tax}",
        "{stat: quantile, quantile: 0.9, within: [level], of: tax, from: peers}",
        "{by: a, is: {b: 1}, otherwise: 2}",
    ):
        assert indicator(f"{{name: A, rule: {{kind: ratio, to: {reference}}}}}") == []


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("50%", "0.5"),
        ("1e999999999", None),
        ("\uff11\uff12", "12"),
        ("1,000", "1000"),
        ("1_000", "1000"),
        ("many", None),
        ("1e400", None),
    ],
)
def test_numbers_as_people_type_them(written, suggestion):
    (found,) = shape(ParkFile, f"id: a\nname: x\nyear: 2021\nstated_total: '{written}'\n")
    assert found.params.get("suggestion") == suggestion


def test_numbers_where_text_is_expected_are_taken_as_written():
    document, _ = read_yaml("f", "id: 2021\nname: x\nyear: 2021\nsource: 017\ndata: {a: {value: 1, page: 1.50}}\n")
    assert document is not None
    written, findings, _ = check_shape(ParkFile, document)
    assert findings == []
    assert written is not None
    assert (written.id, written.year, written.source, written.data["a"].page) == ("2021", 2021, "017", "1.50")


def test_ten_thousand_mistakes_take_no_longer_than_they_must():
    found = shape(ParkFile, "id: a\nname: x\nyear: 2021\ngroups:\n" + "".join(f"  g{i}: [1]\n" for i in range(10_000)))
    assert len(found) == 10_000


KEYS = st.sampled_from(
    ["id", "name", "year", "data", "points", "groups", "events", "review", "kind", "value", "x", "zh"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.decimals(allow_nan=False, allow_infinity=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_no_data_raises(data):
    document, _ = read_yaml("f", "a: 1\n")
    assert document is not None
    for model in (ParkFile, Criteria):
        for finding in check_shape(model, replace(document, data=data))[1]:
            assert finding.kind.zh.format(**finding.params)
            assert finding.kind.en.format(**finding.params)


def test_what_has_no_words_of_its_own_is_quoted():
    class Odd(BaseModel):
        five: Annotated[int, Field(multiple_of=5)]
        even: int

        @field_validator("even")
        @classmethod
        def _even(cls, value):
            if value % 2:
                raise ValueError("should be even")
            return value

    found = shape(Odd, "five: 6\neven: 3\n")
    assert short(found) == ["FG199 1:7", "FG199 2:7"]
    theirs, ours = (one.params["message"] for one in found)
    assert "5" in theirs  # pydantic's own words, whatever they are
    assert ours == "should be even"


def test_help_can_be_followed():
    grades = shape(Criteria, f"{CRITERIA}grades: {{by: score, over: max, levels: [{{id: A}}]}}\n")
    assert "{stat: max}" in [finding.params.get("example") for finding in grades]
    (found,) = indicator("{name: A, rule: {kind: manual}, fails_below: 60%}")
    assert "suggestion" not in found.params
    known = keys_at(Criteria, ("indicators", "a", "rule", "to"))
    assert len(known) == len(set(known)) > 1
