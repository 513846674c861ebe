"""Before scoring: imputation, logarithm, winsorising; every cell that was touched says so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.criteria.models.criteria import Winsorise
from fivegoods.explain.indicator import derive
from fivegoods.scoring.columns import Treatment
from fivegoods.scoring.indicators.statistics import kurtosis, skewness
from fivegoods.scoring.indicators.treat import winsorised
from scoring.scoring_support import criteria_of, indicator_of, park_of, rounded, run_of

D = Decimal
TEXT = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}}
groups: {level: {name: L, values: {a: A, b: B}}}
indicators:
  a: {name: A, points: 10, value: x, unit: 家, before: BEFORE, rule: {kind: goalposts, worst: {stat: min}, best: {stat: max}}}
  b: {name: B, points: 10, value: y, unit: 家, rule: {kind: goalposts, worst: 0, best: 10}}
"""


def column(before, *values):
    file = criteria_of(TEXT.replace("BEFORE", before))
    parks = [
        park_of(file, f"p{i}", {} if v is None else {"x": v}, groups={"level": g}) for i, (g, v) in enumerate(values)
    ]
    run = run_of(file, parks)
    return [indicator_of(run.of(f"p{i}"), "a") for i in range(len(values))], run


@pytest.mark.parametrize(
    ("before", "value", "how", "parks"),
    [
        ("{impute: mean}", D(4), "mean", 4),
        ("{impute: median}", D("2.5"), "median", 4),
        ("{impute: mean, within: [level]}", D(2), "mean", 3),
    ],
)
def test_gaps_are_filled_from_the_group_and_flagged(before, value, how, parks):
    cells, run = column(before, ("a", 1), ("a", 2), ("a", 3), ("b", 10), ("a", None))
    assert (cells[4].outcome, cells[4].value) == ("scored", value)
    assert cells[4].treatments == (Treatment("imputed", None, value, how, parks),)
    assert cells[0].treatments == ()
    # What was filled in is no data: coverage stays what it was (b is missing everywhere).
    assert run.of("p4").coverage == 0
    assert run.of("p0").coverage == D("0.5")


def test_a_group_without_a_value_stays_missing():
    cells, _ = column("{impute: mean, within: [level]}", ("a", 1), ("a", 2), ("b", None))
    assert cells[2].outcome == "missing"


def test_a_logarithm_keeps_what_it_was():
    cells, _ = column("{log: true}", ("a", 1), ("a", 10), ("a", 100), ("a", 0))
    assert rounded(cells[1].points) == 5
    assert cells[1].treatments[0].kind == "log"
    assert cells[1].treatments[0].before == 10
    assert (cells[3].outcome, cells[3].reason) == ("missing", "log_of_nonpositive")


def test_skewness_and_kurtosis_are_those_of_a_spreadsheet():
    values = [D(x) for x in (3, 4, 5, 2, 3, 4, 5, 6, 4, 7)]
    assert rounded(skewness(values)) == D("0.359543")  # documented example of SKEW
    assert rounded(kurtosis(values)) == D("-0.151800")  # documented example of KURT
    assert skewness([D(1), D(2)]) is None
    assert kurtosis([D(1)] * 5) is None


LIMITS = "{winsorise: {skewness: 2, kurtosis: 3.5}}"


def test_an_outlier_is_pulled_to_its_neighbour():
    cells, _ = column(LIMITS, *(("a", v) for v in (1, 2, 3, 4, 5, 6, 7, 8, 9, 1000)))
    assert cells[9].value == 9
    assert cells[9].treatments == (Treatment("winsorised", D(1000), D(9)),)
    assert [c.treatments for c in cells[:9]] == [()] * 9
    assert (cells[8].points, cells[9].points) == (10, 10)


def test_an_outlier_below_is_pulled_up():
    cells, _ = column(LIMITS, *(("a", v) for v in (-1000, 2, 3, 4, 5, 6, 7, 8, 9, 10)))
    assert cells[0].value == 2


def test_a_column_within_the_limits_stays_as_it_is():
    cells, _ = column(LIMITS, *(("a", v) for v in range(1, 11)))
    assert all(c.treatments == () for c in cells)


def test_at_most_so_many_are_pulled_in():
    limits = Winsorise(skewness=D("0.1"), at_most=2)
    values, fits = winsorised([D(x) for x in (1, 1, 1, 1, 1, 2, 50, 100, 1000)], limits)
    assert not fits
    assert values == [D(x) for x in (1, 1, 1, 1, 1, 2, 50, 50, 50)]


def test_where_pulling_in_is_not_enough_the_column_is_logged():
    values = (1, 1, 1, 1, 1, 2, 50, 1000, 100000, 10000000)
    before = "{winsorise: {skewness: 0.5, at_most: 1, then_log: true}}"
    cells, _ = column(before, *(("a", v) for v in values))
    assert {t.kind for c in cells for t in c.treatments} == {"log"}
    assert len([c for c in cells if c.treatments]) == 10


def test_a_column_with_zeros_is_moved_up_before_its_logarithm():
    """ln(x − min + 0.01 × (max − min)), COINr's log_CT: 0 of a range of 1,000 is ln 10."""
    values = (0, 0, 1, 1, 1, 2, 50, 100, 500, 1000)
    cells, _ = column("{winsorise: {skewness: 0.5, at_most: 1, then_log: true}}", *(("a", v) for v in values))
    assert [round(c.value, 20) for c in cells] == [round((D(v) + 10).ln(), 20) for v in values]
    assert {t.how for c in cells for t in c.treatments} == {"10"}


def test_groups_are_treated_apart():
    both = [("a", v) for v in (1, 2, 3, 4, 5, 6, 7, 8, 9, 1000)] + [("b", 1000)] * 5
    cells, _ = column("{within: [level], winsorise: {skewness: 2, kurtosis: 3.5}}", *both)
    assert cells[9].value == 9
    assert all(c.value == 1000 for c in cells[10:])


def test_steps_in_order_imputation_then_logarithm():
    cells, _ = column("{impute: mean, log: true}", ("a", 1), ("a", 3), ("a", None))
    assert [t.kind for t in cells[2].treatments] == ["imputed", "log"]
    assert rounded(cells[2].value) == D("0.693147")


def test_a_value_that_was_treated_and_then_not_scored_is_derived_step_by_step():
    # All alike: no points without a spread, but what was done to the value is still to be followed.
    (found, *_), run = column("{log: true}", ("a", 5), ("a", 5))
    assert (found.outcome, found.reason, rounded(found.value)) == ("no_reference", "flat", D("1.609438"))
    steps = [(s.kind, s.formula, rounded(s.result)) for s in derive(run.of("p0"), found)[:2]]
    assert steps == [("value", "5", 5), ("treatment", "ln(5)", D("1.609438"))]


def test_an_imputed_value_without_a_reference_is_no_data():
    (*_, found), run = column("{impute: mean}", ("a", 5), ("a", 5), ("a", None))
    assert (found.outcome, found.value, found.has_data) == ("no_reference", 5, False)
    assert found.treatments == (Treatment("imputed", None, D(5), "mean", 2),)
    assert [s.kind for s in derive(run.of("p2"), found)[:2]] == ["treatment", "reference"]


def test_what_does_not_apply_whatever_a_condition_says_is_not_imputed():
    text = """
fields: {x: {name: X, unit: 家}, y: {name: Y, unit: 家}}
indicators:
  a: {name: A, points: 10, value: x if y > 1 else x * 2, unit: 家, before: {impute: mean}, rule: {kind: ratio, to: 10}}
"""
    file = criteria_of(text)
    data = {"it": {"x": "not_applicable"}, "gap": {"y": 5}, "full": {"x": 4, "y": 5}}
    run = run_of(file, [park_of(file, key, own) for key, own in data.items()])
    assert [indicator_of(run.of(key), "a").outcome for key in data] == ["not_applicable", "scored", "scored"]


# -- beyond mean ± k deviations, and groups of its own for winsorising


def test_outliers_go_to_the_mean_and_so_many_deviations():
    # Mean 3, deviation √9.6 over all five.
    cells, run = column("{winsorise: {deviations: 1}}", *(("a", v) for v in (1, 1, 3, 1, 9)))
    assert [rounded(c.value) for c in cells] == [1, 1, 3, 1, D("6.098387")]
    (treatment,) = cells[4].treatments
    assert (treatment.kind, treatment.before, treatment.parks) == ("winsorised", 9, 5)
    step = next(s for s in derive(run.of("p4"), cells[4]) if s.kind == "treatment")
    assert (step.formula, rounded(step.result)) == ("3 + 1 × 3.098386676966", D("6.098387"))
    assert [c.treatments for c in cells[:4]] == [()] * 4


def test_both_sides_and_the_deviation_that_the_criteria_declare():
    values = [("a", v) for v in (-10, 4, 5, 6, 20)]  # mean 5, squares 225 + 1 + 0 + 1 + 225 = 452
    cells, _ = column("{winsorise: {deviations: 1}}", *values)
    assert [rounded(c.value) for c in cells] == [D("-4.507891"), 4, 5, 6, D("14.507891")]  # √90.4
    text = TEXT + "settings: {deviation: sample}\n"
    file = criteria_of(text.replace("BEFORE", "{winsorise: {deviations: 1}}"))
    run = run_of(file, [park_of(file, f"p{i}", {"x": v}) for i, (_, v) in enumerate(values)])
    assert rounded(indicator_of(run.of("p4"), "a").value) == D("15.630146")  # √113


def test_a_column_without_spread_or_of_one_has_no_outliers():
    cells, _ = column("{winsorise: {deviations: 1}}", ("a", 5), ("a", 5))
    assert all(c.treatments == () for c in cells)
    cells, _ = column("{within: [level], winsorise: {deviations: 1}}", ("a", 5), ("b", 50))
    assert all(c.treatments == () for c in cells)


@pytest.mark.parametrize(
    ("before", "imputed", "third", "last"),
    [
        # Group a: 1, 1, 4 and a gap; b: 4, 100. In a with 2: mean 2, deviation √1.5; in b: 52 and 48.
        ("{impute: mean, within: [level], winsorise: {deviations: 1}}", 2, D("3.224745"), 100),
        # Over all six: mean 18.67, deviation 36.39.
        ("{impute: mean, within: [level], winsorise: {deviations: 1, within: []}}", 2, 4, D("55.061111")),
        # In a with the mean of all five, 22: mean 7, deviation √76.5.
        ("{impute: mean, winsorise: {deviations: 1, within: [level]}}", 22, 4, 100),
    ],
)
def test_imputation_and_outliers_are_grouped_each_by_its_own(before, imputed, third, last):
    values = (("a", 1), ("a", 1), ("a", 4), ("a", None), ("b", 4), ("b", 100))
    cells, _ = column(before, *values)
    assert next(t.after for t in cells[3].treatments if t.kind == "imputed") == imputed
    assert [rounded(cells[i].value) for i in (2, 5)] == [third, last]


def test_a_logarithm_reaches_parks_of_no_group():
    file = criteria_of(TEXT.replace("BEFORE", "{impute: mean, within: [level], log: true}"))
    parks = [park_of(file, "it", {"x": 10}), park_of(file, "other", {"x": 100}, groups={"level": "a"})]
    assert rounded(indicator_of(run_of(file, parks).of("it"), "a").value) == D("2.302585")
