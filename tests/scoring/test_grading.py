"""Grades by score and by share: quotas, what is squeezed, exempt and forced parks, ties."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.checks import check_run
from fivegoods.criteria.models.ranking import Grades
from fivegoods.explain.whole import derive_total
from fivegoods.scoring.ranking.grades import quotas
from scoring.scoring_support import criteria_of, park_of, run_of

HANGZHOU = """
grades:
  by: share
  levels:
    - {id: A, share: 0.2, round: floor}
    - {id: B, share: 0.3, round: floor}
    - {id: C, rest: true}
    - {id: D, share: 0.05, round: ceil}
  squeeze: [SQUEEZE]
"""
HEAD = """
fields: {x: {name: X, unit: 分}, star: {name: Star, unit: 级}, bad: {name: Bad, kind: yes_no}}
groups: {kind: {name: K, values: {a: A, b: B}}}
indicators: {a: {name: A, points: 100, value: x, unit: 分, rule: {kind: as_points}}}
"""


def graded(text, values, **rest):
    file = criteria_of(HEAD + text)
    parks = [
        park_of(file, f"p{i:03}", data if isinstance(data, dict) else {"x": data}, **rest)
        for i, data in enumerate(values)
    ]
    return run_of(file, parks)


def counts(run):
    grades = [score.grade for score in run.scores]
    return tuple(grades.count(level) for level in "ABCD")


@pytest.mark.parametrize(
    ("n", "expected"),
    [(1, (0, 0, 0, 1)), (4, (0, 1, 2, 1)), (10, (2, 3, 4, 1)), (11, (2, 3, 5, 1)), (23, (4, 6, 11, 2))],
)
def test_hangzhou_places(n, expected):
    # rules.md §6.12 and §9.8: A = ⌊20 % n⌋, B = ⌊30 % n⌋, D = ⌈5 % n⌉, C the rest; n = 1 gives D.
    assert counts(graded(HANGZHOU.replace("SQUEEZE", ""), range(n))) == expected


def test_best_first():
    run = graded(HANGZHOU.replace("SQUEEZE", ""), [10, 40, 20, 30])
    assert {s.park.id: s.grade for s in run.scores} == {"p001": "B", "p003": "C", "p002": "C", "p000": "D"}


def levels(*items):
    return Grades.model_validate({"by": "share", "levels": list(items)})


@pytest.mark.parametrize(
    ("how", "count", "places"),
    [("floor", 7, 1), ("ceil", 7, 2), ("half_up", 7, 2), ("half_up", 10, 3), ("half_even", 10, 2), ("floor", 4, 1)],
)
def test_rounding_of_a_quarter(how, count, places):
    grades = levels({"id": "A", "share": Decimal("0.25"), "round": how}, {"id": "B", "rest": True})
    assert quotas(count, grades) == {"A": places, "B": count - places}


def test_a_share_that_is_whole_but_for_the_last_digit():
    # 0.1 × 3 × 10 would be 3.0000000000000004 in floats, and its ceiling 4.
    grades = levels({"id": "A", "share": Decimal("0.3"), "round": "ceil"}, {"id": "B", "rest": True})
    assert quotas(10, grades)["A"] == 3


def test_what_is_squeezed_first():
    items = [{"id": g, "share": Decimal("0.4"), "round": "ceil"} for g in "ABC"]
    assert quotas(4, levels(*items)) == {"A": 2, "B": 2, "C": 0}
    first = Grades.model_validate({"by": "share", "levels": items, "squeeze": ["B"]})
    assert quotas(4, first) == {"A": 2, "B": 0, "C": 2}
    assert quotas(0, first) == {"A": 0, "B": 0, "C": 0}


def test_hangzhou_squeezes_d_first_if_declared():
    # With D first to give way a single park has no D place left; it falls to the rest.
    text = HANGZHOU.replace("share: 0.3, round: floor", "share: 1, round: floor").replace("SQUEEZE", "D")
    assert counts(graded(text, [1])) == (0, 1, 0, 0)


def test_quotas_within_groups():
    file = criteria_of(HEAD + HANGZHOU.replace("SQUEEZE", "") + "  within: [kind]\n")
    parks = [park_of(file, f"{k}{i:02}", {"x": i}, groups={"kind": k}) for k in "ab" for i in range(10)]
    run = run_of(file, parks)
    for kind in "ab":
        own = [s.grade for s in run.scores if s.park.groups["kind"] == kind]
        assert [own.count(level) for level in "ABCD"] == [2, 3, 4, 1]


STARS = """
adjustments:
  star: {name: Star, when: star >= 4, effects: [{grade: A, in_quota: IN}]}
  fault: {name: Fault, when: bad, effects: [{grade: D}]}
"""


def test_exempt_parks_outside_the_quota():
    # Hangzhou: four- and five-star parks are A and use no place.
    values = [{"x": i, "star": 5 if i < 2 else 0, "bad": "no"} for i in range(12)]
    run = graded(HANGZHOU.replace("SQUEEZE", "") + STARS.replace("IN", "false"), values)
    assert counts(run) == (4, 3, 4, 1)  # two stars, and 2/3/4/1 of the other ten
    assert [run.of(key).grade_reason for key in ("p000", "p011")] == ["star:A", ""]


def test_exempt_parks_inside_the_quota_use_up_places():
    values = [{"x": i, "star": 5 if i < 1 else 0, "bad": "no"} for i in range(10)]
    run = graded(HANGZHOU.replace("SQUEEZE", "") + STARS.replace("IN", "true"), values)
    assert counts(run) == (2, 3, 4, 1)
    assert run.of("p000").grade == "A"


def test_a_forced_last_grade_uses_its_place_and_no_other():
    values = [{"x": i, "star": 0, "bad": "yes" if i == 9 else "no"} for i in range(10)]
    run = graded(HANGZHOU.replace("SQUEEZE", "") + STARS.replace("IN", "false"), values)
    assert counts(run) == (2, 3, 4, 1)
    assert (run.of("p009").rank, run.of("p009").grade) == (1, "D")
    assert run.of("p008").grade == "A"


def test_of_two_forced_grades_the_worse_counts():
    run = graded(HANGZHOU.replace("SQUEEZE", "") + STARS.replace("IN", "false"), [{"x": 1, "star": 5, "bad": "yes"}])
    assert run.of("p000").grade == "D"


def test_more_forced_parks_than_places():
    values = [{"x": i, "star": 0, "bad": "yes" if i < 4 else "no"} for i in range(10)]
    run = graded(HANGZHOU.replace("SQUEEZE", "") + STARS.replace("IN", "false"), values)
    assert counts(run) == (2, 3, 1, 4)


BY_SCORE = "grades: {by: score, DECIMALS levels: [{id: A, from: 90}, {id: B, from: 80}, {id: C, above: 60}, {id: D}]}\n"


@pytest.mark.parametrize(
    ("points", "decimals", "grade"),
    [
        ("90", None, "A"), ("89.995", None, "B"), ("89.995", 2, "A"), ("89.994", 2, "B"), ("80", None, "B"),
        ("79.9999999999999", None, "B"), ("60", None, "D"), ("60.01", None, "C"), ("-5", None, "D"),
    ],
)  # fmt: skip
def test_by_score(points, decimals, grade):
    text = BY_SCORE.replace("DECIMALS", f"decimals: {decimals}," if decimals is not None else "")
    assert graded(text, [Decimal(points)]).scores[0].grade == grade


TIES = """
grades: {by: share, ties: TIES, levels: [{id: A, share: 0.5, round: floor}, {id: B, rest: true}]}
"""


@pytest.mark.parametrize(("ties", "expected"), [("keep", 2), ("up", 3), ("down", 1)])
def test_ties_at_a_cut_off(ties, expected):
    run = graded(TIES.replace("TIES", ties), [9, 7, 7, 1])
    assert [s.grade for s in run.scores].count("A") == expected


@pytest.mark.parametrize(("ties", "grades"), [("keep", "ABBC"), ("up", "AABC"), ("down", "BBBC")])
@pytest.mark.parametrize(
    "shares", ["{id: A, upto: 0.25}, {id: B, upto: 0.75}", "{id: A, share: 0.25}, {id: B, share: 0.5}"]
)
def test_a_tie_moves_only_its_own_cut_off(ties, grades, shares):
    levels = f"grades: {{by: share, ties: {ties}, levels: [{shares}, {{id: C, rest: true}}]}}"
    assert "".join(s.grade for s in graded(levels, [10, 10, 8, 1]).scores) == grades


def test_declared_keys_decide_a_tie():
    text = TIES.replace("TIES", "keep") + "settings: {tie_break: [star]}\n"
    run = graded(text, [{"x": 7, "star": 1}, {"x": 7, "star": 5}])
    assert [(s.park.id, s.grade) for s in run.scores] == [("p001", "A"), ("p000", "B")]


def test_unranked_parks_are_neither_counted_nor_graded():
    text = HANGZHOU.replace("SQUEEZE", "") + "adjustments: {out: {name: Out, when: bad, effects: [{unranked: true}]}}\n"
    values = [{"x": i, "bad": "yes" if i < 3 else "no"} for i in range(13)]
    run = graded(text, values)
    assert counts(run) == (2, 3, 4, 1)
    assert run.of("p000").grade is None


@pytest.mark.parametrize(
    ("n", "places"), [(9, (2, 4, 2, 1)), (10, (2, 5, 2, 1)), (20, (5, 9, 5, 1)), (1, (0, 0, 0, 1)), (3, (0, 2, 0, 1))]
)
def test_cumulative_shares_cut_at_ranks(n, places):
    # rules.md §5.4: A the first 25 % (inclusive), B 26–70 %, C 71–95 %, D the last 5 %: rank ÷ n decides.
    cuts = [
        {"id": g, "upto": Decimal(s), "round": "floor"} for g, s in zip("ABC", ("0.25", "0.7", "0.95"), strict=True)
    ]
    grades = levels(*cuts, {"id": "D", "rest": True})
    assert tuple(quotas(n, grades).values()) == places
    by_rank = [
        next((g for g, s in zip("ABC", (25, 70, 95), strict=True) if rank * 100 <= s * n), "D")
        for rank in range(1, n + 1)
    ]
    assert tuple(by_rank.count(g) for g in "ABCD") == places


def test_a_forced_grade_takes_its_place_within_a_cumulative_share():
    grades = levels({"id": "A", "upto": Decimal("0.5")}, {"id": "B", "upto": 1})
    assert quotas(3, grades, {"A": 1}) == {"A": 1, "B": 2}


# -- grades by the total over another one

OVER = """
grades: {by: score, over: OVER, levels: [{id: A, from: 0.9}, {id: B, from: 0.6}, {id: C}]}
adjustments: {model: {name: Model, when: bad, effects: [{unranked: true}]}}
"""


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ("{stat: max}", "A A B C"),  # 80, 72, 71.9, 40 of 80
        ("{park: p004}", "B B B C"),  # of 100
        ("{stat: mean}", "A A A B"),  # of 65.975
        ("{stat: median}", "A A A C"),  # of 71.95
        ("{park: p001}", "A A A C"),  # of 72
        ("{park: nobody}", "- - - -"),
    ],
)
def test_grades_by_the_total_over_another_total(over, expected):
    parks = [{"x": x, "bad": "no"} for x in (80, 72, Decimal("71.9"), 40)] + [{"x": 100, "bad": "yes"}]
    run = graded(OVER.replace("OVER", over), parks)
    assert [run.of(f"p{i:03}").grade or "-" for i in range(4)] == expected.split()
    # The park that others are measured against is no rival: it has its points, and neither rank nor grade.
    model = run.of("p004")
    assert (model.points, model.rank, model.grade) == (100, None, None)
    assert [f.kind.code for f in check_run(run) if f.kind.code == "FG523"] == ["FG523"] * (expected[0] == "-")


def test_totals_are_rounded_before_they_are_divided():
    # 8.96 is 0.896 of 9.999; rounded to whole points 9 of 10.
    text = OVER.replace("OVER", "{stat: max}, decimals: 0")
    run = graded(text, [{"x": Decimal("9.999"), "bad": "no"}, {"x": Decimal("8.96"), "bad": "no"}])
    assert run.of("p001").grade == "A"


def test_a_grade_over_another_total_is_derived():
    run = graded(OVER.replace("OVER", "{stat: max}"), [{"x": 80, "bad": "no"}, {"x": 72, "bad": "no"}])
    step = next(s for s in derive_total(run, run.of("p001")) if s.kind == "grade")
    assert step.words.en == "grade A: 72 ÷ 80 = 0.9 ≥ 0.9"


def test_a_leader_without_points_gives_no_grades():
    assert graded(OVER.replace("OVER", "{stat: max}"), [{"x": 0, "bad": "no"}]).of("p000").grade is None
