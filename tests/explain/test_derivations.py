"""Every printed formula, worked by an independent evaluator, gives the printed number."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from fivegoods import api
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.explain.indicator import derive
from fivegoods.explain.rule import DECIDING, Step
from fivegoods.explain.whole import derive_adjustment, derive_node, derive_total
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.composite.contribution import contributions
from fivegoods.scoring.scores import Run
from fivegoods.scoring.tree import IndicatorScore
from fivegoods.worked_cases import run_of_case
from numeric.traced_support import work
from scoring.scoring_support import score_one

SAMPLES = Path(__file__).parents[2] / "samples"
BENCHMARKS = sorted((SAMPLES / "benchmarks").glob("hunan-*.yaml"))
FILES = sorted(p for p in SAMPLES.rglob("*.yaml") if "criteria:" in p.read_text(encoding="utf-8"))
PARKS = [p for p in FILES if p.parent.name != "benchmarks" and "id:" in p.read_text(encoding="utf-8")]
CRITERIA = sorted((Path(__file__).parents[2] / "criteria").glob("*/*.yaml"))
NEAR = Decimal("1E-8")
#: Every sample folder as one ranking, and every park file on its own, without and with benchmarks.
SETS = {
    "demo": ([SAMPLES / "demo"], [], None),
    "meizhou": ([SAMPLES / "meizhou-2016"], [], None),
    "hunan": ([SAMPLES / "hunan"], BENCHMARKS, "hunan-five-goods/2021"),
    "hunan-2025": ([SAMPLES / "hunan"], [], "hunan-five-goods/2025"),
}


def runs_of(paths: list[Path], benchmarks: list[Path], criteria: str | None) -> tuple[Run, ...]:
    opened = api.open_run(
        [str(p) for p in paths], criteria=criteria, benchmarks=[str(b) for b in benchmarks], each_year=True
    )
    assert opened.runs, [(f.kind.code, f.params) for f in opened.findings]
    return opened.runs


def all_runs() -> Iterator[Run]:
    for paths, benchmarks, criteria in SETS.values():
        yield from runs_of(paths, benchmarks, criteria)
    for park in PARKS:
        if park.parent.name != "demo":
            yield from runs_of([park], [], None)
    for path in CRITERIA:
        yield from runs_of_cases(f"{path.parent.name}/{path.stem}")


def runs_of_cases(criteria: str) -> Iterator[Run]:
    """Yield the runs of all worked cases of a criteria file: every rule and every structure there is."""
    file = api.load_criteria(criteria)
    plan, _ = build_plan(file)
    assert plan is not None
    for index in range(len(file.criteria.cases)):
        run, findings = run_of_case(plan, index)
        assert run is not None, findings
        yield run


def agrees(step: Step) -> bool:
    if not step.formula or step.result is None:
        return True
    return abs(work(step.formula) - step.result) < NEAR * max(1, abs(step.result))


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    return list(all_runs())


@pytest.mark.slow
def test_every_indicator_of_every_sample_can_be_worked_by_hand(runs):
    worked = 0
    for run in runs:
        for park in run.scores:
            for found in park.root.all_indicators():
                steps = derive(park, found)
                for step in steps:
                    if step.kind != "missing":
                        assert agrees(step), (park.park.id, found.plan.id, step)
                if not has_points(found):
                    continue
                deciding = next((step for step in reversed(steps) if step.kind in DECIDING), None)
                assert deciding is not None, (park.park.id, found.plan.id)
                assert abs(work(deciding.formula) - found.points) < NEAR, (park.park.id, found.plan.id, deciding)
                worked += 1
    assert worked > 1400


def has_points(found: IndicatorScore) -> bool:
    return found.outcome in (Outcome.SCORED, Outcome.OVERRIDDEN) or bool(found.points)


def test_dimensions_adjustments_and_totals_can_be_worked_by_hand(runs):
    for run in runs:
        for park in run.scores:
            for node in park.root.walk():
                steps = derive_node(park, node)
                assert steps
                for step in steps:
                    assert agrees(step), (park.park.id, node.plan.id, step)
            for adjustment in park.adjustments:
                for step in derive_adjustment(run, adjustment):
                    assert agrees(step), (park.park.id, adjustment.id, step)
            total = derive_total(run, park)
            assert abs(work(total[0].formula) - park.points) < NEAR
            assert all(agrees(step) for step in total), (park.park.id, total)


def test_reports_and_derivations_say_the_same_contributions(runs):
    for run in runs:
        for park in run.scores:
            brings = contributions(park.root)
            for found in park.root.all_indicators():
                step = next((s for s in derive(park, found) if s.kind == "contribution"), None)
                if step is not None:
                    assert abs(brings[found.plan.id] - step.result) < NEAR, (park.park.id, found.plan.id)


def test_contributions_and_total_adjustments_add_up_to_the_total():
    (run,) = runs_of([SAMPLES / "demo"], [], None)
    for park in run.scores:
        voided = [n for n in park.root.walk() if n.outcome is Outcome.VOIDED]
        steps = [s for i in park.root.all_indicators() for s in derive(park, i) if s.kind == "contribution"]
        contributed = sum(step.result for step in steps)
        if not voided:
            assert abs(contributed - park.root.points) < NEAR, park.park.id


def test_a_statistic_says_over_how_many_parks_and_of_which_group():
    (run,) = runs_of([SAMPLES / "demo"], [], None)
    park = run.of("luming")
    found = next(i for i in park.root.all_indicators() if i.plan.id == "tax_per_mu")
    step = next(s for s in derive(park, found) if s.kind == "reference")
    count = found.references[0].parks
    assert count > 1
    assert f"{count} 个园区" in step.words.zh
    assert f"over {count}" in step.words.en


def test_a_voided_dimension_names_the_veto():
    (run,) = runs_of([SAMPLES / "demo"], [], None)
    voided = [(p, n) for p in run.scores for n in p.root.walk() if n.outcome is Outcome.VOIDED]
    assert voided
    for park, node in voided:
        step = next(s for s in derive_node(park, node) if s.kind == "void")
        assert "重大隐患未整改" in step.words.zh
        assert step.result == 0
        veto = next(a for a in park.adjustments if any("void:" in effect for effect in a.effects))
        assert [s.kind for s in derive_adjustment(run, veto)][-2:] == ["effect", "clause"]


def test_a_peer_that_is_not_shown_still_counts_in_the_rank():
    opened = api.open_run([str(SAMPLES / "demo/luming-2024.yaml")], peers=[str(SAMPLES / "demo")], each_year=True)
    run = opened.run
    (park,) = run.scores
    step = next(s for s in derive_total(run, park) if s.kind == "rank")
    assert step.result == park.placing.rank > 1
    assert agrees(step)
    assert str(park.placing.of) in step.words.en


def test_a_total_nothing_is_in_force_for_is_put_together_from_nothing():
    score = score_one(
        """
fields: {x: {name: X, unit: 家}}
indicators:
  a: {name: A, points: 10, unit: 家, value: x, applies: x > 100, rule: {kind: goalposts, worst: 0, best: 10}}
""",
        {"x": 5},
    )
    (step,) = derive_node(score, score.root)
    assert (step.formula, step.result) == ("0", Decimal(0))
