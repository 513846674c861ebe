"""What a careful reviewer of criteria would find, and no false alarms on the shipped packs."""

from __future__ import annotations

import pytest

from criteria.packs_support import CRITERIA, packs
from fivegoods.checks import check_criteria
from fivegoods.messages.findings import Severity
from fivegoods.reading.criteria_files import load_criteria_file
from scoring.scoring_support import criteria_of

HEAD = """
fields:
  x: {name: X, unit: "%", at_least: 0, at_most: 100}
  y: {name: Y, unit: 家}
  ok: {name: Ok, kind: yes_no}
  plant: {name: Plant, kind: choice, choices: {running: Running, started: Started}}
groups: {level: {name: L, values: {national: N, provincial: P}}}
"""
GOALPOSTS = "{kind: goalposts, worst: 0, best: 100}"
SOUND = "source: us, attested: ours"


def one(rule, *, points=10, value="x", unit='unit: "%", ', more=""):
    return (
        HEAD + f"indicators:\n  a: {{name: A, points: {points}, {unit}value: {value}, rule: {rule}, {SOUND}}}\n{more}"
    )


def findings(text):
    return {f.kind.code: f for f in check_criteria(criteria_of(text))}


def test_sound_criteria_have_no_findings():
    assert findings(one("{kind: goalposts, worst: 0, best: 100}")) == {}


@pytest.mark.parametrize("name", packs())
def test_no_false_alarms_on_the_shipped_packs(name):
    file, told = load_criteria_file(str(CRITERIA / f"{name}.yaml"))
    assert file is not None
    assert [f.kind.code for f in (*told, *check_criteria(file))] == []


def weighted(*weights):
    lines = [
        f"  i{n}: {{name: I, {w}, unit: 家, value: y, rule: {{kind: per_unit, share: 0.{n + 1}}}, {SOUND}}}"
        for n, w in enumerate(weights)
    ]
    return HEAD + "indicators:\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        (("weight: 30", "weight: 65"), "FG221"),
        (("weight: 30", "weight: 70"), None),
        (("weight: 0.8", "weight: 1.2", "weight: 1"), None),
        (("weight: 1", "points: 10"), "FG223"),
        (("points: 10", "remark: none"), "FG223"),
        (("weight: 0", "weight: 0"), "FG224"),
    ],
)
def test_weights(weights, code):
    found = findings(weighted(*weights))
    assert list(found) == ([code] if code else [])
    if code == "FG221":
        assert found[code].params["total"] == "95"


def test_points_of_a_dimension_against_its_parts():
    text = (
        HEAD
        + f"""
dimensions:
  d:
    name: D
    points: 40
    indicators:
      a: {{name: A, points: 30, unit: "%", value: x, rule: {{kind: goalposts, worst: 0, best: 100}}, {SOUND}}}
      b: {{name: B, points: 15, unit: 家, value: y, rule: {{kind: goalposts, worst: 0, best: 100}}, {SOUND}}}
"""
    )
    found = findings(text)["FG222"]
    assert (found.params["stated"], found.params["total"], found.place.line) == ("40", "45", 16)
    assert findings(text.replace("points: 40", "points: 45")) == {}


@pytest.mark.parametrize(
    ("bands", "code", "where"),
    [
        ("{from: 20, points: 10}, {below: 15, points: 1}", "FG231", "[15, 20)"),
        ("{above: 20, points: 10}, {upto: 15, points: 1}", "FG231", "(15, 20]"),
        ("{above: 20, points: 10}, {below: 20, points: 1}", "FG231", "20"),
        ("{from: 3.5, points: 10}, {from: 2.5, below: 3, points: 6}, {below: 2.5, points: 1}", "FG231", "[3, 3.5)"),
        ("{from: 20, points: 10}, {upto: 20, points: 1}", "FG232", "20"),
        ("{from: 0, upto: 15, points: 1}, {from: 10, upto: 20, points: 10}", "FG232", "[10, 15]"),
        ("{from: 20, points: 10}, {from: 15, below: 20, points: 2}, {below: 15, points: 1}", None, None),
        ("{from: 50, points: 10}, {from: 20, points: 3}, {from: 6, points: 1}", None, None),
        ("{upto: 0.02, points: 10}, {upto: 0.08, points: 2}", None, None),
    ],
)
def test_bands_with_holes_and_overlaps(bands, code, where):
    found = findings(one(f"{{kind: bands, bands: [{bands}]}}", value="y", unit="unit: 家, "))
    assert list(found) == ([code] if code else [])
    if code:
        assert found[code].params["where"] == where


@pytest.mark.parametrize(
    ("rule", "points", "code", "most"),
    [
        ("{kind: bands, bands: [{from: 20, points: 3}, {below: 20, points: 0}]}", 5, "FG233", "3"),
        ("{kind: ratio, to: 50, at_most: 8}", 10, "FG233", "8"),
        ("{kind: steps, start: 50, base: 4, up: {each: 1, points: 1, at_most: 2}}", 10, "FG233", "6"),
        ("{kind: bands, bands: [{from: 20, points: 7}, {below: 20, points: 0}]}", 5, "FG234", "7"),
        ("{kind: ratio, to: 50}", 10, None, None),
        ("{kind: completion, target: 50, extra: {points: 1, at_most: 5}}", 10, None, None),
    ],
)
def test_unreachable_points(rule, points, code, most):
    found = findings(one(rule, points=points))
    assert list(found) == ([code] if code else [])
    if code:
        assert found[code].params["most"] == most


def test_a_band_nobody_can_be_in():
    found = findings(
        one(
            "{kind: bands, bands: [{from: 120, points: 10}, {from: 90, below: 120, points: 6}, {below: 90, points: 0}]}"
        )
    )
    assert found["FG235"].params["where"] == "[120, +∞)"


@pytest.mark.parametrize("kind", ["goalposts", "exponential"])
def test_equal_goalposts(kind):
    found = findings(one(f"{{kind: {kind}, worst: 60, best: 60 %}}"))
    assert found["FG236"].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        (one("{kind: goalposts, worst: 0, best: 100}", points="{by: levle, is: {national: 3}}"), "FG225", "level"),
        (
            one("{kind: goalposts, worst: 0, best: 100}", points="{by: level, is: {natoinal: 3}, otherwise: 4}"),
            "FG226",
            "national",
        ),
        (one("{kind: ratio, to: {by: level, is: {natoinal: 3}, otherwise: 4}}"), "FG226", "national"),
        (one("{kind: choice, points: {runing: 10}}", value="plant", unit=""), "FG226", "running"),
        (one("{kind: choice, points: {yse: 10}}", value="ok", unit=""), "FG226", "yes"),
        (one("{kind: rank_points, drop: 1, within: [levle]}"), "FG225", "level"),
        (one(GOALPOSTS, more="cases: [{name: C, data: {x: 40}, expect: {aa: 4}}]\n"), "FG225", "a"),
        (one(GOALPOSTS, more="cases: [{name: C, data: {x: 40}, expect: {values: {aa: 4}}}]\n"), "FG225", "a"),
    ],
)
def test_names_nothing_answers_to(text, code, near):
    assert findings(text)[code].near == near


@pytest.mark.parametrize(
    ("points", "value", "missing"),
    [
        ("{运行: 10, started: 5}", "plant", "running"),
        ("{running: 10}", "plant", "started"),
        ("{running: 10, started: 0}", "plant", None),
        ("{yes: 10}", "ok", None),
        ("{no: 10}", "ok", "yes"),
    ],
)
def test_an_option_that_a_rule_gives_no_points_is_said(points, value, missing):
    found = findings(one(f"{{kind: choice, points: {points}}}", value=value, unit="")).get("FG248")
    assert (found.params["options"] if found else None) == missing


SOUND_RULE = "{kind: goalposts, worst: 0, best: 100}"


@pytest.mark.parametrize(
    "more",
    [
        "adjustments: {v: {name: V, when: ok, effects: [{void: b}]}}",
        "adjustments: {v: {name: V, when: ok, to: b, each: 1}}",
        "adjustments: {v: {name: V, when: ok, effects: [{grade: X}]}}",
        "boards: {t: {name: T, by: b}}",
        "boards: {t: {name: T, not_on: [u]}}",
        "boards: {t: {name: T, within: [region]}}",
        "totals: {t: {name: T, weights: {b: 1}}}",
        "settings: {tie_break: [b]}",
        "grades: {by: share, squeeze: [Z], levels: [{id: A, rest: true}]}",
        "grades: {by: share, within: [region], levels: [{id: A, rest: true}]}",
    ],
)
def test_parts_boards_and_grades_that_do_not_exist(more):
    assert list(findings(one(SOUND_RULE, more=more + "\n"))) == ["FG225"]


def test_what_does_exist_is_fine():
    more = """
adjustments: {v: {name: V, when: ok, to: a, each: -1, effects: [{void: a, grade: A}]}}
boards: {t: {name: T, by: a}, u: {name: U, by: rise, within: [level], not_on: [t]}}
totals: {t: {name: T, weights: {a: 1, total: 2}}}
settings: {tie_break: [a, y, t]}
grades: {by: share, squeeze: [A], levels: [{id: A, rest: true}]}
"""
    assert findings(one(SOUND_RULE, more=more)) == {}


def test_an_indicator_that_can_never_be_scored():
    assert "FG227" in findings(one("{kind: choice, points: {a: 10}}"))
    own = one("{kind: ratio, to: 100, at_most_times: 1}", value="'score(\"test/1\")'", unit="unit: 分, ")
    assert "FG227" in findings(own)


def test_one_thing_counted_twice():
    text = one(SOUND_RULE) + f"  b: {{name: B, points: 5, unit: '%', value: ' x', rule: {SOUND_RULE}, {SOUND}}}\n"
    found = findings(text)["FG228"]
    assert (found.params["id"], found.params["other"]) == ("b", "a")
    other = text.replace("value: ' x'", "value: growth(x)")
    assert "FG228" not in findings(other)
    apart = text.replace("name: B,", 'name: B, applies: level == "national",')
    assert "FG228" not in findings(apart)


def test_provenance_and_translation():
    bare = one(SOUND_RULE).replace(f", {SOUND}", "")
    assert findings(bare)["FG421"].params["id"] == "a"
    official = "name: T\nstatus: official\nsources: {us: {title: T, attested: official}}\n" + one(SOUND_RULE)
    claimed = official.replace("points: 10", "points: 10, weight_by: ours")
    assert list(findings(claimed)) == ["FG422"]
    untranslated = one(SOUND_RULE).replace("name: A,", "name: 亩均税收,")
    assert findings(untranslated)["FG423"].params["lang_en"] == "English"
    english_only = one(SOUND_RULE).replace("name: A,", "name: {en: Tax},")
    assert findings(english_only)["FG423"].params["lang_en"] == "Chinese"


BY_LEVEL = (
    HEAD
    + f"""
indicators:
  a: {{name: A, points: POINTS, unit: "%", value: x, rule: {{kind: ratio, to: TO}}, {SOUND}}}
"""
)


@pytest.mark.parametrize(
    ("points", "to", "id_and_rest"),
    [
        ("{by: level, is: {national: 4, provincial: 3}}", "50", None),
        ("{by: level, is: {national: 4}, otherwise: 3}", "50", None),
        ("{by: level, is: {national: 4}}", "50", ("points", "provincial", "count 0")),
        ("10", "{by: level, is: {provincial: 4}}", ("to", "national", "have no reference")),
    ],
)
def test_a_value_of_a_group_that_nothing_is_written_for(points, to, id_and_rest):
    found = findings(BY_LEVEL.replace("POINTS", points).replace("TO", to))
    if id_and_rest is None:
        assert found == {}
    else:
        params = found["FG229"].params
        assert (params["what"], params["values"], params["then_en"]) == id_and_rest


@pytest.mark.parametrize(
    ("grades", "code", "told"),
    [
        ("by: score, levels: [{id: A, from: 90}, {id: B, above: 60}, {id: C}]", None, ""),
        ("by: score, levels: [{id: A, above: 60}, {id: B, from: 60}, {id: C}]", None, ""),
        ("by: score, levels: [{id: A, from: 60}, {id: B, from: 80}, {id: C}]", "FG237", "B"),
        ("by: score, levels: [{id: A, from: 60}, {id: B}, {id: C}]", "FG237", "C"),
        ("by: score, levels: [{id: A, from: 120}, {id: B, from: 60}, {id: C}]", "FG237", "A"),
        ("by: score, levels: [{id: A, from: 100}, {id: B, from: 60}, {id: C}]", None, ""),
        ("by: score, levels: [{id: A, from: 90}, {id: B, from: 60}]", "FG238", "< 60"),
        ("by: score, levels: [{id: A, from: 90}, {id: B, above: 60}]", "FG238", "≤ 60"),
        ("by: share, levels: [{id: A, share: 0.2}, {id: B, rest: true}, {id: C, share: 0.1}]", None, ""),
        ("by: share, levels: [{id: A, upto: 0.25}, {id: B, upto: 0.7}, {id: C, rest: true}]", None, ""),
        ("by: share, levels: [{id: A, upto: 0.7}, {id: B, upto: 0.25}, {id: C, rest: true}]", "FG237", "B"),
        ("by: share, levels: [{id: A, share: 0.2}, {id: B}, {id: C}]", "FG237", "B"),
        ("by: share, levels: [{id: A, share: 0.7}, {id: B, share: 0.95}]", "FG239", "1.65"),
        ("by: score, over: {stat: max}, levels: [{id: A, from: 1}, {id: B, from: 0.6}, {id: C}]", None, ""),
        ("by: score, over: {stat: mean}, levels: [{id: A, from: 1.5}, {id: B, from: 1}, {id: C}]", None, ""),
        ("by: score, over: {stat: max}, levels: [{id: A, from: 90}, {id: C}]", "FG246", "makes limits multiples, and nobody reaches 90 times"),
        ("by: score, over: {park: p}, levels: [{id: A, from: 90}, {id: C}]", "FG246", "makes limits multiples, and nobody reaches 90 times"),
        ("by: share, over: {stat: max}, levels: [{id: A, share: 0.5}, {id: C}]", "FG246", "has no effect: grades go by share"),
    ],
)  # fmt: skip
def test_grades(grades, code, told):
    text = one("{kind: goalposts, worst: 0, best: 100}", points=100, more=f"grades: {{{grades}, {SOUND}}}\n")
    found = findings(text)
    assert list(found) == ([code] if code else [])
    if code:
        assert told in found[code].params.values()


@pytest.mark.parametrize(
    ("levels", "effect", "codes"),
    [
        ("by: score, levels: [{id: A, from: 60}, {id: B}, {id: C}]", "grade: C", []),
        ("by: score, levels: [{id: A, from: 60}, {id: B}, {id: C}]", "steps_down: 1", []),
        ("by: score, levels: [{id: A, from: 60}, {id: B}, {id: C}]", "grade: B", ["FG237"]),
        ("by: score, levels: [{id: A, from: 60}, {id: B, from: 80}, {id: C}]", "grade: B", ["FG237"]),
        ("by: share, levels: [{id: A, share: 0.2}, {id: B}, {id: C, rest: true}]", "grade: B", []),
        ("by: share, levels: [{id: A, share: 0.2}, {id: B}, {id: C, rest: true}]", "grade: C", ["FG237"]),
    ],
)
def test_a_grade_that_only_a_veto_gives_is_given(levels, effect, codes):
    veto = f"adjustments: {{v: {{name: V, when: x < 5, effects: [{{{effect}}}], {SOUND}}}}}\n"
    text = one("{kind: goalposts, worst: 0, best: 100}", points=100, more=f"grades: {{{levels}, {SOUND}}}\n{veto}")
    assert list(findings(text)) == codes


@pytest.mark.parametrize(
    "more", ["totals: {t: {name: T, weights: {a: 1}, source: uss}}\n", "grades: {by: share, source: uss, "]
)
def test_sources_of_what_is_no_part_are_looked_up_too(more):
    more += "levels: [{id: A, share: 0.5}, {id: B, rest: true}]}\n" if more.startswith("grades") else ""
    assert findings(one(GOALPOSTS, more=more))["FG208"].near == "us"
    field = one(GOALPOSTS).replace("x: {name: X,", "x: {name: X, source: uss,")
    assert findings(field)["FG208"].near == "us"
