"""Figures of part of a year against those of a whole year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fivegoods.checks.data.period import check, span_of
from fivegoods.panel.entities import BenchmarkValue
from scoring.scoring_support import criteria_of, park_of, run_of

GROWTH = """
fields:
  tax_growth: {name: 税收增速, unit: "%"}
  tax: {name: 税收, unit: 亿元}
  land: {name: 用地, unit: 亩}
indicators:
  growth:
    name: 增速
    unit: "%"
    value: tax_growth
    points: 10
    rule: {kind: ratio, to: {stat: mean}, at_most: 10}
"""
COMPUTED = GROWTH.replace("value: tax_growth", "value: growth(tax)").replace("{stat: mean}", "10")
PER_MU = GROWTH.replace('unit: "%"\n    value: tax_growth', "unit: 万元/亩\n    value: tax / land")


def benchmark(period=None, year=2024):
    return BenchmarkValue("growth", "mean", year, {}, Decimal(20), period=period)


def found(text, parks, benchmarks=()):
    file = criteria_of(text)
    made = [park_of(file, **park) for park in parks]
    latest = max(park.year for park in made)
    others = [park for park in made if park.year != latest]
    run = run_of(file, [park for park in made if park.year == latest], others=others, benchmarks=benchmarks)
    return [(f.kind.code, f.params["period_en"], f.params["against_en"]) for f in check(run)]


def quarter(value="64.4 %", period="2024Q1"):
    return {"tax_growth": {"value": value, "period": period}}


def test_a_quarter_against_the_average_of_a_year_is_noted():
    assert found(GROWTH, [{"key": "a", "data": quarter()}], [benchmark()]) == [("FG530", "2024Q1", "the whole year")]


def test_a_year_against_an_average_of_ten_months_is_noted():
    parks = [{"key": "a", "data": {"tax_growth": "10 %"}}]
    assert found(GROWTH, parks, [benchmark("2024-01/2024-10")]) == [("FG530", "the whole year", "2024-01/2024-10")]


@pytest.mark.parametrize("written", ["2024Q1", "2024q1", "2024-01/2024-03", "2024-01/03"])
def test_the_same_period_is_comparable_however_it_is_written(written):
    assert found(GROWTH, [{"key": "a", "data": quarter(period=written)}], [benchmark("2024Q1")]) == []


def test_whole_years_are_comparable():
    parks = [{"key": "a", "data": quarter(period="2024")}, {"key": "b", "data": quarter(period="2024-01/2024-12")}]
    assert found(GROWTH, parks, [benchmark("2024")]) == []


def test_peers_of_other_periods_are_noted_for_each():
    parks = [{"key": "a", "data": quarter()}, {"key": "b", "data": {"tax_growth": "10 %"}}]
    assert found(GROWTH, parks) == [
        ("FG530", "2024Q1", "the whole year"),
        ("FG530", "the whole year", "2024Q1"),
    ]


def test_a_yardstick_of_the_criteria_is_for_the_whole_year():
    text = PER_MU.replace("{stat: mean}", "13")
    parks = [{"key": "a", "data": {"tax": {"value": "1 亿元", "period": "2024Q1"}, "land": "1000 亩"}}]
    assert found(text, parks) == [("FG530", "2024Q1", "the whole year")]


def test_a_figure_that_no_indicator_scores_is_not_noted():
    parks = [{"key": "a", "data": {"tax": {"value": "1 亿元", "period": "2024Q1"}, "tax_growth": "10 %"}}]
    assert found(GROWTH, parks, [benchmark()]) == []


def test_growth_from_a_quarter_over_a_year_is_warned_of():
    parks = [
        {"key": "a", "data": {"tax": {"value": "2.4 亿元", "period": "2024Q1"}}},
        {"key": "a", "data": {"tax": "8 亿元"}, "year": 2023},
    ]
    assert ("FG531", "2024Q1", "the whole year") in found(COMPUTED, parks)


def test_growth_from_the_same_quarter_of_both_years_is_growth():
    parks = [
        {"key": "a", "data": {"tax": {"value": "2.4 亿元", "period": "2024Q1"}}},
        {"key": "a", "data": {"tax": {"value": "2.0 亿元", "period": "2023Q1"}}, "year": 2023},
    ]
    assert "FG531" not in {code for code, *_ in found(COMPUTED, parks)}


def test_the_finding_stands_at_the_figure_in_both_languages():
    file = criteria_of(GROWTH)
    run = run_of(file, [park_of(file, "a", quarter())], benchmarks=[benchmark()])
    (finding,) = check(run)
    assert finding.kind.zh.format(**finding.params) == "a：增速 用的是 2024Q1 的数据，参照的是全年，不完全可比"
    assert check(replace(run, scores=())) == []


@pytest.mark.parametrize(
    ("period", "months"),
    [
        (None, (0, 11)),
        ("2024", (0, 11)),
        ("2024Q1-Q3", (0, 8)),
        ("2024H2", (6, 11)),
        ("2024-06", (5, 5)),
        ("2023", "2023"),
        ("2023Q4", (-3, -1)),
        ("一季度", "一季度"),
    ],
)
def test_periods_are_months_of_the_year(period, months):
    assert span_of(period, 2024) == months
