"""Points, shares and weights that do not go together, ids and names that stand in the way, shares for percentages."""

from __future__ import annotations

import pytest

from checks.test_criteria_checks import HEAD, SOUND, findings, one

UNDER = (
    HEAD
    + """
dimensions:
  d:
    name: D
    weight: 1
    indicators:
      a: {name: A, weight: 60, FORM, SOUND}
      b: {name: B, weight: 40, unit: 家, value: y, rule: {kind: goalposts, worst: 0, best: 10}, SOUND}
"""
)


@pytest.mark.parametrize(
    ("form", "code", "most"),
    [
        ("value: ok, rule: {kind: choice, points: {yes: 100, no: 0}}", "FG234", "100"),
        ("value: ok, rule: {kind: choice, points: {yes: 50, no: 0}}", "FG233", "50"),
        ("value: ok, rule: {kind: choice, points: {yes: 60, no: 0}}", None, ""),
        ("value: ok, rule: {kind: choice, share: {yes: 1, no: 0}}", None, ""),
        ("value: ok, rule: {kind: choice, share: {yes: 1.2, no: 0}}", "FG234", "72"),
        ("value: ok, rule: {kind: choice, points: {yes: 100, no: 0}, out_of: 100}", None, ""),
        ("value: ok, rule: {kind: choice, points: {yes: 120, no: 0}, out_of: 100}", "FG234", "72"),
        ("unit: 家, value: y, rule: {kind: bands, bands: [{from: 1, points: 100}, {below: 1, points: 0}]}", "FG234", "100"),
        ("unit: 家, value: y, rule: {kind: bands, bands: [{from: 0, upto: 9, points: 0, points_to: 70}, {above: 9, points: 60}]}", "FG234", "70"),
        ("unit: 家, value: y, rule: {kind: steps, start: 1, base: 100, up: {each: 1, points: 1}}", "FG234", "100"),
        ("unit: 家, value: y, rule: {kind: steps, start: 1, base: 50, up: {each: 1, points: 1, at_most: 10}}", None, ""),
        ("unit: 家, value: y, rule: {kind: steps, start: 1, base: 50, up: {each: 1, points: 1, at_most: 5}}", "FG233", "55"),
        ("unit: 家, value: y, rule: {kind: per_unit, points: 5, at_most: 5}", "FG233", "5"),
        ("unit: 家, value: y, rule: {kind: per_unit, points: 10, at_most: 100}", "FG234", "100"),
        ("unit: 家, value: y, rule: {kind: per_unit, points: 5}", "FG241", ""),
        ("unit: 家, value: y, rule: {kind: per_unit, points: 5, out_of: 100, at_most: 100}", None, ""),
        ("unit: 家, value: y, rule: {kind: z_score, centre: 70, spread: 10}", "FG234", "70"),
        ("unit: 家, value: y, rule: {kind: z_score, centre: 50, spread: 10}", "FG241", ""),
        ("unit: 家, value: y, rule: {kind: z_score, centre: 50, spread: 10, out_of: 100}", None, ""),
        ("unit: 家, value: y, rule: {kind: as_points}", "FG241", ""),
        ("unit: 家, value: y, rule: {kind: as_points, out_of: 100}", None, ""),
        ("unit: 家, value: y, rule: {kind: ratio, to: 5}", None, ""),
        ("unit: 家, value: y, rule: {kind: rank_points, drop: 1}", None, ""),
        ("rule: {kind: manual}", None, ""),
    ],
)  # fmt: skip
def test_what_rules_state_is_held_against_the_weight(form, code, most):
    # A weighs 60 of 100: 60 full points.
    found = findings(UNDER.replace("FORM", form).replace("SOUND", SOUND))
    assert list(found) == ([code] if code else [])
    if code:
        assert (found[code].params["full"], found[code].params.get("most", "")) == ("60", most)


@pytest.mark.parametrize(("national", "code"), [(5, None), (4, "FG234"), (6, "FG233")])
def test_points_that_differ_by_group_are_held_against_the_rule_too(national, code):
    points = f"{{by: level, is: {{national: {national}, provincial: 5}}}}"
    found = findings(one("{kind: bands, bands: [{from: 50, points: 5}, {below: 50, points: 0}]}", points=points))
    assert list(found) == ([code] if code else [])


def test_points_under_points_are_held_as_before():
    assert list(findings(one("{kind: z_score, centre: 50, spread: 10, at_most: 100}", points=100))) == []
    assert list(findings(one("{kind: z_score, centre: 50, spread: 10}", points=40))) == ["FG234"]
    assert list(findings(one("{kind: per_unit, points: 1}"))) == []


A = f"a: {{name: A, weight: 1, unit: 家, value: y, rule: {{kind: goalposts, worst: 0, best: 10}}, {SOUND}}}"


@pytest.mark.parametrize(
    ("above", "codes"),
    [
        ("", ["FG240"]),
        ("points: 10, ", []),
        ("weight: 1, ", []),
        ("remark: none, ", ["FG240"]),
    ],
)
def test_weights_need_something_to_share_out(above, codes):
    text = HEAD + f"dimensions:\n  d: {{name: D, {above}indicators: {{{A}}}}}\n"
    assert list(findings(text)) == codes


def test_each_dimension_with_nothing_to_share_out_is_named():
    two = A.replace("a: {name: A", "b: {name: B").replace("value: y", "value: y + 1")
    text = HEAD + f"dimensions:\n  d: {{name: D, dimensions: {{inner: {{name: I, indicators: {{{A}}}}}}}}}\n"
    assert findings(text)["FG240"].params["id"] == "inner"
    text = (
        HEAD
        + f"dimensions:\n  d: {{name: D, points: 10, indicators: {{{A}}}}}\n  e: {{name: E, indicators: {{{two}}}}}\n"
    )
    assert findings(text)["FG240"].params["id"] == "e"


def test_indicators_with_neither_points_nor_weight():
    text = HEAD + "indicators: {" + A.replace("weight: 1, ", "") + "}\n"
    assert list(findings(text)) == ["FG240"]


def test_weights_at_the_top_share_out_a_hundred():
    assert list(findings(HEAD + f"indicators: {{{A}}}\n")) == []


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ("{kind: goalposts, worst: 0.6, best: 1}", "60, 100"),
        ("{kind: goalposts, worst: 1, best: 0}", "0, 100"),
        ("{kind: bands, bands: [{from: 0.9, points: 10}, {below: 0.9, from: 0.6, points: 5}, {below: 0.6, points: 0}]}", "60, 90"),
        ("{kind: optimal, zero_below: 0, best_from: 0.4, best_upto: 0.6, zero_above: 1}", "0, 40, 60, 100"),
        ("{kind: steps, start: 0.6, base: 5, up: {each: 0.05, points: 1, at_most: 5}}", "5, 60"),
        ("{kind: steps, start: 0.6, base: 5, up: {each: 5, points: 1, at_most: 5}, relative: true}", None),
        ("{kind: goalposts, worst: 60, best: 100}", None),
        ("{kind: goalposts, worst: 0.6%, best: 1%}", None),
        ("{kind: goalposts, worst: 0.1, best: 0.3}", None),
        ("{kind: goalposts, worst: -1, best: 1}", None),
        ("{kind: ratio, to: 0.5}", None),
    ],
)  # fmt: skip
def test_shares_of_one_on_an_indicator_in_per_cent(rule, meant):
    found = findings(one(rule))
    assert list(found) == (["FG244"] if meant else [])
    assert not meant or found["FG244"].params["meant"] == meant


def test_shares_of_one_are_plain_on_a_ratio():
    assert list(findings(one("{kind: goalposts, worst: 0.6, best: 1}", unit="", value="y / y"))) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("  z: {name: Y, unit: 家}\n", "FG242"),
        ("  z: {name: {zh: 乙, en: ' X '}, unit: 家}\n", "FG242"),
        ("  z: {name: Z, unit: 家}\n", None),
        ("  class: {name: Z, unit: 家}\n", "FG243"),
        ("  in: {name: Z, unit: 家}\n", "FG243"),
        ("  count: {name: Z, unit: 家}\n", None),
    ],
)
def test_names_and_ids_of_fields(more, code):
    text = one("{kind: goalposts, worst: 0, best: 100}").replace("  ok: {name: Ok", f"{more}  ok: {{name: Ok")
    assert list(findings(text)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("levels", "codes"),
    [
        ("[{id: A, upto: 0.25}, {id: B, upto: 0.95}, {id: D}]", []),
        ("[{id: A, share: 0.25}, {id: D}]", []),
        ("[{id: A, share: 0.25}, {id: D, share: 0}]", ["FG237"]),
        ("[{id: A, share: 0.25}, {id: C}, {id: D, rest: true}]", ["FG237"]),
    ],
)
def test_the_last_grade_takes_the_rest(levels, codes):
    grades = f"grades: {{by: share, levels: {levels}}}\n"
    assert list(findings(one("{kind: goalposts, worst: 0, best: 100}", more=grades))) == codes


@pytest.mark.parametrize(
    ("above", "inside", "at"),
    [
        ("points: 10, ", "", []),
        ("points: 10, fails_below: 10, ", "", []),
        ("points: 10, fails_below: 11, ", "", ["d"]),
        ("points: 10, ", "fails_below: 10.5, ", ["a"]),
        ("points: 10, fails_below: 6, ", "fails_below: 6, ", []),
    ],
)
def test_a_minimum_that_nobody_reaches(above, inside, at):
    text = HEAD + f"dimensions:\n  d: {{name: D, {above}indicators: {{{A.replace('weight', inside + 'weight')}}}}}\n"
    assert [findings(text)["FG245"].params["id"]] if at else list(findings(text)) == at
    assert (list(findings(text)) == ["FG245"]) == bool(at)


def test_a_minimum_of_the_total_is_a_grade():
    text = HEAD + f"fails_below: 60\ndimensions:\n  d: {{name: D, points: 10, indicators: {{{A}}}}}\n"
    assert findings(text)["FG245"].params["id"] == "total"


@pytest.mark.parametrize(
    ("condition", "refused"),
    [
        ('value("hand") > 3', 'points("hand")'),
        ('value("met") > 3', 'points("met")'),
        ('points("hand") > 3 and points("met") > 3', None),
        ('rank("hand") < 3 or rank("met") < 3 or value("a") > 3 or value("d") > 3', None),
    ],
)
def test_the_value_of_what_has_no_number_is_refused_at_its_place(condition, refused):
    hand = f"hand: {{name: H, points: 5, rule: {{kind: manual}}, {SOUND}}}"
    met = f"met: {{name: M, points: 5, value: ok, rule: {{kind: choice, points: {{yes: 5, no: 0}}}}, {SOUND}}}"
    other = f"z: {{name: Z, points: 5, value: ok, needs: '{condition}', rule: {{kind: choice, points: {{yes: 5, no: 0}}}}, {SOUND}}}"
    text = (
        HEAD + f"dimensions:\n  d: {{name: D, indicators: {{{A.replace('weight: 1', 'points: 5')}, {hand}, {met}}}}}\n"
    )
    text += "  e:\n    name: E\n    indicators:\n      " + other + "\n"
    found = findings(text)
    assert ("FG201" in found) == bool(refused)
    if refused:
        assert refused in found["FG201"].params["problem_en"]
        place = found["FG201"].place
        assert place.excerpt[place.column - 1 :].startswith(condition.partition(" ")[0])
