"""Two runs compared: moved scores and ranks, split exactly into causes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from decimal import localcontext
from pathlib import Path

import pytest

from analysis.analysis_support import criteria_of, field
from fivegoods import api
from fivegoods.analysis.diff import EXACT, as_text, criteria_changes, diff_runs
from fivegoods.analysis.whatif.apply import rerun
from fivegoods.analysis.whatif.changes import AddEvent, Drop, ScaleField, SetWeight
from fivegoods.scoring.run import run as run_engine

SAMPLES = Path(__file__).parents[2] / "samples"


def opened(name, **options):
    found = api.open_run([str(SAMPLES / name)], **options)
    assert found.run is not None, found.findings
    return found.run


@pytest.fixture(scope="module")
def meizhou():
    return diff_runs(opened("meizhou-2016", view="self"), opened("meizhou-2016"))


@pytest.fixture(scope="module")
def demo():
    return opened("demo")


@pytest.mark.parametrize(
    ("park", "change", "moved"),
    [
        ("xingning", "-21", {"value_added_growth": "-13", "environment": "-4", "land": "-1", "transfer": "-3"}),
        ("dongsheng", "-6.5", {"value_added_growth": "-3", "environment": "-3.5"}),
        ("guangmei", "-4.2", {"fixed_investment": "-0.5", "value_added_growth": "-4", "environment": "0.3"}),
        ("pingyuan", "-2.5", {"environment": "-2.5"}),
    ],
)
def test_meizhou_self_against_reviewed(meizhou, park, change, moved):
    diff = meizhou.of(park)
    assert diff.change == D(change)
    assert diff.split.data == D(change)
    assert {i.id: i.in_total for i in diff.indicators if i.is_moved} == {key: D(x) for key, x in moved.items()}


def test_meizhou_ranks_two_and_three_swap(meizhou):
    ranks = {p.after.park.id: (p.before.rank, p.after.rank) for p in meizhou.parks}
    assert ranks == {"pingyuan": (1, 1), "dongsheng": (3, 2), "xingning": (2, 3), "guangmei": (4, 4)}


def adds_up(diff):
    for park in diff.parks:
        assert park.split.total == park.change, park.after.park.id
        for indicator in park.indicators:
            before = indicator.before.points if indicator.before else D(0)
            after = indicator.after.points if indicator.after else D(0)
            with localcontext(EXACT):
                assert indicator.split.total == after - before, (park.after.park.id, indicator.id)


def test_the_parts_add_up_exactly_over_two_years(demo):
    diff = diff_runs(opened("demo", year=2023), demo)
    adds_up(diff)
    assert any(p.split.data and p.split.reference for p in diff.parks)
    assert all(p.split.rule == 0 for p in diff.parks)


def test_a_peer_that_moves_is_a_reference_and_not_data(demo):
    changed = rerun(demo, "luming", [ScaleField("tax", D(3))])
    diff = diff_runs(demo, changed)
    adds_up(diff)
    assert diff.of("luming").split.data > 0
    peer = next(p for p in diff.parks if p.after.park.groups["type"] == diff.of("luming").after.park.groups["type"]
                and p.after.park.id != "luming" and p.change)  # fmt: skip
    assert peer.split.data == 0
    assert peer.split.reference == peer.change


def test_an_event_is_an_adjustment(demo):
    diff = diff_runs(demo, rerun(demo, "luming", [AddEvent("national_award"), AddEvent("hidden_danger")]))
    adds_up(diff)
    luming = diff.of("luming")
    assert luming.split.adjustments == luming.change
    assert luming.split.data == 0


def test_another_weight_is_a_rule_and_a_dropped_indicator_is_named(demo):
    changed = rerun(demo, "luming", [SetWeight("tax_per_mu", D(20)), Drop("plant_stage")])
    bridge = run_engine(replace(changed.request, plan=demo.plan))
    diff = diff_runs(demo, changed, bridge)
    adds_up(diff)
    assert diff.indicators_before == ("plant_stage",)
    assert diff.indicators_after == ()
    assert diff.is_split
    for park in diff.parks:
        assert park.split.data == park.split.reference == 0
        assert park.split.total == park.change


def test_without_a_bridge_everything_is_a_rule_and_it_says_so(demo):
    diff = diff_runs(demo, rerun(demo, "luming", [SetWeight("tax_per_mu", D(20)), ScaleField("tax", D(2))]))
    adds_up(diff)
    assert not diff.is_split
    assert diff.of("luming").split.data == 0


def test_parks_on_one_side_only_are_named(demo):
    fewer = run_engine(demo.request.over(range(1, demo.request.shown), (), range(demo.request.shown, len(demo.parks))))
    diff = diff_runs(demo, fewer)
    assert [s.park.id for s in diff.only_before] == [demo.request.parks[0].id]
    assert diff.only_after == ()


def test_two_editions_of_criteria():
    old, new = (api.load_criteria(f"huangyan-per-mu/{year}").criteria for year in (2021, 2022))
    changes = criteria_changes(old, new)
    assert {(c.how, c.id, c.attribute) for c in changes} >= {("redefined", "tax_per_mu", "rule")}
    rule = next(c for c in changes if c.id == "tax_per_mu")
    assert "26.01" in rule.before
    assert "24.097" in rule.after


def test_criteria_added_dropped_reweighted_moved(demo):
    old = demo.criteria.criteria
    economy = old.dimensions["economy"]
    efficiency = economy.dimensions["efficiency"]
    moved = efficiency.indicators["productivity"]
    fewer = efficiency.model_copy(
        update={"indicators": {"tax_per_mu": efficiency.indicators["tax_per_mu"].model_copy(update={"points": D(9)})}}
    )
    scale = economy.dimensions["scale"]
    wider = scale.model_copy(update={"indicators": {**scale.indicators, "productivity": moved, "extra": moved}})
    new = old.model_copy(update={"dimensions": {
        **{k: v for k, v in old.dimensions.items() if k != "projects"},
        "economy": economy.model_copy(update={"dimensions": {"scale": wider, "efficiency": fewer}}),
    }})  # fmt: skip
    found = {(c.how, c.what, c.id) for c in criteria_changes(old, new)}
    assert ("added", "indicator", "extra") in found
    assert ("dropped", "dimension", "projects") in found
    assert ("dropped", "indicator", "investment_done") in found
    assert ("moved", "indicator", "productivity") in found
    assert ("reweighted", "indicator", "tax_per_mu") in found
    assert criteria_changes(old, old) == ()


@pytest.mark.parametrize(("to", "text"), [("70 %", "70 %"), ("70", "70"), ("y", "y"), ("{stat: mean}", "{stat: mean}")])
def test_rules_are_shown_as_they_are_written(to, text):
    written = criteria_of(field("x", f"{{kind: ratio, to: {to}}}")).criteria.indicators["i"].rule
    assert as_text(written) == f"{{kind: ratio, to: {text}}}"


def test_a_side_names_its_view_as_the_ranking_does(capsys):
    from cli.cli_support import Program

    run = Program(capsys)
    parks = [SAMPLES / "demo" / f"{name}-2024.yaml" for name in ("luming", "songhe")]
    diff, rank = run("diff", parks[0], parks[1], "--lang", "en").out, run("rank", *parks, "--lang", "en").out
    assert "as reported (nothing is reviewed)" in rank
    assert "as reported (nothing is reviewed)" in diff
