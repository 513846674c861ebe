"""Settings and treated values are repeated in the result, for people and for machines."""

from __future__ import annotations

import json
from decimal import Decimal

from fivegoods.explain.indicator import derive
from fivegoods.export import json as machine
from fivegoods.reports.criteria.settings import settings_data, settings_sections
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Medium, Paragraph, Table
from fivegoods.reports.results.run_data import run_data
from scoring.scoring_support import criteria_of, indicator_of, park_of, run_of

TEXT = """
fields: {x: {name: X, unit: 家}}
method: geometric
zero: 0.01
settings: {ties: dense, rank_decimals: 3}
indicators:
  a: {name: A, points: 10, value: x, unit: 家, before: {impute: mean, log: true, winsorise: {skewness: 2, kurtosis: 3.5}}, rule: {kind: goalposts, worst: {stat: min}, best: {stat: max}}}
"""


def run_over(*values):
    file = criteria_of(TEXT)
    return run_of(file, [park_of(file, f"p{i}", {} if v is None else {"x": v}) for i, v in enumerate(values)])


def rows(run, number):
    sections = list(settings_sections(run, Voice("en", run.criteria)))
    block = sections[number].blocks[0]
    assert isinstance(block, Table)
    return [row.cells for row in block.seen_rows()]


def test_every_setting_says_what_is_in_force_and_who_says_so():
    settings = {row[0]: row[1:] for row in rows(run_over(1, 2), 1)}
    assert settings["Tied ranks"] == ("dense (1, 2, 2, 3)", "declared")
    assert settings["Standard deviation"] == ("of the population", "default")
    assert settings["Decimals on which ranks are taken"] == ("3", "declared")
    assert settings["Outside the goalposts (A)"] == ("cut", "default")
    assert settings["A zero in the weighted geometric mean (Test)"] == ("share 0.01 instead", "declared")


def test_treated_values_are_listed_cell_by_cell():
    found = rows(run_over(1, 3, None), 2)
    assert {(row[0], row[2]) for row in found} == {
        ("p0", "logarithm"), ("p1", "logarithm"), ("p2", "logarithm"), ("p2", "imputed (mean of 2)")
    }  # fmt: skip
    imputed = next(row for row in found if row[2].startswith("imputed"))
    assert imputed[3:] == (None, Decimal(2))


def test_without_treatment_there_is_no_such_section():
    file = criteria_of(TEXT.replace("before: {impute: mean, log: true, winsorise: {skewness: 2, kurtosis: 3.5}}, ", ""))
    run = run_of(file, [park_of(file, "p", {"x": 1})])
    brief, whole = settings_sections(run, Voice("en", file))
    assert (brief.since, brief.until, whole.since) == (Medium.FILE, Medium.FILE, Medium.WHOLE)
    assert isinstance(brief.blocks[0], Paragraph)
    assert "declared by the criteria: 3" in brief.blocks[0].text


def test_machines_read_them_too():
    run = run_over(1, 3, None)
    assert settings_data(run)["ties"] == "dense"
    tree = json.loads(machine.render(run_data(run, Voice("en", run.criteria))))
    assert tree["settings"] == settings_data(run)
    parks = {park["id"]: park for park in tree["parks"]}
    treatments = parks["p2"]["dimensions"][0]["indicators"][0]["treatments"]
    assert treatments[0] == {"kind": "imputed", "before": None, "after": 2, "how": "mean", "parks": 2}


def test_the_derivation_shows_each_step():
    run = run_over(1, 3, None)
    imputed = derive(run.of("p2"), indicator_of(run.of("p2"), "a"))
    assert [(step.kind, step.formula) for step in imputed[:2]] == [("treatment", "2"), ("treatment", "ln(2)")]
    logged = derive(run.of("p1"), indicator_of(run.of("p1"), "a"))
    assert [(step.kind, step.formula) for step in logged[:2]] == [("value", "3"), ("treatment", "ln(3)")]
