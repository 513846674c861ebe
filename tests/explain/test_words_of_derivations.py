"""What a derivation says: its sentences and formulas, letter by letter, for cases worked by hand."""

import pytest

from fivegoods.explain.indicator import derive
from fivegoods.explain.whole import derive_total
from scoring.scoring_support import criteria_of, indicator_of, park_of, run_of

TEXT = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}, late: {name: L, kind: yes_no}, out: {name: O, kind: yes_no}}
grades: {GRADES}
adjustments:
  late: {name: {zh: 迟报, en: Late}, when: late, effects: [{steps_down: 1}]}
  out: {name: {zh: 造假, en: Fraud}, when: out, effects: [{unranked: true, ungraded: 待定}]}
indicators:
  a: {name: A, points: 10, value: x / y, rule: {RULE}}
"""
BY_SCORE = "by: score, levels: [{id: A, above: 6}, {id: B, from: 3}, {id: C}]"
GOALPOSTS = "kind: goalposts, worst: 0, best: 10"


def scored(x, y, *, late="no", out="no", grades=BY_SCORE, rule=GOALPOSTS):
    file = criteria_of(TEXT.replace("GRADES", grades).replace("RULE", rule))
    run = run_of(file, [park_of(file, "it", {"x": x, "y": y, "late": late, "out": out})])
    return run, run.of("it")


def step(steps, kind):
    return next(one for one in steps if one.kind == kind)


@pytest.mark.parametrize(
    ("x", "y", "formula"),
    [
        (10, 3, "10 × ((10 ÷ 3 − 0) ÷ (10 − 0))"),  # the quotient has no end: its own arithmetic stands there
        (24, 8, "10 × ((3 − 0) ÷ (10 − 0))"),
        (70, 3, "10 × min(1, max(0, (70 ÷ 3 − 0) ÷ (10 − 0)))"),
    ],
)
def test_a_quotient_in_the_formula_of_a_rule(x, y, formula):
    _, score = scored(x, y)
    steps = derive(score, indicator_of(score, "a"))
    assert step(steps, "value").formula == f"{x} ÷ {y}"
    assert step(steps, "rule").formula == formula


@pytest.mark.parametrize(
    ("x", "late", "zh", "en"),
    [
        (21, "no", "等级 A，7 > 6", "grade A: 7 > 6"),
        (12, "no", "等级 B，4 ≥ 3", "grade B: 4 ≥ 3"),
        (9, "no", "等级 B，3 ≥ 3", "grade B: 3 ≥ 3"),
        (3, "no", "等级 C", "grade C"),
        (21, "yes", "等级 B，因迟报", "grade B, because of Late"),
    ],
)
def test_the_grade_is_named_with_its_limit_or_what_changed_it(x, late, zh, en):
    run, score = scored(x, 3, late=late)
    words = step(derive_total(run, score), "grade").words
    assert (words.within("zh"), words.within("en")) == (zh, en)


@pytest.mark.parametrize(
    ("grades", "zh", "en"),
    [
        (
            "by: share, levels: [{id: A, share: 1}, {id: B, rest: true}]",
            "等级 A：按比例定档，占 100%，本档 1 个园区",
            "grade A: by share, 100 %, 1 park(s) in it",
        ),
        (
            "by: share, levels: [{id: A, upto: 1}, {id: B, rest: true}]",
            "等级 A：按比例定档，到前 100%，本档 1 个园区",
            "grade A: by share, up to the first 100 %, 1 park(s) in it",
        ),
        (
            "by: share, levels: [{id: A, share: 0}, {id: B, rest: true}]",
            "等级 B：按比例定档，本档 1 个园区",
            "grade B: by share, 1 park(s) in it",
        ),
    ],
)
def test_a_grade_by_share_says_its_share_and_its_parks(grades, zh, en):
    run, score = scored(12, 3, grades=grades)
    words = step(derive_total(run, score), "grade").words
    assert (words.within("zh"), words.within("en")) == (zh, en)


def test_what_is_not_ranked_and_not_graded_says_why():
    run, score = scored(12, 3, out="yes")
    steps = derive_total(run, score)
    unranked, grade = step(steps, "unranked").words, step(steps, "grade").words
    assert (unranked.within("zh"), unranked.within("en")) == ("因造假", "because of Fraud")
    assert (grade.within("zh"), grade.within("en")) == ("等级 -，因造假", "grade -, because of Fraud")
    assert all(one.kind != "rank" for one in steps)
