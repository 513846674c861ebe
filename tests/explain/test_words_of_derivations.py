"""What a derivation says: its sentences and formulas, letter by letter, for cases worked by hand."""

import pytest

from fivegoods.criteria.plan.compile import build_plan
from fivegoods.explain.indicator import derive
from fivegoods.explain.whole import derive_total
from fivegoods.reports.results.derivation import DerivationProduct
from fivegoods.scoring.run import run as run_request
from scoring.scoring_support import criteria_of, indicator_of, park_of, request_of, run_of

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


NAMED = """
fields:
  x: {name: {zh: 税收, en: Tax}, unit: 家}
  plant: {name: {zh: 厂, en: Plant}, kind: choice, choices: {running: {zh: 运行, en: In use}, none: {zh: 无, en: Nothing}}}
adjustments:
  award: {name: {zh: 荣誉, en: Award}, event: national_award, each: 1}
  low: {name: {zh: 过低, en: Low}, when: 'points("a") < 20', each: -1}
indicators:
  a: {name: {zh: 甲, en: First}, points: 5, value: growth(x), unit: "%", rule: {kind: goalposts, worst: 0, best: 10}}
  b: {name: {zh: 乙, en: Second}, points: 5, value: plant, rule: {kind: choice, points: {running: 5, none: 0}}}
"""


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["指标值 = 增速(税收)", "运行 5 分；无 0 分", "荣誉：共 2 次", "条件成立：得分(甲) < 20"]),
        (
            "en",
            [
                "value = growth(Tax)",
                "In use: 5; Nothing: 0",
                "Award: 2 time(s)",
                "holds: points(First) < 20",
            ],
        ),
    ],
)
def test_derivations_call_things_by_their_names(lang, words):
    file = criteria_of(NAMED)
    before = park_of(file, "it", {"x": 100}, year=2023)
    park = park_of(file, "it", {"x": 110, "plant": "running"}, events=[{"kind": "national_award", "count": 2}])
    plan, _ = build_plan(file)
    product = DerivationProduct(run_request(request_of(plan, [park], [before])), (), lang)
    said = [row["words"] for row in product.records().records()]
    assert [word for word in words if word not in said] == []
