"""One park scored again over one row: every number that the whole run gives, to the last digit."""

from __future__ import annotations

from decimal import Decimal as D
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.analysis_support import park, run_of, sample
from fivegoods.analysis.whatif.apply import changed, rerun
from fivegoods.analysis.whatif.changes import SetField, SetPoints
from fivegoods.scoring.one_park import OnePark

FIELDS = "fields: {x: {name: x, unit: 家}, y: {name: y, unit: 家}, z: {name: z, unit: 家}}\n"
#: What looks at other rows, each in a way of its own.
INDICATORS = [
    "value: x, rule: {kind: ratio, to: {stat: mean}}",
    "unit: '1', value: x / y, rule: {kind: goalposts, worst: {stat: min}, best: {stat: max}}",
    "unit: '1', value: x / y, rule: {kind: ratio, to: {stat: weighted_mean}}",
    "value: x, rule: {kind: percentile}",
    "unit: '%', value: share(x), rule: {kind: ratio, to: 50 %}",
    "value: x, before: {winsorise: {skewness: 0.5, at_most: 1}}, rule: {kind: ratio, to: {stat: max}}",
    "value: x, before: {log: true}, rule: {kind: ratio, to: {stat: max}}",
    "value: z, missing: {policy: group_mean}, rule: {kind: ratio, to: {stat: max}}",
    "value: z, before: {impute: mean}, rule: {kind: ratio, to: {stat: max}}",
    "value: z, missing: {policy: exclude}, rule: {kind: ratio, to: {stat: median}}",
    "value: z, needs: x > y, rule: {kind: goalposts, worst: 0, best: x + y}",
    "unit: 分, value: points('first'), rule: {kind: ratio, to: {stat: mean}}",
    "value: y, needs: rank('first') <= 2, rule: {kind: ratio, to: 9}",
    "rule: {kind: manual}",
]
number = st.decimals(1, 99, places=1)


@pytest.mark.parametrize("written", INDICATORS)
@given(figures=st.lists(st.tuples(number, number), min_size=3, max_size=5), x=number, z=st.none() | number)
@settings(max_examples=4, deadline=None)
def test_one_row_gives_what_all_rows_give(written, figures, x, z):
    second = (
        f"{{name: b, points: 7, {written}}}" if "unit:" in written else f"{{name: b, points: 7, unit: 家, {written}}}"
    )
    first = "{name: a, points: 20, unit: 家, value: x, rule: {kind: ratio, to: {stat: max}}}"
    text = f"{FIELDS}indicators:\n  first: {first}\n  second: {second}\n"
    given_points = {"points": {"second": 3}} if "manual" in written else {}
    parks = [park(f"p{n}", x=x, y=y, **({"z": x} if n else {}), **given_points) for n, (x, y) in enumerate(figures)]
    run = run_of(text, *parks)
    one = OnePark(run, "p0")
    for changes in ([], [SetField("x", x)], [SetField("x", x), SetField("z", x if z is None else z)]):
        if given_points:
            changes = [*changes, SetPoints("second", D(5))]
        same = one.score(partial(changed, park_id="p0", changes=changes))
        whole = rerun(run, "p0", changes).of("p0")
        assert (same.points, same.possible, same.coverage) == (whole.points, whole.possible, whole.coverage)
        assert same.root == whole.root


@pytest.mark.parametrize("name", ["luming", "canglang", "feiyuan"])
def test_the_demo_too_with_adjustments_and_another_year(name):
    run = sample("demo")
    one, own = OnePark(run, name), run.of(name)
    for field, value in own.data.items():
        if isinstance(value, D):
            changes = [SetField(field, value * 2)]
            same = one.score(partial(changed, park_id=name, changes=changes))
            whole = rerun(run, name, changes).of(name)
            assert (same.root, same.points, same.adjustments) == (whole.root, whole.points, whole.adjustments)
            assert (same.unranked_reason, same.totals) == (whole.unranked_reason, whole.totals)
