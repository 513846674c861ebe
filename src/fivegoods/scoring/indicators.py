"""Values → references → points, one indicator at a time over all parks of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, DecimalException

from fivegoods.decimals import ZERO, decide, round_to
from fivegoods.entities import BenchmarkValue, GivenPoints, Value, View
from fivegoods.expressions import NoValue
from fivegoods.model.criteria import Settings
from fivegoods.rules.base import Rule, Situation, Undefined
from fivegoods.scoring.environment import Surroundings
from fivegoods.scoring.plan import IndicatorPlan
from fivegoods.scoring.references import NoReference, References
from fivegoods.scoring.results import IndicatorScore, Outcome, ResolvedReference
from fivegoods.scoring.statistics_of import ranks_of


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of one park's indicator before points: a value, or why there is none."""

    value: Value | None = None
    reason: str = ""
    applicable: bool = True
    references: tuple[ResolvedReference, ...] = ()
    rank: int | None = None
    peers: int = 0
    #: False where the reason is a missing reference rather than missing data.
    has_data: bool = True
    #: Found by the alternate of the missing policy.
    alternate: bool = False

    @property
    def usable(self) -> bool:
        """Whether points can be computed."""
        return self.applicable and not self.reason


def find_values(plan: IndicatorPlan, parks: Sequence[Surroundings], applicable: Sequence[bool]) -> list[Found]:
    """Return the value of the indicator for every park."""
    return [
        find_value(plan, env) if applies else Found(applicable=False, reason="does_not_apply", has_data=False)
        for env, applies in zip(parks, applicable, strict=True)
    ]


def find_value(plan: IndicatorPlan, env: Surroundings) -> Found:
    """Return the value of the indicator for one park, or why there is none."""
    if plan.value is None:
        return Found(reason="no_points_given", has_data=False)
    try:
        if plan.rule.takes == "choice":
            return Found(value=plan.value.value(env))
        number = plan.value.number(env)
    except NoValue as missing:
        applicable = not missing.reason.startswith("not_applicable:")
        return Found(reason=missing.reason, has_data=False, applicable=applicable)
    places = plan.definition.decimals
    if places is not None:
        number = round_to(number, places)
    if plan.definition.missing.zero_counts and decide(number) == 0:
        return Found(reason="zero_counts_as_missing", has_data=False)
    return Found(value=number)


def with_references(
    plan: IndicatorPlan,
    parks: Sequence[Surroundings],
    column: Sequence[Found],
    settings: Settings,
    benchmarks: Sequence[BenchmarkValue],
) -> list[Found]:
    """Return the column with references and ranks; groups are formed before any statistic is taken."""
    if plan.rule.takes == "rank":
        return _with_ranks(plan, parks, column, settings)
    if not plan.references:
        return list(column)
    numbers = [(env, f.value if isinstance(f.value, Decimal) else None) for env, f in zip(parks, column, strict=True)]
    resolver = References(plan, settings, benchmarks, numbers)
    return [_referred(resolver, env, found) for env, found in zip(parks, column, strict=True)]


def _referred(resolver: References, env: Surroundings, found: Found) -> Found:
    if not found.usable:
        return found
    try:
        references = tuple(resolver.resolve(env, reference) for reference in resolver.plan.references)
    except NoReference as missing:
        return replace(found, reason=missing.reason)
    return replace(found, references=references)


def _with_ranks(
    plan: IndicatorPlan, parks: Sequence[Surroundings], column: Sequence[Found], settings: Settings
) -> list[Found]:
    within: tuple[str, ...] = getattr(plan.rule, "within", ())
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, (env, found) in enumerate(zip(parks, column, strict=True)):
        if found.usable:
            groups.setdefault(tuple(env.park.groups.get(g, "") for g in within), []).append(index)
    ranked = list(column)
    for members in groups.values():
        values = [decide(value) for i in members if isinstance(value := column[i].value, Decimal)]
        ranks = ranks_of(values, lower_is_better=plan.rule.direction() == "lower")
        alone = len(members) < 2 and settings.group_of_one == "no_reference"
        for index, rank in zip(members, ranks, strict=True):
            reason = "no_peers" if alone else ""
            ranked[index] = replace(column[index], rank=rank, peers=len(members), reason=reason)
    return ranked


def score_indicator(
    plan: IndicatorPlan, env: Surroundings, found: Found, full: Decimal | None, settings: Settings
) -> IndicatorScore:
    """Return the score of one indicator of one park. ``full`` None means that it does not apply."""
    if full is None or not found.applicable:
        reason = "does_not_apply" if found.applicable else found.reason
        return IndicatorScore(plan, Outcome.NOT_APPLICABLE, found.value, ZERO, ZERO, ZERO, reason=reason)
    computed = _computed(plan, env, found, full, settings)
    given, reviewed = given_points(plan, env)
    if given is None:
        return computed
    if plan.rule.takes == "nothing" and not reviewed:
        return replace(computed, outcome=Outcome.SCORED, points=given.points, possible=given.points, given=given, reason="")
    return replace(
        computed,
        outcome=Outcome.OVERRIDDEN,
        points=given.points,
        possible=given.points,
        given=given,
        reason="review" if reviewed else "by_hand",
        computed=_before(plan, env, computed),
    )


def _before(plan: IndicatorPlan, env: Surroundings, computed: IndicatorScore) -> Decimal | None:
    """Return the points that a review or a hand replaced."""
    if computed.outcome is Outcome.SCORED:
        return computed.points
    own = env.park.points.get(plan.id) if plan.rule.takes == "nothing" else None
    return own.points if own else None


def given_points(plan: IndicatorPlan, env: Surroundings) -> tuple[GivenPoints | None, bool]:
    """Return the points given by hand in the view in force, and whether a review gave them."""
    review = env.park.review
    if env.world.view is View.REVIEWED and review is not None and plan.id in review.points:
        return review.points[plan.id], True
    return env.park.points.get(plan.id), False


def _computed(
    plan: IndicatorPlan, env: Surroundings, found: Found, full: Decimal, settings: Settings
) -> IndicatorScore:
    if not found.usable:
        return unscored(plan, found, full, found.reason)
    needed = _needs(plan, env)
    if needed is False:
        return IndicatorScore(plan, Outcome.VOIDED, found.value, ZERO, ZERO, full, found.references, reason="needs")
    if needed is None:
        return unscored(plan, replace(found, has_data=False), full, "needs_unknown")
    try:
        points = apply_rule(plan.rule, situation(found, full), full)
    except Undefined as undefined:
        return _undefined(plan, found, full, undefined.reason, settings)
    except (DecimalException, OverflowError):
        return unscored(plan, found, full, "out_of_range")
    return IndicatorScore(
        plan, Outcome.SCORED, found.value, points, points, full, found.references, rank=found.rank, peers=found.peers
    )


def situation(found: Found, full: Decimal) -> Situation:
    """Return what the rule sees."""
    value = found.value
    number = value if isinstance(value, Decimal) else ZERO
    choice = None if isinstance(value, Decimal) else value
    references: Mapping[str, Decimal] = {r.name: r.value for r in found.references}
    return Situation(number, full, references, choice, found.rank, found.peers)


def apply_rule(rule: Rule, s: Situation, full: Decimal) -> Decimal:
    """Return the points of a rule after its caps. Raise Undefined where the rule has no result."""
    return rule.settle(rule.points(s), full)


def _undefined(plan: IndicatorPlan, found: Found, full: Decimal, reason: str, settings: Settings) -> IndicatorScore:
    """Degenerate groups have declared results: full, zero or no reference."""
    declared = {"flat": settings.flat, "group_of_one": settings.group_of_one}.get(reason, "no_reference")
    if declared == "no_reference":
        return unscored(plan, found, full, reason)
    points = full if declared == "full" else ZERO
    return IndicatorScore(
        plan, Outcome.SCORED, found.value, points, points, full, found.references, reason=f"{reason}:{declared}"
    )


def unscored(plan: IndicatorPlan, found: Found, full: Decimal, reason: str) -> IndicatorScore:
    """Return an indicator without points: nothing confirmed, up to the rule's most still possible."""
    outcome = Outcome.NO_REFERENCE if found.has_data else Outcome.MISSING
    ceiling = plan.rule.ceiling(full)
    possible = max(full if ceiling is None else ceiling, ZERO)
    return IndicatorScore(
        plan, outcome, found.value, ZERO, possible, full, found.references, reason, rank=found.rank, peers=found.peers
    )


def _needs(plan: IndicatorPlan, env: Surroundings) -> bool | None:
    if plan.needs is None:
        return True
    try:
        return plan.needs.truth(env)
    except NoValue:
        return None
