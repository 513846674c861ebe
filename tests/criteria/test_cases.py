"""Worked cases: what passes, what fails, and what a failure shows."""

from __future__ import annotations

import pytest

from fivegoods.worked_cases import run_cases
from scoring.scoring_support import criteria_of

TEXT = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}}
groups: {level: {name: L, values: {a: A, b: B}}}
indicators:
  a: {name: A, points: 30, value: x / y, rule: {kind: ratio, to: {stat: mean, within: [level]}}}
  b: {name: B, points: 10, value: y, unit: 家, before: {impute: mean}, rule: {kind: goalposts, worst: 0, best: 10}}
adjustments: {late: {name: Late, event: late, each: -2, effects: [{no_honours: true}]}}
grades: {by: score, levels: [{id: A, from: 30}, {id: B}]}
boards: {top: {name: Top, size: 1}}
cases:
"""


def results(cases):
    return run_cases(criteria_of(TEXT + cases))


@pytest.mark.parametrize(
    ("expect", "passed"),
    [
        ("{a: 40}", True),
        ("{a: 40.0000004}", True),
        ("{a: 40.000001}", False),
        ("{b: 5, total: 45, grade: A, rank: 1, coverage: 1, possible: 45}", True),
        ("{grade: B}", False),
        ("{values: {a: 4, b: 5}}", True),
        ("{values: {a: 4.1}}", False),
        ("{grades: {A: 1, B: 1}}", True),
        ("{grades: {A: 2}}", False),
        ("{boards: [top], honours: kept}", True),
        ("{boards: []}", False),
        ("{boards: top}", False),
        ("{a: [1, 2]}", False),
        ("{a: {b: 1}}", False),
        ("{a: true}", False),
        ("{grades: A}", False),
        ("{grades: {A: many}}", False),
        ("{a: scored}", True),
        ("{a: missing}", False),
        ("{nobody: 4}", False),
    ],
)
def test_expectations(expect, passed):
    case = f"""
  - name: one
    groups: {{level: a}}
    data: {{x: 20, y: 5}}
    peers: [{{groups: {{level: a}}, data: {{x: 10, y: 5}}}}]
    expect: {expect}
"""
    expected_mean = "(4 + 2) ÷ 2 = 3; 30 × 4 ÷ 3 = 40"
    assert results(case)[0].passed is passed, expected_mean


def test_a_wrong_expectation_shows_expected_actual_and_the_derivation():
    result = results("""
  - name: wrong
    groups: {level: a}
    data: {x: 20, y: 5}
    benchmarks: [{of: a, stat: mean, year: 2001, groups: {level: a}, value: 3}]
    expect: {a: 39, b: 5}
""")[0]
    assert not result.passed
    assert [(line.what, line.expected, line.actual, line.passed) for line in result.lines] == [
        ("a", "39", "40", False),
        ("b", "5", "5", True),
    ]
    assert "30 × 4 ÷ 3" in result.derivation
    assert "a" in result.derivation.splitlines()[0]
    assert "\nb" not in result.derivation


def test_events_previous_years_copies_and_points_by_hand():
    result = results(
        """
  - name: events
    groups: {level: a}
    data: {x: 20, y: 5}
    points: {b: 9}
    events: [{kind: late, count: 2}]
    peers: [{groups: {level: b}, count: 3, data: {x: 1, y: 5}}]
    expect: {b: 9, b: overridden, total: 5, honours: lost, boards: []}
""".replace("b: 9, b: overridden", "b: overridden")
    )
    assert [(line.what, line.actual) for line in result[0].lines] == [
        ("b", "overridden"), ("total", "5"), ("honours", "lost"), ("boards", "-")
    ]  # fmt: skip
    assert result[0].passed


def test_a_case_with_a_figure_that_does_not_fit_fails_with_the_finding():
    result = results("\n  - {name: bad, data: {x: 3 亩}, expect: {a: 1}}\n")[0]
    assert not result.passed
    assert result.findings


def test_criteria_that_cannot_be_scored_with_have_no_results():
    assert run_cases(criteria_of(TEXT.replace("x / y", "x / nothing") + "  - {name: a, expect: {}}\n")) == ()
