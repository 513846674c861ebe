"""Ranks, grades and boards of draws against the exact engine, draw by draw."""

from decimal import Decimal

import numpy as np
import pytest

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.uncertainty.arrays import arrays_of
from fivegoods.uncertainty.draws.ranks import ranks_by
from fivegoods.uncertainty.robustness import Effort, model_of
from scoring.scoring_support import criteria_of, park_of, run_of
from uncertainty.robustness_support import flat_run

SHARES = {
    "p1": [90, 10, 40],
    "p2": [60, 60, 60],
    "p3": [60, 60, 60],
    "p4": [20, 95, 70],
    "p5": [5, 40, 99],
    "p6": [50, 50, 20],
}
GRADES = {
    "share": """
grades:
  by: share
  ties: TIES
  levels: [{id: A, share: 0.2}, {id: B, share: 0.4}, {id: C, rest: true}]
""",
    "score": """
grades:
  by: score
  levels: [{id: A, from: 60}, {id: B, from: 45}, {id: C, from: 0}]
""",
    "leader": """
grades: {by: score, over: {stat: max}, levels: [{id: A, from: 0.9}, {id: B, from: 0.6}, {id: C, from: 0}]}
""",
    "median": """
grades: {by: score, over: {stat: median}, decimals: 1, levels: [{id: A, from: 1.1}, {id: B, from: 0.9}, {id: C, from: 0}]}
""",
    "named": """
grades: {by: score, over: {park: p4}, levels: [{id: A, from: 1}, {id: B, from: 0.8}, {id: C, from: 0}]}
""",
}
BOARDS = """
boards:
  top: {name: Top, size: 2}
  second: {name: Next, size: 2, not_on: [top]}
  lowest: {name: Last, size: 2, lowest: true}
  on_b: {name: On b, by: b, size: 2}
"""


def exact(factors, extra):
    """Return the exact engine's ranks, grades and boards with points 40, 30, 30 times the factors."""
    points = [Decimal(x) * Decimal(repr(float(f))) for x, f in zip((40, 30, 30), factors, strict=True)]
    total = sum(points)
    run = flat_run(SHARES, [f"{point * 100 / total:.14f}" for point in points], extra)
    ranks = {s.park.id: s.rank for s in run.scores}
    boards = {(b.id, e.park.park.id) for b in run.boards for e in b.entries}
    return ranks, {s.park.id: s.grade for s in run.scores}, boards


@pytest.mark.parametrize("ties", ["keep", "up", "down"])
@pytest.mark.parametrize("by", [*GRADES])
def test_draws_rank_grade_and_board_as_the_exact_engine(by, ties):
    extra = GRADES[by].replace("TIES", ties) + BOARDS
    run = flat_run(SHARES, [40, 30, 30], extra)
    arrays = arrays_of(run)
    declared = Uncertainty.model_validate({"weights": {"by": "60%"}})
    model = model_of(arrays, declared, Effort())
    uniform = np.random.default_rng(11).random((25, model.design.width))
    factors = model.design.settle(uniform).factors
    scored = model.scored(uniform)
    levels = model.grader.levels(scored.points)
    drawn_ranks = scored.ranks.T.astype(np.int64)
    boards = model.drawer.members(scored.points, drawn_ranks, scored.measures)
    names = [level.id for level in run.criteria.criteria.grades.levels]
    for draw in range(25):
        ranks, grades, on = exact(factors[draw], extra)
        assert dict(zip(arrays.ids, drawn_ranks[draw].tolist(), strict=True)) == ranks
        drawn = {park: names[level] for park, level in zip(arrays.ids, levels[draw], strict=True)}
        assert drawn == grades
        assert {(b, park) for b, rows in boards.items() for park in np.array(arrays.ids)[rows[draw]]} == on


@pytest.mark.parametrize(("ties", "expected"), [("competition", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3])])
def test_tie_conventions(ties, expected):
    assert ranks_by(np.array([[90, 70, 70, 10]]), ties).T.tolist() == [expected]


def test_large_keys_are_sorted_all_the_same():
    keys = np.array([[2**61, 5, -(2**61), 5]])
    assert ranks_by(keys).T.tolist() == [[1, 2, 4, 2]]


def test_forced_grade_and_steps_down_stay_in_every_draw():
    text = """
fields:
  a: {name: a, unit: '%'}
  b: {name: b, unit: '%'}
indicators:
  a: {name: a, unit: '%', points: 50, value: a, rule: {kind: goalposts, worst: 0 %, best: 100 %}}
  b: {name: b, unit: '%', points: 50, value: b, rule: {kind: goalposts, worst: 0 %, best: 100 %}}
adjustments:
  accident: {name: Accident, event: accident, effects: [{grade: C}]}
  warning: {name: Warning, event: warning, effects: [{steps_down: 1}]}
grades: {by: share, levels: [{id: A, share: 0.5}, {id: C, rest: true}]}
"""
    file = criteria_of(text)
    event = {"count": 1, "source": "a test"}
    parks = [
        park_of(file, "best", {"a": 100, "b": 100}, events=[{"kind": "accident", **event}]),
        park_of(file, "good", {"a": 90, "b": 90}, events=[{"kind": "warning", **event}]),
        park_of(file, "fair", {"a": 50, "b": 60}),
        park_of(file, "poor", {"a": 1, "b": 2}),
    ]
    run = run_of(file, parks)
    arrays = arrays_of(run)
    model = model_of(arrays, Uncertainty.model_validate({"weights": {"by": "5%"}}), Effort())
    levels = model.grader.levels(model.scored(np.full((3, 2), 0.4)).points)
    names = ["A", "C"]
    for row, score in enumerate(arrays.scores):
        assert {names[level] for level in levels[:, row]} == {score.grade}
