"""One run: values → references → points → aggregate → adjust → grade → rank → boards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Protocol

from fivegoods.decimals import CONTEXT, ZERO
from fivegoods.entities import BenchmarkValue, Park, View
from fivegoods.findings import Finding
from fivegoods.scoring.adjust import Consequences, consequences
from fivegoods.scoring.aggregate import aggregate, coverage_of
from fivegoods.scoring.boards import all_boards
from fivegoods.scoring.environment import OtherScore, Surroundings, World
from fivegoods.scoring.grading import with_grades
from fivegoods.scoring.indicators import Found, find_values, score_indicator, with_references
from fivegoods.scoring.missing import apply_policy
from fivegoods.scoring.order import with_ranks
from fivegoods.scoring.plan import IndicatorPlan, Plan
from fivegoods.scoring.results import IndicatorScore, NodeScore, Outcome, ParkScore, Run
from fivegoods.scoring.structure import Structures, holds


class Held(Protocol):
    """Keeps some references or points as another run had them, to tell apart what moved a score."""

    def found(self, plan: IndicatorPlan, env: Surroundings, found: Found) -> Found:
        """Return what is known of an indicator, with the references that are held."""

    def score(self, plan: IndicatorPlan, env: Surroundings, score: IndicatorScore) -> IndicatorScore:
        """Return an indicator's score after its missing policy, with the points that are held."""


#: Told after each indicator: how many are done, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is over. ``parks`` are scored; ``others`` only inform: other years and peers."""

    plan: Plan
    parks: Sequence[Park]
    others: Sequence[Park] = ()
    #: Parks of ``others`` that join the reference groups without being ranked.
    peers: Sequence[Park] = ()
    benchmarks: Sequence[BenchmarkValue] = ()
    view: View = View.REVIEWED
    other_score: OtherScore | None = None
    findings: tuple[Finding, ...] = ()
    progress: Progress | None = None
    held: Held | None = None


def run(request: Request) -> Run:
    """Return the scores of all parks of the request, ranked."""
    with localcontext(CONTEXT):
        return _Engine(request).run()


class _Engine:
    def __init__(self, request: Request) -> None:
        self.request = request
        self.plan = request.plan
        self.settings = request.plan.file.criteria.settings
        self.structures = Structures(self.plan)
        given = (*request.others, *request.peers, *request.parks)
        world = World(request.view, {(p.id, p.year): p for p in given}, other_score=request.other_score)
        self.world = world
        self.parks = [Surroundings(park, world) for park in (*request.parks, *request.peers)]
        world.population = tuple(self.parks)
        self.excluded: list[frozenset[str]] = []

    def run(self) -> Run:
        columns = self.score_columns()
        ranked_only = len(self.request.parks)
        results, effects = [], {}
        for index, env in enumerate(self.parks[:ranked_only]):
            own = {key: column[index] for key, column in columns.items()}
            score, done = self.park_score(env, own, self.excluded[index])
            results.append(score)
            effects[env.park.id] = done.effects
        scores = with_ranks(results, self.settings, tuple(self.plan.file.criteria.groups))
        scores = with_grades(scores, self.plan.file.criteria.grades, effects)
        envs = {env.park.id: env for env in self.parks[:ranked_only]}
        rises = self.rises(scores)
        return Run(
            criteria=self.plan.file,
            plan=self.plan,
            view=self.request.view,
            scores=scores,
            boards=all_boards(self.plan.boards, scores, envs, self.settings, rises),
            findings=self.request.findings,
            benchmarks=tuple(self.request.benchmarks),
            parks=(*self.request.parks, *self.request.others, *self.request.peers),
            rises=rises,
            request=self.request,
        )

    def rises(self, scores: Sequence[ParkScore]) -> dict[str, int]:
        """Return the places each park gained on the year before, where a board asks for them."""
        if not scores or all(board.definition.by != "rise" for board in self.plan.boards):
            return {}
        before = previous_ranks(self.request)
        return {s.park.id: before[s.park.id] - s.rank for s in scores if s.rank is not None and s.park.id in before}

    def score_columns(self) -> dict[str, list[IndicatorScore]]:
        """Return for each indicator its score for every park, peers included."""
        found = self.found_columns()
        self.excluded = [self.excluded_from(found, index) for index in range(len(self.parks))]
        structures = [
            self.structures.of(env, excluded) for env, excluded in zip(self.parks, self.excluded, strict=True)
        ]
        whole = [self.structures.of(env) for env in self.parks]
        columns: dict[str, list[IndicatorScore]] = {}
        for done, plan in enumerate(self.plan.indicators, start=1):
            column = found.pop(plan.id, None) or self.found_column(plan)
            scores = [
                score_indicator(
                    self.effective(plan, f), env, f, now.full.get(plan.id, before.full.get(plan.id)), self.settings
                )
                for env, f, now, before in zip(self.parks, column, structures, whole, strict=True)
            ]
            scores = apply_policy(plan, scores, self.parks)
            if self.request.held is not None:
                scores = [self.request.held.score(plan, env, s) for env, s in zip(self.parks, scores, strict=True)]
            columns[plan.id] = scores
            for env, score in zip(self.parks, columns[plan.id], strict=True):
                if score.outcome in (Outcome.SCORED, Outcome.OVERRIDDEN):
                    env.points_of[plan.id] = score.points
            if self.request.progress is not None:
                self.request.progress(done, len(self.plan.indicators))
        return columns

    def found_columns(self) -> dict[str, list[Found]]:
        """Return the values and references of every indicator that does not wait for others' points."""
        return {plan.id: self.found_column(plan) for plan in self.plan.indicators if not waits(plan)}

    def found_column(self, plan: IndicatorPlan) -> list[Found]:
        applicable = [holds(plan.applies, env) for env in self.parks]
        column = find_values(plan, self.parks, applicable)
        column = with_references(plan, self.parks, column, self.settings, self.request.benchmarks)
        if plan.alternate is not None:
            column = self.with_alternates(plan.alternate, column, applicable)
        if self.request.held is not None:
            column = [self.request.held.found(plan, env, f) for env, f in zip(self.parks, column, strict=True)]
        for env, found in zip(self.parks, column, strict=True):
            if found.value is not None:
                env.values_of[plan.id] = found.value
            if found.rank is not None:
                env.ranks_of[plan.id] = found.rank
        return column

    def with_alternates(
        self, alternate: IndicatorPlan, column: list[Found], applicable: Sequence[bool]
    ) -> list[Found]:
        """Return the column with what the alternate rule finds where the first found nothing."""
        other = find_values(alternate, self.parks, applicable)
        other = with_references(alternate, self.parks, other, self.settings, self.request.benchmarks)
        return [
            replace(second, alternate=True) if first.applicable and not first.usable and second.usable else first
            for first, second in zip(column, other, strict=True)
        ]

    @staticmethod
    def effective(plan: IndicatorPlan, found: Found) -> IndicatorPlan:
        return plan.alternate if found.alternate and plan.alternate is not None else plan

    def excluded_from(self, found: Mapping[str, list[Found]], index: int) -> frozenset[str]:
        """Return the indicators that one park's missing data take out of force."""
        return frozenset(
            key
            for key, column in found.items()
            if column[index].applicable
            and not column[index].usable
            and self.plan.indicator(key).definition.missing.policy == "exclude"
        )

    def park_score(
        self, env: Surroundings, scores: Mapping[str, IndicatorScore], excluded: frozenset[str]
    ) -> tuple[ParkScore, Consequences]:
        done = consequences(self.plan.adjustments, env, self.settings)
        structure = self.structures.of(env, excluded)
        root = aggregate(self.plan.root, env, structure, scores, done.shifts)
        points, possible = root.points + done.total, root.possible + done.total
        if done.void_total:
            points = possible = ZERO
        coverage = coverage_of(root)
        score = ParkScore(
            park=env.park,
            root=root,
            adjustments=done.scores,
            points=points,
            possible=possible,
            possible_is_open=is_open(root),
            full=root.full,
            coverage=coverage,
            totals=self.totals(root),
            honours_lost=any(effect.no_honours for _, effect in done.effects),
            unranked_reason=self.unranked(root, coverage, done),
        )
        return score, done

    def totals(self, root: NodeScore) -> dict[str, Decimal]:
        """Return the further totals: the same shares of full points under other weights."""
        totals: dict[str, Decimal] = {}
        for key, total in self.plan.file.criteria.totals.items():
            shares = {s.plan.id: s.points / s.full for s in root.all_indicators() if s.full}
            shares |= {n.plan.id: n.points / n.full for n in root.walk() if n.full}
            totals[key] = sum((weight * shares.get(name, ZERO) for name, weight in total.weights.items()), ZERO)
        return totals

    def unranked(self, root: NodeScore, coverage: Decimal, done: Consequences) -> str:
        for adjustment, effect in done.effects:
            if effect.unranked:
                return f"adjustment:{adjustment}"
        for score in root.all_indicators():
            if score.outcome is Outcome.MISSING and score.plan.definition.missing.policy == "exclude_park":
                return f"missing:{score.plan.id}"
        if self.settings.at_least_coverage is not None and coverage < self.settings.at_least_coverage:
            return "coverage"
        return ""


def previous_ranks(request: Request) -> dict[str, int]:
    """Return each park's rank in the year before, among the parks that have figures for it."""
    year = max(park.year for park in request.parks) - 1
    before = tuple(park for park in request.others if park.year == year)
    if not before:
        return {}
    boardless = replace(request.plan, boards=())
    others = tuple(park for park in request.others if park.year != year)
    ranked = run(replace(request, plan=boardless, parks=before, others=others, peers=(), findings=(), progress=None))
    return {score.park.id: score.rank for score in ranked.scores if score.rank is not None}


def waits(plan: IndicatorPlan) -> bool:
    """Return whether the indicator needs another's points, which come after all values."""
    parts = [plan.value, *(r.expression for r in plan.references)]
    return any(part is not None and part.uses_points for part in parts)


def is_open(root: NodeScore) -> bool:
    """Return whether a missing indicator has an open-ended rule."""
    return any(
        score.outcome in (Outcome.MISSING, Outcome.NO_REFERENCE)
        and not score.reason.startswith("policy:")
        and score.plan.rule.ceiling(score.full) is None
        for score in root.all_indicators()
    )


