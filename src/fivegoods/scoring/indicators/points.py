"""Values → references → points, one indicator at a time over all parks of a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, DecimalException

from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.criteria.rules.base import Situation, Undefined
from fivegoods.expressions import NoValue
from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.context import ParkContext
from fivegoods.panel.entities import BenchmarkValue, GivenPoints
from fivegoods.scoring.indicators.ranks import give_ranks
from fivegoods.scoring.indicators.references import NoReference, References
from fivegoods.scoring.indicators.score_column import ScoreColumn
from fivegoods.scoring.indicators.values import Found, FoundColumn
from fivegoods.scoring.scores import IndicatorScore, Outcome, ResolvedReference, indicator_score


def give_references(
    plan: IndicatorPlan,
    parks: Sequence[ParkContext],
    column: FoundColumn,
    settings: Settings,
    benchmarks: Sequence[BenchmarkValue],
) -> None:
    """Tell the column its references or ranks; groups are formed before any statistic is taken."""
    if plan.rule.takes == "rank":
        give_ranks(plan, parks, column, settings)
        return
    if not plan.references:
        return
    resolver = References(plan, settings, benchmarks, parks, column)
    references: tuple[ResolvedReference, ...] = ()
    for number, env in enumerate(parks):
        apart = column.apart.get(number)
        if apart is not None and not apart.usable:
            continue
        if not references or not resolver.are_common:
            try:
                references = resolver.resolve_all(env)
            except NoReference as missing:
                column.put(number, replace(column.of(number), reason=missing.reason))
                continue
        column.references[number] = references
        if apart is not None:
            apart.references = references


def score_column(
    plan: IndicatorPlan,
    parks: Sequence[ParkContext],
    column: FoundColumn,
    fulls: Sequence[Decimal | None],
    settings: Settings,
) -> ScoreColumn:
    """Return the scores of one indicator for every park; None among ``fulls``: it does not apply there."""
    scores = ScoreColumn(plan, column, fulls)
    apart = set(column.apart)
    if plan.rule.takes != "number" or plan.needs is not None:
        apart = set(range(len(parks)))
    apart |= {n for n, env in enumerate(parks) if env.has_given and env.given(plan.id) is not None}
    apart |= _score_plainly(scores, apart)
    for number in apart:
        found, full = column.of(number), fulls[number]
        # The others do not apply, and the column says so by itself.
        if full is not None or found.alternate or not (found.applicable or found.reason == "does_not_apply"):
            scores.put(number, _apart(plan, parks[number], found, full, settings))
    return scores


def _score_plainly(scores: ScoreColumn, apart: Collection[int]) -> set[int]:
    """Fill in the points of all parks but those ``apart``; return those that the rule gives no points."""
    rule = scores.plan.rule
    points_by_rule = rule.settled if rule.settles else rule.points
    seen = Situation(ZERO, ZERO, {})
    references: tuple[ResolvedReference, ...] = ()
    undecided = set()
    column, points = scores.found, scores.points
    for number, (value, own, full) in enumerate(zip(column.values, column.references, scores.fulls, strict=True)):
        if full is None or number in apart:
            continue
        if own is not references:
            references = own
            seen.references = {r.name: r.value for r in references}
            seen.alone = _alone(references)
        seen.value, seen.full = value, full  # type: ignore[assignment]
        try:
            made = None if seen.alone else points_by_rule(seen)
        except (Undefined, DecimalException, OverflowError):
            made = None
        if made is not None and made.is_finite():
            points[number] = made
        else:
            undecided.add(number)
    return undecided


def _apart(
    plan: IndicatorPlan, env: ParkContext, found: Found, full: Decimal | None, settings: Settings
) -> IndicatorScore:
    """Return a score that takes more than the rule: missing, given by hand, or by the alternate rule."""
    score = score_indicator(found_by(plan, found), env, found, full, settings)
    return replace(score, reason="policy:alternate") if found.alternate and not score.reason else score


def found_by(plan: IndicatorPlan, found: Found) -> IndicatorPlan:
    """Return the plan whose value and references were found: the indicator's own, or its alternate."""
    return plan.alternate if found.alternate and plan.alternate is not None else plan


def score_indicator(
    plan: IndicatorPlan, env: ParkContext, found: Found, full: Decimal | None, settings: Settings
) -> IndicatorScore:
    """Return the score of one indicator of one park. ``full`` None means that it does not apply."""
    if full is None or not found.applicable:
        reason = "does_not_apply" if found.applicable else found.reason
        return indicator_score(plan, Outcome.NOT_APPLICABLE, found.value, ZERO, ZERO, ZERO, reason=reason)
    computed = _computed(plan, env, found, full, settings)
    given, reviewed = given_points(plan, env)
    if given is None:
        return computed
    if plan.rule.takes == "nothing" and not reviewed:
        if computed.outcome is Outcome.VOIDED:
            return computed
        points = given.points
        return replace(computed, outcome=Outcome.SCORED, points=points, possible=points, given=given, reason="")
    return replace(
        computed,
        outcome=Outcome.OVERRIDDEN,
        points=given.points,
        possible=given.points,
        given=given,
        reason="review" if reviewed else "by_hand",
        computed=_before(plan, env, computed),
    )


def _before(plan: IndicatorPlan, env: ParkContext, computed: IndicatorScore) -> Decimal | None:
    """Return the points that a review or a hand replaced."""
    if computed.outcome is Outcome.SCORED:
        return computed.points
    own = env.park.points.get(plan.id) if plan.rule.takes == "nothing" else None
    return own.points if own else None


def given_points(plan: IndicatorPlan, env: ParkContext) -> tuple[GivenPoints | None, bool]:
    """Return the points given by hand in the view in force, and whether a review gave them."""
    return env.given(plan.id) or (None, False)


def _computed(plan: IndicatorPlan, env: ParkContext, found: Found, full: Decimal, settings: Settings) -> IndicatorScore:
    needed = _needs(plan, env)
    if needed is False:  # before the value is looked for: missing data could not add anything
        return IndicatorScore(plan, Outcome.VOIDED, found.value, ZERO, ZERO, full, found.references, reason="needs")
    if not found.usable:
        return unscored(plan, found, full, found.reason)
    if needed is None:
        return unscored(plan, replace(found, has_data=False), full, "needs_unknown")
    return _scored(plan, found, situation(found, full), settings)


def _scored(plan: IndicatorPlan, found: Found, s: Situation, settings: Settings) -> IndicatorScore:
    full = s.full
    if s.alone:
        return _undefined(plan, found, full, "group_of_one", settings)
    try:
        points = plan.rule.settled(s) if plan.rule.settles else plan.rule.points(s)
    except Undefined as undefined:
        return _undefined(plan, found, full, undefined.reason, settings)
    except (DecimalException, OverflowError):
        return unscored(plan, found, full, "out_of_range")
    if not points.is_finite():
        return unscored(plan, found, full, "out_of_range")
    return indicator_score(
        plan, Outcome.SCORED, found.value, points, points, full, found.references,
        "", None, None, found.rank, found.peers, found.treatments,
    )  # fmt: skip


def without_weight(score: IndicatorScore) -> IndicatorScore:
    """Return the score with no points where it weighs 0 for the park's group, even if its rule states points."""
    if score.full or not (score.points or score.possible):
        return score
    return replace(score, points=ZERO, possible=ZERO, reason="no_weight")


def situation(found: Found, full: Decimal) -> Situation:
    """Return what the rule sees."""
    value = found.value
    number = value if isinstance(value, Decimal) else ZERO
    choice = None if isinstance(value, Decimal) else value
    references: Mapping[str, Decimal] = {r.name: r.value for r in found.references}
    return Situation(number, full, references, choice, found.rank, found.peers, _alone(found.references, found))


def _alone(references: Sequence[ResolvedReference], found: Found | None = None) -> bool:
    """Return whether the park is the whole group that it is ranked in or compared with."""
    ranked_alone = found is not None and found.rank is not None and found.peers == 1
    return ranked_alone or any(r.origin == "peers" and r.parks == 1 for r in references)


def _undefined(plan: IndicatorPlan, found: Found, full: Decimal, reason: str, settings: Settings) -> IndicatorScore:
    """Degenerate groups have declared results: full, zero or no reference."""
    declared = {"flat": settings.flat, "group_of_one": settings.group_of_one}.get(reason, "no_reference")
    if declared == "no_reference":
        return unscored(plan, found, full, reason)
    points = full if declared == "full" else ZERO
    return IndicatorScore(
        plan,
        Outcome.SCORED,
        found.value,
        points,
        points,
        full,
        found.references,
        reason=f"{reason}:{declared}",
        rank=found.rank,
        peers=found.peers,
        treatments=found.treatments,
    )


def unscored(plan: IndicatorPlan, found: Found, full: Decimal, reason: str) -> IndicatorScore:
    """Return an indicator without points: nothing confirmed, up to the rule's most still possible."""
    outcome = Outcome.NO_REFERENCE if found.has_data else Outcome.MISSING
    ceiling = plan.rule.ceiling(full)
    possible = max(full if ceiling is None else ceiling, ZERO)
    return indicator_score(
        plan, outcome, found.value, ZERO, possible, full, found.references, reason,
        rank=found.rank, peers=found.peers, treatments=found.treatments,
    )  # fmt: skip


def _needs(plan: IndicatorPlan, env: ParkContext) -> bool | None:
    if plan.needs is None:
        return True
    try:
        return plan.needs.truth(env)
    except NoValue:
        return None
