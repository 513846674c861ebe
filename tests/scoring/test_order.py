"""Ranks, ties, tie-break keys, group placings, boards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.panel.entities import View
from scoring.scoring_support import criteria_of, park_of, run_of

HEAD = """
fields: {x: {name: X, unit: 分}, y: {name: Y, unit: 分}, bad: {name: Bad, kind: yes_no}}
groups: {level: {name: L, values: {national: N, provincial: P}}}
dimensions:
  one: {name: One, indicators: {a: {name: A, points: 100, value: x, unit: 分, rule: {kind: as_points}}}}
  two: {name: Two, indicators: {b: {name: B, points: 10, value: y, unit: 分, rule: {kind: as_points}}}}
"""


def ranked(text, parks):
    file = criteria_of(HEAD + text)
    return run_of(file, [park_of(file, key, {"x": x, "y": y, **more}, groups={"level": level})
                         for key, x, y, level, more in parks])  # fmt: skip


def parks(*values, level="national"):
    return [(f"p{i}", Decimal(str(v)), Decimal(0), level, {}) for i, v in enumerate(values)]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("competition", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3]), ("ordinal", [1, 2, 3, 4])],
)
def test_tie_conventions(ties, expected):
    run = ranked(f"settings: {{ties: {ties}}}\n", parks(9, 5, 5, 1))
    assert [score.rank for score in run.scores] == expected


def test_placings_say_how_many_share_a_rank():
    run = ranked("", parks(9, 5, 5, 1))
    assert [(s.placing.rank, s.placing.of, s.placing.tied) for s in run.scores if s.placing] == [
        (1, 4, 1), (2, 4, 2), (2, 4, 2), (4, 4, 1)
    ]  # fmt: skip


def test_the_last_digits_of_a_quotient_do_not_decide():
    third = Decimal(1) / 3
    run = ranked("", parks(third * 3, 1))
    assert [score.rank for score in run.scores] == [1, 1]


def test_ranks_from_values_rounded_to_n_decimals():
    assert [s.rank for s in ranked("", parks("0.8004", "0.7996", "0.7994")).scores] == [1, 2, 3]
    text = "settings: {rank_decimals: 3}\n"
    assert [s.rank for s in ranked(text, parks("0.8004", "0.7996", "0.7994")).scores] == [1, 1, 3]


def test_declared_keys_break_ties_before_ids_do():
    rows = [("a", 5, 1, "national", {}), ("b", 5, 2, "national", {}), ("c", 7, 0, "national", {})]
    run = ranked("settings: {tie_break: [two]}\n", rows)
    assert {s.park.id: s.rank for s in run.scores} == {"b": 1, "c": 2, "a": 3}


def test_the_order_of_files_changes_nothing():
    rows = parks(3, 9, 3, 5)
    first, second = ranked("", rows), ranked("", rows[::-1])
    assert [(s.park.id, s.rank) for s in first.scores] == [(s.park.id, s.rank) for s in second.scores]


def test_group_placings():
    rows = [("a", 9, 0, "national", {}), ("b", 7, 0, "provincial", {}), ("c", 5, 0, "provincial", {})]
    run = ranked("", rows)
    assert {s.park.id: s.group_placings["level"].rank for s in run.scores} == {"a": 1, "b": 1, "c": 2}
    assert run.of("c").group_placings["level"].of == 2


BOARDS = """
adjustments: {lost: {name: Lost, when: bad, effects: [{no_honours: true}]}}
boards:
  top: {name: Top, size: 2}
  provincial: {name: Provincial, who: level == "provincial", size: 2, not_on: [top]}
  each: {name: Each, within: [level], size: 1}
  last: {name: Last, size: 1, lowest: true}
  two: {name: Two, by: two, size: 1}
"""


def on(run, board):
    return [[e.park.park.id for e in b.entries] for b in run.boards if b.id == board]


def rows():
    return [
        ("a", 9, 1, "national", {"bad": "no"}),
        ("b", 8, 5, "provincial", {"bad": "no"}),
        ("c", 7, 2, "provincial", {"bad": "yes"}),
        ("d", 6, 3, "provincial", {"bad": "no"}),
        ("e", 5, 1, "national", {"bad": "no"}),
    ]


def test_boards_have_eligibility_size_groups_and_exclude_winners_of_another():
    run = ranked(BOARDS, rows())  # totals: a 10, b 13, c 9, d 9, e 6
    assert on(run, "top") == [["b", "a"]]
    assert on(run, "provincial") == [["d"]]  # b is on the first board, c lost its honours
    assert on(run, "each") == [["a"], ["b"]]
    assert on(run, "last") == [["e"]]
    assert on(run, "two") == [["b"]]


def test_a_tie_at_a_cut_off_is_shown_where_keys_decide_and_shared_where_nothing_does():
    text = "boards: {top: {name: Top, size: 1}}\n"
    shared = ranked(text, parks(5, 5, 1))
    assert on(shared, "top") == [["p0", "p1"]]
    tied = [("a", 4, 1, "national", {}), ("b", 3, 2, "national", {}), ("c", 1, 0, "national", {})]
    decided = ranked(text + "settings: {tie_break: [two]}\n", tied)
    assert on(decided, "top") == [["b"]]
    assert [s.park.id for s in decided.boards[0].cut_ties] == ["a"]


def test_the_fastest_risers():
    file = criteria_of(HEAD + "boards: {rise: {name: Rise, by: rise, size: 1}}\n")
    now = [park_of(file, key, {"x": x, "y": 0}, year=2024) for key, x in (("a", 9), ("b", 8), ("c", 1))]
    before = [park_of(file, key, {"x": x, "y": 0}, year=2023) for key, x in (("a", 1), ("b", 5), ("c", 9))]
    run = run_of(file, now, others=before)
    assert run.rises == {"a": 2, "b": 0, "c": -2}
    assert on(run, "rise") == [["a"]]
    assert run.boards[0].entries[0].value == 2


def test_who_is_new_is_no_riser():
    file = criteria_of(HEAD + "boards: {rise: {name: Rise, by: rise}}\n")
    run = run_of(file, [park_of(file, "a", {"x": 1, "y": 0})])
    assert on(run, "rise") == []


def test_a_field_breaks_ties_and_lack_of_it_never_wins():
    file = criteria_of(HEAD + "settings: {tie_break: [y]}\n")
    run = run_of(file, [park_of(file, "a", {"x": 5}), park_of(file, "b", {"x": 5, "y": 0})])
    assert [s.park.id for s in run.scores] == ["b", "a"]


def test_a_field_breaks_ties_by_its_reviewed_value():
    text = HEAD.replace("y: {name: Y, unit: 分}", "y: {name: Y, unit: 分}, z: {name: Z, unit: 分}")
    file = criteria_of(text + "settings: {tie_break: [z]}\n")
    equal = {"x": 5, "y": 1}
    boasted = park_of(file, "a", {**equal, "z": 9}, review={"data": {"z": Decimal(1)}})
    modest = park_of(file, "b", {**equal, "z": 2})
    assert [s.park.id for s in run_of(file, [boasted, modest]).scores] == ["b", "a"]
    assert [s.park.id for s in run_of(file, [boasted, modest], view=View.SELF).scores] == ["a", "b"]


@pytest.mark.parametrize("by", ["b", "two"])
def test_a_board_leaves_out_parks_to_which_what_it_goes_by_does_not_apply(by):
    text = HEAD.replace("two: {name: Two,", "two: {name: Two, applies: 'not bad',")
    file = criteria_of(text + f"boards: {{low: {{name: Low, by: {by}, lowest: true, size: 1}}}}\n")
    figures = {"a": {"y": 3, "bad": "no"}, "b": {"y": 0, "bad": "yes"}, "c": {"bad": "no"}}
    run = run_of(file, [park_of(file, key, {"x": 5, **own}) for key, own in figures.items()])
    assert on(run, "low") == [["c"]]  # what is missing has no points, and stands on the board
