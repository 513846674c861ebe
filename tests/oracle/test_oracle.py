"""Every rule kind, with the parameters all rules share, against the independent statement of the rules in fractions."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fivegoods.criteria.rules import ALL_RULES
from fivegoods.criteria.rules import base as of_program
from fivegoods.numeric.decimals import CONTEXT
from oracle import scoring_rules

# Few decimals, so that exact thresholds and equal bounds come up all the time; 0.1 and 0.3 are not
# numbers of a binary float.
numbers = st.integers(-400, 400).map(lambda n: Decimal(n) / 10)
positive = st.integers(1, 400).map(lambda n: Decimal(n) / 10)
fulls = st.integers(1, 300).map(lambda n: Decimal(n) / 10)
shares = st.integers(0, 9).map(lambda n: Decimal(n) / 10)
ranks = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))
maybe = st.one_of(st.none(), st.integers(0, 100).map(lambda n: Decimal(n) / 10))
KINDS = {cls.model_fields["kind"].annotation.__args__[0]: cls for cls in ALL_RULES}
TOLERANCE = Fraction(1, 10**20)

common = st.fixed_dictionaries(
    {
        "at_most": maybe, "at_most_times": st.sampled_from([None, Decimal(1), Decimal("1.5"), Decimal(2)]),
        "at_least": st.sampled_from([None, Decimal(0), Decimal(-3)]), "rounded": st.sampled_from([None, 0, 1, 2, 3]),
        "rounding": st.sampled_from(["half_up", "down", "half_even", "floor", "ceil"]),
        "out_of": st.sampled_from([None, None, Decimal(1), Decimal(100)]),
    }
)  # fmt: skip


def extra(**more):
    return st.one_of(st.none(), st.fixed_dictionaries({"points": positive, "at_most": maybe, **more}))


stride = st.fixed_dictionaries(
    {"each": positive, "points": numbers, "at_most": maybe, "at_most_share": st.one_of(st.none(), shares)}
)
edges = st.lists(st.integers(-300, 300), min_size=2, max_size=5, unique=True).map(
    lambda tenths: [Decimal(each) / 10 for each in sorted(tenths)]
)


@st.composite
def bands(draw):
    """Draw bands that meet at their edges, closed below or above, with points, shares or lines."""
    cuts, (low, high) = draw(edges), draw(st.sampled_from([("from", "below"), ("above", "upto")]))
    inner = [{low: a, high: b} for a, b in pairwise(cuts)]
    worths = st.sampled_from([("points", "points_to"), ("share", "share_to")])
    for band in inner:
        start, end = draw(worths)
        band |= {start: draw(numbers)} | ({end: draw(numbers)} if draw(st.booleans()) else {})
    return [{high: cuts[0], "points": draw(numbers)}, *inner, {low: cuts[-1], "share": draw(shares)}]


def form(kind, references=(), **parameters):
    """Return a strategy for a rule of a kind and for the values of its references."""
    rule = st.fixed_dictionaries(
        {"kind": st.just(kind), **parameters, **dict.fromkeys(references, st.just(Decimal(1)))}
    )
    return st.tuples(rule, st.fixed_dictionaries(dict.fromkeys(references, numbers)))


goals = {"floor": shares, "outside": st.sampled_from(["cut", "extend"])}
FORMS = {
    "manual": form("manual"), "as_points": form("as_points"), "ratio": form("ratio", ["to"]),
    "inverse_ratio": form("inverse_ratio", ["to"], zero_at=positive),
    "goalposts": form("goalposts", ["worst", "best"], **goals),
    "exponential": form("exponential", ["worst", "best"], floor=shares.filter(bool)),
    "z_score": form("z_score", ["mean", "deviation"], centre=numbers, spread=numbers),
    "optimal": st.tuples(
        st.just({"kind": "optimal"}),
        st.lists(numbers, min_size=4, max_size=4).map(
            lambda ends: dict(zip(("zero_below", "best_from", "best_upto", "zero_above"), sorted(ends), strict=True))
        ),
    ),
    "completion": form("completion", ["target"], short=st.sampled_from(["proportional", "zero"]),
                       extra=extra(each=positive, whole=st.booleans())),
    "steps": form("steps", ["start"], base=positive, up=stride, down=stride, whole=st.booleans(), strict=st.booleans(),
                  relative=st.booleans(), negative=st.booleans(),
                  short=st.sampled_from(["steps", "zero", "proportional"])),
    "bands": st.one_of(
        form("bands", bands=bands(), otherwise=numbers),
        form("bands", ["over"], bands=bands(), otherwise=numbers, multiple_decimals=st.sampled_from([None, 0, 2])),
    ),
    "rank_share": form("rank_share", bands=st.just([{"upto": Decimal("0.3"), "share": 1},
                                                    {"upto": Decimal("0.7"), "points": 2}])),
    "per_unit": form("per_unit", points=numbers, per=positive, beyond=st.one_of(st.none(), numbers), whole=st.booleans(), extra=extra(count=positive)),
    "rank_points": form("rank_points", drop=positive), "percentile": form("percentile"),
    "choice": form("choice", points=st.dictionaries(st.sampled_from("abc"), numbers, min_size=1)),
}  # fmt: skip


def of_the_program(rule, references, value, full, rank, peers):
    written = {name: Decimal(0) for name in references if name not in rule}
    made = KINDS[rule["kind"]].model_validate({**{k: v for k, v in rule.items() if v is not None}, **written})
    is_choice = rule["kind"] == "choice"
    number, choice = (Decimal(0), value) if is_choice else (value, None)
    with localcontext(CONTEXT):
        try:
            return Fraction(made.settled(of_program.Situation(number, full, references, choice, rank, peers)))
        except of_program.Undefined:
            return None


def of_the_oracle(rule, references, value, full, rank, peers):
    exact = {name: Fraction(each) for name, each in references.items()}
    own = value if isinstance(value, str) else Fraction(value)
    try:
        return scoring_rules.worth(rule, scoring_rules.Seen(own, Fraction(full), Fraction(1), exact, rank, peers))
    except scoring_rules.Undefined:
        return None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_program_and_oracle_agree(kind):
    values = st.sampled_from("abcd") if kind == "choice" else numbers

    @settings(max_examples=150, deadline=None)
    @given(FORMS[kind], common, values, fulls, ranks)
    def agree(form, limits, value, full, place):
        rule, references = {**form[0], **limits}, form[1]
        if kind == "z_score":
            references = {**references, "deviation": abs(references["deviation"])}
        seen = (rule, references, value, full, *place)
        theirs, ours = of_the_program(*seen), of_the_oracle(*seen)
        assert (theirs is None) == (ours is None), seen
        assert theirs is None or abs(theirs - ours) <= TOLERANCE * max(1, abs(ours)), seen

    agree()


@pytest.mark.parametrize(
    ("share", "start", "points_won"),
    [("0.70", "0.60", 1), ("0.73", "0.50", 2), ("0.58", "0.50", 0), ("0.80", "0.50", 3)],
)
def test_steps_that_a_binary_float_would_miss(share, start, points_won):
    rule = {"kind": "per_unit", "points": 1, "per": Decimal("0.1"), "beyond": Decimal(start)}
    assert of_the_program(rule, {}, Decimal(share), Decimal(10), 0, 0) == points_won
