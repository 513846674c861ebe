"""All parks' scores of one indicator after the other: values → treatment → references → points → policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fivegoods.scoring.before import treat
from fivegoods.scoring.environment import Surroundings
from fivegoods.scoring.found import Found, find_values
from fivegoods.scoring.indicators import score_column, with_references, without_weight
from fivegoods.scoring.missing import apply_policy, excluded_by, inapplicable_by
from fivegoods.scoring.plan import IndicatorPlan
from fivegoods.scoring.results import IndicatorScore, Outcome
from fivegoods.scoring.structure import Structure, Structures, holds

if TYPE_CHECKING:
    from fivegoods.scoring.engine import Request

#: Told after each indicator: how many are done, and how many there are.
Progress = Callable[[int, int], None]


class Columns:
    """The scores of every indicator for every park of a run, peers included."""

    def __init__(self, request: Request, parks: Sequence[Surroundings]) -> None:
        """Score all indicators; where the data take some out of force, again with the weights of the rest."""
        self.request = request
        self.plan = request.plan
        self.settings = request.plan.file.criteria.settings
        self.parks = parks
        structures = Structures(self.plan)
        self.whole = [structures.of(env) for env in parks]
        self.used = {name for part in self.plan.expressions() for name in part.indicators}
        self.found: dict[str, list[Found]] = {}
        #: Parks all of whose indicators were scored on the park's own data.
        self.complete = [True] * len(parks)
        self.may_leave_out = any(plan.definition.missing.policy == "exclude" for plan in self.plan.indicators)
        #: Ids of indicators that a figure of the park says do not apply, by the park's number.
        self.inapplicable: dict[int, set[str]] = {}
        self.scores = self._scored(self.whole)
        #: The structure of each park without its missing indicators that are left out.
        self.in_force = self.whole
        if self.inapplicable:
            absent = [frozenset(self.inapplicable.get(number, ())) for number in range(len(parks))]
            self.whole = [structures.of(env, inapplicable=ids) for env, ids in zip(parks, absent, strict=True)]
            self.in_force = self.whole
            self.scores = self._scored(self.whole)
        if self.may_leave_out:
            rows = [row.values() for row in self.by_park()]
            left_out = [excluded_by(row) for row in rows]
            if any(left_out):
                absent = [inapplicable_by(row) for row in rows]
                self.in_force = [structures.of(*each) for each in zip(parks, left_out, absent, strict=True)]
                self.scores = self._scored(self.in_force)

    def by_park(self) -> Iterator[dict[str, IndicatorScore]]:
        """Yield each park's scores by indicator id."""
        for row in zip(*self.scores.values(), strict=True):
            yield dict(zip(self.scores, row, strict=True))

    def _scored(self, structures: Sequence[Structure]) -> dict[str, list[IndicatorScore]]:
        columns: dict[str, list[IndicatorScore]] = {}
        for done, plan in enumerate(self.plan.indicators, start=1):
            columns[plan.id] = scores = self._score(plan, self._fulls(plan.id, structures))
            # What does not apply is not missing.
            for index, score in enumerate(scores):
                if score.outcome not in _COMPLETE or score.treatments:
                    self.complete[index] = False
                elif score.reason.startswith("not_applicable:"):
                    self.inapplicable.setdefault(index, set()).add(plan.id)
            if plan.id in self.used:
                for env, score in zip(self.parks, scores, strict=True):
                    if score.outcome in (Outcome.SCORED, Outcome.OVERRIDDEN) or score.reason in _POINTS_BY_POLICY:
                        env.points_of[plan.id] = score.points
            if self.request.progress is not None:
                self.request.progress(done, len(self.plan.indicators))
        return columns

    def _fulls(self, key: str, structures: Sequence[Structure]) -> list[Decimal | None]:
        """Return the full points of an indicator for every park; one left out shows what it would weigh."""
        return [
            now.full.get(key) if now is before else now.full.get(key, before.full.get(key))
            for now, before in zip(structures, self.whole, strict=True)
        ]

    def _score(self, plan: IndicatorPlan, fulls: Sequence[Decimal | None]) -> list[IndicatorScore]:
        column = self.found.get(plan.id) or self._found(plan)
        if self.may_leave_out and not waits(plan):
            self.found[plan.id] = column  # values stay when weights change
        scores = score_column(plan, self.parks, column, fulls, self.settings)
        if plan.definition.missing.policy != "interval":
            scores = apply_policy(plan, scores, self.parks)
        if plan.weighs_by_group:
            scores = [without_weight(score) for score in scores]
        if self.request.held is not None:
            scores = [self.request.held.score(plan, env, s) for env, s in zip(self.parks, scores, strict=True)]
        return scores

    def _found(self, plan: IndicatorPlan) -> list[Found]:
        applicable = [True] * len(self.parks)
        if plan.applies is not None:
            applicable = [holds(plan.applies, env) for env in self.parks]
        column = find_values(plan, self.parks, applicable)
        if plan.definition.before is not None:
            column = treat(plan.definition.before, self.parks, column)
        column = with_references(plan, self.parks, column, self.settings, self.request.benchmarks)
        if plan.alternate is not None:
            column = self._with_alternates(plan.alternate, column, applicable)
        if self.request.held is not None:
            column = [self.request.held.found(plan, env, f) for env, f in zip(self.parks, column, strict=True)]
        if plan.id in self.used:
            for env, found in zip(self.parks, column, strict=True):
                if found.value is not None:
                    env.values_of[plan.id] = found.value
                if found.rank is not None:
                    env.ranks_of[plan.id] = found.rank
        return column

    def _with_alternates(
        self, alternate: IndicatorPlan, column: list[Found], applicable: Sequence[bool]
    ) -> list[Found]:
        """Return the column with what the alternate rule finds where the first found nothing."""
        other = find_values(alternate, self.parks, applicable)
        other = with_references(alternate, self.parks, other, self.settings, self.request.benchmarks)
        return [
            replace(second, alternate=True) if first.applicable and not first.usable and second.usable else first
            for first, second in zip(column, other, strict=True)
        ]


_COMPLETE = frozenset({Outcome.SCORED, Outcome.NOT_APPLICABLE})
_POINTS_BY_POLICY = frozenset({"policy:zero", "policy:penalty", "policy:group_mean"})


def waits(plan: IndicatorPlan) -> bool:
    """Return whether the indicator needs another's points, which come after all values."""
    parts = [plan.value, plan.applies, *(r.expression for r in plan.references)]
    return any(part is not None and part.uses_points for part in parts)
