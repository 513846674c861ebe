"""What expressions see of a run: many rows at once are each row by itself."""

from __future__ import annotations

from decimal import localcontext

from hypothesis import given, settings
from hypothesis import strategies as st

from fivegoods.criteria.plan.compile import scope_of
from fivegoods.expressions import Compiled, NoValue, compile_expression
from fivegoods.expressions.column import TracingContext
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.panel.context import RunContext
from fivegoods.panel.entities import View
from fivegoods.panel.join import panel_of
from scoring.scoring_support import criteria_of, park_of

FIELDS = """
fields:
  a: {name: A, unit: 万元}
  b: {name: B, unit: 亩}
  c: {name: C, unit: 亿元}
  stage: {name: S, kind: choice, choices: {built: 建成, planned: 规划}}
  on: {name: 有, kind: yes_no}
groups: {level: {name: L, values: {n: N, p: P}}}
indicators: {i: {name: I, points: 1, value: a, unit: 万元, rule: {kind: goalposts, worst: 0, best: 10}}}
"""
TEXTS = [
    "a / b", "a / (c - 1)", "c / a * 100", "-a + c", "a ** 2 / b ** -1", "(a - 3) ** 0.5", "min(a, c)", "max(a, c, 2)",
    "sum(a, c) / b", "first(a, c, 7 万元)", "known(a) and b > 2", "count(a > 1, c > 1, on)", "count(a, c)", "ln(a)",
    "floor(a / b)", "round(a / b, 2)", "abs(a - c)", "previous(a)", "growth(a)", "change(a)", "base(a, 2023) / a",
    "average(a, years=2)", "total(a)", "share(a, within=(level,))", "a if on else c", "a if b > 3 else a",
    "(a if stage == 'built' else 2 * a) / b", "stage in ('built', 'planned') and a > c", "not on or a <= c",
    "0 < a <= c", "count(on, a > 2) >= 1", "level == 'n' and known(c)", "min(1, count(on, c > 1)) * a",
    "first(previous(a), c, 1 万元)",
]  # fmt: skip
FILE = criteria_of(FIELDS)
EXPRESSIONS = [compile_expression(text, scope_of(FILE.criteria)) for text in TEXTS]
figures = st.fixed_dictionaries(
    {},
    optional={
        "a": st.decimals(-5, 5, places=1),
        "b": st.decimals(-3, 9, places=0),
        "c": st.decimals(0, 1, places=4),
        "stage": st.sampled_from(["built", "planned"]),
        "on": st.booleans(),
    },
)


def in_one_row(compiled: Compiled, context: RunContext, row: int) -> tuple[object, str]:
    try:
        return compiled.value(context.rows([row])), ""
    except NoValue as missing:
        return None, missing.reason


@settings(deadline=None)
@given(st.lists(st.tuples(figures, st.none() | figures, st.sampled_from(["n", "p", ""])), min_size=1, max_size=5))
def test_an_expression_comes_to_the_same_in_a_column_as_in_each_row(drawn) -> None:
    parks, others = [], []
    for n, (now, then, level) in enumerate(drawn):
        groups = {"level": level} if level else {}
        parks.append(park_of(FILE, f"p{n}", groups=groups, **{"data": exact(now)}))
        others += [park_of(FILE, f"p{n}", exact(then), year=2023)] if then is not None else []
    context = RunContext(panel_of([*parks, *others], FILE.criteria.fields), len(parks), View.REVIEWED)
    with localcontext(CONTEXT):
        for compiled in EXPRESSIONS:
            column, traced_column = compiled.run(context.rows()), compiled.run(TracingContext(context.rows()))
            for row in range(len(parks)):
                expected = in_one_row(compiled, context, row)
                for found in (column, traced_column):
                    assert (found.values[row], found.gaps.get(row, "")) == expected, compiled.text


def exact(drawn: dict[str, object]) -> dict[str, object]:
    """Return the figures with truths as words, which `park_of` takes for what they are."""
    return {key: ("是" if x else "否") if isinstance(x, bool) else x for key, x in drawn.items()}
