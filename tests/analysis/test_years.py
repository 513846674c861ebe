"""Several years: scores and ranks, places gained, gaps that are not zeros, consecutive-year rules."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from analysis.analysis_support import park, run_of, sample
from fivegoods.analysis.years import over_years
from fivegoods.reports.results.years import trend

INDICATOR = (
    "groups: {city: {name: city, values: {n: n, s: s}}}\n"
    "indicators: {i: {name: i, points: 100, rule: {kind: manual}}}\n"
)


def years_of(rule="", **points):
    """A run over parks named in ``points``, each a list of points from 2022 on; None is a gap."""
    parks = [
        park(name, 2022 + n, points={"i": p}, groups={"city": name[0]})
        for name, column in points.items()
        for n, p in enumerate(column)
        if p is not None
    ]
    last = max(p.year for p in parks)
    text = INDICATOR + (f"years: {{r: {{name: r, {rule}}}}}\n" if rule else "")
    now = [p for p in parks if p.year == last]
    return over_years(run_of(text, *now, others=tuple(p for p in parks if p.year != last)), range(2022, last + 1))


def hits(found):
    (result,) = found.rules
    return [(hit.park.id, hit.years) for hit in result.hits]


def test_ranks_by_year_and_places_gained():
    found = years_of(na=[90, 70], nb=[80, 80], nc=[70, 90])
    by_id = {p.id: p for p in found.parks}
    assert [s.rank for s in by_id["nc"].scores.values()] == [3, 1]
    assert (by_id["nc"].places_gained(2023), by_id["na"].places_gained(2023)) == (2, -2)
    assert by_id["nb"].places_gained(2022) is None
    assert [p.id for p in found.parks] == ["nc", "nb", "na"]


def test_a_missing_year_is_a_gap_and_not_a_zero():
    found = years_of(na=[90, None, 70], nb=[80, 80, 80])
    na = next(p for p in found.parks if p.id == "na")
    assert sorted(na.scores) == [2022, 2024]
    assert na.places_gained(2024) is None
    assert found.runs[2023].scores[0].rank == 1
    assert trend([D(90), None, D(70)], D(70), D(90)) == "█-▁"


def test_years_without_any_figures_are_named():
    found = over_years(sample("demo"), range(2021, 2025))
    assert sorted(found.runs) == [2023, 2024]
    assert found.years == (2021, 2022, 2023, 2024)


def test_last_two_years_running():
    found = years_of("last: 1, times: 2, years: 2", na=[90, 90, 90], nb=[50, 60, 50], nc=[60, 50, 40])
    assert hits(found) == [("nc", (2023, 2024))]
    once = years_of("last: 1, times: 2, years: 2", na=[90, 90], nb=[50, 60], nc=[60, 50])
    assert hits(once) == []


def test_twice_within_three_years_then_the_average_of_both():
    rule = "last: 2, times: 2, years: 3, then_average: true"
    found = years_of(rule, na=[90, 90, 90], nb=[50, 80, 60], nc=[40, 50, 95], nd=[95, 70, 70])
    (result,) = found.rules
    assert hits(found) == [("nc", (2022, 2023)), ("nb", (2022, 2024)), ("nd", (2023, 2024))]
    assert [hit.average for hit in result.hits] == [45, 55, 70]


def test_first_places_count_too_and_groups_are_ranked_by_themselves():
    found = years_of("first: 1, times: 2, years: 2, within: [city]", na=[90, 90], nb=[80, 80], sa=[50, 50], sb=[40, 40])
    assert sorted(hits(found)) == [("na", (2022, 2023)), ("sa", (2022, 2023))]


def test_parks_level_at_the_line_stand_together():
    found = years_of("last: 1, times: 2, years: 2", na=[90, 90], nb=[50, 50], nc=[50, 50])
    assert {name for name, _ in hits(found)} == {"nb", "nc"}


def test_a_window_with_a_missing_year_says_so():
    found = years_of("last: 1, times: 2, years: 3", na=[90, 90], nb=[50, 60])
    (result,) = found.rules
    assert result.missing == (2021,)


def test_a_board_of_risers_needs_places_gained():
    run = sample("demo")
    (board,) = [b for b in run.boards if b.id == "risers"]
    assert board.entries
    by_id = {p.id: p for p in over_years(run, (2023, 2024)).parks}
    for entry in board.entries:
        assert entry.value == by_id[entry.park.park.id].places_gained(2024) > 0
    best = max(p.places_gained(2024) or 0 for p in by_id.values())
    assert board.entries[0].value == best


def test_the_trend_only_uses_signs_that_gbk_has():
    marks = trend([D(n) for n in range(8)], D(0), D(7))
    assert marks == "▁▂▃▄▅▆▇█"
    assert marks.encode("gbk")
    assert trend([D(5)], D(5), D(5)) == "█"


@pytest.mark.parametrize("arrow", "↑↓→")
def test_arrows_exist_in_gbk(arrow):
    assert arrow.encode("gbk")
