"""Parks side by side: who leads, and that a comparison of many parks takes no more for each of them."""

import json

import pytest

from fivegoods.analysis import comparison
from fivegoods.export import json as machine
from fivegoods.reports.results.comparison import ComparisonProduct
from scoring.scoring_support import criteria_of, park_of, run_of

CRITERIA = criteria_of(
    "fields: {a: {name: a, unit: 家}, b: {name: b, unit: 家}}\nindicators:\n"
    "  i: {name: i, unit: 家, points: 10, value: a, rule: {kind: ratio, to: 10}}\n"
    "  j: {name: j, unit: 家, points: 10, value: b, rule: {kind: ratio, to: 10, at_most_times: 1}}\n"
)


def compared(*figures):
    run = run_of(CRITERIA, [park_of(CRITERIA, f"p{n}", figure) for n, figure in enumerate(figures)])
    lines = json.loads(
        machine.render(ComparisonProduct(run, "en").data()["comparison"]), parse_float=str, parse_int=str
    )
    return {line["id"]: (line["leaders"], line["lead"], line["settled"]) for line in lines}


def test_who_leads_by_how_much_and_whether_missing_data_could_change_it():
    found = compared({"a": 7, "b": 9}, {"a": 5, "b": 9}, {"a": 4})
    assert found["total"] == (["p0"], "2", True)
    assert found["i"] == (["p0"], "2", True)
    assert found["j"] == (["p0", "p1"], "0", False)  # p2 may reach 10


def test_a_single_park_with_points_leads_nobody():
    assert compared({"a": 7, "b": 9}, {"a": 4})["j"] == ([], None, False)  # p1 may reach 10


@pytest.mark.parametrize("parks", [40, 160])
def test_each_park_is_looked_at_a_fixed_number_of_times(monkeypatch, parks):
    looked = 0

    def counting(number):
        nonlocal looked
        looked += 1
        return number

    run = run_of(CRITERIA, [park_of(CRITERIA, f"p{n}", {"a": n, "b": 2 * n % 7}) for n in range(parks)])
    monkeypatch.setattr(comparison, "decide", counting)
    product = ComparisonProduct(run, "en")
    product.report()
    product.records()
    lines = 3
    assert looked <= 12 * lines * parks
