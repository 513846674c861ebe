"""All parks' scores of one indicator after the other: values → treatment → references → points → policy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.panel.context import ParkContext
from fivegoods.panel.figures import Figures
from fivegoods.scoring.composite.effective_weights import Structure, Structures, holds
from fivegoods.scoring.indicators.missing import apply_policy, is_excluded, is_inapplicable
from fivegoods.scoring.indicators.points import found_by, give_references, score_column, without_weight
from fivegoods.scoring.indicators.score_column import ScoreColumn
from fivegoods.scoring.indicators.treat import treat
from fivegoods.scoring.indicators.values import Found, FoundColumn, find_values
from fivegoods.scoring.request import Progress, Request
from fivegoods.scoring.scores import IndicatorScore, Outcome


class Held(Protocol):
    """Keeps some references or points as another run had them, to tell apart what moved a score."""

    def found(self, plan: IndicatorPlan, env: ParkContext, found: Found) -> Found:
        """Return what is known of an indicator, with the references that are held."""

    def score(self, plan: IndicatorPlan, env: ParkContext, score: IndicatorScore) -> IndicatorScore:
        """Return an indicator's score after its missing policy, with the points that are held."""


class Columns:
    """The scores of every indicator for every park of a run, peers included."""

    def __init__(
        self, request: Request, parks: Sequence[ParkContext], held: Held | None, progress: Progress | None
    ) -> None:
        """Score all indicators; where data or conditions over points take some out of force, again without them."""
        self.request = request
        self.held = held
        self.progress = progress
        self.plan = request.plan
        self.settings = request.plan.file.criteria.settings
        self.parks = parks
        self.structures = Structures(self.plan)
        self.used = {name for part in self.plan.expressions() for name in part.indicators}
        self.found: dict[str, FoundColumn] = {}
        self.figures = Figures(parks)
        #: Numbers of the parks some of whose indicators were not scored on the park's own data.
        self.incomplete: set[int] = set()
        self.may_leave_out = any(plan.definition.missing.policy == "exclude" for plan in self.plan.indicators)
        #: The structure of each park, with the missing indicators that are left out and without them.
        self.whole = self.in_force = [self.structures.of(env) for env in parks]
        self.scores = self._scored(self.whole)
        self.inapplicable = self._ids(is_inapplicable)
        if self.inapplicable or self.structures.wait:
            self.whole = self.in_force = self._structures({})
            self.scores = self._scored(self.whole)
        self.left_out = self._ids(is_excluded) if self.may_leave_out else {}
        self._leave_out()

    def keep_voided(self, void: Mapping[int, frozenset[str]]) -> bool:
        """Keep indicators in force that a veto voids: data not handed in are no way out of it.

        ``void`` holds the ids that vetoes void by the park's number. Return whether any was left out;
        the points of the others are then new.
        """
        kept = dict(self.left_out)
        for number in kept.keys() & void.keys():
            kept[number] -= self._below(void[number])
        if kept == self.left_out:
            return False
        self.left_out = kept
        self._leave_out()
        return True

    def _below(self, ids: Collection[str]) -> frozenset[str]:
        """Return the indicators among some ids, and those below the dimensions among them."""
        below = {i.id for node in self.plan.root.walk() if node.id in ids for i in node.all_indicators()}
        return frozenset(below | set(ids))

    def _leave_out(self) -> None:
        if self.left_out:
            self.in_force = self._structures(self.left_out)
            self.scores = self._scored(self.in_force)

    def _structures(self, left_out: Mapping[int, frozenset[str]]) -> list[Structure]:
        none: frozenset[str] = frozenset()
        return [
            self.structures.of(env, left_out.get(number, none), self.inapplicable.get(number, none))
            for number, env in enumerate(self.parks)
        ]

    def _ids(self, is_out: Callable[[IndicatorScore], bool]) -> dict[int, frozenset[str]]:
        """Return the indicators that the data of each park take out of force, by the park's number."""
        found: dict[int, frozenset[str]] = {}
        for key, column in self.scores.items():
            for number in [number for number, score in column.apart.items() if is_out(score)]:
                found[number] = found.get(number, frozenset()) | {key}
        return found

    def _scored(self, structures: Sequence[Structure]) -> dict[str, ScoreColumn]:
        columns: dict[str, ScoreColumn] = {}
        if self.parks:
            self.parks[0].world.totals.clear()  # sums over the points before, or over none yet
        for done, plan in enumerate(self.plan.indicators, start=1):
            columns[plan.id] = scores = self._score(plan, self._fulls(plan.id, structures))
            # What does not apply is not missing.
            self.incomplete |= {n for n, score in scores.apart.items() if score.outcome not in _COMPLETE}
            if plan.definition.before is not None:
                self.incomplete |= {n for n, found in scores.found.apart.items() if found.treatments}
            if plan.id in self.used:
                self._tell(plan.id, scores)
            if self.progress is not None:
                self.progress(done, len(self.plan.indicators))
        return columns

    def _tell(self, key: str, scores: ScoreColumn) -> None:
        """Let the expressions of other indicators see the points of this one, and no longer those before."""
        for number, (env, points) in enumerate(zip(self.parks, scores.points, strict=True)):
            apart = scores.apart.get(number)
            by_policy = apart is not None and apart.reason in _POINTS_BY_POLICY
            if by_policy or scores.outcome(number) in (Outcome.SCORED, Outcome.OVERRIDDEN):
                env.tell(key, points=points)
            else:
                env.forget_points(key)

    def _fulls(self, key: str, structures: Sequence[Structure]) -> list[Decimal | None]:
        """Return the full points of an indicator for every park; one left out shows what it would weigh."""
        return [
            now.full.get(key) if now is before else now.full.get(key, before.full.get(key))
            for now, before in zip(structures, self.whole, strict=True)
        ]

    def _score(self, plan: IndicatorPlan, fulls: Sequence[Decimal | None]) -> ScoreColumn:
        column = self.found.get(plan.id) or self._found(plan)
        if self.may_leave_out and not waits(plan):
            self.found[plan.id] = column  # values stay when weights change
        scores = score_column(plan, self.parks, column, fulls, self.settings)
        apply_policy(scores, self.parks)
        if plan.weighs_by_group:
            for number, full in enumerate(fulls):
                if not full and (number in scores.apart or scores.points[number]):
                    scores.put(number, without_weight(scores.of(number)))
        if self.held is not None:
            for number, env in enumerate(self.parks):
                scores.put(number, self.held.score(plan, env, scores.of(number)))
        return scores

    def _found(self, plan: IndicatorPlan) -> FoundColumn:
        applicable = [True] * len(self.parks)
        if plan.applies is not None:
            applicable = [holds(plan.applies, env) for env in self.parks]
        column = find_values(plan, self.parks, applicable, self.figures)
        if plan.definition.before is not None:
            treat(plan.definition.before, self.parks, column)
        give_references(plan, self.parks, column, self.settings, self.request.benchmarks)
        if plan.alternate is not None:
            self._add_alternates(plan.alternate, column, applicable)
        if self.held is not None:
            for number, env in enumerate(self.parks):
                found = column.of(number)
                column.put(number, self.held.found(found_by(plan, found), env, found))
        if plan.id in self.used:
            for number, env in enumerate(self.parks):
                found = column.of(number)
                env.tell(plan.id, value=found.value, rank=found.rank)
        return column

    def _add_alternates(self, alternate: IndicatorPlan, column: FoundColumn, applicable: Sequence[bool]) -> None:
        """Put what the alternate rule finds where the first found nothing."""
        other = find_values(alternate, self.parks, applicable, self.figures)
        give_references(alternate, self.parks, other, self.settings, self.request.benchmarks)
        for number, first in list(column.apart.items()):
            second = other.of(number)
            if first.applicable and not first.usable and second.usable:
                column.put(number, replace(second, alternate=True))


_COMPLETE = frozenset({Outcome.SCORED, Outcome.NOT_APPLICABLE})
_POINTS_BY_POLICY = frozenset({"policy:zero", "policy:penalty", "policy:group_mean"})


def waits(plan: IndicatorPlan) -> bool:
    """Return whether the indicator needs another's points, which come after all values."""
    return any(part.uses_points for part in plan.expressions())
