"""Every rule kind against an independent reference in exact rational arithmetic."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fivegoods.criteria.rules import ALL_RULES
from fivegoods.criteria.rules.bands import Bands, RankShare
from fivegoods.criteria.rules.base import Situation, Undefined
from fivegoods.criteria.rules.by_hand import AsPoints, Choice, Manual
from fivegoods.criteria.rules.completion import Completion, Steps
from fivegoods.criteria.rules.normalise import Exponential, Goalposts, InverseRatio, Optimal, Ratio, ZScore
from fivegoods.criteria.rules.per_unit import PerUnit
from fivegoods.criteria.rules.ranks import Percentile, RankPoints
from fivegoods.numeric.decimals import CONTEXT

# Few decimals, so that exact thresholds and equal bounds come up all the time; 0.1 and 0.3 are not
# numbers of a binary float.
numbers = st.integers(-400, 400).map(lambda n: Decimal(n) / 10)
positive = st.integers(1, 400).map(lambda n: Decimal(n) / 10)
fulls = st.integers(1, 300).map(lambda n: Decimal(n) / 10)
shares = st.integers(0, 9).map(lambda n: Decimal(n) / 10)
maybe = st.one_of(st.none(), st.integers(0, 100).map(lambda n: Decimal(n) / 10))
many = settings(max_examples=200, deadline=None)

TOLERANCE = Fraction(1, 10**20)


def q(x):
    return Fraction(x)


def points(rule, value=0, full=10, rank=None, peers=1, choice=None, **references):
    with localcontext(CONTEXT):
        return rule.settled(Situation(Decimal(value), Decimal(full), references, choice, rank, peers))


def outcome(rule, **seen):
    """Return the points, or "undefined"."""
    try:
        return points(rule, **seen)
    except Undefined:
        return "undefined"


def same(ours, theirs):
    if isinstance(ours, str) or isinstance(theirs, str):
        assert ours == theirs
    else:
        assert abs(q(ours) - theirs) <= TOLERANCE, (ours, float(theirs))


def limited(x, full, rule):
    """Apply the common caps, floor and rounding in rational arithmetic."""
    if rule.at_most is not None:
        x = min(x, q(rule.at_most))
    if rule.at_most_times is not None:
        x = min(x, q(full) * q(rule.at_most_times))
    if rule.at_least is not None:
        x = max(x, q(rule.at_least))
    if rule.rounded is not None:
        scaled = abs(x) * 10**rule.rounded
        whole = math.floor(scaled + Fraction(1, 2)) if rule.rounding == "half_up" else math.floor(scaled)
        x = Fraction(whole, 10**rule.rounded) * (1 if x >= 0 else -1)
    return x


@st.composite
def common(draw):
    """Draw the parameters that every rule has."""
    return {
        "at_most": draw(maybe),
        "at_most_times": draw(st.one_of(st.none(), st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(2)]))),
        "at_least": draw(st.one_of(st.none(), st.just(Decimal(0)), st.just(Decimal(-3)))),
        "rounded": draw(st.one_of(st.none(), st.integers(0, 3))),
        "rounding": draw(st.sampled_from(["half_up", "down"])),
    }


def made(cls, limits, **parameters):
    return cls.model_validate({"kind": cls.model_fields["kind"].annotation.__args__[0], **parameters, **limits})


@many
@given(numbers, fulls, numbers, common())
def test_ratio(x, full, to, limits):
    rule = made(Ratio, limits, to=to)
    expected = limited(q(full) * q(x) / q(to), full, rule) if to > 0 else "undefined"
    same(outcome(rule, value=x, full=full, to=to), expected)


@many
@given(numbers, fulls, numbers, positive, common())
def test_inverse_ratio(x, full, to, zero_at, limits):
    rule = made(InverseRatio, limits, to=to, zero_at=zero_at)
    expected = "undefined"
    if to > 0:
        share = (q(zero_at) - q(x) / q(to)) / q(zero_at)
        expected = limited(q(full) * min(max(share, 0), 1), full, rule)
    same(outcome(rule, value=x, full=full, to=to), expected)


def progress(x, worst, best, cut):
    done = (q(x) - q(worst)) / (q(best) - q(worst))
    return min(max(done, Fraction(0)), Fraction(1)) if cut else done


@many
@given(numbers, fulls, numbers, numbers, shares, st.booleans(), common())
def test_goalposts(x, full, worst, best, floor, cut, limits):
    rule = made(Goalposts, limits, worst=worst, best=best, floor=floor, outside="cut" if cut else "extend")
    expected = "undefined"
    if worst != best:
        share = q(floor) + (1 - q(floor)) * progress(x, worst, best, cut)
        expected = limited(q(full) * share, full, rule)
    same(outcome(rule, value=x, full=full, worst=worst, best=best), expected)


@many
@given(numbers, fulls, numbers, numbers, st.integers(1, 9))
def test_exponential(x, full, worst, best, tenths):
    floor = Decimal(tenths) / 10
    rule = made(Exponential, {}, worst=worst, best=best, floor=floor)
    if worst == best:
        assert outcome(rule, value=x, full=full, worst=worst, best=best) == "undefined"
        return
    done = progress(x, worst, best, cut=True)
    # full × floor^(1 − progress), by whole powers: (points ÷ full)^n = floor^(n − m) for progress m ÷ n.
    ours = q(points(rule, value=x, full=full, worst=worst, best=best)) / q(full)
    power, whole = done.numerator, done.denominator
    if whole > 30:
        assert abs(float(ours) - float(floor) ** (1 - float(done))) < 1e-12
    else:
        assert abs(ours**whole - q(floor) ** (whole - power)) < Fraction(1, 10**18)


@many
@given(numbers, numbers, st.one_of(st.just(Decimal(0)), positive), numbers, numbers, common())
def test_z_score(x, mean, deviation, centre, spread, limits):
    rule = made(ZScore, limits, centre=centre, spread=spread)
    expected = limited(q(centre), 10, rule) if x == mean else "undefined"
    if deviation:
        expected = limited(q(centre) + q(spread) * (q(x) - q(mean)) / q(deviation), 10, rule)
    same(outcome(rule, value=x, mean=mean, deviation=deviation), expected)


@many
@given(numbers, fulls, st.lists(numbers, min_size=4, max_size=4).map(sorted), common())
def test_optimal(x, full, ends, limits):
    low, start, end, high = ends
    names = {"zero_below": low, "best_from": start, "best_upto": end, "zero_above": high}
    rule = made(Optimal, limits, **names)
    if x < start:
        share = "undefined" if low == start else progress(x, low, start, cut=True)
    elif x > end:
        share = "undefined" if high == end else progress(x, high, end, cut=True)
    else:
        share = Fraction(1)
    expected = share if isinstance(share, str) else limited(q(full) * share, full, rule)
    same(outcome(rule, value=x, full=full, **names), expected)


@many
@given(numbers, fulls, numbers, st.booleans(), positive, positive, maybe, st.booleans(), st.booleans(), common())
def test_completion(x, full, target, has_extra, each, price, cap, whole, proportional, limits):
    extra = {"each": each, "points": price, "at_most": cap, "whole": whole} if has_extra else None
    rule = made(Completion, limits, target=target, extra=extra, short="proportional" if proportional else "zero")
    if target <= 0:
        expected = "undefined"
    elif x < target:
        expected = limited(q(full) * max(q(x) / q(target), 0) if proportional else Fraction(0), full, rule)
    else:
        more = Fraction(0)
        if has_extra:
            steps = (q(x) / q(target) - 1) * 100 / q(each)
            more = (math.floor(steps) if whole else steps) * q(price)
            more = more if cap is None else min(more, q(cap))
        expected = limited(q(full) + more, full, rule)
    same(outcome(rule, value=x, full=full, target=target), expected)


def stride(distance, full, whole, each, price, cap, cap_share):
    steps = distance / q(each)
    worth = (math.floor(steps) if whole else steps) * q(price)
    caps = [q(c) for c in (cap,) if c is not None] + [q(full) * q(c) for c in (cap_share,) if c is not None]
    for limit in caps:
        worth = min(worth, limit) if price > 0 else max(worth, -limit)
    return worth


@many
@given(
    numbers, fulls, numbers, positive, st.tuples(positive, numbers, maybe, st.one_of(st.none(), shares)),
    st.tuples(positive, positive, maybe, st.one_of(st.none(), shares)), st.booleans(), st.booleans(), st.booleans(),
    st.booleans(), st.sampled_from(["steps", "zero", "proportional"]), common(),
)  # fmt: skip
def test_steps(x, full, start, base, up, down, whole, relative, strict, negative, short, limits):
    names = ("each", "points", "at_most", "at_most_share")
    rule = made(
        Steps, limits, start=start, base=base, up=dict(zip(names, up, strict=True)),
        down=dict(zip(names, down, strict=True)), whole=whole, relative=relative, strict=strict, negative=negative,
        short=short,
    )  # fmt: skip
    if (relative or short == "proportional") and start <= 0:
        assert outcome(rule, value=x, full=full, start=start) == "undefined"
        return
    distance = abs(q(x) - q(start)) * (100 / q(start) if relative else 1)
    if x > start or (x == start and not strict):
        expected = q(base) + stride(distance, full, whole, *up)
        expected = max(expected, 0) if up[1] < 0 and not negative else expected
    elif short == "zero":
        expected = Fraction(0)
    elif short == "proportional":
        expected = max(q(base) * q(x) / q(start), 0)
    else:
        expected = q(base) - stride(distance, full, whole, *down)
        expected = expected if negative else max(expected, 0)
    same(outcome(rule, value=x, full=full, start=start), limited(Fraction(expected), full, rule))


@many
@given(numbers, st.lists(st.integers(-300, 300), min_size=2, max_size=5, unique=True).map(sorted), st.data(), common())
def test_bands(x, tenths, data, limits):
    edges = [Decimal(t) / 10 for t in tenths]
    closed_below = data.draw(st.booleans())
    worths = data.draw(st.lists(numbers, min_size=len(edges) + 1, max_size=len(edges) + 1))
    low, high = ("from", "below") if closed_below else ("above", "upto")
    bands = [{high: edges[0], "points": worths[0]}]
    bands += [{low: a, high: b, "points": w} for a, b, w in zip(edges, edges[1:], worths[1:], strict=False)]
    bands += [{low: edges[-1], "points": worths[-1]}]
    rule = made(Bands, limits, bands=bands)
    place = sum(1 for edge in edges if (x >= edge if closed_below else x > edge))
    same(points(rule, value=x), limited(q(worths[place]), 10, rule))


@many
@given(numbers, numbers, common())
def test_bands_on_a_multiple(x, mean, limits):
    bands = [{"from": 2, "points": 4}, {"from": Decimal("1.5"), "below": 2, "points": 2}]
    rule = made(Bands, limits, over={"stat": "mean"}, bands=bands, otherwise=-1)
    expected = "undefined"
    if mean > 0:
        multiple = q(x) / q(mean)
        expected = limited(Fraction(4 if multiple >= 2 else 2 if multiple >= Fraction(3, 2) else -1), 10, rule)
    same(outcome(rule, value=x, over=mean), expected)


@many
@given(st.integers(1, 60), st.data(), fulls, common())
def test_rank_share(peers, data, full, limits):
    rank = data.draw(st.integers(1, peers))
    bands = [
        {"upto": Decimal("0.3"), "share": 1},
        {"above": Decimal("0.3"), "upto": Decimal("0.7"), "share": Decimal("0.5")},
    ]
    rule = made(RankShare, limits, bands=bands)
    share = Fraction(rank, peers)
    worth = q(full) if share <= Fraction(3, 10) else q(full) / 2 if share <= Fraction(7, 10) else Fraction(0)
    same(points(rule, full=full, rank=rank, peers=peers), limited(worth, full, rule))


@many
@given(
    numbers, numbers, positive, st.one_of(st.none(), numbers), st.booleans(), st.booleans(), numbers, maybe, common()
)
def test_per_unit(x, price, per, beyond, whole, has_extra, extra_price, cap, limits):
    count = (beyond or Decimal(0)) + 5
    extra = {"count": count, "points": extra_price, "at_most": cap} if has_extra else None
    rule = made(PerUnit, limits, points=price, per=per, beyond=beyond, whole=whole, extra=extra)

    def worth(value, start, each):
        steps = (q(value) - q(start)) / q(per)
        return max(Fraction(math.floor(steps)) if whole else steps, Fraction(0)) * q(each)

    expected = worth(min(x, count) if has_extra else x, beyond or 0, price)
    if has_extra:
        more = worth(x, count, extra_price)
        expected += more if cap is None else min(more, q(cap))
    same(points(rule, value=x), limited(expected, 10, rule))


@many
@given(st.integers(1, 200), st.data(), fulls, positive, common())
def test_rank_points_and_percentile(peers, data, full, drop, limits):
    rank = data.draw(st.integers(1, peers))
    by_rank = made(RankPoints, limits, drop=drop)
    expected = limited(max(q(full) - q(drop) * (rank - 1), Fraction(0)), full, by_rank)
    same(points(by_rank, full=full, rank=rank, peers=peers), expected)
    percentile = made(Percentile, limits)
    share = "undefined" if peers < 2 else limited(q(full) * Fraction(peers - rank, peers - 1), full, percentile)
    same(outcome(percentile, full=full, rank=rank, peers=peers), share)


@many
@given(numbers, st.dictionaries(st.sampled_from("abc"), numbers, min_size=1), st.sampled_from("abcd"), common())
def test_by_hand_by_choice_and_as_they_are(x, scores, choice, limits):
    for cls in (Manual, AsPoints):
        rule = made(cls, limits)
        same(points(rule, value=x), limited(q(x), 10, rule))
    listed = made(Choice, limits, points=scores)
    same(points(listed, choice=choice), limited(q(scores.get(choice, Decimal(0))), 10, listed))
    truth = made(Choice, limits, points={"yes": x})
    same(points(truth, choice=True), limited(q(x), 10, truth))


def test_no_rule_kind_is_left_out():
    tested = {
        "manual", "as_points", "choice", "ratio", "inverse_ratio", "goalposts", "exponential", "z_score", "optimal",
        "completion", "steps", "bands", "rank_share", "per_unit", "rank_points", "percentile",
    }  # fmt: skip
    assert {cls.model_fields["kind"].annotation.__args__[0] for cls in ALL_RULES} == tested


@pytest.mark.parametrize(
    ("share", "start", "points_won"),
    [("0.70", "0.60", 1), ("0.73", "0.50", 2), ("0.58", "0.50", 0), ("0.80", "0.50", 3)],
)
def test_steps_that_a_binary_float_would_miss(share, start, points_won):
    rule = made(PerUnit, {}, points=1, per=Decimal("0.1"), beyond=Decimal(start))
    assert points(rule, value=share) == points_won
