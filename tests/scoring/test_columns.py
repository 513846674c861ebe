"""What is computed by columns over all parks is what each park's own tree and expressions say."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from decimal import Decimal, localcontext
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.packs_support import packs
from fivegoods import api
from fivegoods.criteria.models.criteria import Node
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.numeric.decimals import CONTEXT, ONE
from fivegoods.numeric.traced import traced
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.composite.nodes import combine
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore, NodeScore
from fivegoods.worked_cases import run_of_case
from reading.mixed_support import mixed, random_parks
from scoring.scoring_support import criteria_of, park_of, run_of

numbers = st.decimals(-(10**6), 10**6, places=4)
positive = st.decimals("0.0001", 10**6, places=4)


def runs_of_cases(pack: str) -> Iterator[Run]:
    plan, _ = build_plan(api.load_criteria(pack))
    assert plan is not None
    for index in range(len(plan.file.criteria.cases)):
        run, findings = run_of_case(plan, index)
        assert run is not None, findings
        yield run


def parts_of(node: NodeScore) -> Iterator[NodeScore | IndicatorScore]:
    for each in node.walk():
        yield each
        yield from each.indicators


def plain_nodes(score: ParkScore) -> Iterator[NodeScore]:
    """Yield the dimensions whose points are put together from their parts and nothing else."""
    shifted = {adjustment.to for adjustment in score.adjustments}
    for node in score.root.walk():
        definition = node.plan.definition
        if node.outcome is Outcome.SCORED and not node.reason and definition.at_most is None:
            yield from () if node.plan.id in shifted else (node,)


@pytest.mark.parametrize("pack", packs())
def test_columns_and_trees_say_the_same(pack: str) -> None:
    for run in runs_of_cases(pack):
        for score in run.scores:
            for part in parts_of(score.root):
                assert score.points_of(part.plan.id) == part.points
            assert score.points_of("nobody") is None


@pytest.mark.parametrize("pack", packs())
def test_every_dimension_is_the_combination_of_its_parts(pack: str) -> None:
    with localcontext(CONTEXT):
        for run in runs_of_cases(pack):
            for score in run.scores:
                in_force = score.weights.full
                for node in plain_nodes(score):
                    parts = [part for part in node.parts if part.plan.id in in_force]
                    for own, whole in (("points", node.points), ("possible", node.possible)):
                        below = [[getattr(part, own)] for part in parts]
                        fulls = [part.full for part in parts]
                        assert combine(node.plan.definition, below, fulls, node.full, node.scale) == [whole]


@st.composite
def dimensions(draw: st.DrawFn) -> tuple[Node, list[list[Decimal]], list[Decimal], Decimal, Decimal]:
    method = draw(st.sampled_from(["sum", "mean", "geometric", "harmonic", "minimum"]))
    count = draw(st.integers(1, 4))
    parks = draw(st.integers(1, 6))
    columns = [draw(st.lists(numbers, min_size=parks, max_size=parks)) for _ in range(count)]
    fulls = [draw(st.one_of(st.just(Decimal(0)), positive)) for _ in range(count)]
    scale = draw(st.sampled_from([ONE, Decimal("1.25")]))
    node = Node.model_construct(method=method, zero=draw(st.sampled_from([None, Decimal("0.01")])), at_most=None)
    return node, columns, fulls, draw(positive), scale


@settings(deadline=None)
@given(dimensions())
def test_many_parks_at_once_are_each_park_alone(drawn) -> None:
    node, columns, fulls, full, scale = drawn
    with localcontext(CONTEXT):
        rows = [combine(node, [[x] for x in row], fulls, full, scale) for row in zip(*columns, strict=True)]
        assert combine(node, columns, fulls, full, scale) == [points for (points,) in rows]
        assert combine(node, [[traced(x) for x in column] for column in columns], fulls, full, scale) == [
            points for (points,) in rows
        ]


QUOTIENT = """
fields:
  above: {name: 分子, unit: 万元}
  below: {name: 分母, unit: 亩}
dimensions:
  all:
    name: 全部
    indicators:
      ratio: {name: 比值, unit: 万元/亩, points: 10, value: above / below, rule: {kind: ratio, to: 1}}
"""


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 10**6))
def test_a_park_scores_among_many_as_alone_where_nothing_is_relative(seed: int) -> None:
    file = mixed()
    relative = {plan.id for plan in build_plan(file)[0].indicators if any(r.stat for r in plan.references)}  # type: ignore[union-attr]
    parks = random_parks(file, 8, seed, gaps=0.2)
    together = run_of(file, parks)
    for park in parks:
        alone, among = run_of(file, [park]).of(park.id), together.of(park.id)
        for mine, other in zip(alone.root.all_indicators(), among.root.all_indicators(), strict=True):
            ranked = mine.plan.rule.takes == "rank" or mine.plan.definition.missing.policy == "group_mean"
            if mine.plan.id not in relative and not ranked:
                assert (mine.points, mine.possible, mine.reason) == (other.points, other.possible, other.reason)


@pytest.mark.slow
def test_a_tree_is_made_once_and_forgotten_when_thousands_of_others_were_looked_at() -> None:
    file = criteria_of(QUOTIENT)
    parks = [park_of(file, f"p{n}", {"above": n, "below": 7}) for n in range(5000)]
    run = run_of(file, parks)
    first = run.scores[0]
    assert first.root is first.root
    gc.collect()
    before = sum(isinstance(x, NodeScore) for x in gc.get_objects())
    assert sum(score.root.points for score in run.scores) == sum(score.points for score in run.scores)
    gc.collect()
    kept = sum(isinstance(x, NodeScore) for x in gc.get_objects()) - before
    assert kept < 2 * 5000 - 1000, "all trees are kept"


COPIES = """
fields:
  tax: {name: 税收, unit: 万元}
  land: {name: 用地, unit: 亩}
  staff: {name: 职工, unit: 人}
  sales: {name: 收入, unit: 万元}
dimensions:
  all:
    name: 全部
    indicators:
      tax_per_mu: {name: 亩均税收, unit: 万元/亩, points: 100, value: tax / land, rule: {kind: ratio, to: 20}}
"""


def test_a_copied_row_is_found_among_thousands() -> None:
    from fivegoods.checks.data import check

    file = criteria_of(COPIES)

    def figures(n: int) -> dict[str, int]:
        return {"tax": 10_001 + n, "land": 1_237 + n % 50, "staff": 523 + n, "sales": 90_017 + 3 * n}

    parks = [park_of(file, f"p{n}", figures(n)) for n in range(5100)]
    parks[4321] = park_of(file, "copy", figures(18))
    # As many points as p18, but of other figures.
    parks[40] = park_of(file, "tied", {**figures(18), "staff": 999})
    findings = check(run_of(file, parks))
    told = [(f.kind.code, f.params["park_zh"], f.params["other_zh"]) for f in findings if f.kind.code == "FG356"]
    assert told == [("FG356", "copy", "p18")]


def test_rows_without_any_figure_are_no_copies() -> None:
    from fivegoods.checks.data import check

    file = criteria_of(COPIES)
    parks = [park_of(file, f"p{n}") for n in range(5100)]
    assert not [f for f in check(run_of(file, parks)) if f.kind.code == "FG356"]


def test_a_run_nobody_holds_leaves_memory_without_the_collector() -> None:
    # What-if and robustness make hundreds of runs.
    file = mixed()
    run = run_of(file, random_parks(file, 3, 1))
    context = ref(run.columns.context)
    assert run.scores[0].root.points == run.scores[0].points
    gc.disable()
    try:
        del run
        assert context() is None
    finally:
        gc.enable()
